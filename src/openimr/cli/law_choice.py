"""The options of commands that look into the law."""

from __future__ import annotations

import click

from openimr.cli import PLACE

DAY = click.DateTime(formats=["%Y-%m-%d", "%m/%d/%Y"])

law_option = click.option(
    "--law",
    "folder",
    metavar="FOLDER",
    type=PLACE,
    help="A folder with values of your own, which replace the shipped ones of the same id. "
    "OPENIMR_LAW names one for every call.",
)

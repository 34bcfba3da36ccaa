"""The law that a command works with: the shipped one, with a folder's values in their place."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from openimr.cli import PLACE

if TYPE_CHECKING:
    from openimr.law.model import Law

LAW_VARIABLE = "OPENIMR_LAW"
"""Environment variable with the folder whose values replace those of the shipped law."""

DAY = click.DateTime(formats=["%Y-%m-%d", "%m/%d/%Y"])

law_option = click.option(
    "--law",
    "folder",
    metavar="FOLDER",
    type=PLACE,
    help="A folder with values of your own, which replace the shipped ones of the same id. "
    f"{LAW_VARIABLE} names one for every call.",
)

json_option = click.option("--json", "as_json", is_flag=True, help="As JSON.")


def chosen_law(folder: Path | None) -> Law:
    """The shipped law, with the values of the folder of the call or of the environment."""
    from openimr.law.load import load_law

    named = os.environ.get(LAW_VARIABLE)
    return load_law(folder or (Path(named) if named else None))

"""The guideline packs that a command works with: the shipped one and those of a licensee."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from openimr.cli import PLACE

if TYPE_CHECKING:
    from openimr.guidelines.model import Pack

pack_option = click.option(
    "--pack",
    "packs",
    multiple=True,
    metavar="FOLDER",
    type=PLACE,
    help="A further guideline pack beside the shipped one; may be repeated. "
    "OPENIMR_PACKS names some for every call.",
)


studies_option = click.option(
    "--studies",
    metavar="FILE",
    type=PLACE,
    help="Studies that you enter, in YAML: graded by the levels of evidence of 8 CCR 9792.25.1 "
    "and weighed against the guidelines.",
)


def pack_folders(packs: tuple[Path, ...]) -> tuple[Path, ...]:
    """The packs that the environment names, then those of the command line."""
    from openimr.guidelines.load import folders_named

    return (*folders_named(os.environ), *packs)


def chosen_pack(packs: tuple[Path, ...]) -> Pack:
    """The shipped pack joined with those of the environment and of the command line."""
    from openimr.guidelines.load import load_packs

    return load_packs(pack_folders(packs))

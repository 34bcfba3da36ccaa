"""Which panel and which day a panel command works on."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

import click

from openimr.adapters.file_names import refusal, shown_name
from openimr.cli import PLACE
from openimr.vocabulary.errors import BadInput

if TYPE_CHECKING:
    from openimr.assignment.model import Panel
    from openimr.assignment.panel_file import PanelRead

DAY = click.DateTime(formats=["%Y-%m-%d", "%m/%d/%Y"])

day_option = click.option(
    "--on", "day", type=DAY, metavar="DATE", help="Day of the appointment; today by default."
)
panel_option = click.option(
    "--panel",
    "file",
    type=PLACE,
    envvar="OPENIMR_PANEL",
    show_envvar=True,
    help="A panel's CSV file, instead of the panel that is kept.",
)
verified_option = click.option(
    "--verified-within",
    "days",
    type=click.IntRange(1, 3650),
    metavar="DAYS",
    help="Age up to which a verification at the source counts; by default as the law's values say.",
)


def panel_read(file: Path) -> PanelRead:
    """What a panel's file holds, with its faults; BadInput when it cannot be opened."""
    from openimr.assignment.panel_file import read_panel

    try:
        return read_panel(file.read_bytes())
    except FileNotFoundError:
        raise BadInput(shown_name(file), "no such file", "Name the panel's CSV file.") from None
    except OSError as error:
        raise BadInput(shown_name(file), f"cannot be opened ({refusal(error)})") from None


def chosen_panel(file: Path | None) -> Panel:
    """The panel of a sound file, or the one that is kept.

    Raises:
        BadInput: when anything in the file is at fault, or no panel is kept.
    """
    if file is None:
        return kept_panel()
    read = panel_read(file)
    if read.faults:
        from openimr.vocabulary.counted import counted

        told = counted(len(read.faults), "fault")
        remedy = f"`openimr panel import {shown_name(file)}` names each."
        raise BadInput(shown_name(file), told, remedy)
    return read.panel


def kept_panel() -> Panel:
    """The panel that this installation keeps; BadInput when it keeps none."""
    from openimr.assignment.panel_book import panel_of
    from openimr.bootstrap import panel_book

    panel = panel_of(panel_book().latest())
    if not panel.members:
        remedy = "Name a CSV file with --panel, or keep one: `openimr panel import FILE --keep`."
        raise BadInput("the panel", "none is kept", remedy)
    return panel


def day_or_today(day: dt.datetime | None) -> dt.date:
    """The day that was typed, or today in California."""
    from zoneinfo import ZoneInfo

    return day.date() if day else dt.datetime.now(tz=ZoneInfo("America/Los_Angeles")).date()

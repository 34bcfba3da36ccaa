"""``openimr letter write``: a determination becomes a letter."""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path

import click

from openimr.adapters.file_names import refusal, shown_name
from openimr.cli import PLACE
from openimr.vocabulary.errors import BadInput


@click.command()
@click.argument("determination", type=PLACE)
@click.option(
    "--to",
    "path",
    required=True,
    metavar="FILE",
    type=PLACE,
    help="The letter's file; its ending .pdf, .docx, .txt or .json says the format.",
)
@click.option("--force", is_flag=True, help="Write over a file that is there already.")
def write(determination: Path, path: Path, force: bool) -> None:
    """Write the letter of DETERMINATION, a JSON file ("-" reads standard input).

    The JSON is what `openimr draft` writes and what `openimr letter read --json` prints.
    """
    from openimr.bootstrap import write_letter
    from openimr.determination.determination_json import read_json
    from openimr.vocabulary.counted import counted

    said = read_json(*_content(determination))
    today = dt.datetime.now(tz=dt.UTC).astimezone().date()
    size = write_letter(said, path, today, overwrite=force)
    findings = counted(len(said.findings), "finding")
    draft = ", marked DRAFT" if said.draft else ""
    click.echo(f"Wrote {shown_name(path)} ({findings}{draft}; {size / 1000:,.0f} kB)")


def _content(place: Path) -> tuple[bytes, str]:
    if str(place) == "-":
        return sys.stdin.buffer.read(), "standard input"
    try:
        return place.read_bytes(), shown_name(place)
    except OSError as error:
        raise BadInput(shown_name(place), f"cannot be read ({refusal(error)})") from error

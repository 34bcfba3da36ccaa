"""``openimr post print``: a sealed letter of the tray as files that a printer takes."""

from __future__ import annotations

from pathlib import Path

import click

from openimr.cli import EXIT_FULL, PLACE
from openimr.cli.case_office import actor_option, office, refusals_told


@click.command("print")
@click.argument("case")
@click.argument("notice")
@click.option(
    "--to", "folder", type=PLACE, required=True, metavar="FOLDER", help="Where the files are put."
)
@actor_option("case manager")
@click.pass_context
def to_print(ctx: click.Context, case: str, notice: str, folder: Path, acting: str) -> int:
    """Open the letter NOTICE of CASE for printing: its files are written into FOLDER, unsealed.

    The tray stays as it is. Who opened a letter is noted with the case. Remove the files when they
    are printed, and say so when the letter is posted: openimr post done.
    """
    from openimr.adapters.file_names import shown_name
    from openimr.adapters.letter_files import save_letter
    from openimr.installation import telling
    from openimr.vocabulary.counted import counted
    from openimr.workflow.accesses import Looked

    with refusals_told(as_json=False):
        office(ctx, acting).record_of(case, Looked.LETTER)
        papers = telling().tray.opened(case, notice)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    for place, paper in enumerate(papers, 1):
        save_letter(paper, folder / f"{case}.{notice}-{place}.pdf", overwrite=True)
    click.echo(f"Wrote {counted(len(papers), 'file')} into {shown_name(folder)}; print them.")
    return EXIT_FULL

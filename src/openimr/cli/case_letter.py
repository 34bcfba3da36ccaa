"""``openimr case letter``: the letter of a case, made of its record; a preview, or issued."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from openimr.cli import EXIT_FULL, PLACE, json_option
from openimr.cli.case_office import actor_option, office, refusals_told

if TYPE_CHECKING:
    import datetime as dt

    from openimr.determination.model import Determination
    from openimr.workflow.office import Office


@click.command()
@click.argument("number")
@click.option(
    "--to",
    "path",
    type=PLACE,
    metavar="FILE",
    help="Write a preview, marked DRAFT; the ending .pdf, .docx, .txt or .json says the format.",
)
@click.option("--force", is_flag=True, help="Replace the file of --to if it is there.")
@click.option("--issue", "issuing", is_flag=True, help="Issue the letter.")
@click.option(
    "--correct",
    "reason",
    default="",
    metavar="REASON",
    help="Issue it again with corrected wording; decisions stay.",
)
@actor_option("case manager")
@json_option
@click.pass_context
def letter(  # noqa: PLR0913, PLR0917
    ctx: click.Context,
    number: str,
    path: Path | None,
    force: bool,
    issuing: bool,
    reason: str,
    acting: str,
    as_json: bool,
) -> int:
    """Make the letter of case NUMBER from its record and its draft, to look at or to issue.

    Decisions, rationales and citations are the reviewer's as recorded; case summary and
    documents reviewed come from the draft. The issued letter is kept with the case, and its
    SHA-256 stands in the record.
    """
    from openimr.law.calendar import pacific_day

    if sum(map(bool, (path, issuing, reason))) != 1:
        raise click.UsageError("choose one of --to FILE, --issue, --correct REASON", ctx)
    with refusals_told(as_json=as_json):
        at = office(ctx, acting)
        today = pacific_day(at.now())
        made = _made(at, number, today)
        if path is not None:
            _preview(made, path, today, force=force)
        else:
            _issue(at, made, today, reason, as_json=as_json)
    return EXIT_FULL


def _made(at: Office, number: str, today: dt.date) -> Determination:
    from openimr.bootstrap import case_letters
    from openimr.workflow.accesses import Looked
    from openimr.workflow.lettering import letter_of

    recorded = at.record_of(number, Looked.LETTER)
    return letter_of(recorded, case_letters().drafted(number), today)


def _preview(made: Determination, path: Path, today: dt.date, *, force: bool) -> None:
    import msgspec

    from openimr.adapters.file_names import shown_name
    from openimr.bootstrap import write_letter

    marked = msgspec.structs.replace(made, draft=True)
    size = write_letter(marked, path, today, overwrite=force)
    click.echo(f"Wrote {shown_name(path)} (a preview, marked DRAFT; {size / 1000:,.0f} kB)")


def _issue(at: Office, made: Determination, today: dt.date, reason: str, *, as_json: bool) -> None:
    from openimr.bootstrap import case_letters, letter_file
    from openimr.case.evolve import case_of
    from openimr.cli.case_show_output import print_events_as_json, show_done
    from openimr.workflow.lettering import issue_letter

    content = letter_file(made, ".pdf", today)
    files = case_letters()
    recorded = issue_letter(at.desk, files, made, content, actor=at.reader, correcting=reason)
    if as_json:
        print_events_as_json(recorded)
    else:
        show_done(recorded, case_of(at.store.load(recorded[0].case)))

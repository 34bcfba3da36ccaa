"""``openimr draft``: a case file in, a draft Final Determination out."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click

from openimr.bootstrap import draft_case_file
from openimr.cli import EXIT_FULL, EXIT_PARTIAL, PLACE
from openimr.cli.guideline_packs import pack_folders, pack_option
from openimr.cli.reading_progress import reading_progress
from openimr.review.model import ProposedDecision
from openimr.workflow.draft import LETTER, REVIEW_PAGE, Drafted

_DECISIONS = {
    ProposedDecision.UPHELD: "uphold",
    ProposedDecision.OVERTURNED: "overturn",
    ProposedDecision.UNDETERMINED: "open: the record does not allow a decision",
}


@click.command()
@click.argument("case_file", type=PLACE)
@click.option(
    "--out",
    required=True,
    metavar="DIRECTORY",
    type=PLACE,
    help="Folder for the drafted files; made when it is not there.",
)
@pack_option
def draft(case_file: Path, out: Path, packs: tuple[Path, ...]) -> int:
    """Draft the Final Determination of CASE_FILE.

    CASE_FILE is a folder of PDFs (or one big PDF): application, request for authorization,
    utilization review decision and the medical records, typed or scanned. OUT receives

    \b
      determination.pdf   the letter, marked DRAFT
      review.html         every statement with its page; open it in a browser
      determination.json  the letter as a value, for `openimr letter write`
      documents.json  facts.json  disputed_treatments.json
      proposals.json  summary.json

    The decisions are proposals for the reviewer and decide nothing. A run that was stopped
    goes on where it stopped: finished pages are kept in OUT/.pages.

    \b
    Exit code: 0 everything read and proposed; 1 drafted, but a page could not be read or a
    treatment stays open; 2 nothing drafted.
    """
    with reading_progress() as (pages_read, step):
        drafted = draft_case_file(case_file, out, _today(), pages_read, step, pack_folders(packs))
    _report(drafted, out)
    return EXIT_FULL if drafted.complete else EXIT_PARTIAL


def _report(drafted: Drafted, out: Path) -> None:
    pages, documents = len(drafted.case_file.pages), drafted.case_file.documents
    aside = sum(document.other_patient for document in documents)
    repeated = sum(document.duplicate_of is not None for document in documents)
    click.echo(
        f"{pages} pages, {len(documents)} documents ({repeated} repeated, {aside} of another "
        f"patient set aside), {len(drafted.facts)} facts."
    )
    for unread in drafted.case_file.unreadable:
        where = f"{unread.file}, page {unread.page}" if unread.page else unread.file
        what_to_do = f". {unread.remedy}" if unread.remedy else ""
        click.echo(f"Not read: {where}: {unread.found}{what_to_do}")
    for number, proposal in enumerate(drafted.proposals, start=1):
        click.echo(f"{number}. {proposal.treatment.text}: {_DECISIONS[proposal.decision]}")
        if proposal.arithmetic:
            click.echo(f"   {proposal.arithmetic}")
        for missing in proposal.missing:
            click.echo(f"   missing: {missing}")
    for note in drafted.notes:
        click.echo(f"Note: {note}")
    if dropped := drafted.summary.dropped:
        click.echo(
            "1 statement was left out: its passage does not bear it."
            if dropped == 1
            else f"{dropped} statements were left out: their passages do not bear them."
        )
    click.echo(f"The draft letter: {out / LETTER}")
    click.echo(f"Look at it page by page: open {out / REVIEW_PAGE} in a browser")


def _today() -> dt.date:
    return dt.datetime.now(tz=dt.UTC).date()

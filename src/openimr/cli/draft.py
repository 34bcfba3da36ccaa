"""``openimr draft``: a case file in, a draft Final Determination out."""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path

import click

from openimr.cli import EXIT_FULL, EXIT_PARTIAL, PLACE
from openimr.cli.guideline_packs import pack_folders, pack_option, studies_option


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
@studies_option
@click.option(
    "--assistant",
    metavar="URL",
    help="CASE TEXT LEAVES THIS MACHINE: every sentence of summary and rationales, with what it "
    "quotes from the record, goes to this OpenAI-compatible endpoint for better wording. Off "
    "unless named. A wording is taken only where it says the same as ours, and letter, review.html "
    "and proposals.json disclose it. https, or http on localhost; a key only in "
    "OPENIMR_ASSISTANT_KEY.",
)
@click.option("--assistant-model", metavar="NAME", default="", help="The model to ask there.")
def draft(  # noqa: PLR0913, PLR0917
    case_file: Path,
    out: Path,
    packs: tuple[Path, ...],
    studies: Path | None,
    assistant: str | None,
    assistant_model: str,
) -> int:
    """Draft the Final Determination of CASE_FILE.

    CASE_FILE is a folder of PDFs (or one big PDF): application, request for authorization,
    utilization review decision and the medical records, typed or scanned. OUT receives

    \b
      determination.pdf   the letter, marked DRAFT
      review.html         every statement with its page; open it in a browser
      determination.json  the letter as a value, for `openimr letter write`
      documents.json  facts.json  disputed_treatments.json  proposals.json  summary.json
      assistant.json      what --assistant was sent, what came back, what was refused and why

    The decisions are proposals for the reviewer and decide nothing. A run that was stopped
    goes on where it stopped: finished pages are kept in OUT/.pages.

    \b
    Exit code: 0 everything read and proposed; 1 drafted, but a page could not be read or a
    treatment stays open; 2 nothing drafted.
    """
    from openimr.adapters.assistant import named_assistant
    from openimr.bootstrap import draft_case_file
    from openimr.cli.draft_report import report_draft
    from openimr.cli.reading_progress import reading_progress

    polisher = named_assistant(assistant, assistant_model, os.environ)
    folders = pack_folders(packs)
    with reading_progress() as (pages_read, step):
        drafted = draft_case_file(
            case_file, out, _today(), pages_read, step, folders, studies, polisher
        )
    report_draft(drafted, out)
    return EXIT_FULL if drafted.complete else EXIT_PARTIAL


def _today() -> dt.date:
    return dt.datetime.now(tz=dt.UTC).date()

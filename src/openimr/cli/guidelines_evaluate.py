"""``openimr guidelines evaluate``: what every criterion says on the treatments of a case file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click
import msgspec
from rich.console import Console

from openimr.application.model import Application
from openimr.bootstrap import examine_case_file
from openimr.cli import EXIT_FULL, EXIT_PARTIAL, PLACE
from openimr.cli.guideline_evaluation import show_evaluation, topic_of
from openimr.cli.guideline_packs import chosen_pack, pack_option
from openimr.cli.reading_progress import reading_progress
from openimr.guidelines.model import Pack
from openimr.guidelines.sequence import SearchStep, search_sequence
from openimr.review.model import Proposal
from openimr.review.propose import judged_on
from openimr.workflow.draft import Drafted
from openimr.workflow.draft_lists import fact_shape, proposal_shape


@click.command()
@click.argument("case_file", type=PLACE)
@click.option("--trace", is_flag=True, help="With the facts, words searched and nearest passages.")
@click.option("--json", "as_json", is_flag=True, help="As JSON, always with the trace.")
@click.option(
    "--store",
    metavar="FOLDER",
    type=PLACE,
    help="Keeps finished pages; the OUT folder of a draft has them already.",
)
@pack_option
def evaluate(
    case_file: Path, trace: bool, as_json: bool, store: Path | None, packs: tuple[Path, ...]
) -> int:
    """Weigh the disputed treatments of CASE_FILE, a folder of PDFs or one PDF, and say why.

    For each treatment: its topic, the medical evidence search, and every criterion MET, NOT MET
    or NOT DOCUMENTED with finding, sums, section and page, and how far that is verified. It
    reads as `openimr draft` does and writes nothing but finished pages into --store.

    \b
    Exit code: 0 every treatment has a proposed decision; 1 one stays open, or a page could not
    be read; 2 nothing evaluated.
    """
    pack = chosen_pack(packs)
    with reading_progress() as (pages_read, step):
        drafted = examine_case_file(case_file, pack, store, pages_read, step)
    if as_json:
        shapes = [_shape(proposal, pack, drafted) for proposal in drafted.proposals]
        click.echo(msgspec.json.format(msgspec.json.encode(shapes)))
    else:
        _print(drafted, pack, trace)
    return EXIT_FULL if drafted.complete else EXIT_PARTIAL


def _print(drafted: Drafted, pack: Pack, trace: bool) -> None:
    console = Console(highlight=False)
    facts = drafted.facts if trace else None
    for number, proposal in enumerate(drafted.proposals, start=1):
        steps = _steps(proposal, pack, drafted.application)
        show_evaluation(console, number, proposal, steps, pack, facts)
    for unread in drafted.case_file.unreadable:
        where = f"{unread.file}, page {unread.page}" if unread.page else unread.file
        click.echo(f"Not read: {where}: {unread.found}")


def _steps(proposal: Proposal, pack: Pack, application: Application) -> tuple[SearchStep, ...]:
    topic = topic_of(proposal, pack)
    day = proposal.judged_on or judged_on(application)
    return search_sequence(topic, pack, day) if topic and day else ()


def _shape(proposal: Proposal, pack: Pack, drafted: Drafted) -> dict[str, Any]:
    """An entry of proposals.json without its rationale, the facts themselves for their numbers."""
    shape = proposal_shape(proposal, pack)
    del shape["rationale"]
    for criterion in shape["criteria"]:
        criterion["facts"] = [fact_shape(drafted.facts[index]) for index in criterion["facts"]]
    steps = _steps(proposal, pack, drafted.application)
    shape["search"] = [
        {"level": s.level.value, "applies": s.applies, "why": s.why, "searched": s.searched}
        for s in steps
    ]
    return shape

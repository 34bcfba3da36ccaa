"""``openimr guidelines evaluate``: what every criterion says on the treatments of a case file."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click
import msgspec
from rich.console import Console

from openimr.bootstrap import examine_case_file
from openimr.cli import EXIT_FULL, EXIT_PARTIAL, PLACE
from openimr.cli.guideline_evaluation import show_evaluation
from openimr.cli.guideline_packs import chosen_pack, pack_option
from openimr.cli.reading_progress import reading_progress
from openimr.guidelines.model import Pack
from openimr.guidelines.sequence import search_sequence
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
    proposals = [_with_search(proposal, pack, drafted) for proposal in drafted.proposals]
    if as_json:
        shapes = [_shape(proposal, pack, drafted) for proposal in proposals]
        click.echo(msgspec.json.format(msgspec.json.encode(shapes)))
    else:
        _print(proposals, drafted, pack, trace)
    return EXIT_FULL if drafted.complete else EXIT_PARTIAL


def _print(proposals: Sequence[Proposal], drafted: Drafted, pack: Pack, trace: bool) -> None:
    console = Console(highlight=False)
    facts = drafted.facts if trace else None
    for number, proposal in enumerate(proposals, start=1):
        show_evaluation(console, number, proposal, pack, facts)
    for unread in drafted.case_file.unreadable:
        where = f"{unread.file}, page {unread.page}" if unread.page else unread.file
        click.echo(f"Not read: {where}: {unread.found}")


def _with_search(proposal: Proposal, pack: Pack, drafted: Drafted) -> Proposal:
    """The proposal with its evidence search also where that led to no edition."""
    topic = next((topic for topic in pack.topics if topic.id == proposal.topic), None)
    day = judged_on(drafted.application)
    if proposal.trail or topic is None or day is None:
        return proposal
    return msgspec.structs.replace(proposal, trail=search_sequence(topic, pack, day))


def _shape(proposal: Proposal, pack: Pack, drafted: Drafted) -> dict[str, Any]:
    """An entry of proposals.json without its rationale, the facts themselves for their numbers."""
    shape = proposal_shape(proposal, pack)
    del shape["rationale"]
    for criterion in shape["criteria"]:
        criterion["facts"] = [fact_shape(drafted.facts[index]) for index in criterion["facts"]]
    return shape

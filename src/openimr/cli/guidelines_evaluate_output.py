"""What ``openimr guidelines evaluate`` prints: the criteria, for people or as JSON."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import click
import msgspec
from rich.console import Console

from openimr.cli.guideline_evaluation import show_evaluation
from openimr.guidelines.model import Pack
from openimr.guidelines.sequence import search_sequence
from openimr.review.model import Proposal
from openimr.review.propose import judged_on
from openimr.workflow.draft import Drafted
from openimr.workflow.draft_lists import fact_shape, proposal_shape


def print_evaluations(drafted: Drafted, pack: Pack, *, as_json: bool, trace: bool) -> None:
    """Print what the criteria say on every treatment of a case file.

    Args:
        drafted: what was found in the case file.
        pack: where the criteria stand.
        as_json: as data, always with the trace.
        trace: with the facts, the words searched and the nearest passages.
    """
    proposals = [_with_search(proposal, pack, drafted) for proposal in drafted.proposals]
    if as_json:
        shapes = [_shape(proposal, pack, drafted) for proposal in proposals]
        click.echo(msgspec.json.format(msgspec.json.encode(shapes)))
    else:
        _print(proposals, drafted, pack, trace)


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

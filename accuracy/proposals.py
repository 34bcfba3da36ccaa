"""The proposals for the shared case files against the real decisions, with their deciding facts."""

from __future__ import annotations

import datetime as dt
import functools
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from rapidfuzz import fuzz

from accuracy.case_files import case_folders, gathered
from accuracy.report import Row, Section
from openimr.application.read import read_application
from openimr.casefile.facts import find_facts
from openimr.guidelines.load import shipped_pack
from openimr.review.model import Proposal, ProposedDecision
from openimr.review.propose import grounds_in_question
from openimr.vocabulary.fact import Fact
from openimr.workflow.draft import Drafted, decide, papers_of

_ALIKE = 80
"""How alike two wordings of a request must be to mean the same treatment, of 100."""


def measure(shared: Path) -> Section:
    """Decisions, and whether a deciding fact of the truth is among the reasons."""
    misses: list[str] = []
    right = named = total = undetermined = 0
    for folder, drafted, truth in drafts(shared):
        for wanted in truth["disputed_items"]:
            total += 1
            proposal = _proposal_for(wanted, drafted)
            label = f"{folder.name}: {wanted['text'][:60]}"
            if proposal is None:
                misses.append(f"{label}: not among the disputed treatments")
                continue
            undetermined += proposal.decision is ProposedDecision.UNDETERMINED
            decided = proposal.decision.value == wanted["decision"]
            reasoned = names_a_deciding_fact(proposal, wanted, truth, drafted)
            right += decided
            named += decided and reasoned
            if not decided:
                real = wanted["decision"]
                misses.append(f"{label}: proposed {proposal.decision.value}, really {real}")
            elif not reasoned:
                misses.append(f"{label}: no deciding fact among the reasons")
    rows = (
        Row(name="proposals equal to the real decision", hits=right, total=total, target=1.0),
        Row(name="... with a deciding fact among the reasons", hits=named, total=total, target=1.0),
        Row(name="undetermined", hits=undetermined, total=total),
    )
    return Section(title="Proposals", rows=rows, misses=tuple(misses))


def drafts(shared: Path) -> Iterator[tuple[Path, Drafted, dict[str, Any]]]:
    """Every shared case file, drafted in memory, with its truth."""
    for folder in case_folders(shared):
        truth = json.loads((folder / "truth.json").read_text(encoding="utf-8"))
        yield folder, drafted_from(folder), truth


@functools.cache
def drafted_from(folder: Path) -> Drafted:
    """The draft of one case file, made once for every measure."""
    case_file = gathered(folder)
    application = read_application(papers_of(case_file))
    pack = shipped_pack()
    facts = find_facts(case_file, grounds_in_question(application, pack))
    return decide(case_file, application, facts, pack)


def names_a_deciding_fact(
    proposal: Proposal, wanted: dict[str, Any], truth: dict[str, Any], drafted: Drafted
) -> bool:
    """Whether a reason of the proposal rests on a deciding fact of the truth."""
    deciding = [truth["facts"][index] for index in wanted["deciding_facts"]]
    reasons = [drafted.facts[index] for e in proposal.reasons for index in e.facts]
    return any(same_fact(fact, told) for fact in reasons for told in deciding)


def same_fact(fact: Fact, told: dict[str, Any]) -> bool:
    """Kind, page, assertion, day and value agree, as far as the truth gives them."""
    return (
        fact.kind.value == told["kind"]
        and (fact.place.file, fact.place.page) == (told["file"], told["page"])
        and fact.assertion.value == told["assertion"]
        and (told["date"] is None or fact.date == dt.date.fromisoformat(told["date"]))
        and (told["value"] is None or str(fact.value) == str(told["value"]))
    )


def _proposal_for(wanted: dict[str, Any], drafted: Drafted) -> Proposal | None:
    def likeness(proposal: Proposal) -> float:
        return fuzz.token_sort_ratio(proposal.treatment.text.lower(), str(wanted["text"]).lower())

    best = max(drafted.proposals, key=likeness, default=None)
    return best if best is not None and likeness(best) >= _ALIKE else None

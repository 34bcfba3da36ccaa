"""The reviewer's desk opens one treatment of a draft; the other parts are not read."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from openimr.adapters.case_drafts import CaseDrafts
from openimr.adapters.case_folders import CaseFolders
from openimr.guidelines.criterion import Outcome
from openimr.vocabulary.errors import BadInput
from openimr.workflow.desk_parts import (
    asked_treatment,
    drafted_treatments,
    judged_facts,
    treatment_part,
    treatments_had,
)

CASE = "CM26-0000001"
ASKED = {
    "text": "Physical therapy, 6 visits",
    "topic": "physical-therapy",
    "body_parts": ["lumbar spine"],
    "quantity": 6,
    "unit": "visits",
    "per_week": 2,
    "weeks": 3,
    "drug": None,
    "strength": None,
    "ur_decision": "modified",
    "ur_certified_quantity": 2,
    "ca_citation": "MTUS Physical Medicine",
    "sources": [{"file": "form.pdf", "page": 1, "span": [10, 36]}],
}
CRITERION = {
    "id": "visits-in-all",
    "statement": "the visits stay within the guideline",
    "outcome": "met",
    "finding": "6 visits fit",
    "arithmetic": "asked 6, had 4, guideline 10",
    "citation": "MTUS Physical Medicine, p. 99",
    "verified": "letter",
    "decides": True,
    "facts": [1],
    "searched": [],
    "nearest": [],
}
SILENT = {
    **CRITERION,
    "id": "home-exercise",
    "outcome": "not_documented",
    "facts": [],
    "searched": ["home exercise"],
    "nearest": [{"file": "note.pdf", "page": 3, "span": [5, 22], "quote": "exercises at home"}],
}
PROPOSED = {
    "disputed_treatment": ASKED["text"],
    "decision": "overturned",
    "missing": [],
    "topic": "physical-therapy",
    "edition": "MTUS 2009",
    "judged_on": "2026-02-10",
    "arithmetic": "asked 6, had 4, guideline 10: 6 lies within it",
    "search": [],
    "criteria": [CRITERION, SILENT],
    "reasons": ["visits-in-all"],
    "rationale": [],
}
FACT = {
    "kind": "treatment_received",
    "statement": "Had 4 visits.",
    "assertion": "stated",
    "date": "2026-01-20",
    "file": "note.pdf",
    "page": 2,
    "span": [100, 112],
    "quote": "4 visits done",
    "confidence": 0.9,
}
WHOLE: dict[str, list[Any]] = {
    "disputed_treatments": [{"not": "read"}, ASKED],
    "proposals": [{"not": "read"}, PROPOSED],
    "facts": [{"not": "read"}, FACT],
}
"""A draft of which the first entry of each list is nothing that could be read."""


def drafted(home: Path, **lists: object) -> CaseDrafts:
    folders = CaseFolders(home)
    folders.draft(CASE).mkdir(parents=True)
    for name, entries in {**WHOLE, **lists}.items():
        (folders.draft(CASE) / f"{name}.json").write_text(json.dumps(entries, indent=2))
    return CaseDrafts(folders)


def test_the_request_is_shown_without_the_proposal(tmp_path: Path) -> None:
    drafts = drafted(tmp_path, proposals="no list at all")
    asked = asked_treatment(drafts, CASE, 2)
    assert (asked.quantity, asked.unit, asked.per_week, asked.weeks) == (6, "visits", 2, 3)
    assert (asked.ur_decision, asked.ur_certified_quantity) == ("modified", 2)
    assert asked.sources[0].as_span().start == 10


def test_one_treatment_is_read_and_the_others_are_not(tmp_path: Path) -> None:
    part = treatment_part(drafted(tmp_path), CASE, 2)
    assert part.asked.text == "Physical therapy, 6 visits"
    assert part.proposed.arithmetic == "asked 6, had 4, guideline 10: 6 lies within it"
    assert [one.outcome for one in part.proposed.criteria] == [Outcome.MET, Outcome.NOT_DOCUMENTED]


def test_every_criterion_opens_its_passages(tmp_path: Path) -> None:
    part = treatment_part(drafted(tmp_path), CASE, 2)
    met, silent = part.proposed.criteria
    assert [part.facts[one].quote for one in met.facts] == ["4 visits done"]
    assert part.facts[1].number == 1
    assert silent.searched == ("home exercise",)
    assert (silent.nearest[0].page, silent.nearest[0].quote) == (3, "exercises at home")


def test_the_digests_name_this_treatment_and_this_fact(tmp_path: Path) -> None:
    drafts = drafted(tmp_path)
    other = drafted(tmp_path / "other", facts=[{}, {**FACT, "span": [0, 12]}])
    assert treatment_part(drafts, CASE, 2).sha256 == treatment_part(other, CASE, 2).sha256
    (ours, others) = (treatment_part(one, CASE, 2).facts[1].sha256 for one in (drafts, other))
    assert len(ours) == 64 and ours != others
    assert [one.number for one in judged_facts(drafts, CASE, {ours})] == [1]
    assert judged_facts(other, CASE, {ours}) == ()


def test_what_was_had_before_is_told_of_the_same_treatment_alone(tmp_path: Path) -> None:
    had = {**FACT, "kind": "treatment_received", "concept": "physical-therapy"}
    planned = {**had, "assertion": "planned"}
    elsewhere = {**had, "concept": "acupuncture"}
    done = {**had, "assertion": "historical", "value": 4, "unit": "sessions"}
    drafts = drafted(tmp_path, facts=[planned, elsewhere, done])
    (found,) = treatments_had(drafts, CASE, "physical-therapy")
    assert (found.number, found.figure) == (2, "4 sessions")


@pytest.mark.parametrize("number", [0, 3, -1])
def test_a_treatment_that_the_draft_has_not(tmp_path: Path, number: int) -> None:
    drafts = drafted(tmp_path)
    assert drafted_treatments(drafts, CASE) == ("", ASKED["text"])
    with pytest.raises(BadInput, match="has no entry"):
        asked_treatment(drafts, CASE, number)


def test_a_case_that_has_no_draft_says_how_to_get_one(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="no draft yet") as refused:
        treatment_part(CaseDrafts(CaseFolders(tmp_path)), CASE, 1)
    assert "jobs add draft" in (refused.value.remedy or "")


@pytest.mark.parametrize(
    "facts", [[FACT], "no list", [{}, {"statement": 7}]], ids=["too short", "text", "no fact"]
)
def test_a_draft_that_nobody_wrote_so(tmp_path: Path, facts: object) -> None:
    with pytest.raises(BadInput, match="not as OpenIMR writes it"):
        treatment_part(drafted(tmp_path, facts=facts), CASE, 2)

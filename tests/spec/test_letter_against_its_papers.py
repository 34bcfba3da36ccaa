"""In quality review and at signing: where a letter's page marks lead now, and what it lists."""

from __future__ import annotations

import datetime as dt

import msgspec
import pytest
from tests.dispute import CITED, Dispute
from tests.invented_dispute import START, digest
from tests.verbs_on_cases import House

from openimr.case.commands.reviewing import RecordFinding, RecordFirstOpinion, ShowProposal
from openimr.case.events.reviewing import CitedPage, Decision, Opinion
from openimr.case.evolve import case_of
from openimr.case.model import State
from openimr.case.record import RecordedEvent
from openimr.determination.model import Determination, Finding
from openimr.vocabulary.errors import BadInput
from openimr.workflow.before_signing import Warned
from openimr.workflow.letter_checked import found_on_letter

FORM, NOTES, NEW = "form.pdf", "notes.pdf", "new.pdf"
MARKED = CitedPage(document=2, page=1, paper_sha256=digest(NOTES), paper_page=1)


class Drafted:
    """A draft that lists papers of one page each, made at a time (``KeptDrafts``)."""

    def __init__(self, *papers: str, at: dt.datetime) -> None:
        self.papers, self.at = papers, at

    def drafted_at(self, case: str) -> dt.datetime:
        assert case
        return self.at

    def drafted_list(self, case: str, name: str) -> bytes:
        if name == "determination":
            return b'{"findings": []}'
        if name != "documents":
            return b"[]"
        shape = {"pages": [1, 1], "type": "report", "date": None, "title": None}
        return msgspec.json.encode([{"file": paper, **shape} for paper in self.papers])


class Papers:
    """Known by their names (``PaperPrints``)."""

    def fingerprint(self, case: str, file: str) -> str:
        if case:
            return digest(file)
        raise BadInput("the paper", "is of no case")


@pytest.fixture(scope="module")
def dispute() -> Dispute:
    """In quality review; the first finding cites the notes as its second document."""
    found = Dispute().reach(State.IN_REVIEW)
    place = {"seat": 1, "treatment": 1}
    found.ask(RecordFirstOpinion(**place, opinion=Opinion.NOT_YET, reason="not read yet"))
    found.ask(ShowProposal(**place, proposal_sha256=digest("proposal")))
    said = {"decision": Decision.UPHELD, "rationale": "As said [2:1].", "cited": (CITED,)}
    found.wait(hours=1).ask(RecordFinding(**place, **said, pages=(MARKED,)))
    return found.wait(hours=1).reach(State.IN_QUALITY_REVIEW)


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> House:
    return House(tmp_path_factory.mktemp("house"), START)


def found(house: House, record: tuple[RecordedEvent, ...], drafted: Drafted) -> dict[str, Warned]:
    """What is found on a letter about where it leads and what it lists, by rule."""
    count = len(case_of(record).disputed)
    asked = Finding(disputed_treatment="Acupuncture, 6 sessions", decision=None)
    letter = Determination(findings=(asked,) * count)
    warned = found_on_letter(house.office(), drafted, Papers(), record, letter)
    return {one.rule: one for one in warned if one.rule in {"mark-moved", "papers-not-drafted"}}


def test_nothing_while_each_mark_leads_where_it_led(house: House, dispute: Dispute) -> None:
    again = Drafted(FORM, NOTES, NEW, at=dispute.now)
    assert found(house, dispute.record, again) == {}


def test_a_mark_that_leads_elsewhere_keeps_it_back(house: House, dispute: Dispute) -> None:
    again = Drafted(FORM, NEW, NOTES, at=dispute.now)
    moved = found(house, dispute.record, again)["mark-moved"]
    assert (moved.treatment, moved.quotes) == (1, ("[2:1]",))


def test_a_draft_from_before_the_finding_moved_nothing(house: House, dispute: Dispute) -> None:
    before = Drafted(FORM, NEW, NOTES, at=dispute.now - dt.timedelta(minutes=90))
    assert "mark-moved" not in found(house, dispute.record, before)


def test_papers_that_came_after_the_draft_keep_it_back(house: House, dispute: Dispute) -> None:
    early = Drafted(FORM, NOTES, at=START - dt.timedelta(days=1))
    assert set(found(house, dispute.record, early)) == {"papers-not-drafted"}

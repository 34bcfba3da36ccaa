"""The clinical case summary as its reviewer wrote it, and why a mind was changed, on the record."""

from __future__ import annotations

import msgspec
import pytest
from tests.dispute import CITED, Dispute
from tests.invented_dispute import MANAGER, actor, digest, treatments

from openimr.case.commands.appointing import Recuse
from openimr.case.commands.reviewing import (
    RecordFinding,
    RecordFirstOpinion,
    SendToQuality,
    ShowProposal,
    WriteSummary,
)
from openimr.case.events import CaseEvent
from openimr.case.events.reviewing import (
    CitedPage,
    Decision,
    FindingRecorded,
    Opinion,
    SummaryWritten,
    WrittenSentence,
)
from openimr.case.model import State
from openimr.case.record import decode, encode
from openimr.vocabulary.actor import Role
from openimr.workflow.seen_events import WITHHELD, seen_by_party, seen_by_reviewer

COOK = WrittenSentence(text="The employee is a cook [1:1].")
PAIN = WrittenSentence(text="Back pain began in June [2:1] [2:3].", opens=True)
SUMMARY = WriteSummary(seat=1, sentences=(COOK, PAIN))


def reviewing(count: int = 1) -> Dispute:
    return Dispute(treatments=treatments(count)).reach(State.IN_REVIEW)


class TestWritingTheSummary:
    def test_is_recorded_as_the_seats_own_and_may_be_written_again(self) -> None:
        dispute = reviewing()
        assert dispute.case.seats[0].summarized is None
        event = dispute.one(SUMMARY, SummaryWritten)
        assert event.text == "The employee is a cook [1:1].\nBack pain began in June [2:1] [2:3]."
        again = dispute.wait(minutes=1).one(SUMMARY, SummaryWritten)
        assert again == event and dispute.case.seats[0].summarized == dispute.now

    @pytest.mark.parametrize(
        ("text", "why"),
        [
            ("The employee is a cook.", "cites a page"),
            ("[1:1].", "has words"),
            ("A cook [1:1].\nIn pain.", "on one line"),
        ],
    )
    def test_every_sentence_has_words_and_a_page(self, text: str, why: str) -> None:
        with pytest.raises(ValueError, match=why):
            WrittenSentence(text=text)
        with pytest.raises(ValueError, match="has a sentence"):
            WriteSummary(seat=1, sentences=())

    def test_is_for_who_sits_there_and_only_while_the_case_is_in_review(self) -> None:
        dispute = reviewing()
        assert dispute.refusal(SUMMARY, actor(Role.REVIEWER, "reviewer-z")).rule == "not-your-seat"
        assert dispute.refusal(SUMMARY, MANAGER).rule == "not-your-step"
        dispute.find(1, Decision.UPHELD).ask(SendToQuality())
        assert dispute.refusal(SUMMARY).rule == "not-in-this-state"

    def test_whoever_follows_in_the_seat_begins_with_the_draft(self) -> None:
        dispute = reviewing()
        dispute.ask(SUMMARY)
        dispute.ask(Recuse(seat=1, reason="a tie came up"), MANAGER)
        dispute.reach(State.IN_REVIEW)
        assert dispute.case.seats[0].summarized is None

    def test_no_party_and_no_other_reviewer_sees_it(self) -> None:
        dispute = reviewing()
        dispute.ask(SUMMARY)
        who = actor(Role.PARTY, "employee-1")
        assert seen_by_party(dispute.record, who)[-1].kind == WITHHELD
        other = actor(Role.REVIEWER, "reviewer-z")
        assert seen_by_reviewer(dispute.record, other)[-1].kind == WITHHELD
        own = actor(Role.REVIEWER, dispute.case.seats[0].reviewer)
        assert seen_by_reviewer(dispute.record, own)[-1].kind == "summary-written"


class TestAChangeOfMind:
    def finding(self, **more: object) -> RecordFinding:
        return RecordFinding(
            seat=1,
            treatment=1,
            decision=Decision.OVERTURNED,
            rationale="Page 4.",
            cited=(CITED,),
            **more,  # type: ignore[arg-type]
        )

    def opined(self, opinion: Opinion) -> Dispute:
        dispute, place = reviewing(), {"seat": 1, "treatment": 1}
        dispute.ask(RecordFirstOpinion(**place, opinion=opinion, reason="as it reads"))
        dispute.ask(ShowProposal(**place, proposal_sha256=digest("proposal")))
        return dispute

    def test_is_recorded_with_its_reason_and_not_without(self) -> None:
        dispute = self.opined(Opinion.UPHELD)
        for because in ("", "  "):
            refusal = dispute.refusal(self.finding(changed_because=because))
            assert refusal.rule == "change-explained"
        event = dispute.one(self.finding(changed_because="Page 9 came."), FindingRecorded)
        assert event.changed_because == "Page 9 came."

    @pytest.mark.parametrize("opinion", [Opinion.NOT_YET, Opinion.OVERTURNED])
    def test_nothing_is_asked_where_the_finding_does_not_differ(self, opinion: Opinion) -> None:
        assert self.opined(opinion).ask(self.finding())


class TestOlderRecords:
    def test_a_finding_without_pages_and_reason_reads_as_it_was_written(self) -> None:
        dispute = reviewing().find(1, Decision.UPHELD)
        line = encode(dispute.record[-1])
        assert b"changed_because" not in line and b"pages" not in line
        assert decode(line) == dispute.record[-1]

    def test_where_marks_led_comes_back_from_the_record(self) -> None:
        page = CitedPage(document=4, page=2, paper_sha256=digest("paper"), paper_page=9)
        event: CaseEvent = SummaryWritten(seat=1, sentences=(COOK,), pages=(page,))
        content = msgspec.json.encode(event)
        assert msgspec.json.decode(content, type=CaseEvent) == event
        assert page.mark == "[4:2]"

"""Stage 5, issue: the letter says what the record says was decided, and nobody types it again."""

from __future__ import annotations

import datetime as dt

import msgspec
import pytest
from tests.dispute import CITED, Dispute
from tests.dispute_commands import standing_for
from tests.invented_dispute import START, digest, treatments

from openimr.case.appointment import Declaration
from openimr.case.commands.appointing import (
    AcceptAppointment,
    AppointReviewer,
    ApproveExtraReviewers,
    Recuse,
)
from openimr.case.commands.reviewing import (
    PassQuality,
    RecordFinding,
    RecordFirstOpinion,
    SendToQuality,
    ShowProposal,
    WriteSummary,
)
from openimr.case.events.reviewing import Decision, Opinion, WrittenSentence
from openimr.case.model import State
from openimr.determination.model import Decision as LetterDecision
from openimr.determination.model import Determination, DocumentReviewed, Finding, Priority
from openimr.vocabulary.errors import Refused
from openimr.workflow.lettering import letter_in_review, letter_of

UPHELD, OVERTURNED = Decision.UPHELD, Decision.OVERTURNED
DAY = dt.date(2026, 4, 2)
DRAFT = Determination(
    ur_denial_date=dt.date(2020, 1, 1),
    clinical_case_summary="The employee is a 43-year-old cook with low back pain [1:1].",
    documents_reviewed=(DocumentReviewed(title="Progress report", date=dt.date(2026, 1, 4)),),
    findings=(
        Finding(disputed_treatment="MRI of the  Lumbar spine", decision=LetterDecision.UPHELD),
        Finding(disputed_treatment="Acupuncture x 8", decision=None, rationale="As drafted."),
    ),
    draft=True,
)


def found(dispute: Dispute, treatment: int, decision: Decision, seat: int, why: str) -> None:
    place = {"seat": seat, "treatment": treatment}
    dispute.ask(RecordFirstOpinion(**place, opinion=Opinion.NOT_YET, reason="not read yet"))
    dispute.ask(ShowProposal(**place, proposal_sha256=digest("proposal")))
    dispute.ask(RecordFinding(**place, decision=decision, rationale=why, cited=(CITED,)))


def decided() -> Dispute:
    """Acupuncture is overturned, the MRI upheld, by one reviewer."""
    dispute = Dispute(treatments=treatments(2)).reach(State.IN_REVIEW)
    found(dispute, 1, OVERTURNED, 1, "Six visits brought gains [1:1].")
    found(dispute, 2, UPHELD, 1, "No red flag is on record [1:1].")
    dispute.ask(SendToQuality())
    dispute.ask(PassQuality())
    return dispute


def test_decisions_rationales_and_citations_are_those_of_the_record() -> None:
    letter = letter_of(decided().record, DRAFT, DAY)
    told = [(one.disputed_treatment, one.decision, one.rationale) for one in letter.findings]
    assert told == [
        ("Acupuncture x 8", LetterDecision.OVERTURNED, "Six visits brought gains [1:1]."),
        ("MRI of the Lumbar spine", LetterDecision.UPHELD, "No red flag is on record [1:1]."),
    ]
    assert all(one.reviewer_guideline.citations == (CITED,) for one in letter.findings)
    assert not letter.draft


def test_number_dates_and_credentials_are_those_of_the_record_whatever_the_draft_read() -> None:
    letter = letter_of(decided().record, DRAFT, DAY)
    assert (letter.case_number, letter.decision_date) == ("CM26-0000001", DAY)
    assert (letter.date_of_injury, letter.ur_denial_date) == (
        dt.date(2025, 6, 1),
        dt.date(2026, 2, 17),
    )
    assert (letter.application_received, letter.priority) == (START.date(), Priority.STANDARD)
    assert letter.reviewer.licensure == ("California",)
    assert letter.reviewer.specialties == ("Physical Medicine and Rehabilitation",)


def test_no_letter_before_quality_review_passed() -> None:
    dispute = Dispute(treatments=treatments(1)).reach(State.IN_QUALITY_REVIEW)
    with pytest.raises(Refused) as refused:
        letter_of(dispute.record, DRAFT, DAY)
    assert refused.value.rule == "letter-after-quality"


def test_what_the_draft_lacks_is_named() -> None:
    with pytest.raises(Refused) as refused:
        letter_of(decided().record, Determination(draft=True), DAY)
    assert "the clinical case summary" in refused.value.reason
    assert "the list of documents reviewed" in refused.value.reason


def test_a_reference_astray_keeps_the_letter_back() -> None:
    bare = msgspec.structs.replace(DRAFT, documents_reviewed=DRAFT.documents_reviewed * 2)
    letter_of(decided().record, bare, DAY)
    dispute = Dispute(treatments=treatments(1)).reach(State.IN_REVIEW)
    found(dispute, 1, UPHELD, 1, "No gain is on record [7:1].")
    dispute.ask(SendToQuality())
    dispute.ask(PassQuality())
    with pytest.raises(Refused, match=r"\[7:1\]"):
        letter_of(dispute.record, DRAFT, DAY)


def seated(dispute: Dispute, *reviewers: str) -> None:
    everybody = tuple(party.id for party in dispute.case.parties)
    for seat, reviewer in enumerate(reviewers, 1):
        standing = standing_for(dispute.case, dispute.now, reviewer)
        dispute.ask(AppointReviewer(seat=seat, standing=standing))
    declared = Declaration(none_with=everybody, declared=dispute.now)
    for seat, _ in enumerate(reviewers, 1):
        dispute.ask(AcceptAppointment(seat=seat, declaration=declared))


def test_of_several_reviewers_every_analysis_is_told_and_how_the_answer_follows() -> None:
    dispute = Dispute(treatments=treatments(1)).reach(State.READY_TO_APPOINT)
    dispute.ask(ApproveExtraReviewers(seats=2, approval_sha256=digest("approval")))
    seated(dispute, "reviewer-a", "reviewer-b")
    found(dispute, 1, UPHELD, 1, "No gain is on record.")
    found(dispute, 1, OVERTURNED, 2, "Gains are on record.")
    dispute.ask(SendToQuality())
    dispute.ask(PassQuality())
    [finding] = letter_of(dispute.record, DRAFT, DAY).findings
    assert finding.decision is LetterDecision.OVERTURNED
    assert finding.rationale == (
        "Reviewer 1 (upheld): No gain is on record.\n"
        "Reviewer 2 (overturned): Gains are on record.\n"
        "The answer of all reviewers follows by even split."
    )


def test_what_somebody_found_who_stepped_down_is_not_told() -> None:
    dispute = Dispute(treatments=treatments(1)).reach(State.IN_REVIEW)
    found(dispute, 1, OVERTURNED, 1, "Words of the first.")
    dispute.ask(Recuse(seat=1, reason="a tie came to light"))
    seated(dispute, "reviewer-c")
    found(dispute, 1, UPHELD, 1, "Words of the second.")
    dispute.ask(SendToQuality())
    dispute.ask(PassQuality())
    [finding] = letter_of(dispute.record, DRAFT, DAY).findings
    assert finding.rationale == "Words of the second."


class TestTheCaseSummary:
    def written(self, dispute: Dispute, seat: int, *texts: str) -> None:
        sentences = tuple(WrittenSentence(text=one, opens=n == 2) for n, one in enumerate(texts, 1))
        dispute.ask(WriteSummary(seat=seat, sentences=sentences))

    def decided(self, *summaries: tuple[int, str]) -> Dispute:
        """Two seats; each wrote what is named, in this order."""
        dispute = Dispute(treatments=treatments(1)).reach(State.READY_TO_APPOINT)
        dispute.ask(ApproveExtraReviewers(seats=2, approval_sha256=digest("approval")))
        seated(dispute, "reviewer-a", "reviewer-b")
        for seat, text in summaries:
            self.written(dispute, seat, text)
        found(dispute, 1, UPHELD, 1, "No gain is on record [1:1].")
        found(dispute, 1, UPHELD, 2, "No gain at all [1:1].")
        dispute.ask(SendToQuality())
        assert letter_in_review(dispute.record, DRAFT, DAY).clinical_case_summary or ""
        dispute.ask(PassQuality())
        return dispute

    def summary(self, dispute: Dispute) -> str | None:
        return letter_of(dispute.record, DRAFT, DAY).clinical_case_summary

    def test_is_the_reviewers_where_they_wrote_one_else_the_drafted_one(self) -> None:
        assert self.summary(decided()) == DRAFT.clinical_case_summary
        dispute = Dispute(treatments=treatments(1)).reach(State.IN_REVIEW)
        self.written(dispute, 1, "First try [1:1].")
        self.written(dispute, 1, "A cook of 43 [1:1].", "His back hurts [1:2].", "Still [1:3].")
        found(dispute, 1, UPHELD, 1, "No gain is on record [1:1].")
        dispute.ask(SendToQuality())
        dispute.ask(PassQuality())
        assert self.summary(dispute) == "A cook of 43 [1:1].\nHis back hurts [1:2]. Still [1:3]."

    def test_of_several_seats_is_that_of_the_first_seat_that_wrote_one(self) -> None:
        both = self.decided((2, "Words of the second [1:1]."), (1, "Words of the first [1:1]."))
        assert self.summary(both) == "Words of the first [1:1]."
        assert self.summary(self.decided((2, "Words of the second [1:1]."))) == (
            "Words of the second [1:1]."
        )

    def test_of_whoever_left_the_seat_is_not_told(self) -> None:
        dispute = Dispute(treatments=treatments(1)).reach(State.IN_REVIEW)
        self.written(dispute, 1, "Words of who left [1:1].")
        dispute.ask(Recuse(seat=1, reason="a tie came to light"))
        seated(dispute, "reviewer-c")
        found(dispute, 1, UPHELD, 1, "No gain is on record [1:1].")
        dispute.ask(SendToQuality())
        dispute.ask(PassQuality())
        assert self.summary(dispute) == DRAFT.clinical_case_summary

    def test_that_cites_a_page_of_no_listed_document_keeps_the_letter_back(self) -> None:
        dispute = Dispute(treatments=treatments(1)).reach(State.IN_REVIEW)
        self.written(dispute, 1, "A cook [9:1].")
        found(dispute, 1, UPHELD, 1, "No gain is on record [1:1].")
        dispute.ask(SendToQuality())
        dispute.ask(PassQuality())
        with pytest.raises(Refused, match=r"the case summary: a listed document .*\[9:1\]"):
            letter_of(dispute.record, DRAFT, DAY)

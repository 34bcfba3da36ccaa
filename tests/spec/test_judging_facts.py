"""The reviewer's desk in the record: claimed facts judged, second opinions given blind."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.dispute import Dispute
from tests.invented_dispute import QUALITY, actor, digest

from openimr.case.agreement import agreement, decided_twice, drawn_for_second_opinion
from openimr.case.commands.judging import JudgeFact, RecordSecondOpinion
from openimr.case.commands.reviewing import PassQuality, ReturnToReviewer, SendToQuality
from openimr.case.events.judging import FactJudged, JudgedFact, Judgement, SecondOpinionRecorded
from openimr.case.events.reviewing import Decision
from openimr.case.model import State
from openimr.vocabulary.actor import Role
from openimr.vocabulary.places import Span

UPHELD, OVERTURNED = Decision.UPHELD, Decision.OVERTURNED
DECISIONS = st.sampled_from(Decision)


def fact(judgement: Judgement = Judgement.ACCEPTED, correction: str = "") -> JudgedFact:
    return JudgedFact(
        fact_sha256=digest("fact"),
        paper_sha256=digest("paper"),
        place=Span(page=4, start=20, end=41),
        judgement=judgement,
        reason="the report says so on its second page",
        correction=correction,
    )


def second(treatment: int = 1, decision: Decision = UPHELD) -> RecordSecondOpinion:
    return RecordSecondOpinion(
        treatment=treatment, decision=decision, reason="no gain after six visits"
    )


def reviewing() -> Dispute:
    return Dispute().reach(State.IN_REVIEW)


def in_quality_review() -> Dispute:
    return Dispute().reach(State.IN_QUALITY_REVIEW)


class TestAClaimedFact:
    @pytest.mark.parametrize("judgement", [Judgement.ACCEPTED, Judgement.REJECTED])
    def test_is_accepted_or_rejected_with_a_reason(self, judgement: Judgement) -> None:
        event = reviewing().one(JudgeFact(seat=1, fact=fact(judgement)), FactJudged)
        assert event.fact.judgement is judgement

    def test_is_corrected_and_the_case_keeps_what_was_said_last(self) -> None:
        dispute = reviewing()
        dispute.ask(JudgeFact(seat=1, fact=fact()))
        corrected = fact(Judgement.CORRECTED, "four sessions")
        dispute.ask(JudgeFact(seat=1, fact=corrected))
        (seat,) = dispute.case.seats
        assert seat.judged == (corrected,)

    def test_stays_in_the_record_as_it_was_judged_each_time(self) -> None:
        dispute = reviewing()
        dispute.ask(JudgeFact(seat=1, fact=fact()))
        dispute.ask(JudgeFact(seat=1, fact=fact(Judgement.REJECTED)))
        kept = [one.event for one in dispute.record if isinstance(one.event, FactJudged)]
        assert [one.fact.judgement for one in kept] == [Judgement.ACCEPTED, Judgement.REJECTED]

    def test_is_judged_by_nobody_but_the_reviewer_of_the_seat(self) -> None:
        other = actor(Role.REVIEWER, "reviewer-c")
        asked = JudgeFact(seat=1, fact=fact())
        assert reviewing().refusal(asked, other).rule == "not-your-seat"
        assert reviewing().refusal(asked, QUALITY).rule == "not-your-step"

    def test_is_judged_after_the_appointment_was_accepted(self) -> None:
        asked = JudgeFact(seat=1, fact=fact())
        assert Dispute().reach(State.APPOINTED).refusal(asked).rule == "accepted-first"

    def test_is_not_judged_without_a_reason(self) -> None:
        with pytest.raises(ValueError, match="has a reason"):
            JudgedFact(
                fact_sha256=digest("fact"),
                paper_sha256=digest("paper"),
                place=Span(page=1, start=0, end=1),
                judgement=Judgement.REJECTED,
                reason=" ",
            )

    def test_has_new_words_when_it_is_corrected_and_only_then(self) -> None:
        for judgement, words in ((Judgement.CORRECTED, ""), (Judgement.ACCEPTED, "four")):
            with pytest.raises(ValueError, match="has its new words"):
                fact(judgement, words)


class TestASecondOpinion:
    def test_is_recorded_before_the_finding_is_shown_and_decides_nothing(self) -> None:
        dispute = in_quality_review()
        event = dispute.one(second(decision=OVERTURNED), SecondOpinionRecorded, QUALITY)
        assert (event.by, event.decision) == (QUALITY.id, OVERTURNED)
        assert dispute.state is State.IN_QUALITY_REVIEW
        assert not dispute.case.answers

    def test_is_recorded_once(self) -> None:
        dispute = in_quality_review()
        dispute.ask(second())
        assert dispute.refusal(second(decision=OVERTURNED)).rule == "second-opinion-once"

    def test_is_no_longer_blind_once_findings_were_returned(self) -> None:
        dispute = in_quality_review()
        dispute.ask(ReturnToReviewer(reasons=("a page is missing",)))
        dispute.ask(SendToQuality())
        assert dispute.refusal(second()).rule == "second-opinion-blind"

    def test_is_never_the_reviewers_own(self) -> None:
        dispute = in_quality_review()
        (seat,) = dispute.case.seats
        own = actor(Role.QUALITY, seat.reviewer)
        assert dispute.refusal(second(), own).rule == "other-than-reviewer"

    def test_is_on_what_is_in_dispute(self) -> None:
        assert in_quality_review().refusal(second(treatment=9)).rule == "in-dispute"

    def test_stands_beside_the_answer_when_quality_passed(self) -> None:
        dispute = reviewing().find(1, UPHELD).find(2, OVERTURNED)
        dispute.ask(SendToQuality())
        dispute.ask(second(1, OVERTURNED))
        assert decided_twice(dispute.case) == ()
        dispute.ask(PassQuality())
        assert decided_twice(dispute.case) == ((UPHELD, OVERTURNED),)


class TestAgreement:
    def test_is_computed_as_in_cohens_formula(self) -> None:
        pairs = (
            [(UPHELD, UPHELD)] * 20
            + [(UPHELD, OVERTURNED)] * 5
            + [(OVERTURNED, UPHELD)] * 10
            + [(OVERTURNED, OVERTURNED)] * 15
        )
        found = agreement(pairs)
        assert found is not None
        assert (found.pairs, found.observed, found.expected) == (50, 0.7, 0.5)
        assert found.kappa == pytest.approx(0.4)

    def test_of_nothing_is_none_and_of_one_answer_only_has_no_kappa(self) -> None:
        assert agreement(()) is None
        same = agreement([(UPHELD, UPHELD)] * 7)
        assert same is not None
        assert same.kappa is None

    @given(st.lists(st.tuples(DECISIONS, DECISIONS), min_size=1))
    def test_lies_between_minus_one_and_one_and_is_the_same_the_other_way_round(
        self, pairs: list[tuple[Decision, Decision]]
    ) -> None:
        found = agreement(pairs)
        assert found == agreement([(other, one) for one, other in pairs])
        assert found is not None
        assert found.kappa is None or -1 <= found.kappa <= 1


class TestTheSample:
    def test_is_the_same_whenever_it_is_drawn_and_another_in_each_round(self) -> None:
        case = Dispute().case
        draws = [drawn_for_second_opinion(case, n, 0.5, b"secret") for n in range(40)]
        assert draws == [drawn_for_second_opinion(case, n, 0.5, b"secret") for n in range(40)]
        assert draws != [drawn_for_second_opinion(case, n, 0.5, b"another") for n in range(40)]

    def test_is_about_the_share_that_is_wanted(self) -> None:
        case = Dispute(received=dt.datetime(2026, 2, 20, 18, tzinfo=dt.UTC)).case
        drawn = sum(drawn_for_second_opinion(case, n, 0.1, b"secret") for n in range(5000))
        assert 400 < drawn < 600
        assert not any(drawn_for_second_opinion(case, n, 0.0, b"secret") for n in range(100))
        assert all(drawn_for_second_opinion(case, n, 1.0, b"secret") for n in range(100))

    def test_needs_a_share_and_a_secret(self) -> None:
        with pytest.raises(ValueError, match="between 0 and 1"):
            drawn_for_second_opinion(Dispute().case, 1, 1.5, b"secret")
        with pytest.raises(ValueError, match="has a secret"):
            drawn_for_second_opinion(Dispute().case, 1, 0.5, b"")

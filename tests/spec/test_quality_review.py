"""What is drawn is decided blind, and until then nothing of the review is shown to who decides."""

from __future__ import annotations

import math

import msgspec
import pytest
from tests.dispute import CITED, Dispute
from tests.dispute_commands import standing_for
from tests.invented_dispute import actor, treatments

from openimr.adapters.quality_settings import second_opinion_share
from openimr.case.agreement import agreement
from openimr.case.canonical import canonical
from openimr.case.commands.judging import RecordSecondOpinion
from openimr.case.commands.reviewing import (
    PassQuality,
    RecordFinding,
    RecordFirstOpinion,
    ReturnToReviewer,
    SendToQuality,
    ShowProposal,
)
from openimr.case.events.reviewing import Decision, Opinion
from openimr.case.evolve import case_of
from openimr.case.model import State
from openimr.vocabulary.actor import Role
from openimr.vocabulary.errors import BadInput, Refused
from openimr.workflow.accounts import Account
from openimr.workflow.quality_report import quality_report
from openimr.workflow.quality_room import comments_to_return
from openimr.workflow.quality_sample import Sample
from openimr.workflow.seen_by import OpenedCase, seen_by
from openimr.workflow.tallies import tallies_of

UPHELD, OVERTURNED = Decision.UPHELD, Decision.OVERTURNED
ALL = Sample(1.0, lambda: b"a secret of the installation")
NOBODY = Sample(0.0, lambda: pytest.fail("nothing is drawn, so no secret is asked for"))
ME, OTHER = actor(Role.QUALITY, "quality-1"), actor(Role.QUALITY, "quality-2")
WORDS = ("a first thought", "six visits brought measured gains", "a second thought")


def in_quality_review() -> Dispute:
    """Treatment 1 is overturned, 2 upheld, in words that can be looked for."""
    dispute = Dispute(treatments=treatments(2)).reach(State.IN_REVIEW)
    for number, decision in ((1, OVERTURNED), (2, UPHELD)):
        place = {"seat": 1, "treatment": number}
        dispute.ask(RecordFirstOpinion(**place, opinion=Opinion.OVERTURNED, reason=WORDS[0]))
        dispute.ask(ShowProposal(**place, proposal_sha256="ab" * 32))
        said = {"rationale": WORDS[1], "changed_because": WORDS[1]}
        dispute.ask(RecordFinding(**place, decision=decision, cited=(CITED,), **said))
    dispute.ask(SendToQuality())
    return dispute


def second(treatment: int, decision: Decision = UPHELD) -> RecordSecondOpinion:
    return RecordSecondOpinion(treatment=treatment, decision=decision, reason=WORDS[2])


def opened(dispute: Dispute, sample: Sample, who=ME) -> OpenedCase:
    sight = seen_by(Account(login="somebody", actor=who))
    case = case_of(dispute.record)
    return OpenedCase(dispute.record, case, sight, sample.hidden_from(case, who))


def shown(seen: OpenedCase) -> str:
    """Everything that pages and the program interface have of a case."""
    return canonical(seen.case).decode() + msgspec.json.encode(seen.events).decode()


class TestTheDraw:
    def test_all_are_drawn_or_none_as_the_share_says(self) -> None:
        case = in_quality_review().case
        assert ALL.drawn(case) == (1, 2)
        assert NOBODY.drawn(case) == ()

    @pytest.mark.parametrize(("typed", "share"), [("", 0.05), ("12.5", 0.125), ("0", 0.0)])
    def test_the_share_is_a_setting_and_five_in_a_hundred_without_one(
        self, typed: str, share: float
    ) -> None:
        assert second_opinion_share({"OPENIMR_SECOND_OPINIONS": typed}) == share

    @pytest.mark.parametrize("typed", ["many", "101", "-1", "nan"])
    def test_a_share_that_is_none_is_told(self, typed: str) -> None:
        with pytest.raises(BadInput, match="OPENIMR_SECOND_OPINIONS"):
            second_opinion_share({"OPENIMR_SECOND_OPINIONS": typed})


class TestBlind:
    def test_nothing_of_the_review_is_shown_before_the_own_opinion(self) -> None:
        dispute = in_quality_review()
        told = shown(opened(dispute, ALL))
        assert not any(words in told for words in WORDS)
        assert "overturned" not in told and "finding-recorded" not in told
        assert "ab" * 32 not in told

    def test_after_it_that_treatment_is_open_and_the_other_is_not(self) -> None:
        dispute = in_quality_review()
        dispute.ask(second(1), ME)
        seen = opened(dispute, ALL)
        assert seen.closed == {2}
        [seat] = seen.case.seats
        assert [one.treatment for one in seat.findings] == [1]

    def test_what_another_thought_is_closed_as_well(self) -> None:
        dispute = in_quality_review()
        dispute.ask(second(1), OTHER)
        dispute.ask(second(2), OTHER)
        told = shown(opened(dispute, ALL))
        assert not any(words in told for words in WORDS)

    def test_already_while_the_reviewer_is_at_work(self) -> None:
        dispute = Dispute(treatments=treatments(2)).reach(State.IN_REVIEW).find(1, OVERTURNED)
        assert opened(dispute, ALL).closed == {1, 2}
        assert "finding-recorded" not in shown(opened(dispute, ALL))

    @pytest.mark.parametrize("role", [Role.CASE_MANAGER, Role.AUDITOR, Role.ADMINISTRATOR])
    def test_others_of_the_house_see_the_case_whole(self, role: Role) -> None:
        told = shown(opened(in_quality_review(), ALL, actor(role)))
        assert all(words in told for words in WORDS[:2])

    def test_everything_is_open_once_it_is_decided_or_was_sent_back(self) -> None:
        decided = in_quality_review()
        decided.ask(PassQuality())
        returned = in_quality_review()
        returned.ask(ReturnToReviewer(reasons=("a page is missing",)), OTHER)
        assert opened(decided, ALL).closed == opened(returned, ALL).closed == frozenset()

    def test_what_is_not_drawn_was_never_closed(self) -> None:
        assert opened(in_quality_review(), NOBODY).closed == frozenset()


class TestPassing:
    def test_who_has_to_decide_blind_neither_passes_nor_returns_before(self) -> None:
        dispute = in_quality_review()
        dispute.ask(second(2), ME)
        with pytest.raises(Refused, match="missing on treatment 1") as refused:
            ALL.check_given(dispute.case, ME)
        assert refused.value.rule == "second-opinion-first"
        dispute.ask(second(1), ME)
        ALL.check_given(dispute.case, ME)

    def test_comments_name_their_treatment_for_the_reviewers_desk(self) -> None:
        said = comments_to_return(" The list lacks a report. ", [(1, ""), (2, "No page is cited.")])
        assert said == ("Treatment 2: No page is cited.", "The list lacks a report.")
        with pytest.raises(BadInput, match="empty"):
            comments_to_return(" ", [(1, "")])


class TestAgreement:
    def test_its_interval_is_that_of_the_large_sample(self) -> None:
        """Fleiss, Levin and Paik give kappa and error of such a table; counted here by hand."""
        pairs = [(UPHELD, UPHELD)] * 40 + [(OVERTURNED, OVERTURNED)] * 40
        pairs += [(UPHELD, OVERTURNED)] * 10 + [(OVERTURNED, UPHELD)] * 10
        found = agreement(pairs)
        assert found is not None and found.kappa == pytest.approx(0.6)
        error = math.sqrt(0.8 * 0.2 / 100) / 0.5
        assert found.low == pytest.approx(0.6 - 1.959964 * error)
        assert found.high == pytest.approx(0.6 + 1.959964 * error)

    def test_where_nothing_differs_there_is_no_error_to_go_by(self) -> None:
        found = agreement([(UPHELD, UPHELD), (OVERTURNED, OVERTURNED)])
        assert found is not None and (found.kappa, found.low, found.high) == (1.0, None, None)


class Book:
    """Sums of a few cases, in memory."""

    def __init__(self, *disputes: Dispute) -> None:
        self.tallies = sum((tallies_of(one.record) for one in disputes), start=type(self)._none())

    @staticmethod
    def _none():
        return tallies_of(Dispute().record) - tallies_of(Dispute().record)

    def sums(self, measures, first, last):
        return {
            one: count
            for one, count in self.tallies.items()
            if one.measure in measures and first <= one.month <= last
        }

    def counted_until(self):
        return None


class TestTheReport:
    def test_it_compares_answers_with_second_opinions_and_counts_returns(self) -> None:
        passed = in_quality_review()
        passed.ask(second(1, OVERTURNED), ME)
        passed.ask(second(2, OVERTURNED), ME)
        passed.ask(PassQuality(), ME)
        back = in_quality_review()
        back.ask(ReturnToReviewer(reasons=("a page is missing",)), ME)
        month = passed.now.date().replace(day=1)
        report = quality_report(Book(passed, back), month, month)  # type: ignore[arg-type]
        assert report.whole is not None and report.whole.pairs == 2
        assert report.whole.observed == 0.5
        assert dict(report.pairs)[UPHELD, OVERTURNED] == 1
        [by] = report.reviewers
        pseudonym = standing_for(passed.case, passed.now, "reviewer-a").pseudonym
        assert (by.pseudonym, by.sent, by.returned, by.passed) == (pseudonym, 2, 1, 1)

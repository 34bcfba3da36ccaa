"""Stage 1, receive: the screen says what an application is, with the law and the cure."""

from __future__ import annotations

import datetime as dt

import msgspec
import pytest
from tests.dispute import Dispute
from tests.invented_dispute import START, paper, treatments

from openimr.case.commands import intake as ask
from openimr.case.commands.appointing import AppointReviewer, ApproveExtraReviewers
from openimr.case.deadlines import deadlines
from openimr.case.events.event import Lack, PartyRole
from openimr.case.events.intake import (
    ContestedDecision,
    CureReceived,
    Deferred,
    FoundDuplicate,
    FoundEligible,
    FoundIncomplete,
    FoundIneligible,
    ListedTreatment,
    Priority,
    ReferredToPerson,
    ReturnedToStandard,
)
from openimr.case.events.reviewing import Decision
from openimr.case.funnel import funnel
from openimr.case.model import State

DECIDED, SERVED = dt.date(2026, 2, 17), dt.date(2026, 2, 18)
SOUND = ContestedDecision(decided=DECIDED, served=SERVED, attached=True)


def decision(**fields: object) -> ContestedDecision:
    return msgspec.structs.replace(SOUND, **fields)


def earlier(outcome: ask.EarlierOutcome, **fields: object) -> ask.EarlierApplication:
    given: dict[str, object] = {
        "case": "CM26-0000009",
        "same_dispute": "dispute-1",
        "received": START - dt.timedelta(days=9),
        "outcome": outcome,
    }
    return ask.EarlierApplication(**{**given, **fields})  # type: ignore[arg-type]


def rules(lacks: tuple[Lack, ...]) -> list[str]:
    return [lack.rule for lack in lacks]


def test_a_complete_application_in_time_is_eligible() -> None:
    dispute = Dispute()
    dispute.one(ask.Screen(), FoundEligible)
    assert dispute.state is State.ELIGIBLE
    assert dispute.case.eligible == START


class TestDuplicates:
    def test_the_same_dispute_goes_on_in_the_case_that_came_first(self) -> None:
        first = earlier(ask.EarlierOutcome.OPEN, case="CM26-0000008")
        later = earlier(ask.EarlierOutcome.DECIDED, received=START - dt.timedelta(days=2))
        found = Dispute().one(ask.Screen(earlier=(later, first)), FoundDuplicate)
        assert found.of == "CM26-0000008"

    def test_one_that_was_filed_again_after_it_was_turned_away_is_for_a_person(self) -> None:
        again = earlier(ask.EarlierOutcome.NOT_REVIEWED)
        found = Dispute().one(ask.Screen(earlier=(again,)), ReferredToPerson)
        assert rules(found.lacks) == ["earlier-application"]

    def test_of_two_only_the_later_is_the_duplicate_whichever_is_screened_first(self) -> None:
        later = earlier(ask.EarlierOutcome.OPEN, received=START + dt.timedelta(hours=1))
        Dispute().one(ask.Screen(earlier=(later,)), FoundEligible)

    def test_a_case_on_another_dispute_is_none(self) -> None:
        other = earlier(ask.EarlierOutcome.OPEN, same_dispute="dispute-2")
        assert Dispute().refusal(ask.Screen(earlier=(other,))).rule == "same-dispute"

    def test_duplicates_are_counted_out_before_the_eligible_are_counted(self) -> None:
        duplicate, eligible, unsigned = Dispute(), Dispute(), Dispute(signed=False)
        duplicate.ask(ask.Screen(earlier=(earlier(ask.EarlierOutcome.OPEN),)))
        eligible.ask(ask.Screen())
        unsigned.ask(ask.Screen())
        assert funnel(one.case for one in (duplicate, eligible, unsigned)) == (3, 2, 1)


class TestWhatIsNotEligible:
    @pytest.mark.parametrize(
        ("fields", "rule"),
        [
            ({"decision": decision(conditional=True)}, "conditional-denial"),
            ({"signed": False}, "unsigned"),
            ({"decision": decision(attached=False)}, "ur-decision-missing"),
        ],
    )
    def test_the_reason_is_the_laws_with_citation_and_what_to_do(
        self, fields: dict[str, object], rule: str
    ) -> None:
        dispute = Dispute(**fields)  # type: ignore[arg-type]
        found = dispute.one(ask.Screen(), FoundIneligible)
        assert rules(found.reasons) == [rule]
        assert found.reasons[0].citation and found.reasons[0].remedy

    @pytest.mark.parametrize(
        ("injured", "served", "reviewed"),
        [
            (dt.date(2012, 12, 31), dt.date(2013, 6, 30), False),
            (dt.date(2012, 12, 31), dt.date(2013, 7, 1), True),
            (dt.date(2013, 1, 1), dt.date(2013, 6, 30), True),
        ],
        ids=["neither", "by its decision", "by its injury"],
    )
    def test_review_begins_with_injuries_of_2013_and_decisions_served_from_july(
        self, injured: dt.date, served: dt.date, reviewed: bool
    ) -> None:
        at = dt.datetime(2013, 7, 5, 18, tzinfo=dt.UTC)
        when = decision(decided=served - dt.timedelta(days=2), served=served)
        dispute = Dispute(
            start=at,
            received=at,
            papers=(paper("form", at=at),),
            date_of_injury=injured,
            decision=when,
        )
        (found,) = dispute.ask(ask.Screen())
        assert isinstance(found, FoundEligible) is reviewed
        if isinstance(found, FoundIneligible):
            assert rules(found.reasons) == ["before-imr"]

    def test_every_reason_is_told_at_once(self) -> None:
        dispute = Dispute(signed=False, decision=decision(conditional=True))
        found = dispute.one(ask.Screen(), FoundIneligible)
        assert rules(found.reasons) == ["conditional-denial", "unsigned"]

    def test_until_the_notice_goes_out_an_eligible_application_is_corrected_too(self) -> None:
        dispute = Dispute().reach(State.ELIGIBLE)
        corrected = ask.CorrectApplication(
            reason="the box says expedited", priority=Priority.EXPEDITED
        )
        dispute.ask(corrected)
        assert (dispute.state, dispute.case.eligible) == (State.RECEIVED, None)
        found = dispute.one(ask.Screen(), ReferredToPerson)
        assert rules(found.lacks) == ["expedited-not-certified"]
        notified = Dispute().reach(State.AWAITING_RECORDS)
        assert notified.refusal(corrected).rule == "not-in-this-state"

    def test_what_was_read_wrongly_is_corrected_and_screened_again(self) -> None:
        dispute = Dispute(signed=False)
        dispute.ask(ask.Screen())
        dispute.ask(ask.CorrectApplication(reason="the signature is on page 2", signed=True))
        dispute.one(ask.Screen(), FoundEligible)

    @pytest.mark.parametrize("filer", [PartyRole.CLAIMS_ADMINISTRATOR, PartyRole.EMPLOYER])
    def test_somebody_without_the_right_to_file_is_a_question_for_a_person(
        self, filer: PartyRole
    ) -> None:
        found = Dispute(filer=filer).one(ask.Screen(), ReferredToPerson)
        assert rules(found.lacks) == ["filer"]
        assert filer.value in found.lacks[0].reason


class TestDoubtsOfWhoeverScreens:
    def test_what_the_form_does_not_tell_is_named_by_the_laws_rule(self) -> None:
        found = Dispute().one(ask.Screen(doubts=("untimely-ur",)), ReferredToPerson)
        assert rules(found.lacks) == ["untimely-ur"]
        assert "Dubon" in (found.lacks[0].citation or "")

    def test_a_doubt_that_is_no_rule_is_none(self) -> None:
        assert Dispute().refusal(ask.Screen(doubts=("a feeling",))).rule == "no-such-rule"


class TestLateFilings:
    """No date of which nobody can be sure ends a review."""

    def test_a_late_one_is_for_a_person_and_says_by_how_much(self) -> None:
        dispute = Dispute(decision=decision(served=dt.date(2026, 1, 5), decided=None))
        found = dispute.one(ask.Screen(), ReferredToPerson)
        assert rules(found.lacks) == ["late"]
        assert "02/09/2026; it came 21 days later" in found.lacks[0].reason

    def test_days_for_mail_are_in_time_by_one_reading_and_so_in_time(self) -> None:
        served = START.date() - dt.timedelta(days=35)
        Dispute(decision=decision(served=served, decided=served)).one(ask.Screen(), FoundEligible)

    def test_without_a_day_of_service_an_old_decision_is_for_a_person(self) -> None:
        old = decision(served=None, decided=dt.date(2026, 1, 5))
        found = Dispute(decision=old).one(ask.Screen(), ReferredToPerson)
        assert rules(found.lacks) == ["service-date-unknown"]

    def test_without_a_day_of_service_a_decision_of_the_month_is_in_time_anyway(self) -> None:
        Dispute(decision=decision(served=None)).one(ask.Screen(), FoundEligible)

    def test_the_day_of_service_entered_later_settles_it(self) -> None:
        dispute = Dispute(decision=decision(served=None, decided=dt.date(2026, 1, 5)))
        dispute.ask(ask.Screen())
        served = decision(decided=dt.date(2026, 1, 5), served=dt.date(2026, 2, 20))
        dispute.ask(ask.CorrectApplication(reason="proof of service came", decision=served))
        dispute.one(ask.Screen(), FoundEligible)

    def test_a_drug_of_the_formulary_has_its_own_shorter_time(self) -> None:
        listed = (ListedTreatment(number=1, text="Tramadol", drug=True, formulary=True),)
        when = decision(served=dt.date(2026, 2, 10), decided=dt.date(2026, 2, 10))
        found = Dispute(treatments=listed, decision=when).one(ask.Screen(), ReferredToPerson)
        assert rules(found.lacks) == ["late"]

    def test_days_that_contradict_are_for_a_person(self) -> None:
        found = Dispute(decision=decision(decided=dt.date(2026, 2, 19))).one(
            ask.Screen(), ReferredToPerson
        )
        assert rules(found.lacks) == ["dates-contradict"]

    @pytest.mark.parametrize("eligible", [True, False])
    def test_the_person_decides_with_a_reason_and_the_question_stays_in_the_record(
        self, eligible: bool
    ) -> None:
        dispute = Dispute(decision=decision(served=dt.date(2026, 1, 5), decided=None))
        dispute.ask(ask.Screen())
        (found,) = dispute.ask(ask.DecideReferral(eligible=eligible, reason="notice was wrong"))
        lacks = found.remarks if isinstance(found, FoundEligible) else ()
        lacks = found.reasons if isinstance(found, FoundIneligible) else lacks
        assert rules(lacks) == ["late", "decided-by-a-person"]
        assert isinstance(found, FoundEligible) is eligible


class TestUntimelyDecisions:
    """An untimely decision is invalid and not subject to review (*Dubon II*); a person looks."""

    def test_a_decision_after_its_last_day_by_every_reading_is_for_a_person(self) -> None:
        late = decision(asked=dt.date(2026, 1, 30))
        found = Dispute(decision=late).one(ask.Screen(), ReferredToPerson)
        assert rules(found.lacks) == ["untimely-ur"]
        assert "Its last day was 02/13/2026; it is dated 4 days later." in found.lacks[0].reason
        assert found.lacks[0].citation == "Dubon v. World Restoration (Dubon II), 2014, en banc"

    @pytest.mark.parametrize(
        ("asked", "timely"),
        [
            (dt.date(2026, 2, 9), True),
            (dt.date(2026, 2, 3), True),
            (dt.date(2026, 1, 30), False),
            (None, True),
        ],
        ids=["in five days", "as if information was asked for", "too late", "not known"],
    )
    def test_nothing_is_held_against_it_while_one_reading_is_left(
        self, asked: dt.date | None, timely: bool
    ) -> None:
        found = Dispute(decision=decision(asked=asked)).ask(ask.Screen())
        assert isinstance(found[0], FoundEligible) is timely

    def test_a_drug_of_the_formulary_has_no_longer_time_for_information(self) -> None:
        listed = (ListedTreatment(number=1, text="Tramadol", drug=True, formulary=True),)
        when = decision(asked=dt.date(2026, 2, 5), served=dt.date(2026, 2, 23))
        found = Dispute(treatments=listed, decision=when).one(ask.Screen(), ReferredToPerson)
        assert rules(found.lacks) == ["untimely-ur"]

    def test_an_expedited_decision_has_its_hours_and_the_day_of_receipt_is_not_counted(
        self,
    ) -> None:
        for asked, timely in ((dt.date(2026, 2, 14), True), (dt.date(2026, 2, 13), False)):
            when = decision(asked=asked, expedited=True)
            found = Dispute(decision=when, priority=Priority.EXPEDITED).ask(ask.Screen())
            assert isinstance(found[0], FoundEligible) is timely

    def test_care_already_given_had_thirty_days(self) -> None:
        given = (ListedTreatment(number=1, text="Acupuncture x 8", given=True),)
        for asked, timely in ((dt.date(2026, 1, 20), True), (dt.date(2026, 1, 10), False)):
            found = Dispute(treatments=given, decision=decision(asked=asked)).ask(ask.Screen())
            assert isinstance(found[0], FoundEligible) is timely

    def test_a_person_may_still_find_it_eligible(self) -> None:
        dispute = Dispute(decision=decision(asked=dt.date(2026, 1, 5)))
        dispute.ask(ask.Screen())
        dispute.one(
            ask.DecideReferral(eligible=True, reason="the request came later"), FoundEligible
        )


class TestCure:
    def incomplete(self) -> Dispute:
        dispute = Dispute(treatments=())
        dispute.one(ask.Screen(), FoundIncomplete)
        return dispute

    def test_the_parties_have_business_days_to_answer(self) -> None:
        assert self.incomplete().case.cure_by == dt.date(2026, 3, 9)

    def test_the_law_of_the_day_says_what_can_be_cured(self) -> None:
        """Until April 2014 a missing decision was asked for."""
        then = dt.datetime(2014, 3, 3, 18, tzinfo=dt.UTC)
        dispute = Dispute(
            received=then,
            date_of_injury=dt.date(2013, 5, 1),
            decision=decision(
                decided=dt.date(2014, 2, 20), served=dt.date(2014, 2, 21), attached=False
            ),
        )
        found = dispute.one(ask.Screen(), FoundIncomplete)
        assert rules(found.lacks) == ["ur-decision-missing"]
        cured = ask.ReceiveCure(rules=("ur-decision-missing",), papers=(paper("decision"),))
        dispute.one(cured, CureReceived)
        dispute.one(ask.Screen(), FoundEligible)

    def test_what_does_not_lack_is_not_cured(self) -> None:
        refusal = self.incomplete().refusal(ask.ReceiveCure(rules=("unsigned",), papers=(paper(),)))
        assert refusal.rule == "nothing-to-cure"
        assert "no-treatments" in (refusal.remedy or "")

    def test_a_cure_is_on_paper(self) -> None:
        refusal = self.incomplete().refusal(ask.ReceiveCure(rules=("no-treatments",), papers=()))
        assert refusal.rule == "cure-on-paper"

    def test_the_time_is_not_over_before_it_is_over(self) -> None:
        assert self.incomplete().refusal(ask.LetCureLapse()).rule == "cure-still-possible"

    def test_silence_is_no_answer_and_so_a_person_gives_one(self) -> None:
        dispute = self.incomplete().wait(days=10)
        found = dispute.one(ask.LetCureLapse(), ReferredToPerson)
        assert rules(found.lacks) == ["no-treatments"]

    def test_a_person_may_ask_the_parties_for_more(self) -> None:
        dispute = Dispute(decision=decision(served=None, decided=dt.date(2026, 1, 5)))
        dispute.ask(ask.Screen())
        asked = ask.AskForInformation(questions=("When was the decision served, and how?",))
        found = dispute.one(asked, FoundIncomplete)
        assert rules(found.lacks) == ["service-date-unknown", "information-asked-for"]


class TestLiability:
    def test_review_waits_while_liability_is_disputed_and_goes_on_afterwards(self) -> None:
        dispute = Dispute(liability_disputed=True)
        dispute.one(ask.Screen(), Deferred)
        dispute.wait(days=200)
        resolved = (dispute.now - dt.timedelta(days=3)).date()
        dispute.ask(ask.EndDeferral(reason="resolved", resolved_served=resolved))
        dispute.one(ask.Screen(), FoundEligible)

    def test_the_administrator_may_agree_that_review_goes_on(self) -> None:
        dispute = Dispute(liability_disputed=True)
        dispute.ask(ask.Screen())
        dispute.ask(ask.EndDeferral(reason="the administrator agrees"))
        dispute.one(ask.Screen(), FoundEligible)

    def test_by_agreement_liability_stays_disputed_and_nothing_is_implemented_by_a_date(
        self,
    ) -> None:
        dispute = Dispute(liability_disputed=True, treatments=treatments(1))
        dispute.ask(ask.Screen())
        dispute.ask(ask.EndDeferral(reason="the administrator agrees"))
        dispute.reach(State.IN_REVIEW).find(1, Decision.OVERTURNED).reach(State.SERVED)
        assert dispute.case.liability_disputed
        found = deadlines(dispute.record, dispute.law, dispute.now)
        assert not [one for one in found if one.rule.startswith("implementation")]

    @pytest.mark.parametrize(
        ("days_ago", "in_time"), [(30, True), (35, True), (38, False)], ids=str
    )
    def test_the_time_to_file_runs_from_the_notice_that_liability_is_resolved(
        self, days_ago: int, in_time: bool
    ) -> None:
        """Thirty days, and five for mail by one reading; however old the decision is."""
        resolved = START.date() - dt.timedelta(days=days_ago)
        old = decision(
            decided=dt.date(2025, 7, 1), served=dt.date(2025, 7, 1), liability_resolved=resolved
        )
        (found,) = Dispute(decision=old).ask(ask.Screen())
        assert isinstance(found, FoundEligible) is in_time
        if isinstance(found, ReferredToPerson):
            assert rules(found.lacks) == ["late"]

    def test_a_resolution_is_not_served_in_the_future(self) -> None:
        dispute = Dispute(liability_disputed=True)
        dispute.ask(ask.Screen())
        ahead = ask.EndDeferral(reason="resolved", resolved_served=dt.date(2030, 1, 1))
        assert dispute.refusal(ahead).rule == "in-the-future"


class TestTogetherAndFast:
    def test_two_applications_of_one_course_become_one_case(self) -> None:
        host, guest = Dispute().reach(State.ELIGIBLE), Dispute().reach(State.ELIGIBLE)
        guest.ask(ask.Consolidate(into="CM26-0000007", same_course="course-1"))
        host.ask(ask.TakeIn(case="CM26-0000008", same_course="course-1", treatments=treatments(2)))
        assert guest.state is State.CONSOLIDATED
        assert [one.number for one in host.case.disputed] == [1, 2, 3, 4]

    def test_another_physician_or_injury_is_another_course(self) -> None:
        refusal = (
            Dispute()
            .reach(State.ELIGIBLE)
            .refusal(ask.Consolidate(into="CM26-0000007", same_course="course-2"))
        )
        assert refusal.rule == "same-course-of-treatment"
        assert refusal.citation == "8 CCR 9792.10.4(a)"

    def test_nothing_is_taken_in_once_a_reviewer_was_appointed_on_what_was_listed(self) -> None:
        dispute = Dispute().reach(State.READY_TO_APPOINT)
        dispute.ask(dispute.fitting(ApproveExtraReviewers))
        dispute.ask(dispute.fitting(AppointReviewer))
        more = ask.TakeIn(case="CM26-0000008", same_course="course-1", treatments=treatments(1))
        assert dispute.refusal(more).rule == "reviewer-appointed"

    def test_an_application_that_took_in_another_is_not_screened_once_more(self) -> None:
        dispute = Dispute().reach(State.ELIGIBLE)
        dispute.ask(
            ask.TakeIn(case="CM26-0000008", same_course="course-1", treatments=treatments(1))
        )
        corrected = ask.CorrectApplication(reason="misread", signed=False)
        assert dispute.refusal(corrected).rule == "took-in-another"

    def test_the_physicians_certification_makes_a_review_expedited_at_any_time(self) -> None:
        dispute = Dispute().reach(State.AWAITING_RECORDS)
        certified = ask.ConvertToExpedited(certified_by="physician-1", papers=(paper("threat"),))
        dispute.ask(certified)
        assert dispute.case.priority is Priority.EXPEDITED
        assert dispute.state is State.AWAITING_RECORDS
        assert dispute.refusal(certified).rule == "expedited-already"

    def test_an_expedited_review_needs_a_certification_or_an_expedited_decision(self) -> None:
        found = Dispute(priority=Priority.EXPEDITED).one(ask.Screen(), ReferredToPerson)
        assert rules(found.lacks) == ["expedited-not-certified"]
        for backed in ({"certified": True}, {"decision": decision(expedited=True)}):
            dispute = Dispute(priority=Priority.EXPEDITED, **backed)  # type: ignore[arg-type]
            dispute.one(ask.Screen(), FoundEligible)

    def test_without_either_it_may_go_on_as_a_standard_one(self) -> None:
        dispute = Dispute(priority=Priority.EXPEDITED)
        dispute.ask(ask.Screen())
        standard = ask.CorrectApplication(reason="not certified", priority=Priority.STANDARD)
        dispute.ask(standard)
        dispute.one(ask.Screen(), FoundEligible)

    def test_a_person_who_lets_it_go_on_uncertified_lets_it_go_on_as_a_standard_one(self) -> None:
        dispute = Dispute(priority=Priority.EXPEDITED)
        dispute.ask(ask.Screen())
        returned, found = dispute.ask(ask.DecideReferral(eligible=True, reason="no threat"))
        assert isinstance(returned, ReturnedToStandard)
        assert isinstance(found, FoundEligible)
        assert dispute.case.priority is Priority.STANDARD

    def test_a_certification_that_comes_later_keeps_it_expedited(self) -> None:
        dispute = Dispute(priority=Priority.EXPEDITED)
        dispute.ask(ask.Screen())
        dispute.ask(ask.ConvertToExpedited(certified_by="physician-1", papers=(paper("threat"),)))
        dispute.one(ask.DecideReferral(eligible=True, reason="certified since"), FoundEligible)
        assert dispute.case.priority is Priority.EXPEDITED

    def test_what_was_certified_stays_expedited_until_the_physician_writes_otherwise(self) -> None:
        dispute = Dispute(priority=Priority.EXPEDITED, certified=True).reach(State.IN_REVIEW)
        bare = ask.ReturnToStandard(reason="looks like no threat")
        assert dispute.refusal(bare).rule == "certification-stands"
        letter = paper("no threat any more", PartyRole.REQUESTING_PHYSICIAN)
        dispute.ask(msgspec.structs.replace(bare, papers=(letter,)))
        assert dispute.case.priority is Priority.STANDARD
        assert not dispute.case.certified
        assert letter in dispute.case.papers
        assert dispute.refusal(bare).rule == "standard-already"

    def test_a_certification_without_documents_is_none(self) -> None:
        bare = ask.ConvertToExpedited(certified_by="physician-1", papers=())
        assert Dispute().refusal(bare).rule == "certification-with-documents"

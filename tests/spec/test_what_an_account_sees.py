"""Which cases an account may open, and what its role is not shown of them."""

from __future__ import annotations

import re
from pathlib import Path

import msgspec
import pytest
from tests.dispute import Dispute
from tests.dispute_commands import command_for, first
from tests.filed_applications import papers_read
from tests.invented_dispute import INTAKE, MANAGER, START, actor, digest
from tests.verbs_on_cases import House

from openimr.case import events as e
from openimr.case.commands.appointing import Recuse
from openimr.case.commands.issuing import DecideAppeal, FileAppeal
from openimr.case.commands.judging import RecordSecondOpinion
from openimr.case.events import CaseEvent
from openimr.case.events.notices import NoticeKind, NoticeQueued
from openimr.case.events.reviewing import Decision
from openimr.case.evolve import case_of
from openimr.case.model import State
from openimr.case.record import RecordedEvent, chain, digest_of
from openimr.vocabulary.actor import Actor, Role
from openimr.vocabulary.errors import BadInput, Refused
from openimr.vocabulary.filing import PartyRole
from openimr.workflow.accounts import Account
from openimr.workflow.receive import Filing
from openimr.workflow.seen_by import SEES_ALL, Sight, seen_by
from openimr.workflow.seen_events import DELIBERATION, WITHHELD, SeenEvent
from openimr.workflow.store import CaseQuery, DeadlineQuery

CASE = "CM26-0000001"
WORKER = actor(Role.PARTY, "employee-1")
A_REVIEWER = re.compile(r"(?<!pseudonym of )reviewer-[abcz]\b")
"""A reviewer's identifier in the tests' disputes; pseudonyms are made of it there."""


def sight(actor: Actor, *cases: str) -> Sight:
    return seen_by(Account(login="somebody", actor=actor, cases=cases))


def reviewer(id: str = "reviewer-a") -> Sight:
    return sight(actor(Role.REVIEWER, id))


def text(value: object) -> str:
    return msgspec.json.encode(value).decode()


def shown(sight: Sight, record: tuple[RecordedEvent, ...], kind: type) -> list[SeenEvent]:
    return [
        seen
        for seen, one in zip(sight.events(record), record, strict=True)
        if isinstance(one.event, kind)
    ]


def whole_life() -> Dispute:
    dispute = Dispute().reach(State.APPOINTED)
    dispute.ask(Recuse(seat=1, reason="a tie to reviewer-a came up"), by=MANAGER)
    dispute.reach(State.IN_QUALITY_REVIEW)
    dispute.ask(
        RecordSecondOpinion(treatment=1, decision=Decision.UPHELD, reason="Page 4."),
        by=actor(Role.QUALITY, "reviewer-c"),
    )
    return dispute.reach(State.SERVED)


@pytest.fixture(scope="module")
def served() -> Dispute:
    """A case through its whole life, with a reviewer who stepped down and a second opinion."""
    return whole_life()


@pytest.fixture(scope="module")
def remanded() -> Dispute:
    """The same, after an appeal that was granted."""
    served = whole_life()
    served.ask(command_for(FileAppeal, served.case, served.now, first))
    served.ask(DecideAppeal(granted=True, on=served.now.date()))
    assert any(isinstance(one.event, e.Remanded) for one in served.record)
    return served


class TestParties:
    def test_nothing_that_a_party_is_shown_names_a_reviewer(self, remanded: Dispute) -> None:
        worker = sight(WORKER, CASE)
        assert not A_REVIEWER.search(text(worker.events(remanded.record)))
        for count in range(1, len(remanded.record)):
            case = case_of(remanded.record[:count])
            assert not A_REVIEWER.search(text(worker.case(case)))

    def test_a_party_sees_that_somebody_was_appointed_and_what_the_letter_says_of_them(
        self, served: Dispute
    ) -> None:
        appointed = shown(sight(WORKER, CASE), served.record, e.ReviewerAppointed)[0]
        assert appointed.fields["standing"] == {
            "pseudonym": "pseudonym of reviewer-a",
            "licensed_in": ["California"],
            "specialties": ["Physical Medicine and Rehabilitation"],
        }
        assert "standing.reviewer" in appointed.left_out

    @pytest.mark.parametrize("kind", [*DELIBERATION, e.SecondOpinionRecorded])
    def test_of_deliberation_a_party_sees_number_and_time_alone(
        self, served: Dispute, kind: type
    ) -> None:
        for seen in shown(sight(WORKER, CASE), served.record, kind):
            assert (seen.kind, seen.role, seen.by, seen.fields) == (WITHHELD, None, None, {})
            assert (seen.key, seen.previous, seen.digest) == (None, None, None)

    def test_decisions_are_told_once_the_letter_is_issued(self) -> None:
        dispute, worker = Dispute().reach(State.DECIDED), sight(WORKER, CASE)
        assert {one.kind for one in shown(worker, dispute.record, e.TreatmentDecided)} == {WITHHELD}
        assert worker.case(dispute.case).answers == ()
        dispute.reach(State.ISSUED)
        decided = shown(worker, dispute.record, e.TreatmentDecided)
        assert decided[0].fields["decision"] == "upheld"
        assert worker.case(dispute.case).answers == dispute.case.answers

    def test_who_works_in_the_house_is_told_by_role(self, served: Dispute) -> None:
        others = {
            one.by
            for one in sight(WORKER, CASE).events(served.record)
            if one.role is not Role.PARTY
        }
        assert others <= {None, "system"}

    def test_a_party_sees_its_own_notices_alone(self) -> None:
        dispute = Dispute()
        notices = tuple(
            NoticeQueued(
                notice=f"to {party}", kind=NoticeKind.RECEIPT, to=role, party=party, tells_of=1
            )
            for role, party in (
                (PartyRole.EMPLOYEE, "employee-1"),
                (PartyRole.CLAIMS_ADMINISTRATOR, "administrator-1"),
            )
        )
        record = recorded(dispute, *notices)
        kinds = [one.kind for one in shown(sight(WORKER, CASE), record, NoticeQueued)]
        assert kinds == ["notice-queued", WITHHELD]

    def test_an_event_that_nobody_thought_of_is_withheld(self, served: Dispute) -> None:
        seen = shown(sight(WORKER, CASE), served.record, e.QualityPassed)
        assert [one.kind for one in seen] == [WITHHELD]


class TestReviewers:
    def test_a_reviewer_sees_no_other_reviewer(self, remanded: Dispute) -> None:
        seen = text(reviewer("reviewer-b").events(remanded.record))
        assert "reviewer-b" in seen
        assert not re.search(r"(?<!pseudonym of )reviewer-[acz]\b", seen)

    def test_the_work_of_another_seat_is_withheld_and_ones_own_is_whole(self) -> None:
        dispute = Dispute().reach(State.DECIDED)
        mine = shown(reviewer("reviewer-a"), dispute.record, e.FindingRecorded)
        assert [one.kind for one in mine] == ["finding-recorded"] * len(mine)
        others = shown(reviewer("reviewer-b"), dispute.record, e.FindingRecorded)
        assert [one.kind for one in others] == [WITHHELD] * len(mine)

    def test_why_others_were_not_appointed_is_not_told(self, served: Dispute) -> None:
        own = Dispute().reach(State.IN_REVIEW)
        (appointed,) = shown(reviewer("reviewer-a"), own.record, e.ReviewerAppointed)
        assert appointed.left_out == ("standing.excluded",)
        (seat,) = reviewer("reviewer-a").case(own.case).seats
        assert (seat.reviewer, seat.standing.excluded) == ("reviewer-a", ())

    def test_second_opinions_are_not_told(self, served: Dispute) -> None:
        seen = reviewer("reviewer-b")
        assert shown(seen, served.record, e.SecondOpinionRecorded)[0].kind == WITHHELD
        assert served.case.second_opinions
        assert seen.case(served.case).second_opinions == ()

    def test_a_reviewer_opens_the_cases_they_sit_in(self) -> None:
        dispute = Dispute().reach(State.APPOINTED)
        assert reviewer("reviewer-a").may_open(dispute.case)
        assert not reviewer("reviewer-b").may_open(dispute.case)

    def test_who_stepped_down_opens_the_case_no_more(self) -> None:
        dispute = Dispute().reach(State.APPOINTED)
        dispute.ask(Recuse(seat=1, reason="a tie"), by=MANAGER)
        assert not reviewer("reviewer-a").may_open(dispute.case)


class TestStaff:
    @pytest.mark.parametrize("role", SEES_ALL)
    def test_the_house_sees_every_event_whole(self, served: Dispute, role: Role) -> None:
        seen = sight(actor(role)).events(served.record)
        assert [one.digest for one in seen] == [one.digest for one in served.record]
        assert sight(actor(role)).case(served.case) is not None
        assert sight(actor(role)).may_open(served.case)


class TestDigests:
    def test_a_whole_event_can_be_checked_and_no_other_can_be_guessed(
        self, served: Dispute
    ) -> None:
        before = True
        for seen, one in zip(sight(WORKER, CASE).events(served.record), served.record, strict=True):
            if seen.whole:
                assert seen.digest == digest_of(one)
                assert (seen.previous == one.previous) == before
            else:
                assert seen.digest is seen.previous is seen.key is None
            before = seen.whole


class TestOpening:
    @pytest.fixture
    def house(self, tmp_path: Path) -> House:
        house = House(tmp_path / "house", START)
        house.office().intake.take(papers_read(), Filing(), INTAKE, "the filing")
        return house

    def test_a_case_that_is_not_ones_own_is_refused_as_one_that_is_not_there(
        self, house: House
    ) -> None:
        told = set()
        for sight_of in (sight(WORKER, "CM26-0000009"), reviewer()):
            for number in (CASE, "CM26-0000404"):
                with pytest.raises(Refused) as refused:
                    sight_of.open(house.office(), number)
                assert refused.value.rule == "case-is-not-yours"
                told.add((sight_of.account.actor.role, refused.value.reason))
        assert len(told) == 2
        assert house.office().accesses.of(CASE) == ()

    def test_staff_are_told_that_there_is_no_case(self, house: House) -> None:
        with pytest.raises(BadInput):
            sight(MANAGER).open(house.office(), "CM26-0000404")

    def test_a_case_of_ones_own_is_opened_and_the_look_noted(self, house: House) -> None:
        opened = sight(WORKER, CASE).open(house.office(), CASE)
        assert opened.case.number == CASE
        assert len(opened.events) == len(opened.recorded)
        assert len(house.office().accesses.of(CASE)) == 1

    def test_lists_hold_what_may_be_opened(self, house: House) -> None:
        office = house.office()
        assert len(sight(MANAGER).list(office, CaseQuery()).rows) == 1
        assert len(sight(WORKER, CASE).list(office, CaseQuery()).rows) == 1
        assert len(sight(WORKER, "CM26-0000009").list(office, CaseQuery()).rows) == 0
        assert len(reviewer().list(office, CaseQuery()).rows) == 0
        every = len(sight(MANAGER).deadlines(office, DeadlineQuery()))
        assert every > 0
        assert len(sight(WORKER, CASE).deadlines(office, DeadlineQuery())) == every
        assert sight(WORKER, "CM26-0000009").deadlines(office, DeadlineQuery()) == ()
        assert reviewer().deadlines(office, DeadlineQuery()) == ()

    @pytest.mark.parametrize("asking", [sight(WORKER, CASE), reviewer("reviewer-b")])
    def test_a_list_never_tells_who_reviews_a_case(self, house: House, asking: Sight) -> None:
        with pytest.raises(Refused) as refused:
            asking.list(house.office(), CaseQuery(reviewer="reviewer-a"))
        assert refused.value.rule == "reviewers-are-not-told"


def recorded(dispute: Dispute, *events: CaseEvent) -> tuple[RecordedEvent, ...]:
    more = chain(
        events,
        case=CASE,
        after=dispute.record[-1],
        actor=Actor(role=Role.SYSTEM, id="openimr"),
        key=digest("notices"),
        at=START,
    )
    return dispute.record + more

"""A party may become known late; ties to it are looked for, and whoever sits declares about it."""

from __future__ import annotations

import datetime as dt

import pytest
from tests.dispute import Dispute
from tests.dispute_commands import digest
from tests.invented_dispute import actor
from tests.verbs_on_cases import DEMO, House
from tests.waiting_cases import MANAGER, Waiting, physician

from openimr.assignment.affiliation import Affiliation, Tie
from openimr.assignment.conflicts import PartyKind, Verdict
from openimr.case.appointment import Declaration
from openimr.case.commands import Command
from openimr.case.commands.appointing import AcceptAppointment, Recuse
from openimr.case.commands.intake import ReceiveCure
from openimr.case.commands.issuing import Issue
from openimr.case.commands.parties import DeclareFurther, NameParty
from openimr.case.commands.reviewing import PassQuality, ReturnToReviewer, SendToQuality
from openimr.case.deciding.parties import check_everybody
from openimr.case.events.event import PartyRole
from openimr.case.events.intake import PartyEntry
from openimr.case.events.issuing import AppealGround
from openimr.case.events.parties import FurtherDeclared, PartyNamed
from openimr.case.events.records import Sent
from openimr.case.evidence import evidence_pack
from openimr.case.model import State
from openimr.case.states import STATES
from openimr.vocabulary.actor import Role
from openimr.vocabulary.errors import Refused
from openimr.vocabulary.filing import CONCERNED, Delivery
from openimr.workflow import by_people
from openimr.workflow.appointing_cases import KINDS
from openimr.workflow.appointing_seated import Seated
from openimr.workflow.appointing_ties import Ties
from openimr.workflow.receive_digests import Digests
from openimr.workflow.receive_parties import KnownParty, further_party

INSURER = PartyEntry(role=PartyRole.INSURER, id="insurer-1")
MAKER = PartyEntry(role=PartyRole.MAKER, id="maker-1")
ONE = "CM26-0000001"


def named(dispute: Dispute, party: PartyEntry = INSURER) -> Dispute:
    dispute.ask(NameParty(party=party))
    return dispute


def declared(dispute: Dispute, *parties: PartyEntry, seat: int = 1) -> DeclareFurther:
    none_with = tuple(party.id for party in parties)
    return DeclareFurther(
        seat=seat, declaration=Declaration(none_with=none_with, declared=dispute.now)
    )


class TestNaming:
    def test_it_is_possible_until_the_letter_is_issued_and_leaves_the_case_where_it_is(self):
        before_the_letter = {
            state for state, row in STATES.items() if row.moves.get(NameParty) == (state,)
        }
        assert {State.RECEIVED, State.READY_TO_APPOINT, State.DECIDED} < before_the_letter
        assert not before_the_letter & {State.ISSUED, State.SERVED, State.CLOSED}

    def test_the_case_has_the_party_from_then_on(self):
        dispute = named(Dispute())
        assert dispute.case.parties[-1] == INSURER
        assert dispute.refusal(NameParty(party=INSURER)).rule == "named-already"

    def test_a_case_stays_one_employees(self):
        other = PartyEntry(role=PartyRole.EMPLOYEE, id="employee-2")
        assert Dispute().refusal(NameParty(party=other)).rule == "one-employee"

    @pytest.mark.parametrize("role", [Role.PARTY, Role.REVIEWER, Role.SYSTEM])
    def test_only_the_office_names_anybody(self, role: Role):
        refused = Dispute().refusal(NameParty(party=INSURER), actor(role, "employee-1"))
        assert refused.rule == "not-your-step"


class TestWhoIsConcernedIsNoParty:
    def test_nothing_must_be_sent_to_them(self):
        dispute = named(named(Dispute()), MAKER)
        roles = {party.role for party in Dispute().case.parties}
        sent = tuple(Sent(to=role, by=Delivery.MAIL, at=dispute.now) for role in roles)
        check_everybody(dispute.case, sent, "The notice", "8 CCR 9792.10.4")

    def test_they_may_ask_for_nothing(self):
        dispute = named(Dispute())
        mine = actor(Role.PARTY, INSURER.id)
        refused = dispute.refusal(dispute.fitting(ReceiveCure), mine)
        assert refused.rule == "not-your-case"

    def test_each_of_them_is_somebody_to_whom_ties_are_looked_for(self):
        assert set(KINDS) >= CONCERNED
        assert set(KINDS.values()) == set(PartyKind)


class TestDeclaring:
    def test_an_acceptance_is_about_everybody_named_until_then(self):
        dispute = named(Dispute().reach(State.APPOINTED))
        known = tuple(one.id for one in dispute.case.parties if one != INSURER)
        short = Declaration(none_with=known, declared=dispute.now)
        refused = dispute.refusal(AcceptAppointment(seat=1, declaration=short))
        assert refused.rule == "declared-for-every-party" and "insurer" in refused.reason

    @pytest.mark.parametrize(
        ("state", "command"),
        [
            (State.IN_REVIEW, SendToQuality()),
            (State.IN_QUALITY_REVIEW, PassQuality()),
            (State.DECIDED, Issue(letter_sha256=digest("letter"), documents=3)),
        ],
    )
    def test_nothing_goes_on_before_who_accepted_declared_about_who_was_named_since(
        self, state: State, command: Command
    ):
        dispute = Dispute().reach(state)
        if state is State.IN_REVIEW:
            dispute = Dispute().reach(State.IN_QUALITY_REVIEW)
            dispute.ask(dispute.fitting(ReturnToReviewer))
        named(dispute)
        refused = dispute.refusal(command)
        assert refused.rule == "declared-for-every-party"
        assert "seat 1 of the insurer" in refused.reason
        dispute.ask(declared(dispute, INSURER))
        if isinstance(command, Issue):
            dispute.sign(command.letter_sha256)
        dispute.ask(command)
        declaration = dispute.case.seats[0].declaration
        assert declaration is not None and {one.id for one in dispute.case.parties} == set(
            declaration.none_with
        )

    def test_it_is_the_reviewers_own_word_about_all_of_them_and_once(self):
        dispute = named(named(Dispute().reach(State.IN_REVIEW)), MAKER)
        short = dispute.refusal(declared(dispute, INSURER))
        assert short.rule == "declared-for-every-party" and "maker" in short.reason
        stranger = actor(Role.REVIEWER, "reviewer-x")
        whole = declared(dispute, INSURER, MAKER)
        assert dispute.refusal(whole, stranger).rule == "not-your-seat"
        dispute.ask(whole)
        assert dispute.refusal(whole).rule == "declared-already"

    def test_who_has_not_accepted_declares_by_accepting(self):
        dispute = named(Dispute().reach(State.APPOINTED))
        assert dispute.refusal(declared(dispute, INSURER)).rule == "accept-first"

    def test_the_pack_on_conflicts_has_who_was_named_and_what_was_declared(self):
        dispute = named(Dispute().reach(State.IN_REVIEW))
        dispute.ask(declared(dispute, INSURER))
        told = [one.event for one in evidence_pack(AppealGround.CONFLICT, dispute.record).events]
        assert any(isinstance(event, PartyNamed) for event in told)
        assert isinstance(told[-1], FurtherDeclared)

    def test_who_has_a_tie_steps_down(self):
        dispute = named(Dispute().reach(State.IN_REVIEW))
        dispute.ask(Recuse(seat=1, reason="the insurer employs my wife"))
        assert dispute.state is State.READY_TO_APPOINT


class TestTies:
    def named(self, house: Waiting, name: str) -> None:
        party = KnownParty(id=INSURER.id, role=INSURER.role, name=name)
        house.book.keep([party])
        house.do(ONE, NameParty(party=party.entry))

    def employed(self, name: str) -> Waiting:
        house = Waiting()
        tie = Affiliation(party=name, tie=Tie.EMPLOYMENT)
        house.keep(physician(1, affiliations=(tie,)))
        house.case(ONE)
        return house

    def test_a_round_looks_for_them(self):
        house = self.employed("Redwood Indemnity Company")
        self.named(house, "Redwood Indemnity Company")
        (left,) = house.appoint().left
        assert left.rule == "conflict"

    def test_those_of_a_reviewer_who_sits_come_to_light(self):
        house = self.employed("Redwood Indemnity Company")
        house.appoint()
        assert list(Seated(house.appointing()).doubts()) == []
        self.named(house, "Redwood Indemnity Company")
        (doubt,) = Seated(house.appointing()).doubts()
        assert any("insurer: employment" in reason for reason in doubt.reasons)

    def test_who_accepted_and_has_not_declared_is_named_by_the_check(self):
        house = self.employed("Somebody Else")
        house.appoint()
        parties = tuple(one.id for one in house.standing(ONE).parties)
        word = Declaration(none_with=parties, declared=house.now)
        house.do(ONE, AcceptAppointment(seat=1, declaration=word))
        self.named(house, "Redwood Indemnity Company")
        (doubt,) = Seated(house.appointing()).doubts()
        said = ("has not declared about the insurer, named after the acceptance",)
        assert doubt.reasons == said
        further = Declaration(none_with=(INSURER.id,), declared=house.now)
        house.do(ONE, DeclareFurther(seat=1, declaration=further))
        assert list(Seated(house.appointing()).doubts()) == []

    def test_a_person_can_answer_on_a_possible_tie_of_who_sits(self):
        house = self.employed("Redwood Indemnity")
        house.appoint()
        self.named(house, "Redwood Indemnities Co.")
        ties = Ties(house.appointing())
        (tie,) = ties.waiting(ONE)
        ties.answer(tie.id, Verdict.ANOTHER, "Another company, of Oregon.", MANAGER)
        assert list(ties.waiting(ONE)) == []
        assert list(Seated(house.appointing()).doubts()) == []


class TestIdentifiers:
    digests = Digests(bytes(range(32)))

    def id(self, role: PartyRole, name: str, case: str = ONE) -> str:
        return further_party(role, name, self.digests, case).id

    def test_an_organization_has_one_in_all_cases_whatever_its_legal_form(self):
        one = self.id(PartyRole.INSURER, "Redwood Indemnity Company")
        assert one == self.id(PartyRole.INSURER, "redwood indemnity, inc.", "CM26-0000002")
        assert one != self.id(PartyRole.MAKER, "Redwood Indemnity Company")
        assert "edwood" not in one

    def test_family_is_kept_apart_by_the_case(self):
        one = self.id(PartyRole.FAMILY, "Ana Okonkwo")
        assert one != self.id(PartyRole.FAMILY, "Ana Okonkwo", "CM26-0000002")


@pytest.fixture(scope="module")
def received(tmp_path_factory: pytest.TempPathFactory) -> tuple[House, str]:
    """An installation with the demo's application, and its case."""
    data = tmp_path_factory.mktemp("received") / "data"
    house = House(data, dt.datetime(2025, 3, 3, 18, tzinfo=dt.UTC))
    return house, house.say("case", "receive", DEMO, "--json").fields["case"]


def test_a_party_is_named_by_verb_and_its_name_stays_out_of_the_record(
    received: tuple[House, str],
) -> None:
    house, number = received
    said = house.say("party", "add", number, "insurer", "Redwood Indemnity Company", "--json")
    assert said.code == 0, said.err
    assert "Redwood" not in said.out
    (event,) = said.fields
    assert event["event"]["party"]["role"] == "insurer"
    shown = house.say("party", "show", number).out
    assert "insurer: Redwood Indemnity Company" in shown
    again = house.say("party", "add", number, "insurer", "REDWOOD INDEMNITY CO.")
    assert again.code == 2 and "Rule: named-already" in again.err
    wrong = house.say("party", "add", number, "neighbor", "Somebody")
    assert wrong.code == 64 and "employee's family" in wrong.err
    by_do = house.say(
        "case", "do", number, "name-party", "role=maker of the treatment", "name=Juniper"
    )
    assert by_do.code == 0, by_do.err
    paper = DEMO / "04-Ravenscroft-PR2-060915.pdf"
    told = house.say(
        "case",
        "do",
        number,
        "send-notice-of-assignment",
        "sent=all:mail",
        f"sha256=@{paper}",
        "--json",
    )
    roles = {one["to"] for one in told.fields[0]["event"]["sent"]}
    assert "employee" in roles and not roles & {role.value for role in CONCERNED}
    asked = house.say("panel", "questions", number, "--as", "reviewer:R-1").out
    assert "Redwood Indemnity Company (insurer)" in asked
    assert "Juniper (maker or developer of the treatment)" in asked


def test_a_refused_name_is_not_kept(received: tuple[House, str]) -> None:
    house, number = received
    with pytest.raises(Refused), house.inside():
        asked = by_people.NameParty(role=PartyRole.MAKER, name="Juniper Implants")
        house.office().do(asked, number, actor(Role.PARTY, "employee-1"), "key")
    with house.inside():
        at = house.office()
        party = further_party(PartyRole.MAKER, "Juniper Implants", at.intake.digests, number)
        assert at.book.named([party.id]) == {}

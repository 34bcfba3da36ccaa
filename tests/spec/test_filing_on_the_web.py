"""Filing by answers: who files, what is kept, what is told of others, and what a crash leaves."""

from __future__ import annotations

import datetime as dt

import msgspec
import pytest
from tests.filing_house import MONDAY, WHOLE, FilingHouse, pdf, sent

from openimr.case.model import State
from openimr.case.record import encode
from openimr.vocabulary.actor import Actor, Role
from openimr.vocabulary.errors import Refused
from openimr.vocabulary.filing import Delivery, PartyRole
from openimr.workflow.filing import Answers, Paper, place_of
from openimr.workflow.filing_checks import BY_THE_WEB
from openimr.workflow.filing_drafts import BEING_FILED
from openimr.workflow.security_log import Happened

BOTH = (Paper.FORM, Paper.DECISION)


@pytest.fixture
def house() -> FilingHouse:
    return FilingHouse()


def rules(house: FilingHouse, answers: Answers, *papers: Paper) -> set[str]:
    saved = house.filled_in(answers, *papers)
    return {one.rule for one in house.room.foreseen(saved, None).checks}


def changed(**fields: object) -> Answers:
    return msgspec.structs.replace(WHOLE, **fields)


def test_a_whole_application_with_its_papers_is_eligible(house: FilingHouse) -> None:
    assert rules(house, WHOLE, *BOTH) == set()
    case = house.filed(house.filled_in(WHOLE, *BOTH))
    assert case.state is State.ELIGIBLE
    assert [paper.title for paper in case.papers] == [
        "utilization review decision",
        "DWC Form IMR",
    ]
    assert house.kept.by_case[case.number] == ["decision.pdf", "form.pdf"]


def test_it_came_electronically_at_the_moment_of_filing(house: FilingHouse) -> None:
    case = house.filed(house.filled_in(WHOLE, *BOTH))
    first = house.store.load(case.number)[0]
    assert case.received == MONDAY
    assert getattr(first.event, "by", None) is Delivery.ELECTRONIC


def test_names_go_beside_the_record_and_not_into_it(house: FilingHouse) -> None:
    case = house.filed(house.filled_in(WHOLE, *BOTH))
    assert "Gray Otter Claims" in house.book.names.values()
    record = b"".join(encode(one) for one in house.store.load(case.number))
    for word in (b"Okonkwo", b"Otter", b"Cedar", b"form.pdf"):
        assert word not in record


def test_only_worker_and_filer_give_an_address(house: FilingHouse) -> None:
    designee = changed(
        filer=PartyRole.DESIGNEE,
        filer_name="Ona Bright",
        filer_address="9 Fern Street\nReno, NV 89501",
        designated=dt.date(2026, 2, 20),
    )
    case = house.filed(house.filled_in(designee, *BOTH, Paper.DESIGNATION))
    by_role = {party.role: house.addresses.address(party.id) for party in case.parties}
    given = {role for role, address in by_role.items() if address}
    assert given == {PartyRole.EMPLOYEE, PartyRole.DESIGNEE}
    assert case.filer is PartyRole.DESIGNEE


def test_without_an_account_the_system_files_and_the_filer_is_named_by_role(
    house: FilingHouse,
) -> None:
    attorneys = changed(filer=PartyRole.EMPLOYEE_ATTORNEY, filer_name="Beatrix Cloverdale")
    case = house.filed(house.filled_in(attorneys, *BOTH))
    assert house.store.load(case.number)[0].actor == BY_THE_WEB
    assert case.filer is PartyRole.EMPLOYEE_ATTORNEY


def test_a_party_that_is_signed_in_files_in_its_own_name(house: FilingHouse) -> None:
    attorneys = changed(filer=PartyRole.EMPLOYEE_ATTORNEY, filer_name="Beatrix Cloverdale")
    earlier = house.filed(house.filled_in(attorneys, *BOTH))
    own = next(one.id for one in earlier.parties if one.role is PartyRole.EMPLOYEE_ATTORNEY)
    party = Actor(role=Role.PARTY, id=own)
    other = msgspec.structs.replace(attorneys, employee="Ivo Lindqvist-Aoki")
    mine = house.filed(house.filled_in(other, Paper.FORM), party)
    assert house.store.load(mine.number)[0].actor == party
    strange = Actor(role=Role.PARTY, id="employee-attorney-of-somebody-else")
    third = msgspec.structs.replace(attorneys, employee="Ona Bright")
    case = house.filed(house.filled_in(third, Paper.OTHER), strange)
    assert house.store.load(case.number)[0].actor == BY_THE_WEB


def test_the_account_of_a_party_that_files_sees_the_case_at_once_and_the_log_says_so(
    house: FilingHouse,
) -> None:
    attorneys = changed(filer=PartyRole.EMPLOYEE_ATTORNEY, filer_name="Beatrix Cloverdale")
    earlier = house.filed(house.filled_in(attorneys, *BOTH))
    own = next(one.id for one in earlier.parties if one.role is PartyRole.EMPLOYEE_ATTORNEY)
    party = Actor(role=Role.PARTY, id=own)
    saved = house.filled_in(changed(employee="Ona Bright", **_of(attorneys)), Paper.FORM)
    mine = house.filed(saved, party)
    assert house.cases_of.cases == {"signed-in": [mine.number]}
    house.filed(house.found(saved.name), party)
    (noted,) = house.log.entries
    assert (noted.happened, noted.account) == (Happened.CASES_CHANGED, "signed-in")
    assert noted.about == f"filed {mine.number}"


def _of(attorneys: Answers) -> dict[str, object]:
    return {"filer": attorneys.filer, "filer_name": attorneys.filer_name}


@pytest.mark.parametrize("role", [Role.PARTY, Role.INTAKE])
def test_who_files_for_somebody_else_gets_no_case_of_theirs(house: FilingHouse, role: Role) -> None:
    house.filed(house.filled_in(WHOLE, *BOTH), Actor(role=role, id="employee-attorney-else"))
    assert not house.cases_of.cases
    assert not house.log.entries


@pytest.mark.parametrize(
    ("fields", "papers", "rule"),
    [
        ({}, (Paper.DECISION,), "signature-not-read"),
        ({}, (Paper.FORM, Paper.OTHER), "ur-decision-not-seen"),
        ({}, (Paper.FORM,), "ur-decision-missing"),
        ({"no_decision": True}, (Paper.FORM,), "ur-decision-missing"),
        ({"conditional": True}, BOTH, "conditional-denial"),
        ({"liability_disputed": True}, BOTH, "liability-disputed"),
        ({"approved_since": True}, BOTH, "approved-since"),
        ({"decided": dt.date(2026, 1, 2), "served": dt.date(2026, 1, 3)}, BOTH, "late"),
        ({"filer": PartyRole.DESIGNEE, "filer_name": "Ona"}, BOTH, "designation-missing"),
        (
            {"filer": PartyRole.DESIGNEE, "designated": dt.date(2026, 1, 2)},
            (*BOTH, Paper.DESIGNATION),
            "designated-before",
        ),
        ({"filer": PartyRole.DESIGNEE, "attorney": "Beatrix Cloverdale"}, BOTH, "represented"),
    ],
)
def test_what_is_in_the_way_is_told_before_and_keeps_nobody_from_filing(
    house: FilingHouse, fields: dict[str, object], papers: tuple[Paper, ...], rule: str
) -> None:
    answers = changed(**fields)
    assert rule in rules(house, answers, *papers)
    assert house.filed(house.filled_in(answers, *papers)).number == "CM26-0000001"


def test_people_are_told_the_earliest_last_day_with_its_law(house: FilingHouse) -> None:
    told = house.room.foreseen(house.filled_in(WHOLE, *BOTH), None).file_by
    assert told is not None
    assert (told.day, told.latest) == (dt.date(2026, 3, 2), dt.date(2026, 3, 5)), (
        "ten days for the drug of the formulary end on Saturday, 28 February"
    )
    assert (told.citation, told.verified) == ("Labor Code 4610.5(h)(1)(A)", False)


def test_of_another_application_on_the_dispute_only_that_there_is_one_is_told(
    house: FilingHouse,
) -> None:
    house.filed(house.filled_in(WHOLE, *BOTH))
    house.now += dt.timedelta(days=1)
    checks = house.room.foreseen(house.filled_in(WHOLE, Paper.FORM), None).checks
    assert "total-duplicate" in {one.rule for one in checks}
    assert not any("CM26" in f"{one.reason} {one.remedy}" for one in checks)


def test_the_same_papers_again_are_counted_and_found_to_be_a_duplicate(
    house: FilingHouse,
) -> None:
    house.filed(house.filled_in(WHOLE, *BOTH))
    house.now += dt.timedelta(days=1)
    again = house.filled_in(WHOLE, *BOTH)
    assert "received-already" in {one.rule for one in house.room.foreseen(again, None).checks}
    assert house.filed(again).state is State.DUPLICATE


def test_while_somebody_files_it_nobody_else_does(house: FilingHouse) -> None:
    saved = house.filled_in(WHOLE, *BOTH)
    house.room.saved.claim(saved.name, house.now)
    with pytest.raises(Refused) as refused:
        house.room.file(saved, None)
    assert refused.value.rule == "filed-once"
    assert not list(house.store.numbers())


def test_who_was_killed_after_the_case_was_opened_finishes_it_and_opens_no_second(
    house: FilingHouse,
) -> None:
    saved = house.filled_in(WHOLE, *BOTH)
    number = house.room.file(saved, None)
    again = house.filled_in(WHOLE, *BOTH)
    as_if_killed = msgspec.structs.replace(again, name=saved.name)
    for kind in BOTH:
        sent(house.uploads, place_of(saved.name, kind), f"{kind.value}.pdf", pdf(kind.value))
    house.room.saved.release(saved.name)
    house.now += BEING_FILED
    taken = house.room._opened(as_if_killed, None)
    assert taken.case.number == number
    assert list(house.store.numbers()) == [number]


def test_papers_that_were_filed_or_given_up_are_not_kept_where_they_were_sent(
    house: FilingHouse,
) -> None:
    filed = house.filled_in(WHOLE, *BOTH)
    house.filed(filed)
    given_up = house.filled_in(WHOLE, Paper.OTHER)
    house.room.forget(given_up)
    for saved in (filed, given_up):
        assert house.room.papers(saved.name) == ()
    assert house.room.saved.of_name(given_up.name, house.now) is None
    assert house.found(filed.name).answers == Answers()

"""A person may name the reviewer; what the appointment rests on still comes from the panel."""

from __future__ import annotations

import ast
import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.dispute_commands import command_for, first
from tests.invented_dispute import actor, digest
from tests.panel_members import license_of
from tests.waiting_cases import LAW, MANAGER, Waiting, physician

import openimr
from openimr.assignment.affiliation import Affiliation, Tie
from openimr.case.commands import appointing as of_case
from openimr.case.commands.appointing import ApproveExtraReviewers, Recuse
from openimr.case.events.appointing import ReviewerAppointed
from openimr.case.model import State
from openimr.case.record import RecordedEvent
from openimr.vocabulary.actor import Actor, Role
from openimr.vocabulary.errors import BadInput, Refused
from openimr.workflow.appointing_by_name import ByName
from openimr.workflow.by_people import AppointReviewer
from openimr.workflow.desk import Desk

ONE, TWO = "CM26-0000001", "CM26-0000002"
PAIN = physician(1)


@pytest.fixture
def house() -> Waiting:
    return Waiting()


def name(
    house: Waiting,
    reviewer: str,
    case: str = ONE,
    *,
    seat: int = 1,
    by: Actor = MANAGER,
    key: str = "named",
    share: int = 100,
) -> tuple[RecordedEvent, ...]:
    asked = AppointReviewer(seat=seat, reviewer=reviewer, reason="Wrote the guideline on it.")
    return ByName(house.appointing(share)).appoint(asked, case, by, key)


def refusal(house: Waiting, reviewer: str, case: str = ONE, **fields: object) -> Refused:
    with pytest.raises(Refused) as refused:
        name(house, reviewer, case, **fields)  # type: ignore[arg-type]
    assert house.standing(case).seats == ()
    return refused.value


def test_the_record_has_the_same_as_of_a_round_and_who_chose(house: Waiting) -> None:
    house.keep(PAIN, physician(3), physician(4, qme=True), physician(5, "Ophthalmology"))
    house.case(ONE)
    house.case(TWO)
    (recorded,) = name(house, "R-003")
    assert isinstance(recorded.event, ReviewerAppointed)
    named = recorded.event.standing
    assert named.chosen_because.startswith("chosen by ana.ruiz: Wrote the guideline on it.")
    assert "no employer is named" in named.chosen_because
    house.appoint()
    (drawn,) = (seat.standing for seat in house.standing(TWO).seats)
    for fact in ("specialties", "licensed_in", "verified", "verification_days", "checked"):
        assert getattr(named, fact) == getattr(drawn, fact)
    assert {group.reasons: group.reviewers for group in named.excluded} == {
        ("a Qualified Medical Evaluator",): ("R-004",),
        ("could have been appointed; another was chosen",): ("R-001",),
        ("not of the same or a similar specialty: opioids",): ("R-005",),
    }
    assert recorded.event.accept_by == house.now + dt.timedelta(hours=48)
    assert named.pseudonym == house.panel.pseudonyms(["R-003"])["R-003"]


@pytest.mark.parametrize(
    ("member", "why"),
    [
        ({"licenses": (license_of(verified=None),)}, "verif"),
        ({"qme": True}, "a Qualified Medical Evaluator"),
        ({"specialties": (), "certifications": ()}, "specialty"),
        (
            {"affiliations": (Affiliation(party="Gray Otter Claims", tie=Tie.EMPLOYMENT),)},
            "employment",
        ),
        ({"affiliations": (Affiliation(party="Marjorie Vance", tie=Tie.SPOUSE),)}, "waits"),
    ],
    ids=["not verified", "evaluator", "no specialty", "employed by a party", "tie not answered"],
)
def test_whoever_a_round_would_pass_over_nobody_can_name(
    house: Waiting, member: dict[str, object], why: str
) -> None:
    house.keep(physician(1, **member), physician(3))
    house.case(ONE)
    refused = refusal(house, "R-001")
    assert why in refused.reason
    assert refused.rule == "sound-appointment"
    assert refused.remedy


def test_who_is_not_on_the_panel_or_left_it_cannot_be_named(house: Waiting) -> None:
    house.keep(PAIN, physician(3))
    house.leaves("R-003")
    house.case(ONE)
    assert refusal(house, "R-999").rule == "on-the-panel"
    assert refusal(house, "R-003").rule == "on-the-panel"


def test_full_shares_and_full_loads_bind_a_person_too(house: Waiting) -> None:
    house.keep(physician(1, capacity=1), physician(3))
    house.case(ONE)
    house.case(TWO)
    name(house, "R-001", TWO)
    assert "has 1 of 1 cases open" in refusal(house, "R-001", key="again").reason


@pytest.mark.parametrize("role", [Role.SYSTEM, Role.REVIEWER, Role.PARTY, Role.INTAKE])
def test_only_a_case_manager_names_a_reviewer(house: Waiting, role: Role) -> None:
    house.keep(PAIN)
    house.case(ONE)
    assert refusal(house, "R-001", by=actor(role, "R-001")).rule == "not-your-step"


def test_without_the_name_of_a_party_nobody_can_be_named(house: Waiting) -> None:
    house.keep(PAIN)
    house.case(ONE)
    house.book.names.pop("administrator-1")  # type: ignore[attr-defined]
    assert refusal(house, "R-001").rule == "names-known"


def test_asked_twice_under_one_key_it_is_done_once(house: Waiting) -> None:
    house.keep(PAIN)
    house.case(ONE)
    assert name(house, "R-001") == name(house, "R-001")
    with pytest.raises(Refused, match="someone else"):
        name(house, "R-001", by=actor(Role.CASE_MANAGER, "ben"))
    with pytest.raises(BadInput, match="waits for no reviewer"):
        name(house, "R-001", key="another")


def test_of_several_seats_each_can_be_named_for_what_the_reviewer_fits(house: Waiting) -> None:
    house.keep(PAIN, physician(5, "Ophthalmology"), physician(3))
    house.case(ONE, "Tramadol 50 mg #60", "Cataract surgery, left eye")
    house.do(ONE, ApproveExtraReviewers(seats=2, approval_sha256=digest("approval")))
    name(house, "R-005", seat=2)
    name(house, "R-001", seat=1, key="the other")
    case = house.standing(ONE)
    assert case.state is State.APPOINTED
    assert [(seat.number, seat.reviewer) for seat in case.seats] == [(1, "R-001"), (2, "R-005")]
    house.do(ONE, Recuse(seat=1, reason="a friend of the employee"))
    with pytest.raises(Refused, match="recused here"):
        name(house, "R-001", key="once more")
    with pytest.raises(Refused, match="Seat 2 is filled"):
        name(house, "R-003", seat=2, key="a filled seat")


def test_the_desk_itself_takes_no_standing_from_a_hand(house: Waiting) -> None:
    house.keep(PAIN)
    case = house.case(ONE)
    command = command_for(of_case.AppointReviewer, case, house.now, first)
    desk = Desk(house.store, LAW, lambda: house.now)
    with pytest.raises(Refused) as refused:
        desk.do(command, ONE, MANAGER, "typed")  # type: ignore[arg-type]
    assert refused.value.rule == "standing-from-the-panel"
    assert "panel appoint" in str(refused.value.remedy)
    assert house.standing(ONE).seats == ()


def test_only_appointing_builds_an_appointment_or_takes_it_to_the_desk() -> None:
    built = {where for where, call in calls() if call.endswith("AppointReviewer")}
    taken = {where for where, call in calls() if call.endswith("desk.appoint")}
    allowed = {"workflow/appointing.py", "workflow/appointing_by_name.py"}
    assert built == taken == allowed


def calls() -> Iterator[tuple[str, str]]:
    """Calls in files that speak of appointing: the file, and what is called as it is written."""
    package = Path(openimr.__file__).parent
    for path in package.rglob("*.py"):
        written = path.read_text(encoding="utf-8")
        if "ppoint" not in written:  # neither call can stand in it
            continue
        for node in ast.walk(ast.parse(written)):
            if isinstance(node, ast.Call):
                yield path.relative_to(package).as_posix(), ast.unparse(node.func)

"""What an appointment rests on: declaration, recusal, pseudonym, and the standing."""

from __future__ import annotations

import datetime as dt

import msgspec
import pytest
from tests.panel_members import LOOKED, TODAY, license_of, member_of

from openimr.assignment.affiliation import Affiliation, Tie
from openimr.assignment.conflicts import NamedParty, PartyKind, conflicts_of
from openimr.assignment.declaration import Answer, RecusalGround, declare, questions, recuse
from openimr.assignment.pseudonym import pseudonym, pseudonyms
from openimr.assignment.standing import Considered, OpenSeat, found_standing, standing_of
from openimr.case.appointment import Excluded, by_reasons
from openimr.vocabulary.errors import Refused

NOW = dt.datetime(2026, 11, 20, 18, tzinfo=dt.UTC)
KEY = bytes(range(32))
PARTIES = (
    NamedParty(id="P1", kind=PartyKind.EMPLOYEE, name="Carla Devereaux"),
    NamedParty(id="P3", kind=PartyKind.INSURER, name="Redwood Indemnity Co."),
)
SEAT = OpenSeat(on=TODAY)


def no(party: str) -> Answer:
    return Answer(party=party, affiliated=False)


def considered(id: str = "R-001", **changes: object) -> Considered:
    fields: dict[str, object] = {
        "member": member_of(id=id),
        "pseudonym": pseudonym(KEY, id),
        "qualified_for": ((1, "Pain Medicine is the field of opioids"),),
    }
    return Considered(**{**fields, **changes})  # type: ignore[arg-type]


def test_the_reviewer_is_asked_about_every_party_by_name() -> None:
    asked = questions(PARTIES)
    assert [one.party for one in asked] == ["P1", "P3"]
    assert asked[1].says.startswith("Redwood Indemnity Co. (insurer). Do you, or does your spouse")


def test_a_no_for_each_party_is_a_declaration_that_holds_identifiers_alone() -> None:
    declaration = declare(PARTIES, (no("P3"), no("P1")), NOW)
    assert declaration.none_with == ("P1", "P3")
    assert declaration.declared == NOW


@pytest.mark.parametrize(
    "answers",
    [(), (no("P1"),), (no("P1"), no("P3"), no("P3")), (no("P1"), no("P9"))],
    ids=["none", "one missing", "one twice", "about nobody here"],
)
def test_a_party_without_exactly_one_answer_keeps_the_reviewer_from_accepting(
    answers: tuple[Answer, ...],
) -> None:
    with pytest.raises(Refused, match="Every party is answered once"):
        declare(PARTIES, answers, NOW)


def test_one_yes_ends_the_appointment() -> None:
    yes = Answer(party="P3", affiliated=True, tie="I reviewed claims for them in 2025")
    with pytest.raises(Refused, match="declares a tie") as refusal:
        declare(PARTIES, (no("P1"), yes), NOW)
    assert refusal.value.remedy == "Step down; another reviewer is appointed."


def test_a_yes_says_what_the_tie_is() -> None:
    with pytest.raises(ValueError, match="says what the tie is"):
        Answer(party="P3", affiliated=True)


def test_a_recusal_has_its_ground_and_reason() -> None:
    event = recuse("R-001", 1, RecusalGround.AFFILIATION, "reviewed claims\nfor the insurer")
    assert event.reason == "affiliation with a party: reviewed claims for the insurer"
    with pytest.raises(Refused, match="gives its reason"):
        recuse("R-001", 1, RecusalGround.OWN_DOUBT, "  ")


def test_the_same_reviewer_has_the_same_pseudonym_for_ever() -> None:
    assert pseudonym(KEY, "R-001") == pseudonym(KEY, "R-001") == "Reviewer D5C8-Goshawk"
    assert pseudonym(KEY, "R-002") != pseudonym(KEY, "R-001")
    assert pseudonym(bytes(32), "R-001") != pseudonym(KEY, "R-001")


def test_a_pseudonym_that_another_has_is_given_to_nobody_else() -> None:
    taken = {"R-900": pseudonym(KEY, "R-001")}
    second = pseudonym(KEY, "R-001", taken)
    assert second not in taken.values()
    assert pseudonym(KEY, "R-900", taken) == taken["R-900"]


def test_ten_thousand_reviewers_have_ten_thousand_pseudonyms_and_keep_them() -> None:
    ids = [f"R-{number:05}" for number in range(10_000)]
    first = pseudonyms(KEY, ids[:5_000])
    all_of_them = pseudonyms(KEY, ids, first)
    assert len(set(all_of_them.values())) == 10_000
    assert all(all_of_them[id] == name for id, name in first.items())


def test_a_key_that_could_be_guessed_is_refused() -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        pseudonym(b"secret", "R-001")


def test_a_standing_holds_everything_that_the_appointment_rests_on() -> None:
    standing = standing_of(considered(), (), SEAT, "drawn among 3 with seed 7")
    assert standing.reviewer == "R-001"
    assert standing.checked == TODAY
    assert standing.licensed_until == dt.date(2027, 5, 31)
    assert standing.verified == LOOKED.on
    assert standing.verification_days == 180
    assert standing.active_practice
    assert not standing.disciplined
    assert standing.against == standing.conflicts == ()
    assert standing.chosen_because == "drawn among 3 with seed 7"


def test_every_other_candidate_is_in_it_with_the_reasons_and_without_a_name() -> None:
    affiliated = member_of(
        id="R-002", affiliations=(Affiliation(party="Redwood Indemnity", tie=Tie.EMPLOYMENT),)
    )
    others = (
        considered("R-002", member=affiliated, conflicts=conflicts_of(affiliated, PARTIES, TODAY)),
        considered("R-003", member=member_of(id="R-003", licenses=())),
        considered("R-004", qualified_for=((1, ""),)),
        considered("R-005", barred="recused in this case"),
        considered("R-006", open_cases=10),
        considered("R-007"),
    )
    excluded = standing_of(considered(), others, SEAT, "least load").excluded
    assert {who: one.reasons[0] for one in excluded for who in one.reviewers} == {
        "R-002": "insurer: employment, conflict",
        "R-003": "no license that is active, unrestricted and not expired",
        "R-004": "no fitting specialty for treatment 1",
        "R-005": "recused in this case",
        "R-006": "has 10 of 10 cases open",
        "R-007": "could have been appointed; another was chosen",
    }
    assert "Marsh" not in str(excluded)


def test_whom_the_same_reasons_keep_out_stand_together_and_nobody_is_lost() -> None:
    found = {
        "R-009": ("no license", "away"),
        "R-002": ("away",),
        "R-010": ("no license", "away"),
        "R-001": ("away", "no license"),
    }
    excluded = by_reasons(found.items())
    assert [(one.reasons, one.reviewers) for one in excluded] == [
        (("away",), ("R-002",)),
        (("away", "no license"), ("R-001",)),
        (("no license", "away"), ("R-009", "R-010")),
    ]
    assert {who: one.reasons for one in excluded for who in one.reviewers} == found


def test_nobody_is_excluded_twice_or_chosen_and_excluded() -> None:
    standing = standing_of(considered(), (considered("R-002", barred="recused"),), SEAT, "load")
    twice = (*standing.excluded, Excluded(reasons=("away",), reviewers=("R-002",)))
    chosen = (Excluded(reasons=("away",), reviewers=(standing.reviewer,)),)
    for excluded in (twice, chosen):
        with pytest.raises(ValueError, match="chosen or out, once"):
            msgspec.structs.replace(standing, excluded=excluded)


@pytest.mark.parametrize(
    "changes",
    [
        {"member": member_of(licenses=(license_of(verified=None),))},
        {"member": member_of(qme=True)},
        {"member": member_of(certifications=())},
        {"qualified_for": ((1, "fits"), (2, ""))},
        {"barred": "sat before the remand"},
        {"open_cases": 10},
    ],
    ids=["unverified", "QME", "no board", "unfit for one", "barred", "full"],
)
def test_no_standing_is_given_to_whom_anything_speaks_against(changes: dict[str, object]) -> None:
    with pytest.raises(Refused, match="R-001 cannot be appointed"):
        standing_of(considered(**changes), (), SEAT, "asked for by name")


def test_one_of_several_reviewers_needs_to_fit_one_treatment() -> None:
    half = considered(qualified_for=((1, "fits"), (2, "")))
    seat = OpenSeat(on=TODAY, alone=False)
    assert standing_of(half, (), seat, "second seat").qualified_for[0] == (1, "fits")
    none = considered(qualified_for=((1, ""), (2, "")))
    with pytest.raises(Refused, match="treatment 1, 2"):
        standing_of(none, (), seat, "second seat")


def test_what_would_be_refused_can_be_shown() -> None:
    shown = found_standing(considered(member=member_of(qme=True)), (), SEAT, "asked for by name")
    assert shown.against == ("a Qualified Medical Evaluator",)

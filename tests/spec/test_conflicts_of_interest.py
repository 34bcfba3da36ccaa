"""No reviewer is materially affiliated with anybody in the case (Labor Code 139.5)."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from pathlib import Path

import pytest
from tests.panel_members import TODAY, member_of

from openimr.assignment.affiliation import Affiliation, Tie
from openimr.assignment.conflicts import (
    Confirmation,
    Conflict,
    NamedParty,
    PartyKind,
    State,
    Verdict,
    conflicts_of,
)
from openimr.assignment.parties_file import read_parties
from openimr.vocabulary.errors import BadInput, Refused

INSURER = NamedParty(id="P3", kind=PartyKind.INSURER, name="Redwood Indemnity Co.")
AT = dt.datetime(2026, 11, 19, 17, tzinfo=dt.UTC)


def tied(tie: Tie, party: str = "Redwood Indemnity Company", **changes: object) -> Affiliation:
    return Affiliation(party=party, tie=tie, **changes)  # type: ignore[arg-type]


def found(affiliation: Affiliation, party: NamedParty = INSURER) -> Conflict | None:
    ties = conflicts_of(member_of(affiliations=(affiliation,)), (party,), TODAY)
    assert len(ties) <= 1
    return ties[0] if ties else None


def state_of(affiliation: Affiliation, party: NamedParty = INSURER) -> State | None:
    tie = found(affiliation, party)
    return tie.state if tie else None


def answered(verdict: Verdict, with_whom: str, at: dt.datetime = AT) -> Confirmation:
    return Confirmation(
        reviewer="R-001",
        party="P3",
        with_whom=with_whom,
        verdict=verdict,
        reason="looked up at the Secretary of State",
        by="cm.alvarez",
        at=at,
    )


@pytest.mark.parametrize(
    "kind", [kind for kind in PartyKind if kind is not PartyKind.REPRESENTATIVE]
)
def test_a_partner_of_anybody_in_the_case_is_out(kind: PartyKind) -> None:
    party = NamedParty(id="P1", kind=kind, name="Everett Longfellow")
    assert state_of(tied(Tie.PARTNERSHIP, "Everett Longfellow"), party) is State.STANDS


def test_a_tie_to_the_employees_attorney_whom_the_statute_does_not_name_is_for_a_person() -> None:
    party = NamedParty(id="P1", kind=PartyKind.REPRESENTATIVE, name="Everett Longfellow")
    assert state_of(tied(Tie.PARTNERSHIP, "Everett Longfellow"), party) is State.WAITS


@pytest.mark.parametrize(
    "tie",
    [
        Tie.SPOUSE,
        Tie.CHILD,
        Tie.PARENT,
        Tie.SIBLING,
        Tie.SPOUSES_PARENT,
        Tie.CHILDS_SPOUSE,
        Tie.PHYSICIAN_PATIENT,
        Tie.PARTNERSHIP,
        Tie.EMPLOYMENT,
        Tie.SHAREHOLDING,
    ],
)
def test_the_statute_s_familial_and_professional_ties_are_material(tie: Tie) -> None:
    assert state_of(tied(tie)) is State.STANDS


@pytest.mark.parametrize(
    ("percent", "state"),
    [
        ("5", State.NOT_MATERIAL),
        ("5.01", State.STANDS),
        ("0", State.NOT_MATERIAL),
        (None, State.WAITS),
    ],
)
@pytest.mark.parametrize("tie", [Tie.CONTRACT, Tie.FINANCIAL_INTEREST])
def test_money_is_material_over_five_percent_of_income(
    tie: Tie, percent: str | None, state: State
) -> None:
    share = Decimal(percent) if percent else None
    assert state_of(tied(tie, income_percent=share)) is state


def test_staff_privileges_alone_are_not_but_with_the_income_of_a_job_they_are() -> None:
    assert state_of(tied(Tie.STAFF_PRIVILEGES)) is State.NOT_MATERIAL
    paid = tied(Tie.STAFF_PRIVILEGES, income_percent=Decimal(20))
    assert state_of(paid) is State.STANDS


def test_a_relative_outside_the_list_and_a_tie_that_ended_are_for_a_person() -> None:
    assert state_of(tied(Tie.OTHER_RELATIVE)) is State.WAITS
    assert state_of(tied(Tie.EMPLOYMENT, ended=dt.date(2020, 1, 1))) is State.WAITS
    assert state_of(tied(Tie.EMPLOYMENT, ended=TODAY)) is State.STANDS


def test_the_academic_exception_is_for_payers_alone_and_a_person_applies_it() -> None:
    teaching = tied(Tie.EMPLOYMENT, academic_center=True)
    maker = NamedParty(id="P8", kind=PartyKind.MAKER, name=INSURER.name)
    assert state_of(teaching) is State.WAITS
    assert state_of(teaching, maker) is State.STANDS


@pytest.mark.parametrize(
    ("written", "state"),
    [
        ("REDWOOD INDEMNITY CO", State.STANDS),
        ("Redwood lndemnity Company", State.WAITS),
        ("Redwood Insurance Group", State.WAITS),
        ("Dogwood Indemnity Company", None),
    ],
)
def test_a_name_that_may_be_the_same_waits_for_a_person(written: str, state: State | None) -> None:
    assert state_of(tied(Tie.EMPLOYMENT, written)) is state


def test_whoever_is_a_party_is_out_under_any_name() -> None:
    member = member_of(other_names=("Helena Castleman",))
    treating = NamedParty(id="P5", kind=PartyKind.TREATING_PHYSICIAN, name="Castleman, Helena, MD")
    group = NamedParty(id="P6", kind=PartyKind.MEDICAL_GROUP, name="Helena J Marsh MD, APC")
    assert [tie.state for tie in conflicts_of(member, (treating,), TODAY)] == [State.STANDS]
    assert conflicts_of(member, (group,), TODAY)[0].bars


@pytest.mark.parametrize(
    ("verdict", "state"),
    [(Verdict.CONFLICT, State.STANDS), (Verdict.ANOTHER, State.CLEARED)],
)
def test_a_person_answers_what_waits_and_the_latest_answer_counts(
    verdict: Verdict, state: State
) -> None:
    member = member_of(affiliations=(tied(Tie.EMPLOYMENT, "Redwood Group"),))
    other = Verdict.ANOTHER if verdict is Verdict.CONFLICT else Verdict.CONFLICT
    answers = (
        answered(verdict, "Redwood Group", AT + dt.timedelta(1)),
        answered(other, "Redwood Group"),
    )
    assert conflicts_of(member, (INSURER,), TODAY, answers)[0].state is state


def test_an_answer_on_another_name_or_reviewer_answers_nothing() -> None:
    member = member_of(affiliations=(tied(Tie.EMPLOYMENT, "Redwood Group"),))
    answers = (answered(Verdict.ANOTHER, "Redwood Holdings"),)
    assert conflicts_of(member, (INSURER,), TODAY, answers)[0].state is State.WAITS


def test_nobody_can_waive_what_the_statute_calls_material() -> None:
    member = member_of(affiliations=(tied(Tie.EMPLOYMENT),))
    answers = (answered(Verdict.NOT_MATERIAL, "Redwood Indemnity Company"),)
    with pytest.raises(Refused, match="nobody can waive it"):
        conflicts_of(member, (INSURER,), TODAY, answers)


def test_an_answer_without_a_reason_is_none() -> None:
    with pytest.raises(ValueError, match="gives its reason"):
        Confirmation(
            reviewer="R-001",
            party="P3",
            with_whom="Redwood",
            verdict=Verdict.ANOTHER,
            reason=" ",
            by="cm.alvarez",
            at=AT,
        )


def test_what_bars_is_told_by_what_the_party_is_and_by_nobody_s_name() -> None:
    (tie,) = conflicts_of(member_of(affiliations=(tied(Tie.EMPLOYMENT),)), (INSURER,), TODAY)
    assert tie.bars
    assert tie.citation == "Labor Code 139.5(c)-(d), not verified"
    assert "insurer: employment" in tie.told
    assert "Redwood" not in tie.told


def test_what_is_not_material_and_what_a_person_cleared_bar_nobody() -> None:
    member = member_of(
        affiliations=(tied(Tie.STAFF_PRIVILEGES), tied(Tie.EMPLOYMENT, "Redwood Group"))
    )
    answers = (answered(Verdict.ANOTHER, "Redwood Group"),)
    ties = conflicts_of(member, (INSURER,), TODAY, answers)
    assert ties and not any(tie.bars for tie in ties)


def test_a_file_of_parties_gets_every_fault_with_its_line(tmp_path: Path) -> None:
    file = tmp_path / "case.yaml"
    file.write_text(
        "case: CM26-1\nparties:\n  - {id: P1, kind: employee}\n  - {id: P2, kind: boss, name: A}\n",
        encoding="utf-8",
    )
    with pytest.raises(BadInput) as refusal:
        read_parties(file, "case.yaml")
    assert "line 3: 'name' is missing" in str(refusal.value)
    assert "line 4" in str(refusal.value)


def test_two_parties_of_one_identifier_are_refused(tmp_path: Path) -> None:
    file = tmp_path / "case.yaml"
    row = "  - {id: P1, kind: employee, name: Carla Devereaux}\n"
    file.write_text(f"case: CM26-1\nparties:\n{row}{row}", encoding="utf-8")
    with pytest.raises(BadInput, match="an identifier of its own"):
        read_parties(file, "case.yaml")

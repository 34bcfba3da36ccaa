"""May this physician review? Every reason against is named, with its rule and citation."""

from __future__ import annotations

import datetime as dt

import pytest
from tests.panel_members import LOOKED, TODAY, certification_of, license_of, member_of

from openimr.assignment.credentials import oldest_look, relied_on
from openimr.assignment.model import (
    Absence,
    ActivePractice,
    Discipline,
    LicenseKind,
    LicenseStatus,
    PanelMember,
    Verification,
)
from openimr.assignment.policies import PanelRules, reasons_against

RULES = PanelRules()


def rules_against(member: PanelMember, on: dt.date = TODAY, open_cases: int = 0) -> list[str]:
    return [one.rule.name for one in reasons_against(member, on, RULES, open_cases=open_cases)]


def practice(**changes: object) -> ActivePractice:
    fields = {"since": dt.date(2009, 7, 1), "hours_a_week": 32, "attested": dt.date(2026, 9, 1)}
    return ActivePractice(**{**fields, **changes})  # type: ignore[arg-type]


def looked(on: dt.date) -> Verification:
    return Verification(on=on, source="board's license search", by="cred.okafor")


def test_nothing_speaks_against_a_member_in_good_standing() -> None:
    assert rules_against(member_of()) == []


@pytest.mark.parametrize(
    "status", [one for one in LicenseStatus if one is not LicenseStatus.ACTIVE]
)
def test_a_license_that_is_not_active_is_none(status: LicenseStatus) -> None:
    assert "licensed" in rules_against(member_of(licenses=(license_of(status=status),)))


def test_a_license_lasts_to_the_end_of_its_last_day() -> None:
    last = dt.date(2026, 11, 30)
    member = member_of(licenses=(license_of(expires=last),))
    assert rules_against(member, last) == []
    assert rules_against(member, last + dt.timedelta(1)) == ["licensed"]


def test_a_license_of_any_state_serves_and_california_s_is_relied_on_first() -> None:
    nevada = license_of(state="NV", expires=dt.date(2029, 1, 1))
    assert rules_against(member_of(licenses=(nevada,))) == []
    relied = relied_on(member_of(licenses=(nevada, license_of())), TODAY)
    assert relied is not None
    assert relied.state == "CA"


@pytest.mark.parametrize("discipline", [Discipline.PENDING, Discipline.TAKEN])
def test_discipline_anywhere_bars_even_beside_a_clean_license(discipline: Discipline) -> None:
    old = license_of(state="NV", discipline=discipline, expires=dt.date(2020, 1, 1))
    reasons = reasons_against(member_of(licenses=(license_of(), old)), TODAY, RULES)
    assert [one.rule.name for one in reasons] == ["no-discipline"]
    assert "NV" in reasons[0].says


@pytest.mark.parametrize("kind", [LicenseKind.MD, LicenseKind.DO])
def test_a_physician_with_md_or_do_is_board_certified(kind: LicenseKind) -> None:
    expired = certification_of(expires=dt.date(2026, 6, 30))
    licenses = (license_of(kind=kind),)
    assert rules_against(member_of(licenses=licenses, certifications=())) == ["board-certified"]
    assert rules_against(member_of(licenses=licenses, certifications=(expired,))) == [
        "board-certified"
    ]


def test_a_chiropractor_needs_no_board() -> None:
    chiropractor = license_of(kind=LicenseKind.CHIROPRACTOR)
    assert rules_against(member_of(licenses=(chiropractor,), certifications=())) == []


@pytest.mark.parametrize(
    ("verified", "against"),
    [
        (None, ["verified-at-the-source"]),
        (looked(TODAY), []),
        (looked(TODAY - dt.timedelta(180)), []),
        (looked(TODAY - dt.timedelta(181)), ["verified-at-the-source"]),
        (looked(TODAY + dt.timedelta(1)), ["verified-at-the-source"]),
    ],
    ids=["never", "today", "180 days ago", "181 days ago", "tomorrow"],
)
def test_without_current_verification_nobody_is_assigned(
    verified: Verification | None, against: list[str]
) -> None:
    assert rules_against(member_of(licenses=(license_of(verified=verified),))) == against
    boards = (certification_of(verified=verified),)
    assert rules_against(member_of(certifications=boards)) == against


def test_one_stale_license_among_fresh_ones_is_named_and_bars() -> None:
    stale = license_of(state="NV", verified=looked(dt.date(2026, 2, 3)))
    reasons = reasons_against(member_of(licenses=(license_of(), stale)), TODAY, RULES)
    assert [one.says for one in reasons] == [
        "not verified at the source within 180 days: the license of NV"
    ]


def test_the_oldest_look_is_the_age_of_the_whole() -> None:
    stale = license_of(state="NV", verified=looked(dt.date(2026, 2, 3)))
    assert oldest_look(member_of(licenses=(license_of(), stale)), TODAY) == dt.date(2026, 2, 3)
    never = license_of(state="NV", verified=None)
    assert oldest_look(member_of(licenses=(license_of(), never)), TODAY) is None


@pytest.mark.parametrize(
    ("attested", "fits"),
    [
        (None, False),
        (practice(hours_a_week=24), True),
        (practice(hours_a_week=23), False),
        (practice(since=dt.date(2021, 11, 19)), True),
        (practice(since=dt.date(2021, 11, 20)), False),
        (practice(attested=TODAY + dt.timedelta(1)), False),
    ],
    ids=["none", "24 hours", "23 hours", "more than 5 years", "5 years", "attested tomorrow"],
)
def test_active_practice_is_attested_for_more_than_five_years_and_24_hours(
    attested: ActivePractice | None, fits: bool
) -> None:
    found = rules_against(member_of(active_practice=attested))
    assert found == ([] if fits else ["active-practice"])


def test_the_attestation_is_not_called_law() -> None:
    reason = reasons_against(member_of(active_practice=None), TODAY, RULES)[0]
    assert "Labor Code" not in reason.rule.cited
    assert "attestation" in reason.rule.cited


def test_a_qualified_medical_evaluator_is_barred_from_2014_on() -> None:
    evaluator = member_of(
        qme=True,
        licenses=(license_of(verified=looked(dt.date(2013, 12, 1))),),
        certifications=(certification_of(verified=looked(dt.date(2013, 12, 1))),),
        active_practice=practice(since=dt.date(2001, 1, 1), attested=dt.date(2013, 1, 1)),
    )
    assert rules_against(evaluator, dt.date(2013, 12, 31)) == []
    assert rules_against(evaluator, dt.date(2014, 1, 1)) == ["no-qualified-medical-evaluator"]


def test_whoever_is_away_or_full_takes_no_case() -> None:
    away = Absence(first=TODAY, last=TODAY + dt.timedelta(7))
    assert rules_against(member_of(away=(away,))) == ["available"]
    assert rules_against(member_of(), open_cases=9) == []
    assert rules_against(member_of(), open_cases=10) == ["capacity"]


def test_every_reason_has_a_rule_a_citation_and_a_remedy_and_names_nobody() -> None:
    reasons = reasons_against(member_of(licenses=(), active_practice=None), TODAY, RULES)
    assert reasons[0].rule.name == "licensed"
    assert reasons[0].rule.cited == "Labor Code 139.5(d)(4), not verified"
    assert "no attestation of active practice" in [reason.says for reason in reasons]
    assert all(reason.rule.cited and reason.remedy for reason in reasons)
    assert "Marsh" not in str(reasons)


def test_leap_days_count_years_without_a_fault() -> None:
    leap = dt.date(2028, 2, 29)
    fresh = looked(dt.date(2028, 2, 1))
    member = member_of(
        licenses=(license_of(verified=fresh, expires=dt.date(2029, 1, 1)),),
        certifications=(certification_of(verified=fresh),),
        active_practice=practice(since=dt.date(2023, 2, 27)),
    )
    assert rules_against(member, leap) == []
    assert LOOKED.on < leap

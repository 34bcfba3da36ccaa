"""Chapter 3, appoint: choosing among those who may, and saying why, or why nobody could be."""

import datetime as dt

import pytest

from openimr.adapters.min_cost_flow import MinCostFlow
from openimr.assignment.batch import choices, give_out
from openimr.assignment.candidates import Barred, Candidate, CaseToAssign, candidate, held_on
from openimr.assignment.choose import choose
from openimr.assignment.eligibility import Choosing, Terms
from openimr.assignment.fairness import FairShare, Seen, window
from openimr.assignment.model import (
    Absence,
    Certification,
    Discipline,
    License,
    LicenseKind,
    LicenseStatus,
    PanelMember,
)
from openimr.assignment.policies import PanelRules
from openimr.assignment.specialty import shipped_table

TODAY = dt.date(2026, 11, 20)
TABLE = shipped_table()


def days(number):
    return TODAY + dt.timedelta(days=number)


def reviewer(id, *specialties, **given):
    held = TABLE.held(specialties or ("Occupational Medicine",), frozenset(LicenseKind))
    usual = {"california": True, "licensed_until": days(400), "capacity": 10}
    return Candidate(reviewer=id, specialties=held, **{**usual, **given})


def case(id="C1", *fields, **given):
    treatments = tuple((n, frozenset({field})) for n, field in enumerate(fields or ("opioids",), 1))
    usual = {"received": days(-3), "due": days(20)}
    return CaseToAssign(case=id, **{"treatments": treatments, **usual, **given})


def choosing(cases, *reviewers, **given):
    cases = cases if isinstance(cases, list) else [cases]
    return Choosing(
        on=TODAY,
        seed=given.pop("seed", "drawn today"),
        cases=tuple(cases),
        candidates=tuple(reviewers),
        table=TABLE,
        **given,
    )


def chosen(*args, **given):
    return choose(choosing(*args, **given)).reviewer


# Among those who may


def test_the_own_field_comes_before_a_similar_one():
    other, own = reviewer("R1", "Emergency Medicine"), reviewer("R2", "Pain Medicine")
    assert chosen(case(), other, own) == "R2"


def test_a_california_license_is_preferred_and_no_more():
    texan = reviewer("R1", california=False)
    assert chosen(case(), texan, reviewer("R2")) == "R2"
    assert chosen(case(), texan) == "R1"


def test_who_has_few_cases_comes_before_who_has_many():
    assert chosen(case(), reviewer("R1", open_cases=9), reviewer("R2", open_cases=1)) == "R2"


def test_who_has_seen_less_of_the_administrator_comes_first():
    waiting = case(administrator="Meridian Claims")
    seen = tuple(
        Seen(reviewer=id, party="Meridian Claims", cases=cases)
        for id, cases in (("R1", 9), ("R2", 1), ("R3", 40))
    )
    assert chosen(waiting, reviewer("R1"), reviewer("R2"), seen=seen) == "R2"


def test_between_equals_the_seed_decides_and_can_be_tried_again():
    equals = [reviewer(f"R{n}") for n in range(1, 8)]
    first = choose(choosing(case(), *equals, seed="one"))
    assert first == choose(choosing(case(), *equals, seed="one"))
    assert "seed one" in first.chosen_because
    others = {chosen(case(), *equals, seed=f"seed {n}") for n in range(40)}
    assert len(others) == len(equals)


def test_the_choice_says_why_the_specialty_fits_each_treatment():
    choice = choose(
        choosing(case("C1", "opioids", "spine-imaging"), reviewer("R1", "Pain Medicine"))
    )
    assert choice.qualified_for == (
        (1, "opioids: own field of the pain physician"),
        (2, "imaging of the spine: similar field of the pain physician"),
    )


def test_everybody_who_could_not_be_chosen_is_named_with_every_reason():
    away = Absence(first=TODAY, last=days(30))
    choice = choose(
        choosing(
            case(administrator="Meridian Claims"),
            reviewer("R1", away=(away,), capacity=3, open_cases=3),
            reviewer("R2"),
            reviewer("R3", "Dermatology", licensed_until=days(5)),
            reviewer("R4"),
            reviewer("R5", against=("not verified at the source within 180 days",)),
            reviewer("R6"),
            barred=(Barred(case="C1", reviewer="R4", reason="recused in this case"),),
            seen=(Seen(reviewer="R6", party="Meridian Claims", cases=2),),
        )
    )
    assert choice.reviewer == "R2" and choice.eligible == 1
    assert {one.reviewer: one.reasons for one in choice.excluded} == {
        "R1": (
            "has 3 of 3 cases open",
            "there on 0 of the 5 days that the review needs before it is due",
        ),
        "R3": (
            "not of the same or a similar specialty: opioids",
            "no license that lasts until the determination is due",
        ),
        "R4": ("recused in this case",),
        "R5": ("not verified at the source within 180 days",),
        "R6": ("had 2 of 2 cases of this claims administrator allowed in 180 days",),
    }


# Who counts as what


def member(*licenses, boards=(), specialties=()):
    return PanelMember(
        id="R1",
        given_names="Ottilie",
        family_name="Farnsworth",
        capacity=5,
        licenses=tuple(
            License(
                state="CA",
                kind=kind,
                number="1",
                expires=days(200),
                status=LicenseStatus.ACTIVE,
                discipline=Discipline.NONE,
            )
            for kind in licenses
        ),
        certifications=tuple(
            Certification(board="A board", specialty=name, expires=end) for name, end in boards
        ),
        specialties=specialties,
    )


def held(*args, **given):
    return {one.id for one in held_on(member(*args, **given), TODAY, TABLE)}


def test_an_md_reviews_what_a_board_has_certified_and_nothing_else():
    boards = (("Psychiatry", days(100)), ("Neurology", days(-1)))
    assert held(LicenseKind.MD, boards=boards, specialties=("Pain Medicine",)) == {"psychiatry"}


@pytest.mark.parametrize(
    ("kind", "own"),
    [(LicenseKind.PSYCHOLOGIST, "psychology"), (LicenseKind.CHIROPRACTOR, "chiropractic")],
)
def test_other_professions_bring_their_own_field(kind, own):
    assert held(kind, specialties=("Orthopedic Surgery",)) == {own}


def test_a_member_without_a_known_specialty_is_no_candidate():
    one = candidate(member(LicenseKind.MD), TODAY, TABLE, PanelRules())
    assert "no specialty that the table of specialties knows" in one.against


def test_a_full_load_is_told_once():
    one = candidate(member(LicenseKind.PSYCHOLOGIST), TODAY, TABLE, PanelRules(), open_cases=5)
    assert one.open_cases == 5 and not any("open" in reason for reason in one.against)


# When nobody can be chosen, the rule that binds is named

EYE = ("C1", "eye-care")
THERAPY = ("C1", "psychological-care")
PSYCHOLOGIST = ("R1", "Clinical Psychology")
AWAY = (Absence(first=TODAY, last=dt.date(2026, 12, 3)),)


@pytest.mark.parametrize(
    ("waiting", "panel", "given", "rule", "reason"),
    [
        (
            case(treatments=((1, frozenset({"opioids"})), (2, frozenset()))),
            [reviewer("R1")],
            {},
            "field-unknown",
            "nobody has said which field treatment 2 belongs to",
        ),
        (
            case(*EYE),
            [reviewer("R1")],
            {},
            "specialty",
            "nobody on the panel reviews care of the eye",
        ),
        (
            case("C1", "eye-care", "psychological-care"),
            [reviewer(*PSYCHOLOGIST), reviewer("R2", "Ophthalmology")],
            {},
            "specialty",
            "nobody on the panel reviews all of: care of the eye, psychological evaluation and"
            " therapy",
        ),
        (
            case(*THERAPY),
            [reviewer(*PSYCHOLOGIST, against=("not verified",))],
            {},
            "standing",
            "no psychologist is in good standing today: not verified",
        ),
        (
            case(*THERAPY, due=dt.date(2026, 11, 30)),
            [reviewer(*PSYCHOLOGIST, away=AWAY)],
            {},
            "licensed-and-free",
            "no psychologist is licensed and free until November 30, 2026 (1 on the panel; the"
            " first is back on December 4, 2026)",
        ),
        (
            case(*THERAPY),
            [reviewer(*PSYCHOLOGIST)],
            {"barred": (Barred(case="C1", reviewer="R1", reason="conflict"),)},
            "conflict",
            "every psychologist who could take it has a conflict or was on it before",
        ),
        (
            case(*THERAPY, filer="Ames and Boon"),
            [reviewer(*PSYCHOLOGIST)],
            {"seen": (Seen(reviewer="R1", party="Ames and Boon", cases=2),)},
            "fair-share",
            "every psychologist has had a full share of this filer or administrator",
        ),
        (
            case(*THERAPY),
            [reviewer(*PSYCHOLOGIST, capacity=4, open_cases=4)],
            {},
            "capacity",
            "every psychologist who could take it has a full load",
        ),
    ],
)
def test_a_case_without_a_reviewer_says_which_rule_binds(waiting, panel, given, rule, reason):
    left = choose(choosing(waiting, *panel, **given)).left
    assert left is not None
    assert (left.rule, left.reason) == (rule, reason)
    assert left.remedy


def test_where_no_single_reviewer_fits_the_law_s_way_out_is_named():
    both = case("C1", "eye-care", "psychological-care")
    left = choose(choosing(both, reviewer(*PSYCHOLOGIST), reviewer("R2", "Ophthalmology"))).left
    assert left is not None and "8 CCR 9792.10.6(c)" in left.remedy


@pytest.mark.parametrize("due", [days(2), days(0), days(-6)])
def test_a_case_that_is_nearly_due_or_overdue_still_gets_a_reviewer(due):
    assert chosen(case(due=due), reviewer("R1")) == "R1"


# A day's cases in one batch


def test_with_too_few_seats_expedited_cases_go_first_and_then_the_oldest():
    waiting = [
        case("C1", received=days(-2)),
        case("C2", received=days(-9)),
        case("C3", received=days(-1), expedited=True),
        case("C4", received=days(-5)),
    ]
    batch = give_out(choosing(waiting, reviewer("R1", capacity=2)), MinCostFlow())
    assert [one.case for one in batch.given] == ["C2", "C3"]
    assert {one.rule for one in batch.left} == {"more-urgent"}


def test_a_rare_specialist_is_kept_for_who_needs_one():
    """Taking turns would give the only psychiatrist the first case, and leave the second."""
    waiting = [
        case("C1", "psychotropic-drugs", received=days(-9)),
        case("C2", "psychiatric-care", received=days(-1)),
    ]
    panel = [reviewer("R1", "Psychiatry", capacity=1), reviewer("R2", "Family Medicine")]
    batch = give_out(choosing(waiting, *panel), MinCostFlow())
    assert {one.case: one.reviewer for one in batch.given} == {"C1": "R2", "C2": "R1"}


def test_nobody_gets_most_of_one_administrator_even_within_a_day():
    waiting = [case(f"C{n}", administrator="Meridian Claims") for n in range(1, 9)]
    terms = Terms(share=FairShare(percent=25, least=1))
    panel = [reviewer("R1"), *(reviewer(f"R{n}", california=False) for n in range(2, 6))]
    batch = give_out(choosing(waiting, *panel, terms=terms), MinCostFlow())
    got = [one.reviewer for one in batch.given]
    assert len(got) == 8 and all(got.count(id) <= 2 for id in got)


def test_each_case_of_a_batch_keeps_its_own_reasons():
    waiting = [case("C1"), case(*("C2", "eye-care"))]
    given = choosing(waiting, reviewer("R1"), reviewer("R2", "Ophthalmology"))
    kept = choices(given, give_out(given, MinCostFlow()))
    assert kept["C1"].reviewer == "R1" and "batch of 2 cases" in kept["C1"].chosen_because
    assert kept["C2"].reviewer == "R2"
    assert [one.reviewer for one in kept["C2"].excluded] == ["R1"]


def test_the_order_of_arrival_is_of_no_effect_and_must_be_put_right_first():
    with pytest.raises(ValueError, match="in order of identifier"):
        choosing([case("C2"), case("C1")], reviewer("R1"))


def test_shares_are_counted_over_a_window():
    assert window(FairShare(window_days=30), TODAY) == (dt.date(2026, 10, 21), TODAY)


def test_a_filer_and_an_administrator_are_two():
    with pytest.raises(ValueError, match="their own"):
        case(filer="Meridian", administrator="Meridian")

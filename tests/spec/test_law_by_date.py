"""Law: dated values with citation and evidence, and values of one's own in their place."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from openimr.law.lint import remarks
from openimr.law.load import load_law, read_values
from openimr.law.model import (
    Circumstances,
    DeadlineRule,
    DecidedBy,
    DecidingDates,
    EligibilityRule,
    Evidence,
    FeeRule,
    Law,
    LawValue,
    Screen,
)
from openimr.law.triggers import Trigger
from openimr.vocabulary.errors import BadInput
from openimr.vocabulary.filing import PartyRole, Priority
from openimr.vocabulary.spans_of_time import BusinessDays, CalendarDays, in_words

LAW = load_law()

FEE = """
fees:
  - id: fee-standard
    name: Standard review
    dollars: 360
    citation: 8 CCR 9792.10.8
    evidence: seen
    source: the organization's own copy
    effective_from: 2026-04-01
"""


def fee(law: Law, on: dt.date, name: str = "fee-standard") -> int | None:
    value = law.value(name, on)
    assert isinstance(value, FeeRule)
    return value.dollars


def screened(name: str, on: dt.date) -> Screen:
    value = LAW.value(name, on)
    assert isinstance(value, EligibilityRule)
    return value.leads_to


@pytest.fixture
def own(tmp_path: Path) -> Path:
    (tmp_path / "fees.yaml").write_text(FEE, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("value", list(LAW.values()), ids=lambda value: value.id)
def test_every_value_says_where_it_stands_and_how_it_is_known(value: LawValue) -> None:
    assert value.citation
    assert value.source or value.evidence is Evidence.UNVERIFIED or not value.verified


@pytest.mark.parametrize(
    ("name", "on", "dollars"),
    [
        ("fee-standard-physician", dt.date(2013, 6, 1), 560),
        ("fee-expedited-other", dt.date(2014, 3, 31), 595),
        ("fee-standard", dt.date(2014, 4, 1), 420),
        ("fee-expedited", dt.date(2014, 4, 1), 515),
        ("fee-pharmacy", dt.date(2014, 4, 1), 390),
        ("fee-standard", dt.date(2016, 11, 1), 390),
        ("fee-standard", dt.date(2021, 1, 1), 345),
        ("fee-standard", dt.date(2026, 4, 1), None),
    ],
)
def test_a_fee_is_that_of_its_day(name: str, on: dt.date, dollars: int | None) -> None:
    assert fee(LAW, on, name) == dollars


def test_a_missing_decision_was_asked_for_until_the_spring_of_2014() -> None:
    assert screened("ur-decision-missing", dt.date(2014, 3, 31)) is Screen.INCOMPLETE
    assert screened("ur-decision-missing", dt.date(2014, 4, 1)) is Screen.INELIGIBLE
    value = LAW.value("ur-decision-missing", dt.date(2016, 1, 1))
    assert value.decided_by is DecidedBy.APPLICATION_RECEIVED


def test_a_date_alone_never_rejects_a_late_filing() -> None:
    assert screened("late", dt.date(2016, 11, 1)) is Screen.PERSON
    assert screened("service-date-unknown", dt.date(2016, 11, 1)) is Screen.PERSON


def test_an_application_while_liability_is_disputed_waits() -> None:
    assert screened("liability-disputed", dt.date(2016, 11, 1)) is Screen.DEFERRED


def test_only_the_employees_side_files() -> None:
    may = {right.party for right in LAW.filing_rights if right.may_file}
    assert may == {
        PartyRole.EMPLOYEE,
        PartyRole.EMPLOYEE_ATTORNEY,
        PartyRole.DESIGNEE,
        PartyRole.EMERGENCY_PROVIDER,
    }


def test_rules_on_working_and_business_days_change_with_the_definition_of_2020() -> None:
    before = LAW.deadline_rule("ur-decision", dt.date(2019, 12, 31))
    after = LAW.deadline_rule("ur-decision", dt.date(2020, 1, 1))
    assert [in_words(rule.counts[0].amount) for rule in (before, after)] == [
        "5 working days",
        "5 business days",
    ]


def test_what_no_text_was_seen_of_is_marked() -> None:
    assert not LAW.deadline_rule("imr-filing-formulary", dt.date(2018, 1, 1)).verified
    assert LAW.deadline_rule("notice-of-assignment", dt.date(2018, 1, 1)).verified


@pytest.mark.parametrize("on", [dt.date(2017, 12, 31), None])
def test_a_value_that_is_not_there_is_named(on: dt.date | None) -> None:
    name, found = ("decision-formulary", "not in force") if on else ("decison", "no value")
    with pytest.raises(BadInput, match=found):
        LAW.deadline_rule(name, on or dt.date(2018, 1, 1))


def test_spans_of_time_are_said_as_people_say_them() -> None:
    assert in_words(BusinessDays(count=1)) == "1 business day"
    assert in_words(CalendarDays(count=15)) == "15 calendar days"


def test_a_value_of_ones_own_governs_on_its_days_and_the_shipped_ones_before(own: Path) -> None:
    law = load_law(own)
    assert fee(law, dt.date(2026, 4, 1)) == 360
    assert fee(LAW, dt.date(2026, 4, 1)) is None
    assert fee(law, dt.date(2026, 3, 31)) == 345
    assert fee(law, dt.date(2014, 6, 1)) == 420


def test_a_value_for_some_days_leaves_the_shipped_one_before_and_after(own: Path) -> None:
    some = FEE.replace("2026-04-01", "2016-01-01") + "    effective_until: 2016-12-31\n"
    (own / "fees.yaml").write_text(some, encoding="utf-8")
    law = load_law(own)
    days = (dt.date(2015, 12, 31), dt.date(2016, 1, 1), dt.date(2016, 12, 31), dt.date(2017, 1, 1))
    assert [fee(law, day) for day in days] == [390, 360, 360, 390]


def test_a_value_for_the_very_days_of_the_shipped_one_takes_its_place(own: Path) -> None:
    same = FEE.replace("2026-04-01", "2015-01-01") + "    effective_until: 2019-12-31\n"
    (own / "fees.yaml").write_text(same, encoding="utf-8")
    law = load_law(own)
    versions = [one for one in law.fees if one.id == "fee-standard"]
    shipped = [one for one in LAW.fees if one.id == "fee-standard"]
    assert len(versions) == len(shipped)
    days = (dt.date(2014, 12, 31), dt.date(2015, 1, 1), dt.date(2019, 12, 31), dt.date(2020, 1, 1))
    assert [fee(law, day) for day in days] == [420, 360, 360, 345]


def test_a_new_value_stands_beside_the_shipped_ones(own: Path) -> None:
    day = """
    overrides:
      - id: mourning-2026
        name: Day of mourning
        day: 2026-11-23
        closed: true
        citation: proclamation of the Governor
        evidence: seen
        source: the organization's own copy
    """
    (own / "holidays.yaml").write_text(day, encoding="utf-8")
    law = load_law(own)
    assert len(law.holidays) == len(LAW.holidays)
    assert [override.name for override in law.overrides] == ["Day of mourning"]


def test_the_shipped_law_leaves_nothing_to_look_at() -> None:
    assert remarks(LAW, {}) == ()


def test_replacing_a_value_whose_text_was_seen_is_remarked(own: Path) -> None:
    earlier = FEE.replace("2026-04-01", "2014-06-01")
    (own / "fees.yaml").write_text(earlier, encoding="utf-8")
    (remark,) = remarks(LAW, read_values(own))
    assert (remark.id, remark.what) == (
        "fee-standard",
        "stands in place of a value whose text was seen",
    )


def test_filling_in_an_amount_that_was_not_seen_is_not(own: Path) -> None:
    assert remarks(LAW, read_values(own)) == ()


def test_a_gap_between_two_versions_is_remarked(own: Path) -> None:
    first = FEE.replace("fee-standard", "fee-own").replace("2026-04-01", "2025-01-01")
    first += "    effective_until: 2026-03-01\n"
    second = FEE.replace("fee-standard", "fee-own").replace("fees:\n", "")
    (own / "fees.yaml").write_text(first + second, encoding="utf-8")
    found = [remark.what for remark in remarks(LAW, read_values(own))]
    assert found == ["no version governs between 2026-03-01 and 2026-04-01"]


def test_an_id_that_stands_in_two_lists_is_remarked(own: Path) -> None:
    fee_called_roll = FEE.replace("id: fee-standard", "id: roll")
    (own / "fees.yaml").write_text(fee_called_roll, encoding="utf-8")
    (remark,) = remarks(LAW, read_values(own))
    assert (remark.id, remark.what) == ("roll", "stands in two lists")


def test_each_value_is_governed_by_the_date_that_decides_on_it() -> None:
    case = DecidingDates(
        trigger=dt.date(2018, 2, 1),
        application_received=dt.date(2018, 1, 5),
        ur_decision=dt.date(2017, 12, 20),
    )
    known = Circumstances(formulary=True, priority=Priority.STANDARD)
    (decision,) = LAW.rules_after(Trigger.RECORDS_CLOSED, case, known)
    assert decision.id == "decision"
    (later,) = LAW.rules_after(Trigger.RECORDS_CLOSED, dt.date(2018, 2, 1), known)
    assert later.id == "decision-formulary"
    with pytest.raises(BadInput, match="not in force on 2017-12-20"):
        LAW.deadline_rule("decision-formulary", case)


def test_a_date_of_the_case_that_is_not_known_is_that_of_the_event() -> None:
    case = DecidingDates(trigger=dt.date(2018, 2, 1))
    assert LAW.deadline_rule("decision-formulary", case).governs(case)


def test_deadlines_name_exactly_one_who_must_act() -> None:
    for rule in LAW.deadlines:
        assert isinstance(rule, DeadlineRule)
        assert rule.who
        assert sum(bool(one) for one in (rule.party, rule.role, rule.others)) == 1

"""Law: how days are counted, in stories of single cases."""

from __future__ import annotations

import datetime as dt

import pytest

from openimr.law.calendar import PACIFIC, Calendar
from openimr.law.deadlines import Start, StartedDeadline, deadlines_after
from openimr.law.due import due
from openimr.law.load import load_law
from openimr.law.model import Circumstances, Evidence
from openimr.law.triggers import Trigger
from openimr.vocabulary.filing import Delivery, Priority

LAW = load_law()
CALENDAR = Calendar(LAW)
STANDARD = Circumstances(priority=Priority.STANDARD, formulary=False, given=False)
EXPEDITED = Circumstances(priority=Priority.EXPEDITED, formulary=False, given=False)
FORMULARY = Circumstances(priority=Priority.STANDARD, formulary=True, given=False)


def started(
    trigger: Trigger,
    since: dt.date,
    delivery: Delivery | None = None,
    known: Circumstances = STANDARD,
) -> dict[str, StartedDeadline]:
    start = Start(trigger, since, delivery, known)
    return {one.rule.id: one for one in deadlines_after(LAW, CALENDAR, start)}


def pacific(*parts: int) -> dt.datetime:
    return dt.datetime(*parts, tzinfo=PACIFIC)  # type: ignore[misc, arg-type]


def days(one: StartedDeadline) -> dict[str, dt.date]:
    """The due day of each reading, by its citation."""
    return {reading.citation: reading.at.date() for reading in one.due.readings}


def test_a_filing_on_day_31_is_in_time_when_day_30_was_a_sunday() -> None:
    served = dt.date(2016, 11, 18)
    filing = started(Trigger.UR_DECISION_SERVED, served, Delivery.IN_PERSON)["imr-filing"]
    assert served + dt.timedelta(days=30) == dt.date(2016, 12, 18)
    assert dt.date(2016, 12, 18).strftime("%A") == "Sunday"
    assert filing.due.at.date() == served + dt.timedelta(days=31)
    assert "Sunday 12/18/2016 moves to the next business day" in filing.due.earliest.reading


def test_the_first_day_is_excluded_and_the_last_included() -> None:
    filing = started(Trigger.UR_DECISION_SERVED, dt.date(2016, 11, 1), Delivery.IN_PERSON)
    last = filing["imr-filing"].due.at
    assert last.date() == dt.date(2016, 12, 1)
    assert pacific(2016, 12, 1, 23, 59, 59) <= last < pacific(2016, 12, 2)


def test_days_for_mail_are_a_second_reading_and_the_earlier_counts() -> None:
    filing = started(Trigger.UR_DECISION_SERVED, dt.date(2016, 11, 1), Delivery.MAIL)["imr-filing"]
    assert days(filing) == {
        "8 CCR 9792.10.1(b)(1)": dt.date(2016, 12, 1),
        "8 CCR 10605": dt.date(2016, 12, 6),
    }
    assert filing.due.at.date() == dt.date(2016, 12, 1)
    assert filing.due.latest.date() == dt.date(2016, 12, 6)
    assert not filing.due.agreed


@pytest.mark.parametrize(
    ("place", "day"),
    [
        ("California", dt.date(2016, 12, 6)),
        ("elsewhere in the US", dt.date(2016, 12, 12)),
        ("abroad", dt.date(2016, 12, 21)),
    ],
)
def test_mail_from_farther_away_has_more_days(place: str, day: dt.date) -> None:
    rule = LAW.deadline_rule("imr-filing", dt.date(2016, 11, 1))
    found = due(rule, dt.date(2016, 11, 1), Delivery.MAIL, CALENDAR, place)
    assert found.latest.date() == day


def test_a_drug_of_the_formulary_leaves_ten_days_to_file_from_2018_on() -> None:
    filing = started(Trigger.UR_DECISION_SERVED, dt.date(2018, 3, 1), None, FORMULARY)
    assert set(filing) == {"imr-filing-formulary"}
    assert filing["imr-filing-formulary"].due.at.date() == dt.date(2018, 3, 12)
    before = started(Trigger.UR_DECISION_SERVED, dt.date(2017, 12, 31), None, FORMULARY)
    assert set(before) == {"imr-filing"}


def test_the_administrator_has_15_days_by_regulation_and_10_by_statute() -> None:
    notice = dt.date(2016, 11, 21)
    records = started(Trigger.NOTICE_OF_ASSIGNMENT_SENT, notice, Delivery.MAIL)
    assert days(records["records-claims-administrator"]) == {
        "8 CCR 9792.10.5(a)(1)": dt.date(2016, 12, 6),
        "Labor Code 4610.5(l)": dt.date(2016, 12, 1),
    }
    assert records["records-claims-administrator"].due.at.date() == dt.date(2016, 12, 1)
    assert not records["records-claims-administrator"].rule.decisive


@pytest.mark.parametrize(
    ("delivery", "day"),
    [(Delivery.MAIL, dt.date(2016, 12, 6)), (Delivery.ELECTRONIC, dt.date(2016, 12, 5))],
)
def test_an_electronic_notice_leaves_12_days_instead_of_15(
    delivery: Delivery, day: dt.date
) -> None:
    records = started(Trigger.NOTICE_OF_ASSIGNMENT_SENT, dt.date(2016, 11, 21), delivery)
    assert days(records["records-claims-administrator"])["8 CCR 9792.10.5(a)(1)"] == day


def test_a_way_that_the_text_does_not_name_gets_the_readings_of_all_ways() -> None:
    records = started(Trigger.NOTICE_OF_ASSIGNMENT_SENT, dt.date(2016, 11, 21), Delivery.FAX)
    told = [reading.reading for reading in records["records-employee"].due.readings]
    assert ["by mail" in told[0], "electronically" in told[1]] == [True, True]


def test_records_of_an_expedited_review_are_due_in_24_hours_on_the_clock() -> None:
    friday = pacific(2016, 12, 30, 16, 30)
    records = started(Trigger.NOTICE_OF_ASSIGNMENT_SENT, friday, Delivery.FAX, EXPEDITED)
    assert records["records-claims-administrator-expedited"].due.at == pacific(2016, 12, 31, 16, 30)
    assert "records-claims-administrator" not in records


def test_72_hours_run_over_the_weekend() -> None:
    friday = pacific(2026, 11, 20, 15, 0)
    decision = started(Trigger.RFA_RECEIVED, friday, Delivery.ELECTRONIC, EXPEDITED)
    assert decision["ur-decision-expedited"].due.at == pacific(2026, 11, 23, 15, 0)
    assert decision["ur-decision-expedited"].due.earliest.exact


def test_three_days_that_are_often_called_72_hours_are_counted_both_ways() -> None:
    friday = pacific(2026, 11, 20, 15, 0)
    decision = started(Trigger.RECORDS_CLOSED, friday, None, EXPEDITED)["decision-expedited"]
    assert decision.due.at == pacific(2026, 11, 23, 15, 0)
    assert decision.due.latest.date() == dt.date(2026, 11, 23)
    assert [reading.evidence for reading in decision.due.readings] == [Evidence.UNVERIFIED] * 2


def test_hours_pass_when_the_clocks_change() -> None:
    before_spring = pacific(2026, 3, 7, 12, 0)
    decision = started(Trigger.RFA_RECEIVED, before_spring, None, EXPEDITED)
    assert decision["ur-decision-expedited"].due.at == pacific(2026, 3, 10, 13, 0)
    before_winter = pacific(2026, 10, 31, 12, 0)
    decision = started(Trigger.RFA_RECEIVED, before_winter, None, EXPEDITED)
    assert decision["ur-decision-expedited"].due.at == pacific(2026, 11, 3, 11, 0)


def test_an_hour_that_the_clock_strikes_twice_is_counted_from_its_first_time() -> None:
    twice = pacific(2026, 11, 1, 1, 30)
    decision = started(Trigger.RFA_RECEIVED, twice, None, EXPEDITED)["ur-decision-expedited"]
    assert decision.due.at == pacific(2026, 11, 4, 0, 30)


def test_hours_of_a_day_without_a_time_run_from_its_beginning() -> None:
    records = started(Trigger.NOTICE_OF_ASSIGNMENT_SENT, dt.date(2026, 11, 20), None, EXPEDITED)
    assert records["records-claims-administrator-expedited"].due.at == pacific(2026, 11, 21, 0, 0)


def test_a_day_ends_in_california_wherever_the_server_is() -> None:
    in_london = dt.datetime(2026, 11, 21, 6, 0, tzinfo=dt.UTC)
    notice = started(Trigger.FOUND_ELIGIBLE, in_london)["notice-of-assignment"]
    assert notice.due.at.date() == dt.date(2026, 11, 23)


def test_a_time_without_its_zone_is_not_taken() -> None:
    with pytest.raises(ValueError, match="zone"):
        started(Trigger.FOUND_ELIGIBLE, dt.datetime(2026, 11, 21, 6, 0))  # noqa: DTZ001


def test_working_days_around_thanksgiving_are_counted_as_two_authorities_count_them() -> None:
    complete = dt.date(2026, 11, 20)
    decision = started(Trigger.RECORDS_CLOSED, complete, None, FORMULARY)["decision-formulary"]
    gomez, pau = decision.due.readings
    assert ("Gomez" in gomez.reading, gomez.at.date()) == (True, dt.date(2026, 11, 30))
    assert ("Pa'u" in pau.reading, pau.at.date()) == (True, dt.date(2026, 12, 1))
    assert decision.due.earliest == gomez


def test_on_other_weeks_the_two_authorities_agree() -> None:
    decision = started(Trigger.RECORDS_CLOSED, dt.date(2026, 8, 5), None, FORMULARY)
    assert decision["decision-formulary"].due.agreed
    assert decision["decision-formulary"].due.at.date() == dt.date(2026, 8, 12)


def test_the_notice_of_assignment_is_due_on_the_next_business_day() -> None:
    before_thanksgiving = dt.date(2026, 11, 25)
    notice = started(Trigger.FOUND_ELIGIBLE, before_thanksgiving)["notice-of-assignment"]
    assert notice.due.at.date() == dt.date(2026, 11, 30)
    assert notice.rule.who == "case manager"


@pytest.mark.parametrize(("minute", "day"), [(30, 3), (31, 4)])
def test_a_fax_after_half_past_five_counts_for_the_next_business_day(minute: int, day: int) -> None:
    tuesday = pacific(2024, 5, 28, 17, minute)
    found = started(Trigger.RFA_RECEIVED, tuesday, Delivery.FAX)["ur-decision"]
    assert found.due.at.date() == dt.date(2024, 6, day) + dt.timedelta(days=1)
    assert (found.received is not None) == (minute == 31)


def test_an_expedited_fax_after_half_past_five_counts_at_once() -> None:
    evening = pacific(2024, 5, 28, 18, 0)
    found = started(Trigger.RFA_RECEIVED, evening, Delivery.FAX, EXPEDITED)
    assert found["ur-decision-expedited"].due.at == pacific(2024, 5, 31, 18, 0)


def test_a_rule_of_receipt_whose_new_text_was_not_seen_is_one_reading_of_two() -> None:
    evening = pacific(2026, 11, 17, 18, 0)
    found = started(Trigger.RFA_RECEIVED, evening, Delivery.FAX)["ur-decision"]
    assert [reading.at.date() for reading in found.due.readings] == [
        dt.date(2026, 11, 24),
        dt.date(2026, 11, 25),
    ]
    assert found.due.readings[1].evidence is Evidence.UNVERIFIED


def test_a_request_by_mail_counts_as_received_five_days_after_deposit() -> None:
    found = started(Trigger.RFA_RECEIVED, dt.date(2024, 5, 1), Delivery.MAIL)["ur-decision"]
    assert found.received is not None
    assert found.received.since == dt.date(2024, 5, 6)
    assert found.due.at.date() == dt.date(2024, 5, 13)


def test_a_late_determination_stays_valid() -> None:
    decision = started(Trigger.RECORDS_CLOSED, dt.date(2026, 8, 5))["decision"]
    assert not decision.rule.decisive
    assert "Margaris" in decision.rule.note
    assert decision.rule.who == "reviewer"


def test_treatment_still_to_come_is_authorized_and_treatment_given_is_paid() -> None:
    received = dt.date(2026, 8, 5)
    authorize = started(Trigger.DETERMINATION_RECEIVED, received)
    assert {name: one.due.at.date() for name, one in authorize.items()} == {
        "implementation-authorize": dt.date(2026, 8, 12)
    }
    pay = started(Trigger.DETERMINATION_RECEIVED, received, known=Circumstances(given=True))
    assert {name: one.due.at.date() for name, one in pay.items()} == {
        "implementation-reimburse": dt.date(2026, 8, 25)
    }


def test_an_appeal_by_mail_has_five_more_days_in_one_reading() -> None:
    served = dt.date(2026, 8, 5)
    appeal = started(Trigger.DETERMINATION_SERVED, served, Delivery.MAIL)["appeal"]
    assert appeal.due.at.date() == dt.date(2026, 9, 4)
    assert appeal.due.latest.date() == dt.date(2026, 9, 9)
    assert (appeal.rule.who, appeal.rule.right) == ("any aggrieved party", True)


def test_an_event_of_2013_is_counted_by_the_text_of_2013() -> None:
    asked = started(Trigger.FOUND_INCOMPLETE, dt.date(2013, 8, 5))
    assert asked["answer-to-administrative-director"].due.at.date() == dt.date(2013, 8, 20)
    later = started(Trigger.FOUND_INCOMPLETE, dt.date(2016, 8, 5))
    assert later["answer-to-administrative-director"].due.at.date() == dt.date(2016, 8, 12)


def test_the_date_that_decides_may_lie_before_the_event() -> None:
    start = Start(
        Trigger.FOUND_INCOMPLETE,
        dt.date(2014, 1, 6),
        known=STANDARD,
        decided_on=dt.date(2013, 12, 20),
    )
    (asked,) = deadlines_after(LAW, CALENDAR, start)
    assert asked.due.at.date() == dt.date(2014, 1, 21)


def test_a_paper_handed_over_in_person_has_no_days_for_mail() -> None:
    served = dt.date(2016, 11, 1)
    (filing,) = started(Trigger.UR_DECISION_SERVED, served, Delivery.IN_PERSON).values()
    assert list(days(filing)) == ["8 CCR 9792.10.1(b)(1)"]
    assert CALENDAR.mail_days(Delivery.IN_PERSON, "California", served) == 0


def test_a_late_fax_waits_for_the_next_day_only_where_the_rule_is_for_that_priority() -> None:
    evening = pacific(2024, 5, 28, 18, 0)
    found = started(Trigger.RFA_RECEIVED, evening, Delivery.FAX, Circumstances())
    assert found["ur-decision"].received is not None
    assert found["ur-decision-expedited"].received is None
    assert found["ur-decision-expedited"].due.at == pacific(2024, 5, 31, 18, 0)


def test_what_is_due_first_stands_first() -> None:
    start = Start(Trigger.RFA_RECEIVED, dt.date(2024, 5, 28))
    due_at = [one.due.at for one in deadlines_after(LAW, CALENDAR, start)]
    assert due_at == sorted(due_at)
    assert len(due_at) == 6

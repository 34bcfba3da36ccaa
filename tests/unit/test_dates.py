"""Dates of documents, in every way that American offices and scanners write them."""

import datetime as dt

import pytest

from openimr.vocabulary.dates import find_dates, parse_date

DAY = dt.date(2015, 10, 8)


@pytest.mark.parametrize(
    "written",
    [
        "10/8/15", "10/08/2015", "10-08-2015", "10.8.2015", "10 / 08 / 2015", "2015-10-08",
        "October 8, 2015", "Oct. 8th, 2015", "Oct 8 2015", "OCTOBER 08 2015", "October\n8, 2015",
        "8 Oct 2015", "08-OCT-15", "8th of October, 2015", "1O/O8/2O15", "lO/08/15",
        "0ct0ber 8, 2015", "Oct8,2015", "10/8/'15",
    ],
)  # fmt: skip
def test_each_way_to_write_a_day_is_found_with_its_place(written):
    text = f"seen on {written}."
    assert find_dates(text) == [(DAY, 8, 8 + len(written))]


@pytest.mark.parametrize(
    "text",
    ["310-555-1212", "9792.10.6(b)", "WC-10-08-2015-11", "2/30/2015", "October 2015",
     "1-800-555-1212", "10/325 mg", "visits 6-10", "123-45-6789", "5/8/15%"],
)  # fmt: skip
def test_numbers_of_other_kinds_are_no_dates(text):
    assert find_dates(text) == []


def test_two_dates_of_a_range_are_two_dates():
    days = [day for day, _, _ in find_dates("10/08/15-11/09/15")]
    assert days == [DAY, dt.date(2015, 11, 9)]


def test_two_digit_years_do_not_lie_after_the_day_the_paper_was_written():
    assert parse_date("5/18/39", not_after=dt.date(2015, 1, 1)) == dt.date(1939, 5, 18)
    assert parse_date("5/18/14", not_after=dt.date(2015, 1, 1)) == dt.date(2014, 5, 18)
    assert parse_date("5/18/70") == dt.date(1970, 5, 18)


def test_a_field_of_eight_bare_digits_is_a_date_only_on_its_own():
    assert parse_date(" 05181970 ") == dt.date(1970, 5, 18)
    assert find_dates("05181970") == []
    assert parse_date("no date here") is None


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("May L, 2015", dt.date(2015, 5, 1)),
        ("IO/iq/2015", dt.date(2015, 10, 10)),
        ("1o/il/2015", dt.date(2015, 10, 11)),
        ("MAY \u0131, 2015", None),
        ("12/3\u0131/2015", dt.date(2015, 12, 31)),
        ("\u017fep 4, 2015", dt.date(2015, 9, 4)),
    ],
)
def test_letters_in_place_of_digits_in_either_case_are_digits_or_no_date(text, day):
    assert [found for found, _, _ in find_dates(text)] == ([day] if day else [])

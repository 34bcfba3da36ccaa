"""Numbers in words and figures."""

import pytest

from openimr.vocabulary.numbers import find_numbers, parse_number


@pytest.mark.parametrize(
    ("written", "number"),
    [("twelve (12)", 12), ("twenty-four", 24), ("Twenty four", 24), ("1,200", 1200), ("37.5", 37.5),
     ("1/2", 0.5), ("a dozen", 12), ("two dozen", 24), ("one hundred", 100), ("once", 1),
     ("twice", 2), ("0", 0), (".5", 0.5)],
)  # fmt: skip
def test_a_number_is_read(written, number):
    assert parse_number(written) == number


@pytest.mark.parametrize("written", ["", "visits", "twelve visits", "1/0", "often"])
def test_what_is_no_number_answers_none(written):
    assert parse_number(written) is None


def test_numbers_are_found_with_their_places():
    text = "six (6) visits and two more"
    assert [(n, text[a:b]) for n, a, b in find_numbers(text)] == [(6, "six (6)"), (2, "two")]

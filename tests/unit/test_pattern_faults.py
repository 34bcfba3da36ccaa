"""A pattern of a pack that cannot be used is a fault before any record is read."""

import pytest

from openimr.guidelines.patterns import fault_of


@pytest.mark.parametrize(
    "pattern",
    [r"(a+)+$", r"(\w+\s?)*x", r"((\w|\s)+)*y", r"([^.;]*[a-z]*)+b", r"(a|a+)+c", r"(\d+(,\d+)*)+"],
)
def test_a_repetition_of_repetitions_would_run_for_hours(pattern):
    found, _ = fault_of(pattern)
    assert "repeats a repetition" in found


@pytest.mark.parametrize("pattern", [r"x*", r"(a|b)*", r"\bfoo\b|", r"(?:pain)?"])
def test_a_pattern_that_matches_nothing_at_all_matches_everything(pattern):
    found, _ = fault_of(pattern)
    assert "even an empty text" in found


@pytest.mark.parametrize("pattern", [r"(a|b", r"*x", r"a{3,1}", r"(?P<a>x)(?P<a>y)"])
def test_a_pattern_that_is_none_says_where(pattern):
    found, _ = fault_of(pattern)
    assert "cannot be read" in found


def test_a_pattern_of_endless_length_is_to_be_split():
    found, remedy = fault_of("x" * 30_000)
    assert (found, remedy) == ("pattern of 30000 characters", "split it")


@pytest.mark.parametrize(
    "pattern",
    [
        r"(\w+ )+work",
        r"(\w+\s+){0,3}work",
        r"[^.;]{0,60}\bpain",
        r"^(?!.*contrast)",
        r"(\d+(?!\d)\s*)+x",
    ],
)
def test_repetitions_with_something_between_are_sound(pattern):
    assert fault_of(pattern) is None

"""What a determination is cited by, from the number of its case."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openimr.publication.library.numbers import identifier
from openimr.publication.model import Programme, is_identifier

DIGEST = "0123456789abcdef" * 4


def named(number: str | None) -> str:
    return identifier(Programme.CALIFORNIA_WC, number, DIGEST).removeprefix("ca-wc/")


@pytest.mark.parametrize(
    "printed",
    ["CM16-0213037", " CM16-0213037.", "CM16 - 0213037", "(CM16-0213037)", "CM16\u20130213037"],
)
def test_a_number_is_the_same_however_it_is_printed(printed: str) -> None:
    assert named(printed) == "CM16-0213037"


@pytest.mark.parametrize("number", ["EI16-1", "202012-133330", "A.1_b", "7"])
def test_a_number_of_ordinary_signs_stays_as_it_is(number: str) -> None:
    assert named(number) == number


@pytest.mark.parametrize("number", [None, "", "/", "\u2116", "x" * 64])
def test_what_is_no_number_is_named_by_the_words(number: str | None) -> None:
    assert named(number) == f"unnumbered-{DIGEST[:20]}"


def test_numbers_that_differ_in_a_sign_are_told_apart() -> None:
    several = ["EI16/1", "EI16-1", "EI16:1", "EI16//1", "EI1/61", "\u00c4EI16-1"]
    assert len(set(map(named, several))) == len(several)
    assert named("EI16/1").startswith("EI16-1-") and named("(EI16/1)") == named("EI16/1")


@given(st.text(alphabet="EI16-/:._ ", min_size=1, max_size=12))
def test_only_what_stands_around_a_number_and_blanks_tell_nothing(number: str) -> None:
    assert is_identifier(f"ca-wc/{named(number)}")
    core = "".join(number.split()).strip("-/:._")
    assert named(number) == named(core)
    if core and not set(core) & set("/:"):
        assert named(number) == core
    elif core:
        assert named(number) != named(core.replace("/", "-").replace(":", "-"))

"""Lower case in which every character keeps its place."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openimr.vocabulary.lower_case import lowered


@given(st.text())
def test_an_offset_means_the_same_place_in_both(text: str) -> None:
    assert len(lowered(text)) == len(text)


@given(st.text(alphabet=st.characters(max_codepoint=0x24F)))
def test_letters_are_found_as_a_search_without_case_finds_them(text: str) -> None:
    assert re.findall("[a-z]", lowered(text)) == [
        lowered(letter) for letter in re.findall("[a-z]", text, re.IGNORECASE)
    ]


@pytest.mark.parametrize(("text", "lower"), [("Knee", "knee"), ("\u0130S\u017fE", "isse")])
def test_odd_letters_become_the_plain_ones_that_they_equal(text: str, lower: str) -> None:
    assert lowered(text) == lower

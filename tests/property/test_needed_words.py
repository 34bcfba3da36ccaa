"""No text that a pattern matches lacks the words that the pattern is said to need."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from openimr.guidelines.needed_words import needed_words

LETTERS = st.sampled_from(["back", "MRI", "x-ray", "L4", "a", "pain ", "st", "l'", "_"])
CLASSES = st.sampled_from(
    [r"[ae]", r"[4-6]", r"[\s-]", r"[^.;]", r"\w", r"\s", r"\d", ".", r"\.", r"\/", r"[]x]"]
)
EDGES = st.sampled_from([r"\b", r"\B", "^", "$"])
TIMES = st.sampled_from(["?", "*", "+", "{2}", "{0,3}", "{1,2}", "{,2}", "*?", "+?", "??", "{0}"])
ASIDE = st.sampled_from(["(?!{})", "(?<!st)", "(?={})", "(?:{})", "({})", "(?-i:{})", "(?P<n>{})"])


def patterns(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Patterns of parts that follow one another, alternate, repeat or stand in groups."""
    group = st.tuples(ASIDE, inner).map(lambda pair: pair[0].replace("{}", pair[1]))
    repeated = st.tuples(CLASSES | inner.map("({})".format), TIMES).map("".join)
    last_letter = st.tuples(LETTERS, TIMES).map("".join)
    sequence = st.lists(inner | group | repeated | last_letter, min_size=1, max_size=4)
    return st.lists(sequence.map("".join), min_size=1, max_size=3).map("|".join)


PATTERNS = st.recursive(LETTERS | CLASSES | EDGES, patterns, max_leaves=12)


def sound(pattern: str) -> bool:
    """Whether Python takes it."""
    try:
        re.compile(pattern)
    except re.error:
        return False
    return True


@given(st.data(), PATTERNS.filter(sound))
def test_every_match_holds_a_needed_word(data: st.DataObject, pattern: str) -> None:
    words = needed_words(pattern)
    if words is None:
        return
    matched = st.from_regex(re.compile(pattern), alphabet=st.characters(codec="ascii"))
    text = data.draw(matched, label="text")
    if re.search(pattern, text, re.IGNORECASE):
        assert any(word in text.casefold() for word in words)
        assert any(word in text.upper().casefold() for word in words)


@given(PATTERNS.filter(sound))
def test_what_is_read_never_fails(pattern: str) -> None:
    words = needed_words(pattern)
    assert words is None or all(len(word) >= 2 for word in words)

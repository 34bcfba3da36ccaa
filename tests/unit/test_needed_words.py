"""The plain words that a pattern needs: looked for first, and never losing a match."""

import pytest

from openimr.guidelines.load import shipped_pack
from openimr.guidelines.needed_words import needed_words
from openimr.guidelines.patterns import compiled


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        (r"\bspasms?\b", {"spasm"}),
        (r"\b(cold|warm)th?", {"cold", "warm"}),
        (r"\bL[4-6]\b", {"l4", "l5", "l6"}),
        (r"(?=[^.;]*(swelling|oedema))\bfoot\b", {"foot"}),
        (r"(no )?relief", {"relief"}),
        (r"(red){2,}", {"red"}),
        (r"\bPT\b|\d", None),
        (r"[^.;]{0,30}", None),
        (r"(?!never)\w+", None),
    ],
)
def test_a_pattern_needs_the_words_that_every_match_holds(pattern, words):
    found = needed_words(pattern)
    assert found == (None if words is None else frozenset(words))


def test_no_request_that_a_pattern_of_the_pack_matches_lacks_its_words():
    topics = shipped_pack().topics
    requests = [alias for topic in topics for alias in topic.aliases]
    patterns = {word for topic in topics for word in (*topic.words, *topic.not_words)}
    for pattern in patterns:
        needed = needed_words(pattern)
        if needed is None:
            continue
        for request in requests:
            if compiled(pattern).search(request):
                assert any(word in request.casefold() for word in needed), (pattern, request)

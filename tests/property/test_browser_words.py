"""What a browser says of itself is told in words of ours, whatever it says."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openimr.workflow.browser_sessions import browser_in_words

KNOWN = "Edge Opera Samsung Internet Firefox Chrome Safari another browser on"
SYSTEMS = "iPhone iPad Android Windows Mac Chromebook Linux"


@given(st.text() | st.sampled_from(["<script>", "Chrome/", "Firefox/1 (X11; Linux)"]))
def test_no_word_of_it_is_repeated(said: str) -> None:
    assert set(browser_in_words(said).split()) <= set(f"{KNOWN} {SYSTEMS}".split())


@pytest.mark.parametrize(
    ("said", "words"),
    [
        (
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) "
            "Chrome/120.0.0.0 Safari/537.36 Edg/120.0.0.0",
            "Edge on Windows",
        ),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0",
         "Firefox on Linux"),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, "
            "like Gecko) Version/17.0 Mobile/15E148 Safari/604.1",
            "Safari on iPhone",
        ),
        (
            "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (KHTML, like Gecko) "
            "Chrome/120.0.0.0 Mobile Safari/537.36",
            "Chrome on Android",
        ),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 14_1) Version/17.1 Safari/605.1.15",
         "Safari on Mac"),
        ("curl/8.5.0", "another browser"),
        ("", "another browser"),
    ],
)  # fmt: skip
def test_the_usual_ones_are_known(said: str, words: str) -> None:
    assert browser_in_words(said) == words

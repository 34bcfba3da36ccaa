"""Whatever stands on a page: no word is lost, and every word knows where it stands in the text."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from openimr.casefile.page_grid import Ruling, Token
from openimr.casefile.reading_order import lay_out

WIDTH, HEIGHT = 612.0, 792.0


@st.composite
def tokens(draw: st.DrawFn) -> Token:
    left = draw(st.floats(0, 560))
    top = draw(st.floats(0, 760))
    text = draw(st.text(st.characters(categories=["L", "N", "P"]), min_size=1, max_size=12))
    box = (left, top, left + draw(st.floats(1, 50)), top + draw(st.floats(4, 30)))
    return Token(text=text, box=box, line=draw(st.none() | st.integers(0, 5)))


@st.composite
def rulings(draw: st.DrawFn) -> Ruling:
    left, top = draw(st.floats(0, 600)), draw(st.floats(0, 780))
    long = draw(st.floats(5, 500))
    across = draw(st.booleans())
    return Ruling(box=(left, top, left + (long if across else 1), top + (1 if across else long)))


@given(st.lists(tokens(), max_size=30), st.lists(rulings(), max_size=12))
def test_every_word_is_written_once_and_found_at_its_span(
    shown: list[Token], drawn: list[Ruling]
) -> None:
    text, words = lay_out(shown, drawn, WIDTH, HEIGHT)
    assert Counter(t.text for t in shown) == Counter(text[w.start : w.end] for w in words)
    assert [w.start for w in words] == sorted(w.start for w in words)
    assert "".join(text.split()) == "".join("".join(text[w.start : w.end].split()) for w in words)
    assert all(0 <= edge <= 1 for word in words for edge in word.box)

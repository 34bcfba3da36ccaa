"""The words of a page as they lie over its image, and stretches of its text that are marked."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from openimr.casefile.model import Page, Word
from openimr.workflow.page_images import page_words, parted

TEXT = "Six visits\nhelped her."


def page() -> Page:
    words = [
        Word(start=0, end=3, box=(0.1, 0.1, 0.2, 0.12)),
        Word(start=4, end=10, box=(0.25, 0.1, 0.4, 0.12)),
        Word(start=11, end=17, box=(0.1, 0.2, 0.25, 0.22)),
        Word(start=18, end=22, box=(0.3, 0.2, 0.4, 0.22)),
    ]
    return Page(file="a.pdf", number=1, text=TEXT, words=tuple(words), width=600, height=800)


def test_words_stand_in_lines_with_boxes_in_points() -> None:
    lines = page_words(page()).lines
    assert [[word.text for word in line] for line in lines] == [
        ["Six", "visits"],
        ["helped", "her."],
    ]
    assert lines[0][0].box == (60, 80, 120, 96)


def test_a_word_is_marked_when_a_stretch_touches_it() -> None:
    marked = [
        word.text for line in page_words(page(), [(5, 12)]).lines for word in line if word.marked
    ]
    assert marked == ["visits", "helped"]
    assert not any(word.marked for line in page_words(page(), [(3, 4)]).lines for word in line)


def test_a_text_is_parted_at_its_marks() -> None:
    assert parted(TEXT, [(4, 10)]) == (("Six ", False), ("visits", True), ("\nhelped her.", False))
    assert parted("", [(0, 3)]) == ()


@given(
    text=st.text(max_size=40),
    marked=st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), max_size=6),
)
def test_the_parts_of_a_text_are_the_text(text: str, marked: list[tuple[int, int]]) -> None:
    pieces = parted(text, marked)
    assert "".join(piece for piece, _ in pieces) == text
    inside = {n for start, end in marked for n in range(start, min(end, len(text)))}
    assert sum(len(piece) for piece, on in pieces if on) == len(inside)

"""A field's text is what its spans quote, wherever pages break and lines wrap."""

from __future__ import annotations

import functools
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from openimr.determination.letter_text import LetterText
from openimr.determination.read import read_letter_text
from openimr.determination.reading_json import as_json

WORDS = st.sampled_from(
    ["knee", "pain-free", "L4-5", "12", "(ODG)", "é", "“as is”", "no.", "MTUS", "follow\ufffeup"]
)
PROSE = st.lists(WORDS, min_size=1, max_size=30).map(" ".join)
TITLES = st.lists(WORDS, min_size=1, max_size=12).map(lambda words: "Brace " + " ".join(words))
BREAKS = st.sampled_from([" ", " ", " ", " \n", "\r\n", "\n", "\n\f", "\n3\n\f"])


@st.composite
def letters(draw: st.DrawFn) -> str:
    parts = [
        "HOW THE IMR FINAL DETERMINATION WAS MADE\n",
        f"{draw(PROSE)}\nCLINICAL CASE SUMMARY\n{_broken(draw, draw(PROSE))}\n",
        "IMR ISSUES, DECISIONS AND RATIONALES\n",
        "The Final Determination was based on decisions for the disputed items set forth below:\n",
    ]
    for _ in range(draw(st.integers(1, 4))):
        parts.append(f"{draw(TITLES)}: {draw(st.sampled_from(['Upheld', 'Overturned']))}\n")
        parts.append(f"Claims Administrator guideline: {_broken(draw, draw(PROSE))}\n")
        parts.append(f"MAXIMUS guideline: {_broken(draw, draw(PROSE))}\n")
        parts.append(f"Decision rationale: {_broken(draw, draw(PROSE))} medically necessary.\n")
    return "".join(parts)


def _broken(draw: st.DrawFn, prose: str) -> str:
    return functools.reduce(lambda text, word: text + draw(BREAKS) + word, prose.split(" "))


def texts_with_spans(part: Any) -> list[tuple[str, list[dict[str, int]]]]:
    found = []
    if isinstance(part, list | tuple):
        return [pair for entry in part for pair in texts_with_spans(entry)]
    if isinstance(part, dict):
        for name, places in part.get("spans", {}).items():
            if isinstance(part.get(name), str):
                found.append((name, part[name], places))
        found += [
            pair
            for name, inner in part.items()
            if name != "spans"
            for pair in texts_with_spans(inner)
        ]
    return found


@settings(max_examples=150, deadline=None)
@given(letters())
def test_every_span_quotes_its_field(text: str) -> None:
    pages = text.split("\f")
    reading = read_letter_text(pages, "letter.txt")
    letter = LetterText(pages)
    found = texts_with_spans(as_json(reading))
    assert len(found) > 4
    for name, value, places in found:
        quotes = [pages[one["page"] - 1][one["start"] : one["end"]] for one in places]
        folded = letter.fold("\n".join(quotes))
        assert folded.lower() == value.lower() if name == "decision" else folded == value


@settings(max_examples=100, deadline=None)
@given(st.lists(st.text(max_size=300), max_size=4))
def test_no_text_makes_the_reader_stumble(pages: list[str]) -> None:
    read_letter_text(pages, "letter.txt")


@settings(max_examples=100, deadline=None)
@given(letters(), st.data())
def test_a_letter_cut_off_anywhere_is_read_as_far_as_it_goes(
    text: str, data: st.DataObject
) -> None:
    cut = data.draw(st.integers(0, len(text)))
    as_json(read_letter_text(text[:cut].split("\f"), "letter.txt"))

"""The layer of words over a page's image: escaped, in lines, marked by frames, without a style."""

from __future__ import annotations

import xml.etree.ElementTree as ET

from openimr.web.casefile.text_layer import text_layer
from openimr.workflow.page_images import PageWords, PlacedWord


def word(text: str, left: float, top: float = 100.0, *, marked: bool = False) -> PlacedWord:
    return PlacedWord(text=text, box=(left, top, left + 40, top + 10), marked=marked)


def layer(*lines: tuple[PlacedWord, ...]) -> ET.Element:
    words = PageWords(
        width=612, height=792, scanned=False, confidence=1.0, text="", lines=tuple(lines)
    )
    drawn = str(text_layer(words))
    assert " style=" not in drawn
    return ET.fromstring(drawn)


def test_a_line_is_one_text_with_blanks_between_its_words() -> None:
    (text,) = layer((word("Six", 50), word("visits", 100))).findall("text")
    assert "".join(text.itertext()) == "Six visits\n"
    first = text.find("tspan")
    assert first is not None
    assert (first.get("x"), first.get("textLength")) == ("50.0", "40.0")


def test_words_of_a_page_are_never_markup() -> None:
    (text,) = layer((word('<script>"&', 50),)).findall("text")
    assert "".join(text.itertext()).strip() == '<script>"&'
    assert len(text) == 1


def test_marked_words_beside_each_other_have_one_frame() -> None:
    drawn = layer(
        (word("a", 50), word("b", 100, marked=True), word("c", 150, marked=True), word("d", 200)),
        (word("e", 50, 120, marked=True),),
    )
    frames = [(one.get("x"), one.get("y"), one.get("width")) for one in drawn.findall("rect")]
    assert frames == [("99.0", "99.0", "92.0"), ("49.0", "119.0", "42.0")]


def test_a_page_without_words_is_an_empty_layer() -> None:
    assert len(layer()) == 0

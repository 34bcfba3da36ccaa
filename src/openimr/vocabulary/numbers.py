"""Numbers as offices write them: 12, twelve, twelve (12), twenty-four, 1,200, 37.5, 1/2."""

from __future__ import annotations

import re

Number = int | float

_UNITS = {
    word: number
    for number, word in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
        ]
    )
}
_TENS = {
    word: 10 * number
    for number, word in enumerate(
        ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], start=2
    )
}
_TENS["fourty"] = 40
_MULTIPLES = {"hundred": 100, "dozen": 12}
_TIMES = {"once": 1, "twice": 2, "thrice": 3}

_ONE_TO_NINE = "|".join(list(_UNITS)[9:0:-1])
_WORD = (
    rf"(?:(?:{'|'.join(_TENS)})(?:[-\s]?(?:{_ONE_TO_NINE}))?"
    rf"|{'|'.join(sorted(_UNITS, key=len, reverse=True))}|a\s+dozen)"
    rf"(?:\s+(?:{'|'.join(_MULTIPLES)}))?"
)
_FIGURES = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+\s*/\s*\d+(?![\d/])|\d*\.\d+|\d+"

NUMBER = rf"(?:\b(?:{_WORD})\b(?:\s*\(\s*(?:{_FIGURES})\s*\))?|(?:{_FIGURES}))"
"""A pattern for one number in words, figures, or words with the figures in brackets behind."""

ADVERB = rf"\b(?:{'|'.join(_TIMES)})\b"
"""A pattern for once, twice, thrice."""

_NUMBER = re.compile(NUMBER, re.IGNORECASE)
_BRACKETED = re.compile(rf"\(\s*({_FIGURES})\s*\)")


def parse_number(text: str) -> Number | None:
    """The number that a text states and nothing else, or None.

    Words with figures in brackets take the figures, which lawyers write second and mean.
    """
    text = text.strip().lower()
    bracketed = _BRACKETED.search(text)
    if bracketed and bracketed.start() > 0:
        return parse_number(bracketed[1])
    if text in _TIMES:
        return _TIMES[text]
    if re.fullmatch(_FIGURES, text):
        return _figures(text)
    return _words(text)


def find_numbers(text: str) -> list[tuple[Number, int, int]]:
    """All numbers of a text in order, each with the offsets of its place."""
    found = []
    for match in _NUMBER.finditer(text):
        number = parse_number(match[0])
        if number is not None:
            found.append((number, match.start(), match.end()))
    return found


def whole(number: float) -> Number:
    """An int where the number is whole, so that 12.0 prints as 12."""
    return int(number) if float(number).is_integer() else number


def _figures(text: str) -> Number | None:
    above, slash, below = text.replace(",", "").partition("/")
    if not slash:
        return whole(float(above))
    return whole(float(above) / float(below)) if float(below) else None


def _words(text: str) -> Number | None:
    total = 0
    words = re.split(r"[-\s]+", text.replace("a dozen", "dozen"))
    for word in words:
        if word in _MULTIPLES:
            total = max(total, 1) * _MULTIPLES[word]
        elif word in _TENS or word in _UNITS:
            total += _TENS.get(word, 0) or _UNITS.get(word, 0)
        else:
            return None
    return total if words else None

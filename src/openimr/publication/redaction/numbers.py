"""Numbers that the case knows: other separators, line ends, letters in place of digits."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from rapidfuzz.distance import Levenshtein

from openimr.publication.redaction.found import Found, How
from openimr.publication.redaction.identifiers import Identifier, Kind

_DIGITS = str.maketrans("oqdilsbzg|", "0001158291")
_ALNUM = re.compile(r"[A-Za-z0-9|]")
_GROUP = re.compile(r"(?<![^\W_])[A-Za-z0-9|]+(?:[-./_#–‐‑·,() ]{1,2}[A-Za-z0-9|]+)*")
_MOST_BETWEEN = 4
_LEAST = 5
_LEAST_TO_SLIP = 8


class Digits(NamedTuple):
    """A text's letters and digits alone, look-alikes made one, and where each stands."""

    signs: str
    places: list[int]


def digits_of(text: str) -> Digits:
    """The text as numbers are looked for in it."""
    places = [found.start() for found in _ALNUM.finditer(text)]
    return Digits("".join(text[place] for place in places).lower().translate(_DIGITS), places)


def numbers_in(text: str, digits: Digits, known: Iterable[Identifier]) -> Iterator[Found]:
    """Every mention of these numbers."""
    for one in known:
        for form, how in _forms(one):
            for start, end in _stands(text, digits, form):
                exact = text[start:end] == one.value
                yield Found(start, end, one.kind, one.owner, How.KNOWN if exact else how)
        yield from _slipped(text, one)


def _forms(one: Identifier) -> Iterator[tuple[str, How]]:
    """What is looked for: the whole number, and the shorter forms people write."""
    whole = "".join(_ALNUM.findall(one.value)).lower().translate(_DIGITS)
    if len(whole) >= _LEAST:
        yield whole, How.VARIANT
    if one.kind in {Kind.TELEPHONE, Kind.FAX} and len(whole) >= 10:
        bare = whole[-10:]
        yield bare, How.VARIANT
        yield bare[3:], How.VARIANT
    trimmed = whole.lstrip("0")
    if len(trimmed) >= 7 and trimmed != whole:
        yield trimmed, How.VARIANT
    longest = max(re.findall(r"\d+", one.value), key=len, default="")
    if len(longest) >= 6 and len(longest) < len(whole):
        yield longest, How.VARIANT


def _stands(text: str, digits: Digits, form: str) -> Iterator[tuple[int, int]]:
    at = digits.signs.find(form)
    while at >= 0:
        places = digits.places[at : at + len(form)]
        if _together(text, places) and _apart(text, places[0], places[-1] + 1, form):
            yield places[0], places[-1] + 1
        at = digits.signs.find(form, at + 1)


def _together(text: str, places: list[int]) -> bool:
    gaps = [b - a - 1 for a, b in itertools.pairwise(places)]
    return max(gaps, default=0) <= _MOST_BETWEEN and sum(gaps) <= len(places) * 5 // 4


def _apart(text: str, start: int, end: int, form: str) -> bool:
    """Whether the number is no piece of a longer word; long ones count wherever they stand."""
    before, after = text[start - 1 : start], text[end : end + 1]
    return (not before.isdigit() and not after.isdigit()) and (
        len(form) >= 7 or not (before.isalpha() or after.isalpha())
    )


def _slipped(text: str, one: Identifier) -> Iterator[Found]:
    """A long number with one wrong, missing or added sign, or two exchanged."""
    whole = "".join(_ALNUM.findall(one.value)).lower().translate(_DIGITS)
    if len(whole) < _LEAST_TO_SLIP or one.kind in {Kind.TELEPHONE, Kind.FAX}:
        return
    for found in _GROUP.finditer(text):
        if not len(whole) - 1 <= len(found[0]) <= len(whole) + 8:
            continue
        signs = "".join(_ALNUM.findall(found[0])).lower().translate(_DIGITS)
        if Levenshtein.distance(signs, whole, score_cutoff=2) <= 1:
            yield Found(found.start(), found.end(), one.kind, one.owner, How.SLIP)

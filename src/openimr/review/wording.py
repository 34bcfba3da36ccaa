"""Does another wording say the same? Compared mark by mark, in order.

A wording may change small words, use a synonym named here, and move a date within its clause.
Everything else (numbers, drugs, sides, negations, names, every word that carries meaning) must
stand as in the draft and in the draft's order. So it cannot state more, less or the reverse,
whoever wrote it and whatever the record told that writer to write.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from typing import Final

from openimr.review.support import unsupported
from openimr.review.wording_words import (
    BEFORE_A_DATE,
    BEFORE_A_NUMBER,
    JOINING,
    MEANT_ALIKE,
    MOVABLE,
    NEUTRAL,
    PRESENT,
    SIDES,
)
from openimr.vocabulary.dates import find_dates
from openimr.vocabulary.drugs import find_drugs
from openimr.vocabulary.numbers import find_numbers
from openimr.vocabulary.value import Value

_LONGER: Final = 1.5
"""How much longer than the draft a wording may be."""

_WORD = re.compile(r"\w+(?:[./,']\w+)*|[^\w\s]")
_QUOTED = re.compile(r"\"[^\"]*\"")
_PLAIN = frozenset(",;:()-'")
"""Signs that carry no meaning by themselves; a full stop or a lone quotation mark does."""
_HAD_HAD = re.compile(r"\b(?:had|has|have) had\b")

_SUFFIXES = ("ments", "ment", "ing", "ed", "es", "s")
_ALIKE = str.maketrans(
    {"\u2019": "'", "\u2018": "'", "\u201c": '"', "\u201d": '"', "\u2013": "-", "\u2014": "-"}
)
_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
_GENDERS = ({"she", "her", "hers", "herself"}, {"he", "him", "his", "himself"})
_NO: Final = "no"
_NUMBER = re.compile(r"\d")
_DATE, _QUOTE = "\ue000", "\ue001"


class _Mark(Value, frozen=True):
    """One thing that a sentence says; ``clause`` counts the clauses from 0."""

    key: str
    clause: int


class _Day(Value, frozen=True):
    """A date with the word that places it in time ("since"), and what its clause says."""

    day: dt.date
    places: str
    clause: int


class _Reading(Value, frozen=True, kw_only=True):
    marks: tuple[_Mark, ...]
    days: tuple[_Day, ...]
    quotes: tuple[str, ...]

    def keys(self, kind: Callable[[str], bool] = lambda key: True) -> list[str]:
        return [mark.key for mark in self.marks if kind(mark.key)]

    def beside(self, day: _Day) -> set[str]:
        """What stands in a date's clause; where that is the date alone, in the next to it."""
        for clause in (day.clause, day.clause + 1, day.clause - 1):
            if own := {mark.key for mark in self.marks if mark.clause == clause}:
                return own
        return set()


def difference(wording: str, draft: str, quotes: Sequence[str], around: str = "") -> str | None:
    """How a wording differs in meaning from the draft, or None where it says the same.

    Args:
        wording: one sentence, from whoever.
        draft: the sentence it would replace.
        quotes: the words at the places that the draft cites.
        around: the sentences that the draft stands among; they tell the worker's gender.

    Returns:
        The kind of difference, without a word of either sentence.
    """
    if shape := _misshapen(wording, draft):
        return shape
    ours, theirs = _read(draft), _read(wording)
    differing = (reason for differs, reason in _DIFFERENCES if differs(theirs, ours))
    return next(differing, None) or _beside_the_marks(wording, draft, quotes, around)


def _misshapen(wording: str, draft: str) -> str | None:
    if not wording.strip():
        return "it is empty"
    if len(wording) > _LONGER * len(draft) + 20:
        return "it is far longer than the draft"
    if any(unicodedata.category(c) in _HIDDEN for c in wording):
        return "it holds characters that cannot be seen"
    if wording[-1] != draft[-1] or (wording[0].islower() and not draft[0].islower()):
        return "it is no whole sentence like the draft"
    if wording.count("(") != wording.count(")"):
        return "it is no whole sentence like the draft"
    return None


def _beside_the_marks(wording: str, draft: str, quotes: Sequence[str], around: str) -> str | None:
    if _genders(wording) - _genders(f"{draft} {around}"):
        return "it names the worker with another gender"
    if _present(wording) and not _present(draft):
        return "it tells of the past as of the present"
    if unsupported(wording, [draft, *quotes]):
        return "it says what the places cited do not bear"
    return None


def _read(sentence: str) -> _Reading:
    text = unicodedata.normalize("NFC", sentence).translate(_ALIKE)
    quotes = tuple(" ".join(found.split()) for found in _QUOTED.findall(text))
    text = _QUOTED.sub(f" {_QUOTE} ", text)
    found = find_dates(text)
    for _, start, end in reversed(found):
        text = f"{text[:start]} {_DATE} {text[end:]}"
    days = iter([day for day, _, _ in found])
    marks: list[_Mark] = []
    dated: list[_Day] = []
    clause = 0
    words = list(_words(text))
    for at, word in enumerate(words):
        following = words[at + 1] if at + 1 < len(words) else ""
        if word == _DATE:
            before = words[at - 1] if at else ""
            dated.append(_Day(next(days), before if before in BEFORE_A_DATE else "", clause))
        elif word in ";:" or (word == "," and following in JOINING):
            clause += 1
        elif not (following == _DATE and word in BEFORE_A_DATE):
            marks += [_Mark(key, clause) for key in _keys(word, following)]
    return _Reading(marks=tuple(marks), days=tuple(dated), quotes=quotes)


def _words(text: str) -> Iterator[str]:
    """Words, numbers and signs in lower case; a range "3-6" reads "3 to 6"."""
    text = re.sub(r"(?<=\d)\s*-\s*(?=\d)", " to ", text.lower())
    text = _HAD_HAD.sub("received", text)
    text = text.replace(f"as of  {_DATE}", _DATE)
    for word in _WORD.findall(text):
        if word.endswith("n't"):
            yield from (word[:-3], _NO)
        elif word == "cannot":
            yield from ("can", _NO)
        else:
            yield word.removesuffix("'s")


def _keys(word: str, following: str) -> Iterator[str]:
    """What a word or sign counts as; nothing where it carries no meaning."""
    if word in _PLAIN:
        return
    numbered = _NUMBER.match(following) is not None or bool(_number(following))
    if word in BEFORE_A_NUMBER and numbered:
        yield word
    elif (number := _number(word)) is not None:
        yield number
    elif word not in NEUTRAL:
        stem = word if word in MEANT_ALIKE else _stem(word)
        yield MEANT_ALIKE.get(stem, stem)


def _number(word: str) -> str | None:
    """A number written as one word, in figures ("six" as "6")."""
    found = find_numbers(word) if word.isalpha() and word != "one" else []
    return f"{found[0][0]:g}" if len(found) == 1 and found[0][1:] == (0, len(word)) else None


def _stem(word: str) -> str:
    if not word.isalpha():
        return word
    for suffix in _SUFFIXES:
        stem = word.removesuffix(suffix)
        if stem != word and len(stem) > 3:
            word = stem[:-1] if suffix in ("ing", "ed") and stem[-1] == stem[-2] else stem
            break
    return word[:-1] if word.endswith("e") and len(word) > 4 else word


def _genders(text: str) -> set[int]:
    words = set(re.findall(r"[a-z]+", text.lower()))
    return {at for at, gender in enumerate(_GENDERS) if words & gender}


def _present(text: str) -> bool:
    return not PRESENT.isdisjoint(re.findall(r"[a-z]+", text.lower()))


def _drugs(keys: Sequence[str]) -> list[str]:
    return [mention.drug.generic for mention in find_drugs(" ".join(keys))]


def _dates_differ(theirs: _Reading, ours: _Reading) -> bool:
    if [(d.day, d.places) for d in theirs.days] != [(d.day, d.places) for d in ours.days]:
        return True
    pairs = zip(theirs.days, ours.days, strict=True)
    return any(
        not theirs.beside(their) & ours.beside(our) and bool(ours.beside(our))
        for their, our in pairs
    )


def _by(kind: Callable[[str], bool]) -> Callable[[_Reading, _Reading], bool]:
    return lambda theirs, ours: theirs.keys(kind) != ours.keys(kind)


_DIFFERENCES: Final[tuple[tuple[Callable[[_Reading, _Reading], bool], str], ...]] = (
    (lambda theirs, ours: theirs.quotes != ours.quotes, "it changes a quotation"),
    (_dates_differ, "it changes, adds, drops or moves a date"),
    (_by(lambda key: _NUMBER.search(key) is not None), "it changes, adds or drops a number"),
    (_by(lambda key: key == _NO), "it changes, adds or drops a negation"),
    (_by(lambda key: key in SIDES), "it changes, adds or drops a side"),
    (
        lambda theirs, ours: _drugs(theirs.keys()) != _drugs(ours.keys()),
        "it changes, adds or drops a drug",
    ),
    (
        lambda theirs, ours: sorted(theirs.keys()) != sorted(ours.keys()),
        "it adds, drops or replaces words that carry meaning",
    ),
    (_by(lambda key: key not in MOVABLE), "it puts words that carry meaning into another order"),
)

"""How the words of a name may stand in a text: short names, other spellings, slips of a scanner."""

from __future__ import annotations

import enum
import functools
import re
from typing import NamedTuple

from rapidfuzz.distance import DamerauLevenshtein

from openimr.assignment.name_words import folded, name_words
from openimr.publication.redaction.tokens import folded_word

_SHAPES = str.maketrans("01i|!5$8@264", "oilllssbazga")
_PAIRS = (("rn", "m"), ("vv", "w"), ("cl", "d"), ("ii", "u"), ("ri", "n"))
_SPLIT = re.compile(r"[^\W_]+(?:['’‘`´][^\W_]+)*")
_DOTTED = re.compile(r"\b([A-Z]\.){2,3}(?!\w)")
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe", "ñ": "ny"})
_SHORT_BUDGET, _LONG_BUDGET = 5, 8
"""Letters from which one slip, and from which two slips are allowed."""


_SAINTS = ("st", "saint")


class Part(enum.Enum):
    """What a word is in a person's name."""

    GIVEN = "given"
    MIDDLE = "middle"
    FAMILY = "family"
    NICK = "nick"


@functools.lru_cache(maxsize=50_000)
def scanned_shape(word: str) -> str:
    """The word as a poor scanner sees it: letters that look alike are one, doubles are single."""
    shape = word.translate(_SHAPES).replace("i", "l")
    for pair, one in _PAIRS:
        shape = shape.replace(pair.replace("i", "l"), one)
    return re.sub(r"(.)\1", r"\1", shape)


def slip_budget(word: str) -> int:
    """How many letters may be wrong in a word before it counts as another."""
    return 0 if len(word) < _SHORT_BUDGET else 1 if len(word) < _LONG_BUDGET else 2


@functools.lru_cache(maxsize=200_000)
def is_slip(written: str, known: str, *, loose: bool = False) -> bool:
    """Whether a written word is a known one but for slips; loose where the place says a name."""
    if written == known:
        return False
    if scanned_shape(written) == scanned_shape(known) and len(known) > 2:
        return True
    budget = slip_budget(known) + (1 if loose and min(len(known), len(written)) > 3 else 0)
    if not budget or abs(len(written) - len(known)) > budget:
        return False
    away = DamerauLevenshtein.distance(written, known, score_cutoff=budget)
    return away <= min(budget, 1) or (away <= budget and written[0] == known[0])


def other_spellings(word: str) -> frozenset[str]:
    """How a word with accents is spelled without them, or by a program that lost them."""
    spelled = {folded_word(word), folded(word.casefold().translate(_UMLAUTS))}
    if not word.isascii():
        spelled.add("".join(letter for letter in word.casefold() if letter.isascii()))
        misread = word.encode().decode("cp1252", "ignore")
        spelled |= {folded(misread), folded("".join(filter(str.isalnum, misread)))}
    return frozenset("".join(filter(str.isalnum, one)) for one in spelled) - {""}


def short_names(given: str) -> frozenset[str]:
    """Names that stand for this given name; only those that stand for it alone are safe alone."""
    table = name_words().given
    lines = table.get(given, frozenset())
    return frozenset(name for name, its in table.items() if its & lines) - {given}


class PersonParts(NamedTuple):
    """The words of a person's name.

    Attributes:
        words: each spelling with the part it is.
        joined: spellings without gaps, for names that stand broken or written together.
        initials: first letters of given, middle and family names.
        given: how many of them are of given and middle names.
    """

    words: dict[str, Part]
    joined: frozenset[str]
    initials: tuple[str, ...]
    given: int


@functools.lru_cache(maxsize=10_000)
def person_parts(name: str) -> PersonParts:
    """The words of a name as written, family name first with a comma or last without."""
    given, family = _given_and_family(name)
    words: dict[str, Part] = {}
    for place, one in enumerate(given):
        for spelled in other_spellings(one):
            words.setdefault(spelled, Part.GIVEN if place == 0 else Part.MIDDLE)
    for short in short_names(folded_word(given[0])) if given else ():
        words.setdefault(short, Part.NICK)
    for one in family:
        words.update(dict.fromkeys(other_spellings(one), Part.FAMILY))
        if folded_word(one) in _SAINTS:
            words.update(dict.fromkeys(_SAINTS, Part.FAMILY))
    joined = {spelled for one in (*given[:1], *family) for spelled in other_spellings(one)}
    if len(family) > 1:
        joined.add("".join(map(folded_word, family)))
        words.setdefault("".join(map(folded_word, family)), Part.FAMILY)
    last = "".join(map(folded_word, family))
    for several in range(1, len(given) + 1):
        first = "".join(map(folded_word, given[:several]))
        joined |= {first + last, last + first}
    initials = tuple(folded_word(one)[0] for one in (*given, *family))
    return PersonParts(words, frozenset(joined), initials, len(given))


def initials_of(parts: PersonParts) -> frozenset[str]:
    """The initials by which somebody with these names goes, two letters at least."""
    letters = "".join(parts.initials).upper()
    given, family = letters[: parts.given], letters[parts.given :]
    if not given or not family:
        return frozenset()
    firsts = {given, given[:1], *(given[:1] + letter for letter in given[1:])}
    lasts = {family, family[:1], *family, family[-1:]}
    whole = {first + last for first in firsts for last in lasts}
    return frozenset({*whole, given} if len(given) > 1 else whole)


def _without_degree(found: re.Match[str]) -> str:
    """Nothing for a degree with full stops; initials stay ("T.J. Hooks")."""
    letters = folded_word(found[0].replace(".", ""))
    return "" if letters in name_words().degrees else found[0]


def _degree(word: str, out: frozenset[str]) -> bool:
    """Whether a word is a title or degree and no name; "Do" is a name, "DO" a degree."""
    return folded_word(word) in out and (word.isupper() or len(word) > 2 or word[-1] in "rs")


def _untitled(words: list[str]) -> list[str]:
    """Without a title before a name; "Judge" behind a given name, or alone, is a name."""
    titles = name_words().titles
    while words and folded_word(words[0]) in titles and (len(words) > 1 or len(words[0]) < 5):
        words = words[1:]
    short = {title for title in titles if len(title) < 5}
    return [one for one in words if not _degree(one, frozenset(short))]


def _given_and_family(name: str) -> tuple[list[str], list[str]]:
    """Words of given and family names as written, without titles, degrees and generations."""
    table = name_words()
    out = table.degrees | table.generations
    parts = [_SPLIT.findall(_DOTTED.sub(_without_degree, side)) for side in name.split(",")]
    sides = [[one for one in _untitled(part) if not _degree(one, out)] for part in parts]
    if len(parts) > 1 and len(parts[0]) == 1:
        sides[0] = parts[0]
    sides = [side for side in sides if side]
    if not sides:
        return [], _SPLIT.findall(name)
    if len(sides) > 1:
        return [one for side in sides[1:] for one in side], sides[0]
    words = sides[0]
    if len(words) == 1:
        return [], words
    first = len(words) - 1
    hyphened = re.search(r"(\w+(?:['’]\w+)?)[-‐‑](\w+(?:['’]\w+)?)\W*$", name.partition(",")[0])
    if hyphened and first > 1:
        first -= 1
    while (
        first > 1 and folded_word(words[first - 1]) in table.particles and len(words[first - 1]) > 1
    ):
        first -= 1
    return words[:first], words[first:]

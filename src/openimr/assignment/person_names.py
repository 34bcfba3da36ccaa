"""Whether two names of persons mean one person."""

from __future__ import annotations

import functools
import re
from typing import NamedTuple

from openimr.assignment.likeness import Likeness, near, slips_apart, unscanned
from openimr.assignment.name_words import folded, name_words

_WORD = re.compile(r"[^\W_]+(?:[.-][^\W_]+)*")


_RARE = 5
"""Letters of a family name that few bear; the shortest are many people's."""
_DIMINUTIVE = re.compile(r"(?:ie|ey|y|i)$")


class PersonName(NamedTuple):
    """The parts of a person's name, folded.

    Attributes:
        given: first and middle names and initials, in order.
        family: parts of the family name, particles joined to what follows.
        core: the last word of the family name without particles.
        generation: jr, sr, ii and so on, or "".
    """

    given: tuple[str, ...]
    family: tuple[str, ...]
    core: str
    generation: str

    @property
    def letters(self) -> str:
        """The whole name without gaps, given names first."""
        return "".join((*self.given, *self.family))

    @property
    def full(self) -> str:
        """As ``letters``, without initials."""
        return "".join(word for word in (*self.given, *self.family) if len(word) > 1)


@functools.lru_cache(maxsize=100_000)
def person_name(text: str) -> PersonName:
    """The parts of a name as it is written, family name first with a comma or last without."""
    told = [_words(part) for part in folded(text).split(",")]
    generation = next((later for _, later in told if later), "")
    parts = [words for words, _ in told if words]
    if len(parts) > 1:
        family, given = parts[0], [word for part in parts[1:] for word in part]
    else:
        joined = _joined(parts[0] if parts else [])
        family, given = joined[-1:], joined[:-1]
    core = (parts[0] if parts else [""])[-1].rpartition("-")[2]
    return PersonName(
        tuple(word.replace("-", "") for word in given),
        tuple(part for word in _joined(family) for part in word.split("-") if part),
        core,
        generation,
    )


def _words(text: str) -> tuple[list[str], str]:
    """Words of a part of a name without titles and degrees; and the generation."""
    words = name_words()
    kept: list[str] = []
    generation = ""
    found = [part for word in _WORD.findall(text) for part in _parts(word)]
    found = [word for word in found if word not in words.titles]
    behind = words.degrees | words.generations | words.forms
    if all(word in behind for word in found):
        return [], _generation(next((word for word in found if word in words.generations), ""))
    for word in found:
        if word in words.generations and kept:
            generation = _generation(word)
        elif word not in words.degrees or not kept:
            kept.append(word)
    return kept, generation


def _parts(word: str) -> list[str]:
    """A word without its full stops; initials written together are parted (J.R.)."""
    joined = word.replace(".", "")
    single = all(len(letter) == 1 for letter in word.split("."))
    if "." in word and single and joined not in name_words().degrees:
        return list(joined)
    return [unscanned(joined)]


def _generation(word: str) -> str:
    return {"junior": "jr", "senior": "sr", "2nd": "ii", "3rd": "iii"}.get(word, word)


def _joined(parts: list[str]) -> list[str]:
    """The words with particles joined to what follows: de la cruz is delacruz, st is saint."""
    particles = name_words().particles
    saints = {"st": "saint", "ste": "sainte"}
    out: list[str] = []
    waiting = ""
    for place, part in enumerate(parts):
        if part in particles and place < len(parts) - 1:
            waiting += saints.get(part, part)
            continue
        out.append(waiting + part)
        waiting = ""
    return out


def compare_persons(one: str, other: str) -> Likeness:
    """Whether two names mean one person, as far as names can tell."""
    return _compared(*sorted((person_name(one), person_name(other))))


@functools.lru_cache(maxsize=100_000)
def _compared(one: PersonName, other: PersonName) -> Likeness:
    if not one.family or not other.family:
        return Likeness.NO
    alike = min(_families(one, other), _givens(one.given, other.given))
    if one.letters == other.letters:
        alike = Likeness.CERTAIN
    elif alike is Likeness.NO and _doubtful(one, other):
        alike = Likeness.POSSIBLE
    return min(alike, Likeness.POSSIBLE) if one.generation != other.generation else alike


def _doubtful(one: PersonName, other: PersonName) -> bool:
    """Whether two names that differ in a part may be one person's all the same."""
    return one.full == other.full or _same_words(one, other) or _rare_family(one, other)


def _rare_family(one: PersonName, other: PersonName) -> bool:
    """Whether both bear a family name that few bear, and a given name that no table tells apart.

    Short names are endless (Zeke, Iggy), and who shares a rare family name may be a relative.
    """
    words = name_words()
    a, b = "".join(one.family), "".join(other.family)
    if a != b or len(a) < _RARE or a in words.families or not (one.given and other.given):
        return False
    first, second = one.given[0], other.given[0]
    told_apart = {first, second} <= words.known or _ends_differ(first, second)
    return min(len(first), len(second)) > 1 and not told_apart


def _families(one: PersonName, other: PersonName) -> Likeness:
    a, b = "".join(one.family), "".join(other.family)
    if a == b or _scottish(a) == _scottish(b):
        return Likeness.CERTAIN
    shared = (
        near(a, b)
        or plain_family(a) == plain_family(b)
        or one.core == other.core
        or {one.core, *one.family} & {*other.family, *other.given[1:]}
        or {other.core, *other.family} & set(one.given[1:])
        or (1 in (len(a), len(b)) and a[0] == b[0])
    )
    return Likeness.POSSIBLE if shared else Likeness.NO


def _scottish(family: str) -> str:
    return family.replace("mac", "mc")


def plain_family(family: str) -> str:
    """A family name without the letters that spell an umlaut out, and with Mac as Mc."""
    return _scottish(family).replace("ae", "a").replace("oe", "o").replace("ue", "u")


def _givens(one: tuple[str, ...], other: tuple[str, ...]) -> Likeness:
    """Whether the given names may be one person's; middle names that differ make it doubtful."""
    if not one or not other:
        return Likeness.POSSIBLE
    if "".join(one) == "".join(other):
        return Likeness.CERTAIN
    first = _given(one[0], other[0])
    if first is Likeness.NO:
        crossed = any(_given(a, other[0]) is Likeness.CERTAIN for a in one[1:]) or any(
            _given(one[0], b) is Likeness.CERTAIN for b in other[1:]
        )
        return Likeness.POSSIBLE if crossed else Likeness.NO
    return Likeness.POSSIBLE if _middle_differs(one[1:], other[1:]) else first


def _middle_differs(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether middle names are not one name and its initial, or the only one is a family name."""
    if not (one and other):
        return any(len(word) > 1 and word not in name_words().known for word in (one or other)[:1])
    middle = _given(one[0], other[0])
    initial = 1 in (len(one[0]), len(other[0]))
    return middle is Likeness.NO or (middle is Likeness.POSSIBLE and not initial)


def _given(one: str, other: str) -> Likeness:
    """Whether two given names, or a name and an initial, may be one."""
    if one == other:
        return Likeness.CERTAIN
    if 1 in (len(one), len(other)):
        return (
            Likeness.POSSIBLE
            if one[0] == other[0] or _initial_of_short(one, other)
            else Likeness.NO
        )
    words = name_words()
    lines, others = words.given.get(one, frozenset()), words.given.get(other, frozenset())
    if lines & others:
        single = len(lines) == 1 and len(others) == 1
        return Likeness.CERTAIN if single else Likeness.POSSIBLE
    if one in words.known and other in words.known:
        return Likeness.NO
    alike = near(one, other) or _short_of(one, other) or _varied(one, other)
    return Likeness.POSSIBLE if alike and not _ends_differ(one, other) else Likeness.NO


def _short_of(one: str, other: str) -> bool:
    """Whether one may be short for the other: Irv, Bernie, Toby; Mina of Wilhelmina."""
    shorter, longer = sorted((one, other), key=len)
    stem = _DIMINUTIVE.sub("", shorter)
    if len(stem) > 2 and stem[-1] == stem[-2]:
        stem = stem[:-1]
    begins = len(stem) >= 3 and longer.startswith(stem) and len(longer) > len(stem)
    return begins or (len(shorter) >= 4 and longer.endswith(shorter))


def _varied(one: str, other: str) -> bool:
    """Whether long names with the same beginning differ in two letters (Beatriz, Beatrice)."""
    return one[:5] == other[:5] and min(len(one), len(other)) >= 7 and slips_apart(one, other) <= 2


def _initial_of_short(one: str, other: str) -> bool:
    """Whether an initial is that of a name that the other stands for (B. for Robert)."""
    initial, name = sorted((one, other), key=len)
    words = name_words()
    lines = words.given.get(name, frozenset())
    return any(short[0] == initial and lines & held for short, held in words.given.items())


def _ends_differ(one: str, other: str) -> bool:
    """Whether only the ending of man or woman parts two names (Carlo, Carla; Amit, Amita)."""
    if len(one) == len(other):
        return one[:-1] == other[:-1] and {one[-1], other[-1]} == {"o", "a"}
    shorter, longer = sorted((one, other), key=len)
    return longer.startswith(shorter) and longer[len(shorter) :] in {"a", "e", "ne", "le", "tte"}


def _same_words(one: PersonName, other: PersonName) -> bool:
    """Whether the same words stand in another order (Zhang Wei)."""
    words = {*one.given, *one.family}
    return len(words) > 1 and words == {*other.given, *other.family}

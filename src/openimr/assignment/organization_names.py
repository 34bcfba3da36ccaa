"""Whether two names of organizations mean one organization."""

from __future__ import annotations

import functools
import re

from openimr.assignment.likeness import Likeness, near, shape, slips_apart, unscanned
from openimr.assignment.name_words import folded, name_words

_ALIASES = re.compile(
    r"\b(?:d\s?/?\s?b\s?/?\s?a|a\s?/?k\s?/?a|f\s?/?k\s?/?a|formerly|now|c\s?/\s?o)\b\.?|[()]",
    re.IGNORECASE,
)
_LEGAL = re.compile(
    r",?\s+an?\s+(?:california|delaware|nevada)?\s*(?:professional|medical|nonprofit)?\s*corporation\b",
    re.IGNORECASE,
)
_PLACE_OF = re.compile(r"^(.+),\s*((?:city|county|town|state)(?:\s+of)?)$")
_INITIALS = re.compile(r"\b((?:[a-z]\.){2,}|[a-z](?:\.[a-z])+\.?)")
_WORD = re.compile(r"[^\W_]+")
_ACRONYM = re.compile(r"[A-Z]{3,6}")

_TELLING = 7
"""Letters of a first word that is hardly two organizations' by chance."""
CUT = 4
"""Letters that a word cut short has at least."""

Words = tuple[str, ...]


@functools.lru_cache(maxsize=100_000)
def names_within(text: str) -> tuple[Words, ...]:
    """Each name that the text gives (before and behind "dba", "formerly"), as folded words."""
    parts = [_words(part) for part in _ALIASES.split(text)]
    return tuple(dict.fromkeys(part for part in parts if part))


def _words(text: str) -> Words:
    """The words of one name: abbreviations spelled out, company forms left out."""
    words = name_words()
    bare = _LEGAL.sub(" ", folded(text)).strip(" ,.")
    turned = _PLACE_OF.match(bare)
    if turned:
        bare = f"{turned[2]} {turned[1]}"
    bare = _INITIALS.sub(lambda found: found[0].replace(".", "") + " ", bare)
    bare = bare.replace("&", " ").replace("co-op", "coop")
    spelled = [
        part
        for word in _WORD.findall(bare)
        for part in words.short.get(word, unscanned(word)).split()
    ]
    kept = tuple(
        word
        for word in spelled
        if word not in words.forms
        and word not in words.titles
        and shape(word) not in {"1nc", "11c"}
    )
    degrees_out = tuple(word for word in kept if word not in words.degrees)
    return degrees_out or kept or tuple(spelled)


@functools.lru_cache(maxsize=100_000)
def surely_organization(text: str) -> bool:
    """Whether a name holds a word that many organizations share and no person's name has."""
    return any(word in name_words().common for name in names_within(text) for word in name)


def compare_organizations(one: str, other: str) -> Likeness:
    """Whether two names mean one organization, as far as names can tell."""
    best = max(
        (_compared(*sorted((a, b))) for a in names_within(one) for b in names_within(other)),
        default=Likeness.NO,
    )
    if best is Likeness.NO and (_initials_of(one, other) or _initials_of(other, one)):
        return Likeness.POSSIBLE
    return best


@functools.lru_cache(maxsize=200_000)
def _compared(one: Words, other: Words) -> Likeness:
    if one == other or "".join(one) == "".join(other):
        return Likeness.CERTAIN
    if _opposed(one, other):
        return Likeness.NO
    return Likeness.POSSIBLE if _own_words_near(one, other) else Likeness.NO


def own_words(words: Words) -> list[str]:
    """The words that are the organization's own; all of them where none is."""
    common = name_words().common
    return [word for word in words if word not in common] or list(words)


def _own_words_near(one: Words, other: Words) -> bool:
    """Whether every own word of the shorter name stands in the longer, but for slips.

    A long first word of one's own is enough: sister companies share it, and a person knows.
    """
    shorter, longer = sorted((own_words(one), own_words(other)), key=len)
    if "".join(shorter) == "".join(longer):
        return True
    if shorter[0] == longer[0] and len(shorter[0]) >= _TELLING:
        return True
    waiting = list(longer)
    for word in shorter:
        match = next((one for one in waiting if near(word, one) or _cut(word, one)), None)
        if match is None:
            return _one_slip("".join(shorter), "".join(longer))
        waiting.remove(match)
    return True


def _one_slip(one: str, other: str) -> bool:
    """Whether words parted or joined otherwise are one slip apart (Iron Brigde, Ironbridge)."""
    return near(one, other) and slips_apart(one, other) <= 1


def _cut(one: str, other: str) -> bool:
    """Whether one word is the other cut short (Equip., Transp.)."""
    shorter, longer = sorted((one, other), key=len)
    return len(shorter) >= CUT and longer.startswith(shorter) and not shorter.isdigit()


def _opposed(one: Words, other: Words) -> bool:
    """Whether the names hold words of which at most one fits, or different numbers."""
    opposed = name_words().opposed
    only, others = set(one) - set(other), set(other) - set(one)
    lines = {opposed[word] for word in only if word in opposed}
    if lines & {opposed[word] for word in others if word in opposed}:
        return True
    if any(word.isdigit() for word in only) and any(word.isdigit() for word in others):
        return True
    return any(_opposed_beginnings(a, b) for a in only for b in others)


def _opposed_beginnings(one: str, other: str) -> bool:
    """Whether two words differ in an opposed beginning alone (Northgate, Southgate)."""
    opposed = name_words().opposed
    for length in range(4, min(6, len(one))):
        rest, line = one[length:], opposed.get(one[:length])
        if line is not None and other.endswith(rest):
            beginning = other.removesuffix(rest)
            if beginning != one[:length] and opposed.get(beginning) == line:
                return True
    return False


def _initials_of(short: str, long: str) -> bool:
    """Whether one name is the other's initials (PCIC for Pacific Crest Indemnity Company)."""
    letters = short.strip().replace(".", "")
    return bool(_ACRONYM.fullmatch(letters)) and initials_in(long) == letters.casefold()


def initials_in(text: str) -> str:
    """First letters of the words of a name, company form included."""
    words = [word for word in _WORD.findall(folded(text)) if word not in {"of", "the", "and"}]
    return "".join(word[0] for word in words)

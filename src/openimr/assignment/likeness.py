"""How near two words of names are: the same, a slip of hand or scanner apart, or different."""

from __future__ import annotations

import enum
import re

from rapidfuzz.distance import DamerauLevenshtein


class Likeness(enum.IntEnum):
    """Whether two names mean one person or organization.

    ``POSSIBLE`` is never settled by a program: a person confirms or denies it, with a reason.
    """

    NO = 0
    POSSIBLE = 1
    CERTAIN = 2


_READ_AS = str.maketrans("0158", "olsb")
_SCANNED = (("rn", "m"), ("vv", "w"), ("cl", "d"), ("ii", "u"), ("li", "h"))
_SHAPES = str.maketrans("ilq", "11g")
_MIXED = re.compile(r"(?=.*[a-z])(?=.*\d)")
_EXCHANGE, _ONE_SLIP, _TWO_SLIPS = 4, 5, 9
"""Letters that a word has at least to have two of them exchanged, one slip or two in it."""


def unscanned(word: str) -> str:
    """A word with the letters for which a scanner reads digits; numbers stay."""
    return word.translate(_READ_AS) if _MIXED.match(word) else word


def shape(word: str) -> str:
    """A word as a scanner sees it: what looks the same is the same."""
    for seen, meant in _SCANNED:
        word = word.replace(seen, meant)
    return word.translate(_SHAPES)


def slips_apart(one: str, other: str) -> int:
    """Slips of the pen between two words; an exchange of neighbours is one."""
    return DamerauLevenshtein.distance(one, other)


def near(one: str, other: str) -> bool:
    """Whether a slip of the pen or a bad scan may be all that parts two words."""
    if one == other or shape(one) == shape(other):
        return True
    if one.isdigit() or other.isdigit():
        return False
    shorter = min(len(one), len(other))
    if shorter >= _EXCHANGE and sorted(one) == sorted(other):
        return slips_apart(one, other) == 1
    allowed = 2 if shorter >= _TWO_SLIPS else 1 if shorter >= _ONE_SLIP else 0
    return allowed > 0 and slips_apart(one, other) <= allowed


def letters_left_out(word: str, slips: int = 2) -> frozenset[str]:
    """The word, and it without the letters that may be slips.

    Two words that ``near`` calls near, and that are at most so many slips apart, have one of
    these in common, or their shape: a slip is undone by leaving a letter out on one side or both.
    """
    most = 2 if len(word) >= _TWO_SLIPS else 1 if len(word) >= _EXCHANGE else 0
    found = last = frozenset({word})
    for _ in range(min(most, slips)):
        last = frozenset(one[:at] + one[at + 1 :] for one in last for at in range(len(one)))
        found |= last
    return found

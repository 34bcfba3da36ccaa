"""What a text must hold for a pattern to match: plain words, looked for before the pattern is.

A record has thousands of sentences and a guideline hundreds of patterns; most sentences hold
none of a pattern's words. The words are read off the pattern's own parse.
"""

from __future__ import annotations

import functools
import importlib
import re
from collections.abc import Iterable, Sequence
from typing import Any

_SHORTEST = 2
_MOST = 48
"""Words of one pattern that are worth looking for; with more it is tried on every text."""
_MOST_CHARACTERS = 12

Words = frozenset[str]
"""Words of which a match holds at least one; each is folded to one case."""


@functools.cache
def needed_words(pattern: str) -> Words | None:
    """Words of which every text that the pattern matches holds one, or None if none are known.

    Args:
        pattern: a regular expression, read without regard to case.
    """
    try:
        parsed = importlib.import_module("re._parser").parse(pattern, re.IGNORECASE)
    except ImportError:
        return None
    found = _of_sequence(parsed)
    worth = found is not None and len(found) <= _MOST and _shortest(found) >= _SHORTEST
    return found if worth else None


def _shortest(words: Words) -> int:
    return min(map(len, words), default=0)


def _of_sequence(parts: Iterable[tuple[Any, Any]]) -> Words | None:
    """The best that any part of a sequence needs: the longest words, of those the fewest."""
    known: list[Words] = []
    run: tuple[str, ...] = ("",)
    for kind, argument in parts:
        name = str(kind)
        characters = _characters(name, argument)
        if characters and len(run) * len(characters) <= _MOST:
            run = tuple(before + letter for before in run for letter in characters)
        elif name != "AT":
            known += _ended(run)
            run = ("",)
            needed = _of_part(name, argument)
            known += [needed] if needed else []
    known += _ended(run)
    return max(known, key=lambda words: (min(_shortest(words), 4), -len(words)), default=None)


def _ended(run: Sequence[str]) -> list[Words]:
    return [frozenset(run)] if run[0] else []


def _characters(name: str, argument: Any) -> tuple[str, ...]:
    """The characters that a part of one character may be, folded; empty when too many."""
    if name == "LITERAL":
        return (chr(argument).casefold(),)
    if name != "IN":
        return ()
    found: list[str] = []
    for kind, value in argument:
        if str(kind) == "LITERAL":
            found.append(chr(value).casefold())
        elif str(kind) == "RANGE" and value[1] - value[0] < _MOST_CHARACTERS:
            found += [chr(code).casefold() for code in range(value[0], value[1] + 1)]
        else:
            return ()
    return tuple(dict.fromkeys(found)) if len(found) <= _MOST_CHARACTERS else ()


def _of_part(name: str, argument: Any) -> Words | None:
    if name == "SUBPATTERN":
        return _of_sequence(argument[-1])
    if name == "ATOMIC_GROUP":
        return _of_sequence(argument)
    if name == "ASSERT":
        return _of_sequence(argument[1])
    if name in {"MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"}:
        return _of_sequence(argument[2]) if argument[0] > 0 else None
    if name == "BRANCH":
        branches = [_of_sequence(branch) for branch in argument[1]]
        known = [words for words in branches if words]
        return frozenset().union(*known) if len(known) == len(branches) else None
    return None

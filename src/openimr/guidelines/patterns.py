"""The patterns of packs, compiled once: thousands, more than the standard library keeps."""

from __future__ import annotations

import functools
import importlib
import re
from collections.abc import Iterable
from typing import Any

_LONGEST = 20_000
"""Characters of a pattern with its word lists written out."""
_REPEATS = frozenset({"MAX_REPEAT", "MIN_REPEAT"})
_MANY = 100
"""Repetitions from which on a repetition of repetitions takes too long to fail."""


@functools.cache
def compiled(pattern: str) -> re.Pattern[str]:
    """A pattern of a pack; case never matters."""
    return re.compile(pattern, re.IGNORECASE)


def first_match(patterns: Iterable[str], text: str) -> re.Match[str] | None:
    """The match of any of the patterns that stands first in a text, or None."""
    found = [match for pattern in patterns if (match := compiled(pattern).search(text))]
    return min(found, key=re.Match.start, default=None)


@functools.cache
def fault_of(pattern: str) -> tuple[str, str] | None:
    """What is wrong with a pattern and what to do, or None where it can be used."""
    if len(pattern) > _LONGEST:
        return f"pattern of {len(pattern)} characters", "split it"
    try:
        parsed = importlib.import_module("re._parser").parse(pattern, re.IGNORECASE)
        compiled(pattern)
    except ImportError:
        return None
    except (re.error, OverflowError, RecursionError) as error:
        return f"pattern cannot be read: {error}", "correct the regular expression"
    if _nests(parsed, repeated=False):
        remedy = "take the inner '+' or '*' out, or put what must stand between"
        return "pattern repeats a repetition, which may take hours on some texts", remedy
    if "(?!" not in pattern and compiled(pattern).search("") is not None:
        return "pattern matches anything, even an empty text", "say what must stand there"
    return None


def _nests(parts: Iterable[tuple[Any, Any]], *, repeated: bool) -> bool:
    """Whether a long repetition repeats a long one with nothing that must stand between."""
    parts = list(parts)
    bare = all(_may_repeat_or_miss(part) for part in parts)
    for name, argument in ((str(kind), argument) for kind, argument in parts):
        long = name in _REPEATS and argument[1] >= _MANY
        if repeated and bare and long:
            return True
        inner = repeated and bare and name in {"SUBPATTERN", "BRANCH"}
        if any(_nests(part, repeated=long or inner) for part in _inside(name, argument)):
            return True
    return False


def _may_repeat_or_miss(part: tuple[Any, Any]) -> bool:
    """Whether a part may be empty or is itself repeated, so that it holds nothing apart."""
    name, argument = str(part[0]), part[1]
    if name in _REPEATS:
        return argument[0] == 0 or bool(argument[1] >= _MANY)
    if name in {"SUBPATTERN", "BRANCH"}:
        return any(all(map(_may_repeat_or_miss, inner)) for inner in _inside(name, argument))
    return False


def _inside(name: str, argument: Any) -> list[Any]:
    """The sequences inside a part."""
    if name in _REPEATS:
        return [argument[2]]
    if name == "BRANCH":
        return list(argument[1])
    if name == "SUBPATTERN":
        return [argument[-1]]
    return []

"""The patterns of packs, compiled once: thousands, more than the standard library keeps."""

from __future__ import annotations

import functools
import importlib
import re
from collections.abc import Iterable
from typing import Any

from openimr.guidelines.needed_words import Words, needed_words

_BEGINNING = 3
"""Letters of a word that are looked at first."""
_LONGEST = 20_000
"""Characters of a pattern with its word lists written out."""
_REPEATS = frozenset({"MAX_REPEAT", "MIN_REPEAT"})
_MANY = 100
"""Repetitions from which on a repetition of repetitions takes too long to fail."""
_LONG = re.compile(r"[*+]|\{(?:\d*,)?(?:\d{3,})?\}")
"""What may repeat so often."""


@functools.cache
def compiled(pattern: str) -> re.Pattern[str]:
    """A pattern of a pack; case never matters."""
    return re.compile(pattern, re.IGNORECASE)


def first_match(patterns: Iterable[str], text: str) -> re.Match[str] | None:
    """The match of any of the patterns that stands first in a text, or None."""
    first: re.Match[str] | None = None
    for pattern in patterns:
        found = compiled(pattern).search(text)
        if found is not None and (first is None or found.start() < first.start()):
            first = found
            if found.start() == 0:
                break
    return first


def first_likely_match(patterns: tuple[str, ...], text: str) -> re.Match[str] | None:
    """As `first_match`, for many patterns of which a text holds the words of few.

    Those whose words it does not hold are not even compiled, which takes longer than all else
    where one request is matched against every topic.
    """
    pieces = pieces_of(text)
    any_of_them = beginnings_of_any(patterns)
    if any_of_them is not None and any_of_them.isdisjoint(pieces):
        return None
    folded = text.casefold()
    likely = (
        pattern
        for pattern, beginnings, words in _needs_of(patterns)
        if beginnings is None
        or (not beginnings.isdisjoint(pieces) and any(word in folded for word in words))
    )
    return first_match(likely, text)


@functools.cache
def _needs_of(patterns: tuple[str, ...]) -> tuple[tuple[str, frozenset[str] | None, Words], ...]:
    """Each pattern with the words that it needs, and how they begin."""
    return tuple((one, _beginnings(one), needed_words(one) or frozenset()) for one in patterns)


@functools.lru_cache(maxsize=16)
def pieces_of(text: str) -> frozenset[str]:
    """Every two and every three letters that follow one another in a text, folded."""
    folded = text.casefold()
    return frozenset(folded[at : at + size] for at in range(len(folded) - 1) for size in (2, 3))


@functools.cache
def _beginnings(pattern: str) -> frozenset[str] | None:
    """How the words begin that a pattern needs; None where it may match without any."""
    words = needed_words(pattern)
    return None if words is None else frozenset(word[:_BEGINNING] for word in words)


@functools.cache
def beginnings_of_any(patterns: tuple[str, ...]) -> frozenset[str] | None:
    """How words begin of which a text that any pattern matches holds one; None if not known."""
    each = [_beginnings(pattern) for pattern in patterns]
    known = [beginnings for beginnings in each if beginnings is not None]
    return frozenset().union(*known) if len(known) == len(each) else None


@functools.cache
def fault_of(pattern: str) -> tuple[str, str] | None:
    """What is wrong with a pattern and what to do, or None where it can be used."""
    if len(pattern) > _LONGEST:
        return f"pattern of {len(pattern)} characters", "split it"
    try:
        parsed = importlib.import_module("re._parser").parse(pattern, re.IGNORECASE)
        if "(?<" in pattern:
            compiled(pattern)  # which alone tells whether what it looks back for is of one length
    except ImportError:
        return None
    except (re.error, OverflowError, RecursionError) as error:
        return f"pattern cannot be read: {error}", "correct the regular expression"
    if len(_LONG.findall(pattern)) > 1 and _nests(parsed, repeated=False):
        remedy = "take the inner '+' or '*' out, or put what must stand between"
        return "pattern repeats a repetition, which may take hours on some texts", remedy
    may_be_empty = parsed.getwidth()[0] == 0 and "(?!" not in pattern
    if may_be_empty and compiled(pattern).search("") is not None:
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

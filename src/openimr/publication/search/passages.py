"""The passages of a determination in which the words of a query stand, with their places."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Final, NamedTuple

from openimr.publication.model import PublishedDetermination
from openimr.publication.search.ports import Passage
from openimr.publication.search.query import (
    Alike,
    And,
    Expression,
    Field,
    Or,
    Words,
)

MOST: Final = 3
"""Passages shown of one determination."""

_ROOM: Final = 90
"""Characters shown before and after what was found, at least to a word's end."""

LOOKED_AT: Final = 100_000
"""Characters of a determination that are looked through, which bounds what a page can cost; the
longest of the shared letters has an eighth of them."""

_LETTERS = re.compile(r"[^\W_]+")

Stem = Callable[[str], str]
"""What a word is compared by: its stem in lower case."""


class _Window(NamedTuple):
    start: int
    end: int
    marks: tuple[tuple[int, int], ...]
    kinds: int
    """How many different words or phrases of the query it shows."""


def words_asked(asked: Expression | None) -> Iterator[Words]:
    """The words that a hit may show: not those that must not occur."""
    match asked:
        case Words():
            yield asked
        case And(of=parts) | Or(of=parts):
            for part in parts:
                yield from words_asked(part)
        case Alike(asked=inner, also=also):
            yield from words_asked(inner)
            yield from also


def passages_of(
    determination: PublishedDetermination, asked: Expression | None, stem: Stem
) -> tuple[Passage, ...]:
    """The best passages of a determination; those that show more of the query first."""
    wanted = [(tuple(map(stem, one.words)), one.field) for one in words_asked(asked)]
    if not wanted:
        return ()
    found: list[tuple[int, int, Passage]] = []
    left = LOOKED_AT
    for order, (field, number, whole) in enumerate(_texts(determination)):
        text, left = whole[:left], max(0, left - len(whole))
        sequences = {words for words, where in wanted if where in {None, field}}
        for window in _windows(text, sequences, stem):
            passage = _passage(text, window, field, number)
            found.append((-window.kinds, order, passage))
    found.sort(key=lambda one: one[:2])
    return tuple(passage for _, _, passage in found[:MOST])


def _texts(
    determination: PublishedDetermination,
) -> Iterator[tuple[Field, int | None, str]]:
    for finding in determination.findings:
        yield Field.TREATMENT, finding.number, finding.treatment
        if finding.rationale:
            yield Field.RATIONALE, finding.number, finding.rationale
    if determination.summary:
        yield Field.SUMMARY, None, determination.summary


def _windows(text: str, sequences: set[tuple[str, ...]], stem: Stem) -> list[_Window]:
    """Stretches of a text around what was found; near ones are one."""
    marks = _marks(text, sequences, stem)
    windows: list[_Window] = []
    group: list[tuple[int, int, tuple[str, ...]]] = []
    for mark in marks:
        if group and mark[0] - group[0][0] > 2 * _ROOM:
            windows.append(_window(text, group))
            group = []
        group.append(mark)
    if group:
        windows.append(_window(text, group))
    return windows


def _window(text: str, group: list[tuple[int, int, tuple[str, ...]]]) -> _Window:
    start, end = max(0, group[0][0] - _ROOM), min(len(text), group[-1][1] + _ROOM)
    while start > 0 and not text[start - 1].isspace():
        start -= 1
    while end < len(text) and not text[end].isspace():
        end += 1
    places = tuple((first, last) for first, last, _ in group)
    return _Window(start, end, places, len({words for *_, words in group}))


def _marks(
    text: str, sequences: set[tuple[str, ...]], stem: Stem
) -> list[tuple[int, int, tuple[str, ...]]]:
    by_first: dict[str, list[tuple[str, ...]]] = {}
    for words in sorted(sequences, key=len, reverse=True):
        by_first.setdefault(words[0], []).append(words)
    tokens = [(stem(match[0]), match.start(), match.end()) for match in _LETTERS.finditer(text)]
    marks: list[tuple[int, int, tuple[str, ...]]] = []
    free = 0
    for at, (word, start, _) in enumerate(tokens):
        if start < free or word not in by_first:
            continue
        for words in by_first[word]:
            if tuple(token[0] for token in tokens[at : at + len(words)]) == words:
                free = tokens[at + len(words) - 1][2]
                marks.append((start, free, words))
                break
    return marks


def _passage(text: str, window: _Window, field: Field, number: int | None) -> Passage:
    before = "…" if window.start else ""
    after = "…" if window.end < len(text) else ""
    shift = len(before) - window.start
    return Passage(
        field=field,
        finding=number,
        text=f"{before}{text[window.start : window.end]}{after}",
        marks=tuple((start + shift, end + shift) for start, end in window.marks),
    )

"""The sections of a letter, by their headings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from rapidfuzz import fuzz, process

from openimr.determination.line_starts import LINE_START, AtLineStart, find_at_line_starts

_WHOLE: Final = {
    "HOW THE IMR FINAL DETERMINATION WAS MADE": "method",
    "DOCUMENTS REVIEWED": "documents",
    "CLINICAL CASE SUMMARY": "summary",
    "IMR ISSUES, DECISIONS AND RATIONALES": "issues",
    "IMR DECISION(S) AND RATIONALE(S)": "issues",
}
_ALIKE: Final = 85
"""Likeness in per cent from which a line in capitals is taken for a misspelt heading."""
_IN_CAPITALS = re.compile(
    r"^[ \t]*(?P<words>[A-Z(][A-Z(),&/ \t]{10,60}?)[ \t]*[:.]?[ \t\r]*$", re.MULTILINE
)


class Section(NamedTuple):
    """Offsets of a section: its heading, its body, and the next heading (or the letter's end)."""

    heading: int
    body: int
    end: int


def heading_pattern(names: dict[str, str]) -> re.Pattern[str]:
    """A pattern that finds any of the named headings at the start of a line.

    A heading ends its line, or runs on into a sentence when it is printed in capitals.

    Args:
        names: patterns of the headings in capitals, by section name.
    """
    any_of = "|".join(f"(?P<{name}>{pattern})" for name, pattern in names.items())
    return re.compile(
        rf"{LINE_START}(?:{any_of})"
        r"(?:[ \t:.\r\u00a0]*$|[ \t]*:(?=[ \t])|(?-i:(?<=[A-Z)]))[ \t]+(?=(?-i:[A-Z][a-z])))",
        re.MULTILINE | re.IGNORECASE,
    )


def find_sections(
    text: str, pattern: re.Pattern[str], last: str | None = None
) -> dict[str, Section]:
    """The first section under each heading, in the order in which they stand.

    Args:
        text: the letter.
        pattern: as ``heading_pattern`` gives it.
        last: a section behind which no other comes, or None.
    """
    marks: dict[str, AtLineStart] = {}
    for mark in find_at_line_starts(pattern, text):
        marks.setdefault(mark.name, mark)
        if mark.name == last:
            break
    misspelt = _misspelt(text, frozenset(marks), pattern)
    found = sorted([*marks.values(), *misspelt], key=lambda mark: mark.start)
    ends = [*(mark.start for mark in found[1:]), len(text)][: len(found)]
    return {
        mark.name: Section(mark.start, mark.end, end) for mark, end in zip(found, ends, strict=True)
    }


def _misspelt(text: str, headed: frozenset[str], pattern: re.Pattern[str]) -> Iterator[AtLineStart]:
    """Sections that no line heads as it should, by a line in capitals that nearly does."""
    known = set(headed)
    missing = {
        words: name
        for words, name in _WHOLE.items()
        if name in pattern.groupindex and name not in known
    }
    if not set(missing.values()) - {"documents"}:
        return
    for match in _IN_CAPITALS.finditer(text):
        words = " ".join(match["words"].split())
        found = process.extractOne(words, list(missing), scorer=fuzz.ratio, score_cutoff=_ALIKE)
        if found and (name := missing[found[0]]) not in known:
            known.add(name)
            yield AtLineStart(name, match.start(), match.end())

"""The sections of a letter, by their headings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from rapidfuzz import fuzz, process

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
        rf"^[ \t]*(?:{any_of})"
        r"(?:[ \t:.\r]*$|[ \t]*:(?=[ \t])|(?-i:(?<=[A-Z)]))[ \t]+(?=(?-i:[A-Z][a-z])))",
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
    marks: list[tuple[str, int, int]] = []
    for match in pattern.finditer(text):
        name = str(match.lastgroup)
        if all(name != known for known, _, _ in marks):
            marks.append((name, match.start(), match.end()))
        if name == last:
            break
    marks = sorted([*marks, *_misspelt(text, marks, pattern)], key=lambda mark: mark[1])
    ends = [*(start for _, start, _ in marks[1:]), len(text)][: len(marks)]
    return {
        name: Section(heading, body, end)
        for (name, heading, body), end in zip(marks, ends, strict=True)
    }


def _misspelt(
    text: str, marks: list[tuple[str, int, int]], pattern: re.Pattern[str]
) -> Iterator[tuple[str, int, int]]:
    """Sections that no line heads as it should, by a line in capitals that nearly does."""
    known = {name for name, _, _ in marks}
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
            yield name, match.start(), match.end()

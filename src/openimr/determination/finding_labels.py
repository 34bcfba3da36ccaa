"""The labels of a finding's parts: as printed, run on inside a line, or damaged by OCR."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from rapidfuzz import fuzz, process

from openimr.determination.line_starts import LINE_START, find_at_line_starts
from openimr.determination.model import Decision

PARTS = ("claims_administrator_guideline", "reviewer_guideline", "rationale")
"""The parts in the order in which every finding has them."""

Block = dict[str, tuple[int, int]]
"""The labels of one finding: offsets of each by the name of the part that it heads."""

_LABELS = (
    r"(?:(?P<claims_administrator_guideline>C[il1]+[aime]+s?\s+Adm\w+(?:'s|’s)?\s+guide\s?lines?)"
    r"|(?P<reviewer_guideline>(?:MAX[IL1]MUS|IMRO?|(?:The\s+)?(?:Expert|Physician|Medical|IMR)\s+"
    r"Reviewer|Reviewer|Independent\s+Medical\s+Review(?:er)?)(?:'s|’s)?\s+guide\s?lines?)"
    r"|(?P<rationale>(?:The\s+)?(?:(?:Expert|Physician|Medical|IMR)\s+)?(?:Reviewer(?:'s|’s)?\s+)?"
    r"(?:Dec\w{3,7}\s+rat\w{4,8}|Rationale(?:\s+for\s+(?:the\s+)?decision)?(?=\s*:))))"
    r"(?:\s*[:;]|(?=\s+(?:The|Decision)\s))"
)
_INITIALS = r"(?-i:(?=[CDEIMPRTcdeimprt]))"
"""Compared before all else, because most lines begin with another letter."""
_AT_LINE_START = re.compile(rf"{LINE_START}{_INITIALS}{_LABELS}", re.IGNORECASE)
_ANYWHERE = re.compile(rf"(?:^|(?<=[.:;\s])){_LABELS}", re.IGNORECASE | re.MULTILINE)
_PLAIN = ("guideline: ", "guideline:\n")
"""Looked for first, because a plain search costs nothing."""

_LIKE_A_LABEL = re.compile(r"^[ \t]*(?P<words>[^\n:;.,]{6,42})\s*[:;.](?=\s)", re.MULTILINE)
_WHOLE_LABELS = {
    "claims administrator guideline": PARTS[0],
    "maximus guideline": PARTS[1],
    "expert reviewer guideline": PARTS[1],
    "imr guideline": PARTS[1],
    "decision rationale": PARTS[2],
}
_ALIKE = 80
"""Likeness in per cent from which a damaged label is taken for the whole one."""

_WORDS = {"upheld": Decision.UPHELD, "overturned": Decision.OVERTURNED}
_WORD_ALIKE = 70
_LAST_WORD = re.compile(r"[:;]\s*(?P<word>[^\s:;]{5,12})[\s.]*\Z")


def has_labels(text: str) -> bool:
    """Whether guideline lines are labelled as letters of 2014 on do."""
    if any(label in text for label in _PLAIN):
        return True
    return any(label.lastgroup != PARTS[2] for label in _ANYWHERE.finditer(text))


def find_blocks(text: str, start: int, end: int) -> list[Block]:
    """The labels of all findings, the more tolerantly the more of them are missing."""
    blocks = _grouped(find_at_line_starts(_AT_LINE_START, text, start, end))
    if _whole(blocks):
        return blocks
    anywhere = _grouped(_anywhere(text, start, end))
    if _whole(anywhere):
        return anywhere
    known = list(_anywhere(text, start, end))
    return _grouped(sorted([*known, *_damaged(text, start, end, known)], key=lambda one: one[1]))


def damaged_decision(words: str) -> tuple[Decision, int, int] | None:
    """A decision word at the end of a heading that OCR has damaged, with its offsets."""
    match = _LAST_WORD.search(words)
    if match is None:
        return None
    word = match["word"].lower()
    found = process.extractOne(word, list(_WORDS), scorer=fuzz.ratio, score_cutoff=_WORD_ALIKE)
    return None if found is None else (_WORDS[found[0]], match.start(), match.end("word"))


_Label = tuple[str, int, int]


def _anywhere(text: str, start: int, end: int) -> Iterator[_Label]:
    for match in _ANYWHERE.finditer(text, start, end):
        yield str(match.lastgroup), match.start(), match.end()


def _damaged(text: str, start: int, end: int, known: list[_Label]) -> Iterator[_Label]:
    taken = {label[1] for label in known}
    for match in _LIKE_A_LABEL.finditer(text, start, end):
        words = " ".join(match["words"].lower().split())
        found = process.extractOne(
            words, list(_WHOLE_LABELS), scorer=fuzz.ratio, score_cutoff=_ALIKE
        )
        if found and match.start() not in taken:
            yield _WHOLE_LABELS[found[0]], match.start(), match.end()


def _whole(blocks: list[Block]) -> bool:
    return bool(blocks) and all(len(block) == len(PARTS) for block in blocks)


def _grouped(labels: Iterable[_Label]) -> list[Block]:
    """Labels in the order in which they come, parted wherever the order starts again."""
    blocks: list[Block] = []
    latest = len(PARTS)
    for name, start, end in labels:
        position = PARTS.index(name)
        if position <= latest:
            blocks.append({})
        blocks[-1][name] = (start, end)
        latest = position
    return blocks

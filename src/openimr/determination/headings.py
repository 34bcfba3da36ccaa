"""Where the heading of a disputed treatment starts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from openimr.determination.letter_text import LetterText
from openimr.determination.model import Decision

_MAX_LINES = 16
"""More lines than any heading has; a rationale without an end must not be taken for one."""

_SENTENCE_END = re.compile(r"""[.!?][\s"'”’)\]*]*\Z""")
_CONCLUSION_END = re.compile(
    r"\b(?:necessary|appropriate|warranted|supported|established|certified|recommended|indicated"
    r"|approved|authorized|upheld|overturned|met)[\s.\"'”’)]*\Z",
    re.IGNORECASE,
)
_LONGEST_END = 24
"""Characters in which a concluding word with its marks fits."""
_ABBREVIATION_END = re.compile(
    r"\b(?:vs|approx|no|dr|tab|cap|mg|ml|qty|etc|e\.g|i\.e|ex|s|l|r|lt|rt|hr|hrs|wk|wks|mo|incl|w)\.\s*\Z",
    re.IGNORECASE,
)
_STARTS_NEW = re.compile(r"[\"'“‘(\[*#•●-]*[A-Z0-9]")
_PARTLY_AUTHORISED = re.compile(r"\b(?:was|were|is)\s+the\s+original\s+request\b", re.IGNORECASE)
_ENDS_PARTLY_AUTHORISED = re.compile(
    r"\boriginal\s+request\b.*\b(?:is|are)\s*:?\s*\Z", re.IGNORECASE | re.DOTALL
)


class _Line(NamedTuple):
    """A line with words, its offset, and the number of line ends that follow it."""

    text: str
    start: int
    gap: int


def heading_start(letter: LetterText, low: int, end: int) -> int:
    """The offset at which the heading that ends at ``end`` starts.

    Args:
        letter: the letter.
        low: the earliest offset possible: behind the label of the previous rationale, or
            behind the sentence that leads to the first heading.
        end: the end of the heading, before its decision word.
    """
    text = letter.text
    lines: Iterator[_Line] = islice(_lines_backward(text, low, end), _MAX_LINES)
    if _is_partly_authorised(text, low, end):
        lines = iter(_from_original_request(text, list(lines), end))
    line = next(lines, None)
    if line is None:
        return end
    for before in lines:
        if _parts(letter, before, line):
            break
        line = before
    return line.start


def _lines_backward(text: str, low: int, end: int) -> Iterator[_Line]:
    """Lines with words from ``end`` back to ``low``, each with the line ends that follow it."""
    gap = 0
    position = end
    while position > low:
        start = max(text.rfind("\n", low, position) + 1, low)
        line = text[start:position].strip()
        if line:
            yield _Line(line, start, gap)
            gap = 0
        gap += 1
        position = start - 1


def _is_partly_authorised(text: str, low: int, end: int) -> bool:
    """Whether the heading tells the original request before what is left of it."""
    window = max(low, end - 600)
    mentioned = "original" in text[window:end].lower()
    return mentioned and _ENDS_PARTLY_AUTHORISED.search(text, window, end) is not None


def _from_original_request(text: str, lines: list[_Line], end: int) -> list[_Line]:
    """The lines from the first sentence of a partly authorised request on back.

    Such a heading is two or three whole sentences, so their full stops do not end it.
    """
    earliest = lines[-1].start if lines else end
    mentions = [match.start() for match in _PARTLY_AUTHORISED.finditer(text, earliest, end)]
    if not mentions:
        return lines
    return [line for line in lines if line.start <= mentions[-1]]


def _runs_on(letter: LetterText, before: _Line, after: _Line) -> bool:
    """Whether a sentence or a heading goes on across a gap, as at a page break."""
    if _SENTENCE_END.search(before.text[-_LONGEST_END:]):
        return False
    return after.text[0].islower() or _on_next_page(letter, before, after)


def _on_next_page(letter: LetterText, before: _Line, after: _Line) -> bool:
    return letter.page_at(before.start) < letter.page_at(after.start)


def _parts(letter: LetterText, before: _Line, after: _Line) -> bool:
    """Whether a rationale ends with the line ``before`` and a heading starts with ``after``."""
    wide = before.gap > 1 and before.gap > letter.line_step
    if wide and not _runs_on(letter, before, after):
        return True
    if _CONCLUSION_END.search(before.text[-_LONGEST_END:]):
        return True
    if _SENTENCE_END.search(before.text[-_LONGEST_END:]):
        return _STARTS_NEW.match(after.text) is not None or not _ABBREVIATION_END.search(
            before.text
        )
    first_word = len(after.text.split(maxsplit=1)[0])
    short = len(before.text) + 1 + first_word < 0.75 * letter.line_width
    starts_new = short and _STARTS_NEW.match(after.text) is not None
    return starts_new and not (wide and _on_next_page(letter, before, after))


_NUMBER = re.compile(r"\s*(?:\((\d{1,2})\)|(\d{1,2})[.)])\s+(?=\S)")


_BULLET = re.compile(r"\s*[•●▪■◦∙·\uf0b7\uf0a7]\s+(?=\S)")


class Heading(NamedTuple):
    """Offsets of a heading without its decision, and the decision with its own offsets."""

    start: int
    end: int
    decision: Decision | None
    word: tuple[int, int]


def without_numbering(letter: LetterText, headings: Sequence[Heading]) -> list[Heading]:
    """Headings without a bullet, and without "1." or "1)" where all are numbered in order."""
    plain = [_without_bullet(letter, heading) for heading in headings]
    matches = [_NUMBER.match(letter.text, heading.start, heading.end) for heading in plain]
    numbers = [int(match[1] or match[2]) if match else None for match in matches]
    if numbers != list(range(1, len(plain) + 1)):
        return plain
    return [
        heading._replace(start=match.end())
        for heading, match in zip(plain, matches, strict=True)
        if match
    ]


def _without_bullet(letter: LetterText, heading: Heading) -> Heading:
    bullet = _BULLET.match(letter.text, heading.start, heading.end)
    return heading._replace(start=bullet.end()) if bullet else heading

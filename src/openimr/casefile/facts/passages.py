"""From pages to passages: sentences, list entries and table rows with the section they stand in.

A passage keeps its page's offsets: its text is the page's, with line ends turned into spaces, so
a match at offset n of the passage stands at ``start + n`` of the page.
"""

from __future__ import annotations

import datetime as dt
import functools
import re
from collections.abc import Iterator

from openimr.casefile.assertion import Context, Scope, context_at, read_scopes
from openimr.casefile.facts.sections import Section, heading_at, inline_headings
from openimr.casefile.model import Document, Page
from openimr.vocabulary.value import Value

_ITEM = re.compile(r"\s*(?:\(?\d{1,2}[.)]|[•●▪*]|[-–]\s)\s*")
_INNER_ITEM = re.compile(
    r"(?<=[.;,:)\s])\s*(?<![\d/])\b\d{1,2}[.)]\s+(?=[A-Z\d])|\s\s(?=\d{1,2}[.)]\s)"
)
_SENTENCE = re.compile(r"(?<=[.!?;])[\"”')]*\s+(?=[\"“'(]?[A-Z0-9+#/])")
_ABBREVIATED = re.compile(
    r"(?:\b(?:Dr|Drs|Mr|Mrs|Ms|St|Ste|No|vs|approx|avg|incl|inj|eval|auth|poss|bilat|temp|esp|dec|ant|post"
    r"|lat|med|ext|flex|abd|rot|occ|i\.e|e\.g|p\.o|b\.i\.d|t\.i\.d|q\.d|q\.h\.s|Inc|Ins|Co|Sect|Fig|Ph|D\.C|M\.D)"
    r"|\b[A-Z])\.$"
)
_ROW = re.compile(r"\S {2,}\S")
_CONTINUED = re.compile(r"^\s*[a-z0-9(&#\"“]")
_BOX_LINE = re.compile(r"[☒☐☑✓✔✗]|\[[xX ]\]|\([xX ]\)\s")


class Passage(Value, frozen=True, kw_only=True):
    """One sentence, list entry or table row.

    Attributes:
        page: the page it stands on.
        start, end: its offsets there.
        text: the page's text between them, line ends as spaces (same length).
        section: the part of the document it belongs to.
        document: its document.
        date: the date its facts take when it states none.
        row: whether it is a row of columns (two spaces between them).
        lead: text of the passage before it in the same paragraph, "" at the start of one.
    """

    page: Page
    start: int
    end: int
    text: str
    section: Section
    document: Document
    date: dt.date | None = None
    row: bool = False
    lead: str = ""

    def context(self, start: int, end: int) -> Context:
        """What the cues of this passage say of the words at ``start`` to ``end`` of its text."""
        return context_at(_scopes(self.text), start, end)


@functools.lru_cache(maxsize=4096)
def _scopes(text: str) -> tuple[Scope, ...]:
    return read_scopes(text)


def passages_of(document: Document, pages: tuple[Page, ...]) -> Iterator[Passage]:
    """The passages of one document in reading order; sections run on over its pages."""
    section = Section.NONE
    for page in pages:
        for start, end, section, row in _blocks(page.text, section):  # noqa: B020
            yield from _sentences(page, document, start, end, section, row)


def _blocks(text: str, section: Section) -> Iterator[tuple[int, int, Section, bool]]:
    """Paragraphs, list entries and rows with their section, as offsets of the page."""
    open_block: tuple[int, int, Section] | None = None
    for start, end in _lines(text):
        line = text[start:end]
        heading = heading_at(line)
        if heading is not None or _breaks(line) or not line.strip():
            if open_block:
                yield (*open_block, False)
                open_block = None
        if not line.strip():
            continue
        if heading is not None:
            section, skip = heading
            start += skip
            if not text[start:end].strip():
                yield start, start, section, False
                continue
        if _ROW.search(line) and not _CONTINUED_ROW.match(line):
            if open_block:
                yield (*open_block, False)
                open_block = None
            yield start, end, section, True
        else:
            open_block = (open_block[0] if open_block else start, end, section)
    if open_block:
        yield (*open_block, False)
    else:
        yield len(text), len(text), section, False


_CONTINUED_ROW = re.compile(r"$^")


def _breaks(line: str) -> bool:
    return bool(_ITEM.match(line) or _BOX_LINE.search(line))


def _lines(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for line in text.split("\n"):
        yield start, start + len(line)
        start += len(line) + 1


def _sentences(
    page: Page, document: Document, start: int, end: int, section: Section, row: bool
) -> Iterator[Passage]:
    flat = page.text[start:end].replace("\n", " ").replace("\r", " ").replace("\t", " ")
    lead = ""
    for first, last, part_section in _split(flat, section):
        words = flat[first:last]
        trimmed = words.lstrip()
        first += len(words) - len(trimmed)
        item = _ITEM.match(trimmed)
        if item and item.end() < len(trimmed):
            first += item.end()
        text = flat[first:last].rstrip()
        if not text:
            continue
        yield Passage(
            page=page,
            start=start + first,
            end=start + first + len(text),
            text=text,
            section=part_section,
            document=document,
            date=document.date,
            row=row,
            lead=lead,
        )
        lead = text


def _split(flat: str, section: Section) -> Iterator[tuple[int, int, Section]]:
    """Sentence offsets; a heading inside a paragraph ("FH: ...") changes the section."""
    marks = inline_headings(flat)
    cuts = {0, len(flat)} | {mark for mark, _, _ in marks} | {skip for _, skip, _ in marks}
    for match in _SENTENCE.finditer(flat):
        if not _ABBREVIATED.search(flat[: match.start()][-12:]):
            cuts.add(match.end())
    cuts |= {match.start() for match in _INNER_ITEM.finditer(flat)}
    ordered = sorted(cuts)
    headings = {skip: kind for _, skip, kind in marks}
    names = {mark for mark, _, _ in marks}
    for first, last in zip(ordered, ordered[1:], strict=False):
        section = headings.get(first, section)
        if first not in names:
            yield first, last, section

"""Running text of one part of a letter that still knows where every character stands."""

from __future__ import annotations

import bisect
import functools
import re
from collections.abc import Sequence
from typing import TypeVar

from openimr.determination.checks.model import Quote
from openimr.vocabulary.body import BodyMention, find_body_parts
from openimr.vocabulary.dates import DateFound, find_dates
from openimr.vocabulary.drugs import DrugMention, find_drugs
from openimr.vocabulary.places import Span

_RUN = re.compile(
    r"[\x02\xad\ufffe]\s*|(?<=\d)-\s+(?=\d)|-[ \t]*\n\s*(?=[a-z])|[ ]*[^\S ]\s*|[ ]{2,}"
)
_HYPHENS = "-\x02\xad\ufffe"
"""A hyphen and what extractors leave of one at a line end."""

_SENTENCE_END = re.compile(
    r"(?:(?<![A-Z])(?<!\b[Dd]r)(?<!\b[Mm]r)(?<!\b[Mm]s)(?<!\bMrs)(?<!\bvs)(?<!\be\.g)(?<!\bi\.e)"
    r"(?<!\bSt)(?<!\bpg)(?<!\bp)(?<!\bpp)(?<!\bNo)(?<!\bno)(?<!\bvol)(?<!\bed)"
    r"(?<!\bet al)(?<!\bfig)[.!?]"
    r"|(?<=[A-Z]{2})\.|(?<=\b[A-Z])\.(?=\s+(?:The|In|On|There|This|He|She|It|No|Per|As)\b))"
    r"[\"”’)\]]*(?:\s+(?=[\"“(\[]?[A-Z0-9])|(?<=[a-z)\d]\.)(?=[A-Z][a-z]{2,})|$)"
)

T = TypeVar("T")


class Sentence:
    """One sentence of a passage.

    Attributes:
        text: its words.
        start: offset of its first character in the passage.
    """

    __slots__ = ("_cache", "passage", "start", "text")

    def __init__(self, passage: Passage, start: int, text: str) -> None:
        self.passage = passage
        self.start = start
        self.text = text

    @property
    def end(self) -> int:
        """Offset after the last character in the passage."""
        return self.start + len(self.text)

    @property
    def lower(self) -> str:
        """The words without case."""
        return self.text.lower()

    @property
    def bodies(self) -> list[BodyMention]:
        """Body parts named in the sentence, with offsets in the passage."""
        return _between(self.passage.bodies, self.passage._body_starts, self.start, self.end)

    @property
    def dates(self) -> list[DateFound]:
        """Dates in the sentence, with offsets in the passage."""
        return _between(self.passage.dates, self.passage._date_starts, self.start, self.end)

    def quote(self) -> Quote:
        """The sentence and its place."""
        return self.passage.quote(self.start, self.end)


class Passage:
    """One part of a letter (a heading, a rationale) with white space folded.

    Attributes:
        text: the running text.
    """

    def __init__(self, text: str) -> None:
        """Build a passage that does not know its pages."""
        self.text = text
        self._pages: Sequence[str] = ()
        self._starts: list[int] = []
        self._origins: list[tuple[int, int]] = []

    @classmethod
    def at(cls, pages: Sequence[str], spans: Sequence[Span]) -> Passage:
        """Build a passage from page texts and the spans it stands at, in reading order."""
        passage = cls("")
        passage._pages = pages
        pieces: list[str] = []
        length = 0
        for span in spans:
            for raw_start, piece in _folded(pages[span.page - 1], span.start, span.end):
                passage._starts.append(length)
                passage._origins.append((span.page, raw_start))
                pieces.append(piece)
                length += len(piece)
            if pieces and not pieces[-1].endswith(" "):
                passage._starts.append(length)
                passage._origins.append((span.page, max(span.start, span.end - 1)))
                pieces.append(" ")
                length += 1
        passage.text = "".join(pieces).rstrip()
        return passage

    def quote(self, start: int, end: int) -> Quote:
        """The words between two offsets where they stand; cut at the end of their first page."""
        if not self._pages:
            return Quote(words=self.text[start:end])
        page, first = self._origin(start)
        last_page, last = self._origin(max(start, end - 1))
        raw = self._pages[page - 1]
        stop = last + 1 if last_page == page else len(raw.rstrip())
        stop = max(stop, min(first + 1, len(raw)))
        return Quote(span=Span(page=page, start=first, end=stop), words=raw[first:stop])

    def whole(self, most: int = 300) -> Quote:
        """The beginning of the passage and its place."""
        return self.quote(0, min(len(self.text), most))

    @functools.cached_property
    def lower(self) -> str:
        """The text without case."""
        return self.text.lower()

    @functools.cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """The passage cut into sentences."""
        found: list[Sentence] = []
        start = 0
        for match in _SENTENCE_END.finditer(self.text):
            self._add_sentence(found, start, match.end())
            start = match.end()
        self._add_sentence(found, start, len(self.text))
        return tuple(found)

    @functools.cached_property
    def bodies(self) -> tuple[BodyMention, ...]:
        """Body parts named, structures and tests that imply a region included."""
        return find_body_parts(self.text, structures=True)

    @functools.cached_property
    def dates(self) -> tuple[DateFound, ...]:
        """Full dates with their offsets."""
        return tuple(find_dates(self.text))

    @functools.cached_property
    def drugs(self) -> tuple[DrugMention, ...]:
        """Drugs named."""
        return find_drugs(self.text)

    def sentence_at(self, offset: int) -> Sentence:
        """The sentence that an offset lies in."""
        return self.sentences[max(0, bisect.bisect_right(self._sentence_starts, offset) - 1)]

    @functools.cached_property
    def _body_starts(self) -> list[int]:
        return [body.start for body in self.bodies]

    @functools.cached_property
    def _date_starts(self) -> list[int]:
        return [start for _, start, _ in self.dates]

    @functools.cached_property
    def _sentence_starts(self) -> list[int]:
        return [sentence.start for sentence in self.sentences]

    def _add_sentence(self, found: list[Sentence], start: int, end: int) -> None:
        words = self.text[start:end]
        stripped = words.strip()
        if stripped:
            found.append(Sentence(self, start + words.index(stripped[0]), stripped))

    def _origin(self, offset: int) -> tuple[int, int]:
        at = max(0, bisect.bisect_right(self._starts, offset) - 1)
        page, raw = self._origins[at]
        return page, raw + offset - self._starts[at]


def _between(found: Sequence[T], starts: list[int], start: int, end: int) -> list[T]:
    """Of things in the order of their starts, those that start in a stretch."""
    return list(found[bisect.bisect_left(starts, start) : bisect.bisect_left(starts, end)])


def _folded(text: str, start: int, end: int) -> list[tuple[int, str]]:
    """Pieces of a page text with white space folded to single spaces, each with its offset."""
    pieces: list[tuple[int, str]] = []
    at = start
    for match in _RUN.finditer(text, start, end):
        gap = match.group()
        if match.start() > at:
            pieces.append((at, text[at : match.start()]))
        if gap[0] in _HYPHENS:
            pieces.append((match.start(), "-"))
        else:
            pieces.append((match.end() - 1, " "))
        at = match.end()
    if at < end:
        pieces.append((at, text[at:end]))
    return pieces

"""A reading in the making: fields with their places, and what could not be read."""

from __future__ import annotations

from openimr.determination.letter_text import LetterText
from openimr.determination.model import Determination
from openimr.determination.reading import LetterReading, Problem, Status
from openimr.vocabulary.places import Span

FOUND_LIMIT = 80
"""Characters of the letter that a problem quotes at most."""


class Transcript:
    """Collects spans and problems while a layout reads one letter."""

    __slots__ = ("letter", "problems", "spans")

    def __init__(self, letter: LetterText) -> None:
        self.letter = letter
        self.spans: dict[str, tuple[Span, ...]] = {}
        self.problems: list[Problem] = []

    def quote(self, field: str, start: int, end: int) -> str | None:
        """Note where a field stands and return its folded text; None when nothing stands there."""
        text = self.letter.quote(start, end)
        if text:
            self.spans[field] = self.letter.spans(start, end)
        return text or None

    def mark(self, field: str, start: int, end: int) -> None:
        """Note where the words of a field stand."""
        self.spans[field] = self.letter.spans(start, end)

    def problem(
        self, field: str, message: str, start: int | None = None, end: int | None = None
    ) -> None:
        """Report a field that could not be read, with the place where it should be."""
        if start is None:
            self.problems.append(Problem(field=field, message=message))
            return
        spans = self.letter.spans(start, end if end is not None else start)
        self.problems.append(
            Problem(
                field=field,
                message=message,
                page=self.letter.page_at(start),
                span=spans[0] if spans else None,
                found=self.letter.quote(start, end or start)[:FOUND_LIMIT],
            )
        )

    def reading(self, layout: str, source: str, determination: Determination) -> LetterReading:
        """The finished reading."""
        status = Status.PARTIAL if self.problems else Status.FULL
        if not determination.findings and determination.clinical_case_summary is None:
            status = Status.FAILED
        return LetterReading(
            source=source,
            layout=layout,
            status=status,
            determination=determination,
            spans=self.spans,
            problems=tuple(self.problems),
        )

"""Where the record itself prints the day that a fact speaks of."""

from __future__ import annotations

import datetime as dt
import re

from openimr.casefile.model import CaseFile, DocumentType, Page
from openimr.vocabulary.dates import DateFound, find_dates
from openimr.vocabulary.fact import Fact
from openimr.vocabulary.places import PageSpan

_CLOSE_BY = 400
"""Characters within which a treatment is still the one spoken of."""
_NOTES = frozenset(
    {
        DocumentType.THERAPY_NOTE,
        DocumentType.CHIROPRACTIC_NOTE,
        DocumentType.PHYSICAL_THERAPY_NOTE,
        DocumentType.ACUPUNCTURE_NOTE,
    }
)


class PrintedDates:
    """Finds the printed date behind a fact's date, so that a dated sentence can cite it.

    Args:
        case_file: the pages and documents that facts point into.
    """

    def __init__(self, case_file: CaseFile) -> None:
        self.case_file = case_file
        self._found: dict[tuple[str, int], list[DateFound]] = {}
        self._pages = {(page.file, page.number): page for page in case_file.pages}

    def of(self, fact: Fact) -> PageSpan | None:
        """A place that prints the fact's date: its quote, its page, or its document's pages."""
        if fact.date is None:
            return None
        if any(day == fact.date for day, _, _ in find_dates(fact.quote)):
            return fact.place
        for page in self._nearby(fact.place):
            place = self._on(page, fact.date)
            if place is not None:
                return place
        return None

    def words_at(self, place: PageSpan) -> str:
        """The words that stand at a place."""
        page = self._pages.get((place.file, place.page))
        return page.text[place.start : place.end] if page is not None else ""

    def naming(self, place: PageSpan, words: re.Pattern[str]) -> PageSpan | None:
        """Where one of the words stands that a place speaks of without naming it.

        In a note of the treatment itself the whole page speaks of it; elsewhere only words
        close by do.
        """
        page = self._pages.get((place.file, place.page))
        found = list(words.finditer(page.text)) if page is not None else []
        if not found:
            return None
        match = min(found, key=lambda m: abs(m.start() - place.start))
        if abs(match.start() - place.start) > _CLOSE_BY and not self._is_note(place):
            return None
        return PageSpan(file=place.file, page=place.page, start=match.start(), end=match.end())

    def above(self, place: PageSpan, words: re.Pattern[str]) -> PageSpan | None:
        """Where words stand last before a place, on its page."""
        page = self._pages.get((place.file, place.page))
        found = list(words.finditer(page.text, 0, place.end)) if page is not None else []
        if not found:
            return None
        start, end = found[-1].span()
        return PageSpan(file=place.file, page=place.page, start=start, end=end)

    def _is_note(self, place: PageSpan) -> bool:
        return any(
            document.type in _NOTES and document.holds(place.file, place.page)
            for document in self.case_file.documents
        )

    def _nearby(self, place: PageSpan) -> list[Page]:
        own = self._pages.get((place.file, place.page))
        pages = [own] if own is not None else []
        for document in self.case_file.documents:
            if document.holds(place.file, place.page):
                pages += [p for p in self.case_file.pages_of(document) if p is not own]
        return pages

    def _on(self, page: Page, day: dt.date) -> PageSpan | None:
        key = (page.file, page.number)
        if key not in self._found:
            self._found[key] = find_dates(page.text)
        for found, start, end in self._found[key]:
            if found == day:
                return PageSpan(file=page.file, page=page.number, start=start, end=end)
        return None


def in_words(day: dt.date) -> str:
    """A day as letters print it: October 8, 2015."""
    return f"{day:%B} {day.day}, {day.year}"

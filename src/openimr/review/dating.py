"""Where the record itself prints the day that a fact speaks of."""

from __future__ import annotations

import datetime as dt
import re

from openimr.casefile.model import CaseFile, Page
from openimr.vocabulary.dates import DateFound, find_dates
from openimr.vocabulary.fact import Fact
from openimr.vocabulary.places import PageSpan


class PrintedDates:
    """Finds the printed date behind a fact's date, so that a dated sentence can cite it.

    Args:
        case_file: the pages and documents that facts point into.
    """

    def __init__(self, case_file: CaseFile) -> None:
        self._case_file = case_file
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

    def first_on_page(self, place: PageSpan, words: re.Pattern[str]) -> PageSpan | None:
        """The first place on the same page that has one of the words."""
        page = self._pages.get((place.file, place.page))
        match = words.search(page.text) if page is not None else None
        if match is None:
            return None
        return PageSpan(file=place.file, page=place.page, start=match.start(), end=match.end())

    def _nearby(self, place: PageSpan) -> list[Page]:
        own = self._pages.get((place.file, place.page))
        pages = [own] if own is not None else []
        for document in self._case_file.documents:
            if document.holds(place.file, place.page):
                pages += [p for p in self._case_file.pages_of(document) if p is not own]
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

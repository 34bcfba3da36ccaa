"""Puts facts of the record into sentences, each with the places it rests on."""

from __future__ import annotations

import datetime as dt
import functools
import re
from collections.abc import Callable, Sequence

import msgspec

from openimr.review.dating import PrintedDates, in_words
from openimr.review.model import Sentence
from openimr.review.phrases import names_treatment, told
from openimr.review.quoting import Quoter
from openimr.review.speakers import Speakers
from openimr.review.support import unsupported
from openimr.vocabulary.dates import find_dates
from openimr.vocabulary.fact import Fact, FactKind
from openimr.vocabulary.places import PageSpan

_SIDED = {
    "left": r"(?:left|lt\.?|L\.?)",
    "right": r"(?:right|rt\.?|R\.?)",
    "bilateral": r"(?:bilateral|both)",
}
_NUMBERS = ("No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten")
"""Small numbers that begin a sentence, as words."""
_SAID = {"summary": ("noted", "reported"), "rationale": ("recorded", "described", "documented")}
_FINDINGS = frozenset({FactKind.EXAM_FINDING, FactKind.IMAGING_FINDING})
_ABOUT_TREATMENT = {
    FactKind.TREATMENT_RECEIVED,
    FactKind.PLANNED_TREATMENT,
    FactKind.FUNCTIONAL_IMPROVEMENT,
}


class Teller:
    """Tells facts.

    Args:
        dates: finds where the record prints the day of a fact.
        quoter: quotes the record's own words.
        subject: how the employee is named inside a paragraph: "she", "he" or "the employee".

    Attributes:
        voice: "summary" or "rationale": the same fact is worded differently in each.
        dropped: how many sentences were left out because their sources do not bear them.
    """

    def __init__(self, dates: PrintedDates, quoter: Quoter, subject: str = "the employee") -> None:
        self.dates = dates
        self.subject = subject
        self.quoter = quoter
        self.speakers = Speakers(dates.case_file)
        self.dropped = 0
        self.voice = "summary"
        self._turn = 0

    def said(self) -> str:
        """A verb for what someone wrote, another one each time."""
        self._turn += 1
        verbs = _SAID[self.voice]
        return verbs[self._turn % len(verbs)]

    def day(self, fact: Fact) -> str | None:
        """The fact's day in words where the record prints it."""
        if fact.date is None or self.dates.of(fact) is None:
            return None
        return in_words(fact.date)

    def on(self, fact: Fact, before: str = " on ") -> str:
        """The fact's day as a sentence adds it; nothing where the record prints none."""
        day = self.day(fact)
        return f"{before}{day}" if day else ""

    def first(self, *wordings: tuple[str, Sequence[Fact]], part: str = "") -> Sentence | None:
        """The first wording that its facts bear; what none of them bears is counted as dropped."""
        for text, facts in wordings:
            sentence = self.sentence(text, facts, part)
            if sentence is not None:
                return sentence
        self.dropped += 1
        return None

    def sentence(
        self, text: str, facts: Sequence[Fact], part: str = "", places: Sequence[PageSpan] = ()
    ) -> Sentence | None:
        """A sentence on some facts; every day it names is cited where the record prints it.

        Args:
            text: the sentence without its full stop.
            facts: what it rests on.
            part: the part of the summary it belongs to.
            places: further places that it rests on.

        Returns:
            None when the sentence would say more than its sources.
        """
        named = self._naming(facts)
        if named is None:
            return None
        sources = [*(fact.place for fact in facts), *places, *named]
        quotes = [*(fact.quote for fact in facts)]
        quotes += [self.dates.words_at(place) for place in (*places, *named)]
        for place in (*self._printed(text, facts, quotes), *self._headings(text, facts)):
            sources.append(place)
            quotes.append(self.dates.words_at(place))
        if not sources or unsupported(text, quotes):
            return None
        told = f"{_opening(text).rstrip('.')}."
        return Sentence(sentence=told, sources=tuple(dict.fromkeys(sources)), part=part)

    def longest(
        self, lead: str, facts: Sequence[Fact], phrases: Callable[[Sequence[Fact]], str]
    ) -> list[Fact]:
        """The facts, in their order, that one sentence can carry together.

        Args:
            lead: how the sentence begins.
            facts: those that might be told; one that breaks the sentence is left out.
            phrases: puts facts into a row of words.
        """
        kept: list[Fact] = []
        for fact in facts:
            if self.sentence(f"{lead} {phrases([*kept, fact])}", [*kept, fact]) is not None:
                kept.append(fact)
            else:
                self.dropped += 1
        return kept

    def _printed(self, text: str, facts: Sequence[Fact], quotes: Sequence[str]) -> list[PageSpan]:
        """Where the days of a sentence are printed that its facts do not print themselves."""
        known = {day for quote in quotes for day, _, _ in find_dates(quote)}
        wanted = {day for day, _, _ in find_dates(text)} - known
        found: dict[dt.date, PageSpan] = {}
        for fact in facts:
            if fact.date in wanted and fact.date not in found:
                place = self.dates.of(fact)
                if place is not None:
                    found[fact.date] = place
        return list(found.values())

    def placed(self, facts: Sequence[Fact]) -> list[Fact]:
        """The findings with their places as far as the record's words at hand bear these."""
        return [
            fact
            if fact.about is None or self.sentence(f"it showed {told([fact])}", [fact]) is not None
            else msgspec.structs.replace(fact, about=None)
            for fact in facts
        ]

    def _headings(self, text: str, facts: Sequence[Fact]) -> list[PageSpan]:
        """The headings above findings that tell the side of what they stand under."""
        found = []
        for fact in facts:
            part, _, side = (fact.about or "").partition(", ")
            if fact.kind not in _FINDINGS or side not in _SIDED or side[:5] not in text:
                continue
            if unsupported(f"on the {side}", [fact.quote]):
                place = self.dates.above(fact.place, _heading(part, side))
                found += [place] if place is not None else []
        return found

    def _naming(self, facts: Sequence[Fact]) -> list[PageSpan] | None:
        """Where the treatment is named that facts speak of, if not in their own words.

        None when neither the facts' words nor their pages name it.
        """
        found = []
        for fact in facts:
            topic = fact.about or (fact.concept if fact.kind in _ABOUT_TREATMENT else None)
            if topic is None or fact.kind not in _ABOUT_TREATMENT:
                continue
            if fact.kind is FactKind.FUNCTIONAL_IMPROVEMENT and fact.about is None:
                continue
            words = names_treatment(topic)
            if words.search(fact.quote):
                continue
            place = self.dates.naming(fact.place, words)
            if place is None:
                return None
            found.append(place)
        return found


@functools.lru_cache(maxsize=256)
def _heading(part: str, side: str) -> re.Pattern[str]:
    """A part of the body with its side, in either order."""
    name, sided = re.escape(part), _SIDED[side]
    near = r"\W{1,3}(?:\w+\W+)?"
    return re.compile(rf"\b{sided}{near}{name}|\b{name}{near}{sided}(?!\w)", re.IGNORECASE)


def _opening(text: str) -> str:
    """The text with a capital; a small number that begins it is written as a word."""
    first, _, rest = text.partition(" ")
    if first.isdigit() and 0 < int(first) < len(_NUMBERS):
        return f"{_NUMBERS[int(first)]} {rest}"
    return f"{text[0].upper()}{text[1:]}"

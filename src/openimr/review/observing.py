"""Sentences of the record that a guideline asks about: who wrote what when, in a few words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby

from openimr.casefile.model import DocumentType
from openimr.guidelines.criterion import Ground
from openimr.guidelines.patterns import first_match
from openimr.review.model import Sentence
from openimr.review.picking import newest_first
from openimr.review.telling import Teller
from openimr.vocabulary.fact import Assertion, Fact, FactKind

_MOST_SENTENCES = 3
_MOST_QUOTES = 2
"""Quotations in one sentence."""
_WROTE = ("noted", "wrote", "recorded")
_REPORTS = {
    DocumentType.IMAGING_REPORT: "the imaging report",
    DocumentType.ELECTRODIAGNOSTIC_REPORT: "the electrodiagnostic report",
    DocumentType.LAB_REPORT: "the laboratory report",
    DocumentType.MEDICATION_LIST: "the medication list",
}
_QUOTED = frozenset({FactKind.OBSERVATION, FactKind.IMAGING_FINDING, FactKind.SURGERY})
"""Kinds told in the record's own words; a code alone would say too little."""
_SAME = frozenset(
    {FactKind.EXAM_FINDING, FactKind.SYMPTOM, FactKind.HISTORY, FactKind.FUNCTIONAL_STATUS}
)
"""Kinds whose code says less than a quotation of the same passage."""


class Observations:
    """Quotes observations, no words twice in a rationale.

    Args:
        teller: puts facts into sentences.
        grounds: what the topic looks for; its patterns tell which words of a passage count.
    """

    def __init__(self, teller: Teller, grounds: Iterable[Ground] = ()) -> None:
        self._teller = teller
        self._grounds: Mapping[str, Ground] = {ground.code: ground for ground in grounds}
        self._quoted: set[str] = set()
        self._turn = 0

    def tell(self, facts: Sequence[Fact]) -> list[Sentence]:
        """At most three sentences, the newest first; what one author wrote on a day in one."""
        own = newest_first(f for f in facts if f.kind in _QUOTED)
        sentences = [
            self._recorded(who, list(group))
            for who, group in groupby(own, key=lambda f: (self._author(f), f.date))
        ]
        return [one for one in sentences if one is not None][:_MOST_SENTENCES]

    @staticmethod
    def without_repeats(facts: Sequence[Fact]) -> list[Fact]:
        """Facts without codes for a passage that an observation quotes, each passage once."""
        quoted = [f.place for f in facts if f.kind in _QUOTED]
        kept: dict[object, Fact] = {}
        for fact in facts:
            place = fact.place
            within = any(
                (q.file, q.page) == (place.file, place.page)
                and q.start < place.end
                and place.start < q.end
                for q in quoted
            )
            if not (within and fact.kind in _SAME):
                kept.setdefault(place if fact.kind in _QUOTED else id(fact), fact)
        return list(kept.values())

    def _recorded(self, who: tuple[str, object], facts: list[Fact]) -> Sentence | None:
        teller, (author, _) = self._teller, who
        pairs = [(fact, quote) for fact in facts if (quote := self._quote(fact))]
        pairs = pairs[:_MOST_QUOTES]
        if not pairs:
            return None
        told = [fact for fact, _ in pairs]
        self._quoted |= {quote for _, quote in pairs}
        on = teller.on(told[0]) if self._of_that_day(told[0]) else ""
        words = f"{author} {self._verb(author)}{on}: {'; '.join(quote for _, quote in pairs)}"
        return teller.first((words, told))

    def _verb(self, author: str) -> str:
        if author in _REPORTS.values() or author == _RECORD:
            return "states"
        self._turn += 1
        return _WROTE[self._turn % len(_WROTE)]

    def _quote(self, fact: Fact) -> str | None:
        own = self._grounds.get(fact.concept or "")
        grounds = (own,) if own is not None else self._grounds.values()
        found = first_match((word for ground in grounds for word in ground.words), fact.quote)
        quoter = self._teller.quoter
        quote = (
            quoter.quote_match(fact, found.start(), found.end()) if found else quoter.quote(fact)
        )
        return None if quote in self._quoted else quote

    def _of_that_day(self, fact: Fact) -> bool:
        """Whether the day that a fact speaks of is also the day it was written."""
        document = self._teller.speakers.document(fact.place)
        return document is None or document.date is None or document.date == fact.date

    def named(self, facts: Sequence[Fact]) -> Sentence | None:
        """By the name of the ground where the words read badly."""
        for fact in facts:
            author = self._author(fact)
            ground = self._grounds.get(fact.concept or "")
            if ground is not None and fact.assertion is not Assertion.ABSENT:
                words = f"{author} recorded {ground.name}{self._teller.on(fact)}"
                return self._teller.first((words, [fact]))
        return None

    def _author(self, fact: Fact) -> str:
        speakers = self._teller.speakers
        by = speakers.of(fact.place)
        document = speakers.document(fact.place)
        report = _REPORTS.get(document.type) if document is not None else None
        return by or report or _RECORD


_RECORD = "the record"

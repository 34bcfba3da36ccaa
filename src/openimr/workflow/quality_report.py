"""How far second opinions agree with the answers, and how often findings are sent back."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping

from openimr.case.agreement import Agreement, Pair, agreement
from openimr.case.events.reviewing import Decision
from openimr.vocabulary.value import Value
from openimr.workflow.quality_tallies import MEASURES, PASSED, RETURNED, SENT, TWICE
from openimr.workflow.tallies import BETWEEN, Tally, TallyBook


class ByTopic(Value, frozen=True, kw_only=True):
    """Agreement on the treatments of one topic of the guidelines; "" for those without."""

    topic: str
    agreement: Agreement


class ByReviewer(Value, frozen=True, kw_only=True):
    """What quality review did with the findings of one reviewer.

    Attributes:
        pseudonym: of the reviewer.
        sent: cases handed over.
        returned: times that findings were sent back.
        passed: cases passed.
    """

    pseudonym: str
    sent: int
    returned: int
    passed: int


class QualityReport(Value, frozen=True, kw_only=True):
    """The figures of quality review.

    Attributes:
        first, last: the months that are counted.
        counted_until: how far the record was counted; None before the first time.
        whole: agreement over all topics; None when nothing was decided twice.
        pairs: how often which answer met which second opinion.
        topics, reviewers: the same by topic and by reviewer, the most first.
    """

    first: dt.date
    last: dt.date
    counted_until: dt.datetime | None
    whole: Agreement | None
    pairs: tuple[tuple[Pair, int], ...]
    topics: tuple[ByTopic, ...]
    reviewers: tuple[ByReviewer, ...]


def quality_report(book: TallyBook, first: dt.date, last: dt.date) -> QualityReport:
    """The report from one month to another."""
    sums = book.sums(MEASURES, first, last)
    twice = _twice(sums)
    every: Counter[Pair] = Counter()
    for found in twice.values():
        every.update(found)
    return QualityReport(
        first=first,
        last=last,
        counted_until=book.counted_until(),
        whole=agreement(every.elements()),
        pairs=tuple(((one, two), every[one, two]) for one in Decision for two in Decision),
        topics=_topics(twice),
        reviewers=_reviewers(sums),
    )


def _twice(sums: Mapping[Tally, int]) -> dict[str, Counter[Pair]]:
    """Pairs of answer and second opinion, by topic."""
    found: dict[str, Counter[Pair]] = {}
    for tally, count in sums.items():
        if tally.measure == TWICE:
            topic, answer, second = tally.key.split(BETWEEN)
            pairs = found.setdefault(topic, Counter())
            pairs[Decision(answer), Decision(second)] += count
    return found


def _topics(twice: Mapping[str, Counter[Pair]]) -> tuple[ByTopic, ...]:
    told = (
        ByTopic(topic=topic, agreement=made)
        for topic, pairs in twice.items()
        if (made := agreement(pairs.elements()))
    )
    return tuple(sorted(told, key=lambda one: (-one.agreement.pairs, one.topic)))


def _reviewers(sums: Mapping[Tally, int]) -> tuple[ByReviewer, ...]:
    counted: dict[str, Counter[str]] = {}
    for tally, count in sums.items():
        if tally.measure != TWICE:
            counted.setdefault(tally.key, Counter())[tally.measure] += count
    told = (
        ByReviewer(pseudonym=one, sent=of[SENT], returned=of[RETURNED], passed=of[PASSED])
        for one, of in counted.items()
    )
    return tuple(sorted(told, key=lambda one: (-one.returned, -one.sent, one.pseudonym)))

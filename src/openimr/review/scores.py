"""Test scores as they moved: from what they were to what they became."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence

from openimr.review.dating import in_words
from openimr.review.model import Sentence
from openimr.review.phrases import instrument, listed, phrase, told
from openimr.review.picking import day_of, number_of, of_kind
from openimr.review.telling import Teller
from openimr.vocabulary.fact import Fact, FactKind
from openimr.vocabulary.value import Value

_MOST = 7


class Reading(Value, frozen=True, kw_only=True):
    """One value of one scale on one day."""

    scale: str
    value: float
    unit: str
    day: dt.date | None
    fact: Fact

    @property
    def words(self) -> str:
        """The value as it is printed."""
        number = f"{self.value:g}"
        return f"{number}%" if self.unit == "%" else number


class Trend(Value, frozen=True, kw_only=True):
    """How a scale moved between its first and its last value."""

    first: Reading
    last: Reading

    @property
    def words(self) -> str:
        """The move in words: BDI-II fell from 26 to 15."""
        return f"{self.first.scale} {'fell' if self.falls else 'rose'} {self._way}"

    @property
    def had_moved(self) -> str:
        """The same looked back upon: BDI-II had fallen from 26 to 15."""
        return f"{self.first.scale} had {'fallen' if self.falls else 'risen'} {self._way}"

    @property
    def falls(self) -> bool:
        """Whether the last value is the lower one."""
        return self.last.value < self.first.value

    @property
    def _way(self) -> str:
        return f"from {self.first.words} to {self.last.words}"


def trends_of(facts: Iterable[Fact]) -> list[Trend]:
    """The scales that were taken more than once and moved, in the order of the record."""
    readings = _readings(facts)
    found = []
    for scale in dict.fromkeys(one.scale for one in readings):
        own = sorted((r for r in readings if r.scale == scale), key=lambda r: _day(r.day))
        last = max(own, key=lambda r: (_day(r.day), own.index(r)))
        first = next((r for r in own if r.value != last.value), None)
        if first is not None and first is not last:
            found.append(Trend(first=_dated(first, own), last=last))
    return found


def _dated(first: Reading, own: Sequence[Reading]) -> Reading:
    """The first value with the day on which it was really taken, where an older paper has it."""
    same = [r for r in own if r.value == first.value]
    return min(same, key=lambda r: (r.day is None, _day(r.day)))


def _readings(facts: Iterable[Fact]) -> list[Reading]:
    """Every value; a line that tells two of them gives the older one and then the newer one."""
    known = list(facts)
    changes = [
        f for f in of_kind(known, FactKind.FUNCTIONAL_IMPROVEMENT) if f.concept == "measured-change"
    ]
    readings = []
    for fact in of_kind(known, FactKind.TEST_SCORE):
        value = number_of(fact)
        if value is None:
            continue
        later = {n for f in changes if f.place == fact.place and (n := number_of(f)) is not None}
        before, after = _pair(fact.quote, value, later)
        older = value if after is not None else before
        if older is not None:
            readings.append(_reading(fact, older, None))
        readings.append(_reading(fact, value if after is None else after, fact.date))
    return readings


def _pair(quote: str, value: float, later: set[float]) -> tuple[float | None, float | None]:
    """The value before or after the one known, as far as the line tells one."""
    known = re.escape(f"{value:g}")
    unit = r"(?:/\d+)?%?"
    came = re.search(rf"\bfrom\s+(\d+){unit}\s+to\s+{known}\b", quote)
    was = re.search(
        rf"\b{known}{unit}\W{{0,3}}(?:initial|initially|was|previous(?:ly)?|baseline|prior"
        rf"|down from|up from|from)\D{{0,3}}(\d+)",
        quote,
    )
    if came or was:
        found = came or was
        return (float(found[1]) if found else None), None
    column = re.search(rf"\b{known}{unit}\s{{1,}}(\d+){unit}\s*\.?$", quote.strip())
    if column and float(column[1]) in later and float(column[1]) != value:
        return None, float(column[1])
    return None, None


def _reading(fact: Fact, value: float, day: dt.date | None) -> Reading:
    return Reading(
        scale=instrument(fact.concept or ""), value=value, unit=fact.unit or "", day=day, fact=fact
    )


def _day(day: dt.date | None) -> dt.date:
    return day or dt.date.min


def scores(facts: Sequence[Fact], teller: Teller, part: str = "") -> list[Sentence | None]:
    """Trends first, then the scales that were taken once, by day."""
    trends = trends_of(facts)
    sentences = tell_trends(trends, teller, part)
    moved = {trend.last.scale for trend in trends}
    alone = [
        f
        for f in of_kind(facts, FactKind.TEST_SCORE)
        if number_of(f) is not None and instrument(f.concept or "") not in moved
    ]
    for day in dict.fromkeys(day_of(fact) for fact in sorted(alone, key=day_of)):
        own = [fact for fact in alone if day_of(fact) == day and phrase(fact)]
        sentences.append(taken(own[:_MOST], teller, part))
    return sentences


def taken(facts: Sequence[Fact], teller: Teller, part: str = "") -> Sentence | None:
    """Scales that were taken once on one day, in one sentence."""
    kept = teller.longest("it gave", facts, told)
    if not kept:
        return None
    when = teller.on(kept[0])
    were = _were(kept)
    text = f"{when.strip()} {were}" if when and teller.voice == "summary" else f"{were}{when}"
    return teller.first((text, kept), part=part)


def _were(facts: Sequence[Fact]) -> str:
    """Scores in one row with one verb: PHQ-9 was 4 of 27, GAD-7 13 and ISI 15."""
    first, *rest = (told([fact]) for fact in facts)
    name = instrument(facts[0].concept or "")
    return listed([first.replace(name, f"{name} was", 1), *rest])


def tell_trends(trends: Sequence[Trend], teller: Teller, part: str = "") -> list[Sentence | None]:
    """Scales that moved over the same time share a sentence."""
    spans: dict[tuple[dt.date | None, dt.date | None], list[Trend]] = {}
    for trend in trends:
        spans.setdefault((trend.first.day, trend.last.day), []).append(trend)
    sentences: list[Sentence | None] = []
    for (start, end), own in spans.items():
        facts = [fact for t in own for fact in (t.first.fact, t.last.fact)]
        moved = listed([t.words for t in own])
        sentences.append(
            teller.first(
                (f"{_between(start, end)}{moved}{_by(start, end)}", facts),
                (moved, facts),
                part=part,
            )
        )
    return sentences


def _between(start: dt.date | None, end: dt.date | None) -> str:
    return (
        f"Between {in_words(start)} and {in_words(end)} " if start and end and start < end else ""
    )


def _by(start: dt.date | None, end: dt.date | None) -> str:
    return f" by {in_words(end)}" if end and (start is None or start >= end) else ""

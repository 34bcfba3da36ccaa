"""The facts behind one criterion as a few sentences: latest and strongest first, each once."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

from openimr.guidelines.course import was_given
from openimr.guidelines.criterion import Ground
from openimr.review.dating import in_words
from openimr.review.model import Sentence
from openimr.review.naming import diagnoses_of
from openimr.review.observing import Observations
from openimr.review.phrases import either, listed, phrase, told, treatment_of
from openimr.review.picking import (
    day_of,
    in_each_place,
    is_wish,
    newest_first,
    number_of,
    of_kind,
    once,
)
from openimr.review.responses import in_rank, tell_responses
from openimr.review.scores import Trend, taken, trends_of
from openimr.review.telling import Teller
from openimr.review.treatments import fullest, visits_words
from openimr.review.work_history import statuses, told_as
from openimr.vocabulary.fact import AUTHORIZED, Assertion, Fact, FactKind

Told = list[Sentence | None]
_MOST = 6
_MOST_ANSWERS = 3
_ENOUGH = 2
"""Sentences out of coded facts behind which no sentence of the record is quoted as well."""
_STANDS = (Assertion.PRESENT, Assertion.HISTORICAL)
_EITHER = (Assertion.PRESENT, Assertion.ABSENT)
_BOTH = (Assertion.PRESENT, Assertion.ABSENT, Assertion.HISTORICAL)
_INTOLERANT = re.compile(r"tolerat|side effect|upset|stopp|discontinu", re.IGNORECASE)


class Evidence:
    """Tells the facts of criteria, what was told for one criterion never again for the next.

    Args:
        facts: all facts of the record, for the course of scores.
        teller: puts facts into sentences.
        topic: the treatment in dispute; answers to another one do not name that.
        grounds: what its guideline looks for in the sentences of the record.
    """

    def __init__(
        self, facts: Sequence[Fact], teller: Teller, topic: str, grounds: Iterable[Ground] = ()
    ) -> None:
        self._facts = facts
        self._teller = teller
        self._topic = topic
        self._told: set[object] = set()
        self._observations = Observations(teller, grounds)
        self._scales = {f.place: f.concept for f in facts if f.kind is FactKind.TEST_SCORE}

    def tell(self, facts: Sequence[Fact]) -> list[Sentence]:
        """The facts of one criterion in at most six sentences."""
        new = [f for f in facts if self._key(f) not in self._told and not is_wish(f)]
        if any(not self._teller.speakers.is_form(f.place) for f in new):
            new = [f for f in new if not self._teller.speakers.is_form(f.place)]
        new = self._observations.without_repeats(new)
        self._told |= {self._key(f) for f in facts}
        sentences = [s for tell in _TELL for s in tell(self, new) if s is not None]
        if len(sentences) < _ENOUGH:
            sentences += self._observations.tell(new)
        if not sentences and (named := self._observations.named(new)) is not None:
            sentences = [named]
        return sentences[:_MOST]

    def _key(self, fact: Fact) -> object:
        """What may be told only once in a rationale."""
        if fact.kind is FactKind.TEST_SCORE or fact.concept == "measured-change":
            return "scale", self._scales.get(fact.place, fact.concept)
        if fact.kind in (FactKind.DIAGNOSIS, FactKind.HISTORY):
            return fact.kind, fact.concept, str(fact.value)
        if fact.kind is FactKind.WORK_STATUS:
            return fact.kind, fact.concept == "restrictions-unchanged"
        if fact.kind is FactKind.OBSERVATION:
            return fact.kind, fact.place
        if fact.kind is FactKind.MEDICATION:
            return fact.kind, fact.concept, fact.date
        return fact.kind, fact.concept, fact.about

    def _answers(self, facts: Sequence[Fact]) -> Told:
        answers = in_rank(of_kind(facts, FactKind.FUNCTIONAL_IMPROVEMENT))[:_MOST_ANSWERS]
        own = [f for f in answers if f.about == self._topic]
        others = [f for f in answers if f.about != self._topic]
        return [
            *tell_responses(own, self._teller),
            *tell_responses(others, self._teller, named=False),
        ]

    def _measured(self, facts: Sequence[Fact]) -> Told:
        """How the scales moved that these facts speak of."""
        places = {
            f.place
            for f in facts
            if f.kind is FactKind.TEST_SCORE or f.concept == "measured-change"
        }
        scales = {f.concept for f in self._facts if f.place in places}
        own = [
            f
            for f in self._facts
            if (f.kind is FactKind.TEST_SCORE and f.concept in scales) or f.place in places
        ]
        if not places:
            return []
        trends = trends_of(own)
        if trends:
            return [self._moved(trend, trends) for trend in trends[:1]]
        tests = [f for f in facts if f.kind is FactKind.TEST_SCORE and phrase(f)]
        days = dict.fromkeys(f.date for f in newest_first(tests))
        return [taken([f for f in tests if f.date == day], self._teller) for day in days]

    def _moved(self, newest: Trend, trends: Sequence[Trend]) -> Sentence | None:
        """The scales that moved, in one sentence, with the day of the last value."""
        own = [t for t in trends if t.last.day == newest.last.day]
        moved = listed([t.had_moved for t in own])
        facts = [fact for t in own for fact in (t.first.fact, t.last.fact)]
        day = newest.last.day
        by = f"by {in_words(day)} " if day else ""
        return self._teller.first((f"{by}{moved}", facts), (moved, facts))

    def _course(self, facts: Sequence[Fact]) -> Told:
        """How many visits were had, or that there were none."""
        given = of_kind(facts, FactKind.TREATMENT_RECEIVED, asserted=set(Assertion))
        courses: Told = []
        for topic in dict.fromkeys(f.concept for f in given):
            own = [f for f in given if f.concept == topic]
            if topic == "home-exercise":
                courses.append(self._home(own))
            else:
                courses.append(self._visits(own))
        return courses

    def _visits(self, own: Sequence[Fact]) -> Sentence | None:
        teller = self._teller
        most, newest = fullest(own), newest_first(own)[0]
        name = treatment_of(most or newest)
        if most is not None:
            day = teller.day(most)
            when = f"by {day} " if day else ""
            words = f"{when}{teller.subject} had received {visits_words(most)} of {name}"
            return teller.first((words, [most]))
        if newest.assertion is Assertion.ABSENT or newest.value == 0:
            when = teller.on(newest, "as of ")
            return teller.first(
                (f"{when and f'{when}, '}no earlier {name} had been given", [newest])
            )
        if newest.unit == AUTHORIZED and number_of(newest):
            day = teller.day(newest)
            by = f"by {day} " if day else ""
            words = f"{by}authorization had been given for {visits_words(newest)} of {name}"
            return teller.first((words, [newest]))
        given = [f for f in own if was_given(f)]
        if not given:
            return None
        fact = max(given, key=lambda f: (f.confidence, day_of(f)))
        return teller.first((f"earlier {name} is mentioned{teller.on(fact)}", [fact]))

    def _home(self, own: Sequence[Fact]) -> Sentence | None:
        fact = newest_first(own)[0]
        by = self._teller.speakers.of(fact.place)
        words = f"a home exercise program was in place{self._teller.on(fact)}"
        return self._teller.first((f"{words} according to {by}" if by else words, [fact]))

    def _denied(self, facts: Sequence[Fact]) -> Told:
        """What the history denies or tells in the way of treatment."""
        sentences: Told = []
        for fact in of_kind(facts, FactKind.HISTORY, asserted=_BOTH)[:2]:
            near = _INTOLERANT if fact.concept == "medication-intolerance" else None
            quote = self._teller.quoter.quote(fact, near)
            by = self._teller.speakers.of(fact.place) or "the report"
            if quote:
                words = f"{by} wrote{self._teller.on(fact)}: {quote}"
                sentences.append(self._teller.first((words, [fact])))
        return sentences

    def _independent(self, facts: Sequence[Fact]) -> Told:
        sentences: Told = []
        for fact in once(of_kind(facts, FactKind.FUNCTIONAL_STATUS, asserted=_BOTH))[:2]:
            on = self._teller.on(fact)
            if fact.concept == "independent-home-exercise":
                words = f"{self._teller.subject} did the home exercises independently{on}"
            elif fact.concept == "same-function":
                words = f"function was the same as before{on}"
            else:
                continue
            sentences.append(self._teller.first((words, [fact])))
        return sentences

    def _work(self, facts: Sequence[Fact]) -> Told:
        """The status that stood last, with restrictions that did not change."""
        own = of_kind(facts, FactKind.WORK_STATUS, asserted=set(Assertion))
        last = statuses(own)[-1:]
        sentences: Told = [told_as(status, self._teller) for status in last]
        same = [f for f in newest_first(own) if f.concept == "restrictions-unchanged"]
        if same and not (
            last and "restrictions" in (sentences[0].sentence if sentences[0] else "")
        ):
            words = f"work restrictions were unchanged{self._teller.on(same[0])}"
            sentences.append(self._teller.first((words, same[:1])))
        return sentences

    def _diagnosed(self, facts: Sequence[Fact]) -> Told:
        asked = of_kind(facts, FactKind.DIAGNOSIS, asserted=_STANDS)
        asked = [f for f in asked if f.value] or asked
        codes = {f.value for f in asked}
        known = of_kind(self._facts, FactKind.DIAGNOSIS, asserted=_STANDS)
        same = [f for f in known if f.value in codes and f.value] or asked
        named = [
            one
            for one in diagnoses_of(same)
            if self._teller.sentence(f"the diagnosis is {one.words}", one.facts)
        ]
        if not named:
            return []
        verb = "conditions at issue are" if len(named) > 1 else "condition at issue is"
        own = [fact for one in named for fact in one.facts]
        return [self._teller.first((f"the {verb} {listed([n.words for n in named])}", own))]

    def _reported(self, facts: Sequence[Fact]) -> Told:
        """Complaints in one sentence, with the day where all are of one; then those denied."""
        denied = of_kind(facts, FactKind.SYMPTOM, asserted={Assertion.ABSENT})
        kept = self._teller.longest(f"{self._teller.subject} denied", once(denied), told)
        words = f"{self._teller.subject} denied {either([phrase(f) or '' for f in kept])}"
        return [
            self._row(FactKind.SYMPTOM, facts, f"{self._teller.subject} reported"),
            self._teller.first((words, kept)) if kept else None,
        ]

    def _examined(self, facts: Sequence[Fact]) -> Told:
        return [self._row(FactKind.EXAM_FINDING, facts, "the examination showed", _EITHER)]

    def _taken(self, facts: Sequence[Fact]) -> Told:
        """Medicines: those named on two days with both, the others in one row."""
        own = of_kind(facts, FactKind.MEDICATION, asserted=_STANDS)
        over = [
            self._over_time([f for f in own if f.concept == c])
            for c in dict.fromkeys(f.concept for f in own)
        ]
        lasting: Told = [one for one in over if one is not None]
        if lasting:
            return lasting
        before = of_kind(own, FactKind.MEDICATION, asserted={Assertion.HISTORICAL})
        return [
            self._row(FactKind.MEDICATION, own, f"{self._teller.subject} was taking"),
            *([] if len(before) < len(own) else [self._used_before(before)]),
        ]

    def _over_time(self, own: Sequence[Fact]) -> Sentence | None:
        """A drug that the record names on an earlier and a later day."""
        dated = sorted((f for f in own if self._teller.day(f)), key=day_of)
        if not dated or dated[0].date == dated[-1].date:
            return None
        first, last = dated[0], dated[-1]
        name = phrase(last) or ""
        words = f"{name} is on record from {self._teller.day(first)} to {self._teller.day(last)}"
        return self._teller.first((words, [first, last]))

    def _used_before(self, own: Sequence[Fact]) -> Sentence | None:
        kept = self._teller.longest(f"{self._teller.subject} had used", own, told)
        if not kept:
            return None
        return self._teller.first((f"{self._teller.subject} had used {told(kept)}", kept))

    def _row(
        self,
        kind: FactKind,
        facts: Sequence[Fact],
        lead: str,
        asserted: Sequence[Assertion] = (Assertion.PRESENT,),
    ) -> Sentence | None:
        own = in_each_place(newest_first(of_kind(facts, kind, asserted=asserted)))
        own = self._teller.placed([f for f in own if phrase(f)])
        kept = self._teller.longest(lead, own, told)
        if not kept:
            return None
        names = told(kept)
        one_day = len({f.date for f in kept}) == 1
        when = self._teller.on(kept[0]) if one_day else ""
        return self._teller.first((f"{lead} {names}{when}", kept))


_TELL: tuple[Callable[[Evidence, Sequence[Fact]], Told], ...] = (
    Evidence._diagnosed,
    Evidence._denied,
    Evidence._course,
    Evidence._answers,
    Evidence._measured,
    Evidence._independent,
    Evidence._work,
    Evidence._examined,
    Evidence._reported,
    Evidence._taken,
)

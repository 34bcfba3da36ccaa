"""The facts of one record, asked the questions that criteria ask."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Iterable, Sequence

from openimr.guidelines.criterion import Ground
from openimr.guidelines.model import Topic
from openimr.guidelines.patterns import compiled, first_match
from openimr.guidelines.regions import elsewhere, parts_in
from openimr.vocabulary.body import BodyMention
from openimr.vocabulary.drugs import find_drugs
from openimr.vocabulary.fact import Assertion, Fact, FactKind
from openimr.vocabulary.value import Value

WORKING = frozenset({"working-full", "working-modified", "returned-to-work"})
NOT_WORKING = frozenset({"off-work", "retired"})

_CLOSELY = 400
"""Characters within which a response follows on the treatment it answers to."""
_WORK = frozenset({FactKind.WORK_STATUS, FactKind.FUNCTIONAL_IMPROVEMENT})
_UNCHANGED_RESTRICTIONS = (
    r"restrictions?[^.;]{0,40}\b(unchanged|the same|continu|remain)",
    r"(continu|same|unchanged|renew)\w*[^.;]{0,40}\b(restrictions?|limits|limitations?)",
)
_TOPICALS = "medication-topical"
_ON_THE_SKIN = frozenset({_TOPICALS, "medication-opioid"})
"""Categories whose drugs are also given as creams or patches."""
_TOPICAL = re.compile(
    r"\b(gels?|creams?|ointments?|lotions?|patch(es)?|topical(ly)?|roll-?on|pads?|emulgel)\b", re.I
)
_STANDS = frozenset({Assertion.PRESENT, Assertion.HISTORICAL})
_HAD = frozenset({FactKind.TREATMENT_RECEIVED})


class WorkStatus(Value, frozen=True, kw_only=True):
    """Whether the worker works, by the latest word of the record; None when it is silent.

    ``restrictions_unchanged`` are the facts that record restrictions as unchanged.
    """

    working: bool | None
    facts: tuple[int, ...] = ()
    restrictions_unchanged: tuple[int, ...] = ()


class Record:
    """Facts in their order; every answer is given as indexes into that order.

    The whole record counts, papers later than the request included: the reviewer decides on the
    complete case file.
    """

    def __init__(self, facts: Iterable[Fact]) -> None:
        self.facts = tuple(facts)
        self._by_kind: dict[FactKind, list[int]] = {}
        self._by_concept: dict[str | None, list[int]] = {}
        for index, fact in enumerate(self.facts):
            self._by_kind.setdefault(fact.kind, []).append(index)
            if fact.kind is FactKind.OBSERVATION:
                self._by_concept.setdefault(fact.concept, []).append(index)

    def __getitem__(self, index: int) -> Fact:
        return self.facts[index]

    def find(
        self,
        kinds: Collection[FactKind],
        concepts: Collection[str] = (),
        *,
        about: str | None = None,
        asserted: Collection[Assertion] = _STANDS,
        words: Iterable[str] = (),
    ) -> tuple[int, ...]:
        """Facts of these kinds with one of the concepts or words.

        Args:
            kinds: kinds of fact wanted.
            concepts: codes wanted; with ``words`` empty too, every fact of the kinds is wanted.
            about: only responses to the treatment of this topic.
            asserted: assertions wanted; what stands now or stood earlier unless told otherwise.
            words: patterns looked for in statement and quote.
        """
        patterns = [compiled(word) for word in words]

        def wanted(fact: Fact) -> bool:
            if fact.assertion not in asserted:
                return False
            if about is not None and fact.about != about:
                return False
            if not concepts and not patterns:
                return True
            if fact.concept in concepts:
                return True
            told = f"{fact.statement} {fact.quote}"
            return any(pattern.search(told) for pattern in patterns)

        of_kind = sorted(index for kind in kinds for index in self._by_kind.get(kind, ()))
        return tuple(index for index in of_kind if wanted(self.facts[index]))

    def told_elsewhere(self, index: int, asked: Sequence[BodyMention]) -> bool:
        """Whether a fact is told of other body parts than those asked for.

        Where its own words name none, the other facts of its page do: a note on one part
        need not repeat it in every sentence.
        """
        fact, asked = self.facts[index], tuple(asked)
        if parts_in(fact.quote):
            return elsewhere(fact.quote, asked)
        page = (fact.place.file, fact.place.page)
        around = [
            other.quote
            for other in self.facts
            if (other.place.file, other.place.page) == page and parts_in(other.quote)
        ]
        return bool(around) and all(elsewhere(quote, asked) for quote in around)

    def until(self, day: dt.date, indexes: Iterable[int]) -> tuple[int, ...]:
        """Those dated no later than a day or not at all."""
        return tuple(i for i in indexes if (dated := self.facts[i].date) is None or dated <= day)

    def treatments(
        self,
        topic: Topic,
        kinds: Collection[FactKind] = _HAD,
        *,
        asserted: Collection[Assertion] = _STANDS,
    ) -> tuple[int, ...]:
        """Facts that name the topic's treatment, by its id or by what the record calls it."""
        return tuple(
            i
            for i in self.find(kinds, asserted=asserted)
            if topic.told_by(self.facts[i].concept, self.facts[i].quote)
        )

    def responses(
        self,
        topic: Topic,
        concepts: Collection[str] = (),
        *,
        kind: FactKind = FactKind.FUNCTIONAL_IMPROVEMENT,
        asserted: Collection[Assertion] = _STANDS,
    ) -> tuple[int, ...]:
        """Facts said of the topic's treatment, above all what it brought.

        A code that several treatments share means the topic's own where it was given.
        """
        had = bool(self.treatments(topic))
        codes = {recorded.treatment for recorded in topic.recorded_as} if had else set()
        return tuple(
            i
            for i in self.find({kind}, concepts, asserted=asserted)
            if topic.told_by(self.facts[i].about, self.facts[i].quote)
            or self.facts[i].about in codes
        )

    def answering(self, topic: Topic, indexes: Iterable[int]) -> tuple[int, ...]:
        """Responses that name no treatment but follow closely on one of this topic.

        Notes tell the treatment in one sentence and what came of it in the next; the treatment
        told last before a response is the one it answers to.
        """
        treatments = [
            self.facts[i]
            for i in self.find({FactKind.TREATMENT_RECEIVED})
            if self.facts[i].concept != "home-exercise"
        ]
        found = []
        for i in indexes:
            treated = self._told_before(i, treatments)
            if treated is not None and topic.told_by(treated.concept, treated.quote):
                found.append(i)
        return tuple(found)

    def _told_before(self, index: int, treatments: Iterable[Fact]) -> Fact | None:
        fact = self.facts[index]
        place = fact.place
        before = [
            treated
            for treated in treatments
            if (treated.place.file, treated.place.page) == (place.file, place.page)
            and 0 <= place.start - treated.place.start <= _CLOSELY
        ]
        if fact.about is not None or not before:
            return None
        return max(before, key=lambda treated: (treated.place.start, treated.concept or ""))

    def latest(self, indexes: Iterable[int]) -> tuple[int, ...]:
        """Those of the latest day; undated facts only when nothing else is there."""
        found = tuple(indexes)
        days = [day for index in found if (day := self.facts[index].date) is not None]
        if not days:
            return found
        return tuple(index for index in found if self.facts[index].date == max(days))

    def surest(self, indexes: Iterable[int], most: int) -> tuple[int, ...]:
        """The few that were read most surely, the newest of them first."""
        ranked = sorted(
            dict.fromkeys(indexes),
            key=lambda i: (self.facts[i].confidence, self.facts[i].date or dt.date.min),
            reverse=True,
        )
        return tuple(ranked[:most])

    def clearest(self, indexes: Iterable[int], most: int) -> tuple[int, ...]:
        """The surest and newest few, one for each concept, in the order of the record."""
        found = tuple(indexes)
        chosen: dict[str | None, int] = {}
        for index in self.surest(found, len(found)):
            chosen.setdefault(self.facts[index].concept, index)
        return tuple(sorted(list(chosen.values())[:most]))

    def observed(self, ground: Ground, asserted: Collection[Assertion]) -> tuple[int, ...]:
        """Sentences of the record that a ground's patterns found, or would find."""
        if not ground.words:
            return ()
        plain = [
            index
            for index in self._by_concept.get(None, ())
            if first_match(ground.words, self.facts[index].quote) is not None
        ]
        found = sorted([*self._by_concept.get(ground.code, ()), *plain])
        return tuple(index for index in found if self.facts[index].assertion in asserted)

    def used(self, topic: Topic, drugs: Collection[str] = ()) -> tuple[int, ...]:
        """Facts that show a drug, device or treatment of the topic in use.

        Args:
            topic: the treatment.
            drugs: generic names wanted, of those that belong to the topic; all when empty.
        """
        names = {*(drugs or topic.drugs)}
        found = self.find({FactKind.MEDICATION}, names) if names else ()
        if topic.category == _TOPICALS:
            found = tuple(i for i in found if _topical(self.facts[i]))
        elif topic.category not in _ON_THE_SKIN:
            found = tuple(i for i in found if not _topical(self.facts[i]))
        return found + self.treatments(topic)

    def work_status(self) -> WorkStatus:
        """Whether the worker works, by the latest dated statement that says so.

        Of a statement that says both ("not employed apart from some light duty") the denial
        counts.
        """
        said = self.latest(
            self.find({FactKind.WORK_STATUS}, WORKING | NOT_WORKING, asserted=frozenset(Assertion))
        )
        off_work = [i for i in said if not self._says_working(self.facts[i])]
        denied = {self.facts[i].place for i in off_work}
        at_work = [i for i in said if i not in off_work and self.facts[i].place not in denied]
        working = None if len(at_work) == len(off_work) else len(at_work) > len(off_work)
        unchanged = self.find(_WORK, {"restrictions-unchanged"}) or self.find(
            _WORK, words=_UNCHANGED_RESTRICTIONS
        )
        chosen = at_work if working else off_work
        return WorkStatus(
            working=working,
            facts=self.clearest(chosen, 2),
            restrictions_unchanged=self.latest(unchanged),
        )

    @staticmethod
    def _says_working(fact: Fact) -> bool:
        return (fact.concept in WORKING) == (fact.assertion is not Assertion.ABSENT)


def _topical(fact: Fact) -> bool:
    """Whether a medicine is told of as a cream, gel or patch, behind its name."""
    mentions = find_drugs(fact.quote)
    own = [n for n, mention in enumerate(mentions) if mention.drug.generic == fact.concept]
    if not own:
        return bool(_TOPICAL.search(fact.quote))
    behind = mentions[own[0] + 1].start if own[0] + 1 < len(mentions) else len(fact.quote)
    return bool(_TOPICAL.search(fact.quote, mentions[own[0]].start, behind))

"""Guideline packs as values: editions, topics and evaluations.

A pack is data (YAML files under ``packs/``). The outcome of a criterion is an answer and never
an exception.
"""

from __future__ import annotations

import datetime as dt

from openimr.guidelines.circumstances import When
from openimr.guidelines.criterion import (
    Criterion,
    Ground,
    Level,
    Outcome,
    Phase,
    Reference,
    Stance,
    Verified,
)
from openimr.guidelines.evidence_level import Study
from openimr.guidelines.kinds import AnyCriterion, FunctionalImprovement, grounds_of
from openimr.guidelines.less_care import LESS_CARE
from openimr.guidelines.never_treated import CARE_TO_DATE, NO_CARE, never_had
from openimr.guidelines.recorded import Recorded
from openimr.guidelines.word_lists import AddedWords, WordList
from openimr.vocabulary.places import PageSpan
from openimr.vocabulary.value import Value, require

_THERAPY = "therapy"
_BY_VISITS = frozenset({_THERAPY, "behavioral"})
"""Categories whose treatments are had in visits, of which a record says that none was had."""


class Guideline(Value, frozen=True, kw_only=True):
    """One edition of a guideline or a section of law.

    Attributes:
        id: short name used inside the pack ("cpmtg-2009").
        source: the title as a determination cites it.
        law: the regulation or statute that adopts it.
        edition: date or year of the text.
        title: the title inside a sentence.
        effective_from, effective_to: first and last day of the requests it governs; None is open.
        named: whether the guideline line of a letter names it; definitions and statutes only
            stand in the rationale.
        level: its place in the medical evidence search sequence.
    """

    id: str
    source: str
    title: str
    law: str
    edition: str
    named: bool = True
    level: Level = Level.MTUS
    effective_from: dt.date | None = None
    effective_to: dt.date | None = None
    verified: Verified = Verified.UNVERIFIED

    def __post_init__(self) -> None:
        first, last = self.effective_from, self.effective_to
        require(not (first and last) or first <= last, "an edition ends after it begins")

    def in_force(self, day: dt.date) -> bool:
        """Whether a request of this day falls under the edition."""
        began = self.effective_from is None or self.effective_from <= day
        return began and (self.effective_to is None or day <= self.effective_to)


class Topic(Value, frozen=True, kw_only=True):
    """A guideline's entry for one treatment.

    Attributes:
        id: short name of the treatment, and a code that facts carry ("acupuncture").
        name: in words, as it stands in a sentence.
        category: kind of treatment ("therapy", "medication", "diagnostic-imaging").
        stance: what the guideline says of it on the whole.
        course: what one gets more of ("sessions", "visits").
        words: patterns of request wording.
        rank: of two topics whose words stand at one place, the lower rank is meant.
        not_words: patterns of requests that belong elsewhere although ``words`` fit.
        when: circumstances in which it takes requests over from other topics, or None.
        aliases: requests as offices write them; each belongs to this topic and no other.
        drugs: generic names whose requests belong here.
        recorded_as: codes of facts, besides ``id``, under which the record tells of it.
        weaning: a refusal says that the drug is not to be stopped at once.
        evidence_words: words to search the record for when the treatment is not documented.
    """

    id: str
    name: str
    category: str
    stance: Stance = Stance.WITH_CRITERIA
    course: str = "treatments"
    rank: int
    words: tuple[str, ...]
    aliases: tuple[str, ...] = ()
    drugs: tuple[str, ...] = ()
    recorded_as: tuple[Recorded, ...] = ()
    evidence_words: tuple[str, ...]
    not_words: tuple[str, ...] = ()
    when: When | None = None
    weaning: bool = False
    criteria: tuple[AnyCriterion, ...]

    def __post_init__(self) -> None:
        ids = [criterion.id for criterion in self.criteria]
        require(len(ids) == len(set(ids)), "criteria of a topic have different ids")

    @property
    def grounds(self) -> tuple[Ground, ...]:
        """Every ground that its criteria look for, and what tells a first course of it."""
        looked_for = tuple(
            part
            for criterion in self.criteria
            for ground in grounds_of(criterion)
            for part in ground.parts
        )
        dependence = (LESS_CARE,) if any(map(_measures_function, self.criteria)) else ()
        own = (self.never_had,) if self.never_had else ()
        return (*looked_for, *own, *self.no_care, *dependence)

    @property
    def never_had(self) -> Ground | None:
        """The words that deny this treatment, where it is had in visits; None for others."""
        by_visits = self.in_courses and self.category in _BY_VISITS
        return never_had(self.name, self.words) if by_visits else None

    @property
    def no_care(self) -> tuple[Ground, ...]:
        """The words that deny every treatment, which tell a first course of bodily therapy."""
        return (NO_CARE, CARE_TO_DATE) if self.category == _THERAPY and self.in_courses else ()

    def told_by(self, treatment: str | None, quote: str) -> bool:
        """Whether a fact with this code of a treatment and these words is about the topic."""
        if treatment == self.id:
            return True
        return any(recorded.tells_of(treatment, quote) for recorded in self.recorded_as)

    @property
    def medication(self) -> bool:
        """Whether it is a drug or a class of drugs."""
        return self.category.startswith("medication")

    @property
    def in_courses(self) -> bool:
        """Whether a first course and a further one are judged differently."""
        return any(criterion.phase is not Phase.UNKNOWN for criterion in self.criteria)


def _measures_function(criterion: AnyCriterion) -> bool:
    return isinstance(criterion, FunctionalImprovement)


class Pack(Value, frozen=True, kw_only=True):
    """Guidelines and topics of one programme.

    ``others`` are patterns of treatments that no topic covers: a request that names one of
    them before any topic's words is not matched. ``lists`` are the word lists that its topics
    use and that packs beside it may use; ``added`` are words for lists of those. ``studies`` are
    what a reviewer entered beside the pack; none ships with it.
    """

    title: str
    guidelines: tuple[Guideline, ...]
    topics: tuple[Topic, ...]
    others: tuple[str, ...] = ()
    lists: tuple[WordList, ...] = ()
    added: tuple[AddedWords, ...] = ()
    studies: tuple[Study, ...] = ()

    def guideline(self, guideline_id: str) -> Guideline:
        """The edition with this id; KeyError when the pack has none."""
        for guideline in self.guidelines:
            if guideline.id == guideline_id:
                return guideline
        raise KeyError(guideline_id)

    def references_on(self, criterion: Criterion, day: dt.date) -> tuple[Reference, ...]:
        """Where a criterion stands in the editions that govern a request of this day.

        Definitions and statutes support a criterion but do not carry it past its guideline:
        none of them counts once no edition of the guideline itself is in force.
        """
        found = [r for r in criterion.references if self.guideline(r.guideline).in_force(day)]
        carried = any(self.guideline(r.guideline).named for r in criterion.references)
        if carried and not any(self.guideline(r.guideline).named for r in found):
            return ()
        return tuple(found)

    def governs(self, topic: Topic, day: dt.date) -> bool:
        """Whether an edition of a guideline on the topic is in force on a day."""
        return any(
            self.guideline(reference.guideline).named
            for criterion in topic.criteria
            for reference in self.references_on(criterion, day)
        )


class Passage(Value, frozen=True, kw_only=True):
    """Words of the record and where they stand."""

    place: PageSpan
    quote: str


class Evaluation(Value, frozen=True, kw_only=True):
    """The outcome of one criterion with its trace.

    Attributes:
        finding: why, in one plain clause.
        decides: whether the outcome may decide the request: not where the criterion only
            informs, is unverified, or comes from a guideline below the one that applies.
        references: where the criterion stands in the editions that govern.
        facts: indexes, in the list of facts evaluated, of those it rests on.
        arithmetic: the sum, where one was made.
        searched: the words looked for when the record is silent.
        nearest: the passages that came closest.
    """

    criterion: AnyCriterion
    outcome: Outcome
    finding: str
    references: tuple[Reference, ...]
    decides: bool = True
    facts: tuple[int, ...] = ()
    arithmetic: str | None = None
    searched: tuple[str, ...] = ()
    nearest: tuple[Passage, ...] = ()

"""Guideline packs as values: editions, topics, criteria and their three-valued outcomes.

A pack is data (YAML files under ``packs/``); a criterion is one condition of a topic. The
outcome of a criterion is an answer and never an exception.
"""

from __future__ import annotations

import datetime as dt
import enum

from openimr.vocabulary.fact import FactKind
from openimr.vocabulary.places import PageSpan
from openimr.vocabulary.value import Value, require


class Outcome(enum.Enum):
    """Whether the record shows that a criterion holds."""

    MET = "met"
    NOT_MET = "not_met"
    NOT_DOCUMENTED = "not_documented"


class Verified(enum.Enum):
    """How a value of a pack was checked: against the regulation, a determination, or not yet."""

    REGULATION = "regulation"
    LETTER = "letter"
    UNVERIFIED = "unverified"


class Phase(enum.Enum):
    """Where a request stands in the course of one treatment."""

    FIRST = "first"
    FURTHER = "further"
    UNKNOWN = "unknown"


class Absence(enum.Enum):
    """What follows when the record is silent on a criterion.

    ``UPHOLDS``: the guideline asks for the documentation, so silence counts against the request.
    ``LEAVES_OPEN``: the decision turns on a fact that is missing.
    ``NOTHING``: the criterion only weighs when the record speaks.
    """

    UPHOLDS = "upholds"
    LEAVES_OPEN = "leaves_open"
    NOTHING = "nothing"


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
    """

    id: str
    source: str
    title: str
    law: str
    edition: str
    named: bool = True
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


class Reference(Value, frozen=True, kw_only=True):
    """Where in a guideline a criterion stands; ``pages`` as printed ("23", "100-102")."""

    guideline: str
    section: str
    pages: tuple[str, ...] = ()


class Criterion(Value, frozen=True, kw_only=True, tag_field="type", tag="criterion"):
    """One condition of a topic.

    Attributes:
        id: unique within its topic.
        statement: the condition in one clause, true when the outcome is ``MET``.
        says: what the guideline says on it, in the project's own words: one sentence.
        references: one for each edition in which the condition stands.
        verified: ``UNVERIFIED`` conditions are evaluated and shown but never decide.
        phase: the part of a course it applies to; ``UNKNOWN`` means every part.
        absence: what silence of the record means.
        decides: False for conditions that only inform the reviewer.
    """

    id: str
    statement: str
    says: str
    references: tuple[Reference, ...]
    verified: Verified
    phase: Phase = Phase.UNKNOWN
    absence: Absence = Absence.UPHOLDS
    decides: bool = True

    def __post_init__(self) -> None:
        require(bool(self.references), "a criterion cites at least one guideline")
        require(self.says.rstrip().endswith("."), "'says' is a full sentence")

    @property
    def deciding(self) -> bool:
        """Whether the outcome may decide a request."""
        return self.decides and self.verified is not Verified.UNVERIFIED


Range = tuple[int, int]
"""Fewest and most, both included."""


class DefiniteRequest(Criterion, frozen=True, kw_only=True, tag="definite_request"):
    """The request states how much, or how often and how long."""


class InitialTrial(Criterion, frozen=True, kw_only=True, tag="initial_trial"):
    """A first course stays within the trial: ``visits`` over ``weeks``."""

    visits: Range
    weeks: Range | None = None


class VisitTotal(Criterion, frozen=True, kw_only=True, tag="visit_total"):
    """A further course stays within the visits that the guideline names.

    ``trial`` is the largest trial when the visits are counted after it, or None when earlier
    visits count towards the total.
    """

    visits: Range
    weeks: Range | None = None
    trial: int | None = None


class Dose(Value, frozen=True, kw_only=True):
    """Visits that a guideline names for one diagnosis.

    ``codes`` are beginnings of ICD codes; ``words`` are patterns of the diagnosis as written.
    """

    diagnosis: str
    visits: Range
    weeks: int
    codes: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    guidelines: tuple[str, ...] = ()


class DiagnosisTotal(Criterion, frozen=True, kw_only=True, tag="diagnosis_total"):
    """Earlier and requested visits stay within the number for the diagnosis.

    ``general`` is the course where the record names none of the diagnoses, or None.
    """

    doses: tuple[Dose, ...]
    general: Range | None = None


class FunctionalImprovement(Criterion, frozen=True, kw_only=True, tag="functional_improvement"):
    """Earlier treatment brought functional improvement as 8 CCR 9792.20 defines it."""


class PriorVisitsKnown(Criterion, frozen=True, kw_only=True, tag="prior_visits_known"):
    """The number of earlier visits is on record."""


class PartOfProgramme(Criterion, frozen=True, kw_only=True, tag="part_of_programme"):
    """The treatment is given inside a programme of another topic, matched to its sessions."""

    programme: str
    named: str


class SelfDirected(Criterion, frozen=True, kw_only=True, tag="self_directed_transition"):
    """The worker still needs supervised care and cannot yet continue alone at home."""


class BodyPart(Criterion, frozen=True, kw_only=True, tag="body_part"):
    """The body part is one for which the guideline recommends the treatment."""

    not_for: tuple[str, ...]


class ReturnToWork(Criterion, frozen=True, kw_only=True, tag="return_to_work"):
    """Continued treatment rests on achieved or maintained work, up to ``visits`` in all."""

    visits: int


class FlareUp(Criterion, frozen=True, kw_only=True, tag="flare_up"):
    """A recurrence in a worker who is back at work gets a few visits."""

    visits: Range
    every_months: Range


class Ground(Value, frozen=True, kw_only=True):
    """One way to meet an indication: any fact of ``kinds`` with a concept or word named here."""

    name: str
    kinds: tuple[FactKind, ...]
    concepts: tuple[str, ...] = ()
    words: tuple[str, ...] = ()


class Indication(Criterion, frozen=True, kw_only=True, tag="indication"):
    """At least one ground for the treatment is on record."""

    any_of: tuple[Ground, ...]


class StatutoryCap(Criterion, frozen=True, kw_only=True, tag="statutory_cap"):
    """Visits of one kind per industrial injury stay within the statute (Labor Code 4604.5(c))."""

    visits: int


class NotAlreadyAuthorized(Criterion, frozen=True, kw_only=True, tag="not_already_authorized"):
    """The same service has not already been allowed in full."""


AnyCriterion = (
    DefiniteRequest
    | InitialTrial
    | VisitTotal
    | DiagnosisTotal
    | FunctionalImprovement
    | PriorVisitsKnown
    | PartOfProgramme
    | SelfDirected
    | BodyPart
    | ReturnToWork
    | FlareUp
    | Indication
    | StatutoryCap
    | NotAlreadyAuthorized
)


class Topic(Value, frozen=True, kw_only=True):
    """A guideline's entry for one treatment.

    Attributes:
        id: the concept code that facts carry ("acupuncture").
        name: in words, as it stands in a sentence.
        course: what one gets more of ("sessions", "visits").
        words: patterns of request wording.
        rank: of two topics whose words stand at one place, the lower rank is meant.
        not_words: patterns of requests that belong elsewhere although ``words`` fit.
        evidence_words: words to search the record for when the treatment is not documented.
    """

    id: str
    name: str
    course: str
    rank: int
    words: tuple[str, ...]
    evidence_words: tuple[str, ...]
    not_words: tuple[str, ...] = ()
    criteria: tuple[AnyCriterion, ...]

    def __post_init__(self) -> None:
        ids = [criterion.id for criterion in self.criteria]
        require(len(ids) == len(set(ids)), "criteria of a topic have different ids")


class Pack(Value, frozen=True, kw_only=True):
    """Guidelines and topics of one programme.

    ``others`` are patterns of treatments that no topic covers: a request that names one of
    them before any topic's words is not matched.
    """

    title: str
    guidelines: tuple[Guideline, ...]
    topics: tuple[Topic, ...]
    others: tuple[str, ...] = ()

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
    facts: tuple[int, ...] = ()
    arithmetic: str | None = None
    searched: tuple[str, ...] = ()
    nearest: tuple[Passage, ...] = ()

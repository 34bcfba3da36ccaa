"""What every criterion works on, and the answer it gives."""

from __future__ import annotations

from collections.abc import Sequence

from openimr.guidelines.course import Course
from openimr.guidelines.criterion import Outcome, Range
from openimr.guidelines.model import Passage
from openimr.guidelines.question import Question, Search
from openimr.guidelines.record import Record
from openimr.vocabulary.fact import Assertion, FactKind
from openimr.vocabulary.value import Value

_PLANS = 3
"""Plans named as facts; a record repeats the same plan from paper to paper."""


class Answer(Value, frozen=True, kw_only=True):
    """The outcome of one criterion before its citation is added."""

    outcome: Outcome
    finding: str
    facts: tuple[int, ...] = ()
    arithmetic: str | None = None
    searched: tuple[str, ...] = ()
    nearest: tuple[Passage, ...] = ()


class Bench:
    """What lies before a criterion: the question, its record, the earlier course, a search.

    Args:
        question: the treatment in dispute.
        record: its facts.
        course: what came before, as assumed for this evaluation.
        search: finds the nearest passages where the record is silent.
        guidelines: ids of the editions in force for the request.
    """

    def __init__(
        self,
        question: Question,
        record: Record,
        course: Course,
        search: Search,
        guidelines: frozenset[str],
    ) -> None:
        self.question = question
        self.record = record
        self.course = course
        self.search = search
        self.guidelines = guidelines

    def silent(self, finding: str, words: Sequence[str], facts: tuple[int, ...] = ()) -> Answer:
        """The record does not say: what was looked for and the nearest passages."""
        return Answer(
            outcome=Outcome.NOT_DOCUMENTED,
            finding=finding,
            facts=facts,
            searched=tuple(words),
            nearest=tuple(self.search(words)),
        )

    def planned(self) -> tuple[int, ...]:
        """Facts in which the record plans this treatment, in the number asked where one says."""
        told = self.record.treatments(
            self.question.topic,
            {FactKind.PLANNED_TREATMENT},
            asserted={Assertion.PLANNED, Assertion.PRESENT},
        )
        asked = self.question.asked
        same = [i for i in told if asked is not None and self.record[i].value == asked]
        return tuple(same or told)[:_PLANS]

    def asked_and_had(self) -> str:
        """The first part of every sum: "asked 12 (utilization review allowed 6), had 4"."""
        question, course = self.question, self.course
        asked = f"asked {number(question.asked)}"
        if question.certified:
            asked += f" (utilization review allowed {number(question.certified)})"
        return f"{asked}, had {number(course.visits)}"


def number(count: float | None) -> str:
    """A count as it is printed: whole where it is whole, "an unknown number" when None."""
    if count is None:
        return "an unknown number"
    return str(int(count)) if float(count).is_integer() else str(count)


def span_of(visits: Range) -> str:
    """A range in words: "3 to 4", or one number when both ends are the same."""
    low, high = visits
    return str(low) if low == high else f"{low} to {high}"


def outcome_of(holds: bool) -> Outcome:
    """``MET`` or ``NOT_MET``."""
    return Outcome.MET if holds else Outcome.NOT_MET

"""What the criteria engine is asked: one treatment in dispute, on its record."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from typing import Protocol

from openimr.guidelines.model import Passage, Topic
from openimr.guidelines.stated import (
    certified_in,
    most_visits,
    only_a_time,
    only_remainder,
    served_on,
)
from openimr.vocabulary.drugs import find_drugs
from openimr.vocabulary.fact import Fact
from openimr.vocabulary.places import PageSpan
from openimr.vocabulary.request import TreatmentRequest
from openimr.vocabulary.value import Value

_VISITS = re.compile(
    r"session|visit|treatment|appointment|unit|follow|time|encounter|procedure|evaluation", re.I
)
_SURGERY = re.compile(
    r"\b(surger(y|ies)|operations?|arthroscop\w+|fusions?|decompressions?|repairs?|releases?"
    r"|debridement|reconstructions?|replacements?|transposition|amputation|ORIF|open reduction"
    r"|internal fixation|[APTX]LIF|ACDF|T[HKS][AR]|hardware removal|removal of (hardware|implant)"
    r"|excision|resection"
    r"|\w{3,}(ectomy|otomy|plasty|odesis|desis|orrhaphy|ostomy))\b",
    re.I,
)
_AROUND_SURGERY = re.compile(
    r"\b(pre-?\s?op\w*|post-?\s?op\w*|(pre|post|peri)-?\s?surg\w*|surgical service"
    r"|assistant|clearance|consult\w*|evaluation|follow-?\s?up|therap\w+|after|following|s/p"
    r"|status post|brace|sling|(cold|DVT) \w+|rental|purchase|equipment)\b",
    re.I,
)


class Search(Protocol):
    """Looks for words in the case file; the criteria use it to show that something is absent."""

    def __call__(self, words: Sequence[str]) -> Sequence[Passage]:
        """The passages that come closest to the words, best first; empty when there are none."""
        ...


class Companion(Value, frozen=True, kw_only=True):
    """Another treatment of the same dispute, as far as it bears on this one.

    Attributes:
        topic: id of its topic, or None where the guidelines have none.
        category: of its topic; "surgery" also for an operation of no topic.
        text: the request as worded.
        approved: whether utilization review allowed all of it.
        necessary: what the criteria say on it, None as long as that is open.
    """

    topic: str | None
    category: str | None = None
    text: str = ""
    asked: int | float | None = None
    certified: int | float | None = None
    approved: bool = False
    necessary: bool | None = None
    sources: tuple[PageSpan, ...] = ()

    @property
    def allowed(self) -> bool:
        """Whether utilization review allowed it in full, so that it is not in question."""
        if self.approved or self.certified is None or self.asked is None:
            return self.approved
        return self.certified >= self.asked


class Question(Value, frozen=True, kw_only=True):
    """One treatment in dispute.

    Attributes:
        text: the request as worded.
        request: the request in numbers.
        certified: how many utilization review allowed, or None.
        approved: True when utilization review allowed the request in full.
        asked_on: day of the request, or of the utilization review decision.
        date_of_injury: None when unknown.
        age: of the employee on that day, None when unknown.
        facts: all facts of the case file.
        companions: the other treatments of the dispute.
        sources: where the request stands.
    """

    topic: Topic
    text: str
    request: TreatmentRequest
    asked_on: dt.date
    certified: int | float | None = None
    approved: bool = False
    date_of_injury: dt.date | None = None
    age: int | None = None
    facts: tuple[Fact, ...] = ()
    companions: tuple[Companion, ...] = ()
    sources: tuple[PageSpan, ...] = ()

    @property
    def asked(self) -> int | float | None:
        """Visits that the whole request amounts to, or None when it states no number.

        Of a range the most counts, which is what would be allowed. Where only the part that
        utilization review did not allow is in dispute, what it did allow is counted with it:
        the guideline limits the course, not the remainder.
        """
        visits = visits_of(self.request)
        if visits is None:
            return most_visits(self.text)
        if only_a_time(self.text, visits):
            return None
        return self._whole(visits)

    @property
    def quantity(self) -> int | float | None:
        """The number of tablets, units or days of the whole request, as `asked` for visits."""
        stated = self.request.quantity
        return None if stated is None else self._whole(stated)

    @property
    def day_of_care(self) -> dt.date:
        """The day from which the care is wanted: of a retrospective request, that of service."""
        served = served_on(self.text)
        return self.asked_on if served is None or served > self.asked_on else served

    @property
    def care_before(self) -> dt.date:
        """The last day whose care came before what is asked for."""
        day = self.day_of_care
        return day if day == self.asked_on else day - dt.timedelta(days=1)

    def _whole(self, stated: float) -> int | float:
        allowed = self.certified or certified_in(self.text)
        return stated + allowed if allowed and only_remainder(self.text) else stated


def names_surgery(text: str) -> bool:
    """Whether a request is for an operation; what only goes with one (a brace) is none."""
    named = _SURGERY.search(text)
    return named is not None and not _AROUND_SURGERY.search(text)


def drugs_asked(question: Question) -> frozenset[str]:
    """Generic names of the drugs that a request names, of those that belong to its topic.

    Empty where it names none of them, but only the class.
    """
    named = frozenset(mention.drug.generic for mention in find_drugs(question.text))
    return named & frozenset(question.topic.drugs) if question.topic.drugs else named


def visits_of(request: TreatmentRequest) -> int | float | None:
    """Visits that a request states: its quantity, or frequency times duration."""
    if request.quantity is not None and (request.unit is None or _VISITS.search(request.unit)):
        return request.quantity
    if request.per_week is not None and request.weeks is not None:
        return request.per_week * request.weeks
    return None

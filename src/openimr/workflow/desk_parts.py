"""One treatment's part of a draft, as the reviewer's desk shows it, and nothing of the others.

The engine's proposal is a part of its own: it stays closed until the first opinion is recorded,
and whoever reads the request alone cannot be shown it by mistake.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Container
from typing import Protocol, TypeVar

import msgspec

from openimr.guidelines.criterion import Outcome
from openimr.vocabulary.errors import BadInput
from openimr.vocabulary.places import PageSpan
from openimr.vocabulary.value import Value

T = TypeVar("T")


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """A part of a drafted list; what the desk does not show of it is passed over."""


class DraftedPlace(Part, frozen=True, kw_only=True):
    """A place as drafted lists write it."""

    file: str
    page: int
    span: tuple[int, int]

    def as_span(self) -> PageSpan:
        """The place as everything else cites it."""
        return PageSpan(file=self.file, page=self.page, start=self.span[0], end=self.span[1])

    def meets(self, other: DraftedPlace) -> bool:
        """Whether both share a character of one page."""
        same = (self.file, self.page) == (other.file, other.page)
        return same and self.span[0] < other.span[1] and other.span[0] < self.span[1]


class DraftedPassage(DraftedPlace, frozen=True, kw_only=True):
    """Words of the record near what was looked for and not found."""

    quote: str


class DraftedFact(DraftedPassage, frozen=True, kw_only=True):
    """A claimed fact on which a criterion rests.

    Attributes:
        number: its place in the list, from 0.
        sha256: the digest by which the record names it when a reviewer judges it.
    """

    statement: str
    assertion: str
    date: dt.date | None
    confidence: float
    value: float | str | None = None
    unit: str | None = None
    number: int = -1
    sha256: str = ""

    @property
    def figure(self) -> str:
        """The value with its unit, as far as there is one: "4 sessions"."""
        value = f"{self.value:g}" if isinstance(self.value, float) else self.value
        return " ".join(part for part in (value, self.unit) if value and part)


class AskedTreatment(Part, frozen=True, kw_only=True):
    """What was asked for, and what utilization review answered; shown before any opinion.

    Attributes:
        text: the treatment as the application words it.
        quantity, unit, per_week, weeks, drug, strength: as read from the request.
        ur_decision: "denied", "modified", or None when it was not read.
        ur_certified_quantity: how much utilization review allowed.
        ca_citation: what the claims administrator cited.
        sources: where the request and the decision stand.
        topic: of the guidelines; None where they have none.
    """

    text: str
    body_parts: tuple[str, ...]
    quantity: float | None
    unit: str | None
    per_week: float | None
    weeks: float | None
    drug: str | None
    strength: str | None
    ur_decision: str | None
    ur_certified_quantity: float | None
    ca_citation: str | None
    sources: tuple[DraftedPlace, ...]
    topic: str | None = None


class WeighedCriterion(Part, frozen=True, kw_only=True):
    """A criterion with its outcome, and the passages that it rests on.

    Attributes:
        id, statement: of the criterion.
        outcome: met, not met or not documented.
        finding: what the record says of it.
        arithmetic: the sum made, or None.
        citation: guideline, section and pages.
        verified: how the criterion's values were checked.
        decides: whether the decision follows from it.
        facts: numbers in the drafted list of facts, from 0.
        searched: what was looked for where the record is silent.
        nearest: the passages nearest to it.
    """

    id: str
    statement: str
    outcome: Outcome
    finding: str
    arithmetic: str | None
    citation: str
    verified: str
    decides: bool
    facts: tuple[int, ...]
    searched: tuple[str, ...]
    nearest: tuple[DraftedPassage, ...]


class DraftedSource(Part, frozen=True, kw_only=True):
    """What a drafted sentence rests on: a place of the case file, or a guideline's."""

    file: str | None = None
    page: int | None = None
    span: tuple[int, int] | None = None
    guideline: str | None = None
    section: str | None = None
    pages: str | None = None

    def as_place(self) -> DraftedPlace | None:
        """The place of the case file; None for a guideline's."""
        if self.file is None or self.page is None or self.span is None:
            return None
        return DraftedPlace(file=self.file, page=self.page, span=self.span)


class RationaleStep(Part, frozen=True, kw_only=True):
    """A sentence of the proposed rationale with what it rests on."""

    sentence: str
    sources: tuple[DraftedSource, ...]


class SearchedLevel(Part, frozen=True, kw_only=True):
    """A step of the medical evidence search (8 CCR 9792.21.1).

    Attributes:
        level: "mtus", "acoem_odg", "other_guideline", "study" or "law".
        on: the day whose editions were looked at.
        searched, found: editions, and places in them.
        applies: whether the search ends here.
        why: in words.
    """

    level: str
    on: dt.date
    searched: tuple[str, ...]
    found: tuple[str, ...]
    applies: bool
    why: str


class ProposedPart(Part, frozen=True, kw_only=True):
    """The engine's proposal on one treatment; closed until the first opinion is recorded.

    Attributes:
        decision: "upheld", "overturned" or "undetermined".
        missing: what would settle an undetermined one.
        topic, edition, judged_on: the guideline topic, and the edition of which day governs.
        arithmetic: asked, had and allowed, in figures.
        criteria: in the order of the guideline.
        reasons: the criteria that the rationale rests on, by id.
        rationale: sentence by sentence.
        search: the medical evidence search, step by step.
    """

    decision: str
    missing: tuple[str, ...]
    topic: str | None
    edition: str | None
    judged_on: dt.date | None
    arithmetic: str | None
    criteria: tuple[WeighedCriterion, ...]
    reasons: tuple[str, ...]
    rationale: tuple[RationaleStep, ...] = ()
    search: tuple[SearchedLevel, ...] = ()


class TreatmentPart(Value, frozen=True, kw_only=True):
    """All that the desk shows of one treatment once the proposal is open.

    Attributes:
        asked: the request and utilization review's answer.
        proposed: the proposal.
        facts: the claimed facts that its criteria rest on, by their numbers.
        sha256: digest of the proposal as drafted; ``ShowProposal`` records it.
    """

    asked: AskedTreatment
    proposed: ProposedPart
    facts: dict[int, DraftedFact]
    sha256: str


class DraftLists(Protocol):
    """The lists that drafting a case wrote."""

    def drafted_list(self, case: str, name: str) -> bytes:
        """A list as JSON: "disputed_treatments", "proposals" or "facts".

        Raises:
            BadInput: when nothing was drafted yet.
        """
        ...


class _Named(Part, frozen=True, kw_only=True):
    """A treatment of the draft by its words alone."""

    text: str = ""


def drafted_treatments(lists: DraftLists, case: str) -> tuple[str, ...]:
    """The words of every treatment of the draft, in its order."""
    content = lists.drafted_list(case, "disputed_treatments")
    return tuple(one.text for one in _read(content, list[_Named], case))


def asked_treatment(lists: DraftLists, case: str, number: int) -> AskedTreatment:
    """What was asked for and answered, without what the engine makes of it.

    Args:
        lists: of the cases.
        case: the case number.
        number: the treatment's place in the draft, from 1.

    Raises:
        BadInput: when there is no draft, no such treatment in it, or it is no draft of OpenIMR.
    """
    return _read(_entry(lists, case, "disputed_treatments", number), AskedTreatment, case)


class _Claimed(Part, frozen=True, kw_only=True):
    """What tells whether a claimed fact is about a treatment that was had."""

    kind: str = ""
    concept: str | None = None
    assertion: str = ""


_HAD = ("present", "historical")


def treatments_had(lists: DraftLists, case: str, topic: str) -> tuple[DraftedFact, ...]:
    """What the record says was had of a treatment before, the earliest first.

    Args, Raises:
        As `asked_treatment`; ``topic`` is the treatment's in the guidelines.
    """
    claimed = _read(lists.drafted_list(case, "facts"), list[_Claimed], case)
    numbers = [number for number, one in enumerate(claimed) if _is_had(one, topic)]
    entries = _entries(lists, case, "facts") if numbers else []
    found = [_fact(entries[number], number, case) for number in numbers]
    return tuple(sorted(found, key=lambda one: (one.date or dt.date.max, one.number)))


def _is_had(claimed: _Claimed, topic: str) -> bool:
    had = claimed.kind == "treatment_received" and claimed.assertion in _HAD
    return had and claimed.concept == topic


def judged_facts(lists: DraftLists, case: str, digests: Container[str]) -> tuple[DraftedFact, ...]:
    """The claimed facts that some digests name; those of an older draft are not among them."""
    return tuple(
        _fact(entry, number, case)
        for number, entry in enumerate(_entries(lists, case, "facts"))
        if hashlib.sha256(entry).hexdigest() in digests
    )


def treatment_part(lists: DraftLists, case: str, number: int) -> TreatmentPart:
    """One treatment's part of the draft; the other parts of the lists stay undecoded.

    Args, Raises:
        As `asked_treatment`.
    """
    drafted = _entry(lists, case, "proposals", number)
    proposed = _read(drafted, ProposedPart, case)
    claimed = _entries(lists, case, "facts")
    wanted = sorted({one for criterion in proposed.criteria for one in criterion.facts})
    if wanted and not 0 <= wanted[0] <= wanted[-1] < len(claimed):
        raise _no_draft(case)
    return TreatmentPart(
        asked=asked_treatment(lists, case, number),
        proposed=proposed,
        facts={one: _fact(claimed[one], one, case) for one in wanted},
        sha256=hashlib.sha256(drafted).hexdigest(),
    )


def _fact(entry: msgspec.Raw, number: int, case: str) -> DraftedFact:
    drafted = bytes(entry)
    digest = hashlib.sha256(drafted).hexdigest()
    return msgspec.structs.replace(_read(drafted, DraftedFact, case), number=number, sha256=digest)


def _entry(lists: DraftLists, case: str, name: str, number: int) -> bytes:
    entries = _entries(lists, case, name)
    if not 1 <= number <= len(entries):
        raise BadInput(f"the draft of case {case}", f"has no entry {number} in {name}")
    return bytes(entries[number - 1])


def _entries(lists: DraftLists, case: str, name: str) -> list[msgspec.Raw]:
    """The entries of a list, each still as it is written."""
    return _read(lists.drafted_list(case, name), list[msgspec.Raw], case)


def _read(content: bytes, kind: type[T], case: str) -> T:
    try:
        return msgspec.json.decode(content, type=kind)
    except msgspec.MsgspecError:
        raise _no_draft(case) from None


def _no_draft(case: str) -> BadInput:
    remedy = f"Draft it again: openimr jobs add draft {case}"
    return BadInput(f"the draft of case {case}", "is not as OpenIMR writes it", remedy)

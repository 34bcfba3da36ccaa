"""What an audit may look at: findings of published determinations, and nothing else.

Nothing that was trained on past outcomes scores a case in front of its reviewer. So a finding can
be audited only once it was decided and published, and a model is opened only in a process that
has no room of cases loaded.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from typing import Final

from openimr.determination.model import Decision
from openimr.publication.audit.facts import Facts, facts_of
from openimr.publication.model import PublishedDetermination, PublishedFinding, SourceKind
from openimr.publication.statistics.prints import summary_signature
from openimr.vocabulary.errors import Refused
from openimr.vocabulary.value import Value, require

CASE_ROOMS: Final = (
    "openimr.application",
    "openimr.assignment",
    "openimr.case",
    "openimr.casefile",
    "openimr.review",
    "openimr.serving",
    "openimr.web",
    "openimr.workflow",
)
"""Packages in which cases are open; a process that has loaded one of them gets no model."""

_REMEDY: Final = "Audit by the command `openimr library audit`, on the published library alone."


class AuditedFinding(Value, frozen=True, kw_only=True):
    """One decided and published finding, as an audit sees it.

    Attributes:
        letter: identifier of the determination; findings of one letter hang together.
        number: of the finding in it.
        day: of the decision; of a determination that tells its year alone the last day of that.
        overturned: whether the utilization review decision was.
        facts: what was known before the decision.
        groups: by what outcomes are compared: way to count, and keys.
        summary: signature of the case summary; empty of one too short to be compared.
    """

    letter: str
    number: int
    day: dt.date
    overturned: bool
    facts: Facts
    groups: tuple[tuple[str, tuple[str, ...]], ...] = ()
    summary: bytes = b""

    def __post_init__(self) -> None:
        require("/" in self.letter, "an audited finding has the identifier under which it is cited")


class PublishedLibrary:
    """The published library as the one source of an audit; without it no model is made or opened.

    Args:
        determinations: gives the newest version of each.
        loaded: names of the modules that this process has loaded.

    Raises:
        Refused: when the process has a room of cases loaded (rule ``audit-apart-from-cases``).
    """

    def __init__(
        self, determinations: Callable[[], Iterable[PublishedDetermination]], loaded: Iterable[str]
    ) -> None:
        check_no_case_beside(loaded)
        self._determinations = determinations

    def findings(self) -> Iterator[AuditedFinding]:
        """Every finding that can be audited; of letters that cannot be, nothing."""
        for said in self._determinations():
            if why_not_published(said) is None:
                yield from audited(said)


def check_no_case_beside(loaded: Iterable[str]) -> None:
    """Make sure that no room of cases is loaded.

    Args:
        loaded: names of the modules of the process.

    Raises:
        Refused: when one is.
    """
    rooms = {one for name in loaded for one in CASE_ROOMS if f"{name}.".startswith(f"{one}.")}
    if rooms:
        named = ", ".join(sorted(rooms))
        raise Refused(
            f"This process serves cases ({named}): no model of past outcomes is opened in it.",
            rule="audit-apart-from-cases",
            remedy=_REMEDY,
        )


def why_not_published(said: object) -> str | None:
    """Why something cannot be audited; None for a published determination."""
    if not isinstance(said, PublishedDetermination):
        return "It is no published determination."
    if said.provenance.kind is SourceKind.OWN and said.published is None:
        return "It is a letter of our own without a day of publication."
    if _day(said) is None:
        return "It tells neither the day nor the year of its decision."
    return None


def audited(said: object) -> tuple[AuditedFinding, ...]:
    """The findings of a determination, those without a decision left out.

    Args:
        said: a determination of the library; whatever else is handed in is refused.

    Raises:
        Refused: when it is not published (rule ``audit-published-only``).
    """
    why = why_not_published(said)
    day = _day(said) if isinstance(said, PublishedDetermination) else None
    if why is not None or day is None or not isinstance(said, PublishedDetermination):
        raise Refused(
            f"Only published decisions are audited. {why}",
            rule="audit-published-only",
            remedy=_REMEDY,
        )
    summary = summary_signature(said.summary)
    return tuple(
        AuditedFinding(
            letter=said.id,
            number=one.number,
            day=day,
            overturned=one.decision is Decision.OVERTURNED,
            facts=facts_of(said, one),
            groups=_groups(said, one, day),
            summary=summary,
        )
        for one in said.findings
        if one.decision is not None
    )


def _day(said: PublishedDetermination) -> dt.date | None:
    if said.decision_date is not None:
        return said.decision_date
    return dt.date(said.year, 12, 31) if said.year else None


def _groups(
    said: PublishedDetermination, one: PublishedFinding, day: dt.date
) -> tuple[tuple[str, tuple[str, ...]], ...]:
    told = (
        ("topic", one.topics),
        ("specialty", said.specialties),
        ("organization", (said.organization,) if said.organization else ()),
        ("claims-basis", (one.claims_basis.value,) if one.claims_basis else ()),
        ("reviewer", (said.reviewer,) if said.reviewer else ()),
        ("year", (str(day.year),)),
    )
    return tuple((way, keys) for way, keys in told if keys)

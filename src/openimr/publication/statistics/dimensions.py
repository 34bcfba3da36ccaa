"""By what findings are counted: each way gives the keys under which a finding counts.

A finding counts once under each of its keys: one with two topics, or two sections cited, stands
in two rows, so that rows of such a way add up to more than all. What is not told is `UNTOLD`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final, NamedTuple

from openimr.publication.model import PublishedDetermination, PublishedFinding
from openimr.publication.statistics.cited import guideline_of
from openimr.vocabulary.citation import Citation

UNTOLD: Final = ""
"""The key of findings that do not tell."""

BETWEEN: Final = "\x1f"
"""Parts the pieces of a key; no printable text has it."""

Keys = Iterable[str]


class Dimension(NamedTuple):
    """One way to count.

    Attributes:
        name: as typed.
        title: what a row is.
        several: whether a finding may stand in several rows.
        ordered: whether rows stand by their names, not by their numbers.
    """

    name: str
    title: str
    several: bool = False
    ordered: bool = False


OF_DETERMINATION: Final[dict[Dimension, Callable[[PublishedDetermination], Keys]]] = {
    Dimension("specialty", "Specialty of the reviewer", several=True): lambda d: _each(
        d.specialties
    ),
    Dimension("year", "Year of the decision", ordered=True): lambda d: (_word(d.year),),
    Dimension("month", "Month of the decision", ordered=True): lambda d: (
        d.decision_date.isoformat()[:7] if d.decision_date else UNTOLD,
    ),
    Dimension("priority", "Priority"): lambda d: (_value(d.priority),),
    Dimension("programme", "Programme"): lambda d: (d.programme.value,),
    Dimension("age", "Age of the employee or patient", ordered=True): lambda d: (
        d.age_band or UNTOLD,
    ),
    Dimension("sex", "Sex of the employee or patient"): lambda d: (_value(d.sex),),
    Dimension("plan", "Health plan"): lambda d: (d.health_plan or UNTOLD,),
    Dimension("review-type", "Type of review"): lambda d: (d.review_type or UNTOLD,),
    Dimension("organization", "Review organization"): lambda d: (d.organization or UNTOLD,),
}
"""Ways that are the same for all findings of a determination."""

OF_FINDING: Final[dict[Dimension, Callable[[PublishedFinding], Keys]]] = {
    Dimension("topic", "Guideline topic", several=True): lambda f: _each(f.topics),
    Dimension("guideline", "Guideline cited by the reviewer", several=True): lambda f: guidelines(
        f.citations
    ),
    Dimension("section", "Section cited by the reviewer", several=True): lambda f: _sections(
        f.citations
    ),
    Dimension("claims-guideline", "Guideline cited by the claims administrator", several=True): (
        lambda f: guidelines(f.claims_citations)
    ),
    Dimension("claims-basis", "Basis of the claims administrator"): lambda f: (
        _value(f.claims_basis),
    ),
    Dimension("basis", "Basis of the reviewer"): lambda f: (_value(f.basis),),
    Dimension("region", "Body region", several=True): lambda f: _each(f.body_regions),
    Dimension("drug", "Drug", several=True): lambda f: _each(f.drugs),
}
"""Ways that each finding tells for itself."""

DIMENSIONS: Final = {one.name: one for one in (*OF_FINDING, *OF_DETERMINATION)}
"""Every way by its name."""


def guidelines(citations: tuple[Citation, ...]) -> Keys:
    """The guidelines of citations, each once."""
    if not citations:
        return (UNTOLD,)
    return dict.fromkeys(guideline_of(one)[0] for one in citations)


def _sections(citations: tuple[Citation, ...]) -> Keys:
    found: dict[str, None] = {}
    for one in citations:
        guideline, sections = guideline_of(one)
        for section in sections:
            found[f"{guideline}{BETWEEN}{section}"] = None
    return found or (UNTOLD,)


def _each(words: tuple[str, ...]) -> Keys:
    return words if len(words) == 1 else dict.fromkeys(words) or (UNTOLD,)


def _value(member: object) -> str:
    return str(getattr(member, "value", UNTOLD))


def _word(number: int | None) -> str:
    return UNTOLD if number is None else str(number)

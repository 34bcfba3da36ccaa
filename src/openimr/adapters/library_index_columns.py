"""The columns from which facets are counted.

Counting a column that holds exactly one value of each determination is ten times faster than
counting one that holds several. So the values of a facet are spread over as many columns
("slots") as most determinations need, empty where there are fewer; the few determinations with
more values keep those in a column of several, and are counted apart.

Beside a value of a finding stands with which decisions it occurs, so that facets can be counted
among upheld or overturned findings without asking value by value.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping, Sequence
from typing import Final, TypeAlias

from openimr.publication.model import PublishedDetermination
from openimr.publication.search.facets import Values, own_values
from openimr.publication.search.query import OF_A_FINDING, Facet

SLOTS: Final[Mapping[Facet, int]] = {
    Facet.TOPIC: 4,
    Facet.REGION: 4,
    Facet.DRUG: 2,
    Facet.GUIDELINE: 4,
    Facet.SECTION: 4,
    Facet.SPECIALTY: 3,
}
"""Facets of several values, with how many have a column of their own."""

TOGETHER: Final = (
    (Facet.YEAR, Facet.AGE),
    (Facet.DECISION, Facet.PRIORITY, Facet.SEX, Facet.PROGRAMME),
)
"""Facets of few values that share a column."""

PAIRED: Final = (Facet.TOPIC, Facet.REGION, Facet.DRUG)
"""Facets whose values are kept with each other value of the same finding: one of them asked
for, with or without a decision, the others are counted in one pass."""

OVER: Final = "over"
"""The index field that marks determinations with more values than slots."""

_PART: Final = "\x1f"
"""Between the parts of what a column holds; no value has it."""

_SIGNS: Final = frozenset(".+*?()|[]{}^$\\")
"""What means something in a pattern."""

Said: TypeAlias = tuple[Values, set[str]]
"""The values of a finding, and the sign of its decision if it was read."""

DECISIONS: Final = ("upheld", "overturned")
"""As the signs of a code: "u", "o", or both."""


@functools.cache
def slot(facet: Facet, number: int) -> str:
    """The column of a facet's value of this number, from 0."""
    return f"slot_{facet.value}_{number}"


@functools.cache
def more(facet: Facet) -> str:
    """The column of all values where there are more than slots."""
    return f"more_{facet.value}"


@functools.cache
def beside(facet: Facet) -> str:
    """The column of what stands in one finding with a value of a facet."""
    return f"beside_{facet.value}"


@functools.cache
def together(facets: tuple[Facet, ...]) -> str:
    """The column of facets that share one."""
    return f"together_{facets[0].value}"


def columns() -> Iterator[str]:
    """The name of every column."""
    for facet, slots in SLOTS.items():
        yield from (slot(facet, number) for number in range(slots))
        yield more(facet)
    yield from map(together, TOGETHER)
    yield from map(beside, PAIRED)


def filled(
    determination: PublishedDetermination, of_findings: Sequence[Values]
) -> Iterator[tuple[str, str]]:
    """The columns of a determination with what they hold, and whether it is over.

    Args:
        determination: to be counted.
        of_findings: the `finding_values` of its findings, in their order.
    """
    decided = [one.decision for one in determination.findings]
    signs = [{one.value[0]} if one else set() for one in decided]
    said = list(zip(of_findings, signs, strict=True))
    codes = _codes(determination, said)
    for facet, slots in SLOTS.items():
        of_facet = codes[facet]
        fit = len(of_facet) <= slots
        for number in range(slots):
            yield slot(facet, number), of_facet[number] if fit and number < len(of_facet) else ""
        if not fit:
            yield OVER, "1"
            yield from ((more(facet), code) for code in of_facet)
    for facets in TOGETHER:
        yield together(facets), _PART.join("".join(codes[facet]) for facet in facets)
    for facet in PAIRED:
        yield from ((beside(facet), pair) for pair in _pairs(said, facet))


def beside_value(value: str) -> str:
    """The pattern of what stands in one finding with a value."""
    return "".join(f"\\{sign}" if sign in _SIGNS else sign for sign in value) + f"{_PART}.*"


def read_pair(pair: str) -> tuple[Facet, str, str]:
    """Facet and value of what stands with a value, and with which decisions."""
    _, facet, value, signs = pair.split(_PART)
    return Facet(facet), value, signs


def read_code(facet: Facet, code: str) -> tuple[str, str]:
    """The value of a code, and the signs of the decisions with which it occurs."""
    value, _, signs = code.partition(_PART) if facet in OF_A_FINDING else (code, "", "")
    return value, signs


def read_together(facets: tuple[Facet, ...], held: str) -> Iterator[tuple[Facet, str]]:
    """The values that a shared column holds; several of the decision's."""
    for facet, part in zip(facets, held.split(_PART), strict=True):
        if facet is Facet.DECISION:
            yield from ((facet, one) for one in DECISIONS if one[0] in part)
        elif part:
            yield facet, part


def _codes(determination: PublishedDetermination, said: list[Said]) -> dict[Facet, list[str]]:
    signs: dict[Facet, dict[str, set[str]]] = {facet: {} for facet in OF_A_FINDING}
    for of_finding, decided in said:
        for facet, values in of_finding.items():
            for value in values:
                signs[facet].setdefault(value, set()).update(decided)
    codes = {facet: list(values) for facet, values in own_values(determination).items()}
    for facet, found in signs.items():
        codes[facet] = [f"{one}{_PART}{''.join(sorted(with_))}" for one, with_ in found.items()]
    codes[Facet.DECISION] = sorted(one[0] for one in signs[Facet.DECISION])
    return codes


def _pairs(said: list[Said], facet: Facet) -> Iterator[str]:
    """Each value of a facet with each value of the same finding, and with which decisions."""
    signs: dict[str, set[str]] = {}
    for values, decided in said:
        if not values[facet]:
            continue
        others = [f"{other.value}{_PART}{one}" for other, some in values.items() for one in some]
        for value in values[facet]:
            for other in others:
                signs.setdefault(f"{value}{_PART}{other}", set()).update(decided)
    for pair, with_ in signs.items():
        yield f"{pair}{_PART}{''.join(sorted(with_))}"

"""What was found, as a page shows it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from openimr.publication.library.later import LaterEvent
from openimr.publication.model import PublishedDetermination, PublishedFinding
from openimr.publication.search.find import Answer
from openimr.publication.search.ports import FacetCounts, Hit, Passage
from openimr.publication.search.query import Facet
from openimr.web.library.asked import Asked
from openimr.web.library.cited import address_of
from openimr.web.library.named import value_named
from openimr.web.library.opened import became_of

NAMES = {
    Facet.DECISION: "Decision",
    Facet.TOPIC: "Treatment",
    Facet.REGION: "Part of the body",
    Facet.DRUG: "Drug",
    Facet.GUIDELINE: "Guideline",
    Facet.SECTION: "Section of a guideline",
    Facet.SPECIALTY: "Specialty of the reviewer",
    Facet.YEAR: "Year",
    Facet.PRIORITY: "Priority",
    Facet.AGE: "Age",
    Facet.SEX: "Sex",
    Facet.PROGRAMME: "Whose review",
}
_TREATMENTS = 4
_VALUES = 8


class Piece(NamedTuple):
    """A piece of a passage, and whether it is what was asked for."""

    text: str
    found: bool


class PassageShown(NamedTuple):
    """Words of a determination in which stands what was asked for."""

    where: str
    pieces: tuple[Piece, ...]


class Result(NamedTuple):
    """A determination that was found."""

    said: PublishedDetermination
    address: str
    treatments: tuple[PublishedFinding, ...]
    further: int
    passages: tuple[PassageShown, ...]
    became: LaterEvent | None


class Value(NamedTuple):
    """A value of a facet, with the address that chooses it or lets go of it."""

    name: str
    determinations: int
    address: str
    chosen: bool


class FacetShown(NamedTuple):
    """A facet with its values."""

    name: str
    values: tuple[Value, ...]
    more: bool
    open: bool
    about: bool


def results_shown(answer: Answer) -> tuple[Result, ...]:
    """One page of what was found."""
    hits = answer.found.hits
    became = became_of(hit.determination.id for hit in hits)
    return tuple(_result(hit, became.get(hit.determination.id)) for hit in hits)


def _result(hit: Hit, became: LaterEvent | None) -> Result:
    said = hit.determination
    return Result(
        said=said,
        address=address_of(said),
        treatments=said.findings[:_TREATMENTS],
        further=max(0, len(said.findings) - _TREATMENTS),
        passages=tuple(map(_passage, hit.passages)),
        became=became,
    )


def _passage(one: Passage) -> PassageShown:
    pieces, at = [], 0
    for start, end in one.marks:
        pieces += [Piece(one.text[at:start], False), Piece(one.text[start:end], True)]
        at = end
    pieces.append(Piece(one.text[at:], False))
    where = one.field.value + (f" {one.finding}" if one.finding else "")
    return PassageShown(where, tuple(piece for piece in pieces if piece.text))


def facets_shown(facets: Sequence[FacetCounts], asked: Asked) -> tuple[FacetShown, ...]:
    """The tables by which a search is narrowed; a facet without a value is left out."""
    return tuple(_facet(one, asked) for one in facets if one.counts)


def let_go(asked: Asked) -> tuple[tuple[str, str], ...]:
    """Each value that was chosen, in words, with the address that lets go of it."""
    return tuple(
        (f"{NAMES[Facet(name)]}: {value_named(Facet(name), value)}", asked.toggled((name, value)))
        for name, value in asked.chosen
    )


def _facet(one: FacetCounts, asked: Asked) -> FacetShown:
    chosen = {value for facet, value in asked.chosen if facet == one.facet.value}
    values = tuple(
        Value(
            name=value_named(one.facet, count.value),
            determinations=count.determinations,
            address=asked.toggled((one.facet.value, count.value)),
            chosen=count.value in chosen,
        )
        for number, count in enumerate(one.counts)
        if number < _VALUES or count.value in chosen
    )
    return FacetShown(
        name=NAMES[one.facet],
        values=values,
        more=one.more or len(one.counts) > len(values),
        open=bool(chosen) or one.facet in {Facet.DECISION, Facet.TOPIC},
        about=one.about,
    )

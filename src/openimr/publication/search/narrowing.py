"""Values chosen from the tables of facets, by hand or in an address, as filters."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from openimr.publication.search.parse_values import field_value, place_of_no_text
from openimr.publication.search.query import Facet, Is
from openimr.vocabulary.errors import BadInput

_AS_SPELLED = {Facet.GUIDELINE, Facet.SECTION, Facet.SPECIALTY, Facet.YEAR}
"""Facets whose values are taken as they are: a field of their name means something else."""


def narrowed(chosen: Mapping[str, Sequence[str]]) -> tuple[Is, ...]:
    """The filters for values by the names of facets.

    Raises:
        BadInput: for a facet or a value that there cannot be.
    """
    return tuple(_filter(name, value) for name, values in chosen.items() for value in values)


def _filter(name: str, value: str) -> Is:
    if name not in {facet.value for facet in Facet}:
        raise BadInput(name, "is no facet", f"Facets are {', '.join(one.value for one in Facet)}.")
    facet, value = Facet(name), " ".join(value.split())
    if not value or '"' in value or place_of_no_text(value) is not None:
        raise BadInput(name, "no value of it", "Take one from the table of facets.")
    if facet in _AS_SPELLED:
        return Is(facet=facet, value=value)
    try:
        read = field_value(name, value, 0, [])
    except BadInput as error:
        raise BadInput(name, error.found, error.remedy) from None
    assert isinstance(read, Is)  # noqa: S101 - all other facets are read as values
    return read

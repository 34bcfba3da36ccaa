"""What values of the library are called where people read them."""

from __future__ import annotations

from openimr.publication.search.query import Facet
from openimr.publication.statistics.rates import PROGRAMMES
from openimr.serving import guideline_pack

_AS_WRITTEN = {Facet.GUIDELINE, Facet.SECTION, Facet.SPECIALTY}


def topic_names() -> dict[str, str]:
    """The names of guideline topics by their identifiers."""
    return {one.id: one.name for one in guideline_pack().topics}


def value_named(facet: Facet, value: str) -> str:
    """A value of a facet in words: "MRI of the knee" of the topic "mri-knee"."""
    if facet in _AS_WRITTEN:
        return value
    if facet is Facet.PROGRAMME:
        return PROGRAMMES.get(value, value)
    plain = value.replace("-", " ")
    return topic_names().get(value, plain) if facet is Facet.TOPIC else plain

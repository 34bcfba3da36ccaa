"""A search as it stands in an address of the library, read again."""

from __future__ import annotations

from typing import Final, NamedTuple
from urllib.parse import parse_qsl

from openimr.publication.search.narrowing import narrowed
from openimr.publication.search.parse import parse
from openimr.publication.search.query import Facet, Is

_FACETS: Final = {one.value for one in Facet}


class SearchAsked(NamedTuple):
    """A search without order and page.

    Attributes:
        text: words as typed.
        filters: values of facets.
        synonyms: whether other names of the same thing are found.
    """

    text: str
    filters: tuple[Is, ...]
    synonyms: bool


def search_asked(address: str) -> SearchAsked:
    """What an address asks for ("q=mri&decision=upheld"); what is no part of it is left out.

    Raises:
        BadInput: for words that are no query, and for a value that there cannot be.
    """
    said = parse_qsl(address)
    text = " ".join(next((value for name, value in said if name == "q"), "").split())
    chosen: dict[str, list[str]] = {}
    for name, value in said:
        if name in _FACETS and value:
            chosen.setdefault(name, []).append(value)
    parse(text)
    return SearchAsked(text, narrowed(chosen), all(name != "as-typed" for name, _ in said))

"""The documents of a case file, and the pages where words were found, as the viewer lists them."""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from typing import Any, Final, NamedTuple

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from openimr.casefile.model import DocumentType
from openimr.web.casefile.asked import Addresses, Asked, Link
from openimr.workflow.case_contents import (
    PART,
    CaseContents,
    Listed,
    ListPart,
    Overview,
    PagePlace,
    type_in_words,
)
from openimr.workflow.case_search import Hit
from openimr.workflow.page_images import parted

_LINES_KEPT: Final = 8192


class Row(NamedTuple):
    """A document of the list in a line, with the ways to it and to its copies."""

    line: SafeString
    link: Link
    here: bool
    copies: tuple[tuple[Listed, Link, bool], ...]


class Found(NamedTuple):
    """A page on which words were found."""

    hit: Hit
    name: str
    link: Link
    page: int
    pieces: tuple[tuple[str, bool], ...]


class Contents(NamedTuple):
    """The list of documents as it is shown."""

    overview: Overview
    part: ListPart
    rows: tuple[Row, ...]
    asked: Asked
    types: tuple[tuple[DocumentType, str, int], ...]
    years: tuple[tuple[int, int], ...]
    in_order: Link
    by_date: Link
    before: Link | None
    after: Link | None


def contents_shown(
    contents: CaseContents, addresses: Addresses, asked: Asked, place: PagePlace
) -> Contents:
    """The part of the list that is asked for, else the one with the page's document."""
    wanted = asked.part or (1 if asked.filtered else -(-place.row // PART))
    overview = contents.overview(addresses.case)
    part = contents.documents(addresses.case, asked.query(wanted))

    def other(**changed: Any) -> Link:
        return addresses.of(asked._replace(**changed))

    return Contents(
        overview=overview,
        part=part,
        rows=tuple(_row(addresses, asked, place, one) for one in part.rows),
        asked=asked,
        types=tuple((one, type_in_words(one), count) for one, count in overview.types),
        years=overview.years,
        in_order=other(by_date=False, part=None),
        by_date=other(by_date=True, part=None),
        before=other(part=part.part - 1) if part.part > 1 else None,
        after=other(part=part.part + 1) if part.part < part.parts else None,
    )


def _row(addresses: Addresses, asked: Asked, place: PagePlace, one: Listed) -> Row:
    def way(document: Listed) -> Link:
        return addresses.of(asked.turned_to((document.paper, document.pages[0])))

    def is_here(document: Listed) -> bool:
        return place.document is not None and place.document.number == document.number

    copies = tuple((copy, way(copy), is_here(copy)) for copy in one.copies)
    return Row(_line(one), way(one), is_here(one), copies)


@functools.lru_cache(maxsize=_LINES_KEPT)
def _line(document: Listed) -> SafeString:
    """What stands of a document in the list; it stays as it is from page to page."""
    return render_to_string("casefile/document.html", {"one": document})


def found_shown(
    addresses: Addresses, papers: Mapping[str, int], hits: Sequence[Hit]
) -> tuple[Found, ...]:
    """Pages on which words were found, with the ways to them."""
    rows = []
    for hit in hits:
        if link := addresses.stretches(hit.places, papers):
            pieces = parted(hit.excerpt, hit.marked)
            rows.append(Found(hit, type_in_words(hit.type), link, hit.places[0].page, pieces))
    return tuple(rows)

"""The ways from what stands on the desk into the case file."""

from __future__ import annotations

import functools
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple, TypeVar

import msgspec

from openimr.casefile.documents.contacts import covered_text
from openimr.casefile.documents.procedural import PageKey
from openimr.serving import case_viewer
from openimr.vocabulary.errors import BadInput
from openimr.vocabulary.places import PageSpan
from openimr.web.casefile.asked import Addresses, Link
from openimr.workflow.desk_parts import DraftedPassage, DraftedPlace
from openimr.workflow.desk_parts_listed import page_mark
from openimr.workflow.desk_view_room import Seated
from openimr.workflow.withheld import NOT_SHOWN

P = TypeVar("P", bound=DraftedPassage)

_FIGURE = re.compile(r"\d+")


class Opens(NamedTuple):
    """A place of the case file with its way and the mark by which a text cites it."""

    link: Link | None
    mark: str
    page: int


class Ways:
    """The ways from a page of the desk into the case file.

    Args:
        seated: the desk.
        here: path of the page.
    """

    def __init__(self, seated: Seated, here: str = "") -> None:
        self._seated, self.here = seated, here

    def to(self, places: Sequence[DraftedPlace]) -> list[Opens]:
        """The way to each place."""
        documents = self._seated.documents
        return [
            Opens(self._link(one.as_span()), page_mark(one, documents), one.page) for one in places
        ]

    def _link(self, place: PageSpan) -> Link | None:
        return Addresses(self._seated.case.number, self.here).passage(place, self.papers)

    @functools.cached_property
    def papers(self) -> Mapping[str, int]:
        """The numbers of the papers, asked for once; none before the case file has its index."""
        try:
            return case_viewer().contents.paper_numbers(self._seated.case.number)
        except BadInput:
            return {}

    def worded(self, passage: P) -> P:
        """A passage; without its words where its page is not shown to reviewers."""
        withheld = (passage.file, passage.page) in self._procedural
        quote = NOT_SHOWN if withheld else covered_text(passage.quote)
        return msgspec.structs.replace(passage, quote=quote)

    @functools.cached_property
    def _procedural(self) -> Collection[PageKey]:
        """The pages that are not shown, asked for once."""
        try:
            return case_viewer().contents.procedural(self._seated.case.number).keys()
        except BadInput:
            return ()

    def pages(self, places: Iterable[DraftedPlace]) -> list[Opens]:
        """One way for each page among some places."""
        first = {(one.file, one.page): one for one in reversed(tuple(places))}
        found = self.to(list(reversed(first.values())))
        return sorted(found, key=lambda one: [int(figure) for figure in _FIGURE.findall(one.mark)])

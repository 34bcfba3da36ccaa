"""Pages that are not shown to reviewers: those that were filed for the procedure.

The application, covers, proofs of service and letters that came with papers say where the parties
are reached, which a reviewer never sees, and nothing of whether treatment is necessary. Every way
to a case file goes through `viewer_for`, so that pictures, words, hits and lines of a list are
withheld in one place. On other pages such words are covered, in text and picture. Why, and what
remains: ADR 27.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import msgspec

from openimr.case.rules import HOUSE
from openimr.casefile.documents.contacts import (
    Box,
    contact_boxes,
    covered_page,
    covered_text,
)
from openimr.casefile.documents.procedural import PageKey, Procedural
from openimr.casefile.model import Page
from openimr.vocabulary.actor import Role
from openimr.vocabulary.errors import Refused
from openimr.workflow.case_contents import (
    CaseContents,
    Listed,
    ListPart,
    ListQuery,
    Overview,
    PagePlace,
    Paper,
    Readiness,
)
from openimr.workflow.case_search import CaseIndex, Hit
from openimr.workflow.case_viewing import CaseViewer
from openimr.workflow.page_images import CasePages

NOT_SHOWN = "Words of a page that is not shown to reviewers."
"""Stands in place of words that would be quoted from such a page."""


def viewer_for(viewer: CaseViewer, role: Role) -> CaseViewer:
    """What somebody of a role sees of case files: a reviewer not what is for the procedure.

    Args:
        viewer: of everything.
        role: of who looks.
    """
    if role is not Role.REVIEWER:
        return viewer
    return CaseViewer(
        contents=ReviewedContents(viewer.contents),
        pages=ReviewedPages(viewer.pages, viewer.contents),
        index=ReviewedIndex(viewer.index, viewer.contents),
        status=viewer.status,
    )


@dataclass(frozen=True)
class ReviewedContents:
    """What case files hold, as reviewers see it (``CaseContents``)."""

    whole: CaseContents

    def readiness(self, case: str) -> Readiness:
        """As ``CaseContents.readiness``."""
        return self.whole.readiness(case)

    def overview(self, case: str) -> Overview:
        """As ``CaseContents.overview``."""
        return self.whole.overview(case)

    def documents(self, case: str, query: ListQuery) -> ListPart:
        """As ``CaseContents.documents``; of a withheld one only what it is, and its pages."""
        part = self.whole.documents(case, query)
        return msgspec.structs.replace(part, rows=tuple(map(_bare, part.rows)))

    def document(self, case: str, number: int) -> Listed | None:
        """As ``CaseContents.document``."""
        found = self.whole.document(case, number)
        return _bare(found) if found else None

    def place(self, case: str, paper: int, page: int) -> PagePlace | None:
        """As ``CaseContents.place``."""
        found = self.whole.place(case, paper, page)
        if found is None:
            return None
        document = _bare(found.document) if found.document else None
        withheld = found.procedural is not None
        return msgspec.structs.replace(found, document=document, withheld=withheld)

    def first_page(self, case: str) -> tuple[int, int] | None:
        """The first page that is shown; the very first where none is."""
        first = at = self.whole.first_page(case)
        while at is not None:
            place = self.whole.place(case, *at)
            if place is None or place.procedural is None:
                return at
            at = place.after
        return first

    def paper_numbers(self, case: str) -> Mapping[str, int]:
        """As ``CaseContents.paper_numbers``."""
        return self.whole.paper_numbers(case)

    def procedural(self, case: str) -> Mapping[PageKey, Procedural]:
        """As ``CaseContents.procedural``."""
        return self.whole.procedural(case)


@dataclass(frozen=True)
class ReviewedPages:
    """Pages of case files, as reviewers see them (``CasePages``)."""

    whole: CasePages
    contents: CaseContents

    def page(self, case: str, paper: Paper, number: int) -> Page | None:
        """As ``CasePages.page``, contacts covered; None of a page that is withheld."""
        if self._withheld(case, paper, number):
            return None
        read = self.whole.page(case, paper, number)
        return covered_page(read) if read else None

    def image(
        self, case: str, paper: Paper, number: int, zoom: int, covered: Sequence[Box] = ()
    ) -> bytes:
        """As ``CasePages.image``, contacts covered as far as the page's words were read.

        Raises:
            Refused: rule "reviewers-see-no-contact-data", for a page that is withheld.
        """
        if self._withheld(case, paper, number):
            raise Refused(
                "This page was filed for the procedure and is not shown to reviewers.",
                rule="reviewers-see-no-contact-data",
                citation=HOUSE,
                remedy="What the application asks for stands on the desk, under each treatment.",
            )
        read = self.whole.page(case, paper, number)
        boxes = contact_boxes(read) if read else ()
        return self.whole.image(case, paper, number, zoom, (*covered, *boxes))

    def _withheld(self, case: str, paper: Paper, number: int) -> bool:
        place = self.contents.place(case, paper.number, number)
        return place is None or place.procedural is not None


@dataclass(frozen=True)
class ReviewedIndex:
    """Words of case files, as reviewers find them (``CaseIndex``)."""

    whole: CaseIndex
    contents: CaseContents

    def find(
        self, case: str, terms: Sequence[str], most: int, without: Collection[PageKey] = ()
    ) -> tuple[Hit, ...]:
        """As ``CaseIndex.find``, without pages that are withheld; contacts are covered."""
        withheld = {*without, *self.contents.procedural(case)}
        found = self.whole.find(case, terms, most, withheld)
        return tuple(
            msgspec.structs.replace(one, excerpt=covered_text(one.excerpt)) for one in found
        )


def _bare(one: Listed) -> Listed:
    """A document of the list: of a withheld one neither title nor author nor the paper's name."""
    copies = tuple(map(_bare, one.copies))
    if one.procedural is None:
        return msgspec.structs.replace(one, copies=copies)
    return msgspec.structs.replace(
        one, copies=copies, author=None, title=None, file="", withheld=True
    )

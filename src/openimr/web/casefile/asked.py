"""What of a case file is asked for, as addresses say it, and the addresses of everything else.

An address names papers, pages and characters by number, never a file, a person or a word.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.urls import reverse

from openimr.casefile.model import DocumentType
from openimr.vocabulary.places import PageSpan
from openimr.workflow.case_contents import ListQuery
from openimr.workflow.page_images import ZOOMS, Stretch

MOST_MARKED = 40
"""Stretches of a page that an address names at most."""

_STRETCH = re.compile(r"(\d{1,7})-(\d{1,7})")
_TYPES = {one.value: one for one in DocumentType}


class Asked(NamedTuple):
    """What is to be shown.

    Attributes:
        paper, page: the page; None for the beginning.
        at: stretches of its text that are marked.
        zoom: percent, one of `ZOOMS`; None to fit the room that there is.
        veil: whether a page about another person stays covered.
        type, year: of the documents listed; year 0 for those without a date.
        by_date: as a chronology.
        part: of the list; None for the one with the page's document.
    """

    paper: int | None = None
    page: int = 1
    at: tuple[Stretch, ...] = ()
    zoom: int | None = None
    veil: bool = True
    type: DocumentType | None = None
    year: int | None = None
    by_date: bool = False
    part: int | None = None

    def turned_to(self, place: tuple[int, int]) -> Asked:
        """Another page with the same zoom and list."""
        return self._replace(paper=place[0], page=place[1], at=(), veil=True, part=None)

    def query(self, part: int) -> ListQuery:
        """The part of the list of documents."""
        return ListQuery(type=self.type, year=self.year, by_date=self.by_date, part=part)

    @property
    def filtered(self) -> bool:
        """Whether the list is another than all documents in the order of the file."""
        return self.type is not None or self.year is not None or self.by_date

    def words(self) -> dict[str, Any]:
        """The state as words of an address, the page aside."""
        said = {
            "at": ",".join(f"{start}-{end}" for start, end in self.at),
            "zoom": self.zoom,
            "show": None if self.veil else "1",
            "type": self.type and self.type.value,
            "year": self.year,
            "order": "date" if self.by_date else None,
            "part": self.part,
        }
        return {name: value for name, value in said.items() if value not in {None, ""}}


def asked_by(words: Mapping[str, str], paper: int | None = None, page: int = 1) -> Asked:
    """What an address asks for; what cannot be understood in it is left out.

    Args:
        words: behind the question mark.
        paper: as the path names it; without, ``paper`` and ``page`` of the words hold.
        page: as the path names it.
    """
    if paper is None:
        paper, page = _count(words.get("paper")), _count(words.get("page")) or 1
    zoom = _count(words.get("zoom"))
    year = words.get("year", "")
    return Asked(
        paper=paper,
        page=page,
        at=_stretches(words.get("at", "")),
        zoom=zoom if zoom in ZOOMS else None,
        veil=words.get("show") != "1",
        type=_TYPES.get(words.get("type", "")),
        year=int(year) if re.fullmatch(r"[0-9]{1,4}", year) else None,
        by_date=words.get("order") == "date",
        part=_count(words.get("part")),
    )


def _count(typed: str | None) -> int | None:
    """A number from 1, or None."""
    found = re.fullmatch(r"[0-9]{1,7}", (typed or "").strip())
    return (int(found[0]) or None) if found else None


def _stretches(typed: str) -> tuple[Stretch, ...]:
    found = [(int(start), int(end)) for start, end in _STRETCH.findall(typed)[:MOST_MARKED]]
    return tuple((start, end) for start, end in found if start < end)


class Link(NamedTuple):
    """A way to something in the viewer.

    Attributes:
        href: where it leads without a script.
        passage: where a script finds the part of the page that changes.
    """

    href: str
    passage: str


class Addresses(NamedTuple):
    """Addresses within one case file.

    Attributes:
        case: the case number.
        here: path of the page that the viewer is part of; "" for the viewer's own page.
    """

    case: str
    here: str = ""

    def of(self, asked: Asked) -> Link:
        """The way to what is asked for."""
        own = f"{self._path(asked)}{_query(asked.words())}"
        if not self.here:
            return Link(own, own)
        place = {"paper": asked.paper, "page": asked.page} if asked.paper else {}
        return Link(f"{self.here}{_query({**place, **asked.words()})}", own)

    def _path(self, asked: Asked) -> str:
        if asked.paper is None:
            return str(reverse("case-file", args=[self.case]))
        return _page_path(self.case, asked.paper, asked.page)

    def passage(self, place: PageSpan, papers: Mapping[str, int]) -> Link | None:
        """The way to a passage; None when its paper is not in the index of the case file."""
        return self.stretches([place], papers)

    def stretches(self, places: Sequence[PageSpan], papers: Mapping[str, int]) -> Link | None:
        """The way to several stretches of one page, as `passage`."""
        first = places[0]
        paper = papers.get(first.file)
        if paper is None:
            return None
        at = tuple((one.start, one.end) for one in places[:MOST_MARKED] if one.start < one.end)
        return self.of(Asked(paper=paper, page=first.page, at=at))


@functools.lru_cache(maxsize=4096)
def _page_path(case: str, paper: int, page: int) -> str:
    """The path of a page; kept, because a page of the desk has dozens of them."""
    return str(reverse("case-file-page", args=[case, paper, page]))


def _query(words: Mapping[str, Any]) -> str:
    return _encoded(tuple(words.items())) if words else ""


@functools.lru_cache(maxsize=8192)
def _encoded(words: tuple[tuple[str, Any], ...]) -> str:
    """A query; kept as a path is, and of pages and places alone."""
    return f"?{urlencode(words, safe=',')}"

"""The viewer of a case file as a part of any page: the left column of the reviewer's desk.

How a room shows it
-------------------

In the view, after the person was let in::

    from openimr.web.casefile.shown import passage_links, viewer_context

    words = viewer_context(request, number, here=request.path, begin=place_of_the_request)
    words["passages"] = passage_links(number, places, here=request.path)
    return render(request, "desk/desk.html", words)

In the template::

    {% block head %}<link rel="stylesheet" href="{% static 'casefile.css' %}">
    <script type="module" src="{% static 'casefile.js' %}"></script>{% endblock %}
    …
    {% include "casefile/viewer.html" %}
    …
    <a href="{{ link.href }}" data-passage="{{ link.passage }}">open passage</a>

- ``viewer_context`` gives one word, ``viewer``. It lets in whom `case_sight` lets in, raises
  ``Refused`` for others, and notes the look: the file, or the very page that is shown. The room
  notes nothing for the viewer.
- ``here`` is the path of the room's own page. The viewer keeps its state in the words behind the
  question mark of that page: paper, page, at, zoom, show, type, year, order, part; a room uses
  other names. ``begin`` is the place that is shown when these words name none.
- ``passage_links`` gives for each place a `Link` or None, in the same order; None where the case
  file has no index yet, or the place is in none of its papers. Without a script ``href`` leads to
  the room's page with the passage open in the viewer; with it, a click on any
  ``a[data-passage]`` of the page changes the viewer alone, wherever the link stands.
- The viewer brings headings of the third level below its own of the second; ids that it uses
  begin with "casefile".
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from django.core import signing
from django.http import HttpRequest
from django.urls import reverse
from django.utils.safestring import SafeString

from openimr.casefile.model import DocumentType
from openimr.serving import case_viewer, now, office_of
from openimr.vocabulary.errors import BadInput
from openimr.vocabulary.places import PageSpan
from openimr.web.casefile.asked import Addresses, Asked, Link, asked_by
from openimr.web.casefile.text_layer import text_layer
from openimr.workflow.accesses import Look, Looked, LookedAtPage
from openimr.workflow.case_contents import PART, Listed, ListPart, Overview, PagePlace, Readiness
from openimr.workflow.case_search import Hit
from openimr.workflow.case_viewing import preparing_now
from openimr.workflow.jobs import JobStatus
from openimr.workflow.page_images import ZOOMS, PageWords, page_words, parted
from openimr.workflow.seen_by import OpenedCase, seen_by

FITTING = 150
"""Percent at which a page is drawn that is shown as wide as there is room."""

NOTED_FOR = 900
"""Seconds in which the image of a page that was noted is not noted again."""


class Row(NamedTuple):
    """A document of the list, with the ways to it and to its copies."""

    document: Listed
    link: Link
    here: bool
    copies: tuple[tuple[Listed, Link, bool], ...]


class Found(NamedTuple):
    """A page on which words were found."""

    hit: Hit
    link: Link
    page: int
    pieces: tuple[tuple[str, bool], ...]


class Contents(NamedTuple):
    """The list of documents as it is shown."""

    overview: Overview
    part: ListPart
    rows: tuple[Row, ...]
    asked: Asked
    types: tuple[tuple[DocumentType, int], ...]
    years: tuple[tuple[int, int], ...]
    in_order: Link
    by_date: Link
    before: Link | None
    after: Link | None


class PageShown(NamedTuple):
    """A page as it is shown."""

    place: PagePlace
    asked: Asked
    veiled: bool
    words: PageWords | None
    layer: SafeString | str
    pieces: tuple[tuple[str, bool], ...]
    image: str
    image_twice: str
    width: int
    height: int
    ways: dict[str, Link | None]
    zooms: tuple[tuple[int, Link, bool], ...]


def case_sight(request: HttpRequest, number: str, looked: Look = Looked.FILE) -> OpenedCase:
    """Open a case for whoever may see its file, with the look noted.

    The house sees every case file, a reviewer those of cases they sit in. Parties do not see it
    here; what was sent to them is served to them by its own way.

    Raises:
        Refused: when the case is not open to them.
        BadInput: when there is no such case.
    """
    return seen_by(request.account).open(office_of(request.actor), number, looked)


def viewer_context(
    request: HttpRequest,
    number: str,
    *,
    here: str = "",
    begin: PageSpan | None = None,
    asked: Asked | None = None,
) -> dict[str, Any]:
    """The word ``viewer`` for ``casefile/viewer.html``; see above how a room uses it.

    Args:
        request: of a person who is signed in.
        number: the case.
        here: path of the page that the viewer is part of; "" for the viewer's own page.
        begin: what is shown when the address names no page.
        asked: what is to be shown; as the address says it when left out.

    Raises:
        Refused, BadInput: as `case_sight`.
    """
    asked = asked or asked_by(request.GET)
    viewer = case_viewer()
    readiness = viewer.contents.readiness(number)
    addresses = Addresses(number, here)
    shown: dict[str, Any] = {"number": number, "here": here, "readiness": readiness.value}
    if readiness is not Readiness.READY:
        opened = case_sight(request, number)
        shown["job"] = preparing_now(viewer, opened.recorded, now())
        return {"viewer": shown}
    try:
        place = _place(number, asked, begin)
    except BadInput:
        case_sight(request, number)  # whoever may not see the case is told nothing of its pages
        raise
    if asked.paper is None and begin is not None and place.paper.name == begin.file:
        asked = asked._replace(at=((begin.start, begin.end),) if begin.start < begin.end else ())
    asked = asked._replace(paper=place.paper.number, page=place.page)
    veiled = bool(asked.veil and place.document and place.document.other_patient)
    look = LookedAtPage(paper=place.paper.number, page=place.page)
    case_sight(request, number, Looked.FILE if veiled else look)
    shown["contents"] = _contents(addresses, asked, place)
    shown["page"] = _page(request, addresses, asked, place, veiled)
    shown["own"] = reverse("case-file", args=[number])
    shown["search"] = reverse("case-file-search", args=[number])
    return {"viewer": shown}


def passage_links(
    number: str, places: Sequence[PageSpan], *, here: str = ""
) -> tuple[Link | None, ...]:
    """The ways to passages, in the order of their places; see above how a room uses them."""
    try:
        papers = case_viewer().contents.paper_numbers(number)
    except BadInput:
        return (None,) * len(places)
    addresses = Addresses(number, here)
    return tuple(addresses.passage(one, papers) for one in places)


def found_shown(number: str, here: str, hits: Sequence[Hit]) -> tuple[Found, ...]:
    """Pages on which words were found, with the ways to them."""
    papers = case_viewer().contents.paper_numbers(number)
    addresses = Addresses(number, here)
    rows = []
    for hit in hits:
        if link := addresses.stretches(hit.places, papers):
            pieces = parted(hit.excerpt, hit.marked)
            rows.append(Found(hit, link, hit.places[0].page, pieces))
    return tuple(rows)


def job_in_words(job: JobStatus | None) -> str:
    """How far the preparation of a case file is."""
    if job is None or job.progress is None:
        return ""
    return f"{job.progress.done} of {job.progress.of} {job.progress.unit}"


def was_noted(request: HttpRequest, number: str, paper: int, page: int) -> bool:
    """Whether the page was just shown to this person, and the look at it noted."""
    try:
        _mark(request, number, paper, page).unsign(request.GET.get("noted", ""), max_age=NOTED_FOR)
    except signing.BadSignature:
        return False
    return True


def _mark(request: HttpRequest, number: str, paper: int, page: int) -> signing.TimestampSigner:
    """Signs, for one person and one page, that the look was noted."""
    whose = f"{request.account.login}/{number}/{paper}/{page}"
    return signing.TimestampSigner(salt=f"openimr.web.casefile.noted/{whose}")


def _place(number: str, asked: Asked, begin: PageSpan | None) -> PagePlace:
    contents = case_viewer().contents
    wanted = (asked.paper, asked.page) if asked.paper else None
    if wanted is None and begin is not None:
        paper = contents.paper_numbers(number).get(begin.file)
        wanted = (paper, begin.page) if paper else None
    wanted = wanted or contents.first_page(number)
    place = contents.place(number, *wanted) if wanted else None
    if place is None:
        raise BadInput(f"case {number}", "has no such page in its file", "Choose a document.")
    return place


def _contents(addresses: Addresses, asked: Asked, place: PagePlace) -> Contents:
    contents = case_viewer().contents
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
        types=overview.types,
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
    return Row(one, way(one), is_here(one), copies)


def _page(
    request: HttpRequest, addresses: Addresses, asked: Asked, place: PagePlace, veiled: bool
) -> PageShown:
    number, viewer = addresses.case, case_viewer()
    read = None if veiled else viewer.pages.page(number, place.paper, place.page)
    words = page_words(read, asked.at) if read else None
    pieces = parted(words.text, asked.at) if words else ()
    zoom = asked.zoom or FITTING
    scale = zoom * 96 / 7200
    across, down = (words.width, words.height) if words else (612.0, 792.0)
    return PageShown(
        place=place,
        asked=asked,
        veiled=veiled,
        words=words,
        layer=text_layer(words) if words else "",
        pieces=pieces,
        image=_image(request, number, place, zoom),
        image_twice=_image(request, number, place, min(2 * zoom, ZOOMS[-1])),
        width=round(across * scale),
        height=round(down * scale),
        ways=_ways(addresses, asked, place),
        zooms=tuple(
            (one, addresses.of(asked._replace(zoom=one)), one == asked.zoom) for one in ZOOMS
        ),
    )


def _ways(addresses: Addresses, asked: Asked, place: PagePlace) -> dict[str, Link | None]:
    """The ways onward from a page, by what they do."""

    def turned(to: tuple[int, int] | None) -> Link | None:
        return addresses.of(asked.turned_to(to)) if to else None

    smaller, larger = _steps(asked.zoom)
    return {
        "before": turned(place.before),
        "after": turned(place.after),
        "document_before": turned(place.document_before),
        "document_after": turned(place.document_after),
        "smaller": addresses.of(asked._replace(zoom=smaller)) if smaller else None,
        "larger": addresses.of(asked._replace(zoom=larger)) if larger else None,
        "fitting": addresses.of(asked._replace(zoom=None)),
        "unveiled": addresses.of(asked._replace(veil=False)),
        "here": addresses.of(asked),
    }


def _steps(zoom: int | None) -> tuple[int | None, int | None]:
    """The zooms beside one; from a fitting page, those around the printed size."""
    now_at = zoom or 100
    smaller = [one for one in ZOOMS if one < now_at]
    larger = [one for one in ZOOMS if one > now_at]
    return (smaller[-1] if smaller else None), (larger[0] if larger else None)


def _image(request: HttpRequest, number: str, place: PagePlace, zoom: int) -> str:
    """The address of a page's image, which says that the look was noted."""
    mark = _mark(request, number, place.paper.number, place.page).sign("")
    path = reverse("case-file-image", args=[number, place.paper.number, place.page, zoom])
    return f"{path}?noted={mark}"

"""One page of a case file as the viewer shows it: image, words, the ways onward."""

from __future__ import annotations

import functools
from typing import NamedTuple

from django.core import signing
from django.http import HttpRequest
from django.urls import reverse
from django.utils.safestring import SafeString

from openimr.casefile.documents.contacts import COVER
from openimr.casefile.model import Page
from openimr.vocabulary.actor import Role
from openimr.web.casefile.asked import Addresses, Asked, Link
from openimr.web.casefile.seen import viewer_of
from openimr.web.casefile.text_layer import text_layer
from openimr.workflow.case_contents import PagePlace
from openimr.workflow.page_images import ZOOMS, PageWords, Stretch, page_words, parted

FITTING = 150
"""Percent at which a page is drawn that is shown as wide as there is room."""

NOTED_FOR = 900
"""Seconds in which the image of a page that was noted is not noted again."""


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
    covered: bool = False


def page_shown(
    request: HttpRequest, addresses: Addresses, asked: Asked, place: PagePlace, veiled: bool
) -> PageShown:
    """A page; of a veiled or withheld one neither image nor words."""
    number, viewer = addresses.case, viewer_of(request)
    read = None if veiled or place.withheld else viewer.pages.page(number, place.paper, place.page)
    words, layer = _words_of(read, asked.at) if read else (None, "")
    pieces = parted(words.text, asked.at) if words else ()
    zoom = asked.zoom or FITTING
    scale = zoom * 96 / 7200
    mark = _mark(request, number, place.paper.number, place.page).sign("")
    across, down = (words.width, words.height) if words else (612.0, 792.0)
    return PageShown(
        place=place,
        asked=asked,
        veiled=veiled,
        words=words,
        layer=layer,
        pieces=pieces,
        image=_image(number, place, zoom, mark),
        image_twice=_image(number, place, min(2 * zoom, ZOOMS[-1]), mark),
        width=round(across * scale),
        height=round(down * scale),
        ways=_ways(addresses, asked, place),
        zooms=tuple(
            (one, addresses.of(asked._replace(zoom=one)), one == asked.zoom) for one in ZOOMS
        ),
        covered=request.actor.role is Role.REVIEWER and COVER in (words.text if words else ""),
    )


@functools.lru_cache(maxsize=32)
def _words_of(page: Page, marked: tuple[Stretch, ...]) -> tuple[PageWords, SafeString]:
    """The words of a page and their layer; kept, because one page is read for a while."""
    words = page_words(page, marked)
    return words, text_layer(words)


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


def _image(number: str, place: PagePlace, zoom: int, mark: str) -> str:
    """The address of a page's image, which says that the look was noted."""
    path = reverse("case-file-image", args=[number, place.paper.number, place.page, zoom])
    return f"{path}?noted={mark}"


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

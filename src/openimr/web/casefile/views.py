"""Pages of case files: the viewer alone, the images of pages, words looked up."""

from __future__ import annotations

import re
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from openimr.vocabulary.actor import Role
from openimr.vocabulary.errors import BadInput
from openimr.web.accounts.who import signed_in
from openimr.web.case_tabs import case_frame
from openimr.web.casefile.asked import Addresses, Asked, asked_by
from openimr.web.casefile.lists import found_shown
from openimr.web.casefile.pages import was_noted
from openimr.web.casefile.seen import viewer_of
from openimr.web.casefile.shown import open_file, viewer_context
from openimr.workflow.accesses import Looked, LookedAtPage
from openimr.workflow.case_search import search as look_up
from openimr.workflow.page_images import ZOOMS
from openimr.workflow.seen_by import SEES_ALL

SEE_FILES = (*SEES_ALL, Role.REVIEWER)
"""Who sees case files; a reviewer those of the cases they sit in."""

PART_OF = "X-OpenIMR-Viewer"
"""Header by which the script asks for the viewer alone: the path of the page it is part of."""

_PATH = re.compile(r"/[A-Za-z0-9][A-Za-z0-9/._-]*")


@require_safe
@signed_in(*SEE_FILES)
def case_file(request: HttpRequest, number: str) -> HttpResponse:
    """The case file from its beginning, or at the page that the address names."""
    return _shown(request, number, asked_by(request.GET))


@require_safe
@signed_in(*SEE_FILES)
def page(request: HttpRequest, number: str, paper: int, page: int) -> HttpResponse:
    """The case file at a page."""
    return _shown(request, number, asked_by(request.GET, paper, page))


@require_safe
@signed_in(*SEE_FILES)
def document(request: HttpRequest, number: str, document: int) -> HttpResponse:
    """The way to a document by its number, which leads to its first page."""
    open_file(request, number, Looked.FILE)
    found = viewer_of(request).contents.document(number, document)
    if found is None:
        raise Http404
    there = Asked(paper=found.paper, page=found.pages[0])
    return HttpResponseRedirect(Addresses(number).of(there).href)


@require_safe
@signed_in(*SEE_FILES)
def image(request: HttpRequest, number: str, paper: int, page: int, zoom: int) -> HttpResponse:
    """The image of a page; asked for alone, the look is noted as that of a page is."""
    if not was_noted(request, number, paper, page):
        open_file(request, number, LookedAtPage(paper=paper, page=page))
    viewer = viewer_of(request)
    place = viewer.contents.place(number, paper, page)
    if place is None or zoom not in ZOOMS:
        raise Http404
    drawn = viewer.pages.image(number, place.paper, page, zoom)
    return HttpResponse(drawn, content_type="image/png")


@require_POST
@signed_in(*SEE_FILES)
@sensitive_post_parameters("words")
def search(request: HttpRequest, number: str) -> HttpResponse:
    """Pages of the case file on which words stand, beside the page that was open."""
    asked = asked_by(request.POST)
    words = _viewer(request, number, asked)
    typed = request.POST.get("words", "")[:200]
    words["viewer"]["typed"] = typed
    try:
        viewer = viewer_of(request)
        papers = viewer.contents.paper_numbers(number)
        hits = look_up(viewer.index, number, typed)
        addresses = Addresses(number, words["viewer"]["here"])
        words["viewer"]["found"] = found_shown(addresses, papers, hits)
    except BadInput as error:
        words["viewer"]["wrong"] = f"{error.where} {error.found}".capitalize()
    return _rendered(request, words)


def _shown(request: HttpRequest, number: str, asked: Asked) -> HttpResponse:
    return _rendered(request, _viewer(request, number, asked))


def _viewer(request: HttpRequest, number: str, asked: Asked) -> dict[str, Any]:
    here = request.headers.get(PART_OF, "")
    return viewer_context(request, number, here=here if _PATH.fullmatch(here) else "", asked=asked)


def _rendered(request: HttpRequest, words: dict[str, Any]) -> HttpResponse:
    """The viewer alone where the script asks for it, else a page around it."""
    if PART_OF in request.headers:
        return render(request, "casefile/viewer.html", words)
    frame = case_frame(request, words["opened"].case, ("File", ""))
    return render(request, "casefile/file.html", {**frame, **words, "part": "File"})

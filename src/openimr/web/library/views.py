"""Pages of the library. They hold what is published, so that whoever is between may keep them."""

from __future__ import annotations

from typing import Any

import msgspec
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from openimr.adapters.fhir_bundles import MEDIA_TYPE, bundle_bytes
from openimr.publication.model import version_of
from openimr.publication.search.find import find
from openimr.publication.search.leafing import leafing
from openimr.publication.search.newly import newly_found
from openimr.publication.search.query import Sort
from openimr.vocabulary.counted import counted
from openimr.vocabulary.errors import BadInput
from openimr.web.library.asked import SORTS, SORTS_WITHOUT_WORDS, Asked
from openimr.web.library.cited import address_of, the_one_address
from openimr.web.library.determination_shown import determination_shown
from openimr.web.library.feed import feed_of
from openimr.web.library.kept import kept, known_by_its_bytes
from openimr.web.library.opened import page_of_the_library, search_index, shelf
from openimr.web.library.results import facets_shown, let_go, results_shown
from openimr.web.withdrawn import gone_or_missing

_IN_A_FEED = 50
NOT_ANSWERED = 400
"""Told of a question that cannot be answered as it is asked, with the form to ask it anew."""


@require_safe
@page_of_the_library
def search(request: HttpRequest) -> HttpResponse:
    """The form, and what was found; programs are sent to their own interface."""
    asked = Asked.by(request.GET)
    if request.GET.get("form") == "json":
        return kept(redirect(asked.address_for_programs))
    words: dict[str, Any] = {"asked": asked, "sorts": SORTS, "not_listed": asked != Asked()}
    if asked == Asked():
        words |= the_one_address(request, asked.address())
    try:
        words |= _answered(asked)
    except BadInput as error:
        words["error"] = error
        return render(request, "library/search.html", words, status=NOT_ANSWERED)
    return kept(render(request, "library/search.html", words))


def _answered(asked: Asked) -> dict[str, Any]:
    index = search_index()
    if index is None:
        return {"empty": True}
    answer = find(index, asked.text, asked.wanted())
    total = answer.found.total
    pages = leafing(total)
    newest_first = answer.search.order is not answer.search.sort
    return {
        "sorts": SORTS_WITHOUT_WORDS if newest_first else SORTS,
        "answer": answer,
        "many": counted(total, "determination"),
        "results": results_shown(answer),
        "facets": facets_shown(answer.found.facets, asked),
        "chosen": let_go(asked),
        "newest_first": newest_first,
        "leafed": pages.told(asked.page),
        "not_all": "" if pages.whole else counted(pages.last, "page"),
        "last": asked.turned(pages.last) if pages.last else "",
        "before": asked.turned(asked.page - 1) if asked.page > 1 else "",
        "after": asked.turned(asked.page + 1) if asked.has_after(total) else "",
    }


@require_safe
@page_of_the_library
def feed(request: HttpRequest) -> HttpResponse:
    """What came into the library last of a search, for readers of feeds."""
    asked = Asked.by(request.GET)._replace(sort=Sort.NEWEST.value, page=1)
    index, wanted = search_index(), asked.wanted(facets=False, per_page=_IN_A_FEED)
    found = newly_found(index, asked.text, wanted, shelf().arrived) if index else []
    told = feed_of(request, asked, found).encode()
    return kept(HttpResponse(told, content_type="application/atom+xml; charset=utf-8"))


@require_safe
@page_of_the_library
def determination(
    request: HttpRequest, programme: str, name: str, version: int | None = None
) -> HttpResponse:
    """One determination, the newest version unless another is asked for; for programs on request.

    As JSON (``form=json``), or as a bundle of FHIR R4 (``form=fhir``).
    """
    store = shelf().store
    versions = store.versions(f"{programme}/{name}")
    said = version_of(versions, version)
    if said is None:
        return gone_or_missing(request, f"{programme}/{name}", version)
    if request.GET.get("form") == "json":
        return known_by_its_bytes(msgspec.json.encode(said))
    if request.GET.get("form") == "fhir":
        return known_by_its_bytes(bundle_bytes(said), MEDIA_TYPE)
    shown = determination_shown(said, versions, store)
    shown |= the_one_address(request, address_of(said, version=shown["newer"] is not None))
    return kept(render(request, "library/determination.html", shown))

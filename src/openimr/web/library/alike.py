"""Similar determinations: what else was published on cases whose words mean much the same."""

from __future__ import annotations

from typing import Any

import msgspec
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from openimr.publication.model import PublishedDetermination, PublishedFinding
from openimr.publication.search.alike import alike, as_plain
from openimr.publication.search.alike_model import Likeness, Question
from openimr.web.library.cited import address_of
from openimr.web.library.kept import kept
from openimr.web.library.named import topic_names
from openimr.web.library.opened import (
    alike_findings,
    became_of,
    page_of_the_library,
    shelf,
)
from openimr.web.similar_shown import similar_shown
from openimr.web.withdrawn import gone_or_missing


@require_safe
@page_of_the_library
def similar(request: HttpRequest, programme: str, name: str) -> HttpResponse:
    """Findings that are similar to one of a determination; as JSON on request."""
    at = shelf()
    said = at.store.get(f"{programme}/{name}")
    if said is None:
        return gone_or_missing(request, f"{programme}/{name}", None)
    finding = _asked(request, said)
    if finding is None:
        raise Http404
    index = alike_findings()
    asked = Question.of(said, finding)
    found = alike(index, at.newest, asked) if index else Likeness()
    if request.GET.get("form") == "json":
        told = msgspec.json.encode(as_plain(found))
        return kept(HttpResponse(told, content_type="application/json"))
    topics = topic_names()
    became = became_of(one.determination.id for one in (*found.similar, *found.otherwise))
    words: dict[str, Any] = {
        "said": said,
        "not_listed": True,
        "finding": finding,
        "address": address_of(said),
        "compared": index is not None,
        "similar": similar_shown(found.similar, topics, became),
        "otherwise": similar_shown(found.otherwise, topics, became),
    }
    return kept(render(request, "library/alike.html", words))


def _asked(request: HttpRequest, said: PublishedDetermination) -> PublishedFinding | None:
    """The finding that the address names, else the first."""
    number = request.GET.get("finding", "")
    if not number:
        return said.findings[0] if said.findings else None
    return next((one for one in said.findings if str(one.number) == number), None)

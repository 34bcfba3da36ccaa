"""The published PDF of a determination of our own: for everybody, never the letter as issued."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from openimr.publication.model import SourceKind
from openimr.serving import published_paper
from openimr.web.library.opened import page_of_the_library, shelf
from openimr.web.withdrawn import gone_or_missing

_FOR = "public, max-age=300"
"""As the page of the determination: a determination taken off is gone within five minutes."""


@require_safe
@page_of_the_library
def paper(request: HttpRequest, programme: str, name: str, version: int) -> HttpResponse:
    """The PDF of one version; whoever has it already is told that it is the same."""
    said = shelf().store.get(f"{programme}/{name}", version)
    if said is None:
        return gone_or_missing(request, f"{programme}/{name}", version)
    if said.provenance.kind is not SourceKind.OWN:
        raise Http404
    content = published_paper(said.provenance.sha256)
    if content is None:
        raise Http404
    answer = HttpResponse(content, content_type="application/pdf")
    file = said.citation.replace("/", "-")
    answer.headers["Content-Disposition"] = f'inline; filename="{file}.pdf"'
    answer.headers["ETag"] = f'"{said.provenance.sha256}"'
    answer.headers["Cache-Control"] = _FOR
    return answer

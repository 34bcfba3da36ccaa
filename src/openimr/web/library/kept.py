"""Pages of the library hold what is published: whoever is between may keep them for a while."""

from __future__ import annotations

import hashlib

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response

_FOR = "public, max-age=300"
"""A correction is seen within five minutes."""


def kept(response: HttpResponse) -> HttpResponse:
    """The same answer, which may be kept."""
    response.headers["Cache-Control"] = _FOR
    return response


def unchanged(
    request: HttpRequest, content: bytes, media_type: str = "application/json"
) -> HttpResponse:
    """Bytes that may be kept; whoever has these very ones is told so, and gets nothing more."""
    answer = kept(HttpResponse(content, content_type=media_type))
    answer.headers["ETag"] = f'"{hashlib.sha256(content).hexdigest()[:32]}"'
    conditional = get_conditional_response(request, etag=answer.headers["ETag"], response=answer)
    return conditional or answer

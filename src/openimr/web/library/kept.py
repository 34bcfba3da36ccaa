"""Pages of the library hold what is published: whoever is between may keep them for a while."""

from __future__ import annotations

import functools
import hashlib
import os
from pathlib import Path

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils.cache import get_conditional_response

from openimr.guidelines.load import folders_named
from openimr.guidelines.studies import studies_named
from openimr.law.calendar import pacific_day
from openimr.serving import now, open_library
from openimr.web.library.cited import base_of_addresses

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


def tag_of_page(request: HttpRequest) -> str:
    """What a page is known by, before it is made: of all that it is made from.

    That is its address, the day, the library as it lies on the disk, and the program with its
    guidelines. It is weak: the same things are told, not the same bytes.
    """
    made_from = (
        base_of_addresses(request),
        request.get_full_path(),
        pacific_day(now()).isoformat(),
        *map(str, open_library().stamp),
        _program(),
    )
    return f'W/"{hashlib.sha256(os.fsencode(chr(0).join(made_from))).hexdigest()[:32]}"'


def has_page(request: HttpRequest, tag: str) -> bool:
    """Whether whoever asks has the page of a tag already."""
    return tag.removeprefix("W/") in request.headers.get("If-None-Match", "")


def not_modified(tag: str) -> HttpResponse:
    """What they have is told still."""
    answer = kept(HttpResponseNotModified())
    answer.headers["ETag"] = tag
    return answer


@functools.cache
def _program() -> str:
    """Another one for another OpenIMR, and for other packs and studies."""
    studies = studies_named(os.environ)
    places = (Path(__file__).parents[2], *folders_named(os.environ), *filter(None, (studies,)))
    told = hashlib.sha256()
    for path in sorted(one for place in places for one in (place, *place.rglob("*"))):
        if path.is_file() and path.suffix != ".pyc":
            there = path.stat()
            told.update(f"{path} {there.st_size} {there.st_mtime_ns}\n".encode(errors="replace"))
    return told.hexdigest()[:32]

"""Pages of the library hold what is published: whoever is between may keep them for a while."""

from __future__ import annotations

import functools
import hashlib
import os
from pathlib import Path
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import parse_etags

from openimr.guidelines.load import folders_named
from openimr.guidelines.studies import studies_named
from openimr.law.calendar import pacific_day
from openimr.serving import now, open_library
from openimr.web.library.cited import base_of_addresses

OK: Final = 200
NOT_MODIFIED: Final = 304

_FOR = "public, max-age=300"
"""A correction is seen within five minutes."""


def kept(response: HttpResponse) -> HttpResponse:
    """The same answer, which may be kept."""
    response.headers["Cache-Control"] = _FOR
    return response


def known_by_its_bytes(content: bytes, media_type: str = "application/json") -> HttpResponse:
    """Bytes that may be kept, with a tag of their own: it stays when the library grows."""
    answer = kept(HttpResponse(content, content_type=media_type))
    answer.headers["ETag"] = f'"{hashlib.sha256(content).hexdigest()[:32]}"'
    return answer


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


def told_still(request: HttpRequest, tag: str) -> HttpResponse | None:
    """The answer to whoever has the page of a tag, which need not be made; else None.

    Only who got the page once can name its tag. Whether there is a page at all, which "*" and
    If-Match ask, is known when it is made: `conditional` answers them.
    """
    if parse_etags(request.headers.get("If-None-Match", "")) in ([], ["*"]):
        return None
    answer = get_conditional_response(request, etag=tag)
    if answer is None or answer.status_code != NOT_MODIFIED:
        return None
    answer.headers["ETag"] = tag
    return kept(answer)


def conditional(request: HttpRequest, answer: HttpResponseBase, tag: str) -> HttpResponseBase:
    """A page that was made, or what its reader asked for instead (RFC 9110, 13).

    Args:
        request: with its conditions.
        answer: whatever was answered; conditions hold for a whole page alone.
        tag: of the page, unless it names a tag of its own.
    """
    if answer.status_code != OK:
        return answer
    answer.headers.setdefault("ETag", tag)
    tag = answer.headers["ETag"]
    return get_conditional_response(request, etag=tag, response=answer) or answer


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

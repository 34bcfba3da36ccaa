"""Open data: the releases of the library, what they hold, and their files."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePath
from typing import Any, NamedTuple
from wsgiref.util import FileWrapper

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe
from whitenoise.responders import StaticFile

from openimr.adapters.open_data_reader import OpenedRelease
from openimr.publication.library.schema import COLUMNS, each_column
from openimr.publication.open_data.package import media_type, says_of
from openimr.publication.open_data.release import SUMS, ReleasedFile
from openimr.web.library.kept import kept
from openimr.web.library.opened import page_of_the_library, shelf
from openimr.web.withdrawn import GONE

_FOR = "public, max-age=86400"
"""A release never changes; one may be taken back, which is seen within a day."""

_BLOCK = 1 << 18


class FileShown(NamedTuple):
    """A file of a release; its name may be broken before its ending."""

    said: ReleasedFile
    says: str
    address: str

    @property
    def stem(self) -> str:
        """Its name up to the ending."""
        return self.said.name.removesuffix(self.ending)

    @property
    def ending(self) -> str:
        """The endings of its name, with their dots."""
        return "".join(PurePath(self.said.name).suffixes)


class ReleaseShown(NamedTuple):
    """A release with its files, and the digest of its list of checksums."""

    opened: OpenedRelease
    files: tuple[FileShown, ...]
    sums: str


@require_safe
@page_of_the_library
def data_page(request: HttpRequest) -> HttpResponse:
    """The releases that are offered, the newest first, and the columns of the newest."""
    offered = shelf().releases
    words: dict[str, Any] = {
        "releases": [_shown(one) for one in offered.all()],
        "held_back": offered.held_back(),
        "columns": [(path, one, _holds(one.kind.value, one.many)) for path, one in each_column()],
        "count": len(COLUMNS),
    }
    return kept(render(request, "library/data.html", words))


def _shown(opened: OpenedRelease) -> ReleaseShown:
    release = opened.folder.name
    files = tuple(
        FileShown(one, says_of(one.name), reverse("library-release-file", args=[release, one.name]))
        for one in opened.files
    )
    sums = next(one.sha256 for one in opened.files if one.name == SUMS)
    return ReleaseShown(opened, files, sums)


def _holds(kind: str, many: bool) -> str:
    return f"list of {kind}s" if many else kind


@require_safe
@page_of_the_library
def release_file(request: HttpRequest, release: str, name: str) -> HttpResponseBase:
    """A file of a release, whole or from where a download broke off; known by its digest."""
    offered = shelf().releases
    found = offered.file(release, name)
    if found is None and release in offered.held_back():
        return render(request, "fault.html", _HELD_BACK, status=GONE)
    if found is None:
        raise Http404
    path, said = found
    digest = f'"{said.sha256}"'
    kept_file = StaticFile(str(path), [("Content-Type", media_type(name)), ("ETag", digest)])
    answer = kept_file.get_response(request.method, _wanted(request.META, digest))
    blocks = FileWrapper(answer.file, _BLOCK) if answer.file else ()
    response = StreamingHttpResponse(blocks, status=int(answer.status))
    del response.headers["Content-Type"]
    for header, value in answer.headers:
        response.headers[header] = value
    response.headers["Accept-Ranges"] = "bytes"
    response.headers["Cache-Control"] = _FOR
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


_HELD_BACK = {
    "title": "Not offered any more",
    "says": "A determination was withdrawn since this release was made.",
    "remedy": "Take a newer release from the page of open data.",
}


def _wanted(asked: Mapping[str, Any], digest: str) -> dict[str, Any]:
    """What is asked, without a part of a file that has changed since (RFC 9110, If-Range)."""
    wanted = dict(asked)
    if wanted.get("HTTP_IF_RANGE", digest) != digest:
        wanted.pop("HTTP_RANGE", None)
    return wanted

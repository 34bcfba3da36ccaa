"""Open data: the releases of the library, what they hold, and their files."""

from __future__ import annotations

from base64 import b64encode
from pathlib import Path, PurePath
from typing import Any, Final, NamedTuple

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from openimr.adapters.open_data_reader import OpenedRelease
from openimr.adapters.web_server import GIVING_OUT
from openimr.publication.library.schema import COLUMNS, each_column
from openimr.publication.open_data.package import media_type, says_of
from openimr.publication.open_data.release import SUMS, ReleasedFile
from openimr.web.accounts.client import reader_of
from openimr.web.library.cited import the_one_address
from openimr.web.library.kept import kept
from openimr.web.library.opened import page_of_the_library, shelf
from openimr.web.library.sending import AtOnce, PartOfFile, part_asked
from openimr.web.withdrawn import GONE

_FOR = "public, max-age=86400"
"""A release never changes; one may be taken back, which is seen within a day."""

PART: Final = 206
BEYOND: Final = 416
TOO_MANY: Final = 429

_SENDING: Final = AtOnce(GIVING_OUT, GIVING_OUT // 4)
"""Pages go on being answered while so many files are sent; nobody takes all the places."""


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
        **the_one_address(request, reverse("library-data")),
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
    response = get_conditional_response(request, etag=_tag(said)) or _sent(request, path, said)
    if response.status_code == TOO_MANY:
        return response
    response.headers["ETag"] = _tag(said)
    response.headers["Accept-Ranges"] = "bytes"
    response.headers["Repr-Digest"] = f"sha-256=:{b64encode(bytes.fromhex(said.sha256)).decode()}:"
    response.headers["Cache-Control"] = _FOR
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _tag(said: ReleasedFile) -> str:
    return f'"{said.sha256}"'


def _sent(request: HttpRequest, path: Path, said: ReleasedFile) -> HttpResponseBase:
    """The file, or the part of it that is asked for where it has not changed since (If-Range)."""
    size, kind = path.stat().st_size, media_type(said.name)
    same = request.method == "GET" and request.headers.get("If-Range", _tag(said)) == _tag(said)
    asked = part_asked(request.headers.get("Range", ""), size) if same else None
    if asked is not None and not asked:
        return HttpResponse(status=BEYOND, headers={"Content-Range": f"bytes */{size}"})
    part = range(size) if asked is None else asked
    response: HttpResponseBase = HttpResponse(content_type=kind)
    if request.method == "GET":
        client = reader_of(request)
        if not _SENDING.begin(client):
            return _wait(request)
        file = PartOfFile(path.open("rb"), part, lambda: _SENDING.end(client))
        response = FileResponse(file, content_type=kind)
    response.headers["Content-Length"] = str(len(part))
    if asked is not None:
        response.status_code = PART
        response.headers["Content-Range"] = f"bytes {part.start}-{part.stop - 1}/{size}"
    return response


def _wait(request: HttpRequest) -> HttpResponse:
    answer = render(request, "fault.html", _MANY, status=TOO_MANY)
    answer.headers["Retry-After"] = "60"
    return answer


_HELD_BACK = {
    "title": "Not offered any more",
    "says": "A determination was withdrawn since this release was made.",
    "remedy": "Take a newer release from the page of open data.",
}

_MANY = {
    "title": "Too many downloads at once",
    "says": "As many files as can be are being sent at the moment, to you or to others.",
    "remedy": "Try again in a minute. A download that broke off goes on where it was.",
}

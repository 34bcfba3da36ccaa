"""Papers sent in parts by a page's script, or whole by a plain form."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator
from typing import Any

import msgspec
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.views.decorators.http import require_POST, require_safe

from openimr.serving import now
from openimr.vocabulary.errors import BadInput, Refused
from openimr.web.filing.allowed import UPLOADS, take
from openimr.web.filing.places import Place, place_asked
from openimr.web.filing.upload_parts import told_fault
from openimr.web.filing.wiring import uploads
from openimr.web.received_files import MOST_BYTES
from openimr.web.wording import moment, size
from openimr.workflow.papers import Announced, Upload

PART_BYTES = 2_000_000
"""Of one part that a script sends; below what Django holds of a request."""

_Answer = Callable[..., dict[str, Any]]


def _as_json(view: _Answer) -> Callable[..., HttpResponse]:
    """What a script is answered: the upload as it stands, or a refusal in words."""

    @functools.wraps(view)
    def answered(request: HttpRequest, where: str, **named: str) -> HttpResponse:
        try:
            return JsonResponse(view(request, place_asked(request, where), **named))
        except Refused as no:
            told = {"refused": no.reason, "remedy": no.remedy or "", "rule": no.rule}
            return JsonResponse(told, status=409)
        except BadInput as bad:
            found = {"refused": f"{bad.where}: {bad.found}.", "remedy": bad.remedy or ""}
            return JsonResponse({**found, "rule": "cannot-be-read"}, status=400)

    return answered


@require_safe
@_as_json
def waiting(_request: HttpRequest, place: Place) -> dict[str, Any]:
    """Everything that was sent to a place, or is being sent."""
    return {"uploads": [_told(one) for one in uploads().waiting(place.sender)]}


@require_POST
@_as_json
def begin(request: HttpRequest, place: Place) -> dict[str, Any]:
    """Announce a paper."""
    take(request, UPLOADS)
    announced = _announced(
        request.POST.get("name", ""), request.POST.get("size", ""), request.POST.get("sha256")
    )
    return _told(uploads().begin(place.sender, _as_of_its_name(place, announced)))


def _as_of_its_name(place: Place, announced: Announced) -> Announced:
    """Papers of many cases may be the same bytes: each name is then a paper of its own.

    The port knows a paper by its digest, and would take the second for the first. Without its
    digest it is another one; what is begun already under the name is not begun again.
    """
    if not place.by_name:
        return announced
    waiting = uploads().waiting(place.sender)
    same = [
        one
        for one in waiting
        if announced.sha256 in {one.announced.sha256, one.paper.sha256 if one.paper else None}
    ]
    other = same and all(one.announced.name != announced.name for one in same)
    return msgspec.structs.replace(announced, sha256=None) if other else announced


@require_POST
@_as_json
def part(request: HttpRequest, place: Place, upload: str) -> dict[str, Any]:
    """Take a part of a paper; the header ``Upload-Offset`` says where it lies."""
    at = request.headers.get("Upload-Offset", "")
    offset = int(at) if at.isdecimal() and len(at) < 16 else -1
    return _told(uploads().put(place.sender, upload, offset, request.body))


@require_POST
@_as_json
def finish(_request: HttpRequest, place: Place, upload: str) -> dict[str, Any]:
    """Put a paper together; its receipt."""
    return {**_told(uploads().finish(place.sender, upload)), "at": moment(now())}


@require_POST
def remove(request: HttpRequest, where: str, upload: str) -> HttpResponse:
    """Remove a paper, or what there is of it."""
    place = place_asked(request, where)
    try:
        uploads().drop(place.sender, upload)
    except Refused as no:
        told_fault(request, where, no.reason, no.remedy)
    return HttpResponseRedirect(place.page)


@require_POST
def whole(request: HttpRequest, where: str) -> HttpResponse:
    """Take one paper from a plain form."""
    place = place_asked(request, where)
    sent = request.FILES.get("paper")
    try:
        if sent is None:
            raise _no_file()
        take(request, UPLOADS)
        _take(place, sent)
    except Refused as no:
        told_fault(request, where, no.reason, no.remedy)
    except BadInput as bad:
        told_fault(request, where, f"{bad.where}: {bad.found}.", bad.remedy)
    return HttpResponseRedirect(f"{place.page}#papers-{where}")


def _take(place: Place, sent: UploadedFile) -> None:
    """Hand a file to the port in parts."""
    announced = _announced(sent.name or "", str(sent.size), None)
    begun = uploads().begin(place.sender, announced)
    try:
        for offset, content in _parts(sent):
            uploads().put(place.sender, begun.id, offset, content)
    except Refused:
        uploads().drop(place.sender, begun.id)
        raise
    uploads().finish(place.sender, begun.id)


def _parts(sent: UploadedFile) -> Iterator[tuple[int, bytes]]:
    offset = 0
    for content in sent.chunks(PART_BYTES):
        yield offset, content
        offset += len(content)


def _announced(name: str, octets: str, sha256: str | None) -> Announced:
    """A paper as it is announced.

    Raises:
        BadInput: when it says what no paper has.
    """
    try:
        return Announced(name=name, size=int(octets), sha256=sha256 or None)
    except ValueError:
        raise BadInput("The file", "is empty, or was not announced as one") from None


def _told(upload: Upload) -> dict[str, Any]:
    told: dict[str, Any] = {
        "id": upload.id,
        "name": upload.announced.name,
        "size": upload.announced.size,
        "in_words": size(upload.announced.size),
        "missing": [[one.start, one.end] for one in upload.missing],
    }
    if upload.paper:
        told |= {"pages": upload.paper.pages, "sha256": upload.paper.sha256}
    return told


def _no_file() -> Refused:
    return Refused(
        "No file came.",
        rule="a-file-in-the-form",
        remedy=f"Choose a PDF of at most {size(MOST_BYTES)}. Larger ones can be sent with "
        "JavaScript switched on.",
    )

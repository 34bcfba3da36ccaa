"""Papers of cases, sent in parts: announced, put, finished; a command then takes them."""

from __future__ import annotations

import functools
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Router
from ninja.params.functions import Body, Path, Query

from openimr.bootstrap import paper_uploads
from openimr.web.api.bearer import token_for
from openimr.web.api.cases import NUMBER, caller_of, open_for
from openimr.web.api.paper_shapes import UploadsTold, UploadTold, upload
from openimr.web.api.values import asked, read, told
from openimr.workflow.accesses import Looked
from openimr.workflow.api_tokens import Scope
from openimr.workflow.papers import Announced, PaperUploads, Sender

router = Router(tags=["Papers"], auth=token_for(Scope.PAPERS_WRITE))

UPLOAD: Any = Path(
    ..., pattern=r"^[0-9a-f]{32}$", description="The upload's `id`.", example="0" * 32
)
OFFSET: Any = Query(0, ge=0, le=2**53 - 1, description="Where in the file the part begins.")
ANNOUNCED: Any = Body(...)
PART = {
    "requestBody": {
        "required": True,
        "description": "A part of the file: at most 2,000,000 bytes.",
        "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}},
    }
}
"""The body of a part, as ninja cannot know it."""


@functools.cache
def uploads() -> PaperUploads:
    """Papers that are being sent."""
    return paper_uploads()


def sender_of(request: HttpRequest, number: str) -> Sender:
    """Whose papers they are until a command takes them; refused where the case is not theirs."""
    open_for(request, number, Looked.FILE)
    return Sender(place=number, by=caller_of(request).account.login)


@router.get("/cases/{number}/papers", response=told(UploadsTold), operation_id="list_papers")
def list_papers(request: HttpRequest, number: str = NUMBER) -> UploadsTold:
    """Papers of yours that wait in a case: being sent, or finished and not taken yet."""
    waiting = uploads().waiting(sender_of(request, number))
    return UploadsTold(papers=tuple(map(upload, waiting)))


def announce(request: HttpRequest, number: str = NUMBER, paper: Any = ANNOUNCED) -> UploadTold:
    """Announce a paper for a case, by name and size.

    With its SHA-256, a paper that was announced before is that upload again, so that sending
    goes on where it was broken off.
    """
    by = sender_of(request, number)
    return upload(uploads().begin(by, read(Announced, paper)))


announce.__annotations__["paper"] = asked(Announced, "AnnouncedPaper")
router.post("/cases/{number}/papers", response=told(UploadTold), operation_id="announce_paper")(
    announce
)


@router.get("/cases/{number}/papers/{paper}", response=told(UploadTold), operation_id="get_paper")
def get_paper(request: HttpRequest, number: str = NUMBER, paper: str = UPLOAD) -> UploadTold:
    """How far a paper has come."""
    return upload(uploads().progress(sender_of(request, number), paper))


@router.put(
    "/cases/{number}/papers/{paper}",
    response=told(UploadTold),
    operation_id="put_part",
    openapi_extra=PART,
)
def put_part(
    request: HttpRequest, number: str = NUMBER, paper: str = UPLOAD, offset: int = OFFSET
) -> UploadTold:
    """Send a part of a paper; parts may come in any order, and again if they are the same."""
    return upload(uploads().put(sender_of(request, number), paper, offset, request.body))


@router.post(
    "/cases/{number}/papers/{paper}/finish",
    response=told(UploadTold),
    operation_id="finish_paper",
)
def finish(request: HttpRequest, number: str = NUMBER, paper: str = UPLOAD) -> UploadTold:
    """Put a paper together; the answer is its receipt: pages as counted here, and its SHA-256.

    Name that SHA-256 in the command that takes it to the case, as in `receive-records`.
    """
    return upload(uploads().finish(sender_of(request, number), paper))


@router.delete("/cases/{number}/papers/{paper}", response={204: None}, operation_id="drop_paper")
def drop(request: HttpRequest, number: str = NUMBER, paper: str = UPLOAD) -> HttpResponse:
    """Remove a paper that no command took."""
    by = sender_of(request, number)
    uploads().progress(by, paper)
    uploads().drop(by, paper)
    return HttpResponse(status=204)

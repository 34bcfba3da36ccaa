"""Letters as they were issued, and the documents of case files."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal

from django.http import HttpRequest, HttpResponse
from ninja import Router
from ninja.params.functions import Path, Query

from openimr.bootstrap import case_letters, letter_file
from openimr.case.events.issuing import CorrectionIssued, DeterminationIssued
from openimr.law.calendar import pacific_day
from openimr.serving import case_viewer
from openimr.vocabulary.actor import Role
from openimr.vocabulary.errors import Refused
from openimr.web.api.bearer import token_for
from openimr.web.api.cases import NUMBER, caller_of, open_for
from openimr.web.api.paper_shapes import DocumentsTold, LettersTold, LetterTold, document
from openimr.web.api.values import told
from openimr.workflow.accesses import Looked
from openimr.workflow.api_tokens import Scope
from openimr.workflow.case_contents import ListQuery, Readiness
from openimr.workflow.seen_by import OpenedCase
from openimr.workflow.withheld import viewer_for

letters = Router(tags=["Letters"], auth=token_for(Scope.LETTERS_READ))
documents = Router(tags=["Papers"], auth=token_for(Scope.PAPERS_READ))

MEDIA = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "json": "application/json",
}
_SHA256: Any = Path(..., pattern=r"^[0-9a-f]{64}$", description="The letter's `sha256`.")
_FORMAT: Any = Path(..., description="The format.")
_PART: Any = Query(1, ge=1, le=10_000, description="Which part of the list.")
_BINARY = {"schema": {"type": "string", "format": "binary"}}
_FILE = {"responses": {200: {"content": dict.fromkeys(MEDIA.values(), _BINARY)}}}


@letters.get("/cases/{number}/letters", response=told(LettersTold), operation_id="list_letters")
def list_letters(request: HttpRequest, number: str = NUMBER) -> LettersTold:
    """Every letter that was issued in a case, the valid one last."""
    _, opened = open_for(request, number, Looked.LETTER)
    return LettersTold(case=number, letters=tuple(_issued(opened)))


def _issued(opened: OpenedCase) -> Iterator[LetterTold]:
    for one in opened.recorded:
        if isinstance(one.event, DeterminationIssued | CorrectionIssued):
            correction = isinstance(one.event, CorrectionIssued)
            yield LetterTold(sha256=one.event.letter_sha256, issued=one.at, correction=correction)


@letters.get(
    "/cases/{number}/letters/{sha256}/{format}",
    response={200: None},
    operation_id="get_letter",
    openapi_extra=_FILE,
)
def get_letter(
    request: HttpRequest,
    number: str = NUMBER,
    sha256: str = _SHA256,
    format: Literal["pdf", "docx", "json"] = _FORMAT,
) -> HttpResponse:
    """An issued letter as a file: the very PDF of that SHA-256, or what it says in another form."""
    _, opened = open_for(request, number, Looked.LETTER)
    issued = next((one for one in _issued(opened) if one.sha256 == sha256), None)
    kept = case_letters().kept(number, sha256) if issued else None
    if issued is None or kept is None:
        raise Refused(
            "There is no such letter in this case.",
            rule="no-such-letter",
            remedy="The list of letters names those that there are.",
        )
    if format == "pdf":
        content = kept.content
    else:
        content = letter_file(kept.letter, f".{format}", pacific_day(issued.issued))
    response = HttpResponse(content, content_type=MEDIA[format])
    response.headers["Content-Disposition"] = f'attachment; filename="{sha256[:12]}.{format}"'
    return response


@documents.get(
    "/cases/{number}/documents", response=told(DocumentsTold), operation_id="list_documents"
)
def list_documents(request: HttpRequest, number: str = NUMBER, part: int = _PART) -> DocumentsTold:
    """The documents of a case file, for staff and the case's reviewers."""
    if caller_of(request).account.actor.role is Role.PARTY:
        raise Refused(
            "The case file is for those who work on the case.",
            rule="not-in-scope",
            remedy="Ask the office for copies.",
        )
    open_for(request, number, Looked.FILE)
    contents = viewer_for(case_viewer(), caller_of(request).account.actor.role).contents
    readiness = contents.readiness(number)
    if readiness is not Readiness.READY:
        return DocumentsTold(
            case=number, readiness=readiness, documents=(), part=1, parts=1, found=0
        )
    found = contents.documents(number, ListQuery(part=part))
    return DocumentsTold(
        case=number,
        readiness=readiness,
        documents=tuple(map(document, found.rows)),
        part=found.part,
        parts=found.parts,
        found=found.found,
    )

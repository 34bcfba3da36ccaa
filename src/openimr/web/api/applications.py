"""Applications: answered, sent with their papers, checked as the office would, and filed."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from ninja import Router
from ninja.params.functions import Body, Path

from openimr.case.commands.intake import ReceiveApplication
from openimr.case.permissions import PERMITTED
from openimr.serving import now, office_of
from openimr.vocabulary.errors import Refused
from openimr.web.accounts.client import client_of
from openimr.web.api.bearer import token_for
from openimr.web.api.cases import caller_of
from openimr.web.api.paper_shapes import (
    ApplicationTold,
    ChecksTold,
    CheckTold,
    FiledTold,
    UploadsTold,
    UploadTold,
    upload,
)
from openimr.web.api.papers import ANNOUNCED, OFFSET, PART, UPLOAD, uploads
from openimr.web.api.values import asked, read, told
from openimr.web.filing.wiring import filing_room
from openimr.workflow.api_tokens import Scope
from openimr.workflow.filing import Answers, Paper, place_of
from openimr.workflow.filing_checks import Foreseen
from openimr.workflow.filing_drafts import SavedApplication
from openimr.workflow.filing_receipt import receipt_of
from openimr.workflow.papers import Announced, Sender

router = Router(tags=["Applications"], auth=token_for(Scope.PAPERS_WRITE))

CODE: Any = Path(
    ...,
    pattern=r"^[0-9A-Za-z-]{16,24}$",
    description="The application's `code`.",
    example="2345-6789-CDFG-HJKM",
)
KIND: Any = Path(..., description="What the paper is.")
_ANSWERS: Any = Body(...)


def _check_may_file(request: HttpRequest) -> None:
    """Refuse whoever files no applications."""
    role = caller_of(request).account.actor.role
    permitted = PERMITTED[ReceiveApplication]
    if role not in permitted:
        raise Refused(
            f"Filing is not a step for the role '{role.value}'.",
            rule="not-your-step",
            remedy=f"It is for: {', '.join(one.value for one in permitted)}.",
        )


def _application(request: HttpRequest, code: str) -> SavedApplication:
    """The application of a code.

    Raises:
        Refused: when whoever asks files none, or there is none of the code.
    """
    _check_may_file(request)
    found = filing_room().saved.of_code(code, now())
    if found is None:
        raise Refused(
            "There is no such application.",
            rule="no-such-application",
            remedy="It may have been removed after two weeks: begin again.",
        )
    return found


def _place(request: HttpRequest, code: str, kind: Paper) -> Sender:
    return place_of(_open(request, code).name, kind)


def _open(request: HttpRequest, code: str) -> SavedApplication:
    """An application that is not filed yet."""
    found = _application(request, code)
    if found.case:
        raise Refused(
            "This application was filed.",
            rule="filed-once",
            remedy="Further papers go to its case.",
        )
    return found


def _told(code: str, saved: SavedApplication) -> ApplicationTold:
    return ApplicationTold(
        code=code,
        expires=saved.expires,
        fit_to_file=saved.answers.fit_to_file,
        case=saved.case,
    )


@router.post("/applications", response=told(ApplicationTold), operation_id="begin_application")
def begin(request: HttpRequest) -> ApplicationTold:
    """Begin an application; its code is told this once."""
    _check_may_file(request)
    code, saved = filing_room().saved.begin(now())
    return _told(code, saved)


@router.get("/applications/{code}", response=told(ApplicationTold), operation_id="get_application")
def get_application(request: HttpRequest, code: str = CODE) -> ApplicationTold:
    """How far an application is."""
    return _told(code, _application(request, code))


def answer(request: HttpRequest, code: str = CODE, answers: Any = _ANSWERS) -> ApplicationTold:
    """Say what the application says: all of it each time. What is left out stays open."""
    saved, given = _open(request, code), read(Answers, answers)
    room = filing_room()
    room.saved.save(saved.name, given, now())
    return _told(code, _application(request, code))


answer.__annotations__["answers"] = asked(Answers, "ApplicationAnswers")
router.post(
    "/applications/{code}/answers",
    response=told(ApplicationTold),
    operation_id="answer_application",
)(answer)


@router.get(
    "/applications/{code}/checks", response=told(ChecksTold), operation_id="check_application"
)
def check(request: HttpRequest, code: str = CODE) -> ChecksTold:
    """What the office's screen would find of it now, by the very rules that will screen it."""
    saved = _fit(_open(request, code))
    found = filing_room().foreseen(saved, caller_of(request).account.actor)
    return _checks(found)


def _fit(saved: SavedApplication) -> SavedApplication:
    if not saved.answers.fit_to_file:
        raise Refused(
            "There is not enough for a case yet.",
            rule="enough-for-a-case",
            remedy="Answer `employee` and `treatments`.",
        )
    return saved


def _checks(found: Foreseen) -> ChecksTold:
    return ChecksTold(
        checks=tuple(
            CheckTold(
                rule=one.rule,
                reason=one.reason,
                citation=one.citation,
                remedy=one.remedy,
                leads_to=one.leads_to.value if one.leads_to else None,
            )
            for one in found.checks
        ),
        file_by=found.file_by.day if found.file_by else None,
        file_by_citation=found.file_by.citation if found.file_by else None,
    )


@router.post("/applications/{code}/file", response=told(FiledTold), operation_id="file_application")
def file(request: HttpRequest, code: str = CODE) -> FiledTold:
    """File the application: a case is opened and screened. Sent again, it is the same case."""
    saved, account = _application(request, code), caller_of(request).account
    number = saved.case or filing_room().file(_fit(saved), account, client_of(request))
    receipt = receipt_of(office_of(account.actor), number)
    return FiledTold(
        case=receipt.number,
        received=receipt.received,
        day=receipt.day,
        state=receipt.state,
        lacks=receipt.lacks,
        cure_by=receipt.cure_by,
        papers=receipt.papers,
    )


@router.get(
    "/applications/{code}/papers",
    response=told(UploadsTold),
    operation_id="list_application_papers",
)
def list_papers(request: HttpRequest, code: str = CODE) -> UploadsTold:
    """Papers that were sent, or are being sent, with an application."""
    name = _open(request, code).name
    papers = (
        upload(one, kind) for kind in Paper for one in uploads().waiting(place_of(name, kind))
    )
    return UploadsTold(papers=tuple(papers))


def announce(
    request: HttpRequest, code: str = CODE, kind: Paper = KIND, paper: Any = ANNOUNCED
) -> UploadTold:
    """Announce a paper of an application, by name and size; as `announce_paper`."""
    begun = uploads().begin(_place(request, code, kind), read(Announced, paper))
    return upload(begun, kind)


announce.__annotations__["paper"] = asked(Announced, "AnnouncedPaper")
router.post(
    "/applications/{code}/papers/{kind}",
    response=told(UploadTold),
    operation_id="announce_application_paper",
)(announce)


@router.put(
    "/applications/{code}/papers/{kind}/{paper}",
    response=told(UploadTold),
    operation_id="put_application_part",
    openapi_extra=PART,
)
def put_part(
    request: HttpRequest,
    code: str = CODE,
    kind: Paper = KIND,
    paper: str = UPLOAD,
    offset: int = OFFSET,
) -> UploadTold:
    """Send a part of a paper of an application."""
    return upload(uploads().put(_place(request, code, kind), paper, offset, request.body), kind)


@router.post(
    "/applications/{code}/papers/{kind}/{paper}/finish",
    response=told(UploadTold),
    operation_id="finish_application_paper",
)
def finish(
    request: HttpRequest, code: str = CODE, kind: Paper = KIND, paper: str = UPLOAD
) -> UploadTold:
    """Put a paper together; the answer is its receipt: pages as counted, and its SHA-256."""
    return upload(uploads().finish(_place(request, code, kind), paper), kind)

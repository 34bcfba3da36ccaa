"""Pages of papers by mail as pictures: of one's own tray alone, and every look is noted."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from openimr.serving import office_of
from openimr.vocabulary.actor import Role
from openimr.web.accounts.who import signed_in
from openimr.web.filing.mail_pictures import framed, pictures_of
from openimr.web.filing.mail_questions import ALL
from openimr.web.filing.mail_tray import Tray, looked_at, tray_of
from openimr.web.filing.wiring import tray_pages
from openimr.workflow.accesses import NO_CASE, LookedAtMail
from openimr.workflow.filing_mail import where_read
from openimr.workflow.papers import Upload, no_such_upload


def _paper(tray: Tray, upload: str, page: int) -> Upload:
    """A paper of the tray that has such a page.

    Raises:
        Refused: when it is not in the tray, or has no such page.
    """
    for one in tray.whole:
        if one.id == upload and one.paper and 1 <= page <= one.paper.pages:
            return one
    raise no_such_upload()


@require_safe
@signed_in(Role.INTAKE)
def image(request: HttpRequest, upload: str, page: int) -> HttpResponse:
    """A page as a PNG."""
    tray = tray_of(request)
    paper = _paper(tray, upload, page)
    office_of(request.actor).note(NO_CASE, LookedAtMail(paper=paper.id, page=page))
    drawn = tray_pages().image(tray.sender, paper.id, page)
    return HttpResponse(drawn, content_type="image/png")


@require_safe
@signed_in(Role.INTAKE)
def whole_page(request: HttpRequest, upload: str, page: int) -> HttpResponse:
    """A whole page, with a frame around each value that was read on it."""
    tray = tray_of(request)
    paper = _paper(tray, upload, page)
    read = tray_pages().page(tray.sender, paper.id, page)
    width, height = (read.width, read.height) if read else (612.0, 792.0)
    words = {
        "paper": paper,
        "page": page,
        "before": page - 1,
        "after": page + 1 if paper.paper and page < paper.paper.pages else 0,
        "width": f"{width:.1f}",
        "height": f"{height:.1f}",
        "values": _values(tray, paper, page),
        "read": read,
    }
    return render(request, "filing/mail_page.html", words)


def _values(tray: Tray, paper: Upload, page: int) -> list[tuple[str, object]]:
    """Values that were read on a page, by what they are, with their frames."""
    labels = {one.name: one.label for one in ALL}
    pictures = pictures_of(tray, where_read(looked_at(tray).read))
    return [
        (labels[field], framed(one.at.box) if one.at.box else None)
        for field, one in pictures.items()
        if one.at and (one.at.upload, one.at.number) == (paper.id, page)
    ]

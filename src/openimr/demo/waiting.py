"""What waits for somebody in the demo beside its cases: an unfinished application, papers sent."""

from __future__ import annotations

import datetime as dt
import hashlib
from pathlib import Path

from openimr.adapters.filing_form import typeset_answers, typeset_list
from openimr.bootstrap import paper_uploads, record_alias
from openimr.demo.people import ATTORNEYS
from openimr.law.calendar import pacific_day
from openimr.vocabulary.filing import PartyRole
from openimr.workflow.filing import Answers
from openimr.workflow.filing_drafts import shown_code
from openimr.workflow.filing_mail import tray_of_login
from openimr.workflow.papers import Announced, Sender
from openimr.workflow.records_checklist_sending import ListOfRecords

_HOUSE = "Example Review Organization"
_BY_MAIL = 2
"""Papers that come again: the form and the decision."""


def begin_application(now: dt.datetime) -> str:
    """Save an application that an attorney did not finish.

    Returns:
        The code that opens it.
    """
    alias = record_alias()
    from openimr.adapters.database.filing_drafts import (  # noqa: PLC0415 - it is open
        DatabaseSavedApplications,
    )

    saved, today = DatabaseSavedApplications(alias), pacific_day(now)
    code, begun = saved.begin(now)
    answers = Answers(
        filer=PartyRole.EMPLOYEE_ATTORNEY,
        filer_name=ATTORNEYS[0],
        filer_address="12 Example Row\nBellmeadow, CA 00001",
        employee="Ottilie Marblethorpe",
        date_of_birth=dt.date(1979, 5, 14),
        date_of_injury=today - dt.timedelta(days=240),
        claims_administrator="Gray Otter Claims",
        decided=today - dt.timedelta(days=8),
        treatments="Acupuncture x 8\nTENS unit, 30 day trial",
    )
    saved.save(begun.name, answers, now)
    return shown_code(code)


def send_papers(login: str, case: str, now: dt.datetime) -> None:
    """Send one paper of a case, and half of another; neither is filed yet."""
    uploads, sender = paper_uploads(), Sender(place=case, by=login)
    listed = ListOfRecords(
        case=case,
        sender=PartyRole.CLAIMS_ADMINISTRATOR,
        day=pacific_day(now),
        papers=(),
        without=(("Nurse case manager's notes", "none were made"),),
    )
    content = typeset_list(_HOUSE, listed)
    _send(sender, "Progress reports.pdf", content)
    begun = uploads.begin(sender, Announced(name="Imaging.pdf", size=2 * len(content)))
    uploads.put(sender, begun.id, 0, content)


def send_by_mail(login: str, now: dt.datetime, case_file: Path | None) -> None:
    """Papers of an application lie in the tray of intake, and nobody has them read yet.

    Args:
        login: of whoever opens the mail.
        now: the present.
        case_file: a folder of papers that opened a case; its first two come again, so that it is
            seen what intake is told then.
    """
    tray = tray_of_login(login)
    if case_file:
        papers = sorted(case_file.glob("*.pdf")) if case_file.is_dir() else [case_file]
        for paper in papers[:_BY_MAIL]:
            _send(tray, paper.name, paper.read_bytes())
        return
    asked = [
        ("The injured worker", [("Name", ["Tobiah Fennimore"]), ("Claim number", ["GO-26-1180"])]),
        ("Treatments", [("Denied or changed", ["Physical therapy, 8 visits, left shoulder"])]),
    ]
    _send(tray, "Letter of a worker.pdf", typeset_answers(_HOUSE, asked, pacific_day(now)))


def _send(sender: Sender, name: str, content: bytes) -> None:
    """One whole paper."""
    uploads, digest = paper_uploads(), hashlib.sha256(content).hexdigest()
    upload = uploads.begin(sender, Announced(name=name, size=len(content), sha256=digest))
    part = uploads.limits.part
    for offset in range(0, len(content), part):
        uploads.put(sender, upload.id, offset, content[offset : offset + part])
    uploads.finish(sender, upload.id)

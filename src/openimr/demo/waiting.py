"""What waits for somebody in the demo beside its cases: an unfinished application, papers sent."""

from __future__ import annotations

import datetime as dt
import hashlib

from openimr.adapters.filing_form import typeset_list
from openimr.bootstrap import paper_uploads, record_alias
from openimr.demo.people import ATTORNEYS
from openimr.law.calendar import pacific_day
from openimr.vocabulary.filing import PartyRole
from openimr.workflow.filing import Answers
from openimr.workflow.filing_drafts import shown_code
from openimr.workflow.papers import Announced, Sender
from openimr.workflow.records_checklist_sending import ListOfRecords

_HOUSE = "Example Review Organization"


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
    digest = hashlib.sha256(content).hexdigest()
    whole = Announced(name="Progress reports.pdf", size=len(content), sha256=digest)
    upload = uploads.begin(sender, whole)
    uploads.put(sender, upload.id, 0, content)
    uploads.finish(sender, upload.id)
    begun = uploads.begin(sender, Announced(name="Imaging.pdf", size=2 * len(content)))
    uploads.put(sender, begun.id, 0, content)

"""What the room of filing works with, on this installation."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from openimr.bootstrap import data_folder, filed_papers, paper_uploads, record_alias
from openimr.guidelines.load import shipped_pack
from openimr.installation import filed_trays, jobs_database
from openimr.serving import now, office_of, organization
from openimr.vocabulary.actor import Actor
from openimr.workflow.filing_checks import BY_THE_WEB
from openimr.workflow.filing_cure import CureRoom
from openimr.workflow.filing_mail import tray_kind
from openimr.workflow.filing_own_cases import OwnCases
from openimr.workflow.filing_pages import TrayPages
from openimr.workflow.filing_room import FilingRoom
from openimr.workflow.jobs import Jobs
from openimr.workflow.papers import PaperUploads
from openimr.workflow.records_checklist_sending import ListOfRecords, SendingRoom

if TYPE_CHECKING:
    from openimr.adapters.filing_trays import UploadedTrays


@functools.cache
def uploads() -> PaperUploads:
    """Papers that are being sent."""
    return paper_uploads()


@functools.cache
def filing_room() -> FilingRoom:
    """Filing by the guided application."""
    alias = record_alias()
    from openimr.adapters.database import (  # noqa: PLC0415 - have tables: it is open
        filing_drafts,
        own_cases,
        security_log,
    )

    return FilingRoom(
        intake=office_of(BY_THE_WEB).intake,
        uploads=uploads(),
        kept=filed_papers(),
        saved=filing_drafts.DatabaseSavedApplications(alias),
        own=OwnCases(
            own_cases.DatabaseCasesOfAccounts(alias), security_log.DatabaseSecurityLog(alias), now
        ),
        pack=shipped_pack(),
        now=now,
    )


def sending_room(actor: Actor) -> SendingRoom:
    """Sending papers to cases, as somebody sees them."""
    office = office_of(actor)
    return SendingRoom(
        office=office,
        uploads=uploads(),
        papers=filed_papers(),
        filed=office.intake.papers,
        typeset=_typeset,
    )


def cure_room(actor: Actor) -> CureRoom:
    """Sending what an application lacks, by its code."""
    return CureRoom(sending_room(actor), uploads())


def _typeset(listed: ListOfRecords) -> bytes:
    from openimr.adapters.filing_form import typeset_list  # noqa: PLC0415 - loads typst

    return typeset_list(organization(), listed)


@functools.cache
def trays() -> UploadedTrays:
    """Papers that came by mail."""
    return filed_trays()


@functools.cache
def tray_pages() -> TrayPages:
    """Pages of papers that came by mail, drawn for a screen."""
    from openimr.adapters.image_cache import ImageCache  # noqa: PLC0415
    from openimr.adapters.tray_pages import DrawnTrayPages  # noqa: PLC0415 - loads imaging

    return DrawnTrayPages(uploads(), filed_papers(), ImageCache(data_folder()))


@functools.cache
def reading_jobs() -> Jobs:
    """The engine of jobs, to ask for the reading of a tray and to see how far it is."""
    from openimr.adapters.durable_jobs import DurableJobs  # noqa: PLC0415 - opens its database

    kind = tray_kind(trays())
    return DurableJobs(jobs_database(), {kind.name: kind})

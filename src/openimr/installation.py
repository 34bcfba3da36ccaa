"""What an installation runs: jobs, notices, backups, and the check of itself.

As in `bootstrap`, an adapter is imported by the function that wires it.
"""

from __future__ import annotations

import datetime as dt
import functools
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from openimr.bootstrap import (
    case_folders,
    case_letters,
    closed_days,
    data_folder,
    filed_papers,
    letter_file,
    paper_uploads,
    record_alias,
    record_kept,
    record_store,
    the_law,
)

if TYPE_CHECKING:
    from openimr.adapters.backup import Contents
    from openimr.adapters.backup_run import Restored
    from openimr.adapters.doctor import Finding
    from openimr.adapters.durable_jobs import DurableJobs
    from openimr.adapters.durable_jobs_worker import JobWorker
    from openimr.adapters.filing_trays import UploadedTrays
    from openimr.adapters.key_ring import KeyRing
    from openimr.workflow.account_office import AccountOffice
    from openimr.workflow.addresses import KeptAddresses
    from openimr.workflow.api_tokens import ApiTokens
    from openimr.workflow.case_search import CaseIndex
    from openimr.workflow.jobs import Kind
    from openimr.workflow.library_alerts import LibraryAlerts
    from openimr.workflow.office import Office
    from openimr.workflow.publishing import Publishing
    from openimr.workflow.publishing_jobs import Shelving
    from openimr.workflow.rounds import Round
    from openimr.workflow.signing import Lettering
    from openimr.workflow.signing_in import SigningIn
    from openimr.workflow.store import Ledger
    from openimr.workflow.tallies import TallyBook
    from openimr.workflow.telling import Telling
    from openimr.workflow.webhooks import Telling as WebhookTelling


def _now() -> dt.datetime:
    return dt.datetime.now(tz=dt.UTC)


def jobs_database() -> str:
    """Where jobs are kept: in PostgreSQL beside the record, or in a file of the data folder."""
    named = os.environ.get("OPENIMR_DATABASE", "")
    if named.startswith(("postgresql://", "postgres://")):
        return named.replace("postgres://", "postgresql://", 1)
    return f"sqlite:///{data_folder()}/jobs.sqlite3"


def job_kinds() -> dict[str, Kind]:
    """Every kind of job that there is, wired to this installation."""
    from openimr.papers_on_disk import PapersOnDisk
    from openimr.workflow.case_jobs import case_kinds
    from openimr.workflow.filing_mail import tray_kind
    from openimr.workflow.notice_jobs import telling_kinds
    from openimr.workflow.publishing_errands import shelving_kinds
    from openimr.workflow.rounds import round_kind
    from openimr.workflow.webhooks import webhook_kinds

    papers, tell = PapersOnDisk(case_folders(), _now, os.environ), telling()
    trays = tray_kind(filed_trays())
    kinds = (*case_kinds(papers), *telling_kinds(tell), round_kind(rounds(tell)), trays)
    told = webhook_kinds(webhook_telling())
    return {kind.name: kind for kind in (*kinds, *told, *shelving_kinds(shelving))}


def filed_trays() -> UploadedTrays:
    """Papers that came by mail, to be read."""
    from openimr.adapters.filing_trays import UploadedTrays

    return UploadedTrays(paper_uploads(), filed_papers())


def key_ring() -> KeyRing:
    """The keys that seal the papers of cases."""
    from openimr.adapters.key_ring import installed_keys

    return installed_keys(os.environ, data_folder())


def case_index() -> CaseIndex:
    """The indexes of the cases' files."""
    from openimr.adapters.case_index import FolderIndex

    return FolderIndex(case_folders())


def address_book() -> KeptAddresses:
    """Where parties are reached."""
    store = record_store()
    from openimr.adapters.database.address_book import DatabaseAddressBook  # has tables: it is open

    return DatabaseAddressBook(store.alias)


def account_office(now: Callable[[], dt.datetime]) -> AccountOffice:
    """Looks after who may sign in."""
    alias = record_alias()
    from openimr.adapters.database.account_office import account_office_on  # has tables: it is open

    return account_office_on(alias, key_ring(), now)


def sign_in(now: Callable[[], dt.datetime]) -> SigningIn:
    """How people sign in."""
    alias = record_alias()
    from openimr.adapters.database.account_office import signing_in_on  # has tables: it is open

    return signing_in_on(alias, key_ring(), os.environ, now)


def lettering(office: Office) -> Lettering:
    """Where letters are composed, signed and issued, for whoever the office is of."""
    from openimr.adapters.mail_settings import letterhead
    from openimr.adapters.signer_settings import signers
    from openimr.workflow.signing import Lettering

    named, organization = signers(os.environ), letterhead(os.environ).organization
    return Lettering(office, case_letters(), letter_file, named, organization)


def publishing(office: Office) -> Publishing:
    """Where determinations are published, for whoever the office is of."""
    alias = record_alias()
    from openimr.adapters.publishing_wired import publishing_on  # has tables: it is open

    return publishing_on(office, alias, case_folders())


def shelving() -> Shelving:
    """What puts published determinations into the library."""
    store = record_store()
    from openimr.adapters.publishing_wired import shelving_on  # has tables: it is open

    return shelving_on(store, store.alias, case_folders())


def api_tokens() -> ApiTokens:
    """The tokens of programs."""
    alias = record_alias()
    from openimr.adapters.database.api_tokens import DatabaseApiTokens  # has tables: it is open

    return DatabaseApiTokens(alias)


def webhook_telling() -> WebhookTelling:
    """What telling other programs of events needs."""
    from openimr.adapters.webhooks import telling_on

    store = record_store()
    return telling_on(store.alias, store.load, os.environ, _now)


def rounds(tell: Telling) -> tuple[Round, ...]:
    """Every round of the office, wired to this installation."""
    from openimr.adapters.papers_left import PapersLeft
    from openimr.workflow.counting import counting_round
    from openimr.workflow.desk import Desk
    from openimr.workflow.rounds_office import RoundsNeed, office_rounds

    kept = record_kept()
    desk = Desk(tell.store, tell.law, tell.now)
    left = PapersLeft(data_folder())
    from openimr.adapters.database.account_office import account_rounds_on  # has tables: it is open
    from openimr.adapters.database.filing_drafts import filing_rounds_on  # as above

    of_accounts = account_rounds_on(record_alias(), _now)
    of_filing = filing_rounds_on(record_alias(), data_folder(), _now)
    of_office = office_rounds(RoundsNeed(tell, desk, kept.ledger, kept.lists, left))
    of_library = library_alerts().rounds()
    counting = counting_round(tallies, tell.store, tell.now)
    return (*of_office, *of_accounts, *of_filing, *of_library, counting)


def library_alerts() -> LibraryAlerts:
    """What tells account holders of what came into the library."""
    alias = record_alias()
    from openimr.adapters.database.library_alerts import library_alerts_on  # has tables: it is open

    return library_alerts_on(alias, data_folder() / "library", os.environ, _now)


def tallies() -> TallyBook:
    """The sums that the figures of management are made of."""
    alias = record_alias()
    from openimr.adapters.database.tally_book import DatabaseTallies  # has tables: it is open

    return DatabaseTallies(alias)


def telling() -> Telling:
    """What telling parties needs: record, law, addresses, words and the mail server."""
    from openimr.adapters.mail import mail_of
    from openimr.adapters.mail_settings import letterhead, mail_settings
    from openimr.adapters.mail_text import NoticeComposer
    from openimr.adapters.post_tray import FolderLetters, FolderTray
    from openimr.workflow.telling import Telling

    store, folders = record_store(), case_folders()
    from openimr.adapters.database.address_book import DatabaseAddressBook  # has tables: it is open

    return Telling(
        store=store,
        law=the_law(),
        book=DatabaseAddressBook(store.alias),
        compose=NoticeComposer(letterhead(os.environ)),
        mail=mail_of(mail_settings(os.environ)),
        letters=FolderLetters(folders),
        tray=FolderTray(data_folder() / "to-be-posted", folders),
        now=_now,
    )


def open_jobs() -> DurableJobs:
    """The engine of jobs, to ask for some and to see to them."""
    from openimr.adapters.durable_jobs import DurableJobs

    return DurableJobs(jobs_database(), job_kinds())


def jobs_are_kept() -> bool:
    """Whether there may be jobs: False while the file that keeps them was never made."""
    return not _keeps_file() or Path(jobs_database().removeprefix("sqlite:///")).exists()


def jobs_seen() -> DurableJobs | None:
    """The engine of jobs to see to them; None where none was asked for yet.

    It knows nothing that may be asked for: neither record nor law is opened.
    """
    if not jobs_are_kept():
        return None
    from openimr.adapters.durable_jobs import DurableJobs

    return DurableJobs(jobs_database(), {})


def job_worker(light: int, heavy: int) -> tuple[JobWorker, Callable[[], int]]:
    """A worker, and what it tends: errands of the record, and rounds due, become jobs."""
    from openimr.adapters.database_outbox import DatabaseOutbox
    from openimr.adapters.durable_jobs import DurableJobs
    from openimr.adapters.durable_jobs_worker import JobWorker
    from openimr.workflow.outbox import carry
    from openimr.workflow.rounds import RoundsByTheClock

    kinds, database = job_kinds(), jobs_database()  # the kinds open the record, in the data folder
    jobs = DurableJobs(database, kinds)
    outbox = DatabaseOutbox(record_alias(), _now)
    locks = data_folder() / "workers"
    worker = JobWorker(database, kinds, jobs, locks=locks, light=light, heavy=heavy)
    by_the_clock = RoundsByTheClock(rounds(telling()), jobs.enqueue, _now)
    return worker, lambda: by_the_clock.look() + carry(outbox, jobs)


def back_up_installation(place: Path) -> Contents:
    """Back everything up into one file."""
    from importlib.metadata import version

    alias = record_alias()
    from openimr.adapters.backup_run import back_up  # has tables: the database is open

    return back_up(alias, data_folder(), place, _now(), version("openimr"))


def restore_installation(place: Path) -> Restored:
    """Put a backup back into the empty installation that the environment names."""
    alias = record_alias()
    from openimr.adapters.backup_run import restore  # has tables: the database is open

    return restore(alias, data_folder(), place, _now(), the_law())


def examine_installation() -> Iterator[Finding]:
    """What the doctor finds; what needs the database is looked at when it answers."""
    from openimr.adapters import doctor
    from openimr.adapters.record_file import HeadFiles
    from openimr.determination.model import Determination

    home, now = data_folder(), _now()
    letter = functools.partial(letter_file, Determination(), ".pdf", now.date())
    yield from doctor.findings(
        {
            "Python": doctor.check_python,
            "Time zones": doctor.check_zones,
            "Law": _check_law,
            "Reading scans": doctor.check_reading,
            "Letters": lambda: doctor.check_letters(letter),
            "Data folder": lambda: doctor.check_folder(home),
            "Disk": lambda: doctor.check_disk(home),
            "Papers": check_papers,
            "Mail": lambda: doctor.check_mail(os.environ),
        }
    )
    database = doctor.examined("Database", _check_database)
    yield database
    if database.health is not doctor.Health.FAULT:
        yield from doctor.findings(
            {
                "Clock": lambda: doctor.check_clock(now, _ledger()),
                "Daily roots": lambda: doctor.check_anchors(
                    now, _ledger(), HeadFiles(closed_days())
                ),
                "Jobs": _check_jobs,
            }
        )


def check_papers() -> Finding:
    """Whether the papers of cases can be opened, and all are sealed."""
    from openimr.adapters import doctor, doctor_of_keys

    check = functools.partial(doctor_of_keys.check_keys, os.environ, key_ring())
    return doctor.examined(doctor_of_keys.WHAT, check)


def _check_law() -> Finding:
    from openimr.adapters.doctor import fine

    values = list(the_law().values())
    seen = sum(one.verified for one in values)
    return fine("Law", f"{len(values)} values, {seen} of them seen in a text of the law.")


def _check_database() -> Finding:
    from openimr.adapters.doctor import fine

    alias = record_as_it_is()
    if alias is None:
        return fine("Database", "There is none yet; it is made when first needed.")
    kind = "SQLite" if _keeps_file() else "PostgreSQL"
    return fine("Database", f"{kind} answers; its tables are up to date.")


def _keeps_file() -> bool:
    return jobs_database().startswith("sqlite")


def _check_jobs() -> Finding:
    from openimr.adapters.doctor import check_jobs, fine

    jobs = jobs_seen()
    if jobs is None:
        return fine("Jobs", "None was asked for yet.")
    try:
        return check_jobs(jobs)
    finally:
        jobs.close()


def record_as_it_is() -> str | None:
    """The record's database, unchanged; None where there is none yet."""
    from openimr.adapters.database.configuration import database_settings

    settings = database_settings(os.environ, Path.home())
    if settings["ENGINE"].endswith("sqlite3") and not Path(settings["NAME"]).exists():
        return None
    return record_alias(make_tables=False)


def _ledger() -> Ledger | None:
    """The record day by day, or None where there is no record yet."""
    alias = record_as_it_is()
    if alias is None:
        return None
    from openimr.adapters.database.ledger import DatabaseLedger  # the database is open

    return DatabaseLedger(alias)

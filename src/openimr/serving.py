"""What `openimr serve` runs: the web, and a look at how everything is.

As in `bootstrap`, an adapter is imported by the function that wires it.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import functools
import os
import secrets
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from openimr.bootstrap import case_folders, case_office, data_folder, record_alias
from openimr.installation import jobs_are_kept, jobs_database, record_as_it_is
from openimr.vocabulary.errors import BadInput

if TYPE_CHECKING:
    from openimr.adapters.durable_jobs import DurableJobs
    from openimr.adapters.library_shelf import LibraryShelf
    from openimr.adapters.settings_shown import Setting
    from openimr.adapters.watch import Tell, Watch
    from openimr.adapters.web_server import Listening
    from openimr.guidelines.model import Pack
    from openimr.vocabulary.actor import Actor
    from openimr.workflow.account_office import AccountOffice
    from openimr.workflow.addresses import KeptAddresses
    from openimr.workflow.appointing import Appointing
    from openimr.workflow.case_viewing import CaseViewer
    from openimr.workflow.health import Health
    from openimr.workflow.office import Office
    from openimr.workflow.program_office import ProgramOffice
    from openimr.workflow.publishing import Publishing
    from openimr.workflow.saved_views import SavedViews
    from openimr.workflow.sign_in_elsewhere import Provider
    from openimr.workflow.signing import Lettering
    from openimr.workflow.signing_in import SigningIn
    from openimr.workflow.tallies import TallyBook
    from openimr.workflow.telling import Telling


def check_serving(listening: Listening) -> None:
    """Make sure that the web can be served before anything is started.

    Raises:
        BadInput, Refused: what is in the way of address, port, data folder or database.
    """
    from openimr.adapters import doctor
    from openimr.adapters.master_key import check_master_key
    from openimr.adapters.oidc_settings import oidc_settings
    from openimr.adapters.sign_in_settings import check_in_front, sign_in_rules
    from openimr.adapters.web_address import address_of, check_reach
    from openimr.adapters.web_server import check_place

    check_reach(listening.host, address_of(os.environ))
    sign_in_rules(os.environ)
    oidc_settings(os.environ)
    check_place(listening)
    check_in_front(os.environ, certificate=listening.certificate is not None)
    check_master_key(os.environ, data_folder())
    record_alias()
    found = doctor.check_folder(data_folder())
    if found.health is doctor.Health.FAULT:
        raise BadInput("the data folder", "cannot be written", found.remedy)
    if found.health is not doctor.Health.OK and address_of(os.environ).secure:
        raise BadInput("the data folder", "is open to other users of this machine", found.remedy)


def prepare_web(settings: Mapping[str, Any]) -> None:
    """Set Django up for the web, on this installation's database, which need not answer yet."""
    from openimr.adapters.database.configuration import database_settings
    from openimr.adapters.database.django_settings import configure

    configure(database_settings(os.environ, Path.home()), settings, _signing_key)
    _watch().begin()


def _signing_key() -> str:
    """What the web signs with: made once, kept in the database, shared by all its machines."""
    from openimr.adapters.database.kept_secrets import kept_secret

    return kept_secret("default", "web", lambda: secrets.token_bytes(48)).hex()


@functools.cache
def signing_in() -> SigningIn:
    """How people sign in here, asked again and again by one process."""
    from openimr import installation

    return installation.sign_in(now)


@functools.cache
def sign_in_provider() -> Provider | None:
    """Where people may sign in elsewhere; None where the environment names no provider."""
    from openimr.adapters.oidc_settings import oidc_settings

    settings = oidc_settings(os.environ)
    if settings is None:
        return None
    from openimr.adapters.oidc import OidcProvider

    return OidcProvider(settings, now)


@functools.cache
def account_office() -> AccountOffice:
    """Looks after who may sign in."""
    from openimr import installation

    return installation.account_office(now)


@functools.cache
def open_library() -> LibraryShelf:
    """The library of determinations that everybody may search."""
    from openimr.adapters.library_shelf import LibraryShelf

    return LibraryShelf(data_folder() / "library")


def program_office(now: Callable[[], dt.datetime]) -> ProgramOffice:
    """Looks after the programs that ask and are told."""
    from openimr import installation
    from openimr.workflow.program_office import ProgramOffice

    tokens, telling = installation.api_tokens(), installation.webhook_telling()
    return ProgramOffice(tokens, telling, installation.account_office(now).log, now)


def settings_shown() -> tuple[Setting, ...]:
    """What the environment says, as administrators are shown it."""
    from openimr.adapters.settings_shown import settings_of

    return settings_of(os.environ)


def office_of(reader: Actor) -> Office:
    """The office as one person sees it: every look is noted as theirs."""
    return dataclasses.replace(_office(), reader=reader)


def lettering_of(reader: Actor) -> Lettering:
    """Where letters are composed, signed and issued, for one person."""
    from openimr.installation import lettering

    return lettering(office_of(reader))


def published_paper(sha256: str) -> bytes | None:
    """A PDF that everybody may have, by its digest; None where the library has none."""
    from openimr.adapters.library_own_papers import paper_place

    place = paper_place(data_folder() / "library", sha256)
    return place.read_bytes() if place.is_file() else None


def publishing_of(reader: Actor) -> Publishing:
    """Where determinations are published, for one person."""
    from openimr.installation import publishing

    return publishing(office_of(reader))


@functools.cache
def _office() -> Office:
    """The office of this process; record, law and desk are the same for whoever asks."""
    return case_office(now)


@functools.cache
def case_viewer() -> CaseViewer:
    """The files of cases as one process shows them; its workers draw pages."""
    from openimr.adapters.page_images import case_viewer_of

    return case_viewer_of(case_folders(), lambda key: _jobs_seen().status(key))


def now() -> dt.datetime:
    """The clock of the web."""
    return dt.datetime.now(tz=dt.UTC)


@functools.cache
def guideline_pack() -> Pack:
    """The guidelines: the shipped pack, and packs and studies that the environment names."""
    from openimr.guidelines.load import folders_named, load_packs
    from openimr.guidelines.studies import studies_named, with_studies

    return with_studies(load_packs(folders_named(os.environ)), studies_named(os.environ))


@functools.cache
def appointing() -> Appointing:
    """Appoints reviewers from the panel as it is kept."""
    from openimr import bootstrap

    return bootstrap.appointing(now)


def round_key() -> bytes:
    """The key of the draw of rounds, one for the installation."""
    from openimr.adapters.database.kept_secrets import kept_secret

    return kept_secret(record_alias(), "rounds", lambda: secrets.token_bytes(32))


@functools.cache
def address_book() -> KeptAddresses:
    """Where parties are reached."""
    from openimr import installation

    return installation.address_book()


@functools.cache
def telling() -> Telling:
    """What telling parties needs."""
    from openimr import installation

    return installation.telling()


@functools.cache
def saved_views() -> SavedViews:
    """Lists that people keep under a name."""
    from openimr import bootstrap

    return bootstrap.saved_views()


@functools.cache
def tallies() -> TallyBook:
    """The sums that the figures of management are made of."""
    from openimr import installation

    return installation.tallies()


def organization() -> str:
    """The name of the organization, as the environment says it."""
    from openimr.adapters.mail_settings import letterhead

    return letterhead(os.environ).organization


@functools.cache
def _watch() -> Watch:
    from openimr.adapters.watch import Watch

    return Watch(_look)


def health() -> Health:
    """How the installation is now; answered within seconds, whatever is in the way."""
    return _watch().health()


def _look(tell: Tell) -> Health:
    from openimr.adapters.workers_living import workers_living
    from openimr.workflow.health import Health
    from openimr.workflow.jobs import JobState

    alias = record_as_it_is()
    if alias is None:
        return Health(database=False)
    from openimr.adapters.database.ledger import DatabaseLedger  # the database is open

    anchors = DatabaseLedger(alias).anchors()
    answers = Health(database=True, last_anchor=anchors[-1].day if anchors else None)
    tell(answers)
    workers = workers_living(jobs_database(), data_folder() / "workers")
    if not jobs_are_kept():  # nothing was asked for yet, and the engine takes its time to load
        none = {"waiting": 0, "running": 0, "dead_letters": 0}
        return msgspec.structs.replace(answers, workers=workers, **none)
    jobs = _jobs_seen()
    counted = jobs.waiting()
    return msgspec.structs.replace(
        answers,
        workers=workers,
        waiting=counted.get(JobState.WAITING, 0),
        running=counted.get(JobState.RUNNING, 0),
        dead_letters=len(jobs.dead_letters()),
    )


@functools.cache
def _jobs_seen() -> DurableJobs:
    """The engine of jobs to look at, kept open."""
    from openimr.adapters.durable_jobs import DurableJobs

    return DurableJobs(jobs_database(), {})

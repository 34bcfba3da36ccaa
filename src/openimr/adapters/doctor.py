"""Checks of an installation: each says in one line what it found, and what to do."""

from __future__ import annotations

import datetime as dt
import enum
import importlib
import os
import shutil
import stat
import sys
import tempfile
import zoneinfo
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Protocol

from openimr.adapters.mail import SmtpMail
from openimr.adapters.mail_settings import SERVER, mail_settings
from openimr.case.anchor import DailyAnchor
from openimr.vocabulary.counted import counted
from openimr.vocabulary.errors import BadInput, OpenIMRError, Refused
from openimr.vocabulary.value import Value
from openimr.workflow.jobs import Jobs, JobState, TryLater
from openimr.workflow.store import Ledger

OLDEST_PYTHON = (3, 11)
LITTLE_ROOM, NO_ROOM = 10 * 10**9, 10**9
"""Bytes of free disk below which a check asks for attention, and below which it is a fault."""

ANCHOR_AGE = dt.timedelta(days=2)
"""An anchor is made for every day that is over; an older one means that nobody makes them."""


class Health(enum.Enum):
    """What a check found."""

    OK = "ok"
    ATTENTION = "attention"
    FAULT = "fault"


class Finding(Value, frozen=True, kw_only=True):
    """One line of the doctor's."""

    what: str
    health: Health
    says: str
    remedy: str = ""


Check = Callable[[], Finding]


def examined(what: str, check: Callable[[], Finding]) -> Finding:
    """What a check finds; one that fails is a fault that it finds."""
    try:
        return check()
    except (BadInput, Refused) as error:
        return Finding(what=what, health=Health.FAULT, says=_says(error), remedy=error.remedy or "")
    except TryLater as error:
        return fault(what, error.reason, "See to it, and run this again.")
    except Exception as error:
        return fault(what, f"cannot be checked ({type(error).__name__}).", "Report this line.")


def _says(error: OpenIMRError) -> str:
    if isinstance(error, Refused):
        return error.reason
    return f"{error.args[0]}: {error.args[1]}."


def fine(what: str, says: str) -> Finding:
    """Nothing to do."""
    return Finding(what=what, health=Health.OK, says=says)


def attention(what: str, says: str, remedy: str) -> Finding:
    """Work goes on, but somebody should look."""
    return Finding(what=what, health=Health.ATTENTION, says=says, remedy=remedy)


def fault(what: str, says: str, remedy: str) -> Finding:
    """Something does not work."""
    return Finding(what=what, health=Health.FAULT, says=says, remedy=remedy)


def check_python(version: tuple[int, ...] = sys.version_info[:3]) -> Finding:
    """The version of Python."""
    told = ".".join(map(str, version))
    if version < OLDEST_PYTHON:
        return fault("Python", f"{told} is too old.", "Install Python 3.11 or later.")
    return fine("Python", told)


def check_zones() -> Finding:
    """The rules of Pacific time, in which legal clocks run."""
    try:
        zoneinfo.ZoneInfo("America/Los_Angeles")
    except zoneinfo.ZoneInfoNotFoundError:
        return fault("Time zones", "Pacific time is not known.", "pip install tzdata")
    return fine("Time zones", "Pacific time is known.")


def check_clock(now: dt.datetime, ledger: Ledger | None) -> Finding:
    """The clock against the record: a clock that is behind it dates papers wrongly."""
    if ledger is None:
        return fine("Clock", f"{now:%Y-%m-%d %H:%M} UTC.")
    first = ledger.first_day()
    anchors = ledger.anchors()
    latest = anchors[-1].day if anchors else first
    if latest and now.astimezone(dt.UTC).date() < latest:
        remedy = "Set the clock, best by a time server."
        return fault("Clock", f"It is behind the record, which reaches {latest}.", remedy)
    return fine("Clock", f"{now:%Y-%m-%d %H:%M} UTC, not behind the record.")


def check_reading() -> Finding:
    """Reading of scanned pages: engine and model."""
    try:
        recognizer = importlib.import_module("openimr.adapters.ocr").Recognizer
        recognizer()
    except (ImportError, RuntimeError, OSError):
        remedy = "Install OpenIMR anew with all its libraries."
        return fault("Reading scans", "Engine or model is missing.", remedy)
    return fine("Reading scans", "Engine and model are there.")


def check_letters(write: Callable[[], bytes]) -> Finding:
    """A letter is typeset, with fonts and tags."""
    size = len(write())
    return fine("Letters", f"One was typeset ({size / 1000:,.0f} kB).")


def check_folder(home: Path) -> Finding:
    """The data folder: there, writable, and its owner's alone."""
    what = "Data folder"
    if not home.is_dir():
        return fine(what, f"{home} is not there yet; it is made when first needed.")
    try:
        with tempfile.TemporaryFile(dir=home):
            pass
    except OSError as error:
        remedy = f"Give {_user()} the right to write it."
        return fault(what, f"{home} cannot be written ({error.strerror}).", remedy)
    if stat.S_IMODE(home.stat().st_mode) & (stat.S_IRWXG | stat.S_IRWXO):
        return attention(what, f"{home} is open to other users.", f"chmod 700 {home}")
    return fine(what, f"{home} is writable, and its owner's alone.")


def _user() -> str:
    return f"user {os.geteuid()}"


def check_disk(home: Path) -> Finding:
    """Room on the disk of the data folder."""
    place = next(one for one in (home, *home.parents) if one.exists())
    free = shutil.disk_usage(place).free
    told = f"{free / 10**9:,.0f} GB free."
    if free < NO_ROOM:
        return fault("Disk", told, "Make room now: nothing can be recorded without.")
    if free < LITTLE_ROOM:
        return attention("Disk", told, "Make room soon.")
    return fine("Disk", told)


class ClosedDays(Protocol):
    """The anchors of closed days as the data folder keeps them, apart from the database."""

    def days(self) -> Sequence[dt.date]:
        """The days that were closed, in order."""

    def anchor(self, day: dt.date) -> DailyAnchor:
        """The anchor that one of them was closed with."""


def check_anchors(now: dt.datetime, ledger: Ledger | None, closed: ClosedDays) -> Finding:
    """The daily root, which makes the record's completeness provable."""
    what, remedy = "Daily roots", "Make and publish them: openimr record anchor"
    first = ledger.first_day() if ledger else None
    anchors = ledger.anchors() if ledger else ()
    if told := _closed_otherwise(first, anchors, closed):
        remedy = "Is this the database? Correct OPENIMR_DATABASE or OPENIMR_DATA, or see what was "
        return fault(what, told, remedy + "altered: openimr record export, openimr record verify")
    if first is None:
        return fine(what, "The record is empty.")
    last = anchors[-1].day if anchors else None
    if now.astimezone(dt.UTC).date() - (last or first) > ANCHOR_AGE:
        told = f"The last is of {last}." if last else "There is none."
        return attention(what, told, remedy)
    return fine(what, f"The last is of {last}." if last else "The first is due tomorrow.")


def _closed_otherwise(
    first: dt.date | None, anchors: Sequence[DailyAnchor], closed: ClosedDays
) -> str | None:
    """How the database's roots differ from those that the data folder keeps, if they do.

    A day's heads are kept a moment before its root: the newest may be missing after a kill.
    """
    roots = {one.day: one.root for one in anchors}
    next_one = anchors[-1].day + dt.timedelta(days=1) if anchors else first
    days = closed.days()
    if lacking := [day for day in days if day not in roots and day != next_one]:
        told = f"The data folder holds {counted(len(lacking), 'closed day')}, the last"
        return f"{told} {lacking[-1]}, that the database does not know."
    for day in days:
        if day in roots and closed.anchor(day).root != roots[day]:
            return f"The root of {day} is another than the data folder keeps."
    return None


def check_jobs(jobs: Jobs) -> Finding:
    """Jobs that failed for good."""
    waiting = jobs.waiting()
    letters = jobs.dead_letters()
    told = f"{waiting[JobState.WAITING]} waiting, {waiting[JobState.RUNNING]} running"
    if letters:
        says = f"{told}; dead letters: {len(letters)}."
        return attention("Jobs", says, "See them: openimr jobs list")
    return fine("Jobs", f"{told}; no dead letters.")


def check_mail(environment: Mapping[str, str]) -> Finding:
    """The mail server is reached, encrypts, and knows the user."""
    settings = mail_settings(environment)
    if settings is None:
        return attention("Mail", "No mail server is named; notices wait.", f"Set {SERVER}.")
    SmtpMail(settings).check()
    return fine("Mail", f"{settings.host}:{settings.port} answers.")


def findings(checks: Mapping[str, Check]) -> Iterator[Finding]:
    """What each check finds, one after another."""
    for what, check in checks.items():
        yield examined(what, check)

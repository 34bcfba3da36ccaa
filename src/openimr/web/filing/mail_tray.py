"""The tray of papers by mail of one account: what lies in it, what was read, what came before."""

from __future__ import annotations

import functools
from typing import NamedTuple

from django.http import HttpRequest

from openimr.serving import office_of
from openimr.vocabulary.errors import BadInput
from openimr.web.filing.places import own_tray
from openimr.web.filing.wiring import reading_jobs, trays, uploads
from openimr.workflow.accesses import Looked
from openimr.workflow.filing_again import told_before
from openimr.workflow.filing_mail import reading_of, tray_mark, unread
from openimr.workflow.jobs import JobState
from openimr.workflow.papers import Sender, Upload
from openimr.workflow.receive_papers import FiledBefore
from openimr.workflow.receive_reading import PapersRead

TRAY = "mail"
"""The word of its address."""


class Tray(NamedTuple):
    """A tray.

    Attributes:
        sender: whose it is.
        waiting: papers in it, whole or not.
    """

    sender: Sender
    waiting: tuple[Upload, ...]

    @property
    def whole(self) -> tuple[Upload, ...]:
        """Papers that arrived."""
        return tuple(one for one in self.waiting if one.paper)

    @property
    def key(self) -> str:
        """Under which these papers are filed: the same ones again are the same filing."""
        return f"mail-{tray_mark(self.waiting)}"


class Looking(NamedTuple):
    """The application of a tray as it was read, or unread, and what is wrong with the papers."""

    read: PapersRead
    fault: str


def tray_of(request: HttpRequest) -> Tray:
    """The tray of whoever is signed in."""
    sender = own_tray(request.account, TRAY)
    return Tray(sender, uploads().waiting(sender))


def looked_at(tray: Tray) -> Looking:
    """What the papers say; pages that the job read are not read again."""
    status = reading_jobs().status(reading_of(tray.sender.place, tray.waiting).key)
    if status is None or status.state is not JobState.DONE:
        fault = "The papers were not read. Enter what they say."
        return Looking(unread(tray.waiting), fault)
    try:
        return Looking(_read(tray.sender.place, tray.key), "")
    except BadInput as bad:
        return Looking(unread(tray.waiting), f"{bad.where} {bad.found}. Enter what they say.")


@functools.lru_cache(maxsize=4)
def _read(place: str, _key: str) -> PapersRead:
    """What papers say, which stays the same: one look after the other reads them once."""
    return trays().read(place, lambda _done, _of: None)


def before_of(request: HttpRequest, tray: Tray) -> tuple[FiledBefore, ...]:
    """Cases that these papers opened; each is noted as looked at before it is told."""
    office = office_of(request.actor)
    found = told_before(office.intake, tray.waiting, tray.key)
    for one in found:
        office.note(one.case, Looked.CASE)
    return found

"""Parties of the demo are told by a mail server that is nobody's: it takes what is sent, or not."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Callable

from openimr.case.events.notices import NoticePosted, NoticePrinted, NoticeQueued, NoticeSent
from openimr.case.record import RecordedEvent
from openimr.installation import telling
from openimr.law.calendar import pacific_day
from openimr.vocabulary.actor import Actor
from openimr.workflow.notice_jobs import note_bounce, queue_notices, send_notice
from openimr.workflow.notices import is_told
from openimr.workflow.posting import mark_posted, post_notice
from openimr.workflow.telling import Message, Rejected, Telling

_NO_SUCH_MAILBOX = 550


class DoneHere:
    """A job's run without an engine: done at once, by whoever builds the demo."""

    key = "demo"
    attempt = 1
    last_attempt = True

    def ask(self, job: object) -> None:
        """Nothing follows."""

    def progress(self, done: int, of: int, unit: str) -> None:
        """Nobody looks."""


class InventedMail:
    """Takes messages and drops them; every fifth mailbox does not exist."""

    def __init__(self) -> None:
        self._taken = 0

    def send(self, message: Message) -> None:
        """As ``workflow.telling.Mail.send``."""
        self._taken += 1
        if self._taken % 5 == 0:
            raise Rejected(_NO_SUCH_MAILBOX)


def invented_telling(now: Callable[[], dt.datetime]) -> Telling:
    """How the demo tells its parties, on this installation's record and tray."""
    return dataclasses.replace(telling(), mail=InventedMail(), now=now)


def tell_parties(told: Telling, case: str) -> None:
    """Tell the parties of a case of everything that they were not told of yet."""
    recorded = told.store.load(case)
    for one in recorded:
        if is_told(one.event):
            queue_notices(told, DoneHere(), {"case": case, "event": str(one.number)})
    for notice in _notices(told.store.load(case), NoticeQueued):
        send_notice(told, DoneHere(), {"case": case, "notice": notice})


def bounce_one(told: Telling, case: str) -> None:
    """The last notice that was sent comes back, and is printed for the post."""
    sent = _notices(told.store.load(case), NoticeSent)
    if sent:
        note_bounce(told, case, sent[-1], _NO_SUCH_MAILBOX)
        post_notice(told, DoneHere(), {"case": case, "notice": sent[-1]})


def post_all(told: Telling, case: str, by: Actor) -> None:
    """Somebody posts every letter of a case that was printed."""
    recorded = told.store.load(case)
    posted = set(_notices(recorded, NoticePosted))
    for notice in dict.fromkeys(_notices(recorded, NoticePrinted)):
        if notice not in posted:
            mark_posted(told, case, notice, pacific_day(told.now()), by)


def _notices(
    recorded: tuple[RecordedEvent, ...],
    kind: type[NoticeQueued | NoticeSent | NoticePrinted | NoticePosted],
) -> list[str]:
    return [one.event.notice for one in recorded if isinstance(one.event, kind)]

"""Telling account holders of what the library publishes: found and mailed by rounds, once each.

What is found is noted first, and mailed from the note: a run that is killed anywhere is made up
for by the next. Between the mail server's answer and the note of it lies one moment in which a
kill leads to a second copy; it carries the same Message-ID.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from openimr.publication.alerts.model import (
    Alert,
    AlertBook,
    Reached,
    Waiting,
    is_address,
    keep_alert,
)
from openimr.publication.alerts.tell import find_for_all
from openimr.publication.model import PublishedDetermination
from openimr.publication.search.ports import SearchIndex
from openimr.workflow.jobs import Task
from openimr.workflow.rounds import Daily, Hourly, Round
from openimr.workflow.telling import Mail, Message, Rejected

SHOWN = 25
"""Determinations that one message names; of more it says how many, with the search."""


class News(Protocol):
    """What came into the library since alerts were told last."""

    def begin(self) -> None:
        """From now on what comes is new; nothing happens where that was said before."""

    def fresh(self) -> tuple[str, ...]:
        """What came since and the index has, by identifiers."""

    def settle(self, ids: Sequence[str]) -> None:
        """These are known from now on."""


class AlertComposer(Protocol):
    """Puts alerts into words."""

    def asking(self, alert: Alert, at: dt.datetime) -> Message:
        """The question whether the address is theirs."""

    def telling(
        self,
        waiting: Waiting,
        shown: Sequence[PublishedDetermination],
        at: dt.datetime,
    ) -> Message:
        """What was found; the same determinations give the same Message-ID."""


@dataclass(frozen=True)
class AlertPost:
    """How alerts are mailed."""

    compose: AlertComposer
    mail: Mail


@dataclass(frozen=True)
class LibraryAlerts:
    """What the rounds of alerts work with.

    Attributes:
        book: the alerts.
        news: opens what is new.
        index: of the library; None while there is none.
        get: gives a determination.
        post: None where the installation sends no mail: what was found waits.
        active: logins of those who may sign in; nobody else is mailed.
        now: the clock.
    """

    book: AlertBook
    news: Callable[[], News]
    index: Callable[[], SearchIndex | None]
    get: Callable[[str], PublishedDetermination | None]
    post: AlertPost | None
    active: Callable[[], frozenset[str]]
    now: Callable[[], dt.datetime]

    def rounds(self) -> tuple[Round, ...]:
        """The rounds."""
        return (
            Round(
                name="library-alerts",
                says="tell account holders of determinations that came into the library",
                rhythm=Daily(dt.time(6, 30)),
                run=lambda task, _: _counted(task, self.tell(), "messages"),
            ),
            Round(
                name="alert-addresses",
                says="ask whoever saved an alert whether its e-mail address is theirs",
                rhythm=Hourly(minute=50),
                run=lambda task, _: _counted(task, self.ask_to_confirm(), "messages"),
            ),
        )

    def keep(self, alert: Alert) -> Alert:
        """Keep an alert: what comes into the library from now on is told.

        Raises:
            Refused: when its owner keeps too many.
        """
        self.news().begin()
        return keep_alert(self.book, alert, self.now())

    def tell(self) -> int:
        """Note what is new for each alert and mail it; how many messages went.

        Raises:
            TryLater: when the mail server cannot take a message now.
        """
        self.find()
        if self.post is None:
            return 0
        active = self.active()
        return sum(self._mailed(one) for one in self.book.waiting() if one.alert.login in active)

    def find(self) -> int:
        """Note what is new for each alert; how much was noted that was not yet."""
        news = self.news()
        new = news.fresh()
        index = self.index()  # opened after it was asked what is new in it
        if index is None:
            return 0
        count = find_for_all(self.book, index, new)
        news.settle(new)
        return count

    def ask_to_confirm(self) -> int:
        """Ask whoever typed an address whether it is theirs, once; how many messages went.

        Raises:
            TryLater: when the mail server cannot take a message now.
        """
        if self.post is None:
            return 0
        count, active = 0, self.active()
        for alert in self.book.all():
            if alert.reached is Reached.UNCONFIRMED and alert.login in active:
                # one that no server takes was kept before addresses were looked at so closely
                asked = is_address(alert.email) and self._sent(
                    alert, self.post.compose.asking(alert, self.now())
                )
                self.book.reach(alert.id, Reached.ASKED if asked else Reached.REFUSED)
                count += asked
        return count

    def _mailed(self, waiting: Waiting) -> bool:
        post, at = self.post, self.now()
        if post is None:
            return False
        found, there = self._still_there(waiting)
        sent = bool(found) and self._sent(there.alert, post.compose.telling(there, found, at))
        if sent or not found:
            self.book.mailed(waiting.alert.id, waiting.ids, at)
        else:
            self.book.reach(waiting.alert.id, Reached.REFUSED)
        return sent

    def _still_there(self, waiting: Waiting) -> tuple[list[PublishedDetermination], Waiting]:
        """What a message names, and what waits without those that were withdrawn meanwhile.

        No further ones are looked at than the message names: what waits may be thousands.
        """
        found: list[PublishedDetermination] = []
        gone = set()
        for id in waiting.ids:
            if len(found) == SHOWN:
                break
            said = self.get(id)
            if said is None:
                gone.add(id)
            else:
                found.append(said)
        ids = tuple(id for id in waiting.ids if id not in gone)
        return found, Waiting(alert=waiting.alert, ids=ids)

    def _sent(self, alert: Alert, message: Message) -> bool:
        """Whether the mail server took it; False when it never will."""
        if self.post is None or self.book.get(alert.id) is None:  # removed in this moment
            return False
        try:
            self.post.mail.send(message)
        except Rejected:
            return False
        return True


def _counted(task: Task, count: int, unit: str) -> None:
    if count:
        task.progress(count, count, unit)

"""Saved alerts of an installation: their book, their key, and what tells of them."""

from __future__ import annotations

import datetime as dt
import functools
import secrets
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from openimr.adapters.database.accounts import DatabaseAccounts
from openimr.adapters.database.alert_book import DatabaseAlerts
from openimr.adapters.database.kept_secrets import kept_secret
from openimr.adapters.library_alert_mail import AlertMail
from openimr.adapters.mail import mail_of
from openimr.adapters.mail_settings import letterhead, mail_settings
from openimr.adapters.web_address import address_of, base_of
from openimr.publication.model import PublishedDetermination
from openimr.publication.search.ports import SearchIndex
from openimr.workflow.library_alerts import AlertPost, LibraryAlerts, News

if TYPE_CHECKING:
    from openimr.adapters.library_shelf import LibraryShelf


def alert_key(alias: str) -> bytes:
    """The key that links of alerts are signed with, one for the installation."""
    return kept_secret(alias, "library-alerts", lambda: secrets.token_bytes(32))


def mails_alerts(environment: Mapping[str, str]) -> bool:
    """Whether alerts can be mailed here: a mail server, and an address for the links."""
    return mail_settings(environment) is not None and bool(address_of(environment).host)


def library_alerts_on(
    alias: str,
    library: Path,
    environment: Mapping[str, str],
    now: Callable[[], dt.datetime],
) -> LibraryAlerts:
    """What tells account holders of what came into a library.

    Args:
        alias: the database of the alerts.
        library: its folder.
        environment: says mail server and address.
        now: the clock.
    """
    kept = _Library(library)
    return LibraryAlerts(
        book=DatabaseAlerts(alias),
        news=kept.news,
        index=kept.index,
        get=kept.get,
        post=_post(alias, environment) if mails_alerts(environment) else None,
        active=lambda: _active(alias),
        now=now,
    )


def _active(alias: str) -> frozenset[str]:
    """Logins of those who may sign in."""
    return frozenset(one.login for one in DatabaseAccounts(alias).listed() if not one.disabled)


class _Library:
    """A library that is opened when there is something to do with it: it takes its memory."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def index(self) -> SearchIndex | None:
        """What finds determinations; None where nothing was ever indexed."""
        return self._shelf.index

    def get(self, id: str) -> PublishedDetermination | None:
        """One determination in its newest version."""
        return self._shelf.newest(id)

    def news(self) -> News:
        """What no alert was told of yet."""
        from openimr.adapters.library_alert_news import (  # noqa: PLC0415 - loads pyarrow
            LibraryNews,
        )

        return LibraryNews(self._folder)

    @functools.cached_property
    def _shelf(self) -> LibraryShelf:
        from openimr.adapters.library_shelf import (  # noqa: PLC0415 - loads index and store
            LibraryShelf,
        )

        return LibraryShelf(self._folder)


def _post(alias: str, environment: Mapping[str, str]) -> AlertPost:
    return AlertPost(
        compose=AlertMail(letterhead(environment), base_of(environment), alert_key(alias)),
        mail=mail_of(mail_settings(environment)),
    )

"""Where somebody is signed in, on every database: found by account, ended by name."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.databases import KINDS, database

from openimr.workflow.browser_sessions import BrowserSessions, name_of

NOW = dt.datetime(2026, 3, 2, 17, tzinfo=dt.UTC)
MINUTE = dt.timedelta(minutes=1)


@pytest.fixture(params=KINDS)
def sessions(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[BrowserSessions]:
    with database(request.param, tmp_path) as alias:
        from openimr.adapters.database import models  # noqa: PLC0415
        from openimr.adapters.database.web_sessions import DatabaseSessions  # noqa: PLC0415

        for key, login, seen in (
            ("first-key", "rivera", 3),
            ("second-key", "rivera", 2),
            ("idle-key", "rivera", 90),
            ("key-of-another", "quill", 1),
            ("key-of-nobody", "", 1),
        ):
            models.WebSession.objects.using(alias).create(
                session_key=key,
                session_data="",
                expire_date=NOW + 60 * MINUTE,
                login=login,
                since=NOW - 100 * MINUTE,
                seen=NOW - seen * MINUTE,
                browser="Firefox on Linux",
                client="192.0.2.7",
            )
        yield DatabaseSessions(alias)


def names(sessions: BrowserSessions, login: str = "rivera") -> list[str]:
    return [one.name for one in sessions.of(login, NOW - 30 * MINUTE)]


def test_those_of_an_account_that_are_not_idle_are_told_the_one_seen_last_first(
    sessions: BrowserSessions,
) -> None:
    assert names(sessions) == [name_of("second-key"), name_of("first-key")]
    found = sessions.of("rivera", NOW - 30 * MINUTE)[0]
    assert (found.login, found.browser, found.client) == ("rivera", "Firefox on Linux", "192.0.2.7")
    assert (found.since, found.seen) == (NOW - 100 * MINUTE, NOW - 2 * MINUTE)


def test_no_key_of_a_session_is_told(sessions: BrowserSessions) -> None:
    assert "key" not in repr(sessions.of("rivera", NOW - 30 * MINUTE))


def test_one_is_ended_by_its_name_and_only_by_whose_it_is(sessions: BrowserSessions) -> None:
    assert sessions.end("quill", [name_of("first-key")]) == 0
    assert sessions.end("rivera", [name_of("first-key"), "no name"]) == 1
    assert names(sessions) == [name_of("second-key")]


def test_all_of_an_account_are_ended_and_nobody_elses(sessions: BrowserSessions) -> None:
    assert sessions.end("rivera") == 3
    assert sessions.end("") == 0, "of nobody"
    assert names(sessions) == []
    assert len(names(sessions, "quill")) == 1

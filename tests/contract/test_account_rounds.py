"""What accounts leave behind is forgotten by rounds, and passing things are in no backup."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.databases import KINDS, database

from openimr.workflow.rounds import Round
from openimr.workflow.security_log import KEPT, Entry, Happened

NOW = dt.datetime.now(tz=dt.UTC)
HOUR = dt.timedelta(hours=1)
DAY = dt.timedelta(days=1)


class Watched:
    """A run that remembers what was told of it."""

    def __init__(self) -> None:
        self.told: list[str] = []

    def progress(self, done: int, of: int, unit: str) -> None:
        self.told.append(f"{done} {unit}")


@pytest.fixture(params=KINDS)
def alias(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    with database(request.param, tmp_path) as opened:
        yield opened


def made(alias: str, name: str) -> list[str]:
    from openimr.adapters.database.account_office import account_rounds_on  # noqa: PLC0415

    found: dict[str, Round] = {one.name: one for one in account_rounds_on(alias, lambda: NOW)}
    task = Watched()
    found[name].run(task, NOW)
    return task.told


def session(alias: str, key: str, ends: dt.datetime) -> None:
    from openimr.adapters.database import models  # noqa: PLC0415

    models.WebSession.objects.using(alias).create(
        session_key=key, session_data="", expire_date=ends
    )


def test_sessions_that_are_over_and_old_counts_are_forgotten(alias: str) -> None:
    from openimr.adapters.database import models  # noqa: PLC0415
    from openimr.adapters.database.try_counts import DatabaseCounters  # noqa: PLC0415

    session(alias, "over", NOW - HOUR)
    session(alias, "goes-on", NOW + HOUR)
    counters = DatabaseCounters(alias)
    counters.add("signing in", "192.0.2.7", NOW - 2 * DAY)
    counters.add("signing in", "192.0.2.7", NOW - HOUR)
    assert made(alias, "sessions") == ["1 sessions"]
    assert made(alias, "sessions") == []
    assert [one.session_key for one in models.WebSession.objects.using(alias)] == ["goes-on"]
    assert models.TryCount.objects.using(alias).count() == 1


def test_the_security_log_is_shortened_to_two_years(alias: str) -> None:
    from openimr.adapters.database.security_log import DatabaseSecurityLog  # noqa: PLC0415

    log = DatabaseSecurityLog(alias)
    for at in (NOW - KEPT - DAY, NOW - KEPT + DAY):
        log.note(Entry(at=at, happened=Happened.SIGNED_IN, account="rivera"))
    assert made(alias, "security-log") == ["1 entries"]
    assert [one.entry.at for one in log.latest()] == [NOW - KEPT + DAY]


def test_a_backup_holds_nobody_who_is_signed_in(alias: str, tmp_path: Path) -> None:
    from openimr.adapters import backup_tables  # noqa: PLC0415

    session(alias, "goes-on", NOW + HOUR)
    written = backup_tables.write_tables(alias, tmp_path)
    assert "openimr_account" in written
    assert "openimr_security" in written
    assert not {"openimr_web_session", "openimr_try_count"} & set(written)

"""The security log and counted tries on every database."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.databases import KINDS, database, run_sql

from openimr.workflow.limits import Allowance, Counters, Limits, TooMany
from openimr.workflow.security_log import KEPT, Entry, Happened, SecurityLog

NOW = dt.datetime.now(tz=dt.UTC)
HOUR = dt.timedelta(hours=1)
THREE_AN_HOUR = Allowance(name="trying", most=3, per=HOUR)


@pytest.fixture(params=KINDS)
def alias(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    with database(request.param, tmp_path) as opened:
        yield opened


@pytest.fixture
def log(alias: str) -> SecurityLog:
    from openimr.adapters.database.security_log import DatabaseSecurityLog  # noqa: PLC0415

    return DatabaseSecurityLog(alias)


@pytest.fixture
def counters(alias: str) -> Counters:
    from openimr.adapters.database.try_counts import DatabaseCounters  # noqa: PLC0415

    return DatabaseCounters(alias)


def entry(account: str = "rivera", at: dt.datetime = NOW) -> Entry:
    return Entry(
        at=at,
        happened=Happened.DISABLED,
        account=account,
        by="admin",
        client="192.0.2.7",
        about="left",
    )


def test_what_was_noted_is_told_as_it_was_the_newest_first(log: SecurityLog) -> None:
    for hours in range(3):
        log.note(entry(at=NOW + hours * HOUR))
    found = log.latest()
    assert [one.entry.at for one in found] == [NOW + hours * HOUR for hours in (2, 1, 0)]
    assert found[-1].entry == entry()


def test_pages_go_on_behind_a_number(log: SecurityLog) -> None:
    for _ in range(5):
        log.note(entry())
    first = log.latest(most=2)
    second = log.latest(before=first[-1].number, most=2)
    numbers = [one.number for one in (*first, *second)]
    assert numbers == sorted(set(numbers), reverse=True)


def test_entries_of_one_account(log: SecurityLog) -> None:
    log.note(entry("rivera"))
    log.note(entry("okafor"))
    assert [one.entry.account for one in log.latest("okafor")] == ["okafor"]


def test_a_change_that_fails_leaves_no_entry(log: SecurityLog) -> None:
    with pytest.raises(ZeroDivisionError), log.together():
        log.note(entry())
        raise ZeroDivisionError
    assert log.latest() == ()


def test_what_nobody_is_called_is_told_as_the_same_digest_each_time(log: SecurityLog) -> None:
    told = log.disguise("quiet slate harbor nine")
    assert told == log.disguise("quiet slate harbor nine")
    assert told != log.disguise("quiet slate harbor ten")
    assert "slate" not in told


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE openimr_security SET account = 'another'",
        "DELETE FROM openimr_security",
    ],
)
def test_the_database_itself_keeps_entries_as_they_are(
    alias: str, log: SecurityLog, statement: str
) -> None:
    log.note(entry())
    with pytest.raises(Exception, match="not changed, and not deleted for two years"):
        run_sql(alias, statement)
    assert len(log.latest()) == 1


def test_after_two_years_an_entry_may_go(log: SecurityLog) -> None:
    log.note(entry(at=NOW - KEPT - HOUR))
    log.note(entry())
    assert log.remove(NOW - KEPT) == 1
    assert [one.entry.at for one in log.latest()] == [NOW]


def test_an_allowance_lets_so_many_through_and_is_there_again_later(counters: Counters) -> None:
    begin = THREE_AN_HOUR.window(NOW)
    limits = Limits(counters, lambda: begin + HOUR / 2)
    assert [limits.take(THREE_AN_HOUR, "192.0.2.7") for _ in range(3)] == [2, 1, 0]
    with pytest.raises(TooMany) as refused:
        limits.check(THREE_AN_HOUR, "192.0.2.7")
    assert refused.value.wait == HOUR / 2
    with pytest.raises(TooMany, match="Wait 30 minutes"):
        limits.take(THREE_AN_HOUR, "192.0.2.7")
    limits.check(THREE_AN_HOUR, "192.0.2.8")
    assert Limits(counters, lambda: begin + HOUR).take(THREE_AN_HOUR, "192.0.2.7") == 2


def test_counts_of_old_windows_are_forgotten(counters: Counters) -> None:
    counters.add("trying", "192.0.2.7", NOW - 2 * HOUR)
    counters.add("trying", "192.0.2.7", NOW)
    assert counters.remove(NOW - HOUR) == 1
    assert counters.count("trying", "192.0.2.7", NOW) == 1
    assert counters.count("trying", "192.0.2.7", NOW - 2 * HOUR) == 0

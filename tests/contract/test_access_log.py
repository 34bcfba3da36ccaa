"""One promise for the log of accesses, in memory and on every database."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.databases import KINDS, access_log_in, database
from tests.happenings import CLERK, NOON
from tests.memory_access_log import MemoryAccessLog

from openimr.vocabulary.actor import Actor, Role
from openimr.workflow.accesses import NO_CASE
from openimr.workflow.store import Access, AccessLog

HOUR = dt.timedelta(hours=1)


@pytest.fixture(params=("memory", *KINDS))
def log(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[AccessLog]:
    if request.param == "memory":
        yield MemoryAccessLog()
        return
    with database(request.param, tmp_path) as alias:
        yield access_log_in(alias)


def access(case: str = "CM26-1", hours: int = 0, what: str = "the case") -> Access:
    return Access(at=NOON + hours * HOUR, actor=CLERK, case=case, what=what)


def test_what_was_noted_is_told_as_it_was(log: AccessLog) -> None:
    auditor = Actor(role=Role.AUDITOR, id="auditor-7")
    seen = Access(at=NOON, actor=auditor, case="CM26-1", what="who looked at it")
    log.note(seen)
    assert log.of("CM26-1") == (seen,)


def test_accesses_are_told_in_the_order_of_time_whatever_the_order_of_noting(
    log: AccessLog,
) -> None:
    for hours in (3, 1, 2):
        log.note(access(hours=hours))
    assert [one.at for one in log.of("CM26-1")] == [NOON + hours * HOUR for hours in (1, 2, 3)]


def test_two_looks_at_one_moment_are_two(log: AccessLog) -> None:
    log.note(access())
    log.note(access())
    assert len(log.of("CM26-1")) == 2


def test_a_case_tells_nothing_of_another_nor_of_lists(log: AccessLog) -> None:
    log.note(access("CM26-1"))
    log.note(access("CM26-10"))
    log.note(access(NO_CASE, what="list of 2 cases"))
    assert [one.case for one in log.of("CM26-1")] == ["CM26-1"]
    assert [one.what for one in log.of(NO_CASE)] == ["list of 2 cases"]
    assert log.of("CM26-404") == ()

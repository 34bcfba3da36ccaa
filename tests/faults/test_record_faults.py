"""Writers killed, beaten, shut out, and databases that stop, fill up or are locked."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.databases import KINDS, database, place_of, run_sql, store_in, waiting
from tests.happenings import CLERK, FOUND, NOON, deferred, plainly_listed, received
from tests.postgres import new_server, shared_server
from tests.record_writer import BATCH

from openimr.adapters.database.configuration import postgresql, sqlite
from openimr.adapters.database.connect import connect, disconnect
from openimr.case.record import ZEROS, digest_of
from openimr.vocabulary.errors import BadInput, Refused
from openimr.workflow.store import CaseQuery, EventStore

ROOT = Path(__file__).parents[2]


@pytest.fixture(params=KINDS)
def alias(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    with database(request.param, tmp_path) as alias:
        yield alias


def start_writer(alias: str, name: str, *more: str, cases: int = 2) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.record_writer", place_of(alias), name, str(cases)]
    return subprocess.Popen([*command, *more], cwd=ROOT, stdout=subprocess.PIPE, text=True)


def killed(writer: subprocess.Popen[str], after: float) -> list[str]:
    """Kill a writer some time after its first word; what it said."""
    assert writer.stdout is not None
    first = writer.stdout.readline()
    time.sleep(after)
    writer.kill()
    rest, _ = writer.communicate()
    return [first.strip(), *(line for line in rest.split("\n")[:-1])]


def check_whole(alias: str, said: list[str]) -> int:
    """Every batch is there whole and once, chained, listed and with its errands; how many."""
    store = store_in(alias, plainly_listed)
    keys: Counter[str] = Counter()
    events = 0
    rows = {row.case: row for row in store.cases(CaseQuery(limit=500)).rows}
    for case in store.numbers():
        record = store.load(case)
        assert [one.number for one in record] == list(range(1, len(record) + 1))
        assert [one.previous for one in record] == [ZEROS, *(one.digest for one in record[:-1])]
        assert all(one.digest == digest_of(one) for one in record)
        assert rows[case] == plainly_listed(record).row
        keys.update(f"{case} {one.key}" for one in record)
        events += len(record)
    assert set(keys.values()) <= {BATCH}
    assert set(said) <= set(keys)
    assert len(waiting(alias)) == events
    return len(keys)


def test_writers_killed_at_any_moment_leave_no_half_batch_and_lose_nothing_said(
    alias: str,
) -> None:
    chance, said = random.Random(26), []
    for turn in range(2):
        writers = [start_writer(alias, f"{turn}{name}") for name in "abc"]
        for writer in writers:
            said += killed(writer, chance.uniform(0.0, 0.25))
        assert check_whole(alias, said) >= len(said)
    assert len(said) >= 6


def test_writers_of_the_same_cases_each_get_their_turn_and_nobody_is_overwritten(
    alias: str,
) -> None:
    writers = [start_writer(alias, name, "shared") for name in "abc"]
    said = [line for writer in writers for line in killed(writer, 0.4)]
    assert len({line.split()[1][0] for line in said}) == 3
    check_whole(alias, said)


def test_a_command_asked_again_after_the_kill_is_recorded_once(alias: str) -> None:
    said = killed(start_writer(alias, "a"), 0.1)
    store = store_in(alias, plainly_listed)
    for line in said:
        case, key = line.split()
        again = store.append(case, [deferred("x")], after=0, actor=CLERK, key=key, at=NOON)
        assert len(again) == BATCH
    check_whole(alias, said)


def test_a_writer_that_waits_too_long_is_told_that_the_database_is_busy(tmp_path: Path) -> None:
    path = tmp_path / "record.sqlite3"
    alias = connect(sqlite(path, patience=0.2))
    with holding(alias, "BEGIN IMMEDIATE"):
        check_busy(store_in(alias, plainly_listed))
    disconnect(alias)


def test_a_writer_kept_out_of_postgresql_is_told_the_same() -> None:
    server = shared_server()
    name = server.make_database()
    alias = connect(postgresql(f"{server.url(name)}&options=-c%20lock_timeout%3D200"))
    with holding(alias, "BEGIN", "LOCK TABLE openimr_event IN EXCLUSIVE MODE"):
        check_busy(store_in(alias, plainly_listed))
    disconnect(alias)
    server.drop_database(name)


def check_busy(store: EventStore) -> None:
    with pytest.raises(Refused, match="busy") as refused:
        store.append("CM26-1", [received("CM26-1")], after=0, actor=CLERK, key="k", at=NOON)
    assert refused.value.rule == "database-busy"
    assert store.load("CM26-1") == ()


class holding:  # noqa: N801
    """Another's transaction, on a connection of another thread."""

    def __init__(self, alias: str, *statements: str) -> None:
        self.alias, self.statements = alias, statements
        self.held, self.over = threading.Event(), threading.Event()
        self.thread = threading.Thread(target=self.hold)

    def hold(self) -> None:
        from django.db import connections  # noqa: PLC0415

        with connections[self.alias].cursor() as cursor:
            for statement in self.statements:
                cursor.execute(statement)
            self.held.set()
            self.over.wait()
            cursor.execute("ROLLBACK")
        disconnect(self.alias)

    def __enter__(self) -> None:
        self.thread.start()
        self.held.wait()

    def __exit__(self, *_: object) -> None:
        self.over.set()
        self.thread.join()


def test_a_full_disk_is_told_and_nothing_of_the_batch_is_there(tmp_path: Path) -> None:
    with database("sqlite", tmp_path) as alias:
        store = store_in(alias, plainly_listed)
        store.append("CM26-1", [received("CM26-1")], after=0, actor=CLERK, key="k1", at=NOON)
        run_sql(alias, "PRAGMA max_page_count = 1")
        long = deferred("word " * 100_000)
        with pytest.raises(BadInput, match="no room left"):
            store.append("CM26-1", [FOUND, long], after=1, actor=CLERK, key="k2", at=NOON)
        assert len(store.load("CM26-1")) == 1
        run_sql(alias, "PRAGMA max_page_count = 1000000")
        store.append("CM26-1", [FOUND, long], after=1, actor=CLERK, key="k2", at=NOON)
        assert len(store.load("CM26-1")) == 3


@pytest.mark.parametrize("kind", KINDS)
def test_who_looked_before_another_process_recorded_is_told_and_a_click_counts_once(
    kind: str, tmp_path: Path
) -> None:
    with database(kind, tmp_path) as alias:
        ours, theirs = store_in(alias, plainly_listed), store_in(alias, plainly_listed)
        ours.append("CM26-1", [received("CM26-1")], after=0, actor=CLERK, key="k1", at=NOON)
        new = theirs.append("CM26-1", [FOUND], after=1, actor=CLERK, key="k2", at=NOON)
        with pytest.raises(Refused, match="someone else was faster"):
            ours.append("CM26-1", [deferred("x")], after=1, actor=CLERK, key="k3", at=NOON)
        ours.load("CM26-1")
        theirs.append("CM26-1", [deferred("y")], after=2, actor=CLERK, key="k4", at=NOON)
        again = ours.append("CM26-1", [FOUND], after=2, actor=CLERK, key="k2", at=NOON)
        assert again == new
        assert len(ours.load("CM26-1")) == 3


@pytest.mark.parametrize(
    ("kind", "closing"),
    [
        ("sqlite", "PRAGMA query_only = ON"),
        ("postgresql", "SET default_transaction_read_only = on"),
    ],
)
def test_a_database_that_may_not_be_written_is_told(
    kind: str, closing: str, tmp_path: Path
) -> None:
    with database(kind, tmp_path) as alias:
        run_sql(alias, closing)
        store = store_in(alias, plainly_listed)
        with pytest.raises(BadInput, match="may not be written"):
            store.append("CM26-1", [received("CM26-1")], after=0, actor=CLERK, key="k", at=NOON)
        assert store.load("CM26-1") == ()


def test_a_file_that_is_no_database_is_told(tmp_path: Path) -> None:
    path = tmp_path / "record.sqlite3"
    path.write_text("a letter, not a database " * 100)
    with pytest.raises(BadInput, match="is damaged, or no SQLite database"):
        connect(sqlite(path))


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(BadInput, match="data folder"):
        connect(sqlite(tmp_path / "file" / "record.sqlite3"))


def test_a_server_that_is_not_there_is_told_without_its_password() -> None:
    url = "postgresql://someone:secret-word@127.0.0.1:1/nothing"
    with pytest.raises(BadInput, match="cannot be reached") as error:
        connect(postgresql(url))
    assert "secret-word" not in str(error.value)


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGQUIT], ids=["stopped", "crashed"])
def test_work_goes_on_when_postgresql_is_restarted(how: signal.Signals) -> None:
    server = new_server()
    name = server.make_database()
    alias = connect(postgresql(server.url(name)))
    writer = start_writer(alias, "a", cases=50)
    assert writer.stdout is not None
    before = [writer.stdout.readline().strip() for _ in range(20)]
    server.stop(how)
    time.sleep(0.3)
    server.start()
    after = [writer.stdout.readline().strip() for _ in range(100)]
    said = before + after + killed(writer, 0)
    disconnect(alias)
    check_whole(alias, said)
    disconnect(alias)
    server.end()

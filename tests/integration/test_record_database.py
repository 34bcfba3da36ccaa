"""What the databases themselves refuse, how their tables are made, and the days of the record."""

from __future__ import annotations

import datetime as dt
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.databases import KINDS, access_log_in, database, ledger_in, place_of, run_sql, store_in
from tests.happenings import CLERK, FOUND, NOON, deferred, plainly_listed, received
from tests.postgres import shared_server

from openimr.adapters.database.configuration import postgresql, sqlite
from openimr.adapters.database.connect import connect, disconnect
from openimr.case.anchor import Head, anchor, anchors_until, heads_of
from openimr.case.export import exported
from openimr.vocabulary.errors import Refused
from openimr.workflow.store import Access, CaseQuery

ROOT = Path(__file__).parents[2]
DAY, HOUR = dt.timedelta(days=1), dt.timedelta(hours=1)


@pytest.fixture(params=KINDS)
def alias(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    with database(request.param, tmp_path) as alias:
        yield alias


def record_two(alias: str) -> None:
    store = store_in(alias, plainly_listed)
    store.append("CM26-1", [received("CM26-1"), FOUND], after=0, actor=CLERK, key="k", at=NOON)


COPY = """INSERT INTO openimr_event
    SELECT "case", {number}, at, role, actor, 'another key', position, kind, body,
        {previous}, digest
    FROM openimr_event WHERE number = 2"""


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE openimr_event SET actor = 'someone else' WHERE number = 2",
        "DELETE FROM openimr_event WHERE number = 2",
        "DELETE FROM openimr_event",
        COPY.format(number=4, previous="digest"),
        COPY.format(number=3, previous="previous"),
    ],
    ids=["change", "delete the last", "delete all", "leave a gap", "follow another event"],
)
def test_the_database_itself_keeps_events_as_they_are(alias: str, statement: str) -> None:
    record_two(alias)
    before = store_in(alias, plainly_listed).load("CM26-1")
    with pytest.raises(Exception, match=r"neither changed nor deleted|follows the last one"):
        run_sql(alias, statement)
    assert store_in(alias, plainly_listed).load("CM26-1") == before


def test_sqlite_does_not_replace_an_event_and_postgresql_does_not_empty_the_table(
    alias: str,
) -> None:
    record_two(alias)
    replace = COPY.format(number=2, previous="previous").replace("INSERT", "INSERT OR REPLACE", 1)
    is_file = "://" not in place_of(alias)
    with pytest.raises(Exception, match="neither changed nor deleted"):
        run_sql(alias, replace if is_file else "TRUNCATE openimr_event")


@pytest.mark.parametrize("statement", ["UPDATE {} SET actor = 'x'", "DELETE FROM {}"])
def test_the_database_itself_keeps_accesses_as_they_are(alias: str, statement: str) -> None:
    log = access_log_in(alias)
    log.note(Access(at=NOON, actor=CLERK, case="CM26-1", what="letter"))
    with pytest.raises(Exception, match="neither changed nor deleted"):
        run_sql(alias, statement.format("openimr_access"))
    assert len(log.of("CM26-1")) == 1


def test_accesses_are_told_case_by_case_in_the_order_of_time(alias: str) -> None:
    log = access_log_in(alias)
    accesses = [
        Access(at=NOON + hours * HOUR, actor=CLERK, case=f"CM26-{case}", what="case file")
        for hours, case in ((2, 1), (1, 1), (0, 2))
    ]
    for access in accesses:
        log.note(access)
    assert log.of("CM26-1") == (accesses[1], accesses[0])
    assert log.of("CM26-404") == ()


def test_a_digest_that_follows_is_taken_so_that_the_refusals_mean_something(alias: str) -> None:
    record_two(alias)
    run_sql(alias, COPY.format(number=3, previous="digest"))


def test_damaged_lists_are_put_right_from_the_record(alias: str) -> None:
    record_two(alias)
    store = store_in(alias, plainly_listed)
    before = store.cases(CaseQuery())
    run_sql(alias, "UPDATE openimr_case SET state = 'closed', due_rule = ''")
    run_sql(alias, "INSERT INTO openimr_seat VALUES ('CM26-1', 9, 'ghost', '2026-04-01')")
    run_sql(alias, "INSERT INTO openimr_seat VALUES ('CM26-404', 1, 'ghost', '2026-04-01')")
    assert store.cases(CaseQuery()) != before
    assert store.rebuild() == 1
    assert store.cases(CaseQuery()) == before
    assert store.cases(CaseQuery(reviewer="ghost")).rows == ()


def test_days_heads_and_anchors_are_those_of_the_record(alias: str) -> None:
    store, ledger = store_in(alias, plainly_listed), ledger_in(alias)
    assert (ledger.first_day(), ledger.anchors()) == (None, ())
    for days, case in enumerate(["b-2", "B-1", "b-10", "b-2", "B-1"]):
        store.append(
            case,
            [FOUND, deferred("wait")] if store.load(case) else [received(case)],
            after=len(store.load(case)),
            actor=CLERK,
            key=f"k{days}",
            at=NOON + days // 2 * DAY,
        )
    records = [store.load(case) for case in store.numbers()]
    heads: dict[dt.date, list[Head]] = {}
    for head in sorted((h for record in records for h in heads_of(record)), key=lambda h: h.case):
        heads.setdefault(head.day, []).append(head)
    first = NOON.date()
    assert ledger.first_day() == first
    assert [list(ledger.heads(first + n * DAY)) for n in range(4)] == [
        heads.get(first + n * DAY, []) for n in range(4)
    ]
    for made in anchors_until(first + 2 * DAY, ledger.heads, after=None, first=first):
        ledger.keep(made)
    assert [one.day for one in ledger.anchors()] == [first, first + DAY, first + 2 * DAY]
    assert b"".join(exported(records, made=NOON + 3 * DAY, anchors=ledger.anchors()))


def test_a_day_has_one_anchor_and_nothing_is_recorded_on_it_any_more(alias: str) -> None:
    store, ledger = store_in(alias, plainly_listed), ledger_in(alias)
    record_two(alias)
    made = anchor(NOON.date(), ledger.heads(NOON.date()), after=None)
    ledger.keep(made)
    ledger.keep(made)
    with pytest.raises(Refused, match="says something else"):
        ledger.keep(anchor(NOON.date(), [], after=None))
    late = dt.datetime.combine(NOON.date(), dt.time(23, 59, 59, 999_999), tzinfo=dt.UTC)
    with pytest.raises(Refused) as refused:
        store.append("CM26-2", [received("CM26-2")], after=0, actor=CLERK, key="k", at=late)
    assert refused.value.rule == "day-is-anchored"
    midnight = late + dt.timedelta(microseconds=1)
    store.append("CM26-2", [received("CM26-2")], after=0, actor=CLERK, key="k", at=midnight)
    assert ledger.anchors() == (made,)


def test_programs_that_start_together_make_the_tables_once(tmp_path: Path) -> None:
    name = shared_server().make_database()
    for place in (str(tmp_path / "new" / "record.sqlite3"), shared_server().url(name)):
        command = [sys.executable, "-m", "tests.record_writer", place]
        writers = [
            subprocess.Popen(
                [*command, str(n), "1"], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE
            )
            for n in range(2)
        ]
        for writer in writers:
            assert writer.stdout and writer.stderr
            assert writer.stdout.readline(), writer.stderr.read().decode()
            writer.kill()
            writer.communicate()
    shared_server().drop_database(name)


def test_a_new_data_folder_is_its_owners_alone(tmp_path: Path) -> None:
    folder = tmp_path / "a" / "data"
    disconnect(connect(sqlite(folder / "record.sqlite3")))
    assert folder.stat().st_mode & 0o777 == 0o700


def test_in_a_folder_that_others_may_enter_what_is_made_is_still_its_owners_alone(
    tmp_path: Path,
) -> None:
    before = os.umask(0o022)
    try:
        tmp_path.chmod(0o755)
        disconnect(connect(sqlite(tmp_path / "record.sqlite3")))
        (tmp_path / "cases" / "CM26-0000001").mkdir(parents=True)
    finally:
        os.umask(before)
    assert {path.name for path in tmp_path.iterdir()} >= {"record.sqlite3", "cases"}
    assert [path for path in tmp_path.rglob("*") if path.stat().st_mode & 0o077] == []


def test_a_database_of_a_newer_version_is_not_touched(alias: str) -> None:
    settings = sqlite(Path(place_of(alias)))
    if "://" in place_of(alias):
        settings = postgresql(place_of(alias))
    run_sql(
        alias,
        "INSERT INTO django_migrations (app, name, applied) "
        "VALUES ('openimr', '9999_of_the_future', '2031-01-01')",
    )
    with pytest.raises(Refused, match="newer version"):
        connect(settings)


def test_a_database_that_is_behind_is_left_alone_when_it_may_not_be_changed(
    tmp_path: Path,
) -> None:
    with pytest.raises(Refused, match="has no tables yet"):
        connect(sqlite(tmp_path / "record.sqlite3"), make_tables=False)

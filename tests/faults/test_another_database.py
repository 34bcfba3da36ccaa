"""Another database by a slip: no new record is begun beside days that were closed."""

from __future__ import annotations

import datetime as dt
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from tests.databases import KINDS
from tests.happenings import CLERK, NOON, received
from tests.postgres import shared_server
from tests.verbs_on_cases import House

from openimr.adapters.database.configuration import postgresql, sqlite
from openimr.adapters.database.connect import connect, disconnect
from openimr.adapters.record_file import HeadFiles
from openimr.bootstrap import record_store
from openimr.case.anchor import anchor
from openimr.vocabulary.errors import BadInput, Refused

DAY = dt.date(2026, 11, 19)


@pytest.fixture
def closed(tmp_path: Path) -> Path:
    """A folder that shows one closed day."""
    folder = tmp_path / "anchors"
    HeadFiles(folder).keep(anchor(DAY, (), after=None), ())
    return folder


@contextmanager
def empty_database(kind: str, folder: Path) -> Iterator[dict[str, object]]:
    if kind == "sqlite":
        (folder / "record.sqlite3").touch()
        yield sqlite(folder / "record.sqlite3")
        return
    name = shared_server().make_database()
    yield postgresql(shared_server().url(name))
    shared_server().drop_database(name)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("make_tables", [True, False])
def test_an_empty_database_beside_closed_days_is_not_made_a_record(
    kind: str, make_tables: bool, tmp_path: Path, closed: Path
) -> None:
    with empty_database(kind, tmp_path) as settings:
        with pytest.raises(BadInput) as error:
            connect(settings, make_tables=make_tables, closed=closed)
        says = str(error.value)
        assert f"days until {DAY} were closed" in says
        assert str(closed) in says
        assert "OPENIMR_DATABASE" in says
        with pytest.raises(Refused, match="has no tables yet"):
            connect(settings, make_tables=False)
        disconnect(connect(settings))
        disconnect(connect(settings, closed=closed))


def test_a_file_that_is_not_there_is_not_made_beside_closed_days(
    tmp_path: Path, closed: Path
) -> None:
    with pytest.raises(BadInput, match="were closed"):
        connect(sqlite(tmp_path / "slip" / "record.sqlite3"), closed=closed)
    assert not (tmp_path / "slip").exists()


def test_whatever_else_lies_beside_the_database_is_no_closed_day(tmp_path: Path) -> None:
    folder = tmp_path / "anchors"
    folder.mkdir()
    for name in ("notes.jsonl", "2026-11-19.passing", "2026-11-19.txt"):
        (folder / name).touch()
    disconnect(connect(sqlite(tmp_path / "record.sqlite3"), closed=folder))


def test_verbs_refuse_a_lost_record_and_the_doctor_says_so(tmp_path: Path) -> None:
    house = House(tmp_path / "data", NOON)
    with house.inside():
        events = [received("CM26-0000001")]
        record_store().append("CM26-0000001", events, after=0, actor=CLERK, key="came", at=NOON)
        assert house.say("record", "anchor").code == 0
    assert "Daily roots: The last is of" in told(house, "doctor").stdout
    slip = House(house.data, NOON, str(tmp_path / "slip.sqlite3"))
    assert "were closed" in told(slip, "case", "list").stderr
    assert "fault     Daily roots: The data folder holds" in told(slip, "doctor").stdout
    (tmp_path / "slip.sqlite3").touch()
    assert "were closed" in told(slip, "case", "list").stderr
    found = told(slip, "doctor")
    assert found.returncode == 2
    assert "fault     Database: the database:" in found.stdout
    assert (tmp_path / "slip.sqlite3").stat().st_size == 0


def told(house: House, *words: str) -> subprocess.CompletedProcess[str]:
    with house.inside():
        command = [sys.executable, "-m", "openimr", *words]
        environment = {name: text for name, text in os.environ.items() if text}
        return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)

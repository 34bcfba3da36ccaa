"""Lists that somebody altered are drawn anew from the record by one command."""

from __future__ import annotations

import datetime as dt
import sqlite3
from contextlib import closing
from pathlib import Path

from tests.verbs_on_cases import House

NOW = dt.datetime(2026, 3, 3, 18, 0, tzinfo=dt.UTC)


def test_a_list_that_says_otherwise_than_the_case_is_put_right(tmp_path: Path) -> None:
    house = House(tmp_path, NOW)
    opened = house.say(
        "case", "open", "employee=Ann Nobody", "treatments=Acupuncture", "attached=yes"
    )
    assert opened.code == 1, opened.err
    before = house.say("case", "list", "--json").fields
    with closing(sqlite3.connect(tmp_path / "record.sqlite3")) as lists:
        lists.execute("UPDATE openimr_case SET state = 'closed'")
        lists.commit()
    assert house.say("case", "list", "--json").fields != before

    assert house.say("record", "rebuild").out == "Drawn anew: the rows of 1 case.\n"
    assert house.say("case", "list", "--json").fields == before

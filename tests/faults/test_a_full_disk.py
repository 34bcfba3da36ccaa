"""A disk that is full: what is said names what is full, and nothing is shown unseen."""

from __future__ import annotations

import datetime as dt
import errno
from pathlib import Path

import pytest
from tests.databases import KINDS, access_log_in, database, run_sql

from openimr.cli import _refused
from openimr.vocabulary.actor import Actor, Role
from openimr.vocabulary.errors import BadInput
from openimr.workflow.store import Access

NOON = dt.datetime(2026, 3, 2, 20, 0, tzinfo=dt.UTC)
CLOSED = {
    "sqlite": "PRAGMA query_only = ON",
    "postgresql": "SET default_transaction_read_only = on",
}


def test_a_copy_without_room_names_the_full_folder_and_not_its_source(
    capsys: pytest.CaptureFixture[str],
) -> None:
    words = "No space left on device"
    assert _refused(OSError(errno.ENOSPC, words, "mine/a.pdf", None, "cases/papers/a.pdf")) == 2
    told = capsys.readouterr().err
    assert told == f"Cannot go on: cases/papers: {words}. Make room and run it again.\n"


@pytest.mark.parametrize("kind", KINDS)
def test_a_look_that_cannot_be_noted_shows_nothing_and_says_so(kind: str, tmp_path: Path) -> None:
    with database(kind, tmp_path) as alias:
        run_sql(alias, CLOSED[kind])
        look = Access(at=NOON, actor=Actor(role=Role.INTAKE, id="I-1"), case="", what="a list")
        with pytest.raises(BadInput, match="this look cannot be noted, and so nothing is shown"):
            access_log_in(alias).note(look)

"""What people began to file or send, and left, is removed by a round, on every database."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from tests.databases import KINDS, database

from openimr.adapters.uploads import FolderUploads
from openimr.workflow.filing_drafts import FILED_KEPT, KEPT
from openimr.workflow.papers import Announced, Sender

NOW = dt.datetime.now(tz=dt.UTC)
SECOND = dt.timedelta(seconds=1)
JO = Sender(place="application-1", by="application-1")


class Watched:
    """A run that remembers what was told of it."""

    def __init__(self) -> None:
        self.told: list[str] = []

    def progress(self, done: int, of: int, unit: str) -> None:
        self.told.append(f"{done} {unit}")


def made(alias: str, home: Path, at: dt.datetime) -> list[str]:
    from openimr.adapters.database.filing_drafts import filing_rounds_on  # noqa: PLC0415

    (one,) = filing_rounds_on(alias, home, lambda: at)
    assert one.name == "drafts"
    task = Watched()
    one.run(task, at)  # type: ignore[arg-type] - what a round tells
    return task.told


@pytest.mark.parametrize("kind", KINDS)
def test_applications_go_when_their_code_opens_nothing_any_more(kind: str, tmp_path: Path) -> None:
    with database(kind, tmp_path) as alias:
        from openimr.adapters.database.filing_drafts import (  # noqa: PLC0415
            DatabaseSavedApplications,
        )

        saved = DatabaseSavedApplications(alias)
        code, typed = saved.begin(NOW)
        _, filed = saved.begin(NOW)
        saved.filed(filed.name, "CM26-0000001", NOW)
        assert made(alias, tmp_path, NOW + KEPT - SECOND) == []
        assert saved.of_code(code, NOW) is not None
        assert made(alias, tmp_path, NOW + KEPT) == ["1 applications"]
        assert saved.of_name(typed.name, NOW) is None
        assert saved.of_name(filed.name, NOW) is not None
        assert made(alias, tmp_path, NOW + FILED_KEPT) == ["1 applications"]
        assert made(alias, tmp_path, NOW + FILED_KEPT) == [], "again there is nothing to do"


def test_papers_that_were_sent_and_nobody_took_go_after_as_long(tmp_path: Path) -> None:
    uploads = FolderUploads(tmp_path, lambda: "a" * 32)
    uploads.begin(JO, Announced(name="half.pdf", size=9))
    with database("sqlite", tmp_path) as alias:
        assert made(alias, tmp_path, NOW + KEPT - dt.timedelta(hours=1)) == []
        assert len(uploads.waiting(JO)) == 1
        assert made(alias, tmp_path, NOW + KEPT + dt.timedelta(hours=1)) == ["1 papers"]
        assert uploads.waiting(JO) == ()

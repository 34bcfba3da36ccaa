"""The doctor: one line for each check, and what to do about what is not well."""

from __future__ import annotations

import datetime as dt
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
from tests.mail_server import Desk, mail_server

from openimr.adapters import doctor
from openimr.adapters.doctor import Finding, Health
from openimr.case.anchor import DailyAnchor, Head
from openimr.case.record import ZEROS
from openimr.vocabulary.errors import BadInput, Refused
from openimr.workflow.jobs import JobState, JobStatus

NOW = dt.datetime(2026, 11, 20, 12, tzinfo=dt.UTC)


class Days:
    """A record that began on one day and was last anchored on another."""

    def __init__(self, first: dt.date | None, anchored: dt.date | None) -> None:
        self.first, self.anchored = first, anchored

    def first_day(self) -> dt.date | None:
        return self.first

    def heads(self, day: dt.date) -> list[Head]:
        return []

    def anchors(self) -> tuple[DailyAnchor, ...]:
        if self.anchored is None:
            return ()
        return (DailyAnchor(day=self.anchored, heads=0, previous=ZEROS, root=ZEROS),)

    def keep(self, anchor: DailyAnchor) -> None:
        pass


class Kept:
    """Days as the data folder keeps them, each closed with one root."""

    def __init__(self, *days: dt.date, root: str = ZEROS) -> None:
        self.closed, self.root = days, root

    def days(self) -> Sequence[dt.date]:
        return self.closed

    def anchor(self, day: dt.date) -> DailyAnchor:
        return DailyAnchor(day=day, heads=0, previous=ZEROS, root=self.root)


class Letters:
    """Jobs of which so many are dead letters."""

    def __init__(self, dead: int) -> None:
        self.dead = dead

    def waiting(self) -> Mapping[JobState, int]:
        return {JobState.WAITING: 3, JobState.RUNNING: 1}

    def dead_letters(self) -> tuple[JobStatus, ...]:
        one = JobStatus(key="k", kind="notice", state=JobState.DEAD, attempt=1)
        return (one,) * self.dead


def run(folder: Path, *more: str) -> subprocess.CompletedProcess[str]:
    kept = {name: text for name, text in os.environ.items() if not name.startswith("OPENIMR_")}
    environment = {
        **kept,
        "OPENIMR_DATA": str(folder / "data"),
        **dict(one.split("=") for one in more),
    }
    command = [sys.executable, "-m", "openimr", "doctor"]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


def test_a_new_installation_is_well_but_for_the_mail_server(tmp_path: Path) -> None:
    told = run(tmp_path)
    assert told.returncode == 1, told.stdout
    lines = told.stdout.splitlines()
    assert len(lines) == 13
    assert [line for line in lines if not line.startswith("ok")] == [
        "attention Mail: No mail server is named; notices wait. Set OPENIMR_SMTP."
    ]
    assert list(tmp_path.iterdir()) == [], "nothing is changed by looking"


def test_a_server_that_is_not_there_is_a_fault_with_its_remedy(tmp_path: Path) -> None:
    told = run(
        tmp_path,
        "OPENIMR_DATABASE=postgresql://nobody@127.0.0.1:1/none",
        "OPENIMR_SMTP=smtp+plain://127.0.0.1:1",
        "OPENIMR_MAIL_FROM=n@reviews.example",
    )
    assert told.returncode == 2
    assert "fault     Database: the database: cannot be reached." in told.stdout
    assert "Jobs" not in told.stdout, "what needs the database is not looked at without it"
    assert "fault     Mail: The mail server 127.0.0.1:1 cannot be reached." in told.stdout


def test_an_old_python_and_a_clock_behind_the_record_are_faults() -> None:
    assert doctor.check_python((3, 10, 1)).health is Health.FAULT
    behind = doctor.check_clock(NOW, Days(dt.date(2026, 1, 1), dt.date(2026, 12, 1)))
    assert behind.health is Health.FAULT
    assert doctor.check_clock(NOW, None).health is Health.OK


@pytest.mark.parametrize(
    ("first", "anchored", "health"),
    [
        (None, None, Health.OK),
        (dt.date(2026, 11, 20), None, Health.OK),
        (dt.date(2026, 1, 1), dt.date(2026, 11, 19), Health.OK),
        (dt.date(2026, 1, 1), dt.date(2026, 11, 10), Health.ATTENTION),
        (dt.date(2026, 1, 1), None, Health.ATTENTION),
    ],
)
def test_daily_roots_that_nobody_makes_need_attention(
    first: dt.date | None, anchored: dt.date | None, health: Health
) -> None:
    assert doctor.check_anchors(NOW, Days(first, anchored), Kept()).health is health


@pytest.mark.parametrize(
    ("ledger", "says"),
    [
        (None, "The data folder holds 2 closed days, the last 2026-11-19, that"),
        (Days(None, None), "The data folder holds 2 closed days, the last 2026-11-19, that"),
        (Days(dt.date(2026, 11, 20), None), "The data folder holds 2 closed days, the last"),
        (Days(dt.date(2026, 11, 10), dt.date(2026, 11, 19)), "The data folder holds 1 closed day,"),
    ],
    ids=["no database", "a new record", "another record", "a day less"],
)
def test_closed_days_that_the_database_does_not_know_are_a_fault(
    ledger: Days | None, says: str
) -> None:
    closed = Kept(dt.date(2026, 11, 10), dt.date(2026, 11, 19))
    found = doctor.check_anchors(NOW, ledger, closed)
    assert found.health is Health.FAULT
    assert found.says.startswith(says)
    assert "OPENIMR_DATABASE" in found.remedy


def test_a_day_that_was_closed_with_another_root_is_a_fault() -> None:
    day = dt.date(2026, 11, 19)
    found = doctor.check_anchors(NOW, Days(day, day), Kept(day, root="ab" * 32))
    assert found.health is Health.FAULT
    assert found.says == "The root of 2026-11-19 is another than the data folder keeps."


@pytest.mark.parametrize(
    ("first", "anchored", "kept"),
    [
        (dt.date(2026, 11, 18), dt.date(2026, 11, 18), dt.date(2026, 11, 19)),
        (dt.date(2026, 11, 19), None, dt.date(2026, 11, 19)),
        (dt.date(2026, 11, 18), dt.date(2026, 11, 19), dt.date(2026, 11, 19)),
    ],
)
def test_a_day_whose_closing_was_killed_is_no_fault(
    first: dt.date, anchored: dt.date | None, kept: dt.date
) -> None:
    found = doctor.check_anchors(NOW, Days(first, anchored), Kept(kept))
    assert found.health is Health.OK


def test_dead_letters_need_attention() -> None:
    found = doctor.check_jobs(Letters(2))
    assert found.health is Health.ATTENTION
    assert found.says == "3 waiting, 1 running; dead letters: 2."
    assert doctor.check_jobs(Letters(0)).health is Health.OK


def test_a_folder_that_others_can_read_needs_attention(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    assert doctor.check_folder(tmp_path).remedy == f"chmod 700 {tmp_path}"
    tmp_path.chmod(0o700)
    assert doctor.check_folder(tmp_path).health is Health.OK


def test_little_room_on_the_disk_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "LITTLE_ROOM", 10**30)
    assert doctor.check_disk(tmp_path / "not there yet").health is Health.ATTENTION
    monkeypatch.setattr(doctor, "NO_ROOM", 10**30)
    assert doctor.check_disk(tmp_path).health is Health.FAULT


def test_a_mail_server_that_answers_is_well() -> None:
    with mail_server(Desk()) as port:
        named = {
            "OPENIMR_SMTP": f"smtp+plain://127.0.0.1:{port}",
            "OPENIMR_MAIL_FROM": "n@reviews.example",
        }
        assert doctor.check_mail(named).says == f"127.0.0.1:{port} answers."


@pytest.mark.parametrize(
    ("error", "says"),
    [
        (BadInput("OPENIMR_SMTP", "names no host", "Name one"), "OPENIMR_SMTP: names no host."),
        (Refused("The tables are old.", rule="r", remedy="Start it."), "The tables are old."),
        (ValueError("Jane Roe"), "cannot be checked (ValueError)."),
    ],
)
def test_a_check_that_fails_is_itself_a_finding(error: Exception, says: str) -> None:
    def failing() -> Finding:
        raise error

    found = doctor.examined("Mail", failing)
    assert (found.health, found.says) == (Health.FAULT, says)
    assert found.remedy

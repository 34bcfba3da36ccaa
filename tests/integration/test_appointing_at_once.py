"""Two who appoint at one moment: every case gets exactly one reviewer, and nobody too many."""

from __future__ import annotations

import contextlib
import datetime as dt
import json
import os
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.databases import KINDS, database, place_of, store_in
from tests.invented_dispute import actor
from tests.panel_members import certification_of, license_of
from tests.waiting_cases import LAW, Waiting, physician

from openimr.assignment.model import ActivePractice, PanelMember, Verification
from openimr.assignment.panel_book import PanelBook
from openimr.case.events.intake import ContestedDecision
from openimr.law.calendar import pacific_day
from openimr.vocabulary.actor import Role
from openimr.workflow.appointing_outcome import Round
from openimr.workflow.projections import Projection

CASES = 12


@pytest.fixture(params=KINDS)
def alias(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    with database(request.param, tmp_path) as name:
        yield name


def on_database(alias: str, *, alone: bool) -> Waiting:
    from openimr.adapters.database.panel_book import DatabasePanelBook  # noqa: PLC0415
    from openimr.adapters.database.party_book import DatabasePartyBook  # noqa: PLC0415
    from openimr.adapters.database.seat_counts import DatabaseSeatCounts  # noqa: PLC0415

    class Unlocked(DatabasePanelBook):
        """A book that keeps nobody waiting."""

        @contextlib.contextmanager
        def one_batch(self) -> Iterator[None]:
            yield

    kind = DatabasePanelBook if alone else Unlocked
    panel: PanelBook = kind(alias, lambda: bytes(range(32)))
    return Waiting(
        store=store_in(alias, Projection(LAW)),
        book=DatabasePartyBook(alias),
        panel=panel,
        counts=DatabaseSeatCounts(alias),
    )


def both(alias: str, *, alone: bool) -> list[Round]:
    """The rounds of two case managers who begin together."""
    from openimr.adapters.database.connect import disconnect  # noqa: PLC0415

    rounds: list[Round] = []
    start = threading.Barrier(2)

    def appoint(name: str) -> None:
        house = on_database(alias, alone=alone)
        start.wait(300)
        manager = actor(Role.CASE_MANAGER, name)
        rounds.append(house.appoint(actor=manager, seed=f"drawn by {name}"))
        disconnect(alias)

    threads = [threading.Thread(target=appoint, args=(name,)) for name in ("ana", "ben")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(300)
    assert len(rounds) == 2
    return rounds


@pytest.mark.parametrize("alone", [True, False], ids=["waiting for each other", "in the way"])
def test_every_case_gets_one_reviewer(alias: str, alone: bool) -> None:
    house = on_database(alias, alone=alone)
    house.keep(*(physician(number, capacity=2) for number in range(6)))
    numbers = [f"CM26-{number:07}" for number in range(1, CASES + 1)]
    for number in numbers:
        house.case(number)
    rounds = both(alias, alone=alone)
    given = [one.case for made in rounds for one in made.appointed]
    assert sorted(given) == numbers
    sitting = [house.reviewers(number) for number in numbers]
    assert all(len(reviewers) == 1 for reviewers in sitting)
    told = {one.case: one.reviewer for made in rounds for one in made.appointed}
    assert {number: [told[number]] for number in numbers} == dict(
        zip(numbers, sitting, strict=True)
    )
    if alone:
        loads = Counter(reviewer for reviewers in sitting for reviewer in reviewers)
        assert max(loads.values()) <= 2
        assert [made.left for made in rounds] == [(), ()]


def test_seats_and_shares_are_counted_from_the_record(alias: str) -> None:
    house = on_database(alias, alone=True)
    house.keep(physician(1, capacity=2))
    for number in range(1, 4):
        house.case(f"CM26-{number:07}")
    round_ = house.appoint()
    assert len(round_.appointed) == 2
    assert house.counts is not None
    assert house.counts.open_cases() == {"R-001": 2}
    (seen,) = house.counts.seen(house.now.replace(year=2026, month=1))
    assert (seen.reviewer, seen.party, seen.cases) == ("R-001", "administrator-1", 2)
    assert house.counts.seen(house.now) == ()
    assert [one.rule for one in house.appoint().left] == ["capacity"]


def test_two_processes_that_appoint_at_one_moment_share_the_cases(
    alias: str, tmp_path: Path
) -> None:
    """As two case managers do it: two commands on one database, at the time of the clock."""
    house = on_database(alias, alone=True)
    house.now = dt.datetime.now(tz=dt.UTC) - dt.timedelta(minutes=1)
    today = pacific_day(house.now)
    house.keep(*(looked_at(number, today) for number in range(3)))
    numbers = [f"CM{today.year % 100}-{number:07}" for number in range(1, 7)]
    decision = ContestedDecision(
        decided=today - dt.timedelta(days=16), served=today - dt.timedelta(days=15), attached=True
    )
    for number in numbers:
        house.case(number, decision=decision)
    environment = {
        **os.environ,
        "OPENIMR_DATABASE": place_of(alias),
        "OPENIMR_DATA": str(tmp_path / "data"),
    }
    words = [sys.executable, "-m", "openimr", "panel", "appoint", "--share", "100", "--json"]
    running = [
        subprocess.Popen(
            [*words, "--as", f"case manager:{name}"],
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        for name in ("ana", "ben")
    ]
    said = [one.communicate(timeout=600) for one in running]
    assert [one.returncode for one in running] == [0, 0], said
    rounds = [json.loads(out) for out, _ in said]
    told = {one["case"]: one["reviewer"] for made in rounds for one in made["appointed"]}
    assert sum(len(made["appointed"]) for made in rounds) == len(numbers)
    assert {number: [told[number]] for number in numbers} == {
        number: house.reviewers(number) for number in numbers
    }
    assert max(Counter(told.values()).values()) <= 2


def looked_at(number: int, today: dt.date) -> PanelMember:
    """A physician with room for two cases, verified a few days ago."""
    seen = Verification(on=today - dt.timedelta(days=9), source="the board", by="cred.okafor")
    later = today + dt.timedelta(days=400)
    return physician(
        number,
        capacity=2,
        licenses=(license_of(number=f"A {number:06}", expires=later, verified=seen),),
        certifications=(certification_of(verified=seen),),
        active_practice=ActivePractice(
            since=dt.date(2009, 7, 1), hours_a_week=32, attested=seen.on
        ),
    )

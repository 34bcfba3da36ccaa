"""Checking an export of the record: time and memory against one bare reading of the file.

The floor reads the file and takes its SHA-256, as nobody can check less. The export is made anew
for every run: invented findings, ten events a case over a year. Memory is that of a process of
its own. A second export has three faults in it, which cost further readings.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import itertools
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from rich.console import Console
from rich.table import Table

from openimr.case.anchor import Head, heads_of
from openimr.case.events.reviewing import Decision, FindingRecorded, QualityReturned
from openimr.case.export import Exporting
from openimr.case.record import RecordedEvent, chain, encode
from openimr.vocabulary.actor import Actor, Role

CASES = 10_000
EVENTS = 10
FIRST = dt.datetime(2026, 1, 5, 8, tzinfo=dt.UTC)
REVIEWER = Actor(role=Role.REVIEWER, id="panel-17")
RATIONALE = "The guideline asks for functional improvement, which the report documents. " * 3
VERIFY = "import sys; from openimr.cli import main; sys.argv[0] = 'openimr'; main()"
AIM = 64
"""MiB, whatever the size."""


class Measure(NamedTuple):
    """One run: seconds on the clock and MiB of memory at the most."""

    name: str
    seconds: float
    mebibytes: float


def main(cases: int = CASES) -> bool:
    """Print the table; whether memory stayed within the aim."""
    with tempfile.TemporaryDirectory() as folder:
        whole, faulty = Path(folder) / "whole.jsonl", Path(folder) / "faulty.jsonl"
        make_export(whole, cases)
        make_faults(whole, faulty)
        measures = [
            floor(whole),
            verified("openimr record verify", whole, 0),
            verified("the same, three faults", faulty, 1),
        ]
        size = whole.stat().st_size / 2**20
    table = Table(title=f"Checking an export of {size:.0f} MiB, {cases * EVENTS} events")
    for column in ("", "s", "MiB/s", "times the floor", f"peak MiB (aim < {AIM})"):
        table.add_column(column, justify="left" if not column else "right")
    for one in measures:
        ratio = one.seconds / measures[0].seconds
        rate = f"{size / one.seconds:.0f}"
        table.add_row(one.name, f"{one.seconds:.1f}", rate, f"{ratio:.0f}", f"{one.mebibytes:.0f}")
    Console().print(table)
    return max(one.mebibytes for one in measures[1:]) < AIM


def record_of(number: int, cases: int) -> list[RecordedEvent]:
    """An invented case: findings and returns by turns."""
    record: list[RecordedEvent] = []
    at = FIRST + dt.timedelta(minutes=number * 520_000 / cases)
    for place in range(EVENTS):
        at += dt.timedelta(hours=5 + place)
        finding = FindingRecorded(
            seat=1, treatment=place + 1, decision=Decision.UPHELD, rationale=RATIONALE
        )
        event = finding if place % 2 else QualityReturned(reasons=("A page is missing.",))
        record += chain(
            [event],
            case=f"CM26-{number:07}",
            after=record[-1] if record else None,
            actor=REVIEWER,
            key=f"{number}-{place}",
            at=at,
        )
    return record


def make_export(place: Path, cases: int) -> None:
    """An export without faults; its events are made once and kept beside it meanwhile."""
    days: dict[dt.date, list[Head]] = {}
    spool = place.with_suffix(".events")
    with spool.open("wb") as file:
        for number in range(cases):
            record = record_of(number, cases)
            for head in heads_of(record):
                days.setdefault(head.day, []).append(head)
            file.writelines(encode(one) + b"\n" for one in record)

    def spooled() -> Iterator[list[bytes]]:
        with spool.open("rb") as file:
            lines = (line[:-1] for line in file)
            yield from iter(lambda: list(itertools.islice(lines, EVENTS)), [])

    made = dt.datetime.combine(max(days), dt.time(), dt.UTC)
    exporting = Exporting(spooled(), (), lambda day: days.get(day, ()), first=min(days), made=made)
    with place.open("wb") as file:
        file.writelines(exporting.lines())
    spool.unlink()


def make_faults(whole: Path, faulty: Path) -> None:
    """A copy with one event changed and two dropped."""
    with whole.open("rb") as file, faulty.open("wb") as out:
        last = sum(1 for _ in file)
        file.seek(0)
        for number, line in enumerate(file):
            if number in {last // 2, last - 100}:
                continue
            changed = line.replace(b"panel-17", b"panel-18") if number == last * 3 // 4 else line
            out.write(changed)


def floor(export: Path) -> Measure:
    """One bare reading."""

    def read() -> None:
        with export.open("rb") as file:
            whole = hashlib.sha256()
            for line in file:
                whole.update(line)

    return Measure("a bare reading with its SHA-256", timed(read), 0)


def verified(name: str, export: Path, code: int) -> Measure:
    """The verb in a process of its own."""
    command = [sys.executable, "-c", VERIFY, "record", "verify", str(export)]

    def run() -> None:
        done = subprocess.run(command, capture_output=True, check=False)
        assert done.returncode == code, done.stderr

    seconds = timed(run)
    return Measure(name, seconds, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024)


def timed(work: Callable[[], None]) -> float:
    """Seconds on the clock."""
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


if __name__ == "__main__":
    sys.exit(not main(int(sys.argv[1]) if len(sys.argv) > 1 else CASES))

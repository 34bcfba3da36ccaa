"""The record and its lists in SQLite and PostgreSQL, against the bare drivers.

    python -m bench.records [--cases 2000] [--seconds 3]

Every kind of case has ten events. Appending includes reading the case, drawing its rows and
writing event and rows in one durable transaction; the floor inserts one bare row durably.
"""

from __future__ import annotations

import argparse
import contextlib
import datetime as dt
import random
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from rich.console import Console
from rich.table import Table
from tests.postgres import Server, new_server

from bench import _record_cases as invented
from bench._record_building import OFFICES, REVIEWERS, build, number
from bench._record_floor import Floor
from openimr.adapters.database.configuration import database_settings
from openimr.adapters.database.connect import connect, disconnect, open_store
from openimr.law.load import load_law
from openimr.workflow.projections import Projection
from openimr.workflow.store import CaseMark, CaseQuery, EventStore

ROOT = Path(__file__).parents[1]
ROUNDS, WRITERS = 300, 8


class Measured:
    """One database under measurement."""

    def __init__(self, name: str, place: str, cases: int) -> None:
        self.name, self.place, self.cases = name, place, cases
        settings = database_settings({"OPENIMR_DATABASE": place}, Path())
        start = time.perf_counter()
        self.alias = connect(settings)
        build(self.alias, cases)
        self.built = time.perf_counter() - start
        self.store: EventStore = open_store(settings, Projection(load_law()))
        self.floor = Floor(place)
        self.floor.make()
        self.chance = random.Random(7)
        self.appended = 0

    def case(self) -> str:
        """A case at random."""
        return number(self.chance.randrange(self.cases))

    def append(self) -> None:
        """One event to a case at random, looked at before."""
        case = self.case()
        after = len(self.store.load(case))
        self.appended += 1
        self.store.append(
            case,
            [invented.finding()],
            after=after,
            actor=invented.STAFF,
            key=f"m-{self.appended}",
            at=invented.DAY,
        )

    def bare_insert(self) -> None:
        """One bare row."""
        self.floor.count += 1
        self.floor.insert(invented.CASE, self.floor.count)


Pair = tuple[Callable[[], object], Callable[[], object]]
"""The same work by the store and by the bare driver."""

ORDER = 'ORDER BY sort_due, "case"'
OF_REVIEWER = 'SELECT "case" FROM openimr_seat WHERE reviewer = ?'


def work(one: Measured) -> dict[str, Pair]:
    """What is measured."""
    chance = one.chance

    def page(condition: str, *parameters: Callable[[], object]) -> Callable[[], object]:
        return lambda: one.floor.listed(f"{condition} {ORDER}", tuple(ask() for ask in parameters))

    def listed(**asked: Callable[[], object]) -> Callable[[], object]:
        return lambda: one.store.cases(
            CaseQuery(**{name: ask() for name, ask in asked.items()})  # type: ignore[arg-type]
        )

    def reviewer() -> str:
        return f"reviewer-{chance.randrange(REVIEWERS):03d}"

    def office() -> str:
        return f"office-{chance.randrange(OFFICES):03d}"

    def inside() -> CaseMark:
        return CaseMark(at=None, case=one.case())

    def soon() -> dt.datetime:
        return invented.DAY + dt.timedelta(days=chance.randrange(1, 60))

    deep = "state = 'closed' AND sort_due > '9999-12-30' AND \"case\" > ?"
    return {
        "append one event": (one.append, one.bare_insert),
        "load a case": (lambda: one.store.load(one.case()), lambda: one.floor.lines(one.case())),
        "list by state": (listed(state=lambda: "in review"), page("state = 'in review'")),
        "list by state, deep inside": (
            listed(state=lambda: "closed", after=inside),
            page(deep, one.case),
        ),
        "list by due date": (listed(due_before=soon), page("sort_due < ?", soon)),
        "list by reviewer": (
            listed(reviewer=reviewer),
            page(f'"case" IN ({OF_REVIEWER})', reviewer),
        ),
        "list by administrator": (listed(administrator=office), page("administrator = ?", office)),
    }


def timed(ask: Callable[[], object]) -> float:
    """Milliseconds of one call."""
    start = time.perf_counter()
    ask()
    return 1_000 * (time.perf_counter() - start)


def latencies(one: Measured, table: Table) -> None:
    """Every piece of work in turns with its floor, as rows of the table."""
    for name, (ours, bare) in work(one).items():
        both = [(timed(ours), timed(bare)) for _ in range(ROUNDS)]
        mine, floor = sorted(our for our, _ in both), sorted(its for _, its in both)
        cuts = statistics.quantiles(mine, n=100)
        table.add_row(
            one.name,
            name,
            *(f"{part:.2f}" for part in (statistics.median(mine), cuts[94], cuts[98])),
            f"{statistics.median(floor):.2f}",
            f"{statistics.median(mine) / statistics.median(floor):.1f}",
        )


def together(one: Measured, way: str, seconds: float) -> tuple[float, list[int]]:
    """Events per second of eight writers, and what each did."""
    command = [sys.executable, "-m", "bench._record_writer", one.place, str(one.cases)]
    writers = [
        subprocess.Popen(
            [*command, str(seconds), str(seed), way],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for seed in range(WRITERS)
    ]
    for writer in writers:
        assert writer.stdout is not None
        writer.stdout.readline()
    counts = [int(text) for text in _released(writers)]
    return sum(counts) / seconds, counts


def _released(writers: Sequence[subprocess.Popen[str]]) -> Iterator[str]:
    for writer in writers:
        assert writer.stdin is not None
        writer.stdin.write("\n")
        writer.stdin.flush()
    for writer in writers:
        yield writer.communicate()[0]


def recovery(one: Measured, server: Server | None, seconds: float) -> float:
    """Milliseconds from the start after a kill -9 until an event is recorded again.

    Writers are killed in the midst of their work, and so is a server; with SQLite the file is
    opened anew, with PostgreSQL the server starts and recovers first.
    """
    writer = subprocess.Popen(
        [
            sys.executable,
            "-m",
            "bench._record_writer",
            one.place,
            str(one.cases),
            "60",
            "9",
            "store",
        ],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert writer.stdout is not None and writer.stdin is not None
    writer.stdout.readline()
    writer.stdin.write("\n")
    writer.stdin.flush()
    time.sleep(seconds)
    disconnect(one.alias)
    one.floor.close()
    if server:
        server.stop(signal.SIGKILL)
    writer.kill()
    writer.communicate()
    start = time.perf_counter()
    if server:
        server.start()
    one.append()
    return 1_000 * (time.perf_counter() - start)


@contextlib.contextmanager
def databases(cases: int) -> Iterator[list[tuple[Measured, Server | None]]]:
    """Both databases, filled."""
    with tempfile.TemporaryDirectory(prefix="openimr-bench-") as folder:
        path = Path(folder) / "record.sqlite3"
        server = new_server()
        sqlite = Measured("SQLite", str(path), cases)
        postgresql = Measured("PostgreSQL", server.url(server.make_database()), cases)
        yield [(sqlite, None), (postgresql, server)]
        disconnect(sqlite.alias)
        disconnect(postgresql.alias)
        server.end()


def main() -> None:
    """Print latencies, throughput and recovery beside those of the bare drivers."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--cases", type=int, default=2_000, help="of ten events each")
    asked.add_argument("--seconds", type=float, default=3.0, help="of eight writers together")
    options = asked.parse_args()
    console = Console(width=100)
    table = Table(title=f"{options.cases:,} cases of 10 events, milliseconds")
    for column in ("Database", "Work", "p50", "p95", "p99", "bare p50", "times bare"):
        left = column in {"Database", "Work"}
        table.add_column(column, justify="left" if left else "right")
    with databases(options.cases) as both:
        for one, _ in both:
            latencies(one, table)
        console.print(table)
        for one, server in both:
            console.print(f"{one.name}: {summary(one, server, options.seconds)}")


def summary(one: Measured, server: Server | None, seconds: float) -> str:
    """Throughput, recovery and the time of filling, in words."""
    ours, counts = together(one, "store", seconds)
    bare, _ = together(one, "floor", seconds)
    back = recovery(one, server, min(seconds, 1.0))
    return (
        f"{WRITERS} writers together record {ours:.0f} events a second (each {min(counts)} to "
        f"{max(counts)}), bare inserts {bare:.0f}, {bare / ours:.1f} times as many; recording "
        f"again {back:.0f} ms after kill -9; filled in {one.built:.0f} s."
    )


if __name__ == "__main__":
    main()

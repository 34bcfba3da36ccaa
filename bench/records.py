"""The record and its lists in SQLite and PostgreSQL, against the bare drivers.

    python -m bench.records [--cases 20000] [--seconds 3] [--keep FOLDER [--fill]]

Every kind of case has ten events. Appending includes reading the case, drawing its rows and
writing event and rows in one durable transaction; the floor inserts one bare row durably.

With ``--keep`` the databases are filled once and measured as often as asked:

    nice python -m bench.records --cases 1000000 --keep FOLDER --fill
    python -m bench.records --cases 1000000 --keep FOLDER
"""

from __future__ import annotations

import argparse
import datetime as dt
import random
import signal
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from rich.console import Console
from rich.table import Table

from bench import _record_cases as invented
from bench._record_floor import Floor
from bench._record_kept import Filled, databases
from bench._record_plans import not_walked
from openimr.adapters.database.configuration import database_settings
from openimr.adapters.database.connect import disconnect, open_store
from openimr.law.load import load_law
from openimr.workflow.projections import Projection
from openimr.workflow.store import CaseMark, CaseQuery, DeadlineQuery

ROOT = Path(__file__).parents[1]
ROUNDS, WRITERS = 300, 8


class Measured:
    """One database under measurement."""

    def __init__(self, filled: Filled) -> None:
        self.name, self.place, self.cases = filled.name, filled.place, filled.cases
        self.server, self.took = filled.server, filled.took
        settings = database_settings({"OPENIMR_DATABASE": self.place}, Path())
        self.store = open_store(settings, Projection(load_law()))
        self.alias = self.store.alias
        self.floor = Floor(self.place)
        self.floor.make()
        self.chance = random.Random(7)
        self.run, self.appended = f"run-{time.time_ns()}", 0

    def case(self) -> str:
        """A case at random."""
        return invented.number(self.chance.randrange(self.cases))

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
            key=f"{self.run}-{self.appended}",
            at=invented.DAY,
        )

    def bare_insert(self) -> None:
        """One bare row."""
        self.floor.count += 1
        self.floor.insert(invented.CASE, self.floor.count)


Pair = tuple[Callable[[], object], Callable[[], object]]
"""The same work by the store and by the bare driver."""

ORDER = 'ORDER BY sort_due, "case"'
CLOSED = "state = 'closed' AND sort_due > '9999-12-30'"
DEEP_INSIDE = f'{CLOSED} AND "case" > ?'
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

    def any_of(kind: str, many: int) -> Callable[[], str]:
        return lambda: f"{kind}-{chance.randrange(many):03d}"

    def soon() -> dt.datetime:
        return invented.DAY + dt.timedelta(days=chance.randrange(1, 60))

    def duties() -> object:
        return one.store.deadlines(DeadlineQuery(role="reviewer", due_before=soon(), limit=50))

    reviewer = any_of("reviewer", invented.REVIEWERS)
    office = any_of("office", invented.OFFICES)
    return {
        "append one event": (one.append, one.bare_insert),
        "load a case": (lambda: one.store.load(one.case()), lambda: one.floor.lines(one.case())),
        "list by state": (listed(state=lambda: "in review"), page("state = 'in review'")),
        "list by state, as nearly all are": (listed(state=lambda: "closed"), page(CLOSED)),
        "list by state, deep inside": (
            listed(state=lambda: "closed", after=lambda: CaseMark(at=None, case=one.case())),
            page(DEEP_INSIDE, one.case),
        ),
        "list by due date": (listed(due_before=soon), page("sort_due < ?", soon)),
        "list by reviewer": (
            listed(reviewer=reviewer),
            page(f'"case" IN ({OF_REVIEWER})', reviewer),
        ),
        "list by administrator": (listed(administrator=office), page("administrator = ?", office)),
        "duties of reviewers": (duties, lambda: one.floor.duties("reviewer", soon())),
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


def writer(one: Measured, seconds: float, name: str, way: str) -> subprocess.Popen[str]:
    """A process that writes as soon as it is released; it is ready when this returns."""
    command = [sys.executable, "-m", "bench._record_writer", one.place, str(one.cases)]
    started = subprocess.Popen(
        [*command, str(seconds), f"{one.run}-{name}", way],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert started.stdout is not None
    started.stdout.readline()
    return started


def together(one: Measured, way: str, seconds: float) -> tuple[float, list[int]]:
    """Events per second of eight writers, and what each did."""
    writers = [writer(one, seconds, str(seed), way) for seed in range(WRITERS)]
    counts = [int(text) for text in _released(writers)]
    return sum(counts) / seconds, counts


def _released(writers: Sequence[subprocess.Popen[str]]) -> Iterator[str]:
    for one in writers:
        _release(one)
    for one in writers:
        yield one.communicate()[0]


def _release(one: subprocess.Popen[str]) -> None:
    assert one.stdin is not None
    one.stdin.write("\n")
    one.stdin.flush()


def recovery(one: Measured, seconds: float) -> tuple[float, float]:
    """Milliseconds after a kill -9: until the server answers, and until an event is recorded.

    A writer is killed in the midst of its work, and so is a server; with SQLite the file is
    opened anew, with PostgreSQL the server starts and recovers first.
    """
    killed = writer(one, 60, "killed", "store")
    _release(killed)
    time.sleep(seconds)
    disconnect(one.alias)
    one.floor.close()
    if one.server:
        one.server.stop(signal.SIGKILL)
    killed.kill()
    killed.communicate()
    start = time.perf_counter()
    if one.server:
        one.server.start()
    answers = time.perf_counter()
    one.append()
    return 1_000 * (answers - start), 1_000 * (time.perf_counter() - start)


def main() -> None:
    """Print latencies, throughput and recovery beside those of the bare drivers."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--cases", type=int, default=20_000, help="of ten events each")
    asked.add_argument("--seconds", type=float, default=3.0, help="of eight writers together")
    asked.add_argument("--keep", type=Path, help="a folder for the databases, used again")
    asked.add_argument("--fill", action="store_true", help="fill the folder and stop")
    options = asked.parse_args()
    with databases(options.cases, options.keep) as filled:
        if not options.fill:
            measure(options.cases, [Measured(one) for one in filled], options.seconds)


def measure(cases: int, both: Sequence[Measured], seconds: float) -> None:
    """Print what is measured of filled databases."""
    console = Console(width=100)
    table = Table(title=f"{cases:,} cases of 10 events, milliseconds")
    for column in ("Database", "Work", "p50", "p95", "p99", "bare p50", "times bare"):
        left = column in {"Database", "Work"}
        table.add_column(column, justify="left" if left else "right")
    for one in both:
        latencies(one, table)
    console.print(table)
    for one in both:
        console.print(f"{one.name}: {summary(one, seconds)}")
        disconnect(one.alias)


def summary(one: Measured, seconds: float) -> str:
    """Throughput, recovery, the time of filling and how lists are found, in words."""
    ours, counts = together(one, "store", seconds)
    bare, _ = together(one, "floor", seconds)
    sought = not_walked(one.alias, {name: ask for name, (ask, _) in work(one).items()})
    answers, back = recovery(one, min(seconds, 1.0))
    server = f" (of which the server's start {answers:.0f})" if one.server else ""
    return (
        f"{WRITERS} writers together record {ours:.0f} events a second (each {min(counts)} to "
        f"{max(counts)}), bare inserts {bare:.0f}, {bare / ours:.1f} times as many; recording "
        f"again {back:.0f} ms after kill -9{server}; filled in {one.took:.0f} s. "
        f"Not one walk along an index: {'; '.join(sought) or 'none'}."
    )


if __name__ == "__main__":
    main()

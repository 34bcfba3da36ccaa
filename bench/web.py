"""The web with many cases and 16 people at once, on PostgreSQL.

    python -m bench.web [--cases 20000] [--seconds 20] [--users 16] [--keep FOLDER]

Half of the people are case managers who go through work lists and cases at random, half reviewers
at the desk of a drafted case and its pages. Each asks for the next page as soon as the last one is
there: nobody reads, so that the load is what hundreds of readers would make. A second run lets
each person look at a page for two seconds. Everybody is on the same cores: people, web, database.

``--keep`` measures a database that `bench.records` filled and keeps.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from rich.console import Console
from rich.table import Table
from tests.served import serving
from tests.signed_in import PASSWORD, user

from bench import _record_cases as invented
from bench._record_kept import databases
from bench._web_visitor import Visitor

ROOT = Path(__file__).parents[1]
CASE_FILE = ROOT / "examples" / "case-file"
READS = 2.0
STATES = ("in+review", "closed")
_PICTURE = re.compile(r'<(?:img|image)[^>]+(?:src|href)="(/[^"]+)"')
Round = Callable[[Visitor, random.Random], None]


def managers_round(cases: int) -> Round:
    """A case manager's round: their work, a list, a case from it, and another at random."""

    def walked(visitor: Visitor, chance: random.Random) -> None:
        visitor.look("your work", "/work")
        visitor.look("work list", f"/cases?state={chance.choice(STATES)}")
        for _ in range(2):
            visitor.look("case page", f"/cases/{invented.number(chance.randrange(cases))}")

    return walked


def reviewers_round(case: str) -> Round:
    """A reviewer's round: the desk, and a page of the case file with its picture."""

    def walked(visitor: Visitor, chance: random.Random) -> None:
        visitor.look("your work", "/work")
        visitor.look("reviewer's desk", f"/desk/{case}")
        page = visitor.look("page of the file", f"/cases/{case}/file")
        if found := _PICTURE.search(page):
            visitor.look("page image", found[1].replace("&amp;", "&"))

    return walked


def visited(
    port: int, people: Sequence[tuple[str, Round]], seconds: float, reads: float
) -> list[tuple[str, float]]:
    """What everybody's pages took together, by kind, without the first fifth of the time."""
    visitors = [Visitor(port, reads) for _ in people]
    for visitor, (login, _) in zip(visitors, people, strict=True):
        visitor.sign_in(login, PASSWORD)
    begun = time.perf_counter()
    faults: list[BaseException] = []

    def goes_on(visitor: Visitor, walk: Round, seed: int) -> None:
        chance = random.Random(seed)
        try:
            while time.perf_counter() < begun + seconds:
                walk(visitor, chance)
        except BaseException as fault:
            faults.append(fault)

    threads = [
        threading.Thread(target=goes_on, args=(visitor, walk, n))
        for n, (visitor, (_, walk)) in enumerate(zip(visitors, people, strict=True))
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if faults:
        raise faults[0]
    counted = begun + seconds / 5
    return [(kind, took) for one in visitors for kind, at, took in one.took if at >= counted]


def table_of(title: str, found: Sequence[tuple[str, float]], seconds: float) -> Table:
    """Median and the slow end, by kind of page."""
    table = Table("page", "asked", "median ms", "p95 ms", "p99 ms", title=title)
    for kind in sorted({kind for kind, _ in found}):
        took = sorted(one for of, one in found if of == kind)
        cuts = statistics.quantiles(took, n=100) if len(took) > 1 else [took[0]] * 99
        middle = statistics.median(took)
        table.add_row(
            kind, str(len(took)), *(f"{part:.0f}" for part in (middle, cuts[94], cuts[98]))
        )
    table.caption = f"{len(found) / (0.8 * seconds):.0f} pages a second"
    return table


def main() -> None:
    """Measure, and print."""
    parser = argparse.ArgumentParser(description="The web with many cases and people.")
    parser.add_argument("--cases", type=int, default=20_000)
    parser.add_argument("--seconds", type=float, default=20)
    parser.add_argument("--users", type=int, default=16)
    parser.add_argument("--keep", type=Path)
    asked = parser.parse_args()
    with databases(asked.cases, asked.keep, only="PostgreSQL") as filled:
        measure(filled[0].place, filled[0].cases, asked)


def measure(place: str, cases: int, asked: argparse.Namespace) -> None:
    """Make the office on a filled database, serve it, and let everybody in."""
    os.environ |= {"OPENIMR_DATABASE": place, "OPENIMR_SECOND_FACTOR": "optional"}
    with tempfile.TemporaryDirectory(prefix="openimr-bench-") as folder:
        home = Path(folder) / "data"
        os.environ["OPENIMR_DATA"] = str(home)
        command = [sys.executable, "-m", "bench._web_office", str(CASE_FILE)]
        case, reviewer = json.loads(subprocess.check_output(command, cwd=ROOT))
        run = f"{time.time_ns() % 10**9}"  # a database that is kept knows those of earlier runs
        for login, actor in (("manager", "case manager"), ("reviewer", f"reviewer:{reviewer}")):
            made = user(home, "add", f"{login}-{run}", actor)
            assert made.returncode == 0, made.stderr
        managers = [(f"manager-{run}", managers_round(cases))] * (asked.users - asked.users // 2)
        reviewers = [(f"reviewer-{run}", reviewers_round(case))] * (asked.users // 2)
        people = [*managers, *reviewers]
        with serving(home, "--no-jobs", "--workers", "2") as served:
            for title, reads in (("nobody reads", 0.0), (f"each page read {READS:.0f} s", READS)):
                found = visited(served.port, people, asked.seconds, reads)
                all_of_it = f"{cases:,} cases, {asked.users} people at once, {title}"
                Console().print(table_of(all_of_it, found, asked.seconds))


if __name__ == "__main__":
    main()

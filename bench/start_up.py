"""Start-up time of the command line against a bare ``python -c pass``.

The help of every verb, and every verb that looks something up in the guidelines. Each runs in a
fresh process; rounds are in turns. The first round, in which a fresh installation compiles its
modules, is told apart and counts for nothing. The aim is for the time on the clock; the time of the
processor stands beside it, because a busy machine stretches the former.
"""

from __future__ import annotations

import resource
import statistics
import subprocess
import sys
import sysconfig
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import click
from rich.console import Console
from rich.table import Table

from openimr.cli import openimr

ROUNDS = 11
AIM = 300
"""Milliseconds."""
BARE = "python -c pass"
COSTLIEST = 8
"""Imports that are named."""

OPENIMR = str(Path(sysconfig.get_path("scripts")) / "openimr")
REQUESTS = ("MRI of the lumbar spine without contrast", "Acetaminophen 500 mg #100")
"""Of an early topic and of the last that is tried: patterns are compiled on the way to it."""
PACK = str(Path(__file__).parents[1] / "examples" / "guideline-pack")
WHOLE = "openimr guidelines lint"
"""Tries every pattern of the shipped pack: for those who change it, and without the aim."""


class Taken(NamedTuple):
    """Milliseconds of one run: on the clock, and of the processor."""

    wall: float
    processor: float


def typed(group: click.Group, *before: str) -> Iterator[tuple[str, ...]]:
    """Every verb and group of verbs, as one types it."""
    yield before
    for name in group.list_commands(click.Context(group)):
        command = group.get_command(click.Context(group), name)
        if isinstance(command, click.Group):
            yield from typed(command, *before, name)
        else:
            yield (*before, name)


def commands() -> dict[str, list[str]]:
    """What is run, by the name it has in the table."""
    helps = {" ".join(("openimr", *verb, "--help")): [*verb, "--help"] for verb in typed(openimr)}
    looked_up = {
        "openimr guidelines list": ["guidelines", "list"],
        "openimr guidelines show": ["guidelines", "show", "acupuncture"],
        "openimr guidelines match, early": ["guidelines", "match", REQUESTS[0]],
        "openimr guidelines match, last": ["guidelines", "match", REQUESTS[1]],
        "openimr guidelines diff": ["guidelines", "diff", "cpmtg-2009", "cpmtg-2016"],
        "openimr guidelines lint PACK": ["guidelines", "lint", PACK],
        WHOLE: ["guidelines", "lint"],
    }
    ours = {name: [OPENIMR, *words] for name, words in (helps | looked_up).items()}
    return {BARE: [sys.executable, "-c", "pass"], **ours}


PHASES = """
import time
took = [time.perf_counter()]
from openimr.cli import guidelines
guidelines.get_command(None, "match")
from openimr.guidelines.load import shipped_pack
from openimr.guidelines.match import match_topic
took.append(time.perf_counter())
pack = shipped_pack()
took.append(time.perf_counter())
match_topic("Acetaminophen 500 mg #100", pack)
took.append(time.perf_counter())
print(*(1000 * (end - start) for start, end in zip(took, took[1:])))
"""
"""Imports, reading the pack, and matching, which compiles its patterns; each timed alone."""


def run(command: list[str]) -> Taken:
    """One run in a process of its own; lint ends with 1 where it has remarks."""
    before = _processor_seconds()
    start = time.perf_counter()
    ended = subprocess.run(command, check=False, capture_output=True)
    wall = time.perf_counter() - start
    if ended.returncode > 1:
        raise SystemExit(f"{' '.join(command)}: {ended.stderr.decode()}")
    return Taken(wall * 1000, (_processor_seconds() - before) * 1000)


def _processor_seconds() -> float:
    """Of all processes that have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def imports(command: list[str]) -> list[tuple[float, str]]:
    """The imports that cost most by themselves, in ms, as ``python -X importtime`` tells."""
    told = subprocess.run(
        [sys.executable, "-X", "importtime", *command],
        check=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    ).stderr
    rows = (line.split(":", 1)[1].split("|") for line in told.splitlines()[1:] if "|" in line)
    alone = ((int(row[0]) / 1000, row[2].strip()) for row in rows if row[0].strip().isdigit())
    return sorted(alone, reverse=True)[:COSTLIEST]


def phases() -> list[float]:
    """Milliseconds of the phases of matching a request, medians over fresh processes."""
    runs = [
        subprocess.run(
            [sys.executable, "-c", PHASES], check=True, stdout=subprocess.PIPE, text=True
        ).stdout.split()
        for _ in range(5)
    ]
    return [statistics.median(map(float, column)) for column in zip(*runs, strict=True)]


def measured(ran: dict[str, list[str]]) -> dict[str, list[Taken]]:
    """Every command in every round, each second round the other way about."""
    taken: dict[str, list[Taken]] = {name: [] for name in ran}
    for number in range(ROUNDS):
        names = list(ran) if number % 2 else list(reversed(ran))
        for name in names:
            taken[name].append(run(ran[name]))
    return taken


def as_table(first: dict[str, Taken], taken: dict[str, list[Taken]]) -> Table:
    """Medians, and how far the runs lie apart."""
    bare = [one.wall for one in taken[BARE]]
    table = Table(title=f"Start-up, {ROUNDS} rounds in turns, warm")
    for column in ("Command", "ms (median)", "processor", "times bare", "least to most", "first"):
        table.add_column(column, justify="left" if column == "Command" else "right")
    for name, runs in taken.items():
        walls = [one.wall for one in runs]
        ratio = statistics.median(ours / floor for ours, floor in zip(walls, bare, strict=True))
        table.add_row(
            name,
            f"{statistics.median(walls):.0f}",
            f"{statistics.median(one.processor for one in runs):.0f}",
            f"{ratio:.1f}",
            f"{min(walls):.0f} to {max(walls):.0f}",
            f"{first[name].wall:.0f}",
        )
    return table


def main() -> None:
    """Print medians, ratios, the aim, and the imports that cost most."""
    console = Console(width=100)
    ran = commands()
    first = {name: run(command) for name, command in ran.items()}
    taken = measured(ran)
    console.print(as_table(first, taken))
    slow = [
        name
        for name, runs in taken.items()
        if name != WHOLE and statistics.median(one.wall for one in runs) > AIM
    ]
    missed = f"missed by {', '.join(slow)}" if slow else "reached by all"
    console.print(f"Aim: under {AIM} ms: {missed} (but for {WHOLE}, which has none).")
    imported, read, matched = phases()
    console.print(
        f"Matching the last: imports {imported:.0f} ms, reading the pack {read:.0f} ms, "
        f"matching with the compilation of its patterns {matched:.0f} ms."
    )
    costly = imports(ran["openimr guidelines match, last"])
    named = ", ".join(f"{module} {spent:.0f} ms" for spent, module in costly)
    console.print(f"Imports of it that cost most by themselves: {named}.")


if __name__ == "__main__":
    main()

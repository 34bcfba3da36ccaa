"""Start-up time of the command line against a bare ``python -c pass``.

Every command runs in a fresh process; rounds are in turns. The first round, in which a fresh
installation compiles its modules, is told apart and counts for nothing.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import sysconfig
import time
from pathlib import Path

from rich.console import Console
from rich.table import Table

ROUNDS = 15
AIM = 300
"""Milliseconds."""
COSTLIEST = 8
"""Imports that are named."""

OPENIMR = str(Path(sysconfig.get_path("scripts")) / "openimr")
REQUESTS = ("MRI of the lumbar spine without contrast", "Acetaminophen 500 mg #100")
"""Of an early topic and of the last that is tried: patterns are compiled on the way to it."""
COMMANDS = {
    "python -c pass": [sys.executable, "-c", "pass"],
    "openimr --help": [OPENIMR, "--help"],
    "openimr guidelines --help": [OPENIMR, "guidelines", "--help"],
    "openimr guidelines match, early": [OPENIMR, "guidelines", "match", REQUESTS[0]],
    "openimr guidelines match, last": [OPENIMR, "guidelines", "match", REQUESTS[1]],
    "openimr letter read --help": [OPENIMR, "letter", "read", "--help"],
    "openimr letter check --help": [OPENIMR, "letter", "check", "--help"],
    "openimr draft --help": [OPENIMR, "draft", "--help"],
}


PHASES = """
import time
took = [time.perf_counter()]
from openimr.cli import guidelines
guidelines.get_command(None, "match")
took.append(time.perf_counter())
from openimr.guidelines.load import shipped_pack
pack = shipped_pack()
took.append(time.perf_counter())
from openimr.guidelines.match import match_topic
match_topic("Acetaminophen 500 mg #100", pack)
took.append(time.perf_counter())
print(*(1000 * (end - start) for start, end in zip(took, took[1:])))
"""
"""Imports, reading the pack, and matching, which compiles its patterns; each timed alone."""


def milliseconds(command: list[str]) -> float:
    """Wall time of one run in a process of its own."""
    start = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return (time.perf_counter() - start) * 1000


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


def main() -> None:
    """Print medians, ratios, and the imports that cost most."""
    console = Console(width=100)
    first = {name: milliseconds(command) for name, command in COMMANDS.items()}
    taken: dict[str, list[float]] = {name: [] for name in COMMANDS}
    for number in range(ROUNDS):
        names = list(COMMANDS) if number % 2 else list(reversed(COMMANDS))
        for name in names:
            taken[name].append(milliseconds(COMMANDS[name]))
    bare = taken["python -c pass"]
    table = Table(title=f"Start-up, {ROUNDS} rounds in turns, warm")
    for column in ("Command", "ms (median)", "times bare", "least to most", "first"):
        table.add_column(column, justify="left" if column == "Command" else "right")
    for name, times in taken.items():
        ratio = statistics.median(ours / floor for ours, floor in zip(times, bare, strict=True))
        table.add_row(
            name,
            f"{statistics.median(times):.0f}",
            f"{ratio:.1f}",
            f"{min(times):.0f} to {max(times):.0f}",
            f"{first[name]:.0f}",
        )
    console.print(table)
    slow = [name for name, times in taken.items() if statistics.median(times) > AIM]
    console.print(
        f"Aim: under {AIM} ms: " + (f"missed by {', '.join(slow)}" if slow else "reached")
    )
    imported, read, matched = phases()
    console.print(
        f"Matching the last: imports {imported:.0f} ms, reading the pack {read:.0f} ms, "
        f"matching with the compilation of its patterns {matched:.0f} ms."
    )
    costly = imports(COMMANDS["openimr guidelines match, last"])
    named = ", ".join(f"{module} {spent:.0f} ms" for spent, module in costly)
    console.print(f"Imports of it that cost most by themselves: {named}.")


if __name__ == "__main__":
    main()

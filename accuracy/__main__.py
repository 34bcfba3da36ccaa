"""``make accuracy``: runs every measure against the shared material and writes docs/accuracy.md.

The terminal shows every miss; the file has the tables only, without a word of any real letter
or case file. A missed aim is a result, not an error: the exit code is 0
unless a measure itself fails.
"""

from __future__ import annotations

import importlib
import os
import pkgutil
import sys
import time
import traceback
from collections.abc import Iterator, Sequence
from pathlib import Path

from rich.console import Console
from rich.markup import escape
from rich.table import Table

import accuracy
from accuracy.report import Row, Section

ROOT = Path(__file__).parents[1]
REPORT = ROOT / "docs" / "accuracy.md"
ORDER = (
    "letters",
    "checks",
    "requests",
    "documents",
    "facts",
    "negation",
    "topics",
    "guideline_cases",
    "proposals",
    "reasons",
    "support",
    "redaction",
)
"""The main job's order; measures not named here come last."""

INTRODUCTION = """# Accuracy

Written by `make accuracy`, which measures against real letters and synthetic case files that are
not part of this repository and prints every miss. *Reached* compares with the share that the
project aims at; a row without an aim only tells.
"""


def find_shared(environ: dict[str, str]) -> Path:
    """The shared material: OPENIMR_SHARED, else ../shared; exits with one sentence without it."""
    place = Path(environ.get("OPENIMR_SHARED", ROOT.parent / "shared"))
    if not (place / "letters").is_dir():
        sys.exit(
            f"There is nothing to measure against: {place} has no folder 'letters'. "
            "Set OPENIMR_SHARED to the folder of shared letters and case files."
        )
    return place


def measures(asked: Sequence[str]) -> Iterator[str]:
    """Names of the modules that measure, in the main job's order."""
    names = [module.name for module in pkgutil.iter_modules(accuracy.__path__)]
    found = [name for name in names if not name.startswith("_")]
    ordered = sorted(found, key=lambda n: (ORDER.index(n) if n in ORDER else len(ORDER), n))
    for name in ordered:
        wanted = name in asked if asked else True
        if wanted and hasattr(importlib.import_module(f"accuracy.{name}"), "measure"):
            yield name


def figures(row: Row) -> tuple[str, str, str, str]:
    """A row's figures in words: count, share, aim, whether it is reached."""
    reached = {True: "yes", False: "NO", None: ""}[row.reached]
    aim = "" if row.target is None else f"{row.target:.1%}"
    return f"{row.hits:,} of {row.total:,}", f"{row.share:.1%}", aim, reached


def show(section: Section, seconds: float, console: Console) -> None:
    """One section with its misses, for people."""
    table = Table(title=f"{section.title} ({seconds:.0f} s)", title_justify="left")
    for column in ("Measure", "Hits", "Share", "Aim", "Reached"):
        table.add_column(column, justify="left" if column == "Measure" else "right")
    for row in section.rows:
        table.add_row(row.name, *figures(row), style="bold red" if row.reached is False else None)
    console.print(table)
    for line in (*section.notes, *(f"miss: {miss}" for miss in section.misses)):
        console.print(f"  {escape(line)}", highlight=False, soft_wrap=True)
    console.print()


def run(name: str, shared: Path, console: Console) -> Section | None:
    """One measure, shown; a measure that fails is told and does not stop the others."""
    started = time.perf_counter()
    try:
        section: Section = importlib.import_module(f"accuracy.{name}").measure(shared)
    except Exception:
        console.print(f"accuracy.{name} failed:\n{traceback.format_exc(limit=-2)}", markup=False)
        return None
    show(section, time.perf_counter() - started, console)
    return section


def as_markdown(section: Section) -> str:
    """The section's table."""
    lines = [f"## {section.title}", "", "| Measure | Hits | Share | Aim | Reached |"]
    lines.append("| --- | ---: | ---: | ---: | :---: |")
    lines += [f"| {row.name} | {' | '.join(figures(row))} |" for row in section.rows]
    return "\n".join(lines) + "\n"


def main(asked: Sequence[str]) -> None:
    """Run the measures asked for (all without names) and, when all ran, write the report."""
    shared, console = find_shared(dict(os.environ)), Console()
    names = list(measures(asked))
    if not names:
        sys.exit(f"No measure is called {' or '.join(asked)}; there are: {', '.join(measures(()))}")
    sections = [section for name in names if (section := run(name, shared, console))]
    missed = [f"{s.title}: {r.name}" for s in sections for r in s.rows if r.reached is False]
    console.print(f"{len(missed)} aims missed." if missed else "Every aim is reached.")
    for name in missed:
        console.print(f"  {name}")
    if len(sections) < len(names):
        sys.exit("A measure failed; docs/accuracy.md is left as it was.")
    if not asked:
        REPORT.write_text("\n".join([INTRODUCTION, *map(as_markdown, sections)]), encoding="utf-8")
        console.print(f"Written: {REPORT.relative_to(ROOT)}")


if __name__ == "__main__":
    main(sys.argv[1:])

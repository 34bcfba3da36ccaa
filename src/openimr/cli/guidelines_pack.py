"""``openimr guidelines lint`` and ``test``: is a pack sound, and does it do what it says?"""

from __future__ import annotations

import importlib.resources
from importlib.resources.abc import Traversable
from pathlib import Path

import click

from openimr.application.request import parse_request
from openimr.cli import EXIT_FULL, EXIT_PARTIAL, PLACE
from openimr.guidelines.cases import load_cases, run_cases
from openimr.guidelines.lint import remarks
from openimr.guidelines.load import load_pack, shipped_pack
from openimr.guidelines.model import Pack

_PACK = click.argument("pack", required=False, type=PLACE)


@click.command()
@_PACK
def lint(pack: Path | None) -> int:
    """Look for faults in a PACK (a folder; the shipped one by default).

    Exit code: 0 nothing to look at; 1 remarks; 2 the pack cannot be used.
    """
    folder, read = _opened(pack)
    found = remarks(read, load_cases(folder))
    for remark in found:
        click.echo(f"{remark.where}: {remark.what}; {remark.remedy}")
    count = "nothing to look at" if not found else f"{len(found)} remarks"
    click.echo(f"{len(read.topics)} topics, {len(read.guidelines)} editions: {count}.")
    return EXIT_PARTIAL if found else EXIT_FULL


@click.command("test")
@_PACK
def run_tests(pack: Path | None) -> int:
    """Run the cases that a PACK carries (a folder; the shipped one by default).

    Exit code: 0 every case comes out as written; 1 some do not; 2 the pack cannot be used.
    """
    folder, read = _opened(pack)
    cases = load_cases(folder)
    failures = run_cases(read, cases, parse_request)
    for failure in failures:
        click.echo(f"{failure.topic}: {failure.case}: {failure.what}")
    total = sum(len(group.cases) for group in cases)
    verdict = "all as written" if not failures else f"{len(failures)} not as written"
    click.echo(f"{total} cases of {len(cases)} topics: {verdict}.")
    return EXIT_PARTIAL if failures else EXIT_FULL


def _opened(pack: Path | None) -> tuple[Traversable | Path, Pack]:
    if pack is None:
        return importlib.resources.files("openimr.guidelines") / "packs" / "mtus", shipped_pack()
    return pack, load_pack(pack, {guideline.id for guideline in shipped_pack().guidelines})

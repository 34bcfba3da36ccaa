"""``openimr guidelines lint`` and ``test``: is a pack sound, and does it do what it says?"""

from __future__ import annotations

import importlib.resources
from pathlib import Path
from typing import NamedTuple

import click

from openimr.application.request import parse_request
from openimr.cli import EXIT_FULL, EXIT_PARTIAL, PLACE
from openimr.guidelines.cases import TopicCases, load_cases, run_cases
from openimr.guidelines.lint import remarks
from openimr.guidelines.load import joined, load_pack, shipped_pack
from openimr.guidelines.model import Pack
from openimr.guidelines.pack_file import counted
from openimr.vocabulary.errors import BadInput

_PACK = click.argument("pack", required=False, type=PLACE)


class Opened(NamedTuple):
    """A pack under examination: itself, the whole it is part of, its cases."""

    pack: Pack
    whole: Pack
    beside: Pack | None
    cases: tuple[TopicCases, ...]


@click.command()
@_PACK
def lint(pack: Path | None) -> int:
    """Look for faults in a PACK (a folder; the shipped one by default).

    A PACK of your own stands beside the shipped one: it may cite its editions, add criteria to
    its topics, and its requests are matched among the topics of both. A broken pack gets every
    fault of every file, with line and remedy.

    \b
    Exit code: 0 nothing to look at; 1 remarks; 2 the pack cannot be used.
    """
    opened = _opened(pack)
    found = remarks(opened.pack, opened.cases, opened.beside)
    for remark in found:
        click.echo(f"{remark.where}: {remark.what}; {remark.remedy}")
    count = "nothing to look at" if not found else counted(len(found), "remark")
    topics = counted(len(opened.pack.topics), "topic")
    editions = counted(len(opened.pack.guidelines), "edition")
    click.echo(f"{topics}, {editions}: {count}.")
    return EXIT_PARTIAL if found else EXIT_FULL


@click.command("test")
@_PACK
def run_tests(pack: Path | None) -> int:
    """Run the cases that a PACK carries (a folder; the shipped one by default).

    Cases are in PACK/tests, one file for each topic: a request and what the record says, what
    each criterion must come to, and what must be proposed.

    \b
    Exit code: 0 every case comes out as written; 1 some do not; 2 the pack cannot be used.
    """
    opened = _opened(pack)
    failures = run_cases(opened.whole, opened.cases, parse_request)
    for failure in failures:
        click.echo(f"{failure.topic}: {failure.case}: {failure.what}")
    total = counted(sum(len(group.cases) for group in opened.cases), "case")
    verdict = "all as written" if not failures else f"{len(failures)} not as written"
    click.echo(f"{total} of {counted(len(opened.cases), 'topic')}: {verdict}.")
    return EXIT_PARTIAL if failures else EXIT_FULL


def _opened(folder: Path | None) -> Opened:
    """A pack with its cases.

    Raises:
        BadInput: listing the faults of both.
    """
    shipped = shipped_pack()
    if folder is None:
        place = importlib.resources.files("openimr.guidelines") / "packs" / "mtus"
        return Opened(shipped, shipped, None, load_cases(place))
    try:
        pack = load_pack(folder, shipped)
    except BadInput as broken:
        raise _with_faults_of_cases(broken, folder) from None
    return Opened(pack, joined(shipped, pack, folder.name), shipped, load_cases(folder))


def _with_faults_of_cases(broken: BadInput, folder: Path) -> BadInput:
    try:
        load_cases(folder)
    except BadInput as cases:
        return BadInput(broken.where, f"{broken.found}\n{cases}")
    return broken

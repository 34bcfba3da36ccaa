"""``openimr guidelines lint`` and ``test``: is a pack sound, and does it do what it says?"""

from __future__ import annotations

from pathlib import Path

import click

from openimr.cli import EXIT_FULL, EXIT_PARTIAL, PLACE

_PACK = click.argument("pack", required=False, type=PLACE)


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
    from openimr.cli.guideline_pack_opened import opened_pack
    from openimr.guidelines.lint import remarks
    from openimr.vocabulary.counted import counted

    opened = opened_pack(pack)
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
    from openimr.application.request import parse_request
    from openimr.cli.guideline_pack_opened import opened_pack
    from openimr.guidelines.cases_run import run_cases
    from openimr.vocabulary.counted import counted

    opened = opened_pack(pack)
    failures = run_cases(opened.whole, opened.cases, parse_request)
    for failure in failures:
        click.echo(f"{failure.topic}: {failure.case}: {failure.what}")
    total = counted(sum(len(group.cases) for group in opened.cases), "case")
    verdict = "all as written" if not failures else f"{len(failures)} not as written"
    click.echo(f"{total} of {counted(len(opened.cases), 'topic')}: {verdict}.")
    return EXIT_PARTIAL if failures else EXIT_FULL

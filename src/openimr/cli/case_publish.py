"""``openimr case publish``: a determination without names: seen, marked by hand, approved."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from openimr.cli import EXIT_FULL, PLACE, json_option
from openimr.cli.case_office import actor_option, office, refusals_told

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from openimr.case.record import RecordedEvent
    from openimr.workflow.publishing import Publishing
    from openimr.workflow.publishing_marks import AnyMark


@click.command()
@click.argument("number", required=False)
@click.option(
    "--add-name",
    "names",
    multiple=True,
    metavar="KIND=NAME",
    help="Take out a name that the case does not know, in every spelling: 'physician=Ann Lee'.",
)
@click.option(
    "--leave-out", "passages", multiple=True, metavar="WORDS", help="Take out a passage as it is."
)
@click.option(
    "--keep", "kept", multiple=True, metavar="WORDS", help="Words that stay; --because says why."
)
@click.option("--because", metavar="REASON", help="Why the words of --keep name nobody.")
@click.option("--unmark", "unmarked", multiple=True, metavar="WORDS", help="Take a mark back.")
@click.option("--to", "path", type=PLACE, metavar="FILE", help="Write the PDF as it would be.")
@click.option("--approve", "code", metavar="CODE", help="Publish it; the code is shown with it.")
@click.option("--withdraw", is_flag=True, help="Take off again what is published; --why says why.")
@click.option("--why", metavar="REASON", help="Why it is withdrawn; kept in the record.")
@click.option(
    "--version", type=click.IntRange(1), metavar="N", help="Of --withdraw; all by default."
)
@click.option(
    "--to-library",
    is_flag=True,
    help="Put what is published into the library now, as jobs do.",
)
@click.option(
    "--all-to-library",
    is_flag=True,
    help="The same of every case: after a restore, or where the library was lost.",
)
@actor_option("case manager")
@json_option
@click.pass_context
def publish(  # noqa: PLR0913, PLR0917 - the rest are marks, and what else is done than shown
    ctx: click.Context,
    /,
    number: str | None,
    path: Path | None,
    code: str | None,
    acting: str,
    as_json: bool,
    **told: Any,
) -> int:
    """Show the determination of case NUMBER without names, or publish it.

    Lists what is taken out of the letter, where, and how it was found; then what may still name
    somebody in the PDF, read again. The code that is shown stands for these very bytes.

    \b
    Exit codes: 0 done; 2 refused
    """
    from openimr.cli.case_publish_off import shelved, withdrawn
    from openimr.cli.case_publish_output import as_plain, told_published, told_tables
    from openimr.installation import publishing

    if told["all_to_library"] or (number and told["to_library"]):
        return shelved(number, every=told["all_to_library"])
    if number is None:
        raise click.UsageError("Missing argument 'NUMBER'.")
    as_seen = office(ctx, acting)
    if told["withdraw"]:
        return withdrawn(number, as_seen, told["why"], told["version"], as_json=as_json)
    with refusals_told(as_json=as_json):
        at = publishing(as_seen)
        _mark(at, number, told)
        if code is not None:
            click.echo(told_published(_approved(at, number, code)[-1], as_json=as_json))
            return EXIT_FULL
        found = at.look(number)
    if path is not None:
        path.write_bytes(found.content)
    click.echo(as_plain(found) if as_json else told_tables(found))
    return EXIT_FULL


def _approved(at: Publishing, number: str, code: str) -> tuple[RecordedEvent, ...]:
    """Publish what has the code; of a code the first signs are enough."""
    found = at.look(number)
    seen = found.seen if len(code) >= 12 and found.seen.startswith(code) else code
    return at.approve(number, at.office.reader, seen)


def _marks(
    at: Publishing,
    names: tuple[str, ...],
    passages: tuple[str, ...],
    kept: tuple[str, ...],
    because: str | None,
) -> Iterator[AnyMark]:
    from openimr.vocabulary.errors import BadInput
    from openimr.workflow.publishing_marks import ADDED, AddedName, Kept, LeftOut

    by, now = at.office.reader.id, at.office.now()
    kinds = {kind.value: kind for kind in ADDED}
    for one in names:
        kind, _, name = one.partition("=")
        if kind not in kinds or not name.strip():
            there = ", ".join(kinds)
            raise BadInput("--add-name", "is no KIND=NAME", f"Kinds: {there}.")
        yield AddedName(words=name, by=by, at=now, kind=kinds[kind])
    for words in passages:
        yield LeftOut(words=words, by=by, at=now)
    for words in kept:
        if not (because or "").strip():
            raise BadInput("--keep", "has no reason", "Say with --because why it names nobody.")
        yield Kept(words=words, by=by, at=now, because=because or "")


def _mark(at: Publishing, number: str, told: Mapping[str, Any]) -> None:
    given = (told[one] for one in ("names", "passages", "kept", "because"))
    for mark in list(_marks(at, *given)):
        at.mark(number, mark, at.marks.marks(number).sha256)
    for words in told["unmarked"]:
        at.unmark(number, words, at.marks.marks(number).sha256)

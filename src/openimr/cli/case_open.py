"""``openimr case open``: a case on what a person reads from an application, entered by hand."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from openimr.cli import PLACE, json_option
from openimr.cli.case_office import actor_named, actor_option, clock, office, refusals_told

if TYPE_CHECKING:
    from collections.abc import Sequence

    from openimr.vocabulary.actor import Actor
    from openimr.workflow.office import Office
    from openimr.workflow.open_by_hand import OpenCase
    from openimr.workflow.receive import Taken
    from openimr.workflow.receive_reading import FiledPaper, PapersRead


@click.command("open")
@click.argument("fields", nargs=-1, metavar="[FIELD=VALUE]...")
@click.option(
    "--from",
    "file",
    type=PLACE,
    metavar="FILE",
    help="The fields as a JSON object; `-` reads it from the input. FIELD=VALUE come on top.",
)
@click.option(
    "--paper",
    "papers",
    multiple=True,
    type=PLACE,
    metavar="FILE",
    help="A paper of the application, kept with the case and not read; may be repeated.",
)
@click.option(
    "--again",
    metavar="REASON",
    default="",
    help="Open it although some of these papers opened another case; the reason is recorded.",
)
@click.option("--key", help="Names this filing: the same key again records nothing twice.")
@actor_option("intake")
@json_option
@click.pass_context
def open_case(  # noqa: PLR0913, PLR0917
    ctx: click.Context,
    fields: tuple[str, ...],
    file: Path | None,
    papers: tuple[Path, ...],
    again: str,
    key: str | None,
    acting: str,
    as_json: bool,
) -> int:
    """Open a case on an application that came on paper or cannot be read, and screen it.

    \b
    openimr case open employee="Rowena T. Applewhite" date-of-injury=2014-11-03 \\
        claim-number=BH-14-330871 decided=2015-06-16 served=2015-06-16 signed=2015-06-29 \\
        claims-administrator="Blue Heron Claims Administrators" attached=yes \\
        treatments="Acupuncture, 6 visits" treatments="MRI, lumbar spine" --paper scan.pdf

    \b
    Needed: employee, treatments (one each time). Further fields: date-of-birth, date-of-injury,
    claim-number, employer, claims-administrator, requesting-physician, physician-specialty,
    attorney, diagnosis, priority (standard | expedited), certified, received, by, filer, given,
    signed (a day, yes or no), liability-disputed, liability-resolved (when notice of it was
    served); of the decision: decided, served, asked (when its request was received), attached,
    ur-expedited, conditional.

    What is not entered stays open: without signed= and attached= a person is asked. Names
    go beside the record, earlier applications are looked for, and the case is screened, as with
    `case receive`. The same command again records nothing twice.

    \b
    Exit code: 0 eligible and nothing open; 1 taken in, but something is open; 2 not taken in.
    """
    from openimr.cli.case_receive_output import tell_taken

    actor, entered = actor_named(acting), _entered(ctx, fields, file)
    with refusals_told(as_json=as_json):
        at = office(ctx, acting)
        taken, read, kept = _opened(at, entered, papers, actor, key, again=again)
    return tell_taken(taken, read, kept, at, as_json=as_json)


def _opened(  # noqa: PLR0913
    at: Office,
    entered: OpenCase,
    papers: Sequence[Path],
    actor: Actor,
    key: str | None,
    *,
    again: str,
) -> tuple[Taken, PapersRead, Path | None]:
    """The case, what was entered of it, and where its papers lie."""
    from openimr.adapters.file_names import shown_name
    from openimr.adapters.source_files import source_file
    from openimr.bootstrap import filed_papers
    from openimr.guidelines.load import shipped_pack
    from openimr.workflow.open_by_hand import open_by_hand

    kept = filed_papers()
    files = [source_file(paper, shown_name(paper.name)) for paper in papers]
    unread = [kept.paper(file) for file in files]
    kept.take_in(files)
    named = key or _key(entered, unread, actor, again=again)
    taken, read = open_by_hand(
        at.intake, entered, unread, actor, named, pack=shipped_pack(), again=again
    )
    return taken, read, kept.keep(files, taken.case.number) if files else None


def _entered(ctx: click.Context, words: tuple[str, ...], file: Path | None) -> OpenCase:
    from openimr.bootstrap import filed_papers
    from openimr.cli.case_do import fields_in
    from openimr.cli.case_fields import NotOpenYet, Typed, built
    from openimr.workflow.open_by_hand import OpenCase

    now = clock(ctx)
    typed = Typed(OpenCase, NotOpenYet(), now, filed_papers())
    fields: dict[str, Any] = typed.read(words, fields_in(file))
    entered: OpenCase = built(OpenCase, fields, now())
    return entered


def _key(entered: OpenCase, papers: Sequence[FiledPaper], actor: Actor, *, again: str) -> str:
    """The same entries by the same person are one filing, so that a stopped run is finished."""
    import hashlib
    import uuid

    import msgspec

    if again:
        return uuid.uuid4().hex
    together = msgspec.json.encode([actor.id, entered, [paper.sha256 for paper in papers]])
    return f"by-hand-{hashlib.sha256(together).hexdigest()[:32]}"

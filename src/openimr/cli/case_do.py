"""``openimr case do`` and ``commands``: any command to a case, and what may be asked now."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from openimr.cli import EXIT_FULL, PLACE, json_option
from openimr.cli.case_office import actor_named, actor_option, office, refusals_told

if TYPE_CHECKING:
    from openimr.casefile.ports import SourceFile
    from openimr.workflow.office import Office


@click.command()
@click.argument("number")
@click.argument("command")
@click.argument("fields", nargs=-1, metavar="[FIELD=VALUE]...")
@click.option(
    "--from",
    "file",
    type=PLACE,
    metavar="FILE",
    help="The fields as a JSON object; `-` reads it from the input. FIELD=VALUE come on top.",
)
@click.option("--key", help="Names this command: the same key again records nothing twice.")
@actor_option("case manager")
@json_option
@click.pass_context
def do(  # noqa: PLR0913, PLR0917
    ctx: click.Context,
    number: str,
    command: str,
    fields: tuple[str, ...],
    file: Path | None,
    key: str | None,
    acting: str,
    as_json: bool,
) -> int:
    """Do a COMMAND in case NUMBER: `openimr case commands NUMBER` lists what may be asked now.

    \b
    openimr case do CM26-0000001 send-notice-of-assignment sent=all:mail sha256=@notice.pdf
    openimr case do CM26-0000001 receive-records receipt=@records.pdf \\
        receipt.sender="claims administrator" beyond-ur=yes
    openimr case do CM26-0000001 record-first-opinion --as reviewer:R-17 \\
        seat=1 treatment=2 opinion="not yet" reason="Session notes first."

    A value may be @FILE: a receipt of the paper, its SHA-256, its text, or JSON, whichever the
    field holds. Times are Pacific; `now` is one. A refusal says reason, rule, law and remedy.
    """
    import uuid

    from openimr.case.evolve import case_of
    from openimr.cli.case_show_output import print_events_as_json, show_done

    actor = actor_named(acting)
    with refusals_told(as_json=as_json):
        at = office(ctx, acting)
        asked, attached = _asked(at, number, command, fields, file)
        key = key or uuid.uuid4().hex
        _keep(at, attached, asked, number, key)
        recorded = at.do(asked, number, actor, key)
        if as_json:
            print_events_as_json(recorded)
        else:
            show_done(recorded, case_of(at.store.load(number)))
    return EXIT_FULL


def _asked(
    at: Office, number: str, name: str, words: tuple[str, ...], file: Path | None
) -> tuple[Any, list[tuple[str, SourceFile]]]:
    """The command, with what the record itself knows filled in, and the papers it names."""
    from openimr.bootstrap import filed_papers
    from openimr.cli.case_fields import Typed, built, command_called
    from openimr.workflow.accesses import Looked
    from openimr.workflow.by_people import FORMS, check_typed
    from openimr.workflow.completing import completed

    called = command_called(name)
    kind = FORMS.get(called, called)
    case = at.case(number, Looked.COMMAND)
    typed = Typed(kind, case, at.now, filed_papers())
    given = fields_in(file)
    check_typed(kind, {*given, *(word.partition("=")[0].split(".")[0] for word in words)})
    fields = typed.read(words, given)
    fields = completed(at.store, case, kind, fields)
    return built(kind, fields, at.now()), typed.attached


def fields_in(file: Path | None) -> dict[str, Any]:
    """The fields of a JSON file; none without a file."""
    if file is None:
        return {}
    import msgspec

    from openimr.adapters.file_names import shown_name
    from openimr.vocabulary.errors import BadInput

    with click.open_file(str(file), "rb") as opened:
        content = opened.read()
    try:
        return msgspec.json.decode(content, type=dict[str, Any])
    except msgspec.DecodeError:
        name = shown_name(file.name)
        raise BadInput(name, "is no JSON object", "Give the command's fields as JSON.") from None


def _keep(
    at: Office, named: list[tuple[str, SourceFile]], asked: Any, number: str, key: str
) -> None:
    """Keep the papers of a command that would be done; without papers nothing is looked at."""
    if not named:
        return
    from openimr.bootstrap import case_letters, filed_papers
    from openimr.workflow.papers_of_commands import keep_named

    at.desk.check(asked, number, at.reader, key)
    keep_named(named, type(asked), number, filed_papers(), case_letters())


@click.command()
@click.argument("number")
@actor_option("case manager")
@json_option
@click.pass_context
def commands(ctx: click.Context, number: str, acting: str, as_json: bool) -> int:
    """List what may be asked of case NUMBER now: each command with who may, and its fields."""
    from openimr.cli.case_show_output import print_commands_as_json, show_commands
    from openimr.workflow.accesses import Looked

    case = office(ctx, acting).case(number, Looked.COMMANDS)
    (print_commands_as_json if as_json else show_commands)(case)
    return EXIT_FULL

"""``openimr panel questions``: what a reviewer answers before accepting an appointment."""

from __future__ import annotations

import click

from openimr.cli import EXIT_FULL, json_option
from openimr.cli.case_office import actor_named, actor_option, office


@click.command()
@click.argument("number")
@actor_option("reviewer")
@json_option
@click.pass_context
def questions(ctx: click.Context, number: str, acting: str, as_json: bool) -> int:
    """Print the questions on ties that a reviewer answers before accepting case NUMBER.

    No to all is the declaration: `openimr case do NUMBER accept-appointment --as reviewer:ID
    seat=1 declaration.none_with=all`. With one yes the reviewer steps down: `… recuse seat=1
    reason=…`. Who accepted already is asked about those named since, and declares with
    `… declare-further seat=1 declaration.none_with=all`.
    """
    import json

    import msgspec

    from openimr.assignment.declaration import QUESTION
    from openimr.assignment.declaration import questions as asked
    from openimr.workflow.appointing_cases import named_parties

    at = office(ctx, acting)
    case = at.case(number)
    names = at.book.named([party.id for party in case.parties])
    reviewer = actor_named(acting).id
    sits = next((seat for seat in case.seats if seat.reviewer == reviewer), None)
    open_yet = {one.id for one in (case.undeclared(sits) if sits else case.parties)}
    found = asked([one for one in named_parties(case, names) if one.id in open_yet])
    if as_json:
        click.echo(json.dumps(msgspec.to_builtins(found), indent=2, ensure_ascii=False))
        return EXIT_FULL
    click.echo(QUESTION)
    for count, question in enumerate(found, 1):
        click.echo(f"{count:3}. {question.says.removesuffix(QUESTION).strip()}")
    return EXIT_FULL

"""``openimr panel appoint`` and ``seats``: reviewers for cases that wait, and who has how many."""

from __future__ import annotations

import click

from openimr.cli import EXIT_FULL, EXIT_PARTIAL, json_option
from openimr.cli.case_office import actor_named, actor_option, clock, refusals_told
from openimr.cli.panel_choice import verified_option

case_option = click.option("--case", "number", metavar="NUMBER", help="Only this case.")


@click.command()
@case_option
@click.option("--dry-run", is_flag=True, help="Show who would be appointed, and record nothing.")
@click.option(
    "--field",
    "fields",
    multiple=True,
    metavar="TREATMENT=FIELD",
    help="With --case: the field of care of a treatment that nothing recognized, like 2=opioids.",
)
@click.option(
    "--share",
    type=click.IntRange(1, 100),
    metavar="PERCENT",
    help="Share of one filer's or administrator's cases that a reviewer may have; 25 by default.",
)
@click.option(
    "--seed",
    metavar="WORDS",
    help="The seed of a rehearsal, to do what it showed; the record says that it was handed in.",
)
@verified_option
@actor_option("case manager")
@json_option
@click.pass_context
def appoint(  # noqa: PLR0913, PLR0917
    ctx: click.Context,
    number: str | None,
    dry_run: bool,
    fields: tuple[str, ...],
    share: int | None,
    seed: str | None,
    days: int | None,
    acting: str,
    as_json: bool,
) -> int:
    """Appoint reviewers to all cases that wait for one, in the best batch there is.

    Each appointment rests on the panel as it is kept, on its ties to the parties and on the
    treatments' fields; the record names every other reviewer and why not. A possible tie bars
    until a person answers: see `openimr panel ties`. Reviewers who gave no answer in time are
    taken off first, and their seats given anew; a rehearsal names them and leaves them their seats.

    \b
    Exit code: 0 every seat is filled; 1 some stay empty, with the reasons; 2 nothing was done.
    """
    import secrets

    from openimr.bootstrap import appointing
    from openimr.cli.panel_appoint_output import print_round, print_round_as_json

    named = _named(fields, number)
    with refusals_told(as_json=as_json):
        at = appointing(clock(ctx), named, verified_within=days, share=share)
        made = at.appoint(
            actor_named(acting),
            seed or secrets.token_hex(16),
            only=number,
            rehearse=dry_run,
            handed_in=bool(seed),
        )
        (print_round_as_json if as_json else print_round)(made)
    return EXIT_PARTIAL if made.left else EXIT_FULL


def _named(fields: tuple[str, ...], number: str | None) -> dict[tuple[str, int], str]:
    """The fields that were typed, by case and treatment."""
    if not fields:
        return {}
    from openimr.assignment.specialty import shipped_table

    if number is None:
        raise click.UsageError("--field belongs to one case: name it with --case.")
    known = [field.id for field in shipped_table().fields if not field.condition]
    found = {}
    for word in fields:
        treatment, _, field = word.partition("=")
        if not treatment.strip().isdecimal() or field.strip() not in known:
            raise click.UsageError(f"'{word}' is no TREATMENT=FIELD. Fields: {', '.join(known)}.")
        found[number, int(treatment)] = field.strip()
    return found


@click.command()
@click.argument("number", metavar="CASE")
@click.option("--seat", type=int, help="Whose appointment; the latest of any seat without.")
@actor_option("auditor")
@json_option
@click.pass_context
def redraw(ctx: click.Context, number: str, seat: int | None, acting: str, as_json: bool) -> int:
    """Draw the round in which CASE got its reviewer again, and say whether it comes out the same.

    Record and panel are taken as they were when the round looked at them, with its seed and share.
    Law, specialties, topics and names of parties are today's. Nothing is recorded.

    \b
    Exit code: 0 the same; 1 another reviewer in some seat; 2 there is no round to draw.
    """
    from openimr.bootstrap import appointing, record_store
    from openimr.cli.case_office import office
    from openimr.cli.panel_appoint_output import print_again
    from openimr.workflow.accesses import Looked
    from openimr.workflow.appointing_again import Again

    with refusals_told(as_json=as_json):
        office(ctx, acting).record_of(number, Looked.CASE)
        again = Again(appointing(clock(ctx)), record_store()).draw(number, seat)
    print_again(again, as_json=as_json)
    return EXIT_FULL if again.same else EXIT_PARTIAL


@click.command()
@click.option(
    "--check",
    "doubts",
    is_flag=True,
    help="Look again at everybody who sits in an open case: credentials and ties of today.",
)
@json_option
@click.pass_context
def seats(ctx: click.Context, doubts: bool, as_json: bool) -> int:
    """List how many cases each reviewer has open, and how many more may come.

    \b
    Exit code: 0; with --check 1 when something speaks against a reviewer who sits.
    """
    from openimr.bootstrap import appointing
    from openimr.cli.panel_appoint_output import print_doubts, print_seats
    from openimr.workflow.appointing_seated import Seated

    at = appointing(clock(ctx))
    if doubts:
        found = list(Seated(at).doubts())
        print_doubts(found, as_json=as_json)
        return EXIT_PARTIAL if found else EXIT_FULL
    print_seats(at.panel, at.counts.open_cases(), as_json=as_json)
    return EXIT_FULL

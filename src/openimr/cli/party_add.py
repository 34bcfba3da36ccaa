"""``openimr party add``: somebody whom the application did not name."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from openimr.cli import EXIT_FULL, json_option
from openimr.cli.case_office import actor_named, actor_option, office, refusals_told

if TYPE_CHECKING:
    from openimr.vocabulary.filing import PartyRole


@click.command()
@click.argument("number", metavar="CASE")
@click.argument("role")
@click.argument("name")
@click.option("--key", help="Names this command: the same key again records nothing twice.")
@actor_option("case manager")
@json_option
@click.pass_context
def add(  # noqa: PLR0913, PLR0917
    ctx: click.Context,
    number: str,
    role: str,
    name: str,
    key: str | None,
    acting: str,
    as_json: bool,
) -> int:
    """Name in CASE a further party, or somebody to whom its reviewer may have no tie.

    \b
    openimr party add CM26-0000001 insurer "Redwood Indemnity Company"
    openimr party add CM26-0000001 maker "Juniper Implants, Inc."

    Ties to whoever is named are looked for in the next round, and `openimr panel seats --check`
    tells of them for reviewers who sit. Who accepted already declares about the new party before
    the findings go on: `openimr panel questions CASE --as reviewer:ID`. The name is kept beside
    the record. Insurer, provider network, treating physician, medical group, independent practice
    association, facility, maker of the treatment, officer, director, manager and employee's family
    get no notices; the parties of the dispute do.
    """
    import uuid

    from openimr.case.evolve import case_of
    from openimr.cli.case_show_output import print_events_as_json, show_done
    from openimr.workflow.by_people import NameParty

    asked = NameParty(role=_role(role), name=name)
    with refusals_told(as_json=as_json):
        at = office(ctx, acting)
        recorded = at.do(asked, number, actor_named(acting), key or uuid.uuid4().hex)
        if as_json:
            print_events_as_json(recorded)
        else:
            show_done(recorded, case_of(at.store.load(number)))
    return EXIT_FULL


def _role(words: str) -> PartyRole:
    """A role by its name, or by the beginning of it that no other has."""
    from openimr.vocabulary.filing import PartyRole

    called = " ".join(words.lower().replace("-", " ").replace("_", " ").split())
    near = [one for one in PartyRole if called and one.value.startswith(called)]
    exact = [one for one in near if one.value == called]
    if len(exact or near) != 1:
        there = ", ".join(one.value for one in PartyRole)
        raise click.UsageError(f"There is no one role '{words}'. Roles: {there}.")
    return (exact or near)[0]

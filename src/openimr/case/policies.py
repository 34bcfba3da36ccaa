"""May this actor ask this, and may it be asked now? Every step is checked against both first."""

from __future__ import annotations

from openimr.case.commands.command import Command
from openimr.case.events.event import PartyRole, kebab
from openimr.case.model import Case, State
from openimr.case.permissions import PARTIES, PERMITTED
from openimr.case.rules import HOUSE
from openimr.case.states import STATES
from openimr.vocabulary.actor import Actor, Role
from openimr.vocabulary.errors import Refused
from openimr.vocabulary.filing import CONCERNED


def in_words(command: type) -> str:
    """A command's name in words: ``CloseRecords`` is "close records"."""
    return kebab(command.__name__).replace("-", " ")


def check_actor(case: Case | None, command: type[Command], actor: Actor) -> None:
    """Refuse a step that is another role's, or another party's; what is asked with it is no matter.

    Raises:
        Refused: rule "not-your-step" or "not-your-case".
    """
    permitted = PERMITTED[command]
    if actor.role not in permitted:
        raise Refused(
            f"The step '{in_words(command)}' is not one for the role '{actor.role.value}'.",
            rule="not-your-step",
            citation=HOUSE,
            remedy=f"It is for: {', '.join(role.value for role in permitted)}.",
        )
    if actor.role is Role.PARTY and case is not None:
        _check_party(case, command, actor)


def _check_party(case: Case, command: type[Command], actor: Actor) -> None:
    roles = {party.role for party in case.parties if party.id == actor.id}
    if not (roles - CONCERNED) & set(PARTIES.get(command, tuple(PartyRole))):
        raise Refused(
            f"The step '{in_words(command)}' is not one for this party of the case.",
            rule="not-your-case",
            citation=HOUSE,
            remedy="Ask the review organization.",
        )


def check_state(case: Case, command: type[Command]) -> None:
    """Refuse a step that cannot be taken where the case stands.

    Raises:
        Refused: rule "closed" or "not-in-this-state".
    """
    row = STATES[case.state]
    if command in row.moves:
        return
    if case.state is State.CLOSED:
        raise Refused(
            "The case is closed; nothing follows.",
            rule="closed",
            citation=HOUSE,
            remedy="File a new application on a new dispute.",
        )
    raise Refused(
        f"The case is {case.state.value}; the step '{in_words(command)}' is not one of that state.",
        rule="not-in-this-state",
        citation=HOUSE,
        remedy=f"The case waits for {row.waits_for}.",
    )

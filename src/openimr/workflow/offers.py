"""What somebody may ask of a case now, and of everything else the very refusal they would get.

A button and the command behind it never disagree: both ask ``case.policies`` and ``decide``.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from openimr.case.clocks.ending import OVER
from openimr.case.commands.command import Command
from openimr.case.commands.intake import ReceiveApplication
from openimr.case.decide import STEPS
from openimr.case.deciding.occasion import Occasion
from openimr.case.model import Case, State
from openimr.case.permissions import PERMITTED
from openimr.case.policies import check_actor, check_state, in_words
from openimr.case.states import STATES
from openimr.law.model import Law
from openimr.vocabulary.actor import Actor, Role
from openimr.vocabulary.errors import Refused
from openimr.workflow.asked_at_best import AT_BEST, Asking
from openimr.workflow.quality_sample import JUDGES, Sample


def called(command: type[Command]) -> str:
    """A command's name in addresses and on the command line: "close-records"."""
    return in_words(command).replace(" ", "-")


BY_PEOPLE: Mapping[str, type[Command]] = {
    called(one): one
    for one, roles in PERMITTED.items()
    if roles != (Role.SYSTEM,) and one is not ReceiveApplication
}
"""Every step that people may take in a case that is there, by its name in addresses."""


@dataclass(frozen=True)
class Offer:
    """One step as it stands to somebody in a case.

    Attributes:
        command: what would be asked.
        name: in words: "close records".
        slug: the name in addresses: "close-records".
        roles: whose step it is.
        own: it is one of whoever looks.
        here: it is one of the state in which the case stands.
        moves_on: from there it leads the case on its way; others keep it there, or end it.
        refused: what would be answered now, whatever is entered; None where it may be asked.
    """

    command: type[Command]
    name: str
    slug: str
    roles: tuple[Role, ...]
    own: bool
    here: bool
    moves_on: bool
    refused: Refused | None


def offers(
    case: Case, actor: Actor, law: Law, now: dt.datetime, sample: Sample | None = None
) -> tuple[Offer, ...]:
    """Every step that people may take, in the order of a case's life.

    Args:
        case: whole, as it stands.
        actor: who looks.
        law: the law of the programme.
        now: the time of asking, with zone.
        sample: what quality review decides blind; None where nothing is.
    """
    return tuple(offered(one, case, actor, law, now, sample) for one in BY_PEOPLE.values())


def offered(  # noqa: PLR0913, PLR0917 - as ``offers``, and which step
    command: type[Command],
    case: Case,
    actor: Actor,
    law: Law,
    now: dt.datetime,
    sample: Sample | None = None,
) -> Offer:
    """One step; as ``offers``."""
    anothers = _no(lambda: check_actor(case, command, actor))
    elsewhere = _no(lambda: check_state(case, command))
    blind = _no(lambda: sample.check_given(case, actor)) if sample and command in JUDGES else None
    entered = _whatever_is_entered(command, Asking(case, actor, now), law)
    refused = anothers or elsewhere or blind or entered
    return Offer(
        command=command,
        name=in_words(command),
        slug=called(command),
        roles=tuple(role for role in PERMITTED[command] if role is not Role.SYSTEM),
        own=anothers is None,
        here=elsewhere is None,
        moves_on=bool(_ahead(case.state, command)),
        refused=refused,
    )


def _whatever_is_entered(command: type[Command], asking: Asking, law: Law) -> Refused | None:
    """What keeps the case itself from the step; None where that is only known of what is typed."""
    at_best = AT_BEST.get(command)
    if at_best is None:
        return None
    on = Occasion(law, asking.now, asking.actor)
    return _no(lambda: STEPS[command](asking.case, at_best(asking), on))


def _no(ask: Callable[[], object]) -> Refused | None:
    try:
        ask()
    except Refused as refused:
        return refused
    return None


def next_steps(found: Iterable[Offer], state: State) -> tuple[Offer, ...]:
    """Steps of whoever looks that will move the case on from the states that come next."""
    following = {after for command in STATES[state].moves for after in _ahead(state, command)}
    ripe = {
        command for after in following for command in STATES[after].moves if _ahead(after, command)
    }
    return tuple(one for one in found if one.own and not one.here and one.command in ripe)


def _ahead(state: State, command: type[Command]) -> tuple[State, ...]:
    """States further on the way to which a step may lead from a state."""
    way = list(State)
    return tuple(
        after
        for after in STATES[state].moves.get(command, ())
        if after not in OVER and way.index(after) > way.index(state)
    )

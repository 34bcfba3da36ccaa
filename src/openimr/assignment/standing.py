"""What an appointment rests on, put together for the record: the chosen and everybody else.

``case.decide`` refuses an appointment unless every point of the standing holds; what is built
here is what was found on the day, never what somebody wishes.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import msgspec

from openimr.assignment.conflicts import Conflict
from openimr.assignment.credentials import (
    disciplined,
    licensed_in,
    oldest_look,
    relied_on,
    specialties_shown,
)
from openimr.assignment.model import PanelMember
from openimr.assignment.policies import PanelRules, reasons_against
from openimr.assignment.reviewer_law import PRACTICES
from openimr.case.appointment import ReviewerStanding, by_reasons
from openimr.vocabulary.errors import Refused
from openimr.vocabulary.value import Value

NOT_CHOSEN = "could have been appointed; another was chosen"
"""What is said of whoever nothing speaks against."""


class Considered(Value, frozen=True, kw_only=True):
    """A member who was looked at for one seat of one case.

    Attributes:
        pseudonym: what parties see.
        qualified_for: for each treatment's number why the specialty fits; "" where it does not.
        conflicts: ties to the parties, with where each stands.
        barred: why the member may not sit in this case (recused, sat before), or "".
        open_cases: cases open with the member already.
    """

    member: PanelMember
    pseudonym: str
    qualified_for: tuple[tuple[int, str], ...]
    conflicts: tuple[Conflict, ...] = ()
    barred: str = ""
    open_cases: int = 0


class OpenSeat(Value, frozen=True, kw_only=True):
    """The seat to be filled.

    Attributes:
        on: the day of the appointment.
        rules: what the office set.
        alone: one reviewer decides the whole case, and so must fit every treatment; of several,
            each must fit one at least (8 CCR 9792.10.6(c)).
    """

    on: dt.date
    rules: PanelRules = msgspec.field(default_factory=PanelRules)
    alone: bool = True


def reasons_out(candidate: Considered, seat: OpenSeat) -> tuple[str, ...]:
    """Every reason why a candidate cannot have the seat, in words that name nobody."""
    unfit = [str(number) for number, why in candidate.qualified_for if not why.strip()]
    if not seat.alone and len(unfit) < len(candidate.qualified_for):
        unfit = []
    barred = (candidate.barred,) if candidate.barred else ()
    specialty = (f"no fitting specialty for treatment {', '.join(unfit)}",) if unfit else ()
    ties = dict.fromkeys(tie.told for tie in candidate.conflicts if tie.bars)
    return (*_against(candidate, seat), *barred, *specialty, *ties)


def standing_of(
    chosen: Considered, others: Sequence[Considered], seat: OpenSeat, because: str
) -> ReviewerStanding:
    """The standing of the chosen candidate, with every other and why not.

    Args:
        chosen: the candidate to be appointed.
        others: everybody else who was looked at.
        seat: what is to be filled, and when.
        because: how the choice among the eligible was made.

    Raises:
        Refused: when anything speaks against the chosen one, whoever chose.
    """
    against = reasons_out(chosen, seat)
    if against:
        raise Refused(
            f"{chosen.member.id} cannot be appointed: {'; '.join(against)}.",
            rule="sound-appointment",
            citation="Labor Code 139.5(d), not verified",
            remedy="Appoint another reviewer, or clear what can be cleared.",
        )
    return found_standing(chosen, others, seat, because)


def found_standing(
    chosen: Considered, others: Sequence[Considered], seat: OpenSeat, because: str
) -> ReviewerStanding:
    """As ``standing_of``, sound or not; for showing a person what would be refused."""
    member, on = chosen.member, seat.on
    license = relied_on(member, on)
    against = reasons_against(member, on, seat.rules, open_cases=chosen.open_cases)
    return ReviewerStanding(
        reviewer=member.id,
        pseudonym=chosen.pseudonym,
        licensed_in=licensed_in(member, on),
        specialties=specialties_shown(member, on),
        checked=on,
        licensed_until=license.expires if license else None,
        disciplined=any(disciplined(one) for one in member.licenses),
        verified=oldest_look(member, on),
        verification_days=seat.rules.verified_within(on),
        active_practice=all(reason.rule.name != PRACTICES for reason in against),
        against=_against(chosen, seat),
        qualified_for=chosen.qualified_for,
        conflicts=tuple(tie.told for tie in chosen.conflicts if tie.bars),
        excluded=by_reasons(
            (other.member.id, reasons_out(other, seat) or (NOT_CHOSEN,)) for other in others
        ),
        chosen_because=because,
    )


def _against(candidate: Considered, seat: OpenSeat) -> tuple[str, ...]:
    """What speaks against any appointment of a candidate that day."""
    reasons = reasons_against(
        candidate.member, seat.on, seat.rules, open_cases=candidate.open_cases
    )
    return tuple(reason.says for reason in reasons)

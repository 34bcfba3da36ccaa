"""Choosing the reviewer of one case, with everything that the record keeps of the choice."""

from __future__ import annotations

import msgspec

from openimr.assignment.eligibility import BLOCKED, Choosing, Offers, offers
from openimr.assignment.explaining import (
    LeftOver,
    qualified_for,
    reasons_against_case,
    why_left,
)
from openimr.assignment.turns import in_turn
from openimr.vocabulary.errors import Refused
from openimr.vocabulary.value import Value, require


class PassedOver(Value, frozen=True, kw_only=True):
    """A candidate who could not be chosen, and every reason; by identifier, never by name."""

    reviewer: str
    reasons: tuple[str, ...]


class Choice(Value, frozen=True, kw_only=True):
    """Who was chosen for a case and why, or why nobody could be.

    Attributes:
        reviewer: the panel's identifier, or None.
        qualified_for: for each treatment's number why the specialty fits.
        eligible: how many could have been chosen.
        excluded: every candidate who could not be chosen, and every reason.
        chosen_because: how it was chosen, with the seed of the draw.
        left: why nobody was chosen, or None.
    """

    case: str
    reviewer: str | None
    qualified_for: tuple[tuple[int, str], ...] = ()
    eligible: int
    excluded: tuple[PassedOver, ...]
    chosen_because: str = ""
    left: LeftOver | None = None

    def __post_init__(self) -> None:
        require((self.reviewer is None) == (self.left is not None), "chosen, or a reason why not")


def choose(choosing: Choosing) -> Choice:
    """The reviewer of the one case that is to be given out.

    The one with the fewest points is chosen; the draw is among them and decides between
    near-equal reviewers. The same seed chooses the same reviewer again.
    """
    require(len(choosing.cases) == 1, "one case is chosen for at a time")
    offered = offers(choosing)
    return explained(choosing, offered, 0, int(in_turn(offered)[0]))


def chosen_by_name(choosing: Choosing, reviewer: str, because: str) -> Choice:
    """The choice of one case that a person made, with everybody else and why not.

    Args:
        choosing: the one case and the panel.
        reviewer: identifier of the candidate whom the person names.
        because: who named the reviewer, and why.

    Raises:
        Refused: with every reason why the candidate may not have the case, whoever asks.
    """
    require(len(choosing.cases) == 1, "one case is chosen for at a time")
    offered = offers(choosing)
    column = [one.reviewer for one in choosing.candidates].index(reviewer)
    choice = explained(choosing, offered, 0, column)
    if against := next((one for one in choice.excluded if one.reviewer == reviewer), None):
        raise Refused(
            f"{reviewer} cannot be appointed: {'; '.join(against.reasons)}.",
            rule="sound-appointment",
            citation="Labor Code 139.5(d), not verified",
            remedy="Appoint another reviewer, or clear what can be cleared.",
        )
    return msgspec.structs.replace(choice, chosen_because=because)


def explained(
    choosing: Choosing, offered: Offers, row: int, column: int, *, of: int | None = None
) -> Choice:
    """A choice with its reasons.

    ``column`` is -1 where nobody was chosen; ``of`` is the number of cases of the batch it
    belongs to, None for a choice of its own.
    """
    case = choosing.cases[row]
    against = reasons_against_case(choosing, offered, row)
    excluded = tuple(
        PassedOver(reviewer=reviewer, reasons=tuple(reasons))
        for reviewer, reasons in against.items()
    )
    chosen = choosing.candidates[column] if column >= 0 else None
    return Choice(
        case=case.case,
        reviewer=chosen.reviewer if chosen else None,
        qualified_for=tuple(qualified_for(choosing, case, chosen)) if chosen else (),
        eligible=len(choosing.candidates) - len(excluded),
        excluded=excluded,
        chosen_because=because(choosing, offered, row, column, of) if chosen else "",
        left=None if chosen else why_left(choosing, offered, row),
    )


def because(choosing: Choosing, offered: Offers, row: int, column: int, of: int | None) -> str:
    """How a reviewer was chosen, so that it can be checked: points, draw and seed."""
    may = int((offered.points[row] < BLOCKED).sum())
    points = int(offered.points[row, column])
    how = (
        "the fewest points" if of is None else f"the fewest points in all of a batch of {of} cases"
    )
    return (
        f"{how}: {points} against, among {may} eligible of {len(choosing.candidates)};"
        f" the draw weighs less than {choosing.terms.weights.draw} points, seed {choosing.seed}"
    )

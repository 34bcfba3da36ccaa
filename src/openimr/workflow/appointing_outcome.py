"""What became of the cases of one round of appointing, and of the ties that persons look at."""

from __future__ import annotations

import datetime as dt

from openimr.assignment.conflicts import Conflict, State
from openimr.vocabulary.value import Value


class Appointed(Value, frozen=True, kw_only=True):
    """A seat that was filled, or in a rehearsal would be.

    Attributes:
        reviewer: the panel's identifier, for the office alone.
        pseudonym: what parties and the public see.
        qualified_for: for each treatment's number why the specialty fits; "" where it does not.
        because: how the choice among the eligible was made, with the seed of the draw.
        passed_over: how many could not be chosen; the record names each with the reasons.
        due: the day on which the determination is due.
        accept_by: until when the reviewer is asked to answer.
    """

    case: str
    seat: int
    reviewer: str
    pseudonym: str
    qualified_for: tuple[tuple[int, str], ...]
    because: str
    passed_over: int
    expedited: bool
    due: dt.date
    accept_by: dt.datetime | None


class LeftSeat(Value, frozen=True, kw_only=True):
    """A seat that stays empty: the rule that binds, the reason, and what can be done.

    Attributes:
        ties: identifiers of possible ties in the case that wait for a person's answer.
    """

    case: str
    seat: int
    rule: str
    reason: str
    remedy: str
    ties: tuple[str, ...] = ()


class TakenOff(Value, frozen=True, kw_only=True):
    """A reviewer who gave no answer in time and was taken off, so that the seat is given anew."""

    case: str
    seat: int
    reviewer: str


class Round(Value, frozen=True, kw_only=True):
    """One round of appointing.

    Attributes:
        at: when.
        seed: of the draw.
        rehearsed: nothing was recorded.
    """

    at: dt.datetime
    seed: str
    rehearsed: bool
    appointed: tuple[Appointed, ...]
    left: tuple[LeftSeat, ...]
    taken_off: tuple[TakenOff, ...]


class OpenTie(Value, frozen=True, kw_only=True):
    """A possible tie of one case as a person looks at it.

    Attributes:
        id: names the question; the answer holds wherever it comes up.
        name: of the party, for the office alone.
    """

    id: str
    case: str
    name: str
    tie: Conflict

    @property
    def waits(self) -> bool:
        """Whether a person must answer."""
        return self.tie.state is State.WAITS

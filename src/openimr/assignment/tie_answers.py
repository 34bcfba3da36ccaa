"""Possible ties, and what persons answered on them: applied where the question is the same.

An answer on an organization holds in every case in which the same question comes up, because the
record gives an organization one identifier. An answer on a person holds in its own case: in the
next one, somebody of the same name may be somebody else. When the panel learns more of a tie, the
question is another one and is asked anew.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping

from openimr.assignment.conflicts import (
    PERSONS,
    Confirmation,
    Conflict,
    answered,
    check_confirmation,
)
from openimr.vocabulary.actor import Actor, Role
from openimr.vocabulary.errors import Refused
from openimr.vocabulary.value import Value

_LENGTH = 10


class TieAnswer(Value, frozen=True, kw_only=True):
    """A person's answer on one tie.

    Attributes:
        tie: the question's identifier, see ``tie_id``.
        case: the case in which it was asked.
        role: of who answered.
        confirmation: what was answered, by whom and when.
    """

    tie: str
    case: str
    role: Role
    confirmation: Confirmation


def tie_id(case: str, tie: Conflict) -> str:
    """The identifier of a question: the same for the same question, short enough to be typed."""
    where = case if tie.kind in PERSONS else ""
    how = tie.tie.value if tie.tie else ""
    asked = (where, tie.reviewer, tie.party, tie.kind.value, tie.with_whom, how, tie.why)
    digest = hashlib.sha256("\n".join(asked).encode()).hexdigest()
    return f"T-{digest[:_LENGTH]}"


def with_answers(
    case: str, ties: Iterable[Conflict], answers: Mapping[str, TieAnswer]
) -> tuple[Conflict, ...]:
    """The ties of a case, each in the state that its answer gives it.

    Args:
        case: the case number.
        ties: as found, without answers.
        answers: the latest answer on each question, by its identifier.
    """
    return tuple(_with_answer(tie, answers.get(tie_id(case, tie))) for tie in ties)


def latest_answers(answers: Iterable[TieAnswer]) -> dict[str, TieAnswer]:
    """The answer that counts on each question, which is the latest, by identifier."""
    return {one.tie: one for one in answers}


def check_answer(tie: Conflict, confirmation: Confirmation, by: Actor) -> None:
    """Refuse an answer that nobody may give.

    Raises:
        Refused: when a program or a party answers, or the tie is material and would be waived.
    """
    if by.role not in {Role.CASE_MANAGER, Role.ADMINISTRATOR}:
        raise Refused(
            f"The {by.role.value} does not answer on ties: a person of the office does.",
            rule="a-person-answers",
            remedy='Answer as case manager: --as "case manager:YOUR-ID".',
        )
    check_confirmation(tie, confirmation)


def _with_answer(tie: Conflict, answer: TieAnswer | None) -> Conflict:
    return answered(tie, answer.confirmation) if answer else tie

"""Commands of the reviewer's desk: judging claimed facts, and quality's second opinions."""

from __future__ import annotations

from openimr.case.commands.command import Command
from openimr.case.events.judging import JudgedFact
from openimr.case.events.reviewing import Decision
from openimr.vocabulary.value import require


class JudgeFact(Command, frozen=True, kw_only=True):
    """Accept, correct or reject a fact that was claimed from the record."""

    seat: int
    fact: JudgedFact


class RecordSecondOpinion(Command, frozen=True, kw_only=True):
    """Record how quality review would decide a treatment, before it sees the finding."""

    treatment: int
    decision: Decision
    reason: str

    def __post_init__(self) -> None:
        require(bool(self.reason.strip()), "a second opinion has a reason")

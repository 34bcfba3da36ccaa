"""The reviewer's own word at acceptance: one question for every party, answered yes or no.

A yes ends the appointment: the reviewer steps down and is barred in this case. The answers name
parties by identifier, as the record does.
"""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Sequence

from openimr.assignment.conflicts import NamedParty
from openimr.assignment.reviewer_law import NO_AFFILIATION, rule_called
from openimr.case.appointment import Declaration
from openimr.case.events.appointing import ReviewerRecused
from openimr.law.calendar import pacific_day
from openimr.law.load import load_law
from openimr.law.model import Law
from openimr.vocabulary.errors import Refused
from openimr.vocabulary.value import Value, require

QUESTION = (
    "Do you, or does your spouse, child, parent, brother, sister, your spouse's parent or your"
    " child's spouse, have any professional, familial or financial tie to this party?"
)
"""Asked of every party by name; the relatives are those of Labor Code 139.5 (unverified)."""


class Question(Value, frozen=True, kw_only=True):
    """What the reviewer reads: who it is about, and what that party is in the case."""

    party: str
    says: str


class Answer(Value, frozen=True, kw_only=True):
    """The reviewer's answer on one party; a yes says what the tie is."""

    party: str
    affiliated: bool
    tie: str = ""

    def __post_init__(self) -> None:
        require(not self.affiliated or bool(self.tie.strip()), "a yes says what the tie is")


def questions(parties: Sequence[NamedParty]) -> tuple[Question, ...]:
    """One question for every party, in order."""
    return tuple(
        Question(party=party.id, says=f"{party.name} ({party.kind.value}). {QUESTION}")
        for party in parties
    )


def declare(
    parties: Sequence[NamedParty],
    answers: Sequence[Answer],
    at: dt.datetime,
    law: Law | None = None,
) -> Declaration:
    """The declaration with which a reviewer accepts; by the shipped law where none is given.

    Raises:
        Refused: when a party has no answer or two, an answer is about nobody in the case, or an
            answer is yes.
    """
    asked = [party.id for party in parties]
    answered = [answer.party for answer in answers]
    if sorted(asked) != sorted(answered):
        open_ones = len(set(asked) - set(answered))
        raise _refused(
            law or load_law(),
            at,
            f"Every party is answered once; {open_ones} of {len(asked)} have no answer.",
            "Answer yes or no for each party.",
        )
    if any(answer.affiliated for answer in answers):
        raise _refused(
            law or load_law(),
            at,
            "The reviewer declares a tie to a party.",
            "Step down; another reviewer is appointed.",
        )
    return Declaration(none_with=tuple(asked), declared=at)


class RecusalGround(enum.Enum):
    """Why a reviewer steps down or is taken off."""

    AFFILIATION = "affiliation with a party"
    OTHER_FIELD = "not the reviewer's field"
    NO_TIME = "not available in time"
    CREDENTIALS = "credentials no longer in force"
    OWN_DOUBT = "the reviewer's own doubt of impartiality"


def recuse(reviewer: str, seat: int, ground: RecusalGround, words: str) -> ReviewerRecused:
    """The event of stepping down; whatever the ground, the reviewer is barred in this case.

    Args:
        reviewer: identifier of the panel member.
        seat: the seat that becomes free.
        ground: why.
        words: the reason in the reviewer's or the office's words, without a name.

    Raises:
        Refused: when no words are given.
    """
    if not words.strip():
        raise Refused(
            "A recusal gives its reason.",
            rule="recusal-with-reason",
            remedy="Say in a sentence why.",
        )
    return ReviewerRecused(
        seat=seat, reviewer=reviewer, reason=f"{ground.value}: {' '.join(words.split())}"
    )


def _refused(law: Law, at: dt.datetime, reason: str, remedy: str) -> Refused:
    cited = rule_called(law, NO_AFFILIATION, pacific_day(at)).cited
    return Refused(reason, rule=NO_AFFILIATION, citation=cited, remedy=remedy)

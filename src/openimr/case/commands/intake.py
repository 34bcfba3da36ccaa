"""Commands from filing to eligibility."""

from __future__ import annotations

import datetime as dt
import enum

from openimr.case.commands.command import Command
from openimr.case.events.event import Receipt
from openimr.case.events.intake import (
    ApplicationReceived,
    ContestedDecision,
    ListedTreatment,
    Priority,
)
from openimr.vocabulary.value import Value, require


class ReceiveApplication(Command, frozen=True, kw_only=True):
    """Open a case with what was read from the filed form."""

    application: ApplicationReceived


class CorrectApplication(Command, frozen=True, kw_only=True):
    """Correct what was read from the form; a field left None stays."""

    reason: str
    decision: ContestedDecision | None = None
    date_of_injury: dt.date | None = None
    signed: bool | None = None
    liability_disputed: bool | None = None
    treatments: tuple[ListedTreatment, ...] | None = None
    priority: Priority | None = None
    certified: bool | None = None


class EarlierOutcome(enum.Enum):
    """What became of an earlier application on the same dispute."""

    OPEN = "goes on"
    DECIDED = "decided on the merits"
    NOT_REVIEWED = "ended without review"


class EarlierApplication(Value, frozen=True, kw_only=True):
    """Another case that a search by the digest of the dispute found."""

    case: str
    same_dispute: str
    received: dt.datetime
    outcome: EarlierOutcome


class Screen(Command, frozen=True, kw_only=True):
    """Screen the application for duplicates, completeness and eligibility.

    Attributes:
        earlier: other cases that a search by the digest of the dispute found.
        doubts: ids of eligibility rules that whoever screens sees hold beside what the form
            tells ("untimely-ur" where the day of the request is not known; "filer" for a
            designation before the decision).
    """

    earlier: tuple[EarlierApplication, ...] = ()
    doubts: tuple[str, ...] = ()


class ReceiveCure(Command, frozen=True, kw_only=True):
    """Take in what an incomplete application lacked: the rules cured, and the papers."""

    rules: tuple[str, ...]
    papers: tuple[Receipt, ...]

    def __post_init__(self) -> None:
        require(bool(self.rules), "a cure names what it cures")


class LetCureLapse(Command, frozen=True, kw_only=True):
    """The time for the cure is over and nothing came."""


class AskForInformation(Command, frozen=True, kw_only=True):
    """Ask the parties for what a person needs to judge eligibility (8 CCR 9792.10.3)."""

    questions: tuple[str, ...]

    def __post_init__(self) -> None:
        require(any(one.strip() for one in self.questions), "there is a question")


class DecideReferral(Command, frozen=True, kw_only=True):
    """A person's answer on what the screen left open."""

    eligible: bool
    reason: str

    def __post_init__(self) -> None:
        require(bool(self.reason.strip()), "a person gives a reason")


class EndDeferral(Command, frozen=True, kw_only=True):
    """The liability dispute is resolved, or the administrator agrees that review goes on."""

    reason: str
    resolved_served: dt.date | None = None


class Consolidate(Command, frozen=True, kw_only=True):
    """Decide this application in another case of the same course of treatment.

    Attributes:
        into: the other case's number.
        same_course: the other case's digest of employee, physician and date of injury.
    """

    into: str
    same_course: str


class TakeIn(Command, frozen=True, kw_only=True):
    """Take another case's treatments into this one; the other side of ``Consolidate``."""

    case: str
    same_course: str
    treatments: tuple[ListedTreatment, ...]

    def __post_init__(self) -> None:
        require(bool(self.treatments), "there is a treatment to take in")


class ConvertToExpedited(Command, frozen=True, kw_only=True):
    """Make a standard review expedited on the treating physician's certification."""

    certified_by: str
    papers: tuple[Receipt, ...]


class ReturnToStandard(Command, frozen=True, kw_only=True):
    """Let an expedited review go on as a standard one; the physician's papers if certified."""

    reason: str
    papers: tuple[Receipt, ...] = ()

    def __post_init__(self) -> None:
        require(bool(self.reason.strip()), "a return has a reason")

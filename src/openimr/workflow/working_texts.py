"""Texts that a reviewer is still writing: kept beside the record, never in it.

One for each seat, reviewer and treatment: whoever follows in a seat does not find the text of
whoever sat there before. Two windows on one text are told of each other.
"""

from __future__ import annotations

import datetime as dt
from typing import Protocol

from openimr.vocabulary.errors import Refused
from openimr.vocabulary.value import Value, require

LONGEST = 60_000
"""Characters of one text; the longest rationale of the public letters has a fifth of it."""


class TextPlace(Value, frozen=True, kw_only=True):
    """Whose text on what.

    Attributes:
        case: the case number.
        seat: of the reviewer in the case.
        reviewer: the panel's identifier.
        treatment: its number in the record.
    """

    case: str
    seat: int
    reviewer: str
    treatment: int


class WorkingText(Value, frozen=True, kw_only=True):
    """What a finding's form holds before it is recorded.

    Attributes:
        decision: "upheld", "overturned", or "" as long as none is chosen.
        rationale: with its citation marks.
        rests_on: the criteria that it rests on, by id.
        none_cited_because: why nothing is cited.
        taken_over: whether the proposal's text was taken over into it.
    """

    decision: str = ""
    rationale: str = ""
    rests_on: tuple[str, ...] = ()
    none_cited_because: str = ""
    taken_over: bool = False

    def __post_init__(self) -> None:
        require(self.decision in {"", "upheld", "overturned"}, "a decision is one of two words")
        written = len(self.rationale) + len(self.none_cited_because)
        require(written <= LONGEST, f"a text has at most {LONGEST} characters")


class KeptText(Value, frozen=True, kw_only=True):
    """A working text as it is kept.

    Attributes:
        text: what was written.
        version: 1 when first kept, and one more each time.
        at: when it was kept.
    """

    text: WorkingText
    version: int
    at: dt.datetime


class WorkingTexts(Protocol):
    """Keeps working texts."""

    def kept(self, place: TextPlace) -> KeptText | None:
        """The text of a place; None where nothing was written."""
        ...

    def keep(self, place: TextPlace, text: WorkingText, after: int, at: dt.datetime) -> KeptText:
        """Keep a text in place of the version that it was written on.

        Args:
            place: whose text on what.
            text: what is written.
            after: the version that was before the writer; 0 where there was none.
            at: when.

        Returns:
            The text as kept; the one that is kept already when it says the same.

        Raises:
            Refused: rule "written-elsewhere" when another window kept other words meanwhile.
        """
        ...

    def drop(self, case: str, reviewer: str) -> int:
        """Forget every text of a reviewer in a case, as when they step down; how many."""
        ...


def written_elsewhere() -> Refused:
    """Two windows wrote on one text."""
    return Refused(
        "This text was changed in another window since you opened it here.",
        rule="written-elsewhere",
        remedy="Keep yours to replace that one, or reload the page to go on with it.",
    )

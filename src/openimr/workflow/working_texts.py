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


SUMMARY = 0
"""Stands for the case summary where a treatment's number would; those count from 1."""


class TextPlace(Value, frozen=True, kw_only=True):
    """Whose text on what.

    Attributes:
        case: the case number.
        seat: of the reviewer in the case.
        reviewer: the panel's identifier.
        treatment: its number in the record; ``SUMMARY`` for the case summary.
    """

    case: str
    seat: int
    reviewer: str
    treatment: int


class WorkingSentence(Value, frozen=True, kw_only=True):
    """A sentence of a case summary that is still being written.

    Attributes:
        text: with its page marks, as far as they are there.
        drafted: digest of the drafted sentence that it was; "" for one's own.
        opens: it begins a paragraph.
    """

    text: str = ""
    drafted: str = ""
    opens: bool = False


class WorkingText(Value, frozen=True, kw_only=True):
    """What the form of a finding, or of the case summary, holds before it is recorded.

    Attributes:
        decision: "upheld", "overturned", or "" as long as none is chosen.
        rationale: with its citation marks.
        rests_on: the criteria that it rests on, by id.
        none_cited_because: why nothing is cited.
        taken_over: whether the proposal's text was taken over into it.
        changed_because: why the decision differs from the first opinion.
        sentences: of the case summary; none on a treatment.
    """

    decision: str = ""
    rationale: str = ""
    rests_on: tuple[str, ...] = ()
    none_cited_because: str = ""
    taken_over: bool = False
    changed_because: str = ""
    sentences: tuple[WorkingSentence, ...] = ()

    def __post_init__(self) -> None:
        require(self.decision in {"", "upheld", "overturned"}, "a decision is one of two words")
        written = len(self.rationale) + len(self.none_cited_because) + len(self.changed_because)
        written += sum(len(one.text) for one in self.sentences)
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

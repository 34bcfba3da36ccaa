"""Papers by mail that had opened a case: filed to that case instead of opening another.

What the case has already is not filed twice; what is new waits on its page of records, where
intake says what each paper is.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from openimr.case.model import Case
from openimr.vocabulary.errors import Refused
from openimr.vocabulary.value import Value
from openimr.workflow.papers import PaperUploads, Sender, Upload
from openimr.workflow.receive import Intake
from openimr.workflow.receive_papers import FiledBefore, filed_before


class HandsOver(Protocol):
    """Moves papers of a tray to another place where papers wait."""

    def hand_over(self, tray: Sender, upload: str, to: Sender) -> None:
        """Move a finished paper; broken off, it is in the tray still.

        Raises:
            Refused: when it is not finished, or the other place is full.
        """
        ...


class HandedOver(Value, frozen=True, kw_only=True):
    """What became of the papers of a tray.

    Attributes:
        new: papers that wait on the case's page of records now.
        had: papers that the case had already.
    """

    new: int
    had: int


def told_before(intake: Intake, waiting: Sequence[Upload], key: str) -> tuple[FiledBefore, ...]:
    """Cases that were opened on papers of a tray, but for the one of this very filing.

    Args:
        intake: knows which papers opened which cases.
        waiting: what lies in the tray.
        key: under which the tray would be filed.
    """
    papers = [one.paper.sha256 for one in waiting if one.paper]
    found = filed_before(intake.papers, intake.store, papers)
    return tuple(one for one in found if one.key != key)


def check_told(before: Sequence[FiledBefore], case: str) -> None:
    """Refuse to file a tray to a case that was opened on none of its papers.

    Raises:
        Refused: rule "papers-of-that-case".
    """
    if all(one.case != case for one in before):
        raise Refused(
            f"None of these papers opened case {case}.",
            rule="papers-of-that-case",
            remedy="Look at the papers again. Records of a case are sent on its own page.",
        )


def hand_over(
    hands: HandsOver, uploads: PaperUploads, tray: Sender, case: Case, to: Sender
) -> HandedOver:
    """File the papers of a tray to a case.

    Args:
        hands: moves papers.
        uploads: what lies in the tray.
        tray: whose papers go.
        case: to which they go.
        to: where whoever files sends papers of the case.
    """
    waiting = uploads.waiting(tray)
    new = new_to(case, waiting)
    had = [one.id for one in waiting if one.paper and one.id not in new]
    for upload in new:
        hands.hand_over(tray, upload, to)
    for upload in had:
        uploads.drop(tray, upload)
    return HandedOver(new=len(new), had=len(had))


def new_to(case: Case, waiting: Sequence[Upload]) -> tuple[str, ...]:
    """Papers that a case does not have yet, by their uploads."""
    known = {one.sha256 for one in (*case.papers, *(each.receipt for each in case.records))}
    return tuple(one.id for one in waiting if one.paper and one.paper.sha256 not in known)

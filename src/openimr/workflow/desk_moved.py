"""Recorded texts whose page marks lead elsewhere since the case file was drafted again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from openimr.case.events.reviewing import CitedPage
from openimr.determination.checks.passage import Passage
from openimr.workflow.desk_cited_pages import Fingerprint, MovedMark, moved_marks
from openimr.workflow.desk_parts_listed import ReviewedDocument
from openimr.workflow.desk_view import SeatWork
from openimr.workflow.desk_view_room import Seated
from openimr.workflow.working_texts import KeptText

MovedMarks = tuple[tuple[int | None, tuple[str, ...]], ...]
"""Marks that lead elsewhere, by the treatment of their finding; None of the case summary."""


@dataclass(frozen=True)
class DraftedFile:
    """The case file as it was drafted last: where marks lead now.

    Attributes:
        at: when; None when it was not.
        documents: those that the letter lists; none without a draft of all the papers.
        fingerprint: of a paper.
    """

    at: dt.datetime | None
    documents: Sequence[ReviewedDocument]
    fingerprint: Fingerprint

    def after(self, at: dt.datetime) -> bool:
        """Whether it was drafted after a moment."""
        return self.at is not None and self.at > at

    def moved(self, pages: Sequence[CitedPage], recorded: dt.datetime) -> tuple[MovedMark, ...]:
        """The marks of a text that lead to another page than was meant when it was recorded."""
        if not pages or not self.documents or not self.after(recorded):
            return ()
        return moved_marks(pages, self.documents, self.fingerprint)


def moved_in_finding(seated: Seated, treatment: int) -> tuple[MovedMark, ...]:
    """The marks of a recorded finding that lead to another page than was meant, or nowhere."""
    return _of_finding(seated.work, treatment, file_of(seated))


def moved_in_summary(seated: Seated) -> tuple[MovedMark, ...]:
    """As ``moved_in_finding``, of the recorded case summary."""
    return _of_summary(seated.work, file_of(seated))


def moved_anywhere(work: SeatWork, now: DraftedFile) -> MovedMarks:
    """The moved marks of all that somebody recorded."""
    found: dict[int | None, tuple[MovedMark, ...]] = {
        treatment: _of_finding(work, treatment, now) for treatment in work.findings
    }
    found[None] = _of_summary(work, now)
    return tuple((n, tuple(one.then.mark for one in marks)) for n, marks in found.items() if marks)


def file_of(seated: Seated) -> DraftedFile:
    """The case file of whoever sits at it."""
    at = seated.lists.drafted_at(seated.case.number)
    return DraftedFile(at, seated.documents, seated.fingerprint)


def _of_finding(work: SeatWork, treatment: int, now: DraftedFile) -> tuple[MovedMark, ...]:
    found = work.findings.get(treatment)
    return now.moved(found.pages, work.found_at[treatment]) if found else ()


def _of_summary(work: SeatWork, now: DraftedFile) -> tuple[MovedMark, ...]:
    if not work.summaries:
        return ()
    at, summary = work.summaries[-1]
    return now.moved(summary.pages, at)


def sentence_with(text: str, mark: str) -> str:
    """The sentence of a text in which a mark stands; "" where it stands in none."""
    return next((one.text for one in Passage(text).sentences if mark in one.text), "")


def untouched_since(seated: Seated, kept: KeptText | None) -> bool:
    """Whether nothing was written after the draft was made anew, so that all marks are old."""
    return kept is None or file_of(seated).after(kept.at)

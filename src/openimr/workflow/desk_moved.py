"""Recorded texts whose page marks lead elsewhere since the case file was drafted again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from openimr.case.events.reviewing import CitedPage
from openimr.determination.checks.passage import Passage
from openimr.workflow.desk_cited_pages import MovedMark, moved_marks
from openimr.workflow.desk_view_room import Seated
from openimr.workflow.working_texts import KeptText


def moved_in_finding(seated: Seated, treatment: int) -> tuple[MovedMark, ...]:
    """The marks of a recorded finding that lead to another page than was meant, or nowhere."""
    found = seated.work.findings.get(treatment)
    if found is None or not _drafted_after(seated, seated.work.found_at[treatment]):
        return ()
    return _moved(seated, found.pages)


def moved_in_summary(seated: Seated) -> tuple[MovedMark, ...]:
    """As ``moved_in_finding``, of the recorded case summary."""
    if not seated.work.summaries or not _drafted_after(seated, seated.work.summaries[-1][0]):
        return ()
    return _moved(seated, seated.work.summaries[-1][1].pages)


def moved_anywhere(seated: Seated) -> Iterator[tuple[int | None, tuple[MovedMark, ...]]]:
    """The moved marks of every finding by its treatment, and of the case summary under None."""
    for treatment in seated.work.findings:
        if moved := moved_in_finding(seated, treatment):
            yield treatment, moved
    if moved := moved_in_summary(seated):
        yield None, moved


def _drafted_after(seated: Seated, at: dt.datetime) -> bool:
    drafted = seated.lists.drafted_at(seated.case.number)
    return drafted is not None and drafted > at


def _moved(seated: Seated, pages: tuple[CitedPage, ...]) -> tuple[MovedMark, ...]:
    if not pages or not seated.documents:
        return ()
    return moved_marks(pages, seated.documents, seated.fingerprint)


def sentence_with(text: str, mark: str) -> str:
    """The sentence of a text in which a mark stands; "" where it stands in none."""
    return next((one.text for one in Passage(text).sentences if mark in one.text), "")


def untouched_since(seated: Seated, kept: KeptText | None) -> bool:
    """Whether nothing was written after the draft was made anew, so that all marks are old."""
    return kept is None or _drafted_after(seated, kept.at)

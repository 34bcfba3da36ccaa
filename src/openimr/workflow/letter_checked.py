"""The checks on the letter of a case, as a case's step asks for them (``standing``)."""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Sequence

from openimr.case.evolve import case_of
from openimr.case.record import RecordedEvent
from openimr.determination.model import Determination
from openimr.law.calendar import pacific_day
from openimr.vocabulary.errors import BadInput, Refused
from openimr.workflow.before_signing import Signing, Warned, before_signing
from openimr.workflow.desk_moved import DraftedFile, MovedMarks, moved_anywhere
from openimr.workflow.desk_parts_listed import (
    KeptDrafts,
    ReadOnce,
    drafted_letter,
    reviewed_documents,
)
from openimr.workflow.desk_view import DraftState, SeatWork, draft_state, seat_work
from openimr.workflow.desk_view_letter import others_of, signing_of
from openimr.workflow.desk_view_room import PaperPrints
from openimr.workflow.lettering import letter_in_review
from openimr.workflow.office import Office


def found_on_letter(
    office: Office,
    drafts: KeptDrafts,
    papers: PaperPrints,
    recorded: Sequence[RecordedEvent],
    letter: Determination | None,
) -> tuple[Warned, ...]:
    """What the checks find on a letter; nothing where there is none yet.

    Args:
        office: of the record.
        drafts: of the cases.
        papers: of the cases.
        recorded: every event of the case.
        letter: None for the one that is in quality review.

    Raises:
        BadInput: when there is a letter and what it is checked against cannot be read.
    """
    lists = ReadOnce(drafts)
    made = letter or _in_review(office, lists, recorded)
    return before_signing(_signing(office, lists, papers, recorded, made)) if made else ()


def _in_review(
    office: Office, drafts: KeptDrafts, recorded: Sequence[RecordedEvent]
) -> Determination | None:
    """The letter in quality review; None where nothing was drafted, or a part is missing."""
    try:
        drafted = drafted_letter(drafts, case_of(recorded).number)
        return letter_in_review(recorded, drafted, pacific_day(office.now()))
    except (Refused, BadInput):
        return None


def _signing(
    office: Office,
    drafts: KeptDrafts,
    papers: PaperPrints,
    recorded: Sequence[RecordedEvent],
    letter: Determination,
) -> Signing:
    case = case_of(recorded)
    others = others_of(office.store, case, case.seats)
    signing = signing_of(drafts, case, letter, seats=case.seats, others=others)
    state = draft_state(recorded, drafts.drafted_at(case.number))
    now = _drafted_file(drafts, papers, case.number, state)
    works = (seat_work(recorded, seat) for seat in case.seats)
    moved = (one for work in works for one in _in_letter(moved_anywhere(work, now), work, letter))
    behind = state is DraftState.BEHIND
    return dataclasses.replace(signing, moved=tuple(moved), behind=behind)


def _drafted_file(
    drafts: KeptDrafts, papers: PaperPrints, case: str, state: DraftState
) -> DraftedFile:
    documents = reviewed_documents(drafts, case) if state is DraftState.READY else ()
    fingerprint = functools.partial(papers.fingerprint, case)
    return DraftedFile(drafts.drafted_at(case), documents, fingerprint)


def _in_letter(moved: MovedMarks, work: SeatWork, letter: Determination) -> MovedMarks:
    """Without those of a case summary that the letter does not take, as it takes one alone."""
    if work.summary and work.summary.text == letter.clinical_case_summary:
        return moved
    return tuple((treatment, marks) for treatment, marks in moved if treatment is not None)

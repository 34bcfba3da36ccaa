"""The checks on the letter of a case, as a case's step asks for them (``standing``)."""

from __future__ import annotations

from collections.abc import Sequence

from openimr.case.evolve import case_of
from openimr.case.record import RecordedEvent
from openimr.determination.model import Determination
from openimr.law.calendar import pacific_day
from openimr.vocabulary.errors import BadInput, Refused
from openimr.workflow.before_signing import Warned
from openimr.workflow.desk_parts_listed import KeptDrafts, drafted_letter
from openimr.workflow.lettering import letter_in_review
from openimr.workflow.office import Office
from openimr.workflow.quality_room import warned_of


def found_on_letter(
    office: Office,
    drafts: KeptDrafts,
    recorded: Sequence[RecordedEvent],
    letter: Determination | None,
) -> tuple[Warned, ...]:
    """What the checks find on a letter; nothing where there is none yet.

    Args:
        office: of the record.
        drafts: of the cases.
        recorded: every event of the case.
        letter: None for the one that is in quality review.

    Raises:
        BadInput: when there is a letter and what it is checked against cannot be read.
    """
    case = case_of(recorded)
    made = letter or _in_review(office, drafts, recorded)
    return warned_of(office, drafts, case, made) if made else ()


def _in_review(
    office: Office, drafts: KeptDrafts, recorded: Sequence[RecordedEvent]
) -> Determination | None:
    """The letter in quality review; None where nothing was drafted, or a part is missing."""
    try:
        drafted = drafted_letter(drafts, case_of(recorded).number)
        return letter_in_review(recorded, drafted, pacific_day(office.now()))
    except (Refused, BadInput):
        return None

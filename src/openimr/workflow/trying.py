"""Trying the guidelines on a request and a few sentences of a record; nothing of it is kept."""

from __future__ import annotations

import datetime as dt

from openimr.application.model import Application, CitedDate, DisputedTreatment, UrAction
from openimr.casefile.model import CaseFile, Document, DocumentType, Page
from openimr.guidelines.model import Pack
from openimr.review.model import Proposal
from openimr.vocabulary.errors import BadInput
from openimr.vocabulary.fact import Fact
from openimr.vocabulary.places import PageSpan
from openimr.vocabulary.value import Value

NOTE = "note"
"""The name of the one paper that the sentences are put on."""

_WHOLE = PageSpan(file=NOTE, page=1, start=0, end=0)
MOST_CHARACTERS = 20_000


class Tried(Value, frozen=True, kw_only=True):
    """What the guidelines say.

    Attributes:
        proposal: the treatment with its topic, search and criteria.
        facts: what was found in the sentences; evaluations point into them.
    """

    proposal: Proposal
    facts: tuple[Fact, ...]


def try_request(
    request: str, note: str, asked_on: dt.date, pack: Pack, injured: dt.date | None = None
) -> Tried:
    """Weigh one request on one note, as a case file with that single report would be.

    Args:
        request: as an office words it.
        note: what the record says; a progress report of the day.
        asked_on: the day of the request, which decides on editions.
        pack: the guidelines.
        injured: the day of injury, where topics ask for it.

    Raises:
        BadInput: without a request, or when the texts are too long to try at once.
    """
    _check_size(request, note)
    # What reads and decides takes its time to load: only who tries waits for it.
    from openimr.application.request import parse_request  # noqa: PLC0415
    from openimr.casefile.facts import find_facts  # noqa: PLC0415
    from openimr.review.propose import grounds_in_question  # noqa: PLC0415
    from openimr.workflow.draft import decide  # noqa: PLC0415

    treatment = DisputedTreatment(
        text=request.strip(), request=parse_request(request), ur_decision=UrAction.DENIED
    )
    application = Application(
        ur_date=CitedDate(value=asked_on, place=_WHOLE),
        date_of_injury=CitedDate(value=injured, place=_WHOLE) if injured else None,
        ur_decision_attached=True,
        treatments=(treatment,),
    )
    report = Document(file=NOTE, pages=(1, 1), type=DocumentType.PROGRESS_REPORT, date=asked_on)
    page = Page(file=NOTE, number=1, text=note.replace("\r\n", "\n"))
    case_file = CaseFile(pages=(page,), documents=(report,))
    facts = find_facts(case_file, grounds_in_question(application, pack))
    decided = decide(case_file, application, facts, pack)
    return Tried(proposal=decided.proposals[0], facts=facts)


def _check_size(request: str, note: str) -> None:
    if not request.strip():
        raise BadInput("the request", "is empty", "Write the treatment that is asked for.")
    if len(request) + len(note) > MOST_CHARACTERS:
        found = f"is longer than {MOST_CHARACTERS:,} characters"
        raise BadInput("the note", found, "Shorten it; whole case files are drafted as cases.")

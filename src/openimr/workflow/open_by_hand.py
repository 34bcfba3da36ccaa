"""An application that a person reads: entered by hand, it takes the same way as one that was read.

So an application that came on paper alone, or cannot be read, is compared with others, screened
and kept like any other. What nobody entered stays open; nothing is guessed.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from openimr.application.model import Application, Cited, CitedDate, DisputedTreatment
from openimr.case.commands.intake import Screen
from openimr.case.evolve import case_of
from openimr.case.record import RecordedEvent
from openimr.guidelines.match import match_topic
from openimr.guidelines.model import Pack
from openimr.law.calendar import pacific_day
from openimr.vocabulary.actor import Actor
from openimr.vocabulary.filing import Delivery, PartyRole, Priority
from openimr.vocabulary.places import PageSpan
from openimr.vocabulary.value import Value, require
from openimr.workflow.duplicates import earlier_applications, received_between
from openimr.workflow.receive import Filing, Intake, Taken, named_parties, screened_by
from openimr.workflow.receive_digests import comparable
from openimr.workflow.receive_reading import FiledPaper, Looked, PapersRead, Question
from openimr.workflow.store import MOST_ROWS, CaseQuery, CaseRow

BY_HAND = "entered by hand"
"""Stands where the name of a file stands for what was read."""

HERE = PageSpan(file=BY_HAND, page=1, start=0, end=0)
"""The place of whatever a person entered."""


class OpenCase(Value, frozen=True, kw_only=True):
    """What a person entered of an application (DWC Form IMR, 8 CCR 9792.10.2).

    Attributes:
        treatments: each as requested, in the order of the form.
        decided: the day of the contested utilization review decision.
        served: when it was served.
        asked: when the claims administrator received the request for authorization.
        conditional: it refuses for want of requested information only.
        ur_expedited: it was made under expedited utilization review.
        attached: it lies with the application; None where nobody says so.
        certified: a physician certified an imminent and serious threat, with the form.
        given: the treatments were given before they were decided on.
        signed: the day of the signature, or whether there is one; None where nobody says so.
        liability_resolved: when notice was served that a dispute over liability is resolved.
        received: when the application came; None for now.
        by: how it came.
        filer: who filed; None for the employee.
    """

    employee: str
    treatments: tuple[str, ...]
    date_of_birth: dt.date | None = None
    date_of_injury: dt.date | None = None
    claim_number: str | None = None
    employer: str | None = None
    claims_administrator: str | None = None
    requesting_physician: str | None = None
    physician_specialty: str | None = None
    attorney: str | None = None
    diagnosis: str | None = None
    priority: Priority = Priority.STANDARD
    decided: dt.date | None = None
    served: dt.date | None = None
    asked: dt.date | None = None
    conditional: bool = False
    ur_expedited: bool = False
    attached: bool | None = None
    certified: bool = False
    given: bool = False
    signed: dt.date | bool | None = None
    liability_disputed: bool = False
    liability_resolved: dt.date | None = None
    received: dt.datetime | None = None
    by: Delivery = Delivery.MAIL
    filer: PartyRole | None = None

    def __post_init__(self) -> None:
        require(bool(self.employee.strip()), "the employee has a name")
        require(bool(self.treatments), "at least one treatment is in dispute")
        require(all(one.strip() for one in self.treatments), "a treatment is named")


def open_by_hand(  # noqa: PLR0913
    intake: Intake,
    entered: OpenCase,
    papers: Sequence[FiledPaper],
    actor: Actor,
    key: str,
    *,
    pack: Pack,
    again: str = "",
) -> tuple[Taken, PapersRead]:
    """Open a case on what a person entered, and screen it.

    Args:
        intake: takes applications in.
        entered: what the person entered.
        papers: the papers, unread; none where there are only sheets of paper.
        actor: who takes it in.
        key: made once for this filing: again under it, what was broken off is finished.
        pack: guidelines, by whose topics treatments are called.
        again: why it is opened on papers that opened another case; as ``Intake.take``.

    Raises:
        Refused: as ``Intake.take``.
    """
    read = as_read(entered, papers, pack)
    return open_read(intake, entered, read, actor, key, again=again), read


def open_read(  # noqa: PLR0913 - as `open_by_hand`
    intake: Intake,
    entered: OpenCase,
    read: PapersRead,
    actor: Actor,
    key: str,
    *,
    again: str = "",
) -> Taken:
    """As ``open_by_hand``, for whoever adds to what was entered, as names and addresses."""
    filing = Filing(received=entered.received, by=entered.by, filer=entered.filer)
    first = None if again else _opened_under(key, intake, read, entered)
    if first is None:
        return intake.take(read, filing, actor, key, again=again)
    parties = named_parties(read, intake.digests, first.case)
    case = case_of((first,))
    screen = Screen(earlier=earlier_applications(intake.store, case))
    screened = intake.desk.do(screen, case.number, screened_by(actor), f"{key}:screen")
    recorded = (first, *screened)
    return Taken(case=case_of(recorded), recorded=recorded, parties=parties, anew=False)


def _opened_under(
    key: str, intake: Intake, read: PapersRead, entered: OpenCase
) -> RecordedEvent | None:
    """The event by which this very filing opened its case before."""
    for row in _alike(intake, read, entered):
        recorded = intake.store.load(row.case)
        if recorded and recorded[0].key == key:
            return recorded[0]
    return None


def _alike(intake: Intake, read: PapersRead, entered: OpenCase) -> Iterator[CaseRow]:
    """Cases on the same dispute or papers; with too little for either, all of the same day."""
    if comparable(read.application) or read.papers:
        digest = intake.digests.same_dispute(read.application, read.topics, "", read.filed)
        yield from intake.store.cases(CaseQuery(same_dispute=digest, limit=MOST_ROWS)).rows
        return
    day = pacific_day(entered.received or intake.now())
    yield from received_between(intake.store, day, day)


def as_read(entered: OpenCase, papers: Sequence[FiledPaper], pack: Pack) -> PapersRead:
    """What a person entered, in the form in which papers are read."""
    topics = (match_topic(text, pack) for text in entered.treatments)
    return PapersRead(
        application=_application(entered),
        topics=tuple(topic.id if topic else None for topic in topics),
        retrospective=(entered.given,) * len(entered.treatments),
        papers=tuple(papers),
        questions=tuple(_questions(entered)),
        looked=Looked(
            signed=None if entered.signed is None else bool(entered.signed),
            attached=entered.attached,
            certified=entered.certified,
            liability_resolved=entered.liability_resolved,
        ),
    )


def _application(entered: OpenCase) -> Application:
    from openimr.application.request import parse_request  # noqa: PLC0415 - takes its time to load

    expedited = entered.priority is Priority.EXPEDITED
    return Application(
        employee=_cited(entered.employee),
        date_of_birth=_dated(entered.date_of_birth),
        date_of_injury=_dated(entered.date_of_injury),
        claim_number=_cited(entered.claim_number),
        employer=_cited(entered.employer),
        claims_administrator=_cited(entered.claims_administrator),
        requesting_physician=_cited(entered.requesting_physician),
        physician_specialty=_cited(entered.physician_specialty),
        attorney=_cited(entered.attorney),
        primary_diagnosis=_cited(entered.diagnosis),
        priority=_cited("Expedited" if expedited else "Standard"),
        ur_date=_dated(entered.decided),
        rfa_received=_dated(entered.asked),
        ur_served=_dated(entered.served),
        signed=_dated(entered.signed) if isinstance(entered.signed, dt.date) else None,
        filer=entered.filer,
        ur_decision_attached=entered.attached is True,
        ur_conditional=entered.conditional,
        ur_expedited=entered.ur_expedited,
        liability_disputed=entered.liability_disputed,
        treatments=tuple(
            DisputedTreatment(text=text.strip(), request=parse_request(text))
            for text in entered.treatments
        ),
    )


def _cited(text: str | None) -> Cited | None:
    return Cited(value=text.strip(), place=HERE) if text and text.strip() else None


def _dated(day: dt.date | None) -> CitedDate | None:
    return CitedDate(value=day, place=HERE) if day else None


_WANTED = {
    "date_of_injury": "date of injury",
    "claim_number": "claim number",
    "employer": "employer",
    "claims_administrator": "claims administrator",
    "requesting_physician": "requesting physician",
    "decided": "date of the decision",
    "served": "service of the decision",
    "signed": "whether the form is signed",
    "attached": "whether the decision lies with it",
}


def _questions(entered: OpenCase) -> Iterator[Question]:
    """What was left open, and what follows from it."""
    for field, what in _WANTED.items():
        if getattr(entered, field) in (None, ""):
            yield Question(what=what, says="not entered", remedy="Ask for it where it matters.")
    if not comparable(_application(entered)):
        says = "too little was entered to compare this application with others"
        yield Question(what="earlier applications", says=says, remedy="Search by hand.")

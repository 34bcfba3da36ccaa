"""Papers that came by mail: read by a job, shown with their doubts, corrected by hand, taken in.

What a person leaves as it was read keeps its place on the page; what they write themselves stands
as entered by hand. So the application takes the same way as with ``openimr case receive``.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from typing import Protocol

import msgspec

from openimr.application.model import Application, Cited, CitedDate, DisputedTreatment
from openimr.casefile.ports import SourceFile
from openimr.guidelines.match import match_topic
from openimr.guidelines.model import Pack
from openimr.vocabulary.filing import Delivery, Priority
from openimr.vocabulary.places import PageSpan
from openimr.workflow.case_jobs import Told
from openimr.workflow.filing import Answers, Signature
from openimr.workflow.jobs import Job, Kind, Retries, Task, Urgency
from openimr.workflow.open_by_hand import HERE
from openimr.workflow.papers import Sender, Upload
from openimr.workflow.receive_reading import FiledPaper, Looked, PapersRead, Question

READ_TRAY = "read-filed-papers"

_WORDS = {
    "employee": "employee",
    "attorney": "attorney",
    "claim_number": "claim_number",
    "employer": "employer",
    "claims_administrator": "claims_administrator",
    "requesting_physician": "requesting_physician",
    "physician_specialty": "physician_specialty",
    "diagnosis": "primary_diagnosis",
}
_DAYS = {
    "date_of_birth": "date_of_birth",
    "date_of_injury": "date_of_injury",
    "decided": "ur_date",
    "served": "ur_served",
    "asked": "rfa_received",
    "signed_on": "signed",
}
"""Fields of ``Answers`` by those of ``Application``."""


class FiledTray(Protocol):
    """Papers of one person's tray, read together as one application."""

    def opened(self, tray: str) -> AbstractContextManager[tuple[SourceFile, ...]]:
        """The papers that arrived, as files, as long as the context lasts."""
        ...

    def read(self, tray: str, told: Told) -> PapersRead:
        """What they say; pages that were read before are not read again.

        Raises:
            BadInput: when one cannot be opened, or none is an application.
        """
        ...


MAIL_TRAY = "mail"
"""The kind of tray in which papers by mail lie."""


def tray_of_login(login: str, kind: str = MAIL_TRAY) -> Sender:
    """A tray that one account alone sees: the login stays out of its name."""
    digest = hashlib.sha256(login.encode()).hexdigest()[:24]
    return Sender(place=f"{kind}-{digest}", by=f"{kind}-{digest}")


def tray_kind(trays: FiledTray) -> Kind:
    """The kind of job that reads a tray."""

    def run(task: Task, arguments: Mapping[str, str]) -> None:
        trays.read(arguments["tray"], lambda done, of: task.progress(done, of, "pages"))

    return Kind(name=READ_TRAY, run=run, heavy=True, retries=Retries(attempts=3))


def reading_of(tray: str, papers: Sequence[Upload]) -> Job:
    """The job that reads what lies in a tray now."""
    return Job(
        key=f"{READ_TRAY}:{tray}:{tray_mark(papers)}",
        kind=READ_TRAY,
        arguments={"tray": tray},
        urgency=Urgency.EXPEDITED,
    )


def tray_mark(papers: Sequence[Upload]) -> str:
    """By which the papers of a tray are known: the same ones again are the same filing."""
    together = "".join(sorted(one.id for one in papers if one.paper))
    return hashlib.sha256(together.encode()).hexdigest()[:32]


def answers_of(read: PapersRead) -> Answers:
    """What was read, in the fields in which a person corrects it."""
    form = read.application
    texts = {name: _value(getattr(form, field)) for name, field in _WORDS.items()}
    days = {name: _day(getattr(form, field)) for name, field in _DAYS.items()}
    asked = form.priority.value if form.priority else ""
    return msgspec.structs.replace(
        Answers(),
        **{name: text or "" for name, text in texts.items()},
        **days,
        filer=form.filer,
        treatments="\n".join(one.text for one in form.treatments),
        given=any(read.retrospective),
        priority=Priority(asked.lower()) if asked in {"Standard", "Expedited"} else None,
        conditional=form.ur_conditional,
        ur_expedited=form.ur_expedited,
        liability_disputed=form.liability_disputed,
        signature=Signature.SIGNED if form.signed else None,
        no_decision=None if read.attached is None else not read.attached,
    )


def unread(papers: Sequence[Upload]) -> PapersRead:
    """Papers that nobody read: a person enters what they say."""
    return PapersRead(
        application=Application(),
        topics=(),
        retrospective=(),
        papers=tuple(
            FiledPaper(
                name=one.announced.name, sha256=one.paper.sha256, pages=one.paper.pages, kinds=()
            )
            for one in papers
            if one.paper
        ),
        questions=(),
    )


def _value(cited: Cited | None) -> str | None:
    return cited.value if cited else None


def _day(cited: CitedDate | None) -> dt.date | None:
    return cited.value if cited else None


def where_read(read: PapersRead) -> dict[str, PageSpan]:
    """Where each field was read, by the field's name."""
    found: dict[str, PageSpan] = {}
    for name, field in (_WORDS | _DAYS).items():
        cited = getattr(read.application, field)
        if cited:
            found[name] = cited.place
    if places := [one for each in read.application.treatments[:1] for one in each.sources[:1]]:
        found["treatments"] = places[0]
    return found


def doubts_of(read: PapersRead) -> tuple[dict[str, list[Question]], list[Question]]:
    """Doubts by the field that they are about, and those about nothing that is entered."""
    by_field: dict[str, list[Question]] = {}
    others = []
    for one in read.questions:
        if name := _FIELD_OF.get(one.what):
            by_field.setdefault(name, []).append(one)
        else:
            others.append(one)
    return by_field, others


_FIELD_OF = {
    "name of the employee": "employee",
    "date of birth": "date_of_birth",
    "date of injury": "date_of_injury",
    "claim number": "claim_number",
    "employer": "employer",
    "claims administrator": "claims_administrator",
    "requesting physician": "requesting_physician",
    "regular or expedited": "priority",
    "signature with a date": "signed_on",
    "date of the signature": "signed_on",
    "who signed": "filer",
    "date of the decision": "decided",
    "service of the decision": "served",
    "disputed treatments": "treatments",
}
"""What a question is about, by the field in which it is answered."""


def corrected(read: PapersRead, answers: Answers, pack: Pack) -> PapersRead:
    """What was read, as a person corrected it."""
    form = read.application
    treatments = _treatments(form, answers)
    topics = tuple(match_topic(one.text, pack) for one in treatments)
    fields = {**dict(_texts(form, answers)), **dict(_dates(form, answers))}
    expedited = answers.priority is Priority.EXPEDITED
    application = msgspec.structs.replace(
        form,
        **fields,
        priority=_kept(form.priority, "Expedited" if expedited else "Standard"),
        filer=answers.filer,
        ur_decision_attached=answers.no_decision is False,
        ur_conditional=answers.conditional is True,
        ur_expedited=answers.ur_expedited is True,
        liability_disputed=answers.liability_disputed is True,
        treatments=treatments,
    )
    return msgspec.structs.replace(
        read,
        application=application,
        topics=tuple(topic.id if topic else None for topic in topics),
        retrospective=(answers.given is True,) * len(treatments),
        looked=_looked(answers),
        questions=(),
    )


def _looked(answers: Answers) -> Looked:
    signed = {Signature.SIGNED: True, Signature.NOT_SIGNED: False}
    return Looked(
        signed=signed.get(answers.signature) if answers.signature else None,
        attached=None if answers.no_decision is None else not answers.no_decision,
        certified=answers.certified is True,
        liability_resolved=answers.liability_resolved,
    )


def _texts(form: Application, answers: Answers) -> Iterator[tuple[str, Cited | None]]:
    for name, field in _WORDS.items():
        yield field, _kept(getattr(form, field), getattr(answers, name).strip())


def _kept(read: Cited | None, text: str) -> Cited | None:
    """What was read where it stands; what a person wrote instead, as entered by hand."""
    if read and read.value == text:
        return read
    return Cited(value=text, place=HERE) if text else None


def _dates(form: Application, answers: Answers) -> Iterator[tuple[str, CitedDate | None]]:
    for name, field in _DAYS.items():
        read, day = getattr(form, field), getattr(answers, name)
        if field == "signed" and answers.signature is not Signature.SIGNED:
            day = None
        same = read is not None and read.value == day
        yield field, read if same else CitedDate(value=day, place=HERE) if day else None


def _treatments(form: Application, answers: Answers) -> tuple[DisputedTreatment, ...]:
    from openimr.application.request import parse_request  # noqa: PLC0415 - takes its time to load

    read = {one.text: one for one in form.treatments}
    return tuple(
        read.get(text) or DisputedTreatment(text=text, request=parse_request(text))
        for text in answers.listed
    )


DELIVERIES = (Delivery.MAIL, Delivery.FAX, Delivery.IN_PERSON, Delivery.ELECTRONIC)
"""How papers come, the most usual first."""

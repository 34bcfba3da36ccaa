"""An application as its filer answers the questions of the web, page by page.

What is answered becomes what intake would enter by hand (``OpenCase``), so that an application
that was typed takes the same way as one that was read. What nobody answered stays open.
"""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Iterator, Mapping, Sequence

import msgspec

from openimr.guidelines.model import Pack
from openimr.vocabulary.filing import Delivery, PartyRole, Priority
from openimr.vocabulary.value import Value
from openimr.workflow.addresses import MOST_LINES
from openimr.workflow.open_by_hand import OpenCase, as_read
from openimr.workflow.papers import Sender, Upload
from openimr.workflow.receive_reading import KINDS, FiledPaper, PapersRead

FILERS = (
    PartyRole.EMPLOYEE,
    PartyRole.EMPLOYEE_ATTORNEY,
    PartyRole.DESIGNEE,
    PartyRole.EMERGENCY_PROVIDER,
)
"""Who may file (8 CCR 9792.10.1(b)(2)); of the emergency provider the text was not seen."""


class Signature(enum.Enum):
    """What the filer says of the signature on the form that is sent with the application."""

    SIGNED = "signed"
    NOT_SIGNED = "not signed"


class Paper(enum.Enum):
    """What a paper of an application is; each kind is sent to a place of its own."""

    DECISION = "decision"
    FORM = "form"
    CERTIFICATION = "certification"
    DESIGNATION = "designation"
    OTHER = "other"

    @property
    def title(self) -> str:
        """By which name a receipt calls it."""
        return _TITLES[self]


_FORM, _DECISION = tuple(KINDS.values())[:2]
_TITLES = {
    Paper.DECISION: _DECISION,
    Paper.FORM: _FORM,
    Paper.CERTIFICATION: "physician's certification",
    Paper.DESIGNATION: "designation of a representative",
    Paper.OTHER: "paper",
}


class Answers(Value, frozen=True, kw_only=True):
    """What was answered so far; "" and None where nothing was.

    Attributes:
        filer, filer_name, filer_address: who files, and how they are reached.
        designated: when the worker named the designee.
        decided, served: of the utilization review decision.
        asked: when the claims administrator received the request for authorization.
        conditional: the decision refuses only for want of information.
        approved_since: everything was approved after all.
        signature, signed_on: of the form that is sent with it.
        no_decision: the filer has no copy of the decision.
    """

    filer: PartyRole | None = None
    filer_name: str = ""
    filer_address: str = ""
    designated: dt.date | None = None
    employee: str = ""
    employee_address: str = ""
    date_of_birth: dt.date | None = None
    attorney: str = ""
    date_of_injury: dt.date | None = None
    claim_number: str = ""
    employer: str = ""
    claims_administrator: str = ""
    decided: dt.date | None = None
    served: dt.date | None = None
    asked: dt.date | None = None
    conditional: bool | None = None
    liability_disputed: bool | None = None
    liability_resolved: dt.date | None = None
    approved_since: bool | None = None
    requesting_physician: str = ""
    physician_specialty: str = ""
    diagnosis: str = ""
    treatments: str = ""
    given: bool | None = None
    priority: Priority | None = None
    ur_expedited: bool | None = None
    certified: bool | None = None
    signature: Signature | None = None
    signed_on: dt.date | None = None
    no_decision: bool | None = None

    @property
    def listed(self) -> tuple[str, ...]:
        """The disputed treatments, one for each line."""
        return _lines(self.treatments)

    @property
    def fit_to_file(self) -> bool:
        """Whether there is enough for a case: a worker and a treatment."""
        return bool(self.employee.strip() and self.listed)


class SentPaper(Value, frozen=True, kw_only=True):
    """A paper of an application, with what it is."""

    kind: Paper
    upload: Upload


def place_of(draft: str, kind: Paper) -> Sender:
    """Where papers of one kind of an application are sent; nobody else knows the name."""
    return Sender(place=f"{draft}-{kind.value}", by=draft)


def entered(answers: Answers, papers: Sequence[SentPaper], now: dt.datetime) -> OpenCase:
    """The application as intake would enter it.

    Raises:
        ValueError: when it is not fit to file.
    """
    kinds = {one.kind for one in papers}
    attorneys = answers.filer is PartyRole.EMPLOYEE_ATTORNEY
    return OpenCase(
        employee=answers.employee,
        treatments=answers.listed,
        date_of_birth=answers.date_of_birth,
        date_of_injury=answers.date_of_injury,
        claim_number=answers.claim_number or None,
        employer=answers.employer or None,
        claims_administrator=answers.claims_administrator or None,
        requesting_physician=answers.requesting_physician or None,
        physician_specialty=answers.physician_specialty or None,
        attorney=(answers.filer_name if attorneys else answers.attorney) or None,
        diagnosis=answers.diagnosis or None,
        priority=answers.priority or Priority.STANDARD,
        decided=answers.decided,
        served=answers.served,
        asked=answers.asked,
        conditional=answers.conditional is True,
        ur_expedited=answers.ur_expedited is True,
        attached=_attached(answers, kinds),
        certified=Paper.CERTIFICATION in kinds and answers.certified is True,
        given=answers.given is True,
        signed=_signed(answers, kinds),
        liability_disputed=answers.liability_disputed is True,
        liability_resolved=answers.liability_resolved,
        received=now,
        by=Delivery.ELECTRONIC,
        filer=answers.filer or PartyRole.EMPLOYEE,
    )


def _attached(answers: Answers, kinds: set[Paper]) -> bool | None:
    """None where the filer neither sends the decision nor says that there is none."""
    if Paper.DECISION in kinds:
        return True
    return False if answers.no_decision else None


def _signed(answers: Answers, kinds: set[Paper]) -> dt.date | bool | None:
    """Only of a form that is there can it be said that it is signed."""
    if answers.signature is Signature.NOT_SIGNED:
        return False
    if Paper.FORM not in kinds or answers.signature is None:
        return None
    return answers.signed_on or True


def read_of(
    answers: Answers, papers: Sequence[SentPaper], now: dt.datetime, pack: Pack
) -> tuple[OpenCase, PapersRead]:
    """The application in the form in which filed papers are read, with names and addresses.

    Raises:
        ValueError: when it is not fit to file.
    """
    opened = entered(answers, papers, now)
    read = as_read(opened, tuple(map(_filed, papers)), pack)
    return opened, msgspec.structs.replace(
        read, beside=dict(_beside(answers)), addresses=dict(_addresses(answers))
    )


def _filed(paper: SentPaper) -> FiledPaper:
    whole = paper.upload.paper
    return FiledPaper(
        name=paper.upload.announced.name,
        sha256=whole.sha256 if whole else "",
        pages=whole.pages if whole else None,
        kinds=(paper.kind.title,),
    )


def _beside(answers: Answers) -> Iterator[tuple[PartyRole, str]]:
    """The filer where the form has no field for one."""
    without_field = (PartyRole.DESIGNEE, PartyRole.EMERGENCY_PROVIDER)
    if answers.filer in without_field and answers.filer_name.strip():
        yield answers.filer, answers.filer_name.strip()


def _addresses(answers: Answers) -> Iterator[tuple[PartyRole, tuple[str, ...]]]:
    """Of worker and filer alone: nobody gives the address of another party here."""
    given: Mapping[PartyRole | None, str] = {
        answers.filer: answers.filer_address,
        PartyRole.EMPLOYEE: answers.employee_address,
    }
    for role, address in given.items():
        if role and _lines(address):
            yield role, _lines(address)[:MOST_LINES]


def _lines(text: str) -> tuple[str, ...]:
    return tuple(" ".join(line.split()) for line in text.splitlines() if line.strip())

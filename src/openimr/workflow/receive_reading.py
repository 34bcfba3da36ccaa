"""What was read of the filed papers, and what a person must still look at."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence

from openimr.application.model import Application
from openimr.application.papers import Papers
from openimr.casefile.model import CaseFile, Document, DocumentType
from openimr.casefile.ports import SourceFile
from openimr.guidelines.match import match_topic
from openimr.guidelines.model import Pack
from openimr.vocabulary.errors import BadInput
from openimr.vocabulary.filing import PartyRole
from openimr.vocabulary.places import PageSpan
from openimr.vocabulary.value import Value
from openimr.workflow.receive_digests import comparable

_FORM = "DWC Form IMR"

KINDS = {
    DocumentType.APPLICATION: _FORM,
    DocumentType.UR_DECISION: "utilization review decision",
    DocumentType.RFA: "request for authorization",
}
"""Papers of an application by the names that intake uses; other papers by their type."""

_PAGES_OF_A_FORM = 4
"""The form with its annexes; among more pages a decision may lie that was not told apart."""


class FiledPaper(Value, frozen=True, kw_only=True):
    """One file as it came.

    Attributes:
        name: the file's name; it may name a patient and stays out of the record.
        sha256: of its bytes.
        pages: how many it has; None when it could not be opened.
        kinds: what stands in it, in order ("DWC Form IMR").
    """

    name: str
    sha256: str
    pages: int | None
    kinds: tuple[str, ...]

    @property
    def title(self) -> str:
        """What the record calls it: never the file's name."""
        return "; ".join(dict.fromkeys(self.kinds)) or "paper"


class Question(Value, frozen=True, kw_only=True):
    """Something that was not read, or not for certain, with its place; nothing is guessed.

    Attributes:
        what: the field or page that is open.
        says: what was found instead.
        file, page: where it should stand, as far as that is known.
        remedy: what a person can do.
    """

    what: str
    says: str
    file: str | None = None
    page: int | None = None
    remedy: str = ""


class Looked(Value, frozen=True, kw_only=True):
    """What a person who looked at the papers says of them, where reading alone does not tell.

    Attributes:
        signed: whether the form is signed; None while nobody looked.
        attached: whether the contested decision lies with it; None while nobody looked.
        certified: a physician certified an imminent and serious threat, with the form.
        liability_resolved: when notice was served that a dispute over liability is resolved.
    """

    signed: bool | None = None
    attached: bool | None = None
    certified: bool = False
    liability_resolved: dt.date | None = None


class PapersRead(Value, frozen=True, kw_only=True):
    """Everything that intake knows of filed papers.

    Attributes:
        application: form, request and contested decision as read, each value with its page.
        topics: the guideline topic of each treatment, or None.
        retrospective: for each treatment, whether it was given before it was decided on.
        papers: the files, in their order.
        addresses: postal addresses that the form states, by whose they are.
        questions: what is left to a person.
        looked: what a person says who looked already.
        beside: parties that a person names and the form has no field for, as a designee.
    """

    application: Application
    topics: tuple[str | None, ...]
    retrospective: tuple[bool, ...]
    papers: tuple[FiledPaper, ...]
    questions: tuple[Question, ...]
    addresses: Mapping[PartyRole, tuple[str, ...]] = {}
    looked: Looked = Looked()
    beside: Mapping[PartyRole, str] = {}

    @property
    def filed(self) -> tuple[str, ...]:
        """The SHA-256 of the papers that are the application: with a form in them, else all."""
        forms = tuple(paper.sha256 for paper in self.papers if _FORM in paper.kinds)
        return forms or tuple(paper.sha256 for paper in self.papers)

    @property
    def attached(self) -> bool | None:
        """Whether a copy of the contested decision came; None where a person must look.

        Where no paper was recognized as the decision, only a form that came alone says that there
        is none. Another paper, a page that nobody could read and a form of many pages may hold it.
        """
        if self.application.ur_decision_attached:
            return True
        if self.looked.attached is not None:
            return self.looked.attached
        pages = [paper.pages for paper in self.papers]
        short = None not in pages and sum(filter(None, pages)) <= _PAGES_OF_A_FORM
        alone = all(set(paper.kinds) == {_FORM} for paper in self.papers)
        return False if pages and short and alone else None


def read_papers(case_file: CaseFile, files: Sequence[SourceFile], pack: Pack) -> PapersRead:
    """Read filed papers.

    Args:
        case_file: the files with their pages and documents.
        files: the same files with the digests of their bytes.
        pack: guidelines, by whose topics treatments are called.

    Raises:
        BadInput: when no page can be read, or no paper belongs to an application.
    """
    # Who only looks at what was read needs none of the readers, which take half a second to load.
    from openimr.application.addresses import read_addresses  # noqa: PLC0415
    from openimr.application.read import read_application  # noqa: PLC0415
    from openimr.application.retrospective import is_retrospective  # noqa: PLC0415
    from openimr.workflow.draft import check_readable, papers_of  # noqa: PLC0415

    check_readable(case_file)
    papers = papers_of(case_file)
    _check_some_application(papers)
    application = read_application(papers)
    asked = application.treatments
    topics = (match_topic(one.text, pack) for one in asked)
    given = is_retrospective(page.text for pages in papers.ur_decisions for page in pages)
    return PapersRead(
        application=application,
        topics=tuple(topic.id if topic else None for topic in topics),
        retrospective=tuple(given or "retrospective" in one.text.lower() for one in asked),
        papers=tuple(_paper(file, case_file) for file in files),
        questions=tuple(_questions(application, case_file)),
        addresses=read_addresses(papers, application.attorney),
    )


def _check_some_application(papers: Papers) -> None:
    """A case is opened on a form, or on a decision or request that was filed without one."""
    if not (papers.applications or papers.ur_decisions or papers.rfas):
        raise BadInput(
            "the papers",
            "hold neither a DWC Form IMR nor a utilization review decision",
            "Name the folder of the application; where the form is hard to read, scan it again.",
        )


def _paper(file: SourceFile, case_file: CaseFile) -> FiledPaper:
    unread = {one.page for one in case_file.unreadable if one.file == file.name}
    read = sum(page.file == file.name for page in case_file.pages)
    documents = [document for document in case_file.documents if document.file == file.name]
    return FiledPaper(
        name=file.name,
        sha256=file.fingerprint,
        pages=None if None in unread else read + len(unread),
        kinds=tuple(_kind(document) for document in documents),
    )


def _kind(document: Document) -> str:
    if document.other_patient:
        return "paper on another person"
    return KINDS.get(document.type, document.type.value.replace("_", " "))


def _questions(application: Application, case_file: CaseFile) -> Iterator[Question]:
    form = _first(case_file, DocumentType.APPLICATION)
    decision = _first(case_file, DocumentType.UR_DECISION)
    if form is None:
        remedy = "Ask for the DWC Form IMR, or say which file it is by naming it so."
        yield Question(what="DWC Form IMR", says="not among the papers", remedy=remedy)
    yield from _not_read(application, form, decision)
    if application.signed and application.filer is None:
        place = application.signed.place
        yield _at(place, "who signed", "the words beside the signature do not say", _SAY_FILER)
    yield from _contradictions(application)
    if not comparable(application):
        says = "too little was read to compare this application with others"
        remedy = "Search by hand, and correct the application with what is missing."
        yield Question(what="earlier applications", says=says, remedy=remedy)
    yield from _of_pages(case_file)


_SAY_FILER = "Look at the signature and say who filed: --filer."
_LOOK = "Look at the page; if it is there, correct the application."

_ON_FORM = {
    "employee": "name of the employee",
    "date_of_birth": "date of birth",
    "date_of_injury": "date of injury",
    "claim_number": "claim number",
    "employer": "employer",
    "claims_administrator": "claims administrator",
    "requesting_physician": "requesting physician",
    "priority": "regular or expedited",
    "signed": "signature with a date",
}


def _not_read(
    application: Application, form: Document | None, decision: Document | None
) -> Iterator[Question]:
    """Fields that no paper filled; where a form or decision is there, its first page is named."""
    on_form = _beginning(form)
    for field, what in _ON_FORM.items():
        if getattr(application, field) is None:
            yield Question(
                what=what,
                says="not read on any paper",
                remedy=_LOOK,
                file=on_form[0],
                page=on_form[1],
            )
    if not application.treatments:
        yield Question(
            what="disputed treatments",
            says="none was read",
            remedy=_LOOK,
            file=on_form[0],
            page=on_form[1],
        )
    on_decision = _beginning(decision)
    if application.ur_date is None:
        says = "not read on any paper"
        yield Question(
            what="date of the decision",
            says=says,
            remedy=_LOOK,
            file=on_decision[0],
            page=on_decision[1],
        )
    if application.ur_served is None:
        yield Question(
            what="service of the decision",
            says="no paper states one day on which it was served",
            remedy="Ask for the proof of service; the day of the decision does not stand for it.",
            file=on_decision[0],
            page=on_decision[1],
        )


def _contradictions(application: Application) -> Iterator[Question]:
    """Dates that cannot all be right."""
    signed, decided, received = application.signed, application.ur_date, application.received
    if signed and decided and signed.value < decided.value:
        says = "lies before the decision that it disputes"
        yield _at(signed.place, "date of the signature", says, _LOOK)
    if signed and received and received.value < signed.value:
        says = "lies before the signature"
        yield _at(received.place, "stamp of receipt", says, "Give the day of receipt: --received.")


def _of_pages(case_file: CaseFile) -> Iterator[Question]:
    for unread in case_file.unreadable:
        yield Question(
            what="page" if unread.page else "file",
            says=unread.found,
            file=unread.file,
            page=unread.page,
            remedy=unread.remedy or "Ask for the paper again.",
        )
    for document in case_file.documents:
        if document.other_patient:
            says = "is about another person and was set aside"
            remedy = "Look at it; send it back if it was misfiled."
            first = document.pages[0]
            yield Question(what="page", says=says, file=document.file, page=first, remedy=remedy)


def _beginning(document: Document | None) -> tuple[str | None, int | None]:
    """File and first page of a paper, where it is there."""
    return (document.file, document.pages[0]) if document else (None, None)


def _first(case_file: CaseFile, kind: DocumentType) -> Document | None:
    return next((one for one in case_file.usable() if one.type is kind), None)


def _at(place: PageSpan, what: str, says: str, remedy: str) -> Question:
    return Question(what=what, says=says, file=place.file, page=place.page, remedy=remedy)

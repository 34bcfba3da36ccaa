"""Papers, letters, documents and values of the law, as operations answer them."""

from __future__ import annotations

import datetime as dt

from openimr.case.events.event import Lack, Receipt
from openimr.case.model import State
from openimr.casefile.model import DocumentType
from openimr.guidelines.criterion import Stance
from openimr.law.value import Evidence
from openimr.vocabulary.value import Value
from openimr.workflow.case_contents import Listed, Readiness
from openimr.workflow.filing import Paper
from openimr.workflow.papers import Stretch, Upload, WholePaper


class UploadTold(Value, frozen=True, kw_only=True):
    """A paper that is being sent, or was.

    Attributes:
        id: by which its parts are sent.
        name, size, sha256: as it was announced.
        missing: stretches of bytes that did not come yet.
        paper: its receipt, once it is finished: pages as counted here, and its SHA-256.
        kind: what it is of an application; null for the paper of a case.
    """

    id: str
    name: str
    size: int
    sha256: str | None
    missing: tuple[Stretch, ...]
    paper: WholePaper | None
    kind: Paper | None = None


class UploadsTold(Value, frozen=True, kw_only=True):
    """Papers that wait, finished or not."""

    papers: tuple[UploadTold, ...]


class ApplicationTold(Value, frozen=True, kw_only=True):
    """An application that is not filed yet, or was.

    Attributes:
        code: by which it is asked for; whoever has it and a token can go on with it.
        expires: when it is removed.
        fit_to_file: whether there is enough for a case: a worker and a treatment.
        case: the case that it opened, or null.
    """

    code: str
    expires: dt.datetime
    fit_to_file: bool
    case: str | None


class CheckTold(Value, frozen=True, kw_only=True):
    """One thing that the office would find.

    Attributes:
        leads_to: where it leads; null for what stops nothing by itself.
    """

    rule: str
    reason: str
    citation: str | None
    remedy: str | None
    leads_to: str | None


class ChecksTold(Value, frozen=True, kw_only=True):
    """What the screen would find now.

    Attributes:
        file_by: in time by every reading of the law; null where nobody can say.
        file_by_citation: its law.
    """

    checks: tuple[CheckTold, ...]
    file_by: dt.date | None
    file_by_citation: str | None


class FiledTold(Value, frozen=True, kw_only=True):
    """The receipt of an application that was filed.

    Attributes:
        day: the day that counts, in California.
        lacks: what keeps it back, with what to do.
        papers: what came, each with its pages and SHA-256.
    """

    case: str
    received: dt.datetime
    day: dt.date
    state: State
    lacks: tuple[Lack, ...]
    cure_by: dt.date | None
    papers: tuple[Receipt, ...]


class LetterTold(Value, frozen=True, kw_only=True):
    """A letter that was issued.

    Attributes:
        sha256: of its PDF, by which it is asked for.
        issued: when it was recorded.
        correction: it replaces the wording of the one before.
    """

    sha256: str
    issued: dt.datetime
    correction: bool


class LettersTold(Value, frozen=True, kw_only=True):
    """The letters of a case, the valid one last."""

    case: str
    letters: tuple[LetterTold, ...]


class DocumentTold(Value, frozen=True, kw_only=True):
    """A document of a case file.

    Attributes:
        first, last: its pages, in the paper that holds it.
        other_patient: it concerns another person and is set aside.
        copies: how many repeat it.
    """

    number: int
    paper: int
    first: int
    last: int
    type: DocumentType
    date: dt.date | None
    scanned: bool
    other_patient: bool
    copies: int


class DocumentsTold(Value, frozen=True, kw_only=True):
    """A part of the documents of a case file, in the order of the file.

    Attributes:
        readiness: how far the papers are; without "ready" there are no documents yet.
        part, parts: which part, of how many.
        found: documents in all parts, without copies.
    """

    case: str
    readiness: Readiness
    documents: tuple[DocumentTold, ...]
    part: int
    parts: int
    found: int


class LawValueTold(Value, frozen=True, kw_only=True):
    """A value of the law.

    Attributes:
        kind: the list that it stands in.
        says: what it says beyond its name; "" where the name says it all.
        evidence: how it is known; only of "seen" was a text of the law seen.
        source: where.
    """

    id: str
    kind: str
    name: str
    says: str
    citation: str
    evidence: Evidence
    source: str
    effective_from: dt.date | None
    effective_until: dt.date | None
    note: str


class LawTold(Value, frozen=True, kw_only=True):
    """Values of the law."""

    values: tuple[LawValueTold, ...]


class TopicTold(Value, frozen=True, kw_only=True):
    """A topic of the guidelines.

    Attributes:
        stance: what the guideline says of it on the whole.
        criteria: how many it has.
        deciding: how many of them may decide.
    """

    id: str
    name: str
    category: str
    stance: Stance
    criteria: int
    deciding: int


class TopicsTold(Value, frozen=True, kw_only=True):
    """The topics of the guidelines.

    Attributes:
        guidelines: the title of the pack.
    """

    guidelines: str
    topics: tuple[TopicTold, ...]


def upload(one: Upload, kind: Paper | None = None) -> UploadTold:
    """A paper that is being sent."""
    return UploadTold(
        id=one.id,
        name=one.announced.name,
        size=one.announced.size,
        sha256=one.announced.sha256,
        missing=one.missing,
        paper=one.paper,
        kind=kind,
    )


def document(one: Listed) -> DocumentTold:
    """A document of a case file."""
    first, last = one.pages
    return DocumentTold(
        number=one.number,
        paper=one.paper,
        first=first,
        last=last,
        type=one.type,
        date=one.date,
        scanned=one.scanned,
        other_patient=one.other_patient,
        copies=len(one.copies),
    )

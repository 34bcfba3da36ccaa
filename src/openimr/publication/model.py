"""A determination as it is published: what anybody may read, count and cite.

One schema for our own letters, for letters of the State's archive and for exports of other
programmes. What a source does not say is None or empty, never guessed; what was derived from the
words (topics, drugs, body parts, age band) is told apart from what was said.
"""

from __future__ import annotations

import datetime as dt
import enum
import re
from collections.abc import Sequence
from typing import Final

from openimr.determination.model import Basis, Decision, Priority, Sex
from openimr.vocabulary.citation import Citation
from openimr.vocabulary.printable import (
    printable,
    printable_items,
    printable_or_none,
    printable_paragraphs,
)
from openimr.vocabulary.request import TreatmentRequest
from openimr.vocabulary.value import Value, require, settle

_ID = re.compile(r"[a-z0-9][a-z0-9-]{1,30}/[A-Za-z0-9][A-Za-z0-9._-]{0,62}")
_CITED = re.compile(rf"(?P<id>{_ID.pattern})/v(?P<version>[1-9]\d{{0,8}})")

_MOST_ROWS: Final = 2**31
_MOST_FINDINGS: Final = 2**16
_MOST_VERSIONS: Final = 10**9
"""Beyond what anybody publishes; what is kept and counted has room for numbers below them."""

OVER_89: Final = "90 and over"
"""The age band of everybody older than 89 (45 CFR 164.514(b)(2)(i)(C))."""


class Programme(enum.Enum):
    """Whose reviews: the first part of a citable identifier."""

    CALIFORNIA_WC = "ca-wc"
    CALIFORNIA_DMHC = "ca-dmhc"
    NEW_YORK_DFS = "ny-dfs"


class SourceKind(enum.Enum):
    """What a published determination was read from."""

    OWN = "own"
    LETTER = "letter"
    DMHC = "dmhc"
    NY_DFS = "ny-dfs"


class Provenance(Value, frozen=True, kw_only=True):
    """Where a published determination comes from.

    Attributes:
        kind: of source.
        name: the file's name without its folders.
        sha256: digest of the file, or of the row in an export.
        row: of an export, counted from 1 below its header; None for a letter.
        layout: of a letter, as recognised; None for a row.
        unread: fields that could not be read, as ``letter read`` names them.
        rest: what a row says besides, each in its words behind the name of its column: what has no
            column here, and what was not understood ("Determination: Overturned in Part").
    """

    kind: SourceKind
    name: str
    sha256: str
    row: int | None = None
    layout: str | None = None
    unread: tuple[str, ...] = ()
    rest: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        settle(self, rest=printable_items(self.rest, "rest"))
        require("/" not in self.name and "\\" not in self.name, "a source is named without folders")
        require(re.fullmatch("[0-9a-f]{64}", self.sha256) is not None, "a digest has 64 digits")
        require(self.row is None or 0 < self.row < _MOST_ROWS, "rows count from 1")


class PublishedFinding(Value, frozen=True, kw_only=True):
    """The answer on one disputed treatment, as published.

    Attributes:
        number: in the letter, from 1.
        treatment: as worded.
        request: the request in numbers.
        decision: None where it could not be read.
        claims_basis: what the claims administrator's line says the denial rests on.
        basis: what the reviewer's line says the decision rests on.
        claims_citations: guidelines of the claims administrator.
        citations: guidelines of the reviewer.
        rationale: paragraphs separated by newlines.
        topics: derived: guideline topics by identifier, the first the leading one.
        body_regions: derived: regions of the hierarchy of body parts.
        drugs: derived: generic names.
    """

    number: int
    treatment: str
    request: TreatmentRequest = TreatmentRequest()
    decision: Decision | None = None
    claims_basis: Basis | None = None
    basis: Basis | None = None
    claims_citations: tuple[Citation, ...] = ()
    citations: tuple[Citation, ...] = ()
    rationale: str | None = None
    topics: tuple[str, ...] = ()
    body_regions: tuple[str, ...] = ()
    drugs: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        settle(
            self,
            treatment=printable(self.treatment, "treatment"),
            rationale=printable_paragraphs(self.rationale, "rationale"),
        )
        require(0 < self.number < _MOST_FINDINGS, "findings count from 1")
        require(bool(self.treatment), "a finding names its treatment")


class PublishedDetermination(Value, frozen=True, kw_only=True):
    """One determination of the library.

    Attributes:
        id: citable: programme, slash, number ("ca-wc/CM16-0213037"); the same for every version.
        version: from 1; a correction is the next one.
        programme: whose review.
        provenance: where it was read from.
        published: the day on which it was published; None for what others published.
        case_number: as printed.
        date_assigned, decision_date, date_of_injury, ur_denial_date, application_received: days.
        year: of the decision, else of the number; None when neither says it.
        priority: of the review.
        licensure: states in which the reviewer is licensed.
        specialties: of the reviewer.
        reviewer: a pseudonym, the same in all determinations of one reviewer; None where unknown.
        age: in years, up to 89.
        age_band: derived: ten years ("40 to 49"), or `OVER_89`; of an export as it bands ages.
        sex: of the employee or patient.
        summary: the clinical case summary.
        documents: titles of the documents reviewed; of an export the references it names.
        diagnoses: as an export names them; letters tell them only in their words.
        review_type: what an export says was asked ("Medical Necessity"), in its words.
        health_plan: whose denial was reviewed, where an export names it.
        coverage: of the plan, as an export names it.
        organization: that reviewed, where an export names it.
        findings: in the order of the letter.
    """

    id: str
    version: int = 1
    programme: Programme
    provenance: Provenance
    published: dt.date | None = None
    case_number: str | None = None
    date_assigned: dt.date | None = None
    decision_date: dt.date | None = None
    date_of_injury: dt.date | None = None
    ur_denial_date: dt.date | None = None
    application_received: dt.date | None = None
    year: int | None = None
    priority: Priority | None = None
    licensure: tuple[str, ...] = ()
    specialties: tuple[str, ...] = ()
    reviewer: str | None = None
    age: int | None = None
    age_band: str | None = None
    sex: Sex | None = None
    summary: str | None = None
    documents: tuple[str, ...] = ()
    diagnoses: tuple[str, ...] = ()
    review_type: str | None = None
    health_plan: str | None = None
    coverage: str | None = None
    organization: str | None = None
    findings: tuple[PublishedFinding, ...] = ()

    def __post_init__(self) -> None:
        settle(
            self,
            case_number=printable_or_none(self.case_number, "case_number"),
            licensure=printable_items(self.licensure, "licensure"),
            specialties=printable_items(self.specialties, "specialties"),
            documents=printable_items(self.documents, "documents"),
            diagnoses=printable_items(self.diagnoses, "diagnoses"),
            review_type=printable_or_none(self.review_type, "review_type"),
            health_plan=printable_or_none(self.health_plan, "health_plan"),
            coverage=printable_or_none(self.coverage, "coverage"),
            organization=printable_or_none(self.organization, "organization"),
            summary=printable_paragraphs(self.summary, "summary"),
        )
        require(is_identifier(self.id), "an identifier is programme, slash, number")
        require(self.id.partition("/")[0] == self.programme.value, "it begins with its programme")
        require(0 < self.version < _MOST_VERSIONS, "versions count from 1")
        require(self.year is None or 0 < self.year < 10_000, "a year is one of the calendar's")
        require(self.age is None or 0 < self.age < 90, "ages over 89 are published as a band alone")
        numbers = [one.number for one in self.findings]
        require(numbers == sorted(set(numbers)), "findings stand in the order of their numbers")

    @property
    def citation(self) -> str:
        """How it is cited: the identifier, and the version where it is not the first."""
        return cited_as(self.id, self.version)


def version_of(
    versions: Sequence[PublishedDetermination], version: int | None
) -> PublishedDetermination | None:
    """One version of a determination, or the newest when None; None where it is not there.

    Args:
        versions: those that are there, the oldest first.
        version: its number.
    """
    return next((one for one in reversed(versions) if version in (None, one.version)), None)


def is_identifier(text: str) -> bool:
    """Whether a text has the form of a citable identifier: programme, slash, number."""
    return _ID.fullmatch(text) is not None


def cited_as(id: str, version: int) -> str:
    """How a version is cited: the first by the identifier alone."""
    return id if version == 1 else f"{id}/v{version}"


def read_citation(text: str) -> tuple[str, int | None]:
    """The identifier of a citation, and the version where it names one: undoes `cited_as`.

    What has the form of no citation is given back as an identifier, which no library has.
    """
    cited = _CITED.fullmatch(text)
    return (cited["id"], int(cited["version"])) if cited else (text, None)


def age_band(age: int | None) -> str | None:
    """Ten years of age in words; `OVER_89` above 89."""
    if age is None:
        return None
    if age > 89:
        return OVER_89
    return f"{age // 10 * 10} to {age // 10 * 10 + 9}"

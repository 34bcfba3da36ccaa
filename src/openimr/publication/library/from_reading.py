"""A letter as read becomes a determination of the library."""

from __future__ import annotations

import msgspec

from openimr.determination.model import Determination, Finding
from openimr.determination.reading import LetterReading, Status
from openimr.publication.library.derived import Deriving
from openimr.publication.library.numbers import identifier, words_digest, year_of_number
from openimr.publication.model import (
    Programme,
    Provenance,
    PublishedDetermination,
    PublishedFinding,
    SourceKind,
    age_band,
)
from openimr.vocabulary.errors import BadInput

_OWN_LAYOUTS = frozenset({"openimr", "json"})
_UNKNOWN = "ca-wc/unknown"


def published_from_reading(
    reading: LetterReading, name: str, sha256: str, deriving: Deriving
) -> PublishedDetermination:
    """The determination that a letter says, with what was derived from its words.

    Args:
        reading: of the letter; what it could not read is named in the provenance.
        name: of the file, without folders.
        sha256: digest of the file.
        deriving: topics, drugs and regions.

    Raises:
        BadInput: when nothing could be read, or the letter is a draft.
    """
    if reading.status is Status.FAILED:
        raise BadInput(reading.source, reading.problems[0].message)
    if reading.determination.draft:
        remedy = "Name the letter as issued."
        raise BadInput(reading.source, "is a draft, which decides nothing", remedy)
    own = reading.layout is None or reading.layout in _OWN_LAYOUTS
    provenance = Provenance(
        kind=SourceKind.OWN if own else SourceKind.LETTER,
        name=name,
        sha256=sha256,
        layout=reading.layout,
        unread=tuple(dict.fromkeys(problem.field for problem in reading.problems)),
    )
    said = _published(reading.determination, provenance, deriving)
    number = reading.determination.case_number
    told = identifier(Programme.CALIFORNIA_WC, number, words_digest(said))
    return msgspec.structs.replace(said, id=told)


def _published(
    letter: Determination, provenance: Provenance, deriving: Deriving
) -> PublishedDetermination:
    age = letter.patient.age
    decided = letter.decision_date
    return PublishedDetermination(
        id=_UNKNOWN,
        programme=Programme.CALIFORNIA_WC,
        provenance=provenance,
        case_number=letter.case_number,
        date_assigned=letter.date_assigned,
        decision_date=decided,
        date_of_injury=letter.date_of_injury,
        ur_denial_date=letter.ur_denial_date,
        application_received=letter.application_received,
        year=decided.year if decided else year_of_number(letter.case_number),
        priority=letter.priority,
        licensure=letter.reviewer.licensure,
        specialties=letter.reviewer.specialties,
        age=age if age is not None and age < 90 else None,
        age_band=age_band(age),
        sex=letter.patient.sex,
        summary=letter.clinical_case_summary,
        documents=tuple(document.title for document in letter.documents_reviewed),
        findings=tuple(
            _finding(number, finding, deriving)
            for number, finding in enumerate(letter.findings, start=1)
        ),
    )


def _finding(number: int, finding: Finding, deriving: Deriving) -> PublishedFinding:
    derived = deriving.of(finding.disputed_treatment, finding.request)
    claims, reviewer = finding.claims_administrator_guideline, finding.reviewer_guideline
    return PublishedFinding(
        number=number,
        treatment=finding.disputed_treatment,
        request=finding.request,
        decision=finding.decision,
        claims_basis=claims.basis,
        basis=reviewer.basis,
        claims_citations=claims.citations,
        citations=reviewer.citations,
        rationale=finding.rationale,
        topics=derived.topics,
        body_regions=derived.body_regions,
        drugs=derived.drugs,
    )

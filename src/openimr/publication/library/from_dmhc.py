"""Decisions on denials of health plans, as California's DMHC publishes them.

The Department of Managed Health Care publishes its Independent Medical Reviews (Health and Safety
Code 1374.30 and following) as one table of open data. The names of columns are those of that
table; how exactly older editions wrote them is known from programs that read them, not from the
department's own description.
"""

from __future__ import annotations

import re
from typing import Final

from openimr.publication.library.derived import Deriving
from openimr.publication.library.exports import (
    PLACELESS,
    Export,
    Reading,
    Row,
    number_of,
    one_finding,
)
from openimr.publication.library.numbers import identifier
from openimr.publication.model import (
    Programme,
    Provenance,
    PublishedDetermination,
    SourceKind,
)

_SUMMARY: Final = re.compile(
    r"\s*(?:nature of statutory criteria\s*/\s*)?case summary\s*:\s*(?P<summary>.+?)"
    r"\s*\bfindings\s*:\s*(?P<findings>.+)",
    re.IGNORECASE | re.DOTALL,
)
"""Older rows tell the case before the findings, each part under its heading."""


def _read(row: Row, source: Provenance, deriving: Deriving) -> PublishedDetermination:
    reading, number = Reading(row), number_of(row)
    treatment = reading.treatment("treatment_category", "treatment")
    summary, findings = _parts(row.cells.get("findings"))
    diagnosis = reading.joined("diagnosis_category", "diagnosis")
    return PublishedDetermination(
        id=identifier(Programme.CALIFORNIA_DMHC, number, source.sha256),
        programme=Programme.CALIFORNIA_DMHC,
        case_number=number,
        findings=one_finding(treatment, reading.decision(), findings, deriving),
        year=reading.year("year"),
        priority=reading.priority(),
        age_band=reading.band(),
        sex=reading.sex(),
        summary=summary,
        diagnoses=(diagnosis,) if diagnosis else (),
        review_type=row.cells.get("type"),
        provenance=reading.source(source),
    )


def _parts(told: str | None) -> tuple[str | None, str | None]:
    """The case and the findings, where the text has both under their headings."""
    found = _SUMMARY.fullmatch(told or "")
    return (found["summary"], found["findings"]) if found else (None, told)


EXPORT: Final = Export(
    kind=SourceKind.DMHC,
    called="decisions published by California's DMHC",
    columns={
        "number": ("referenceid", "referencenumber"),
        "year": ("reportyear",),
        "diagnosis_category": ("diagnosiscategory",),
        "diagnosis": ("diagnosissubcategory",),
        "treatment_category": ("treatmentcategory",),
        "treatment": ("treatmentsubcategory",),
        "decision": ("determination",),
        "type": ("type",),
        "priority": ("imrtype",),
        "age": ("agerange",),
        "sex": ("patientgender", "gender"),
        "findings": ("findings",),
        PLACELESS: ("daystoreview", "daystoadopt"),
    },
    needed=(("number",), ("decision",), ("treatment_category", "treatment")),
    read=_read,
)

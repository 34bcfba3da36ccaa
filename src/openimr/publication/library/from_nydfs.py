"""External appeals as New York's Department of Financial Services publishes them.

The department's search of external appeals (Insurance Law article 49) exports a workbook. Some
names of its columns are those that programs reading it name; the others are taken from what its
page shows. The department does not describe them, so each field is known under several.
"""

from __future__ import annotations

import re
from typing import Final

from openimr.publication.library.derived import Deriving
from openimr.publication.library.exports import Export, Reading, Row, number_of, one_finding
from openimr.publication.library.numbers import identifier
from openimr.publication.model import (
    Programme,
    Provenance,
    PublishedDetermination,
    SourceKind,
)

_SUMMARIES: Final = ("summary", "summary2", "summary3")
_REFERENCES: Final = ("references", "references2", "references3")
"""An appeal that several physicians decided has a summary of each."""

_BETWEEN: Final = re.compile(r"\]\s*[,;]?\s*\[")


def _read(row: Row, source: Provenance, deriving: Deriving) -> PublishedDetermination:
    reading, cells, number = Reading(row), row.cells, number_of(row)
    treatment = "; ".join(_listed(reading.treatment("treatment")))
    told = "\n".join(cells[one] for one in _SUMMARIES if one in cells) or None
    return PublishedDetermination(
        id=identifier(Programme.NEW_YORK_DFS, number, source.sha256),
        programme=Programme.NEW_YORK_DFS,
        case_number=number,
        findings=one_finding(treatment, reading.decision(), told, deriving),
        decision_date=reading.day("decided"),
        year=reading.year("year", "decided"),
        age_band=reading.band(),
        sex=reading.sex(),
        diagnoses=_listed(reading.joined("diagnosis") or ""),
        documents=tuple(cells[one] for one in _REFERENCES if one in cells),
        review_type=cells.get("reason"),
        health_plan=cells.get("plan"),
        coverage=cells.get("coverage"),
        organization=cells.get("agent"),
        provenance=reading.source(source),
    )


def _listed(told: str) -> tuple[str, ...]:
    """What a cell lists; the department sets each thing in square brackets."""
    whole = told.strip()
    if not (whole.startswith("[") and whole.endswith("]")):
        return (whole,) if whole else ()
    return tuple(one.strip() for one in _BETWEEN.split(whole[1:-1]) if one.strip())


EXPORT: Final = Export(
    kind=SourceKind.NY_DFS,
    called="external appeals published by New York's DFS",
    columns={
        "number": ("casenumber", "caseno", "caseid", "appealnumber", "referencenumber"),
        "year": ("year", "decisionyear", "yearofdecision"),
        "decided": ("decisiondate", "dateofdecision"),
        "plan": ("healthplan", "plan", "healthplanname", "insurer"),
        "agent": ("agent", "externalappealagent", "appealagent"),
        "diagnosis": ("diagnosis", "diagnoses"),
        "treatment": ("treatment", "treatments", "service", "treatmentservice"),
        "decision": ("decision", "appealdecision", "agentdecision", "determination"),
        "reason": (
            *("reason", "denialreason", "reasonfordenial", "appealreason", "typeofdenial"),
            "appealtype",
        ),
        "sex": ("gender", "patientgender", "sex"),
        "age": ("agerange", "age", "patientage", "agegroup"),
        "coverage": ("coveragetype", "coverage", "typeofcoverage"),
        "summary": ("summary", "casesummary", "decisionsummary", "summaries", "summary1"),
        "summary2": ("summary2",),
        "summary3": ("summary3",),
        "references": ("references", "reference", "references1", "reference1"),
        "references2": ("references2", "reference2"),
        "references3": ("references3", "reference3"),
    },
    needed=(("number",), ("decision",), ("agent", "plan"), ("treatment",)),
    read=_read,
)

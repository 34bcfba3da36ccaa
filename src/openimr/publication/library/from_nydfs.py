"""External appeals as New York's Department of Financial Services publishes them.

The department's search of external appeals (Insurance Law article 49) exports a table. The names of
its columns are taken from what its page shows; they are not described by the department, so
each field is known under several.
"""

from __future__ import annotations

from typing import Final

import msgspec

from openimr.publication.library.derived import Deriving
from openimr.publication.library.exports import Cells, Export, Reading, one_finding
from openimr.publication.library.numbers import identifier
from openimr.publication.model import (
    Programme,
    Provenance,
    PublishedDetermination,
    SourceKind,
)
from openimr.vocabulary.errors import BadInput


def _read(cells: Cells, source: Provenance, deriving: Deriving) -> PublishedDetermination:
    reading = Reading(cells)
    treatment = reading.joined("treatment")
    if treatment is None:
        raise BadInput(f"{source.name}, row {source.row}", "names no treatment")
    diagnosis = reading.joined("diagnosis")
    decision = reading.decision()
    said = PublishedDetermination(
        id=identifier(Programme.NEW_YORK_DFS, cells.get("number"), source.sha256),
        programme=Programme.NEW_YORK_DFS,
        provenance=source,
        case_number=cells.get("number"),
        year=reading.year(),
        age_band=reading.band(),
        sex=reading.sex(),
        diagnoses=(diagnosis,) if diagnosis else (),
        documents=(cells["references"],) if "references" in cells else (),
        review_type=cells.get("reason"),
        health_plan=cells.get("plan"),
        coverage=cells.get("coverage"),
        organization=cells.get("agent"),
        findings=one_finding(treatment, decision, cells.get("summary"), deriving),
    )
    unread = msgspec.structs.replace(source, unread=tuple(reading.unread))
    return msgspec.structs.replace(said, provenance=unread)


EXPORT: Final = Export(
    kind=SourceKind.NY_DFS,
    called="external appeals published by New York's DFS",
    columns={
        "number": ("casenumber", "caseno", "caseid", "appealnumber", "referencenumber"),
        "year": ("year", "decisionyear", "yearofdecision", "decisiondate", "dateofdecision"),
        "plan": ("healthplan", "plan", "healthplanname", "insurer"),
        "agent": ("agent", "externalappealagent", "appealagent"),
        "diagnosis": ("diagnosis", "diagnoses"),
        "treatment": ("treatment", "treatments", "service", "treatmentservice"),
        "decision": ("decision", "appealdecision", "agentdecision", "determination"),
        "reason": ("reason", "denialreason", "reasonfordenial", "appealreason", "typeofdenial"),
        "sex": ("gender", "patientgender", "sex"),
        "age": ("agerange", "age", "patientage", "agegroup"),
        "coverage": ("coveragetype", "coverage", "typeofcoverage"),
        "summary": ("summary", "casesummary", "decisionsummary", "summaries"),
        "references": ("references", "reference"),
    },
    needed=(("number",), ("decision",), ("agent", "plan"), ("treatment",)),
    read=_read,
)

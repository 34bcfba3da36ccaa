"""The filed application as read, measured over the five case files and their truth."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from accuracy.case_files import case_folders, gathered
from accuracy.report import Row, Section
from openimr.application.model import Application, Cited, CitedDate, DisputedTreatment
from openimr.application.papers import Pages, Papers
from openimr.application.read import read_application
from openimr.application.treatment_words import likeness
from openimr.casefile.model import CaseFile

TARGET = 0.95
KINDS = {"application": "applications", "rfa": "rfas", "ur_decision": "ur_decisions"}


def case_files(shared: Path) -> Iterator[tuple[str, CaseFile, Mapping[str, Any]]]:
    """Each synthetic case file as gathered, with its truth."""
    for folder in case_folders(shared):
        truth = json.loads((folder / "truth.json").read_text(encoding="utf-8"))
        yield folder.name, gathered(folder), truth


def papers_of(case_file: CaseFile, truth: Mapping[str, Any]) -> Papers:
    """The papers by the truth's list of documents, so that only reading is measured."""
    papers: dict[str, list[Pages]] = {name: [] for name in (*KINDS.values(), "others")}
    for document in truth["documents"]:
        if document["other_patient"] or document["duplicate_of"] is not None:
            continue
        first, last = document["pages"]
        papers[KINDS.get(document["type"], "others")].append(
            tuple(
                page.as_text()
                for page in case_file.pages
                if page.file == document["file"] and first <= page.number <= last
            )
        )
    return Papers(**{name: tuple(documents) for name, documents in papers.items()})


def measure(shared: Path) -> Section:
    """Fields and disputed treatments of every application against its truth."""
    hits: dict[str, list[int]] = {}
    misses: list[str] = []
    for name, case_file, truth in case_files(shared):
        application = read_application(papers_of(case_file, truth))
        for field, wanted, got in _compared(application, truth):
            counted = hits.setdefault(field, [0, 0])
            counted[0] += wanted == got
            counted[1] += 1
            if wanted != got:
                misses.append(f"{name}: {field}: wanted {wanted!r}, read {got!r}")
    rows = tuple(
        Row(name=field, hits=hit, total=total, target=TARGET)
        for field, (hit, total) in hits.items()
    )
    return Section(title="The filed application", rows=rows, misses=tuple(misses))


def _compared(
    application: Application, truth: Mapping[str, Any]
) -> Iterator[tuple[str, object, object]]:
    physician = truth["requesting_physician"]
    yield "employee", truth["patient"]["name"], _value(application.employee)
    yield "sex", truth["patient"]["sex"], _value(application.sex)
    born = truth["patient"]["date_of_birth"]
    yield "date of birth", born, _value(application.date_of_birth)
    yield "date of injury", truth["date_of_injury"], _value(application.date_of_injury)
    yield "UR date", truth["ur_decision_date"], _value(application.ur_date)
    yield "RFA date", truth["rfa_date"], _value(application.rfa_date)
    yield "application received", truth["application_received"], _value(application.received)
    yield "employer", truth["employer"], _value(application.employer)
    administrator = _value(application.claims_administrator)
    yield "claims administrator", truth["claims_administrator"], administrator
    yield "requesting physician", physician["name"], _value(application.requesting_physician)
    yield "specialty", physician["specialty"], _value(application.physician_specialty)
    disputed = truth["disputed_items"]
    yield "number of treatments", len(disputed), len(application.treatments)
    for each in disputed:
        best = max(
            application.treatments, key=lambda t: likeness(t.text, each["text"]), default=None
        )
        yield from _compared_treatments(each, best)


def _compared_treatments(
    each: Mapping[str, Any], read: DisputedTreatment | None
) -> Iterator[tuple[str, object, object]]:
    request = read.request if read else None
    yield "treatment: text", each["text"], read.text if read else None
    for field in ("quantity", "per_week", "weeks"):
        yield f"treatment: {field}", each[field], getattr(request, field, None)
    unit = request.unit if request else None
    wanted = each["unit"]
    yield "treatment: unit", wanted, wanted if wanted and unit and unit in wanted else unit
    yield "treatment: body parts", tuple(each["body_parts"]), getattr(request, "body_parts", ())
    action = read.ur_decision.value if read and read.ur_decision else None
    yield "treatment: UR decision", each["ur_decision"], action
    certified = read.ur_certified_quantity if read else None
    yield "treatment: certified quantity", each["ur_certified_quantity"], certified
    citation = read.ca_citation if read else None
    yield "treatment: CA basis", _basis(each["ca_citation"]), _basis(citation)


def _basis(line: str | None) -> str | None:
    """What a guideline line rests on, by its words."""
    if line is None:
        return None
    outside, inside = "Non-MTUS" in line, "based on MTUS" in line
    if outside or inside:
        return "both" if outside and inside else "non_mtus" if outside else "mtus"
    return "none_cited" if "did not cite" in line else None


def _value(cited: Cited | CitedDate | None) -> str | None:
    if cited is None:
        return None
    return cited.value if isinstance(cited, Cited) else cited.value.isoformat()

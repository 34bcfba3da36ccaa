"""`review.html`: one file in which every statement opens its page with the passage marked.

The file needs no network and runs under a strict content security policy: its own script and
style are named there by hash, and everything that comes from the case file is escaped text or
an embedded image.
"""

from __future__ import annotations

import base64
import datetime as dt
import functools
import hashlib
import io
from collections.abc import Callable
from importlib import resources
from itertools import groupby
from typing import Any

import jinja2
from markupsafe import Markup
from PIL import Image

from openimr.adapters.review_places import Opening, Places, Statement, folded, type_words, us_date
from openimr.adapters.review_records import (
    CriterionRecord,
    FactRecord,
    ProposalRecord,
    ReviewRecords,
    SearchRecord,
    Source,
    TreatmentRecord,
)
from openimr.application.model import Application, Cited, CitedDate
from openimr.casefile.model import CaseFile, Page, Word
from openimr.determination.model import Determination
from openimr.vocabulary.fact import FactKind
from openimr.vocabulary.places import PageSpan

Picture = Callable[[Page], bytes]
"""Gives the upright, straight image of a page (PNG or JPEG), on which the page's word boxes fit."""

PICTURE_WIDTH = 1280
"""Pixels across an embedded page: small print stays readable when zoomed in."""

PICTURE_QUALITY = 50
BOX_SCALE = 10_000
"""Word boxes are embedded as whole ten-thousandths of the page."""

FIELDS = {
    "employee": "Employee",
    "date_of_birth": "Date of birth",
    "sex": "Sex",
    "date_of_injury": "Date of injury",
    "claim_number": "Claim number",
    "employer": "Employer",
    "claims_administrator": "Claims administrator",
    "requesting_physician": "Requesting physician",
    "physician_specialty": "Specialty",
    "attorney": "Attorney",
    "primary_diagnosis": "Primary diagnosis",
    "priority": "Priority",
    "rfa_date": "RFA dated",
    "ur_date": "UR decision dated",
    "signed": "Application signed",
    "received": "Application received",
}
FACT_ORDER = (
    FactKind.TREATMENT_RECEIVED,
    FactKind.FUNCTIONAL_IMPROVEMENT,
    FactKind.WORK_STATUS,
    FactKind.FUNCTIONAL_STATUS,
    FactKind.TEST_SCORE,
    FactKind.DIAGNOSIS,
    FactKind.MEDICATION,
    FactKind.EXAM_FINDING,
    FactKind.IMAGING_FINDING,
    FactKind.SYMPTOM,
    FactKind.PLANNED_TREATMENT,
    FactKind.SURGERY,
    FactKind.HISTORY,
    FactKind.OBSERVATION,
)
"""Kinds of facts, those that decide most often first."""

OUTCOMES = {"met": "Met", "not_met": "Not met", "not_documented": "Not documented"}
LEVELS = {
    "mtus": "MTUS",
    "acoem_odg": "ACOEM or ODG",
    "other_guideline": "Other guidelines",
    "study": "Studies",
    "law": "Law",
}
"""The steps of the medical evidence search sequence (8 CCR 9792.21.1)."""
VERIFIED = {
    "regulation": "verified against the regulation",
    "letter": "verified against published determinations",
    "source": "verified against the guideline",
}
"""What a criterion's value was checked against."""
DECISIONS = {
    "upheld": "Uphold the UR decision",
    "overturned": "Overturn the UR decision",
    "undetermined": "The record does not allow a decision",
}


def build_review_page(
    case_file: CaseFile,
    records: ReviewRecords,
    picture: Picture,
    application: Application | None = None,
    determination: Determination | None = None,
) -> str:
    """The whole of `review.html`.

    Args:
        case_file: pages, words and documents; spans count in its page texts.
        records: the drafted lists as written beside the page.
        picture: renders a page.
        application: the filed form, whose fields are shown with their places.
        determination: the draft, for case number and dates.

    Returns:
        HTML text, self-contained.
    """
    places = Places(case_file)
    template = _environment().get_template("review.html.j2")
    return template.render(
        **_asset_hashes(),
        determination=determination,
        whose=_whose(application),
        fields=_application_fields(application, places),
        treatments=[_treatment(t, places) for t in records.disputed_treatments],
        proposals=[_proposal(p, records, places) for p in records.proposals],
        summary=[places.statement(sentence) for sentence in records.summary],
        fact_groups=_fact_groups(records, places),
        documents=[_document(n, places) for n in range(len(case_file.documents))],
        unreadable=case_file.unreadable,
        pages=[_page(n, places, picture) for n in range(len(case_file.pages))],
        page_records=[_page_record(page, places) for page in case_file.pages],
    )


def _whose(application: Application | None) -> str:
    """The employee and the injury, as the reviewer recognises a case."""
    if application is None:
        return ""
    injured = application.date_of_injury and f"injured {us_date(application.date_of_injury.value)}"
    claim = application.claim_number and f"claim {application.claim_number.value}"
    name = application.employee and application.employee.value
    return " · ".join(part for part in (name, injured, claim) if part)


def _application_fields(
    application: Application | None, places: Places
) -> list[tuple[str, Statement]]:
    found = []
    for name, label in FIELDS.items():
        cited: Cited | CitedDate | None = getattr(application, name, None)
        if cited is not None:
            shown = us_date(cited.value) if isinstance(cited, CitedDate) else cited.value
            found.append((label, Statement(text=shown, opens=_opens(cited.place, places))))
    return found


def _opens(place: PageSpan, places: Places) -> tuple[Opening, ...]:
    source = Source(file=place.file, page=place.page, span=(place.start, place.end))
    return places.openings([source])


def _number(number: float | None) -> str:
    return "" if number is None else f"{number:g}"


def _treatment(record: TreatmentRecord, places: Places) -> dict[str, Any]:
    rows = {
        "Requested": " ".join(part for part in (_number(record.quantity), record.unit) if part),
        "Frequency": _frequency(record.per_week, record.weeks),
        "Body parts": ", ".join(record.body_parts),
        "Drug": " ".join(part for part in (record.drug, record.strength) if part),
        "UR decision": _ur_decision(record.ur_decision, record.ur_certified_quantity),
        "Guideline cited by UR": record.ca_citation or "",
    }
    return {
        "statement": Statement(text=record.text, opens=places.openings(record.sources)),
        "rows": {label: shown for label, shown in rows.items() if shown},
    }


def _frequency(per_week: float | None, weeks: float | None) -> str:
    often = f"{_number(per_week)} a week" if per_week else ""
    return " ".join(
        part for part in (often, f"for {_number(weeks)} weeks" if weeks else "") if part
    )


def _ur_decision(action: str | None, certified: float | None) -> str:
    if action is None:
        return ""
    return f"{action}, {_number(certified)} certified" if certified is not None else action


def _proposal(record: ProposalRecord, records: ReviewRecords, places: Places) -> dict[str, Any]:
    return {
        "treatment": record.disputed_treatment,
        "decision": DECISIONS.get(record.decision, record.decision),
        "arithmetic": record.arithmetic,
        "edition": record.edition,
        "missing": record.missing,
        "search": [_step(step) for step in record.search],
        "evidence": record.evidence,
        "criteria": [_criterion(c, records, places) for c in record.criteria],
        "rationale": [places.statement(sentence) for sentence in record.rationale],
    }


def _step(record: SearchRecord) -> dict[str, Any]:
    day = dt.date.fromisoformat(record.on) if record.on else None
    return {
        "name": LEVELS.get(record.level, record.level),
        "applies": record.applies,
        "why": f"{record.why[:1].upper()}{record.why[1:]}.",
        "searched": record.searched,
        "studies": record.level == "study" and bool(record.searched),
        "found": record.found,
        "on": us_date(day),
    }


def _criterion(record: CriterionRecord, records: ReviewRecords, places: Places) -> dict[str, Any]:
    facts = [records.facts[n] for n in record.facts if n < len(records.facts)]
    sources = [Source(file=f.file, page=f.page, span=f.span) for f in facts]
    told = list(
        dict.fromkeys(
            Statement(text=fact.statement, opens=places.openings([source]))
            for fact, source in zip(facts, sources, strict=True)
        )
    )
    return {
        "outcome": record.outcome,
        "outcome_words": OUTCOMES.get(record.outcome, record.outcome),
        "statement": Statement(text=record.statement, opens=places.openings(sources)),
        "finding": record.finding,
        "arithmetic": record.arithmetic,
        "citation": record.citation,
        "unverified": record.verified == "unverified",
        "verified": VERIFIED.get(record.verified, ""),
        "decides": record.decides,
        "facts": told,
        "pages": list(dict.fromkeys(opening.label for one in told for opening in one.opens)),
        "searched": record.searched,
        "nearest": [
            Statement(
                text=folded(near.quote or "") or near.file or "", opens=places.openings([near])
            )
            for near in record.nearest
        ],
    }


def _fact_groups(records: ReviewRecords, places: Places) -> list[tuple[str, list[dict[str, Any]]]]:
    rank = {kind.value: n for n, kind in enumerate(FACT_ORDER)}
    in_order = sorted(records.facts, key=lambda fact: (rank[fact.kind], fact.date or "", fact.page))
    return [
        (kind.replace("_", " ").capitalize(), [_fact(fact, places) for fact in group])
        for kind, group in groupby(in_order, key=lambda fact: fact.kind)
    ]


def _fact(fact: FactRecord, places: Places) -> dict[str, Any]:
    source = Source(file=fact.file, page=fact.page, span=fact.span)
    day = dt.date.fromisoformat(fact.date) if fact.date else None
    return {
        "date": us_date(day),
        "assertion": "" if fact.assertion == "present" else fact.assertion,
        "statement": Statement(text=fact.statement, opens=places.openings([source])),
    }


def _document(at: int, places: Places) -> dict[str, Any]:
    document = places.case_file.documents[at]
    first, last = document.pages
    return {
        "number": at + 1,
        "name": type_words(document),
        "title": document.title,
        "date": us_date(document.date),
        "author": document.author or "",
        "file": document.file,
        "pages": f"{first}" if first == last else f"{first}-{last}",
        "first_page": places.index(document.file, first),
        "scanned": document.scanned,
        "copy_of": None if document.duplicate_of is None else document.duplicate_of + 1,
        "other_patient": document.other_patient,
    }


def _page(at: int, places: Places, picture: Picture) -> dict[str, Any]:
    page = places.case_file.pages[at]
    document = places.document_of(page.file, page.number)
    image, size = _embedded(picture(page))
    return {
        "label": places.label(page.file, page.number),
        "image": image,
        "size": size,
        "text": page.text,
        "veiled": document is not None and places.case_file.documents[document].other_patient,
    }


def _embedded(picture: bytes) -> tuple[str, tuple[int, int]]:
    """A page image as a data address, in grey unless the page has colour, with its size."""
    with Image.open(io.BytesIO(picture)) as image:
        shown = image.convert("RGB" if image.mode in {"P", "RGBA", "RGB"} else "L")
        shown.thumbnail((PICTURE_WIDTH, PICTURE_WIDTH * 3))
        out = io.BytesIO()
        shown.save(out, "WEBP", quality=PICTURE_QUALITY, method=2)
    return f"data:image/webp;base64,{base64.b64encode(out.getvalue()).decode()}", shown.size


def _page_record(page: Page, places: Places) -> dict[str, Any]:
    """What the script needs of a page: offsets count characters, as in the page's text.

    Another person's page keeps its image, behind a veil, and gives no words to search.
    """
    document = places.document_of(page.file, page.number)
    foreign = document is not None and places.case_file.documents[document].other_patient
    return {
        "label": places.label(page.file, page.number),
        "document": document,
        "text": "" if foreign else "".join(c if ord(c) < 0x10000 else "\ufffd" for c in page.text),
        "words": [] if foreign else [_box_record(word) for word in page.words],
    }


def _box_record(word: Word) -> tuple[int, ...]:
    return word.start, word.end, *(round(edge * BOX_SCALE) for edge in word.box)


@functools.cache
def _asset(name: str) -> str:
    return resources.files("openimr.adapters").joinpath("templates", name).read_text("utf-8")


def _asset_hashes() -> dict[str, object]:
    """Script and style with the hashes by which the security policy admits them."""
    found: dict[str, object] = {}
    for kind, name in (("style", "review.css"), ("script", "review.js")):
        content = _asset(name)
        digest = base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()
        found[kind] = Markup(content)  # noqa: S704 - the project's own file, not case file text
        found[f"{kind}_hash"] = f"'sha256-{digest}'"
    return found


@functools.cache
def _environment() -> jinja2.Environment:
    return jinja2.Environment(
        loader=jinja2.PackageLoader("openimr.adapters"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )

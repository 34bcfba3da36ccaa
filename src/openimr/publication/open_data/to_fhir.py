"""A determination -> a FHIR R4 bundle: what was asked as a Claim, the answer as a ClaimResponse.

The way follows prior authorization (Da Vinci PAS): ``use`` is preauthorization, an item is a
treatment, an adjudication the answer. Everything goes somewhere, so that `from_fhir` gives the
same determination back. No patient, physician or payer is named: there is none to name.
"""

from __future__ import annotations

import datetime as dt
import re
import uuid
from collections.abc import Iterable, Iterator
from typing import Final

from openimr.determination.model import Basis, Priority
from openimr.publication.model import Programme, PublishedDetermination, PublishedFinding
from openimr.publication.open_data import fhir_shapes as fhir
from openimr.publication.open_data import fhir_systems as systems
from openimr.publication.open_data.fhir_shapes import (
    Absent,
    CodeableConcept,
    Coding,
    Extension,
    Identifier,
    Quantity,
    Reference,
)
from openimr.vocabulary.citation import Citation

_CODE: Final = re.compile(r"[^\s]+( [^\s]+)*")
_UNKNOWN: Final = (Extension(url=systems.ABSENT, value_code="unknown"),)
_ABSENT: Final = Absent(extension=_UNKNOWN)
_NOBODY: Final = "not named"

PRIORITIES: Final = {Priority.STANDARD: "normal", Priority.EXPEDITED: "stat"}
"""Codes of priorities."""

SUMMARY: Final = "clinical-case-summary"
DOCUMENT: Final = "document-reviewed"
UR_DECISION: Final = "utilization-review-decision"
"""Kinds of supporting information."""

MEDIA: Final = {
    ".pdf": "application/pdf",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".txt": "text/plain",
    ".json": "application/json",
    ".csv": "text/csv",
}


def to_bundle(said: PublishedDetermination) -> fhir.Bundle:
    """The bundle of one version of a determination; the same for the same determination."""
    named = _Named(said.citation)
    resources: tuple[tuple[str, fhir.Resource], ...] = (
        ("claim-response", _response(said, named)),
        ("claim", _claim(said, named)),
        ("patient", _patient(said)),
        ("practitioner-role", _role(said, named)),
        ("practitioner", _practitioner(said)),
        ("document", _document(said, named)),
        ("provenance", _provenance(said, named)),
    )
    return fhir.Bundle(
        id=str(uuid.uuid5(uuid.NAMESPACE_URL, f"{systems.IDENTIFIER}:{said.citation}")),
        meta=_REDACTED,
        identifier=Identifier(system=systems.IDENTIFIER, value=said.citation),
        type="collection",
        entry=tuple(fhir.Entry(full_url=named.url(key), resource=one) for key, one in resources),
    )


_REDACTED: Final = fhir.Meta(
    security=(Coding(system=systems.CONFIDENTIALITY, code="REDACTED", display="redacted"),)
)


class _Named:
    """Names of the resources of one bundle, the same whenever it is made."""

    def __init__(self, citation: str) -> None:
        self._citation = citation

    def url(self, key: str) -> str:
        name = f"{systems.IDENTIFIER}:{self._citation}#{key}"
        return f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, name)}"

    def refer(self, key: str) -> Reference:
        return Reference(reference=self.url(key))


def _patient(said: PublishedDetermination) -> fhir.Patient:
    age = Quantity(value=said.age, unit="years", system=systems.UCUM, code="a")
    return fhir.Patient(
        meta=_REDACTED,
        extension=_given(
            said.age is not None and Extension(url=systems.AGE, value_age=age),
            said.age_band is not None
            and Extension(url=systems.AGE_BAND, value_string=said.age_band),
        ),
        gender=said.sex.value if said.sex else None,
    )


def _practitioner(said: PublishedDetermination) -> fhir.Practitioner:
    license = CodeableConcept(text="License to practice")
    pseudonym = Identifier(system=systems.PSEUDONYM, value=said.reviewer)
    return fhir.Practitioner(
        identifier=(pseudonym,) if said.reviewer is not None else (),
        qualification=tuple(
            fhir.Qualification(code=license, issuer=Reference(display=state))
            for state in said.licensure
        ),
    )


def _role(said: PublishedDetermination, named: _Named) -> fhir.PractitionerRole:
    return fhir.PractitionerRole(
        practitioner=named.refer("practitioner"),
        organization=Reference(display=said.organization) if said.organization else None,
        code=(CodeableConcept(text="Independent medical reviewer"),),
        specialty=tuple(CodeableConcept(text=one) for one in said.specialties),
    )


def _claim(said: PublishedDetermination, named: _Named) -> fhir.Claim:
    number = Identifier(system=systems.CASE_NUMBER, value=said.case_number)
    return fhir.Claim(
        identifier=(number,) if said.case_number else (),
        status="active",
        type=_PROFESSIONAL,
        sub_type=CodeableConcept(text=said.review_type) if said.review_type else None,
        use="preauthorization",
        patient=named.refer("patient"),
        created=_day(said.application_received),
        absent_created=None if said.application_received else _ABSENT,
        insurer=Reference(display=said.health_plan) if said.health_plan else None,
        provider=_nobody("requesting physician"),
        priority=_priority(said.priority),
        supporting_info=tuple(_supporting(said)),
        diagnosis=tuple(
            fhir.Diagnosis(sequence=place, diagnosis_codeable_concept=CodeableConcept(text=one))
            for place, one in enumerate(said.diagnoses, start=1)
        ),
        insurance=(fhir.Insurance(sequence=1, focal=True, coverage=_coverage(said)),),
        accident=_accident(said),
        treatments=tuple(map(_treatment, said.findings)),
    )


_PROFESSIONAL: Final = CodeableConcept(
    coding=(Coding(system=systems.CLAIM_TYPE, code="professional", display="Professional"),)
)


def _nobody(who: str) -> Reference:
    return Reference(extension=_UNKNOWN, display=f"{who}, {_NOBODY}")


def _priority(priority: Priority | None) -> CodeableConcept:
    if priority is None:
        return CodeableConcept(extension=_UNKNOWN)
    code = Coding(system=systems.PRIORITY, code=PRIORITIES[priority])
    return CodeableConcept(coding=(code,), text=priority.value)


def _coverage(said: PublishedDetermination) -> Reference:
    return Reference(display=said.coverage) if said.coverage else _nobody("coverage")


def _accident(said: PublishedDetermination) -> fhir.Accident | None:
    if said.date_of_injury is None:
        return None
    place = Coding(system=systems.CIRCUMSTANCE, code="WPA", display="workplace accident")
    at_work = said.programme is Programme.CALIFORNIA_WC
    return fhir.Accident(
        date=said.date_of_injury.isoformat(),
        type=CodeableConcept(coding=(place,)) if at_work else None,
    )


def _supporting(said: PublishedDetermination) -> Iterator[fhir.SupportingInfo]:
    told: list[tuple[str, str | None, str | None]] = []
    if said.ur_denial_date is not None:
        told.append((UR_DECISION, said.ur_denial_date.isoformat(), None))
    if said.summary is not None:
        told.append((SUMMARY, None, said.summary))
    told += [(DOCUMENT, None, title) for title in said.documents]
    for place, (kind, date, words) in enumerate(told, start=1):
        yield fhir.SupportingInfo(
            sequence=place,
            category=CodeableConcept(coding=(Coding(system=systems.SUPPORTING, code=kind),)),
            timing_date=date,
            value_string=words,
        )


def _treatment(one: PublishedFinding) -> fhir.ClaimItem:
    asked = one.request
    quantity = Quantity(value=asked.quantity, unit=asked.unit)
    site = CodeableConcept(
        coding=(
            *_codings(systems.BODY_PART, asked.body_parts),
            *_codings(systems.BODY_REGION, one.body_regions),
        )
    )
    return fhir.ClaimItem(
        extension=(
            *_frequency(one),
            *_words(systems.DRUG_AS_REQUESTED, asked.drug),
            *_words(systems.STRENGTH, asked.strength),
            *_rests_on(one.claims_basis, one.claims_citations),
        ),
        sequence=one.number,
        product_or_service=CodeableConcept(
            coding=(*_codings(systems.TOPIC, one.topics), *_codings(systems.DRUG, one.drugs)),
            text=one.treatment,
        ),
        quantity=quantity if quantity != Quantity() else None,
        body_site=site if site.coding else None,
    )


def _frequency(one: PublishedFinding) -> Iterator[Extension]:
    asked = one.request
    if asked.per_week is not None:
        often = Quantity(value=asked.per_week, unit="a week", system=systems.UCUM, code="/wk")
        yield Extension(url=systems.PER_WEEK, value_quantity=often)
    if asked.weeks is not None:
        long = Quantity(value=asked.weeks, unit="weeks", system=systems.UCUM, code="wk")
        yield Extension(url=systems.WEEKS, value_duration=long)


def _words(url: str, text: str | None) -> tuple[Extension, ...]:
    return (Extension(url=url, value_string=text),) if text is not None else ()


def _rests_on(basis: Basis | None, cited: Iterable[Citation]) -> Iterator[Extension]:
    if basis is not None:
        coding = Coding(system=systems.BASIS, code=basis.value)
        concept = CodeableConcept(coding=(coding,))
        yield Extension(url=systems.RESTS_ON, value_codeable_concept=concept)
    for one in cited:
        yield Extension(url=systems.CITED, extension=tuple(_cited(one)))


def _cited(one: Citation) -> Iterator[Extension]:
    yield Extension(url="source", value_string=one.source)
    for section in one.sections:
        yield Extension(url="section", value_string=section)
    for page in one.pages:
        yield Extension(url="page", value_string=page)


def _codings(system: str, names: Iterable[str]) -> Iterator[Coding]:
    """Names as codes; one that cannot be a code is told in words alone."""
    for name in names:
        if _CODE.fullmatch(name):
            yield Coding(system=system, code=name)
        else:
            yield Coding(system=system, display=name)


def _response(said: PublishedDetermination, named: _Named) -> fhir.ClaimResponse:
    whole = bool(said.findings) and all(one.decision for one in said.findings)
    year = Extension(url=systems.YEAR, value_integer=said.year)
    assigned = Extension(url=systems.ASSIGNED, value_date=_day(said.date_assigned))
    return fhir.ClaimResponse(
        extension=_given(
            said.date_assigned is not None and assigned, said.year is not None and year
        ),
        identifier=(Identifier(system=systems.IDENTIFIER, value=said.citation),),
        status="active",
        type=_PROFESSIONAL,
        use="preauthorization",
        patient=named.refer("patient"),
        created=_day(said.decision_date),
        absent_created=None if said.decision_date else _ABSENT,
        insurer=Reference(display=said.health_plan) if said.health_plan else _nobody("payer"),
        request=named.refer("claim"),
        outcome="complete" if whole else "partial",
        answers=tuple(map(_answer, said.findings)),
        process_note=tuple(
            fhir.ProcessNote(number=one.number, type="display", text=one.rationale)
            for one in said.findings
            if one.rationale is not None
        ),
    )


def _answer(one: PublishedFinding) -> fhir.ResponseItem:
    category = CodeableConcept(
        coding=(Coding(system=systems.ADJUDICATION, code="independent-medical-review"),)
    )
    reason = CodeableConcept(extension=_UNKNOWN)
    if one.decision is not None:
        coding = Coding(system=systems.DECISION, code=one.decision.value)
        reason = CodeableConcept(coding=(coding,))
    return fhir.ResponseItem(
        extension=tuple(_rests_on(one.basis, one.citations)),
        item_sequence=one.number,
        note_number=(one.number,) if one.rationale is not None else (),
        adjudication=(fhir.Adjudication(category=category, reason=reason),),
    )


def _document(said: PublishedDetermination, named: _Named) -> fhir.DocumentReference:
    source = said.provenance
    ending = source.name[source.name.rfind(".") :].lower()
    kind = Coding(system=systems.SOURCE_KIND, code=source.kind.value)
    layout = Coding(system=systems.LAYOUT, display=source.layout)
    return fhir.DocumentReference(
        extension=(
            *_given(
                source.row is not None and Extension(url=systems.ROW, value_integer=source.row),
                said.published is not None
                and Extension(url=systems.PUBLISHED, value_date=_day(said.published)),
            ),
            *(Extension(url=systems.UNREAD, value_string=field) for field in source.unread),
            *(Extension(url=systems.REST, value_string=told) for told in source.rest),
        ),
        identifier=(Identifier(system=systems.SHA256, value=source.sha256),),
        status="current",
        type=CodeableConcept(
            coding=(Coding(system=systems.DOCUMENT_TYPE, code="final-determination"),),
            text="Final determination of independent medical review",
        ),
        category=(CodeableConcept(coding=(kind,)),),
        subject=named.refer("patient"),
        content=(
            fhir.Content(
                attachment=fhir.Attachment(content_type=MEDIA.get(ending), title=source.name),
                format=layout if source.layout is not None else None,
            ),
        ),
    )


def _provenance(said: PublishedDetermination, named: _Named) -> fhir.Provenance:
    digest = Identifier(system=systems.SHA256, value=said.provenance.sha256)
    author = Coding(system=systems.PARTICIPANT, code="author", display="Author")
    assembler = Coding(system=systems.PARTICIPANT, code="assembler", display="Assembler")
    return fhir.Provenance(
        target=(named.refer("claim-response"), named.refer("claim")),
        occurred_date_time=_day(said.published),
        absent_recorded=_ABSENT,
        activity=CodeableConcept(text="Published without names, and read into the library"),
        agent=(
            fhir.Agent(
                type=CodeableConcept(coding=(author,)), who=named.refer("practitioner-role")
            ),
            fhir.Agent(type=CodeableConcept(coding=(assembler,)), who=Reference(display="OpenIMR")),
        ),
        entity=(
            fhir.Entity(
                role="source",
                what=Reference(
                    reference=named.url("document"),
                    identifier=digest,
                    display=said.provenance.name,
                ),
            ),
        ),
    )


def _given(*extensions: Extension | bool) -> tuple[Extension, ...]:
    return tuple(one for one in extensions if isinstance(one, Extension))


def _day(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None

"""A FHIR R4 bundle as `to_fhir` makes it -> the determination that it was made from.

Read are the elements, and none but those: a bundle in which a finding was corrected by hand gives
the corrected finding.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final, TypeVar

import msgspec

from openimr.publication.model import PublishedDetermination, read_citation
from openimr.publication.open_data import fhir_shapes as fhir
from openimr.publication.open_data import fhir_systems as systems
from openimr.publication.open_data.fhir_shapes import (
    CodeableConcept,
    Extension,
    Identifier,
    Reference,
)
from openimr.publication.open_data.to_fhir import DOCUMENT, PRIORITIES, SUMMARY, UR_DECISION
from openimr.vocabulary.errors import BadInput

_PRIORITIES: Final = {code: priority.value for priority, code in PRIORITIES.items()}
MADE: Final = "Bundles are read as `openimr library fhir` writes them."
"""What to do where a bundle cannot be read."""

_QUOTED: Final = re.compile(r" value '.*'(?= - at `|$)", re.S)

R = TypeVar("R", bound=fhir.Resource)


def from_bundle(bundle: fhir.Bundle, where: str) -> PublishedDetermination:
    """The determination that a bundle tells.

    Args:
        bundle: as `to_bundle` makes it.
        where: the file's name, for messages.

    Raises:
        BadInput: when something is missing, or cannot stand in a determination.
    """
    reading = _Reading(bundle, where)
    try:
        return msgspec.convert(reading.fields(), PublishedDetermination)
    except msgspec.ValidationError as error:
        raise BadInput(where, f"tells no determination ({unquoted(error)})", MADE) from error


def unquoted(error: Exception) -> str:
    """What is wrong and where, without the word that is wrong."""
    return _QUOTED.sub(" value", str(error))


class _Reading:
    """One bundle while it is read."""

    def __init__(self, bundle: fhir.Bundle, where: str) -> None:
        self._bundle, self._where = bundle, where
        self.claim = self._only(fhir.Claim)
        self.response = self._only(fhir.ClaimResponse)
        self.patient = self._only(fhir.Patient)
        self.practitioner = self._only(fhir.Practitioner)
        self.role = self._only(fhir.PractitionerRole)
        self.document = self._only(fhir.DocumentReference)

    def _only(self, kind: type[R]) -> R:
        found = [one.resource for one in self._bundle.entry if isinstance(one.resource, kind)]
        if len(found) != 1:
            raise self._fault(f"has {len(found)} of {kind.__name__} where one is needed")
        return found[0]

    def _fault(self, found: str) -> BadInput:
        return BadInput(self._where, found, MADE)

    def fields(self) -> dict[str, Any]:
        """Everything that a determination is made of."""
        return {
            **self._identity(),
            "provenance": self._provenance(),
            **self._request(),
            **self._decision(),
            **self._people(),
            "findings": self._findings(),
        }

    def _identity(self) -> dict[str, Any]:
        id, version = read_citation(self._bundle.identifier.value or "")
        if not id or self._bundle.identifier.system != systems.IDENTIFIER:
            raise self._fault("has no identifier of a determination")
        return {
            "id": id,
            "version": version or 1,
            "programme": id.partition("/")[0],
            "published": _date(self.document.extension, systems.PUBLISHED),
        }

    def _provenance(self) -> dict[str, Any]:
        document = self.document
        if len(document.content) != 1 or document.content[0].attachment.title is None:
            raise self._fault("names no file in DocumentReference.content")
        content = document.content[0]
        return {
            "kind": _code(next(iter(document.category), None), systems.SOURCE_KIND),
            "name": content.attachment.title,
            "sha256": _identifier(document.identifier, systems.SHA256),
            "row": _one(document.extension, systems.ROW, "value_integer"),
            "layout": content.format.display if content.format else None,
            "unread": _strings(document.extension, systems.UNREAD),
            "rest": _strings(document.extension, systems.REST),
        }

    def _request(self) -> dict[str, Any]:
        claim = self.claim
        told = {UR_DECISION: [], SUMMARY: [], DOCUMENT: []}  # type: dict[str, list[str | None]]
        for one in claim.supporting_info:
            kind = _code(one.category, systems.SUPPORTING)
            if kind in told:
                told[kind].append(one.timing_date if kind == UR_DECISION else one.value_string)
        return {
            "case_number": _identifier(claim.identifier, systems.CASE_NUMBER),
            "application_received": claim.created,
            "ur_denial_date": next(iter(told[UR_DECISION]), None),
            "summary": next(iter(told[SUMMARY]), None),
            "documents": told[DOCUMENT],
            "date_of_injury": claim.accident.date if claim.accident else None,
            "priority": _PRIORITIES.get(_code(claim.priority, systems.PRIORITY) or ""),
            "diagnoses": [
                one.diagnosis_codeable_concept.text
                for one in claim.diagnosis
                if one.diagnosis_codeable_concept
            ],
            "review_type": claim.sub_type.text if claim.sub_type else None,
            "health_plan": _said(claim.insurer),
            "coverage": next((_said(one.coverage) for one in claim.insurance), None),
        }

    def _decision(self) -> dict[str, Any]:
        return {
            "date_assigned": _date(self.response.extension, systems.ASSIGNED),
            "decision_date": self.response.created,
            "year": _one(self.response.extension, systems.YEAR, "value_integer"),
        }

    def _people(self) -> dict[str, Any]:
        age = _one(self.patient.extension, systems.AGE, "value_age")
        return {
            "licensure": [
                one.issuer.display for one in self.practitioner.qualification if one.issuer
            ],
            "specialties": [one.text for one in self.role.specialty],
            "organization": _said(self.role.organization),
            "reviewer": _identifier(self.practitioner.identifier, systems.PSEUDONYM),
            "age": age.value if age else None,
            "age_band": _one(self.patient.extension, systems.AGE_BAND, "value_string"),
            "sex": self.patient.gender,
        }

    def _findings(self) -> list[dict[str, Any]]:
        answers = {one.item_sequence: one for one in self.response.answers}
        asked = [one.sequence for one in self.claim.treatments]
        if sorted(answers) != sorted(asked) or len(answers) != len(self.response.answers):
            raise self._fault("answers other items than were asked for")
        notes = {one.number: one.text for one in self.response.process_note}
        if not {number for one in self.response.answers for number in one.note_number} <= set(
            notes
        ):
            raise self._fault("names notes that it does not have")
        return [_finding(one, answers[one.sequence], notes) for one in self.claim.treatments]


def _finding(
    asked: fhir.ClaimItem, answer: fhir.ResponseItem, notes: dict[int | None, str]
) -> dict[str, Any]:
    reason = next((one.reason for one in answer.adjudication if one.reason), None)
    service = asked.product_or_service
    return {
        "number": asked.sequence,
        "treatment": service.text or "",
        "request": _request(asked),
        "decision": _code(reason, systems.DECISION),
        "claims_basis": _basis(asked.extension),
        "basis": _basis(answer.extension),
        "claims_citations": _citations(asked.extension),
        "citations": _citations(answer.extension),
        "rationale": notes[answer.note_number[0]] if answer.note_number else None,
        "topics": _names(service, systems.TOPIC),
        "drugs": _names(service, systems.DRUG),
        "body_regions": _names(asked.body_site, systems.BODY_REGION),
    }


def _request(asked: fhir.ClaimItem) -> dict[str, Any]:
    often = _one(asked.extension, systems.PER_WEEK, "value_quantity")
    long = _one(asked.extension, systems.WEEKS, "value_duration")
    return {
        "quantity": asked.quantity.value if asked.quantity else None,
        "unit": asked.quantity.unit if asked.quantity else None,
        "per_week": often.value if often else None,
        "weeks": long.value if long else None,
        "body_parts": _names(asked.body_site, systems.BODY_PART),
        "drug": _one(asked.extension, systems.DRUG_AS_REQUESTED, "value_string"),
        "strength": _one(asked.extension, systems.STRENGTH, "value_string"),
    }


def _basis(extensions: Sequence[Extension]) -> str | None:
    concept = _one(extensions, systems.RESTS_ON, "value_codeable_concept")
    return _code(concept, systems.BASIS)


def _citations(extensions: Sequence[Extension]) -> list[dict[str, Any]]:
    return [
        {
            "source": _one(one.extension, "source", "value_string"),
            "sections": _strings(one.extension, "section"),
            "pages": _strings(one.extension, "page"),
        }
        for one in _of(extensions, systems.CITED)
    ]


def _of(extensions: Iterable[Extension], url: str) -> Iterator[Extension]:
    return (one for one in extensions if one.url == url)


def _one(extensions: Iterable[Extension], url: str, value: str) -> Any:
    """What the first extension of a kind says; None where there is none."""
    return next((getattr(one, value) for one in _of(extensions, url)), None)


def _strings(extensions: Iterable[Extension], url: str) -> list[str | None]:
    return [one.value_string for one in _of(extensions, url)]


def _date(extensions: Iterable[Extension], url: str) -> str | None:
    found: str | None = _one(extensions, url, "value_date")
    return found


def _identifier(identifiers: Iterable[Identifier], system: str) -> str | None:
    return next((one.value for one in identifiers if one.system == system), None)


def _said(reference: Reference | None) -> str | None:
    """Who is named; nobody where the words only say that nobody is."""
    return None if reference is None or reference.extension else reference.display


def _code(concept: CodeableConcept | None, system: str) -> str | None:
    return next(iter(_names(concept, system)), None)


def _names(concept: CodeableConcept | None, system: str) -> list[str]:
    if concept is None:
        return []
    found = [one for one in concept.coding if one.system == system]
    return [one.code or one.display or "" for one in found]

"""Names by which a bundle says what its values are: our own, and those of HL7 that it uses.

Our own are names, not addresses: nothing stands behind ``urn:openimr:`` but docs/fhir.md.
"""

from __future__ import annotations

from typing import Final

_OURS: Final = "urn:openimr:fhir"

IDENTIFIER: Final = "urn:openimr:determination"
"""System of citable identifiers, version included."""

CASE_NUMBER: Final = f"{_OURS}:case-number"
PSEUDONYM: Final = f"{_OURS}:reviewer-pseudonym"
SHA256: Final = f"{_OURS}:sha256"
"""Systems of identifiers."""

TOPIC: Final = f"{_OURS}:guideline-topic"
DRUG: Final = f"{_OURS}:generic-drug"
BODY_PART: Final = f"{_OURS}:body-part"
BODY_REGION: Final = f"{_OURS}:body-region"
DECISION: Final = f"{_OURS}:decision"
BASIS: Final = f"{_OURS}:basis"
SOURCE_KIND: Final = f"{_OURS}:source-kind"
ADJUDICATION: Final = f"{_OURS}:adjudication"
SUPPORTING: Final = f"{_OURS}:supporting-information"
DOCUMENT_TYPE: Final = f"{_OURS}:document-type"
LAYOUT: Final = f"{_OURS}:letter-layout"
"""Systems of codes."""

AGE: Final = f"{_OURS}:age"
AGE_BAND: Final = f"{_OURS}:age-band"
YEAR: Final = f"{_OURS}:year"
ASSIGNED: Final = f"{_OURS}:date-assigned"
PUBLISHED: Final = f"{_OURS}:published"
PER_WEEK: Final = f"{_OURS}:times-a-week"
WEEKS: Final = f"{_OURS}:weeks"
DRUG_AS_REQUESTED: Final = f"{_OURS}:drug-as-requested"
STRENGTH: Final = f"{_OURS}:strength"
CITED: Final = f"{_OURS}:cited-guideline"
RESTS_ON: Final = f"{_OURS}:rests-on"
ROW: Final = f"{_OURS}:row-of-export"
UNREAD: Final = f"{_OURS}:unread-field"
REST: Final = f"{_OURS}:rest-of-row"
"""Extensions."""

UCUM: Final = "http://unitsofmeasure.org"
ABSENT: Final = "http://hl7.org/fhir/StructureDefinition/data-absent-reason"
CLAIM_TYPE: Final = "http://terminology.hl7.org/CodeSystem/claim-type"
PRIORITY: Final = "http://terminology.hl7.org/CodeSystem/processpriority"
CIRCUMSTANCE: Final = "http://terminology.hl7.org/CodeSystem/v3-ActCode"
PARTICIPANT: Final = "http://terminology.hl7.org/CodeSystem/provenance-participant-type"
CONFIDENTIALITY: Final = "http://terminology.hl7.org/CodeSystem/v3-ObservationValue"
"""Systems and extensions of HL7 and UCUM."""

"""The parts of FHIR R4 that a bundle of a determination is made of.

Elements have the names and kinds that https://hl7.org/fhir/R4/ gives them; only those stand here
that are written or read. A bundle that went through other hands may hold further elements and
resources, which are passed over.
"""

from __future__ import annotations

from typing import Final, Literal, get_args

import msgspec

Number = int | float


class Element(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, rename="camel"):
    """A part of a resource: frozen, and left out where nothing is said."""


class Coding(Element, frozen=True, kw_only=True):
    """A code of a system."""

    system: str | None = None
    code: str | None = None
    display: str | None = None


class Quantity(Element, frozen=True, kw_only=True):
    """A number with its unit."""

    value: Number | None = None
    unit: str | None = None
    system: str | None = None
    code: str | None = None


class Identifier(Element, frozen=True, kw_only=True):
    """A number or name by which something is known."""

    system: str | None = None
    value: str | None = None


class Extension(Element, frozen=True, kw_only=True):
    """What FHIR has no element for."""

    url: str
    extension: tuple[Extension, ...] = ()
    value_string: str | None = None
    value_code: str | None = None
    value_date: str | None = None
    value_integer: int | None = None
    value_quantity: Quantity | None = None
    value_age: Quantity | None = None
    value_duration: Quantity | None = None
    value_codeable_concept: CodeableConcept | None = None


class CodeableConcept(Element, frozen=True, kw_only=True):
    """A concept in codes and in words."""

    extension: tuple[Extension, ...] = ()
    coding: tuple[Coding, ...] = ()
    text: str | None = None


class Reference(Element, frozen=True, kw_only=True):
    """Another resource, or who it is in words."""

    extension: tuple[Extension, ...] = ()
    reference: str | None = None
    identifier: Identifier | None = None
    display: str | None = None


class Absent(Element, frozen=True, kw_only=True):
    """Stands where a value must stand that nobody knows."""

    extension: tuple[Extension, ...]


class Meta(Element, frozen=True, kw_only=True):
    """What is said about a resource."""

    security: tuple[Coding, ...] = ()


class Patient(Element, frozen=True, kw_only=True, tag_field="resourceType", tag="Patient"):
    """The employee, of whom only age and sex are known."""

    meta: Meta | None = None
    extension: tuple[Extension, ...] = ()
    gender: Literal["male", "female", "other", "unknown"] | None = None


class Qualification(Element, frozen=True, kw_only=True):
    """A license."""

    code: CodeableConcept
    issuer: Reference | None = None


class Practitioner(
    Element, frozen=True, kw_only=True, tag_field="resourceType", tag="Practitioner"
):
    """The reviewer without a name."""

    identifier: tuple[Identifier, ...] = ()
    qualification: tuple[Qualification, ...] = ()


class PractitionerRole(
    Element, frozen=True, kw_only=True, tag_field="resourceType", tag="PractitionerRole"
):
    """As what the reviewer reviewed."""

    practitioner: Reference | None = None
    organization: Reference | None = None
    code: tuple[CodeableConcept, ...] = ()
    specialty: tuple[CodeableConcept, ...] = ()


class Insurance(Element, frozen=True, kw_only=True):
    """The coverage."""

    sequence: int
    focal: bool
    coverage: Reference


class Diagnosis(Element, frozen=True, kw_only=True):
    """A diagnosis."""

    sequence: int
    diagnosis_codeable_concept: CodeableConcept | None = None


class SupportingInfo(Element, frozen=True, kw_only=True):
    """What was before the reviewer."""

    sequence: int
    category: CodeableConcept
    timing_date: str | None = None
    value_string: str | None = None


class Accident(Element, frozen=True, kw_only=True):
    """The injury."""

    date: str
    type: CodeableConcept | None = None


class ClaimItem(Element, frozen=True, kw_only=True):
    """A disputed treatment."""

    extension: tuple[Extension, ...] = ()
    sequence: int
    product_or_service: CodeableConcept
    quantity: Quantity | None = None
    body_site: CodeableConcept | None = None


class Claim(Element, frozen=True, kw_only=True, tag_field="resourceType", tag="Claim"):
    """What was asked for and denied."""

    identifier: tuple[Identifier, ...] = ()
    status: str
    type: CodeableConcept
    sub_type: CodeableConcept | None = None
    use: str
    patient: Reference
    created: str | None = None
    absent_created: Absent | None = msgspec.field(name="_created", default=None)
    insurer: Reference | None = None
    provider: Reference
    priority: CodeableConcept
    supporting_info: tuple[SupportingInfo, ...] = ()
    diagnosis: tuple[Diagnosis, ...] = ()
    insurance: tuple[Insurance, ...] = ()
    accident: Accident | None = None
    treatments: tuple[ClaimItem, ...] = msgspec.field(name="item", default=())


class Adjudication(Element, frozen=True, kw_only=True):
    """The reviewer's answer."""

    category: CodeableConcept
    reason: CodeableConcept | None = None


class ResponseItem(Element, frozen=True, kw_only=True):
    """The answer on one treatment."""

    extension: tuple[Extension, ...] = ()
    item_sequence: int
    note_number: tuple[int, ...] = ()
    adjudication: tuple[Adjudication, ...]


class ProcessNote(Element, frozen=True, kw_only=True):
    """Words on an answer."""

    number: int | None = None
    type: str | None = None
    text: str


class ClaimResponse(
    Element, frozen=True, kw_only=True, tag_field="resourceType", tag="ClaimResponse"
):
    """What was decided."""

    extension: tuple[Extension, ...] = ()
    identifier: tuple[Identifier, ...] = ()
    status: str
    type: CodeableConcept
    use: str
    patient: Reference
    created: str | None = None
    absent_created: Absent | None = msgspec.field(name="_created", default=None)
    insurer: Reference
    request: Reference | None = None
    outcome: str
    answers: tuple[ResponseItem, ...] = msgspec.field(name="item", default=())
    process_note: tuple[ProcessNote, ...] = ()


class Attachment(Element, frozen=True, kw_only=True):
    """A file."""

    content_type: str | None = None
    title: str | None = None


class Content(Element, frozen=True, kw_only=True):
    """A file with its form."""

    attachment: Attachment
    format: Coding | None = None


class DocumentReference(
    Element, frozen=True, kw_only=True, tag_field="resourceType", tag="DocumentReference"
):
    """The letter, or the row of an export."""

    extension: tuple[Extension, ...] = ()
    identifier: tuple[Identifier, ...] = ()
    status: str
    type: CodeableConcept | None = None
    category: tuple[CodeableConcept, ...] = ()
    subject: Reference | None = None
    content: tuple[Content, ...]


class Agent(Element, frozen=True, kw_only=True):
    """Who had a part in it."""

    type: CodeableConcept | None = None
    who: Reference


class Entity(Element, frozen=True, kw_only=True):
    """What it was made from."""

    role: str
    what: Reference


class Provenance(Element, frozen=True, kw_only=True, tag_field="resourceType", tag="Provenance"):
    """Where all of it comes from."""

    target: tuple[Reference, ...]
    occurred_date_time: str | None = None
    recorded: str | None = None
    absent_recorded: Absent | None = msgspec.field(name="_recorded", default=None)
    activity: CodeableConcept | None = None
    agent: tuple[Agent, ...]
    entity: tuple[Entity, ...] = ()


Resource = (
    Patient
    | Practitioner
    | PractitionerRole
    | Claim
    | ClaimResponse
    | DocumentReference
    | Provenance
)

KINDS: Final = frozenset(one.__name__ for one in get_args(Resource))
"""The resources of our bundles by their names."""


class Entry(Element, frozen=True, kw_only=True):
    """A resource with the name by which others refer to it."""

    full_url: str
    resource: Resource


class Bundle(Element, frozen=True, kw_only=True, tag_field="resourceType", tag="Bundle"):
    """A determination in FHIR."""

    id: str
    meta: Meta | None = None
    identifier: Identifier
    type: str
    entry: tuple[Entry, ...]

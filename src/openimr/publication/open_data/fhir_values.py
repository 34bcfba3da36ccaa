"""Codes that FHIR R4 allows and nothing else: value sets whose binding is *required*.

The library that checks bundles looks at names and kinds of elements, not at codes, though it knows
them: a test compares this table with what it lists, for every element that our bundles have. The
page that defines a value set is named as its source.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from openimr.vocabulary.value import Value


class Allowed(Value, frozen=True, kw_only=True):
    """The codes of an element.

    Attributes:
        element: from the resource on, without numbers.
        codes: every one that may stand there.
        source: the page of the value set.
    """

    element: str
    codes: frozenset[str]
    source: str


_PAGES: Final = "https://hl7.org/fhir/R4"
_STATUS: Final = frozenset({"active", "cancelled", "draft", "entered-in-error"})
_USE: Final = frozenset({"claim", "preauthorization", "predetermination"})

REQUIRED: Final = (
    Allowed(
        element="Bundle.type",
        codes=frozenset(
            {
                "document",
                "message",
                "transaction",
                "transaction-response",
                "batch",
                "batch-response",
                "history",
                "searchset",
                "collection",
            }
        ),
        source=f"{_PAGES}/valueset-bundle-type.html",
    ),
    Allowed(
        element="Patient.gender",
        codes=frozenset({"male", "female", "other", "unknown"}),
        source=f"{_PAGES}/valueset-administrative-gender.html",
    ),
    Allowed(element="Claim.status", codes=_STATUS, source=f"{_PAGES}/valueset-fm-status.html"),
    Allowed(element="Claim.use", codes=_USE, source=f"{_PAGES}/valueset-claim-use.html"),
    Allowed(
        element="ClaimResponse.status", codes=_STATUS, source=f"{_PAGES}/valueset-fm-status.html"
    ),
    Allowed(element="ClaimResponse.use", codes=_USE, source=f"{_PAGES}/valueset-claim-use.html"),
    Allowed(
        element="ClaimResponse.outcome",
        codes=frozenset({"queued", "complete", "error", "partial"}),
        source=f"{_PAGES}/valueset-remittance-outcome.html",
    ),
    Allowed(
        element="ClaimResponse.processNote.type",
        codes=frozenset({"display", "print", "printoper"}),
        source=f"{_PAGES}/valueset-note-type.html",
    ),
    Allowed(
        element="DocumentReference.status",
        codes=frozenset({"current", "superseded", "entered-in-error"}),
        source=f"{_PAGES}/valueset-document-reference-status.html",
    ),
    Allowed(
        element="Provenance.entity.role",
        codes=frozenset({"derivation", "revision", "quotation", "source", "removal"}),
        source=f"{_PAGES}/valueset-provenance-entity-role.html",
    ),
)
"""Every element with a required binding that our bundles have."""

_CODES: Final = {one.element: one for one in REQUIRED}


def wrong_codes(bundle: Mapping[str, Any]) -> Iterator[str]:
    """Codes that may not stand where they stand, in words.

    Args:
        bundle: as JSON has it.
    """
    yield from _wrong("Bundle", {"type": bundle.get("type")})
    for entry in bundle.get("entry", ()):
        resource = entry.get("resource", {})
        yield from _wrong(str(resource.get("resourceType")), resource)


def _wrong(element: str, content: Any) -> Iterator[str]:
    if isinstance(content, Mapping):
        for name, inner in content.items():
            yield from _wrong(f"{element}.{name}", inner)
    elif isinstance(content, list):
        for inner in content:
            yield from _wrong(element, inner)
    elif element in _CODES and content not in _CODES[element].codes:
        allowed = ", ".join(sorted(_CODES[element].codes))
        yield f"{element} is none of {allowed} ({_CODES[element].source})"

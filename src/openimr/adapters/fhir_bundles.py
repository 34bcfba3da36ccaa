"""Bundles of FHIR as bytes: written, checked by a library that knows FHIR, and read."""

from __future__ import annotations

from typing import Any, Final

import msgspec

from openimr.publication.model import PublishedDetermination
from openimr.publication.open_data.fhir_shapes import KINDS, Bundle
from openimr.publication.open_data.fhir_values import wrong_codes
from openimr.publication.open_data.from_fhir import MADE, from_bundle, unquoted
from openimr.publication.open_data.to_fhir import to_bundle
from openimr.vocabulary.errors import BadInput

MEDIA_TYPE: Final = "application/fhir+json"

_ENCODER: Final = msgspec.json.Encoder()
_MOST_FAULTS: Final = 5


class _Kind(msgspec.Struct, rename="camel"):
    """What a JSON object says that it is."""

    resource_type: str = ""


def bundle_bytes(said: PublishedDetermination) -> bytes:
    """A determination as a bundle in JSON; the same bytes for the same determination."""
    return _ENCODER.encode(to_bundle(said))


def checked_bytes(said: PublishedDetermination) -> bytes:
    """As `bundle_bytes`, checked.

    Raises:
        BadInput: when FHIR has no room for what the determination says.
    """
    written = bundle_bytes(said)
    if faults := faults_of(written):
        raise BadInput(said.citation, f"cannot be told in FHIR ({'; '.join(faults)})")
    return written


def is_bundle(content: bytes) -> bool:
    """Whether bytes are a FHIR bundle in JSON, good or bad."""
    if b"resourceType" not in content:
        return False
    try:
        return msgspec.json.decode(content, type=_Kind).resource_type == "Bundle"
    except (msgspec.DecodeError, UnicodeDecodeError):
        return False


def read_bundle(content: bytes, where: str) -> PublishedDetermination:
    """The determination of a bundle, checked before it is read.

    Resources of other kinds than ours have, which somebody put beside them, are passed over.

    Args:
        content: JSON.
        where: the file's name, for messages.

    Raises:
        BadInput: when it is no FHIR, or not such a bundle.
    """
    if faults := faults_of(content):
        raise BadInput(where, f"is no bundle of FHIR R4 ({'; '.join(faults)})")
    try:
        bundle = msgspec.convert(_ours(msgspec.json.decode(content)), Bundle)
    except msgspec.ValidationError as error:
        raise BadInput(
            where, f"is no bundle of a determination ({unquoted(error)})", MADE
        ) from error
    return from_bundle(bundle, where)


def _ours(told: dict[str, Any]) -> dict[str, Any]:
    """A bundle that was checked, with those of its resources that ours have."""
    entries = told.get("entry", [])
    kept = [one for one in entries if one.get("resource", {}).get("resourceType") in KINDS]
    return {**told, "entry": kept}


def faults_of(content: bytes) -> list[str]:
    """What is wrong with a bundle by FHIR R4, the first few faults; nothing where all is right.

    Elements and their kinds are checked by fhir.resources (its R4B, which is R4 for every resource
    used here), codes by the value sets of `fhir_values`. No message repeats what stands there.
    """
    from fhir.resources.R4B.bundle import Bundle as Checked  # noqa: PLC0415 - heavy
    from pydantic import ValidationError  # noqa: PLC0415

    try:
        told: Any = msgspec.json.decode(content)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return ["it is no JSON"]
    if not isinstance(told, dict):
        return ["it is no JSON object"]
    try:
        Checked.model_validate(told)
    except ValidationError as error:
        faults = [f"{_place(one['loc'])}: {one['type']}" for one in error.errors()]
        return faults[:_MOST_FAULTS]
    return list(wrong_codes(told))[:_MOST_FAULTS]


def _place(location: tuple[int | str, ...]) -> str:
    return ".".join(map(str, location)) or "the bundle"

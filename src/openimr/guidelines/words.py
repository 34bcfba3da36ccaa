"""What a pack says of a topic, in words, for screens of every kind."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from openimr.guidelines.criterion import Criterion, Ground, Phase, Reference, Verified
from openimr.guidelines.model import Pack

VERIFIED: Mapping[Verified, str] = MappingProxyType(
    {
        Verified.REGULATION: "verified against the regulation",
        Verified.LETTER: "verified against published determinations",
        Verified.SOURCE: "verified against the guideline's own text",
        Verified.UNVERIFIED: "not verified: never decides",
    }
)
"""How far a value of a pack was checked."""

_PHASES = {
    Phase.FIRST: "; for a first course",
    Phase.FURTHER: "; for a further course",
    Phase.UNKNOWN: "",
}


def cited(reference: Reference, pack: Pack) -> str:
    """Where a criterion stands: edition, section and pages."""
    pages = f", page {', '.join(reference.pages)}" if reference.pages else ""
    return f"{pack.guideline(reference.guideline).source}, {reference.section}{pages}"


def weight_of(criterion: Criterion) -> str:
    """How far a criterion was checked, whether it may decide, and in which part of a course."""
    informs = criterion.verified is not Verified.UNVERIFIED and not criterion.decides
    weight = "; informs, does not decide" if informs else ""
    return f"{VERIFIED[criterion.verified]}{weight}{_PHASES[criterion.phase]}"


def ground_in_words(ground: Ground) -> str:
    """What is looked for on the record, with its limits."""
    limits = [f"older than {ground.older_than}"] if ground.older_than is not None else []
    limits += [f"at least {ground.at_least:g}"] if ground.at_least is not None else []
    return f"{ground.name} ({', '.join(limits)})" if limits else ground.name

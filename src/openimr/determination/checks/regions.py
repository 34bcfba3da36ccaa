"""How body regions relate: neighbours, nerve supply, the regions of a claim."""

from __future__ import annotations

import functools
from collections.abc import Iterable

from openimr.determination.checks.letter import Letter
from openimr.vocabulary.body import BodyMention, Side, overlap

_NEIGHBOURS = (
    {"wrist", "hand", "forearm", "finger"},
    {"elbow", "forearm", "upper arm"},
    {"shoulder", "upper arm", "chest"},
    {"ankle", "foot", "lower leg", "toe"},
    {"knee", "lower leg", "thigh"},
    {"hip", "groin", "pelvis", "thigh"},
    {"groin", "abdomen", "pelvis"},
    {"low back", "sacroiliac joint", "pelvis", "back", "hip"},
    {"thoracic spine", "chest", "back"},
    {"head", "face", "jaw", "eye", "ear"},
    {"shoulder", "neck"},
)
_NERVE_SUPPLY = (
    ("neck", "upper extremity"),
    ("low back", "lower extremity"),
    ("back", "lower extremity"),
)


@functools.cache
def same_place(one: str, other: str) -> bool:
    """Whether two regions are the same, one in the other, or next to each other."""
    return overlap(one, other) or any(one in group and other in group for group in _NEIGHBOURS)


@functools.cache
def supplied(one: str, other: str) -> bool:
    """Whether the nerves of one region come from the other."""
    return any(
        (overlap(one, spine) and overlap(other, limb))
        or (overlap(other, spine) and overlap(one, limb))
        for spine, limb in _NERVE_SUPPLY
    )


def near_any(region: str, others: Iterable[str], *, nerves: bool) -> bool:
    """Whether a region is at or near one of several; ``nerves`` lets nerve supply count."""
    return any(
        same_place(region, other) or (nerves and supplied(region, other)) for other in others
    )


def claim_regions(letter: Letter) -> frozenset[str]:
    """The regions that summary and headings speak of."""
    return _claim_regions(letter)


@functools.lru_cache(maxsize=8)
def _claim_regions(letter: Letter) -> frozenset[str]:
    found = {mention.region for mention in letter.summary.bodies}
    for issue in letter.issues:
        found |= issue.regions
    return frozenset(found)


def opposite(side: Side | None) -> Side | None:
    """The other side; None for both sides or none."""
    return {Side.LEFT: Side.RIGHT, Side.RIGHT: Side.LEFT}.get(side) if side else None


def phrase(mention: BodyMention) -> str:
    """A mention in plain words: "left knee"."""
    return f"{mention.side.value} {mention.name}" if mention.side else mention.name

"""Body parts: whether words of the record speak of the part that treatment is asked for."""

from __future__ import annotations

import functools

from openimr.guidelines.question import Question
from openimr.vocabulary.body import BodyMention, Side, ancestors, find_body_parts, overlap

_NERVE_STUDIES = "diagnostic-electrophysiology"
_SPINE, _ARM, _LEG = "spine", "upper extremity", "lower extremity"
_JUDGED = frozenset({_SPINE, _ARM, _LEG})
"""A part elsewhere (head, chest, abdomen) tells nothing of the part asked for."""
_NEIGHBOURS = (
    frozenset({"wrist", "hand", "finger", "forearm"}),
    frozenset({"shoulder", "upper arm"}),
    frozenset({"elbow", "forearm", "upper arm"}),
    frozenset({"hip", "thigh"}),
    frozenset({"knee", "thigh", "lower leg"}),
    frozenset({"ankle", "foot", "toe", "lower leg"}),
)
"""Parts that one writer calls so and the next otherwise."""
_RADIATES = {"neck": _ARM, "low back": _LEG, "back": _LEG}
"""The limb in which a disease of a part of the spine is felt and examined."""


def parts_asked(question: Question) -> tuple[BodyMention, ...]:
    """The parts that a treatment is for: by its wording, else by its topic's name."""
    worded = " ; ".join((question.text, *question.request.body_parts))
    return _parts_asked(worded, question.topic.name)


@functools.lru_cache(maxsize=256)
def _parts_asked(worded: str, name: str) -> tuple[BodyMention, ...]:
    if find_body_parts(worded, structures=True):
        return parts_in(worded)
    return parts_in(name)


def elsewhere(quote: str, asked: tuple[BodyMention, ...]) -> bool:
    """Whether words name body parts, and none of those asked for."""
    named = parts_in(quote)
    if not asked or not named:
        return False
    return not any(_same(one, other) for one in asked for other in named)


def unrelated(quote: str, question: Question) -> bool:
    """Whether a finding or complaint is told of parts that have no bearing on those asked for.

    What a root of the neck does is found in the arm, and one of the low back in the leg; a
    study of the nerves of a limb is about the spine too.
    """
    asked = parts_asked(question)
    if not elsewhere(quote, asked):
        return False
    nerves = question.topic.category == _NERVE_STUDIES
    return not any(
        _radiates(one.region, other.region)
        or ((nerves or one.region in _JUDGED) and _radiates(other.region, one.region))
        for one in asked
        for other in parts_in(quote)
    )


@functools.lru_cache(maxsize=4096)
def parts_in(text: str) -> tuple[BodyMention, ...]:
    """The parts of spine and limbs that a text names, by their structures too.

    A part named with its side once keeps it ("the right knee ... a meniscal tear").
    """
    found = [
        mention
        for mention in find_body_parts(text, structures=True)
        if _JUDGED & ancestors(mention.region)
    ]
    sided = {mention.region for mention in found if mention.side is not None}
    return tuple(m for m in found if m.side is not None or m.region not in sided)


def _same(one: BodyMention, other: BodyMention) -> bool:
    """Whether two mentions may be of one part, on one side where both name a side."""
    near = any({one.region, other.region} <= group for group in _NEIGHBOURS)
    return (near or overlap(one.region, other.region)) and _sides_agree(one.side, other.side)


def _sides_agree(one: Side | None, other: Side | None) -> bool:
    if one is None or other is None or Side.BILATERAL in (one, other):
        return True
    return one is other


def _radiates(spine: str, limb: str) -> bool:
    """Whether a limb belongs to a part of the spine; the spine as a whole has both."""
    if spine == _SPINE:
        return bool({_ARM, _LEG} & ancestors(limb))
    ends = {_RADIATES[part] for part in ancestors(spine) if part in _RADIATES}
    return bool(ends & ancestors(limb))

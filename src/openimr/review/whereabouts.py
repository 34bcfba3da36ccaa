"""Where a finding is, in words behind it: "at L4-L5 on the left", "of the right shoulder"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from openimr.vocabulary.fact import Fact, FactKind

_LEVEL = re.compile(r"(?P<letter>[CTLS])\d{1,2}\b")
_SPINE = {"C": "cervical spine", "T": "thoracic spine", "L": "lumbar spine", "S": "lumbar spine"}
_REGIONS = {"neck": "cervical spine", "low back": "lumbar spine", "upper back": "thoracic spine"}
_PAIRED = {"foot": "feet"}
_BOTH = "on both sides"
_SIDES = {"left": "on the left", "right": "on the right", "bilateral": _BOTH, "both": _BOTH}
SIGNS = {
    "spurling": "Spurling test",
    "phalen": "Phalen test",
    "tinel": "Tinel sign",
    "durkan": "Durkan test",
    "finkelstein": "Finkelstein test",
    "hoffmann": "Hoffmann sign",
    "babinski": "Babinski sign",
    "romberg": "Romberg test",
    "straight-leg-raise": "straight leg raise",
    "slump": "slump test",
    "kemp": "Kemp test",
    "faber": "FABER test",
    "gaenslen": "Gaenslen test",
    "facet-loading": "facet loading test",
    "foraminal-compression": "foraminal compression test",
    "hawkins": "Hawkins test",
    "neer": "Neer test",
    "impingement-sign": "impingement sign",
    "empty-can": "empty can test",
    "obrien": "O'Brien test",
    "speed": "Speed test",
    "cross-arm": "cross-arm test",
    "drop-arm": "drop arm test",
    "apprehension": "apprehension test",
    "cozen": "Cozen test",
    "mcmurray": "McMurray test",
    "lachman": "Lachman test",
    "drawer": "drawer test",
    "varus-valgus": "varus and valgus stress test",
    "thessaly": "Thessaly test",
    "patellar-grind": "patellar grind test",
    "waddell": "Waddell signs",
}
"""Tests and signs of the examination, which are positive or negative."""
_PLACED = frozenset({FactKind.EXAM_FINDING, FactKind.IMAGING_FINDING})
"""Kinds whose ``about`` tells a place; that of the others tells a treatment."""
_SENSED = frozenset({"sensation-decreased", "sensory-deficit"})
"""Findings of one root, whose place is its dermatome."""


def places_of(facts: Sequence[Fact]) -> str:
    """The places of one finding as they stand behind its name, "" where none is told."""
    told = list(dict.fromkeys(words for fact in facts if (words := _place(fact))))
    heads = [words.split(" ", 1) for words in told]
    if len({head for head, _ in heads}) == 1 and len(told) > 1:
        return f" {heads[0][0]} {_row([rest for _, rest in heads])}"
    return f" {_row(told)}" if told else ""


def _place(fact: Fact) -> str:
    """One place: a spine level, a part of the body, each with its side, or a side alone."""
    if fact.kind not in _PLACED or not fact.about:
        return ""
    where, _, side = (part.strip() for part in fact.about.partition(","))
    where, side = ("", where) if where in _SIDES else (where, side)
    sided = _SIDES.get(side, "")
    if not where or fact.concept in SIGNS:
        return sided
    if not _LEVEL.match(where):
        return of_part(where, side)
    if fact.concept in _SENSED:
        if sided == _BOTH:
            return f"in both {where} dermatomes"
        return f"in the {f'{side} ' if sided else ''}{where} dermatome"
    return f"at {where} {sided}".strip()


def of_part(where: str, side: str) -> str:
    """A part of the body behind what is found in it: "of the right shoulder"."""
    if _SIDES.get(side) == _BOTH:
        many = "spine" in where or where.endswith(("s", "y"))
        return f"of the {where} {_BOTH}" if many else f"of both {_PAIRED.get(where, where + 's')}"
    return f"of the {f'{side} ' if side in _SIDES else ''}{where}"


def shared_part(facts: Sequence[Fact]) -> str:
    """The one part of the body that all placed findings are of, "" where there are several."""
    found = {fact.about for fact in facts if fact.about}
    parts = {part for about in found if (part := region_of(about))}
    if len(parts) != 1 or any(about in _SIDES for about in found):
        return ""
    part = parts.pop()
    sides = {about.partition(",")[2].strip() for about in found} - {""}
    return of_part(part, sides.pop() if len(sides) == 1 and "spine" not in part else "")


def region_of(about: str) -> str:
    """The part of the body of a place, for a level of the spine its region; "" for a side."""
    where = about.partition(",")[0].strip()
    level = _LEVEL.match(where)
    named = _SPINE[level["letter"]] if level else _REGIONS.get(where, where)
    return "" if named in _SIDES else named


def at_level(fact: Fact) -> bool:
    """Whether a finding is placed at a level of the spine."""
    return bool(_LEVEL.match(fact.about or ""))


def _row(words: Sequence[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"

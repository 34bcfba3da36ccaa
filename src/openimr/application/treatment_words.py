"""Whether two wordings name the same requested treatment."""

from __future__ import annotations

import re

import rapidfuzz

from openimr.application.request_drug import find_medication
from openimr.vocabulary.body import find_body_parts, overlap
from openimr.vocabulary.drugs import find_drugs
from openimr.vocabulary.lower_case import lowered

_SAME = 80
_ABBREVIATIONS = {
    "pt": "physical therapy",
    "ot": "occupational therapy",
    "cbt": "cognitive behavioral therapy",
    "esi": "epidural steroid injection",
    "lesi": "lumbar epidural steroid injection",
    "chiro": "chiropractic",
    "acu": "acupuncture",
    "dme": "durable medical equipment",
    "mri": "magnetic resonance imaging",
    "emg": "electromyography",
    "ncv": "nerve conduction study",
    "ncs": "nerve conduction study",
    "fce": "functional capacity evaluation",
    "frp": "functional restoration program",
    "uds": "urine drug screen",
    "tens": "transcutaneous electrical nerve stimulation",
    "x-ray": "radiograph",
    "xray": "radiograph",
    "c-spine": "cervical spine",
    "l-spine": "lumbar spine",
    "behavioural": "behavioral",
    "counselling": "counseling",
    "eval": "evaluation",
}
_NOT_TELLING = re.compile(
    r"\b(?:sessions?|visits?|treatments?|times?|weeks?|wks?|months?|qty|quantity|per|for|of|the|"
    r"to|an?|x|and|with|"
    r"additional|request(?:ed)?|an?|in|on|total|day|days|supply|refills?|tablets?|capsules?|tabs?|caps?|"
    r"outpatient|prospective|retrospective|continue|continued|continuation|spine)"
    r"\b|[^a-z0-9. ]|\b\d+\b",
)


def likeness(one: str, other: str) -> float:
    """How alike two wordings of a request are, 0 to 100; different drugs or parts never are."""
    first, second = substances(one), substances(other)
    if first and second:
        return 100 if first == second else 70 if first & second else 0
    if _elsewhere(one, other):
        return 0
    a, b = _telling(one), _telling(other)
    if not a or not b:
        return rapidfuzz.fuzz.ratio(one.lower(), other.lower())
    return max(rapidfuzz.fuzz.token_sort_ratio(a, b), 0.98 * rapidfuzz.fuzz.token_set_ratio(a, b))


def alike(one: str, other: str) -> bool:
    """Whether two wordings most likely name the same treatment."""
    return likeness(one, other) >= _SAME


def _elsewhere(one: str, other: str) -> bool:
    """Whether both name body parts and none of them is, or is part of, one of the other's."""
    first, second = find_body_parts(one), find_body_parts(other)
    if not first or not second:
        return False
    return not any(
        overlap(a.region, b.region) and (a.side is None or b.side is None or a.side is b.side)
        for a in first
        for b in second
    )


def substances(text: str) -> frozenset[str]:
    """The generic names of the drugs named, so that brand and generic meet."""
    named = find_medication(lowered(text)).drug
    if named is None:
        return frozenset()
    known = [part for mention in find_drugs(named) for part in mention.drug.generic.split("/")]
    return frozenset(known or re.split(r"[,/ ]+", named))


def _telling(text: str) -> str:
    """The words that tell treatments apart: no body parts, abbreviations written out."""
    for part in reversed(find_body_parts(text)):
        text = f"{text[: part.start]} {text[part.end :]}"
    words = [_ABBREVIATIONS.get(word, word) for word in re.split(r"[\s/,()]+", text.lower())]
    return " ".join(_NOT_TELLING.sub(" ", " ".join(words)).split())

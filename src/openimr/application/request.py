"""A treatment request in numbers: what `2x6 PT left knee`, `#60 with 2 refills` ask for.

Rules of thumb of the field that this module keeps:

* the quantity is what is in dispute as printed; it is never multiplied out;
* of a partly authorised request only the remainder counts;
* a range ("12-18 sessions") states no quantity.
"""

from __future__ import annotations

import re

from openimr.application.request_drug import find_medication
from openimr.application.request_frequency import find_frequency
from openimr.application.request_quantity import find_quantity
from openimr.vocabulary.body import BodyMention, Side, ancestors, find_body_parts
from openimr.vocabulary.lower_case import lowered
from openimr.vocabulary.request import TreatmentRequest

_LIKE_PLAIN = str.maketrans("×–—−“”’‘＃", "x---\"\"''#")
_REMAINDER = re.compile(
    r"""(?:
      (?:remaining|outstanding|disputed|balance|denied|non-?certified|unauthorized)\b[^.]{0,60}?
        (?:portion|part|remainder|balance|quantity|amount|request)\b[^.,:]{0,60}?
        (?:request|treatment|service)?
      | (?<!was\ )(?<!is\ )the\ original\ request(?!\ IMR)
    )\s*[,:]\s*(?P<rest>.+?)(?:\s*,?\s+(?:is|are|was|were))?
    (?:\s+(?:not\s+)?medically\s+necessary.*)?[.\s]*$""",
    re.IGNORECASE | re.VERBOSE,
)
_ORIGINAL = re.compile(
    r"^(?P<original>.+?)\s*,?\s+(?:was|is|were)\s+the\s+original(?:ly)?\s+request", re.IGNORECASE
)
_IN_REMAINDERS = (
    *("remaining", "outstanding", "disputed", "balance", "denied", "certified", "unauthorized"),
    "original request",
)
"""Words one of which stands in every partly authorised request, in lower case."""
_NO_SIDES = frozenset({"spine", "head", "brain", "trunk", "torso", "abdomen", "pelvis", "chest"})


def parse_request(text: str) -> TreatmentRequest:
    """Read numbers, units, frequency, body parts and drug out of the words of a request.

    Args:
        text: one treatment as requested: a line of the form, the RFA or a heading of a letter,
            also the whole sentence of a partly authorised request.

    Returns:
        The request in numbers; fields that the words do not state are None or empty.
    """
    plain = " ".join(text.translate(_LIKE_PLAIN).split())
    lower = lowered(plain)
    partly = any(words in lower for words in _IN_REMAINDERS)
    remainder = _REMAINDER.search(plain) if partly else None
    if remainder is None:
        return _parse(plain)
    original = _ORIGINAL.search(plain)
    rest = _parse(remainder["rest"])
    return _completed(rest, _parse(original["original"])) if original else rest


def _parse(text: str) -> TreatmentRequest:
    lower = lowered(text)
    frequency = find_frequency(lower)
    medication = find_medication(lower)
    quantity, unit = find_quantity(lower, frequency, medication)
    return TreatmentRequest(
        quantity=quantity,
        unit=unit,
        per_week=frequency.per_week,
        weeks=frequency.weeks,
        body_parts=body_parts_named(text),
        drug=medication.drug,
        strength=medication.strength,
    )


def _completed(rest: TreatmentRequest, original: TreatmentRequest) -> TreatmentRequest:
    """The remainder, with what it leaves unsaid taken from the original request."""
    silent = rest.per_week is None and rest.weeks is None
    return TreatmentRequest(
        quantity=rest.quantity,
        unit=rest.unit or (original.unit if rest.quantity is not None else None),
        per_week=original.per_week if silent else rest.per_week,
        weeks=original.weeks if silent else rest.weeks,
        body_parts=rest.body_parts or original.body_parts,
        drug=rest.drug or original.drug,
        strength=rest.strength or original.strength,
    )


def body_parts_named(text: str) -> tuple[str, ...]:
    """The body parts of a request with their sides, each once ("left knee", "lumbar spine")."""
    return tuple(dict.fromkeys(_part(mention) for mention in find_body_parts(text)))


def _part(mention: BodyMention) -> str:
    side = mention.side
    if side is Side.BILATERAL and ancestors(mention.region) & _NO_SIDES:
        side = None
    if side is None:
        return mention.name
    plural = side is Side.BILATERAL and mention.words.lower().endswith(("s", "feet"))
    name = _plural(mention.name) if plural else mention.name
    return f"{side.value} {name}"


def _plural(name: str) -> str:
    if name.endswith("foot"):
        return name[:-4] + "feet"
    if name.endswith("s"):
        return name
    return name[:-1] + "ies" if name.endswith("y") else name + "s"

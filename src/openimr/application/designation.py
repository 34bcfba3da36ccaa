"""The attorney whom the employee designates on the form in a sentence rather than in a field."""

from __future__ import annotations

import re

from openimr.application.model import Cited
from openimr.application.papers import Pages, flow_of, lines_of
from openimr.application.parties import natural_name

_DESIGNATES = re.compile(
    r"\bI\s+(?:hereby\s+|wish\s+to\s+)?(?:designate|am\s+represented\s+by)\s+"
    r"(?P<name>[A-Z][\w.'’-]+(?:\s+[A-Z][\w.'’-]*){1,4})(?P<behind>[^.]{0,120})"
)
_LAW = re.compile(r"^\W*Esq\b|\b(?:attorneys?|law|LLP|APC|counsel)\b", re.IGNORECASE)


def designated_attorney(pages: Pages) -> Cited | None:
    """The attorney of "I designate Jane Roe, Esq., ..."; None where the words tell of no lawyer."""
    flow = flow_of(lines_of(pages))
    match = _DESIGNATES.search(flow.text)
    if match is None or not _LAW.search(match["behind"]):
        return None
    place = flow.places(*match.span("name"))[0]
    return Cited(value=natural_name(match["name"]), place=place)

"""Who signed the application, as far as the words beside the signature say (8 CCR 9792.10.1)."""

from __future__ import annotations

import re

from openimr.application.model import CitedDate
from openimr.application.papers import Papers, lines_of
from openimr.vocabulary.filing import PartyRole
from openimr.vocabulary.places import PageSpan

_NEAR = 2
"""Lines above and below the date of a signature in which its label stands."""

_SIGNS = re.compile(r"\bsign|^\W*(?:employee|attorney|designee|representative)\b", re.IGNORECASE)
_WORDS = (
    (PartyRole.EMPLOYEE, re.compile(r"\b(?:employee|injured\s+worker|claimant)\b", re.IGNORECASE)),
    (PartyRole.EMPLOYEE_ATTORNEY, re.compile(r"\battorney\b", re.IGNORECASE)),
    (PartyRole.DESIGNEE, re.compile(r"\b(?:designee|representative)\b", re.IGNORECASE)),
)


def filer_of(papers: Papers, signed: CitedDate | None) -> PartyRole | None:
    """The party whose signature line carries the date; None where it may be several or none.

    Args:
        papers: the papers of the application.
        signed: the date beside the signature.
    """
    if signed is None:
        return None
    for pages in papers.applications:
        lines = lines_of(pages)
        for number, line in enumerate(lines):
            places = [column.place for column in line.columns]
            if not any(_holds(place, signed.place) for place in places):
                continue
            near = lines[max(0, number - _NEAR) : number + _NEAR + 1]
            words = " ".join(each.text for each in near if _SIGNS.search(each.text))
            named = [role for role, pattern in _WORDS if pattern.search(words)]
            return named[0] if len(named) == 1 else None
    return None


def _holds(place: PageSpan, inside: PageSpan) -> bool:
    same_page = (place.file, place.page) == (inside.file, inside.page)
    return same_page and place.start <= inside.start < place.end

"""Postal addresses that the filed form states, each with the section that says whose it is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from openimr.application.labels import Field, Labelled, read_labels
from openimr.application.model import Cited
from openimr.application.papers import Pages, Papers, lines_of
from openimr.vocabulary.filing import PartyRole
from openimr.vocabulary.places import PageSpan

_WHOSE: Mapping[Field, PartyRole] = {
    Field.EMPLOYEE: PartyRole.EMPLOYEE,
    Field.EMPLOYER: PartyRole.EMPLOYER,
    Field.PHYSICIAN: PartyRole.REQUESTING_PHYSICIAN,
    Field.CLAIMS_ADMINISTRATOR: PartyRole.CLAIMS_ADMINISTRATOR,
    Field.ATTORNEY: PartyRole.EMPLOYEE_ATTORNEY,
}
_END = r",?\s+(?P<state>[A-Z]{2})\.?\s+(?P<zip>\d{5}(?:-\d{4})?)"
_POSTAL = re.compile(rf"^(?P<street>.*\d.*),\s*(?P<city>[^,\d]+){_END}\W*$")
_IN_SENTENCE = re.compile(
    rf"(?P<street>\b(?:\d{{1,6}}\s|P\.?\s?O\.?\s+Box\s)[^,]{{3,60}}(?:,[^,]{{2,40}})?),"
    rf"\s*(?P<city>[^,\d]+){_END}"
)
_NEAR = 200
"""Characters behind a designated attorney's name within which the address stands."""


def read_addresses(papers: Papers, attorney: Cited | None) -> dict[PartyRole, tuple[str, ...]]:
    """The postal addresses that the forms state: street, then city with state and ZIP code.

    An address is taken only where it is complete; nothing is guessed.

    Args:
        papers: the documents of the application.
        attorney: as read, whose address may stand behind the name in a sentence.
    """
    found: dict[PartyRole, tuple[str, ...]] = {}
    for pages in papers.applications:
        for role, lines in _labelled(pages):
            found.setdefault(role, lines)
        if attorney and (lines := _behind(pages, attorney.place)):
            found.setdefault(PartyRole.EMPLOYEE_ATTORNEY, lines)
    return found


def _labelled(pages: Pages) -> Iterator[tuple[PartyRole, tuple[str, ...]]]:
    for label in read_labels(lines_of(pages)):
        role = _WHOSE.get(label.whose) if label.field is Field.ADDRESS else None
        lines = _lines(label)
        if role and lines:
            yield role, lines


def _lines(label: Labelled) -> tuple[str, ...]:
    match = _POSTAL.match(" ".join(label.text.split()))
    return _as_lines(match) if match else ()


def _behind(pages: Pages, place: PageSpan) -> tuple[str, ...]:
    for page in pages:
        if (page.file, page.number) == (place.file, place.page):
            following = " ".join(page.text[place.end : place.end + _NEAR].split())
            match = _IN_SENTENCE.search(following)
            return _as_lines(match) if match else ()
    return ()


def _as_lines(match: re.Match[str]) -> tuple[str, ...]:
    city = f"{match['city'].strip()}, {match['state']} {match['zip']}"
    return (match["street"].strip(" ,"), city)

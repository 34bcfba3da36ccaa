"""When the contested decision was served, as far as a paper states it.

The filing limit runs from service and never from the date of the decision (8 CCR
9792.10.1(b)(1)), so this is a value of its own: read from a proof of service or from words that
tell of mailing, faxing or handing over, and from nothing else. "Date of service" alone is not
read: on medical papers it is the day of a treatment.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from openimr.application.fields import as_date, letter_date
from openimr.application.labels import Field, read_labels
from openimr.application.model import CitedDate
from openimr.application.papers import Flow, Pages, Papers, flow_of, lines_of
from openimr.vocabulary.dates import DateFound, find_dates

_PROOF = re.compile(
    r"\b(?:proof|declaration|certificate|affidavit)\s+of\s+(?:service|mailing)\b", re.IGNORECASE
)
_SERVED = re.compile(
    r"\b(?:served|mailed|faxed|e-?mailed|deposited|placed\s+in\s+the\s+(?:u\.?s\.?\s+)?mail|"
    r"sent\s+by\s+(?:mail|fax|e-?mail)|date\s+(?:mailed|served|of\s+mailing)|mail(?:ing)?\s+date)\b",
    re.IGNORECASE,
)
_NOT_THE_DECISION = re.compile(
    r"\b(?:received|request(?:ed|s)?|rfa|records?|reports?|asked|chart|would|will|may|must|within)\b",
    re.IGNORECASE,
)
_PROOF_REACHES = 400
"""Characters after the heading of a proof of service in which its date stands."""

_NEAR = 60
"""Characters between a date and the word that says what happened on it."""


def read_service(papers: Papers, decided: dt.date | None) -> CitedDate | None:
    """When the decision was served, or None where no paper says or two papers disagree.

    Args:
        papers: the papers of the application; the utilization review decisions are read.
        decided: the date of the contested decision; papers of another date are left aside, and
            nothing is served before it was decided.
    """
    found = [
        served
        for pages in papers.ur_decisions
        if _contested(pages, decided)
        for served in _served(pages)
        if decided is None or served.value >= decided
    ]
    days = {served.value for served in found}
    return found[0] if len(days) == 1 else None


def _contested(pages: Pages, decided: dt.date | None) -> bool:
    """Whether the decision is of the contested date; one without a date may be."""
    labels = (label for label in read_labels(lines_of(pages)) if label.field is Field.UR_DATE)
    days = {dated.value for dated in (*map(as_date, labels), letter_date(pages)) if dated}
    return decided is None or not days or decided in days


def _served(pages: Pages) -> Iterator[CitedDate]:
    flow = flow_of(lines_of(pages, running_heads=False))
    proof = _PROOF.search(flow.text)
    if proof is not None:
        reach = flow.text[proof.end() : proof.end() + _PROOF_REACHES]
        if dates := find_dates(reach):
            yield _cited(flow, dates[0], proof.end())
            return
    for word in _SERVED.finditer(flow.text):
        sentence, begin = _around(flow.text, word.start(), word.end())
        if _NOT_THE_DECISION.search(sentence):
            continue
        if dates := find_dates(sentence):
            yield _cited(flow, dates[0], begin)


def _around(text: str, start: int, end: int) -> tuple[str, int]:
    """The words around a place up to the ends of its sentence, and where they begin."""
    before = text[max(0, start - _NEAR) : start]
    cut = max(before.rfind(". ") + 2, before.rfind("; ") + 2) if ". " in before else 0
    begin = max(0, start - _NEAR) + cut
    after = text[end : end + _NEAR]
    return text[begin:end] + after.partition(". ")[0], begin


def _cited(flow: Flow, found: DateFound, begin: int) -> CitedDate:
    day, start, end = found
    return CitedDate(value=day, place=flow.places(begin + start, begin + end)[0])

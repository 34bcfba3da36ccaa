"""The date of a document: the day the paper speaks of, not every day that stands in it."""

from __future__ import annotations

import bisect
import datetime as dt
import re
from collections.abc import Iterator, Sequence

from openimr.casefile.documents.page_view import PageView
from openimr.casefile.model import DocumentType as T
from openimr.vocabulary.dates import find_dates
from openimr.vocabulary.value import Value

_NEVER = re.compile(
    r"birth|\bd\.?\s?o\.?\s?b\b|\bborn\b|injur|\bd\.?\s?o\.?\s?i\b|d/injury|onset|\baccident|received"
    r"|\brec'?d\b|\bfax|\bfiled\b|\beff(?:ective)?\b|\brev(?:ised)?\b|expir|valid|through|\bthru\b|until"
    r"|\bnext\b|\bprior\b|previous|\blast\b|\bsince\b|hire|follow[\s-]?up\s+(?:on|date)|\brfa\b|admitted"
    r"|stationary|authori[sz]|\bstart\b|\bappt|\bp\s?&\s?s\b|\bloi\b|\bto\s*$|\brevised\b|compar",
    re.IGNORECASE,
)  # fmt: skip
_SERVICE = re.compile(
    r"(?:date|day)s?\s+(?:of|/)\s+(?:\w+\s+)?(?:exam\w*|service|visit|evaluation|consult\w*|study|"
    r"operation|surgery|procedure|treatment|session|encounter|report|test\w*|assessment|collection|"
    r"dictation|letter|decision|determination|notice)|\bd\.?\s?o\.?\s?s\b|date\s+(?:seen|performed|examined)"
    r"|(?:exam\w*|visit|service|evaluation|study|surgery|procedure|session|encounter|appointment|"
    r"report|test|operation|decision|determination|notice)\s+date|\bexam(?:ined)?\s*:?\s*(?:on)?$"
    r"|\bseen\s*(?:on)?\s*:?$|\bperformed\s*(?:on)?\s*:?$|\bvisit\s+(?:of|on)\s*$",
    re.IGNORECASE,
)
_OF_THIS_PAPER = re.compile(
    r"date\s+of\s+(?:this\s+)?(?:letter|notice|decision|determination|report)\s*$", re.IGNORECASE
)
_PLAIN = re.compile(r"\b(?:today'?s\s+)?date\s*[:.]?\s*$|\bdated?\s*[:.]?\s*$", re.IGNORECASE)
_REPORTED = re.compile(r"\b(?:reported|report\s+date|date\s+(?:of\s+report|reported|resulted)|final(?:ized)?)"
                       r"\b\s*(?:on)?\s*[:.]?\s*$", re.IGNORECASE)  # fmt: skip
_COLLECTED = re.compile(r"\b(?:collect\w*|drawn)\b(?:\s+date)?\s*[:.]?\s*$", re.IGNORECASE)
_PRINTED = re.compile(
    r"\b(?:printed|updated|as\s+of|reviewed|current)\b\s*(?:on)?\s*[:.]?\s*$", re.IGNORECASE
)
_SIGNED = re.compile(r"sign(?:ed|ature)|\bdate\s*:?\s*$", re.IGNORECASE)
_SIGNATURE = re.compile(r"sign(?:ed|ature)\b", re.IGNORECASE)
_DICTATED = re.compile(
    r"(?:\b[dt]\s*:|dictated|transcribed|\b[dt]/[td]\b)\s*\S{0,3}\s*$", re.IGNORECASE
)

_BY_SIGNATURE = {T.APPLICATION, T.RFA}
_EXAMS = {T.IMAGING_REPORT, T.OPERATIVE_REPORT, T.ELECTRODIAGNOSTIC_REPORT}
_LETTERS = {T.CORRESPONDENCE, T.UR_DECISION, T.MEDICAL_LEGAL_REPORT}


class _Candidate(Value, frozen=True, kw_only=True):
    day: dt.date
    score: float
    place: int


def date_of(views: Sequence[PageView], kind: T) -> dt.date | None:
    """The document's date, or None when no date on its pages can be its own."""
    found = [*_on_page(views[0], kind, first=True)]
    for view in views[1:]:
        found += _on_page(view, kind, first=False)
    if not found:
        return None
    best = max(found, key=lambda c: (c.score, -c.place))
    return best.day if best.score > 0 else None


def _on_page(view: PageView, kind: T, *, first: bool) -> Iterator[_Candidate]:
    starts = [line.start for line in view.lines]
    for day, start, end in find_dates(view.text):
        n = bisect.bisect_right(starts, start) - 1
        if n < 0:
            continue
        line, above = view.lines[n], view.lines[n - 1].text if n else ""
        before = _label(line.text, start - line.start, above)
        alone = len(line.text.strip()) - (end - start) <= 12
        score = _score(before, kind) + _place(n, view, before, kind, alone=alone, first=first)
        yield _Candidate(day=day, score=score, place=n)


def _score(before: str, kind: T) -> float:
    """How well the words before a date fit the date of such a document."""
    if _NEVER.search(before):
        return -6.0
    if _DICTATED.search(before):
        return 0.4
    if kind is T.LAB_REPORT and (_REPORTED.search(before) or _COLLECTED.search(before)):
        return 6.0 if _REPORTED.search(before) else 4.0
    if kind is T.MEDICATION_LIST and _PRINTED.search(before):
        return 5.0
    if _OF_THIS_PAPER.search(before):
        return 5.0
    if _SERVICE.search(before):
        return 0.0 if kind in _BY_SIGNATURE else 2.0 if kind in _LETTERS else 5.0
    words = len(before.split())
    return 2.5 if _PLAIN.search(before) and words <= (1 if before.endswith("dated") else 4) else 0.0


def _label(text: str, start: int, above: str) -> str:
    """The words that label a date: before it in its column, or the line above a lone date."""
    before = text[:start]
    columns = [part for part in re.split(r"  |☐|☒", before) if part.strip()]
    label = columns[-1] if columns else ""
    label = re.split(r"(?<=\d{4})\s|[;]", label)[-1] if label else label
    if not label.strip(" :"):
        over = above.split("  ")[-1]
        label = over if len(over.split()) <= 8 and not re.search(r"\d{3}", over) else ""
    return label.rstrip(" :-–#/").lower()[-42:]


def _place(n: int, view: PageView, before: str, kind: T, *, alone: bool, first: bool) -> float:
    """How well a date's place fits: alone at the top, in the head, beside the signature."""
    total = len(view.lines)
    if kind in _BY_SIGNATURE:
        beside = " ".join(line.text for line in view.lines[max(n - 1, 0) : n + 3])
        return 3.0 * bool(_SIGNATURE.search(beside)) + 1.0 * (n > 0.5 * total) + 0.4 * first
    score = 0.4 * first
    if first and n < 12:
        score += 2.0 if alone else 0.8
        score += 2.0 * (alone and kind in _LETTERS) + 1.2 * (kind in _EXAMS) - 0.03 * n
    if n >= total - 6:
        score += 1.2 + 0.6 * bool(_SIGNED.search(before))
    return score

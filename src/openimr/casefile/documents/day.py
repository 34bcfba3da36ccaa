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
)
_SERVICE = re.compile(
    r"(?:date|day)s?\s+(?:of|/)\s+(?:\w+\s+)?(?:exam\w*|service|visit|evaluation|consult\w*|study|"
    r"operation|surgery|procedure|treatment|session|encounter|report|test\w*|assessment|collection|"
    r"dictation|letter|decision|determination|notice)|\bd\.?\s?o\.?\s?s\b|date\s+(?:seen|performed|examined)"
    r"|(?:exam\w*|visit|service|evaluation|study|surgery|procedure|session|encounter|appointment|"
    r"report|test|operation|decision|determination|notice)\s+date|\bexam(?:ined)?\s*:?\s*(?:on)?$"
    r"|\bseen\s*(?:on)?\s*:?$|\bperformed\s*(?:on)?\s*:?$|\bvisit\s+(?:of|on)\s*$"
    r"|^\W*(?:(?:follow[\s-]?up|return|recheck|office|clinic|initial|new\s+patient)\s+){0,2}"
    r"(?:visit|encounter|session|appointment|recheck|consultation|(?:re-?)?evaluation"
    r"|(?:re-?)?exam(?:ination)?)(?:\s+(?:on|of))?$",
    re.IGNORECASE,
)
_OF_THIS_PAPER = re.compile(
    r"date\s+of\s+(?:this\s+)?(?:letter|notice|decision|determination|report)\s*$", re.IGNORECASE
)
_PLAIN = re.compile(r"\b(?:today'?s\s+)?date\s*[:.]?\s*$|\bdated?\s*[:.]?\s*$", re.IGNORECASE)
_REPORTED = re.compile(
    r"\b(?:reported|report\s+date|date\s+(?:of\s+report|reported|resulted)|final(?:ized)?)"
    r"\b\s*(?:on)?\s*[:.]?\s*$",
    re.IGNORECASE,
)
_COLLECTED = re.compile(r"\b(?:collect\w*|drawn)\b(?:\s+date)?\s*[:.]?\s*$", re.IGNORECASE)
_PRINTED = re.compile(
    r"\b(?:printed|updated|as\s+of|reviewed|current)\b\s*(?:on)?\s*[:.]?\s*$", re.IGNORECASE
)
_SIGNED = re.compile(r"sign(?:ed|ature)|\bdate\s*:?\s*$", re.IGNORECASE)
_SIGNATURE = re.compile(r"sign(?:ed|ature)\b", re.IGNORECASE)
_REVIEWED = re.compile(
    r"determination|decision|utili[sz]ation|\bu\.?r\.?\b|\bdeni(?:ed|al)|\bmodifi", re.IGNORECASE
)
_WORD = re.compile(r"\b(?!(?:and|or|to)\b)[a-z]{2,}", re.IGNORECASE)
_DICTATED = re.compile(
    r"(?:\b[dt]\s*:|dictated|transcribed|\b[dt]/[td]\b)\s*\S{0,3}\s*$", re.IGNORECASE
)

_FOREIGN = ((_NEVER, -6.0), (_DICTATED, 0.4))
_OWN_WORDS = {
    T.LAB_REPORT: ((_REPORTED, 6.0), (_COLLECTED, 4.0)),
    T.MEDICATION_LIST: ((_PRINTED, 5.0),),
    T.APPLICATION: ((_REVIEWED, -6.0),),
}
"""Words that date only papers of one type, with what they are worth."""

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
        if kind in _BY_SIGNATURE:
            place = _beside_signature(view, n) + 2.0 * bool(_SIGNATURE.search(before)) + 0.4 * first
        else:
            place = _near_the_end(view, n, before) + 0.4 * first
            place += _in_the_head(n, kind, alone=alone) if first else 0.0
        score = _score(before, kind) + place
        yield _Candidate(day=day, score=score, place=n)


def _score(before: str, kind: T) -> float:
    """How well the words before a date fit the date of such a document."""
    own = _OWN_WORDS.get(kind, ())
    rules = (*_FOREIGN, *own, (_OF_THIS_PAPER, 5.0), (_SERVICE, _service(kind)))
    for pattern, score in rules:
        if pattern.search(before):
            return score
    words = len(before.split())
    return 2.5 if _PLAIN.search(before) and words <= (1 if before.endswith("dated") else 4) else 0.0


def _service(kind: T) -> float:
    """What a date of service is worth: nothing on a signed form, little in a letter."""
    return 0.0 if kind in _BY_SIGNATURE else 2.0 if kind in _LETTERS else 5.0


def _label(text: str, start: int, above: str) -> str:
    """The words that label a date: before it in its column, or the line above a lone date."""
    before = _behind_the_last_date(text[:start])
    columns = [part for part in re.split(r"  |☐|☒", before) if part.strip()]
    label = columns[-1] if columns else ""
    label = re.split(r"(?<=\d{4})\s|[;]", label)[-1] if label else label
    if not label.strip(" :"):
        over = above.rsplit("  ", maxsplit=1)[-1]
        label = over if len(over.split()) <= 8 and not re.search(r"\d{3}", over) else ""
    return label.rstrip(" :-–#/").lower()[-42:]


def _behind_the_last_date(before: str) -> str:
    """The words since the date before, which took its own label; joined dates share theirs."""
    for _, _, end in reversed(find_dates(before)):
        if _WORD.search(before[end:]):
            return before[end:].lstrip(" .,;)")
    return before


def _beside_signature(view: PageView, n: int) -> float:
    beside = " ".join(line.text for line in view.lines[max(n - 1, 0) : n + 3])
    return 3.0 * bool(_SIGNATURE.search(beside)) + 1.0 * (n > 0.5 * len(view.lines))


def _near_the_end(view: PageView, n: int, before: str) -> float:
    if n < len(view.lines) - 6:
        return 0.0
    return 1.2 + 0.6 * bool(_SIGNED.search(before))


def _in_the_head(n: int, kind: T, *, alone: bool) -> float:
    """Letters are dated by a lone date at the top, studies in their heads."""
    if n >= 12:
        return 0.0
    score = 2.0 if alone else 0.8
    return score + 2.0 * (alone and kind in _LETTERS) + 1.2 * (kind in _EXAMS) - 0.03 * n

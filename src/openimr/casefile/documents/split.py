"""Where one document ends and the next begins."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence

from rapidfuzz import fuzz

from openimr.casefile.documents.kind import Kind, kind_of
from openimr.casefile.documents.page_view import PageView
from openimr.casefile.model import DocumentType as T
from openimr.vocabulary.dates import find_dates

_CONTINUED = re.compile(r"\(?\bcont(?:inued|'d|\.|d)?\b\)?|\bpage\s+(?:[2-9]|\d\d)\b", re.I)
_PATIENT = re.compile(
    r"\b(?:patient|name|employee|claimant|applicant|examinee|injured\s+worker|client|re)\b\s*[:.]?",
    re.I,
)
_DAY = re.compile(r"\b(?:date|dos|d\.o\.s|exam(?:ined)?|visit|collected|reported|seen)\b", re.I)
_SERVED = re.compile(
    r"(?:proof|certificate|declaration)\s+of\s+(?:personal\s+)?(?:service|mailing)", re.I
)
_APPLICATION_ANNEX = re.compile(
    r"authorized\s+representative\s+designation|instructions\s+for\s+completing\s+the\s+application",
    re.I,
)
_OPENING = re.compile(r"^\W*(?:dear\s+\w|re\s*[:.]?\s+\S|to\s*:)", re.I | re.M)
_ADDRESS = re.compile(
    r"\b(?:[A-Z]{2}\.?|California)\s+\d{5}\b|\(?\b\d{3}\)?[-. ]\s?\d{3}[-. ]\d{4}\b"
    r"|\bP\.?\s?O\.?\s+Box\b"
)
_PRACTICE = re.compile(
    r"acupunctur|chiropract|physiotherap|\b(?:physical|occupational|hand)\s+therap|psycholog"
    r"|psychiatr|counsel|behavio(?:u)?ral|wellness|\brehab|\bspine\b|orthop|neurolog|radiolog"
    r"|imaging|\bclinic\b|\bmedical\s+(?:center|group|associates)|hospital|surgery\s+center"
    r"|\b(?:urgent|primary|family|immediate|occupational)\s+(?:care|health|medicine)\b"
    r"|\b(?:health|pain|care|medicine|therapy)\s+(?:cent(?:er|re)|partners|group|associates)\b"
    r"|\b(?:M\.?D|D\.?O|D\.?C|L\.?Ac|P\.?T|DPT|Ph\.?D|Psy\.?D|DPM)\b\.?$",
    re.I,
)
_NAMED = re.compile(r"(?:^|\s)\W*(?:patient|name|employee|claimant|client|pt|re)\b\.?\s*[:.]", re.I)
_OWN_DAY = re.compile(
    r"\bdate\s+of\s+(?:service|treatment|visit|exam\w*|session|evaluation)|\bd\.?o\.?s\b"
    r"|\b(?:visit|treatment|service|session|exam)\s+date\b|\bdate\s*:",
    re.I,
)
_VISIT_DAY = re.compile(
    r"\b(?:date\s+of\s+(?:service|visit|encounter|session|treatment)|(?:encounter|visit|service|session|treatment|appointment)\s+date"
    r"|d\.?o\.?s\b\.?)\s*[:.]?\s*",
    re.I,
)
_WHOSE = re.compile(r"\b(?:patient|name|client|pt|employee|claimant|d\.?o\.?b|mrn)\b", re.I)
_ANY_DAY = re.compile(r"\b\d{1,2}[/-]\d{1,2}[/-]\d{2,4}\b")
_TOP_LINES = 5
"""Lines in which a page names its patient and its day before it begins to tell."""
_FIRST_LINES = 8
"""Lines of an earlier page in which the day stands that it is about."""
_WORDS_OF_A_NAME, _SHORT = 2, 8
_LABELLED_NAME = re.compile(
    r"(?i:\b(?:patient|employee|claimant|client|pt|injured\s+worker|applicant|name|re))(?:\s+(?i:name))?"
    r"\s*[:.]\s*(?P<name>[A-Z][\w'’-]+(?:,?\s+[A-Z][\w'’.-]*){1,3})"
)
_NO_NAMES = frozenset({"date", "birth", "injury", "claim", "number", "employer", "signature"})
_WHOSE_PAGE = re.compile(
    r"(?:^|\s)\W*(?:(?i:patient|name|employee|claimant|client|pt|re)\b\.?\s*[:.]|(?i:patient|client|claimant)\s+(?=[A-Z]))"
)
_NOT_ITS_DAY = re.compile(
    r"birth|\bborn\b|\bd\.?\s?o\.?\s?[bi]\b|\bd/[bi]\b|injur|accident|\bloss\b|fax|print|\brec(?:eived|'?d)\b"
    r"|request|\brfa\b|\brev(?:ised|\.)|effective|dictat|transcri|review|sign|start|referr"
    r"|\b(?:on|since|until|from|through|thru|dated|after|before|in|next|return|rtc|follow[\s-]?up\s+on)\s*$",
    re.I,
)
"""Words before a date that is another day than the one the page is about."""
_SECTION_LIKE = {
    T.WORK_STATUS,
    T.MEDICATION_LIST,
    T.OPERATIVE_REPORT,
    T.LAB_REPORT,
    T.OTHER,
    T.IMAGING_REPORT,
    T.PROGRESS_REPORT,
    T.CORRESPONDENCE,
}
"""Types whose titles also serve as headings of a section inside another document."""


def split(views: Sequence[PageView]) -> list[list[PageView]]:
    """The pages of one file, in order, cut into documents."""
    documents: list[list[PageView]] = []
    named = _names(views)
    for view in views:
        if documents and _continues(documents[-1], view, named):
            documents[-1].append(view)
        else:
            documents.append([view])
    return documents


def _names(views: Sequence[PageView]) -> frozenset[str]:
    """The words of the patients' names that some page of the file puts behind a label."""
    found = [
        m["name"] for view in views for ln in view.head for m in _LABELLED_NAME.finditer(ln.text)
    ]
    words = (word.strip(".'’") for name in found for word in re.split(r"[\s,]+", name))
    return frozenset(word for word in words if len(word) > 3 and word.lower() not in _NO_NAMES)


def _continues(document: Sequence[PageView], view: PageView, named: frozenset[str]) -> bool:
    """Whether a page goes on with the document before it."""
    before = document[-1]
    kind = kind_of(view)
    first = kind_of(document[0])
    if _annexed(first, view):
        return True
    if _another_visit(document[0], view) or _another_day(document, view, named):
        return False
    numbered = _by_number(document, before, view)
    if numbered is not None:
        return numbered
    if view.blank:
        return True
    again = _same_letterhead(document[0], view) and kind.line is not None
    if again or _other_practice(document[0], view):
        return False
    return not _begins(view, kind) and not before.blank


def _annexed(first: Kind, view: PageView) -> bool:
    """Whether a page is what such a document always ends with: its proof of service, its form."""
    head = "\n".join(line.text for line in view.head[:8])
    if first.type is T.APPLICATION and _APPLICATION_ANNEX.search(head):
        return True
    return first.type in (T.UR_DECISION, T.MEDICAL_LEGAL_REPORT) and bool(_SERVED.search(head))


def _by_number(document: Sequence[PageView], before: PageView, view: PageView) -> bool | None:
    """What the printed page numbers say, or None when they say nothing."""
    here, there = view.number, before.number
    if here is None:
        if there is not None and there[1] is not None and there[0] < there[1] and there[1] > 1:
            return True if not _begins(view, kind_of(view)) else None
        return False if there is not None and there[1] == there[0] else None
    if here[0] == 1:
        return False
    if there is not None:
        follows = here[0] == there[0] + 1 and (here[1] is None or here[1] == (there[1] or here[1]))
        if follows:
            return True
        return None if here[0] > there[0] and here[1] == there[1] else False
    return True if here[0] == len(document) + 1 else None


def _begins(view: PageView, kind: Kind) -> bool:
    """Whether a page looks like the first of a document."""
    head = "\n".join(line.text for line in view.head)
    if _CONTINUED.search("\n".join(line.text for line in view.head[:3])):
        return False
    names = bool(_PATIENT.search(head)) + bool(_DAY.search(head))
    if kind.line is None:
        letter = kind.type is T.CORRESPONDENCE and bool(_OPENING.search(head))
        return letter or (names == 2 and _letterhead(view))
    if kind.line > 6 and not _letterhead(view):
        return False
    if kind.line <= 3 and kind.title and kind.title.isupper() and len(kind.title.split()) >= 3:
        return True
    if kind.type in _SECTION_LIKE:
        return names == 2 or _letterhead(view) or (kind.line <= 1 and names >= 1)
    return True


def _other_practice(first: PageView, view: PageView) -> bool:
    """Whether a page opens with another practice's name over a patient and the day seen.

    Small offices print no title and no address: their name, the patient and the day are all.
    """
    if len(view.lines) < 3:
        return False
    top = view.lines[0].text.strip()
    named = len(top.split()) <= 8 and ":" not in top and bool(_PRACTICE.search(top))
    below = [line.text for line in view.lines[1:5]]
    if not (named and top[0].isupper() and any(_NAMED.search(line) for line in below)):
        return False
    known = any(fuzz.partial_ratio(top.lower(), ln.text.lower()) >= 85 for ln in first.lines)
    return any(_OWN_DAY.search(line) or _ANY_DAY.search(line) for line in below) and not known


def _another_visit(first: PageView, view: PageView) -> bool:
    """Whether printouts of a record put the next visit, by its labelled day, on a new page.

    Such printouts number their pages through, so that page numbers join what is not one paper.
    """
    days = [_visit_day(v) for v in (first, view)]
    return None not in days and days[0] != days[1]


def _another_day(document: Sequence[PageView], view: PageView, named: frozenset[str]) -> bool:
    """Whether a page opens with its patient and a day that no page before it is about.

    Going on, a page may repeat patient and day under the letterhead, but it is the same day.
    """
    top = view.lines[:_TOP_LINES]
    if _CONTINUED.search("\n".join(line.text for line in top[:3])):
        return False
    if len(view.lines) < 3 or not any(_tells_whose(line.text, named) for line in top):
        return False
    known = {
        day
        for page in document
        for line in page.lines[:_FIRST_LINES]
        for day, _, _ in find_dates(line.text)
    }
    own = next((day for line in top[:4] for day in _own_days(line.text)), None)
    return own is not None and own not in known


def _tells_whose(text: str, named: frozenset[str]) -> bool:
    """Whether a line labels the patient, or has two words of a name labelled elsewhere."""
    if _WHOSE_PAGE.search(text):
        return True
    words = sum(word in text for word in named)
    alone = len(text.split()) <= _SHORT and any(_own_days(text))
    return words >= (1 if alone else _WORDS_OF_A_NAME)


def _own_days(text: str) -> Iterator[dt.date]:
    """The dates of a line of a page's head that no label takes for another day."""
    end_before = 0
    for day, start, end in find_dates(text):
        if not _NOT_ITS_DAY.search(text[end_before:start][-30:]):
            yield day
        end_before = end


def _visit_day(view: PageView) -> dt.date | None:
    """The day that a page's head labels as that of the visit, where it names the patient too."""
    head = "\n".join(line.text for line in view.lines[:6])
    label = _VISIT_DAY.search(head)
    if label is None or not _WHOSE.search(head):
        return None
    dates = find_dates(head[label.end() : label.end() + 24])
    return dates[0][0] if dates and dates[0][1] <= 2 else None


def _letterhead(view: PageView) -> bool:
    """Whether an address or telephone number stands in the first lines."""
    top = "\n".join(line.text for line in view.lines[:5])
    return bool(_ADDRESS.search(top))


def _same_letterhead(first: PageView, view: PageView) -> bool:
    """Whether the page opens with the very letterhead and title the document opened with."""
    one, other = (" ".join(line.text for line in v.lines[:4]) for v in (first, view))
    return len(one) > 40 and fuzz.ratio(one, other) >= 88 and _letterhead(view)

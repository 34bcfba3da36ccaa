"""Pages that were filed for the procedure and not for the review: the application, covers, service.

They carry where the parties are reached and say nothing of whether treatment is necessary. Taken
for such are whole documents, by what they are and how their first page begins, and single pages of
others that print the application's form.
"""

from __future__ import annotations

import enum
import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from openimr.casefile.model import Document, DocumentType, Page

PageOf = Callable[[str, int], Page | None]
"""A page of a file as it was read, by its number; None where it could not be read."""

PageKey = tuple[str, int]
"""File and number of a page."""


class Procedural(enum.Enum):
    """What a page is that was filed for the procedure."""

    APPLICATION = "application"
    PROOF_OF_SERVICE = "proof of service"
    COVER = "cover sheet"
    ENVELOPE = "envelope"
    NOTICE = "notice to the parties"
    SENT_WITH = "letter that papers came with"
    UNREAD = "unread page beside such papers"


_BEGINS = 700
"""Characters at the beginning of a document in which it says what it is."""

_FORM_PARTS = re.compile(
    r"(?:employee|requesting\s+physician|claims\s+administrator|disputed\s+medical\s+treatment)"
    r"\s+information|authorized\s+representative\s+designation|employee\s+name\s*\(last",
    re.IGNORECASE,
)
_FEWEST_PARTS = 2
"""Headings of the form on one page; a decision may well have one like them."""

_FORM = re.compile(
    r"application\s+for\s+independent\s+medical\s+review|\bdwc\s+form\s+imr\b", re.IGNORECASE
)
_BEGINNINGS: tuple[tuple[Procedural, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(pattern, re.IGNORECASE))
    for kind, pattern in (
        (Procedural.PROOF_OF_SERVICE, r"(?:proof|declaration|certificate)\s+of\s+service"),
        (
            Procedural.COVER,
            r"\b(?:fax|facsimile)\s+(?:cover|transmi\w+|message)|\b(?:cover|transmittal)\s+"
            r"(?:sheet|page|letter|memo)|number\s+of\s+pages\W{0,4}including",
        ),
        (
            Procedural.NOTICE,
            r"notice\s+of\s+(?:assignment|eligibility|ineligibility|representation|appearance"
            r"|claim\b|delay|change\s+of\s+address|benefits|payment)|notice\s+to\s+(?:the\s+)?"
            r"(?:parties|employee|claims\s+administrator)|change\s+of\s+address"
            r"|independent\s+medical\s+review\s*[:-]?\s*request\s+for\s+(?:\w+\s+)?information",
        ),
    )
)
_ENVELOPE = re.compile(
    r"postage|first[\s-]class\s+mail|certified\s+mail|return\s+service\s+requested|presorted"
    r"|do\s+not\s+(?:bend|fold)",
    re.IGNORECASE,
)
_MOST_ON_AN_ENVELOPE = 60
"""Words; a letter sent by certified mail says more."""

_SENT_WITH = re.compile(
    r"\b(?:enclosed|attached)\W+(?:\w+\W+){0,4}?(?:are|is|find|please|you)\b.{0,80}?"
    r"\b(?:records?|reports?|documents?|papers?|copy|copies|information|forms?)\b"
    r"|\b(?:we|i)\s+(?:enclose|attach|submit|forward)\b"
    r"|\b(?:records?|documents?)\s+(?:are|is)\s+(?:enclosed|attached)",
    re.IGNORECASE | re.DOTALL,
)
_CLINICAL = re.compile(
    r"\b(?:diagnos[ei]s|examination|exam|range\s+of\s+motion|mg\b|prognosis|medically\s+necessary"
    r"|symptoms?|tenderness|pain)\b",
    re.IGNORECASE,
)
_CLINICAL_WORDS = 2
"""With so many a letter speaks of treatment and is for the review."""

_LETTERS = (DocumentType.CORRESPONDENCE, DocumentType.OTHER)


def procedural_pages(
    documents: Sequence[Document], page_of: PageOf, pages: Mapping[str, int]
) -> dict[PageKey, Procedural]:
    """The pages of a case file that were filed for the procedure, with what each is.

    A page that could not be read, and so belongs to no document, counts as one in a paper that
    holds others.

    Args:
        documents: of the case file.
        page_of: gives its pages.
        pages: how many each file has.
    """
    found: dict[PageKey, Procedural] = {}
    for document in documents:
        found.update(_of_document(document, page_of))
    held = {key for one in documents for key in _keys(one)}
    for file in {file for file, _ in found}:
        numbers = range(1, pages.get(file, 0) + 1)
        unread = [(file, number) for number in numbers if (file, number) not in held]
        found.update(dict.fromkeys(unread, Procedural.UNREAD))
    return found


def _keys(document: Document) -> Iterator[PageKey]:
    first, last = document.pages
    return ((document.file, number) for number in range(first, last + 1))


def _of_document(document: Document, page_of: PageOf) -> Iterator[tuple[PageKey, Procedural]]:
    read = {key: page_of(*key) for key in _keys(document)}
    first = next((page.text for page in read.values() if page), "")
    if kind := _document_kind(document, first):
        yield from ((key, kind) for key in read)
        return
    for key, page in read.items():
        if page and is_form(page.text):
            yield key, Procedural.APPLICATION


def _document_kind(document: Document, text: str) -> Procedural | None:
    """What a whole document is, if it is for the procedure."""
    if document.type is DocumentType.APPLICATION:
        return Procedural.APPLICATION
    if document.type not in _LETTERS:
        return None
    begins = f"{document.title or ''}\n{text[:_BEGINS]}"
    for kind, pattern in _BEGINNINGS:
        if pattern.search(begins):
            return kind
    if _ENVELOPE.search(text) and len(text.split()) <= _MOST_ON_AN_ENVELOPE:
        return Procedural.ENVELOPE
    if _SENT_WITH.search(text) and len(_CLINICAL.findall(text)) < _CLINICAL_WORDS:
        return Procedural.SENT_WITH
    return None


def is_form(text: str) -> bool:
    """Whether a page prints the application's form, filled in or not."""
    parts = {" ".join(found.casefold().split()) for found in _FORM_PARTS.findall(text)}
    told = len(parts) >= _FEWEST_PARTS or any(part.startswith("authorized") for part in parts)
    return told and bool(_FORM.search(text))

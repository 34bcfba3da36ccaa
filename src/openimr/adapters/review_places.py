"""Places of the case file as `review.html` opens and names them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from textwrap import shorten

from openimr.adapters.review_records import Source, SummarySentence
from openimr.casefile.model import CaseFile, Document, DocumentType
from openimr.vocabulary.value import Value


class Opening(Value, frozen=True, kw_only=True):
    """A page that a statement opens, and the passages marked on it.

    Attributes:
        page: index of the page in the case file, from 0.
        label: document, date and page in a few words.
        spans: characters of the page's text that are marked; none marks nothing.
    """

    page: int
    label: str
    spans: tuple[tuple[int, int], ...] = ()


class Statement(Value, frozen=True, kw_only=True):
    """Something the draft says, what it opens and which guidelines it cites.

    ``assisted`` says that an assistant worded it.
    """

    text: str
    opens: tuple[Opening, ...] = ()
    cites: tuple[str, ...] = ()
    assisted: bool = False


class Places:
    """Finds the page of a place and names it in a few words."""

    def __init__(self, case_file: CaseFile) -> None:
        self.case_file = case_file
        self._index = {(page.file, page.number): n for n, page in enumerate(case_file.pages)}
        self._document = {
            (document.file, number): n
            for n, document in enumerate(case_file.documents)
            for number in range(document.pages[0], document.pages[1] + 1)
        }

    def index(self, file: str, number: int) -> int | None:
        """The page's index from 0; None when the case file has no such readable page."""
        return self._index.get((file, number))

    def document_of(self, file: str, number: int) -> int | None:
        """The index of the document that a page belongs to."""
        return self._document.get((file, number))

    def label(self, file: str, number: int) -> str:
        """Document, date and page: "Progress report 06/09/2015, p. 2"."""
        at = self.document_of(file, number)
        if at is None:
            return f"{file}, p. {number}"
        document = self.case_file.documents[at]
        name = " ".join(part for part in (type_words(document), us_date(document.date)) if part)
        copy = " (copy)" if document.duplicate_of is not None else ""
        return f"{name}{copy}, p. {number - document.pages[0] + 1}"

    def openings(self, sources: Sequence[Source]) -> tuple[Opening, ...]:
        """The pages that the sources open, each once with all its passages.

        Guidelines open nothing, nor does a page that is not in the case file.
        """
        labels: dict[int, str] = {}
        spans: dict[int, dict[tuple[int, int], None]] = {}
        for source in sources:
            if source.file is None or source.page is None:
                continue
            at = self.index(source.file, source.page)
            if at is None:
                continue
            labels[at] = self.label(source.file, source.page)
            span = source.span or _find(source.quote, self.case_file.pages[at].text)
            spans.setdefault(at, {}).update({span: None} if span else {})
        return tuple(
            Opening(page=at, label=label, spans=tuple(spans[at])) for at, label in labels.items()
        )

    def statement(self, sentence: SummarySentence) -> Statement:
        """A drafted sentence with what it opens and cites."""
        cites = (source.as_citation() for source in sentence.sources)
        return Statement(
            text=sentence.sentence,
            opens=self.openings(sentence.sources),
            cites=tuple(dict.fromkeys(cite for cite in cites if cite)),
            assisted=sentence.assisted,
        )


def type_words(document: Document) -> str:
    """The document's type in words, as a list of documents prints it."""
    if document.type is DocumentType.OTHER and document.title:
        return shorten(folded(document.title), 60, placeholder="…")
    words = document.type.value.replace("_", " ")
    fixed = {
        "ur decision": "UR decision",
        "rfa": "RFA",
        "medical legal report": "Medical-legal report",
    }
    return fixed.get(words, words[:1].upper() + words[1:])


def us_date(day: dt.date | None) -> str:
    """06/09/2015, or nothing for a date that is not known."""
    return day.strftime("%m/%d/%Y") if day else ""


def _find(quote: str | None, text: str) -> tuple[int, int] | None:
    at = text.find(quote) if quote else -1
    return (at, at + len(quote)) if quote and at >= 0 else None


def folded(text: str) -> str:
    """The text on one line."""
    return " ".join(text.split())

"""The text of each page of a PDF, straight from PDFium.

The raw interface is used because it costs nothing over PDFium itself; per letter the wrapper's
objects would take a third of the time that reading the fields has. PDFium is not thread-safe:
call this from one thread of a process at a time.
"""

from __future__ import annotations

import contextlib
import ctypes
from collections.abc import Iterator
from typing import Any, Final

from pypdfium2 import raw

from openimr.vocabulary.errors import BadInput

MOST_PAGES: Final = 500
"""Pages that a letter can have; the longest known have about 30."""

MOST_CHARACTERS: Final = 5_000_000
"""Characters of all pages together that a letter can have."""

_REASONS: Final = {
    raw.FPDF_ERR_PASSWORD: ("is protected with a password", "Save a copy without the password"),
    raw.FPDF_ERR_SECURITY: ("is encrypted in a way that cannot be opened", "Save it unencrypted"),
    raw.FPDF_ERR_FORMAT: ("is damaged or not a PDF", "Get the file again from where it came from"),
}
_UNREADABLE: Final = ("cannot be opened as a PDF", "Get the file again from where it came from")


def pdf_page_texts(content: bytes, where: str) -> tuple[str, ...]:
    """The text of each page as PDFium gives it.

    Lines end in CR LF; U+FFFE stands for a hyphen at a line end, together with that line end.

    Args:
        content: the PDF; it may be encrypted with an empty user password.
        where: the file, for messages.

    Raises:
        BadInput: when it is protected, damaged, or larger than a letter can be.
    """
    with _document(content, where) as document:
        count = raw.FPDF_GetPageCount(document)
        if not 0 < count <= MOST_PAGES:
            found = f"has {count} pages; a letter has 1 to {MOST_PAGES}"
            raise BadInput(where, found)
        texts: list[str] = []
        for index in range(count):
            texts.append(_page_text(document, index))
            if sum(map(len, texts)) > MOST_CHARACTERS:
                raise BadInput(where, "holds more text than a letter can")
        return tuple(texts)


@contextlib.contextmanager
def _document(content: bytes, where: str) -> Iterator[Any]:
    document = raw.FPDF_LoadMemDocument64(content, len(content), None)
    if not document:
        raise BadInput(where, *_REASONS.get(raw.FPDF_GetLastError(), _UNREADABLE))
    try:
        yield document
    finally:
        raw.FPDF_CloseDocument(document)


def _page_text(document: Any, index: int) -> str:
    """The text of a page; empty when the page itself is damaged."""
    page = raw.FPDF_LoadPage(document, index)
    if not page:
        return ""
    try:
        return _text_of(raw.FPDFText_LoadPage(page))
    finally:
        raw.FPDF_ClosePage(page)


def _text_of(text_page: Any) -> str:
    if not text_page:
        return ""
    try:
        count = raw.FPDFText_CountChars(text_page)
        if count <= 0:
            return ""
        buffer = (ctypes.c_ushort * (count + 1))()
        written = raw.FPDFText_GetText(text_page, 0, count, buffer)
        return bytes(buffer)[: 2 * max(0, written - 1)].decode("utf-16-le", errors="replace")
    finally:
        raw.FPDFText_ClosePage(text_page)

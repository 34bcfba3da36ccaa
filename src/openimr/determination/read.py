"""Reading a letter: from its file or the texts of its pages to the determination it says."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from openimr.determination.layouts import LAYOUTS
from openimr.determination.letter_text import LetterText
from openimr.determination.ports import PageTexts
from openimr.determination.reading import LetterReading, Problem, Status
from openimr.determination.reading_json import read_reading
from openimr.vocabulary.errors import BadInput

_PDF_WITHIN: Final = 1024
"""Bytes within which the mark of a PDF stands."""

_JSON: Final = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:\[\s*)?\{")

_MOST_ODD_SHARE: Final = 0.05
"""Share of control characters from which a file is not text."""


def read_letter_text(pages: Sequence[str], source: str) -> LetterReading:
    """Read a Final Determination letter of any known layout.

    Args:
        pages: the text of each page as extracted; spans count its characters.
        source: the file, as it is to be named.

    Returns:
        What could be read, with places; status failed when the pages are not a letter. Nothing
        is raised for a strange letter.
    """
    letter = LetterText(pages)
    for layout in LAYOUTS:
        if layout.recognises(letter):
            return layout.read(letter, source)
    return failed_reading(source, _not_a_letter(letter))


def read_letter_file(
    content: bytes, source: str, pdf_texts: PageTexts, docx_texts: PageTexts
) -> LetterReading:
    """Read a letter from the bytes of a PDF, a Word, text or JSON file, told apart by content.

    Pages of a text file are parted by form feeds.

    Args:
        content: the file.
        source: its name.
        pdf_texts: gives the page texts of a PDF.
        docx_texts: gives the page texts of a Word file.

    Raises:
        BadInput: when the file cannot be opened as any of these.
    """
    pages = letter_pages(content, source, pdf_texts, docx_texts)
    return read_reading(content, source) if pages is None else read_letter_text(pages, source)


def letter_pages(
    content: bytes, source: str, pdf_texts: PageTexts, docx_texts: PageTexts
) -> Sequence[str] | None:
    """The page texts of a letter's file, in which the spans of its reading count; None for JSON.

    Raises:
        BadInput: when the file cannot be opened as any of the kinds that ``read_letter_file``
            knows.
    """
    if not content or content.isspace():
        raise BadInput(source, "is empty")
    if b"%PDF-" in content[:_PDF_WITHIN]:
        return pdf_texts(content, source)
    if content.startswith(b"PK\x03\x04"):
        return docx_texts(content, source)
    if source.lower().endswith(".json") or _JSON.match(content):
        return None
    return _text(content, source).split("\f")


def failed_reading(source: str, message: str) -> LetterReading:
    """The reading of a file that gave nothing, with the reason."""
    problem = Problem(field="letter", message=message)
    return LetterReading(source=source, layout=None, status=Status.FAILED, problems=(problem,))


def _text(content: bytes, source: str) -> str:
    """A text file's words with line ends as in ``open(source).read()``."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = content.decode("utf-16", errors="replace")
    else:
        try:
            text = content.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = content.decode("cp1252", errors="replace")
    odd = sum(char < " " and char not in "\t\n\r\f" for char in text[:4096])
    if odd > _MOST_ODD_SHARE * min(len(text), 4096):
        raise BadInput(source, "is neither a PDF nor a Word, text or JSON file")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _not_a_letter(letter: LetterText) -> str:
    if not letter.text.strip():
        return "it holds no text; a scanned letter has to be read with OCR first"
    return "it is not a determination letter of any known layout"

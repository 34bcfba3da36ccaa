"""The words of a Word file, a line for each paragraph and cell."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from typing import Final

import docx
from docx.document import Document
from docx.opc.exceptions import PackageNotFoundError
from docx.table import Table as DocxTable

from openimr.determination.letter_marks import PARAGRAPH
from openimr.determination.remark import remarked
from openimr.vocabulary.errors import BadInput

_BROKEN: Final = (
    *(zipfile.BadZipFile, PackageNotFoundError, KeyError, ValueError, SyntaxError),
    *(zlib.error, EOFError, OSError, RuntimeError),
)
"""What its readers say of a file that is damaged, cut off, locked, or none of Word."""

LARGEST_UNPACKED: Final = 64 * 1024 * 1024
"""Bytes of a Word file's parts together; a letter has a few hundred thousand."""


def docx_pages(content: bytes, where: str) -> list[str]:
    """The words of a Word file as one page, a line for each paragraph and cell.

    Args:
        content: the file.
        where: its name, for messages.

    Raises:
        BadInput: when it is not a Word file, or unpacks to more than a letter can.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            if sum(part.file_size for part in package.infolist()) > LARGEST_UNPACKED:
                raise BadInput(where, "unpacks to more than a letter can hold")
        document = docx.Document(io.BytesIO(content))
    except _BROKEN as error:
        raise BadInput(where, "is not a readable Word file", "Save it again as .docx") from error
    return ["\n".join(_lines(document))]


def _lines(document: Document) -> Iterator[str]:
    for content in document.iter_inner_content():
        if isinstance(content, DocxTable):
            for row in content.rows:
                for cell in row.cells:
                    yield from (remarked(paragraph.text) for paragraph in cell.paragraphs)
        elif content.text.strip():
            yield remarked(content.text, otherwise=PARAGRAPH)

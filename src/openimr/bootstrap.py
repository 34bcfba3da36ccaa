"""The one place that wires adapters to ports."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType

from openimr.adapters.letter_docx import typeset_docx
from openimr.adapters.letter_files import save_letter
from openimr.adapters.letter_pdf import typeset_pdf
from openimr.adapters.page_reader import LocalPageReader
from openimr.adapters.page_store import DiskPageStore
from openimr.adapters.source_files import source_files
from openimr.casefile.gather import Progress, gather
from openimr.casefile.model import CaseFile
from openimr.determination.determination_json import typeset_json, write_json
from openimr.determination.model import Determination
from openimr.determination.ports import LetterTypesetter
from openimr.determination.write import outline_letter
from openimr.determination.write_text import typeset_text
from openimr.vocabulary.errors import BadInput

TYPESETTERS: Mapping[str, LetterTypesetter] = MappingProxyType(
    {".pdf": typeset_pdf, ".docx": typeset_docx, ".txt": typeset_text, ".json": typeset_json}
)
"""The formats of a letter by the ending of the file's name."""


def gather_case_file(
    place: Path, store: Path, progress: Callable[[Progress], None] = lambda _: None
) -> CaseFile:
    """Read a case file, a folder of PDFs or one PDF; finished pages are kept in ``store``."""
    return gather(source_files(place), LocalPageReader(), DiskPageStore(store), progress)


def letter_file(determination: Determination, ending: str, today: dt.date) -> bytes:
    """The letter of a determination as the bytes of a file.

    Args:
        determination: what the letter says.
        ending: ".pdf", ".docx", ".txt" or ".json".
        today: the date for the file's properties when the determination has none.

    Raises:
        BadInput: when the ending is another, or the format cannot show a character.
    """
    typesetter = TYPESETTERS.get(ending.lower())
    if typesetter is None:
        raise BadInput(
            "the letter's file name",
            "ends in none of the formats that letters have",
            f"Choose one of {', '.join(TYPESETTERS)}",
        )
    return typesetter(outline_letter(determination), write_json(determination), today)


def write_letter(
    determination: Determination, path: Path, today: dt.date, *, overwrite: bool = False
) -> int:
    """Write the letter of a determination to a file whose name says the format.

    Returns:
        The number of bytes written.

    Raises:
        BadInput: as ``letter_file``; also when the file exists and may not be overwritten, or
            cannot be written.
    """
    content = letter_file(determination, path.suffix, today)
    save_letter(content, path, overwrite=overwrite)
    return len(content)

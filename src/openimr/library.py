"""OpenIMR's verbs as functions, for programs: what the command line does, without the command line.

Paths may be text or ``pathlib.Path``. What cannot be used raises ``BadInput``, what a policy
forbids raises ``Refused`` (both in ``openimr.vocabulary.errors``); neither message quotes patient
text. The day is handed in where one is needed; without it the local day is taken.
"""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from openimr import bootstrap
from openimr.adapters.letter_checker import check_letter_at
from openimr.adapters.letter_reader import read_letter_at
from openimr.determination.check import check_letter as check_reading
from openimr.determination.checks.model import CheckFinding
from openimr.determination.model import Determination
from openimr.determination.reading import LetterReading
from openimr.review.polish import Polisher
from openimr.vocabulary.errors import BadInput

if TYPE_CHECKING:
    from openimr.workflow.draft import Drafted

PathLike = str | os.PathLike[str]


def read_letter(path: PathLike) -> LetterReading:
    """Read a Final Determination letter: PDF, Word, text or JSON.

    Returns:
        What the letter says, where every field stands, and what could not be read.

    Raises:
        BadInput: when the file cannot be opened as a letter of any kind.
    """
    return read_letter_at(Path(path))


def check_letter(letter: PathLike | LetterReading) -> tuple[CheckFinding, ...]:
    """Find contradictions, slips and missing parts in a letter.

    Args:
        letter: a file, or a reading; a reading is checked without its pages, so that findings
            quote words but give no spans.

    Returns:
        The findings, gravest first.

    Raises:
        BadInput: when the file cannot be opened as a letter of any kind, or nothing in it can
            be read.
    """
    if isinstance(letter, LetterReading):
        return check_reading(letter)
    checked = check_letter_at(Path(letter))
    if checked.unreadable:
        raise BadInput(checked.source, checked.unreadable)
    return checked.findings


def draft(  # noqa: PLR0913
    case_file: PathLike,
    out: PathLike,
    *,
    today: dt.date | None = None,
    packs: Sequence[PathLike] = (),
    studies: PathLike | None = None,
    assistant: Polisher | None = None,
) -> Drafted:
    """Draft the Final Determination of a case file.

    Args:
        case_file: a folder of PDFs, or one PDF.
        out: folder that receives letter, review page and lists; finished pages are kept in it,
            so that a stopped run goes on.
        today: dates the letter's file.
        packs: folders of guideline packs beside the one that ships with OpenIMR.
        studies: file with the studies that the reviewer enters (YAML), graded by the levels of
            evidence of 8 CCR 9792.25.1 and weighed against the guidelines.
        assistant: words sentences, such as `openimr.adapters.assistant.Assistant`. Case text then
            leaves the machine for its endpoint; without one none does.

    Returns:
        Everything that was found and written.

    Raises:
        BadInput: no page can be read, no paper names a treatment in dispute, or a pack or the
            studies have faults.
        Refused: the case file holds no medical record.
    """
    folders = [Path(folder) for folder in packs]
    day = today or _today()
    return bootstrap.draft_case_file(
        Path(case_file),
        Path(out),
        day,
        packs=folders,
        studies=Path(studies) if studies is not None else None,
        assistant=assistant,
    )


def write_letter(
    determination: Determination,
    path: PathLike,
    *,
    today: dt.date | None = None,
    overwrite: bool = False,
) -> None:
    """Write a determination as a letter.

    Args:
        determination: what the letter says.
        path: the letter's file; its ending .pdf, .docx, .txt or .json says the format.
        today: dates the file where the determination has no date of its own.
        overwrite: whether a file that is there already may be replaced.

    Raises:
        BadInput: the ending names no format, the file exists, or it cannot be written.
    """
    bootstrap.write_letter(determination, Path(path), today or _today(), overwrite=overwrite)


def _today() -> dt.date:
    return dt.datetime.now(tz=dt.UTC).astimezone().date()

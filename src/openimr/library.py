"""OpenIMR's verbs as functions, for programs: what the command line does, without the command line.

Paths may be text or ``pathlib.Path``. What cannot be used raises ``BadInput``, what a policy
forbids raises ``Refused`` (both in ``openimr.vocabulary.errors``); neither message quotes patient
text. The day is handed in where one is needed; without it the local day is taken.
"""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path

from openimr import bootstrap
from openimr.determination.model import Determination

PathLike = str | os.PathLike[str]


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

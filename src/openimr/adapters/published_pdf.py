"""A determination without names as the PDF that everybody may have.

It is typeset anew from what is left: nothing of the file that went to the parties is in it. It
carries no other file, and its properties name nobody.
"""

from __future__ import annotations

import datetime as dt
from typing import Final

import msgspec

from openimr.determination.letter_marks import PART
from openimr.determination.letter_outline import LetterOutline, Sentence
from openimr.determination.model import Determination
from openimr.determination.write import outline_letter

NOTICE: Final = (
    "Published without names: words in brackets stand for whoever is named in the letter as issued."
)
"""What the published paper says of itself."""


def published_pdf(determination: Determination, today: dt.date) -> bytes:
    """The PDF; for the same determination always the same bytes, where it has a date.

    Args:
        determination: without names.
        today: the date for the file's properties when the determination has none.

    Raises:
        BadInput: as ``letter_pdf.typeset_pdf``.
    """
    from openimr.adapters.letter_pdf import typeset_pdf  # noqa: PLC0415 - slow to load

    return typeset_pdf(published_outline(determination), b"", today)


def published_outline(determination: Determination) -> LetterOutline:
    """The letter, with what it says of itself under its title."""
    outline = outline_letter(determination)
    notice = Sentence(text=PART + NOTICE)
    return msgspec.structs.replace(outline, blocks=(notice, *outline.blocks))

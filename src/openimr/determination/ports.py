"""What stage 5 needs from outside."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Protocol

from openimr.determination.letter_outline import LetterOutline


class LetterTypesetter(Protocol):
    """Turns a letter's outline into the bytes of a file of one format."""

    def __call__(self, outline: LetterOutline, attached: bytes, today: dt.date) -> bytes:
        """The file.

        Args:
            outline: the letter; its texts are printed exactly as they are.
            attached: the determination as JSON; formats that can carry it keep it inside.
            today: the date for the file's properties when the letter itself has none.

        Raises:
            BadInput: when the format cannot show a character of the letter.
        """
        ...


class PageTexts(Protocol):
    """Takes the text of each page out of the bytes of a file of one format."""

    def __call__(self, content: bytes, where: str) -> Sequence[str]:
        """The page texts in order.

        Args:
            content: the file.
            where: its name, for messages.

        Raises:
            BadInput: when the file is damaged, protected, or larger than a letter can be.
        """
        ...

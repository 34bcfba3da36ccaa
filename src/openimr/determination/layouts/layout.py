"""What a layout is: a name, how to recognise it, and how to read it."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from openimr.determination.letter_text import LetterText
from openimr.determination.reading import LetterReading


class Layout(NamedTuple):
    """One form in which letters come.

    Attributes:
        recognises: whether a letter has this form, by its headings.
        read: reads a letter of this form; the second argument is its source.
    """

    recognises: Callable[[LetterText], bool]
    read: Callable[[LetterText, str], LetterReading]

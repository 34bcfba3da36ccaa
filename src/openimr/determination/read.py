"""Reading a letter: from the texts of its pages to the determination it says."""

from __future__ import annotations

from collections.abc import Sequence

from openimr.determination.layouts import LAYOUTS
from openimr.determination.letter_text import LetterText
from openimr.determination.reading import LetterReading, Problem, Status


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


def failed_reading(source: str, message: str) -> LetterReading:
    """The reading of a file that gave nothing, with the reason."""
    problem = Problem(field="letter", message=message)
    return LetterReading(source=source, layout=None, status=Status.FAILED, problems=(problem,))


def _not_a_letter(letter: LetterText) -> str:
    if not letter.text.strip():
        return "it holds no text; a scanned letter has to be read with OCR first"
    return "it is not a determination letter of any known layout"

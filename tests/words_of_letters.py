"""What a letter says at the places that a reading names."""

from __future__ import annotations

from collections.abc import Sequence

from openimr.determination.letter_text import LetterText
from openimr.vocabulary.places import Span


def folded(letter: LetterText, spans: Sequence[Span]) -> str:
    """The words at some spans, folded as a field's text is."""
    return letter.fold("\n".join(letter.pages[s.page - 1][s.start : s.end] for s in spans))

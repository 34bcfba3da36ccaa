"""Numbers of cases, typed as they stand on a letter or in a citation: that determination is meant.

No word of a determination has its number, so that it could not be found by it as a word.
"""

from __future__ import annotations

import re
from typing import Final

from openimr.publication.model import Programme, read_citation
from openimr.publication.search.lay_words import PASSED_OVER
from openimr.publication.search.query import Named

_AROUND: Final = "#:;,.()[]"
_NUMBER: Final = re.compile(
    r"(?P<programme>[A-Za-z][A-Za-z0-9-]{1,30}/)?(?P<number>[A-Za-z0-9][A-Za-z0-9._-]{4,62})"
)
_FEWEST_DIGITS: Final = 4

_BESIDE: Final = PASSED_OVER | {"file", "no", "number"}
"""Words that may stand beside a number and ask nothing else: *IMR case number CM16-0000001*."""

LONGEST: Final = 150
"""Characters of what may be a number with words beside it."""


def number_asked(text: str) -> tuple[str, tuple[Named, ...]] | None:
    """The one number that a text asks for, and every determination that may have it.

    Capitals may have been typed small. None where words ask for something else, too, and where
    the number stands in quotation marks.
    """
    if len(text) > LONGEST:
        return None
    words = [bare for word in text.split() if (bare := word.strip(_AROUND))]
    numbers = [word for word in words if _is_number(word)]
    others = {word.lower() for word in words} - {word.lower() for word in numbers}
    if len(numbers) != 1 or not others <= _BESIDE:
        return None
    return numbers[0], tuple(Named(id=id) for id in _identifiers(numbers[0]))


def _is_number(word: str) -> bool:
    found = _NUMBER.fullmatch(read_citation(word)[0])
    return found is not None and sum(map(str.isdecimal, found["number"])) >= _FEWEST_DIGITS


def _identifiers(word: str) -> list[str]:
    """As typed and in capitals; without a programme, of each."""
    programme, slash, number = read_citation(word)[0].rpartition("/")
    programmes = [programme.lower()] if slash else [one.value for one in Programme]
    return [f"{one}/{it}" for one in programmes for it in dict.fromkeys((number, number.upper()))]

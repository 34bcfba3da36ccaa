"""What is asked for in words: how it was decided, the patient's age and sex, a chapter cited."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from openimr.publication.model import age_band
from openimr.publication.search.query import Expression, Facet, Field, Is, Words

MOST_WORDS: Final = 3
"""Words that one value may be said in."""

_DECISIONS: Final[Mapping[str, str]] = {
    "overturned": "overturned",
    "approved": "overturned",
    "granted": "overturned",
    "reversed": "overturned",
    "upheld": "upheld",
    "affirmed": "upheld",
}
"""Words that ask what was decided. "Denied" is none: utilization review denied whatever came."""

_BY_OTHERS: Final = frozenset({"fda", "previously", "already", "partially", "pre"})
"""After these, a word of decisions is no reviewer's."""

_REFUSED: Final = frozenset(
    {"denial", "denials", "denied", "declined", "disallowed", "refused", "rejected"}
)
_AGREED: Final = frozenset({"allowed", "approved", "authorized", "certified", "covered", "granted"})
_NO: Final = frozenset({"not", "never"})

_SEXES: Final[Mapping[str, str]] = {
    "female": "female",
    "females": "female",
    "lady": "female",
    "woman": "female",
    "women": "female",
    "gentleman": "male",
    "male": "male",
    "males": "male",
    "man": "male",
    "men": "male",
}
_DECADES: Final = (
    "teens",
    "twenties",
    "thirties",
    "forties",
    "fifties",
    "sixties",
    "seventies",
    "eighties",
    "nineties",
)
_DECADE = re.compile(rf"(?:(?:early|mid|late) )?(?:([1-9])0s|({'|'.join(_DECADES)}))")
_YEARS_OLD = re.compile(r"(?:aged? )?([1-9]\d) ?(?:yo|y o|yrs? old|year olds)|aged? ([1-9]\d)")


_GUIDELINE, _SECTION = Field.GUIDELINE, Field.SECTION
_CHAPTERS: Final[Mapping[int, tuple[Field, tuple[str, ...]]]] = {
    2: (_SECTION, ("general", "approach")),
    3: (_SECTION, ("initial", "approaches")),
    5: (_SECTION, ("cornerstones",)),
    8: (_GUIDELINE, ("neck", "and", "upper", "back")),
    9: (_GUIDELINE, ("shoulder", "complaints")),
    10: (_GUIDELINE, ("elbow", "complaints")),
    11: (_GUIDELINE, ("forearm", "wrist")),
    12: (_GUIDELINE, ("low", "back", "complaints")),
    13: (_GUIDELINE, ("knee", "complaints")),
    14: (_GUIDELINE, ("ankle", "and", "foot")),
    15: (_GUIDELINE, ("stress", "related")),
    16: (_GUIDELINE, ("eye",)),
}
"""The chapters of ACOEM's guidelines, 2nd edition, by what reviewers cite of the MTUS, which took
them over (8 CCR 9792.21 to 9792.23)."""

_CHAPTER = re.compile(r"(?:acoem )?(?:chapter|chap|ch) (\d{1,2})")

SPOKEN: Final = frozenset((*_DECISIONS, *_REFUSED, *_SEXES, *_DECADES))
"""Single words that ask for a value here though no letter may have them."""


def says_refused(words: tuple[str, ...]) -> bool:
    """Whether words say no more than that a treatment was refused, as all that came were."""
    if len(words) == 2:
        return words[0] in _NO and words[1] in _AGREED
    return len(words) == 1 and words[0] in _REFUSED


def spoken_value(words: tuple[str, ...], before: str) -> Expression | None:
    """What words that stand side by side ask beyond themselves; None where nothing.

    Args:
        words: all of them, lower case.
        before: the word to their left, "" at the beginning.
    """
    said = " ".join(words)
    decision = _DECISIONS.get(said) if before not in _BY_OTHERS else None
    if decision is not None:
        return Is(facet=Facet.DECISION, value=decision)
    if said in _SEXES:
        return Is(facet=Facet.SEX, value=_SEXES[said])
    decade, years = _DECADE.fullmatch(said), _YEARS_OLD.fullmatch(said)
    if decade is not None:
        tens = int(decade[1] or _DECADES.index(decade[2]) + 1)
        return Is(facet=Facet.AGE, value=age_band(10 * tens) or "")
    if years is not None:
        return Words(words=(years[1] or years[2], "year", "old"))
    return _chapter(said)


def _chapter(said: str) -> Words | None:
    match = _CHAPTER.fullmatch(said)
    field, title = _CHAPTERS.get(int(match[1]) if match else 0, (None, ()))
    return Words(words=title, field=field) if title else None

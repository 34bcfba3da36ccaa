"""Words that ask for a reviewer's specialty: *decided by an orthopedist*, *psychiatrist reviewer*.

Beside other words the same name is a treatment or a referral (*consult an orthopedist*), so only
what stands next to a word of reviewing is taken so.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from openimr.publication.search.lay_words import Name, folded, specialties_called
from openimr.publication.search.query import Expression, Words

_REVIEWER: Final = frozenset({"reviewer", "reviewers", "reviewing"})
_DONE_BY: Final = frozenset(
    {"approved", "decided", "denied", "overturned", "refused", "reviewed", "upheld"}
)
_BETWEEN: Final = frozenset({"a", "an", "as", "by", "is", "the", "was", "were"})
_TITLES: Final = frozenset({"doctor", "doctors", "physician", "physicians", "specialist"})
_MOST_WORDS: Final = 5


def specialty_asked(parts: Sequence[Expression], at: int) -> tuple[int, tuple[Name, ...]] | None:
    """How many parts from a place on ask for a specialty of the reviewer, and its names."""
    said = [" ".join(_words(part)) for part in parts]
    for end in range(min(len(said), at + _MOST_WORDS), at, -1):
        name = tuple(" ".join(said[at:end]).split())
        means = specialties_called().get(folded(name)) if all(said[at:end]) else None
        if means and (_after_reviewing(said[:at]) or _before_reviewer(said[end:])):
            titled = end < len(said) and said[end] in _TITLES
            return end - at + titled, means
    return None


def _words(part: Expression) -> tuple[str, ...]:
    free = isinstance(part, Words) and part.field is None and not part.exact
    return part.words if isinstance(part, Words) and free else ()


def _after_reviewing(left: Sequence[str]) -> bool:
    at = len(left)
    while at and left[at - 1] in _BETWEEN:
        at -= 1
    before = left[at - 1] if at else ""
    return before in _REVIEWER or (before in _DONE_BY and "by" in left[at:])


def _before_reviewer(right: Sequence[str]) -> bool:
    after = next((word for word in right if word not in _BETWEEN | _TITLES), "")
    return after in _REVIEWER

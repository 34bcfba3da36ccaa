"""Were the same reasons pasted on several treatments?

Rule: ``cloned-rationale``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from openimr.determination.checks.letter import Issue, Letter
from openimr.determination.checks.model import CheckFinding, Severity
from openimr.determination.checks.passage import Sentence
from openimr.determination.checks.treatments import compatible

_WORD = re.compile(r"[a-z]+")
_SHINGLE = 4
_LEAST_WORDS = 18
_SHARED = 0.55
_SHARED_AT_LENGTH = 0.3
_AT_LENGTH = 40
"""Runs of words in common that are more than a closing formula, however long the rationale."""

_NEARLY_ALL = 0.93


def check(letter: Letter) -> Iterator[CheckFinding]:
    """Compare each rationale with the ones before it and report each group of copies once."""
    shingles = [_shingles(issue) for issue in letter.issues]
    grouped: set[int] = set()
    for first, issue in enumerate(letter.issues):
        if first in grouped or not shingles[first]:
            continue
        copies = [
            (other, share)
            for other in range(first + 1, len(letter.issues))
            if other not in grouped and (share := _share(shingles[first], shingles[other]))
        ]
        if copies:
            grouped.update(other for other, _ in copies)
            yield _cloned(letter, issue, copies)


def _shingles(issue: Issue) -> frozenset[tuple[str, ...]]:
    """Runs of four words, without the words of the heading, so that only the reasons count."""
    own = set(_WORD.findall(issue.heading.lower))
    words = [word for word in _WORD.findall(issue.rationale.lower) if word not in own]
    if len(words) < _LEAST_WORDS and not issue.dependent:
        return frozenset()
    return frozenset(zip(*(words[offset:] for offset in range(_SHINGLE)), strict=False))


def _share(one: frozenset[tuple[str, ...]], other: frozenset[tuple[str, ...]]) -> float:
    """How much of the shorter rationale stands in the other; 0 when it is too little to count."""
    smaller, common = min(len(one), len(other)), len(one & other)
    if not smaller:
        return 0.0
    share = common / smaller
    return share if share >= (_SHARED_AT_LENGTH if common >= _AT_LENGTH else _SHARED) else 0.0


def _cloned(letter: Letter, issue: Issue, copies: list[tuple[int, float]]) -> CheckFinding:
    others = [letter.issues[index] for index, _ in copies]
    numbers = ", ".join(str(number) for number in (issue.number, *(o.number for o in others)))
    grave = [o for (_, share), o in zip(copies, others, strict=True) if _grave(issue, o, share)]
    return CheckFinding(
        rule="cloned-rationale",
        severity=Severity.MEDIUM if grave else Severity.LOW,
        issue=issue.number,
        message=f"Issues {numbers} share much of their reasoning word for word.",
        remedy=(
            "See that each treatment is judged on its own facts; a treatment that falls with a "
            "refused surgery may share the sentence."
        ),
        places=(
            _shared_sentence(issue, others[0]).quote(),
            _shared_sentence(others[0], issue).quote(),
        ),
    )


def _grave(one: Issue, other: Issue, share: float) -> bool:
    """Whether unlike treatments carry one text that fits at most one of them."""
    if share < _NEARLY_ALL or one.dependent or other.dependent:
        return False
    if one.is_drug != other.is_drug:
        return bool(one.families | other.families)
    if one.is_drug or not one.families or not other.families:
        return False
    return not any(compatible(family, one.families) for family in other.families)


def _shared_sentence(issue: Issue, other: Issue) -> Sentence:
    """The longest sentence of a rationale whose words stand in the other, else the first."""
    text = other.rationale.lower
    shared = [s for s in issue.rationale.sentences if s.lower[10:60] in text and len(s.text) > 40]
    return max(shared, key=lambda s: len(s.text), default=issue.rationale.sentences[0])

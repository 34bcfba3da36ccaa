"""Letters that an earlier span tells already, left out of the spans that follow it.

Disputes of one employee are decided apart, on nearly the same case summary. Whoever has learned
the one knows more of the other than facts tell: a model would be calibrated, or measured, on what
it has seen.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from openimr.publication.audit.published import AuditedFinding
from openimr.publication.statistics.cloned import ALIKE
from openimr.publication.statistics.folded import HASHES
from openimr.publication.statistics.prints import BANDS

_OF_A_KEY: Final = 50
"""Summaries of one key that are compared, which bounds the time."""

_BAND: Final = HASHES // BANDS


def told_first(
    spans: Sequence[list[AuditedFinding]],
) -> tuple[list[list[AuditedFinding]], int]:
    """Spans without the letters that an earlier span tells, and how many letters those are.

    Args:
        spans: in order of time.
    """
    seen = _Summaries()
    kept: list[list[AuditedFinding]] = []
    known: set[str] = set()
    for span in spans:
        again = {one.letter for one in span if seen.has(one.summary)}
        kept.append([one for one in span if one.letter not in again])
        known |= again
        seen.add(one.summary for one in span)
    return kept, len(known)


class _Summaries:
    """Signatures of summaries, found by the parts that near ones share."""

    def __init__(self) -> None:
        self._by_key: dict[tuple[int, bytes], dict[bytes, None]] = defaultdict(dict)
        self._known: dict[bytes, bool] = {}

    def add(self, signatures: Iterable[bytes]) -> None:
        """Remember further ones; empty ones are of nothing."""
        for one in dict.fromkeys(signatures):
            for key in _keys(one):
                if len(self._by_key[key]) < _OF_A_KEY:
                    self._by_key[key][one] = None
        self._known.clear()

    def has(self, signature: bytes) -> bool:
        """Whether one nearly the same is remembered."""
        if signature not in self._known:
            self._known[signature] = any(
                _alike(signature, other)
                for key in _keys(signature)
                for other in self._by_key.get(key, ())
            )
        return self._known[signature]


def _keys(signature: bytes) -> Iterator[tuple[int, bytes]]:
    for start in range(0, len(signature), _BAND):
        yield start, signature[start : start + _BAND]


def _alike(one: bytes, other: bytes) -> bool:
    return sum(a == b for a, b in zip(one, other, strict=True)) >= ALIKE * HASHES

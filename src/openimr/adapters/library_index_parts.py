"""Parts of the library on which facets are counted where very many determinations are found.

Each determination is in half of the library, by a digest of its identifier, half of those in a
quarter, and so on. A part is thus drawn by chance, but is the same part each time.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Final

PART: Final = "part"
"""The index field of the parts in which a determination is."""

_SMALLEST: Final = 64
"""The smallest part is one of so many."""


def parts_of(identifier: str) -> Iterator[str]:
    """The parts in which a determination is: "2" for half of the library, "4" for a quarter."""
    digest = int.from_bytes(hashlib.blake2b(identifier.encode(), digest_size=4).digest())
    part = 2
    while part <= _SMALLEST and digest % part == 0:
        yield str(part)
        part *= 2


def part_for(hits: int, most: int) -> int:
    """How small a part leaves at most so many of the hits, as far as parts go; 1 for all."""
    part = 1
    while hits > most * part and part < _SMALLEST:
        part *= 2
    return part


def about(counted: int, part: int, hits: int) -> int:
    """What a count in a part says of the whole: two digits, and never more than all hits."""
    whole = min(counted * part, hits)
    step: int = 10 ** max(0, len(str(whole)) - 2)
    return min(round(whole / step) * step, hits)

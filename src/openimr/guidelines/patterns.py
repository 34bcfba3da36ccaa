"""The patterns of packs, compiled once: thousands, more than the standard library keeps."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable


@functools.cache
def compiled(pattern: str) -> re.Pattern[str]:
    """A pattern of a pack; case never matters."""
    return re.compile(pattern, re.IGNORECASE)


def first_match(patterns: Iterable[str], text: str) -> re.Match[str] | None:
    """The match of any of the patterns that stands first in a text, or None."""
    found = [match for pattern in patterns if (match := compiled(pattern).search(text))]
    return min(found, key=re.Match.start, default=None)

"""What writing a release and reading it have in common."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

Advanced = Callable[[int, int], None]
"""Is told how many determinations are written or read, of how many."""


def digest_of(path: Path) -> str:
    """The SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()

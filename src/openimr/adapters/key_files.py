"""Files that hold keys: put in place whole, and on the disk before anything is sealed with them."""

from __future__ import annotations

import os
import secrets
from pathlib import Path


def put_key(place: Path, content: bytes, *, over: bool) -> None:
    """Put a key's file in place, readable by its owner alone; on the disk when this returns.

    Args:
        place: where.
        content: of the file.
        over: replace what is there.

    Raises:
        FileExistsError: when something is there that may not be replaced.
        OSError: when it cannot be written.
    """
    passing = place.with_name(f".{place.name}.{secrets.token_hex(4)}")
    try:
        with os.fdopen(os.open(passing, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if over:
            passing.replace(place)
        else:
            os.link(passing, place)
    finally:
        passing.unlink(missing_ok=True)
    sync_folder(place.parent)


def sync_folder(folder: Path) -> None:
    """Wait until the disk has the names of a folder."""
    held = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(held)
    finally:
        os.close(held)

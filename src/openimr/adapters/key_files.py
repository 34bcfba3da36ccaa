"""Files that hold keys: put in place whole, and on the disk before anything is sealed with them."""

from __future__ import annotations

from pathlib import Path

from openimr.adapters.whole_file import OWNER_ALONE, whole_file


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
    with whole_file(place, mode=OWNER_ALONE, on_disk=True, over=over) as passing:
        passing.write_bytes(content)

"""Letters on disk: never half written, never over another file unasked."""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

from openimr.adapters.file_names import refusal, shown_name
from openimr.vocabulary.errors import BadInput


def save_letter(content: bytes, path: Path, *, overwrite: bool) -> None:
    """Put a letter in its place as a whole, or leave everything as it was.

    Raises:
        BadInput: when the place is taken and may not be overwritten, or cannot be written to.
    """
    try:
        if path.exists() and not overwrite:
            raise BadInput(shown_name(path), "exists already", "Give --force to write over it")
        with _beside(path) as unfinished:
            unfinished.write_bytes(content)
            unfinished.replace(path)
    except OSError as error:
        raise BadInput(shown_name(path), f"cannot be written ({refusal(error)})") from error


@contextlib.contextmanager
def _beside(path: Path) -> Iterator[Path]:
    """A new file in the same folder, removed again unless it took its place."""
    descriptor, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    os.close(descriptor)
    unfinished = Path(name)
    try:
        unfinished.chmod(0o644)
        yield unfinished
    finally:
        unfinished.unlink(missing_ok=True)

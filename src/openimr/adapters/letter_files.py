"""Letters on disk: never half written, never over another file unasked, never open to others."""

from __future__ import annotations

import contextlib
import os
import secrets
from collections.abc import Iterator
from pathlib import Path

from openimr.adapters import sealed_file
from openimr.adapters.file_names import refusal, shown_name
from openimr.adapters.sealed_file import NO_KEYS, Keys
from openimr.vocabulary.errors import BadInput

_OWNER_ALONE, _AS_THE_UMASK_SAYS = 0o600, 0o666


def save_letter(
    content: bytes, path: Path, *, overwrite: bool, shared: bool = False, keys: Keys = NO_KEYS
) -> None:
    """Put a letter in its place as a whole, or leave everything as it was.

    Args:
        content: the file.
        path: its place.
        overwrite: whether another file may be there.
        shared: who may read it is left to the user's umask, in a place that the user named.
            Otherwise it is its owner's alone: letters name patients.
        keys: what seals it, where its place says so.

    Raises:
        BadInput: when the place is taken and may not be overwritten, or cannot be written to.
    """
    try:
        if path.exists() and not overwrite:
            raise BadInput(shown_name(path), "exists already", "Give --force to write over it")
        with _beside(path, _AS_THE_UMASK_SAYS if shared else _OWNER_ALONE) as unfinished:
            sealed_file.write(unfinished, content, keys)
            unfinished.replace(path)
    except OSError as error:
        raise BadInput(shown_name(path), f"cannot be written ({refusal(error)})") from error


@contextlib.contextmanager
def _beside(path: Path, mode: int) -> Iterator[Path]:
    """A new file in the same folder, removed again unless it took its place."""
    unfinished = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    os.close(os.open(unfinished, os.O_CREAT | os.O_EXCL | os.O_WRONLY, mode))
    try:
        yield unfinished
    finally:
        unfinished.unlink(missing_ok=True)

"""Letters on disk: never half written, never over another file unasked, never open to others."""

from __future__ import annotations

from pathlib import Path

from openimr.adapters import sealed_file
from openimr.adapters.file_names import shown_name
from openimr.adapters.sealed_file import NO_KEYS, Keys
from openimr.adapters.whole_file import AS_THE_UMASK_SAYS, OWNER_ALONE, refusals, whole_file
from openimr.vocabulary.errors import BadInput


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
    with refusals(path):
        if path.exists() and not overwrite:
            raise BadInput(shown_name(path), "exists already", "Give --force to write over it")
        with whole_file(path, mode=AS_THE_UMASK_SAYS if shared else OWNER_ALONE) as unfinished:
            sealed_file.write(unfinished, content, keys)

"""The one way to write a file whole or not at all, and to know that the disk has it.

How it is used::

    with whole_file(path, on_disk=True) as unfinished:
        unfinished.write_bytes(content)       # closed when the block ends: then it takes its place

Whoever reads the place finds the file of before or the new one, never a part. What breaks off
inside the block leaves the place as it was and nothing beside it; a kill leaves the unfinished
file, which is none of those that anybody reads. Two who write at once do not meet: the last one
who is done has the place.

Three places do it by themselves: a backup (``backup``) is begun and finished by different calls; an
older file is sealed (``key_care``) only if nobody changed it meanwhile, sometimes under another
name; a release of open data (``open_data_writer``) is a whole folder.
"""

from __future__ import annotations

import contextlib
import os
import re
import secrets
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from openimr.adapters.file_names import refusal, shown_name
from openimr.vocabulary.errors import BadInput

OWNER_ALONE: Final = 0o600
AS_THE_UMASK_SAYS: Final = 0o666
"""Who may read a new file."""

_UNFINISHED: Final = re.compile(r"\..+\.[0-9a-f]{8}", re.DOTALL)
_LONGEST: Final = 240
"""Bytes of a name that stand in that of the unfinished file; no file system takes over 255."""


@contextlib.contextmanager
def whole_file(
    path: Path, *, mode: int = AS_THE_UMASK_SAYS, on_disk: bool = False, over: bool = True
) -> Iterator[Path]:
    """A new, empty file beside a place, which takes the place when the block ends.

    Args:
        path: the place, in a folder that is there.
        mode: who may read it, as ``open`` of the system takes it: less what the umask takes away.
        on_disk: wait until the disk has the file and its name; else a power cut may lose it.
        over: whether it takes the place of a file that is there.

    Raises:
        FileExistsError: when a file is there that may not be replaced.
        OSError: when it cannot be written; `refusals` says it in words.
    """
    unfinished = path.with_name(f".{_shortened(path.name)}.{secrets.token_hex(4)}")
    os.close(os.open(unfinished, os.O_CREAT | os.O_EXCL | os.O_WRONLY, mode))
    try:
        yield unfinished
        if on_disk:
            force_onto_disk(unfinished)
        if over:
            unfinished.replace(path)
        else:
            path.hardlink_to(unfinished)  # fails where a file is, whoever came first
    finally:
        unfinished.unlink(missing_ok=True)
    if on_disk:
        force_onto_disk(path.parent)


def _shortened(name: str) -> str:
    return os.fsdecode(os.fsencode(name)[:_LONGEST])


def clear_unfinished(folder: Path) -> None:
    """Remove what killed runs left in a folder into which nobody else writes meanwhile."""
    for path in folder.glob(".*"):
        if _UNFINISHED.fullmatch(path.name):
            path.unlink(missing_ok=True)


def force_onto_disk(path: Path) -> None:
    """Wait until a file's content, or a folder's list of files, is on the disk."""
    opened = os.open(path, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


@contextlib.contextmanager
def refusals(path: Path) -> Iterator[None]:
    """What the system refuses inside the block is said of a place.

    Raises:
        BadInput: in words.
    """
    try:
        yield
    except OSError as error:
        reason = os.strerror(error.errno) if error.errno else refusal(error)
        raise BadInput(shown_name(path), f"cannot be written ({reason})") from error

"""Copies of papers as they came, byte for byte, for their owner alone."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Sequence
from pathlib import Path

from openimr.casefile.ports import SourceFile
from openimr.vocabulary.errors import BadInput


def copy_papers(files: Sequence[SourceFile], folder: Path) -> None:
    """Copy papers into a folder, each whole or not at all.

    What is there already stays: another paper of the same name is kept beside it under a name
    that begins with its digest. A copy that there is is not made again.

    Raises:
        BadInput: when a paper is no longer the one that was read.
    """
    for file in files:
        path = folder / file.name
        beside = path.with_name(f"{file.fingerprint[:12]}-{path.name}")
        if not any(_is(file, there) for there in (path, beside)):
            _copy(file, beside if path.exists() else path)


def _copy(file: SourceFile, path: Path) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    passing = path.with_name(f"{path.name}.{os.getpid()}")
    try:
        shutil.copyfile(file.path, passing)
        passing.chmod(0o600)
        if not _is(file, passing):
            raise BadInput(file.name, "was changed while it was read", "Receive it again.")
        passing.replace(path)
    finally:
        passing.unlink(missing_ok=True)


def _is(file: SourceFile, path: Path) -> bool:
    return path.is_file() and _digest(path) == file.fingerprint


def _digest(path: Path) -> str:
    with path.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()

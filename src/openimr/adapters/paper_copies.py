"""Copies of papers as they came, byte for byte, for their owner alone."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Sequence
from pathlib import Path

from openimr.adapters import sealed_file
from openimr.adapters.sealed_file import NO_KEYS, Keys
from openimr.adapters.whole_file import OWNER_ALONE, whole_file
from openimr.casefile.ports import SourceFile
from openimr.vocabulary.errors import BadInput

_BLOCK = 1 << 20


def copy_papers(files: Sequence[SourceFile], folder: Path, keys: Keys = NO_KEYS) -> None:
    """Copy papers into a folder, each whole or not at all, sealed where the folder's files are.

    What is there already stays: another paper of the same name is kept beside it under a name
    that begins with its digest. A copy that there is is not made again.

    Raises:
        BadInput: when a paper is no longer the one that was read.
    """
    for file in files:
        path = folder / file.name
        beside = path.with_name(f"{file.fingerprint[:12]}-{path.name}")
        if not any(_is(file, there, keys) for there in (path, beside)):
            _copy(file, beside if path.exists() else path, keys)


def _copy(file: SourceFile, path: Path, keys: Keys) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with whole_file(path, mode=OWNER_ALONE) as passing:
        with (
            sealed_file.opened(Path(file.path), keys) as paper,
            sealed_file.writing(passing, keys) as copy,
        ):
            shutil.copyfileobj(paper, copy, _BLOCK)
        if not _is(file, passing, keys):
            raise BadInput(file.name, "was changed while it was read", "Receive it again.")


def _is(file: SourceFile, path: Path, keys: Keys) -> bool:
    return path.is_file() and _digest(path, keys) == file.fingerprint


def _digest(path: Path, keys: Keys) -> str:
    with sealed_file.opened(path, keys) as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()

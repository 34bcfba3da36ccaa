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
    """Copy papers into a folder, each whole or not at all; what is there already stays.

    Raises:
        BadInput: when a paper is no longer the one that was read.
    """
    for file in files:
        path = folder / file.name
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        passing = path.with_name(f"{path.name}.{os.getpid()}")
        shutil.copyfile(file.path, passing)
        passing.chmod(0o600)
        with passing.open("rb") as copied:
            same = hashlib.file_digest(copied, "sha256").hexdigest() == file.fingerprint
        if not same:
            passing.unlink()
            raise BadInput(file.name, "was changed while it was read", "Receive it again.")
        passing.replace(path)

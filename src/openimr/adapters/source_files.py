"""The PDFs of a case file on disk: a folder with everything in it, or one big PDF."""

from __future__ import annotations

import hashlib
from pathlib import Path

from openimr.casefile.ports import SourceFile
from openimr.vocabulary.errors import BadInput


def source_files(place: Path) -> tuple[SourceFile, ...]:
    """Every PDF at ``place``, in the order of their names; BadInput when there is none."""
    if place.is_file():
        return (source_file(place, place.name),)
    if not place.is_dir():
        raise BadInput(str(place), "no such file or folder")
    found = [path for path in place.rglob("*") if path.suffix.lower() == ".pdf" and path.is_file()]
    if not found:
        raise BadInput(str(place), "no PDF in this folder", "Name the folder of the case file.")
    named = sorted((path.relative_to(place).as_posix(), path) for path in found)
    return tuple(source_file(path, name) for name, path in named)


def source_file(path: Path, name: str) -> SourceFile:
    """One PDF with the hash of its bytes; BadInput when it cannot be opened."""
    try:
        with path.open("rb") as file:
            fingerprint = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise BadInput(name, f"the file cannot be opened ({error.strerror})") from None
    return SourceFile(name=name, path=str(path), fingerprint=fingerprint)

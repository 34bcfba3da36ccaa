"""The PDFs of a case file on disk: a folder with everything in it, or one big PDF."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Iterator
from pathlib import Path

from openimr.adapters import sealed_file
from openimr.adapters.file_names import refusal, shown_name
from openimr.adapters.sealed_file import NO_KEYS, Keys
from openimr.casefile.ports import SourceFile
from openimr.vocabulary.errors import BadInput


def source_files(place: Path, keys: Keys = NO_KEYS) -> tuple[SourceFile, ...]:
    """Every PDF at ``place``, in the order of their names.

    Args:
        place: a folder, or one PDF.
        keys: what opens those that are sealed.

    Raises:
        BadInput: when there is none, or a folder or file cannot be opened: a case file is read
            whole or not at all.
    """
    if not os.path.isdir(place):  # noqa: PTH112 - a forbidden place is no error yet
        return (source_file(place, shown_name(place.name), keys),)
    found = sorted((path.relative_to(place).as_posix(), path) for path in _pdfs_below(place))
    if not found:
        remedy = "Name the folder of the case file."
        raise BadInput(shown_name(place), "no PDF in this folder", remedy)
    return tuple(source_file(path, shown_name(name), keys) for name, path in found)


def source_files_outside(folder: Path, place: Path, keys: Keys = NO_KEYS) -> list[SourceFile]:
    """As `source_files`, without those in the folder that a draft is written to.

    Raises:
        BadInput: also when there is no other.
    """
    inside = folder.resolve()
    found = source_files(place, keys)
    files = [one for one in found if inside not in Path(one.path).resolve().parents]
    if not files:
        raise BadInput(shown_name(place), "no PDF besides the folder of the draft")
    return files


def _pdfs_below(folder: Path) -> Iterator[Path]:
    def refuse(error: OSError) -> None:
        found = f"the folder cannot be opened ({refusal(error)})"
        raise BadInput(shown_name(error.filename), found, "Ask for the right to read it.")

    for inside, _, names in os.walk(folder, onerror=refuse):
        for name in names:
            path = Path(inside, name)
            if path.suffix.lower() == ".pdf" and path.is_file() and not name.startswith("._"):
                yield path


def source_file(path: Path, name: str, keys: Keys = NO_KEYS) -> SourceFile:
    """One PDF with the hash of its bytes, as they were sent; BadInput when it cannot be opened."""
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise BadInput(shown_name(path), "is not a file", "Name a PDF.")
        with sealed_file.opened(path, keys) as file:
            fingerprint = hashlib.file_digest(file, "sha256").hexdigest()
    except FileNotFoundError:
        raise BadInput(shown_name(path), "no such file or folder") from None
    except OSError as error:
        raise BadInput(shown_name(path), f"cannot be opened ({refusal(error)})") from None
    return SourceFile(name=name, path=str(path), fingerprint=fingerprint)

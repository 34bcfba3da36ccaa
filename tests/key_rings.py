"""Installations with a master key, for tests."""

from __future__ import annotations

from pathlib import Path

from openimr.adapters import sealed_file
from openimr.adapters.case_folders import CaseFolders
from openimr.adapters.key_ring import KeyRing
from openimr.adapters.master_key import MasterKeyFile


def key_ring(home: Path) -> KeyRing:
    """The keys of a data folder, with its master key in it."""
    return KeyRing(home, MasterKeyFile(home / "master.key"))


def kept_folders(home: Path) -> CaseFolders:
    """The folders of the cases in a data folder, with its keys."""
    return CaseFolders(home, key_ring(home))


def unsealed(home: Path, path: Path) -> bytes:
    """What is in a file of a data folder, which must be sealed."""
    assert sealed_file.is_sealed(path)
    return sealed_file.content_of(path, key_ring(home))

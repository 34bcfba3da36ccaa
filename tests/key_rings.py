"""Installations with a master key, for tests."""

from __future__ import annotations

from pathlib import Path

from openimr.adapters.key_ring import KeyRing
from openimr.adapters.master_key import MasterKeyFile


def key_ring(home: Path) -> KeyRing:
    """The keys of a data folder, with its master key in it."""
    return KeyRing(home, MasterKeyFile(home / "master.key"))

"""Passwords in tests, hashed at the least cost instead of a third of a second of the processor.

Whoever is asked for such a password later needs no longer either: its cost is kept with it. What
passwords cost otherwise, `tests/integration/test_signing_in.py` looks at in a program of its own.
"""

from __future__ import annotations

import contextlib
import sqlite3
from pathlib import Path

from django.contrib.auth.hashers import Argon2PasswordHasher


def hash_at_least_cost() -> None:
    """From now on, in this process."""
    Argon2PasswordHasher.time_cost = 1
    Argon2PasswordHasher.memory_cost = 8
    Argon2PasswordHasher.parallelism = 1


def hashed_anew(data: Path, password: str) -> None:
    """Keep the accounts of an installation, which all have this password, at the least cost."""
    hash_at_least_cost()
    hasher = Argon2PasswordHasher()
    kept = hasher.encode(password, hasher.salt())
    with contextlib.closing(sqlite3.connect(data / "record.sqlite3")) as record, record:
        record.execute("UPDATE openimr_account SET password = ?", (kept,))

"""OpenIMR: open-source software that runs Independent Medical Review.

The verbs of the command line as functions: ``read_letter``, ``write_letter``, ``check_letter`` and
``draft``. Importing this package loads nothing else; a verb loads what it needs when it is first
named.
"""

from __future__ import annotations

import importlib

__all__ = ["check_letter", "draft", "read_letter", "write_letter"]


def __getattr__(name: str) -> object:
    if name in __all__:
        return getattr(importlib.import_module("openimr.library"), name)
    raise AttributeError(f"module 'openimr' has no attribute {name!r}")


def __dir__() -> list[str]:
    return [*globals(), *__all__]

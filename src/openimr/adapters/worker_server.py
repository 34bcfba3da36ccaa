"""Loaded first by the server that workers are forked from, and nowhere else.

A worker that begins while its program is being stopped finds that program's pipes and locks gone.
It ends without a word: the program itself has told that it was stopped.
"""

from __future__ import annotations

import sys
from types import TracebackType

_PROGRAM_IS_GONE = (FileNotFoundError, EOFError, ConnectionError)


def _tell(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    if not issubclass(kind, _PROGRAM_IS_GONE):
        sys.__excepthook__(kind, error, trace)


sys.excepthook = _tell

"""What one small file says, read once for each change of it.

Whoever writes it puts a new file in its place (``whole_file``), so that a look at the folder tells
whether it is another one.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Generic, TypeVar

from openimr.adapters.file_names import refusal, shown_name
from openimr.vocabulary.errors import BadInput

_T = TypeVar("_T")
_Seen = tuple[int, int, int]


class HeldFile(Generic[_T]):
    """What a file says, as it is on the disk now.

    Args:
        path: of the file, which need not be there.
        read: what it says; also of one that is not there.
    """

    def __init__(self, path: Path, read: Callable[[], _T]) -> None:
        self._path, self._read = path, read
        self._held: tuple[_Seen | None, _T] | None = None

    def now(self) -> _T:
        """What it says.

        Raises:
            BadInput: when it cannot be read.
        """
        seen = self._seen()
        if self._held is None or self._held[0] != seen:
            self._held = seen, self._read()
        return self._held[1]

    def _seen(self) -> _Seen | None:
        """What tells the file from one of before; None where there is none."""
        try:
            there = self._path.stat()
        except FileNotFoundError:
            return None
        except OSError as error:
            why = f"cannot be opened ({refusal(error)})"
            raise BadInput(shown_name(self._path), why) from error
        return there.st_ino, there.st_mtime_ns, there.st_size

"""Large files on their way out: whole or from where a download broke off, so many at once."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from typing import IO, Final

_RANGE: Final = re.compile(r"bytes=(\d{0,18})-(\d{0,18})", re.ASCII)


def part_asked(header: str, size: int) -> range | None:
    """The places of the bytes that a request asks for (RFC 9110, 14.1.2).

    Args:
        header: ``Range``; "", several parts at once and what cannot be understood ask for no part.
        size: of the file.

    Returns:
        None where no part is asked for; an empty one where it lies beyond the end.
    """
    found = _RANGE.fullmatch(header.strip())
    first, last = found.groups() if found else ("", "")
    if not first:
        return range(max(0, size - int(last)), size) if last else None
    if last and int(last) < int(first):
        return None
    return range(int(first), min(int(last) + 1, size) if last else size)


class PartOfFile:
    """A part of a file, read and closed as a file.

    Args:
        file: open for reading bytes; belongs to this part from now on.
        part: places of its bytes.
        ended: is told that nothing more of it is read.
    """

    def __init__(self, file: IO[bytes], part: range, ended: Callable[[], None]) -> None:
        self._file, self._left, self._ended = file, len(part), ended
        file.seek(part.start)

    def read(self, size: int, /) -> bytes:
        """The next bytes; none at the end of the part."""
        block = self._file.read(min(size, self._left))
        self._left -= len(block)
        return block

    def close(self) -> None:
        """Close the file."""
        self._file.close()
        self._ended()


class AtOnce:
    """Who is being sent something at the moment, by one process; asked on its one answering thread.

    Args:
        most: how many are sent to at once.
        of_one: how many of them may be the same client.
    """

    def __init__(self, most: int, of_one: int) -> None:
        self._most, self._of_one = most, of_one
        self._now: Counter[str] = Counter()

    def begin(self, who: str) -> bool:
        """One more, where there is room; whoever began says when it ended."""
        if self._now.total() >= self._most or self._now[who] >= self._of_one:
            return False
        self._now[who] += 1
        return True

    def end(self, who: str) -> None:
        """One less."""
        self._now[who] -= 1
        self._now += Counter()  # who is sent nothing is forgotten

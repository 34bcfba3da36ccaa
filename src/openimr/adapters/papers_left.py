"""Papers that came in and to no case: refused, or broken off and never received again."""

from __future__ import annotations

import datetime as dt
import logging
import shutil
from collections.abc import Iterable
from pathlib import Path

from openimr.vocabulary.counted import counted

BEING_READ = "being-read"
"""Folder of the data folder with papers and their pages while no case has them."""

BEING_SENT = "being-sent"
"""Folder of the data folder with papers that are being sent, by place and upload."""

PARTS, LOCK = "parts", "lock"
"""Of a paper that is being sent: the folder of its parts, and the file that is locked, empty."""

SEALED_PART = ".sealed"
"""How the name of a part ends that is sealed."""

_LOG = logging.getLogger("openimr.papers")


class PapersLeft:
    """What was read of filings without a case (``rounds_office.LeftPapers``).

    Args:
        home: the data folder.
    """

    def __init__(self, home: Path) -> None:
        self._read = home / BEING_READ

    def remove(self, before: dt.datetime) -> int:
        """As ``LeftPapers.remove``; how many is written to the log, and nothing of what."""
        count = _removed(self._read.glob("*"), before)
        if count:
            _LOG.warning("papers: %s that no case has, removed", counted(count, "filing"))
        return count


class UploadsLeft:
    """What was sent, or is being sent, and nobody took (``rounds_office.LeftPapers``).

    Args:
        home: the data folder.
    """

    def __init__(self, home: Path) -> None:
        self._sent = home / BEING_SENT

    def remove(self, before: dt.datetime) -> int:
        """As ``PapersLeft.remove``."""
        count = _removed(self._sent.glob("*/*/"), before)
        if count:
            _LOG.warning("papers: %s that nobody took, removed", counted(count, "upload"))
        return count


def _removed(folders: Iterable[Path], before: dt.datetime) -> int:
    left = [one for one in sorted(folders) if _touched(one) < before]
    for passing in left:
        shutil.rmtree(passing)
    return len(left)


def _touched(folder: Path) -> dt.datetime:
    """When something was last put into a folder or a folder in it."""
    times = (path.stat().st_mtime for path in (folder, *folder.rglob("*")) if path.is_dir())
    return dt.datetime.fromtimestamp(max(times), tz=dt.UTC)

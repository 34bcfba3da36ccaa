"""The record as files: an export, and the heads that each day was closed with."""

from __future__ import annotations

import datetime as dt
import re
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

import msgspec

from openimr.adapters.whole_file import OWNER_ALONE, whole_file
from openimr.case.anchor import DailyAnchor, Head
from openimr.case.canonical import canonical
from openimr.case.export import Exporting
from openimr.vocabulary.errors import BadInput, Refused
from openimr.workflow.exporting import Keeping, export_record

_DAY = re.compile(r"\d{4}-\d\d-\d\d")


class HeadFiles:
    """The heads of closed days, one file a day: the anchor's line and its heads' lines.

    Args:
        folder: made when the first day is closed.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def keep(self, anchored: DailyAnchor, heads: Sequence[Head]) -> None:
        """Keep a day's heads, as an export shows them.

        Raises:
            Refused: rule "anchors-stay" when the day was closed before, with other heads.
        """
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        lines = b"".join(canonical(one) + b"\n" for one in (anchored, *heads))
        path = self._place(anchored.day)
        if path.is_file() and path.read_bytes() != lines:
            raise Refused(
                f"{anchored.day} was closed before, with other heads than the database has now.",
                rule="anchors-stay",
                remedy="Somebody altered the database: `openimr record export` and `verify` name "
                "the cases. Compare the roots with those that were published.",
            )
        with whole_file(path) as passing:
            passing.write_bytes(lines)

    def heads(self, day: dt.date) -> Sequence[Head] | None:
        """The heads that a day was closed with, or None where its file is not there."""
        path = self._place(day)
        if not path.is_file():
            return None
        try:
            lines = path.read_bytes().splitlines()[1:]
            return [msgspec.json.decode(line, type=Head) for line in lines]
        except msgspec.MsgspecError:
            raise _damaged(path) from None

    def days(self) -> list[dt.date]:
        """The days that were closed, in order."""
        return sorted(
            dt.date.fromisoformat(path.stem)
            for path in self._folder.glob("*.jsonl")
            if _DAY.fullmatch(path.stem)
        )

    def anchor(self, day: dt.date) -> DailyAnchor:
        """The anchor that a day of ``days`` was closed with.

        Raises:
            BadInput: when its file is damaged.
        """
        path = self._place(day)
        try:
            with path.open("rb") as lines:
                return msgspec.json.decode(lines.readline(), type=DailyAnchor)
        except msgspec.MsgspecError:
            raise _damaged(path) from None

    def _place(self, day: dt.date) -> Path:
        return self._folder / f"{day}.jsonl"


def _damaged(path: Path) -> BadInput:
    remedy = "Take it from a backup, or remove it: then the root alone is compared"
    return BadInput(str(path), "no list of heads", remedy)


def write_record(kept: Keeping, place: Path, clock: Callable[[], dt.datetime]) -> Exporting:
    """Write an export, for its owner alone; the file is there whole or not at all.

    Args:
        kept: the record.
        place: the file; replaced if it is there.
        clock: gives the time, with zone.

    Returns:
        The counts of what was written.
    """
    with (
        whole_file(place, mode=OWNER_ALONE, on_disk=True) as path,
        tempfile.TemporaryFile(dir=place.parent) as spool,
        path.open("wb") as file,
    ):
        exporting = export_record(kept, clock, spool)
        file.writelines(exporting.lines())
    return exporting

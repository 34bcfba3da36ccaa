"""Texts in progress, kept in memory: the same promises, no database."""

from __future__ import annotations

import datetime as dt

from openimr.workflow.working_texts import KeptText, TextPlace, WorkingText, written_elsewhere


class MemoryWorkingTexts:
    """Each text by its place."""

    def __init__(self) -> None:
        self._kept: dict[TextPlace, KeptText] = {}

    def kept(self, place: TextPlace) -> KeptText | None:
        return self._kept.get(place)

    def keep(self, place: TextPlace, text: WorkingText, after: int, at: dt.datetime) -> KeptText:
        before = self._kept.get(place)
        if before is not None and before.text == text:
            return before
        if (before.version if before else 0) != after:
            raise written_elsewhere()
        self._kept[place] = KeptText(text=text, version=after + 1, at=at)
        return self._kept[place]

    def drop(self, case: str, reviewer: str) -> int:
        found = [p for p in self._kept if (p.case, p.reviewer) == (case, reviewer)]
        for place in found:
            del self._kept[place]
        return len(found)

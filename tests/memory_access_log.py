"""A log of accesses in memory, for tests."""

from __future__ import annotations

from openimr.workflow.store import Access


class MemoryAccessLog:
    """Accesses in a list (``workflow.store.AccessLog``)."""

    def __init__(self) -> None:
        self._kept: list[Access] = []

    def note(self, access: Access) -> None:
        self._kept.append(access)

    def of(self, case: str) -> tuple[Access, ...]:
        found = [access for access in self._kept if access.case == case]
        return tuple(sorted(found, key=lambda access: access.at))

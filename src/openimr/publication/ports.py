"""What publication needs from outside."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from openimr.publication.model import PublishedDetermination


class Determinations(Protocol):
    """The determinations of the library; of each every version."""

    @property
    def count(self) -> int:
        """How many there are, every version counted."""
        ...

    def all(self) -> Iterator[PublishedDetermination]:
        """Every version of every determination, in an order that stays the same."""
        ...

    def get(self, id: str, version: int | None = None) -> PublishedDetermination | None:
        """One determination by its identifier.

        Args:
            id: as in ``PublishedDetermination.id``.
            version: which; None for the newest.

        Returns:
            None where the library has none.
        """
        ...

    def versions(self, id: str) -> tuple[PublishedDetermination, ...]:
        """Every version of one determination, the oldest first."""
        ...

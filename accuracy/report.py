"""What a measure prints: rows with figures against their targets, and every miss."""

from __future__ import annotations

from openimr.vocabulary.value import Value


class Row(Value, frozen=True, kw_only=True):
    """One figure: ``hits`` of ``total``, with the share the project aims at (None: only told)."""

    name: str
    hits: int
    total: int
    target: float | None = None

    @property
    def share(self) -> float:
        """Hits as a share of the total; 1.0 when there was nothing to find."""
        return self.hits / self.total if self.total else 1.0

    @property
    def reached(self) -> bool | None:
        """Whether the target was reached; None without a target."""
        return None if self.target is None else self.share >= self.target


class Section(Value, frozen=True, kw_only=True):
    """One part of the accuracy report. ``misses`` are lines for people, one per miss."""

    title: str
    rows: tuple[Row, ...]
    misses: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

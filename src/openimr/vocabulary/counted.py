"""Numbers with their word, as sentences have them."""

from __future__ import annotations


def counted(number: int, word: str) -> str:
    """A number with its word: "1 fault", "2 faults"."""
    return f"{number} {word}" if number == 1 else f"{number} {word}s"

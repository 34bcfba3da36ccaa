"""Numbers with their word, as sentences have them."""

from __future__ import annotations


def counted(number: int, word: str, several: str | None = None) -> str:
    """A number with its word: "1 fault", "2 faults", "1,200 criteria".

    Args:
        number: how many there are.
        word: for one.
        several: for none or many; None for the word with an "s".
    """
    return f"{number:,} {word if number == 1 else several or f'{word}s'}"

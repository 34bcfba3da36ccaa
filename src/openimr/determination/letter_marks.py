"""The typographic spaces that make our own letters exactly readable.

A letter is read back from the words on its pages, and any words may stand in a title or a
rationale, a heading or a label included. What is the letter's and what is the determination's
is therefore told apart by spaces of different widths, which a page shows as ordinary spacing,
which every PDF viewer copies, and which no text of a determination contains, because
``vocabulary.printable`` folds all white space of a text to plain spaces.

Marks are written twice over, because PDF readers drop a space that a change of font leaves
standing alone, and read as often as they come.
"""

from __future__ import annotations

from typing import Final

PART: Final = "\u2006\u2006"
"""Six-per-em spaces: begin a heading, a label or a sentence of the letter itself."""
VALUE: Final = "\u202f\u202f"
"""Narrow no-break spaces: what follows is the determination's own text (a first paragraph, a
cell, an entry of a list)."""
PARAGRAPH: Final = "\u2007\u2007"
"""Figure spaces: begin each further paragraph of the determination's own text."""
ABSENT: Final = "\u2005"
"""Four-per-em space at the start of a value: the words after it say that there is none."""
RUNNING: Final = "\u2004\u2004"
"""Three-per-em spaces: stand before and after a running head or foot."""
MAY_BREAK: Final = "\u200b"
"""Zero-width space: a word too long for its line may break here; no space is read."""
FIRM_HYPHEN: Final = "\u2011"
"""Non-breaking hyphen: printed where a line must not end in a hyphen; read as a hyphen."""

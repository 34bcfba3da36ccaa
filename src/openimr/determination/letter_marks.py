"""The typographic spaces that make our own letters exactly readable.

A letter is read back from the words on its pages, and any words may stand in a title or a
rationale, a heading or a label included. What is the letter's and what is the determination's
is therefore told apart by spaces of different widths, which a page shows as ordinary spacing,
which every PDF viewer copies, and which no text of a determination contains, because
``vocabulary.printable`` folds all white space of a text to plain spaces.
"""

from __future__ import annotations

from typing import Final

PART: Final = "\u200a"
"""Hair space: begins a heading, a label or a sentence of the letter itself."""
VALUE: Final = "\u2002"
"""En space: what follows is the determination's own text (first paragraph, cell, entry)."""
PARAGRAPH: Final = "\u2003"
"""Em space: begins each further paragraph of the determination's own text."""
ABSENT: Final = "\u2007"
"""Figure space at the start of a value: the words after it say that there is none."""
RUNNING: Final = "\u2004"
"""Three-per-em space: stands before and after a running head or foot."""
MAY_BREAK: Final = "\u200b"
"""Zero-width space: a word too long for its line may break here; no space is read."""

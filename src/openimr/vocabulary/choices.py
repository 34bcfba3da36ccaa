"""Which option of a form is ticked, from the boxes as they were read.

A text layer has ☒ and ☐, typed forms [x] and [ ]. OCR often reads an empty box as a letter or a
bracket ("(]", "CJ", "O") and loses a crossed one altogether; so where some options of a line
carry such a remnant and exactly one carries none, that one is ticked.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

CHECKED = (
    r"(?:☒|☑|✓|✔|✗|✘|■|(?<![A-Za-z])[\[({|Il]?\s?[xXKk✓]\s?[\])}|]"
    r"|[\[({]\s?[xXKk](?![A-Za-z])|(?<!\w)[xX](?=\s))"
)
"""A pattern for a crossed box, also as scans show it ("[X]", "K]", "[x")."""

_TICKED = re.compile(rf"(?:{CHECKED}|&|\bX)\s*$")
_EMPTY = re.compile(r"(?:☐|\[\s*\]|\(\s*\)|\(?\[?\]|\(J|CJ|LJ|LI|[OCo0U(\[{\]]|\(1)\s*$")


def chosen(text: str, options: Sequence[str]) -> str | None:
    """The one option that is ticked, or None when none or several seem to be.

    Args:
        text: a line or passage that offers the options, in any order.
        options: their labels as regular expressions; an option missing in the text counts not.
    """
    ticked, plain, empty = [], [], 0
    for option in options:
        match = re.search(rf"(?:(?<![A-Za-z])|(?<=[OCJIL(\[]))(?:{option})(?![A-Za-z])", text, re.I)
        if match is None:
            continue
        before = text[max(0, match.start() - 5) : match.start()]
        if _TICKED.search(before):
            ticked.append(option)
        elif _EMPTY.search(before):
            empty += 1
        else:
            plain.append(option)
    if len(ticked) == 1:
        return ticked[0]
    return plain[0] if not ticked and empty and len(plain) == 1 else None

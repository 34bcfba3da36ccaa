"""Text that survives being printed in a letter and read back from it.

A letter's words must come back from the page exactly, so values of a letter keep only what
a page can show: white space of every kind is folded to one space, invisible format
characters (soft hyphens, zero-width and direction marks) are dropped, non-breaking hyphens
are plain ones, typographic ligatures are spelled out, accents are composed (Unicode NFC), and
control characters are refused.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from openimr.vocabulary.value import require

# Letters, figures and signs that are printable as they are; most texts hold nothing else, and
# a thousand letters a minute pass through here.
_PLAIN: Final = re.compile(
    "[ -~\u00a1-\u00ac\u00ae-\u017f\u2010\u2012-\u2027\u2030-\u203b\u2190-\u21ff\u2200-\u22ff]*"
)
_UNPRINTABLE: Final = frozenset({"Cc", "Cs", "Co", "Cn"})
_LIGATURES: Final = re.compile("[\ufb00-\ufb06]")


def printable(text: str, name: str = "text") -> str:
    """One line of printable text, white space folded.

    Args:
        text: any text; line breaks count as white space.
        name: the field, for the message.

    Raises:
        ValueError: when the text holds a control character, an unpaired surrogate, or a
            character without a standard meaning. The message names the character's code.
    """
    if text.isascii() and text.isprintable() and text == text.strip() and "  " not in text:
        return text
    folded = " ".join(text.split())
    if _PLAIN.fullmatch(folded):
        return folded
    visible = []
    for character in folded:
        category = unicodedata.category(character)
        require(
            category not in _UNPRINTABLE,
            f"{name} holds the character U+{ord(character):04X}, which no page can show",
        )
        if category != "Cf":
            visible.append(character)
    kept = "".join(visible).replace("\u2011", "-")
    spelled = _LIGATURES.sub(lambda found: unicodedata.normalize("NFKC", found[0]), kept)
    return " ".join(unicodedata.normalize("NFC", spelled).split())


def printable_or_none(text: str | None, name: str = "text") -> str | None:
    """As ``printable``; None for None and for text without anything to print."""
    return (printable(text, name) or None) if text is not None else None


def printable_items(texts: tuple[str, ...], name: str = "text") -> tuple[str, ...]:
    """As ``printable`` for each text of a list; blank ones are left out."""
    if not texts:
        return ()
    return tuple(kept for text in texts if (kept := printable(text, name)))


def printable_paragraphs(text: str | None, name: str = "text") -> str | None:
    r"""As ``printable_or_none`` for each paragraph; paragraphs are separated by ``\n``."""
    if text is None:
        return None
    return "\n".join(printable_items(tuple(text.splitlines()), name)) or None

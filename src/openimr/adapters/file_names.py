"""Files by name, for people and for files that list them.

A file may be called anything: bytes that are no UTF-8, line breaks, a terminal's commands. What is
shown or stored is always one line of plain text.
"""

from __future__ import annotations

import os
import unicodedata

_INVISIBLE = frozenset({"Cc", "Cf", "Zl", "Zp"})


def shown_name(path: str | os.PathLike[str]) -> str:
    r"""A path as one line of text that can be printed, stored and sent.

    Bytes that are no UTF-8 and characters that no one sees are spelled out, as in ``\xe9.pdf``.
    """
    name = os.fspath(path)
    if name.isascii() and name.isprintable():
        return name
    text = os.fsencode(name).decode("utf-8", "backslashreplace")
    return "".join(_spelled(character) for character in text)


def _spelled(character: str) -> str:
    if unicodedata.category(character) in _INVISIBLE:
        return character.encode("unicode_escape").decode("ascii")
    return character


def refusal(error: OSError) -> str:
    """Why the system refused, in its own words without the file's name."""
    return error.strerror or "the file system refused"

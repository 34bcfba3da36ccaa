"""Letters as tagged, archival PDF (PDF/UA-1 and PDF/A-3a), typeset by typst."""

from __future__ import annotations

import datetime as dt
import functools
import json
import re
import unicodedata
from importlib import resources
from pathlib import Path
from typing import Any, Final

import msgspec
import typst

from openimr.determination.letter_marks import FIRM_HYPHEN, MAY_BREAK
from openimr.determination.letter_outline import LetterOutline
from openimr.vocabulary.errors import BadInput

STANDARDS: Final = ["a-3a", "ua-1"]
FONTS: Final = ["Libertinus Serif"]
_UNKNOWN_GLYPH = re.compile(r"the text `\"(.*?)\"` could not be displayed", re.DOTALL)
# Words longer than their line may break in pieces: in running text, and in narrow columns.
_IN_LINES = (re.compile(r"[^\s]{45,}"), re.compile(r".{1,15}[_./\\,;:=&?]|.{1,16}"))
_IN_CELLS = (re.compile(r"[^\s]{17,}|[^\sa-z]{14,}"), re.compile(r".{1,9}[_./\\,;:=&?]|.{1,10}"))

SHORTEST_LONG_WORD: Final = 12
_UNUSUAL = re.compile("[^ -~\u00a0-\u02ff\u0370-\u0482\u048a-\u052f\u1e00-\u2043\u2045-\u20cf\n]")
_REORDERED: Final = frozenset({"R", "AL", "AN"})
# Signs whose glyphs PDFium hands back as other characters or not at all.
_TAKEN_APART: Final = frozenset(
    "\u2044\u2247\u22ac\u23b2\u23b3\u24a8\u24b2\u27fa\u2800\u2a0c\u2aa5\u2adc\u055b\u055d\u1db4\u115f\u1160"
)
_REMEDY: Final = "Write the words in Latin letters, or choose .docx, .txt or .json"


def typeset_pdf(outline: LetterOutline, attached: bytes, today: dt.date) -> bytes:
    """The letter as a PDF file.

    Args:
        outline: the letter.
        attached: the determination as JSON, kept inside the file as an attachment; b"" for a
            letter that goes to the public and carries nothing.
        today: the date the file's properties give when the letter itself has none.

    Raises:
        BadInput: when the letter holds a character that none of the fonts has, or that could
            not be copied back from the page.
    """
    _check_copyable(attached.decode() or json.dumps(msgspec.to_builtins(outline)))
    letter = _with_breaks(msgspec.to_builtins(outline))
    letter["fonts"] = FONTS
    letter["dated"] = (outline.dated or today).isoformat()
    said, kept = literal(json.dumps(letter)), literal(attached.decode())
    main = f'#import "/letter.typ": draw\n#draw({said}, {kept})'
    try:
        compiled: bytes = compiler().compile(
            main.encode(), format="pdf", pdf_standards=STANDARDS, timestamp=0
        )
    except typst.TypstError as error:
        raise _explained(error) from error
    _forget_letters()
    return compiled


@functools.cache
def compiler() -> Any:
    """One compiler for the whole run: it keeps fonts and the template, not the letters.

    The letter comes in as literals of a two-line main file: new ``sys_inputs`` would build and
    hash the whole standard library again, and evaluate the template again, for every letter.
    """
    template = resources.files("openimr.adapters").joinpath("letter.typ")
    folder = str(Path(str(template)).parent)
    return typst.Compiler(b"", root=folder, ignore_system_fonts=True)


def literal(text: str) -> str:
    """The text as a typst string: only a backslash and a quote mean anything inside one."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _forget_letters() -> None:
    """Age typst's cache, which keeps what the last ten compilations did not use again.

    With an empty one after each letter it holds five letters instead of ten, 25 MiB less.
    """
    compiler().compile(b"", format="svg", timestamp=0)


def _with_breaks(part: Any, breaks: tuple[re.Pattern[str], re.Pattern[str]] = _IN_LINES) -> Any:
    """The outline with what the line breaking has to know about its words."""
    if isinstance(part, str):
        if len(part) < SHORTEST_LONG_WORD and "- " not in part:
            return part
        long_word, piece = breaks
        # PDFium reads a hyphen at a line end as part of a broken word and drops the space after
        # it, so a line never ends in a hyphen and a space.
        text = part.replace("- ", f"{FIRM_HYPHEN}\u00a0")
        return long_word.sub(lambda word: MAY_BREAK.join(piece.findall(word[0])), text)
    if isinstance(part, list | tuple):
        return [_with_breaks(one, breaks) for one in part]
    if isinstance(part, dict):
        narrow = _IN_CELLS if part.get("type") == "table" else breaks
        return {name: _with_breaks(one, narrow) for name, one in part.items()}
    return part


def _check_copyable(text: str) -> None:
    """Refuse characters that a PDF shows but does not hand back as they were written.

    Readers reorder text that runs from right to left and double accents that have no letter of
    their own; a letter whose words change in copying is worse than none.
    """
    odd = {
        character
        for character in _UNUSUAL.findall(text)
        if unicodedata.bidirectional(character) in _REORDERED
        or unicodedata.category(character).startswith("M")
        or character in _TAKEN_APART
    }
    if odd:
        raise _lacking("".join(sorted(odd)), "that cannot be copied back from a PDF")


def _lacking(characters: str, why: str) -> BadInput:
    codes = ", ".join(f"U+{ord(character):04X}" for character in characters)
    return BadInput("the letter", f"holds characters {why} ({codes})", _REMEDY)


def _explained(error: Exception) -> BadInput:
    found = _UNKNOWN_GLYPH.search(str(error))
    if found is None:
        return BadInput("the letter", f"cannot be typeset ({str(error).splitlines()[0]})")
    return _lacking(found[1], "that the letter's fonts lack")

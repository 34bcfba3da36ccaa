"""A page seen as lines, with what its margins say: fax headers, page numbers, running heads."""

from __future__ import annotations

import functools
import re
import statistics
from collections.abc import Sequence

from openimr.casefile.model import Page, Word

_CLOCK = re.compile(r"\b\d{1,2}[:.]\d{2}(?::\d{2})?\s*(?:[AP]\.?M\b)?", re.I)
_FAX_WORDS = re.compile(
    r"->|=>|\b(?:fax|from|to|tel|rcvd|received|xmit|job)\s*[:.#]"
    r"|\bp(?:a?ge?|\.)?\s*[.:#]?\s*0*\d{1,3}"
    r"(?:\s*(?:/|of)\s*0*\d{1,3})?\s*$|\b0\d{2}/0\d{2}\b|\b\d{10,11}\b"
    r"|\b\d{3}[-. ]\d{3}[-. ]\d{4}\b",
    re.I,
)
_FAXED_FROM = re.compile(r"\b[A-Z]?AX\s+\d{7,11}\b")
"""A fax machine's own number, as it stands also in a line that was badly read."""
_DATED = re.compile(r"\b\w{1,3}[-/ ]\d{1,2}[-/ ,]{1,2}\d{2,4}\b")
_OF = r"(?:of|/|0f)"
_NUMBERED = (
    re.compile(rf"\bpage\s*[#:|]?\s*(\d{{1,4}})\s*{_OF}\s*(\d{{1,4}})\b", re.I),
    re.compile(r"\bp(?:age|g)\.?\s*[#:|]?\s*(\d{1,4})\s*$", re.I),
    re.compile(r"^\W{0,3}[-–—~]\s*(\d{1,4})\s*[-–—~]\W{0,3}$"),
    re.compile(rf"^\W{{0,2}}(\d{{1,3}})\s*{_OF}\s*(\d{{1,3}})\W{{0,2}}$", re.I),
    re.compile(r"^(\d{1,3})$"),
)


class Line:
    """One line of a page: its words, offset in the page's text, height and place on the page."""

    __slots__ = ("bottom", "height", "left", "right", "start", "text", "top")

    def __init__(self, text: str, start: int, words: Sequence[Word]) -> None:
        self.text = text
        self.start = start
        self.top = min((w.box[1] for w in words), default=0.0)
        self.bottom = max((w.box[3] for w in words), default=0.0)
        self.left = min((w.box[0] for w in words), default=0.0)
        self.right = max((w.box[2] for w in words), default=0.0)
        self.height = statistics.median(w.box[3] - w.box[1] for w in words) if words else 0.0


class PageView:
    """A page with its lines; the fax machine's own line is kept apart."""

    def __init__(self, page: Page) -> None:
        self.page = page
        lines = list(_lines(page))
        found = [n for n, line in enumerate(lines[:2]) if _is_fax_header(line.text)]
        if found == [0] and len(lines) > 1 and len(_FAX_WORDS.findall(lines[1].text)) >= 2:
            found = [0, 1]
        self.fax_header = " ".join(lines[n].text for n in found) or None
        self.lines = [line for n, line in enumerate(lines) if n not in found]

    @property
    def text(self) -> str:
        """The page's text; offsets of its lines count in it."""
        return self.page.text

    @functools.cached_property
    def head(self) -> list[Line]:
        """The first lines, where letterhead, title and patient stand."""
        return self.lines[:16]

    @functools.cached_property
    def foot(self) -> list[Line]:
        """The last lines, where signature, footer and page number stand."""
        return self.lines[-4:]

    @functools.cached_property
    def letter_height(self) -> float:
        """The usual height of the page's lines, as a fraction of the page."""
        return statistics.median(ln.height for ln in self.lines) if self.lines else 0.0

    @functools.cached_property
    def number(self) -> tuple[int, int | None] | None:
        """The page number printed in a margin, with the number of pages where it says."""
        margins = [*reversed(self.foot), *self.lines[:3]]
        for pattern in _NUMBERED:
            for line in margins:
                if found := _page_number(pattern, line.text):
                    return found
        return None

    @property
    def blank(self) -> bool:
        """Whether nothing, or next to nothing, stands on the page."""
        return sum(c.isalnum() for c in self.text) < 12


def _page_number(pattern: re.Pattern[str], text: str) -> tuple[int, int | None] | None:
    parts = text.split("  ")
    for part in (text, *parts):
        found = pattern.search(part.strip())
        if found:
            number = int(found[1])
            total = int(found[2]) if found.re.groups > 1 else None
            if number >= 1 and (total is None or number <= total):
                return number, total
    return None


def _lines(page: Page) -> list[Line]:
    lines: list[Line] = []
    start, position = 0, 0
    for text in page.text.split("\n"):
        end = start + len(text)
        first = position
        while position < len(page.words) and page.words[position].start < end:
            position += 1
        if text.strip():
            lines.append(Line(text, start, page.words[first:position]))
        start = end + 1
    return lines


def _is_fax_header(text: str) -> bool:
    """Whether a line was printed by a fax machine: a clock time and two more of its marks."""
    marks = len(_FAX_WORDS.findall(text))
    dated = bool(_DATED.search(text))
    if len(text) < 140 and _FAXED_FROM.search(text):
        return True
    return len(text) < 140 and marks + dated + 2 * bool(_CLOCK.search(text)) >= 4 and marks >= 1

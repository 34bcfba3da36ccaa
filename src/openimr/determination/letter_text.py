"""The text of a letter's pages as one string in which every character knows its place."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from unicodedata import category

from openimr.vocabulary.places import Span
from openimr.vocabulary.printable import printable

_RUNNING_LINE = re.compile(
    r"^[ \t]*(?:"
    r"(?:IMR\s+)?Final\s+Determination\s+Letter\s+for\s+(?:IMR\s+)?Case\b"
    r"(?:[^\n]*?(?:Number|No\.?|\#)?:?[ \t\r]*\n[ \t]*CM\d\d-\d{7}(?=[ \t\r]*$)|[^\n]*)"
    r"|(?:(?:MAXIMUS\s+)?(?:IMR\s+)?Case\s+(?:Number|No\.?|\#):?\s+)?CM\d\d-\d{7}"
    r"(?:[ \t|–-]+(?:Page\s+)?\d{1,3}(?:\s+of\s+\d{1,3})?)+"
    r"|(?:[–-]\s*)?Page\s+\d{1,3}(?:\s*(?:of|/)\s*\d{1,3})?(?:\s*[–-])?(?:[ \t|–-]+CM\d\d-\d{7})?"
    r"|[–-]\s*\d{1,3}\s*[–-]"
    r")[ \t\r]*$\n?",
    re.MULTILINE | re.IGNORECASE,
)
_MAY_RUN = re.compile(
    r"\n[ \t]*(?:[Pp]age|PAGE|CM\d\d-\d{7}[ \t|–-]|[–-] ?(?:\d|[Pp]age|PAGE)"
    r"|(?=[MIFC])(?:(?:MAXIMUS|IMR)\s+)*"
    r"(?:(?:Final|FINAL)\s|(?:Case|CASE)\s+\S+\s+CM\S+[ \t]+[\w|–-]))"
)
"""A quick look whether a page has any line that could be a running head."""
_LONE_NUMBER = re.compile(r"[ \t\r]*(\d{1,3})[ \t\r]*")
_SOFT_BREAK = re.compile("[-\ufffe\x02\xad](?:(?<!-)\\s*|[ \t\r]*\n\\s*)")
_HYPHEN_AT_LINE_END = re.compile("-[ \t]{0,3}[\r\n]")
_HYPHENS = frozenset("-\ufffe\x02\xad")
_LAST_WORD = re.compile(r"\w*\Z")
_FIRST_WORD = re.compile(r"\w*")
_WITH_HYPHEN = frozenset(
    re.findall(
        r"\w+",
        "all anti co cross ex extra follow full half high home inter intra long low mid multi non"
        " off over part peri post pre self semi short sub super trans two three four up well x",
    )
)
"""First parts of words that are written with a hyphen when the letter gives no example."""


class LetterText:
    """Pages joined by line ends, without running heads and page numbers.

    Attributes:
        pages: the page texts as extracted; spans count in these.
        text: the joined text that layouts search; offsets in it are turned back into spans.
    """

    __slots__ = ("_has_breaks", "_lowered", "_measures", "_pieces", "_starts", "pages", "text")

    def __init__(self, pages: Sequence[str]) -> None:
        self.pages = tuple(pages)
        self._pieces: list[tuple[int, int, int]] = []
        self._starts: list[int] = []
        self._lowered: str | None = None
        self._measures: tuple[int, int] | None = None
        kept: list[str] = []
        offset = 0
        for number, page in enumerate(self.pages, start=1):
            for start, end in _without_running_lines(page, number):
                self._starts.append(offset)
                self._pieces.append((number, start, end))
                kept.append(page[start:end])
                offset += end - start + 1
        self.text = "\n".join(kept)
        self._has_breaks = _has_breaks(self.text)

    @property
    def line_width(self) -> int:
        """Characters of the longest usual line."""
        return self._measured()[0]

    @property
    def line_step(self) -> int:
        """Line ends from one line of a paragraph to the next: 1, or 2 when double-spaced."""
        return self._measured()[1]

    def spans(self, start: int, end: int) -> tuple[Span, ...]:
        """The places of the characters from ``start`` up to ``end``, one span for each stretch."""
        index = bisect_right(self._starts, start) - 1
        base = self._starts[index]
        page, first, last = self._pieces[index]
        shift = first - base
        if base <= start and end + shift <= last:
            words = self.text[start:end]
            inner = words.strip()
            if len(inner) < len(words):
                start += len(words) - len(words.lstrip())
                end = start + len(inner)
            return (Span(page=page, start=start + shift, end=end + shift),) if inner else ()
        return tuple(
            Span(page=page, start=first, end=last) for page, first, last in self._places(start, end)
        )

    def page_at(self, offset: int) -> int:
        """The page, counted from 1, on which an offset of ``text`` lies."""
        index = bisect_right(self._starts, offset) - 1
        return self._pieces[index][0] if self._pieces else 1

    def quote(self, start: int, end: int) -> str:
        """The words between two offsets, folded as a field's text is."""
        return self.fold(self.text[start:end])

    def fold(self, text: str) -> str:
        """White space single, hyphens of line ends kept or dropped as the word needs it."""
        if self._has_breaks and _has_breaks(text):
            text = _SOFT_BREAK.sub(self._rejoined, text)
        folded = text.strip().replace(" \r\n", " ").replace("\r\n", " ")
        if folded.isascii() and folded.isprintable() and "  " not in folded:
            return folded
        folded = " ".join(text.split())
        if folded.isascii() and folded.isprintable():
            return folded
        if not folded.isprintable():
            folded = "".join(filter(_is_shown, folded))
        return printable(folded)

    def _measured(self) -> tuple[int, int]:
        if self._measures is None:
            lines = self.text.split("\n")
            lengths = sorted(len(line.rstrip()) for line in lines if line.strip())
            long_lines = [i for i, line in enumerate(lines[:-1]) if len(line) > 60]
            blank_after = sum(not lines[i + 1].strip() for i in long_lines)
            step = 2 if blank_after > 0.6 * len(long_lines) else 1
            self._measures = (lengths[int(0.9 * len(lengths))] if lengths else 0, step)
        return self._measures

    def _places(self, start: int, end: int) -> Iterator[tuple[int, int, int]]:
        index = max(0, bisect_right(self._starts, start) - 1)
        while start < end and index < len(self._starts):
            page, first, last = self._pieces[index]
            base = self._starts[index]
            low, high = first + max(0, start - base), min(last, first + end - base)
            quote = self.pages[page - 1][low:high]
            leading = len(quote) - len(quote.lstrip())
            if leading < len(quote):
                yield page, low + leading, low + len(quote.rstrip())
            index += 1
            if index < len(self._starts) and self._starts[index] >= end:
                break

    def _rejoined(self, match: re.Match[str]) -> str:
        """What stands for a hyphen at a line end."""
        text = match.string
        before = _LAST_WORD.search(text, max(0, match.start() - 40), match.start())
        after = _FIRST_WORD.match(text, match.end())
        keeps = self._keeps_hyphen(before[0] if before else "", after[0] if after else "")
        return "-" if keeps else ""

    def _keeps_hyphen(self, before: str, after: str) -> bool:
        """Whether a hyphen at a line end belongs to the word, judged by the rest of the letter."""
        if not before or not after or not before.isalpha() or not after.isalpha():
            return True
        if self._lowered is None:
            self._lowered = self.text.lower()
        first, second = before.lower(), after.lower()
        if f"{first}-{second}" in self._lowered:
            return True
        if _stands(first + second, self._lowered):
            return False
        if len(before) <= 2 or first in _WITH_HYPHEN or after[0].isupper():
            return True
        return _stands(first, self._lowered, whole=True)


def _has_breaks(text: str) -> bool:
    """Whether a word may be broken at a line end; a quick look."""
    soft = "\ufffe" in text or "\x02" in text or "\xad" in text
    return soft or _HYPHEN_AT_LINE_END.search(text) is not None


def _stands(word: str, text: str, *, whole: bool = False) -> bool:
    """Whether a word of the text starts with these letters, or is these letters and no more."""
    at = text.find(word)
    while at >= 0:
        following = text[at + len(word) : at + len(word) + 1]
        starts = at == 0 or not text[at - 1].isalnum()
        if starts and not (whole and (following.isalnum() or following in _HYPHENS)):
            return True
        at = text.find(word, at + 1)
    return False


def _is_shown(character: str) -> bool:
    """Whether a character means something: no control or private-use one, as in bullet fonts."""
    return category(character) not in {"Cc", "Cs", "Co", "Cn"}


def _without_running_lines(page: str, number: int) -> Iterator[tuple[int, int]]:
    """The stretches of a page between running heads, feet and page numbers."""
    start, end = _without_page_number(page, number)
    may_run = start > 0 or _MAY_RUN.search("\n" + page)
    for match in _RUNNING_LINE.finditer(page, start, end) if may_run else ():
        if match.start() > start:
            yield start, match.start()
        start = match.end()
    if start < end or start == 0:
        yield start, max(start, end)


def _without_page_number(page: str, number: int) -> tuple[int, int]:
    """The page without a first or last line that is only its number."""
    stripped = page.rstrip()
    start, end = 0, len(page)
    cut = stripped.rfind("\n") + 1
    if _is_page_number(stripped[cut:], number):
        end = cut
    leading = len(page) - len(page.lstrip())
    line_end = page.find("\n", leading)
    if line_end > 0 and _is_page_number(page[leading:line_end], number):
        start = line_end + 1
    return start, max(start, end)


def _is_page_number(line: str, number: int) -> bool:
    match = _LONE_NUMBER.fullmatch(line)
    return match is not None and number - 1 <= int(match[1]) <= number + 3

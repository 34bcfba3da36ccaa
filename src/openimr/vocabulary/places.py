"""Exact places in what was read: pages count from 1, offsets count the page text's characters."""

from __future__ import annotations

from openimr.vocabulary.value import Value, require


class Span(Value, frozen=True, kw_only=True):
    """Characters ``start`` up to, not including, ``end`` of page ``page`` of one file."""

    page: int
    start: int
    end: int

    def __post_init__(self) -> None:
        if self.page < 1 or not 0 <= self.start <= self.end:
            raise ValueError("a span runs forward from an offset of 0 or more; pages count from 1")


class PageSpan(Value, frozen=True, kw_only=True):
    """A span in a named file of the case file. ``file`` is the path inside the case file."""

    file: str
    page: int
    start: int
    end: int

    def __post_init__(self) -> None:
        require(bool(self.file), "a page span names its file")
        require(self.page >= 1, "pages count from 1")
        require(0 <= self.start <= self.end, "a span runs forward from an offset of 0 or more")


class PageText(Value, frozen=True, kw_only=True):
    """The text of one page as OpenIMR reads it; every span on that page counts in this text."""

    file: str
    number: int
    text: str

    def __post_init__(self) -> None:
        require(self.number >= 1, "pages count from 1")

    def quote(self, start: int, end: int) -> str:
        """The words between two offsets."""
        return self.text[start:end]

    def span(self, start: int, end: int) -> PageSpan:
        """The place between two offsets of this page; ValueError when it lies outside the text."""
        require(end <= len(self.text), "a span ends inside its page's text")
        return PageSpan(file=self.file, page=self.number, start=start, end=end)

"""How far what was found can be leafed through: of very many pages the first ones alone."""

from __future__ import annotations

from openimr.publication.search.query import DEEPEST, PER_PAGE
from openimr.vocabulary.value import Value


class Leafing(Value, frozen=True, kw_only=True):
    """The pages of what was found that can be shown.

    Attributes:
        last: number of the last one; 0 where nothing was found.
        whole: whether no page lies beyond it.
    """

    last: int
    whole: bool

    def told(self, page: int) -> str:
        """Where a page is among them: "page 3 of 12", "page 3 of the first 1,000"; "" for one."""
        if self.last <= 1 and self.whole:
            return ""
        return f"page {page:,} of {'' if self.whole else 'the first '}{self.last:,}"


def leafing(total: int, per_page: int = PER_PAGE) -> Leafing:
    """The pages of so many determinations, so many on each."""
    pages, last = -(-total // per_page), DEEPEST // per_page
    return Leafing(last=min(pages, last), whole=pages <= last)

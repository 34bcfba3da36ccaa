"""Finding for each alert what was published since: every determination once for each alert."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from openimr.publication.alerts.asked import SearchAsked, search_asked
from openimr.publication.alerts.model import Alert, AlertBook
from openimr.publication.search.numbers_asked import number_asked
from openimr.publication.search.parse import parse
from openimr.publication.search.ports import SearchIndex
from openimr.publication.search.query import Expression, Named, Search, Sort, all_of, any_of
from openimr.publication.search.synonyms import widened
from openimr.vocabulary.errors import BadInput

ONE_BY_ONE: Final = 2_000
"""New determinations up to which each is looked at; of more, an alert is told the newest."""

_AT_ONCE: Final = 100
_NEWEST: Final = 1_000


def find_for_all(book: AlertBook, index: SearchIndex, new: Sequence[str]) -> int:
    """Note for every alert what is new and as it asks; how many were noted that were not yet.

    Args:
        book: the alerts.
        index: of the library, with the new determinations in it.
        new: identifiers of determinations that came since the last time.
    """
    if not new:
        return 0
    return sum(book.find(one.id, matching(index, one, new)) for one in book.all())


def matching(index: SearchIndex, alert: Alert, new: Sequence[str]) -> tuple[str, ...]:
    """Which of the new determinations are as an alert asks.

    A search that was saved long ago and can be asked no more finds nothing.
    """
    try:
        asked = search_asked(alert.search)
        found = tuple(_found(index, asked, new))
    except BadInput:
        return ()
    return found


def _found(index: SearchIndex, asked: SearchAsked, new: Sequence[str]) -> Iterator[str]:
    words = _expression(index, asked)
    if len(new) <= ONE_BY_ONE:
        for first in range(0, len(new), _AT_ONCE):
            names = any_of(tuple(Named(id=one) for one in new[first : first + _AT_ONCE]))
            both = all_of((words, names)) if words else names
            yield from _page(index, asked, both, 1)
        return
    wanted = set(new)
    for page in range(1, _NEWEST // _AT_ONCE + 1):
        found = list(_page(index, asked, words, page))
        yield from (one for one in found if one in wanted)
        if len(found) < _AT_ONCE:
            return


def _expression(index: SearchIndex, asked: SearchAsked) -> Expression | None:
    """What the page searches for the words of an alert, and a case whose number they are."""
    parsed = parse(asked.text).expression
    words = widened(parsed, index.knows, synonyms=asked.synonyms, near=index.near).expression
    number = number_asked(asked.text) if asked.synonyms else None
    return any_of((words, *number[1])) if words and number else words


def _page(
    index: SearchIndex, asked: SearchAsked, words: Expression | None, page: int
) -> Iterator[str]:
    wanted = Search(
        asked=words,
        filters=asked.filters,
        sort=Sort.NEWEST,
        page=page,
        per_page=_AT_ONCE,
        facets=False,
        passages=False,
    )
    for hit in index.search(wanted).hits:
        yield hit.determination.id

"""The one way to search the library: typed text -> what was understood, what was found."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import msgspec

from openimr.publication.search.absent_values import absent_values
from openimr.publication.search.numbers_asked import number_asked
from openimr.publication.search.parse import Asked, parse
from openimr.publication.search.ports import Found, SearchIndex
from openimr.publication.search.query import (
    PER_PAGE,
    Alike,
    And,
    Expression,
    Named,
    Search,
    Sort,
    Words,
    all_of,
    any_of,
)
from openimr.publication.search.synonyms import widened
from openimr.vocabulary.value import Value

SOME_WORDS: Final = "no determination has all of these words; these have some, the best first"

SENTENCE: Final = 3
"""Words or names from which on a query is a sentence: hardly any letter has them all."""


class Answer(Value, frozen=True, kw_only=True):
    """A search answered.

    Attributes:
        found: the page with count and facets.
        search: what was searched, other names included.
        notes: how words were taken: guessed spellings, small letters of operators.
        also: "PT: physical therapy": names that were searched beside what was typed.
    """

    found: Found
    search: Search
    notes: tuple[str, ...] = ()
    also: tuple[str, ...] = ()


NOTHING: Final[Mapping[str, object]] = {"total": 0, "page": 1, "hits": (), "facets": ()}
"""What programs are told where nothing was ever indexed."""


def as_plain(answer: Answer) -> Mapping[str, object]:
    """An answer as programs get it."""
    return {
        "total": answer.found.total,
        "page": answer.search.page,
        "notes": answer.notes,
        "also": answer.also,
        "hits": answer.found.hits,
        "facets": answer.found.facets,
    }


def find(index: SearchIndex, text: str, wanted: Search) -> Answer:
    """Search for a text; ``wanted`` says filters, order and page. BadInput as `parse`.

    The number of a case finds its determination; else, and in quotation marks, it is searched as a
    word.
    """
    number = number_asked(text) if wanted.synonyms else None
    if number is not None and (answer := _numbered(index, *number, wanted)):
        return answer
    understood = parse(text)
    wide = widened(understood.expression, index.knows, synonyms=wanted.synonyms, near=index.near)
    search = msgspec.structs.replace(wanted, asked=wide.expression)
    notes = (*understood.notes, *wide.notes)
    found, loose = index.search(search), loosened(wide.expression)
    all_words = found.total
    if loose is not None and (not all_words or _asks_for_more(understood, search, found)):
        either = any_of((wide.expression, loose)) if wide.expression and all_words else loose
        search = msgspec.structs.replace(search, asked=either)
        found = index.search(search)
        notes += (_told(all_words),) if found.total > all_words else ()
    if not found.total:
        notes += absent_values(index, search)
        notes += (f"no determination has the number {number[0]}",) if number else ()
    return Answer(found=found, search=search, notes=notes, also=wide.also)


def _numbered(
    index: SearchIndex, number: str, means: tuple[Named, ...], wanted: Search
) -> Answer | None:
    """What has a number; None where nothing has."""
    search = msgspec.structs.replace(wanted, asked=any_of(means))
    found = index.search(search)
    note = f"{number} was taken as the number of a case"
    return Answer(found=found, search=search, notes=(note,)) if found.total else None


def _asks_for_more(understood: Asked, strict: Search, found: Found) -> bool:
    """Whether a sentence of mere words found so few that what has most of them is an answer too."""
    if not (understood.plain and strict.synonyms and strict.sort is Sort.RELEVANCE):
        return False
    asked = strict.asked.of if isinstance(strict.asked, And) else ()
    return found.total < PER_PAGE and sum(map(_is_loose, asked)) >= SENTENCE


def _told(all_words: int) -> str:
    if not all_words:
        return SOME_WORDS
    have = "determination has" if all_words == 1 else "determinations have"
    return (
        f"{all_words} {have} all of these words; those that have some are shown too, the best first"
    )


def loosened(asked: Expression | None) -> Expression | None:
    """Any of the words that stand side by side instead of all; None where there are not two.

    What must not occur, values of fields and phrases in quotation marks stay as they were asked.
    """
    if not isinstance(asked, And):
        return None
    words = tuple(part for part in asked.of if _is_loose(part))
    if len(words) < 2:
        return None
    return all_of((*(part for part in asked.of if not _is_loose(part)), any_of(words)))


def _is_loose(part: Expression) -> bool:
    return isinstance(part, Alike) or (isinstance(part, Words) and not part.exact)

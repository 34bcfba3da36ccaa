"""Looking words up in a case file, so that every hit opens its place."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Sequence
from typing import Protocol

from openimr.casefile.documents.procedural import PageKey
from openimr.casefile.model import DocumentType
from openimr.vocabulary.errors import BadInput
from openimr.vocabulary.places import PageSpan
from openimr.vocabulary.value import Value

MOST_HITS = 50
_TERM = re.compile(r'"([^"]*)"|(\S+)')
_LETTER = re.compile(r"\w")


class Hit(Value, frozen=True, kw_only=True):
    """A page on which the words stand.

    Attributes:
        document: the document's number in the case file, from 1.
        type, title, date: of that document, as far as they were found.
        places: every place of a word on the page, in order; the first opens the hit.
        excerpt: some words around it.
        marked: where the words that were looked up stand in the excerpt: from, up to.
    """

    document: int
    type: DocumentType
    title: str | None
    date: dt.date | None
    places: tuple[PageSpan, ...]
    excerpt: str
    marked: tuple[tuple[int, int], ...] = ()


class CaseIndex(Protocol):
    """The index of each case's file."""

    def find(
        self, case: str, terms: Sequence[str], most: int, without: Collection[PageKey] = ()
    ) -> tuple[Hit, ...]:
        """Pages of a case that hold every term, the best first.

        Args:
            case: the case number.
            terms: words, or phrases of several words in that order.
            most: no more pages.
            without: pages that are passed over, by the name of their paper and number.

        Raises:
            BadInput: when the case has no index.
        """


def search(index: CaseIndex, case: str, words: str, most: int = MOST_HITS) -> tuple[Hit, ...]:
    """Pages of a case file that hold all of some words.

    Args:
        index: of the cases.
        case: the case number.
        words: parted by spaces; those within quotation marks stand together in that order.
        most: no more pages.

    Raises:
        BadInput: when there is no word among them, or the case has no index.
    """
    terms = [phrase or word for phrase, word in _TERM.findall(words)]
    terms = [term for term in terms if _LETTER.search(term)]
    if not terms:
        raise BadInput("the words to look up", "hold no letter and no figure", "Give a word")
    return index.find(case, terms, most)

"""What a search needs from outside: an index of published determinations."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from openimr.publication.model import PublishedDetermination
from openimr.publication.search.query import Facet, Field, Search
from openimr.vocabulary.value import Value


class Passage(Value, frozen=True, kw_only=True):
    """A piece of a determination in which words of the query stand.

    Attributes:
        field: of the determination.
        finding: number of the finding; None for the summary.
        text: as it stands there, with "…" where it was cut.
        marks: first and last offset in ``text`` of each word or phrase found.
    """

    field: Field
    finding: int | None = None
    text: str
    marks: tuple[tuple[int, int], ...]


class Hit(Value, frozen=True, kw_only=True):
    """A determination found, with the best passages of it."""

    determination: PublishedDetermination
    passages: tuple[Passage, ...] = ()


class Count(Value, frozen=True, kw_only=True):
    """How many of the determinations found have a value: what choosing it would leave."""

    value: str
    determinations: int


class FacetCounts(Value, frozen=True, kw_only=True):
    """A facet's values among the determinations found, the most frequent first.

    ``more`` says that there are values beyond those listed; ``about`` that very many
    determinations were found, that these are estimates from a part of them, rounded to two
    digits, and that rare values may be missing.
    """

    facet: Facet
    counts: tuple[Count, ...]
    more: bool = False
    about: bool = False


class Found(Value, frozen=True, kw_only=True):
    """The answer to a search: ``total`` determinations, one page of them, their facets."""

    total: int
    hits: tuple[Hit, ...]
    facets: tuple[FacetCounts, ...] = ()


class Written(Value, frozen=True, kw_only=True):
    """What a writing did: determinations added or replaced, and those that were there newer."""

    written: int
    older: int = 0


class SearchIndex(Protocol):
    """Keeps the latest version of each determination findable.

    What is written or deleted by one call is there at once when the call returns, and not at all
    when it fails.
    """

    def write(self, determinations: Iterable[PublishedDetermination]) -> Written:
        """Add determinations, each instead of an older version; an older one changes nothing."""

    def delete(self, identifiers: Iterable[str]) -> None:
        """Take determinations out; one that is not there is no fault."""

    def search(self, wanted: Search) -> Found:
        """The page asked for, with the count of all and their facets.

        Raises:
            BadInput: when more is asked than the index can answer.
        """

    def knows(self, word: str) -> bool:
        """Whether a word, or a form of it, occurs in any determination."""

    def near(self, word: str) -> tuple[str, ...]:
        """Words of the library spelled nearly as one that does not occur, the likeliest first.

        Of a word that does occur, those that do `FAR_MORE` times as often and are one slip away:
        among very many letters every slip of the pen occurs in some.
        """

"""Similar findings as values, and what finding them needs from outside."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from openimr.publication.model import PublishedDetermination, PublishedFinding
from openimr.publication.search.alike_words import AlikeText, text_of
from openimr.publication.search.ports import Passage
from openimr.publication.statistics.prints import facts_of
from openimr.vocabulary.value import Value, require


class Near(Value, frozen=True, kw_only=True):
    """A finding whose words are near.

    Attributes:
        id: of the determination.
        version: which was compared.
        finding: its number.
        likeness: cosine of the two meanings, 1 for the same words.
    """

    id: str
    version: int
    finding: int
    likeness: float


class Question(Value, frozen=True, kw_only=True):
    """What similar findings are looked for.

    Attributes:
        text: to compare.
        without: identifier of a determination that is not told: its own.
        said: the determination that asks; None for a text, and for a case not decided yet.
        finding: of it, or what is asked for in the case; None for a text.
    """

    text: AlikeText
    without: str | None = None
    said: PublishedDetermination | None = None
    finding: PublishedFinding | None = None

    @classmethod
    def of(cls, said: PublishedDetermination, finding: PublishedFinding) -> Question:
        """What is alike to a published finding."""
        return cls(text=text_of(said, finding), without=said.id, said=said, finding=finding)

    @property
    def facts(self) -> str | None:
        """What makes two findings the same question; None where too little is told."""
        if self.said is None or self.finding is None:
            return None
        return facts_of(self.said, self.finding)


class FindingsByMeaning(Protocol):
    """Finds findings by the meaning of their words."""

    def nearest(self, asked: Question, most: int) -> tuple[Near, ...]:
        """The nearest findings, one of each determination, the nearest first."""

    def otherwise(self, asked: Question, most: int) -> tuple[Near, ...]:
        """The nearest of those that answered the same question with the other outcome."""

    def carried(self, ours: AlikeText, theirs: AlikeText) -> Mapping[str, float]:
        """How much each term of the second text adds to the likeness of both; in total all."""


class Shared(Value, frozen=True, kw_only=True):
    """Something that both tell alike: what it is, and its value."""

    what: str
    value: str


class Difference(Value, frozen=True, kw_only=True):
    """Something that both tell differently."""

    what: str
    ours: str
    theirs: str


class Similar(Value, frozen=True, kw_only=True):
    """A similar finding with the reason why.

    Attributes:
        determination: that holds it.
        finding: its number.
        likeness: 1 for the same words.
        shares: what both tell alike.
        terms: that carried most of the likeness, as they stand in the other's text.
        passage: of the other's text in which they stand; None where it has none of them.
        differs: what both tell differently.
        otherwise: whether it answered the same question with the other outcome.
    """

    determination: PublishedDetermination
    finding: int
    likeness: float
    shares: tuple[Shared, ...] = ()
    terms: tuple[str, ...] = ()
    passage: Passage | None = None
    differs: tuple[Difference, ...] = ()
    otherwise: bool = False

    def __post_init__(self) -> None:
        numbers = {one.number for one in self.determination.findings}
        require(self.finding in numbers, "a similar finding stands in its determination")

    @property
    def said(self) -> PublishedFinding:
        """The similar finding itself."""
        return finding_of(self.determination, self.finding)


class Likeness(Value, frozen=True, kw_only=True):
    """The answer: similar findings, and those on the same question with the other outcome."""

    similar: tuple[Similar, ...] = ()
    otherwise: tuple[Similar, ...] = ()


def finding_of(said: PublishedDetermination, number: int) -> PublishedFinding:
    """The finding of a number that the determination has."""
    return next(one for one in said.findings if one.number == number)

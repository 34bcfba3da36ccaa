"""Everything that statistics need of a part of the library, taken in one pass over it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from openimr.publication.model import PublishedDetermination
from openimr.publication.statistics.prints import Printing, Prints, joined
from openimr.publication.statistics.sentences import Counting, Sentences, merged_sentences
from openimr.publication.statistics.tallies import Tallies, Tallying, merged
from openimr.vocabulary.value import Value


class Taken(Value, frozen=True, kw_only=True):
    """What was taken of determinations; of parts it is merged to that of the whole.

    Attributes:
        tallies: counts.
        sentences: which stand in several.
        prints: what finds texts that are nearly the same.
    """

    tallies: Tallies
    sentences: Sentences
    prints: Prints


def take(determinations: Iterable[PublishedDetermination]) -> Taken:
    """Take everything in one pass; of each determination one version."""
    tallying, counting, printing = Tallying(), Counting(), Printing()
    for one in determinations:
        tallying.add(one)
        counting.add(one)
        printing.add(one)
    return Taken(tallies=tallying.kept(), sentences=counting.kept(), prints=printing.kept())


def merged_takings(parts: Iterable[Taken]) -> Taken:
    """What was taken of several parts together."""
    every = tuple(parts)
    return Taken(
        tallies=merged(one.tallies for one in every),
        sentences=merged_sentences(one.sentences for one in every),
        prints=joined(one.prints for one in every),
    )


def newest(
    determinations: Iterable[PublishedDetermination], versions: Mapping[str, int]
) -> Iterator[PublishedDetermination]:
    """Of each determination the newest version.

    Args:
        determinations: every version of each.
        versions: the newest version of those that have more than the first.
    """
    for one in determinations:
        if one.version == versions.get(one.id, 1):
            yield one

"""The topics of a pack that a text may belong to, found by the words that they need.

Most topics need some word that a text has not. Which topics need which beginnings of words is
worked out once for a pack, so that a text is held against few of them.
"""

from __future__ import annotations

import functools
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from openimr.guidelines.model import Pack, Topic
from openimr.guidelines.patterns import beginnings_of_any, pieces_of
from openimr.guidelines.same_pack import SamePack

WORTH: Final = 24
"""From so many texts on it pays to work out what all topics need."""


class _Needs(NamedTuple):
    """Places of topics among those of a pack, by rank.

    Attributes:
        by_beginning: topics that a beginning of a word may lead to.
        by_drug: topics of a drug.
        always: topics that may be meant whatever a text holds.
    """

    by_beginning: dict[str, tuple[int, ...]]
    by_drug: dict[str, tuple[int, ...]]
    always: tuple[int, ...]


class _Ranked:
    """The topics of a pack by rank, and what they need once enough texts were asked about."""

    def __init__(self, pack: Pack) -> None:
        self.topics = tuple(sorted(pack.topics, key=lambda topic: topic.rank))
        self._asked = 0

    def likely(self, text: str, drugs: Iterable[str]) -> Iterator[Topic]:
        self._asked += 1
        if self._asked < WORTH:
            return iter(self.topics)
        needs = self._needs
        found = set(needs.always)
        for drug in drugs:
            found.update(needs.by_drug.get(drug, ()))
        for beginning in needs.by_beginning.keys() & pieces_of(text):
            found.update(needs.by_beginning[beginning])
        return (self.topics[place] for place in sorted(found))

    @functools.cached_property
    def _needs(self) -> _Needs:
        by_beginning: dict[str, list[int]] = defaultdict(list)
        by_drug: dict[str, list[int]] = defaultdict(list)
        always = []
        for place, topic in enumerate(self.topics):
            for drug in topic.drugs:
                by_drug[drug].append(place)
            beginnings = beginnings_of_any(topic.words)
            if beginnings is None:
                always.append(place)
            for beginning in beginnings or ():
                by_beginning[beginning].append(place)
        return _Needs(
            {beginning: tuple(places) for beginning, places in by_beginning.items()},
            {drug: tuple(places) for drug, places in by_drug.items()},
            tuple(always),
        )


def likely_topics(text: str, drugs: Iterable[str], pack: Pack) -> Iterator[Topic]:
    """Every topic that a text may belong to, by rank; none that it belongs to is left out.

    Args:
        text: the request.
        drugs: that it names, by generic name.
        pack: to look in.
    """
    return _ranked(SamePack(pack)).likely(text, drugs)


@functools.lru_cache(maxsize=4)
def _ranked(one: SamePack) -> _Ranked:
    return _Ranked(one.pack)

"""Which sentences of rationales stand in more than one determination.

There are tens of millions of sentences; kept are all of them as long as they fit, then a sample
of them by their fingerprints: every second, every fourth and so on. A sentence that is in the
sample was counted from its first letter on, so that the sample of a whole is that of its parts,
merged (P. Gibbons, Distinct sampling for highly-accurate answers, VLDB 2001).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Final

import numpy as np

from openimr.publication.model import PublishedDetermination
from openimr.publication.statistics.dimensions import BETWEEN
from openimr.publication.statistics.folded import fingerprint, sentences_of
from openimr.vocabulary.shares import Share
from openimr.vocabulary.value import Value

MOST_KEPT: Final = 1_000_000
"""Sentences kept: about 150 MB while counting, 12 MB on disk."""

SEVERAL: Final = -1
"""The home of a sentence that stands in several determinations."""

_LIST: Final = "\x1e"


class Home(Value, frozen=True, kw_only=True):
    """Whose sentences are counted together.

    Attributes:
        year: of the decision; None where not known.
        specialties: of the reviewer.
        reviewer: pseudonym; None where not known.
    """

    year: int | None
    specialties: tuple[str, ...]
    reviewer: str | None


class Sentences(Value, frozen=True, kw_only=True):
    """Sentences of rationales, each counted once for a determination.

    Attributes:
        level: 0 where all are kept, else one of 2 to this power is.
        homes: as they were met, sorted.
        totals: sentences of each home, kept or not.
        prints: fingerprints of those kept, sorted, as 64-bit numbers.
        places: for each of them the place of its home, or `SEVERAL`, as 32-bit numbers.
    """

    level: int = 0
    homes: tuple[Home, ...] = ()
    totals: tuple[int, ...] = ()
    prints: bytes = b""
    places: bytes = b""

    def repeated(self) -> frozenset[int]:
        """Fingerprints, of those kept, of sentences in several determinations."""
        places = np.frombuffer(self.places, np.int32)
        return frozenset(np.frombuffer(self.prints, np.uint64)[places == SEVERAL].tolist())


class Counting:
    """Counts sentences as determinations come.

    Args:
        most: sentences kept.
    """

    def __init__(self, most: int = MOST_KEPT) -> None:
        self._most = most
        self._level = 0
        self._homes: dict[Home, int] = {}
        self._totals: list[int] = []
        self._kept: dict[int, int] = {}

    def add(self, said: PublishedDetermination) -> None:
        """Count the sentences of one determination."""
        found = {
            fingerprint(sentence)
            for finding in said.findings
            for sentence in sentences_of(finding.rationale or "")
        }
        if not found:
            return
        home = self._place(
            Home(year=said.year, specialties=said.specialties, reviewer=said.reviewer)
        )
        self._totals[home] += len(found)
        mask, kept = (1 << self._level) - 1, self._kept
        for one in found:
            if not one & mask:
                kept[one] = SEVERAL if one in kept else home
        self._thin()

    def merge(self, part: Sentences) -> None:
        """Count the sentences of other determinations, counted before."""
        places = [self._place(home) for home in part.homes]
        for place, total in zip(places, part.totals, strict=True):
            self._totals[place] += total
        self._raise_to(part.level)
        mask, kept = (1 << self._level) - 1, self._kept
        prints = np.frombuffer(part.prints, np.uint64).tolist()
        for one, at in zip(prints, np.frombuffer(part.places, np.int32).tolist(), strict=True):
            if not one & mask:
                kept[one] = SEVERAL if at == SEVERAL or one in kept else places[at]
        self._thin()

    def kept(self) -> Sentences:
        """What was counted."""
        order = sorted(self._homes, key=_by_words)
        renamed = {self._homes[home]: place for place, home in enumerate(order)}
        renamed[SEVERAL] = SEVERAL
        prints = sorted(self._kept)
        return Sentences(
            level=self._level,
            homes=tuple(order),
            totals=tuple(self._totals[self._homes[home]] for home in order),
            prints=np.array(prints, np.uint64).tobytes(),
            places=np.array([renamed[self._kept[one]] for one in prints], np.int32).tobytes(),
        )

    def _place(self, home: Home) -> int:
        place = self._homes.setdefault(home, len(self._totals))
        if place == len(self._totals):
            self._totals.append(0)
        return place

    def _thin(self) -> None:
        while len(self._kept) > self._most:
            self._raise_to(self._level + 1)

    def _raise_to(self, level: int) -> None:
        if level > self._level:
            self._level, mask = level, (1 << level) - 1
            self._kept = {one: at for one, at in self._kept.items() if not one & mask}


def counted_sentences(
    determinations: Iterable[PublishedDetermination], most: int = MOST_KEPT
) -> Sentences:
    """Count the sentences of determinations in one pass."""
    counting = Counting(most)
    for one in determinations:
        counting.add(one)
    return counting.kept()


def merged_sentences(parts: Iterable[Sentences], most: int = MOST_KEPT) -> Sentences:
    """The sentences of several parts together; no determination stands in two parts."""
    counting = Counting(most)
    for part in parts:
        counting.merge(part)
    return counting.kept()


def boilerplate_of(rationale: str, repeated: frozenset[int], level: int = 0) -> Share:
    """How many sentences of a rationale stand in other determinations.

    Args:
        rationale: its words.
        repeated: of `Sentences.repeated`.
        level: of those sentences: of a sample only the sampled sentences are told.
    """
    mask = (1 << level) - 1
    found = [one for one in map(fingerprint, sentences_of(rationale)) if not one & mask]
    return Share(part=sum(one in repeated for one in found), whole=len(found))


def boilerplate_by(counted: Sentences) -> Mapping[str, Mapping[str, Share]]:
    """Sentences that stand in several determinations, by year, specialty and reviewer.

    Returns:
        "all", "year", "specialty" and "reviewer", each by its keys; empty keys for what is not
        told. Of a sample the shares are estimates: sole sentences kept stand for all.
    """
    places = np.frombuffer(counted.places, np.int32)
    sole = np.bincount(places[places >= 0], minlength=len(counted.homes)).tolist()
    totals: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(lambda: [0, 0]))
    for home, whole, alone in zip(counted.homes, counted.totals, sole, strict=True):
        for way, keys in _ways(home).items():
            for key in keys:
                totals[way][key][0] += alone << counted.level
                totals[way][key][1] += whole
    return {
        way: {
            key: Share(part=max(0, whole - alone), whole=whole)
            for key, (alone, whole) in sorted(keys.items())
        }
        for way, keys in totals.items()
    }


def _ways(home: Home) -> dict[str, tuple[str, ...]]:
    return {
        "all": ("",),
        "year": (str(home.year or ""),),
        "specialty": home.specialties or ("",),
        "reviewer": (home.reviewer or "",),
    }


def _by_words(home: Home) -> str:
    return BETWEEN.join((str(home.year or ""), _LIST.join(home.specialties), home.reviewer or ""))

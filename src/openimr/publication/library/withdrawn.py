"""Which determinations were taken off the library again: by digests, without their words.

The list outlives what it names: a source that is read again does not bring it back, a version that
follows has the next number, and whoever asks for it is told that it was there.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Final

from openimr.publication.library.numbers import words_digest
from openimr.publication.model import PublishedDetermination, cited_as, is_identifier
from openimr.vocabulary.printable import printable
from openimr.vocabulary.value import Value, require, settle

UNKNOWN: Final = "0" * 64
"""In place of a digest of words that are not known."""


class Withdrawn(Value, frozen=True, kw_only=True):
    """One version of a determination that was taken off.

    Attributes:
        id: of the determination.
        version: which.
        at: when it was taken off.
        sources: digests of all files and rows that said it; none of them is read in again.
        words_sha256: digest of the words, under that identifier, whatever file says them;
            `UNKNOWN` of what a case published: its next version may have the same.
        why: as somebody entered it who took off what came from elsewhere; "" where a case has it.
    """

    id: str
    version: int
    at: dt.datetime
    sources: tuple[str, ...]
    words_sha256: str = UNKNOWN
    why: str = ""

    def __post_init__(self) -> None:
        settle(self, why=printable(self.why, "why"))
        require(is_identifier(self.id), "an identifier is programme, slash, number")
        require(self.version >= 1, "versions are counted from 1")
        require(self.at.tzinfo is not None, "a time has its zone")

    @property
    def citation(self) -> str:
        """By which it was cited."""
        return cited_as(self.id, self.version)


def withdrawn_of(
    said: PublishedDetermination, copies: Iterable[str], at: dt.datetime, why: str = ""
) -> Withdrawn:
    """What the list keeps of a version that is taken off.

    Args:
        said: the version.
        copies: digests of further sources of it.
        at: when.
        why: in words that name nobody.
    """
    return Withdrawn(
        id=said.id,
        version=said.version,
        at=at,
        sources=tuple(dict.fromkeys((said.provenance.sha256, *copies))),
        words_sha256=UNKNOWN if said.published else words_digest(said),
        why=why,
    )


class TakenOff:
    """A list of what was taken off, asked what it holds."""

    def __init__(self, told: Sequence[Withdrawn]) -> None:
        self.told = tuple(told)
        self._ids = {one.id for one in told}
        self._sources = {digest for one in told for digest in one.sources}
        self._words = {(one.id, one.words_sha256) for one in told if one.words_sha256 != UNKNOWN}

    def sources(self) -> Iterable[str]:
        """The digest of every file and row that said what was taken off."""
        return self._sources

    def has_source(self, sha256: str) -> bool:
        """Whether a file or row of that digest said what was taken off."""
        return sha256 in self._sources

    def has(self, said: PublishedDetermination) -> bool:
        """Whether a determination was taken off, whatever it was read from."""
        words = words_digest(said) if said.id in self._ids else UNKNOWN
        return self.has_row(said.id, words, said.provenance.sha256, said.published)

    def has_row(self, id: str, words_sha256: str, sha256: str, published: dt.date | None) -> bool:
        """As `has`, of what the library keeps of a determination.

        What a case published is known by its file alone: a person approved its very bytes.
        """
        known = (id, words_sha256) in self._words and published is None
        return known or self.has_source(sha256)

    def found(self, id: str, version: int | None = None) -> Withdrawn | None:
        """What was taken off under an identifier: that version, or the last one of all."""
        asked = [one for one in self.told if one.id == id and version in (None, one.version)]
        return max(asked, key=lambda one: one.version, default=None)

    def last_version(self, id: str) -> int:
        """The highest version of an identifier that was taken off; 0 where none was."""
        found = self.found(id)
        return found.version if found else 0

"""Which determinations are new, which are copies, and which correct earlier ones."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import msgspec

from openimr.publication.library.links import Seen
from openimr.publication.library.numbers import beside_the_words, folded, words_digest
from openimr.publication.model import PublishedDetermination, PublishedFinding

_KEPT: Final = 8
"""Bytes of each digest in memory; of one identifier no two versions have them by chance."""

Versions = Callable[[str], tuple[PublishedDetermination, ...]]
"""Gives every version of a determination that the library holds."""


class Sorting:
    """Remembers the words of every determination by its identifier."""

    def __init__(self, versions: Versions) -> None:
        self._versions = versions
        self._known: dict[str, bytes] = {}

    def remember(self, id: str, version: int, digest: str) -> None:
        """A version that the library holds; the versions of an identifier in any order."""
        held = self._known.get(id, b"").ljust(_KEPT * version, b"\0")
        place = _KEPT * (version - 1)
        self._known[id] = held[:place] + _short(digest) + held[place + _KEPT :]

    def knows(self, id: str) -> bool:
        """Whether the library holds a determination."""
        return id in self._known

    def take(self, said: PublishedDetermination) -> PublishedDetermination | Seen:
        """A determination with the version that it is, or the copy that it is of another.

        A source that says nothing which a version does not say is a copy of it: one reader of
        a letter gets less out of it than another. Anything else of the same identifier is the
        next version.
        """
        digest = words_digest(said)
        held = self._known.get(said.id, b"")
        told = [held[place : place + _KEPT] for place in range(0, len(held), _KEPT)]
        if _short(digest) in told:
            return _copy(said, told.index(_short(digest)) + 1)
        for earlier in self._versions(said.id) if told else ():
            if _says_no_more(said, earlier):
                return _copy(said, earlier.version)
        version = len(told) + 1
        self.remember(said.id, version, digest)
        return msgspec.structs.replace(said, version=version)


def _short(digest: str) -> bytes:
    return bytes.fromhex(digest[: 2 * _KEPT])


def _copy(said: PublishedDetermination, version: int) -> Seen:
    source = said.provenance
    return Seen(
        sha256=source.sha256,
        kind=source.kind,
        name=source.name,
        row=source.row,
        id=said.id,
        version=version,
    )


def _says_no_more(said: PublishedDetermination, earlier: PublishedDetermination) -> bool:
    """Whether whatever is said was said before, in the same words but for white space."""
    if said.decision_date not in (None, earlier.decision_date):
        return False
    if said.provenance.row is not None and not _row_says_no_more(said, earlier):
        return False
    return (
        len(said.findings) == len(earlier.findings)
        and _no_more(said.summary, earlier.summary)
        and all(map(_finding_says_no_more, said.findings, earlier.findings))
    )


def _row_says_no_more(said: PublishedDetermination, earlier: PublishedDetermination) -> bool:
    """Whether a row says nothing beside its words that another did not."""
    known = {(name, folded(one)) for name, texts in beside_the_words(earlier) for one in texts}
    told = {(name, folded(one)) for name, texts in beside_the_words(said) for one in texts}
    return told <= known


def _finding_says_no_more(said: PublishedFinding, earlier: PublishedFinding) -> bool:
    return (
        said.decision in (None, earlier.decision)
        and _no_more(said.treatment, earlier.treatment)
        and _no_more(said.rationale, earlier.rationale)
    )


def _no_more(text: str | None, earlier: str | None) -> bool:
    return text is None or folded(text) == folded(earlier)

"""Determinations of our own put into the library, each with the PDF that everybody may have."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Sequence
from pathlib import Path

import msgspec

from openimr.adapters.letter_files import save_letter
from openimr.adapters.library_alike_kept import follow
from openimr.adapters.library_index_kept import bring_up_to_date
from openimr.adapters.library_own_papers import paper_place
from openimr.adapters.library_statistics import LibraryStatistics
from openimr.adapters.library_store import LibraryStore
from openimr.adapters.library_withdrawn import hide, leave_out
from openimr.adapters.library_withdrawn_list import note, taken_off
from openimr.adapters.library_writing import writing_soon
from openimr.publication.library.withdrawn import TakenOff, Withdrawn
from openimr.publication.model import PublishedDetermination, SourceKind, read_citation
from openimr.vocabulary.value import require
from openimr.workflow.publishing import OnShelf


class OwnShelf:
    """Implements ``workflow.publishing_jobs.OpenShelf``.

    Args:
        folder: of the library.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def put(self, said: PublishedDetermination, paper: bytes) -> None:
        """As ``OpenShelf.put``: first the PDF, then the determination, then what finds it.

        What was killed in between is made up for by the next run, of this one or another.
        """
        digest = hashlib.sha256(paper).hexdigest()
        require(said.provenance.kind is SourceKind.OWN, "only our own are put here")
        require(said.provenance.sha256 == digest, "a determination names the PDF that it came with")
        store = LibraryStore(self._folder)
        with writing_soon(store):
            taken = taken_off(self._folder)
            if taken.has_source(digest):
                return
            place = paper_place(self._folder, digest)
            place.parent.mkdir(parents=True, exist_ok=True)
            save_letter(paper, place, overwrite=True, shared=True)
            there = store.versions(said.id)
            if all(one.provenance.sha256 != digest for one in there):
                version = 1 + _last_version(there, taken, said.id)
                store.add([msgspec.structs.replace(said, version=version)])
                store.join_small_parts()
            bring_up_to_date(self._folder, store)
            follow(self._folder, store)

    def take_off(self, citation: str, sha256: str, at: dt.datetime) -> None:
        """As ``OpenShelf.take_off``."""
        store = LibraryStore(self._folder)
        id, version = read_citation(citation)
        there = [one for one in store.versions(id) if one.provenance.sha256 == sha256]
        if there:
            hide(store, there, at)
        elif not store.taken_off.has_source(sha256):  # never put there
            note(
                self._folder,
                [Withdrawn(id=id, version=version or 1, at=at, sources=(sha256,))],
            )
        with writing_soon(store):
            leave_out(store)

    def count(self) -> None:
        """As ``OpenShelf.count``."""
        LibraryStatistics(LibraryStore(self._folder), workers=1).prepare()

    def on_shelf(self, id: str) -> OnShelf:
        """What there is of a determination."""
        there = LibraryStore(self._folder).versions(id)
        return OnShelf(
            versions=_last_version(there, taken_off(self._folder), id),
            papers=frozenset(one.provenance.sha256 for one in there),
        )


def _last_version(there: Sequence[PublishedDetermination], taken: TakenOff, id: str) -> int:
    """The highest number that a version has, or had until it was taken off."""
    return max((taken.last_version(id), *(one.version for one in there)))

"""The library as a process that answers for long keeps it open: looked at again when it changed."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from openimr.adapters.library_alike import ALIKE, CURRENT, AlikeFindings, kept_in
from openimr.adapters.library_arrived import ARRIVED, arrived
from openimr.adapters.library_audit_kept import AUDIT, REPORT, kept_report
from openimr.adapters.library_index import TantivyIndex
from openimr.adapters.library_index_kept import INDEX, index_of
from openimr.adapters.library_later_list import LATER
from openimr.adapters.library_own_papers import PAPERS
from openimr.adapters.library_statistics import FOLDER as STATISTICS
from openimr.adapters.library_statistics import LibraryStatistics
from openimr.adapters.library_store import DETERMINATIONS, SOURCES, LibraryStore
from openimr.adapters.library_withdrawn_list import WITHDRAWN
from openimr.adapters.open_data_offered import RELEASES, OfferedReleases
from openimr.publication.audit.report import AuditReport
from openimr.publication.library.arrived import Arrived
from openimr.publication.library.withdrawn import TakenOff
from openimr.publication.model import PublishedDetermination
from openimr.publication.search.alike import first_in
from openimr.publication.statistics.cloned import cloned_figures
from openimr.publication.statistics.pairs import pairs_figure
from openimr.publication.statistics.tallies import Tallies
from openimr.vocabulary.errors import BadInput
from openimr.vocabulary.figures import Figure

_Stamp = tuple[int, ...]

_MOST_COMPARED = 100
"""Rows of a figure that compares determinations."""


class LibraryShelf:
    """A library's determinations and their index, as they are on the disk now.

    Args:
        folder: of the library; one that is not there is an empty library.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.releases = OfferedReleases(folder)
        self._store = LibraryStore(folder)
        self._stored = self._stamp(DETERMINATIONS, SOURCES)
        self._index: TantivyIndex | None = None
        self._indexed: _Stamp = ()
        self._alike: AlikeFindings | None = None
        self._compared: _Stamp = ()
        self._tallies: Tallies | None = None
        self._tallied: _Stamp = ()
        self._compared_figures: Mapping[str, tuple[Figure, ...]] = {}
        self._figured: _Stamp = ()
        self._withdrawn = self._stamp(WITHDRAWN)

    @property
    def store(self) -> LibraryStore:
        """The determinations."""
        if (stamp := self._stamp(DETERMINATIONS, SOURCES)) != self._stored:
            self._store.refresh()
            self._stored = stamp
        return self._store

    @property
    def stamp(self) -> tuple[int, ...]:
        """Another one as soon as anything changed that pages show of the library."""
        shown = (DETERMINATIONS, SOURCES, ARRIVED, LATER, WITHDRAWN, PAPERS, RELEASES, STATISTICS)
        found = (f"{INDEX}/current", *self._metas(), f"{ALIKE}/{CURRENT}", f"{AUDIT}/{REPORT}")
        return self._stamp(*shown, *found)

    @property
    def index(self) -> TantivyIndex | None:
        """What finds them; None while nothing was ever indexed.

        Raises:
            BadInput: when the index is of another layout; when nobody knows what was taken off.
        """
        stamp = self._stamp(f"{INDEX}/current", *self._metas(), WITHDRAWN)
        if stamp != self._indexed:
            self._index, self._indexed = index_of(self._folder), stamp
        return self._index

    def newest(self, id: str) -> PublishedDetermination | None:
        """One determination in its newest version, from the index where it has it at hand."""
        try:
            index = self.index
        except BadInput:  # of another layout: it is made anew while the library stands
            index = None
        return first_in(index, self.store.get)(id)

    @property
    def alike(self) -> AlikeFindings | None:
        """What finds similar findings; None while nothing was ever compared.

        Raises:
            BadInput: when what is kept is not whole.
        """
        stamp = self._stamp(f"{ALIKE}/{CURRENT}")
        if stamp != self._compared:
            there = kept_in(self._folder) is not None
            self._alike, self._compared = AlikeFindings(self._folder) if there else None, stamp
        return self._alike

    @property
    def arrived(self) -> tuple[Arrived, ...]:
        """What came into it last, the last one first."""
        return arrived(self._folder)

    @property
    def taken_off(self) -> TakenOff:
        """What was taken off the library.

        Raises:
            BadInput: when the list cannot be read.
        """
        return self._store.taken_off

    @property
    def tallies(self) -> Tallies:
        """Counts of the newest version of each determination."""
        store = self.store
        if self._tallied != self._stored or self._tallies is None:
            self._tallies = LibraryStatistics(store, workers=1).tallies()
            self._tallied = self._stored
        return self._tallies

    @property
    def compared_figures(self) -> Mapping[str, tuple[Figure, ...]]:
        """Figures that compare determinations with each other, by what they show.

        "reasons": sentences and rationales used again; "pairs": same facts, other outcome. They
        take minutes to make for a large library: those of before stand until a build made them.
        There are none while they may show what was taken off.
        """
        store, withdrawn = self.store, self._stamp(WITHDRAWN)
        if self._withdrawn != withdrawn:
            self._compared_figures, self._withdrawn = {}, withdrawn
            self._figured = ()
        stamp = (*self._stored, *self._stamp(STATISTICS))
        if self._figured != stamp:  # else nothing was counted since it was last looked at
            self._figured = stamp
            kept = LibraryStatistics(store, workers=1)
            if kept.ready and not store.holds_withdrawn():
                self._compared_figures = {
                    "reasons": cloned_figures(kept.cloned(), kept.sentences(), _MOST_COMPARED),
                    "pairs": (pairs_figure(kept.pairs(), _MOST_COMPARED),),
                }
        return self._compared_figures

    @property
    def audit(self) -> AuditReport | None:
        """The figures of the last audit; None where no report was kept."""
        return kept_report(self._folder)

    def _metas(self) -> list[str]:
        found = sorted((self._folder / INDEX).glob("*/meta.json"))
        return [str(one.relative_to(self._folder)) for one in found]

    def _stamp(self, *places: str) -> _Stamp:
        """When the places were changed last; nothing for those that are not there."""
        there = [self._folder / one for one in places if (self._folder / one).exists()]
        return tuple(one.stat().st_mtime_ns for one in there)

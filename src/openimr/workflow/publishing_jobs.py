"""The job that puts what was published into the open library, where everybody finds it.

The event calls for it, in the same transaction. Run twice, or killed anywhere and run again, it
leaves one determination in the library: what it adds is known by the digest of the published PDF.
"""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

import msgspec

from openimr.assignment.panel_book import PanelBook
from openimr.case.events.issuing import PublicationWithdrawn, Published
from openimr.case.evolve import case_of
from openimr.case.record import RecordedEvent
from openimr.determination.reading import LetterReading, Status
from openimr.law.calendar import pacific_day
from openimr.publication.library.derived import Deriving
from openimr.publication.library.from_reading import published_from_reading
from openimr.publication.model import OVER_89, PublishedDetermination
from openimr.vocabulary.errors import BadInput
from openimr.workflow.jobs import TryLater
from openimr.workflow.publishing_proposed import PublishedPaper
from openimr.workflow.store import EventStore


class KeptPublished(Protocol):
    """Published papers as they are kept with their case."""

    def published(self, case: str, sha256: str) -> tuple[bytes, PublishedPaper]:
        """A published PDF by its digest, and what it says.

        Raises:
            BadInput: when it is not there, or not what was kept.
        """
        ...


class Busy(Exception):
    """Another run writes to the library."""


class OpenShelf(Protocol):
    """The library that everybody may search."""

    def put(self, said: PublishedDetermination, paper: bytes) -> None:
        """Add a determination with its PDF; one whose PDF is there already changes nothing.

        Raises:
            Busy: while another run writes.
        """
        ...

    def take_off(self, citation: str, sha256: str, at: dt.datetime) -> None:
        """Take a version off, wherever the run before was killed; it does not come back.

        Nobody is shown it any more, even where another run writes.

        Args:
            citation: of the version.
            sha256: of its PDF.
            at: when it was withdrawn.

        Raises:
            Busy: while another run writes: its words leave the files later.
        """
        ...

    def count(self) -> None:
        """Take the figures that pages show; nothing is taken twice."""
        ...


@dataclass(frozen=True)
class Shelving:
    """What the jobs work with.

    Attributes:
        store: the record.
        papers: what was published.
        panel: gives pseudonyms; called when one is needed.
        shelf: the library.
        deriving: topics, drugs and regions of treatments; called when needed.
    """

    store: EventStore
    papers: KeptPublished
    panel: Callable[[], PanelBook]
    shelf: OpenShelf
    deriving: Callable[[], Deriving]

    def shelve_all(self, case: str) -> int:
        """Put whatever is published of a case into the library; how many; raises as ``shelve``.

        What was withdrawn stays off, and keeps its number.
        """
        recorded = self.store.load(case)
        for one in recorded:
            if isinstance(one.event, Published) and one.event.published_sha256:
                self.shelve(case, one.number)
            elif isinstance(one.event, PublicationWithdrawn) and one.event.published_sha256:
                self.take_off(case, one.number)
        return len([one for one in case_of(recorded).public_papers if one])

    def shelve(self, case: str, number: int) -> None:
        """Put into the library what an event of a case says was published.

        Raises:
            BadInput: when the paper is not kept; TryLater: while another run writes.
        """
        recorded = self.store.load(case)
        one = recorded[number - 1]
        if not isinstance(one.event, Published):
            raise BadInput(f"event {number} of case {case}", "publishes nothing")
        if one.event.publication in case_of(recorded).withdrawn:
            return
        content, paper = self.papers.published(case, one.event.published_sha256)
        said = self._said(recorded[:number], one.event, paper, pacific_day(one.at))
        with _later():
            self.shelf.put(said, content)

    def take_off(self, case: str, number: int) -> None:
        """Take off the library what an event of a case says was withdrawn.

        Raises:
            BadInput: when the event withdraws nothing; TryLater: while another run writes.
        """
        one = self.store.load(case)[number - 1]
        if not isinstance(one.event, PublicationWithdrawn):
            raise BadInput(f"event {number} of case {case}", "withdraws nothing")
        with _later():
            self.shelf.take_off(one.event.publication, one.event.published_sha256, one.at)

    def _said(
        self,
        recorded: Sequence[RecordedEvent],
        event: Published,
        paper: PublishedPaper,
        on: dt.date,
    ) -> PublishedDetermination:
        reading = LetterReading(
            source="the published paper",
            status=Status.FULL,
            determination=paper.determination,
            layout="openimr",
        )
        name = f"{event.publication.replace('/', '-')}.pdf"
        said = published_from_reading(reading, name, event.published_sha256, self.deriving())
        band = OVER_89 if paper.over_89 else said.age_band
        reviewer = self._reviewer(recorded)
        return msgspec.structs.replace(said, published=on, age_band=band, reviewer=reviewer)

    def _reviewer(self, recorded: Sequence[RecordedEvent]) -> str | None:
        """The pseudonym of the only reviewer; several are not told as one."""
        sat = _sat_at_issue(recorded)
        if len(sat) != 1:
            return None
        (reviewer,) = sat
        return self.panel().pseudonyms([reviewer])[reviewer]


@contextlib.contextmanager
def _later() -> Iterator[None]:
    try:
        yield
    except Busy:
        raise TryLater("Another run writes to the library at this moment.") from None


def _sat_at_issue(recorded: Sequence[RecordedEvent]) -> frozenset[str]:
    """Who sat when the letter was made; seats stay until a case is remanded."""
    return frozenset(seat.reviewer for seat in case_of(recorded).seats)

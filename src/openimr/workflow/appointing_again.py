"""A recorded round drawn again: the same seed on record and panel as they were then.

Law, table of specialties, guideline topics and names of parties are those of today; where one of
them changed since, the round may come out otherwise, and that is told.
"""

from __future__ import annotations

import datetime as dt
import functools
import itertools
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

import msgspec

from openimr.assignment.fairness import Seen
from openimr.assignment.panel_book import MemberVersion, PanelBook
from openimr.assignment.tie_answers import TieAnswer
from openimr.case.appointment import Drawn
from openimr.case.events.appointing import ReviewerAppointed
from openimr.case.record import RecordedEvent
from openimr.law.calendar import pacific_day
from openimr.law.model import Law
from openimr.vocabulary.actor import Actor
from openimr.vocabulary.errors import Refused
from openimr.vocabulary.value import Value
from openimr.workflow.appointing import Appointing, Batch
from openimr.workflow.appointing_cases import AT_WORK
from openimr.workflow.appointing_day import Day
from openimr.workflow.projections import Projection
from openimr.workflow.store import CasePage, CaseQuery, CaseRow, EventStore

Place = tuple[str, int]
"""A case and a seat of it."""


class SeatAgain(Value, frozen=True, kw_only=True):
    """One seat of the round: who has it by the record, and who by the draw; None for nobody."""

    case: str
    seat: int
    recorded: str | None
    again: str | None

    @property
    def same(self) -> bool:
        """Whether both are the same reviewer."""
        return self.recorded == self.again


class DrawnAgain(Value, frozen=True, kw_only=True):
    """A round as the record has it, and as it comes out again."""

    seed: str
    looked: dt.datetime
    handed_in: bool
    seats: tuple[SeatAgain, ...]

    @property
    def same(self) -> bool:
        """Whether every seat comes out as recorded."""
        return all(seat.same for seat in self.seats)


@dataclass(frozen=True)
class Again:
    """Draws rounds again.

    Attributes:
        at: appoints today.
        store: the record.
    """

    at: Appointing
    store: EventStore

    def draw(self, number: str, seat: int | None = None) -> DrawnAgain:
        """The round of a case's latest appointment, drawn again; nothing is recorded.

        Args:
            number: the case.
            seat: whose appointment; None for the latest of any seat.

        Raises:
            BadInput: when there is no such case.
            Refused: when no round appointed anybody there.
        """
        drawn, chosen = self._round_of(number, seat)
        past = _Past(self.store, self.at.ground.law, drawn)
        found = {place: one.event.standing.reviewer for place, one in past.chosen()}
        again = self._again(drawn, chosen, past)
        return DrawnAgain(
            seed=drawn.seed,
            looked=drawn.looked,
            handed_in=drawn.handed_in,
            seats=tuple(
                SeatAgain(case=case, seat=seat, recorded=found.get(place), again=again.get(place))
                for place in sorted({*found, *again})
                for case, seat in (place,)
            ),
        )

    def _round_of(self, number: str, seat: int | None) -> tuple[Drawn, _Chosen]:
        for one in reversed(self.at.ground.record_of(number)):
            if (chosen := _chosen(one)) and seat in {None, chosen.event.seat}:
                drawn = chosen.event.standing.drawn
                if drawn:
                    return drawn, chosen
                break
        raise Refused(
            "No round drew this appointment: nobody was appointed here, or a person named them.",
            rule="drawn-by-a-round",
            remedy="`openimr case show NUMBER` says how each reviewer was chosen.",
        )

    def _again(self, drawn: Drawn, chosen: _Chosen, past: _Past) -> Mapping[Place, str]:
        days = chosen.event.standing.verification_days
        own = {(chosen.case, treatment): field for treatment, field in drawn.named}
        at = replace(
            self.at,
            ground=replace(self.at.ground, store=past, now=lambda: drawn.looked),
            rules=msgspec.structs.replace(self.at.rules, verification_days=days),
            terms=msgspec.structs.replace(
                self.at.terms,
                share=msgspec.structs.replace(self.at.terms.share, percent=drawn.share),
            ),
            named=own,
        )
        on = pacific_day(drawn.looked)
        panel = _PanelThen(at.panel, drawn.looked)
        day = Day(on, panel, past, at.table, at.rules, at.terms)
        batch = Batch(at, chosen.actor, drawn, day, rehearse=True)
        batch.fill(list(at.waiting(drawn.only)))
        return {(one.case, one.seat): one.reviewer for one in batch.appointed}


@dataclass(frozen=True)
class _Chosen:
    """A recorded appointment: its case, who recorded it, and the event."""

    case: str
    actor: Actor
    event: ReviewerAppointed


def _chosen(one: RecordedEvent) -> _Chosen | None:
    event = one.event
    return _Chosen(one.case, one.actor, event) if isinstance(event, ReviewerAppointed) else None


class _Past:
    """The record as a round saw it, with the lists and counts of that time."""

    def __init__(self, store: EventStore, law: Law, drawn: Drawn) -> None:
        self._store, self._drawn = store, drawn
        self._listed = Projection(law)

    def load(self, case: str) -> tuple[RecordedEvent, ...]:
        """The events until the round looked, without those that it recorded itself."""
        return tuple(itertools.takewhile(self._before, self._store.load(case)))

    def cases(self, query: CaseQuery) -> CasePage:
        """Every case that was in a state; all on one page."""
        rows = tuple(row for row in self._rows if query.state in {None, row.state})
        return CasePage(rows=rows, next=None)

    def open_cases(self) -> dict[str, int]:
        """For each reviewer the cases open then."""
        at_work = {state.value for state in AT_WORK}
        rows = (row for row in self._rows if row.state in at_work)
        return dict(Counter(seat.reviewer for row in rows for seat in row.seats))

    def seen(self, since: dt.datetime) -> tuple[Seen, ...]:
        """What each reviewer had had of each filer and administrator by then."""
        found = Counter(
            (seat.reviewer, party)
            for row in self._rows
            if row.received >= since
            for seat in row.seats
            for party in (row.filer_party, row.administrator)
            if party
        )
        return tuple(
            Seen(reviewer=reviewer, party=party, cases=cases)
            for (reviewer, party), cases in sorted(found.items())
        )

    def chosen(self) -> Iterator[tuple[Place, _Chosen]]:
        """Every appointment of the round, by the record."""
        for case in self._store.numbers():
            for one in self._store.load(case):
                if (chosen := _chosen(one)) and self._own(one):
                    yield (case, chosen.event.seat), chosen

    @functools.cached_property
    def _rows(self) -> tuple[CaseRow, ...]:
        known = (self.load(case) for case in self._store.numbers())
        return tuple(self._listed(recorded).row for recorded in known if recorded)

    def _before(self, one: RecordedEvent) -> bool:
        return one.at <= self._drawn.looked and not self._own(one)

    def _own(self, one: RecordedEvent) -> bool:
        chosen = _chosen(one)
        drawn = chosen.event.standing.drawn if chosen else None
        mine = self._drawn.seed, self._drawn.looked
        return drawn is not None and (drawn.seed, drawn.looked) == mine


@dataclass(frozen=True)
class _PanelThen:
    """The panel as it was kept at a time."""

    book: PanelBook
    looked: dt.datetime

    def latest(self) -> tuple[MemberVersion, ...]:
        known = (self._then(one) for one in self.book.latest())
        return tuple(one for one in known if one is not None)

    def answers(self) -> tuple[TieAnswer, ...]:
        return tuple(one for one in self.book.answers() if one.confirmation.at <= self.looked)

    def pseudonyms(self, reviewers: Iterable[str]) -> dict[str, str]:
        return self.book.pseudonyms(reviewers)

    def _then(self, latest: MemberVersion) -> MemberVersion | None:
        if latest.entered.at <= self.looked:
            return latest
        versions = self.book.versions(latest.reviewer)
        earlier = [one for one in versions if one.entered.at <= self.looked]
        return earlier[-1] if earlier else None

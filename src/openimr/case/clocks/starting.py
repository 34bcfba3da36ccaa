"""Which event starts which clock, and from when each runs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

import msgspec

from openimr.case.clocks.clock import ACCEPTANCE, SERVICE, Clock, Step
from openimr.case.clocks.ending import SIDES
from openimr.case.events.appointing import ReviewerAppointed
from openimr.case.events.intake import (
    ConvertedToExpedited,
    FoundEligible,
    FoundIncomplete,
    FoundIneligible,
    ReturnedToStandard,
    TookIn,
)
from openimr.case.events.issuing import (
    AppealDecided,
    DeterminationIssued,
    DeterminationServed,
    Remanded,
)
from openimr.case.events.records import (
    NoticeOfAssignmentSent,
    RecordsClosed,
    RecordsRequested,
    Sent,
)
from openimr.case.events.reviewing import Decision, ExtensionApproved
from openimr.case.governing import circumstances, deciding_dates
from openimr.case.model import Case, State
from openimr.law.calendar import PACIFIC, Calendar, pacific_day
from openimr.law.due import Due, Reading, due
from openimr.law.model import Circumstances, Count, DeadlineRule, Evidence, Law
from openimr.law.triggers import Trigger
from openimr.vocabulary.actor import Role
from openimr.vocabulary.filing import Delivery, PartyRole, Priority
from openimr.vocabulary.spans_of_time import CalendarDays

_LONGEST_BACK = dt.timedelta(days=400)


class Starting:
    """Starts the clocks of a case by one law."""

    def __init__(self, law: Law) -> None:
        self._law = law
        self._calendar = Calendar(law)

    def clocks(self, step: Step, before: Sequence[Clock]) -> Iterator[Clock]:
        """The clocks that an event starts.

        Args:
            step: the event.
            before: the clocks as they stood before it.
        """
        running = [clock for clock in before if clock.ended is None]
        if isinstance(step.event, ConvertedToExpedited):
            yield from self._hastened(step, running)
        elif isinstance(step.event, ReturnedToStandard):
            yield from self._slowed(step, running, before)
        elif isinstance(step.event, ExtensionApproved):
            yield from self._extended(step, running)
        elif isinstance(step.event, DeterminationIssued):
            yield from self._service(step, running)
        elif start := _STARTS.get(type(step.event)):
            yield from start(self, step, step.event)

    def found_incomplete(self, step: Step, event: FoundIncomplete) -> Iterator[Clock]:
        """The filer cures, by the day that the filer was told."""
        for rule in self._rules(Trigger.FOUND_INCOMPLETE, step.case, step.at):
            clock = self._clock(rule, step, step.at, party=step.case.filer)
            if event.cure_by is None:
                yield clock
                continue
            told = Reading(
                at=dt.datetime.combine(event.cure_by, dt.time.max, tzinfo=PACIFIC),
                reading="as the filer was told",
                citation=rule.citation,
                evidence=rule.evidence,
            )
            by_law = {pacific_day(reading.at) for reading in clock.due.readings}
            readings = clock.due.readings if event.cure_by in by_law else (told,)
            yield msgspec.structs.replace(clock, due=Due(readings=readings))

    def found_eligible(self, step: Step, event: FoundEligible) -> Iterator[Clock]:
        """The notice of assignment goes out."""
        for rule in self._rules(Trigger.FOUND_ELIGIBLE, step.case, step.at):
            yield self._clock(rule, step, step.at)

    def found_ineligible(self, step: Step, event: FoundIneligible) -> Iterator[Clock]:
        """An ineligibility can be appealed too (8 CCR 10575(a))."""
        for rule in self._rules(Trigger.DETERMINATION_SERVED, step.case, step.at):
            yield self._clock(rule, step, step.at, by=Delivery.MAIL)

    def notified(self, step: Step, event: NoticeOfAssignmentSent) -> Iterator[Clock]:
        """The parties send their records, each counted from how its notice travelled."""
        for rule in self._rules(Trigger.NOTICE_OF_ASSIGNMENT_SENT, step.case, step.at):
            side = SIDES.get(rule.party, (rule.party,)) if rule.party else ()
            to = next((one for one in event.sent if one.to in side), None)
            since = _possible(to.at, step) if to else step.at
            yield self._clock(rule, step, since, by=to.by if to else None, party=rule.party)

    def records_requested(self, step: Step, event: RecordsRequested) -> Iterator[Clock]:
        """The party that was asked answers."""
        for rule in self._rules(Trigger.RECORDS_REQUESTED, step.case, step.at):
            yield self._clock(rule, step, step.at, by=event.by, party=event.of)

    def closed(self, step: Step, event: RecordsClosed) -> Iterator[Clock]:
        """The decision is due; each treatment has its own limit.

        The time runs from receipt of the request and its documents (Labor Code 4610.6(d)(1)). Of
        a complete file that was with the last of them, which may be days before somebody said so:
        both are counted, and the earlier wins.
        """
        treatments = [one.number for one in step.case.disputed]
        received = [one.receipt.at for one in step.case.records]
        last = _possible(max(received, default=step.at), step)
        before = event.complete and pacific_day(last) < pacific_day(step.at)
        for clock in self._decision(step, step.at, treatments):
            yield self._also_from(last, clock) if before else clock

    def _also_from(self, last: dt.datetime, clock: Clock) -> Clock:
        earlier = due(clock.rule, last, None, self._calendar).readings
        readings = (*clock.due.readings, *map(_from_the_last_records, earlier))
        return msgspec.structs.replace(clock, due=Due(readings=readings))

    def remanded(self, step: Step, event: Remanded) -> Iterator[Clock]:
        """A remand begins the decision's time anew."""
        yield from self._decision(step, step.at, [one.number for one in step.case.disputed])

    def took_in(self, step: Step, event: TookIn) -> Iterator[Clock]:
        """Treatments that come to a complete file are due with it."""
        if step.case.records_closed and step.before:
            before = {one.number for one in step.before.treatments}
            added = [one.number for one in step.case.disputed if one.number not in before]
            yield from self._decision(step, step.case.records_closed, added)

    def appointed(self, step: Step, event: ReviewerAppointed) -> Iterator[Clock]:
        """The reviewer answers by the day that was set."""
        if event.accept_by is not None:
            rule = _house_rule(
                ACCEPTANCE, "Accepting the appointment", Trigger.RECORDS_CLOSED, Role.REVIEWER
            )
            reading = _house_reading(event.accept_by, "as set with the appointment", rule.citation)
            yield Clock(
                rule=rule,
                due=Due(readings=(reading,)),
                begun=step.mark(),
                who=rule.who,
                seat=event.seat,
            )

    def served(self, step: Step, event: DeterminationServed) -> Iterator[Clock]:
        """The appeal may be filed, and what was overturned is carried out; first service counts."""
        if step.before and step.before.served:
            return
        since = min((_possible(one.at, step) for one in event.sent), default=step.at)
        for rule in self._rules(Trigger.DETERMINATION_SERVED, step.case, since):
            yield self._clock(rule, step, since, by=_slowest(event.sent))
        yield from self._implementation(step, _to_administrator(event.sent, step))

    def appeal_decided(self, step: Step, event: AppealDecided) -> Iterator[Clock]:
        """With the appeal denied, what was overturned is carried out after all."""
        if not event.granted and step.case.state is State.SERVED:
            yield from self._implementation(step, step.at)

    def _implementation(self, step: Step, since: dt.datetime) -> Iterator[Clock]:
        """Each overturned treatment not reported yet; none while liability is disputed too."""
        if step.case.liability_disputed:
            return
        reported = {one.treatment for one in step.case.implemented}
        for answer in step.case.answers:
            if answer.decision is Decision.OVERTURNED and answer.treatment not in reported:
                known = _known(step.case, answer.treatment)
                rules = self._rules(Trigger.DETERMINATION_RECEIVED, step.case, since, known)
                for rule in rules:
                    clock = self._clock(rule, step, since, party=rule.party)
                    yield msgspec.structs.replace(clock, treatments=(answer.treatment,))

    def _decision(
        self, step: Step, since: dt.datetime, treatments: Iterable[int]
    ) -> Iterator[Clock]:
        by_rule: dict[str, tuple[DeadlineRule, list[int]]] = {}
        for number in treatments:
            known = _known(step.case, number)
            for rule in self._rules(Trigger.RECORDS_CLOSED, step.case, since, known):
                by_rule.setdefault(rule.id, (rule, []))[1].append(number)
        for rule, numbers in by_rule.values():
            clock = self._clock(rule, step, since)
            yield msgspec.structs.replace(clock, treatments=tuple(numbers))

    def _hastened(self, step: Step, running: Sequence[Clock]) -> Iterator[Clock]:
        """What ran by the standard limits runs by the expedited ones, from the conversion on."""
        standard = [one for one in running if one.rule.priority is Priority.STANDARD]
        for old in standard:
            for rule in self._rules(old.rule.after, step.case, step.at):
                same = rule.party is old.rule.party and rule.role is old.rule.role
                if same and rule.priority is Priority.EXPEDITED:
                    begun = self._clock(rule, step, step.at, party=old.party)
                    yield msgspec.structs.replace(begun, treatments=old.treatments)

    def _slowed(
        self, step: Step, running: Sequence[Clock], before: Sequence[Clock]
    ) -> Iterator[Clock]:
        """What ran by the expedited limits runs by the standard ones, as if it always had."""
        for old in running:
            if old.rule.priority is not Priority.EXPEDITED:
                continue
            if replaced := [one for one in before if _gave_way(one, old)]:
                for one in replaced:
                    yield msgspec.structs.replace(one, begun=step.mark(one.begun.at), ended=None)
                continue
            yield from self._standard(step, old)

    def _standard(self, step: Step, old: Clock) -> Iterator[Clock]:
        """The standard clocks in the place of one that was expedited from its beginning."""
        by_rule: dict[str, tuple[DeadlineRule, list[int]]] = {}
        for number in old.treatments or (0,):
            known = _known(step.case, number) if number else circumstances(step.case)
            for rule in self._rules(old.rule.after, step.case, old.begun.at, known):
                same = rule.party is old.rule.party and rule.role is old.rule.role
                if same and rule.priority is Priority.STANDARD:
                    by_rule.setdefault(rule.id, (rule, []))[1].append(number)
        for rule, numbers in by_rule.values():
            clock = self._clock(rule, step, old.begun.at, party=old.party)
            listed = tuple(numbers) if old.treatments else ()
            yield msgspec.structs.replace(clock, treatments=listed)

    def _extended(self, step: Step, running: Sequence[Clock]) -> Iterator[Clock]:
        """More time, counted from the former due date."""
        decisions = (Trigger.RECORDS_CLOSED, Trigger.EXTENSION_APPROVED)
        for old in running:
            if old.rule.after not in decisions or old.rule.id in {SERVICE, ACCEPTANCE}:
                continue
            for rule in self._rules(Trigger.EXTENSION_APPROVED, step.case, old.due.at):
                clock = self._clock(rule, step, old.due.at)
                yield msgspec.structs.replace(clock, treatments=old.treatments)

    def _service(self, step: Step, running: Sequence[Clock]) -> Iterator[Clock]:
        """The letter goes to the parties within the limit of the decision itself."""
        decisions = (Trigger.RECORDS_CLOSED, Trigger.EXTENSION_APPROVED)
        limits = [
            old.due
            for old in running
            if old.rule.after in decisions and old.rule.id not in {SERVICE, ACCEPTANCE}
        ]
        if limits:
            rule = _house_rule(
                SERVICE,
                "Serving the Final Determination, within the limit of the decision",
                Trigger.RECORDS_CLOSED,
                Role.CASE_MANAGER,
            )
            first = min(limits, key=lambda limit: limit.at)
            yield Clock(rule=rule, due=first, begun=step.mark(), who=rule.who)

    def _rules(
        self, trigger: Trigger, case: Case, since: dt.datetime, known: Circumstances | None = None
    ) -> tuple[DeadlineRule, ...]:
        """The rules that a trigger starts; each is looked up by the date that decides it."""
        known = known or circumstances(case)
        return self._law.rules_after(trigger, deciding_dates(case, since), known)

    def _clock(
        self,
        rule: DeadlineRule,
        step: Step,
        since: dt.datetime,
        *,
        by: Delivery | None = None,
        party: PartyRole | None = None,
    ) -> Clock:
        return Clock(
            rule=rule,
            due=due(rule, since, by, self._calendar),
            begun=step.mark(since),
            who=party.value if party else rule.who,
            party=party,
        )


_Start = Callable[[Starting, Step, Any], Iterator[Clock]]
_STARTS: Mapping[type, _Start] = {
    FoundIncomplete: Starting.found_incomplete,
    FoundEligible: Starting.found_eligible,
    FoundIneligible: Starting.found_ineligible,
    NoticeOfAssignmentSent: Starting.notified,
    RecordsRequested: Starting.records_requested,
    RecordsClosed: Starting.closed,
    Remanded: Starting.remanded,
    TookIn: Starting.took_in,
    ReviewerAppointed: Starting.appointed,
    DeterminationServed: Starting.served,
    AppealDecided: Starting.appeal_decided,
}


def _gave_way(one: Clock, to: Clock) -> bool:
    """Whether a standard clock ended because the other, an expedited one, began in its place."""
    return (
        one.ended is not None
        and not one.ended.satisfied
        and one.ended.number == to.begun.number
        and one.rule.after is to.rule.after
        and one.party is to.party
        and one.treatments == to.treatments
    )


def _known(case: Case, treatment: int) -> Circumstances:
    one = next(one for one in case.treatments if one.number == treatment)
    return circumstances(case, one)


def _from_the_last_records(reading: Reading) -> Reading:
    told = f"{reading.reading}, counted from the last records"
    return msgspec.structs.replace(reading, reading=told)


def _possible(stated: dt.datetime, step: Step) -> dt.datetime:
    """A time that a paper states, unless it is after its record or long before."""
    return stated if step.at - _LONGEST_BACK <= stated <= step.at else step.at


def _slowest(sent: Sequence[Sent]) -> Delivery | None:
    """By mail if any copy went so, since days are added for it."""
    ways = [one.by for one in sent]
    return Delivery.MAIL if Delivery.MAIL in ways or not ways else ways[0]


def _to_administrator(sent: Sequence[Sent], step: Step) -> dt.datetime:
    """When the claims administrator's copy went; its receipt is not known and not earlier."""
    mine = (one.at for one in sent if one.to is PartyRole.CLAIMS_ADMINISTRATOR)
    return _possible(next(mine, step.at), step)


def _house_rule(id: str, name: str, after: Trigger, role: Role) -> DeadlineRule:
    """A rule of the review organization itself, in the form of a law's."""
    citation = "set by the review organization"
    count = Count(amount=CalendarDays(count=0), citation=citation, evidence=Evidence.HOUSE)
    return DeadlineRule(
        id=id,
        name=name,
        citation=citation,
        evidence=Evidence.HOUSE,
        after=after,
        counts=(count,),
        decisive=False,
        role=role,
    )


def _house_reading(at: dt.datetime, reading: str, citation: str) -> Reading:
    return Reading(
        at=at.astimezone(PACIFIC),
        reading=reading,
        citation=citation,
        evidence=Evidence.HOUSE,
        exact=True,
    )

"""What the first page of a case says: where it stands, what is due, what may be asked."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from openimr.case.clocks.clock import ACCEPTANCE
from openimr.case.deadlines import Deadline, deadlines
from openimr.case.events.intake import ListedTreatment, PartyEntry
from openimr.case.model import Case
from openimr.vocabulary.actor import Role
from openimr.workflow.case_timeline import Timeline, timeline
from openimr.workflow.offers import Offer, next_steps, offers
from openimr.workflow.office import Office
from openimr.workflow.seen_by import OpenedCase

NEWEST = 30
"""Events that the first page of a case tells; the record has all."""


@dataclass(frozen=True)
class NamedParty:
    """A party with its name; "" where none is kept."""

    entry: PartyEntry
    name: str
    filed: bool


@dataclass(frozen=True)
class TreatmentShown:
    """A treatment of the case and what became of it: a decision, "authorized" or "open"."""

    listed: ListedTreatment
    outcome: str

    @property
    def tone(self) -> str:
        """How it is marked: the color only helps, the word says it."""
        return {"overturned": "done", "authorized": "done", "open": "plain"}.get(self.outcome, "")


@dataclass(frozen=True)
class Offers:
    """Steps as one person finds them.

    Attributes:
        main: those of theirs that lead the case on.
        further: others of theirs that the state has.
        later: theirs that lead on from the states to come.
        others: steps of the state that lead on, and that only others may take.
        others_too: further steps of the state that only others may take.
    """

    main: tuple[Offer, ...]
    further: tuple[Offer, ...]
    later: tuple[Offer, ...]
    others: tuple[Offer, ...]
    others_too: tuple[Offer, ...]


@dataclass(frozen=True)
class Overview:
    """The first page of a case as one person sees it."""

    case: Case
    now: dt.datetime
    parties: tuple[NamedParty, ...]
    treatments: tuple[TreatmentShown, ...]
    running: tuple[Deadline, ...]
    ended: int
    offers: Offers
    timeline: Timeline

    @property
    def diagnosis(self) -> str:
        """What several treatments are all for; "" where they differ, or there is one."""
        found = {one.listed.diagnosis for one in self.treatments}
        return found.pop() if len(found) == 1 and len(self.treatments) > 1 else ""


def overview(office: Office, opened: OpenedCase) -> Overview:
    """The first page of a case that somebody opened."""
    now, actor = office.now(), opened.sight.account.actor
    names = office.book.named([party.id for party in opened.case.parties])
    found = seen_deadlines(office, opened)
    return Overview(
        case=opened.case,
        now=now,
        parties=named_parties(opened.case, names),
        treatments=treatments_shown(opened.case),
        running=tuple(one for one in found if one.running),
        ended=sum(not one.running for one in found),
        offers=_split(offers(opened.whole, actor, office.law, now, office.sample), opened.whole),
        timeline=timeline(opened.events, names, NEWEST),
    )


def seen_deadlines(office: Office, opened: OpenedCase) -> tuple[Deadline, ...]:
    """Every clock of a case; the reviewer's own answer is no party's matter."""
    found = deadlines(opened.recorded, office.law, office.now())
    if opened.sight.account.actor.role is not Role.PARTY:
        return found
    return tuple(one for one in found if one.rule != ACCEPTANCE)


def named_parties(case: Case, names: Mapping[str, str]) -> tuple[NamedParty, ...]:
    """The parties of a case with their names, in the order in which they were named."""
    return tuple(
        NamedParty(entry=one, name=names.get(one.id, ""), filed=one.role is case.filer)
        for one in case.parties
    )


def treatments_shown(case: Case) -> tuple[TreatmentShown, ...]:
    """The treatments of a case, each with what became of it."""
    return tuple(TreatmentShown(listed=one, outcome=_outcome(case, one)) for one in case.treatments)


def _outcome(case: Case, treatment: ListedTreatment) -> str:
    if treatment.number in case.authorized:
        return "authorized"
    answer = case.answer(treatment.number)
    return answer.decision.value if answer else "open"


def _split(found: Sequence[Offer], case: Case) -> Offers:
    here = [one for one in found if one.here]
    return Offers(
        main=tuple(one for one in here if one.own and one.moves_on),
        further=tuple(one for one in here if one.own and not one.moves_on),
        later=next_steps(found, case.state),
        others=tuple(one for one in here if not one.own and one.moves_on),
        others_too=tuple(one for one in here if not one.own and not one.moves_on),
    )

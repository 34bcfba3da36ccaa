"""A case in quality review as one quality reviewer finds it: why it is there, what was found."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from openimr.case.events.intake import ListedTreatment
from openimr.case.events.judging import SecondOpinionRecorded
from openimr.case.events.reviewing import (
    FindingRecorded,
    FirstOpinionRecorded,
    QualityReturned,
)
from openimr.case.model import Seat, State
from openimr.determination.checks.model import Severity
from openimr.determination.model import Determination
from openimr.vocabulary.errors import BadInput, OpenIMRError, Refused
from openimr.workflow.before_signing import Warned
from openimr.workflow.desk_parts import (
    AskedTreatment,
    DraftedFact,
    asked_treatment,
    drafted_treatments,
    treatments_had,
)
from openimr.workflow.desk_parts_listed import (
    KeptDrafts,
    ReadOnce,
    drafted_letter,
    drafted_places,
)
from openimr.workflow.desk_view import DraftState, draft_state, seat_work
from openimr.workflow.lettering import letter_in_review
from openimr.workflow.office import Office
from openimr.workflow.seen_by import OpenedCase

FLAGS = (Severity.HIGH, Severity.MEDIUM)
"""Findings of the checks for which a letter is looked at, whether or not it was drawn."""


@dataclass(frozen=True)
class SeatAnswer:
    """What one seat thought and found on a treatment.

    Attributes:
        seat: as it stands; its pseudonym is in its standing.
        opinion: the first one.
        finding: the one that stands.
    """

    seat: Seat
    opinion: FirstOpinionRecorded | None
    finding: FindingRecorded | None


@dataclass(frozen=True)
class Looked:
    """A treatment in quality review.

    Attributes:
        listed: the treatment.
        drawn: it is decided a second time.
        closed: whoever looks has still to decide it blind; then nothing of the review is here.
        answers: of every seat that is qualified for it.
        mine: the second opinion of whoever looks.
        others: second opinions of others, by their identifiers.
        asked: what was asked for and answered, as drafted; nothing of what was made of it.
        had: what the record says was had of it before, the earliest first.
    """

    listed: ListedTreatment
    drawn: bool
    closed: bool
    answers: tuple[SeatAnswer, ...] = ()
    mine: SecondOpinionRecorded | None = None
    others: tuple[SecondOpinionRecorded, ...] = ()
    asked: AskedTreatment | None = None
    had: tuple[DraftedFact, ...] = ()

    @property
    def agrees(self) -> bool | None:
        """Whether the own second opinion is what every seat found; None without one."""
        found = {one.finding.decision for one in self.answers if one.finding}
        return found == {self.mine.decision} if self.mine and found else None


@dataclass(frozen=True)
class Return:
    """Findings that were sent back: when, by whom, with which comments."""

    at: dt.datetime
    by: str
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class QualityCase:
    """A case on the page of its quality review.

    Attributes:
        opened: the case.
        treatments: those in dispute.
        warned: what stands against the letter; empty while anything is closed.
        letter: as it would follow now; None where there is none, or anything is closed.
        in_the_way: why there is no letter, or why it cannot be checked.
        returns: of this round.
    """

    opened: OpenedCase
    treatments: tuple[Looked, ...]
    warned: tuple[Warned, ...]
    letter: Determination | None
    in_the_way: OpenIMRError | None
    returns: tuple[Return, ...]

    @property
    def closed(self) -> tuple[Looked, ...]:
        """Treatments that whoever looks has still to decide blind."""
        return tuple(one for one in self.treatments if one.closed)

    @property
    def flagged(self) -> bool:
        """Whether a check found anything medium or high."""
        return any(one.severity in FLAGS for one in self.warned)


def quality_case(
    office: Office, drafts: KeptDrafts, opened: OpenedCase, on: dt.date
) -> QualityCase:
    """A case as its quality reviewer finds it.

    Args:
        office: of whoever looks.
        drafts: of the cases.
        opened: by whoever looks.
        on: the day of the letter (Pacific).
    """
    letter, in_the_way = _letter(drafts, opened, on)
    warned: tuple[Warned, ...] = ()
    if letter:
        try:
            warned = office.letter_checks(opened.recorded, letter)
        except BadInput as error:
            in_the_way = error
    return QualityCase(
        opened=opened,
        treatments=_treatments(office, drafts, opened),
        warned=warned,
        letter=letter,
        in_the_way=in_the_way,
        returns=_returns(opened),
    )


def _letter(
    drafts: KeptDrafts, opened: OpenedCase, on: dt.date
) -> tuple[Determination | None, OpenIMRError | None]:
    case = opened.whole
    if opened.closed or case.state is not State.IN_QUALITY_REVIEW:
        return None, None
    try:
        return letter_in_review(opened.recorded, drafted_letter(drafts, case.number), on), None
    except (Refused, BadInput) as error:
        return None, error


def _requests(
    drafts: KeptDrafts, opened: OpenedCase
) -> dict[int, tuple[AskedTreatment, tuple[DraftedFact, ...]]]:
    """The requests that are decided blind, as the draft of all the papers has them."""
    case, lists = opened.whole, ReadOnce(drafts)
    drafted_at = drafts.drafted_at(case.number)
    if not opened.closed or draft_state(opened.recorded, drafted_at) is not DraftState.READY:
        return {}
    drafted = drafted_treatments(lists, case.number)
    places = drafted_places({one.number: one.text for one in case.treatments}, drafted)
    found = {}
    for number in opened.closed & places.keys():
        asked = asked_treatment(lists, case.number, places[number])
        had = treatments_had(lists, case.number, asked.topic) if asked.topic else ()
        found[number] = asked, had
    return found


def _treatments(office: Office, drafts: KeptDrafts, opened: OpenedCase) -> tuple[Looked, ...]:
    case, me = opened.whole, opened.sight.account.actor.id
    drawn = office.sample.drawn(case)
    seconds, requests = _seconds(opened), _requests(drafts, opened)
    works = [seat_work(opened.recorded, seat) for seat in case.seats]

    def looked(one: ListedTreatment) -> Looked:
        if one.number in opened.closed:
            asked, had = requests.get(one.number, (None, ()))
            return Looked(one, drawn=True, closed=True, asked=asked, had=had)
        mine = [second for second in seconds if second.treatment == one.number]
        return Looked(
            one,
            drawn=one.number in drawn,
            closed=False,
            answers=tuple(
                SeatAnswer(work.seat, work.opinions.get(one.number), work.findings.get(one.number))
                for work in works
                if work.seat.qualified(one.number)
            ),
            mine=next((second for second in mine if second.by == me), None),
            others=tuple(second for second in mine if second.by != me),
        )

    return tuple(looked(one) for one in case.disputed)


def _seconds(opened: OpenedCase) -> list[SecondOpinionRecorded]:
    """Second opinions of this round, with their reasons."""
    standing = {(one.treatment, one.by) for one in opened.whole.second_opinions}
    found = {
        (one.event.treatment, one.event.by): one.event
        for one in opened.recorded
        if isinstance(one.event, SecondOpinionRecorded)
    }
    return [event for key, event in found.items() if key in standing]


def _returns(opened: OpenedCase) -> tuple[Return, ...]:
    return tuple(
        Return(one.at, one.actor.id, one.event.reasons)
        for one in opened.recorded
        if isinstance(one.event, QualityReturned)
    )


def comments_to_return(general: str, on_treatments: Sequence[tuple[int, str]]) -> tuple[str, ...]:
    """Comments as the reviewer's desk reads them back: on a treatment by its number.

    Raises:
        BadInput: when nothing is said.
    """
    said = [
        f"Treatment {number}: {words.strip()}" for number, words in on_treatments if words.strip()
    ]
    if general.strip():
        said.append(general.strip())
    if not said:
        raise BadInput("the comments", "are empty", "Say what the reviewer should mend.")
    return tuple(said)

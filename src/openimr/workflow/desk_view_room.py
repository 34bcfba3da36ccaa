"""The reviewer's desk of one case: opened for who sits there, and nothing before its time.

The proposal on a treatment stays closed until the seat's first opinion is recorded and the
proposal was opened as the record names it by its digest; `Seated.opened` is the only way to it.
"""

from __future__ import annotations

import datetime as dt
import functools
import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from openimr.case.events.reviewing import PAGE_MARK
from openimr.case.model import Case, Seat
from openimr.case.record import RecordedEvent
from openimr.guidelines.model import Pack
from openimr.law.calendar import pacific_day
from openimr.vocabulary.errors import BadInput, Refused
from openimr.workflow.accesses import Looked
from openimr.workflow.accounts import Account
from openimr.workflow.case_contents import CaseContents
from openimr.workflow.desk_parts import (
    AskedTreatment,
    DraftedFact,
    TreatmentPart,
    asked_treatment,
    drafted_treatments,
    treatment_part,
    treatments_had,
)
from openimr.workflow.desk_parts_listed import (
    KeptDrafts,
    ReadOnce,
    ReviewedDocument,
    drafted_places,
    reviewed_documents,
)
from openimr.workflow.desk_view import (
    Comment,
    DraftState,
    SeatWork,
    Tab,
    comments_of,
    draft_state,
    seat_of_reviewer,
    seat_work,
    tabs_of,
)
from openimr.workflow.desk_view_citing import Shelf, shelf_for
from openimr.workflow.office import Office
from openimr.workflow.seen_by import OpenedCase, seen_by
from openimr.workflow.working_texts import TextPlace, WorkingTexts

BY_HAND = hashlib.sha256(b"no proposal was drafted on this treatment").hexdigest()
"""What is recorded as shown where there is no proposal: that there was none."""


class PaperPrints(Protocol):
    """The papers of cases by the hash of their bytes."""

    def fingerprint(self, case: str, file: str) -> str:
        """The SHA-256 of a paper.

        Raises:
            BadInput: when the case has no such paper, or they are not read yet.
        """
        ...


@dataclass(frozen=True)
class IndexedPapers:
    """The hashes of papers as the index of their case file has them (``PaperPrints``).

    Attributes:
        contents: of the case files.
    """

    contents: CaseContents

    def fingerprint(self, case: str, file: str) -> str:
        """As ``PaperPrints.fingerprint``."""
        number = self.contents.paper_numbers(case).get(file)
        place = self.contents.place(case, number, 1) if number else None
        if place is None:
            raise BadInput("the paper of this fact", "is not in the index of the case file")
        return place.paper.fingerprint


@dataclass(frozen=True)
class DeskPorts:
    """What the desk works with.

    Attributes:
        office: of the person who asks.
        drafts: of the cases.
        papers: of the cases.
        texts: that reviewers are still writing.
        pack: the guidelines; read when they are needed.
    """

    office: Office
    drafts: KeptDrafts
    papers: PaperPrints
    texts: WorkingTexts
    pack: Callable[[], Pack]


@dataclass(frozen=True)
class Seated:
    """A case on the desk of a reviewer who sits in it.

    Attributes:
        entry: the case, as it was opened for them.
        seat: of the reviewer.
    """

    ports: DeskPorts
    entry: OpenedCase
    seat: Seat

    @property
    def recorded(self) -> tuple[RecordedEvent, ...]:
        """Every event of the case."""
        return self.entry.recorded

    @property
    def case(self) -> Case:
        """The case as it stands."""
        return self.entry.whole

    @functools.cached_property
    def lists(self) -> ReadOnce:
        """The draft, each list read at most once."""
        return ReadOnce(self.ports.drafts)

    @functools.cached_property
    def work(self) -> SeatWork:
        """What the reviewer recorded."""
        return seat_work(self.recorded, self.seat)

    @functools.cached_property
    def comments(self) -> tuple[Comment, ...]:
        """With which quality review sent the findings back."""
        return comments_of(self.recorded, self.case)

    @functools.cached_property
    def tabs(self) -> tuple[Tab, ...]:
        """Every treatment in dispute with how far it is."""
        return tabs_of(self.case, self.work, self.comments)

    @functools.cached_property
    def draft(self) -> DraftState:
        """Whether there is a draft of all the papers."""
        return draft_state(self.recorded, self.ports.drafts.drafted_at(self.case.number))

    @functools.cached_property
    def documents(self) -> tuple[ReviewedDocument, ...]:
        """The documents that the letter lists; none without a draft of all the papers.

        A draft that is behind is made again, and may number its documents otherwise.
        """
        if self.draft is not DraftState.READY:
            return ()
        return reviewed_documents(self.lists, self.case.number)

    @functools.cached_property
    def places(self) -> dict[int, int]:
        """The places in the draft of the record's treatments; none without a draft."""
        if self.draft is not DraftState.READY:
            return {}
        drafted = drafted_treatments(self.lists, self.case.number)
        return drafted_places({one.number: one.text for one in self.case.treatments}, drafted)

    def tab(self, treatment: int) -> Tab:
        """A treatment among those in dispute.

        Raises:
            BadInput: when it is not in dispute.
        """
        for one in self.tabs:
            if one.treatment.number == treatment:
                return one
        raise BadInput(f"case {self.case.number}", f"has no treatment {treatment} in dispute")

    def asked(self, treatment: int) -> AskedTreatment | None:
        """What was asked for and answered, as drafted; None where nothing was."""
        place = self.places.get(treatment)
        return asked_treatment(self.lists, self.case.number, place) if place else None

    def had(self, treatment: int) -> tuple[DraftedFact, ...]:
        """What the record says was had of the treatment before."""
        asked = self.asked(treatment)
        if asked is None or asked.topic is None:
            return ()
        return treatments_had(self.lists, self.case.number, asked.topic)

    def opened(self, treatment: int) -> TreatmentPart | None:
        """The proposal, once it was opened to this reviewer; None before, or where there is none.

        One that was drafted anew since is another, and closed again.
        """
        if treatment not in self.work.opinions or treatment not in self.work.shown:
            return None
        part = self._part(treatment)
        return part if part and part.sha256 == self.work.shown[treatment] else None

    def changed_since_shown(self, treatment: int) -> bool:
        """Whether what was opened is no longer what the draft proposes."""
        shown = self.work.shown.get(treatment)
        return shown is not None and shown != self.closed_digest(treatment)

    def closed_digest(self, treatment: int) -> str:
        """The digest of the proposal as drafted, which says nothing of it."""
        part = self._part(treatment)
        return part.sha256 if part else BY_HAND

    def _part(self, treatment: int) -> TreatmentPart | None:
        place = self.places.get(treatment)
        return treatment_part(self.lists, self.case.number, place) if place else None

    def drafted_since(self, treatment: int) -> bool:
        """Whether the case file was drafted again after the finding, which cites its pages."""
        found, drafted = self.work.findings.get(treatment), self.lists.drafted_at(self.case.number)
        if found is None or drafted is None or not PAGE_MARK.search(found.rationale):
            return False
        return drafted > self.work.found_at[treatment]

    def shelf(self, treatment: int) -> Shelf:
        """What a finding on the treatment may cite."""
        tab, asked, opened = self.tab(treatment), self.asked(treatment), self.opened(treatment)
        judged_on = opened.proposed.judged_on if opened else None
        return shelf_for(
            self.documents,
            self.ports.pack(),
            tab.treatment.text,
            asked.topic if asked else None,
            judged_on or self.governing_day,
        )

    def fingerprint(self, file: str) -> str:
        """The SHA-256 of a paper of the case; BadInput when it is not in the index."""
        return self.ports.papers.fingerprint(self.case.number, file)

    @property
    def governing_day(self) -> dt.date:
        """The day whose editions govern, by the record: of the request, else of the decision."""
        decision = self.case.decision
        return decision.asked or decision.decided or pacific_day(self.case.received)

    def text_place(self, treatment: int) -> TextPlace:
        """Where the reviewer's own text on a treatment, or ``SUMMARY``, is kept."""
        return TextPlace(
            case=self.case.number,
            seat=self.seat.number,
            reviewer=self.seat.reviewer,
            treatment=treatment,
        )


def sit_down(
    ports: DeskPorts, account: Account, number: str, looked: Looked = Looked.DESK
) -> Seated:
    """Open a case on the desk of who sits in it; the look is noted.

    Raises:
        Refused: rule "case-is-not-yours" for everybody else; whether there is such a case is not
            told.
    """
    opened = seen_by(account).open(ports.office, number, looked)
    seat = seat_of_reviewer(opened.whole, account.actor.id)
    if seat is None:
        raise Refused(
            "The desk is for the reviewers who sit in the case.",
            rule="case-is-not-yours",
            remedy="Check the case number.",
        )
    return Seated(ports=ports, entry=opened, seat=seat)

"""The cases in quality review, by their clocks, each with why it wants a look."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass

from openimr.case.evolve import case_of
from openimr.case.model import State
from openimr.case.record import RecordedEvent
from openimr.determination.checks.model import Severity
from openimr.vocabulary.errors import BadInput, Refused
from openimr.workflow.before_signing import Signing, before_signing
from openimr.workflow.desk_parts_listed import KeptDrafts, drafted_letter
from openimr.workflow.lettering import letter_in_review
from openimr.workflow.office import Office
from openimr.workflow.quality_room import FLAGS
from openimr.workflow.store import CaseMark, CaseQuery, CaseRow

MOST = 25
"""Cases on one page: each is read, and its letter is checked."""


@dataclass(frozen=True)
class Waiting:
    """A case in quality review.

    Attributes:
        row: as lists have it.
        treatments: in dispute.
        drawn: how many of them are decided twice.
        blind: how many whoever looks has still to decide blind.
        flags: findings of the checks by how grave they are; empty while anything is blind.
        in_the_way: there is no letter yet that could be checked.
    """

    row: CaseRow
    treatments: int
    drawn: int
    blind: int
    flags: Counter[Severity]
    in_the_way: str = ""

    @property
    def found(self) -> tuple[tuple[Severity, int], ...]:
        """How many findings there are of each severity, the gravest first."""
        return tuple((one, self.flags[one]) for one in Severity if self.flags[one])

    @property
    def flagged(self) -> bool:
        """Whether the letter is looked at in any case."""
        return any(self.flags[one] for one in FLAGS)


@dataclass(frozen=True)
class WaitingPage:
    """One page of the list; ``next`` asks for the following one."""

    rows: tuple[Waiting, ...]
    next: CaseMark | None


def waiting(
    office: Office, drafts: KeptDrafts, on: dt.date, after: CaseMark | None = None
) -> WaitingPage:
    """The cases in quality review, the most urgent first; the look at the list is noted.

    Args:
        office: of whoever looks.
        drafts: of the cases.
        on: the day (Pacific).
        after: the ``next`` of the page before.
    """
    query = CaseQuery(state=State.IN_QUALITY_REVIEW.value, after=after, limit=MOST)
    page = office.cases(query)
    return WaitingPage(tuple(_waiting(office, drafts, one, on) for one in page.rows), page.next)


def to_sign(office: Office) -> tuple[CaseRow, ...]:
    """Cases whose letter waits for a signature, the most urgent first.

    A signed one waits to be issued, which is another's work.
    """
    rows = office.cases(CaseQuery(state=State.DECIDED.value, limit=MOST)).rows
    return tuple(one for one in rows if case_of(office.store.load(one.case)).signature is None)


def _waiting(office: Office, drafts: KeptDrafts, row: CaseRow, on: dt.date) -> Waiting:
    recorded = office.store.load(row.case)
    case = case_of(recorded)
    blind = office.sample.hidden_from(case, office.reader)
    flags, in_the_way = (Counter[Severity](), "") if blind else _flags(drafts, recorded, on)
    return Waiting(
        row=row,
        treatments=len(case.disputed),
        drawn=len(office.sample.drawn(case)),
        blind=len(blind),
        flags=flags,
        in_the_way=in_the_way,
    )


def _flags(
    drafts: KeptDrafts, recorded: tuple[RecordedEvent, ...], on: dt.date
) -> tuple[Counter[Severity], str]:
    """What the checks find on the letter itself; the case's page looks at the draft as well."""
    case = case_of(recorded)
    try:
        letter = letter_in_review(recorded, drafted_letter(drafts, case.number), on)
    except Refused as refused:
        return Counter(), refused.reason
    except BadInput:
        return Counter(), "Nothing was drafted."
    numbers = tuple(one.number for one in case.disputed)
    found = before_signing(Signing(letter=letter, numbers=numbers))
    return Counter(one.severity for one in found), ""

"""What whoever filed an application is told of it: received, screened, and what is due next."""

from __future__ import annotations

import datetime as dt

from openimr.case.deadlines import Deadline, deadlines
from openimr.case.events.event import Lack, Receipt
from openimr.case.evolve import case_of
from openimr.case.model import State
from openimr.law.calendar import pacific_day
from openimr.vocabulary.value import Value
from openimr.workflow.accesses import Looked
from openimr.workflow.filing_cure import awaited, clocks_of_cure, told_to_filer
from openimr.workflow.office import Office

RECEIPT = Looked.CASE
"""As what a look at a receipt is noted."""


class FiledReceipt(Value, frozen=True, kw_only=True):
    """An application that was filed.

    Attributes:
        number: the case number.
        received: when it came.
        day: the day that counts, in California.
        state: what was found.
        lacks: what keeps it back, with what to do.
        awaited: those of them for which the filer may send papers now.
        cure_by: until when what is lacking may be sent.
        papers: what came.
        due: what is due in the case now, the earliest first.
        cure: the clocks of what is missing, with every reading of the law.
    """

    number: str
    received: dt.datetime
    day: dt.date
    state: State
    lacks: tuple[Lack, ...]
    awaited: tuple[Lack, ...]
    cure_by: dt.date | None
    papers: tuple[Receipt, ...]
    due: tuple[Deadline, ...]
    cure: tuple[Deadline, ...]

    @property
    def goes_on(self) -> bool:
        """Whether the review goes on as things stand."""
        return self.state not in (State.INELIGIBLE, State.DUPLICATE)


def receipt_of(office: Office, number: str) -> FiledReceipt:
    """The receipt of a case, as it stands now.

    Raises:
        BadInput: as ``Office.record_of``.
    """
    recorded = office.record_of(number, RECEIPT)
    case = case_of(recorded)
    found = deadlines(recorded, office.law, office.now())
    return FiledReceipt(
        number=case.number,
        received=case.received,
        day=pacific_day(case.received),
        state=case.state,
        lacks=told_to_filer(case),
        awaited=awaited(case),
        cure_by=case.cure_by,
        papers=case.papers,
        due=tuple(one for one in found if one.running),
        cure=clocks_of_cure(found, recorded),
    )

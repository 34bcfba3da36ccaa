"""Events from the notice of assignment to complete records (8 CCR 9792.10.4, 9792.10.5)."""

from __future__ import annotations

import datetime as dt

from openimr.case.events.event import Delivery, Event, PartyRole, Receipt
from openimr.vocabulary.value import Value, require


class Sent(Value, frozen=True, kw_only=True):
    """A paper sent to one party: to whom, how, and when."""

    to: PartyRole
    by: Delivery
    at: dt.datetime

    def __post_init__(self) -> None:
        require(self.at.tzinfo is not None, "a time has its zone")


class NoticeOfAssignmentSent(Event, frozen=True, kw_only=True):
    """The notice of assignment and request for information (NOARFI) went to the parties."""

    sent: tuple[Sent, ...]
    sha256: str


class RecordsRequested(Event, frozen=True, kw_only=True):
    """More records were asked of one party; every party gets copies of the answer."""

    of: PartyRole
    what: str
    by: Delivery


class RecordsReceived(Event, frozen=True, kw_only=True):
    """Records came in.

    Attributes:
        beyond_ur: whether they hold more than the utilization review decision; a
            determination never rests on that alone (8 CCR 9792.10.6(b)(2)).
        list_sent: whether the sender's list went to the employee or attorney.
        late: whether they came after the limit, as it was computed on that day.
    """

    receipt: Receipt
    beyond_ur: bool
    list_sent: bool = False
    late: bool = False


class RecordsFoundLater(Event, frozen=True, kw_only=True):
    """Newly found records came in after the records were closed; the review sees them too."""

    receipt: Receipt
    beyond_ur: bool


class RecordsClosed(Event, frozen=True, kw_only=True):
    """The case file is complete, or the time for records is over; the decision clock starts.

    Attributes:
        complete: every document of the rule came; False when the review goes on without.
        missing: what did not come, by the rule's words.
    """

    complete: bool
    missing: tuple[str, ...] = ()

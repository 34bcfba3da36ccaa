"""Commands from the notice of assignment to complete records."""

from __future__ import annotations

from openimr.case.commands.command import Command
from openimr.case.events.event import Delivery, PartyRole, Receipt, require_sha256
from openimr.case.events.records import Sent
from openimr.vocabulary.value import require


class SendNoticeOfAssignment(Command, frozen=True, kw_only=True):
    """Send the notice of assignment and request for information (NOARFI)."""

    sent: tuple[Sent, ...]
    sha256: str

    def __post_init__(self) -> None:
        require_sha256(self.sha256, "a notice is named by its SHA-256")


class RequestRecords(Command, frozen=True, kw_only=True):
    """Ask one party for more records."""

    of: PartyRole
    what: str
    by: Delivery

    def __post_init__(self) -> None:
        require(bool(self.what.strip()), "a request says what is asked for")


class ReceiveRecords(Command, frozen=True, kw_only=True):
    """Take in records.

    Attributes:
        beyond_ur: whether they hold more than the utilization review decision.
        list_sent: whether the sender's list went to the employee or attorney.
    """

    receipt: Receipt
    beyond_ur: bool
    list_sent: bool = False


class CloseRecords(Command, frozen=True, kw_only=True):
    """Call the case file complete, or go on without what is named missing."""

    missing: tuple[str, ...] = ()

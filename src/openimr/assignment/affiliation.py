"""A reviewer's ties to persons and organizations, as the panel's file keeps them.

What a tie means for a case is decided in ``conflicts`` by the kinds and thresholds of Labor
Code 139.5; here stands only what the reviewer told or the office found out.
"""

from __future__ import annotations

import datetime as dt
import enum
from decimal import Decimal

from openimr.vocabulary.printable import printable
from openimr.vocabulary.value import Value, require, settle


class Tie(enum.Enum):
    """How a reviewer and a person or organization hang together."""

    SPOUSE = "spouse"
    CHILD = "child"
    PARENT = "parent"
    SIBLING = "sibling"
    SPOUSES_PARENT = "spouse's parent"
    CHILDS_SPOUSE = "child's spouse"
    OTHER_RELATIVE = "other relative"
    PHYSICIAN_PATIENT = "physician-patient"
    PARTNERSHIP = "partnership"
    EMPLOYMENT = "employment"
    SHAREHOLDING = "shareholding"
    CONTRACT = "contract"
    STAFF_PRIVILEGES = "staff privileges"
    FINANCIAL_INTEREST = "financial interest"


class Affiliation(Value, frozen=True, kw_only=True):
    """One tie of a reviewer.

    Attributes:
        party: name of the person or organization at the other end.
        tie: how they hang together.
        income_percent: share that it makes of the annual revenue or income of one of the two,
            the larger share of both, 0 to 100; None while nobody knows.
        ended: its last day; None while it lasts.
        academic_center: the party is an academic medical center.
    """

    party: str
    tie: Tie
    income_percent: Decimal | None = None
    ended: dt.date | None = None
    academic_center: bool = False

    def __post_init__(self) -> None:
        settle(self, party=printable(self.party, "party"))
        require(bool(self.party), "an affiliation names the party")
        share = self.income_percent
        if share is not None:
            require(
                share.is_finite() and 0 <= share <= 100, "a share of income is 0 to 100 percent"
            )
            settle(self, income_percent=abs(share))

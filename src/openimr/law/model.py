"""The law of a programme as frozen values: every one dated, cited, and marked how it is known."""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Literal, TypeVar

from openimr.law.triggers import Trigger
from openimr.law.value import DecidedBy, DecidingDates, Evidence, LawValue
from openimr.vocabulary.actor import Role
from openimr.vocabulary.errors import BadInput
from openimr.vocabulary.filing import Delivery, PartyRole, Priority
from openimr.vocabulary.spans_of_time import Amount, CalendarDays
from openimr.vocabulary.value import Value, require

__all__ = [
    "Circumstances",
    "Count",
    "DeadlineRule",
    "DecidedBy",
    "DecidingDates",
    "DeemedReceipt",
    "EligibilityRule",
    "Evidence",
    "FeeRule",
    "FilingRight",
    "HolidayOverride",
    "HolidayRule",
    "Law",
    "LawValue",
    "MailRule",
    "PenaltyRule",
    "RequiredPart",
    "ReviewerRule",
    "Screen",
    "WorkingDayReading",
]


class Count(Value, frozen=True, kw_only=True):
    """One way in which an authority counts a deadline.

    Attributes:
        reading: whose reading it is ("regulation", "statute"); empty where all agree.
        amount: how long.
        by: only for papers that travelled so; empty for every way.
        mail_days: further days for mail, fax and electronic service are added (8 CCR 10605).
        citation: of this reading.
        evidence: how this reading is known.
        source: where it was seen.
        note: what speaks for or against it.
    """

    amount: Amount
    citation: str
    evidence: Evidence
    reading: str = ""
    by: tuple[Delivery, ...] = ()
    mail_days: bool = False
    source: str = ""
    note: str = ""

    def __post_init__(self) -> None:
        require(bool(self.citation.strip()), "a count has a citation")
        counted = not self.mail_days or isinstance(self.amount, CalendarDays)
        require(counted, "days for mail are added to calendar days only")


class DeadlineRule(LawValue, frozen=True, kw_only=True):
    """Something that must be done within a time after a trigger.

    Attributes:
        after: what starts the clock.
        party: the party that must act, or None.
        role: who in the review organization must act, or None.
        others: who must act, in words, where it is neither one party nor a role.
        counts: the readings; where they disagree all are computed and the earliest wins.
        decisive: whether the law attaches a loss of right to the date; a directory date
            (*California Highway Patrol v. WCAB (Margaris)*, 2016) never undoes what came late.
        right: somebody may act but need not; without it, somebody must.
        priority, formulary, given: only for such reviews and treatments; None for all.
    """

    after: Trigger
    counts: tuple[Count, ...]
    decisive: bool
    party: PartyRole | None = None
    role: Role | None = None
    others: str = ""
    right: bool = False
    priority: Priority | None = None
    formulary: bool | None = None
    given: bool | None = None

    def __post_init__(self) -> None:
        super().__post_init__()
        named = sum(bool(one) for one in (self.party, self.role, self.others))
        require(named == 1, "who must act is one of party, role and others")
        require(bool(self.counts), "a deadline counts something")

    @property
    def who(self) -> str:
        """Who must act, in words."""
        one = self.party or self.role
        return one.value if one else self.others


class Circumstances(Value, frozen=True, kw_only=True):
    """What is known of a review; a rule that asks for what is unknown (None) applies."""

    priority: Priority | None = None
    formulary: bool | None = None
    given: bool | None = None

    def admit(self, rule: DeadlineRule) -> bool:
        """Whether a rule applies under these circumstances."""
        asked = (rule.priority, rule.formulary, rule.given)
        known = (self.priority, self.formulary, self.given)
        return all(a is None or k is None or a == k for a, k in zip(asked, known, strict=True))


class Screen(enum.Enum):
    """What an eligibility rule leads to (8 CCR 9792.10.3)."""

    INELIGIBLE = "ineligible"
    INCOMPLETE = "incomplete"
    DEFERRED = "deferred"
    DUPLICATE = "duplicate"
    PERSON = "a person decides"


class EligibilityRule(LawValue, frozen=True, kw_only=True):
    """A reason why an application does not simply go on, and how to cure it."""

    leads_to: Screen
    reason: str
    remedy: str = ""


class FeeRule(LawValue, frozen=True, kw_only=True):
    """What the claims administrator pays for one review, in dollars.

    Attributes:
        dollars: the fee; None where the amount was not seen.
        priority: None for both.
        pharmacy_only: only medications are disputed; None for both.
        reviewers: number of reviewers; None for any.
        physician: the reviewer is an MD or DO; None for any.
        ended: "before" or "after" it reached a reviewer, for a review that ended early; else empty.
    """

    dollars: int | None
    priority: Priority | None = None
    pharmacy_only: bool | None = None
    reviewers: int | None = None
    physician: bool | None = None
    ended: Literal["", "before", "after"] = ""


class PenaltyRule(LawValue, frozen=True, kw_only=True):
    """An administrative penalty.

    Attributes:
        dollars: the amount; None where it was not seen.
        per_day: for each day.
        cap: the most that the days come to; None for no end that is known.
        late: ids of the deadlines whose lateness it punishes.
    """

    dollars: int | None
    per_day: bool = False
    cap: int | None = None
    late: tuple[str, ...] = ()

    def for_days(self, days: int) -> int | None:
        """What so many days of delay come to; None where no amount was seen."""
        if self.dollars is None:
            return None
        amount = self.dollars * days if self.per_day else self.dollars
        return amount if self.cap is None else min(amount, self.cap)


class RequiredPart(LawValue, frozen=True, kw_only=True):
    """Something that a Final Determination must contain."""

    part: str


class FilingRight(LawValue, frozen=True, kw_only=True):
    """Whether a party may file the application (8 CCR 9792.10.1(b)(2)), and when."""

    party: PartyRole
    may_file: bool
    condition: str = ""


class ReviewerRule(LawValue, frozen=True, kw_only=True):
    """What is asked of a reviewer, or makes a tie to a party material (Labor Code 139.5).

    Attributes:
        amount: the threshold, where there is one.
        unit: of what: "years", "hours a week", "percent" of annual income, "days".
    """

    amount: Decimal | None = None
    unit: str = ""

    def __post_init__(self) -> None:
        super().__post_init__()
        require((self.amount is None) == (not self.unit), "an amount has a unit")
        require(self.amount is None or self.amount > 0, "an amount is more than nothing")


class MailRule(LawValue, frozen=True, kw_only=True):
    """Calendar days added to a limit for a paper that was not handed over in person."""

    days: int
    place: Literal["California", "elsewhere in the US", "abroad"]
    by: tuple[Delivery, ...]


class HolidayRule(LawValue, frozen=True, kw_only=True):
    """A holiday of the state's list, by the name that the holiday library gives it.

    Attributes:
        called: names in the library, any of them.
        saturday: where it goes from a Saturday: "stays" or "friday".
        sunday: where it goes from a Sunday: "stays" or "monday".
    """

    called: tuple[str, ...]
    saturday: Literal["stays", "friday"] = "stays"
    sunday: Literal["stays", "monday"] = "monday"


class WorkingDayReading(LawValue, frozen=True, kw_only=True):
    """How one authority reads "working days": like business days but for some days that count.

    Attributes:
        open_on: ids of the holidays that count as working days all the same.
        saturdays: whether Saturdays count.
    """

    open_on: tuple[str, ...] = ()
    saturdays: bool = False


class DeemedReceipt(LawValue, frozen=True, kw_only=True):
    """A paper counts as received at another time than it arrived.

    Attributes:
        after: the trigger that it moves.
        by: papers that travelled so.
        later_than: Pacific time of day from which it counts for the next business day.
        days: calendar days after it was sent.
        priority: only for such reviews; None for all.
    """

    after: Trigger
    by: tuple[Delivery, ...]
    later_than: dt.time | None = None
    days: int | None = None
    priority: Priority | None = None

    def __post_init__(self) -> None:
        super().__post_init__()
        given = (self.later_than is None) != (self.days is None)
        require(given, "it moves by a time of day or by days, one of the two")


class HolidayOverride(LawValue, frozen=True, kw_only=True):
    """One day that offices are closed, or open, other than the list says."""

    day: dt.date
    closed: bool


V = TypeVar("V", bound=LawValue)


class Law(Value, frozen=True, kw_only=True):
    """Everything that a programme's law says, as loaded; frozen for the life of the program."""

    deadlines: tuple[DeadlineRule, ...]
    eligibility: tuple[EligibilityRule, ...] = ()
    fees: tuple[FeeRule, ...] = ()
    penalties: tuple[PenaltyRule, ...] = ()
    required_parts: tuple[RequiredPart, ...] = ()
    filing_rights: tuple[FilingRight, ...] = ()
    reviewers: tuple[ReviewerRule, ...] = ()
    mail: tuple[MailRule, ...] = ()
    receipts: tuple[DeemedReceipt, ...] = ()
    holidays: tuple[HolidayRule, ...] = ()
    overrides: tuple[HolidayOverride, ...] = ()
    working_days: tuple[WorkingDayReading, ...] = ()
    counting: tuple[LawValue, ...] = ()

    def values(self) -> Iterator[LawValue]:
        """Every value of every kind."""
        for field in self.__struct_fields__:
            yield from getattr(self, field)

    def value(self, id: str, on: dt.date | DecidingDates) -> LawValue:
        """The value of this id that governs on a deciding date.

        Raises:
            BadInput: when no such value is known, or none governs then.
        """
        return _in_force(tuple(self.values()), id, on)

    def deadline_rule(self, id: str, on: dt.date | DecidingDates) -> DeadlineRule:
        """The deadline of this id that governs on a deciding date; raises as `value`."""
        return _in_force(self.deadlines, id, on)

    def reviewer_rule(self, id: str, on: dt.date) -> ReviewerRule:
        """The rule about reviewers of this id that governs on a day; raises as `value`."""
        return _in_force(self.reviewers, id, on)

    def rules_after(
        self, trigger: Trigger, on: dt.date | DecidingDates, known: Circumstances | None = None
    ) -> tuple[DeadlineRule, ...]:
        """The deadlines that a trigger starts, for a deciding date and what is known."""
        known = known or Circumstances()
        after = (rule for rule in self.deadlines if rule.after is trigger and rule.governs(on))
        return tuple(rule for rule in after if known.admit(rule))


def _in_force(values: Sequence[V], id: str, on: dt.date | DecidingDates) -> V:
    called = [value for value in values if value.id == id]
    for value in called:
        if value.governs(on):
            return value
    day = on.of(called[0].decided_by) if called and isinstance(on, DecidingDates) else on
    found = f"not in force on {day}" if called else "no value of the law is called so"
    raise BadInput(f"law value '{id}'", found, "Look it up with `openimr law list`")

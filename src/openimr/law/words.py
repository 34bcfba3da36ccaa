"""What a value of the law says, in words, for screens of every kind."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

import msgspec

from openimr.law.model import (
    Count,
    DeadlineRule,
    DeemedReceipt,
    EligibilityRule,
    Evidence,
    FeeRule,
    FilingRight,
    HolidayOverride,
    HolidayRule,
    LawValue,
    MailRule,
    PenaltyRule,
    RequiredPart,
    ReviewerRule,
    WorkingDayReading,
)
from openimr.vocabulary.spans_of_time import in_words

KINDS: Mapping[str, str] = MappingProxyType(
    {
        "deadlines": "Deadlines",
        "eligibility": "Eligibility",
        "filing_rights": "Who may file",
        "reviewers": "Reviewers",
        "required_parts": "What a determination contains",
        "fees": "Fees",
        "penalties": "Penalties",
        "counting": "Counting days",
        "receipts": "Receipt",
        "mail": "Days for mail",
        "holidays": "Holidays",
        "overrides": "Single days",
        "working_days": "Working days",
    }
)
"""The lists of the law in the order of a case, with their headings."""

KNOWN: Mapping[Evidence, str] = MappingProxyType(
    {
        Evidence.SEEN: "text seen",
        Evidence.OBSERVED: "observed in determinations",
        Evidence.UNVERIFIED: "not verified",
        Evidence.HOUSE: "own rule",
    }
)
"""How a value is known."""


def said(value: LawValue) -> str:
    """What a value says beyond its name; empty where the name says it all."""
    match value:
        case DeadlineRule():
            return "; ".join(dict.fromkeys(map(_counted, value.counts)))
        case EligibilityRule():
            return f"{value.leads_to.value}: {value.reason}"
        case FeeRule():
            return dollars(value.dollars)
        case PenaltyRule():
            return _penalty(value)
        case RequiredPart():
            return value.part
        case _:
            return _of_people(value) or _of_days(value)


def dollars(amount: int | None) -> str:
    """An amount of money; one that was not seen is said to be so."""
    return "amount not seen" if amount is None else f"${amount:,}"


def period(value: LawValue) -> str:
    """When a value governs, in words."""
    first, last = value.effective_from, value.effective_until
    since = f"from {first:%m/%d/%Y}" if first else ""
    until = f"until {last:%m/%d/%Y}" if last else ""
    return " ".join(part for part in (since, until) if part) or "always"


def _of_people(value: LawValue) -> str:
    """What a rule about reviewers or a filing right says."""
    if isinstance(value, ReviewerRule) and value.amount is not None:
        return f"{value.name}: {value.amount} {value.unit}"
    if not isinstance(value, FilingRight):
        return ""
    may = "may file" if value.may_file else "may not file"
    return f"{may}; {value.condition}" if value.condition else may


def _of_days(value: LawValue) -> str:
    """What a value of the calendar says."""
    match value:
        case MailRule():
            return f"{value.days} calendar days more"
        case DeemedReceipt():
            moved = f"{value.days} calendar days after it was sent"
            return "counts for the next business day" if value.later_than else f"counts {moved}"
        case HolidayRule():
            return _moves(value)
        case HolidayOverride():
            return f"{value.day:%m/%d/%Y} {'closed' if value.closed else 'open'}"
        case WorkingDayReading():
            return value.name
        case _:
            return ""


def _moves(holiday: HolidayRule) -> str:
    """Where a holiday goes from a weekend."""
    moves = ["a Saturday to Friday"] if holiday.saturday == "friday" else []
    moves += ["a Sunday to Monday"] if holiday.sunday == "monday" else []
    return f"{holiday.name}; from {', from '.join(moves)}" if moves else holiday.name


def _counted(count: Count) -> str:
    by = " or ".join(one.how for one in count.by)
    mail = "and days for mail" if count.mail_days else ""
    reading = f"({count.reading})" if count.reading else ""
    return " ".join(part for part in (in_words(count.amount), by, mail, reading) if part)


def _penalty(penalty: PenaltyRule) -> str:
    each = " a day" if penalty.per_day else ""
    cap = f", at most {dollars(penalty.cap)}" if penalty.cap else ""
    return f"{dollars(penalty.dollars)}{each}{cap}"


def rows_of(value: LawValue) -> Iterator[tuple[str, str]]:
    """What there is to say of a value, each with its heading; nothing is left empty."""
    yield from ((heading, told) for heading, told in _rows(value) if told)


def _rows(value: LawValue) -> Iterator[tuple[str, str]]:
    if isinstance(value, DeadlineRule):
        yield "after", f"{value.after.says} ({value.after.value})"
        yield f"who {'may' if value.right else 'must'} act", value.who
        yield "decisive", "yes" if value.decisive else "no, directory: late still counts"
        for count in value.counts:
            yield "counts", _count(value, count)
    else:
        yield "says", said(value)
    yield "citation", value.citation
    source = f": {value.source}" if value.source else ""
    yield "known", f"{KNOWN[value.evidence]}{source}"
    yield "in force", f"{period(value)}, by {value.decided_by.value}"
    yield "note", value.note


def _count(rule: DeadlineRule, count: Count) -> str:
    """One way of counting, with its own citation and evidence."""
    one = msgspec.structs.replace(rule, counts=(count,))
    note = f" {count.note}" if count.note else ""
    return f"{said(one)}; {count.citation} ({KNOWN[count.evidence]}).{note}"

"""Do the dates of the letter fit each other?

Rules: ``header-date-order``, ``header-text-date``, ``date-before-injury``,
``date-after-decision``, ``date-order``, ``impossible-date``, ``duration-impossible``.
"""

from __future__ import annotations

import datetime as dt
import itertools
import re
from collections.abc import Iterator

from openimr.determination.checks.date_contexts import (
    FORMER,
    PLANNED,
    SOURCE_DATE,
    DatedWords,
    birth_related,
    dated_words,
    impossible_dates,
    stated_durations,
)
from openimr.determination.checks.letter import Letter
from openimr.determination.checks.model import CheckFinding, Quote, Severity
from openimr.determination.checks.treatments import find_treatments

_HEADER_ORDER = (
    ("date_of_injury", "date of injury"),
    ("ur_denial_date", "UR denial date"),
    ("application_received", "date the application was received"),
    ("date_assigned", "date of assignment"),
    ("decision_date", "date of decision"),
)
_CUMULATIVE = re.compile(r"cumulative|repetitive|continuous\s+trauma|\bCT\s+injur", re.IGNORECASE)


def check(letter: Letter) -> Iterator[CheckFinding]:
    """Hold the dates of the header and of the text against each other."""
    words = [
        *((None, word) for word in dated_words(letter.summary)),
        *((issue.number, word) for issue in letter.issues for word in dated_words(issue.rationale)),
    ]
    yield from _header_order(letter)
    yield from _header_against_text(letter, words)
    yield from _before_injury(letter, words)
    yield from _after_decision(letter, words)
    yield from _request_after_denial(letter, words)
    yield from _impossible(letter)
    yield from _durations(letter)


def _header_order(letter: Letter) -> Iterator[CheckFinding]:
    days = [
        (field, name, day)
        for field, name in _HEADER_ORDER
        if (day := getattr(letter.determination, field)) is not None
    ]
    for (field, name, day), (later_field, later_name, later) in itertools.pairwise(days):
        if later < day:
            yield CheckFinding(
                rule="header-date-order",
                severity=Severity.HIGH,
                issue=None,
                message=f"In the header the {later_name} lies before the {name}.",
                remedy="Correct the header from the application and the UR decision.",
                places=(letter.date_quote(later_field, later), letter.date_quote(field, day)),
            )


def _header_against_text(
    letter: Letter, words: list[tuple[int | None, DatedWords]]
) -> Iterator[CheckFinding]:
    for field, kind, name in (
        ("date_of_injury", "injury", "date of injury"),
        ("ur_denial_date", "denial", "date of the UR decision"),
        ("application_received", "application", "date the application was received"),
    ):
        header: dt.date | None = getattr(letter.determination, field)
        told = [(issue, word) for issue, word in words if word.kind == kind]
        if header is None or not told:
            continue
        wrong = [(issue, word) for issue, word in told if word.day != header]
        if not wrong or (kind != "injury" and len(wrong) < len(told)):
            continue
        issue, word = wrong[0]
        yield CheckFinding(
            rule="header-text-date",
            severity=Severity.MEDIUM,
            issue=issue,
            message=f"The {name} in the text is not the one in the header.",
            remedy="Correct whichever is wrong, from the paper it was taken from.",
            places=(word.quote(), letter.date_quote(field, header)),
        )


def _before_injury(
    letter: Letter, words: list[tuple[int | None, DatedWords]]
) -> Iterator[CheckFinding]:
    injury = letter.determination.date_of_injury
    if injury is None:
        return
    early = [
        (issue, word)
        for issue, word in words
        if word.day < injury and word.kind != "injury" and not _older_on_purpose(word)
    ]
    if not early:
        return
    gradual = _CUMULATIVE.search(letter.summary.text) is not None
    issue, word = early[0]
    count = len({word.day for _, word in early})
    yield CheckFinding(
        rule="date-before-injury",
        severity=Severity.LOW if gradual else Severity.MEDIUM,
        issue=issue,
        message=(
            "An event is dated before the date of injury."
            if count == 1
            else f"{count} events are dated before the date of injury."
        ),
        remedy="Check the dates in the record; say so where an older condition is meant.",
        places=(
            word.quote(),
            letter.date_quote("date_of_injury", injury),
            *(other.quote() for _, other in early[1:6]),
        ),
    )


def _older_on_purpose(word: DatedWords) -> bool:
    """Whether a date rightly lies before the injury: of birth, of the past, of a publication."""
    return birth_related(word) or any(
        pattern.search(word.around) for pattern in (FORMER, SOURCE_DATE, _CUMULATIVE)
    )


def _after_decision(
    letter: Letter, words: list[tuple[int | None, DatedWords]]
) -> Iterator[CheckFinding]:
    decision = letter.determination.decision_date
    if decision is None:
        return
    for issue, word in words:
        if word.day > decision and not PLANNED.search(word.around):
            yield CheckFinding(
                rule="date-after-decision",
                severity=Severity.HIGH if (word.day - decision).days > 31 else Severity.MEDIUM,
                issue=issue,
                message="An event is dated after the day of the decision.",
                remedy="Correct the date from the record.",
                places=(word.quote(), letter.date_quote("decision_date", decision)),
            )
            return


def _request_after_denial(
    letter: Letter, words: list[tuple[int | None, DatedWords]]
) -> Iterator[CheckFinding]:
    """A request for authorization dated after the decision on it."""
    families = frozenset(family for issue in letter.issues for family in issue.families)
    asked = [
        (issue, word)
        for issue, word in words
        if word.kind == "request" and _for_one_of(families, word.around)
    ]
    denied = [word for _, word in words if word.kind == "denial"]
    header = letter.determination.ur_denial_date
    days = [word.day for word in denied] + ([header] if header else [])
    if not asked or not days or any(word.day <= max(days) for _, word in asked):
        return
    issue, word = asked[0]
    against: Quote = denied[0].quote() if denied else letter.date_quote("ur_denial_date", max(days))
    yield CheckFinding(
        rule="date-order",
        severity=Severity.MEDIUM,
        issue=issue,
        message="The request for authorization is dated after the UR decision on it.",
        remedy="Check both dates; a later request needs its own UR decision.",
        places=(word.quote(), against),
    )


def _for_one_of(families: frozenset[str], words: str) -> bool:
    """Whether a request, as far as the words tell, is for one of the disputed treatments."""
    named = find_treatments(words)
    return not named or not families or any(mention.family in families for mention in named)


def _impossible(letter: Letter) -> Iterator[CheckFinding]:
    decision = letter.determination.decision_date
    passages = [(None, letter.summary), *((i.number, i.rationale) for i in letter.issues)]
    for issue, passage in passages:
        for start, end, why in impossible_dates(passage, decision):
            yield CheckFinding(
                rule="impossible-date",
                severity=Severity.MEDIUM,
                issue=issue,
                message=f"A date is impossible: {why}.",
                remedy="Correct the date from the record.",
                places=(passage.quote(start, end),),
            )


def _durations(letter: Letter) -> Iterator[CheckFinding]:
    """Symptoms that are said to last longer than the time since the injury."""
    d = letter.determination
    if d.date_of_injury is None or d.decision_date is None:
        return
    span = (d.decision_date - d.date_of_injury).days
    for duration in stated_durations(letter.summary):
        if duration.days > span * 1.25 + 14:
            yield CheckFinding(
                rule="duration-impossible",
                severity=Severity.LOW
                if _CUMULATIVE.search(letter.summary.text)
                else Severity.MEDIUM,
                issue=None,
                message="Symptoms are said to last longer than the time since the injury.",
                remedy="Check the duration in the record, or say that it began before the injury.",
                places=(
                    letter.summary.quote(duration.start, duration.end),
                    letter.date_quote("date_of_injury", d.date_of_injury),
                ),
            )
            return

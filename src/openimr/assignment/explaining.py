"""Why a reviewer may not have a case, why another was chosen, why nobody could be."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from openimr.assignment.candidates import Candidate, CaseToAssign
from openimr.assignment.eligibility import (
    BLOCKED,
    Choosing,
    Offers,
    days_needed,
    days_there,
    last_day,
)
from openimr.assignment.specialty import Fit, SpecialtyTable
from openimr.vocabulary.value import Value

MORE_REVIEWERS = "8 CCR 9792.10.6(c)"


class LeftOver(Value, frozen=True, kw_only=True):
    """A case without a reviewer: the rule that binds, the reason, and what can be done."""

    case: str
    rule: str
    reason: str
    remedy: str


def reasons_against_case(choosing: Choosing, offers: Offers, row: int) -> dict[str, list[str]]:
    """Who may not have a case, by identifier, each with every reason."""
    case = choosing.cases[row]
    barred: dict[str, list[str]] = {}
    for pair in choosing.barred:
        if pair.case == case.case:
            barred.setdefault(pair.reviewer, []).append(pair.reason)
    lacking: dict[tuple[str, ...], list[str]] = {}
    found = {}
    for column in np.flatnonzero(offers.points[row] >= BLOCKED).tolist():
        one = choosing.candidates[column]
        held = tuple(specialty.id for specialty in one.specialties)
        if held not in lacking:
            lacking[held] = _unqualified(choosing, case, one)
        found[one.reviewer] = [
            *one.against,
            *_full(offers, column, one),
            *lacking[held],
            *_not_there(choosing, case, one),
            *barred.get(one.reviewer, ()),
            *_over_share(choosing, offers, row, column),
        ]
    return found


def qualified_for(choosing: Choosing, case: CaseToAssign, one: Candidate) -> list[tuple[int, str]]:
    """For each treatment why the specialty fits; "" where it does not."""
    return qualifications(choosing.table, case, one)


def qualifications(
    table: SpecialtyTable, case: CaseToAssign, one: Candidate
) -> list[tuple[int, str]]:
    """As ``qualified_for``, without a choice."""
    return [(number, _fit_in_words(table, fields, one)) for number, fields in case.treatments]


def why_left(choosing: Choosing, offers: Offers, row: int) -> LeftOver:
    """The first rule, in the order of the law, that nobody on the panel passes."""
    case = choosing.cases[row]
    rule, reason, remedy = next(_binding(choosing, offers, row))
    return LeftOver(case=case.case, rule=rule, reason=reason, remedy=remedy)


def _binding(choosing: Choosing, offers: Offers, row: int) -> Iterator[tuple[str, str, str]]:
    case = choosing.cases[row]
    if case.unplaced:
        listed = ", ".join(map(str, case.unplaced))
        yield (
            "field-unknown",
            f"nobody has said which field treatment {listed} belongs to",
            "Name the field of each treatment",
        )
    fits = offers.fits[offers.kind[row]]
    if not fits.any():
        yield _nobody_fits(choosing, case)
    who = _who(choosing, case, fits)
    good = fits & offers.good
    if not good.any():
        yield (
            "standing",
            f"no {who} is in good standing today: {_common(choosing, fits)}",
            ("Renew what is lacking, or extend the panel"),
        )
    there = good & offers.there[offers.window[row]]
    if not there.any():
        yield (
            "licensed-and-free",
            _nobody_there(choosing, case, who, good),
            ("Wait, ask the reviewer, or extend the panel"),
        )
    yield from _last_reasons(offers, row, who, there)


def _last_reasons(
    offers: Offers, row: int, who: str, there: NDArray[np.bool_]
) -> Iterator[tuple[str, str, str]]:
    allowed = there.copy()
    allowed[offers.barred[1][offers.barred[0] == row]] = False
    if not allowed.any():
        yield (
            "conflict",
            f"every {who} who could take it has a conflict or was on it before",
            ("Extend the panel"),
        )
    parties = offers.parties[row]
    fair = allowed & (offers.seen[parties] < offers.allowed[parties][:, None]).all(axis=0)
    if not fair.any():
        yield (
            "fair-share",
            f"every {who} has had a full share of this filer or administrator",
            ("Raise the share in the office's terms, or extend the panel"),
        )
    free = fair & offers.seats.any(axis=1)
    if not free.any():
        yield (
            "capacity",
            f"every {who} who could take it has a full load",
            ("Wait for a case to end, raise a capacity, or extend the panel"),
        )
    yield (
        "more-urgent",
        (
            f"each of the {free.sum()} who could take it got more urgent cases today, or the full"
            " share of this filer or administrator"
        ),
        "It goes before them the next day, or extend the panel",
    )


def _nobody_fits(choosing: Choosing, case: CaseToAssign) -> tuple[str, str, str]:
    table, needed = choosing.table, case.needed(choosing.table)
    alone = [
        table.field(field).name
        for field in sorted(needed)
        if not any(table.fit(one.specialties, field) for one in choosing.candidates)
    ]
    if alone:
        whom = _join(table.who_may(needed)[:2]) or "a specialist of this field"
        return (
            "specialty",
            f"nobody on the panel reviews {', '.join(alone)}",
            f"Extend the panel: {whom}",
        )
    names = ", ".join(table.field(field).name for field in sorted(needed))
    return (
        "specialty",
        f"nobody on the panel reviews all of: {names}",
        "Find such a reviewer, or ask the Administrative Director to approve more than one"
        f" ({MORE_REVIEWERS})",
    )


def _nobody_there(choosing: Choosing, case: CaseToAssign, who: str, good: NDArray[np.bool_]) -> str:
    reviewers = [choosing.candidates[column] for column in np.flatnonzero(good)]
    back = [_back(one, choosing.on) for one in reviewers]
    first = min(back)
    until = f"; the first is back on {_day(first)}" if first > choosing.on else ""
    return (
        f"no {who} is licensed and free until {_day(last_day(case, choosing.on))}"
        f" ({len(reviewers)} on the panel{until})"
    )


def _back(one: Candidate, on: dt.date) -> dt.date:
    """The first day from ``on`` on which a reviewer is not away."""
    for absence in sorted(one.away, key=lambda absence: absence.first):
        if absence.covers(on):
            on = absence.last + dt.timedelta(days=1)
    return on


def _common(choosing: Choosing, fits: NDArray[np.bool_]) -> str:
    reasons = [
        why for column in np.flatnonzero(fits) for why in choosing.candidates[column].against
    ]
    return max(sorted(set(reasons)), key=reasons.count)


def _who(choosing: Choosing, case: CaseToAssign, fits: NDArray[np.bool_]) -> str:
    """What to call those on the panel who fit: "psychologist or psychiatrist"."""
    on_panel = {
        s.who for column in np.flatnonzero(fits) for s in choosing.candidates[column].specialties
    }
    named = [who for who in choosing.table.who_may(case.needed(choosing.table)) if who in on_panel]
    return _join(tuple(named)) if 0 < len(named) <= 3 else "reviewer of a fitting specialty"


def _full(offers: Offers, column: int, one: Candidate) -> Iterator[str]:
    if not offers.seats[column].any():
        yield f"has {one.open_cases} of {one.capacity} cases open"


def _over_share(choosing: Choosing, offers: Offers, row: int, column: int) -> Iterator[str]:
    days = choosing.terms.share.window_days
    for party, who in zip(offers.parties[row], ("filer", "claims administrator"), strict=True):
        seen, allowed = offers.seen[party, column], offers.allowed[party]
        if seen >= allowed:
            yield f"had {seen} of {allowed} cases of this {who} allowed in {days} days"


def _unqualified(choosing: Choosing, case: CaseToAssign, one: Candidate) -> list[str]:
    table = choosing.table
    lacking = [f for f in sorted(case.needed(table)) if not table.fit(one.specialties, f)]
    names = ", ".join(table.field(field).name for field in lacking)
    unplaced = [f"nobody has said which field treatment {n} belongs to" for n in case.unplaced]
    return [*([f"not of the same or a similar specialty: {names}"] if names else []), *unplaced]


def _not_there(choosing: Choosing, case: CaseToAssign, one: Candidate) -> Iterator[str]:
    on, last = choosing.on, last_day(case, choosing.on)
    if one.licensed_until is None or one.licensed_until < last:
        yield "no license that lasts until the determination is due"
    days, needed = days_there(one, on, last), days_needed(case, on, choosing.terms)
    if days < needed:
        yield f"there on {days} of the {needed} days that the review needs before it is due"


def _fit_in_words(table: SpecialtyTable, fields: frozenset[str], one: Candidate) -> str:
    if not fields or not all(table.fit(one.specialties, field) for field in fields):
        return ""
    said = []
    for field in sorted(fields):
        fit = table.fit(one.specialties, field)
        who = next(s.who for s in one.specialties if s.fit(field) is fit)
        nearness = "own field" if fit is Fit.SAME else "similar field"
        said.append(f"{table.field(field).name}: {nearness} of the {who}")
    return "; ".join(said)


def _join(names: tuple[str, ...]) -> str:
    return f"{', '.join(names[:-1])} or {names[-1]}" if len(names) > 1 else "".join(names)


def _day(day: dt.date) -> str:
    return f"{day:%B} {day.day}, {day.year}"

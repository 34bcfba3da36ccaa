"""Every point that must hold before a reviewer is appointed, whoever asks.

The standing is what ``assignment`` found out; here each point is looked at once more, so that
nobody is appointed on a standing that does not hold. What the statute asks for is cited as the
project knows it (Labor Code 139.5(d)(4)-(6); its text was not seen); active practice is the
reviewers' attestation, and the age of a verification is the office's own rule.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import NamedTuple

from openimr.case.appointment import ReviewerStanding
from openimr.case.deciding.occasion import Occasion
from openimr.case.model import Case
from openimr.vocabulary.errors import Refused

GOOD_STANDING = "Labor Code 139.5(d)(4)"
INDEPENDENCE = "Labor Code 139.5(d)(5)"
OTHER_REVIEWER = "Labor Code 4610.6(i)"


class Fault(NamedTuple):
    """One point that does not hold."""

    rule: str
    says: str
    citation: str | None


def check_standing(case: Case, seat: int, standing: ReviewerStanding, on: Occasion) -> None:
    """Refuse a reviewer whose standing does not hold in every point.

    Raises:
        Refused: with every point; rule and citation are the first one's.
    """
    faults = [
        *_about_credentials(standing, on.today),
        *_about_independence(case, standing),
        *_about_qualification(case, seat, standing),
    ]
    if faults:
        raise Refused(
            f"{standing.pseudonym} cannot be appointed: "
            f"{'; '.join(fault.says for fault in faults)}.",
            rule=faults[0].rule,
            citation=faults[0].citation,
            remedy="Appoint another reviewer, or mend what does not hold and check anew.",
        )


def _about_credentials(standing: ReviewerStanding, today: dt.date) -> Iterator[Fault]:
    if standing.checked != today:
        yield Fault("checked-today", f"the check is of {standing.checked:%m/%d/%Y}", None)
    if standing.licensed_until is None or standing.licensed_until < today:
        yield Fault("licensed", "no license in force", GOOD_STANDING)
    if standing.disciplined:
        yield Fault("not-disciplined", "discipline taken or pending", GOOD_STANDING)
    age = (today - standing.verified).days if standing.verified else None
    if age is None or not 0 <= age <= standing.verification_days:
        yield Fault(
            "verified",
            f"no verification at the source within {standing.verification_days} days",
            GOOD_STANDING,
        )
    if not standing.active_practice:
        yield Fault("active-practice", "active practice is not attested", None)
    if standing.against:
        yield Fault("nothing-against", "; ".join(standing.against), GOOD_STANDING)


def _about_independence(case: Case, standing: ReviewerStanding) -> Iterator[Fault]:
    if standing.conflicts:
        yield Fault("no-conflict", f"{len(standing.conflicts)} conflicts not cleared", INDEPENDENCE)
    if standing.reviewer in case.barred:
        yield Fault("not-barred", "recused here, or sat before a remand", OTHER_REVIEWER)
    if any(seat.reviewer == standing.reviewer for seat in case.seats):
        yield Fault("one-seat-each", "sits in this case already", INDEPENDENCE)


def _about_qualification(case: Case, seat: int, standing: ReviewerStanding) -> Iterator[Fault]:
    """All seats together are qualified for every treatment; each for one at least."""
    disputed = {one.number for one in case.disputed}
    own = {number for number, why in standing.qualified_for if why.strip()} & disputed
    others = {number for number in disputed for sitting in case.seats if sitting.qualified(number)}
    last = len(case.seats) + 1 == case.seats_approved
    lacking = sorted(disputed - own - others) if last else []
    if lacking:
        numbers = ", ".join(str(number) for number in lacking)
        yield Fault("qualified", f"nobody is qualified for treatment {numbers}", GOOD_STANDING)
    elif not own:
        yield Fault("qualified", "qualified for no disputed treatment", GOOD_STANDING)

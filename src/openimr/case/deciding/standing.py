"""Every point that must hold before a reviewer is appointed, whoever asks.

The standing is what ``assignment`` found out; here each point is looked at once more, so that
nobody is appointed on a standing that does not hold. Each point cites what the law's data says of
it on the day, marked where its text was not seen; active practice is the reviewers' attestation,
and the age of a verification is the office's own rule, which its own data may replace.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from openimr.case.appointment import ReviewerStanding
from openimr.case.deciding.occasion import Occasion
from openimr.case.model import Case
from openimr.case.rules import HOUSE
from openimr.vocabulary.errors import Refused

OTHER_REVIEWER = "Labor Code 4610.6(i)"


class Fault(NamedTuple):
    """One point that does not hold."""

    rule: str
    says: str
    citation: str


def check_standing(case: Case, seat: int, standing: ReviewerStanding, on: Occasion) -> None:
    """Refuse a reviewer whose standing does not hold in every point.

    Raises:
        Refused: with every point; rule and citation are the first one's.
    """
    faults = [
        *_about_credentials(standing, on),
        *_about_verification(standing, on),
        *_about_independence(case, standing, on),
        *_about_qualification(case, seat, standing, on),
    ]
    if faults:
        raise Refused(
            f"Reviewer {standing.pseudonym} cannot be appointed: "
            f"{'; '.join(fault.says for fault in faults)}.",
            rule=faults[0].rule,
            citation=faults[0].citation,
            remedy="Appoint another reviewer, or mend what does not hold and check anew.",
        )


def _cited(on: Occasion, rule: str) -> str:
    """What the law's data says of a rule about reviewers, with a mark where nobody saw it."""
    return on.law.reviewer_rule(rule, on.today).cited


def _about_credentials(standing: ReviewerStanding, on: Occasion) -> Iterator[Fault]:
    if standing.checked != on.today:
        yield Fault("checked-today", f"the check is of {standing.checked:%m/%d/%Y}", HOUSE)
    if standing.licensed_until is None or standing.licensed_until < on.today:
        yield Fault("licensed", "no license in force", _cited(on, "licensed"))
    if standing.disciplined:
        cited = _cited(on, "no-discipline")
        yield Fault("not-disciplined", "discipline taken or pending", cited)
    if not standing.active_practice:
        cited = _cited(on, "active-practice")
        yield Fault("active-practice", "active practice is not attested", cited)
    if standing.against:
        yield Fault(
            "nothing-against", "; ".join(standing.against), "Labor Code 139.5(d), not verified"
        )


def _about_verification(standing: ReviewerStanding, on: Occasion) -> Iterator[Fault]:
    """The age is the office's rule and no law's; how old it lets one be is in the record."""
    days = standing.verification_days
    age = (on.today - standing.verified).days if standing.verified else None
    if age is None or not 0 <= age <= days:
        cited = _cited(on, "verified-at-the-source")
        yield Fault("verified", f"no verification at the source within {days} days", cited)


def _about_independence(case: Case, standing: ReviewerStanding, on: Occasion) -> Iterator[Fault]:
    if standing.conflicts:
        says = f"{len(standing.conflicts)} conflicts not cleared"
        yield Fault("no-conflict", says, _cited(on, "no-material-affiliation"))
    if standing.reviewer in case.barred:
        yield Fault("not-barred", "recused here, or sat before a remand", OTHER_REVIEWER)
    if any(seat.reviewer == standing.reviewer for seat in case.seats):
        yield Fault("one-seat-each", "sits in this case already", HOUSE)


def _about_qualification(
    case: Case, seat: int, standing: ReviewerStanding, on: Occasion
) -> Iterator[Fault]:
    """All seats together are qualified for every treatment; each for one at least."""
    disputed = {one.number for one in case.disputed}
    own = {number for number, why in standing.qualified_for if why.strip()} & disputed
    others = {number for number in disputed for sitting in case.seats if sitting.qualified(number)}
    last = len(case.seats) + 1 == case.seats_approved
    lacking = sorted(disputed - own - others) if last else []
    cited = _cited(on, "same-or-similar-specialty")
    if lacking:
        numbers = ", ".join(str(number) for number in lacking)
        yield Fault("qualified", f"nobody is qualified for treatment {numbers}", cited)
    elif not own:
        yield Fault("qualified", "qualified for no disputed treatment", cited)

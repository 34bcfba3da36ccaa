"""May this physician review? Every reason against, each with its rule and citation.

What the statute asks for is cited and marked as not verified where nobody has seen its text
(Labor Code 139.5(d)(4)-(6)); what is the office's own rule or the reviewers' attestation says so.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from openimr.assignment.credentials import (
    certifications_in_force,
    disciplined,
    fresh,
    licenses_in_force,
    years_before,
)
from openimr.assignment.model import NEEDS_BOARD, PanelMember
from openimr.assignment.reviewer_law import (
    AVAILABLE,
    CERTIFIED,
    CLEAN,
    LICENSED,
    NO_QME,
    PRACTICES,
    ROOM_LEFT,
    VERIFIED,
    Rule,
)
from openimr.vocabulary.errors import Refused
from openimr.vocabulary.value import Value, require


class Reason(Value, frozen=True, kw_only=True):
    """One reason against an appointment, in plain words that name nobody."""

    rule: Rule
    says: str
    remedy: str


class PanelRules(Value, frozen=True, kw_only=True):
    """What an office may set; the amounts of the attestation are those of the public letters.

    Attributes:
        verification_days: age in days up to which a primary-source verification counts.
        practice_years: active practice must have lasted more than so many years.
        practice_hours: least hours of it in a usual week.
    """

    verification_days: int = 180
    practice_years: int = 5
    practice_hours: int = 24

    def __post_init__(self) -> None:
        require(self.verification_days >= 1, "a verification counts for a day or more")


def reasons_against(
    member: PanelMember, on: dt.date, rules: PanelRules, *, open_cases: int = 0
) -> tuple[Reason, ...]:
    """Every reason why a member may not be appointed on a day; empty when there is none.

    Specialty and conflicts depend on the case and are asked elsewhere.

    Args:
        member: the candidate.
        on: the day of the appointment.
        rules: what the office set.
        open_cases: cases that the member has open already.
    """
    return (
        *_of_credentials(member, on),
        *_of_verification(member, on, rules),
        *_of_practice(member, on, rules),
        *_of_time(member, on, open_cases),
        *_of_qme(member, on),
    )


def check_may_be_assigned(
    member: PanelMember, on: dt.date, rules: PanelRules, *, open_cases: int = 0
) -> None:
    """Refuse a member who may not be appointed on a day, whoever asks.

    Raises:
        Refused: with every reason; rule and citation are the first one's.
    """
    reasons = reasons_against(member, on, rules, open_cases=open_cases)
    if reasons:
        raise Refused(
            f"{member.id} cannot be assigned: {'; '.join(reason.says for reason in reasons)}.",
            rule=reasons[0].rule.name,
            citation=reasons[0].rule.cited,
            remedy=f"{reasons[0].remedy}.",
        )


def _of_credentials(member: PanelMember, on: dt.date) -> Iterator[Reason]:
    held = licenses_in_force(member, on)
    if not held:
        yield Reason(
            rule=LICENSED,
            says="no license that is active, unrestricted and not expired",
            remedy="Enter a current license, or appoint another reviewer",
        )
    bound = any(license.kind in NEEDS_BOARD for license in held)
    if bound and not certifications_in_force(member, on):
        yield Reason(
            rule=CERTIFIED,
            says="an MD or DO without a board certification in force",
            remedy="Enter a current board certification, or appoint another reviewer",
        )
    states = sorted({one.state for one in member.licenses if disciplined(one)})
    if states:
        yield Reason(
            rule=CLEAN,
            says=f"disciplinary action taken or pending ({', '.join(states)})",
            remedy="Appoint another reviewer",
        )


def _of_verification(member: PanelMember, on: dt.date, rules: PanelRules) -> Iterator[Reason]:
    """Every credential that an appointment may rest on was looked up at its source lately."""
    held = [
        *((f"the license of {one.state}", one.verified) for one in licenses_in_force(member, on)),
        *(
            (f"the certification in {one.specialty}", one.verified)
            for one in certifications_in_force(member, on)
        ),
    ]
    stale = [what for what, look in held if not fresh(look, on, rules.verification_days)]
    if stale:
        yield Reason(
            rule=VERIFIED,
            says=f"not verified at the source within {rules.verification_days} days:"
            f" {', '.join(stale)}",
            remedy="Look it up at the board and enter day, source and who looked",
        )


def _of_practice(member: PanelMember, on: dt.date, rules: PanelRules) -> Iterator[Reason]:
    years, hours = rules.practice_years, rules.practice_hours
    attested = member.active_practice
    if attested is None or attested.attested > on:
        says = "no attestation of active practice"
    elif attested.since >= years_before(on, years):
        says = f"active practice attested of not more than {years} years"
    elif attested.hours_a_week < hours:
        says = f"active practice attested of less than {hours} hours a week"
    else:
        return
    yield Reason(rule=PRACTICES, says=says, remedy="Ask the reviewer for a new attestation")


def _of_time(member: PanelMember, on: dt.date, open_cases: int) -> Iterator[Reason]:
    if member.away_on(on):
        yield Reason(
            rule=AVAILABLE, says="away on that day", remedy="Appoint on another day, or another"
        )
    if open_cases >= member.capacity:
        yield Reason(
            rule=ROOM_LEFT,
            says=f"has {open_cases} of {member.capacity} cases open",
            remedy="Wait for a case to end, or appoint another reviewer",
        )


def _of_qme(member: PanelMember, on: dt.date) -> Iterator[Reason]:
    since = NO_QME.effective_from
    if member.qme and (since is None or on >= since):
        yield Reason(
            rule=NO_QME,
            says="a Qualified Medical Evaluator",
            remedy="Appoint another reviewer",
        )

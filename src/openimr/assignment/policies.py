"""May this physician review? Every reason against, each with its rule and citation.

What the statute asks for is cited and marked as not verified where nobody has seen its text
(Labor Code 139.5(d)(4)-(6)); what is the office's own rule or the reviewers' attestation says so.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import msgspec

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
    PRACTICE_HOURS,
    PRACTICES,
    ROOM_LEFT,
    VERIFIED,
    Rule,
    amount_of,
    governs,
    rule_called,
)
from openimr.law.load import load_law
from openimr.law.model import Law
from openimr.vocabulary.value import Value, require


class Reason(Value, frozen=True, kw_only=True):
    """One reason against an appointment, in plain words that name nobody."""

    rule: Rule
    says: str
    remedy: str


class PanelRules(Value, frozen=True, kw_only=True):
    """By which rules members are looked at.

    Attributes:
        law: its values on reviewers, with their citations and amounts by date.
        verification_days: age in days up to which a primary-source verification counts, where
            the office asks for another one than the law's data has; None for that one.
    """

    law: Law = msgspec.field(default_factory=load_law)
    verification_days: int | None = None

    def __post_init__(self) -> None:
        days = self.verification_days
        require(days is None or days >= 1, "a verification counts for a day or more")

    def verified_within(self, on: dt.date) -> int:
        """Age in days up to which a primary-source verification counts."""
        return self.verification_days or int(amount_of(self.law, VERIFIED, on))


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
        *_of_credentials(member, on, rules),
        *_of_verification(member, on, rules),
        *_of_practice(member, on, rules),
        *_of_time(member, on, rules, open_cases),
        *_of_qme(member, on, rules),
    )


def _of_credentials(member: PanelMember, on: dt.date, rules: PanelRules) -> Iterator[Reason]:
    held = licenses_in_force(member, on)
    if not held:
        yield Reason(
            rule=rule_called(rules.law, LICENSED, on),
            says="no license that is active, unrestricted and not expired",
            remedy="Enter a current license, or appoint another reviewer",
        )
    bound = any(license.kind in NEEDS_BOARD for license in held)
    if bound and not certifications_in_force(member, on):
        yield Reason(
            rule=rule_called(rules.law, CERTIFIED, on),
            says="an MD or DO without a board certification in force",
            remedy="Enter a current board certification, or appoint another reviewer",
        )
    states = sorted({one.state for one in member.licenses if disciplined(one)})
    if states:
        yield Reason(
            rule=rule_called(rules.law, CLEAN, on),
            says=f"disciplinary action taken or pending ({', '.join(states)})",
            remedy="Appoint another reviewer",
        )


def _of_verification(member: PanelMember, on: dt.date, rules: PanelRules) -> Iterator[Reason]:
    """Every credential that an appointment may rest on was looked up at its source lately."""
    days = rules.verified_within(on)
    held = [
        *((f"the license of {one.state}", one.verified) for one in licenses_in_force(member, on)),
        *(
            (f"the certification in {one.specialty}", one.verified)
            for one in certifications_in_force(member, on)
        ),
    ]
    stale = [what for what, look in held if not fresh(look, on, days)]
    if stale:
        yield Reason(
            rule=rule_called(rules.law, VERIFIED, on),
            says=f"not verified at the source within {days} days: {', '.join(stale)}",
            remedy="Look it up at the board and enter day, source and who looked",
        )


def _of_practice(member: PanelMember, on: dt.date, rules: PanelRules) -> Iterator[Reason]:
    years = int(amount_of(rules.law, PRACTICES, on))
    hours = amount_of(rules.law, PRACTICE_HOURS, on)
    attested = member.active_practice
    if attested is None or attested.attested > on:
        says = "no attestation of active practice"
    elif attested.since >= years_before(on, years):
        says = f"active practice attested of not more than {years} years"
    elif attested.hours_a_week < hours:
        says = f"active practice attested of less than {hours} hours a week"
    else:
        return
    rule = rule_called(rules.law, PRACTICES, on)
    yield Reason(rule=rule, says=says, remedy="Ask the reviewer for a new attestation")


def _of_time(
    member: PanelMember, on: dt.date, rules: PanelRules, open_cases: int
) -> Iterator[Reason]:
    if member.away_on(on):
        yield Reason(
            rule=rule_called(rules.law, AVAILABLE, on),
            says="away on that day",
            remedy="Appoint on another day, or another",
        )
    if open_cases >= member.capacity:
        yield Reason(
            rule=rule_called(rules.law, ROOM_LEFT, on),
            says=f"has {open_cases} of {member.capacity} cases open",
            remedy="Wait for a case to end, or appoint another reviewer",
        )


def _of_qme(member: PanelMember, on: dt.date, rules: PanelRules) -> Iterator[Reason]:
    if member.qme and governs(rules.law, NO_QME, on):
        yield Reason(
            rule=rule_called(rules.law, NO_QME, on),
            says="a Qualified Medical Evaluator",
            remedy="Appoint another reviewer",
        )

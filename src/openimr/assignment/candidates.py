"""Who may be chosen and for what: the reviewers and the cases as choosing looks at them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from openimr.assignment.credentials import (
    certifications_in_force,
    licensed_in_california,
    licenses_in_force,
    relied_on,
)
from openimr.assignment.model import NEEDS_BOARD, Absence, LicenseKind, PanelMember
from openimr.assignment.policies import PanelRules, Reason, reasons_against
from openimr.assignment.reviewer_law import ROOM_LEFT
from openimr.assignment.specialty import Specialty, SpecialtyTable
from openimr.assignment.specialty_fields import needed_fields
from openimr.vocabulary.value import Value, require

_OWN_NAME = {
    LicenseKind.CHIROPRACTOR: "Chiropractic",
    LicenseKind.PODIATRIST: "Podiatry",
    LicenseKind.PSYCHOLOGIST: "Psychology",
    LicenseKind.ACUPUNCTURIST: "Acupuncture",
    LicenseKind.DENTIST: "Dentistry",
    LicenseKind.OPTOMETRIST: "Optometry",
}
"""What a license of one profession is by itself a specialty in."""


class Candidate(Value, frozen=True, kw_only=True):
    """A panel member on the day of choosing.

    Attributes:
        specialties: those of the table that licenses and certifications in force allow.
        licensed_until: last day of the license relied on; None without one.
        open_cases: cases open with the reviewer already.
        against: reasons against any appointment that day, beside a full load.
    """

    reviewer: str
    specialties: tuple[Specialty, ...]
    california: bool
    licensed_until: dt.date | None
    capacity: int
    open_cases: int = 0
    away: tuple[Absence, ...] = ()
    against: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        require(self.capacity >= 0 and self.open_cases >= 0, "cases are counted from 0")


class CaseToAssign(Value, frozen=True, kw_only=True):
    """A case that waits for a reviewer.

    Attributes:
        treatments: number and fields of each disputed treatment.
        condition: the kinds of condition, where known.
        received: when the application came in.
        due: the day on which the determination is due.
        filer: who filed, by identifier (an attorney's office, a physician); "" for the
            employee alone, whose share nobody counts.
        administrator: the claims administrator, by identifier.
    """

    case: str
    treatments: tuple[tuple[int, frozenset[str]], ...]
    condition: frozenset[str] = frozenset()
    expedited: bool = False
    received: dt.date
    due: dt.date
    filer: str = ""
    administrator: str = ""

    def __post_init__(self) -> None:
        require(bool(self.treatments), "a case disputes a treatment")
        apart = not self.filer or self.filer != self.administrator
        require(apart, "filer and claims administrator have identifiers of their own")

    @property
    def unplaced(self) -> tuple[int, ...]:
        """Numbers of the treatments that nobody has put into a field."""
        return tuple(number for number, fields in self.treatments if not fields)

    @property
    def urgency(self) -> tuple[bool, dt.date]:
        """Expedited first, then the oldest; the smaller comes first."""
        return (not self.expedited, self.received)

    def needed(self, table: SpecialtyTable) -> frozenset[str]:
        """Every field that its reviewer must fit."""
        return needed_fields((fields for _, fields in self.treatments), self.condition, table)


class Barred(Value, frozen=True, kw_only=True):
    """A reviewer who may not have a case: a conflict, a recusal, an earlier determination."""

    case: str
    reviewer: str
    reason: str


def candidate(
    member: PanelMember,
    on: dt.date,
    table: SpecialtyTable,
    rules: PanelRules,
    *,
    open_cases: int = 0,
) -> Candidate:
    """A panel member as a candidate on a day.

    An MD or DO brings the certifications in force and nothing else; the other professions
    bring their own field and what they say they practice in it (Labor Code 139.5(d)(4),
    unverified; Labor Code 3209.3).
    """
    license = relied_on(member, on)
    reasons = reasons_against(member, on, rules, open_cases=open_cases)
    specialties = held_on(member, on, table)
    none = () if specialties else ("no specialty that the table of specialties knows",)
    return Candidate(
        reviewer=member.id,
        specialties=specialties,
        california=licensed_in_california(member, on),
        licensed_until=license.expires if license else None,
        capacity=member.capacity,
        open_cases=open_cases,
        away=member.away,
        against=(*_says(reasons), *none),
    )


def held_on(member: PanelMember, on: dt.date, table: SpecialtyTable) -> tuple[Specialty, ...]:
    """The specialties of the table in which a member may review on a day."""
    kinds = frozenset(license.kind for license in licenses_in_force(member, on))
    boards = tuple(one.specialty for one in certifications_in_force(member, on))
    others = kinds - NEEDS_BOARD
    own = tuple(_OWN_NAME[kind] for kind in sorted(others, key=lambda kind: kind.value))
    by_board = table.held(boards, kinds)
    by_license = table.held((*own, *member.specialties), others)
    return tuple({one.id: one for one in (*by_board, *by_license)}.values())


def _says(reasons: Sequence[Reason]) -> tuple[str, ...]:
    return tuple(reason.says for reason in reasons if reason.rule.name != ROOM_LEFT)

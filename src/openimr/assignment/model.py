"""The panel: physicians who may be appointed as independent reviewers, with their credentials.

What makes a member fit for an appointment is decided in ``policies``; a value here only cannot
contradict itself. Credentials count when somebody has looked them up at their source (the
licensing board, the certifying board), so each carries its own verification.
"""

from __future__ import annotations

import datetime as dt
import enum

from openimr.assignment.affiliation import Affiliation
from openimr.vocabulary.printable import printable, printable_items
from openimr.vocabulary.value import Value, require, settle

_STATES = (
    "AL Alabama|AK Alaska|AZ Arizona|AR Arkansas|CA California|CO Colorado|CT Connecticut|"
    "DE Delaware|DC District of Columbia|FL Florida|GA Georgia|HI Hawaii|ID Idaho|"
    "IL Illinois|IN Indiana|IA Iowa|KS Kansas|KY Kentucky|LA Louisiana|ME Maine|MD Maryland|"
    "MA Massachusetts|MI Michigan|MN Minnesota|MS Mississippi|MO Missouri|MT Montana|"
    "NE Nebraska|NV Nevada|NH New Hampshire|NJ New Jersey|NM New Mexico|NY New York|"
    "NC North Carolina|ND North Dakota|OH Ohio|OK Oklahoma|OR Oregon|PA Pennsylvania|"
    "RI Rhode Island|SC South Carolina|SD South Dakota|TN Tennessee|TX Texas|UT Utah|"
    "VT Vermont|VA Virginia|WA Washington|WV West Virginia|WI Wisconsin|WY Wyoming"
)
STATES = {one[:2]: one[3:] for one in _STATES.split("|")}
"""The states and the District of Columbia, by their postal codes."""


class LicenseKind(enum.Enum):
    """The professions that Labor Code 3209.3 counts as physicians."""

    MD = "MD"
    DO = "DO"
    CHIROPRACTOR = "DC"
    PODIATRIST = "DPM"
    PSYCHOLOGIST = "psychologist"
    ACUPUNCTURIST = "acupuncturist"
    DENTIST = "dentist"
    OPTOMETRIST = "optometrist"


NEEDS_BOARD = frozenset({LicenseKind.MD, LicenseKind.DO})
"""Professions that must also be board-certified to review (Labor Code 139.5(d)(4), unverified)."""


class LicenseStatus(enum.Enum):
    """What the licensing board says of a license."""

    ACTIVE = "active"
    RESTRICTED = "restricted"
    PROBATION = "probation"
    SUSPENDED = "suspended"
    INACTIVE = "inactive"
    EXPIRED = "expired"
    SURRENDERED = "surrendered"
    REVOKED = "revoked"


class Discipline(enum.Enum):
    """Disciplinary action or sanctions, taken or pending."""

    NONE = "none"
    PENDING = "pending"
    TAKEN = "taken"


class Verification(Value, frozen=True, kw_only=True):
    """A look at the primary source: when, which source, and who looked (an account's id)."""

    on: dt.date
    source: str
    by: str

    def __post_init__(self) -> None:
        settle(self, source=printable(self.source, "source"), by=printable(self.by, "verified by"))
        require(bool(self.source), "a verification names its source")
        require(bool(self.by), "a verification names who looked")


class License(Value, frozen=True, kw_only=True):
    """A license to practice in one state.

    Attributes:
        state: postal code of the state.
        expires: its last day.
        discipline: what the board's page says of action taken or pending.
        verified: the last look at the board's own page; None before the first.
    """

    state: str
    kind: LicenseKind
    number: str
    expires: dt.date
    status: LicenseStatus
    discipline: Discipline
    verified: Verification | None = None

    def __post_init__(self) -> None:
        settle(self, number=printable(self.number, "license number"))
        require(self.state in STATES, "a state is written with its two letters, like CA")
        require(bool(self.number), "a license has a number")

    @property
    def key(self) -> tuple[str, str, str]:
        """What no other license has: state, kind and number, in any case."""
        return (self.state, self.kind.value, self.number.casefold())


class Certification(Value, frozen=True, kw_only=True):
    """A board certification; ``expires`` is None where it is for life."""

    board: str
    specialty: str
    expires: dt.date | None = None
    verified: Verification | None = None

    def __post_init__(self) -> None:
        settle(
            self,
            board=printable(self.board, "board"),
            specialty=printable(self.specialty, "specialty"),
        )
        require(bool(self.board), "a certification names its board")
        require(bool(self.specialty), "a certification names its specialty")


class ActivePractice(Value, frozen=True, kw_only=True):
    """The reviewer's own word on practice; no statute that was read asks for it.

    Attributes:
        since: day since which the reviewer has been in active clinical practice.
        hours_a_week: hours of it in a usual week.
        attested: the day of the statement.
    """

    since: dt.date
    hours_a_week: int
    attested: dt.date

    def __post_init__(self) -> None:
        require(0 <= self.hours_a_week <= 168, "a week has 0 to 168 hours")
        require(self.since <= self.attested, "practice began before it was attested")


class Absence(Value, frozen=True, kw_only=True):
    """Days on which a reviewer takes no case, the first and the last included."""

    first: dt.date
    last: dt.date

    def __post_init__(self) -> None:
        require(self.first <= self.last, "an absence ends after it began")

    def covers(self, day: dt.date) -> bool:
        """Whether the day is one of them."""
        return self.first <= day <= self.last


class PanelMember(Value, frozen=True, kw_only=True):
    """One physician of the panel.

    Attributes:
        id: the panel's identifier; in the record it stands for the person.
        given_names: first and middle names or initials.
        other_names: former and married names, and whatever else the person is known by.
        specialties: what the member practices, beside the boards' certifications.
        capacity: cases that may be open with the member at once.
        qme: listed as a Qualified Medical Evaluator.
    """

    id: str
    given_names: str
    family_name: str
    other_names: tuple[str, ...] = ()
    licenses: tuple[License, ...] = ()
    certifications: tuple[Certification, ...] = ()
    specialties: tuple[str, ...] = ()
    active_practice: ActivePractice | None = None
    away: tuple[Absence, ...] = ()
    capacity: int = 0
    languages: tuple[str, ...] = ()
    qme: bool = False
    affiliations: tuple[Affiliation, ...] = ()

    def __post_init__(self) -> None:
        settle(
            self,
            id=printable(self.id, "id"),
            given_names=printable(self.given_names, "given names"),
            family_name=printable(self.family_name, "family name"),
            other_names=printable_items(self.other_names, "other names"),
            specialties=printable_items(self.specialties, "specialties"),
            languages=printable_items(self.languages, "languages"),
        )
        require(bool(self.id), "a panel member has an identifier")
        require(bool(self.given_names and self.family_name), "a panel member has a full name")
        require(self.capacity >= 0, "a capacity is 0 or more")
        listed = (*self.other_names, *self.specialties, *self.languages)
        require(not any(";" in one for one in listed), "a semicolon parts names; none holds one")
        keys = [(license.state, license.kind) for license in self.licenses]
        require(len(set(keys)) == len(keys), "one license of a kind in each state")

    @property
    def name(self) -> str:
        """The full name; for the office alone, never for parties or the public."""
        return f"{self.given_names} {self.family_name}"

    @property
    def names(self) -> tuple[str, ...]:
        """Every name that the member is or was known by."""
        return (self.name, *self.other_names)

    def away_on(self, day: dt.date) -> bool:
        """Whether the member takes no case on a day."""
        return any(absence.covers(day) for absence in self.away)


class Panel(Value, frozen=True, kw_only=True):
    """The panel as one value; nobody shares an identifier or a license with another."""

    members: tuple[PanelMember, ...]

    def __post_init__(self) -> None:
        ids = [member.id.casefold() for member in self.members]
        require(len(set(ids)) == len(ids), "every member has an identifier of their own")
        licenses = [license.key for member in self.members for license in member.licenses]
        require(len(set(licenses)) == len(licenses), "every license has one holder")

    def member(self, id: str) -> PanelMember | None:
        """The member of an identifier, or None."""
        return next((member for member in self.members if member.id == id), None)

"""What a member's credentials come to on one day: the license relied on, how fresh it all is."""

from __future__ import annotations

import datetime as dt

from openimr.assignment.model import (
    STATES,
    Certification,
    Discipline,
    License,
    LicenseStatus,
    PanelMember,
    Verification,
)

CALIFORNIA = "CA"
_SANCTIONS = frozenset(
    {
        LicenseStatus.RESTRICTED,
        LicenseStatus.PROBATION,
        LicenseStatus.SUSPENDED,
        LicenseStatus.SURRENDERED,
        LicenseStatus.REVOKED,
    }
)
"""What a board does only to a license whose holder it disciplines."""


def in_force(license: License, on: dt.date) -> bool:
    """Whether a license is active, unrestricted and not expired on a day."""
    return license.status is LicenseStatus.ACTIVE and on <= license.expires


def disciplined(license: License) -> bool:
    """Whether its board took or is about to take disciplinary action."""
    return license.discipline is not Discipline.NONE or license.status in _SANCTIONS


def certified(certification: Certification, on: dt.date) -> bool:
    """Whether a certification lasts on a day; one without expiry is for life."""
    return certification.expires is None or on <= certification.expires


def fresh(verified: Verification | None, on: dt.date, days: int) -> bool:
    """Whether the primary source was looked at within so many days; a later look counts not."""
    return verified is not None and dt.timedelta(0) <= on - verified.on <= dt.timedelta(days)


def licenses_in_force(member: PanelMember, on: dt.date) -> tuple[License, ...]:
    """Every license by which the member may practice on a day."""
    return tuple(license for license in member.licenses if in_force(license, on))


def relied_on(member: PanelMember, on: dt.date) -> License | None:
    """The license that an appointment rests on: California's first, then the longest."""
    usable = licenses_in_force(member, on)
    return max(usable, key=lambda one: (one.state == CALIFORNIA, one.expires), default=None)


def certifications_in_force(member: PanelMember, on: dt.date) -> tuple[Certification, ...]:
    """Every certification that lasts on a day."""
    return tuple(one for one in member.certifications if certified(one, on))


def oldest_look(member: PanelMember, on: dt.date) -> dt.date | None:
    """Day of the oldest verification among the credentials in force; None where one has none.

    An appointment is as fresh as the stalest credential that it may rest on. Looks after the
    day count not: nobody knew them then.
    """
    looks = [
        *(license.verified for license in licenses_in_force(member, on)),
        *(certification.verified for certification in certifications_in_force(member, on)),
    ]
    known = [look.on for look in looks if look is not None and look.on <= on]
    return min(known) if known and len(known) == len(looks) else None


def licensed_in_california(member: PanelMember, on: dt.date) -> bool:
    """Whether the member holds a California license in force, which the statute prefers."""
    return any(one.state == CALIFORNIA for one in licenses_in_force(member, on))


def licensed_in(member: PanelMember, on: dt.date) -> tuple[str, ...]:
    """The states in which the member may practice on a day, in words, California first."""
    states = {license.state for license in licenses_in_force(member, on)}
    ordered = sorted(states, key=lambda code: (code != CALIFORNIA, STATES[code]))
    return tuple(STATES[code] for code in ordered)


def specialties_shown(member: PanelMember, on: dt.date) -> tuple[str, ...]:
    """What a letter says of training: certifications in force, then what else is practiced."""
    named = [one.specialty for one in certifications_in_force(member, on)]
    once = {name.casefold(): name for name in reversed((*named, *member.specialties))}
    return tuple(reversed(once.values()))


def years_before(on: dt.date, years: int) -> dt.date:
    """The day so many years earlier; the 29th of February becomes the 28th."""
    try:
        return on.replace(year=on.year - years)
    except ValueError:
        return on.replace(year=on.year - years, day=28)

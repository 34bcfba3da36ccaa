"""The invented panel of the demo: twenty physicians, some of whom may not be assigned."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from openimr.assignment.affiliation import Affiliation, Tie
from openimr.assignment.model import (
    Absence,
    ActivePractice,
    Certification,
    Discipline,
    License,
    LicenseKind,
    LicenseStatus,
    Panel,
    PanelMember,
    Verification,
)

_SOURCE = "the board's own page (invented)"
_ABMS = "American Board of"


class _Physician(NamedTuple):
    given: str
    family: str
    specialty: str


_PAIN, _PMR = "Pain Medicine", "Physical Medicine and Rehabilitation"
_WORK, _BONES = "Occupational Medicine", "Orthopedic Surgery"

_PHYSICIANS = (
    _Physician("Helena J.", "Marshwiggle", _PAIN),
    _Physician("Everett", "Longfellowe", _BONES),
    _Physician("Sunniva", "Raghunathan", _WORK),
    _Physician("Cornelius", "Ashbyrne", _PAIN),
    _Physician("Beatriz", "Echeverría Solano", _PMR),
    _Physician("Tuan", "Phamington", _PMR),
    _Physician("Irving", "Castlemaine", _BONES),
    _Physician("Rosalind", "Tuttlebee", _WORK),
    _Physician("Chidi", "Eze-Nwachukwu", _PAIN),
    _Physician("Penelope", "Druryhill", _PMR),
    _Physician("Jürgen", "Kästnerhof", _WORK),
    _Physician("Fatima", "Al-Khourani", _PAIN),
    _Physician("Arnold G.", "Twelvetrees", _PMR),
    _Physician("Ingrid", "Solbakken", _BONES),
    _Physician("Desmond", "Ravenhurst", _PAIN),
    _Physician("Yuki", "Hanamori", _PMR),
    _Physician("Araminta", "Fosse-Delacroix", _WORK),
    _Physician("Gideon", "Mbeki-Strand", _PMR),
    _Physician("Lucasta", "Penhallow", _BONES),
    _Physician("Obadiah", "Kirkbride", _PAIN),
)
_AWAY, _DISCIPLINED, _NOT_VERIFIED = 17, 18, 19
"""Places in the list of three who may not be assigned, each for a reason of its own."""


_ENDS_SOON, _TIED = 16, 2
"""Places of two: whose verification ends within days, and who may know a party of a case."""

_CONTRACT = Affiliation(party="Copper Line Transit Auth.", tie=Tie.CONTRACT)


def invented_panel(on: dt.date, soon: dt.date) -> Panel:
    """The panel as it is entered on a day; its dates are counted from then.

    Args:
        on: the day.
        soon: when the licenses of one of them were looked at, before that day.
    """
    looked = {_ENDS_SOON: soon, _NOT_VERIFIED: None}
    usual = on - dt.timedelta(days=5)
    return Panel(
        members=tuple(
            _member(n, one, on, looked.get(n, usual)) for n, one in enumerate(_PHYSICIANS)
        )
    )


def _member(place: int, one: _Physician, on: dt.date, seen: dt.date | None) -> PanelMember:
    verified = Verification(on=seen, source=_SOURCE, by="cred.okafor") if seen else None
    year = dt.timedelta(days=365)
    away = Absence(first=on, last=on + year)
    return PanelMember(
        id=f"R-{place + 1:03}",
        given_names=one.given,
        family_name=one.family,
        licenses=(
            License(
                state="CA",
                kind=LicenseKind.MD,
                number=f"A {900101 + place}",
                expires=on + 2 * year,
                status=LicenseStatus.ACTIVE,
                discipline=Discipline.PENDING if place == _DISCIPLINED else Discipline.NONE,
                verified=verified,
            ),
        ),
        certifications=(
            Certification(
                board=f"{_ABMS} {one.specialty}", specialty=one.specialty, verified=verified
            ),
        ),
        specialties=(one.specialty,),
        active_practice=ActivePractice(
            since=on - (8 + place) * year, hours_a_week=32, attested=on - dt.timedelta(days=30)
        ),
        away=(away,) if place == _AWAY else (),
        affiliations=(_CONTRACT,) if place == _TIED else (),
        capacity=12,
        languages=("English",),
    )

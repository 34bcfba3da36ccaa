"""The columns of a panel's file: their names, what they hold, and the member they make.

What a person has several of (licenses, certifications, absences, affiliations) stands in numbered
columns, "license 1 state" and so on, as many as are needed.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from typing import Any, NamedTuple

from openimr.assignment.affiliation import Affiliation, Tie
from openimr.assignment.model import (
    Absence,
    ActivePractice,
    Certification,
    Discipline,
    License,
    LicenseKind,
    LicenseStatus,
    PanelMember,
    Verification,
)
from openimr.assignment.panel_cells import day, names, one_of, percent, whole, yes_or_no
from openimr.vocabulary.value import Value

Cells = Mapping[str, Any]
"""Values of one row or of one numbered group, by column; a blank cell is not among them."""

_KIND_WORDS = {
    "m.d.": LicenseKind.MD,
    "d.o.": LicenseKind.DO,
    "d.c.": LicenseKind.CHIROPRACTOR,
    "chiropractor": LicenseKind.CHIROPRACTOR,
    "d.p.m.": LicenseKind.PODIATRIST,
    "podiatrist": LicenseKind.PODIATRIST,
    "psyd": LicenseKind.PSYCHOLOGIST,
    "phd": LicenseKind.PSYCHOLOGIST,
    "lac": LicenseKind.ACUPUNCTURIST,
    "l.ac.": LicenseKind.ACUPUNCTURIST,
    "dds": LicenseKind.DENTIST,
    "dmd": LicenseKind.DENTIST,
    "od": LicenseKind.OPTOMETRIST,
}


class Column(NamedTuple):
    """One column: how its cell is read, whether it must be there, and what it means."""

    read: Callable[[str], Any]
    required: bool
    says: str


class Group(NamedTuple):
    """Columns that come numbered, and the value that each number makes."""

    columns: dict[str, Column]
    build: Callable[[Cells], Value]
    field: str


def _kind(text: str) -> LicenseKind:
    return one_of(LicenseKind, text, _KIND_WORDS)


def _status(text: str) -> LicenseStatus:
    return one_of(LicenseStatus, text)


def _discipline(text: str) -> Discipline:
    return one_of(Discipline, text)


def _tie(text: str) -> Tie:
    return one_of(Tie, text)


SINGLE = {
    "id": Column(str, True, "the panel's own identifier"),
    "given names": Column(str, True, "first and middle names or initials"),
    "family name": Column(str, True, "family name"),
    "other names": Column(names, False, "former and married names; several parted by ;"),
    "specialties": Column(names, False, "what is practiced; several parted by ;"),
    "languages": Column(names, False, "several parted by ;"),
    "capacity": Column(whole, True, "cases that may be open at once"),
    "qme": Column(yes_or_no, True, "Qualified Medical Evaluator: yes or no"),
    "practice since": Column(day, False, "day since which the member has practiced"),
    "practice hours a week": Column(whole, False, "hours of it in a usual week"),
    "practice attested": Column(day, False, "day of the member's statement"),
}
"""The columns that stand once."""

PRACTICE = ("practice since", "practice hours a week", "practice attested")
"""Columns of the attestation: all or none."""

_VERIFIED = {
    "verified": Column(day, False, "day of the last look at the primary source"),
    "source": Column(str, False, "which source was looked at"),
    "verified by": Column(str, False, "who looked"),
}


def _license(cells: Cells) -> License:
    return License(
        state=cells["state"],
        kind=cells["type"],
        number=cells["number"],
        expires=cells["expires"],
        status=cells["status"],
        discipline=cells["discipline"],
        verified=_verification(cells),
    )


def _certification(cells: Cells) -> Certification:
    return Certification(
        board=cells["board"],
        specialty=cells["specialty"],
        expires=cells.get("expires"),
        verified=_verification(cells),
    )


def _verification(cells: Cells) -> Verification | None:
    given = [cells.get(name) for name in _VERIFIED]
    if not any(given):
        return None
    if not all(given):
        raise ValueError("a verification has a day, a source and who looked")
    return Verification(on=cells["verified"], source=cells["source"], by=cells["verified by"])


def _absence(cells: Cells) -> Absence:
    return Absence(first=cells["from"], last=cells["to"])


def _affiliation(cells: Cells) -> Affiliation:
    return Affiliation(
        party=cells["with"],
        tie=cells["tie"],
        income_percent=cells.get("income percent"),
        ended=cells.get("ended"),
        academic_center=cells.get("academic center", False),
    )


GROUPS = {
    "license": Group(
        {
            "state": Column(str.upper, True, "postal code, like CA"),
            "type": Column(_kind, True, "MD, DO, DC and so on"),
            "number": Column(str, True, "as the board writes it"),
            "expires": Column(day, True, "its last day"),
            "status": Column(_status, True, "what the board says: active, probation and so on"),
            "discipline": Column(_discipline, True, "none, pending or taken"),
            **_VERIFIED,
        },
        _license,
        "licenses",
    ),
    "certification": Group(
        {
            "board": Column(str, True, "the certifying board"),
            "specialty": Column(str, True, "specialty or subspecialty"),
            "expires": Column(day, False, "its last day; blank for life"),
            **_VERIFIED,
        },
        _certification,
        "certifications",
    ),
    "away": Group(
        {
            "from": Column(day, True, "first day away"),
            "to": Column(day, True, "last day away"),
        },
        _absence,
        "away",
    ),
    "affiliation": Group(
        {
            "with": Column(str, True, "person or organization"),
            "tie": Column(_tie, True, "employment, spouse and so on"),
            "income percent": Column(percent, False, "share of annual income"),
            "ended": Column(day, False, "its last day; blank while it lasts"),
            "academic center": Column(yes_or_no, False, "an academic medical center: yes or no"),
        },
        _affiliation,
        "affiliations",
    ),
}
"""The numbered columns."""

_NUMBERED = re.compile(r"(?P<group>[a-z]+) (?P<number>[1-9]\d?) (?P<part>.+)")


def numbered(name: str) -> tuple[str, int, str] | None:
    """Group, number and part of a numbered column ("license 1 state"), or None."""
    match = _NUMBERED.fullmatch(name)
    if match and match["group"] in GROUPS and match["part"] in GROUPS[match["group"]].columns:
        return match["group"], int(match["number"]), match["part"]
    return None


def column_called(name: str) -> Column | None:
    """The column of a name, or None."""
    if name in SINGLE:
        return SINGLE[name]
    found = numbered(name)
    return GROUPS[found[0]].columns[found[2]] if found else None


def practice_of(cells: Cells) -> ActivePractice | None:
    """The attestation of a row; ValueError where a part of it is missing."""
    given = [cells.get(name) for name in PRACTICE]
    if all(one is None for one in given):
        return None
    if any(one is None for one in given):
        raise ValueError("practice has since, hours a week and the day of the statement")
    return ActivePractice(
        since=cells[PRACTICE[0]], hours_a_week=given[1] or 0, attested=cells[PRACTICE[2]]
    )


def member_of(cells: Cells, groups: Mapping[str, tuple[Value, ...]]) -> PanelMember:
    """The member that a row's values make; ValueError where they contradict each other."""
    several: dict[str, Any] = {GROUPS[name].field: values for name, values in groups.items()}
    return PanelMember(
        id=cells["id"],
        given_names=cells["given names"],
        family_name=cells["family name"],
        other_names=cells.get("other names", ()),
        specialties=cells.get("specialties", ()),
        languages=cells.get("languages", ()),
        capacity=cells["capacity"],
        qme=cells["qme"],
        active_practice=practice_of(cells),
        **several,
    )


def cells_of(member: PanelMember) -> dict[str, str]:
    """The cells of a member, by column, blank ones left out; not yet guarded."""
    practice = member.active_practice
    values: dict[str, Any] = {
        "id": member.id,
        "given names": member.given_names,
        "family name": member.family_name,
        "other names": member.other_names,
        "specialties": member.specialties,
        "languages": member.languages,
        "capacity": member.capacity,
        "qme": member.qme,
        "practice since": practice and practice.since,
        "practice hours a week": practice and practice.hours_a_week,
        "practice attested": practice and practice.attested,
    }
    for group, parts in _several(member):
        for number, part in enumerate(parts, start=1):
            values |= {f"{group} {number} {name}": value for name, value in part.items()}
    return {name: written for name, value in values.items() if (written := _written(value))}


def _several(member: PanelMember) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    yield (
        "license",
        [
            {
                "state": one.state,
                "type": one.kind.value,
                "number": one.number,
                "expires": one.expires,
                "status": one.status.value,
                "discipline": one.discipline.value,
                **_looked(one.verified),
            }
            for one in member.licenses
        ],
    )
    yield (
        "certification",
        [
            {"board": one.board, "specialty": one.specialty, "expires": one.expires}
            | _looked(one.verified)
            for one in member.certifications
        ],
    )
    yield "away", [{"from": one.first, "to": one.last} for one in member.away]
    yield (
        "affiliation",
        [
            {
                "with": one.party,
                "tie": one.tie.value,
                "income percent": one.income_percent,
                "ended": one.ended,
                "academic center": one.academic_center or None,
            }
            for one in member.affiliations
        ],
    )


def _looked(verified: Verification | None) -> dict[str, Any]:
    if verified is None:
        return {}
    return {"verified": verified.on, "source": verified.source, "verified by": verified.by}


def _written(value: object) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case dt.date():
            return value.isoformat()
        case Decimal():
            return f"{value:f}"
        case tuple():
            return "; ".join(value)
    return str(value)

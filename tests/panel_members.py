"""Invented panel members for tests: one who may be assigned, and others made from her."""

from __future__ import annotations

import datetime as dt
from typing import Any

from openimr.assignment.model import (
    ActivePractice,
    Certification,
    Discipline,
    License,
    LicenseKind,
    LicenseStatus,
    PanelMember,
    Verification,
)

TODAY = dt.date(2026, 11, 20)
LOOKED = Verification(on=dt.date(2026, 10, 12), source="board's license search", by="cred.okafor")


def license_of(**changes: Any) -> License:
    fields = {
        "state": "CA",
        "kind": LicenseKind.MD,
        "number": "A 100201",
        "expires": dt.date(2027, 5, 31),
        "status": LicenseStatus.ACTIVE,
        "discipline": Discipline.NONE,
        "verified": LOOKED,
    }
    return License(**{**fields, **changes})


def certification_of(**changes: Any) -> Certification:
    fields = {"board": "Board of Pain", "specialty": "Pain Medicine", "verified": LOOKED}
    return Certification(**{**fields, **changes})


def member_of(**changes: Any) -> PanelMember:
    fields = {
        "id": "R-001",
        "given_names": "Helena J.",
        "family_name": "Marsh",
        "licenses": (license_of(),),
        "certifications": (certification_of(),),
        "specialties": ("Pain Medicine",),
        "active_practice": ActivePractice(
            since=dt.date(2009, 7, 1), hours_a_week=32, attested=dt.date(2026, 9, 1)
        ),
        "capacity": 10,
    }
    return PanelMember(**{**fields, **changes})

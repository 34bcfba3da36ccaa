"""An invented case for the tests of the case's life: parties, papers, law and who acts."""

from __future__ import annotations

import datetime as dt
import hashlib

from openimr.case.events.event import Delivery, PartyRole, Receipt
from openimr.case.events.intake import (
    ApplicationReceived,
    ContestedDecision,
    ListedTreatment,
    PartyEntry,
    Priority,
)
from openimr.vocabulary.actor import Actor, Role

START = dt.datetime(2026, 3, 2, 18, 0, tzinfo=dt.UTC)
"""A Monday, ten in the morning in California."""


def actor(role: Role, id: str = "") -> Actor:
    return Actor(role=role, id=id or role.value)


INTAKE, MANAGER = actor(Role.INTAKE), actor(Role.CASE_MANAGER)
QUALITY, SYSTEM = actor(Role.QUALITY), actor(Role.SYSTEM)


def digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def paper(
    title: str = "paper",
    sender: PartyRole = PartyRole.EMPLOYEE,
    at: dt.datetime = START,
    pages: int = 3,
) -> Receipt:
    return Receipt(sender=sender, title=title, pages=pages, sha256=digest(title), at=at)


PARTIES = (
    PartyEntry(role=PartyRole.EMPLOYEE, id="employee-1"),
    PartyEntry(role=PartyRole.CLAIMS_ADMINISTRATOR, id="administrator-1"),
    PartyEntry(role=PartyRole.REQUESTING_PHYSICIAN, id="physician-1"),
)


def treatments(count: int) -> tuple[ListedTreatment, ...]:
    names = ("Acupuncture x 8", "MRI of the lumbar spine", "Tramadol 50 mg #60", "TENS unit")
    return tuple(ListedTreatment(number=n, text=names[(n - 1) % 4]) for n in range(1, count + 1))


def application(**fields: object) -> ApplicationReceived:
    given: dict[str, object] = {
        "number": "CM26-0000001",
        "received": START,
        "by": Delivery.MAIL,
        "filer": PartyRole.EMPLOYEE,
        "parties": PARTIES,
        "date_of_injury": dt.date(2025, 6, 1),
        "decision": ContestedDecision(
            decided=dt.date(2026, 2, 17), served=dt.date(2026, 2, 18), attached=True
        ),
        "priority": Priority.STANDARD,
        "signed": True,
        "liability_disputed": False,
        "treatments": treatments(2),
        "papers": (paper("form"),),
        "same_dispute": "dispute-1",
        "same_course": "course-1",
    }
    return ApplicationReceived(**{**given, **fields})  # type: ignore[arg-type]

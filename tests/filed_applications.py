"""Applications as intake reads them, of invented people, without papers on disk."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections import Counter
from collections.abc import Sequence

import msgspec

from openimr.application.model import (
    Application,
    Cited,
    CitedDate,
    DisputedTreatment,
    UrAction,
)
from openimr.application.request import parse_request
from openimr.guidelines.load import shipped_pack
from openimr.guidelines.match import match_topic
from openimr.vocabulary.actor import Actor
from openimr.vocabulary.filing import PartyRole
from openimr.vocabulary.places import PageSpan
from openimr.workflow.addresses import Address, AddressChange
from openimr.workflow.receive_parties import KnownParty, kind_of
from openimr.workflow.receive_reading import FiledPaper, PapersRead

FORM = PageSpan(file="form.pdf", page=1, start=0, end=1)


def words(text: str) -> Cited:
    return Cited(value=text, place=FORM)


def day(iso: str) -> CitedDate:
    return CitedDate(value=dt.date.fromisoformat(iso), place=FORM)


def asked(text: str) -> DisputedTreatment:
    return DisputedTreatment(text=text, request=parse_request(text), ur_decision=UrAction.DENIED)


WHOLE = Application(
    employee=words("Idris Okonkwo-Lund"),
    date_of_birth=day("1980-02-11"),
    date_of_injury=day("2025-06-01"),
    claim_number=words("QT-25-00871"),
    employer=words("Paper Lantern Press, Inc."),
    claims_administrator=words("Gray Otter Claims"),
    requesting_physician=words("Marguerite Vance, MD"),
    priority=words("Standard"),
    ur_date=day("2026-02-17"),
    ur_served=day("2026-02-18"),
    signed=day("2026-02-25"),
    filer=PartyRole.EMPLOYEE,
    ur_decision_attached=True,
    treatments=(asked("Acupuncture, 6 visits, lumbar spine"), asked("Tramadol 50 mg #60")),
)
"""An application in which nothing is missing."""


def application(**fields: object) -> Application:
    return msgspec.structs.replace(WHOLE, **fields)


def treatments(*texts: str) -> tuple[DisputedTreatment, ...]:
    return tuple(asked(text) for text in texts)


def topics(read: Application) -> tuple[str | None, ...]:
    found = (match_topic(one.text, shipped_pack()) for one in read.treatments)
    return tuple(topic.id if topic else None for topic in found)


def papers_read(read: Application = WHOLE, paper: str = "form") -> PapersRead:
    """What reading gives for an application on one paper of two pages."""
    digest = hashlib.sha256(paper.encode()).hexdigest()
    return PapersRead(
        application=read,
        topics=topics(read),
        retrospective=(False,) * len(read.treatments),
        papers=(FiledPaper(name="form.pdf", sha256=digest, pages=2, kinds=("DWC Form IMR",)),),
        questions=(),
    )


class MemoryBook:
    """A party book in memory."""

    def __init__(self) -> None:
        self.names: dict[str, str] = {}

    def keep(self, parties: Sequence[KnownParty]) -> None:
        for one in parties:
            self.names.setdefault(one.id, one.name)

    def named(self, ids: Sequence[str]) -> dict[str, str]:
        return {one: self.names[one] for one in ids if one in self.names}

    def called(self, role: PartyRole, part: str, most: int) -> dict[str, str]:
        found = {
            one: name
            for one, name in self.names.items()
            if one.startswith(f"{kind_of(role)}-") and part.casefold() in name.casefold()
        }
        return dict(sorted(found.items(), key=lambda one: one[1])[:most])


class MemoryAddresses:
    """An address book in memory, for some known parties or, without any, for all."""

    def __init__(self, names: dict[str, str] | None = None) -> None:
        self.names = names or {}
        self.changes: list[tuple[str, AddressChange]] = []

    def address(self, party: str) -> Address | None:
        history = self.history(party)
        return history[-1].address if history else None

    def name(self, party: str) -> str | None:
        return self.names.get(party)

    def history(self, party: str) -> tuple[AddressChange, ...]:
        return tuple(one for whose, one in self.changes if whose == party)

    def change(self, party: str, address: Address, actor: Actor, at: dt.datetime) -> None:
        self.changes.append((party, AddressChange(address=address, at=at, actor=actor)))
        self.names[party] = address.name


class MemoryPapersBook:
    """Which papers opened which cases, in memory."""

    def __init__(self) -> None:
        self.rows: set[tuple[str, str]] = set()

    def keep(self, case: str, papers: Sequence[str]) -> None:
        self.rows.update((one, case) for one in papers)

    def cases_with(self, papers: Sequence[str], most: int) -> tuple[str, ...]:
        same = Counter(case for paper, case in self.rows if paper in papers)
        found = sorted(same, reverse=True)
        return tuple(sorted(found, key=lambda case: -same[case])[:most])


class CountedNumbers:
    """Case numbers one after another."""

    def __init__(self) -> None:
        self.last = 0

    def next(self, year: int) -> str:
        self.last += 1
        return f"CM{year % 100}-{self.last:07d}"

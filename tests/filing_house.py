"""A house in memory in which applications are filed: uploads, saved answers, a front desk."""

from __future__ import annotations

import contextlib
import datetime as dt
import hashlib
from collections.abc import Sequence
from pathlib import Path

from tests.filed_applications import (
    CountedNumbers,
    MemoryAddresses,
    MemoryBook,
    MemoryPapersBook,
)
from tests.memory_event_store import MemoryEventStore
from tests.memory_saved_applications import MemorySavedApplications
from tests.memory_uploads import MemoryUploads

from openimr.case.evolve import case_of
from openimr.case.model import Case
from openimr.casefile.ports import SourceFile
from openimr.guidelines.load import shipped_pack
from openimr.law.load import load_law
from openimr.vocabulary.actor import Actor
from openimr.vocabulary.filing import PartyRole, Priority
from openimr.workflow.accounts import Account
from openimr.workflow.desk import Desk
from openimr.workflow.filing import Answers, Paper, Signature, place_of
from openimr.workflow.filing_drafts import SavedApplication
from openimr.workflow.filing_own_cases import OwnCases
from openimr.workflow.filing_room import FilingRoom
from openimr.workflow.papers import Announced, Sender, Upload, UploadLimits
from openimr.workflow.projections import Projection
from openimr.workflow.receive import Intake
from openimr.workflow.receive_digests import Digests
from openimr.workflow.security_log import PAGE, Entry, Kept

LAW = load_law()
MONDAY = dt.datetime(2026, 3, 2, 18, 0, tzinfo=dt.UTC)
WHOLE = Answers(
    filer=PartyRole.EMPLOYEE,
    employee="Idris Okonkwo-Lund",
    employee_address="7 Cedar Row\nFresno, CA 93701",
    date_of_birth=dt.date(1980, 2, 11),
    date_of_injury=dt.date(2025, 6, 1),
    claim_number="QT-25-00871",
    employer="Paper Lantern Press, Inc.",
    claims_administrator="Gray Otter Claims",
    decided=dt.date(2026, 2, 17),
    served=dt.date(2026, 2, 18),
    requesting_physician="Marguerite Vance, MD",
    treatments="Acupuncture, 6 visits, lumbar spine\nTramadol 50 mg #60",
    priority=Priority.STANDARD,
    signature=Signature.SIGNED,
    signed_on=dt.date(2026, 2, 25),
)
"""Answers in which nothing is missing."""


class KeptInMemory:
    """Papers by the case with which they were kept."""

    def __init__(self) -> None:
        self.by_case: dict[str, list[str]] = {}

    def take_in(self, files: Sequence[SourceFile]) -> None:
        pass

    def keep(self, files: Sequence[SourceFile], case: str) -> Path:
        self.by_case.setdefault(case, []).extend(file.name for file in files)
        return Path()

    def add(self, file: SourceFile, case: str) -> None:
        self.by_case.setdefault(case, []).append(file.name)


class MemoryCasesOfAccounts:
    """Cases that accounts see, in memory."""

    def __init__(self) -> None:
        self.cases: dict[str, list[str]] = {}

    def add_case(self, login: str, case: str) -> bool:
        own = self.cases.setdefault(login, [])
        new = case not in own
        own.extend([case] if new else [])
        return new


class MemorySecurityLog:
    """A security log in memory."""

    def __init__(self) -> None:
        self.entries: list[Entry] = []

    def note(self, entry: Entry) -> None:
        self.entries.append(entry)

    def together(self) -> contextlib.AbstractContextManager[object]:
        return contextlib.nullcontext()

    def latest(
        self, account: str | None = None, before: int | None = None, most: int = PAGE
    ) -> tuple[Kept, ...]:
        kept = (Kept(number=at, entry=one) for at, one in enumerate(self.entries, 1))
        wanted = [one for one in kept if account in {None, one.entry.account}]
        return tuple(one for one in wanted if before is None or one.number < before)[-most:][::-1]

    def remove(self, before: dt.datetime) -> int:
        left = [one for one in self.entries if one.at >= before]
        count, self.entries = len(self.entries) - len(left), left
        return count

    def disguise(self, typed: str) -> str:
        return hashlib.sha256(typed.encode()).hexdigest()


def pdf(words: str) -> bytes:
    """What begins as a PDF does; nobody opens it here."""
    return f"%PDF-1.7 {words}".encode()


def sent(uploads: MemoryUploads, place: Sender, name: str, content: bytes) -> Upload:
    """A paper that arrived."""
    digest = hashlib.sha256(content).hexdigest()
    begun = uploads.begin(place, Announced(name=name, size=len(content), sha256=digest))
    uploads.put(place, begun.id, 0, content)
    return uploads.finish(place, begun.id)


class FilingHouse:
    """A room of filing on an empty record."""

    def __init__(self, now: dt.datetime = MONDAY) -> None:
        self.now = now
        self.store = MemoryEventStore(Projection(LAW))
        self.book, self.addresses = MemoryBook(), MemoryAddresses()
        self.kept = KeptInMemory()
        self.cases_of, self.log = MemoryCasesOfAccounts(), MemorySecurityLog()
        self.uploads = MemoryUploads(UploadLimits(), lambda _: 2)
        self.intake = Intake(
            Desk(self.store, LAW, self.clock),
            self.store,
            CountedNumbers(),
            self.book,
            self.addresses,
            MemoryPapersBook(),
            Digests(bytes(range(32))),
            LAW,
            self.clock,
        )
        self.room = FilingRoom(
            intake=self.intake,
            uploads=self.uploads,
            kept=self.kept,
            saved=MemorySavedApplications(),
            own=OwnCases(self.cases_of, self.log, self.clock),
            pack=shipped_pack(),
            now=self.clock,
        )

    def clock(self) -> dt.datetime:
        return self.now

    def filled_in(self, answers: Answers = WHOLE, *kinds: Paper) -> SavedApplication:
        """An application with its answers and papers."""
        _, begun = self.room.saved.begin(self.now)
        self.room.saved.save(begun.name, answers, self.now)
        for kind in kinds:
            sent(self.uploads, place_of(begun.name, kind), f"{kind.value}.pdf", pdf(kind.value))
        return self.found(begun.name)

    def found(self, name: str) -> SavedApplication:
        saved = self.room.saved.of_name(name, self.now)
        assert saved is not None
        return saved

    def case(self, number: str) -> Case:
        return case_of(self.store.load(number))

    def filed(self, saved: SavedApplication, actor: Actor | None = None) -> Case:
        """The case that an application opens, for somebody who is signed in or for nobody."""
        account = (
            Account(login="signed-in", actor=actor, cases=("CM26-0000009",)) if actor else None
        )
        return self.case(self.room.file(saved, account))

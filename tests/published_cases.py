"""A served case of the demo whose letter says what a test wants, and where it is published."""

from __future__ import annotations

import contextlib
import datetime as dt
import shutil
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from tests.made_demo import made_demo
from tests.verbs_on_cases import House

from openimr.adapters import sealed_file
from openimr.adapters.published_pdf_read import texts_in
from openimr.adapters.publishing_wired import publishing_on
from openimr.bootstrap import case_folders, case_office, record_store
from openimr.case.evolve import case_of
from openimr.case.model import Case, State
from openimr.determination.determination_json import write_json
from openimr.determination.model import Determination
from openimr.publication.redaction.ports import PaperText
from openimr.vocabulary.actor import Actor, Role
from openimr.vocabulary.filing import PartyRole
from openimr.workflow.lettering import KeptLetter
from openimr.workflow.publishing import Publishing
from openimr.workflow.store import CaseQuery

RUIZ = Actor(role=Role.CASE_MANAGER, id="manager.ruiz")


class ReadHere:
    """Reads published papers in this process: starting another takes a quarter of a second."""

    def texts_of(self, paper: bytes) -> tuple[PaperText, ...]:
        return texts_in(paper)


class PublishingHouse:
    """The demo's organization, with one of its served cases.

    Args:
        data: its data folder.
        now: its time.
    """

    def __init__(self, data: Path, now: dt.datetime) -> None:
        self.house = House(data, now)
        self.library = data / "library"
        self.written: Determination | None = None
        with self.house.inside():
            store = record_store()
            rows = store.cases(CaseQuery(state=State.SERVED.value)).rows
            cases = [case_of(store.load(row.case)) for row in rows]
            self.number = min(one.number for one in cases if not one.publications)

    @contextlib.contextmanager
    def publishing(self, reader: Actor = RUIZ) -> Iterator[Publishing]:
        """Where the house publishes, for somebody."""
        with self.house.inside():
            office = case_office(self.house.clock, reader)
            alias = record_store().alias
            yield publishing_on(office, alias, case_folders(), ReadHere())

    @property
    def case(self) -> Case:
        """The case as it stands."""
        with self.house.inside():
            return case_of(record_store().load(self.number))

    def letter(self, number: str = "") -> KeptLetter:
        """What the letter says that stands."""
        with self.publishing() as at:
            case = case_of(at.office.store.load(number or self.number))
            kept = at.letters.kept(case.number, case.letters[-1])
            assert kept is not None
            return kept

    def say(self, **told: object) -> Determination:
        """Let the letter say something else than it was written with; marks are forgotten."""
        self.written = self.written or self.letter().letter
        letter = msgspec.structs.replace(self.written, **told)
        digest = self.case.letters[-1]
        with self.house.inside():
            folders = case_folders()
            shutil.rmtree(folders.of(self.number) / "published", ignore_errors=True)
            place = folders.letters(self.number) / f"{digest}.json"
            sealed_file.write(place, write_json(letter), folders.keys)
        return letter

    def name(self, role: PartyRole) -> str:
        """What a party of the case is called."""
        with self.publishing() as at:
            party = next(one for one in self.case.parties if one.role is role)
            return at.office.book.named([party.id])[party.id]


def publishing_house(factory: pytest.TempPathFactory, name: str) -> PublishingHouse:
    """A house of one's own."""
    return PublishingHouse(made_demo(factory, name), dt.datetime.now(tz=dt.UTC))

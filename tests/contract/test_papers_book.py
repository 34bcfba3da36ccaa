"""Which papers opened which cases, in memory and on every database."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import msgspec
import pytest
from tests.databases import KINDS, database, store_in
from tests.filed_applications import MemoryPapersBook, papers_read
from tests.happenings import CLERK, NOON, plainly_listed, received

from openimr.case.events.event import Receipt
from openimr.case.events.intake import CureReceived
from openimr.vocabulary.filing import PartyRole
from openimr.workflow.receive_papers import PapersBook

FORM, DECISION, OTHER = "a" * 64, "b" * 64, "c" * 64


@pytest.fixture(params=("memory", *KINDS))
def book(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[PapersBook]:
    if request.param == "memory":
        yield MemoryPapersBook()
        return
    with database(request.param, tmp_path) as alias:
        from openimr.adapters.database.papers_book import DatabasePapersBook  # noqa: PLC0415

        yield DatabasePapersBook(alias)


def test_cases_are_found_by_any_of_their_papers_those_with_most_of_them_first(
    book: PapersBook,
) -> None:
    book.keep("CM26-0000001", [FORM, DECISION])
    book.keep("CM26-0000002", [DECISION])
    book.keep("CM26-0000003", [DECISION])
    found = book.cases_with([FORM, DECISION], 5)
    assert found == ("CM26-0000001", "CM26-0000003", "CM26-0000002")
    assert book.cases_with([FORM, DECISION], 1) == ("CM26-0000001",)
    assert book.cases_with([FORM], 5) == ("CM26-0000001",)
    assert book.cases_with([OTHER], 5) == ()
    assert book.cases_with([], 5) == ()


def test_no_more_cases_are_told_than_are_asked_for(book: PapersBook) -> None:
    for number in range(9):
        book.keep(f"CM26-000000{number}", [FORM])
    assert len(book.cases_with([FORM], 5)) == 5


def test_what_is_kept_again_changes_nothing(book: PapersBook) -> None:
    for _ in range(2):
        book.keep("CM26-0000001", [FORM, FORM])
    assert book.cases_with([FORM], 5) == ("CM26-0000001",)
    book.keep("CM26-0000003", [])
    assert book.cases_with([FORM], 5) == ("CM26-0000001",)


@pytest.mark.parametrize("kind", KINDS)
def test_the_papers_of_cases_that_were_there_before_are_drawn_from_the_record(
    kind: str, tmp_path: Path
) -> None:
    with database(kind, tmp_path) as alias:
        from django.apps import apps  # noqa: PLC0415
        from django.db import connections  # noqa: PLC0415

        from openimr.adapters.database.papers_book import DatabasePapersBook  # noqa: PLC0415

        number, one = "CM26-0000001", papers_read().papers[0]
        paper = Receipt(
            sender=PartyRole.EMPLOYEE, title="form", pages=one.pages, sha256=one.sha256, at=NOON
        )
        event = msgspec.structs.replace(received(number), papers=(paper,))
        store = store_in(alias, plainly_listed)
        store.append(number, [event], after=0, actor=CLERK, key="one", at=NOON)
        later = msgspec.structs.replace(paper, sha256=OTHER, title="cure")
        cured = CureReceived(rules=("unsigned",), papers=(later,))
        store.append(number, [cured], after=1, actor=CLERK, key="two", at=NOON)
        step = import_module("openimr.adapters.database.migrations.0019_papers_filed")
        with connections[alias].schema_editor() as editor:
            step.draw_from_the_record(apps, editor)
        book = DatabasePapersBook(alias)
        assert book.cases_with([one.sha256], 5) == book.cases_with([OTHER], 5) == (number,)

"""What a case file holds, read in parts: documents, copies under them, neighbors of a page."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from pathlib import Path

import pytest

from openimr.adapters.case_contents import FolderContents, write_contents
from openimr.adapters.case_folders import CaseFolders
from openimr.adapters.case_index import write_index
from openimr.casefile.model import Document, DocumentType, Page
from openimr.vocabulary.errors import BadInput
from openimr.workflow.case_contents import (
    CaseContents,
    ListQuery,
    Paper,
    Readiness,
    type_in_words,
)

CASE = "CM26-0000001"
PR2, THERAPY = DocumentType.PROGRESS_REPORT, DocumentType.THERAPY_NOTE


def paper(name: str, pages: int, number: int = 1) -> Paper:
    return Paper(number=number, name=name, fingerprint=f"print of {name}", pages=pages, version="1")


A, B = paper("a.pdf", 4), paper("b.pdf", 3, 2)
DOCUMENTS = (
    Document(file="a.pdf", pages=(1, 2), type=PR2, date=dt.date(2015, 6, 9), author="Ada Lindgren"),
    Document(file="a.pdf", pages=(3, 3), type=THERAPY, date=dt.date(2014, 1, 5)),
    Document(file="b.pdf", pages=(1, 2), type=PR2, date=dt.date(2015, 6, 9), duplicate_of=0),
    Document(file="b.pdf", pages=(3, 3), type=THERAPY, other_patient=True),
)
"""Page 4 of the first paper is in no document: it could not be read."""


def contents(home: Path, papers: Iterable[Paper] = (A, B)) -> CaseContents:
    folders = CaseFolders(home)
    (folders.of(CASE) / "papers").mkdir(parents=True, exist_ok=True)
    (folders.of(CASE) / "papers" / "a.pdf").touch()
    folders.draft(CASE).mkdir(exist_ok=True)
    folders.documents(CASE).write_text("[]")
    page = Page(file="a.pdf", number=1, text="words")
    write_index(
        folders.index(CASE), DOCUMENTS, lambda _f, _n: page, lambda _d, _o: None, tuple(papers)
    )
    return FolderContents(folders)


@pytest.fixture
def held(tmp_path: Path) -> CaseContents:
    return contents(tmp_path)


def test_a_case_file_is_told_in_figures(held: CaseContents) -> None:
    found = held.overview(CASE)
    assert (found.papers, found.pages, found.documents) == (2, 7, 4)
    assert (found.copies, found.other_patient) == (1, 1)
    assert found.types == ((THERAPY, 2), (PR2, 1))
    assert found.years == ((2014, 1), (2015, 1), (0, 1))


def test_copies_stand_under_what_they_repeat(held: CaseContents) -> None:
    rows = held.documents(CASE, ListQuery()).rows
    assert [one.number for one in rows] == [1, 2, 4]
    assert [copy.number for copy in rows[0].copies] == [3]
    assert rows[0].copies[0].copy_of == 1


def test_a_document_about_another_person_is_marked(held: CaseContents) -> None:
    marked = [one.number for one in held.documents(CASE, ListQuery()).rows if one.other_patient]
    assert marked == [4]
    place = held.place(CASE, 2, 3)
    assert place
    assert place.on_other_patient


def test_a_chronology_begins_with_the_earliest_and_ends_with_the_undated(
    held: CaseContents,
) -> None:
    rows = held.documents(CASE, ListQuery(by_date=True)).rows
    assert [one.number for one in rows] == [2, 1, 4]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        (ListQuery(type=PR2), [1]),
        (ListQuery(year=2014), [2]),
        (ListQuery(year=0), [4]),
        (ListQuery(type=PR2, year=2014), []),
    ],
)
def test_documents_are_chosen_by_type_and_year(
    held: CaseContents, query: ListQuery, found: list[int]
) -> None:
    assert [one.number for one in held.documents(CASE, query).rows] == found


def test_a_list_comes_in_parts_and_a_part_too_far_is_the_last(held: CaseContents) -> None:
    first = held.documents(CASE, ListQuery(most=2))
    assert (first.part, first.parts, first.found, len(first.rows)) == (1, 2, 3, 2)
    last = held.documents(CASE, ListQuery(most=2, part=9))
    assert (last.part, [one.number for one in last.rows]) == (2, [4])


def test_a_page_knows_its_document_and_its_neighbors(held: CaseContents) -> None:
    place = held.place(CASE, 1, 3)
    assert place
    assert place.document
    assert (place.document.number, place.paper.name, place.row) == (2, "a.pdf", 2)
    assert (place.before, place.after) == ((1, 2), (1, 4))
    assert (place.document_before, place.document_after) == ((1, 1), (2, 1))


def test_pages_and_documents_go_on_in_the_next_paper(held: CaseContents) -> None:
    last = held.place(CASE, 1, 4)
    assert last
    assert (last.document, last.after, last.document_after) == (None, (2, 1), (2, 1))
    first = held.place(CASE, 2, 1)
    assert first
    assert (first.before, first.document_before) == ((1, 4), (1, 3))
    assert first.row == 1, "a copy stands in the row of what it repeats"


def test_the_ends_of_a_case_file_have_no_further_neighbors(held: CaseContents) -> None:
    assert held.first_page(CASE) == (1, 1)
    first, last = held.place(CASE, 1, 1), held.place(CASE, 2, 3)
    assert first
    assert last
    assert (first.before, first.document_before) == (None, None)
    assert (last.after, last.document_after) == (None, None)


@pytest.mark.parametrize(("paper_number", "page"), [(1, 0), (1, 5), (3, 1), (0, 1)])
def test_there_is_no_place_for_a_page_that_is_not_there(
    held: CaseContents, paper_number: int, page: int
) -> None:
    assert held.place(CASE, paper_number, page) is None


def test_a_paper_keeps_its_number_when_further_ones_come(tmp_path: Path) -> None:
    contents(tmp_path)
    late = paper("aa-late.pdf", 1)
    held = contents(tmp_path, (A, late, B))
    assert held.paper_numbers(CASE) == {"a.pdf": 1, "b.pdf": 2, "aa-late.pdf": 3}
    place = held.place(CASE, 1, 4)
    assert place
    assert place.after == (3, 1), "the late one lies between the two"


def test_how_far_the_papers_are_is_told(tmp_path: Path) -> None:
    folders = CaseFolders(tmp_path)
    held = FolderContents(folders)
    assert held.readiness(CASE) is Readiness.NO_PAPERS
    papers = folders.of(CASE) / "papers"
    papers.mkdir(parents=True)
    (papers / "a.pdf").touch()
    assert held.readiness(CASE) is Readiness.NOT_READ
    folders.draft(CASE).mkdir()
    folders.documents(CASE).write_text("[]")
    assert held.readiness(CASE) is Readiness.NOT_INDEXED
    with pytest.raises(BadInput, match="jobs add index"):
        held.overview(CASE)
    write_contents(folders.contents(CASE), (A, B), DOCUMENTS)
    assert held.readiness(CASE) is Readiness.NOT_INDEXED, "its words cannot be looked up yet"
    assert contents(tmp_path).readiness(CASE) is Readiness.READY


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        (DocumentType.UR_DECISION, "UR decision"),
        (DocumentType.RFA, "RFA"),
        (DocumentType.MEDICAL_LEGAL_REPORT, "Medical-legal report"),
        (DocumentType.PROGRESS_REPORT, "Progress report"),
    ],
)
def test_types_of_documents_are_called_as_the_field_calls_them(
    kind: DocumentType, words: str
) -> None:
    assert type_in_words(kind) == words

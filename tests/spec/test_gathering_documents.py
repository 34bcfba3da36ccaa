"""Gathering, documents: a bundle of papers is cut, named, dated, and sorted out."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from pathlib import Path

import pytest
from tests.invented_case import PAPERS, PR2, Paper
from tests.papers import faxed, plain, rendered, scanned, skewed, typeset

from openimr.adapters.page_reader import read_page
from openimr.casefile.documents.find import find_documents
from openimr.casefile.model import Document, Page
from openimr.casefile.model import DocumentType as T


def pages_of(place: Path, count: int) -> list[Page]:
    return [read_page(str(place), place.name, number + 1) for number in range(count)]


@pytest.fixture(scope="module")
def bundle(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[int, int], Document]:
    """The whole invented case file in one PDF."""
    texts = [plain(text) for paper in PAPERS for text in paper.pages]
    place = tmp_path_factory.mktemp("bundle") / "bundle.pdf"
    place.write_bytes(typeset(texts))
    return {d.pages: d for d in find_documents(pages_of(place, len(texts)))}


def ranges(papers: Sequence[Paper]) -> list[tuple[int, int]]:
    """The pages of each paper in the bundle."""
    starts = [1]
    for paper in papers:
        starts.append(starts[-1] + len(paper.pages))
    return [(start, end - 1) for start, end in itertools.pairwise(starts)]


CASES = list(zip(PAPERS, ranges(PAPERS), strict=True))


@pytest.mark.parametrize(("paper", "pages"), CASES, ids=[p.type.value for p in PAPERS])
def test_each_paper_of_a_bundle_is_found_for_what_it_is(
    bundle: dict[tuple[int, int], Document], paper: Paper, pages: tuple[int, int]
) -> None:
    document = bundle[pages]
    assert document.type is paper.type
    assert document.date == paper.date
    assert document.other_patient == paper.other
    assert document.duplicate_of is None
    if paper.author:
        assert document.author == paper.author


def test_nothing_else_is_found_in_the_bundle(bundle: dict[tuple[int, int], Document]) -> None:
    assert sorted(bundle) == sorted(pages for _, pages in CASES)


def test_a_second_fax_of_a_report_repeats_it(tmp_path: Path) -> None:
    typed = typeset([plain(PR2.pages[0])])
    original = tmp_path / "report.pdf"
    original.write_bytes(typed)
    fax = scanned([faxed(skewed(rendered(typed)[0], 1.1))], tmp_path / "again.pdf")
    documents = find_documents([*pages_of(fax, 1), *pages_of(original, 1)])
    assert [d.duplicate_of for d in documents] == [1, None]
    assert documents[0].scanned


def test_the_next_visit_on_the_same_form_repeats_nothing(tmp_path: Path) -> None:
    later = (
        PR2.pages[0]
        .replace("12/18/2019", "01/15/2020")
        .replace("6/10 with numbness", "4/10, less numbness")
    )
    place = tmp_path / "visits.pdf"
    place.write_bytes(typeset([plain(PR2.pages[0]), plain(later)]))
    documents = find_documents(pages_of(place, 2))
    assert [d.pages for d in documents] == [(1, 1), (2, 2)]
    assert [d.duplicate_of for d in documents] == [None, None]


@pytest.mark.parametrize(
    "name",
    [
        "Quintanar, R.",
        "Rosalba Quintanar-Meeks",
        "Rosie Quintanar",
        "Rosalba Quintenar",
        "ROSALBA T QUINTANAR",
    ],
)
def test_another_spelling_of_the_name_is_the_same_patient(tmp_path: Path, name: str) -> None:
    assert not _aside(tmp_path, f"Patient: {name}   Date of visit: 02/02/2019")


def test_a_maiden_name_with_the_same_birth_date_is_the_same_patient(tmp_path: Path) -> None:
    assert not _aside(tmp_path, "Patient: Rosalba Ybarra   DOB: 04/12/1971   Date: 02/02/2016")


def test_another_name_with_another_birth_date_is_set_aside(tmp_path: Path) -> None:
    assert _aside(tmp_path, "Patient: Dorian Marchetti   DOB: 11/30/1984   Date: 02/02/2019")


def _aside(tmp_path: Path, head: str) -> bool:
    note = f"Orchard Lane Clinic\nOFFICE VISIT\n{head}\nThe knee is better. Plan: return in May."
    place = tmp_path / "papers.pdf"
    place.write_bytes(typeset([plain(PAPERS[0].pages[0]), plain(note)]))
    application, visit = find_documents(pages_of(place, 2))
    assert application.type is T.APPLICATION
    return visit.other_patient


NARRATIVE = (
    """Lindqvist Spine and Joint Clinic
77 Pine Hollow Rd, Chico, CA 95926   (530) 555-0170
Comprehensive follow-up report
Patient: Rosalba Quintanar      Date of visit: 03/11/2020
History: she was packing tins when the back gave way, and was sent home that day.""",
    """the pain stayed on the left side. She tried the brace for a month without relief.
Work status
She works four hours a day with no lifting over 15 pounds.
Gaspard Lindqvist, DO
cc: Tidewater Mutual""",
)
NEXT_LETTER = """Law Office of Ambrose Tully
2 Court Square, Redding, CA 96001
April 2, 2020
Dear Dr. Lindqvist:
Please send the report of your visit in March. We need it before the hearing.
Sincerely,
Ambrose Tully, Esq."""


def test_a_report_without_page_numbers_goes_on_until_another_paper_begins(tmp_path: Path) -> None:
    place = tmp_path / "bundle.pdf"
    place.write_bytes(typeset([plain(text) for text in (*NARRATIVE, NEXT_LETTER)]))
    documents = find_documents(pages_of(place, 3))
    assert [(d.pages, d.type) for d in documents] == [
        ((1, 2), T.PROGRESS_REPORT),
        ((3, 3), T.CORRESPONDENCE),
    ]
    assert documents[1].author == "Ambrose Tully, Esq."


def test_a_sequence_of_therapy_notes_under_one_letterhead_is_one_note_a_visit(
    tmp_path: Path,
) -> None:
    notes = [
        f"Amaranth Behavioral Health\n500 Cedar St, Chico, CA 95926\nPSYCHOTHERAPY NOTE\n"
        f"Client: Rosalba Quintanar   Date of service: 06/{day:02}/2019\nSession {n} of 6. {what}"
        for n, day, what in ((1, 4, "She sleeps badly."), (2, 11, "Breathing was practised."))
    ]
    place = tmp_path / "notes.pdf"
    place.write_bytes(typeset([plain(note) for note in notes]))
    documents = find_documents(pages_of(place, 2))
    assert [d.pages for d in documents] == [(1, 1), (2, 2)]
    assert {d.type for d in documents} == {T.THERAPY_NOTE}
    assert [d.date and d.date.day for d in documents] == [4, 11]

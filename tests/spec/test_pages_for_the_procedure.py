"""Which pages of a case file were filed for the procedure, and which are evidence."""

from __future__ import annotations

import pytest

from openimr.casefile.documents.procedural import Procedural, procedural_pages
from openimr.casefile.model import Document, DocumentType, Page

LETTER, OTHER = DocumentType.CORRESPONDENCE, DocumentType.OTHER
ENCLOSED = "To whom it may concern:\nEnclosed are the medical records in our possession."
NECESSITY = """Dear Sirs, enclosed please find my report. Examination showed tenderness, the
diagnosis is lumbar sprain, and the treatment is medically necessary."""
FORM = "DWC Form IMR\nEmployee Information\nClaims Administrator Information"


def kind_of(
    kind: DocumentType, text: str, title: str | None = None, pages: tuple[int, int] = (1, 1)
) -> dict[tuple[str, int], Procedural]:
    document = Document(file="a.pdf", pages=pages, type=kind, title=title)

    def page(file: str, number: int) -> Page | None:
        return Page(file=file, number=number, text=text if number == pages[0] else "goes on")

    return procedural_pages((document,), page, {"a.pdf": pages[1]})


@pytest.mark.parametrize(
    ("kind", "text", "title", "found"),
    [
        (DocumentType.APPLICATION, "anything", None, Procedural.APPLICATION),
        (LETTER, "I am over eighteen.", "PROOF OF SERVICE BY MAIL", Procedural.PROOF_OF_SERVICE),
        (LETTER, "FAX COVER SHEET\nTo: the reviewers", None, Procedural.COVER),
        (OTHER, "NOTICE OF REPRESENTATION\nPlease note", None, Procedural.NOTICE),
        (OTHER, "First-class mail\nOne Review Road", None, Procedural.ENVELOPE),
        (LETTER, ENCLOSED, None, Procedural.SENT_WITH),
    ],
)
def test_what_is_for_the_procedure_is_known(
    kind: DocumentType, text: str, title: str | None, found: Procedural
) -> None:
    assert kind_of(kind, text, title) == {("a.pdf", 1): found}


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        (LETTER, NECESSITY),
        (LETTER, "Dear colleague, she is better."),
        (DocumentType.PROGRESS_REPORT, f"FAX COVER\n{ENCLOSED}"),
        (DocumentType.UR_DECISION, "You may dispute it with the enclosed DWC Form IMR."),
        (DocumentType.RFA, "Employee Information\nRequesting Physician Information"),
    ],
)
def test_evidence_is_shown(kind: DocumentType, text: str) -> None:
    assert kind_of(kind, text) == {}


def test_every_page_of_an_application_is_withheld() -> None:
    assert set(kind_of(DocumentType.APPLICATION, "x", pages=(2, 4))) >= {
        ("a.pdf", number) for number in (2, 3, 4)
    }


def test_the_form_inside_a_decision_is_withheld_and_the_decision_not() -> None:
    found = kind_of(DocumentType.UR_DECISION, FORM, pages=(1, 3))
    assert found == {("a.pdf", 1): Procedural.APPLICATION}


def test_a_page_that_could_not_be_read_counts_with_the_paper_that_it_lies_in() -> None:
    application = Document(file="a.pdf", pages=(1, 2), type=DocumentType.APPLICATION)
    report = Document(file="b.pdf", pages=(1, 1), type=DocumentType.PROGRESS_REPORT)
    found = procedural_pages((application, report), lambda _f, _n: None, {"a.pdf": 3, "b.pdf": 2})
    assert found["a.pdf", 3] is Procedural.UNREAD
    assert ("b.pdf", 2) not in found

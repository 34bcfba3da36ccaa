"""The PDF letter, checked as a screen reader, an archive and a copying hand would.

veraPDF, the reference checker, is a Java program outside the package registries this project
installs from. The strongest that can be installed is `pdfua`, which covers part of PDF/UA-1;
typst itself refuses to write a file that breaks the rules it knows; the rest is checked here
on the file's structure.
"""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pdfua
import pikepdf
import pytest

from openimr.bootstrap import letter_file
from openimr.determination.determination_json import read_json
from openimr.determination.model import (
    Decision,
    Determination,
    DocumentReviewed,
    Finding,
    Patient,
    Priority,
    Reviewer,
    Sex,
)

TODAY = dt.date(2026, 11, 21)
DETERMINATION = Determination(
    case_number="CM26-0000042",
    date_assigned=dt.date(2026, 9, 1),
    decision_date=dt.date(2026, 10, 2),
    priority=Priority.EXPEDITED,
    reviewer=Reviewer(licensure=("California",), specialties=("Pain Medicine",)),
    patient=Patient(age=51, sex=Sex.MALE),
    clinical_case_summary="The employee fell from a ladder [1:1].\nHe walks with a cane. " * 12,
    documents_reviewed=tuple(
        DocumentReviewed(title=f"Report {number}", author="Žofia Ångström, M.D.", pages="page 1")
        for number in range(1, 40)
    ),
    findings=(
        Finding(disputed_treatment="MRI of the left knee", decision=Decision.OVERTURNED),
        Finding(disputed_treatment="Knee brace: hinged", decision=Decision.UPHELD),
    ),
)


@pytest.fixture(scope="module")
def content() -> bytes:
    return letter_file(DETERMINATION, ".pdf", TODAY)


@pytest.fixture(scope="module")
def letter(content: bytes, tmp_path_factory: pytest.TempPathFactory) -> Iterator[pikepdf.Pdf]:
    path = tmp_path_factory.mktemp("letter") / "letter.pdf"
    path.write_bytes(content)
    with pikepdf.open(path) as pdf:
        yield pdf


def elements(parent: Any) -> Iterator[Any]:
    """The structure elements below one, in reading order."""
    kids = parent.get("/K")
    if kids is None:
        return
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield kid
            yield from elements(kid)


def attributes(element: Any) -> dict[str, Any]:
    owners = element.get("/A", pikepdf.Dictionary())
    entries: dict[str, Any] = {}
    for owner in owners if isinstance(owners, pikepdf.Array) else [owners]:
        entries.update(dict(owner.items()))
    return entries


def test_the_checker_finds_no_fault(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "letter.pdf"
    path.write_bytes(content)
    assert pdfua.validate(str(path)).findings == ()


def test_it_declares_the_accessibility_and_the_archive_standard(letter: pikepdf.Pdf) -> None:
    with letter.open_metadata() as metadata:
        assert str(metadata["pdfuaid:part"]) == "1"
        assert (str(metadata["pdfaid:part"]), metadata["pdfaid:conformance"]) == ("3", "A")


def test_language_and_title_are_set_and_shown(letter: pikepdf.Pdf) -> None:
    assert letter.Root.Lang == "en-US"
    assert letter.Root.ViewerPreferences.DisplayDocTitle
    assert (
        letter.docinfo.Title == "Independent Medical Review Final Determination, case CM26-0000042"
    )


def test_every_font_is_embedded_and_its_text_can_be_copied(letter: pikepdf.Pdf) -> None:
    fonts = {
        font.objgen: font for page in letter.pages for font in page.Resources.Font.values()
    }.values()
    assert fonts
    for font in fonts:
        descriptor = font.DescendantFonts[0].FontDescriptor
        assert "/FontFile3" in descriptor or "/FontFile2" in descriptor
        assert "/ToUnicode" in font


def test_headings_go_down_one_level_at_a_time(letter: pikepdf.Pdf) -> None:
    levels = [
        int(str(element.S)[2:])
        for element in elements(letter.Root.StructTreeRoot)
        if str(element.S) in {"/H1", "/H2", "/H3"}
    ]
    assert levels == [1, 1, 1, 1, 2, 2]


def test_every_table_has_column_headers_that_its_cells_name(letter: pikepdf.Pdf) -> None:
    tables = [e for e in elements(letter.Root.StructTreeRoot) if e.S == "/Table"]
    assert len(tables) == 3
    for table in tables:
        cells = list(elements(table))
        headers = [cell for cell in cells if cell.S == "/TH"]
        assert headers
        assert {str(attributes(cell)["/Scope"]) for cell in headers} == {"/Column"}
        named = {str(cell.ID) for cell in headers}
        for cell in cells:
            if cell.S == "/TD":
                assert {str(name) for name in attributes(cell)["/Headers"]} <= named


def test_running_heads_and_feet_are_artifacts() -> None:
    draft = pikepdf.open(io.BytesIO(letter_file(Determination(draft=True), ".pdf", TODAY)))
    kinds = [
        str(step.operands[1].get("/Subtype", ""))
        for step in pikepdf.parse_content_stream(draft.pages[0])
        if str(step.operator) == "BDC" and step.operands[0] == "/Artifact"
    ]
    assert {"/Header", "/Footer"} <= set(kinds)


def test_bookmarks_lead_to_sections_and_findings(letter: pikepdf.Pdf) -> None:
    with letter.open_outline() as outline:
        titles = [" ".join(item.title.split()) for item in outline.root]
        findings = [" ".join(item.title.split()) for item in outline.root[-1].children]
    assert titles[-1] == "IMR ISSUES, DECISIONS AND RATIONALES"
    assert findings == [
        "Issue 1 of 2 MRI of the left knee: Overturned",
        "Issue 2 of 2 Knee brace: hinged: Upheld",
    ]


def test_the_determination_is_attached_as_data(letter: pikepdf.Pdf) -> None:
    attached = letter.attachments["determination.json"].get_file().read_bytes()
    assert read_json(attached, "attachment") == DETERMINATION


def test_the_same_determination_gives_the_same_file(content: bytes) -> None:
    assert letter_file(DETERMINATION, ".pdf", dt.date(2027, 1, 1)) == content

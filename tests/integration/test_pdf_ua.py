"""Letters keep PDF/UA-1, and each check of it finds a letter that was broken in its way."""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String
from tests.pdf_ua import Letter, failures
from tests.sound_letter import SOUND

from openimr.bootstrap import letter_file
from openimr.determination.model import Determination, DocumentReviewed

TODAY = dt.date(2026, 11, 21)
ROOT = Path(__file__).parents[2]
LONG = msgspec.structs.replace(
    SOUND,
    draft=True,
    clinical_case_summary="The employee fell from a ladder.\nHe walks with a cane. " * 80,
    documents_reviewed=tuple(
        DocumentReviewed(title=f"Report {n}", author="Žofia Ångström, M.D.", pages="pages 1-2")
        for n in range(1, 90)
    ),
)
LETTERS = {"whole": SOUND, "long draft": LONG, "nothing known": Determination()}


def written(determination: Determination) -> bytes:
    return letter_file(determination, ".pdf", TODAY)


@pytest.fixture(scope="module")
def content() -> bytes:
    return written(SOUND)


@pytest.mark.parametrize("said", LETTERS.values(), ids=LETTERS)
def test_a_letter_has_no_fault(said: Determination) -> None:
    with pikepdf.open(io.BytesIO(written(said))) as pdf:
        assert failures(pdf) == []
        assert pdf.check_pdf_syntax() == []


def test_a_letter_holds_nothing_that_is_not_checked(content: bytes) -> None:
    assert content.startswith(b"%PDF-1.7")
    with pikepdf.open(io.BytesIO(content)) as pdf:
        assert not {"/AcroForm", "/OCProperties", "/Threads"} & set(pdf.Root.keys())
        assert not pdf.is_encrypted
        for page in pdf.pages:
            assert "/Annots" not in page
            assert "/XObject" not in page.Resources
            fonts = page.Resources.Font.values()
            assert {str(font.DescendantFonts[0].Subtype) for font in fonts} == {"/CIDFontType0"}


def element(pdf: pikepdf.Pdf, role: str, number: int = 0) -> Any:
    return Letter(pdf).of_role(role)[number]


def renamed(role: str, new: str, number: int = 0) -> Callable[[pikepdf.Pdf], None]:
    def rename(pdf: pikepdf.Pdf) -> None:
        element(pdf, role, number).S = Name(new)

    return rename


def rewritten(change: Callable[[list[Any]], list[Any]]) -> Callable[[pikepdf.Pdf], None]:
    """The first page's content with its steps changed."""

    def rewrite(pdf: pikepdf.Pdf) -> None:
        page = pdf.pages[0]
        steps = change(list(pikepdf.parse_content_stream(page)))
        page.Contents = pdf.make_stream(pikepdf.unparse_content_stream(steps))

    return rewrite


def step(operator: str, *operands: Any) -> pikepdf.ContentStreamInstruction:
    return pikepdf.ContentStreamInstruction(list(operands), pikepdf.Operator(operator))


def first(steps: list[Any], mark: str) -> int:
    """Where the first piece begins that is an artifact, or is not."""
    return next(
        n
        for n, one in enumerate(steps)
        if str(one.operator) == "BDC" and (str(one.operands[0]) == "/Artifact") is (mark == "A")
    )


def wrapped(outer: str) -> Callable[[list[Any]], list[Any]]:
    """Puts a piece of the other kind around the first one of a kind."""

    def wrap(steps: list[Any]) -> list[Any]:
        inner = "A" if outer == "tagged" else "tagged"
        at = first(steps, inner)
        end = next(n for n in range(at, len(steps)) if str(steps[n].operator) == "EMC")
        opening = (
            step("BDC", Name.P, Dictionary(MCID=0))
            if outer == "tagged"
            else step("BMC", Name.Artifact)
        )
        return [*steps[:at], opening, *steps[at : end + 1], step("EMC"), *steps[end + 1 :]]

    return wrap


def unmarked(steps: list[Any]) -> list[Any]:
    at = first(steps, "tagged")
    steps[at] = step("BMC", Name.P)
    return steps


def shown(code: bytes) -> Callable[[list[Any]], list[Any]]:
    def show(steps: list[Any]) -> list[Any]:
        at = next(n for n, one in enumerate(steps) if str(one.operator) in {"Tj", "TJ"})
        return [*steps[:at], step("Tj", String(code)), *steps[at:]]

    return show


def added(role: str, **entries: Any) -> Callable[[pikepdf.Pdf], None]:
    """One more structure element below the document."""

    def add(pdf: pikepdf.Pdf) -> None:
        top = element(pdf, "/Document")
        top.K.append(pdf.make_indirect(Dictionary(S=Name(role), P=top, K=Array([]), **entries)))

    return add


def tabled(*parts: str) -> Callable[[pikepdf.Pdf], None]:
    """More parts in the first table."""

    def add(pdf: pikepdf.Pdf) -> None:
        table = element(pdf, "/Table")
        for part in parts:
            table.K.append(pdf.make_indirect(Dictionary(S=Name(part), P=table, K=Array([]))))

    return add


def annotated(subtype: str, **entries: Any) -> Callable[[pikepdf.Pdf], None]:
    def annotate(pdf: pikepdf.Pdf) -> None:
        note = Dictionary(Subtype=Name(subtype), Rect=Array([0, 0, 9, 9]), **entries)
        pdf.pages[0].Annots = Array([pdf.make_indirect(note)])

    return annotate


def without(owner: Callable[[pikepdf.Pdf], Any], key: str) -> Callable[[pikepdf.Pdf], None]:
    def leave_out(pdf: pikepdf.Pdf) -> None:
        del owner(pdf)[key]

    return leave_out


def with_metadata(key: str, value: str | None) -> Callable[[pikepdf.Pdf], None]:
    def change(pdf: pikepdf.Pdf) -> None:
        with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as told:
            if value is None:
                del told[key]
            else:
                told[key] = value

    return change


def assigned(owner: Callable[[pikepdf.Pdf], Any], key: str, value: Any) -> Callable[..., None]:
    def assign(pdf: pikepdf.Pdf) -> None:
        owner(pdf)[key] = value

    return assign


def root(pdf: pikepdf.Pdf) -> Any:
    return pdf.Root


def role_map(pdf: pikepdf.Pdf) -> Any:
    return pdf.Root.StructTreeRoot.RoleMap


def font(pdf: pikepdf.Pdf) -> Any:
    return next(iter(pdf.pages[0].Resources.Font.values()))


def header_cell(pdf: pikepdf.Pdf) -> Any:
    return element(pdf, "/TH")


def same_names(pdf: pikepdf.Pdf) -> None:
    element(pdf, "/TH", 1).ID = element(pdf, "/TH").ID


def second_head(pdf: pikepdf.Pdf) -> None:
    table = element(pdf, "/Table")
    table.K.append(element(pdf, "/THead"))


def without_body(pdf: pikepdf.Pdf) -> None:
    table = element(pdf, "/Table")
    table.K = Array([kid for kid in table.K if str(kid.S) != "/TBody"])


def one_cell_less(pdf: pikepdf.Pdf) -> None:
    row = element(pdf, "/TR", -1)
    del row.K[-1]


def header_of_nothing(pdf: pikepdf.Pdf) -> None:
    element(pdf, "/TD").A = Dictionary(O=Name.Table, Headers=Array([String("nowhere")]))


def attachment(pdf: pikepdf.Pdf) -> Any:
    return pdf.Root.AF[0]


BROKEN: dict[str, list[Callable[[pikepdf.Pdf], None]]] = {
    "5-1": [with_metadata("pdfuaid:part", None), with_metadata("pdfuaid:part", "2")],
    "6.2-1": [without(root, "/MarkInfo"), assigned(root, "/MarkInfo", Dictionary(Marked=False))],
    "7.1-1": [rewritten(wrapped("tagged"))],
    "7.1-2": [rewritten(wrapped("artifact"))],
    "7.1-3": [rewritten(unmarked), without(lambda p: p.pages[0], "/StructParents")],
    "7.1-4": [assigned(root, "/MarkInfo", Dictionary(Marked=True, Suspects=True))],
    "7.1-5": [added("/Chapter")],
    "7.1-6": [assigned(role_map, "/Title", Name("/Title"))],
    "7.1-7": [assigned(role_map, "/H1", Name("/P"))],
    "7.1-8": [without(root, "/Metadata")],
    "7.1-9": [with_metadata("dc:title", None)],
    "7.1-10": [
        without(root, "/ViewerPreferences"),
        assigned(root, "/ViewerPreferences", Dictionary(DisplayDocTitle=False)),
    ],
    "7.1-11": [without(root, "/StructTreeRoot")],
    "7.1-12": [without(header_cell, "/P")],
    "7.2-3": [renamed("/TBody", "/Sect")],
    "7.2-4": [renamed("/THead", "/Div")],
    "7.2-5": [renamed("/Table", "/Div")],
    "7.2-6": [renamed("/Table", "/Div")],
    "7.2-7": [added("/TFoot")],
    "7.2-8": [renamed("/TR", "/Div")],
    "7.2-9": [added("/TD")],
    "7.2-10": [renamed("/TH", "/P")],
    "7.2-11": [second_head],
    "7.2-12": [tabled("/TFoot", "/TFoot")],
    "7.2-13": [lambda pdf: (without_body(pdf), tabled("/TFoot")(pdf))[0]],
    "7.2-14": [without_body],
    "7.2-17": [added("/LI")],
    "7.2-18": [added("/LBody")],
    "7.2-19": [renamed("/TBody", "/L")],
    "7.2-20": [renamed("/TR", "/LI")],
    "7.2-26": [added("/TOCI")],
    "7.2-27": [renamed("/TBody", "/TOC")],
    "7.2-29": [assigned(root, "/Lang", String("American English"))],
    "7.2-34": [without(root, "/Lang")],
    "7.2-36": [renamed("/TR", "/P")],
    "7.2-37": [renamed("/TR", "/P", 1)],
    "7.2-39": [tabled("/Caption", "/Caption")],
    "7.2-42": [one_cell_less],
    "7.3-1": [added("/Figure")],
    "7.4.2-1": [renamed("/H2", "/H3"), renamed("/H1", "/H2")],
    "7.4.4-1": [lambda pdf: (added("/H")(pdf), added("/H")(pdf))[0]],
    "7.4.4-3": [added("/H")],
    "7.5-1": [without(header_cell, "/A")],
    "7.5-2": [header_of_nothing],
    "7.7-1": [added("/Formula")],
    "7.9-1": [added("/Note")],
    "7.9-2": [same_names],
    "7.10-1": [assigned(root, "/OCProperties", Dictionary(D=Dictionary()))],
    "7.11-1": [without(attachment, "/UF")],
    "7.15-1": [assigned(root, "/AcroForm", Dictionary(XFA=Array([])))],
    "7.18.1-1": [annotated("/Text", Contents=String("note"))],
    "7.18.1-2": [annotated("/Text")],
    "7.18.3-1": [
        lambda pdf: (annotated("/Text")(pdf), without(lambda p: p.pages[0], "/Tabs")(pdf))[0]
    ],
    "7.18.5-1": [annotated("/Link", Contents=String("the page"))],
    "7.18.5-2": [annotated("/Link")],
    "7.21.3.3-1": [assigned(font, "/Encoding", Name("/Own"))],
    "7.21.4.1-1": [without(lambda p: font(p).DescendantFonts[0].FontDescriptor, "/FontFile3")],
    "7.21.4.2-2": [rewritten(shown(b"\x7f\xff"))],
    "7.21.7-1": [without(font, "/ToUnicode"), rewritten(shown(b"\x7f\xff"))],
    "7.21.8-1": [rewritten(shown(b"\0\0"))],
}
BREAKAGES = [(fault, change) for fault, changes in BROKEN.items() for change in changes]


def test_the_page_on_accessibility_tells_what_is_checked() -> None:
    page = (ROOT / "docs" / "accessibility.md").read_text(encoding="utf-8")
    told = re.findall(r"^\| ([\d.]+-\d+) \|", page, re.M)
    assert told == sorted(BROKEN, key=lambda fault: [int(n) for n in re.findall(r"\d+", fault)])


@pytest.mark.parametrize(("fault", "change"), BREAKAGES, ids=[fault for fault, _ in BREAKAGES])
def test_a_letter_broken_so_is_found_out(
    fault: str, change: Callable[[pikepdf.Pdf], None], content: bytes
) -> None:
    with pikepdf.open(io.BytesIO(content)) as pdf:
        change(pdf)
        assert fault in failures(pdf)

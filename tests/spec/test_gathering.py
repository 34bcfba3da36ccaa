"""Gathering, pages: whatever way a page comes, its words are read, upright and in order."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
import pikepdf
import pypdfium2 as pdfium
import pytest
from PIL import Image
from rapidfuzz import fuzz
from tests.papers import Grey, dark, faxed, noisy, plain, rendered, scanned, skewed, typeset

from openimr.adapters.page_reader import read_page, render_page
from openimr.casefile.model import Page

VISIT = """Harbor Hill Orthopedic Group
Progress report of the treating physician
Patient: Odalys Brightmoor   Date of visit: March 4, 2019
She lifts her arm to 120 degrees now and sleeps through the night.
Plan: six more sessions of physical therapy for the right shoulder.
Work status: modified duty with no lifting above the shoulder.
The next visit is in four weeks, sooner if the pain gets worse again."""
VISIT_PDF = typeset([plain(VISIT)])


def same(read: str, written: str) -> float:
    """How alike two texts are, 0 to 100, white space aside."""
    return fuzz.ratio("".join(read.split()), "".join(written.split()))


def scan_of(tmp_path: Path, change: Callable[[Grey], Grey]) -> Page:
    place = scanned([change(rendered(VISIT_PDF)[0])], tmp_path / "scan.pdf")
    return read_page(str(place), "scan.pdf", 1)


def test_a_text_layer_is_read_word_for_word(tmp_path: Path) -> None:
    place = tmp_path / "visit.pdf"
    place.write_bytes(VISIT_PDF)
    page = read_page(str(place), "visit.pdf", 1)
    assert not page.scanned
    assert " ".join(page.text.split()) == " ".join(VISIT.split())


@pytest.mark.parametrize(
    ("change", "turned"),
    [
        (lambda image: image, 0),
        (lambda image: np.asarray(cv2.rotate(image, cv2.ROTATE_90_CLOCKWISE), np.uint8), 270),
        (lambda image: np.asarray(cv2.rotate(image, cv2.ROTATE_180), np.uint8), 180),
        (lambda image: np.asarray(cv2.rotate(image, cv2.ROTATE_90_COUNTERCLOCKWISE), np.uint8), 90),
    ],
    ids=["upright", "lying right", "on its head", "lying left"],
)
def test_a_scan_is_turned_upright(
    tmp_path: Path, change: Callable[[Grey], Grey], turned: int
) -> None:
    page = scan_of(tmp_path, change)
    assert page.scanned
    assert page.turned == turned
    assert same(page.text, VISIT) > 97


@pytest.mark.parametrize(
    "change",
    [
        lambda image: skewed(image, 2.5),
        lambda image: noisy(skewed(image, -1.2)),
        lambda image: faxed(skewed(image, 0.8)),
        dark,
    ],
    ids=["askew", "grainy and askew", "standard fax", "dark with a shadow"],
)
def test_a_bad_scan_is_made_readable(tmp_path: Path, change: Callable[[Grey], Grey]) -> None:
    assert same(scan_of(tmp_path, change).text, VISIT) > 93


def test_words_know_their_place_on_the_upright_page_image(tmp_path: Path) -> None:
    place = scanned([skewed(rendered(VISIT_PDF)[0], 2.0)], tmp_path / "scan.pdf")
    page = read_page(str(place), "scan.pdf", 1)
    image = np.asarray(
        Image.open(io.BytesIO(render_page(str(place), 1, page.turned, page.skew, 100.0))).convert(
            "L"
        )
    )
    height, width = image.shape
    for word in page.words:
        left, top, right, bottom = word.box
        part = image[
            round(top * height) : round(bottom * height), round(left * width) : round(right * width)
        ]
        assert part.min() < 140, "there is ink where the word stands"


def test_letters_that_do_not_say_what_they_are_are_read_from_the_image(tmp_path: Path) -> None:
    """A font without a map to letters gives a text layer of nonsense; the page shows words."""
    image = rendered(VISIT_PDF)[0]
    place = _image_with_text(tmp_path, image, "xq zzkw vbnmt qqr wwrt plkjh " * 12)
    page = read_page(str(place), "layered.pdf", 1)
    assert page.scanned
    assert same(page.text, VISIT) > 95


def test_a_number_stamped_over_a_scan_does_not_hide_the_scan(tmp_path: Path) -> None:
    place = _image_with_text(
        tmp_path, rendered(VISIT_PDF)[0], "BRIGHTMOOR 000417 confidential record"
    )
    assert "modified duty" in read_page(str(place), "layered.pdf", 1).text


def test_a_scanned_stamp_on_a_typed_page_is_read_too(tmp_path: Path) -> None:
    stamp = rendered(typeset(["#v(20pt)#text(28pt)[*RECEIVED MAY 06 2019*]"]))[0][80:320, 100:1100]
    place = tmp_path / "stamped.pdf"
    place.write_bytes(VISIT_PDF)
    _draw(place, stamp, (120, 120, 420, 190))
    page = read_page(str(place), "stamped.pdf", 1)
    assert "sleeps through the night" in page.text
    assert "RECEIVED MAY 06 2019" in " ".join(page.text.split())


def test_what_was_filled_into_a_form_is_read_beside_its_label(tmp_path: Path) -> None:
    place = tmp_path / "form.pdf"
    place.write_bytes(
        typeset([plain("REQUEST FOR AUTHORIZATION\nClaim Number:\nSigned by the physician.")])
    )
    with pikepdf.open(place, allow_overwriting_input=True) as pdf:
        _fill(pdf, "QL-77120", (200, 709, 400, 723))
        pdf.save(place)
    assert "Claim Number:  QL-77120" in read_page(str(place), "form.pdf", 1).text


def test_two_columns_of_prose_are_read_one_after_the_other(tmp_path: Path) -> None:
    left = "The pain began in the spring and spread to the left leg when she stood. " * 5
    right = "Walking on level ground helps a little, and sitting makes it worse again. " * 5
    place = tmp_path / "columns.pdf"
    place.write_bytes(typeset([f"#columns(2)[{left}#colbreak(){right}]"]))
    read = " ".join(read_page(str(place), "columns.pdf", 1).text.split())
    assert read == " ".join(f"{left}{right}".split())


def _fill(pdf: pikepdf.Pdf, value: str, box: tuple[int, int, int, int]) -> None:
    """A form field with a value, as a form filled on screen has it."""
    name = pikepdf.Name
    font = pikepdf.Dictionary(Type=name.Font, Subtype=name.Type1, BaseFont=name.Helvetica)
    shown = pdf.make_stream(
        f"/Tx BMC BT /F 10 Tf 2 3 Td ({value}) Tj ET EMC".encode(),
        Type=name.XObject,
        Subtype=name.Form,
        BBox=[0, 0, box[2] - box[0], box[3] - box[1]],
        Resources=pikepdf.Dictionary(Font=pikepdf.Dictionary(F=pdf.make_indirect(font))),
    )
    field = pikepdf.Dictionary(
        Type=name.Annot, Subtype=name.Widget, FT=name.Tx, T="claim", V=value, F=4,
        Rect=list(box), AP=pikepdf.Dictionary(N=shown), DA="/F 10 Tf",
    )  # fmt: skip
    pdf.pages[0].Annots = pikepdf.Array([pdf.make_indirect(field)])
    pdf.Root.AcroForm = pikepdf.Dictionary(Fields=pdf.pages[0].Annots)


def test_a_blank_page_is_a_page_without_words(tmp_path: Path) -> None:
    place = scanned([np.full((2200, 1700), 250, np.uint8)], tmp_path / "blank.pdf")
    assert read_page(str(place), "blank.pdf", 1).text == ""


def _draw(place: Path, image: Grey, box: tuple[int, int, int, int]) -> None:
    """Put an image on the first page; box in points from the lower left."""
    pdf = pdfium.PdfDocument(place)
    page = pdf[0]
    picture = pdfium.PdfImage.new(pdf)
    picture.set_bitmap(pdfium.PdfBitmap.from_pil(Image.fromarray(image)))
    left, bottom, right, top = box
    picture.set_matrix(pdfium.PdfMatrix().scale(right - left, top - bottom).translate(left, bottom))
    page.insert_obj(picture)
    page.gen_content()
    pdf.save(place)


def _image_with_text(tmp_path: Path, image: Grey, words: str) -> Path:
    """A page whose image covers a text layer of other words."""
    place = tmp_path / "layered.pdf"
    place.write_bytes(typeset([plain(words)], size=8))
    _draw(place, image, (0, 0, 612, 792))
    return place

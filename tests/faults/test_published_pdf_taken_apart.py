"""A published PDF that somebody tampered with: a name is found wherever a file can hold one."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable

import pikepdf
import pytest

from openimr.adapters.published_pdf import published_pdf
from openimr.adapters.published_pdf_read import PublishedPdf, texts_in
from openimr.determination.model import Determination
from openimr.publication.redaction.identifiers import Identifier, Kind, KnownCase
from openimr.publication.redaction.leftover import Leftover, leftovers
from openimr.vocabulary.errors import BadInput

NAME = "Ottilie Brandvold"
KNOWN = KnownCase(identifiers=(Identifier(kind=Kind.EMPLOYEE, value=NAME),))
CLEAN = published_pdf(Determination(clinical_case_summary="Hurt."), dt.date(2026, 11, 22))


def tampered(with_it: Callable[[pikepdf.Pdf], None], *, packed: bool = False) -> bytes:
    file = io.BytesIO()
    with pikepdf.open(io.BytesIO(CLEAN)) as opened:
        with_it(opened)
        mode = pikepdf.ObjectStreamMode
        opened.save(file, object_stream_mode=mode.generate if packed else mode.preserve)
    return file.getvalue()


def author(pdf: pikepdf.Pdf) -> None:
    pdf.docinfo["/Author"] = f"Typed (by (Dr.) {NAME}) herself"


def accented(pdf: pikepdf.Pdf) -> None:
    pdf.docinfo["/Keywords"] = f"Ænima {NAME} \u2013 note"


def properties(pdf: pikepdf.Pdf) -> None:
    with pdf.open_metadata(set_pikepdf_as_editor=False) as xmp:
        xmp["dc:description"] = f"Letter on {NAME}"


def bookmark(pdf: pikepdf.Pdf) -> None:
    with pdf.open_outline() as outline:
        outline.root.append(pikepdf.OutlineItem(NAME, 0))


def note(pdf: pikepdf.Pdf) -> None:
    words = {"/Type": "/Annot", "/Subtype": "/Text", "/Rect": [0, 0, 9, 9], "/Contents": NAME}
    made = pikepdf.Dictionary(
        {
            key: pikepdf.Name(told) if str(told).startswith("/") else told
            for key, told in words.items()
        }
    )
    pdf.pages[0].obj["/Annots"] = pdf.make_indirect(pikepdf.Array([made]))


def alternative_text(pdf: pikepdf.Pdf) -> None:
    pdf.Root.StructTreeRoot["/Alt"] = pikepdf.String(NAME)


def invisible_text(pdf: pikepdf.Pdf) -> None:
    font = pikepdf.Dictionary(
        Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
    )
    pdf.pages[0].obj.Resources.Font["/Plain"] = pdf.make_indirect(font)
    drawn = f"BT /Plain 1 Tf 3 Tr 72 72 Td ({NAME}) Tj ET".encode()
    pdf.pages[0].contents_add(pdf.make_stream(drawn))


PLACES = [author, accented, properties, bookmark, note, alternative_text, invisible_text]


def _left(paper: bytes, known: KnownCase) -> tuple[tuple[Leftover, ...], ...]:
    return leftovers([part.text for part in texts_in(paper)], known)


def test_nothing_is_found_in_what_was_not_tampered_with() -> None:
    assert not any(_left(CLEAN, KNOWN))


def test_what_every_file_says_of_itself_is_nobody() -> None:
    known = KnownCase(identifiers=(Identifier(kind=Kind.EMPLOYER, value="Hollow Oak Produce"),))
    assert not any(_left(CLEAN, known))


@pytest.mark.parametrize("packed", [False, True])
@pytest.mark.parametrize("place", PLACES)
def test_a_name_is_found_wherever_it_is(place: Callable[[pikepdf.Pdf], None], packed: bool) -> None:
    found = _left(tampered(place, packed=packed), KNOWN)
    assert any(left.certain for several in found for left in several)


def test_a_file_in_the_file_is_refused() -> None:
    def attached(pdf: pikepdf.Pdf) -> None:
        pdf.attachments["a.txt"] = pikepdf.AttachedFileSpec(pdf, NAME.encode(), filename="a.txt")

    with pytest.raises(BadInput, match="carries 1 embedded file"):
        texts_in(tampered(attached))


def test_what_cannot_be_read_again_is_refused_in_its_own_process() -> None:
    with pytest.raises(BadInput, match="cannot be read again"):
        PublishedPdf().texts_of(CLEAN[:200])

"""Makes the demo case file: typeset papers of invented people, two of them scanned.

Run it with ``.venv/bin/python examples/make_case_file.py``. The same sources give the same
files, byte for byte, so a change of a paper shows as a change of its file only.
"""

from __future__ import annotations

import io
from pathlib import Path

import cv2
import numpy as np
import pypdfium2
import typst
from numpy.typing import NDArray
from PIL import Image

SOURCES = Path(__file__).parent / "sources"
CASE_FILE = Path(__file__).parent / "case-file"

TYPESET = {
    "01-DWC-form-IMR.pdf": "application",
    "02-UR-determination-061615.pdf": "ur-decision",
    "03-RFA-060915.pdf": "rfa",
    "04-Ravenscroft-PR2-060915.pdf": "pr2-june",
    "05-Ravenscroft-PR2s-Feb-Apr-2015.pdf": "pr2-earlier",
    "06-Whitcombe-psych-evaluation.pdf": "psychological-evaluation",
    "07-Whitcombe-session-notes.pdf": "session-notes",
    "09-PT-discharge-and-MRI.pdf": "therapy-and-imaging",
    "11-carrier-papers.pdf": "carrier-papers",
}
QUESTIONNAIRE, FAX = "08-pain-questionnaire-scan.pdf", "10-refax-062215.pdf"
Grey = NDArray[np.uint8]


def typeset(source: str) -> bytes:
    """The PDF of one paper."""
    pdf: bytes = typst.compile(str(SOURCES / f"{source}.typ"), format="pdf", timestamp=0)
    return pdf


def photograph(pdf: bytes, dots_per_inch: int) -> list[Grey]:
    """Grey images of the pages of a PDF."""
    with pypdfium2.PdfDocument(pdf) as document:
        return [
            np.array(page.render(scale=dots_per_inch / 72, grayscale=True).to_pil().convert("L"))
            for page in document
        ]


def turned(image: Grey, degrees: float) -> Grey:
    """The image laid askew on the glass; positive degrees turn it counter-clockwise."""
    height, width = image.shape
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1.0)
    return cv2.warpAffine(image, matrix, (width, height), borderValue=255).astype(np.uint8)


def speckled(image: Grey, noise: np.random.Generator, spread: float, specks: int) -> Grey:
    """The image with the sensor's noise and dust on the glass."""
    grainy = image.astype(np.float32) + noise.normal(0, spread, image.shape)
    dusty = np.clip(grainy, 0, 255).astype(np.uint8)
    rows = noise.integers(2, image.shape[0] - 2, specks)
    columns = noise.integers(2, image.shape[1] - 2, specks)
    dusty[rows, columns] = 40
    return dusty


def as_fax(image: Grey, noise: np.random.Generator) -> Image.Image:
    """Black and white, coarse between the lines, and fed in askew."""
    coarse = cv2.resize(turned(image, 1.6), None, fx=1.0, fy=0.8, interpolation=cv2.INTER_AREA)
    fine = cv2.resize(coarse, image.shape[::-1], interpolation=cv2.INTER_LINEAR)
    rough = speckled(fine.astype(np.uint8), noise, spread=16, specks=900)
    return Image.fromarray(rough).point(lambda grey: 255 if grey > 150 else 0).convert("1")


def as_sideways_scan(image: Grey, noise: np.random.Generator) -> Image.Image:
    """Grey, a little askew, and put on the glass sideways."""
    soft = cv2.GaussianBlur(turned(image, -0.8), (3, 3), 0.6).astype(np.uint8)
    return Image.fromarray(speckled(soft, noise, spread=5, specks=250)).rotate(90, expand=True)


def as_pdf(images: list[Image.Image], dots_per_inch: int) -> bytes:
    """A PDF of images only, as an office scanner writes it."""
    out = io.BytesIO()
    images[0].save(
        out,
        "PDF",
        save_all=True,
        append_images=images[1:],
        resolution=dots_per_inch,
        **({} if images[0].mode == "1" else {"quality": 55}),
        creationDate=None,
        modDate=None,
    )
    return out.getvalue()


def make_case_file(folder: Path) -> None:
    """Write every paper of the demo case file into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, source in TYPESET.items():
        (folder / name).write_bytes(typeset(source))
    noise = np.random.default_rng(20150622)
    sideways = [as_sideways_scan(i, noise) for i in photograph(typeset("questionnaire"), 170)]
    (folder / QUESTIONNAIRE).write_bytes(as_pdf(sideways, 170))
    faxed = [as_fax(image, noise) for image in photograph(typeset("refax"), 200)]
    (folder / FAX).write_bytes(as_pdf(faxed, 200))


if __name__ == "__main__":
    make_case_file(CASE_FILE)
    size = sum(path.stat().st_size for path in CASE_FILE.glob("*.pdf"))
    print(f"Wrote {len(list(CASE_FILE.glob('*.pdf')))} files, {size / 1e6:.1f} MB, to {CASE_FILE}")

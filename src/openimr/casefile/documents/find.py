"""From pages to documents."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from openimr.casefile.model import Document, DocumentType, Page


def find_documents(pages: Sequence[Page]) -> tuple[Document, ...]:
    """The documents of a case file, in the order of its pages."""
    return tuple(
        Document(
            file=file,
            pages=(inside[0].number, inside[-1].number),
            type=DocumentType.OTHER,
            scanned=all(page.scanned for page in inside),
        )
        for file, inside in (
            (file, list(group)) for file, group in itertools.groupby(pages, lambda p: p.file)
        )
    )

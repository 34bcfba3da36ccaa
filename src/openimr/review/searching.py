"""Looking for words in the record: what shows that something is not documented."""

from __future__ import annotations

import re
from collections.abc import Sequence

from openimr.casefile.model import CaseFile, DocumentType, Page
from openimr.guidelines.model import Passage
from openimr.vocabulary.places import PageSpan

_NEAREST = 3
_LONGEST = 240
_REQUESTS = {DocumentType.APPLICATION, DocumentType.RFA, DocumentType.UR_DECISION}
"""Papers that ask or decide; they document nothing themselves."""


class RecordSearch:
    """Finds the lines of the medical records that come closest to some words.

    Args:
        case_file: searched are its usable documents, without the papers of the dispute.
    """

    def __init__(self, case_file: CaseFile) -> None:
        self._pages = [
            page
            for document in case_file.usable()
            if document.type not in _REQUESTS
            for page in case_file.pages_of(document)
        ]

    def __call__(self, words: Sequence[str]) -> tuple[Passage, ...]:
        """The lines with most of the words, best first; none when no line has any."""
        patterns = [re.compile(rf"\b{re.escape(word)}", re.IGNORECASE) for word in words]
        found: list[tuple[int, int, Passage]] = []
        for order, page in enumerate(self._pages):
            for start, end in _lines(page):
                line = page.text[start:end]
                hits = sum(bool(pattern.search(line)) for pattern in patterns)
                if hits:
                    found.append((-hits, order, _passage(page, start, end)))
        found.sort(key=lambda ranked: ranked[:2])
        return tuple(passage for _, _, passage in found[:_NEAREST])


def _lines(page: Page) -> list[tuple[int, int]]:
    """Offsets of the lines of a page, white space at their ends left out."""
    return [
        (match.start(), min(match.end(), match.start() + _LONGEST))
        for match in re.finditer(r"\S[^\n]*\S|\S", page.text)
    ]


def _passage(page: Page, start: int, end: int) -> Passage:
    place = PageSpan(file=page.file, page=page.number, start=start, end=end)
    return Passage(place=place, quote=page.text[start:end])

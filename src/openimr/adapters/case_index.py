"""The index of a case file: full text of its pages by SQLite, one file in the case's folder.

Pages go in one by one as they were kept when they were read. The index itself is made and read in
memory and lies sealed: a few megabytes for each thousand pages. What concerns another patient, or
repeats another document, is left out.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Collection, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import msgspec

from openimr.adapters import sealed_database
from openimr.adapters.case_contents import write_contents
from openimr.adapters.case_folders import CONTENTS, CaseFolders
from openimr.adapters.sealed_file import NO_KEYS, Keys
from openimr.casefile.documents.procedural import PageKey, procedural_pages
from openimr.casefile.model import Document, Page
from openimr.vocabulary.errors import BadInput
from openimr.vocabulary.places import PageSpan
from openimr.workflow.case_contents import Paper
from openimr.workflow.case_search import Hit

_BEGIN, _END = "\ue000", "\ue001"
"""Marks around what was found; they stand in no language's text and are taken out of pages."""

_TABLES = """
CREATE TABLE document (number INTEGER PRIMARY KEY, body BLOB NOT NULL);
CREATE VIRTUAL TABLE page USING fts5(
    text, document UNINDEXED, file UNINDEXED, number UNINDEXED,
    tokenize = "porter unicode61 remove_diacritics 2"
);
"""
_FIND = """
SELECT highlight(page, 0, ?1, ?2), snippet(page, 0, ?1, ?2, ' … ', 24),
       page.file, page.number, document.number, document.body
FROM page JOIN document ON document.number = page.document
WHERE page MATCH ?3 AND page.number || ' ' || page.file NOT IN (SELECT value FROM json_each(?5))
ORDER BY bm25(page), page.rowid LIMIT ?4
"""


class Numbered(NamedTuple):
    """A document of the case file with its number there, from 1."""

    number: int
    document: Document


PageOf = Callable[[str, int], Page | None]
"""A kept page of a file, by its number; None where it could not be read."""


def write_index(  # noqa: PLR0913, PLR0917 - one for each thing that it is made of
    place: Path,
    documents: Sequence[Document],
    page_of: PageOf,
    told: Callable[[int, int], None],
    papers: Sequence[Paper] = (),
    keys: Keys = NO_KEYS,
) -> None:
    """Make an index, whole or not at all, over an older one.

    Args:
        place: the file.
        documents: of the case file, in its order.
        page_of: gives the pages.
        told: is told pages done and pages of all.
        papers: of the case file, in its order, for what it holds: the file beside.
        keys: what seals it.
    """
    usable = [
        Numbered(number, one)
        for number, one in enumerate(documents, 1)
        if not one.other_patient and one.duplicate_of is None
    ]
    with sealed_database.making(place, keys) as database:
        database.executescript(_TABLES)
        _fill(database, usable, page_of, told)
    counts = {one.name: one.pages for one in papers}
    procedural = procedural_pages(documents, page_of, counts)
    write_contents(place.with_name(CONTENTS), papers, documents, keys, procedural)


def _fill(
    database: sqlite3.Connection,
    usable: Sequence[Numbered],
    page_of: PageOf,
    told: Callable[[int, int], None],
) -> None:
    of = sum(one.pages[1] - one.pages[0] + 1 for _, one in usable)
    for number, one in usable:
        body = msgspec.json.encode(one)
        database.execute("INSERT INTO document VALUES (?, ?)", (number, body))
    for done, (number, file, page) in enumerate(_places(usable), 1):
        if kept := page_of(file, page):
            text = kept.text.replace(_BEGIN, " ").replace(_END, " ")
            row = (text, number, file, page)
            database.execute("INSERT INTO page VALUES (?, ?, ?, ?)", row)
        told(done, of)


def _places(usable: Sequence[Numbered]) -> Iterator[tuple[int, str, int]]:
    for number, one in usable:
        for page in range(one.pages[0], one.pages[1] + 1):
            yield number, one.file, page


class FolderIndex:
    """Indexes in the folders of the cases (``workflow.case_search.CaseIndex``).

    Args:
        folders: of the cases.
    """

    def __init__(self, folders: CaseFolders) -> None:
        self._folders = folders

    def find(
        self, case: str, terms: Sequence[str], most: int, without: Collection[PageKey] = ()
    ) -> tuple[Hit, ...]:
        """As ``CaseIndex.find``."""
        place = self._folders.index(case)
        if not place.is_file():
            remedy = f"Ask for it: openimr jobs add index {case}"
            raise BadInput(f"case {case}", "has no index of its file", remedy)
        wanted = " ".join(f'"{term.replace(chr(34), " ")}"' for term in terms)
        left_out = msgspec.json.encode([f"{page} {file}" for file, page in without]).decode()
        with sealed_database.reading(place, self._folders.keys) as database:
            rows = database.execute(_FIND, (_BEGIN, _END, wanted, most, left_out))
            return tuple(_hit(*row) for row in rows)


def _hit(  # noqa: PLR0913, PLR0917 - a row of the query
    marked: str, excerpt: str, file: str, page: int, number: int, body: bytes
) -> Hit:
    document = msgspec.json.decode(body, type=Document)
    spans = (
        PageSpan(file=file, page=page, start=start, end=end) for start, end in _offsets(marked)
    )
    folded = " ".join(excerpt.split())
    return Hit(
        document=number,
        type=document.type,
        title=document.title,
        date=document.date,
        places=tuple(spans),
        excerpt=folded.replace(_BEGIN, "").replace(_END, ""),
        marked=tuple(_offsets(folded)),
    )


def _offsets(marked: str) -> Iterator[tuple[int, int]]:
    """Where the marked words stand in the text without its marks."""
    at = 0
    for before, found in (part.split(_BEGIN) for part in marked.split(_END)[:-1]):
        at += len(before)
        yield at, at + len(found)
        at += len(found)

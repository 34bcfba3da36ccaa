"""What a case file holds, in a small file beside the index of its words (``CaseContents``)."""

from __future__ import annotations

import contextlib
import datetime as dt
import itertools
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any

import msgspec

from openimr.adapters import sealed_database
from openimr.adapters.case_folders import CaseFolders
from openimr.adapters.sealed_file import NO_KEYS, Keys
from openimr.casefile.documents.procedural import PageKey, Procedural
from openimr.casefile.model import Document, DocumentType
from openimr.vocabulary.errors import BadInput
from openimr.workflow.case_contents import (
    Listed,
    ListPart,
    ListQuery,
    Overview,
    PagePlace,
    Paper,
    Readiness,
)

_NONE: Mapping[PageKey, Procedural] = MappingProxyType({})

LAYOUT = 2
"""Raised when the tables change; a file of another layout counts as none (``user_version``)."""

_TABLES = """
CREATE TABLE paper (
    number INTEGER PRIMARY KEY, place INTEGER NOT NULL, name TEXT NOT NULL UNIQUE,
    fingerprint TEXT NOT NULL, pages INTEGER NOT NULL, version TEXT NOT NULL
);
CREATE TABLE listed (
    number INTEGER PRIMARY KEY, paper INTEGER NOT NULL, first INTEGER NOT NULL,
    last INTEGER NOT NULL, type TEXT NOT NULL, date TEXT, year INTEGER NOT NULL, author TEXT,
    title TEXT, scanned INTEGER NOT NULL, other_patient INTEGER NOT NULL, copy_of INTEGER
);
CREATE TABLE procedural (
    paper INTEGER NOT NULL, page INTEGER NOT NULL, kind TEXT NOT NULL, PRIMARY KEY (paper, page)
);
CREATE INDEX listed_by_page ON listed (paper, first);
CREATE INDEX listed_by_date ON listed (date, number);
CREATE INDEX listed_copies ON listed (copy_of) WHERE copy_of IS NOT NULL;
"""
_COLUMNS = """listed.number, listed.paper, paper.name, first, last, type, date, author, title,
    scanned, other_patient, copy_of,
    (SELECT kind FROM procedural WHERE paper = listed.paper AND page = first)"""
_LISTED = f"SELECT {_COLUMNS} FROM listed JOIN paper ON paper.number = listed.paper"  # noqa: S608
_CHOSEN = "copy_of IS NULL AND (:type IS NULL OR type = :type) AND (:year IS NULL OR year = :year)"


def write_contents(
    place: Path,
    papers: Sequence[Paper],
    documents: Sequence[Document],
    keys: Keys = NO_KEYS,
    procedural: Mapping[PageKey, Procedural] = _NONE,
) -> None:
    """Write what a case file holds, whole or not at all, over an older one.

    Papers that were there keep their numbers, and further ones get the next.

    Args:
        place: the file.
        papers: in the order of the case file.
        documents: of the case file, in its order.
        keys: what seals it.
        procedural: pages that were filed for the procedure, with what each is.
    """
    numbered = _numbered_as_before(papers, _numbers_kept(place, keys))
    numbers = {one.name: one.number for one in numbered}
    with sealed_database.making(place, keys) as database:
        database.executescript(_TABLES)
        database.executemany(
            "INSERT INTO paper VALUES (?, ?, ?, ?, ?, ?)",
            [
                (one.number, place, one.name, one.fingerprint, one.pages, one.version)
                for place, one in enumerate(numbered, 1)
            ],
        )
        database.executemany(
            "INSERT INTO listed VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                _row(number, numbers[one.file], one)
                for number, one in enumerate(documents, 1)
                if one.file in numbers
            ],
        )
        _write_procedural(database, numbers, procedural)
        database.execute(f"PRAGMA user_version = {LAYOUT}")


def _write_procedural(
    database: sqlite3.Connection,
    numbers: Mapping[str, int],
    procedural: Mapping[PageKey, Procedural],
) -> None:
    database.executemany(
        "INSERT INTO procedural VALUES (?, ?, ?)",
        [
            (numbers[file], page, kind.value)
            for (file, page), kind in procedural.items()
            if file in numbers
        ],
    )


def _row(number: int, paper: int, one: Document) -> tuple[Any, ...]:
    return (
        number,
        paper,
        *one.pages,
        one.type.value,
        one.date.isoformat() if one.date else None,
        one.date.year if one.date else 0,
        one.author,
        one.title,
        one.scanned,
        one.other_patient,
        None if one.duplicate_of is None else one.duplicate_of + 1,
    )


def _numbers_kept(place: Path, keys: Keys) -> Mapping[str, int]:
    """Numbers that papers have in the file that stands."""
    try:
        with sealed_database.reading(place, keys) as database:
            return dict(database.execute("SELECT name, number FROM paper"))
    except (sqlite3.Error, FileNotFoundError):
        return {}


def _numbered_as_before(papers: Sequence[Paper], kept: Mapping[str, int]) -> tuple[Paper, ...]:
    """Papers with the numbers that they have, and further ones for those that came since."""
    further = itertools.count(max(kept.values(), default=0) + 1)
    return tuple(
        msgspec.structs.replace(one, number=kept.get(one.name) or next(further)) for one in papers
    )


class FolderContents:
    """Contents of case files, in the folders of the cases.

    Args:
        folders: of the cases.
    """

    def __init__(self, folders: CaseFolders) -> None:
        self._folders = folders

    def readiness(self, case: str) -> Readiness:
        """As ``CaseContents.readiness``."""
        papers = self._folders.of(case) / "papers"
        if not papers.is_dir() or not any(papers.iterdir()):
            return Readiness.NO_PAPERS
        if not self._folders.documents(case).is_file():
            return Readiness.NOT_READ
        if not self._folders.index(case).is_file() or not self._is_laid_out(case):
            return Readiness.NOT_INDEXED
        return Readiness.READY

    def _is_laid_out(self, case: str) -> bool:
        place = self._folders.contents(case)
        if not place.is_file():
            return False
        with sealed_database.reading(place, self._folders.keys) as database:
            return _is_of_this_layout(database)

    def overview(self, case: str) -> Overview:
        """As ``CaseContents.overview``."""
        with self._opened(case) as database:
            papers, pages = database.execute("SELECT count(*), total(pages) FROM paper").fetchone()
            documents, copies, others = database.execute(
                "SELECT count(*), count(copy_of), total(other_patient) FROM listed"
            ).fetchone()
            return Overview(
                papers=papers,
                pages=int(pages),
                documents=documents,
                copies=copies,
                other_patient=int(others),
                types=tuple(
                    (DocumentType(name), count) for name, count in database.execute(_BY_TYPE)
                ),
                years=tuple(database.execute(_BY_YEAR)),
            )

    def documents(self, case: str, query: ListQuery) -> ListPart:
        """As ``CaseContents.documents``; a part beyond the last is the last."""
        chosen = {"type": query.type and query.type.value, "year": query.year}
        with self._opened(case) as database:
            count = f"SELECT count(*) FROM listed WHERE {_CHOSEN}"  # noqa: S608
            found = database.execute(count, chosen).fetchone()[0]
            parts = max(1, -(-found // query.most))
            part = min(query.part, parts)
            order = "date IS NULL, date, listed.number" if query.by_date else "listed.number"
            rows = database.execute(
                f"{_LISTED} WHERE {_CHOSEN} ORDER BY {order} LIMIT :most OFFSET :from",
                {**chosen, "most": query.most, "from": (part - 1) * query.most},
            ).fetchall()
            shown = tuple(_listed(row, _copies(database, row[0])) for row in rows)
        return ListPart(rows=shown, part=part, parts=parts, found=found)

    def document(self, case: str, number: int) -> Listed | None:
        """As ``CaseContents.document``."""
        with self._opened(case) as database:
            return _one(database, f"{_LISTED} WHERE listed.number = ?", (number,))

    def place(self, case: str, paper: int, page: int) -> PagePlace | None:
        """As ``CaseContents.place``."""
        with self._opened(case) as database:
            found = database.execute(_PAPER, (paper,)).fetchone()
            if not found or not 1 <= page <= found[4]:
                return None
            order, held = found[0], _paper(found[1:])
            document = _one(database, f"{_LISTED} WHERE {_HOLDS}", (paper, page, page))
            return PagePlace(
                paper=held,
                page=page,
                document=document,
                row=_row_of(database, document),
                before=(paper, page - 1) if page > 1 else _pair(database, _PAPER_BEFORE, order),
                after=(paper, page + 1) if page < held.pages else _pair(database, _AFTER, order),
                document_before=_pair(database, _DOCUMENT_BEFORE, order, order, page),
                document_after=_pair(database, _DOCUMENT_AFTER, order, order, page),
                procedural=_procedural_at(database, paper, page),
            )

    def first_page(self, case: str) -> tuple[int, int] | None:
        """As ``CaseContents.first_page``."""
        with self._opened(case) as database:
            return _pair(database, _AFTER, 0)

    def paper_numbers(self, case: str) -> Mapping[str, int]:
        """As ``CaseContents.paper_numbers``."""
        with self._opened(case) as database:
            return dict(database.execute("SELECT name, number FROM paper"))

    def procedural(self, case: str) -> Mapping[PageKey, Procedural]:
        """As ``CaseContents.procedural``."""
        with self._opened(case) as database:
            return {(name, page): Procedural(kind) for name, page, kind in database.execute(_FILED)}

    @contextlib.contextmanager
    def _opened(self, case: str) -> Iterator[sqlite3.Connection]:
        place = self._folders.contents(case)
        if not place.is_file():
            raise _no_index(case)
        with sealed_database.reading(place, self._folders.keys) as database:
            if not _is_of_this_layout(database):
                raise _no_index(case)
            yield database


def _is_of_this_layout(database: sqlite3.Connection) -> bool:
    return bool(database.execute("PRAGMA user_version").fetchone()[0] == LAYOUT)


def _no_index(case: str) -> BadInput:
    remedy = f"Ask for it: openimr jobs add index {case}"
    return BadInput(f"case {case}", "has no index of its file", remedy)


_BY_TYPE = """SELECT type, count(*) FROM listed WHERE copy_of IS NULL
    GROUP BY type ORDER BY count(*) DESC, type"""
_BY_YEAR = """SELECT year, count(*) FROM listed WHERE copy_of IS NULL
    GROUP BY year ORDER BY year = 0, year"""
_FILED = """SELECT name, page, kind FROM procedural
    JOIN paper ON paper.number = procedural.paper"""
_PAPER = "SELECT place, number, name, fingerprint, pages, version FROM paper WHERE number = ?"
_HOLDS = "listed.paper = ? AND first <= ? AND last >= ?"
_PAPER_BEFORE = """SELECT number, pages FROM paper WHERE place < ? AND pages > 0
    ORDER BY place DESC LIMIT 1"""
_AFTER = "SELECT number, 1 FROM paper WHERE place > ? AND pages > 0 ORDER BY place LIMIT 1"
_BESIDE = "SELECT paper.number, first FROM listed JOIN paper ON paper.number = listed.paper"
_DOCUMENT_BEFORE = f"""{_BESIDE} WHERE place < ? OR (place = ? AND last < ?)
    ORDER BY place DESC, first DESC LIMIT 1"""
_DOCUMENT_AFTER = f"""{_BESIDE} WHERE place > ? OR (place = ? AND first > ?)
    ORDER BY place, first LIMIT 1"""


def _pair(database: sqlite3.Connection, query: str, *chosen: int) -> tuple[int, int] | None:
    found: tuple[int, int] | None = database.execute(query, chosen).fetchone()
    return found


def _procedural_at(database: sqlite3.Connection, paper: int, page: int) -> Procedural | None:
    asked = "SELECT kind FROM procedural WHERE paper = ? AND page = ?"
    found = database.execute(asked, (paper, page)).fetchone()
    return Procedural(found[0]) if found else None


def _one(database: sqlite3.Connection, query: str, chosen: tuple[int, ...]) -> Listed | None:
    row = database.execute(f"{query} ORDER BY first DESC LIMIT 1", chosen).fetchone()
    return _listed(row, _copies(database, row[0])) if row else None


def _copies(database: sqlite3.Connection, number: int) -> tuple[Listed, ...]:
    rows = database.execute(f"{_LISTED} WHERE copy_of = ? ORDER BY listed.number", (number,))
    return tuple(_listed(row) for row in rows)


def _row_of(database: sqlite3.Connection, document: Listed | None) -> int:
    """The place in the list; a page that no document holds stands at the beginning."""
    if document is None:
        return 1
    number = document.copy_of or document.number
    before = "SELECT count(*) FROM listed WHERE copy_of IS NULL AND number <= ?"
    return int(database.execute(before, (number,)).fetchone()[0]) or 1


def _paper(row: Sequence[Any]) -> Paper:
    number, name, fingerprint, pages, version = row
    return Paper(number=number, name=name, fingerprint=fingerprint, pages=pages, version=version)


def _listed(row: Sequence[Any], copies: tuple[Listed, ...] = ()) -> Listed:
    number, paper, file, first, last, kind, date, author, title, scanned, other, copy_of = row[:12]
    return Listed(
        number=number,
        paper=paper,
        file=file,
        pages=(first, last),
        type=DocumentType(kind),
        date=dt.date.fromisoformat(date) if date else None,
        author=author,
        title=title,
        scanned=bool(scanned),
        other_patient=bool(other),
        copy_of=copy_of,
        copies=copies,
        procedural=Procedural(row[12]) if row[12] else None,
    )

"""Documents of the shared case files: type and pages, dates, authors, repeats, other patients."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from accuracy.case_files import case_folders, gathered
from accuracy.character_errors import character_errors, texts_under_scans, without_whitespace
from accuracy.report import Row, Section
from openimr.casefile.model import CaseFile, Document

Truth = dict[str, Any]
Place = tuple[str, str, tuple[int, int]]
"""Case, file and page range of a document."""


class _Tally:
    """Hits and misses of one measure."""

    def __init__(self) -> None:
        self.hits = self.total = 0
        self.misses: list[str] = []

    def count(self, hit: bool, miss: str) -> None:
        self.total += 1
        self.hits += hit
        if not hit:
            self.misses.append(miss)


def measure(shared: Path) -> Section:
    """How many documents are found as the truth has them, and how well scans are read."""
    kinds, dates, authors = _Tally(), _Tally(), _Tally()
    repeats, others = _Tally(), _Tally()
    wrong = letters = 0
    for case in case_folders(shared):
        truth: list[Truth] = json.loads((case / "truth.json").read_text("utf-8"))["documents"]
        found = gathered(case)
        _documents(case.name, truth, found.documents, (kinds, dates, authors))
        _sets(repeats, _repeated(case.name, truth), _repeats(case.name, found.documents), "repeat")
        _sets(others, _strange(case.name, truth), _others(case.name, found.documents), "other")
        for errors, size in _scans(case, found):
            wrong, letters = wrong + errors, letters + size
    rows = (
        Row(name="Documents: type and pages", hits=kinds.hits, total=kinds.total, target=0.95),
        Row(name="Documents: date", hits=dates.hits, total=dates.total),
        Row(name="Documents: author as printed", hits=authors.hits, total=authors.total),
        Row(name="Repeated documents", hits=repeats.hits, total=repeats.total, target=1.0),
        Row(name="Pages of another patient", hits=others.hits, total=others.total, target=1.0),
        Row(name="Scanned pages: characters right", hits=letters - wrong, total=letters),
    )
    misses = [m for t in (kinds, dates, authors, repeats, others) for m in t.misses]
    note = (
        "Repeats and pages of another patient count as sets: what is set aside wrongly is a miss "
        "too. Characters are counted without white space, handwriting and fax headers included."
    )
    return Section(title="Documents", rows=rows, misses=tuple(misses), notes=(note,))


def _documents(
    case: str, truth: Sequence[Truth], found: Sequence[Document], tallies: tuple[_Tally, ...]
) -> None:
    kinds, dates, authors = tallies
    by_place = {(d.file, d.pages): d for d in found}
    for true in truth:
        ours = by_place.get((true["file"], (true["pages"][0], true["pages"][1])))
        where = f"{case} {true['file']} pages {true['pages'][0]}-{true['pages'][1]}"
        kind = ours.type.value if ours else "no document of these pages"
        kinds.count(kind == true["type"], f"{where}: {kind}, not {true['type']}")
        day = str(ours.date) if ours else None
        dates.count(day == true["date"], f"{where}: dated {day}, not {true['date']}")
        author = ours.author if ours else None
        authors.count(author == true["author"], f"{where}: by {author}, not {true['author']}")


def _sets(tally: _Tally, true: set[Any], found: set[Any], what: str) -> None:
    for place in sorted(true | found, key=str):
        hit = place in true and place in found
        tally.count(hit, f"{what}: {place} {'not set aside' if place in true else 'wrongly'}")


def _pages(true: Truth) -> tuple[int, int]:
    return true["pages"][0], true["pages"][1]


def _repeated(case: str, truth: Sequence[Truth]) -> set[tuple[Place, Place]]:
    return {
        ((case, t["file"], _pages(t)), (case, o["file"], _pages(o)))
        for t in truth
        if t["duplicate_of"] is not None
        for o in (truth[t["duplicate_of"]],)
    }


def _repeats(case: str, found: Sequence[Document]) -> set[tuple[Place, Place]]:
    return {
        ((case, d.file, d.pages), (case, o.file, o.pages))
        for d in found
        if d.duplicate_of is not None
        for o in (found[d.duplicate_of],)
    }


def _strange(case: str, truth: Sequence[Truth]) -> set[Place]:
    return {(case, t["file"], _pages(t)) for t in truth if t["other_patient"]}


def _others(case: str, found: Sequence[Document]) -> set[Place]:
    return {(case, d.file, d.pages) for d in found if d.other_patient}


def _scans(case: Path, found: CaseFile) -> Iterator[tuple[int, int]]:
    """Wrong and printed characters of every scanned page."""
    true = texts_under_scans(case)
    for page in found.pages:
        printed = true.get((page.file, page.number))
        if page.scanned and printed:
            yield character_errors(page.text, printed), len(without_whitespace(printed))

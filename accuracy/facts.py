"""Facts found in the five case files, against their truth; deciding facts counted apart.

A truth fact is found when one of ours has its kind, assertion, date and value (where the truth
states one) and stands on the truth's page or that page's duplicate. The stricter count asks in
addition that our quote overlaps the passage behind the truth.
"""

from __future__ import annotations

import datetime as dt
import json
import pathlib
import re
import time
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from accuracy.case_files import case_folders, gathered
from accuracy.report import Row, Section
from openimr.casefile.facts import find_facts
from openimr.casefile.model import CaseFile, Document, DocumentType
from openimr.vocabulary.fact import Fact
from openimr.vocabulary.value import Value

Truth = Mapping[str, Any]
Place = tuple[str, int]


class _Outcome(Value, frozen=True, kw_only=True):
    found: bool
    overlapping: bool
    deciding: bool
    line: str


def measure(shared: pathlib.Path) -> Section:
    """Reads the case files and compares their facts with the truth.

    Facts are found twice: with the documents as gathered, and with the truth's documents, which
    tells errors of facts from errors of documents.
    """
    as_gathered: list[_Outcome] = []
    as_told: list[_Outcome] = []
    notes = []
    for case in case_folders(shared):
        case_file = gathered(case)
        truth = json.loads((case / "truth.json").read_text(encoding="utf-8"))
        quotes = json.loads((case / "quotes.json").read_text(encoding="utf-8"))["evidence"]
        started = time.perf_counter()
        facts = find_facts(case_file)
        seconds = time.perf_counter() - started
        notes.append(
            f"{case.name}: {len(facts)} facts, {len(facts) / len(case_file.pages):.1f} a page,"
            f" {seconds:.2f} s"
        )
        as_gathered += _compare(case.name, case_file, facts, truth, quotes)
        told = CaseFile(pages=case_file.pages, documents=_documents(truth))
        as_told += _compare(case.name, told, find_facts(told), truth, quotes)
    return Section(
        title="Facts of the case files",
        rows=tuple([*_rows(as_gathered, ""), *_rows(as_told, ", documents as in the truth")]),
        misses=tuple(o.line for o in as_gathered if not o.overlapping),
        notes=tuple(notes),
    )


def _rows(outcomes: Sequence[_Outcome], suffix: str) -> list[Row]:
    deciding = [o for o in outcomes if o.deciding]
    return [
        _row(f"deciding facts{suffix}", [o.found for o in deciding], 0.95),
        _row(f"all facts{suffix}", [o.found for o in outcomes], 0.90),
        _row(f"deciding facts, quotes overlapping{suffix}", [o.overlapping for o in deciding]),
        _row(f"all facts, quotes overlapping{suffix}", [o.overlapping for o in outcomes]),
    ]


def _row(name: str, hits: Sequence[bool], target: float | None = None) -> Row:
    return Row(name=name, hits=sum(hits), total=len(hits), target=target)


def _compare(
    name: str,
    case_file: CaseFile,
    facts: Iterable[Fact],
    truth: Truth,
    quotes: Sequence[Mapping[str, Any]],
) -> list[_Outcome]:
    deciding = {
        number for disputed in truth["disputed_items"] for number in disputed["deciding_facts"]
    }
    repeated = _repetitions(truth["documents"])
    passages = _passages(case_file, quotes)
    facts = tuple(facts)
    outcomes = []
    for number, wanted in enumerate(truth["facts"]):
        place = (wanted["file"], wanted["page"])
        places = {place, *repeated.get(place, ())}
        agreeing = [fact for fact in facts if _agrees(fact, wanted, places)]
        overlapping = any(_overlaps(fact, passages.get(number, ())) for fact in agreeing)
        kind = "only elsewhere on the page" if agreeing else "not found"
        outcomes.append(
            _Outcome(
                found=bool(agreeing),
                overlapping=overlapping,
                deciding=number in deciding,
                line=f"{name} fact {number} ({'deciding, ' if number in deciding else ''}"
                f"{wanted['kind']}) {place[0]} page {place[1]}: {kind}",
            )
        )
    return outcomes


def _agrees(fact: Fact, wanted: Truth, places: set[Place]) -> bool:
    return (
        fact.kind.value == wanted["kind"]
        and fact.assertion.value == wanted["assertion"]
        and (fact.place.file, fact.place.page) in places
        and (wanted["date"] is None or fact.date == dt.date.fromisoformat(wanted["date"]))
        and (wanted["value"] is None or _normal(fact.value) == _normal(wanted["value"]))
    )


def _normal(value: object) -> object:
    text = str(value).lower().replace(" ", "")
    try:
        return float(text)
    except ValueError:
        return text


def _overlaps(fact: Fact, passages: Iterable[tuple[Place, int, int]]) -> bool:
    return any(
        (fact.place.file, fact.place.page) == place
        and fact.place.start < end
        and start < fact.place.end
        for place, start, end in passages
    )


def _passages(
    case_file: CaseFile, quotes: Sequence[Mapping[str, Any]]
) -> dict[int, list[tuple[Place, int, int]]]:
    """Where each truth's passage stands in the text as OpenIMR reads it."""
    texts = {(page.file, page.number): page.text for page in case_file.pages}
    found: dict[int, list[tuple[Place, int, int]]] = {}
    for quote in quotes:
        place = (quote["file"], quote["page"])
        match = _search(quote["quote"], texts.get(place, ""))
        if match:
            found.setdefault(quote["i"], []).append((place, *match))
    return found


def _search(quote: str, text: str) -> tuple[int, int] | None:
    """The quote's place, or that of its longest run of words that was read without error."""
    words = quote.split()
    for length in range(len(words), 0, -1):
        if length < min(2, len(words)):
            break
        for first in range(len(words) - length + 1):
            run = r"\s+".join(re.escape(word) for word in words[first : first + length])
            match = re.search(run, text, re.IGNORECASE)
            if match:
                return match.start(), match.end()
    return None


def _repetitions(documents: Sequence[Mapping[str, Any]]) -> dict[Place, set[Place]]:
    repeated: dict[Place, set[Place]] = {}
    for document in documents:
        if document["duplicate_of"] is None:
            continue
        original = documents[document["duplicate_of"]]
        for offset in range(document["pages"][1] - document["pages"][0] + 1):
            place = (original["file"], original["pages"][0] + offset)
            repeated.setdefault(place, set()).add((document["file"], document["pages"][0] + offset))
    return repeated


def _documents(truth: Truth) -> tuple[Document, ...]:
    return tuple(
        Document(
            file=d["file"],
            pages=(d["pages"][0], d["pages"][1]),
            type=DocumentType(d["type"]),
            date=dt.date.fromisoformat(d["date"]) if d["date"] else None,
            author=d["author"],
            scanned=d["scanned"],
            duplicate_of=d["duplicate_of"],
            other_patient=d["other_patient"],
        )
        for d in truth["documents"]
    )

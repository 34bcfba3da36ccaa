"""Reading letters, measured field by field against the labels of the real letters."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from accuracy.report import Row, Section
from openimr.adapters.letter_reader import read_letter_at
from openimr.determination.model import Determination, Finding
from openimr.determination.reading_json import as_json

_ENDINGS = {"letters.gold.jsonl": ("pdf", ".pdf"), "seeds.gold.jsonl": ("text", ".txt")}
_HEADER = (
    "case_number",
    "date_assigned",
    "decision_date",
    "date_of_injury",
    "ur_denial_date",
    "application_received",
    "priority",
)
_TARGETS = {
    **dict.fromkeys(_HEADER, 1.0),
    **dict.fromkeys(("licensure", "specialties", "age", "sex"), 1.0),
    **dict.fromkeys(("number of findings", "title", "decision"), 1.0),
    **dict.fromkeys(("basis: claims administrator", "basis: reviewer"), 0.99),
    **dict.fromkeys(("citations: precision", "citations: recall"), 0.98),
    "citations: same source, sections and pages": None,
}
_NOTES = (
    "Citations are compared by the words of source, sections and pages together: where the "
    "source of a non-MTUS citation ends is not marked in the letters, and the labels part it in "
    "some and not in others. The last row counts those that are parted alike.",
)


def labelled_letters(shared: Path) -> Iterator[tuple[Path, dict[str, Any]]]:
    """Every letter with labels, and the labels."""
    for name, (folder, ending) in _ENDINGS.items():
        for line in (shared / "letters" / name).read_text(encoding="utf-8").splitlines():
            labels = json.loads(line)
            stem = labels.get("letter") or labels["case_number"]
            yield shared / "letters" / folder / f"{stem}{ending}", labels


def measure(shared: Path) -> Section:
    """Every field of every letter; misses name letter, field, label and what was read."""
    tally = _Tally()
    for path, labels in labelled_letters(shared):
        reading = read_letter_at(path)
        tally.letter(path.stem, as_json(reading), reading.determination, labels)
    rows = tuple(
        Row(name=name, hits=tally.hits[name], total=tally.totals[name], target=target)
        for name, target in _TARGETS.items()
    )
    return Section(title="Reading letters", rows=rows, misses=tuple(tally.misses), notes=_NOTES)


class _Tally:
    def __init__(self) -> None:
        self.hits: Counter[str] = Counter()
        self.totals: Counter[str] = Counter()
        self.misses: list[str] = []

    def letter(
        self, name: str, shown: dict[str, Any], said: Determination, labels: dict[str, Any]
    ) -> None:
        for field in _HEADER:
            self._compare(name, field, shown[field], labels[field])
        for field in ("licensure", "specialties"):
            self._compare(name, field, shown["reviewer"][field], labels[field])
        for field in ("age", "sex"):
            self._compare(name, field, shown["patient"][field], labels[field])
        issues = labels["issues"]
        self._compare(name, "number of findings", len(said.findings), len(issues))
        for number, issue in enumerate(issues, start=1):
            finding = said.findings[number - 1] if number <= len(said.findings) else None
            self._finding(f"{name} issue {number}", finding, issue)

    def _finding(self, name: str, finding: Finding | None, issue: dict[str, Any]) -> None:
        self._compare(name, "title", finding and finding.disputed_treatment, issue["title"])
        self._compare(name, "decision", _word(finding and finding.decision), issue["decision"])
        administrator = finding and finding.claims_administrator_guideline.basis
        self._compare(name, "basis: claims administrator", _word(administrator), issue["ca_basis"])
        reviewer = finding and finding.reviewer_guideline.basis
        self._compare(name, "basis: reviewer", _word(reviewer), issue["reviewer_basis"])
        self._citations(name, finding, issue["reviewer_citations"])

    def _citations(self, name: str, finding: Finding | None, labels: list[dict[str, Any]]) -> None:
        cited = finding.reviewer_guideline.citations if finding else ()
        read = [(one.source, one.sections, one.pages) for one in cited]
        wanted = [
            (one["source"], tuple(one.get("sections", ())), tuple(one.get("pages", ())))
            for one in labels
        ]
        ours, theirs = Counter(map(_words, read)), Counter(map(_words, wanted))
        same = (ours & theirs).total()
        self._count("citations: precision", same, len(read))
        self._count("citations: recall", same, len(wanted))
        alike = Counter(map(_parted, read)) & Counter(map(_parted, wanted))
        self._count("citations: same source, sections and pages", alike.total(), len(wanted))
        if ours != theirs:
            self.misses.append(f"{name}: citations: label {wanted}, read {read}")

    def _compare(self, name: str, field: str, read: object, label: object) -> None:
        same = _plain(read) == _plain(label)
        self._count(field, int(same), 1)
        if not same:
            self.misses.append(f"{name}: {field}: label {label!r}, read {read!r}")

    def _count(self, field: str, hits: int, total: int) -> None:
        self.hits[field] += hits
        self.totals[field] += total


def _word(value: Any) -> str | None:
    return None if value is None else str(value.value)


def _plain(value: object) -> object:
    return list(value) if isinstance(value, tuple) else value


def _words(citation: tuple[str, Iterable[str], Iterable[str]]) -> str:
    source, sections, pages = citation
    return " ".join(re.findall(r"[\w&-]+", " ".join((source, *sections, *pages)).casefold()))


def _parted(citation: tuple[str, Iterable[str], Iterable[str]]) -> tuple[str, ...]:
    source, sections, pages = citation
    return (
        _words((source, (), ())),
        "|",
        *(_words((one, (), ())) for one in sections),
        "|",
        *pages,
    )

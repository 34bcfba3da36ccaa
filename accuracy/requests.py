"""Requests in numbers, measured over the headings of the real letters and their labels."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from accuracy.report import Row, Section
from openimr.application.request import parse_request

FIELDS = ("quantity", "unit", "per_week", "weeks", "body_parts", "drug", "strength")
TARGET = 0.95


def labelled_requests(shared: Path) -> Iterator[tuple[str, dict[str, object]]]:
    """Each disputed treatment's heading with its labels, of all letters that have labels."""
    for name in ("letters.gold.jsonl", "seeds.gold.jsonl"):
        for line in (shared / "letters" / name).read_text(encoding="utf-8").splitlines():
            for issue in json.loads(line)["issues"]:
                yield issue["title"], issue


def measure(shared: Path) -> Section:
    """Each field of the parsed request against its label; units of "#60" are not counted apart."""
    hits, total, misses = dict.fromkeys(FIELDS, 0), 0, []
    for title, labels in labelled_requests(shared):
        total += 1
        parsed = parse_request(title)
        for field in FIELDS:
            wanted, got = _comparable(labels.get(field)), _comparable(getattr(parsed, field))
            if wanted == got:
                hits[field] += 1
            else:
                misses.append(f"{field}: wanted {wanted!r}, read {got!r} in: {title}")
    rows = tuple(
        Row(name=f"request: {field}", hits=hits[field], total=total, target=TARGET)
        for field in FIELDS
    )
    return Section(
        title="Requests in numbers",
        rows=rows,
        misses=tuple(misses),
        notes=("A label 'units' equals no unit: letters label '#60' either way.",),
    )


def _comparable(value: object) -> object:
    if isinstance(value, list | tuple):
        return tuple(value)
    return None if value == "units" else value

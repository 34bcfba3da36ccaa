"""No text of the shared letters and case files stands in the repository."""

from __future__ import annotations

import json
import os
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SHARED = Path(os.environ.get("OPENIMR_SHARED", ROOT.parent / "shared"))
RUN = 12
"""Words in a row that count as copied."""

MOST_RUNS = 30
"""Runs that official wording of forms and law may share with a letter."""

if not (SHARED / "letters" / "text").is_dir():
    pytest.skip(f"the shared letters are not at {SHARED}", allow_module_level=True)


def runs(text: str) -> Iterator[tuple[str, ...]]:
    words = re.findall(r"[a-z0-9]+", text.lower())
    for start in range(len(words) - RUN + 1):
        yield tuple(words[start : start + RUN])


def committed_texts() -> Iterator[tuple[str, str]]:
    listed = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.splitlines()
    for name in listed:
        path = ROOT / name
        if path.suffix in {".py", ".md", ".txt", ".yaml", ".yml", ".json", ".typ", ".toml", ".j2"}:
            yield name, path.read_text(encoding="utf-8") if path.is_file() else ""


def test_no_passage_of_a_shared_letter_or_case_file_stands_in_the_repository() -> None:
    ours = {name: set(runs(text)) for name, text in committed_texts()}
    sources = [*SHARED.glob("letters/text/*.txt"), *SHARED.glob("case-files/*/quotes.json")]
    found: dict[str, int] = dict.fromkeys(ours, 0)
    everything = set().union(*ours.values())
    shared: set[tuple[str, ...]] = set()
    for source in sources:
        text = source.read_text(encoding="utf-8", errors="replace")
        shared.update(run for run in runs(text) if run in everything)
    for name, own in ours.items():
        found[name] = len(own & shared)
    assert {name: count for name, count in found.items() if count > MOST_RUNS} == {}


def test_no_patient_of_a_shared_case_file_is_named_in_the_repository() -> None:
    people = {
        json.loads(path.read_text(encoding="utf-8"))["patient"]["name"]
        for path in SHARED.glob("case-files/*/truth.json")
    }
    named = [name for name, text in committed_texts() if any(person in text for person in people)]
    assert named == []

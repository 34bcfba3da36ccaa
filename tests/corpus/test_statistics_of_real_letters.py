"""Statistics of the real letters: counts and rates are those of the labels."""

from __future__ import annotations

import datetime as dt
import json
import os
from collections import Counter
from pathlib import Path

import pytest

from openimr.adapters.library_reading import determinations_at
from openimr.determination.model import Decision
from openimr.publication.model import PublishedDetermination
from openimr.publication.statistics.rates import decided_by, overall
from openimr.publication.statistics.tallies import ASSIGNED, BY_MONTH, Tallies, tally

LETTERS = Path(os.environ.get("OPENIMR_SHARED", Path(__file__).parents[3] / "shared")) / "letters"
if not (LETTERS / "letters.gold.jsonl").is_file():
    pytest.skip(f"the shared letters are not at {LETTERS}", allow_module_level=True)

GOLD = [
    json.loads(line)
    for line in (LETTERS / "letters.gold.jsonl").read_text(encoding="utf-8").splitlines()
]


@pytest.fixture(scope="module")
def counted() -> Tallies:
    read = list(determinations_at(sorted((LETTERS / "pdf").glob("*.pdf"))))
    assert all(isinstance(one, PublishedDetermination) for one in read)
    return tally(read)


def labelled(field: str) -> Counter[tuple[str, bool]]:
    return Counter(
        (issue[field], issue["decision"] == "overturned") for one in GOLD for issue in one["issues"]
    )


def counted_by(counted: Tallies, way: str) -> Counter[tuple[str, bool]]:
    found: Counter[tuple[str, bool]] = Counter()
    for key, decided in decided_by(counted, way).items():
        found[key, False] += decided.upheld
        found[key, True] += decided.overturned
    return +found


def test_the_overturn_rate_is_that_of_the_labels(counted: Tallies) -> None:
    outcomes = Counter(issue["decision"] for one in GOLD for issue in one["issues"])
    decided = overall(counted)
    assert decided.unread == 0
    assert decided.upheld == outcomes["upheld"] == 127
    assert decided.overturned == outcomes["overturned"] == 14


@pytest.mark.parametrize(
    ("way", "field"), [("basis", "reviewer_basis"), ("claims-basis", "ca_basis")]
)
def test_outcomes_by_basis_are_those_of_the_labels(counted: Tallies, way: str, field: str) -> None:
    assert counted_by(counted, way) == labelled(field)


def test_outcomes_by_sex_are_those_of_the_labels(counted: Tallies) -> None:
    labels = Counter(
        (one["sex"] or "", issue["decision"] == "overturned")
        for one in GOLD
        for issue in one["issues"]
    )
    assert counted_by(counted, "sex") == labels


def test_outcomes_by_specialty_are_those_of_the_labels(counted: Tallies) -> None:
    labels = Counter(
        (specialty, issue["decision"] == Decision.OVERTURNED.value)
        for one in GOLD
        for specialty in set(one["specialties"])
        for issue in one["issues"]
    )
    assert counted_by(counted, "specialty") == labels


def test_volumes_and_days_are_those_of_the_labels(counted: Tallies) -> None:
    months = Counter(one["decision_date"][:7] for one in GOLD)
    assert sum(map(Counter, counted.counts(BY_MONTH).values()), Counter()) == months
    days = Counter(
        str((day(one["decision_date"]) - day(one["date_assigned"])).days) for one in GOLD
    )
    assert sum(map(Counter, counted.counts(ASSIGNED).values()), Counter()) == days


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)

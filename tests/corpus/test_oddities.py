"""Known oddities of the real letters are found, and letters without any are left alone."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from accuracy.checks import MOST_ALARMS, RECALL_AIM, RULES_OF_KIND, labelled_letters, measure
from accuracy.report import Section

from openimr.adapters.letter_reader import read_letter_with_pages
from openimr.determination.check import check_letter
from openimr.determination.checks.registry import RULES

SHARED = Path(os.environ.get("OPENIMR_SHARED", Path(__file__).parents[3] / "shared"))

pytestmark = pytest.mark.skipif(
    not (SHARED / "letters").is_dir(), reason="the shared letters are not beside the repository"
)


@pytest.fixture(scope="module")
def section() -> Section:
    return measure(SHARED)


def test_most_known_oddities_are_found(section: Section) -> None:
    found = next(row for row in section.rows if row.name == "known oddities found")
    assert found.share >= RECALL_AIM, section.misses


def test_letters_without_known_oddities_raise_few_alarms(section: Section) -> None:
    alarms = {row.name: row for row in section.rows if "alarms, in letters" in row.name}
    grave = [alarms["high alarms, in letters"], alarms["medium alarms, in letters"]]
    assert sum(row.hits for row in grave) <= MOST_ALARMS * grave[0].total, section.misses


def test_every_quote_stands_where_its_span_says() -> None:
    for _, path in labelled_letters(SHARED):
        reading, pages = read_letter_with_pages(path)
        for finding in check_letter(reading, pages):
            for place in finding.places:
                if place.span is not None:
                    page = pages[place.span.page - 1]
                    assert page[place.span.start : place.span.end] == place.words


def test_every_kind_of_oddity_has_a_rule() -> None:
    named = {rule for rules in RULES_OF_KIND.values() for rule in rules}
    assert named <= set(RULES)

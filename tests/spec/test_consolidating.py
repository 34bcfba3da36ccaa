"""Two applications of one course of treatment are decided in one case, or nothing happens."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from tests.filed_applications import application, day, papers_read, treatments, words
from tests.invented_dispute import INTAKE
from tests.verbs_on_cases import House

from openimr.case.events import Consolidated, TookIn
from openimr.workflow.receive import Filing

MONDAY = dt.datetime(2026, 3, 2, 18, 0, tzinfo=dt.UTC)
FIRST, SECOND, OTHER = "CM26-0000001", "CM26-0000002", "CM26-0000003"


@pytest.fixture
def house(tmp_path: Path) -> House:
    """Two decisions of one course of treatment, and one of another physician."""
    house = House(tmp_path / "house", MONDAY)
    intake = house.office().intake
    later = application(
        ur_date=day("2026-02-24"),
        ur_served=day("2026-02-24"),
        treatments=treatments("MRI of the lumbar spine"),
    )
    another = application(
        requesting_physician=words("Ansel Brodie, MD"),
        ur_date=day("2026-02-20"),
        ur_served=day("2026-02-20"),
    )
    for number, form in enumerate((None, later, another)):
        read = papers_read(form, f"form {number}") if form else papers_read()
        intake.take(read, Filing(), INTAKE, f"filing-{number}")
    return house


def counted(house: House, case: str) -> int:
    return len(house.office().store.load(case))


def test_the_case_that_came_first_takes_the_treatments_in(house: House) -> None:
    for _ in range(2):
        said = house.say("case", "consolidate", SECOND, FIRST)
        assert said.code == 0, said.err
    office = house.office()
    assert [type(one.event) for one in office.store.load(SECOND)[2:]] == [Consolidated]
    assert [type(one.event) for one in office.store.load(FIRST)[2:]] == [TookIn]
    texts = [one.text for one in office.case(FIRST).treatments]
    assert texts[-1] == "MRI of the lumbar spine"


def test_what_was_broken_off_between_the_two_cases_is_finished(house: House) -> None:
    house.say("case", "consolidate", SECOND, FIRST)
    store = house.office().store
    (taken,) = (one for one in store.load(FIRST) if isinstance(one.event, TookIn))
    (left,) = (one for one in store.load(SECOND) if isinstance(one.event, Consolidated))
    assert taken.key == left.key, "either is found again by the key that both have"


@pytest.mark.parametrize(
    ("case", "into", "rule"),
    [
        (OTHER, FIRST, "same-course-of-treatment"),
        (FIRST, FIRST, "consolidated-with-itself"),
        (FIRST, "CM26-0000099", "no-such-case"),
    ],
)
def test_what_may_not_be_decided_together_is_refused_with_the_rule(
    house: House, case: str, into: str, rule: str
) -> None:
    before = counted(house, FIRST), counted(house, OTHER)
    said = house.say("case", "consolidate", case, into, "--json")
    assert said.code == 2
    assert rule in said.out or "not in this record" in said.err
    assert (counted(house, FIRST), counted(house, OTHER)) == before


def test_nothing_is_taken_in_when_the_other_case_cannot_leave(house: House) -> None:
    assert house.say("case", "do", SECOND, "withdraw", "reason=no longer wanted").code == 0
    before = counted(house, FIRST)
    said = house.say("case", "consolidate", SECOND, FIRST)
    assert said.code == 2
    assert "not-in-this-state" in said.err
    assert counted(house, FIRST) == before

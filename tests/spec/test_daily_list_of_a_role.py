"""The daily list: what is overdue, due today and due soon, for whom, by which rule."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from tests.filed_applications import papers_read
from tests.invented_dispute import INTAKE
from tests.verbs_on_cases import House

from openimr.workflow.receive import Filing

MONDAY = dt.datetime(2026, 3, 2, 18, 0, tzinfo=dt.UTC)
"""Ten in the morning in California."""

CASE = "CM26-0000001"


@pytest.fixture
def house(tmp_path: Path) -> House:
    """A house with one case just found eligible: the notice of assignment is due."""
    house = House(tmp_path / "house", MONDAY)
    house.office().intake.take(papers_read(), Filing(), INTAKE, "the filing")
    return house


def rules(house: House, part: str, *words: str) -> list[str]:
    """Rules on one part of a list."""
    return [one["rule"] for one in house.say("agenda", *words, "--json").fields["agenda"][part]]


def test_what_is_due_tomorrow_is_due_soon_with_case_rule_and_law(house: House) -> None:
    said = house.say("agenda", "--role", "case manager")
    assert "Monday, 03/02/2026, case manager" in said.out
    assert "Due within 7 days" in said.out
    for told in (CASE, "03/03/2026 11:59 PM", "Notice of assignment", "8 CCR 9792.10.4(b)"):
        assert told in said.out


def test_on_its_day_it_is_due_today_and_the_day_after_overdue(house: House) -> None:
    house.later(days=1)
    assert rules(house, "today") == ["notice-of-assignment"]
    house.later(days=1)
    assert rules(house, "overdue") == ["notice-of-assignment"]
    assert "Overdue" in house.say("agenda").out


def test_looking_less_far_leaves_out_what_comes_later(house: House) -> None:
    assert rules(house, "soon", "--within", "0") == []
    said = house.say("agenda", "--within", "0")
    assert said.out.endswith("Nothing is overdue, and nothing is due within 0 days.\n")


def test_the_list_of_another_day(house: House) -> None:
    assert rules(house, "today", "--day", "2026-03-03") == ["notice-of-assignment"]
    assert rules(house, "overdue", "--day", "2026-03-04") == ["notice-of-assignment"]
    assert "Wednesday, 03/04/2026" in house.say("agenda", "--day", "2026-03-04").out


def test_the_list_is_that_of_whoever_asks_unless_a_role_is_named(house: House) -> None:
    reviewers = house.say("agenda", "--as", "reviewer:R-17")
    assert "reviewer" in reviewers.out
    assert "Nothing is overdue" in reviewers.out
    assert "notice-of-assignment" in house.say("agenda", "--role", "case manager").out


def test_what_parties_owe_is_awaited_by_those_who_remind_them(house: House) -> None:
    said = house.say(
        "case", "do", CASE, "send-notice-of-assignment", "sent=all:mail", f"sha256={'0' * 64}"
    )
    assert said.code == 0, said.err
    house.later(days=8)
    assert "records-claims-administrator" in rules(house, "awaited")
    told = house.say("agenda").out
    assert "Awaited from parties" in told
    assert "Nothing of your own is overdue or due" in told
    assert "records-claims-administrator" not in rules(house, "awaited", "--role", "reviewer")


def test_what_was_done_leaves_the_list(house: House) -> None:
    house.say(
        "case", "do", CASE, "send-notice-of-assignment", "sent=all:mail", f"sha256={'0' * 64}"
    )
    assert rules(house, "soon", "--role", "case manager", "--within", "3") == []


def test_a_role_that_there_is_not_is_told(house: House) -> None:
    said = house.say("agenda", "--role", "judge")
    assert said.code == 64
    assert "There is no role 'judge'" in said.err

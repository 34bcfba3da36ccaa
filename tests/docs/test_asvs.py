"""What the web was checked against: each requirement once, and every test named is there."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from tests.docs.named_tests import ROOT, is_there

PAGE = ROOT / "docs" / "security" / "asvs.md"

ASKED = """
1.1.1-2 1.2.1-9 1.3.1-11 1.4.1-3 1.5.1-2
2.1.1-3 2.2.1-3 2.3.1-4 2.4.1-1
3.2.1-2 3.3.1-4 3.4.1-6 3.5.1-5 3.7.1-2
4.1.1-3 4.2.1-1 4.3.1-2 4.4.1-4
5.1.1-1 5.2.1-3 5.3.1-2 5.4.1-3
6.1.1-3 6.2.1-12 6.3.1-4 6.4.1-4 6.5.1-5 6.6.1-3 6.8.1-4
7.1.1-3 7.2.1-4 7.3.1-2 7.4.1-5 7.5.1-2 7.6.1-2
8.1.1-2 8.2.1-3 8.3.1-1 8.4.1-1
9.1.1-3 9.2.1-4
10.1.1-2 10.2.1-2 10.3.1-4 10.4.1-11 10.5.1-5 10.6.1-2 10.7.1-3
11.1.1-2 11.2.1-3 11.3.1-3 11.4.1-4 11.5.1-1 11.6.1-1
12.1.1-3 12.2.1-2 12.3.1-4
13.1.1-1 13.2.1-5 13.3.1-2 13.4.1-5
14.1.1-2 14.2.1-4 14.3.1-3
15.1.1-3 15.2.1-3 15.3.1-7
16.1.1-1 16.2.1-5 16.3.1-4 16.4.1-3 16.5.1-3
17.1.1-1 17.2.1-4 17.3.1-2
"""
"""Numbers of the requirements of levels 1 and 2 in ASVS 5.0.0."""

NOT_HELD = ("not applicable", "**not met**")


@pytest.fixture(scope="module")
def rows() -> list[list[str]]:
    """Number, what is asked, how it is met, test or reason."""
    lines = PAGE.read_text().splitlines()
    cut = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    return [cells for cells in cut if re.fullmatch(r"\d+\.\d+\.\d+", cells[0])]


def _asked() -> Iterator[str]:
    for words in ASKED.split():
        section, numbers = words.rsplit(".", 1)
        first, last = map(int, numbers.split("-"))
        yield from (f"{section}.{one}" for one in range(first, last + 1))


def test_every_requirement_of_levels_one_and_two_has_one_row(rows: list[list[str]]) -> None:
    assert [cells[0] for cells in rows] == list(_asked())


def test_every_row_says_how_or_why_not(rows: list[list[str]]) -> None:
    assert all(len(cells) == 4 and all(cells) for cells in rows)
    assert all(cells[3] != "by reading" for cells in rows if cells[2] in NOT_HELD)


def test_every_test_that_is_named_is_there(rows: list[list[str]]) -> None:
    named = {one for cells in rows for one in re.findall(r"`(tests/[^`]+)`", cells[3])}
    assert len(named) > 80
    assert {one for one in named if not is_there(one)} == set()


def test_what_is_counted_in_the_head_is_so(rows: list[list[str]]) -> None:
    said = [int(one) for one in re.findall(r"\b\d{2,3}\b", PAGE.read_text().split("\n\n")[1])]
    beside = sum(cells[2] == "not applicable" for cells in rows)
    missed = sum(cells[2] == "**not met**" for cells in rows)
    read = sum(cells[3] == "by reading" for cells in rows)
    assert said == [len(rows), beside, missed, read, len(rows) - beside - missed - read]

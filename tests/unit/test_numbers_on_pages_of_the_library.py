"""Numbers of a library may be large: pages part their thousands."""

from __future__ import annotations

import re
from pathlib import Path

import openimr.web.library
from openimr.web.wording import grouped

TEMPLATES = Path(openimr.web.library.__file__).parent / "templates"
COUNTS = re.compile(
    r"{{ [\w.]*(?:\.determinations|\.decided|\.rows|\.counts\.(?!first_year|last_year)\w+) }}"
)


def test_thousands_are_parted() -> None:
    assert [grouped(number) for number in (0, 999, 1_200, 1_734_001)] == [
        "0",
        "999",
        "1,200",
        "1,734,001",
    ]


def test_no_page_of_the_library_shows_a_count_as_it_comes() -> None:
    shown = [
        found for page in TEMPLATES.rglob("*.html") for found in COUNTS.findall(page.read_text())
    ]
    assert not shown
    assert COUNTS.search("{{ one.determinations }} {{ said.counts.findings }}")

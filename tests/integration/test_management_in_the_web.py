"""The figures of management over real HTTP, on the demo's organization."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator

import pytest
from tests.made_demo import made_demo
from tests.served import Served, serving
from tests.signed_in import Visitor


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    data = made_demo(tmp_path_factory, "management")
    with serving(data, "--no-jobs", OPENIMR_SECOND_FACTOR="optional") as running:
        yield running


@pytest.fixture(scope="module")
def manager(served: Served) -> Visitor:
    visitor = Visitor(served)
    visitor.sign_in("ruiz")
    return visitor


def test_every_figure_is_a_chart_with_its_table_beside(manager: Visitor) -> None:
    page = manager.get("/management")
    assert page.status == 200
    figures = re.findall(r'<h2 id="([a-z]+)">', page.body)
    assert figures == [
        "volumes", "standing", "days", "outcomes", "reviewers", "records", "filers", "missed",
    ]  # fmt: skip
    assert page.body.count("<svg") <= page.body.count("<table")
    assert "Counted until" in page.body
    assert "style=" not in page.body


def test_reviewers_stand_there_by_pseudonym_alone(manager: Visitor) -> None:
    assert not re.search(r"\bR-0\d\d\b", manager.get("/management").body)


def test_a_figure_as_csv_says_what_its_table_says(manager: Visitor) -> None:
    answer = manager.get("/management/outcomes.csv")
    assert answer.headers["content-type"].startswith("text/csv")
    head, whole, *topics = csv.reader(io.StringIO(answer.body))
    assert head[:3] == ["Topic", "Decided", "Overturned"]
    assert int(whole[1]) == sum(int(row[1]) for row in topics)


def test_months_that_are_none_are_told_what_to_write(manager: Visitor) -> None:
    assert "Write it like 2026-03" in manager.get("/management?first=March").body
    assert manager.get("/management?first=2026-03&last=2026-01").status == 400
    assert manager.get("/management/moon.csv").status == 404


def test_months_of_long_ago_have_nothing_to_show(manager: Visitor) -> None:
    page = manager.get("/management?first=2013-01&last=2013-02").body
    assert page.count("Nothing to show here.") >= 6


def test_intake_has_no_figures(served: Served) -> None:
    moreau = Visitor(served)
    moreau.sign_in("moreau")
    assert moreau.get("/management").status == 409

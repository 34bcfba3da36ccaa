"""The panel that is kept, at the command line: who changed what, and what a case asks of it."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from tests.ten_applications import TEN, papers
from tests.verbs_on_cases import House

EXAMPLES = Path(__file__).parents[2] / "examples"
PANEL = EXAMPLES / "panel.csv"
OKAFOR = ("--as", "case manager:cred.okafor")
CASE = "CM26-0000001"


@pytest.fixture
def house(tmp_path: Path) -> House:
    house = House(tmp_path / "data", dt.datetime(2026, 11, 20, 18, tzinfo=dt.UTC))
    assert house.say("panel", "import", PANEL, "--keep", *OKAFOR).code == 0
    return house


def changed(folder: Path, *changes: tuple[str, str]) -> Path:
    text = PANEL.read_text(encoding="utf-8-sig")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    path = folder / "changed.csv"
    path.write_text(text)
    return path


def test_without_a_kept_panel_the_verbs_say_how_to_keep_one(tmp_path: Path) -> None:
    house = House(tmp_path / "empty", dt.datetime(2026, 11, 20, 18, tzinfo=dt.UTC))
    for words in (("list",), ("check", "R-001"), ("conflicts", str(EXAMPLES / "panel-case.yaml"))):
        said = house.say("panel", *words)
        assert said.code == 2
        assert "none is kept" in said.err
    assert "--keep" in house.say("panel", "appoint").err


def test_the_verbs_work_on_the_kept_panel_and_on_a_file_that_is_named(
    house: House, tmp_path: Path
) -> None:
    on = ("--on", "2026-11-20")
    assert house.say("panel", "check", "R-001", *on).code == 0
    retired = changed(tmp_path, ("R-001,Helena J.", "R-101,Helena J."))
    assert "R-101" in house.say("panel", "list", "--panel", retired, *on).out
    assert house.say("panel", "check", "R-101", *on).code == 2
    kept = house.say("panel", "conflicts", EXAMPLES / "panel-case.yaml", *on)
    assert "4 of 13 reviewers barred" in kept.out


def test_an_import_tells_what_it_changes_and_the_history_who_did(
    house: House, tmp_path: Path
) -> None:
    house.later(days=3)
    part = changed(
        tmp_path,
        ("Longfellow,,Orthopedic Surgery,English,8", "Longfellow,,Orthopedic Surgery,English,9"),
    )
    said = house.say("panel", "import", part, "--keep", "--as", "case manager:ana.ruiz", "--json")
    assert said.fields["changed"] == ["R-002"]
    history = house.say("panel", "history", "R-002", "--json").fields
    assert [(one["by"], one["says"]) for one in history] == [
        ("case manager cred.okafor", "entered"),
        ("case manager ana.ruiz", "changed: capacity"),
    ]
    assert "11/23/2026" in history[1]["at"]
    assert "was never on the panel" in house.say("panel", "history", "R-02").err


def test_who_is_not_in_a_whole_panel_leaves_it_and_keeps_the_history(
    house: House, tmp_path: Path
) -> None:
    rows = PANEL.read_text(encoding="utf-8-sig").splitlines(keepends=True)
    short = tmp_path / "short.csv"
    short.write_text("".join(row for row in rows if not row.startswith("R-013")))
    assert "nothing in it is new" in house.say("panel", "import", short, "--keep").out
    assert "1 left the panel: R-013" in house.say("panel", "import", short, "--keep", "--whole").out
    assert house.say("panel", "check", "R-013").code == 2
    assert "left the panel" in house.say("panel", "history", "R-013").out


def test_an_identifier_never_passes_to_another_physician(house: House, tmp_path: Path) -> None:
    other = changed(
        tmp_path,
        ("R-001,Helena J.,Marsh", "R-001,Otis,Grange"),
        ("A 100201", "A 999"),
        ("NV,MD,20417", "NV,MD,999"),
    )
    said = house.say("panel", "import", other, "--keep")
    assert said.code == 2
    assert "R-001 is another physician" in said.err


def test_a_case_of_the_record_is_looked_at_by_its_number(house: House, tmp_path: Path) -> None:
    house.say("case", "receive", papers(TEN[2], 1, tmp_path / "papers"))
    said = house.say("panel", "conflicts", CASE)
    assert said.code == 1
    assert "R-003" in said.out
    assert "waits for a person" in said.out
    assert house.say("panel", "conflicts", "CM26-0000009").code == 2


def test_the_reviewer_reads_a_question_for_every_party(house: House, tmp_path: Path) -> None:
    house.say("case", "receive", papers(TEN[0], 1, tmp_path / "papers"))
    said = house.say("panel", "questions", CASE, "--as", "reviewer:R-001")
    for name in (
        "Amparo Quill (employee)",
        "Gray Otter Claims (claims administrator)",
        "Helen Okafor",
    ):
        assert name in said.out


def test_a_field_is_named_for_one_case_and_only_one_that_there_is(house: House) -> None:
    assert "name it with --case" in house.say("panel", "appoint", "--field", "1=opioids").err
    said = house.say("panel", "appoint", "--case", CASE, "--field", "1=magic")
    assert "is no TREATMENT=FIELD" in said.err


def test_the_panel_is_part_of_a_backup(house: House, tmp_path: Path) -> None:
    pseudonyms = house.say("panel", "seats", "--json").fields
    place = tmp_path / "whole.tar"
    assert house.say("backup", place).code == 0
    again = House(tmp_path / "again", house.now)
    restored = again.say("restore", place)
    assert restored.code == 0, restored.err
    assert again.say("panel", "seats", "--json").fields == pseudonyms
    assert again.say("panel", "history", "R-001").out == house.say("panel", "history", "R-001").out

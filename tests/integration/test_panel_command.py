"""``openimr panel`` at the command line: files in, reasons out, exit codes that scripts can use."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

EXAMPLES = Path(__file__).parents[2] / "examples"
PANEL = EXAMPLES / "panel.csv"


def panel(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    command = [Path(sys.executable).with_name("openimr"), "panel", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_a_sound_panel_is_written_back_as_it_was_and_never_over_a_file_unasked(
    tmp_path: Path,
) -> None:
    target = tmp_path / "panel.csv"
    assert panel("import", PANEL, "--to", target).returncode == 0
    assert target.read_bytes() == PANEL.read_bytes()
    again = panel("import", PANEL, "--to", target)
    assert again.returncode == 2
    assert "exists already" in again.stderr
    assert panel("import", PANEL, "--to", target, "--force").returncode == 0


def test_with_a_fault_nothing_is_written(tmp_path: Path) -> None:
    faulty, target = tmp_path / "faulty.csv", tmp_path / "panel.csv"
    faulty.write_bytes(PANEL.read_bytes().replace(b"R-002", b"R-001"))
    run = panel("import", faulty, "--to", target, "--json")
    assert run.returncode == 1
    assert json.loads(run.stdout)["faults"][0]["column"] == "id"
    assert not target.exists()


@pytest.mark.parametrize(
    ("reviewer", "code", "says"),
    [
        ("R-001", 0, "may be assigned"),
        ("R-006", 1, "not verified at the source"),
        ("R-011", 1, "a Qualified Medical Evaluator"),
        ("R-099", 2, "not on the panel"),
    ],
)
def test_a_check_says_why_and_its_exit_code_says_whether(
    reviewer: str, code: int, says: str
) -> None:
    run = panel("check", reviewer, "--panel", PANEL, "--on", "2026-11-20")
    assert run.returncode == code
    assert says in run.stdout + run.stderr


def test_the_list_as_json_has_reasons_with_rules_and_no_names() -> None:
    run = panel("list", "--panel", PANEL, "--on", "2026-11-20", "--json")
    rows = {row["id"]: row for row in json.loads(run.stdout)}
    assert rows["R-007"]["may_be_assigned"] is False
    assert rows["R-007"]["reasons"][0]["rule"]["citation"] == "Labor Code 139.5(d)(4)"
    assert "Marsh" not in run.stdout


def test_conflicts_of_one_reviewer_or_of_all() -> None:
    case = EXAMPLES / "panel-case.yaml"
    every = panel("conflicts", case, "--panel", PANEL, "--on", "2026-11-20")
    assert every.returncode == 1
    assert "4 of 13 reviewers barred" in every.stdout
    one = panel("conflicts", case, "--panel", PANEL, "--reviewer", "R-009", "--json")
    assert one.returncode == 0
    assert json.loads(one.stdout)["ties"] == []


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("import", "nowhere.csv"), "no such file"),
        (("list", "--panel", "nowhere.csv"), "no such file"),
        (("import", str(EXAMPLES)), "cannot be opened"),
    ],
)
def test_a_file_that_cannot_be_opened_is_one_clear_line(
    arguments: tuple[str, ...], says: str
) -> None:
    run = panel(*arguments)
    assert run.returncode == 2
    assert says in run.stderr
    assert len(run.stderr.splitlines()) == 1


def test_a_faulty_panel_is_used_for_nothing(tmp_path: Path) -> None:
    faulty = shutil.copy(PANEL, tmp_path / "panel.csv")
    Path(faulty).write_bytes(PANEL.read_bytes().replace(b"R-002", b"R-001"))
    run = panel("check", "R-001", "--panel", faulty)
    assert run.returncode == 2
    assert "1 fault" in run.stderr

"""A folder with values of the law may hold anything: every fault is named with its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from openimr.law.lint import remarks
from openimr.law.load import load_law, read_values
from openimr.vocabulary.errors import BadInput

RULE = """deadlines:
  - id: own-rule
    name: Something of our own
    after: found-eligible
    role: case manager
    decisive: false
    citation: our contract
    evidence: seen
    source: our copy
    counts:
      - amount: {count: 2, unit: business days}
        citation: our contract
        evidence: seen
"""


def faults(folder: Path, content: str, name: str = "deadlines.yaml") -> str:
    (folder / name).write_text(content, encoding="utf-8")
    with pytest.raises(BadInput) as refused:
        load_law(folder)
    return str(refused.value)


def test_a_sound_rule_is_read(tmp_path: Path) -> None:
    (tmp_path / "deadlines.yaml").write_text(RULE, encoding="utf-8")
    assert "own-rule" in {rule.id for rule in load_law(tmp_path).deadlines}


@pytest.mark.parametrize(
    ("right", "wrong", "fault"),
    [
        ("after: found-eligible", "after: found-elligible", "line 4: 'after'"),
        ("after: found-eligible", "after: found-elligible", "use one of: rfa-received"),
        ("role: case manager", "role: boss", "line 5: 'role'"),
        ("role: case manager", "who: case manager", "line 5: unknown field 'who'"),
        ("    decisive: false\n", "", "line 2: 'decisive' is missing"),
        ("role: case manager", "others: nobody\n    role: reviewer", "who must act is one of"),
        ("    citation: our contract\n    evid", "    citation: ''\n    evid", "has a citation"),
        ("    source: our copy\n", "", "a value that was seen names its source"),
        ("count: 2", "count: -2", "line 11: 'counts'"),
        ("business days", "lunar days", "line 11: 'counts'"),
        ("count: 2", "count: two", "line 11: 'counts'"),
        ("{count: 2, unit: business days}", "2 days", "line 11: 'counts'"),
        ("evidence: seen\n    source", "evidence: sure\n    source", "use one of: seen, observed"),
        ("    decisive", "    effective_from: 2026-02-30\n    decisive", "'2026-02-30' is no day"),
        ("    decisive", "    decisive: true\n    decisive", "'decisive' stands twice"),
        ("deadlines:", "deadline:", "unknown field 'deadline'"),
        ("deadlines:\n", "", "not a mapping"),
    ],
)
def test_a_wrong_field_is_named_with_its_line(
    tmp_path: Path, right: str, wrong: str, fault: str
) -> None:
    assert right in RULE
    assert fault in faults(tmp_path, RULE.replace(right, wrong, 1))


def test_days_for_mail_belong_to_calendar_days(tmp_path: Path) -> None:
    wrong = RULE.replace(
        "        evidence: seen", "        mail_days: true\n        evidence: seen"
    )
    assert "days for mail are added to calendar days only" in faults(tmp_path, wrong)


def test_two_versions_that_govern_on_the_same_day_are_a_fault(tmp_path: Path) -> None:
    again = RULE.removeprefix("deadlines:\n")
    assert "line 14: two values called 'own-rule' govern" in faults(tmp_path, RULE + again)


def test_versions_one_after_the_other_are_none(tmp_path: Path) -> None:
    first = RULE.replace("    decisive", "    effective_until: 2025-12-31\n    decisive")
    second = RULE.replace("    decisive", "    effective_from: 2026-01-01\n    decisive")
    both = first + second.removeprefix("deadlines:\n")
    (tmp_path / "deadlines.yaml").write_text(both, encoding="utf-8")
    assert len(read_values(tmp_path)["deadlines"]) == 2


def test_all_faults_of_all_files_are_told_together(tmp_path: Path) -> None:
    (tmp_path / "fees.yaml").write_text("fees:\n  - id: x\n", encoding="utf-8")
    told = faults(tmp_path, RULE.replace("found-eligible", "x").replace("boss", "y"))
    assert "deadlines.yaml: line 4" in told
    assert "fees.yaml: line 2: 'dollars' is missing" in told


def test_a_file_of_another_name_is_not_passed_over(tmp_path: Path) -> None:
    assert "fee.yaml: not a file of the law" in faults(tmp_path, "fees: []\n", "fee.yaml")


def test_a_file_without_the_ending_yaml_is_named(tmp_path: Path) -> None:
    assert "let its name end in '.yaml'" in faults(tmp_path, "fees: []\n", "fees.yml")


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="no such folder"):
        load_law(tmp_path / "nowhere")


def test_a_reading_of_working_days_names_holidays_that_there_are(tmp_path: Path) -> None:
    reading = """working_days:
  - id: own
    name: our reading
    open_on: [moon-day]
    citation: our contract
    evidence: unverified
"""
    told = faults(tmp_path, reading, "holidays.yaml")
    assert "names the holiday 'moon-day', which is not in the list" in told


def test_a_holiday_that_the_library_does_not_know_is_remarked(tmp_path: Path) -> None:
    holiday = """holidays:
  - id: moon-day
    name: Moon Day
    called: [Moon Day]
    citation: our contract
    evidence: unverified
"""
    (tmp_path / "holidays.yaml").write_text(holiday, encoding="utf-8")
    found = remarks(load_law(), read_values(tmp_path))
    assert any("knows none called Moon Day" in remark.what for remark in found)

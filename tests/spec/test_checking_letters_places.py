"""Checking letters: both places of a finding are quoted where they stand; reports, exit codes."""

from __future__ import annotations

import json
from pathlib import Path

import msgspec
import pytest
from click.testing import CliRunner
from tests.sound_letter import SOUND, checked, issue, reasons

from openimr.cli.letter_check import check
from openimr.determination.check import check_letter
from openimr.determination.determination_json import write_json
from openimr.determination.model import Decision, Determination
from openimr.determination.read import read_letter_text
from openimr.determination.write import outline_letter
from openimr.determination.write_text import typeset_text

FLAWED = reasons(1, "MRI of the right knee is not", "MRI of the left knee is not")


def as_text(determination: Determination) -> str:
    written = typeset_text(outline_letter(determination), write_json(determination), DAY)
    return written.decode()


DAY = SOUND.decision_date


def run(*arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(check, list(arguments), standalone_mode=False)
    assert result.exception is None, result.exception
    return result.return_value, result.stdout


def test_a_letter_of_our_own_writer_comes_out_clean() -> None:
    pages = as_text(SOUND).split("\f")
    reading = read_letter_text(pages, "letter.txt")
    findings = check_letter(reading, pages)
    assert [finding.rule for finding in findings if finding.rule != "missing-part"] == []


def test_the_words_of_a_finding_stand_at_its_spans() -> None:
    pages = as_text(FLAWED).split("\f")
    findings = check_letter(read_letter_text(pages, "letter.txt"), pages)
    (wrong_side,) = [finding for finding in findings if finding.rule == "side-mismatch"]
    claim, heading = wrong_side.places
    assert "left knee" in " ".join(claim.words.split())
    assert heading.words == "right knee"
    for place in wrong_side.places:
        assert place.span is not None
        assert pages[place.span.page - 1][place.span.start : place.span.end] == place.words


def test_without_page_texts_the_words_are_quoted_alone() -> None:
    (wrong_side,) = [finding for finding in checked(FLAWED) if finding.rule == "side-mismatch"]
    assert [place.span for place in wrong_side.places] == [None, None]


def test_the_gravest_come_first() -> None:
    twice = issue(1, decision=Decision.OVERTURNED)
    twice = msgspec.structs.replace(twice, findings=(twice.findings[0], FLAWED.findings[0]))
    severities = [finding.severity.value for finding in checked(twice)]
    assert severities == sorted(severities, key=["high", "medium", "low"].index)


def test_exit_codes_tell_clean_flawed_and_unreadable_apart(tmp_path: Path) -> None:
    flawed, nonsense = tmp_path / "flawed.json", tmp_path / "nonsense.txt"
    flawed.write_bytes(write_json(FLAWED))
    nonsense.write_text("A shopping list: apples, pears.")
    code, report = run(str(flawed))
    assert code == 1
    assert "left knee" in report and "[side-mismatch]" in " ".join(report.split())
    assert run(str(nonsense))[0] == 2
    assert run("--rules")[0] == 0


def test_json_and_jsonl_carry_rule_severity_issue_and_places(tmp_path: Path) -> None:
    letter = tmp_path / "flawed.txt"
    letter.write_text(as_text(FLAWED))
    whole = json.loads(run("--json", str(letter))[1])
    line = json.loads(run("--jsonl", str(letter))[1])
    assert whole == line
    found = next(f for f in whole["findings"] if f["rule"] == "side-mismatch")
    assert found["severity"] == "high"
    assert found["issue"] == 1
    assert {"page", "start", "end"} == set(found["places"][0]["span"])


def test_a_command_without_paths_says_what_it_needs() -> None:
    with pytest.raises(Exception, match="at least one letter"):
        CliRunner().invoke(check, [], standalone_mode=False, catch_exceptions=False)

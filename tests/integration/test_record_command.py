"""``openimr record``: an export checked and read from the command line, whatever is in it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.happenings import CLERK, NOON, received
from tests.verbs_on_cases import House

from openimr.bootstrap import record_store
from openimr.cli import EXIT_FULL, EXIT_PARTIAL, openimr

EXPORT = Path(__file__).parents[2] / "examples" / "record.jsonl"
CASE = "CM26-0000101"


def run(*arguments: str) -> tuple[int, str]:
    """Exit code and what was printed; a fault of the program goes through."""
    ran = CliRunner().invoke(openimr, ["record", *arguments], standalone_mode=False)
    if ran.exception is not None:
        raise ran.exception
    return ran.return_value, ran.output


def altered(folder: Path, old: bytes, new: bytes) -> str:
    place = folder / "altered.jsonl"
    place.write_bytes(EXPORT.read_bytes().replace(old, new))
    return str(place)


def test_a_whole_export_says_its_counts_and_last_root() -> None:
    code, printed = run("verify", str(EXPORT))
    assert code == EXIT_FULL
    assert printed.startswith("Nothing was changed: 3 cases, 23 events, 18 daily anchors.")


def test_a_published_root_that_is_missing_is_said() -> None:
    code, printed = run("verify", str(EXPORT), "--root", "ab" * 32)
    assert code == EXIT_PARTIAL
    assert "published root" in printed


def test_flaws_as_json_are_one_line_each(tmp_path: Path) -> None:
    place = altered(tmp_path, b"panel-017", b"panel-018")
    code, printed = run("verify", place, "--json")
    assert code == EXIT_PARTIAL
    assert all(line.startswith("{") and CASE in line for line in printed.splitlines())


def test_a_whole_export_as_json_is_one_object_that_a_program_can_compare() -> None:
    code, printed = run("verify", str(EXPORT), "--json")
    assert code == EXIT_FULL
    (said,) = (json.loads(line) for line in printed.splitlines())
    assert said.pop("root") in EXPORT.read_text()
    counts = {"whole": True, "cases": 3, "events": 23, "closed_days": 0}
    assert said == {**counts, "day": "2026-11-20"}


def test_a_whole_export_as_json_says_how_many_days_were_closed_and_the_root_of_the_last(
    tmp_path: Path,
) -> None:
    house = House(tmp_path / "data", NOON)
    out = tmp_path / "export.jsonl"
    with house.inside():
        empty = house.say("record", "export", out)
        assert empty.code == 0
        none = house.say("record", "verify", out, "--json").fields
        events = [received("CM26-1")]
        record_store().append("CM26-1", events, after=0, actor=CLERK, key="came", at=NOON)
        anchored = house.say("record", "anchor", "--json").out.splitlines()
    assert (none["cases"], none["closed_days"], none["day"], none["root"]) == (0, 0, None, None)
    assert house.say("record", "export", out, "--overwrite").code == 0
    said = house.say("record", "verify", out, "--json").fields
    last = json.loads(anchored[-1])
    assert said["closed_days"] == len(anchored) > 0
    assert (said["day"], said["root"]) == (last["day"], last["root"])


def test_a_timeline_of_an_altered_case_says_so(tmp_path: Path) -> None:
    assert run("show", str(EXPORT), CASE)[0] == EXIT_FULL
    code, printed = run("show", altered(tmp_path, b"panel-017", b"panel-018"), CASE)
    assert code == EXIT_PARTIAL
    assert "tampered" in printed


def test_a_terminals_commands_in_an_event_are_not_obeyed(tmp_path: Path) -> None:
    place = altered(tmp_path, b"Acupuncture, 8 visits", b"\\u001b[2J[bold]visits")
    _, printed = run("show", place, CASE)
    assert "\x1b" not in printed
    assert "[bold]visits" in printed


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(st.binary(max_size=60), st.integers(0, 17_000), st.integers(0, 200))
def test_any_bytes_are_checked_and_shown_without_a_fault(
    tmp_path: Path, junk: bytes, start: int, length: int
) -> None:
    whole = EXPORT.read_bytes()
    place = tmp_path / "junk.jsonl"
    place.write_bytes(whole[:start] + junk + whole[start + length :])
    assert run("verify", str(place))[0] in {EXIT_FULL, EXIT_PARTIAL}
    assert run("show", str(place), "CM26-0000103")[0] in {EXIT_FULL, EXIT_PARTIAL}


@pytest.mark.parametrize("verb", ["verify", "show"])
def test_a_file_that_is_not_there_is_said_in_words(verb: str) -> None:
    with pytest.raises(FileNotFoundError):
        run(verb, "/nowhere/record.jsonl", *([CASE] if verb == "show" else []))

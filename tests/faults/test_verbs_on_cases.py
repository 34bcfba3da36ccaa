"""What the verbs on cases say to wrong input: what is wrong, what would be right."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from tests.filed_applications import papers_read
from tests.invented_dispute import INTAKE
from tests.verbs_on_cases import DEMO, House

from openimr.workflow.receive import Filing

MONDAY = dt.datetime(2026, 3, 2, 18, 0, tzinfo=dt.UTC)
CASE = "CM26-0000001"


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> House:
    """A house with one eligible case."""
    house = House(tmp_path_factory.mktemp("house"), MONDAY)
    house.office().intake.take(papers_read(), Filing(), INTAKE, "the filing")
    return house


@pytest.fixture
def unchanged(house: House) -> Iterator[House]:
    """The same house; what is tried in it must record nothing."""
    before = len(house.office().store.load(CASE))
    yield house
    assert len(house.office().store.load(CASE)) == before
    assert list(house.office().store.numbers()) == [CASE]


def test_an_empty_folder_holds_no_application(unchanged: House, tmp_path: Path) -> None:
    said = unchanged.say("case", "receive", tmp_path)
    assert said.code == 2
    assert "no PDF in this folder" in said.err


def test_a_file_that_is_not_there_is_named(unchanged: House, tmp_path: Path) -> None:
    said = unchanged.say("case", "receive", tmp_path / "nothing.pdf")
    assert said.code == 2
    assert "no such file or folder" in said.err


def test_what_is_no_pdf_is_no_application(unchanged: House, tmp_path: Path) -> None:
    (tmp_path / "letter.pdf").write_bytes(b"no PDF at all")
    said = unchanged.say("case", "receive", tmp_path)
    assert said.code == 2
    assert "letter.pdf" in said.err


def test_records_alone_are_no_application(unchanged: House, tmp_path: Path) -> None:
    records = DEMO / "09-PT-discharge-and-MRI.pdf"
    (tmp_path / records.name).write_bytes(records.read_bytes())
    said = unchanged.say("case", "receive", tmp_path)
    assert said.code == 2
    assert "neither a DWC Form IMR nor a utilization review decision" in said.err


def test_a_wrong_time_is_told_with_a_right_one(unchanged: House, tmp_path: Path) -> None:
    said = unchanged.say("case", "receive", tmp_path, "--received", "last week")
    assert said.code == 64
    assert "2026-11-20T16:30" in said.err


@pytest.mark.parametrize("verb", ["show", "commands"])
def test_an_unknown_number_is_told(unchanged: House, verb: str) -> None:
    said = unchanged.say("case", verb, "CM26-9999999")
    assert said.code == 2
    assert "CM26-9999999: is not in this record" in said.err


def test_an_unknown_number_is_told_whatever_is_asked(unchanged: House) -> None:
    said = unchanged.say("case", "do", "CM26-9999999", "screen")
    assert said.code == 2
    assert "is not in this record" in said.err


def test_an_unknown_command_gets_the_nearest(unchanged: House) -> None:
    said = unchanged.say("case", "do", CASE, "send-notise")
    assert said.code == 64
    assert "Did you mean 'send-notice-of-assignment'?" in said.err


def test_an_unknown_field_gets_the_fields_that_there_are(unchanged: House) -> None:
    said = unchanged.say("case", "do", CASE, "withdraw", "reson=no longer wanted")
    assert said.code == 64
    assert "fields: reason" in said.err
    assert "Did you mean 'reason'?" in said.err


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("withdraw", "reason"), "is no field=value"),
        (("withdraw",), "also needs: reason (text)"),
        (("receive-records", "beyond-ur=perhaps"), "'beyond-ur' is yes or no"),
        (("record-authorization", "treatments=one"), "'treatments' is a whole number"),
        (
            ("send-notice-of-assignment", "sent=all:pigeon"),
            "'sent' goes by one of: mail | fax | electronic | in person.",
        ),
        (
            ("send-notice-of-assignment", "sent=nobody:mail"),
            "'sent' goes to all, or to one of: employee | ",
        ),
        (("withdraw", "reason= "), "'reason' must say something"),
        (("close-records", "missing="), "'missing' must say something"),
        (("receive-records", "receipt=records"), "needs its parts"),
        (("receive-records", "receipt.sender=the cat"), "is one of: employee |"),
        (("receive-records", "receipt={broken"), "is no JSON"),
        (("withdraw", "reason.why=x"), "'reason' has no parts"),
    ],
)
def test_a_wrong_value_is_told_with_what_would_be_right(
    unchanged: House, words: tuple[str, ...], told: str
) -> None:
    said = unchanged.say("case", "do", CASE, *words)
    assert said.code in {2, 64}
    assert told in said.err


def test_a_file_of_a_value_that_is_not_there_is_named(unchanged: House, tmp_path: Path) -> None:
    nothing = tmp_path / "nothing.pdf"
    said = unchanged.say("case", "do", CASE, "receive-records", f"receipt=@{nothing}")
    assert said.code == 2
    assert "nothing.pdf" in said.err


def test_fields_that_are_no_json_are_told(unchanged: House, tmp_path: Path) -> None:
    fields = tmp_path / "fields.json"
    fields.write_text("reason: gone")
    said = unchanged.say("case", "do", CASE, "withdraw", "--from", fields)
    assert said.code == 2
    assert "is no JSON object" in said.err


def test_a_paper_that_is_no_pdf_inside_is_refused(unchanged: House, tmp_path: Path) -> None:
    paper = tmp_path / "records.pdf"
    paper.write_bytes(b"no PDF")
    said = unchanged.say("case", "do", CASE, "receive-records", f"receipt=@{paper}")
    assert said.code == 2
    assert "records.pdf" in said.err


def test_a_role_that_does_not_exist_is_told_with_those_that_do(unchanged: House) -> None:
    said = unchanged.say("case", "do", CASE, "screen", "--as", "boss")
    assert said.code == 64
    assert "There is no role 'boss'" in said.err
    assert "case manager" in said.err


def test_a_refusal_says_reason_rule_and_remedy(unchanged: House) -> None:
    said = unchanged.say("case", "do", CASE, "withdraw", "reason=x", "--as", "auditor")
    assert said.code == 2
    assert "Refused: The step 'withdraw' is not one for the role 'auditor'." in said.err
    assert "Rule: not-your-step" in said.err
    assert "What to do: It is for: intake, case manager, party." in said.err


def test_a_refusal_is_told_to_programs_too(unchanged: House) -> None:
    said = unchanged.say("case", "do", CASE, "close", "reason=x", "--json")
    assert said.code == 2
    assert said.fields["rule"] == "not-in-this-state"
    assert said.fields["remedy"].startswith("The case waits for the notice of assignment")


def test_a_state_that_does_not_exist_is_told_with_those_that_do(unchanged: House) -> None:
    said = unchanged.say("case", "list", "--state", "lost")
    assert said.code == 64
    assert "in quality review" in said.err


def test_an_empty_list_says_so(unchanged: House) -> None:
    said = unchanged.say("case", "list", "--state", "served")
    assert (said.code, said.out) == (0, "No case.\n")


def test_the_list_shows_the_case_with_what_is_due(unchanged: House) -> None:
    said = unchanged.say("case", "list", "--role", "case manager", "--due-within", "10")
    assert CASE in said.out
    assert "notice-of-assignment" in said.out
    rows = unchanged.say("case", "list", "--json").fields["rows"]
    assert [row["case"] for row in rows] == [CASE]


def test_what_may_be_asked_is_listed_with_who_and_which_fields(unchanged: House) -> None:
    said = unchanged.say("case", "commands", CASE, "--json")
    by_name = {one["command"]: one for one in said.fields}
    assert by_name["withdraw"]["by"] == ["intake", "case manager", "party"]
    assert by_name["withdraw"]["fields"] == {"reason": "text"}
    assert "same_course" not in by_name["take-in"]["fields"]
    assert "note-missed-deadline" not in by_name, "the clock's alone"


def test_a_case_is_shown_with_names_and_deadlines_for_people_and_programs(
    unchanged: House,
) -> None:
    said = unchanged.say("case", "show", CASE)
    assert "Idris Okonkwo-Lund" in said.out
    assert "8 CCR 9792.10.4(b)" in said.out
    fields = unchanged.say("case", "show", CASE, "--json").fields
    assert "Idris Okonkwo-Lund" in fields["names"].values()
    assert fields["deadlines"][0]["rule"] == "notice-of-assignment"
    assert msgspec.json.encode(fields["events"]).find(b"Okonkwo") == -1


def test_applications_are_counted(unchanged: House) -> None:
    found = unchanged.say("case", "counts", "--since", "2026-03-01", "--json").fields
    assert (found["total"], found["unique"], found["eligible"]) == (1, 1, 1)

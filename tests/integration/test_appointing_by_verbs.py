"""From ten filed applications to accepted appointments, by the command line alone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.databases import KINDS, database, place_of
from tests.ten_applications import TEN, papers
from tests.verbs_on_cases import House, Said

EXAMPLES = Path(__file__).parents[2] / "examples"
PAPER = EXAMPLES / "case-file" / "04-Ravenscroft-PR2-060915.pdf"
MONDAY = dt.datetime(2026, 11, 16, 18, tzinfo=dt.UTC)
OF_THE_SPOUSE, OF_THE_INSURER, OF_THE_EYE = "CM26-0000003", "CM26-0000004", "CM26-0000010"
ANA = "case manager:ana.ruiz"


@pytest.fixture(scope="module", params=KINDS)
def house(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[House]:
    """An installation with a panel, and ten cases that wait for a reviewer."""
    folder = tmp_path_factory.mktemp("appointing")
    with database(request.param, folder) as alias:
        house = House(folder / "data", MONDAY, place_of(alias))
        done(house, "panel", "import", EXAMPLES / "panel.csv", "--keep", "--as", ANA)
        for number, one in enumerate(TEN, 1):
            taken = house.say("case", "receive", papers(one, number, folder / str(number)))
            assert taken.code < 2, taken.err
        for number in numbers():
            to_the_reviewer(house, number)
        yield house


def numbers() -> list[str]:
    return [f"CM26-{number:07}" for number in range(1, 11)]


def to_the_reviewer(house: House, number: str) -> None:
    do(house, number, "send-notice-of-assignment", "sent=all:mail", f"sha256=@{PAPER}")
    sender = "receipt.sender=claims administrator"
    do(
        house,
        number,
        "receive-records",
        f"receipt=@{PAPER}",
        sender,
        "receipt.title=reports",
        "beyond-ur=yes",
        "list-sent=yes",
    )
    do(house, number, "close-records")


def done(house: House, *words: str | Path, code: int = 0) -> Said:
    said = house.say(*words)
    assert said.code == code, said.out + said.err
    return said


def do(house: House, *words: str | Path) -> Said:
    return done(house, "case", "do", *words)


def state_of(house: House, number: str) -> str:
    return str(house.say("case", "show", number, "--json").fields["case"]["state"])


def test_ten_applications_become_accepted_appointments(house: House) -> None:
    # A rehearsal records nothing.
    rehearsed = done(house, "panel", "appoint", "--dry-run", "--json", code=1).fields
    assert len(rehearsed["appointed"]) == 9
    assert {state_of(house, number) for number in numbers()} == {"ready to appoint"}

    # What is treated stands with the treatment, because a specialty must fit it.
    shown = done(house, "case", "show", OF_THE_EYE, "--json").fields
    assert shown["case"]["treatments"][0]["diagnosis"].startswith("H25.12")

    # Possible ties wait for a person; who answers, and why, is kept.
    ties = {one["case"]: one for one in done(house, "panel", "ties", "--json", code=1).fields}
    assert set(ties) == {OF_THE_SPOUSE, OF_THE_INSURER}
    spouse, insurer = ties[OF_THE_SPOUSE], ties[OF_THE_INSURER]
    assert (spouse["tie"]["reviewer"], insurer["tie"]["reviewer"]) == ("R-003", "R-004")
    refused = house.say("panel", "answer", spouse["id"], "not-material", "--reason", "He is nice.")
    assert "nobody can waive it" in refused.err
    program = ("--as", "system:rounds", "--reason", "A program says so.")
    assert "a person" in house.say("panel", "answer", spouse["id"], "conflict", *program).err
    reason = ("--reason", "Another license number and first name.", "--as", ANA)
    done(house, "panel", "answer", spouse["id"], "somebody-else", *reason)
    assert [one["case"] for one in done(house, "panel", "ties", "--json", code=1).fields] == [
        OF_THE_INSURER
    ]

    # One round fills nine seats; the tenth says why not.
    round_ = done(house, "panel", "appoint", "--as", ANA, "--json", code=1).fields
    given = {one["case"]: one for one in round_["appointed"]}
    assert sorted(given) == numbers()[:-1]
    assert given[OF_THE_INSURER]["reviewer"] != "R-004"
    (left,) = round_["left"]
    assert (left["case"], left["rule"]) == (OF_THE_EYE, "specialty")
    assert "ophthalmologist" in left["remedy"]

    # The record has the standing whole: everybody else, and why not.
    events = house.say("case", "show", OF_THE_INSURER, "--json").fields["events"]
    (standing,) = (one["event"]["standing"] for one in events if "standing" in one["event"])
    assert sum(len(one["reviewers"]) for one in standing["excluded"]) == 12
    (ashby,) = (one for one in standing["excluded"] if "R-004" in one["reviewers"])
    assert "claims administrator: contract, waits for a person" in ashby["reasons"]
    assert round_["seed"] in standing["chosen_because"]

    # Six accept with their declaration.
    for number in numbers()[:6]:
        accept(house, number, given[number]["reviewer"])

    # One steps down and is barred, one is silent and is not; both seats are given anew.
    stepping, silent = numbers()[6], numbers()[7]
    reviewer = given[stepping]["reviewer"]
    do(house, stepping, "recuse", "--as", f"reviewer:{reviewer}", "seat=1", "reason=A friend.")
    house.later(hours=49)
    again = done(house, "panel", "appoint", "--as", ANA, "--json", code=1).fields
    others = {one["case"]: one["reviewer"] for one in again["appointed"]}
    assert [one["case"] for one in again["taken_off"]] == numbers()[7:9]
    assert set(others) == set(numbers()[6:9])
    assert others[stepping] != given[stepping]["reviewer"]
    assert others[silent] != given[silent]["reviewer"]
    for number, other in others.items():
        accept(house, number, other)
    case = house.say("case", "show", silent, "--json").fields["case"]
    assert case.get("barred", []) == []

    # Both rounds come out the same when they are drawn again, whatever came since.
    for drawn_in, case in ((round_, numbers()[0]), (again, stepping)):
        redrawn = done(house, "panel", "redraw", case, "--json").fields
        assert redrawn["same"] and redrawn["seed"] == drawn_in["seed"]
        assert {one["case"]: one["again"] for one in redrawn["seats"]} == {
            one["case"]: one["reviewer"] for one in drawn_in["appointed"]
        }
    assert "the same" in done(house, "panel", "redraw", silent).out

    # Outside stands a pseudonym that stays; the export names nobody and holds.
    export = house.data / "record.jsonl"
    done(house, "record", "export", export)
    done(house, "record", "verify", export)
    for name in ("Raghunathan", "Ashby", "Twelvetrees", "Venkatraman", "Quill"):
        assert name not in export.read_text()
    seats = {one["reviewer"]: one for one in done(house, "panel", "seats", "--json").fields}
    assert sum(one["open"] for one in seats.values()) == 9
    for one in given.values():
        assert seats[one["reviewer"]]["pseudonym"] == one["pseudonym"]


def accept(house: House, number: str, reviewer: str) -> None:
    who = f"reviewer:{reviewer}"
    do(house, number, "accept-appointment", "--as", who, "seat=1", "declaration.none_with=all")
    assert state_of(house, number) == "in review"

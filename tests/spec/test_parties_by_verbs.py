"""Parties by the command line: who they are, where they are reached, what waits to be posted."""

from __future__ import annotations

import dataclasses
import datetime as dt
from pathlib import Path

import pytest
from tests.notice_office import Run
from tests.verbs_on_cases import DEMO, House

from openimr.bootstrap import record_alias
from openimr.case.events import NoticePosted
from openimr.case.record import RecordedEvent
from openimr.installation import telling
from openimr.workflow.notice_jobs import telling_kinds
from openimr.workflow.outbox import job_of

CASE = "CM15-0000001"
EMAIL, CLERK = "desk@kettle.example", "intake:I-3"
NOW = dt.datetime(2015, 7, 6, 17, tzinfo=dt.UTC)


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> House:
    """A case that was taken in from the form and the contested decision."""
    papers = tmp_path_factory.mktemp("papers")
    for name in ("01-DWC-form-IMR.pdf", "02-UR-determination-061615.pdf"):
        (papers / name).write_bytes((DEMO / name).read_bytes())
    house = House(tmp_path_factory.mktemp("home"), NOW)
    assert house.say("case", "receive", papers, "--json").fields["case"] == CASE
    return house


def parties(house: House) -> dict[str, dict[str, object]]:
    return {one["role"]: one for one in house.say("party", "show", CASE, "--json").fields}


def test_the_addresses_of_the_form_are_entered_at_intake(house: House) -> None:
    found = parties(house)
    assert found["claims administrator"]["postal"] == ["P.O. Box 2255", "Larkspur Bend, CA 90098"]
    assert found["employee's attorney"]["postal"] == ["9 Assembly Walk", "Larkspur Bend, CA 90099"]
    assert found["employer"]["postal"] == []


def test_an_address_is_corrected_with_who_did_it_and_when(house: House) -> None:
    party = str(parties(house)["employer"]["party"])
    said = house.say("party", "address", party, "--email", EMAIL, "--as", "intake:I-3")
    assert (said.code, EMAIL in said.out) == (0, True)
    (change,) = house.say("party", "show", party, "--json").fields["addresses"]
    assert (change["by"], change["email"]) == ("intake:I-3", EMAIL)


def test_no_address_and_no_name_stands_in_the_record(house: House) -> None:
    out = house.data / "export.jsonl"
    assert house.say("record", "export", out).code == 0
    exported = out.read_text()
    for words in ("Applewhite", "Pepperwood", "Larkspur", EMAIL):
        assert words not in exported


@pytest.mark.parametrize(
    "words",
    [
        ("party", "address", "employer-0", "--email", "a@b.example"),
        ("party", "show", "CM99-0000001"),
        ("post", "done", CASE, "9.9"),
    ],
)
def test_what_nobody_knows_is_told(house: House, words: tuple[str, ...]) -> None:
    said = house.say(*words)
    assert said.code == 2
    assert said.err


def test_a_letter_is_posted_by_hand_and_the_day_stands_in_the_record(
    house: House, tmp_path: Path
) -> None:
    assert "Nothing is to be posted." in house.say("post", "list").out
    work(house)
    waiting, other = house.say("post", "list", "--json").fields
    out = tmp_path / "to-print"
    printed = house.say("post", "print", CASE, waiting["notice"], "--to", out, "--as", CLERK)
    assert printed.code == 0, printed.err
    assert all(path.read_bytes().startswith(b"%PDF") for path in out.iterdir())
    house.later(days=1)
    said = house.say(
        "post", "done", CASE, waiting["notice"], "--on", "2015-07-06", "--as", "intake:I-3"
    )
    assert said.code == 0, said.err
    posted = [one for one in recorded(house) if isinstance(one.event, NoticePosted)]
    assert [one.actor.id for one in posted] == ["I-3"]
    assert house.say("post", "list", "--json").fields == [other]


def work(house: House) -> None:
    """Do every errand of telling by the clock of the test."""
    with house.inside():
        from openimr.adapters.database_outbox import DatabaseOutbox  # noqa: PLC0415

        outbox = DatabaseOutbox(record_alias(), house.clock)
        by_the_clock = dataclasses.replace(telling(), now=house.clock)
        kinds = {kind.name: kind for kind in telling_kinds(by_the_clock)}
        while errands := outbox.unsent(50):
            for errand in errands:
                kinds[errand.kind].run(Run(), job_of(errand).arguments)
            outbox.tick_off([errand.id for errand in errands])


def recorded(house: House) -> tuple[RecordedEvent, ...]:
    return house.office().store.load(CASE)

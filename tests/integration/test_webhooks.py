"""Other programs are told of events: signed, tried again until it is taken, and nothing besides."""

from __future__ import annotations

import contextlib
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.filed_applications import papers_read
from tests.invented_dispute import INTAKE, START
from tests.served import PATIENCE, until
from tests.verbs_on_cases import House
from tests.webhook_receiver import Receiver, receiver

from openimr.workflow.receive import Filing

ROOT = Path(__file__).parents[2]


@contextlib.contextmanager
def working(house: House) -> Iterator[None]:
    """A worker that tells, in a process of its own."""
    command = [sys.executable, "-m", "tests.webhook_worker", str(house.data)]
    worker = subprocess.Popen(command, cwd=ROOT)
    try:
        yield
    finally:
        worker.terminate()
        worker.wait(PATIENCE)


@pytest.fixture(scope="module")
def told() -> Iterator[Receiver]:
    with receiver() as one:
        yield one


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory, told: Receiver) -> Iterator[tuple[House, str]]:
    """A house with a worker and a webhook that is told of applications; its secret."""
    house = House(tmp_path_factory.mktemp("hooks") / "house", START)
    made = house.say("webhook", "add", told.url, "--event", "application-received")
    assert made.code == 0, made.err
    with working(house):
        yield house, made.out.strip()


def screened(house: House, papers: str) -> str:
    """A new case."""
    taken = house.office().intake.take(papers_read(paper=papers), Filing(), INTAKE, papers)
    return taken.case.number


def logged(house: House) -> list[dict[str, Any]]:
    """What the log of the first webhook says, newest first."""
    return list(house.say("webhook", "log", "1", "--json").fields)


def test_a_message_is_tried_until_it_is_taken_and_carries_one_identifier(
    house: tuple[House, str], told: Receiver
) -> None:
    made, secret = house
    told.answers[:] = ["break", "hang", 500]
    number = screened(made, "first")
    until(lambda: len(told.received) >= 4, "four attempts")
    tries = told.received[:4]
    assert len({one.headers["webhook-id"] for one in tries}) == 1
    assert len({one.body for one in tries}) == 1
    assert all(one.is_signed_with(secret) for one in tries)
    said = json.loads(tries[0].body)
    assert said == {
        "type": "application-received",
        "timestamp": said["timestamp"],
        "data": {"case": number, "number": 1},
    }
    until(lambda: len(logged(made)) >= 4, "the attempts are in the log")
    log = logged(made)
    assert [one["status"] for one in log] == [204, 500, None, None]
    assert [one["attempt"] for one in log] == [4, 3, 2, 1]


def test_only_events_that_were_asked_for_are_told(house: tuple[House, str], told: Receiver) -> None:
    made, _ = house
    before = len(told.received)
    numbers = [screened(made, f"paper-{n}") for n in range(3)]
    until(lambda: len(told.received) >= before + 3, "three messages")
    said = [json.loads(one.body) for one in told.received[before:]]
    assert {one["type"] for one in said} == {"application-received"}
    assert sorted(one["data"]["case"] for one in said) == numbers


def test_a_receiver_that_is_gone_for_good_is_not_asked_again(
    house: tuple[House, str], told: Receiver
) -> None:
    made, _ = house
    before = len(told.received)
    told.answers[:] = [410]
    screened(made, "gone")
    until(lambda: "gone" in made.say("jobs", "list").out, "it is a dead letter")
    assert len(told.received) == before + 1


def test_a_signature_with_another_secret_is_none(house: tuple[House, str], told: Receiver) -> None:
    made, _ = house
    other = made.say("webhook", "add", told.url, "--event", "closed").out.strip()
    assert not told.received[0].is_signed_with(other)
    assert made.say("webhook", "remove", "2").code == 0


def test_a_webhook_is_tried_by_hand(house: tuple[House, str], told: Receiver) -> None:
    made, secret = house
    tried = made.say("webhook", "test", "1")
    assert (tried.code, tried.out) == (0, "It answered 204: taken.\n")
    assert json.loads(told.received[-1].body)["type"] == "test"
    assert told.received[-1].is_signed_with(secret)
    told.answers[:] = [503]
    assert made.say("webhook", "test", "1").code == 2
    assert secret not in made.say("webhook", "list", "--json").out


def test_who_is_removed_is_told_nothing_any_more(tmp_path: Path) -> None:
    house = House(tmp_path / "house", START)
    with receiver() as told:
        house.say("webhook", "add", told.url)
        assert house.say("webhook", "remove", "1").code == 0
        screened(house, "papers")
        assert house.say("webhook", "list").out.startswith("No program")
    assert house.say("webhook", "remove", "1").code == 2


def test_an_event_that_there_is_not_is_refused(tmp_path: Path) -> None:
    house = House(tmp_path / "house", START)
    refused = house.say("webhook", "add", "http://127.0.0.1:9/x", "--event", "case-closed")
    assert refused.code == 2
    assert "found-eligible" in refused.err

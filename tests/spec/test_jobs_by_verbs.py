"""Jobs by the command line: asked for on cases of the record, looked at, and ended."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from tests.happenings import CLERK, NOON, received
from tests.verbs_on_cases import House

from openimr.adapters.durable_jobs import DurableJobs
from openimr.bootstrap import record_store
from openimr.vocabulary.errors import Refused
from openimr.workflow.jobs import Job, Kind
from openimr.workflow.rounds import round_kind

CASE = "CM26-0000001"


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> House:
    """An installation whose record holds one case."""
    house = House(tmp_path_factory.mktemp("home") / "data", NOON)
    with house.inside():
        events = [received(CASE)]
        record_store().append(CASE, events, after=0, actor=CLERK, key="came", at=NOON)
    return house


def test_on_a_case_that_is_not_in_the_record_no_job_is_taken(house: House) -> None:
    said = house.say("jobs", "add", "draft", "CM99-1")
    assert said.code == 2
    assert said.err.startswith("There is no case CM99-1 in this record, and no job is done on it.")
    assert "openimr case list" in said.err
    assert house.say("jobs", "list").out == "None was asked for yet.\n"


def test_a_job_is_asked_for_seen_and_ended_by_its_key(house: House) -> None:
    said = house.say("jobs", "add", "draft", CASE)
    key = said.out.strip()
    assert key == f"draft:{CASE}:{dt.datetime.now(tz=dt.UTC):%Y%m%d}"
    assert house.say("jobs", "add", "draft", CASE).out.strip() == key
    assert house.say("jobs", "list").out == "1 waiting, 0 running\n"
    assert house.say("jobs", "show", key).out == f"{key}  waiting, attempt 1\n"
    assert house.say("jobs", "cancel", key).out == f"{key} is cancelled.\n"
    assert house.say("jobs", "list").out == "0 waiting, 0 running\n"


@pytest.mark.parametrize("verb", ["show", "cancel"])
def test_a_key_that_nobody_asked_for_is_told_with_where_keys_are_found(
    verb: str, house: House, tmp_path: Path
) -> None:
    for home in (house, House(tmp_path / "new", NOON)):
        said = home.say("jobs", verb, "nope")
        assert said.code == 2
        assert said.err.startswith("job nope: was never asked for. ")
        assert "openimr jobs list" in said.err
    assert not (tmp_path / "new").exists(), "nothing is made by looking"


def test_a_kind_and_a_round_that_are_not_known_are_refused_with_what_there_is(
    tmp_path: Path,
) -> None:
    jobs = DurableJobs(
        f"sqlite:///{tmp_path}/jobs.sqlite3", {"index": Kind(name="index", run=lambda *_: None)}
    )
    try:
        with pytest.raises(Refused) as refused:
            jobs.enqueue(Job(key="k", kind="weave", arguments={}))
    finally:
        jobs.close()
    assert refused.value.remedy == "Ask for one of these: index."
    with pytest.raises(Refused) as refused:
        round_kind(()).run(None, {"round": "moon", "at": "2026-11-20T12:00Z"})  # type: ignore[arg-type]
    assert "openimr jobs rounds" in str(refused.value.remedy)

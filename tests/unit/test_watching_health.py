"""The look at an installation's health never makes anybody wait for long."""

from __future__ import annotations

import threading
import time

from openimr.adapters.watch import Tell, Watch
from openimr.workflow.health import Health, as_json

LONG = 300.0
WELL = Health(database=True, workers=1, waiting=0, running=0, dead_letters=0)


def test_what_was_found_is_told_again_for_a_moment() -> None:
    looks: list[int] = []

    def look(_: Tell) -> Health:
        looks.append(1)
        return WELL

    watch = Watch(look, patience=LONG, fresh=LONG)
    assert [watch.health() for _ in range(5)] == [WELL] * 5
    assert len(looks) == 1


def test_a_database_that_is_silent_is_called_away_and_not_asked_twice_at_once() -> None:
    answer, looks = threading.Event(), []

    def look(_: Tell) -> Health:
        looks.append(1)
        answer.wait(LONG)
        return WELL

    watch = Watch(look, patience=0.05, fresh=0)
    start = time.monotonic()
    assert [watch.health().database for _ in range(3)] == [False] * 3
    assert time.monotonic() - start < LONG / 2
    asked = watch.begin()
    assert len(looks) == 1
    answer.set()
    assert asked.result(LONG) == WELL
    assert Watch(look, patience=LONG, fresh=0).health() == WELL


def test_what_is_known_so_far_is_told_when_the_rest_takes_too_long() -> None:
    told, answer = threading.Event(), threading.Event()

    def look(tell: Tell) -> Health:
        tell(Health(database=True))
        told.set()
        answer.wait(LONG)
        return WELL

    watch = Watch(look, patience=0.05, fresh=0)
    watch.begin()
    assert told.wait(LONG)
    assert watch.health() == Health(database=True)
    answer.set()


def test_a_look_that_was_begun_is_not_begun_again() -> None:
    looks: list[int] = []
    waited_for = threading.Event()

    def look(_: Tell) -> Health:
        looks.append(1)
        waited_for.wait(LONG)
        return WELL

    watch = Watch(look, patience=LONG, fresh=LONG)
    begun = watch.begin()
    wait = begun.result
    begun.result = lambda seconds: (waited_for.set(), wait(seconds))[1]  # type: ignore[method-assign]
    assert watch.health() == WELL
    assert len(looks) == 1


def test_a_look_that_fails_says_that_the_database_is_away() -> None:
    def look(_: Tell) -> Health:
        raise RuntimeError("words that nobody sees")

    assert Watch(look).health() == Health(database=False)


def test_well_is_a_database_that_answers_and_a_worker_that_lives() -> None:
    assert WELL.well
    assert not Health(database=True, workers=0).well
    assert not Health(database=True, workers=None).well
    assert not Health(database=False, workers=2).well
    assert as_json(WELL).startswith(b'{"well":true,"database":true')

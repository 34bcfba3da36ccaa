"""Programs that are kept running: started again ever later, stopped within the grace."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.served import until

from openimr.adapters import kept_running
from openimr.adapters.kept_running import LONGEST_PAUSE, Child, Keeper, how_it_ended

DEAF = """
import pathlib, signal, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
pathlib.Path({mark!r}).touch()
time.sleep(600)
"""


def child(code: str, name: str = "worker") -> Child:
    return Child(name, (sys.executable, "-c", code))


def test_each_end_makes_the_next_pause_twice_as_long_up_to_a_longest() -> None:
    ended = child("pass")
    ended.started = time.monotonic()
    pauses = [ended.pause() for _ in range(10)]
    assert pauses[:4] == [0.5, 1.0, 2.0, 4.0]
    assert pauses[-1] == LONGEST_PAUSE


def test_after_a_long_run_earlier_ends_are_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept_running, "WELL_AFTER", 0.0)
    ended = child("pass")
    ended.ends = 9
    assert ended.pause() == 0.5


def test_an_end_is_told_in_words() -> None:
    assert how_it_ended(-9) == "was killed (SIGKILL)"
    assert how_it_ended(70) == "ended with code 70"


def kept_until(
    holds: Callable[[list[str]], object], grace: float, *children: Child
) -> tuple[bool, list[str]]:
    """Keep children running until something holds; whether they ended by themselves, and what
    was told."""
    told: list[str] = []
    keeper = Keeper(children, told.append)

    def stop() -> None:
        until(lambda: holds(told), "it may be stopped")
        keeper.stopping.set()

    threading.Thread(target=stop).start()
    return keeper.keep(grace), told


def test_what_ends_unasked_is_started_again_and_told() -> None:
    clean, told = kept_until(lambda told: len(told) >= 2, 60, child("raise SystemExit(3)"))
    assert clean
    assert told[:2] == [
        "The worker ended with code 3; it is started again in 0.5 s.",
        "The worker ended with code 3; it is started again in 1 s.",
    ]


def test_what_does_not_stop_in_time_is_killed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept_running, "_AFTER_GRACE", 0.1)
    mark = tmp_path / "deaf"
    deaf = child(DEAF.format(mark=str(mark)))
    clean, told = kept_until(lambda _: mark.exists(), 0.2, deaf)
    assert not clean
    assert told == ["The worker did not stop in time; it is killed."]
    assert not deaf.running

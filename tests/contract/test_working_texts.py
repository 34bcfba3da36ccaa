"""One promise for texts that reviewers are still writing, in memory and on every database."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.databases import KINDS, database
from tests.happenings import NOON
from tests.memory_working_texts import MemoryWorkingTexts

from openimr.vocabulary.errors import Refused
from openimr.workflow.working_texts import TextPlace, WorkingText, WorkingTexts

HERE = TextPlace(case="CM26-0000001", seat=1, reviewer="R-007", treatment=2)
FIRST = WorkingText(rationale="The record documents four sessions [9:1].")
LATER = WorkingText(decision="upheld", rationale="No gain is documented.", rests_on=("gain",))


@pytest.fixture(params=("memory", *KINDS))
def texts(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[WorkingTexts]:
    if request.param == "memory":
        yield MemoryWorkingTexts()
        return
    with database(request.param, tmp_path) as alias:
        from openimr.adapters.database.working_texts import DatabaseWorkingTexts  # noqa: PLC0415

        yield DatabaseWorkingTexts(alias)


def test_a_text_comes_back_as_it_was_kept_last(texts: WorkingTexts) -> None:
    assert texts.kept(HERE) is None
    assert texts.keep(HERE, FIRST, 0, NOON).version == 1
    kept = texts.keep(HERE, LATER, 1, NOON + dt.timedelta(minutes=1))
    assert (kept.text, kept.version) == (LATER, 2)
    assert texts.kept(HERE) == kept


def test_keeping_the_same_words_again_changes_nothing(texts: WorkingTexts) -> None:
    first = texts.keep(HERE, FIRST, 0, NOON)
    again = texts.keep(HERE, FIRST, 0, NOON + dt.timedelta(minutes=1))
    assert again == first


def test_another_window_is_told_and_replaces_nothing(texts: WorkingTexts) -> None:
    texts.keep(HERE, FIRST, 0, NOON)
    for seen in (0, 5):
        with pytest.raises(Refused) as refused:
            texts.keep(HERE, LATER, seen, NOON)
        assert refused.value.rule == "written-elsewhere"
    kept = texts.kept(HERE)
    assert kept is not None and kept.text == FIRST


def test_whoever_follows_in_a_seat_does_not_find_the_text_of_who_sat_there(
    texts: WorkingTexts,
) -> None:
    texts.keep(HERE, FIRST, 0, NOON)
    others = (
        TextPlace(case=HERE.case, seat=1, reviewer="R-008", treatment=2),
        TextPlace(case=HERE.case, seat=1, reviewer="R-007", treatment=1),
        TextPlace(case="CM26-0000002", seat=1, reviewer="R-007", treatment=2),
    )
    assert [texts.kept(one) for one in others] == [None, None, None]


def test_the_texts_of_who_steps_down_are_forgotten_and_no_others(texts: WorkingTexts) -> None:
    elsewhere = TextPlace(case="CM26-0000002", seat=1, reviewer="R-007", treatment=2)
    beside = TextPlace(case=HERE.case, seat=2, reviewer="R-008", treatment=2)
    for place in (HERE, elsewhere, beside):
        texts.keep(place, FIRST, 0, NOON)
    assert texts.drop(HERE.case, HERE.reviewer) == 1
    assert texts.kept(HERE) is None
    assert texts.kept(elsewhere) is not None and texts.kept(beside) is not None


@pytest.mark.parametrize("kind", KINDS)
def test_of_two_windows_at_one_moment_one_is_kept(kind: str, tmp_path: Path) -> None:
    with database(kind, tmp_path) as alias:
        from django.db import connections  # noqa: PLC0415

        from openimr.adapters.database.working_texts import DatabaseWorkingTexts  # noqa: PLC0415

        texts, refused, begin = DatabaseWorkingTexts(alias), [], threading.Barrier(4)

        def write(number: int) -> None:
            begin.wait()
            try:
                texts.keep(HERE, WorkingText(rationale=f"window {number}"), 0, NOON)
            except Refused as told:
                refused.append(told.rule)
            finally:
                connections[alias].close()

        windows = [threading.Thread(target=write, args=(n,)) for n in range(4)]
        for one in windows:
            one.start()
        for one in windows:
            one.join()
        assert refused == ["written-elsewhere"] * 3
        kept = texts.kept(HERE)
        assert kept is not None and kept.version == 1

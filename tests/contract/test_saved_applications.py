"""Applications that are not filed yet, in memory and on every database."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.databases import KINDS, database
from tests.memory_saved_applications import MemorySavedApplications

from openimr.vocabulary.filing import PartyRole
from openimr.workflow.filing import Answers
from openimr.workflow.filing_drafts import (
    BEING_FILED,
    KEPT,
    SavedApplications,
    plain_code,
    shown_code,
)

NOW = dt.datetime(2026, 3, 2, 17, tzinfo=dt.UTC)
SECOND = dt.timedelta(seconds=1)
TYPED = Answers(filer=PartyRole.EMPLOYEE, employee="Idris Okonkwo-Lund", treatments="MRI")


@pytest.fixture(params=("memory", *KINDS))
def saved(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[SavedApplications]:
    if request.param == "memory":
        yield MemorySavedApplications()
        return
    with database(request.param, tmp_path) as alias:
        from openimr.adapters.database.filing_drafts import (  # noqa: PLC0415
            DatabaseSavedApplications,
        )

        yield DatabaseSavedApplications(alias)


def test_a_code_opens_what_was_saved_however_it_is_typed(saved: SavedApplications) -> None:
    code, begun = saved.begin(NOW)
    saved.save(begun.name, TYPED, NOW)
    typed = f" {shown_code(code).lower()} "
    found = saved.of_code(typed, NOW)
    assert found is not None
    assert found.answers == TYPED
    assert found == saved.of_name(begun.name, NOW)
    assert plain_code(typed) == code


@pytest.mark.parametrize("code", ["", "2222-2222-2222-2222", "nothing"])
def test_no_other_code_opens_anything(saved: SavedApplications, code: str) -> None:
    saved.begin(NOW)
    assert saved.of_code(code, NOW) is None


def test_it_waits_so_long_after_the_last_change_and_no_longer(saved: SavedApplications) -> None:
    code, begun = saved.begin(NOW)
    saved.save(begun.name, TYPED, NOW + KEPT / 2)
    assert saved.of_code(code, NOW + KEPT) is not None
    assert saved.of_code(code, NOW + KEPT * 1.5 + SECOND) is None


def test_of_two_who_file_at_one_moment_one_may(saved: SavedApplications) -> None:
    _, begun = saved.begin(NOW)
    assert saved.claim(begun.name, NOW)
    assert not saved.claim(begun.name, NOW + SECOND)
    saved.release(begun.name)
    assert saved.claim(begun.name, NOW + SECOND)


def test_who_was_killed_while_filing_keeps_nobody_from_it_for_long(
    saved: SavedApplications,
) -> None:
    _, begun = saved.begin(NOW)
    saved.claim(begun.name, NOW)
    assert saved.claim(begun.name, NOW + BEING_FILED + SECOND)


def test_once_filed_nothing_typed_is_left_and_nothing_changes(saved: SavedApplications) -> None:
    code, begun = saved.begin(NOW)
    saved.save(begun.name, TYPED, NOW)
    saved.filed(begun.name, "CM26-0000001", NOW)
    saved.save(begun.name, TYPED, NOW)
    found = saved.of_code(code, NOW)
    assert found is not None
    assert (found.case, found.answers) == ("CM26-0000001", Answers())
    assert not saved.claim(begun.name, NOW + KEPT / 2)


def test_what_is_forgotten_is_gone(saved: SavedApplications) -> None:
    code, begun = saved.begin(NOW)
    saved.forget(begun.name)
    assert saved.of_code(code, NOW) is None


@pytest.mark.parametrize("kind", KINDS)
def test_who_reads_the_table_learns_nothing(kind: str, tmp_path: Path) -> None:
    with database(kind, tmp_path) as alias:
        from openimr.adapters.database.filing_drafts import (  # noqa: PLC0415
            DatabaseSavedApplications,
        )
        from openimr.adapters.database.filing_models import SavedApplication  # noqa: PLC0415

        kept = DatabaseSavedApplications(alias)
        code, begun = kept.begin(NOW)
        kept.save(begun.name, TYPED, NOW)
        row = SavedApplication.objects.using(alias).get()
        everything = repr((row.name, bytes(row.code), bytes(row.content)))
        assert "Okonkwo" not in everything
        assert code not in everything

"""A correction says what was wrong, and leaves the rest of the application as it is."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from tests.happenings import CLERK, NOON, plainly_listed, received
from tests.memory_event_store import MemoryEventStore

from openimr.adapters.filed_papers import FiledPapers
from openimr.case.commands.intake import CorrectApplication
from openimr.case.evolve import evolve
from openimr.cli.case_fields import Typed, built
from openimr.workflow.completing import completed


@pytest.mark.parametrize(
    "words",
    [
        ["decision.served=2026-02-21"],
        ['decision={"served":"2026-02-21"}'],
    ],
    ids=["part", "JSON"],
)
def test_the_day_of_service_is_entered_and_nothing_else_of_the_decision_changes(
    words: list[str], tmp_path: Path
) -> None:
    case = evolve(None, received("CM26-0000001"), NOON, CLERK)
    typed = Typed(CorrectApplication, case, lambda: NOON, FiledPapers(tmp_path))
    fields = typed.read([*words, "reason=the proof of service came"], {})
    store = MemoryEventStore(plainly_listed)
    whole = completed(store, case, CorrectApplication, fields)
    command = built(CorrectApplication, whole, NOON)
    assert command.decision.served == dt.date(2026, 2, 21)
    assert command.decision.decided == case.decision.decided
    assert command.decision.attached

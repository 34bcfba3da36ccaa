"""What the record itself knows of a command, so that nobody types digests or lists by hand."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec

from openimr.case.commands.intake import Consolidate, CorrectApplication, Screen, TakeIn
from openimr.case.evolve import case_of
from openimr.case.model import Case
from openimr.vocabulary.errors import Refused
from openimr.workflow.duplicates import earlier_applications
from openimr.workflow.store import EventStore

FILLED: Mapping[type, tuple[str, ...]] = {
    Screen: ("earlier",),
    Consolidate: ("same_course",),
    TakeIn: ("same_course", "treatments"),
}
"""Fields that are filled in from the record where nobody gives them."""


def completed(
    store: EventStore, case: Case, command: type, fields: Mapping[str, Any]
) -> dict[str, Any]:
    """The fields of a command with those that follow from the record.

    A screen looks for earlier applications; consolidating and taking in name the other case's
    course, and its treatments. A corrected decision keeps what the correction leaves out: whoever
    enters its day of service does not say that no copy was attached.

    Raises:
        Refused: when the other case is not in the record.
    """
    known: dict[str, Any] = {}
    if command is Screen:
        known["earlier"] = msgspec.to_builtins(earlier_applications(store, case))
    elif command is Consolidate and "into" in fields:
        known["same_course"] = _other(store, fields["into"]).same_course
    elif command is TakeIn and "case" in fields:
        other = _other(store, fields["case"])
        known["same_course"] = other.same_course
        known["treatments"] = msgspec.to_builtins(other.treatments)
    elif command is CorrectApplication and isinstance(fields.get("decision"), dict):
        decision = {**msgspec.to_builtins(case.decision), **fields["decision"]}
        return {**fields, "decision": decision}
    return {**known, **fields}


def _other(store: EventStore, number: str) -> Case:
    recorded = store.load(number)
    if not recorded:
        raise Refused(
            f"There is no case {number}.", rule="no-such-case", remedy="Check the case number."
        )
    return case_of(recorded)

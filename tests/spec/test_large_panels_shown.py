"""An appointment names everybody who was not chosen; a screen tells how many by each reason."""

from __future__ import annotations

from io import StringIO

import msgspec
from rich.console import Console
from tests.happenings import CLERK, NOON, appointed

from openimr.case.appointment import Excluded
from openimr.case.events.appointing import ReviewerAppointed
from openimr.case.record import chain
from openimr.cli.case_show_output import entries_of
from openimr.cli.record_output import show_entries

MANY = tuple(f"R-{number:04}" for number in range(2, 412))


def shown(*, every: bool) -> str:
    event = appointed("R-0001")
    assert isinstance(event, ReviewerAppointed)
    excluded = (
        Excluded(reasons=("away", "no room left"), reviewers=("R-0900", "R-0901")),
        Excluded(reasons=("no fitting specialty",), reviewers=MANY),
    )
    standing = msgspec.structs.replace(event.standing, excluded=excluded)
    recorded = chain(
        (ReviewerAppointed(seat=1, standing=standing),),
        case="CM26-0000001",
        after=None,
        actor=CLERK,
        key="1",
        at=NOON,
    )
    out = StringIO()
    show_entries(Console(file=out, width=100), entries_of(recorded), every=every)
    return out.getvalue()


def test_of_many_only_their_number_is_shown_with_the_reason() -> None:
    told = shown(every=False)
    assert "reasons away, no room left; reviewers R-0900, R-0901" in told
    assert "reasons no fitting specialty; reviewers 410 (`show --all` names each)" in told
    assert "R-0411" not in told


def test_all_of_them_are_named_to_whoever_asks() -> None:
    told = shown(every=True)
    assert all(reviewer in told for reviewer in MANY)

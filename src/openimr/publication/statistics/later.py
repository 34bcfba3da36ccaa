"""What became of determinations later, as far as people entered it.

A determination is presumed correct and set aside only on appeal for the reasons that Labor Code
4610.6(h) names; then it goes to another reviewer (4610.6(i)).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from typing import Final

from openimr.publication.library.later import Happened, LaterEvent
from openimr.publication.model import PublishedDetermination
from openimr.vocabulary.figures import Column, Figure, Kind, Row

_UNDATED: Final = dt.date.min


def later_figures(
    events: Sequence[LaterEvent],
    get: Callable[[str], PublishedDetermination | None],
    most: int = 20,
) -> tuple[Figure, ...]:
    """How many determinations became what, and those that were set aside, the latest first.

    Args:
        events: of the whole library.
        get: the newest version of a determination; None for one that the library does not have.
        most: rows of the second figure.
    """
    return _counted(events), _set_aside(events, get, most)


def _counted(events: Sequence[LaterEvent]) -> Figure:
    return Figure(
        slug="later",
        title="What became of determinations later",
        says="Only what was entered with a citation; of most determinations nothing is known. "
        "Shares count each as it was published, whatever it became.",
        columns=(
            Column(name="Became", kind=Kind.TEXT),
            Column(name="Determinations"),
            Column(name="First", kind=Kind.TEXT),
            Column(name="Last", kind=Kind.TEXT),
        ),
        rows=tuple(_row(one, events) for one in Happened),
    )


def _row(happened: Happened, events: Sequence[LaterEvent]) -> Row:
    of_kind = [one for one in events if one.happened is happened]
    days = sorted(one.date for one in of_kind if one.date)
    first, last = (days[0].isoformat(), days[-1].isoformat()) if days else (None, None)
    return happened.value, len({one.id for one in of_kind}), first, last


def _set_aside(
    events: Sequence[LaterEvent],
    get: Callable[[str], PublishedDetermination | None],
    most: int,
) -> Figure:
    reversals = [one for one in events if one.happened in {Happened.REVERSED, Happened.NEW_REVIEW}]
    reversals.sort(key=lambda one: (one.date or _UNDATED, one.id), reverse=True)
    return Figure(
        slug="set-aside",
        title="Determinations that were set aside",
        says="The latest first; how many findings they had, and how many of those were overturned.",
        columns=(
            Column(name="Determination", kind=Kind.TEXT),
            Column(name="Findings"),
            Column(name="Overturned"),
            Column(name="Became", kind=Kind.TEXT),
            Column(name="Day", kind=Kind.TEXT),
            Column(name="By", kind=Kind.TEXT),
            Column(name="Where it stands", kind=Kind.TEXT),
        ),
        rows=tuple(_reversal(one, get(one.id)) for one in reversals[:most]),
    )


def _reversal(event: LaterEvent, said: PublishedDetermination | None) -> Row:
    day = event.date.isoformat() if event.date else None
    findings = said.findings if said else ()
    decided = [one.decision.value for one in findings if one.decision]
    counts = (len(findings), decided.count("overturned")) if said else (None, None)
    return event.id, *counts, event.happened.value, day, event.by, event.citation

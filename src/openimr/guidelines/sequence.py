"""The medical evidence search sequence of 8 CCR 9792.21.1: what was searched, and what applied.

The MTUS comes first; ACOEM or ODG, other guidelines and studies follow only where it does not
address the condition, or where its presumption is challenged.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Final

from openimr.guidelines.criterion import Level, Reference
from openimr.guidelines.evidence_level import Study
from openimr.guidelines.model import Guideline, Pack, Topic
from openimr.vocabulary.value import Value

ORDER: Final = (Level.MTUS, Level.ACOEM_ODG, Level.OTHER_GUIDELINE, Level.STUDY)
"""The steps in the order of the regulation."""

_NAMES: Final = {
    Level.MTUS: "the MTUS",
    Level.ACOEM_ODG: "ACOEM or ODG",
    Level.OTHER_GUIDELINE: "other nationally recognised guidelines",
    Level.STUDY: "peer-reviewed studies",
}


class SearchStep(Value, frozen=True, kw_only=True):
    """One step of the search.

    Attributes:
        searched: the editions, or the studies, looked at, as a determination cites them.
        found: where the treatment stands in those that were in force.
        applies: whether the search ends here.
        why: in one clause.
    """

    level: Level
    on: dt.date
    searched: tuple[str, ...]
    found: tuple[Reference, ...]
    applies: bool
    why: str


def search_sequence(
    topic: Topic, pack: Pack, day: dt.date, studies: Sequence[Study] = ()
) -> tuple[SearchStep, ...]:
    """Every step taken for a request of a day; steps behind the one that applies are not taken.

    Studies that the reviewer entered on the treatment are looked at in any case: they end the
    search where no guideline does, and else may challenge the one that does.
    """
    steps: list[SearchStep] = []
    for level in ORDER:
        steps.append(_step(level, topic, pack, day))
        if steps[-1].applies:
            break
    if studies:
        addressed = steps[-1].applies
        before = steps if addressed else steps[:-1]
        return (*before, studies_step(topic.name, studies, day, ends=not addressed))
    return tuple(steps)


def studies_step(name: str, studies: Sequence[Study], day: dt.date, *, ends: bool) -> SearchStep:
    """The last step, where the reviewer entered studies.

    Args:
        name: of the treatment.
        studies: those entered on it.
        day: of the request.
        ends: whether no guideline addresses it, so that the search ends here.
    """
    entered = "a study" if len(studies) == 1 else f"{len(studies)} studies"
    beside = "" if ends else ", to be weighed against the guideline by the levels of evidence"
    return SearchStep(
        level=Level.STUDY,
        on=day,
        searched=tuple(study.citation for study in studies),
        found=(),
        applies=ends,
        why=f"the reviewer entered {entered} on {name}{beside}",
    )


def governing_level(topic: Topic, pack: Pack, day: dt.date) -> Level | None:
    """The level at which the search ends, or None when no guideline of the pack applies."""
    steps = search_sequence(topic, pack, day)
    return next((step.level for step in steps if step.applies), None)


def _step(level: Level, topic: Topic, pack: Pack, day: dt.date) -> SearchStep:
    cited = _cited(level, topic, pack)
    editions = tuple(dict.fromkeys(guideline for guideline, _ in cited))
    found = tuple(reference for guideline, reference in cited if guideline.in_force(day))
    return SearchStep(
        level=level,
        on=day,
        searched=tuple(guideline.source for guideline in editions),
        found=tuple(dict.fromkeys(found)),
        applies=bool(found),
        why=_why(level, editions, bool(found), topic),
    )


def _why(level: Level, editions: tuple[Guideline, ...], applies: bool, topic: Topic) -> str:
    name = _NAMES[level]
    if applies:
        return f"{name} addresses {topic.name}"
    if editions:
        return f"no edition on {topic.name} was in force at {name}"
    if level is Level.STUDY:
        return f"no study on {topic.name} is in the pack; the reviewer may enter one"
    return f"the pack knows no recommendation on {topic.name} in {name}"


def _cited(level: Level, topic: Topic, pack: Pack) -> list[tuple[Guideline, Reference]]:
    return [
        (guideline, reference)
        for criterion in topic.criteria
        for reference in criterion.references
        if (guideline := pack.guideline(reference.guideline)).level is level
    ]

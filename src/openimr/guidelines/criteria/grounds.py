"""Whether a ground is on record, and what stands on record against it."""

from __future__ import annotations

from collections.abc import Iterable

from openimr.guidelines.criteria.trace import Answer, Bench
from openimr.guidelines.criterion import Ground, Outcome
from openimr.guidelines.patterns import first_match
from openimr.guidelines.regions import unrelated
from openimr.vocabulary.fact import Assertion, Fact
from openimr.vocabulary.value import Value

_MOST_OF_A_GROUND = 3
"""Facts named for one ground; the record says the same many times."""

_OF_A_PART = frozenset(
    {
        "diagnostic-imaging",
        "diagnostic-electrophysiology",
        "procedure-injection",
        "surgery",
        "therapy",
        "therapy-device",
    }
)
"""Kinds of treatment for one part of the body, which findings elsewhere do not bear on.

Equipment is not: its name tells a part ("knee scooter") where it is for another.
"""
_STANDS = frozenset({Assertion.PRESENT, Assertion.HISTORICAL})


class Shown(Value, frozen=True, kw_only=True):
    """A ground that holds, and the facts that show it: none where the request or age does."""

    name: str
    facts: tuple[int, ...] = ()


def shown(grounds: Iterable[Ground], bench: Bench) -> tuple[Shown, ...]:
    """The grounds that hold, in their order."""
    found = []
    for ground in grounds:
        facts = _holding(ground, bench)
        if facts is not None:
            found.append(Shown(name=ground.name, facts=facts))
    return tuple(found)


def _holding(ground: Ground, bench: Bench) -> tuple[int, ...] | None:
    """The clearest facts of a ground and of all that must hold with it; None where one fails."""
    own = on_record(ground, bench)
    if ground.shown_itself and not own and not _by_request(ground, bench):
        return None
    facts = bench.record.clearest(own, _MOST_OF_A_GROUND)
    for part in ground.all_of:
        others = _holding(part, bench)
        if others is None:
            return None
        facts += others
    return tuple(dict.fromkeys(facts))


def denied(grounds: Iterable[Ground], bench: Bench) -> tuple[int, ...]:
    """Facts in which the record says that a ground does not hold.

    Of a ground made of several, one that is denied leaves the whole merely unshown.
    """
    found = [i for ground in grounds for i in _find(ground, bench, {Assertion.ABSENT})]
    return bench.record.clearest(dict.fromkeys(found), _MOST_OF_A_GROUND)


def on_record(ground: Ground, bench: Bench) -> tuple[int, ...]:
    """Facts that show a ground."""
    return _find(ground, bench, _STANDS)


def of(holding: Iterable[Shown]) -> tuple[int, ...]:
    """The facts of several grounds, each once."""
    return tuple(dict.fromkeys(i for ground in holding for i in ground.facts))


def named(holding: Iterable[Shown]) -> str:
    """Their names as they stand in a sentence."""
    return ", ".join(ground.name for ground in holding)


def lacking(grounds: Iterable[Ground], finding: str, bench: Bench) -> Answer:
    """The answer where none of the grounds holds: denied by the record, or not documented."""
    against = denied(grounds, bench)
    if against:
        return Answer(outcome=Outcome.NOT_MET, finding=finding, facts=against)
    return bench.silent(finding, tuple(ground.name for ground in grounds))


def _find(ground: Ground, bench: Bench, asserted: Iterable[Assertion]) -> tuple[int, ...]:
    if not ground.concepts and not ground.words:
        return ()
    asserted = set(asserted)
    found = bench.record.observed(ground, asserted)
    if ground.kinds:
        found += bench.record.find(
            set(ground.kinds), set(ground.concepts), asserted=asserted, words=ground.words
        )
    question = bench.question
    regional = question.topic.category in _OF_A_PART
    return tuple(
        i
        for i in found
        if _large_enough(ground, bench.record[i])
        and not (regional and unrelated(bench.record[i].quote, question))
    )


def _large_enough(ground: Ground, fact: Fact) -> bool:
    if ground.at_least is None:
        return True
    return isinstance(fact.value, int | float) and fact.value >= ground.at_least


def _by_request(ground: Ground, bench: Bench) -> bool:
    question = bench.question
    if first_match(ground.request, question.text):
        return True
    if any(companion.topic in ground.beside for companion in question.companions):
        return True
    years, age = ground.older_than, question.age
    return years is not None and age is not None and age > years

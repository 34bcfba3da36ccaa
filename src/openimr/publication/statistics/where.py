"""Only some findings: "year=2016", "topic=mri-knee", "decision=overturned"."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Final

import msgspec

from openimr.publication.model import PublishedDetermination, PublishedFinding
from openimr.publication.statistics.dimensions import (
    BETWEEN,
    DIMENSIONS,
    OF_DETERMINATION,
    OF_FINDING,
    UNTOLD,
    Keys,
)
from openimr.vocabulary.errors import BadInput

NONE: Final = "none"
"""Typed for findings that do not tell."""

_OF_DETERMINATION: Final[dict[str, Callable[[PublishedDetermination], Keys]]] = {
    way.name: keys_of for way, keys_of in OF_DETERMINATION.items()
}
_OF_FINDING: Final[dict[str, Callable[[PublishedFinding], Keys]]] = {
    **{way.name: keys_of for way, keys_of in OF_FINDING.items()},
    "decision": lambda finding: (finding.decision.value if finding.decision else UNTOLD,),
}

NAMES: Final = f"NAME=VALUE with one of {', '.join((*DIMENSIONS, 'decision'))}"
"""What a condition looks like, in words."""

Conditions = Mapping[str, frozenset[str]]
"""Wanted keys, folded, by the way to count: any of them, and of several ways all."""


def conditions_of(typed: Sequence[str]) -> Conditions:
    """What was typed as conditions.

    Args:
        typed: each "name=value"; one name several times means any of its values.

    Raises:
        BadInput: there is no such name, or no value.
    """
    found: dict[str, set[str]] = defaultdict(set)
    for one in typed:
        name, equals, value = (part.strip() for part in one.partition("="))
        if not equals or not value or name not in {*DIMENSIONS, "decision"}:
            raise BadInput("--where", "no condition that is known", f"Write {NAMES}.")
        found[name].add(_folded(value))
    return {name: frozenset(values) for name, values in found.items()}


def only(
    determinations: Iterable[PublishedDetermination], conditions: Conditions
) -> Iterator[PublishedDetermination]:
    """Determinations that fulfil the conditions, each with those of its findings that do."""
    whole = [(_OF_DETERMINATION[n], v) for n, v in conditions.items() if n in _OF_DETERMINATION]
    each = [(_OF_FINDING[n], v) for n, v in conditions.items() if n in _OF_FINDING]
    for one in determinations:
        if not all(_any(keys_of(one), wanted) for keys_of, wanted in whole):
            continue
        if not each:
            yield one
            continue
        kept = tuple(
            finding
            for finding in one.findings
            if all(_any(keys_of(finding), wanted) for keys_of, wanted in each)
        )
        if kept:
            yield one if len(kept) == len(one.findings) else _with(one, kept)


def years_alone(conditions: Conditions) -> frozenset[int] | None:
    """The years, where nothing but years is asked for: kept tallies answer that."""
    if set(conditions) != {"year"} or not all(one.isdigit() for one in conditions["year"]):
        return None
    return frozenset(map(int, conditions["year"]))


def _with(
    one: PublishedDetermination, findings: tuple[PublishedFinding, ...]
) -> PublishedDetermination:
    return msgspec.structs.replace(one, findings=findings)


def _any(keys: Keys, wanted: frozenset[str]) -> bool:
    return any(_folded(key) in wanted for key in keys)


def _folded(key: str) -> str:
    return key.replace(BETWEEN, ": ").strip().casefold() or NONE

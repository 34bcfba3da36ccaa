"""What a person should look at in the law's data beyond its faults."""

from __future__ import annotations

import datetime as dt
import itertools
from collections import defaultdict
from collections.abc import Iterator, Mapping

from openimr.law.calendar import Calendar
from openimr.law.load import overlap, replaced
from openimr.law.model import DeadlineRule, Law, LawValue
from openimr.vocabulary.errors import BadInput
from openimr.vocabulary.value import Value

YEARS = range(2013, 2031)
"""Years for which every holiday must be found: from the first review on."""


class Remark(Value, frozen=True, kw_only=True):
    """One thing to look at: which value, what about it, and what to do."""

    id: str
    what: str
    remedy: str


def remarks(shipped: Law, own: Mapping[str, tuple[LawValue, ...]]) -> tuple[Remark, ...]:
    """Remarks on the shipped law with values of a folder in their places.

    Args:
        shipped: the law without the folder.
        own: the folder's values by their field of `Law`; empty to look at the shipped law.
    """
    law = replaced(shipped, own)
    return (
        *_replacing(shipped, own),
        *_gaps(law),
        *_twice(law),
        *_holidays(law),
        *_better_than_its_counts(law),
        *_late_for_nothing(law),
    )


def _replacing(shipped: Law, own: Mapping[str, tuple[LawValue, ...]]) -> Iterator[Remark]:
    """Values in place of those whose text was seen, and those that are not verified themselves."""
    for field, values in own.items():
        for value in values:
            there = [old for old in getattr(shipped, field) if old.id == value.id]
            if any(_known(old) and overlap(old, value) for old in there):
                what = "stands in place of a value whose text was seen"
                yield Remark(id=value.id, what=what, remedy="be sure of your source")
            if value.to_look_up:
                what = "is not verified either"
                yield Remark(id=value.id, what=what, remedy="look up the text and name its source")


def _known(value: LawValue) -> bool:
    """Whether a text was seen that says how much."""
    return value.verified and getattr(value, "dollars", 0) is not None


def _gaps(law: Law) -> Iterator[Remark]:
    """Days between two versions of a value on which neither governs."""
    versions: dict[tuple[type, str], list[LawValue]] = defaultdict(list)
    for value in law.values():
        versions[type(value), value.id].append(value)
    for (_, name), same in versions.items():
        same.sort(key=lambda value: value.effective_from or dt.date.min)
        for before, after in itertools.pairwise(same):
            first, last = after.effective_from, before.effective_until
            if first and last and first - last > dt.timedelta(days=1):
                what = f"no version governs between {last} and {first}"
                yield Remark(id=name, what=what, remedy="close the gap")


def _twice(law: Law) -> Iterator[Remark]:
    """Ids that stand for values of two kinds: whoever looks one up gets the first."""
    kinds: dict[str, set[type]] = defaultdict(set)
    for value in law.values():
        kinds[value.id].add(type(value))
    for name, found in kinds.items():
        if len(found) > 1:
            yield Remark(id=name, what="stands in two lists", remedy="give each its own id")


def _holidays(law: Law) -> Iterator[Remark]:
    calendar = Calendar(law)
    try:
        for year in YEARS:
            calendar.holidays(year)
    except BadInput as error:
        yield Remark(id=error.where, what=error.found, remedy=error.remedy or "correct it")


def _better_than_its_counts(law: Law) -> Iterator[Remark]:
    """Rules that are marked as better known than every way of counting them."""
    for value in law.values():
        if isinstance(value, DeadlineRule) and value.verified and not _seen(value):
            what = "was seen, but none of its counts was"
            yield Remark(id=value.id, what=what, remedy="mark the rule as its counts are")


def _seen(rule: DeadlineRule) -> bool:
    return any(count.evidence is rule.evidence for count in rule.counts)


def _late_for_nothing(law: Law) -> Iterator[Remark]:
    """Penalties for the lateness of what is no deadline of the law."""
    known = {rule.id for rule in law.deadlines}
    for penalty in law.penalties:
        for name in sorted(set(penalty.late) - known):
            what = f"punishes the lateness of '{name}', which is no deadline"
            yield Remark(id=penalty.id, what=what, remedy="use the id of a deadline")

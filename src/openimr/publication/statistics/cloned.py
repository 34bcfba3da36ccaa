"""Rationales that are nearly the same in several determinations, and repeated sentences.

Rationales meet that share a key of their signatures; those whose signatures agree are one
group. Nothing says that repeating is wrong: guidelines are quoted, and alike cases deserve
alike answers. Digits and marks are folded away before words are compared.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Final

import numpy as np

from openimr.publication.statistics.dimensions import BETWEEN, UNTOLD
from openimr.publication.statistics.folded import HASHES
from openimr.publication.statistics.prints import BANDS, SHORTEST_COMPARED, Prints, signatures
from openimr.publication.statistics.rates import FEWEST, NOT_TOLD
from openimr.publication.statistics.sentences import Sentences, boilerplate_by
from openimr.vocabulary.counted import counted
from openimr.vocabulary.figures import Column, Figure, Kind
from openimr.vocabulary.shares import Share
from openimr.vocabulary.value import Value

ALIKE: Final = 0.8
"""Share of hashes that agree from which two rationales are nearly the same."""

_WAYS: Final = {"year": "Year", "specialty": "Specialty", "reviewer": "Reviewer"}


class Clones(Value, frozen=True, kw_only=True):
    """Findings whose rationales are nearly the same.

    Attributes:
        findings: identifier of the determination and number of the finding, sorted.
        determinations: how many different ones; two at least.
    """

    findings: tuple[tuple[str, int], ...]
    determinations: int


class Cloned(Value, frozen=True, kw_only=True):
    """Nearly identical rationales of a library.

    Attributes:
        groups: the largest first; of a library only some may be kept.
        number: of groups in all.
        shares: rationales in any group, by "all", "year", "specialty" and "reviewer", each by its
            keys; empty keys for what is not told.
    """

    groups: tuple[Clones, ...]
    number: int
    shares: dict[str, dict[str, Share]]


def cloned(prints: Prints) -> Cloned:
    """Find the rationales that stand, nearly the same, in several determinations."""
    of = np.frombuffer(prints.rationale_of, np.uint32)
    group = _grouped(prints, of)
    by_group: dict[int, list[int]] = defaultdict(list)
    for place in np.nonzero(np.bincount(group, minlength=len(of))[group] > 1)[0].tolist():
        by_group[int(group[place])].append(place)
    numbers = np.frombuffer(prints.rationale_number, np.uint16)
    groups, within = [], np.zeros(len(of), bool)
    for places in by_group.values():
        different = len({int(of[place]) for place in places})
        if different > 1:
            within[places] = True
            findings = sorted((prints.ids[of[one]], int(numbers[one])) for one in places)
            groups.append(Clones(findings=tuple(findings), determinations=different))
    groups.sort(key=lambda one: (-one.determinations, one.findings))
    return Cloned(groups=tuple(groups), number=len(groups), shares=_shares(prints, of, within))


def cloned_figures(found: Cloned, sentences: Sentences, most: int = 20) -> tuple[Figure, ...]:
    """Repeated sentences and rationales by year, specialty and reviewer; the largest groups."""
    repeated = boilerplate_by(sentences)
    shares = [
        _figure(way, found.shares.get(way, {}), repeated.get(way, {}), most)
        for way in _WAYS
        if {*found.shares.get(way, {}), *repeated.get(way, {})} - {UNTOLD}
    ]
    every = _figure("all", found.shares.get("all", {}), repeated.get("all", {}), most)
    sampled = f" Sentences are estimated from one of {1 << sentences.level}."
    note = sampled if sentences.level else ""
    first = Figure(
        slug="cloned",
        title="Repeated rationales",
        says="Rationales nearly the same as one of another determination "
        f"({SHORTEST_COMPARED} words or more, digits folded), and sentences that stand in "
        f"another determination.{note} Intervals take each by itself; what one writer repeats is "
        "not, so that they are too narrow. Guidelines are quoted and cases are alike: what "
        "repeats is to be read, not to be blamed.",
        columns=every.columns,
        rows=every.rows,
        drawn=2,
    )
    return (first, *shares, _groups(found, most))


def _figure(
    way: str, rationales: Mapping[str, Share], sentences: Mapping[str, Share], most: int
) -> Figure:
    names = sorted({*rationales, *sentences})
    none = Share(part=0, whole=0)
    if way != "year":
        names.sort(key=lambda one: (one == "", -rationales.get(one, none).whole, one))
    title = _WAYS.get(way, "Whose")
    return Figure(
        slug=f"cloned-{way}",
        title=f"Repeated rationales, by {title.lower()}",
        says=f"Nearly the same in another determination; no share of fewer than {FEWEST}.",
        columns=(
            Column(name=title, kind=Kind.TEXT),
            Column(name="Rationales"),
            Column(name="Nearly the same", kind=Kind.SHARE),
            Column(name="Sentences"),
            Column(name="In another too", kind=Kind.SHARE),
        ),
        rows=tuple(
            (
                _called(way, name),
                *_counted(rationales.get(name, none)),
                *_counted(sentences.get(name, none)),
            )
            for name in (names if way == "year" else names[:most])
        ),
        drawn=2,
    )


def _called(way: str, name: str) -> str:
    return "All" if way == "all" else name or NOT_TOLD


def _counted(share: Share) -> tuple[int, Share | None]:
    return share.whole, share if share.whole >= FEWEST else None


def _groups(found: Cloned, most: int) -> Figure:
    return Figure(
        slug="cloned-groups",
        title="Largest groups of rationales",
        says=f"{counted(found.number, 'group')}; each is shown by two of its determinations.",
        columns=(
            Column(name="For instance", kind=Kind.TEXT),
            Column(name="and", kind=Kind.TEXT),
            Column(name="Determinations"),
            Column(name="Findings"),
        ),
        rows=tuple(
            (*_two(one), one.determinations, len(one.findings)) for one in found.groups[:most]
        ),
        drawn=2,
    )


def _two(group: Clones) -> tuple[str, str]:
    first = group.findings[0]
    other = next(one for one in group.findings if one[0] != first[0])
    return f"{first[0]}, {first[1]}", f"{other[0]}, {other[1]}"


def _grouped(prints: Prints, of: Any) -> Any:
    """The group of each rationale, as the place of its first member."""
    marks = signatures(prints.rationales)
    bands = np.frombuffer(prints.bands, np.uint64).reshape(-1, BANDS)
    parent = np.arange(len(of), dtype=np.int64)
    for band in range(BANDS):
        one, other = _neighbours(bands[:, band])
        alike = (marks[one] == marks[other]).sum(axis=1) >= ALIKE * HASHES
        _unite(parent, one[alike].tolist(), other[alike].tolist())
    return _roots(parent)


def _neighbours(keys: Any) -> tuple[Any, Any]:
    """Places with the same key: each with the one before it, and with the first of its key."""
    order = np.argsort(keys, kind="stable")
    inner = np.nonzero(keys[order][1:] == keys[order][:-1])[0] + 1
    starts = np.ones(len(order), bool)
    starts[inner] = False
    first = np.maximum.accumulate(np.where(starts, np.arange(len(order)), 0))
    ones = np.concatenate((order[inner], order[inner]))
    return ones, np.concatenate((order[inner - 1], order[first[inner]]))


def _unite(parent: Any, ones: Sequence[int], others: Sequence[int]) -> None:
    roots = parent.tolist()

    def root(place: int) -> int:
        while roots[place] != place:
            roots[place] = roots[roots[place]]
            place = roots[place]
        return place

    for one, other in zip(ones, others, strict=True):
        first, second = root(one), root(other)
        if first != second:
            roots[max(first, second)] = min(first, second)
    parent[:] = roots


def _roots(parent: Any) -> Any:
    while True:
        above = parent[parent]
        if (above == parent).all():
            return parent
        parent = above


def _shares(prints: Prints, of: Any, within: Any) -> dict[str, dict[str, Share]]:
    years = np.frombuffer(prints.years, np.uint16)
    ways: dict[str, Callable[[int], Sequence[str]]] = {
        "all": lambda _: ("",),
        "year": lambda at: (str(int(years[at]) or ""),),
        "specialty": lambda at: prints.specialties[at].split(BETWEEN),
        "reviewer": lambda at: (prints.reviewers[at],),
    }
    return {way: dict(_parted(of, within, keys_of)) for way, keys_of in ways.items()}


def _parted(
    of: Any, within: Any, keys_of: Callable[[int], Sequence[str]]
) -> Iterator[tuple[str, Share]]:
    whole: Counter[str] = Counter()
    part: Counter[str] = Counter()
    for at, cloned_one in zip(of.tolist(), within.tolist(), strict=True):
        for key in keys_of(at):
            whole[key] += 1
            part[key] += cloned_one
    for key, number in sorted(whole.items()):
        yield key, Share(part=part[key], whole=number)

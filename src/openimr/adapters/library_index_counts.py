"""Counts of facets among the hits of a query.

A count says how many determinations remain when its value is chosen. Where nothing is asked of a
finding, or its decision, or one topic, drug or body region, with a decision or without, columns
tell. Where more is asked, values of findings are asked one by one, since each must stand in the
same finding as what was asked. Among very many hits they are counted on a part of the library and
told as estimates, unless exact counts are wanted.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any, Final

import tantivy

from openimr.adapters.library_index_columns import (
    OVER,
    PAIRED,
    SLOTS,
    TOGETHER,
    beside,
    beside_value,
    more,
    read_code,
    read_pair,
    read_together,
    slot,
    together,
)
from openimr.adapters.library_index_parts import PART, about, part_for
from openimr.adapters.library_index_queries import Group, Queries, count_of, finding_group
from openimr.publication.search.ports import Count, FacetCounts
from openimr.publication.search.query import OF_A_FINDING, And, Facet, Is, Search

MOST: Final = 12
"""Values listed of a facet."""

COUNTED_WHOLE: Final = 30_000
"""Hits of which every one is counted. Of more, a part of half so many or more is counted: a value
that one in ten has is then known to 5 % of itself 19 times in 20."""

_MOST_ASKED: Final = 8
"""Values of a facet that are asked one by one."""

_DISTINCT: Final = 4_000
"""Different values of a column that are counted; there are fewer by far of each but sections."""

_ALL_LISTED: Final = frozenset({Facet.YEAR, Facet.AGE})
"""Facets that are listed whole, in the order of their values."""

Codes = dict[Facet, Counter[str]]
"""How many determinations have each code of a facet."""

Told = dict[str, Any]
"""What columns are asked for, or told, by their names."""


class FacetCounter:
    """Counts facets in one state of the index."""

    def __init__(self, searcher: tantivy.Searcher, queries: Queries, whole: int) -> None:
        self._searcher = searcher
        self._queries = queries
        self._counted_whole = whole
        self._whole: Codes | None = None

    def counts(self, asked: tantivy.Query, hits: int, wanted: Search) -> tuple[FacetCounts, ...]:
        """Every facet with its most frequent values; facets without a value are left out."""
        if not hits:
            return ()
        groups = chosen_groups(wanted)
        part = self._part(hits, groups, wanted)
        if part > 1:
            asked = self._queries.marked(asked, PART, str(part))
        decided = _decided(groups)
        others = [group for group in groups if group[0].facet is not Facet.DECISION]
        value = _paired(others)
        codes, told = self._codes_of(asked, hits, part, _beside(value) if value else {})
        pairs = _pairs(told[beside(value.facet)], decided) if value else None
        tables = []
        for facet in Facet:
            values = _values(facet, codes[facet], set() if others else decided)
            most, cut = (len(values) if facet in _ALL_LISTED else MOST), False
            if others and facet in OF_A_FINDING:
                if pairs is not None:
                    values = pairs[facet]
                else:
                    most = _MOST_ASKED
                    cut = len(values) > most
                    asked_for = _ordered(facet, values)[:most]
                    values = self._asked_one_by_one(wanted, facet, asked_for, part)
            if values:
                listed = _ordered(facet, values)[:most]
                counted = tuple(
                    Count(value=v, determinations=about(n, part, hits) if part > 1 else n)
                    for v, n in listed
                )
                more = cut or len(values) > most
                tables.append(FacetCounts(facet=facet, counts=counted, more=more, about=part > 1))
        return tuple(tables)

    def _part(self, hits: int, groups: list[Group], wanted: Search) -> int:
        """On how small a part of the library the hits are counted; 1 for the whole."""
        rest = self._searcher.num_docs - hits
        if wanted.exact or (not groups and rest <= self._counted_whole):
            return 1
        return part_for(hits, self._counted_whole)

    def _codes_of(
        self, asked: tantivy.Query, hits: int, part: int, also: Told
    ) -> tuple[Codes, Told]:
        """The codes of the hits; of most of the library, what it has less what is no hit.

        Finding the hits costs most of it, so that what else is asked of them, ``also``, is told in
        the same pass where that can be.
        """
        if part > 1 or 2 * hits <= self._searcher.num_docs:
            told = self._searcher.aggregate(asked, {**_EVERY, **_MORE, **also})
            return _codes(told), told
        if self._whole is None:
            self._whole = self._counted_apart()
        told = self._searcher.aggregate(asked, also) if also else {}
        if hits == self._searcher.num_docs:
            return self._whole, told
        rest = tantivy.Query.boolean_query(
            [
                (tantivy.Occur.Must, tantivy.Query.all_query()),
                (tantivy.Occur.MustNot, asked),
            ]
        )
        missing = _codes(self._searcher.aggregate(rest, {**_EVERY, **_MORE}))
        return {facet: self._whole[facet] - missing[facet] for facet in Facet}, told

    def _counted_apart(self) -> Codes:
        """The codes of the whole library; columns of several values are slow, so of few alone."""
        every = tantivy.Query.all_query()
        told = self._searcher.aggregate(every, _EVERY)
        over = self._searcher.aggregate(self._queries.marked(every, OVER), _MORE)
        return _codes({**told, **over})

    def _asked_one_by_one(
        self, wanted: Search, facet: Facet, listed: list[tuple[str, int]], part: int
    ) -> Counter[str]:
        exact: Counter[str] = Counter()
        for value, _ in listed:
            narrowed = self._queries.of(wanted, (Is(facet=facet, value=value),))
            if part > 1:
                narrowed = self._queries.marked(narrowed, PART, str(part))
            narrowed = tantivy.Query.const_score_query(narrowed, 1.0)  # none needs its rank
            exact[value] = count_of(self._searcher.search(narrowed, limit=1))
        return +exact


def _codes(told: Told) -> Codes:
    codes: Codes = {facet: Counter() for facet in Facet}
    for facet, slots in SLOTS.items():
        for column in (*(slot(facet, number) for number in range(slots)), more(facet)):
            _add(codes[facet], told[column])
    for facets in TOGETHER:
        for bucket in told[together(facets)]["buckets"]:
            for facet, value in read_together(facets, bucket["key"]):
                codes[facet][value] += bucket["doc_count"]
    return codes


def _paired(others: list[Group]) -> Is | None:
    """The one value asked for of a finding; None where another facet, or more, is asked."""
    if len(others) != 1 or len(others[0]) != 1 or others[0][0].facet not in PAIRED:
        return None
    return others[0][0]


def _beside(value: Is) -> Told:
    """Asks for what stands in one finding with a value."""
    column = beside(value.facet)
    return {column: {"terms": {**_terms(column)["terms"], "include": beside_value(value.value)}}}


def _pairs(told: Told, decided: set[str]) -> Codes:
    """What stands in one finding with the value asked for, under one of these decisions if any."""
    pairs: Codes = {facet: Counter() for facet in Facet}
    for bucket in told["buckets"]:
        facet, stands, signs = read_pair(bucket["key"])
        if not decided or not decided.isdisjoint(signs):
            pairs[facet][stands] += bucket["doc_count"]
    if decided:
        of_decision = pairs[Facet.DECISION]
        pairs[Facet.DECISION] = Counter({v: n for v, n in of_decision.items() if v[0] in decided})
    return pairs


def chosen_groups(wanted: Search) -> list[Group]:
    """The groups of values that hold for one finding in a search."""
    parts = wanted.asked.of if isinstance(wanted.asked, And) else (wanted.asked,)
    groups = [group for group in map(finding_group, parts) if group]
    return groups + [group for group in wanted.filtered if group[0].facet in OF_A_FINDING]


def _decided(groups: list[Group]) -> set[str]:
    """The signs of the decisions asked for; empty where none is."""
    return {one.value[0] for group in groups for one in group if one.facet is Facet.DECISION}


def _terms(column: str) -> dict[str, Any]:
    return {"terms": {"field": column, "size": _DISTINCT, "segment_size": _DISTINCT}}


_EVERY: Final = {
    column: _terms(column)
    for column in (
        *(slot(facet, number) for facet, slots in SLOTS.items() for number in range(slots)),
        *map(together, TOGETHER),
    )
}
_MORE: Final = {more(facet): _terms(more(facet)) for facet in SLOTS}


def _add(counter: Counter[str], told: dict[str, Any]) -> None:
    for bucket in told["buckets"]:
        if bucket["key"]:
            counter[bucket["key"]] += bucket["doc_count"]


def _values(facet: Facet, codes: Counter[str], decided: set[str]) -> Counter[str]:
    """Values of codes; of findings those that occur with one of these decisions, if any."""
    if facet is Facet.DECISION:
        return Counter({one: n for one, n in codes.items() if not decided or one[0] in decided})
    values: Counter[str] = Counter()
    for code, number in codes.items():
        value, signs = read_code(facet, code)
        if not decided or facet not in OF_A_FINDING or not decided.isdisjoint(signs):
            values[value] += number
    return values


def _ordered(facet: Facet, values: Counter[str]) -> list[tuple[str, int]]:
    pairs: Iterable[tuple[str, int]] = values.items()
    if facet in _ALL_LISTED:
        return sorted(pairs)
    return sorted(pairs, key=lambda pair: (-pair[1], pair[0]))

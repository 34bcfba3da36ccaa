"""Values of a query that no determination has, told with those that are near."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from rapidfuzz import fuzz

from openimr.publication.search.ports import SearchIndex
from openimr.publication.search.query import And, Expression, Facet, Is, Or, Search
from openimr.publication.search.synonyms import names_beside

_FREE: Final = (
    Facet.TOPIC,
    Facet.REGION,
    Facet.DRUG,
    Facet.GUIDELINE,
    Facet.SECTION,
    Facet.SPECIALTY,
    Facet.AGE,
)
"""Facets of which any value may be typed; those of the others are refused at once."""

_LIKENESS: Final = 60
_MOST: Final = 3


def absent_values(index: SearchIndex, wanted: Search) -> tuple[str, ...]:
    """What to tell of the values of a search that found nothing: which are nowhere."""
    asked = (*_values(wanted.asked), *wanted.filters)
    absent = [one for one in dict.fromkeys(asked) if one.facet in _FREE and not _has(index, one)]
    if not absent:
        return ()
    tables = index.search(Search(per_page=1)).facets
    there = {one.facet: [count.value for count in one.counts] for one in tables}
    return tuple(_told(one, there.get(one.facet, ())) for one in absent)


def _values(asked: Expression | None) -> Iterator[Is]:
    match asked:
        case Is():
            yield asked
        case And(of=parts) | Or(of=parts):
            for part in parts:
                yield from _values(part)


def _has(index: SearchIndex, value: Is) -> bool:
    return index.search(Search(asked=value, per_page=1, facets=False)).total > 0


def _told(absent: Is, there: Iterable[str]) -> str:
    near = nearest_values(absent.value, there)
    told = f"no determination has {absent.facet.value}:{_quoted(absent.value)}"
    return f"{told}; near are {', '.join(map(_quoted, near))}" if near else told


def _quoted(value: str) -> str:
    return value if value.replace("-", "").isalnum() else f'"{value}"'


def nearest_values(typed: str, there: Iterable[str]) -> tuple[str, ...]:
    """The values most like what was typed or its other names, the likest first."""
    names = [_plain(name) for name in names_beside(typed)]
    ranked = [(-max(_likeness(name, _plain(one)) for name in names), one) for one in there]
    return tuple(one for unlike, one in sorted(ranked)[:_MOST] if -unlike >= _LIKENESS)


def _likeness(name: str, value: str) -> float:
    """Of 100: in any order of the words; a name that is a part of the value is somewhat like."""
    part, whole = fuzz.token_set_ratio(name, value), fuzz.ratio(name, value)
    return float(max(fuzz.token_sort_ratio(name, value), (part + whole) / 2))


def _plain(value: str) -> str:
    return value.replace("-", " ").lower()

"""Finding what is new in the library: first what came last, then what was decided last."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

import msgspec

from openimr.publication.library.arrived import Arrived
from openimr.publication.model import PublishedDetermination
from openimr.publication.search.find import find
from openimr.publication.search.ports import SearchIndex
from openimr.publication.search.query import Named, Search, Sort, all_of, any_of

_AT_ONCE: Final = 100


class New(NamedTuple):
    """A determination, and when it came into the library; None where that is not known."""

    said: PublishedDetermination
    at: dt.datetime | None


def newly_found(
    index: SearchIndex, text: str, wanted: Search, arrived: Sequence[Arrived]
) -> list[New]:
    """What a search finds newly, one page of it.

    Args:
        index: of the library.
        text: as typed.
        wanted: filters, and how many; no facets are counted, and no passages looked for.
        arrived: what came last, the last one first.

    Raises:
        BadInput: as `find`.
    """
    wanted = msgspec.structs.replace(wanted, sort=Sort.NEWEST, page=1, facets=False, passages=False)
    answer = find(index, text, wanted)
    found: list[New] = []
    for first in range(0, len(arrived), _AT_ONCE):
        if len(found) < wanted.per_page:
            found += _of_these(index, answer.search, arrived[first : first + _AT_ONCE])
    there = {new.said.id for new in found}
    others = (hit.determination for hit in answer.found.hits)
    found += [New(said, None) for said in others if said.id not in there]
    return found[: wanted.per_page]


def _of_these(index: SearchIndex, search: Search, arrived: Sequence[Arrived]) -> Iterator[New]:
    """Those of what came that a search finds, the last one first.

    Of what came at one moment, that which was decided last.
    """
    at = {(one.id, one.version): one.at for one in arrived}
    names = any_of(tuple(Named(id=id) for id in dict.fromkeys(one.id for one in arrived)))
    both = all_of((search.asked, names)) if search.asked else names
    hits = index.search(msgspec.structs.replace(search, asked=both, per_page=_AT_ONCE)).hits
    found = (hit.determination for hit in hits)
    came = [(at.get((said.id, said.version)), said) for said in found]
    listed = [(when, said) for when, said in came if when is not None]
    listed.sort(key=lambda one: (one[0], one[1].decision_date or dt.date.min), reverse=True)
    yield from (New(said, when) for when, said in listed)

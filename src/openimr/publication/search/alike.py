"""Similar cases: published findings whose words mean much the same, with the reason why.

What is near is found by the words' meaning; why it is alike is said by what both tell: topic,
part of the body, drug, age, guideline, amount, and the terms that carried the likeness, quoted
from the other's text. What differs is said too. Nothing here says how a case should be decided.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from openimr.publication.model import PublishedDetermination, PublishedFinding
from openimr.publication.search.alike_model import (
    FindingsByMeaning,
    Likeness,
    Near,
    Question,
    Similar,
    finding_of,
)
from openimr.publication.search.alike_why import answers_otherwise, differences, quoted, shared
from openimr.publication.search.ports import SearchIndex
from openimr.publication.search.query import Named, Search

MOST: Final = 10
"""Similar findings that are told unless asked otherwise."""

LEAST: Final = 0.15
"""Likeness below which two findings have nothing worth telling in common."""

LOOKED_AT: Final = 3
"""Times as many as are told are looked at, and put into order by what both tell as well."""

WEIGHS: Final = {"topic": 0.1, "part of the body": 0.05, "drug": 0.05}
"""What a fact that both tell adds to the likeness of their words, in the order alone."""

Get = Callable[[str], PublishedDetermination | None]


def alike(index: FindingsByMeaning, get: Get, asked: Question, most: int = MOST) -> Likeness:
    """Similar published findings.

    Args:
        index: finds them.
        get: gives the determinations found, in their newest version.
        asked: what to.
        most: how many at most.
    """
    near = [one for one in index.nearest(asked, LOOKED_AT * most) if one.likeness >= LEAST]
    nearest = sorted(_there(get, near), key=lambda one: -_rank(asked, one))[:most]
    other = index.otherwise(asked, max(1, most // 3)) if asked.facts is not None else ()
    told = {one.said.id for one in nearest}
    otherwise = [one for one in _there(get, other) if one.said.id not in told]
    return Likeness(
        similar=tuple(_similar(index, asked, one) for one in nearest),
        otherwise=tuple(_similar(index, asked, one) for one in otherwise),
    )


class _Found(NamedTuple):
    near: Near
    said: PublishedDetermination

    @property
    def finding(self) -> PublishedFinding:
        return finding_of(self.said, self.near.finding)


def _there(get: Get, found: Sequence[Near]) -> Iterator[_Found]:
    """Those that the library still has as they were compared: not corrected, not taken out."""
    for one in found:
        said = get(one.id)
        if said is not None and said.version == one.version:
            yield _Found(one, said)


def _rank(asked: Question, one: _Found) -> float:
    """The likeness of words, and something for each kind of fact that both tell."""
    kinds = {it.what for it in shared(asked, one.said, one.finding)}
    return one.near.likeness + sum(WEIGHS.get(kind, 0.0) for kind in kinds)


def first_in(index: SearchIndex | None, get: Get) -> Get:
    """Gives determinations from an index, which has them at hand, else from the library."""

    def given(id: str) -> PublishedDetermination | None:
        if index is None:
            return get(id)
        found = index.search(Search(asked=Named(id=id), per_page=1, facets=False)).hits
        return found[0].determination if found else get(id)

    return given


def _similar(index: FindingsByMeaning, asked: Question, one: _Found) -> Similar:
    terms, passage = quoted(index, asked.text, one.said, one.finding)
    return Similar(
        determination=one.said,
        finding=one.near.finding,
        likeness=round(one.near.likeness, 4),
        shares=tuple(shared(asked, one.said, one.finding)),
        terms=terms,
        passage=passage,
        differs=tuple(differences(asked, one.said, one.finding)),
        otherwise=answers_otherwise(asked, one.said, one.finding),
    )


def as_plain(found: Likeness) -> Mapping[str, object]:
    """An answer as programs get it."""
    return {
        "similar": [_plain(one) for one in found.similar],
        "otherwise": [_plain(one) for one in found.otherwise],
    }


def _plain(one: Similar) -> Mapping[str, object]:
    said, finding = one.determination, one.said
    return {
        "id": said.id,
        "version": said.version,
        "finding": one.finding,
        "likeness": one.likeness,
        "year": said.year,
        "treatment": finding.treatment,
        "decision": finding.decision,
        "shares": one.shares,
        "terms": one.terms,
        "passage": one.passage,
        "differs": one.differs,
        "same_question_other_outcome": one.otherwise,
    }

"""The same facts, another outcome: findings on one question that were decided otherwise.

Only findings meet that have the same leading topic, the same request, the same regions of the body
and the same age band; of a question with very many findings some of each outcome are compared.
What is alike is told by the words of the summaries; whether the cases are alike, a person reads.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterator, Sequence
from typing import Any, Final

import numpy as np
from rapidfuzz import fuzz

from openimr.publication.model import PublishedDetermination, PublishedFinding
from openimr.publication.statistics.cited import guideline_of
from openimr.publication.statistics.folded import words_of
from openimr.publication.statistics.prints import Prints, signatures
from openimr.vocabulary.figures import Column, Figure, Kind
from openimr.vocabulary.value import Value

COMPARED: Final = 32
"""Findings of each outcome that are compared for one question."""

OF_ONE_QUESTION: Final = 3
"""Pairs shown of one question at most."""

Place = tuple[str, int]
"""Identifier of a determination, number of the finding."""


class Candidate(Value, frozen=True, kw_only=True):
    """Two findings on one question, before their words are read.

    Attributes:
        upheld, overturned: where they stand.
        agreeing: hashes of the summaries that agree, of `HASHES`.
    """

    upheld: Place
    overturned: Place
    agreeing: int


class Pair(Value, frozen=True, kw_only=True):
    """Two findings on one question, side by side.

    Attributes:
        upheld, overturned: where they stand.
        treatment: as worded where it was upheld.
        likeness: of the summaries, 0 to 100 (words in common, in any order).
        differs: what else is told and differs, with both values, the upheld one's first.
    """

    upheld: Place
    overturned: Place
    treatment: str
    likeness: int
    differs: tuple[tuple[str, str, str], ...]


def candidates(prints: Prints, most: int = 200) -> tuple[Candidate, ...]:
    """The pairs whose summaries are most alike by their signatures; the most alike first."""
    best: list[tuple[int, Place, Place]] = []
    for one in _found(prints):
        ranked = (-one.agreeing, one.upheld, one.overturned)
        best.append(ranked)
        if len(best) > 20 * most:
            best = heapq.nsmallest(most, best)
    return tuple(
        Candidate(upheld=upheld, overturned=overturned, agreeing=-agreeing)
        for agreeing, upheld, overturned in heapq.nsmallest(most, best)
    )


def side_by_side(
    found: Sequence[Candidate], get: Callable[[str], PublishedDetermination | None]
) -> tuple[Pair, ...]:
    """Candidates with their words, the most alike first; what is no longer there is left out."""
    pairs = [pair for one in found if (pair := _pair(one, get)) is not None]
    return tuple(sorted(pairs, key=lambda one: (-one.likeness, one.upheld, one.overturned)))


def pairs_figure(pairs: Sequence[Pair], most: int = 20) -> Figure:
    """Pairs as a table."""
    return Figure(
        slug="pairs",
        title="Same facts, other outcome",
        says="Same leading topic, request, body regions and age band, and the most alike case "
        "summaries; what the table cannot tell are the records behind them. Both are to be read.",
        columns=(
            Column(name="Upheld", kind=Kind.TEXT, cites=True),
            Column(name="Overturned", kind=Kind.TEXT, cites=True),
            Column(name="Likeness of 100"),
            Column(name="Treatment", kind=Kind.TEXT),
            Column(name="What differs", kind=Kind.TEXT),
        ),
        rows=tuple(
            (
                _place(one.upheld),
                _place(one.overturned),
                one.likeness,
                one.treatment,
                "; ".join(f"{name}: {ours} / {theirs}" for name, ours, theirs in one.differs),
            )
            for one in pairs[:most]
        ),
        drawn=2,
    )


def _place(place: Place) -> str:
    return f"{place[0]}, {place[1]}"


def _found(prints: Prints) -> Iterator[Candidate]:
    facts = np.frombuffer(prints.facts, np.uint64)
    decided = np.frombuffer(prints.facts_decided, np.uint8)
    of = np.frombuffer(prints.facts_of, np.uint32)
    numbers = np.frombuffer(prints.facts_number, np.uint16)
    marks = signatures(prints.summaries)
    told: Any = np.any(marks, axis=1)
    order = np.lexsort((_mixed(prints, of, numbers), decided, facts))
    order = order[told[of[order]]]
    for start, between, end in _questions(facts[order], decided[order]):
        ones = order[start:between][:COMPARED]
        others = order[between:end][:COMPARED]
        agreeing = (marks[of[ones]][:, None, :] == marks[of[others]][None, :, :]).sum(axis=2)
        agreeing[of[ones][:, None] == of[others][None, :]] = -1
        for at in np.argsort(-agreeing, axis=None, kind="stable")[:OF_ONE_QUESTION].tolist():
            one, other = ones[at // len(others)], others[at % len(others)]
            number = int(agreeing[at // len(others), at % len(others)])
            if number >= 0:
                yield Candidate(
                    upheld=(prints.ids[of[one]], int(numbers[one])),
                    overturned=(prints.ids[of[other]], int(numbers[other])),
                    agreeing=number,
                )


def _mixed(prints: Prints, of: Any, numbers: Any) -> Any:
    """An order of findings by their names, the same however parts were joined."""
    rank = np.empty(len(prints.ids), np.int64)
    rank[sorted(range(len(prints.ids)), key=prints.ids.__getitem__)] = np.arange(len(prints.ids))
    return rank[of] * 65_536 + numbers


def _questions(facts: Any, decided: Any) -> Iterator[tuple[int, int, int]]:
    """Where findings of one question begin, are overturned from, and end; both outcomes alone."""
    edges = np.nonzero(facts[1:] != facts[:-1])[0] + 1 if len(facts) else np.zeros(0, np.int64)
    starts = np.concatenate(([0], edges)).astype(np.int64)
    ends = np.concatenate((edges, [len(facts)])).astype(np.int64)
    overturned = np.concatenate(([0], np.cumsum(decided, dtype=np.int64)))
    betweens = ends - (overturned[ends] - overturned[starts])
    both = (betweens > starts) & (betweens < ends)
    yield from zip(starts[both].tolist(), betweens[both].tolist(), ends[both].tolist(), strict=True)


def _pair(one: Candidate, get: Callable[[str], PublishedDetermination | None]) -> Pair | None:
    first, second = get(one.upheld[0]), get(one.overturned[0])
    if first is None or second is None:
        return None
    upheld, overturned = _finding(first, one.upheld[1]), _finding(second, one.overturned[1])
    if upheld is None or overturned is None:
        return None
    summaries = [" ".join(words_of(said.summary or "")) for said in (first, second)]
    return Pair(
        upheld=one.upheld,
        overturned=one.overturned,
        treatment=upheld.treatment,
        likeness=round(fuzz.token_sort_ratio(*summaries)),
        differs=tuple(_differences(first, upheld, second, overturned)),
    )


def _finding(said: PublishedDetermination, number: int) -> PublishedFinding | None:
    return next((one for one in said.findings if one.number == number), None)


def _differences(
    first: PublishedDetermination,
    upheld: PublishedFinding,
    second: PublishedDetermination,
    overturned: PublishedFinding,
) -> Iterator[tuple[str, str, str]]:
    if set(words_of(upheld.treatment)) != set(words_of(overturned.treatment)):
        yield "treatment", upheld.treatment, overturned.treatment
    for name, ours, theirs in (
        ("guideline", _guidelines(upheld), _guidelines(overturned)),
        ("specialty", ", ".join(first.specialties), ", ".join(second.specialties)),
        ("year", str(first.year or ""), str(second.year or "")),
        ("sex", first.sex.value if first.sex else "", second.sex.value if second.sex else ""),
    ):
        if ours != theirs:
            yield name, ours or "none told", theirs or "none told"


def _guidelines(finding: PublishedFinding) -> str:
    return ", ".join(sorted({guideline_of(one)[0] for one in finding.citations}))

"""Which facts of a kind are worth telling: by assertion, newest, surest, each once."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Iterable

from openimr.vocabulary.fact import Assertion, Fact, FactKind

STANDS = frozenset({Assertion.PRESENT, Assertion.HISTORICAL})
_WISH = re.compile(
    r"\b(?:more|additional|further)\b[^.]{0,30}\b(?:sessions?|visits?|treatments?)\b"
    r"|^\W*(?:plan|request\w*|recommend\w*|refer|asking)\b|\brequest(?:ing)? authorization\b"
    r"|\bto (?:secure|consolidate|achieve|regain|allow|enable|facilitate|get)\b"
    r"|\bas soon as\b|\bwants? to\b|\bhop(?:es?|ing) to\b|\bgoals?\b|\bkindly\b|\bplease\b"
    r"|\b(?:is|be) able to return\b",
    re.IGNORECASE,
)


LENGTHS = frozenset({"mm", "cm"})
"""Units of a finding's size."""
_AND = re.compile(r", | and ")

_DONE = frozenset(
    {
        FactKind.FUNCTIONAL_IMPROVEMENT,
        FactKind.FUNCTIONAL_STATUS,
        FactKind.WORK_STATUS,
        FactKind.TREATMENT_RECEIVED,
    }
)


def of_kind(
    facts: Iterable[Fact],
    kind: FactKind,
    concepts: Collection[str] = (),
    *,
    asserted: Collection[Assertion] = (Assertion.PRESENT,),
) -> list[Fact]:
    """Facts of one kind with these assertions, and one of the concepts where any is named."""
    return [
        fact
        for fact in facts
        if fact.kind is kind
        and fact.assertion in asserted
        and (not concepts or fact.concept in concepts)
    ]


def is_wish(fact: Fact) -> bool:
    """Whether the words plan, ask or hope, so that they are no evidence of what happened.

    Only of what someone did or felt: a diagnosis stands beside a request as well.
    """
    return fact.kind in _DONE and bool(_WISH.search(" ".join(fact.quote.split())))


def day_of(fact: Fact) -> dt.date:
    """The fact's day; undated facts count as the oldest."""
    return fact.date or dt.date.min


def newest_first(facts: Iterable[Fact]) -> list[Fact]:
    """The newest first, the surer first among those of a day."""
    return sorted(facts, key=lambda f: (day_of(f), f.confidence), reverse=True)


def once(facts: Iterable[Fact]) -> list[Fact]:
    """The first of each concept."""
    seen: dict[str, Fact] = {}
    for fact in facts:
        if fact.concept is not None:
            seen.setdefault(fact.concept, fact)
    return list(seen.values())


def in_each_place(facts: Iterable[Fact]) -> list[Fact]:
    """The first of each concept in each place; a place told less exactly counts as the same."""
    kept: list[Fact] = []
    for fact in sorted(facts, key=lambda f: f.unit not in LENGTHS):
        at = next((i for i, one in enumerate(kept) if _same_finding(one, fact)), None)
        if fact.concept is not None and at is None:
            kept.append(fact)
        elif at is not None and len(fact.about or "") > len(kept[at].about or ""):
            kept[at] = fact
    return kept


def _same_finding(one: Fact, other: Fact) -> bool:
    mine, theirs = ({p for p in _AND.split(f.about or "") if p} for f in (one, other))
    same = (one.concept, one.assertion) == (other.concept, other.assertion)
    return same and (mine <= theirs or theirs <= mine)


def number_of(fact: Fact) -> float | None:
    """The fact's value where it is a number."""
    return float(fact.value) if isinstance(fact.value, int | float) else None

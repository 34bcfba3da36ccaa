"""Why two findings are alike: what both tell, in what words, and what they tell differently."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

import msgspec

from openimr.publication.model import PublishedDetermination, PublishedFinding
from openimr.publication.search.alike_model import (
    Difference,
    FindingsByMeaning,
    Question,
    Shared,
)
from openimr.publication.search.alike_words import AlikeText, counts_of, surface, terms_of, text_of
from openimr.publication.search.passages import passages_of
from openimr.publication.search.ports import Passage
from openimr.publication.search.query import Field, Words, any_of
from openimr.publication.statistics.cited import guideline_of
from openimr.publication.statistics.prints import facts_of
from openimr.vocabulary.request import TreatmentRequest

TERMS: Final = 6
"""Terms told of those that carried the likeness."""


def answers_otherwise(
    asked: Question, theirs: PublishedDetermination, finding: PublishedFinding
) -> bool:
    """Whether it answered the same question with the other outcome."""
    ours = asked.finding.decision if asked.finding else None
    if ours is None or finding.decision in {None, ours}:
        return False
    return asked.facts is not None and asked.facts == facts_of(theirs, finding)


def quoted(
    index: FindingsByMeaning,
    ours: AlikeText,
    said: PublishedDetermination,
    finding: PublishedFinding,
) -> tuple[tuple[str, ...], Passage | None]:
    """The terms that both have and that carried most, and the passage that shows most of them."""
    theirs = text_of(said, finding)
    carried = index.carried(ours, theirs)
    both = frozenset().union(*counts_of(ours))
    ranked = sorted((name for name in carried if name in both), key=lambda one: -carried[one])
    stands = {
        one.name: surface(text, one) for text in reversed(_texts(theirs)) for one in terms_of(text)
    }
    told = _without_parts([stands[name] for name in ranked if name in stands])[:TERMS]
    if not told:
        return (), None
    asked = any_of(tuple(Words(words=one) for one in told))
    alone = msgspec.structs.replace(said, findings=(finding,))
    found = passages_of(alone, asked, str.lower)
    best = [*(one for one in found if one.field is not Field.TREATMENT), *found]
    return tuple(" ".join(one) for one in told), best[0] if best else None


def _texts(text: AlikeText) -> tuple[str, ...]:
    return text.treatment, text.reasons, text.summary


def _without_parts(ranked: Sequence[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """The terms in their order; a word goes where a pair that has it is among them."""
    some = list(dict.fromkeys(ranked[: 3 * TERMS]))
    return [one for one in some if not any(set(one) < set(other) for other in some if other != one)]


def shared(
    asked: Question, theirs: PublishedDetermination, finding: PublishedFinding
) -> Iterator[Shared]:
    """What both tell alike."""
    ours = asked.finding
    if ours is None:
        return
    band = asked.said.age_band if asked.said else None
    for what, mine, other in (
        ("topic", ours.topics, finding.topics),
        ("part of the body", ours.body_regions, finding.body_regions),
        ("drug", ours.drugs, finding.drugs),
        ("guideline", _guidelines(ours), _guidelines(finding)),
        ("requested", _asked(ours), _asked(finding)),
        ("age", _told(band), _told(theirs.age_band)),
    ):
        yield from (Shared(what=what, value=one) for one in mine if one in other)


def differences(
    asked: Question, theirs: PublishedDetermination, finding: PublishedFinding
) -> Iterator[Difference]:
    """What both tell differently."""
    ours = asked.finding
    if ours is None:
        return
    if asked.said is not None and _decided(ours) != _decided(finding):
        yield Difference(
            what="decision",
            ours=_decided(ours) or "not read",
            theirs=_decided(finding) or "not read",
        )
    for what, mine, other in (
        ("guideline", "; ".join(_guidelines(ours)), "; ".join(_guidelines(finding))),
        ("requested", "; ".join(_asked(ours)), "; ".join(_asked(finding))),
        ("priority", _priority(asked.said), _priority(theirs)),
    ):
        if mine and other and mine != other:
            yield Difference(what=what, ours=mine, theirs=other)


def _decided(finding: PublishedFinding) -> str:
    return finding.decision.value if finding.decision else ""


def _priority(said: PublishedDetermination | None) -> str:
    return said.priority.value if said and said.priority else ""


def _guidelines(finding: PublishedFinding) -> tuple[str, ...]:
    return tuple(sorted({guideline_of(one)[0] for one in finding.citations}))


def _asked(finding: PublishedFinding) -> tuple[str, ...]:
    words = amount_words(finding.request)
    return (words,) if words else ()


def amount_words(asked: TreatmentRequest) -> str:
    """How much was asked for: "12 sessions, 2 a week, for 6 weeks"; empty where not told."""
    parts = []
    if asked.quantity is not None:
        parts.append(f"{asked.quantity:g} {asked.unit or ''}".strip())
    if asked.per_week is not None:
        parts.append(f"{asked.per_week:g} a week")
    if asked.weeks is not None:
        parts.append(f"for {asked.weeks:g} weeks" if asked.weeks != 1 else "for 1 week")
    if asked.strength is not None:
        parts.append(asked.strength)
    return ", ".join(parts)


def _told(value: str | None) -> tuple[str, ...]:
    return (value,) if value else ()

"""How much of a text a reviewer wrote before: in other cases, and on other treatments.

Told as the share of its words that stand in runs of six which another text has as well. A
sentence of form is no fault; a rationale that is the same everywhere was not written on this
record.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from openimr.case.events.reviewing import FindingRecorded, SummaryWritten
from openimr.workflow.store import CaseQuery, EventStore

RUN = 6
"""Words in a row that two texts share before they count."""

MOST_CASES = 60
"""Other cases of the reviewer that are looked at, those due last first."""

_WORD = re.compile(r"[a-z0-9]+")
_MARK = re.compile(r"\[[^\]\n]{1,120}\]")


@dataclass(frozen=True)
class OtherText:
    """A rationale, or a case summary, that the same reviewer recorded elsewhere.

    Attributes:
        treatment: that the rationale is on; None for a case summary.
    """

    case: str
    treatment: int | None
    text: str


@dataclass(frozen=True)
class Repeated:
    """How much of a text stands in others.

    Attributes:
        share: of its words, 0 to 1.
        texts, cases: how many it was compared with.
        most_like: the text that it shares most with; None without any.
        kind: what it was compared with, in words.
    """

    share: float
    texts: int
    cases: int
    most_like: OtherText | None
    kind: str = "finding"

    @property
    def in_words(self) -> str:
        """The share, with what it was compared with."""
        if not self.texts:
            return "Compared with nothing: you recorded no other finding yet."
        plural = {"finding": "findings", "case summary": "case summaries"}
        findings = self.kind if self.texts == 1 else plural[self.kind]
        cases = "case" if self.cases == 1 else "cases"
        return (
            f"{self.share:.0%} of the words stand in your other texts: compared with {self.texts} "
            f"{findings} of {self.cases} other {cases}."
        )


def other_texts(store: EventStore, reviewer: str, but: str) -> tuple[OtherText, ...]:
    """What a reviewer recorded in the other cases that they sit in.

    Nothing of it is shown but how much two texts share, so that no look is noted.

    Args:
        store: the record.
        reviewer: the panel's identifier.
        but: the case that is left out.
    """
    page = store.cases(CaseQuery(reviewer=reviewer, limit=MOST_CASES + 1))
    cases = [row.case for row in page.rows if row.case != but][:MOST_CASES]
    found: dict[tuple[str, int | None], str] = {}
    for case in cases:
        for one in store.load(case):
            if isinstance(one.event, FindingRecorded) and one.actor.id == reviewer:
                found[case, one.event.treatment] = one.event.rationale
            elif isinstance(one.event, SummaryWritten) and one.actor.id == reviewer:
                found[case, None] = one.event.text
    return tuple(OtherText(case, number, text) for (case, number), text in found.items())


def repeated(text: str, others: Sequence[OtherText], kind: str = "finding") -> Repeated:
    """How much of a text stands in others; ``kind`` says what they are, in words."""
    own = _runs(text)
    shares = [(shared(text, one.text), one) for one in others]
    everywhere = frozenset().union(*(frozenset(_runs(one.text)) for one in others))
    best = max(shares, key=lambda pair: pair[0], default=(0.0, None))
    return Repeated(
        share=_covered(own, everywhere),
        texts=len(others),
        cases=len({one.case for one in others}),
        most_like=best[1] if best[0] else None,
        kind=kind,
    )


def shared(text: str, other: str) -> float:
    """The share of a text's words that stand in another."""
    return _covered(_runs(text), frozenset(_runs(other)))


def _runs(text: str) -> list[tuple[str, ...]]:
    words = _WORD.findall(_MARK.sub(" ", text.lower()))
    return [tuple(words[at : at + RUN]) for at in range(max(0, len(words) - RUN + 1))]


def _covered(own: Sequence[tuple[str, ...]], others: frozenset[tuple[str, ...]]) -> float:
    """The share of words that lie in a run which others have."""
    if not own:
        return 0.0
    words = len(own) + RUN - 1
    covered = bytearray(words)
    for at, run in enumerate(own):
        if run in others:
            covered[at : at + RUN] = b"\1" * RUN
    return sum(covered) / words

"""Outcomes by a known law: what a model of outcomes should find again, and no more.

The log odds of a finding are a sum over its facts, by numbers drawn from their names, and of one
number that all findings of its letter share. Whoever knows the law knows every probability.
"""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterator
from statistics import NormalDist
from typing import Any

import msgspec
import numpy as np

from openimr.determination.model import Decision
from openimr.publication.audit.facts import Facts, facts_of
from openimr.publication.audit.published import AuditedFinding, audited
from openimr.publication.model import PublishedDetermination

TELLING = ("topics=", "claims_basis=", "body_regions=", "age_band=", "priority=")
"""Marks that the outcome depends on."""

_NODES, _WEIGHTS = np.polynomial.hermite_e.hermegauss(21)


class Law:
    """How outcomes come about.

    Args:
        seed: another law for another seed.
        base: log odds of a finding without any fact.
        marks: how far marks move the log odds (standard deviation).
        words: the same of those words that tell, one in thirty.
        letters: the same of what the findings of a letter share beside their facts.
    """

    def __init__(
        self,
        seed: int = 1,
        base: float = -2.2,
        marks: float = 0.7,
        words: float = 0.7,
        letters: float = 0.5,
    ) -> None:
        self._seed, self._base = seed, base
        self._marks, self._words, self._letters = marks, words, letters

    def probability(self, facts: Facts) -> float:
        """How likely a finding of these facts is overturned, whatever its letter is."""
        odds = self._odds(facts) + self._letters * _NODES
        return float((_WEIGHTS / (1 + np.exp(-odds))).sum() / _WEIGHTS.sum())

    def decided(self, said: PublishedDetermination) -> PublishedDetermination:
        """A letter with the outcomes that the law gives it."""
        chance = np.random.default_rng(self._number(f"{said.id} is decided"))
        shared = self._letters * chance.standard_normal()
        findings = []
        for one in said.findings:
            odds = self._odds(facts_of(said, one)) + shared
            overturned = chance.random() < 1 / (1 + np.exp(-odds))
            decision = Decision.OVERTURNED if overturned else Decision.UPHELD
            findings.append(msgspec.structs.replace(one, decision=decision))
        return msgspec.structs.replace(said, findings=tuple(findings))

    def _odds(self, facts: Facts) -> float:
        marks = sum(
            self._marks * self._drawn(mark) for mark in facts.marks if mark.startswith(TELLING)
        )
        telling = sorted({word for word in facts.words.split() if self._number(word) % 30 == 0})
        return self._base + marks + sum(self._words * self._drawn(word) for word in telling)

    def _drawn(self, name: str) -> float:
        return NormalDist().inv_cdf((self._number(f"{name} moves") % 9_999 + 1) / 10_001)

    def _number(self, name: str) -> int:
        return int.from_bytes(hashlib.blake2b(f"{self._seed} {name}".encode()).digest()[:8])


def shuffled(findings: list[AuditedFinding], seed: int) -> Iterator[AuditedFinding]:
    """The same findings with outcomes dealt out anew, so that no fact tells anything."""
    outcomes = [one.overturned for one in findings]
    random.Random(seed).shuffle(outcomes)
    for one, overturned in zip(findings, outcomes, strict=True):
        yield msgspec.structs.replace(one, overturned=overturned)


def findings_by(law: Law, letters: Iterator[PublishedDetermination]) -> list[AuditedFinding]:
    """Findings of letters that were decided by a law."""
    return [one for said in letters for one in audited(law.decided(said))]


def area(given: Any, likely: Any) -> float:
    """The AUC that scores have of findings whose probabilities are known, whatever they became.

    Args:
        given: scores of a model, or the probabilities themselves: no model can do better.
        likely: the probabilities by the law.
    """
    _, ranks = np.unique(given, return_inverse=True)
    highs, lows = np.bincount(ranks, likely), np.bincount(ranks, 1 - np.array(likely))
    below = np.cumsum(lows) - lows
    return float((highs * (below + lows / 2)).sum() / highs.sum() / lows.sum())

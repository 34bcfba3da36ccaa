"""Sentences that a guideline asks about: found by the patterns that the guideline pack names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import ahocorasick_rs

from openimr.casefile.assertion import Context
from openimr.casefile.facts.passages import Passage
from openimr.casefile.facts.refusals import retells_refusal
from openimr.casefile.facts.sections import Section
from openimr.casefile.facts.stating import clause, state
from openimr.casefile.model import DocumentType
from openimr.guidelines.criterion import Ground
from openimr.guidelines.needed_words import needed_words
from openimr.guidelines.patterns import compiled
from openimr.vocabulary.fact import Assertion, Fact, FactKind

_PAPERS = (
    DocumentType.APPLICATION,
    DocumentType.RFA,
    DocumentType.UR_DECISION,
    DocumentType.CORRESPONDENCE,
)
"""Papers that ask or argue; only the medical record is evidence, and no request for itself."""
_SILENT = (Section.FAMILY_HISTORY,)


class Watch:
    """Looks for the words of many grounds in many passages.

    A passage is searched once for the plain words that the patterns need; only the patterns
    whose words it holds are tried.
    """

    def __init__(self, grounds: Sequence[Ground]) -> None:
        self._patterns = [(n, compiled(w)) for n, g in enumerate(grounds) for w in g.words]
        self._codes = [ground.code for ground in grounds]
        needed = [needed_words(word) for ground in grounds for word in ground.words]
        self._always = [number for number, words in enumerate(needed) if words is None]
        self._needing: dict[str, list[int]] = {}
        for number, words in enumerate(needed):
            for word in words or ():
                self._needing.setdefault(word, []).append(number)
        self._words = list(self._needing)
        self._automaton = ahocorasick_rs.AhoCorasick(self._words) if self._words else None

    def find(self, passage: Passage) -> Iterator[Fact]:
        """One observation for each ground whose words the passage holds.

        Args:
            passage: of a medical paper; others are evidence of nothing.
        """
        if passage.document.type in _PAPERS or passage.section in _SILENT:
            return
        if retells_refusal(passage):
            return
        for ground, patterns in self._worth_trying(passage.text).items():
            observed = _mention(passage, patterns)
            if observed is None:
                continue
            mention, context = observed
            start, end = clause(passage, mention.start(), mention.end())
            yield state(
                passage,
                FactKind.OBSERVATION,
                self._codes[ground],
                start=start,
                end=end,
                assertion=context.assertion,
            )

    def _worth_trying(self, text: str) -> dict[int, list[re.Pattern[str]]]:
        """The patterns that may match a text, by the number of their ground, in order."""
        numbers = set(self._always)
        if self._automaton is not None:
            folded = text.casefold()
            found = self._automaton.find_matches_as_indexes(folded, overlapping=True)
            for word in {index for index, _, _ in found}:
                numbers.update(self._needing[self._words[word]])
        trying: dict[int, list[re.Pattern[str]]] = {}
        for number in sorted(numbers):
            ground, pattern = self._patterns[number]
            trying.setdefault(ground, []).append(pattern)
        return trying


def _mention(
    passage: Passage, patterns: Sequence[re.Pattern[str]]
) -> tuple[re.Match[str], Context] | None:
    """The first mention that the passage affirms, else the first; None where it holds none.

    What is said of somebody else is no mention.
    """
    if not any(pattern.search(passage.text) for pattern in patterns):
        return None
    found = [mention for pattern in patterns for mention in pattern.finditer(passage.text)]
    first: tuple[re.Match[str], Context] | None = None
    for mention in sorted(found, key=lambda m: m.start()):
        context = passage.context(mention.start(), mention.end())
        if context.other_person:
            continue
        if context.assertion is Assertion.PRESENT:
            return mention, context
        first = first or (mention, context)
    return first

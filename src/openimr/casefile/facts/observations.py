"""Sentences that a guideline asks about: found by the patterns that the guideline pack names."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from openimr.casefile.facts.passages import Passage
from openimr.casefile.facts.sections import Section
from openimr.casefile.facts.stating import clause, state
from openimr.casefile.model import DocumentType
from openimr.guidelines.criterion import Ground
from openimr.guidelines.patterns import first_match
from openimr.vocabulary.fact import Fact, FactKind

_PAPERS = (DocumentType.APPLICATION, DocumentType.UR_DECISION, DocumentType.CORRESPONDENCE)
"""Papers that argue or ask; only the medical record is evidence."""
_SILENT = (Section.FAMILY_HISTORY,)


def find(passage: Passage, watched: Sequence[Ground]) -> Iterator[Fact]:
    """One observation for each ground whose words the passage holds.

    Args:
        passage: of a medical paper; others are evidence of nothing.
        watched: grounds with patterns of the record's wording.
    """
    if passage.document.type in _PAPERS or passage.section in _SILENT:
        return
    for ground in watched:
        mention = first_match(ground.words, passage.text)
        if mention is None:
            continue
        context = passage.context(mention.start(), mention.end())
        if context.other_person:
            continue
        start, end = clause(passage, mention.start(), mention.end())
        yield state(
            passage,
            FactKind.OBSERVATION,
            ground.code,
            start=start,
            end=end,
            assertion=context.assertion,
        )

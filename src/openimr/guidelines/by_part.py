"""Of the chapters that a criterion cites, those on the part of the body that is asked for."""

from __future__ import annotations

from openimr.guidelines.chapters import chapter_of
from openimr.guidelines.criterion import Reference
from openimr.guidelines.model import Pack
from openimr.guidelines.question import Question
from openimr.guidelines.regions import elsewhere, parts_asked, unrelated

_NERVE_STUDIES = "diagnostic-electrophysiology"


def for_the_part(
    references: tuple[Reference, ...], question: Question, pack: Pack
) -> tuple[Reference, ...]:
    """The references without chapters on other parts of the body.

    A study of the nerves of a limb is a matter of the spine's chapter too. Where no reference
    would be left, all stand: the criterion was taken over from the chapters that there are.

    Args:
        references: where a criterion stands in the editions in force.
        question: the request, whose wording or topic names the part.
        pack: the guidelines that the references point into.
    """
    kept = tuple(r for r in references if not _elsewhere(r, question, pack))
    return kept or references


def _elsewhere(reference: Reference, question: Question, pack: Pack) -> bool:
    """Whether a reference points to a chapter on another part than the one asked for."""
    chapter = chapter_of(pack.guideline(reference.guideline).source)
    if chapter is None or not chapter.regions:
        return False
    regions = ", ".join(chapter.regions)
    if question.topic.category == _NERVE_STUDIES:
        return unrelated(regions, question)
    return elsewhere(regions, parts_asked(question))

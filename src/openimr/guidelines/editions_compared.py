"""What changes between two editions of a guideline, topic by topic."""

from __future__ import annotations

from openimr.guidelines.criterion import Criterion, Reference
from openimr.guidelines.model import Pack, Topic
from openimr.vocabulary.errors import BadInput
from openimr.vocabulary.value import Value


class CriterionChange(Value, frozen=True, kw_only=True):
    """A criterion that stands in one of two editions, or in both at different places.

    ``before`` and ``after`` are its places; None where the edition does not have it.
    """

    topic: str
    criterion: str
    statement: str
    before: Reference | None
    after: Reference | None

    @property
    def kind(self) -> str:
        """Whether it was dropped, added or moved."""
        if self.after is None:
            return "dropped"
        return "added" if self.before is None else "moved"


def compare_editions(pack: Pack, before: str, after: str) -> tuple[CriterionChange, ...]:
    """Every criterion that two editions do not have at the same section and pages.

    Raises:
        BadInput: when the pack has no such edition.
    """
    known = {guideline.id for guideline in pack.guidelines}
    for name in (before, after):
        if name not in known:
            remedy = f"Choose one of {', '.join(sorted(known))}"
            raise BadInput("the edition", f"'{name}' is none of the pack's editions", remedy)
    return tuple(
        change
        for topic in pack.topics
        for criterion in topic.criteria
        if (change := _change(topic, criterion, before, after)) is not None
    )


def _change(topic: Topic, criterion: Criterion, before: str, after: str) -> CriterionChange | None:
    old, new = _in(criterion, before), _in(criterion, after)
    if old is None and new is None:
        return None
    if old and new and (old.section, old.pages) == (new.section, new.pages):
        return None
    return CriterionChange(
        topic=topic.id,
        criterion=criterion.id,
        statement=criterion.statement,
        before=old,
        after=new,
    )


def _in(criterion: Criterion, edition: str) -> Reference | None:
    return next((r for r in criterion.references if r.guideline == edition), None)

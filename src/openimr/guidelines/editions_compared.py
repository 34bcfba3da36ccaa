"""What changes between two editions of a guideline, topic by topic."""

from __future__ import annotations

from collections.abc import Iterator

from openimr.guidelines.criterion import Criterion, Reference
from openimr.guidelines.kinds import AnyCriterion, Dose
from openimr.guidelines.model import Pack, Topic
from openimr.guidelines.numbers import doses_in
from openimr.vocabulary.errors import BadInput
from openimr.vocabulary.value import Value


class DoseChange(Value, frozen=True, kw_only=True):
    """The visits for one diagnosis; None in the edition that does not name any."""

    diagnosis: str
    before: Dose | None
    after: Dose | None


class CriterionChange(Value, frozen=True, kw_only=True):
    """A criterion that stands in one of two editions, or in both with a difference.

    ``before`` and ``after`` are its places; None where the edition does not have it. ``course``
    is what one gets more of by its topic.
    """

    topic: str
    course: str
    criterion: AnyCriterion
    before: Reference | None
    after: Reference | None
    doses: tuple[DoseChange, ...] = ()

    @property
    def kind(self) -> str:
        """Whether it was dropped, added, has other numbers or only stands elsewhere."""
        if self.after is None:
            return "dropped"
        if self.before is None:
            return "added"
        return "other numbers" if self.doses else "moved"


def compare_editions(pack: Pack, before: str, after: str) -> tuple[CriterionChange, ...]:
    """Every criterion that two editions do not have alike: in one only, other numbers or place.

    Raises:
        BadInput: when the pack has no such edition.
    """
    known = {guideline.id for guideline in pack.guidelines}
    for name in (before, after):
        if name not in known:
            remedy = f"Choose one of {', '.join(sorted(known))}"
            raise BadInput("the edition", f"'{name}' is none of the packs' editions", remedy)
    return tuple(
        change
        for topic in pack.topics
        for criterion in topic.criteria
        if (change := _change(topic, criterion, before, after)) is not None
    )


def _change(
    topic: Topic, criterion: AnyCriterion, before: str, after: str
) -> CriterionChange | None:
    old, new = _in(criterion, before), _in(criterion, after)
    if old is None and new is None:
        return None
    doses = tuple(_doses(criterion, before, after)) if old and new else ()
    if old and new and not doses and (old.section, old.pages) == (new.section, new.pages):
        return None
    return CriterionChange(
        topic=topic.id,
        course=topic.course,
        criterion=criterion,
        before=old,
        after=new,
        doses=doses,
    )


def _doses(criterion: Criterion, before: str, after: str) -> Iterator[DoseChange]:
    """The diagnoses whose visits differ; one diagnosis may go by two names with the same codes."""
    old, new = doses_in(criterion, before), list(doses_in(criterion, after))
    for dose in old:
        same = next((d for d in new if _one_diagnosis(dose, d)), None)
        if same is not None:
            new.remove(same)
        if same is None or (same.visits, same.weeks) != (dose.visits, dose.weeks):
            yield DoseChange(diagnosis=dose.diagnosis, before=dose, after=same)
    for dose in new:
        yield DoseChange(diagnosis=dose.diagnosis, before=None, after=dose)


def _one_diagnosis(one: Dose, other: Dose) -> bool:
    return one.diagnosis == other.diagnosis or bool({*one.codes} & {*other.codes})


def _in(criterion: Criterion, edition: str) -> Reference | None:
    return next((r for r in criterion.references if r.guideline == edition), None)

"""Which evaluated criteria a rationale speaks of, and which it leaves to the screen."""

from __future__ import annotations

from openimr.guidelines.criterion import Outcome, Phase, Verified
from openimr.guidelines.engine import Verdict, Weighed, leaves_open, speaks_against
from openimr.guidelines.kinds import (
    BodyPart,
    Contraindication,
    DefiniteRequest,
    DependsOn,
    EarlierStudy,
    NotAlreadyAuthorized,
    PriorVisitsKnown,
    RequestForm,
    StatutoryCap,
)
from openimr.guidelines.model import Evaluation

_GOES_WITHOUT_SAYING = (
    BodyPart,
    DefiniteRequest,
    NotAlreadyAuthorized,
    PriorVisitsKnown,
    RequestForm,
    StatutoryCap,
)
"""Criteria that need no word in a rationale when they are met."""

_SILENCE_IS_FINE = (Contraindication, EarlierStudy)
"""Criteria that need no word when they are met because nothing of the kind is on record."""

_MOST_REASONS = 6


def reasons_of(weighed: Weighed) -> tuple[Evaluation, ...]:
    """The evaluations that a rationale rests on, in the order of the topic.

    Against the request: what speaks against it and what else is not met. For it: what is met
    and needs saying. Open: what leaves it open. Where a first and a further course are both
    refused, the first course is what the rationale speaks of, as far as it is refused itself.
    A treatment that falls with the one it belongs to needs no other reason. What only
    informs the reviewer stays on the screen, unless nothing else is there to tell.
    """
    shown = [e for e in weighed.evaluations if e.decides]
    if weighed.verdict is Verdict.NOT_NECESSARY:
        fallen = [e for e in shown if _falls_with_another(e)]
        if fallen:
            return tuple(fallen[:1])
        against = [e for e in shown if speaks_against(e) or e.outcome is Outcome.NOT_MET]
        first = [e for e in against if e.criterion.phase is not Phase.FURTHER]
        unknown = weighed.course.phase is Phase.UNKNOWN
        return tuple(first if unknown and any(map(speaks_against, first)) else against)
    if weighed.verdict is Verdict.NECESSARY:
        return tuple(e for e in shown if e.outcome is Outcome.MET and _needs_saying(e))
    return tuple(e for e in shown if leaves_open(e)) or _unverified(weighed)


def _falls_with_another(evaluation: Evaluation) -> bool:
    dependent = isinstance(evaluation.criterion, DependsOn)
    return dependent and evaluation.outcome is Outcome.NOT_MET and speaks_against(evaluation)


def _needs_saying(evaluation: Evaluation) -> bool:
    """Whether a criterion that is met adds to a rationale for the request."""
    if isinstance(evaluation.criterion, _GOES_WITHOUT_SAYING):
        return False
    silent = not evaluation.facts
    return not (
        silent and (isinstance(evaluation.criterion, _SILENCE_IS_FINE) or not evaluation.decides)
    )


def _unverified(weighed: Weighed) -> tuple[Evaluation, ...]:
    """What the guideline may ask for, where no criterion that is verified could decide."""
    unverified = [e for e in weighed.evaluations if e.criterion.verified is Verified.UNVERIFIED]
    decided = any(evaluation.decides for evaluation in weighed.evaluations)
    return () if decided else tuple(unverified[:_MOST_REASONS])

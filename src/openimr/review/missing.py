"""What is missing for a decision, in words that tell someone what to ask for."""

from __future__ import annotations

import re

from openimr.guidelines.criterion import Phase, Verified
from openimr.guidelines.engine import Weighed, leaves_open, speaks_against
from openimr.guidelines.kinds import (
    BodyPart,
    Contraindication,
    DefiniteRequest,
    DependsOn,
    DiagnosisTotal,
    DoseLimit,
    DurationLimit,
    EarlierStudy,
    FunctionalImprovement,
    Indication,
    PriorVisitsKnown,
    RequestForm,
    Response,
    SinceInjury,
    VisitTotal,
)
from openimr.guidelines.model import Evaluation
from openimr.guidelines.question import Question
from openimr.review.amounts import stating
from openimr.review.asking import name_of, named_in
from openimr.review.dating import in_words
from openimr.review.phrases import listed
from openimr.review.standing import documented

_MISSING: tuple[tuple[tuple[type, ...], str], ...] = (
    ((Indication, Contraindication, EarlierStudy), "documentation that {statement}"),
    (
        (Response, FunctionalImprovement),
        "what {name} has changed in pain, function, work or other treatment",
    ),
    ((DependsOn,), "whether {statement}"),
    ((SinceInjury,), "the date of injury"),
    ((DurationLimit,), "how long {name} has been used and for how long it is asked"),
    ((DoseLimit,), "the daily dose in mg of morphine equivalent"),
    ((RequestForm, DefiniteRequest), "a request that {stating}"),
    ((BodyPart,), "the body part that the request is for"),
    ((PriorVisitsKnown, VisitTotal, DiagnosisTotal), "the number of earlier {course} of {name}"),
)
_MOST = 4


def missing_facts(question: Question, weighed: Weighed) -> tuple[str, ...]:
    """The facts that would settle an open verdict, each as it follows on "missing is".

    Args:
        question: the treatment in dispute.
        weighed: its evaluated criteria.
    """
    if not weighed.missing:
        return ()
    first = weighed.missing[:1] if weighed.course.phase is Phase.UNKNOWN else ()
    unknown = tuple(words for words in first if words.startswith("whether"))
    named = tuple(_words(e, question) for e in weighed.evaluations if leaves_open(e))
    return tuple(dict.fromkeys((*unknown, *named))) or (_no_criterion(question, weighed),)


def _words(evaluation: Evaluation, question: Question) -> str:
    """One missing fact; the finding of the engine where no other words are known for its kind."""
    for kinds, words in _MISSING:
        if isinstance(evaluation.criterion, kinds):
            statement = named_in(evaluation.criterion.statement, question)
            noun = documented(statement)
            if noun is not None and words.startswith("documentation"):
                return f"documentation of {noun}"
            return words.format(
                statement=statement,
                stating=re.sub(r"^(state|say)", r"\1s", stating(statement)),
                name=name_of(question),
                course=question.topic.course,
            )
    return evaluation.finding


def _no_criterion(question: Question, weighed: Weighed) -> str:
    """Nothing decides: unverified criteria, or verified ones that only speak against a request."""
    name = name_of(question)
    unverified = unverified_criteria(question, weighed)
    if not unverified:
        day = in_words(question.asked_on)
        return f"a verified criterion of an edition in force on {day} that speaks for {name}"
    return (
        f"a criterion on {name} that is verified against the guideline; not verified, and "
        f"therefore not deciding, is {unverified}"
    )


def either_way(question: Question, weighed: Weighed) -> str:
    """What the criteria say of a request as a first course and what as a further one."""
    first, further = (_short_of(question, weighed, phase) for phase in (Phase.FIRST, Phase.FURTHER))
    if not first and not further:
        return "The criteria that can be answered now are met in both cases."
    return f"As a first course it {_would(first)}; as a further one it {_would(further)}."


def _would(short_of: str) -> str:
    if not short_of:
        return "would meet the criteria"
    return f"would have to show {short_of}"


def _short_of(question: Question, weighed: Weighed, phase: Phase) -> str:
    """What a course of this phase still has to show."""
    lacking = [
        f"that {named_in(e.criterion.statement, question)}"
        for e in weighed.evaluations
        if e.criterion.phase in (Phase.UNKNOWN, phase) and (speaks_against(e) or leaves_open(e))
    ]
    return listed(lacking[:_MOST])


def unverified_criteria(question: Question, weighed: Weighed) -> str:
    """The first few unverified criteria as a row of questions, "" when there are none."""
    statements = [
        f"whether {named_in(e.criterion.statement, question)}"
        for e in weighed.evaluations
        if e.criterion.verified is Verified.UNVERIFIED
    ]
    return listed(statements[:_MOST])

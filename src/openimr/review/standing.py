"""How grounds, exceptions and dependence apply: the sentence behind the facts of one criterion."""

from __future__ import annotations

import re

from openimr.guidelines.course import Course
from openimr.guidelines.criterion import Outcome
from openimr.guidelines.kinds import grounds_of
from openimr.guidelines.model import Evaluation
from openimr.guidelines.question import Question
from openimr.review.asking import name_of, named_in
from openimr.review.phrases import either, listed

_MOST_NAMES = 4
"""Grounds named in one sentence; more of them read as a list."""
_MOST_SHOWN = 3
_BOTH = 2
_IS_DOCUMENTED = re.compile(
    r" (?:is|are) (?:clearly )?(?:documented|on record|recorded|shown|noted|stated|described)"
    r"(?P<rest> by .*)?$"
)
_SUBJECT = r"(?:(?!\b(?:that|which|who|where)\b).)*?"
_CLAUSE = re.compile(rf"{_SUBJECT}\b(?:is|are|was|were|has|have|does|do)\b")
"""A name that is a whole clause ("a trial is asked for")."""
_SENTENCE = re.compile(
    rf"{_SUBJECT}\b(?:is|are|was|were|has|have|makes?|gives?|follows|answers|leaves|keeps|fits|lies"
    r"|brings|brought|shows|failed)\b"
)
"""Words that say something whole, behind "that"."""


def indicated(evaluation: Evaluation, question: Question, course: Course) -> str:
    """What the facts show, or what the record does not document."""
    if evaluation.outcome is Outcome.MET:
        return showing(evaluation)
    return lacking(evaluation, question)


def lacking(evaluation: Evaluation, question: Question) -> str:
    """What a record does not say: the criterion's statement, denied."""
    statement = named_in(evaluation.criterion.statement, question)
    which = "The record thus" if evaluation.facts else "The record"
    noun = documented(statement)
    if noun is not None:
        return f"{which} does not {'show' if evaluation.facts else 'document'} {noun}."
    ways = statement.split(", or ")
    if (
        len(ways) == _BOTH
        and statement.count(",") == 1
        and all(_SENTENCE.match(way) for way in ways)
    ):
        return f"{which} shows neither that {ways[0]} nor that {ways[1]}."
    verb = "document" if " shows " in statement else "show"
    return f"{which} does not {verb} that {statement}."


def documented(statement: str) -> str | None:
    """What a statement of the form "X is documented" is about: X; None for any other."""
    plain = _IS_DOCUMENTED.search(statement)
    if plain is None or _CLAUSE.match(statement[: plain.start()]):
        return None
    return f"{statement[: plain.start()].rstrip(',')}{plain['rest'] or ''}"


def showing(evaluation: Evaluation) -> str:
    """What the facts show, or the request itself where no fact is needed."""
    names = shown(evaluation)
    if not evaluation.facts:
        return f"Here, {names}." if _CLAUSE.match(names) else f"That is so here: {names}."
    return f"This shows {names if not _CLAUSE.match(names) else _clauses(evaluation)}."


def _clauses(evaluation: Evaluation) -> str:
    """Names of which some are whole clauses, each of those behind "that"."""
    names = _names(evaluation) or [evaluation.criterion.statement]
    return listed([f"that {name}" if _CLAUSE.match(name) else name for name in names])


def responded(evaluation: Evaluation, question: Question, course: Course) -> str:
    """What earlier use brought."""
    name = name_of(question)
    if evaluation.outcome is Outcome.MET:
        return showing(evaluation)
    if evaluation.outcome is Outcome.NOT_MET:
        return f"By this account {name} has not brought what the guideline asks for."
    looked_for = [ground.name for ground in grounds_of(evaluation.criterion)]
    if len(looked_for) > _MOST_NAMES:
        return f"The record does not document what {name} has brought."
    return f"The record does not document {either(looked_for)}."


def excepted(evaluation: Evaluation, question: Question, course: Course) -> str | None:
    """The exception to what is not recommended, or that none is on record."""
    if evaluation.outcome is Outcome.MET:
        return f"The guideline leaves room for it here: {shown(evaluation)}."
    grounds = grounds_of(evaluation.criterion)
    exceptions = [ground.name for ground in grounds]
    if grounds and not any(ground.words or ground.concepts for ground in grounds):
        return "The request does not fall under an exception."
    if not exceptions:
        return f"No exception is named here under which {name_of(question)} would fit."
    if len(exceptions) > _MOST_NAMES:
        return "No exception to this is on record."
    return f"The record does not document the exception: {either(exceptions)}."


def contraindicated(evaluation: Evaluation, question: Question, course: Course) -> str | None:
    """What speaks against the treatment."""
    if evaluation.outcome is Outcome.NOT_MET:
        names = shown(evaluation)
        that = f"that {names}" if _CLAUSE.match(names) else names
        return f"The record shows {that}, which speaks against {name_of(question)}."
    return None if evaluation.facts else "Nothing of the kind is on record."


def studied(evaluation: Evaluation, question: Question, course: Course) -> str:
    """An earlier study or treatment of the kind, and what has changed since."""
    study, *changes = (ground.name for ground in grounds_of(evaluation.criterion))
    if evaluation.outcome is Outcome.MET and evaluation.facts:
        return f"There is thus a reason to repeat it: {shown(evaluation)}."
    if evaluation.outcome is Outcome.MET:
        return f"The record does not mention {study}."
    if not changes or len(changes) > _MOST_NAMES:
        return f"The record thus shows {study} and no change since then."
    return f"The record thus shows {study}, but does not document {either(changes)}."


def dependent(evaluation: Evaluation, question: Question, course: Course) -> str:
    """What became of the treatment that this one belongs to."""
    named = getattr(evaluation.criterion, "named", "")
    name = name_of(question)
    if evaluation.outcome is Outcome.NOT_MET:
        return (
            f"In this determination {named} is found not medically necessary, so that there is "
            f"nothing for {name} to accompany."
        )
    if evaluation.outcome is Outcome.NOT_DOCUMENTED:
        return (
            f"The record does not show that {named_in(evaluation.criterion.statement, question)}."
        )
    if not evaluation.facts and "found necessary" in evaluation.finding:
        return f"In this determination {named} is found medically necessary."
    return showing(evaluation)


def shown(evaluation: Evaluation) -> str:
    """The grounds that hold, in one row; what the finding says where it names none of them."""
    _, _, told = evaluation.finding.partition(": ")
    return listed(_names(evaluation)) or told or evaluation.criterion.statement


def _names(evaluation: Evaluation) -> list[str]:
    """The grounds that the finding names behind its colon."""
    _, _, told = evaluation.finding.partition(": ")
    names = [ground.name for ground in grounds_of(evaluation.criterion)]
    return [name for name in names if f", {name}, " in f", {told}, "][:_MOST_SHOWN]

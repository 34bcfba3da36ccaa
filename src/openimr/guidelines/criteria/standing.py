"""Criteria on the guideline's stance: not recommended, contraindicated, repeated, dependent."""

from __future__ import annotations

import re

from openimr.guidelines.criteria import grounds
from openimr.guidelines.criteria.trace import Answer, Bench
from openimr.guidelines.criterion import Outcome
from openimr.guidelines.kinds import (
    Contraindication,
    DependsOn,
    EarlierStudy,
    Indication,
    NotRecommended,
    Response,
)
from openimr.guidelines.question import Companion, Question
from openimr.guidelines.regions import parts_asked
from openimr.vocabulary.body import find_body_parts, overlap
from openimr.vocabulary.dates import find_dates
from openimr.vocabulary.fact import Fact

_FEW = 3
_OF_ONE_PART = frozenset({"diagnostic-imaging", "procedure-injection"})
"""What is done to one part of the body; a study of nerves is about the spine too."""
_ASKS = re.compile(
    r"\b(request\w*|recommend\w*|order(ed|ing|s)?|authori[sz]\w*|need(s|ed)?|schedul\w+|pending"
    r"|await\w*|will\s+(get|have|obtain|order|need|undergo)|would\s+(like|benefit)|consider\w*"
    r"|plan(s|ned|ning)?|denied|denial|refer(red|ral)?|repeat|obtain\s+an?|proceed\s+with)\b",
    re.IGNORECASE,
)
_DECIDED = re.compile(
    r"\b(den(y|ied|ial)|non-?\s?cert\w*|not\s+certified|utilization\s+review|(approved|authori[sz]ed"
    r"|certified)\s+for|(was|were|been|is)\s+(approved|authori[sz]ed|certified))\b",
    re.IGNORECASE,
)
"""What a payer decided on a study is not the study."""
_DONE = re.compile(
    r"\b(show(s|ed|ing|n)|reveal\w*|demonstrat(ed|es|ing)|(was|were)\s+(done|performed|completed"
    r"|obtained|normal|negative|positive|reviewed)|had\s+(an?|the|had)|underwent|previous|prior"
    r"|earlier|last|dated|(in|of|from)\s+(19|20)\d\d|ago|results?\s+(of|show)|findings)\b",
    re.IGNORECASE,
)
_MONTH_OR_YEAR = re.compile(r"(?<![\d/-])(?:(0?[1-9]|1[0-2])[/-])?((?:19|20)\d\d)(?![\d/-])")


def not_recommended(criterion: NotRecommended, bench: Bench) -> Answer:
    """The exception on record, if the guideline knows one."""
    excepted = grounds.shown(criterion.unless, bench)
    if excepted:
        finding = f"an exception is on record: {grounds.named(excepted)}"
        return Answer(outcome=Outcome.MET, finding=finding, facts=grounds.of(excepted))
    finding = "the guideline does not recommend it"
    if criterion.unless:
        finding += " and no exception is on record"
    return Answer(outcome=Outcome.NOT_MET, finding=finding)


def contraindication(criterion: Contraindication, bench: Bench) -> Answer:
    """What speaks against the treatment."""
    against = grounds.shown(criterion.any_of, bench)
    if against:
        finding = f"on record against it: {grounds.named(against)}"
        return Answer(outcome=Outcome.NOT_MET, finding=finding, facts=grounds.of(against))
    finding = "nothing on record speaks against it"
    denied = grounds.denied(criterion.any_of, bench)
    return Answer(outcome=Outcome.MET, finding=finding, facts=denied)


def indication(criterion: Indication, bench: Bench) -> Answer:
    """At least one of the grounds on record."""
    holding = grounds.shown(criterion.any_of, bench)
    if holding:
        finding = f"on record: {grounds.named(holding)}"
        return Answer(outcome=Outcome.MET, finding=finding, facts=grounds.of(holding))
    return grounds.lacking(criterion.any_of, f"not on record that {criterion.statement}", bench)


def response(criterion: Response, bench: Bench) -> Answer:
    """What earlier use brought."""
    holding = grounds.shown(criterion.any_of, bench)
    if holding:
        finding = f"on record: {grounds.named(holding)}"
        facts = grounds.of(holding) + bench.course.facts[:1]
        return Answer(outcome=Outcome.MET, finding=finding, facts=tuple(dict.fromkeys(facts)))
    name = bench.question.topic.name
    return grounds.lacking(criterion.any_of, f"no benefit from {name} is documented", bench)


def earlier_study(criterion: EarlierStudy, bench: Bench) -> Answer:
    """An earlier study and what has changed since."""
    done = tuple(i for i in grounds.on_record(criterion.study, bench) if _done_here(i, bench))
    if not done:
        return Answer(outcome=Outcome.MET, finding="no earlier study of the kind is on record")
    changed = grounds.shown(criterion.unless, bench)
    if changed:
        finding = f"since the earlier study: {grounds.named(changed)}"
        facts = tuple(dict.fromkeys((*grounds.of(changed), *bench.record.clearest(done, _FEW))))
        return Answer(outcome=Outcome.MET, finding=finding, facts=facts)
    finding = "an earlier study is on record and no change since then"
    return Answer(outcome=Outcome.NOT_MET, finding=finding, facts=bench.record.clearest(done, _FEW))


def _done_here(index: int, bench: Bench) -> bool:
    """Whether words tell of a study done before the request, and of the part asked for.

    The words of a request for the study, and what was done later, are no earlier study.
    """
    question, fact = bench.question, bench.record[index]
    if _DECIDED.search(fact.quote) or (_ASKS.search(fact.quote) and not _DONE.search(fact.quote)):
        return False
    if fact.date is not None and fact.date > question.asked_on and not _dated(fact, question):
        return False
    if question.topic.category not in _OF_ONE_PART:
        return True
    return not bench.record.told_elsewhere(index, parts_asked(question))


def _dated(fact: Fact, question: Question) -> bool:
    """Whether words written after a request name a day, month or year before it."""
    day = question.asked_on
    months = ((int(y), int(m or 1)) for m, y in _MONTH_OR_YEAR.findall(fact.quote))
    return any(found < day for found, _, _ in find_dates(fact.quote)) or any(
        (year, month) < (day.year, day.month) for year, month in months
    )


def depends_on(criterion: DependsOn, bench: Bench) -> Answer:
    """The treatment that this one belongs to: in the same dispute, or allowed already.

    One that utilization review allowed in full is not in question any more.
    """
    primary = _primary(criterion, bench)
    if any(c.allowed for c in primary):
        finding = f"{criterion.named}: allowed by utilization review"
        return Answer(outcome=Outcome.MET, finding=finding)
    judged = [c for c in primary if c.necessary is not None]
    if any(c.necessary for c in judged):
        return Answer(outcome=Outcome.MET, finding=f"{criterion.named} is found necessary")
    allowed = grounds.shown(criterion.allowed, bench)
    if judged and not allowed:
        return Answer(
            outcome=Outcome.NOT_MET,
            finding=f"{criterion.named} that it belongs to is found not necessary",
        )
    if allowed:
        finding = f"{criterion.named}: {grounds.named(allowed)}"
        return Answer(outcome=Outcome.MET, finding=finding, facts=grounds.of(allowed))
    return _undecided(criterion, primary, bench)


def _primary(criterion: DependsOn, bench: Bench) -> list[Companion]:
    """The treatments that this one may belong to: those on the same part where there are any.

    What goes with an operation may be for another part ("leg wraps" with a shoulder's repair).
    """
    belonging = [
        c
        for c in bench.question.companions
        if c.topic in criterion.topics or c.category in criterion.categories
    ]
    here = [c for c in belonging if _on_same_part(c.text, bench.question.text)]
    return here or belonging


def _on_same_part(text: str, other: str) -> bool:
    """Whether two requests may be for one body part: both name it, or one names none."""
    here, there = find_body_parts(text), find_body_parts(other)
    if not here or not there:
        return True
    return any(overlap(one.region, two.region) for one in here for two in there)


def _undecided(criterion: DependsOn, primary: list[Companion], bench: Bench) -> Answer:
    if primary:
        finding = f"whether {criterion.named} in the same dispute is necessary"
    else:
        finding = f"whether {criterion.named} is allowed or was done"
    return bench.silent(finding, (criterion.named, "authorized", "surgery"))

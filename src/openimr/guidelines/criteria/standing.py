"""Criteria on the guideline's stance: not recommended, contraindicated, repeated, dependent."""

from __future__ import annotations

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
from openimr.guidelines.question import Companion
from openimr.vocabulary.body import find_body_parts, overlap


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
    earlier = grounds.shown((criterion.study,), bench)
    if not earlier:
        return Answer(outcome=Outcome.MET, finding="no earlier study of the kind is on record")
    changed = grounds.shown(criterion.unless, bench)
    if changed:
        finding = f"since the earlier study: {grounds.named(changed)}"
        facts = grounds.of((*changed, *earlier))
        return Answer(outcome=Outcome.MET, finding=finding, facts=facts)
    finding = "an earlier study is on record and no change since then"
    return Answer(outcome=Outcome.NOT_MET, finding=finding, facts=grounds.of(earlier))


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

"""Criteria on whom and what the treatment is for, and what it is given with."""

from __future__ import annotations

import re

from openimr.guidelines.course import only_allowed
from openimr.guidelines.criteria.trace import Answer, Bench, number, outcome_of
from openimr.guidelines.criterion import Outcome
from openimr.guidelines.kinds import BodyPart, PartOfProgramme
from openimr.vocabulary.fact import Assertion, FactKind


def body_part(criterion: BodyPart, bench: Bench) -> Answer:
    """None of the body parts asked for is one the guideline excludes."""
    parts = bench.question.request.body_parts
    if not parts:
        return bench.silent("the request names no body part", ("body part", "region"))
    excluded = [
        part
        for part in parts
        if any(re.search(rf"\b{re.escape(name)}s?\b", part, re.I) for name in criterion.not_for)
    ]
    if excluded:
        finding = f"the guideline does not recommend it for: {', '.join(excluded)}"
        return Answer(outcome=Outcome.NOT_MET, finding=finding)
    return Answer(outcome=Outcome.MET, finding=f"asked for: {', '.join(parts)}")


def part_of_programme(criterion: PartOfProgramme, bench: Bench) -> Answer:
    """Sessions of the programme are authorised or under way, and the request matches them."""
    allowed, facts = _programme_sessions(criterion.programme, bench)
    asked, unit = bench.question.asked, bench.question.topic.course
    if not facts and allowed is None:
        finding = f"no {criterion.named} is authorised or under way"
        return bench.silent(finding, (criterion.named, "authorized", "program"))
    if asked is None or allowed is None:
        finding = f"{criterion.named} is on record without a number of sessions to match"
        return bench.silent(finding, (criterion.named, "sessions", "authorized"), facts)
    fits = asked <= allowed
    sum_made = (
        f"{bench.asked_and_had()}, authorised sessions of {criterion.named} {number(allowed)}: "
        f"{number(asked)} {'matches' if asked == allowed else 'is within' if fits else 'exceeds'} "
        f"{number(allowed)}"
    )
    return Answer(
        outcome=outcome_of(fits),
        finding=f"{number(asked)} {unit} beside {number(allowed)} authorised sessions of "
        f"{criterion.named}",
        facts=bench.record.clearest(facts, 2) + bench.planned()[:1],
        arithmetic=sum_made,
    )


def _programme_sessions(programme: str, bench: Bench) -> tuple[int | float | None, tuple[int, ...]]:
    """Sessions of a programme that are authorised, with the facts that tell of them."""
    told = bench.record.find(
        {FactKind.TREATMENT_RECEIVED, FactKind.PLANNED_TREATMENT},
        {programme},
        asserted={Assertion.PRESENT, Assertion.HISTORICAL, Assertion.PLANNED},
    )
    authorised = tuple(i for i in told if only_allowed(bench.record[i]))
    for companion in bench.question.companions:
        if companion.topic == programme and companion.certified:
            return companion.certified, authorised or told
    counts = [v for i in authorised if isinstance(v := bench.record[i].value, int | float)]
    if counts:
        return max(counts), authorised
    received = tuple(i for i in told if bench.record[i].kind is FactKind.TREATMENT_RECEIVED)
    return None, received

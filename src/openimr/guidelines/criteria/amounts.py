"""Criteria on time and amount: since the injury, how long, how many, how much, in what form."""

from __future__ import annotations

from openimr.guidelines.criteria import grounds
from openimr.guidelines.criteria.trace import Answer, Bench, number, outcome_of
from openimr.guidelines.criterion import Outcome
from openimr.guidelines.kinds import (
    DoseLimit,
    DurationLimit,
    QuantityLimit,
    RequestForm,
    SinceInjury,
)
from openimr.guidelines.patterns import compiled
from openimr.guidelines.supply import weeks_supplied
from openimr.guidelines.time_of_use import use_before
from openimr.vocabulary.fact import MORPHINE_EQUIVALENT_DOSE, FactKind
from openimr.vocabulary.numbers import find_numbers


def since_injury(criterion: SinceInjury, bench: Bench) -> Answer:
    """Weeks from the injury to the request."""
    lifted = grounds.shown(criterion.unless, bench)
    if lifted:
        finding = f"the time does not bind: {grounds.named(lifted)}"
        return Answer(outcome=Outcome.MET, finding=finding, facts=grounds.of(lifted))
    injured = bench.question.date_of_injury
    if injured is None:
        return bench.silent("the date of injury is not on record", ("date of injury",))
    days = (bench.question.day_of_care - injured).days
    least, most = criterion.at_least_weeks, criterion.at_most_weeks
    early = least is not None and days < 7 * least
    late = (most is not None and days > 7 * most) or (
        criterion.at_most_days is not None and days > criterion.at_most_days
    )
    named = _time_named(criterion)
    told = f"{days} days" if criterion.at_most_days is not None else f"{days // 7} weeks"
    told = f"{told} after the injury"
    bound = f"before {least} weeks" if early else f"after {_most_named(criterion)}"
    bound = bound if early or late else "in time"
    return Answer(
        outcome=outcome_of(not early and not late),
        finding=f"asked {told}, {bound}",
        arithmetic=f"asked {told}, guideline {named}: {bound}",
    )


def duration_limit(criterion: DurationLimit, bench: Bench) -> Answer:
    """Weeks of use on record, and those asked for, against the most."""
    lifted = grounds.shown(criterion.unless, bench)
    if lifted:
        finding = f"the limit does not bind: {grounds.named(lifted)}"
        return Answer(outcome=Outcome.MET, finding=finding, facts=grounds.of(lifted))
    use = use_before(bench.question, bench.record)
    used, facts, asked = use.weeks, use.facts, weeks_supplied(bench.question)
    if used is None and asked is None:
        finding = "neither the time of use to date nor the length of the request is on record"
        return bench.silent(finding, (bench.question.topic.name, "since", "refill", "weeks"))
    total = (used or 0) + (asked or 0)
    fits = total <= criterion.weeks
    verdict = f"{number(total)} {'lies within' if fits else 'exceeds'} {criterion.weeks}"
    sum_made = f"used {number(used)} weeks, asked {number(asked)}, guideline {criterion.weeks}"
    finding = f"{number(total)} weeks of use in all, {verdict}"
    outcome = outcome_of(fits)
    return Answer(
        outcome=outcome, finding=finding, facts=facts, arithmetic=f"{sum_made}: {verdict}"
    )


def quantity_limit(criterion: QuantityLimit, bench: Bench) -> Answer | None:
    """The number asked for against the most; no answer where the request states none."""
    asked = _counted(criterion, bench)
    if asked is None:
        return None
    fits = asked <= criterion.at_most
    verdict = f"{number(asked)} {'is within' if fits else 'exceeds'} {criterion.at_most}"
    return Answer(
        outcome=outcome_of(fits),
        finding=f"asked for {number(asked)} {criterion.unit}, {verdict}",
        arithmetic=f"asked {number(asked)}, guideline {criterion.at_most} {criterion.unit}: "
        f"{verdict}",
    )


def dose_limit(criterion: DoseLimit, bench: Bench) -> Answer:
    """The latest daily dose on record."""
    found = bench.record.latest(
        bench.record.find({FactKind.MEDICATION}, {MORPHINE_EQUIVALENT_DOSE})
    )
    doses = [v for i in found if isinstance(v := bench.record[i].value, int | float)]
    if not doses:
        words = ("morphine equivalent", "MED", "MME", "mg per day")
        return bench.silent("the daily morphine equivalent dose is not on record", words)
    dose, most = max(doses), criterion.mg_per_day
    verdict = f"{number(dose)} {'lies within' if dose <= most else 'exceeds'} {most}"
    return Answer(
        outcome=outcome_of(dose <= most),
        finding=f"a daily dose of {number(dose)} mg morphine equivalent, {verdict}",
        facts=found[:2],
        arithmetic=f"daily dose {number(dose)} mg, guideline {most} mg: {verdict}",
    )


def request_form(criterion: RequestForm, bench: Bench) -> Answer:
    """What the request's wording names."""
    text = bench.question.text
    excluded = _matches(criterion.must_not, text)
    if excluded:
        finding = f"the request names {excluded}, which the guideline does not support"
        return Answer(outcome=Outcome.NOT_MET, finding=finding)
    if criterion.must and not _matches(criterion.must, text):
        return bench.silent(f"the request does not say that {criterion.statement}", ())
    return Answer(outcome=Outcome.MET, finding=f"the request fits: {criterion.statement}")


def _matches(patterns: tuple[str, ...], text: str) -> str | None:
    """The words that the first of the patterns to match finds; the most telling one comes first."""
    found = next((one for p in patterns if (one := compiled(p).search(text))), None)
    return f"“{found[0].strip()}”" if found else None


def _time_named(criterion: SinceInjury) -> str:
    least, most = criterion.at_least_weeks, _most_named(criterion)
    if least is None:
        return f"at most {most}"
    return f"{least} weeks to {most}" if most else f"not before {least} weeks"


def _most_named(criterion: SinceInjury) -> str:
    """The latest time; where both weeks and days are given, the days."""
    if criterion.at_most_days is not None:
        return f"{criterion.at_most_days} days"
    return "" if criterion.at_most_weeks is None else f"{criterion.at_most_weeks} weeks"


def _counted(criterion: QuantityLimit, bench: Bench) -> int | float | None:
    text = bench.question.text
    for pattern in criterion.counted:
        found = compiled(pattern).search(text)
        if found:
            numbers = find_numbers(found[1])
            return numbers[0][0] if numbers else int(found[1])
    return None if criterion.counted else bench.question.quantity

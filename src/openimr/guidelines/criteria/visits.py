"""Criteria that count: quantity stated, trial, totals, doses, ceilings.

A criterion that counts visits has no answer (None) where the request states no number.
"""

from __future__ import annotations

import datetime as dt
import re

from openimr.guidelines.course import MORE
from openimr.guidelines.criteria.trace import Answer, Bench, number, outcome_of, span_of
from openimr.guidelines.criterion import Outcome
from openimr.guidelines.kinds import (
    DefiniteRequest,
    DiagnosisTotal,
    Dose,
    FlareUp,
    InitialTrial,
    NotAlreadyAuthorized,
    PriorVisitsKnown,
    StatutoryCap,
    VisitTotal,
)
from openimr.guidelines.question import Question, visits_of
from openimr.guidelines.regions import elsewhere, parts_asked
from openimr.guidelines.stated import only_a_time
from openimr.guidelines.supply import dispensed, weeks_supplied
from openimr.vocabulary.body import find_body_parts, overlap
from openimr.vocabulary.fact import AUTHORIZED, Assertion, FactKind
from openimr.vocabulary.numbers import find_numbers

_LATELY = dt.timedelta(days=60)
"""How long an authorisation commonly stands before it lapses."""
_CAP_BEGAN = dt.date(2004, 1, 1)
_OPEN_END = re.compile(
    r"\buntil\b|\bthrough(out)?\b|indefinite|as needed|\bprn\b|on-?going|open-?ended|long-?term"
    r"|unspecified|unknown (number|quantity|amount)|unlimited",
    re.IGNORECASE,
)


def definite_request(criterion: DefiniteRequest, bench: Bench) -> Answer | None:
    """A number of visits, a frequency with a duration, or a supply stands in the request."""
    question, unit = bench.question, bench.question.topic.course
    supply = _supply(question)
    if supply is not None:
        finding = f"the request states {supply}"
        return Answer(outcome=Outcome.MET, finding=finding, facts=bench.planned())
    if question.asked is not None:
        most = "up to " if visits_of(question.request) is None else ""
        finding = f"the request states {most}{number(question.asked)} {unit}"
        return Answer(outcome=Outcome.MET, finding=finding, facts=bench.planned())
    lacking = _lacking(question)
    if lacking is not None:
        return Answer(outcome=Outcome.NOT_MET, finding=lacking, facts=bench.planned())
    finding = f"how many {unit} the request amounts to could not be read from its wording"
    return bench.silent(finding, (*question.topic.evidence_words, "per week", "visits"))


def _lacking(question: Question) -> str | None:
    """What a request of no definite number leaves out; None where its numbers were not read."""
    unit = question.topic.course
    if _OPEN_END.search(question.text):
        return f"the request is open-ended: it states no number of {unit} and no duration"
    if question.request.per_week is not None and question.request.weeks is None:
        return f"the request states a frequency without a number of {unit} or a duration"
    if only_a_time(question.text, visits_of(question.request)):
        return f"the request states a duration without a number of {unit} or a frequency"
    if find_numbers(question.text):
        return None
    return f"the request states neither a number of {unit} nor a frequency with a duration"


def _supply(question: Question) -> str | None:
    """What a request for medication amounts to: a number with its unit, or a length of time."""
    if not question.topic.medication:
        return None
    count = dispensed(question)
    if count is not None:
        return f"{number(count)} {question.request.unit or question.topic.course}"
    weeks = weeks_supplied(question)
    return None if weeks is None else f"a supply for {number(weeks)} weeks"


def initial_trial(criterion: InitialTrial, bench: Bench) -> Answer | None:
    """A first course within the trial."""
    asked, (_, most) = bench.question.asked, criterion.visits
    unit = bench.question.topic.course
    if asked is None:
        return None
    allowed = f"guideline {span_of(criterion.visits)} for a first course"
    fits = asked <= most
    verdict = f"{number(asked)} {'is within' if fits else 'exceeds'} {most}"
    finding = (
        f"a first course of {number(asked)} {unit} "
        f"{'stays within' if fits else 'exceeds'} the trial of {span_of(criterion.visits)}"
    )
    return Answer(
        outcome=outcome_of(fits),
        finding=finding,
        facts=bench.course.facts + bench.planned(),
        arithmetic=f"{bench.asked_and_had()}, {allowed}: {verdict}",
    )


def visit_total(criterion: VisitTotal, bench: Bench) -> Answer | None:
    """A further course within the visits the guideline names."""
    asked, had, (_, most) = bench.question.asked, bench.course.visits, criterion.visits
    if asked is None:
        return None
    after_trial = criterion.trial is not None
    named = f"guideline {span_of(criterion.visits)}" + (
        f" after a trial of up to {criterion.trial}" if after_trial else " in all"
    )
    sum_so_far = f"{bench.asked_and_had()}, {named}"
    if asked > most:
        return _beyond(bench, f"{sum_so_far}: {number(asked)} alone exceeds {most}", most)
    if had is None:
        return _unknown_total(bench, f"{sum_so_far}: the total cannot be formed")
    limit = most + (criterion.trial or 0)
    if asked + had > limit:
        return _beyond(bench, f"{sum_so_far}: {number(asked + had)} exceeds {limit}", limit)
    if after_trial:
        sum_so_far = (
            f"{sum_so_far}: {number(asked)} lies within {most}, {number(asked + had)} in all"
        )
    else:
        sum_so_far = f"{sum_so_far}: {number(asked + had)} lies within {most}"
    return Answer(
        outcome=Outcome.MET,
        finding=f"the {number(asked)} {bench.question.topic.course} asked for fit the guideline",
        facts=bench.course.facts,
        arithmetic=sum_so_far,
    )


def diagnosis_total(criterion: DiagnosisTotal, bench: Bench) -> Answer | None:
    """Earlier and requested visits within the number for the diagnosis."""
    asked, had = bench.question.asked, bench.course.visits
    chosen = _dose_on_record(criterion.doses, bench)
    if asked is None:
        return None
    if chosen is None and criterion.general is None:
        words = tuple(dose.diagnosis for dose in criterion.doses)
        return bench.silent(
            "the record names none of the diagnoses that the guideline doses", words
        )
    dose, diagnoses = chosen or (None, ())
    visits = dose.visits if dose else criterion.general or (0, 0)
    named = f"{dose.diagnosis}" if dose else "a general course"
    weeks = f" over {dose.weeks} weeks" if dose else ""
    most = visits[1]
    facts = diagnoses + bench.course.facts
    sum_so_far = f"{bench.asked_and_had()}, guideline {span_of(visits)}{weeks} for {named}"
    if had is None and asked <= most:
        return _unknown_total(bench, f"{sum_so_far}: the total cannot be formed", facts)
    total = asked + (had or 0)
    verdict = f"{number(total)} {'lies within' if total <= most else 'exceeds'} {most}"
    finding = f"{number(total)} {bench.question.topic.course} for {named}, {verdict}"
    return Answer(
        outcome=outcome_of(total <= most),
        finding=finding,
        facts=facts,
        arithmetic=f"{sum_so_far}: {verdict}",
    )


def flare_up(criterion: FlareUp, bench: Bench) -> Answer | None:
    """A recurrence in a worker who is back at work."""
    asked, status = bench.question.asked, bench.record.work_status()
    if asked is None or not status.working:
        return None
    fits = asked <= criterion.visits[1]
    verdict = f"{number(asked)} {'is within' if fits else 'exceeds'} {criterion.visits[1]}"
    named = f"{span_of(criterion.visits)} for a flare"
    return Answer(
        outcome=outcome_of(fits),
        finding=f"{number(asked)} visits against {named}",
        facts=status.facts,
        arithmetic=f"asked {number(asked)}, guideline {named}: {verdict}",
    )


def statutory_cap(criterion: StatutoryCap, bench: Bench) -> Answer | None:
    """Visits of one kind per injury within the statute; injuries from January 1, 2004 on.

    The statute counts them for the injury as a whole, those for other parts of the body too.
    """
    injured, asked = bench.question.date_of_injury, bench.question.asked
    had, elsewhere = bench.course.visits, bench.course.elsewhere or 0
    if injured and injured < _CAP_BEGAN:
        return None
    if asked is None:
        return None
    if had is None and asked <= criterion.visits:
        return _unknown_total(bench, f"{bench.asked_and_had()}, statute {criterion.visits} in all")
    total = asked + (had or 0) + elsewhere
    fits = total <= criterion.visits
    verdict = f"{number(total)} {'lies within' if fits else 'exceeds'} {criterion.visits}"
    counted = bench.asked_and_had() + (f", {number(elsewhere)} elsewhere" if elsewhere else "")
    return Answer(
        outcome=outcome_of(fits),
        finding=f"{number(total)} visits in all against the cap of {criterion.visits}",
        facts=bench.course.facts + bench.course.told_elsewhere,
        arithmetic=f"{counted}, statute {criterion.visits} per injury: {verdict}",
    )


def prior_visits_known(criterion: PriorVisitsKnown, bench: Bench) -> Answer | None:
    """The number of earlier visits on record."""
    course, topic = bench.course, bench.question.topic
    if course.visits is not None:
        finding = f"{number(course.visits)} earlier {topic.course} are on record"
        return Answer(outcome=Outcome.MET, finding=finding, facts=course.facts)
    finding = (
        f"earlier {topic.name} is on record without the number of {topic.course}"
        if course.facts
        else f"the record does not say how many {topic.course} of {topic.name} came before"
    )
    return bench.silent(finding, topic.evidence_words, course.facts)


def not_already_authorized(criterion: NotAlreadyAuthorized, bench: Bench) -> Answer | None:
    """Utilization review has not already allowed all that is asked."""
    question = bench.question
    allowed, asked = question.certified, question.asked
    done = question.approved or (allowed is not None and asked is not None and allowed >= asked)
    if done:
        return Answer(
            outcome=Outcome.NOT_MET, finding="utilization review already allowed the whole request"
        )
    if any(c.allowed and _same_words(c.text, question.text) for c in question.companions):
        finding = "the same request stands in this dispute as allowed by utilization review"
        return Answer(outcome=Outcome.NOT_MET, finding=finding)
    unused = _allowed_unused(bench)
    if unused:
        finding = "as many as are asked for were authorized lately, and none of them is on record"
        return Answer(outcome=Outcome.NOT_MET, finding=finding, facts=unused)
    return Answer(
        outcome=Outcome.MET, finding="utilization review has not allowed the whole request"
    )


def _same_words(one: str, other: str) -> bool:
    """Whether two requests say the same, whatever their marks and capitals."""
    return bool(one) and re.findall(r"\w+", one.lower()) == re.findall(r"\w+", other.lower())


def _allowed_unused(bench: Bench) -> tuple[int, ...]:
    """Letters by which a payer allowed the visits shortly before the request, none yet used."""
    question, record, asked = bench.question, bench.record, bench.question.asked
    if asked is None or bench.course.visits or MORE.search(question.text):
        return ()
    parts = parts_asked(question)
    return tuple(
        i
        for i in record.treatments(question.topic, asserted={Assertion.HISTORICAL})
        if record[i].unit == AUTHORIZED
        and isinstance(value := record[i].value, int | float)
        and value >= asked
        and (day := record[i].date) is not None
        and question.asked_on - _LATELY <= day <= question.asked_on
        and not elsewhere(record[i].quote, parts)
    )


def _dose_on_record(doses: tuple[Dose, ...], bench: Bench) -> tuple[Dose, tuple[int, ...]] | None:
    """The dose of a diagnosis on record that allows most, with the facts that name it."""
    best: tuple[Dose, tuple[int, ...]] | None = None
    present = bench.record.find({FactKind.DIAGNOSIS}, asserted={Assertion.PRESENT})
    for dose in doses:
        if dose.guidelines and not bench.guidelines.intersection(dose.guidelines):
            continue
        worded = bench.record.find(
            {FactKind.DIAGNOSIS}, asserted={Assertion.PRESENT}, words=dose.words or (r"(?!)",)
        )
        coded = [i for i in present if str(bench.record[i].value or "").startswith(dose.codes)]
        own = [i for i in (coded if dose.codes and coded else worded) if _same_region(i, bench)]
        named = bench.record.latest(own)[:1]
        if named and (best is None or dose.visits[1] > best[0].visits[1]):
            best = (dose, named)
    return best


def _same_region(diagnosis: int, bench: Bench) -> bool:
    """Whether a diagnosis may be that of the body part asked for: it names it, or none at all."""
    asked = [m for part in bench.question.request.body_parts for m in find_body_parts(part)]
    named = find_body_parts(bench.record[diagnosis].quote)
    if not asked or not named:
        return True
    return any(overlap(one.region, other.region) for one in asked for other in named)


def _unknown_total(bench: Bench, arithmetic: str, facts: tuple[int, ...] = ()) -> Answer:
    topic = bench.question.topic
    return Answer(
        outcome=Outcome.NOT_DOCUMENTED,
        finding=f"the total is unknown: the number of earlier {topic.course} is not on record",
        facts=facts or bench.course.facts,
        arithmetic=arithmetic,
        searched=topic.evidence_words,
        nearest=tuple(bench.search(topic.evidence_words)),
    )


def _beyond(bench: Bench, arithmetic: str, limit: float) -> Answer:
    finding = f"the request goes beyond the {number(limit)} {bench.question.topic.course} named"
    return Answer(
        outcome=Outcome.NOT_MET, finding=finding, facts=bench.course.facts, arithmetic=arithmetic
    )

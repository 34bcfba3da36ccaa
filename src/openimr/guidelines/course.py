"""Where a request stands in the course of its treatment: first course or further, and how many."""

from __future__ import annotations

import datetime as dt
import re

import msgspec

from openimr.guidelines.criterion import Phase
from openimr.guidelines.question import Question, drugs_asked
from openimr.guidelines.record import Record
from openimr.guidelines.regions import elsewhere, parts_asked
from openimr.guidelines.time_of_use import use_before
from openimr.vocabulary.fact import AUTHORIZED, Assertion, Fact, FactKind
from openimr.vocabulary.numbers import find_numbers
from openimr.vocabulary.value import Value

MORE = re.compile(
    r"\b(additional|more|further|continu\w+|extend\w*|extension|ongoing|another|maintenance"
    r"|renew\w*|repeat)\b",
    re.I,
)
"""Words of a request that goes on with a treatment."""
_REFILL = re.compile(r"\brefill\b(?!s)|\brefilled\b", re.I)
_GOES_ON = re.compile(
    r"\b(continu\w*|refill\w*|renew\w*|maintain\w*|remains? on|stays? on|still (on|tak\w+|us\w+)"
    r"|(has|have) been (on|tak\w+|us\w+)|has (taken|used))\b",
    re.I,
)
_STARTS = re.compile(
    r"\b(start\w*|beg(in|an|un|inning)|initiat\w*|trial of|first time|new(ly)?|add(ed)?)\b", re.I
)
_SAME_VISIT = dt.timedelta(days=14)
"""A request follows the visit that first prescribes the drug within this time."""
_FIRST = re.compile(r"\b(initial|trial|first|new)\b", re.I)
_ALLOWED = re.compile(r"\b(authori[sz]|certif|approv|allow|grant)", re.I)
_NEVER = re.compile(
    r"\bnever\b|\b(has|have|had)(n't| not| no)\b[^.]{0,20}\b(tried|had|received|undergone|started"
    r"|attended|been)\b|\bno (prior|previous|earlier|past)\b"
    r"|\bnot (yet )?(been )?(tried|started)\b",
    re.I,
)
_ASKED = re.compile(
    r"\b(ask(s|ed|ing)?( for)?|request\w*|recommend\w*|denied|denial|pending|non-?certif\w*"
    r"|will (get|have|start|begin|try|see|need)|would (like|benefit)|wants?|wishes|seek\w*|await\w*"
    r"|to (start|begin|try)|if approved|upon approval|candidate for)\b"
    r"|\b(more|additional|further)\b[^.]{0,25}\b(sessions?|visits?|treatments?)\b|\?\s*$",
    re.I,
)
_DAY = re.compile(r"\b\d{1,2}/\d{1,2}(?:/\d{2,4})?\b(?!\s*(?:visits|sessions|treatments))")
_GIVEN = re.compile(
    r"\b(complet|attend|receiv|finish|underw|had|has had|did|done|session\s*(no\.?|#)|to date"
    r"|status post|s/p|treated)",
    re.I,
)
_PAPER_RECEIVED = re.compile(
    r"\b(requests?|RFAs?|authori[sz]ations?|reports?|letters?|forms?|determinations?|notes?)\b"
    r"[^.;]{0,40}?\breceived\b|\breceived\b[^.;]{0,20}\b(requests?|RFAs?|denial|letters?)\b"
    r"|\b(not|non-?)\s*(certified|authori[sz]ed|approved)\b",
    re.I,
)
"""A paper that came in, or what was refused, is no care received."""


class Course(Value, frozen=True, kw_only=True):
    """What came before the request.

    Attributes:
        phase: ``UNKNOWN`` when the record names no earlier treatment and does not deny it either.
        visits: earlier visits; 0 for a first course, None when given but not counted.
        elsewhere: visits of the same kind for other parts of the body, None without any.
        told_elsewhere: indexes of the facts that count these.
        facts: indexes of the facts this rests on.
    """

    phase: Phase
    visits: int | float | None = None
    elsewhere: int | float | None = None
    told_elsewhere: tuple[int, ...] = ()
    facts: tuple[int, ...] = ()


def course_of(question: Question, record: Record) -> Course:
    """Read the earlier course out of the record, else out of the request's own words."""
    if question.topic.medication:
        return _medicated(question, record)
    return _visited(question, record)


def _visited(question: Question, record: Record) -> Course:
    told = record.treatments(question.topic)
    denied = tuple(index for index in told if _NEVER.search(record[index].quote))
    told = tuple(i for i in told if i not in denied and was_given(record[i]))
    told = _after_operation(question, record, record.until(question.care_before, told) or told)
    asked = parts_asked(question)
    given = tuple(i for i in told if not elsewhere(record[i].quote, asked))
    others = tuple(i for i in told if i not in given)
    course = _of_the_part(question, record, given, treated=bool(told))
    count = _counted(record, others)
    counting = tuple(i for i in others if count is not None and record[i].value == count)
    return msgspec.structs.replace(course, elsewhere=count, told_elsewhere=counting[:1])


def _of_the_part(
    question: Question, record: Record, given: tuple[int, ...], *, treated: bool
) -> Course:
    """The course of treatment of the part asked for, whose visits on record are ``given``.

    Treatment of another part of the body tells that the record would tell of this one too.
    """
    never = _denials(question, record)
    if not (never and not _after(record, given, never)):
        never = () if given else _any_care_denied(question, record)
    if never:
        facts = record.surest(_one_a_place(record, never), 2)
        return Course(phase=Phase.FIRST, visits=0, facts=facts)
    if given:
        visits = _counted(record, given)
        most = [i for i in given if visits is not None and record[i].value == visits]
        facts = record.latest(most)[:2] if most else record.surest(given, 2)
        return Course(phase=Phase.FURTHER, visits=visits, facts=facts)
    answered = _allowed_and_answered(question, record)
    if answered is not None:
        return answered
    if MORE.search(question.text):
        return Course(phase=Phase.FURTHER)
    if treated or _FIRST.search(question.text):
        return Course(phase=Phase.FIRST, visits=0)
    return Course(phase=Phase.UNKNOWN)


def _counted(record: Record, given: tuple[int, ...]) -> int | float | None:
    """The most visits that any of these facts counts."""
    return max((_number(record[i]) for i in given if _counts(record[i])), default=None)


def _after_operation(question: Question, record: Record, given: tuple[int, ...]) -> tuple[int, ...]:
    """Of care that belongs to an operation, what is told after its day."""
    when = question.topic.when
    if when is None or when.weeks_since_surgery is None:
        return given
    days = [
        day
        for i in record.find({FactKind.SURGERY})
        if (day := record[i].date) is not None and day <= question.care_before
    ]
    operated = max(days, default=None)
    if operated is None:
        return given
    return tuple(i for i in given if (day := record[i].date) is None or day > operated)


def _medicated(question: Question, record: Record) -> Course:
    """Whether a drug is asked for anew or to go on: on record before the request, or as worded.

    Where the request names a drug of the topic, only that drug's use counts: a change to another
    of its class is a new start. A drug that only the papers of the request's own day name may
    be either.
    """
    used = record.until(question.care_before, record.used(question.topic, drugs_asked(question)))
    days = {i: day for i in used if (day := record[i].date) is not None}
    earlier = [i for i, day in days.items() if day < question.care_before - _SAME_VISIT]
    if earlier:
        return Course(phase=Phase.FURTHER, facts=(min(earlier, key=days.__getitem__),))
    if MORE.search(question.text) or _REFILL.search(question.text):
        return Course(phase=Phase.FURTHER)
    if _FIRST.search(question.text) or not used:
        return Course(phase=Phase.FIRST, visits=0)
    return _as_noted(question, record, used)


def _as_noted(question: Question, record: Record, used: tuple[int, ...]) -> Course:
    """Anew or to go on, by how the papers of the request's own day name the drug."""
    going_on = [i for i in used if _GOES_ON.search(record[i].quote)]
    use = use_before(question, record)
    if going_on or (use.weeks or 0) > _SAME_VISIT.days // 7:
        return Course(phase=Phase.FURTHER, facts=tuple(going_on[:1]) or use.facts[:1])
    if any(_STARTS.search(record[i].quote) for i in used):
        return Course(phase=Phase.FIRST, visits=0)
    return Course(phase=Phase.UNKNOWN, facts=used[:1])


def _allowed_and_answered(question: Question, record: Record) -> Course | None:
    """Sessions that were authorised and that the record tells a response to were given."""
    topic = question.topic
    told = record.treatments(topic)
    allowed = [i for i in told if only_allowed(record[i]) and _counts(record[i])]
    responses = record.find({FactKind.FUNCTIONAL_IMPROVEMENT})
    if not allowed or not (record.responses(topic) or record.answering(topic, responses)):
        return None
    visits = max(_number(record[i]) for i in allowed)
    facts = record.latest(i for i in allowed if record[i].value == visits)[:2]
    return Course(phase=Phase.FURTHER, visits=visits, facts=facts)


def _denials(question: Question, record: Record) -> tuple[int, ...]:
    """Statements that the treatment was never had: as a treatment, or in the history."""
    topic, absent = question.topic, {Assertion.ABSENT}
    names = (*topic.words, *(rf"\b{re.escape(word)}" for word in topic.evidence_words))
    told = record.treatments(topic)
    found = (
        tuple(index for index in told if _NEVER.search(record[index].quote))
        + record.treatments(topic, asserted=absent)
        + record.responses(topic, kind=FactKind.HISTORY, asserted=absent)
        + record.find({FactKind.HISTORY}, asserted=absent, words=names)
    )
    if topic.never_had is not None:
        found += record.observed(topic.never_had, frozenset(Assertion))
    return _of_part(question, record, found)


def _any_care_denied(question: Question, record: Record) -> tuple[int, ...]:
    """Statements that no treatment at all was had, where the topic is such a treatment.

    A list of the treatment to date denies what it leaves out, unless the record names that
    elsewhere.
    """
    told = record.treatments(question.topic, asserted=frozenset(Assertion))
    named = any(was_given(record[i]) for i in told)
    grounds = question.topic.no_care[:1] if named else question.topic.no_care
    found = tuple(i for g in grounds for i in record.observed(g, frozenset(Assertion)))
    return _of_part(question, record, record.until(question.care_before, found))


def _of_part(question: Question, record: Record, found: tuple[int, ...]) -> tuple[int, ...]:
    asked = parts_asked(question)
    return tuple(i for i in found if not elsewhere(record[i].quote, asked))


def _one_a_place(record: Record, indexes: tuple[int, ...]) -> tuple[int, ...]:
    """The first fact of each place; one statement may be several facts."""
    return tuple({record[i].place: i for i in reversed(indexes)}.values())


def _after(record: Record, given: tuple[int, ...], never: tuple[int, ...]) -> bool:
    """Whether treatment began after the last time that the record denied it."""
    denied = [day for i in never if (day := record[i].date) is not None]
    dated = [day for i in given if (day := record[i].date) is not None]
    return bool(given) and bool(denied) and bool(dated) and max(dated) > max(denied)


def _counts(fact: Fact) -> bool:
    """Whether the fact's number stands in its words, and not only as part of a day ("6/25")."""
    if not isinstance(fact.value, int | float):
        return False
    words = _DAY.sub(" ", fact.quote)
    figures = {float(n) for n in re.findall(r"\d+(?:\.\d+)?", words)}
    return float(fact.value) in figures | {float(n) for n, _, _ in find_numbers(words)}


def _number(fact: Fact) -> int | float:
    return fact.value if isinstance(fact.value, int | float) else 0


def only_allowed(fact: Fact) -> bool:
    """Whether the fact tells of an authorisation and not of care given."""
    if fact.unit == AUTHORIZED:
        return True
    return bool(_ALLOWED.search(fact.quote)) and not _GIVEN.search(fact.quote)


def was_given(fact: Fact) -> bool:
    """Whether a treatment fact tells of care given, not of care asked for, refused or allowed."""
    quote = _PAPER_RECEIVED.sub(" ", fact.quote)
    asked = _ASKED.search(quote) and not _GIVEN.search(quote)
    return fact.value != 0 and not asked and not only_allowed(fact)

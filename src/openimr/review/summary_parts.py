"""The parts of a clinical case summary, each a few sentences out of the facts that belong to it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Iterable, Sequence
from itertools import groupby

from openimr.guidelines.course import was_given
from openimr.guidelines.record import NOT_WORKING, WORKING
from openimr.review.model import Sentence
from openimr.review.phrases import listed, phrase
from openimr.review.telling import Teller
from openimr.vocabulary.fact import Assertion, Fact, FactKind

Told = list[Sentence | None]

_VISITS = 4
_PER_SENTENCE = 7
_MOST_DIAGNOSES = 10
_WORK_STATUSES = 6
_SINGULAR = {
    "scores were": "the score was",
    "the diagnoses on record are": "the diagnosis on record is",
    "medications were": "the medication was",
}
_GOING_ON = {
    "the diagnoses on record are": "further diagnoses are",
    "the employee reported": "the employee also reported",
    "the examination showed": "the examination also showed",
    "studies showed": "studies also showed",
    "medications were": "further medications were",
    "scores were": "further scores were",
    "medicines listed as used before:": "also listed as used before:",
}
_WORTH_DENYING = {
    "suicidal-ideation",
    "homicidal-ideation",
    "depression",
    "anxiety",
    "panic",
    "incontinence",
    "weakness",
    "numbness-tingling",
    "radiating-pain",
}
"""Denied complaints that a physician would name; the rest of a review of systems is left out."""
_GRAVE = {"suicidal-ideation", "homicidal-ideation"}
_ON_DEATH = re.compile(
    r"suicid|homicid|\bdeath|\bdead\b|\bdie\b|\bdying|\bkill|self-?harm|wake up"
    r"|\bend (it|his|her|my)",
    re.IGNORECASE,
)
_MINOR = {
    "fever",
    "weight-change",
    "chest-pain",
    "shortness-of-breath",
    "vision-change",
    "appetite-change",
    "hallucinations",
    "swelling",
    "guarding",
}
"""Complaints that a review of systems ticks off and a summary leaves to the record."""
_EVERYDAY = {
    "driving",
    "household-chores",
    "laundry",
    "cooking",
    "shopping",
    "yard-work",
    "self-care",
    "lifting",
    "gripping",
    "reaching",
    "sitting",
    "standing",
    "walking",
    "sleep",
    "sleeping",
    "exercise",
    "same-function",
}
_MOST_COMPLAINTS = 9
_UNTOLD = {"affect", "orientation", "reflexes", "psychosis", "grip-strength"}
"""Findings whose code alone does not say what was found."""
_STANDS = {Assertion.PRESENT, Assertion.HISTORICAL}


def injury(facts: Sequence[Fact], teller: Teller, injured: dt.date | None) -> Told:
    """Occupation and how the injury happened, in the record's words."""
    told: Told = []
    for concept, words in (
        ("occupation", "on occupation the record says"),
        ("injury", "the injury is described so"),
    ):
        found = _best(_of(facts, FactKind.HISTORY, {concept}, asserted=_STANDS))
        if concept == "injury":
            found = sorted((f for f in found if f.date == injured), key=_fullness, reverse=True)
        for fact in found[:1]:
            quote = teller.quoter.quote(fact)
            if quote:
                told.append(teller.sentence(f"{words}: {quote}", [fact], "employee", dated=False))
    return told


def _fullness(fact: Fact) -> float:
    """How much of the story a statement tells, its certainty counted in."""
    return min(len(fact.quote), 250) * fact.confidence


def diagnoses(facts: Sequence[Fact], teller: Teller) -> Told:
    """Diagnoses that stand, those considered possible, and those excluded."""
    told: Told = []
    standing = _once(_coded(_of(facts, FactKind.DIAGNOSIS, asserted=_STANDS)))
    named = {fact.concept for fact in standing}
    told += _row(standing[:_MOST_DIAGNOSES], "the diagnoses on record are", teller, "diagnoses")
    for asserted, words in (
        (Assertion.POSSIBLE, "considered possible:"),
        (Assertion.ABSENT, "not diagnosed:"),
    ):
        found = _once(_newest_first(_of(facts, FactKind.DIAGNOSIS, asserted={asserted})))
        told += _row([f for f in found if f.concept not in named], words, teller, "diagnoses")
    return told


def _coded(facts: Sequence[Fact]) -> list[Fact]:
    """The newest first; where diagnoses carry codes, those without one are left out."""
    with_code = [fact for fact in facts if fact.value]
    return _newest_first(with_code or facts)


def treatments(facts: Sequence[Fact], teller: Teller, wanted: Collection[str]) -> Told:
    """What was given, topic by topic: counts first, then how the employee responded."""
    told: Told = []
    received = _of(facts, FactKind.TREATMENT_RECEIVED, asserted=set(Assertion))
    topics = list(dict.fromkeys(f.concept for f in received if f.concept))
    for topic in sorted(topics, key=lambda t: t not in wanted):
        own = [fact for fact in received if fact.concept == topic]
        told += [teller_told(teller, fact, "treatment") for fact in _counts(own)]
        answers = [
            f for f in facts if f.kind is FactKind.FUNCTIONAL_IMPROVEMENT and f.about == topic
        ]
        limit = 3 if topic in wanted else 1
        told += [teller_told(teller, f, "treatment") for f in _newest_first(answers)[:limit]]
    return told


def surgeries(facts: Sequence[Fact], teller: Teller) -> Told:
    """Operations, each with its date where the record prints it."""
    found = _once(_newest_first(_of(facts, FactKind.SURGERY, asserted=_STANDS)))
    return [
        teller.sentence(f"{words} is recorded", [fact], "treatment")
        for fact in sorted(found, key=_day)
        if (words := phrase(fact)) is not None
    ]


def visits(facts: Sequence[Fact], teller: Teller, around: dt.date | None) -> Told:
    """Complaints, examination and function by the day of the visit, the latest days only."""
    kinds = {FactKind.SYMPTOM, FactKind.EXAM_FINDING, FactKind.FUNCTIONAL_STATUS}
    days = sorted({f.date for f in facts if f.kind is FactKind.SYMPTOM and f.date is not None})
    if around is not None:
        days = sorted(sorted(days, key=lambda day: abs((day - around).days))[:_VISITS])
    told: Told = []
    for day in days[-_VISITS:]:
        of_day = [f for f in facts if f.date == day and f.kind in kinds]
        told += _visit(of_day, teller)
    return told


def _visit(facts: Sequence[Fact], teller: Teller) -> Told:
    reported = _of(facts, FactKind.SYMPTOM)
    denied = _of(facts, FactKind.SYMPTOM, asserted={Assertion.ABSENT})
    both = {f.concept for f in reported} & {f.concept for f in denied}
    plain = [f for f in reported if f.concept not in both | _MINOR | _GRAVE]
    told = _row(_once(plain)[:_MOST_COMPLAINTS], "the employee reported", teller, "visits")
    told += _grave(reported, teller)
    clear = [f for f in denied if f.concept in _WORTH_DENYING - both]
    told += _row(_once(clear), "the employee denied", teller, "visits")
    examined = _of(facts, FactKind.EXAM_FINDING, asserted={Assertion.PRESENT, Assertion.ABSENT})
    findings = [f for f in _once(examined) if f.concept not in _UNTOLD]
    told += _row(findings, "the examination showed", teller, "visits")
    function = _once(_of(facts, FactKind.FUNCTIONAL_STATUS, asserted=_STANDS))
    everyday = [fact for fact in function if fact.concept in _EVERYDAY]
    return told + [teller_told(teller, fact, "visits") for fact in everyday[:2]]


def _grave(reported: Sequence[Fact], teller: Teller) -> Told:
    """Thoughts of death or violence are never told by a code, only in the record's own words."""
    named = [f for f in reported if f.concept in _GRAVE and _ON_DEATH.search(f.quote)]
    quotes = [(fact, quote) for fact in named if (quote := teller.quoter.quote(fact))]
    return [
        teller.sentence(f"the record says {quote}", [fact], "visits") for fact, quote in quotes[:1]
    ]


def tests(facts: Sequence[Fact], teller: Teller) -> Told:
    """Scores by day."""
    found = [f for f in _of(facts, FactKind.TEST_SCORE) if f.value is not None]
    return _by_day(found, "scores were", teller, "tests")


def imaging(facts: Sequence[Fact], teller: Teller) -> Told:
    """Findings of studies by day; what one day both finds and excludes is left out."""
    shown = _of(facts, FactKind.IMAGING_FINDING)
    excluded = _of(facts, FactKind.IMAGING_FINDING, asserted={Assertion.ABSENT})
    both = {(f.concept, f.date) for f in shown} & {(f.concept, f.date) for f in excluded}
    told: Told = []
    for found, words in ((shown, "studies showed"), (excluded, "studies showed no")):
        clear = [fact for fact in found if (fact.concept, fact.date) not in both]
        told += _by_day(clear, words, teller, "tests")
    return told


def medicines(facts: Sequence[Fact], teller: Teller) -> Told:
    """What is taken by the latest list, what was tried, and where the record contradicts itself."""
    taken = _once(_newest_first(_of(facts, FactKind.MEDICATION)))
    latest = max((f.date for f in taken if f.date), default=None)
    current = [f for f in taken if f.date == latest]
    tried = _once(_newest_first(_of(facts, FactKind.MEDICATION, asserted={Assertion.HISTORICAL})))
    told = _row(current, "medications were", teller, "medication")
    told += _row(tried, "medicines listed as used before:", teller, "medication")
    before = {f.concept: f for f in tried if f.date == latest}
    again = [fact for fact in current if fact.concept in before]
    if again:
        verb = "is" if len(again) == 1 else "are"
        words = f"{listed([f.concept or '' for f in again])} {verb} listed as used before"
        evidence = [one for fact in again for one in (before[fact.concept], fact)]
        told.append(teller.sentence(f"{words} and also as still taken", evidence, "medication"))
    return told


def work(facts: Sequence[Fact], teller: Teller) -> Told:
    """Work status, oldest first, each day once and without repeating what did not change."""
    said = [f for f in _of(facts, FactKind.WORK_STATUS, asserted=set(Assertion)) if f.date]
    days = [_best(of_day) for _, of_day in groupby(sorted(said, key=_day), key=_day)]
    told: Told = []
    before: set[str | None] = set()
    for number, day in enumerate(days, start=1):
        first = next((f for f in day if f.concept in WORKING | NOT_WORKING), day[0])
        surest = [fact for fact in day if fact.place == first.place]
        concepts = {fact.concept for fact in surest}
        if concepts <= before and number < len(days):
            continue
        before = concepts
        told += [_in_part(sentence, "work") for sentence in teller.tell_all(surest)]
    return told[-_WORK_STATUSES:]


def _in_part(sentence: Sentence, part: str) -> Sentence:
    return Sentence(sentence=sentence.sentence, sources=sentence.sources, part=part)


def teller_told(teller: Teller, fact: Fact, part: str) -> Sentence | None:
    """One fact as one sentence of a part."""
    sentence = teller.tell(fact)
    return _in_part(sentence, part) if sentence is not None else None


def _by_day(facts: Sequence[Fact], words: str, teller: Teller, part: str) -> Told:
    told: Told = []
    for _, of_day in groupby(sorted(facts, key=_day), key=_day):
        told += _row(_once(list(of_day)), words, teller, part)
    return told


def _row(facts: Sequence[Fact], words: str, teller: Teller, part: str) -> Told:
    """One sentence for each few facts, in a row; a fact that breaks the row is left out."""
    told: Told = []
    kept: list[Fact] = []
    for fact in facts:
        alone = phrase(fact)
        if alone is not None and teller.sentence(f"{words} {alone}", [fact]) is not None:
            kept.append(fact)
        else:
            teller.dropped += 1
    for start in range(0, len(kept), _PER_SENTENCE):
        some = kept[start : start + _PER_SENTENCE]
        phrases = [p for fact in some if (p := phrase(fact)) is not None]
        told.append(
            teller.sentence(
                f"{_lead(words, start, phrases)} {listed(phrases)}",
                some,
                part,
                dated=not words.endswith("on record are"),
            )
        )
    return told


def _lead(words: str, start: int, phrases: Sequence[str]) -> str:
    """How a row begins: a later row goes on, and one phrase takes the singular."""
    if start:
        words = _GOING_ON.get(words, words)
    if len(set(phrases)) == 1:
        words = _SINGULAR.get(words, words)
    return words


def _counts(facts: Sequence[Fact]) -> list[Fact]:
    """The fullest count, the authorisation and the denial; else the newest plain mention."""
    given = [f for f in facts if f.assertion in _STANDS and was_given(f)]
    counted = [f for f in given if isinstance(f.value, int | float) and f.value]
    most = sorted(counted, key=_number)[-1:] or _newest_first(given)[:1]
    allowed = [
        f
        for f in facts
        if f.unit == "sessions authorized" and f.value and f.assertion is not Assertion.PLANNED
    ][:1]
    never = [f for f in facts if f.assertion is Assertion.ABSENT][:1]
    return [*never, *allowed, *most]


def _number(fact: Fact) -> float:
    return float(fact.value) if isinstance(fact.value, int | float) else 0.0


def _of(
    facts: Iterable[Fact],
    kind: FactKind,
    concepts: Collection[str] = (),
    *,
    asserted: Collection[Assertion] = (Assertion.PRESENT,),
) -> list[Fact]:
    return [
        fact
        for fact in facts
        if fact.kind is kind
        and fact.assertion in asserted
        and (not concepts or fact.concept in concepts)
    ]


def _day(fact: Fact) -> dt.date:
    return fact.date or dt.date.min


def _newest_first(facts: Iterable[Fact]) -> list[Fact]:
    return sorted(facts, key=_day, reverse=True)


def _best(facts: Iterable[Fact]) -> list[Fact]:
    return sorted(facts, key=lambda fact: fact.confidence, reverse=True)


def _once(facts: Iterable[Fact]) -> list[Fact]:
    """The first of each concept."""
    seen: dict[str, Fact] = {}
    for fact in facts:
        if fact.concept is not None:
            seen.setdefault(fact.concept, fact)
    return list(seen.values())

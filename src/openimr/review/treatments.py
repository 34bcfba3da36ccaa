"""Treatment to date: by kind, with counts, days and what it did."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from openimr.casefile.model import DocumentType
from openimr.guidelines.course import was_given
from openimr.review.dating import in_words
from openimr.review.model import Sentence
from openimr.review.phrases import listed, phrase, treatment, treatment_of
from openimr.review.picking import STANDS, day_of, newest_first, number_of, of_kind, once
from openimr.review.responses import responses_to, tell_responses
from openimr.review.telling import Teller
from openimr.vocabulary.dates import find_dates
from openimr.vocabulary.fact import AUTHORIZED, Assertion, Fact, FactKind

PART = "treatment"
_COMPLETED = re.compile(r"\b(?:complet|finish|done|ended|discharg|of \d+|attended)", re.IGNORECASE)
_ALLOWED = re.compile(r"\bauth\b|\bauthori[sz]|\bcertif|\bapprov", re.IGNORECASE)
_RARE = {"home-exercise", "imaging", "psychological-evaluation", "evaluation", "bracing"}
"""Kinds that are told as what they are and never counted in visits."""
_ELSEWHERE = re.compile(
    r"append|c(?:a)?esar|c-section|hyster|hernia|cholecyst|gall|tonsil|tubal|vasect|catarac|wisdom",
    re.IGNORECASE,
)
"""Operations that say nothing on a work injury."""
_FORM = re.compile(r"[\u2610-\u2612]|\?|\bCJ\b|\[\s?\]")


def treatments(
    facts: Sequence[Fact], teller: Teller, wanted: Collection[str]
) -> list[Sentence | None]:
    """Counted courses with their answers, what is only mentioned, and what was never given."""
    received = of_kind(facts, FactKind.TREATMENT_RECEIVED, asserted=set(Assertion))
    topics = sorted(
        dict.fromkeys(f.concept for f in received if f.concept), key=lambda t: t not in wanted
    )
    told: list[Sentence | None] = []
    plain: list[Fact] = []
    for topic in topics:
        own = [fact for fact in received if fact.concept == topic]
        course = _course(own, teller)
        answers = [
            f
            for f in responses_to(facts, topic)
            if topic in wanted or f.concept != "returned-to-work"
        ][: 2 if topic in wanted else 1]
        given = [f for f in own if f.assertion in STANDS and was_given(f)]
        if course is None and given and not (answers and topic in wanted):
            plain += _surest(given)
        if given or _authorized(own):
            told += [course] if course is not None else []
            told += tell_responses(answers, teller, PART) if topic not in _RARE else []
    return [*told, *_mentioned(plain, teller), *_never(received, topics, teller)]


def fullest(facts: Sequence[Fact]) -> Fact | None:
    """The statement that counts the most visits given, by the first paper that says so plainly."""
    given = [
        f for f in facts if f.assertion in STANDS and was_given(f) and not _FORM.search(f.quote)
    ]
    counted = [f for f in given if number_of(f)]
    most = max((number_of(f) or 0 for f in counted), default=0)
    best = [f for f in counted if number_of(f) == most]
    plain = [f for f in best if not _ALLOWED.search(f.quote)] or best
    done = [f for f in plain if _COMPLETED.search(f.quote)] or plain
    return min(done, key=lambda f: (f.date is None, day_of(f)), default=None)


def visits_words(fact: Fact) -> str:
    """The number of visits in words of the record: "6 sessions", "1 visit"."""
    unit = "session" if "session" in fact.quote.lower() else "visit"
    return f"{fact.value} {unit}{'' if fact.value == 1 else 's'}"


def _course(own: Sequence[Fact], teller: Teller) -> Sentence | None:
    """How many were given, else how many were authorised."""
    fact = fullest(own)
    name = treatment_of(fact or own[0])
    if fact is not None and fact.concept not in _RARE:
        verb = "completed" if _COMPLETED.search(fact.quote) else "had"
        day = teller.day(fact)
        when = f" by {day}" if day else ""
        had = "had received" if verb == "had" else "had completed"
        return teller.first(
            (f"{teller.subject} {had} {visits_words(fact)} of {name}{when}", [fact]), part=PART
        )
    allowed = _authorized(own)
    if allowed is None or allowed.concept in _RARE:
        return None
    when = teller.on(allowed, " by ")
    words = f"authorization had been given for {visits_words(allowed)} of {name}{when}"
    return teller.first((words, [allowed]), part=PART)


def _authorized(own: Sequence[Fact]) -> Fact | None:
    """What a payer allowed before the dispute, newest first."""
    allowed = [
        f for f in own if f.unit == AUTHORIZED and f.value and f.assertion is not Assertion.PLANNED
    ]
    return next(iter(newest_first(allowed)), None)


def _surest(given: Sequence[Fact]) -> list[Fact]:
    clear = [f for f in given if not _FORM.search(f.quote)]
    return sorted(clear, key=lambda f: (f.confidence, day_of(f)), reverse=True)[:1]


def _mentioned(facts: Sequence[Fact], teller: Teller) -> list[Sentence | None]:
    """Treatment that the papers name without a number, in one sentence."""

    def names(some: Sequence[Fact]) -> str:
        return listed([treatment_of(f) for f in some])

    uncounted = [f for f in facts if f.concept not in _RARE]
    home = [f for f in facts if f.concept == "home-exercise"]
    kept = teller.longest("there was", uncounted, names)
    verb = "are" if len(kept) > 1 else "is"
    told = [
        teller.first(
            (f"{names(kept)} {verb} also mentioned, without a number of visits", kept), part=PART
        )
    ]
    return [
        *(told if kept else []),
        *[teller.first((f"care also included {names([f])}", [f]), part=PART) for f in home],
    ]


def _never(
    received: Sequence[Fact], topics: Sequence[str], teller: Teller
) -> list[Sentence | None]:
    """What was never given up to a day, topics of one statement together."""
    denied = [
        f
        for topic in topics
        for f in newest_first(
            f for f in received if f.concept == topic and f.assertion is Assertion.ABSENT
        )[:1]
        if not any(
            g.concept == topic and g.assertion in STANDS and was_given(g) and day_of(g) >= day_of(f)
            for g in received
        )
    ]
    by_day: dict[object, list[Fact]] = {}
    for fact in denied:
        by_day.setdefault(fact.date, []).append(fact)
    told: list[Sentence | None] = []
    for own in by_day.values():
        names = " or ".join(dict.fromkeys(treatment(f.concept or "") for f in own))
        when = f" as of {in_words(own[0].date)}" if own[0].date and teller.day(own[0]) else ""
        told.append(teller.first((f"no {names} had been given{when}", own), part=PART))
    return told


def surgeries(facts: Sequence[Fact], teller: Teller) -> list[Sentence | None]:
    """Operations in one sentence, each with its day where the record prints it."""
    done = newest_first(of_kind(facts, FactKind.SURGERY, asserted=STANDS))
    found = once(sorted(done, key=lambda f: not _on_its_day(f, teller)))
    own = [f for f in sorted(found, key=day_of) if phrase(f) and not _ELSEWHERE.search(f.quote)]

    def dated(some: Sequence[Fact]) -> str:
        return listed([f"{phrase(f)}{_on_its_day(f, teller)}" for f in some])

    kept = teller.longest(f"{teller.subject} had undergone", own, dated)
    if not kept:
        return []
    return [teller.first((f"{teller.subject} had undergone {dated(kept)}", kept), part=PART)]


def _on_its_day(fact: Fact, teller: Teller) -> str:
    """The day of an operation where its own report or its own words tell it."""
    day, document = teller.day(fact), teller.speakers.document(fact.place)
    own = document is not None and document.type is DocumentType.OPERATIVE_REPORT
    printed = any(found == fact.date for found, _, _ in find_dates(fact.quote))
    return f" ({day})" if day and (own or printed) else ""

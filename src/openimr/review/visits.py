"""The most recent visit in one paragraph, with earlier ones only where they show change."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Sequence

from openimr.review.dating import in_words
from openimr.review.model import Sentence
from openimr.review.phrases import either, listed, phrase, told, words_of
from openimr.review.picking import (
    STANDS,
    day_of,
    in_each_place,
    is_wish,
    number_of,
    of_kind,
    once,
)
from openimr.review.telling import Teller
from openimr.vocabulary.fact import Assertion, Fact, FactKind

PART = "visits"
_RECENTLY = dt.timedelta(days=550)
_MOST_COMPLAINTS, _MOST_FINDINGS = 7, 8
_MIND = {"affect", "orientation", "psychosis", "memory", "insight", "eye-contact"}
_UNTOLD = {"affect", "orientation", "reflexes", "psychosis", "grip-strength"}
"""Findings whose code alone does not say what was found."""
_NOTHING_FOUND = {"motor-normal", "sensation-normal", "gait-normal", "range-of-motion-normal"}
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
    "spasm",
}
"""Complaints that a review of systems ticks off and a summary leaves to the record."""
_EVERYDAY = re.compile(
    r"\b(?:driv(?:es|ing)|chore|house|laundry|cook|shop|groc|yard|dish|bath|dress|lift|carr|walk"
    r"|sleeps|stair|hair|overhead|grandchild|toddler|garden)",
    re.IGNORECASE,
)
_AT_WORK = re.compile(r"\bduty\b|restrict|\bwork(?:ing|s|ed)?\b|no lifting", re.IGNORECASE)
_EVERYDAY_CODES = {
    "driving",
    "household-chores",
    "laundry",
    "cooking",
    "shopping",
    "yard-work",
    "self-care",
    "lifting",
    "reaching",
    "sitting",
    "standing",
    "walking",
    "sleep",
    "sleeping",
}
_MIND_SYMPTOMS = {
    "depression",
    "anxiety",
    "panic",
    "crying",
    "irritability",
    "fear",
    "stress",
    "concentration-difficulty",
    "hypervigilance",
    "suicidal-ideation",
}


def visits(facts: Sequence[Fact], teller: Teller, around: dt.date | None) -> list[Sentence | None]:
    """The last visit with an examination of the body, and the last one on the mind if newer."""
    symptoms = of_kind(facts, FactKind.SYMPTOM, asserted=(Assertion.PRESENT, Assertion.ABSENT))
    body = _last_day(
        [f for f in facts if f.kind is FactKind.EXAM_FINDING and f.concept not in _MIND], around
    )
    minded = [f for f in symptoms if f.concept in _MIND_SYMPTOMS]
    by_day = Counter(f.date for f in minded)
    mind = _last_day([f for f in minded if by_day[f.date] > 1], around)
    days = sorted({day for day in (body, mind or _last_day(symptoms, around)) if day is not None})
    sentences: list[Sentence | None] = []
    for day in days:
        sentences += _visit([f for f in facts if f.date == day], teller)
    return [*sentences, *_change(facts, teller, days[-1] if days else None)]


def _last_day(facts: Sequence[Fact], around: dt.date | None) -> dt.date | None:
    """The newest day, of those within two months after the request where it is known."""
    days = [f.date for f in facts if f.date is not None]
    near = [d for d in days if around is None or d <= around + dt.timedelta(days=60)]
    return max(near or days, default=None)


def _visit(facts: Sequence[Fact], teller: Teller) -> list[Sentence | None]:
    reported = of_kind(facts, FactKind.SYMPTOM)
    denied = of_kind(facts, FactKind.SYMPTOM, asserted={Assertion.ABSENT})
    both = {f.concept for f in reported} & {f.concept for f in denied}
    plain = _telling([f for f in reported if f.concept not in both | _MINOR | _GRAVE])
    if not any(f.concept in _MIND_SYMPTOMS - {"fear"} for f in plain):
        plain = [f for f in plain if f.concept != "fear"]
    clear = once(f for f in denied if f.concept in _WORTH_DENYING - both)
    return [
        _complaints(
            teller.longest(f"{teller.subject} reported", plain, told)[:_MOST_COMPLAINTS],
            teller.longest(f"{teller.subject} denied", clear, told),
            teller,
        ),
        *_grave(reported, teller),
        _examination(facts, teller),
        _function(facts, teller),
    ]


def _telling(reported: Sequence[Fact]) -> list[Fact]:
    """Each complaint once and in its fullest word, with its number where one is told."""
    ranked = sorted(reported, key=lambda f: number_of(f) is None)
    chosen = {f.concept: f for f in reversed(ranked)}
    return [
        chosen[c]
        for c in dict.fromkeys(f.concept for f in reported)
        if not any((other or "").endswith(f"-{c}") for other in chosen)
    ]


def _complaints(
    reported: Sequence[Fact], denied: Sequence[Fact], teller: Teller
) -> Sentence | None:
    facts = [*reported, *denied]
    if not facts:
        return None
    day = teller.day(facts[0])
    by = teller.speakers.of(facts[0].place)
    where = (
        f"when seen by {by} on {day}, "
        if by and day and by.startswith("the ")
        else (f"at the visit of {day}, " if day else "")
    )
    if by and "questionnaire" in by and day:
        where = f"in a questionnaire of {day}, "
    had = listed([words for f in reported if (words := phrase(f))])
    said_no = either([words for f in denied if (words := phrase(f))])
    clauses = [f"reported {had}"] if had else []
    clauses += [f"denied {said_no}"] if said_no else []
    return teller.first((f"{where}{teller.subject} {' and '.join(clauses)}", facts), part=PART)


def _grave(reported: Sequence[Fact], teller: Teller) -> list[Sentence | None]:
    """Thoughts of death or violence are never told by a code, only in the record's own words."""
    named = [f for f in reported if f.concept in _GRAVE and _ON_DEATH.search(f.quote)]
    quotes = [(fact, quote) for fact in named if (quote := teller.quoter.quote(fact, _ON_DEATH))]
    return [
        teller.first((f"of such thoughts the report says: {quote}", [fact]), part=PART)
        for fact, quote in quotes[:1]
    ]


def _examination(facts: Sequence[Fact], teller: Teller) -> Sentence | None:
    examined = of_kind(facts, FactKind.EXAM_FINDING, asserted={Assertion.PRESENT, Assertion.ABSENT})
    found = [f for f in in_each_place(examined) if f.concept not in _UNTOLD]
    if any(f.concept == "motor-weakness" and f.assertion is Assertion.PRESENT for f in found):
        found = [f for f in found if f.concept != "motor-normal"]
    found.sort(key=lambda f: f.assertion is Assertion.ABSENT or (f.concept or "") in _NOTHING_FOUND)
    kept = teller.longest("the examination showed", teller.placed(found), told)[:_MOST_FINDINGS]
    if not kept:
        return None
    return teller.first((f"the examination showed {told(kept)}", kept), part=PART)


def _function(facts: Sequence[Fact], teller: Teller) -> Sentence | None:
    """What a day looks like, in a few words of the report."""
    everyday = [
        f
        for f in of_kind(facts, FactKind.FUNCTIONAL_STATUS, _EVERYDAY_CODES, asserted=STANDS)
        if not is_wish(f) and not teller.speakers.is_form(f.place)
    ]
    for fact in everyday:
        quote = teller.quoter.quote(fact, _EVERYDAY)
        if quote and _EVERYDAY.search(quote) and not _AT_WORK.search(quote):
            return teller.first((f"as to daily life the report says {quote}", [fact]), part=PART)
    return None


def _change(facts: Sequence[Fact], teller: Teller, last: dt.date | None) -> list[Sentence | None]:
    """How pain moved between the first and the last visit that rate it."""
    if last is None:
        return []
    rated = [
        f
        for f in of_kind(facts, FactKind.SYMPTOM)
        if number_of(f) is not None
        and (f.concept or "").endswith("pain")
        and f.date
        and teller.day(f)
        and not teller.speakers.is_form(f.place)
    ]
    for concept in dict.fromkeys(f.concept for f in rated if f.date == last):
        own = sorted((f for f in rated if f.concept == concept), key=day_of)
        own = [f for f in own if day_of(f) >= last - _RECENTLY]
        first, end = own[0], next(f for f in own if f.date == last)
        if first.date == end.date or first.value == end.value or (end.date or last) < day_of(first):
            continue
        before = f"{first.value}/10 on {in_words(day_of(first))}"
        words = f"{words_of(concept or '')} had been {before}"
        return [teller.first((words, [first, end]), part=PART)]
    return []

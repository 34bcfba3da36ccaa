"""Studies and medicines, each told once."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence

import msgspec

from openimr.casefile.model import DocumentType
from openimr.review.model import Sentence
from openimr.review.phrases import either, listed, phrase
from openimr.review.phrases import told as in_a_row
from openimr.review.picking import day_of, in_each_place, newest_first, of_kind, once
from openimr.review.telling import Teller
from openimr.review.whereabouts import at_level, shared_part
from openimr.vocabulary.fact import Assertion, Fact, FactKind

_MOST = 6
_KINDS = (
    (re.compile(r"\bMRI\b|magnetic", re.I), "MRI"),
    (re.compile(r"\bCT\b|tomograph", re.I), "CT"),
    (re.compile(r"x-?\s?rays?\b|radiograph", re.I), "x-ray study"),
    (re.compile(r"\bEMG|\bNCS|\bNCV|electrodiag|electromyo", re.I), "electrodiagnostic study"),
)
_REPORTS = {
    DocumentType.IMAGING_REPORT: "imaging study",
    DocumentType.ELECTRODIAGNOSTIC_REPORT: "electrodiagnostic study",
}
_OTHER = re.compile(r"\bmass effect\b|\bthyroid\b|\bincidental", re.IGNORECASE)
"""Words of findings beside the point of a study."""
_SAYS_NOTHING = {"abnormal-study", "normal-study", "hardware"}
"""Findings that are told only where a study found nothing else."""
_NOT_YET = re.compile(
    r"\b(?:discuss\w*|consider\w*|recommend\w*|request\w*|begin|start|initiate|add)\b",
    re.IGNORECASE,
)
"""Words of a medicine that is only planned or spoken of."""
_PLAN = re.compile(
    r"(?:^|[.;]\s+|\s{2})(?:treatment plan|plan|a/p|recommendations?|requests?|orders?)\s*[:\n]",
    re.IGNORECASE | re.MULTILINE,
)
_LISTED = re.compile(
    r"\b(?:medications?|meds|taking|takes?|prescribed|history|subjective|HPI|interval)\b",
    re.IGNORECASE,
)
_GOES_ON = re.compile(r"\b(?:refill|continu|renew|cont\b|same|reorder|maintain)", re.IGNORECASE)
_CLOSE = 60
"""Characters before a medicine in which a plan says what becomes of it."""
_STOPPED = re.compile(r"\bstopp|\bdiscontinu|\bd/c\b|\bweaned", re.IGNORECASE)


def studies(facts: Sequence[Fact], teller: Teller) -> list[Sentence | None]:
    """What each study found and excluded, by day; the study's own report where there is one."""
    found = of_kind(facts, FactKind.IMAGING_FINDING, asserted=(Assertion.PRESENT, Assertion.ABSENT))
    days: dict[dt.date | None, list[Fact]] = {}
    for fact in found:
        days.setdefault(fact.date, []).append(fact)
    reported = any(_report(f, teller) is not None for f in found)
    told = []
    for day in sorted(days, key=lambda d: d or dt.date.min):
        own = [f for f in days[day] if not reported or _report(f, teller) is not None]
        if own:
            told.append(_study(own, teller))
    return told


def _report(fact: Fact, teller: Teller) -> str | None:
    document = teller.speakers.document(fact.place)
    if document is None or document.type not in _REPORTS:
        return None
    title = f"{document.title or ''}"
    return next((name for sign, name in _KINDS if sign.search(title)), _REPORTS[document.type])


def _study(own: Sequence[Fact], teller: Teller) -> Sentence | None:
    """What one study showed, and what it excluded, in one sentence."""
    clear = [f for f in own if f.concept not in _SAYS_NOTHING and not _OTHER.search(f.quote)]
    shown = in_each_place(f for f in clear or own if f.assertion is Assertion.PRESENT)
    excluded = once(f for f in clear if f.assertion is Assertion.ABSENT)
    both = {f.concept for f in shown} & {f.concept for f in excluded}
    shown = [f for f in shown if f.concept not in both and _bears(f, "it showed", teller)][:_MOST]
    excluded = [f for f in excluded if f.concept not in both and _bears(f, "no", teller)][:_MOST]
    shown = teller.placed(shown)
    facts = [*shown, *excluded]
    if not facts:
        return None
    kind = _report(facts[0], teller) or next(
        (name for sign, name in _KINDS if sign.search(facts[0].quote)), "study"
    )
    day = teller.day(facts[0])
    of = shared_part(shown) if kind != _KINDS[-1][1] else ""
    when = f" of {day}" if day else ""
    no = either([phrase(f) or "" for f in excluded])
    less = f", without {no}" if shown and no else ""
    bare = [msgspec.structs.replace(f, about=None) for f in shown]
    levels = [f if at_level(f) else one for f, one in zip(shown, bare, strict=True)]
    wordings = []
    for name, found in ((f"the {kind} {of}{when}", levels), (f"the {kind}{when}", shown)):
        told = f"showed {in_a_row(found)}" if shown else f"showed no {no}"
        if of or found is shown:
            wordings += [(f"{name} {told}{less}", facts), (f"{name} {told}", shown)]
    wordings.append((f"the {kind}{when} showed {in_a_row(bare)}", shown))
    return teller.first(*wordings, part="tests")


def _bears(fact: Fact, before: str, teller: Teller) -> bool:
    return phrase(fact) is not None and bool(teller.sentence(f"{before} {phrase(fact)}", [fact]))


def medicines(facts: Sequence[Fact], teller: Teller) -> list[Sentence | None]:
    """What is taken by the latest list, what was used before, and what is told both ways."""
    taken = [
        f for f in newest_first(of_kind(facts, FactKind.MEDICATION)) if _listed_well(f, teller)
    ]
    ended = {
        f.concept: day_of(f)
        for f in sorted(
            of_kind(facts, FactKind.MEDICATION, asserted={Assertion.HISTORICAL, Assertion.ABSENT}),
            key=day_of,
        )
    }
    taken = [f for f in taken if day_of(f) >= ended.get(f.concept, day_of(f))]
    taken = [f for f in taken if not (_NOT_YET.search(f.quote) or _in_plan(f, teller))]
    latest = max((f.date for f in taken if f.date), default=None)
    fresh = _fullest([f for f in taken if f.date == latest])
    current = teller.longest(f"{teller.subject} was taking", fresh, in_a_row)
    before = once(
        f
        for f in newest_first(of_kind(facts, FactKind.MEDICATION, asserted={Assertion.HISTORICAL}))
        if _listed_well(f, teller)
    )
    names = {f.concept for f in current}
    oldest = max((day_of(f) for f in before), default=dt.date.min)
    told = [_current(current, teller)] if current else []
    told += _used([f for f in before if f.concept not in names and day_of(f) >= oldest], teller)
    again = [f for f in before if f.concept in names and f.date == latest]
    return [*told, *_both_ways(again, current, teller)]


def _in_plan(fact: Fact, teller: Teller) -> bool:
    """Whether a medicine stands under a plan that does not go on with it."""
    plan = teller.dates.above(fact.place, _PLAN)
    listed_at = teller.dates.above(fact.place, _LISTED)
    if plan is None or (listed_at is not None and listed_at.start > plan.start):
        return False
    sentence = teller.dates.words_at(
        msgspec.structs.replace(fact.place, start=max(plan.end, fact.place.start - _CLOSE))
    )
    return not _GOES_ON.search(sentence)


def _listed_well(fact: Fact, teller: Teller) -> bool:
    return phrase(fact) is not None and bool(teller.sentence(f"it was {phrase(fact)}", [fact]))


def _fullest(facts: Sequence[Fact]) -> list[Fact]:
    """Each medicine once, in the wording that tells its strength."""
    ranked = sorted(facts, key=lambda f: f.value is None)
    chosen = {f.concept: f for f in reversed(ranked)}
    return [chosen[c] for c in dict.fromkeys(f.concept for f in facts)]


def _current(current: Sequence[Fact], teller: Teller) -> Sentence | None:
    names = in_a_row(current)
    day = teller.day(current[0])
    when = f"as of {day} " if day else ""
    return teller.first((f"{when}{teller.subject} was taking {names}", current), part="medication")


def _used(before: Sequence[Fact], teller: Teller) -> list[Sentence | None]:
    stopped = [f for f in before if _STOPPED.search(f.quote)]
    tried = [f for f in before if f not in stopped]
    told: list[Sentence | None] = []
    for own, words in ((stopped, "had been stopped"), (tried, "had been used before")):
        if own:
            kept = teller.longest("before:", own, in_a_row)
            told.append(teller.first((f"{in_a_row(kept)} {words}", kept), part="medication"))
    return told


def _both_ways(
    again: Sequence[Fact], current: Sequence[Fact], teller: Teller
) -> list[Sentence | None]:
    """A contradiction of the record: a medicine told as past and as taken on one day."""
    if not again:
        return []
    taken = {f.concept: f for f in current}
    names = listed([f.concept or "" for f in again])
    verb = "is" if len(again) == 1 else "are"
    evidence = [one for fact in again for one in (fact, taken[fact.concept])]
    words = f"{names} {verb} listed as used before and also as still taken"
    return [teller.first((words, evidence), part="medication")]

"""How a treatment was answered to: who says so, when, and in which few words."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence

from openimr.review.model import Sentence
from openimr.review.phrases import treatment
from openimr.review.picking import is_wish, newest_first
from openimr.review.telling import Teller
from openimr.vocabulary.fact import Assertion, Fact, FactKind

_TOLD = {
    "daily-activities-gain": "a gain in daily activities",
    "work-restrictions-reduced": "reduced work restrictions",
    "returned-to-work": "a return to work",
    "medication-reduced": "less medication",
    "medication-unchanged": "unchanged medication",
    "no-functional-change": "little change",
    "subjective-improvement": "some improvement",
}
_WORDS = {
    "daily-activities-gain": r"cook|shop|laundry|driv|chore|house|groc|lift|carr|walk|self-care|"
    r"dress|sleep|yard|garden|exercis|activit|able to|now|again|more done",
    "work-restrictions-reduced": r"restrict|limit|lb|pound|lift",
    "returned-to-work": r"work|duty|job",
    "medication-reduced": r"stopp|cut|reduc|less|wean|taper|fewer|off\b|down",
    "medication-unchanged": r"same|unchanged|no change|continu",
    "no-functional-change": r"chang|same|plateau|unchanged|as before|temporary",
    "subjective-improvement": r"relief|reliev|help|better|improv|benefit|lift|easier|manageabl|"
    r"brighter|good|loose",
}
_RANK = tuple(_TOLD)
_BY_MEDICINE = re.compile(
    r"\b(?:meds?|medications?|medicines?|pills?)\s+(?:\w+\s+)?(?:allow|let|help|enabl|make)\w*"
    r"|\b(?:stopp|discontinu|d/c)\w*\s+(?:for|due to|because of|from|secondary to)\s+\w*\s?"
    r"(?:sedat|side|nausea|drows|rash|consti|dizz|stomach|GI|upset|allerg|intoler|hives|swell)",
    re.IGNORECASE,
)
"""A gain that medicine brought, or a drug given up for what it did, answers to no therapy."""
_WANTED = re.compile(r"\b(?:want|would like|so that|hope|wish)\w*\b", re.IGNORECASE)


def responses_to(
    facts: Iterable[Fact], topic: str, concepts: Collection[str] = _RANK
) -> list[Fact]:
    """Answers to one treatment, one for each kind, gains first and each in its newest words."""
    own = [
        f
        for f in facts
        if f.kind is FactKind.FUNCTIONAL_IMPROVEMENT
        and f.about == topic
        and f.concept in concepts
        and f.assertion is not Assertion.ABSENT
        and not is_wish(f)
    ]
    return in_rank(own)


def in_rank(facts: Iterable[Fact]) -> list[Fact]:
    """The newest of each kind of answer, gains first."""
    newest: dict[str, Fact] = {}
    for fact in newest_first(facts):
        if fact.concept in _TOLD and not _otherwise_caused(fact):
            newest.setdefault(fact.concept, fact)
    back = newest.get("returned-to-work")
    gain = newest.get("daily-activities-gain")
    if back is not None and gain is not None and back.place == gain.place:
        del newest["daily-activities-gain"]
    return sorted(newest.values(), key=lambda f: _RANK.index(f.concept or ""))


def _otherwise_caused(fact: Fact) -> bool:
    """Whether the words give medicine the credit, or tell of a drug stopped for its effects."""
    if fact.about is None or fact.concept not in ("daily-activities-gain", "medication-reduced"):
        return False
    return bool(_BY_MEDICINE.search(" ".join(fact.quote.split())))


def _words(fact: Fact, teller: Teller) -> str | None:
    """The words that carry an answer; none of a form, and none that only wish for it."""
    near = re.compile(_WORDS[fact.concept or ""], re.IGNORECASE)
    if teller.speakers.is_form(fact.place):
        return None
    quote = teller.quoter.quote(fact, near)
    return None if quote is None or _WANTED.search(quote) else quote


def tell_response(
    fact: Fact, teller: Teller, part: str = "", *, after: str | None = None
) -> Sentence | None:
    """One answer as a sentence.

    Args:
        fact: the answer.
        teller: puts it into a sentence.
        part: the part of the summary it belongs to.
        after: the treatment as it is named in the sentence; its topic's words when None.
    """
    found = _TOLD[fact.concept or ""]
    quote = _words(fact, teller)
    by = teller.speakers.of(fact.place) or "the report"
    name = after if after is not None else (treatment(fact.about) if fact.about else "")
    when = teller.on(fact)
    behind = f" after {name}" if name else ""
    plain = f"{by} {teller.said()} {found}{behind}{when}"
    wordings = [(f"{plain} ({quote})", [fact])] if quote else []
    return teller.first(*wordings, (plain, [fact]), part=part)


def tell_responses(
    facts: Sequence[Fact], teller: Teller, part: str = "", *, named: bool = True
) -> list[Sentence | None]:
    """Several answers; those of one paper and day share a sentence."""
    told: list[Sentence | None] = []
    for own in _alike(facts):
        told.append(_joined(own, teller, part, named) if len(own) > 1 else None)
        if told[-1] is None:
            told[-1:] = [tell_response(f, teller, part, after=None if named else "") for f in own]
    return told


def _alike(facts: Sequence[Fact]) -> list[list[Fact]]:
    groups: dict[object, list[Fact]] = {}
    for fact in facts:
        groups.setdefault((fact.place.file, fact.date, fact.about), []).append(fact)
    return list(groups.values())


def _and(clauses: Sequence[str]) -> str:
    """Clauses in a row; their quotations keep their own commas."""
    head = ", ".join(clauses[:-1])
    return f"{head} and {clauses[-1]}" if head else clauses[-1]


def _joined(own: Sequence[Fact], teller: Teller, part: str, named: bool) -> Sentence | None:
    """One sentence: after what, who noted it when, and what came of it."""
    first = own[0]
    clauses, quotes = [], set[str]()
    for fact in own:
        quote = _words(fact, teller)
        fresh = quote if quote and quote not in quotes else None
        quotes.add(quote or "")
        clauses.append(_TOLD[fact.concept or ""] + (f" ({fresh})" if fresh else ""))
    by = teller.speakers.of(first.place) or "the report"
    behind = treatment(first.about) if first.about and named else ""
    when = teller.on(first)
    said = f"{teller.said()}{when and f',{when},'} "
    text = f"{behind and f'after {behind}, '}{by} {said}{_and(clauses)}"
    return teller.sentence(text, own, part)

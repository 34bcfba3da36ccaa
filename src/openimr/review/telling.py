"""Puts facts of the record into sentences, each with the places it rests on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from openimr.review.dating import PrintedDates, in_words
from openimr.review.model import Sentence
from openimr.review.phrases import listed, names_treatment, phrase, treatment
from openimr.review.quoting import Quoter
from openimr.review.support import unsupported
from openimr.vocabulary.fact import Assertion, Fact, FactKind
from openimr.vocabulary.places import PageSpan

_AUTHORIZED = "sessions authorized"
_RESPONSES = {
    "daily-activities-gain": "a gain in daily activities is recorded",
    "work-restrictions-reduced": "work restrictions were reduced",
    "returned-to-work": "the employee returned to work",
    "medication-reduced": "less medication was used",
    "medication-unchanged": "medication use did not change",
    "no-functional-change": "little change is recorded",
    "measured-change": "a measured change is recorded",
    "subjective-improvement": "improvement is reported",
}


class Teller:
    """Tells facts.

    Args:
        dates: finds where the record prints the day of a fact.
        quoter: quotes the record's own words.
    """

    def __init__(self, dates: PrintedDates, quoter: Quoter) -> None:
        self.dates = dates
        self.quoter = quoter
        self.dropped = 0

    def tell(self, fact: Fact) -> Sentence | None:
        """The fact as one sentence, or None when its words do not bear any wording tried."""
        for told in self._wordings(fact):
            sentence = self.sentence(told, [fact])
            if sentence is not None:
                return sentence
        self.dropped += 1
        return None

    def tell_all(self, facts: Sequence[Fact]) -> list[Sentence]:
        """Facts in their order; those of one kind and day share a sentence where they can."""
        groups: dict[tuple[object, ...], list[Fact]] = {}
        for fact in facts:
            groups.setdefault(_likeness(fact), []).append(fact)
        told: list[Sentence | None] = []
        for group in groups.values():
            row = self._row(group) if len(group) > 1 else None
            told += [row] if row is not None else [self.tell(fact) for fact in group]
        return list({s.sentence: s for s in told if s is not None}.values())

    def recall(self, facts: Sequence[Fact]) -> Sentence | None:
        """Facts that were told before, in one sentence without repeating their words."""
        work = _phrases(f for f in facts if f.kind is FactKind.WORK_STATUS)
        taken = _phrases(f for f in facts if f.kind is FactKind.MEDICATION)
        clauses = [f"was {listed(work)}"] if work else []
        clauses += [f"was taking {listed(taken)}"] if taken else []
        if not clauses:
            return None
        told = f"as set out above, the employee {' and '.join(clauses)}"
        return self.sentence(told, facts, dated=False)

    def _row(self, facts: Sequence[Fact]) -> Sentence | None:
        """One sentence for facts alike, or None when one of them breaks it."""
        first = facts[0]
        if first.kind is FactKind.FUNCTIONAL_IMPROVEMENT:
            quotes = [quote for fact in facts if (quote := self.quoter.quote(fact))]
            words = _responded(first)
            return self.sentence(f"{words}: {listed(quotes)}", facts) if words and quotes else None
        if first.kind is FactKind.WORK_STATUS:
            return self._work_row(facts)
        lead = _ROWS.get((first.kind, first.assertion))
        phrases = [words for fact in facts if (words := phrase(fact)) is not None]
        if lead is None or len(phrases) < len(facts):
            return None
        return self.sentence(f"{lead} {listed(phrases)}", facts)

    def _naming(self, facts: Sequence[Fact]) -> list[PageSpan] | None:
        """Where the treatment is named that facts speak of, if not in their own words.

        None when neither the facts' words nor their pages name it.
        """
        found = []
        for fact in facts:
            topic = fact.about or (fact.concept if fact.kind in _ON_TREATMENT else None)
            if topic is None or fact.kind not in _ABOUT_TREATMENT:
                continue
            words = names_treatment(topic)
            if words.search(fact.quote):
                continue
            place = self.dates.naming(fact.place, words)
            if place is None:
                return None
            found.append(place)
        return found

    def _work_row(self, facts: Sequence[Fact]) -> Sentence | None:
        """Several statuses of one statement: told together, quoted once."""
        concepts = {fact.concept for fact in facts}
        if concepts & _OFF and concepts & _AT_WORK:
            concepts -= _AT_WORK
            facts = [fact for fact in facts if fact.concept in concepts]
        phrases = _phrases(facts)
        quote = self.quoter.quote(facts[0])
        told = f"the employee was {listed(phrases)}"
        for words in (f"{told}: {quote}" if quote else told, told):
            sentence = self.sentence(words, facts)
            if sentence is not None:
                return sentence
        return None

    def sentence(
        self, told: str, facts: Sequence[Fact], part: str = "", *, dated: bool = True
    ) -> Sentence | None:
        """A sentence on some facts of one day, dated where the record prints the day.

        Args:
            told: the clause, without its date and full stop.
            facts: what it rests on.
            part: the part of the summary it belongs to.
            dated: whether the sentence begins with the day.

        Returns:
            None when the sentence would say more than its sources.
        """
        named = self._naming(facts)
        if named is None:
            return None
        places = [*(fact.place for fact in facts), *named]
        quotes = [*(fact.quote for fact in facts), *map(self.dates.words_at, named)]
        days = {fact.date for fact in facts}
        printed = next((p for fact in facts if (p := self.dates.of(fact)) is not None), None)
        day = days.pop() if len(days) == 1 else None
        words = told
        if dated and printed is not None and day is not None and in_words(day) not in told:
            words = f"On {in_words(day)}, {told}"
            places.append(printed)
            quotes.append(self.dates.words_at(printed))
        if unsupported(words, quotes):
            return None
        text = f"{words[0].upper()}{words[1:]}."
        return Sentence(sentence=text, sources=tuple(dict.fromkeys(places)), part=part)

    def _wordings(self, fact: Fact) -> list[str]:
        """Clauses to try, the plainest first; the record's own words come last."""
        told = _CLAUSES.get(fact.kind, _noted)(fact)
        quote = self.quoter.quote(fact)
        wordings = []
        if told and quote and fact.kind in _QUOTED:
            wordings.append(f"{told}: {quote}")
        if told and not told.endswith("notes"):
            wordings.append(told)
        if told and fact.kind is FactKind.PLANNED_TREATMENT:
            wordings.append(f"{treatment(fact.concept or '')} was requested")
        elif quote and fact.assertion is not Assertion.ABSENT:
            wordings.append(f"the record says {quote}")
        return wordings


_ON_TREATMENT = {FactKind.TREATMENT_RECEIVED, FactKind.PLANNED_TREATMENT}
_ABOUT_TREATMENT = _ON_TREATMENT | {FactKind.FUNCTIONAL_IMPROVEMENT}
_QUOTED = {
    FactKind.FUNCTIONAL_IMPROVEMENT,
    FactKind.FUNCTIONAL_STATUS,
    FactKind.TREATMENT_RECEIVED,
    FactKind.PLANNED_TREATMENT,
    FactKind.WORK_STATUS,
    FactKind.HISTORY,
}
"""Kinds of fact that read best with the record's own words."""


_ROWS = {
    (FactKind.SYMPTOM, Assertion.PRESENT): "the employee reported",
    (FactKind.SYMPTOM, Assertion.ABSENT): "the employee denied",
    (FactKind.MEDICATION, Assertion.PRESENT): "the employee was taking",
    (FactKind.DIAGNOSIS, Assertion.PRESENT): "the diagnoses were",
    (FactKind.EXAM_FINDING, Assertion.PRESENT): "the examination showed",
    (FactKind.TEST_SCORE, Assertion.PRESENT): "the scores were",
}
"""How facts alike begin their common sentence."""


_OFF = {"off-work", "retired"}
_AT_WORK = {"working-full", "working-modified"}
_IMPLIED_BY = {
    "restrictions": {"restrictions-unchanged", "restrictions-reduced", "working-modified"},
    "working-full": {"working-modified"},
}
"""Work statuses that need no word beside another that says more."""


RECALLED = {FactKind.WORK_STATUS, FactKind.MEDICATION}
"""Kinds of fact that a later rationale recalls instead of telling them again."""


def _phrases(facts: Iterable[Fact]) -> list[str]:
    """What the facts are told by, each once, the implied ones left out."""
    known = list(facts)
    concepts = {fact.concept for fact in known}
    kept = [f for f in known if not (_IMPLIED_BY.get(f.concept or "", set()) & concepts)]
    return [words for fact in kept if (words := phrase(fact)) is not None]


def _likeness(fact: Fact) -> tuple[object, ...]:
    """Facts of one likeness may share a sentence; others stay alone."""
    if fact.kind is FactKind.FUNCTIONAL_IMPROVEMENT:
        return fact.kind, fact.concept, fact.about, fact.date
    if fact.kind is FactKind.WORK_STATUS:
        return fact.kind, fact.place, fact.assertion is Assertion.ABSENT
    if (fact.kind, fact.assertion) in _ROWS:
        return fact.kind, fact.assertion, fact.date
    return fact.kind, fact.place, fact.assertion


def _noted(fact: Fact) -> str | None:
    words = phrase(fact)
    if words is None:
        return None
    return f"{words} was denied" if fact.assertion is Assertion.ABSENT else f"{words} was recorded"


def _treated(fact: Fact) -> str | None:
    name = treatment(fact.concept or "")
    number = fact.value if isinstance(fact.value, int | float) else None
    if fact.assertion is Assertion.ABSENT or number == 0:
        return f"the record notes no earlier {name}"
    if fact.unit == _AUTHORIZED:
        return f"{_count(fact)} of {name} {_were(fact)} authorized" if number else None
    if number:
        return f"{_count(fact)} of {name} {'is' if number == 1 else 'are'} on record"
    return f"{name} is on record"


def _count(fact: Fact) -> str:
    """The number of visits in words of the record: "6 sessions", "1 visit"."""
    unit = "session" if "session" in fact.quote.lower() else "visit"
    return f"{fact.value} {unit}{'' if fact.value == 1 else 's'}"


def _were(fact: Fact) -> str:
    return "was" if fact.value == 1 else "were"


def _planned(fact: Fact) -> str | None:
    name = treatment(fact.concept or "")
    if isinstance(fact.value, int | float) and fact.value:
        return f"{_count(fact)} of {name} {_were(fact)} requested"
    return f"{name} was requested"


def _work(fact: Fact) -> str | None:
    words = phrase(fact)
    return f"the employee was {words}" if words else None


def _responded(fact: Fact) -> str | None:
    words = _RESPONSES.get(fact.concept or "")
    if words is None or fact.assertion is Assertion.ABSENT:
        return None
    return f"after {treatment(fact.about)} {words}" if fact.about else words


def _functioned(fact: Fact) -> str | None:
    if fact.concept == "independent-home-exercise":
        return "the employee did the home exercises independently"
    if fact.concept == "same-function":
        return "function was the same as before"
    return "on function the record notes"


def _history(fact: Fact) -> str | None:
    return "the history notes"


def _took(fact: Fact) -> str | None:
    words = phrase(fact)
    if words is None:
        return None
    return {
        Assertion.PRESENT: f"the employee was taking {words}",
        Assertion.HISTORICAL: f"{words} had been used",
        Assertion.ABSENT: f"no {words} was used",
    }.get(fact.assertion)


def _diagnosed(fact: Fact) -> str | None:
    words = phrase(fact)
    if words is None:
        return None
    return {
        Assertion.PRESENT: f"the diagnosis was {words}",
        Assertion.HISTORICAL: f"the diagnosis was {words}",
        Assertion.POSSIBLE: f"the diagnosis of {words} was considered possible",
        Assertion.ABSENT: f"the diagnosis of {words} was not made",
    }.get(fact.assertion)


def _reported(fact: Fact) -> str | None:
    words = phrase(fact)
    if words is None:
        return None
    verb = "denied" if fact.assertion is Assertion.ABSENT else "reported"
    return f"the employee {verb} {words}"


def _examined(fact: Fact) -> str | None:
    words = phrase(fact)
    if words is None:
        return None
    return f"the examination showed {words}"


def _scored(fact: Fact) -> str | None:
    words = phrase(fact)
    if words is None or fact.assertion is Assertion.ABSENT:
        return None
    return f"the score was {words}"


_CLAUSES = {
    FactKind.TREATMENT_RECEIVED: _treated,
    FactKind.PLANNED_TREATMENT: _planned,
    FactKind.WORK_STATUS: _work,
    FactKind.FUNCTIONAL_IMPROVEMENT: _responded,
    FactKind.FUNCTIONAL_STATUS: _functioned,
    FactKind.HISTORY: _history,
    FactKind.MEDICATION: _took,
    FactKind.DIAGNOSIS: _diagnosed,
    FactKind.SYMPTOM: _reported,
    FactKind.EXAM_FINDING: _examined,
    FactKind.TEST_SCORE: _scored,
}

"""The draft rationale: the guideline, this worker's facts, the sum, the conclusion."""

from __future__ import annotations

from collections.abc import Sequence

from openimr.guidelines.engine import Verdict, Weighed, leaves_open, speaks_against
from openimr.guidelines.model import (
    DefiniteRequest,
    Evaluation,
    NotAlreadyAuthorized,
    Outcome,
    Pack,
    PriorVisitsKnown,
    Reference,
    StatutoryCap,
)
from openimr.guidelines.question import Question
from openimr.review.model import GuidelinePlace, RationaleSentence
from openimr.review.telling import Teller
from openimr.vocabulary.citation import Citation
from openimr.vocabulary.fact import Fact
from openimr.vocabulary.places import PageSpan

_MOST_FACTS = 6
"""Facts named for one criterion: enough to carry it, few enough to read."""

_GOES_WITHOUT_SAYING = (
    DefiniteRequest,
    NotAlreadyAuthorized,
    PriorVisitsKnown,
    StatutoryCap,
)
"""Criteria that need no word in a rationale when they are met."""


def reasons_of(weighed: Weighed) -> tuple[Evaluation, ...]:
    """The evaluations that a rationale rests on, in the order of the topic.

    Against the request: what speaks against it and what else is not met. For it: what is met
    and needs saying. Open: what leaves it open.
    """
    shown = [e for e in weighed.evaluations if e.criterion.deciding or not e.criterion.decides]
    if weighed.verdict is Verdict.NOT_NECESSARY:
        return tuple(e for e in shown if speaks_against(e) or e.outcome is Outcome.NOT_MET)
    if weighed.verdict is Verdict.NECESSARY:
        return tuple(
            e
            for e in shown
            if e.outcome is Outcome.MET and not isinstance(e.criterion, _GOES_WITHOUT_SAYING)
        )
    return tuple(e for e in shown if leaves_open(e))


def citations_of(reasons: Sequence[Evaluation], pack: Pack) -> tuple[Citation, ...]:
    """The sources of the reasons, one for each guideline, with their sections and pages."""
    sections: dict[str, list[str]] = {}
    pages: dict[str, list[str]] = {}
    for reference in (r for e in reasons for r in e.references):
        source = pack.guideline(reference.guideline).source
        sections.setdefault(source, []).append(reference.section)
        pages.setdefault(source, []).extend(reference.pages)
    return tuple(
        Citation(
            source=source,
            sections=tuple(dict.fromkeys(named)),
            pages=tuple(dict.fromkeys(pages[source])),
        )
        for source, named in sections.items()
    )


class RationaleWriter:
    """Writes rationales.

    Args:
        pack: the guidelines that the evaluations cite.
        facts: the facts that the evaluations point into.
        teller: puts facts into sentences.
    """

    def __init__(self, pack: Pack, facts: Sequence[Fact], teller: Teller) -> None:
        self._pack = pack
        self._facts = facts
        self._teller = teller

    def write(self, question: Question, weighed: Weighed) -> tuple[RationaleSentence, ...]:
        """The rationale of one weighed treatment."""
        reasons = reasons_of(weighed)
        sentences: list[RationaleSentence] = []
        told: set[int] = set()
        for evaluation in reasons:
            sentences.append(self._guideline(evaluation))
            sentences += self._record(evaluation, told)
            sentences += self._sum(evaluation, question)
        sentences.append(self._conclusion(question, weighed, reasons))
        return tuple(sentences)

    def _guideline(self, evaluation: Evaluation) -> RationaleSentence:
        places = tuple(self._place(reference) for reference in evaluation.references)
        says = evaluation.criterion.says
        return RationaleSentence(
            sentence=f"{_where(places[0])}: {says[0].lower()}{says[1:]}", guideline=places
        )

    def _record(self, evaluation: Evaluation, told: set[int]) -> list[RationaleSentence]:
        sentences = []
        for index in evaluation.facts[:_MOST_FACTS]:
            if index in told:
                continue
            told.add(index)
            sentence = self._teller.tell(self._facts[index])
            if sentence is not None:
                sentences.append(
                    RationaleSentence(sentence=sentence.sentence, record=sentence.sources)
                )
        return sentences

    def _sum(self, evaluation: Evaluation, question: Question) -> list[RationaleSentence]:
        if evaluation.arithmetic is None:
            return []
        record = question.sources + self._spans(evaluation.facts)
        places = tuple(self._place(reference) for reference in evaluation.references)
        sum_made = evaluation.arithmetic
        return [
            RationaleSentence(
                sentence=f"{sum_made[0].upper()}{sum_made[1:]}.", record=record, guideline=places
            )
        ]

    def _conclusion(
        self, question: Question, weighed: Weighed, reasons: Sequence[Evaluation]
    ) -> RationaleSentence:
        places = tuple(self._place(r) for e in reasons for r in e.references)
        words = {
            Verdict.NECESSARY: "Therefore, the request is medically necessary.",
            Verdict.NOT_NECESSARY: "Therefore, the request is not medically necessary.",
            Verdict.OPEN: "The record does not allow a decision.",
        }
        return RationaleSentence(
            sentence=words[weighed.verdict],
            record=question.sources,
            guideline=tuple(dict.fromkeys(places)),
        )

    def _place(self, reference: Reference) -> GuidelinePlace:
        return GuidelinePlace(
            guideline=self._pack.guideline(reference.guideline).source,
            section=reference.section,
            pages=reference.pages,
        )

    def _spans(self, indexes: Sequence[int]) -> tuple[PageSpan, ...]:
        return tuple(self._facts[index].place for index in indexes[:_MOST_FACTS])


def _where(place: GuidelinePlace) -> str:
    pages = f", page {' and '.join(place.pages)}" if place.pages else ""
    return f"{place.guideline}, {place.section}{pages}"

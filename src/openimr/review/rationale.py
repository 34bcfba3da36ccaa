"""The draft rationale: the guideline, this worker's facts, how one applies to the other."""

from __future__ import annotations

import re
from collections.abc import Sequence

from openimr.guidelines.engine import Verdict, Weighed, leaves_open, speaks_against
from openimr.guidelines.model import (
    DefiniteRequest,
    Evaluation,
    NotAlreadyAuthorized,
    Outcome,
    Pack,
    Phase,
    PriorVisitsKnown,
    Reference,
    StatutoryCap,
)
from openimr.guidelines.question import Question
from openimr.review.applying import application_of
from openimr.review.flow import Flow
from openimr.review.model import GuidelinePlace, RationaleSentence
from openimr.review.telling import RECALLED, Teller
from openimr.vocabulary.citation import Citation
from openimr.vocabulary.fact import Fact
from openimr.vocabulary.places import PageSpan

_MOST_FACTS = 8
"""Facts named for one criterion: enough to carry it, few enough to read."""

_GOES_WITHOUT_SAYING = (DefiniteRequest, NotAlreadyAuthorized, PriorVisitsKnown, StatutoryCap)
"""Criteria that need no word in a rationale when they are met."""


def reasons_of(weighed: Weighed) -> tuple[Evaluation, ...]:
    """The evaluations that a rationale rests on, in the order of the topic.

    Against the request: what speaks against it and what else is not met. For it: what is met
    and needs saying. Open: what leaves it open. Where a first and a further course are both
    refused, the first course is what the rationale speaks of, as far as it is refused itself.
    """
    shown = [e for e in weighed.evaluations if e.criterion.deciding or not e.criterion.decides]
    if weighed.verdict is Verdict.NOT_NECESSARY:
        against = [e for e in shown if speaks_against(e) or e.outcome is Outcome.NOT_MET]
        first = [e for e in against if e.criterion.phase is not Phase.FURTHER]
        unknown = weighed.course.phase is Phase.UNKNOWN
        return tuple(first if unknown and any(map(speaks_against, first)) else against)
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
        guideline = pack.guideline(reference.guideline)
        if guideline.named:
            sections.setdefault(guideline.source, []).append(reference.section)
            pages.setdefault(guideline.source, []).extend(reference.pages)
    return tuple(
        Citation(
            source=source,
            sections=tuple(dict.fromkeys(named)),
            pages=tuple(sorted(dict.fromkeys(pages[source]), key=_first_page)),
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
        self._told_above: set[int] = set()

    def write(self, question: Question, weighed: Weighed) -> tuple[RationaleSentence, ...]:
        """The rationale of one weighed treatment; what an earlier one told is recalled briefly."""
        reasons = reasons_of(weighed)
        sentences: list[RationaleSentence] = []
        told: set[int] = set()
        said: set[str] = set()
        before = ""
        for evaluation in reasons:
            guideline = self._guideline(evaluation, before)
            before = evaluation.references[0].guideline
            if evaluation.criterion.says not in said:
                sentences.append(guideline)
            said.add(evaluation.criterion.says)
            sentences += self._record(evaluation, told)
            sentences += self._applied(evaluation, question, weighed, said)
        if reasons:
            sentences.append(self._conclusion(question, weighed, reasons))
        self._told_above |= told
        return _flowing(sentences)

    def _guideline(self, evaluation: Evaluation, before: str) -> RationaleSentence:
        """What the guideline says, named in full the first time in a row."""
        first = evaluation.references[0]
        title = self._pack.guideline(first.guideline).title
        named = f"the {title}" if first.guideline != before else "the same guideline"
        if title == "Labor Code":
            named = "Labor Code"
        where = f"{first.section}{_pages(first)}"
        says = evaluation.criterion.says
        return RationaleSentence(
            sentence=f"According to {named} ({where}), {says[0].lower()}{says[1:]}",
            guideline=self._places(evaluation),
        )

    def _record(self, evaluation: Evaluation, told: set[int]) -> list[RationaleSentence]:
        """The facts behind an outcome, those of one kind and day in one sentence."""
        indexes = [i for i in dict.fromkeys(evaluation.facts) if i not in told][:_MOST_FACTS]
        told.update(indexes)
        above = [i for i in indexes if i in self._told_above and self._facts[i].kind in RECALLED]
        recalled = self._teller.recall([self._facts[index] for index in above])
        new = [i for i in indexes if recalled is None or i not in above]
        sentences = self._teller.tell_all([self._facts[index] for index in new])
        sentences += [recalled] if recalled is not None else []
        return [RationaleSentence(sentence=s.sentence, record=s.sources) for s in sentences]

    def _applied(
        self, evaluation: Evaluation, question: Question, weighed: Weighed, said: set[str]
    ) -> list[RationaleSentence]:
        applied = application_of(evaluation, question, weighed.course)
        if applied is None or applied in said:
            return []
        said.add(applied)
        record = question.sources + self._spans(evaluation.facts)
        record += tuple(passage.place for passage in evaluation.nearest[:2])
        return [
            RationaleSentence(
                sentence=applied,
                record=tuple(dict.fromkeys(record)),
                guideline=self._places(evaluation),
            )
        ]

    def _conclusion(
        self, question: Question, weighed: Weighed, reasons: Sequence[Evaluation]
    ) -> RationaleSentence:
        refused = weighed.verdict is Verdict.NOT_NECESSARY
        against = [e for e in reasons if refused and speaks_against(e)]
        deciding = against or [e for e in reasons if e.criterion.deciding] or reasons
        places = dict.fromkeys(place for e in deciding for place in self._places(e))
        words = {
            Verdict.NECESSARY: "Therefore, the request is medically necessary.",
            Verdict.NOT_NECESSARY: "Therefore, the request is not medically necessary.",
            Verdict.OPEN: "On this record the request can be neither granted nor refused.",
        }
        return RationaleSentence(
            sentence=words[weighed.verdict], record=question.sources, guideline=tuple(places)
        )

    def _places(self, evaluation: Evaluation) -> tuple[GuidelinePlace, ...]:
        return tuple(
            GuidelinePlace(
                guideline=self._pack.guideline(reference.guideline).source,
                section=reference.section,
                pages=reference.pages,
            )
            for reference in evaluation.references
        )

    def _spans(self, indexes: Sequence[int]) -> tuple[PageSpan, ...]:
        return tuple(self._facts[index].place for index in indexes[:_MOST_FACTS])


def _flowing(sentences: Sequence[RationaleSentence]) -> tuple[RationaleSentence, ...]:
    """The sentences as one text; what a guideline says begins a paragraph."""
    flow = Flow()
    flowing = []
    for one in sentences:
        if not one.record:
            flow.paragraph()
        words = flow.next(one.sentence)
        if words is not None:
            flowing.append(
                RationaleSentence(sentence=words, record=one.record, guideline=one.guideline)
            )
    return tuple(flowing)


def _first_page(pages: str) -> int:
    """The number that a page or range begins with, for their order."""
    found = re.match(r"\d+", pages)
    return int(found[0]) if found else 0


def _pages(reference: Reference) -> str:
    if not reference.pages:
        return ""
    many = len(reference.pages) > 1 or "-" in reference.pages[0]
    return f", page{'s' if many else ''} {' and '.join(reference.pages)}"

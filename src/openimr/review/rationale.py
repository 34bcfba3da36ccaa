"""The draft rationale: the guideline, this worker's facts, how one applies to the other."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

import msgspec

from openimr.guidelines.criteria.trace import number
from openimr.guidelines.criterion import Phase, Reference, Verified
from openimr.guidelines.engine import Verdict, Weighed, speaks_against
from openimr.guidelines.model import Evaluation, Pack
from openimr.guidelines.question import Question
from openimr.review.applying import application_of
from openimr.review.asking import name_of, request_of
from openimr.review.bearing import bearing
from openimr.review.evidence import Evidence
from openimr.review.flow import Flow
from openimr.review.missing import either_way, unverified_criteria
from openimr.review.model import GuidelinePlace, RationaleSentence
from openimr.review.reasons import reasons_of
from openimr.review.support import unsupported
from openimr.review.telling import Teller
from openimr.review.ur_ground import Ground, Grounds
from openimr.vocabulary.citation import Citation
from openimr.vocabulary.fact import Fact
from openimr.vocabulary.places import PageSpan

_MOST_FACTS = 8
"""Facts named for one criterion: enough to carry it, few enough to read."""

_AGAIN = ("As noted above,", "Again,", "Here too,", "Once more,")
"""How a later rationale of a letter begins what an earlier one said in the same words."""


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
        self._grounds = Grounds(teller.dates.case_file, teller.quoter)
        self._written: set[str] = set()
        self._turn = 0

    def write(self, question: Question, weighed: Weighed) -> tuple[RationaleSentence, ...]:
        """The rationale of one weighed treatment: the ground of refusal, criteria, conclusion."""
        self._teller.voice = "rationale"
        reasons = reasons_of(weighed)
        if not reasons:
            return self._undecided(question, weighed)
        ground = self._grounds.of(question.topic.words, self._other_words(question))
        topic = question.topic
        evidence = Evidence(self._facts, self._teller, topic.id, topic.grounds)
        cited = 0
        sentences = [self._refused(ground, question)] if ground is not None else []
        if not any(e.decides for e in reasons) and weighed.verdict is Verdict.OPEN:
            sentences.append(self._not_verified(question, reasons))
        said: set[str] = set()
        before: Reference | None = None
        for evaluation in reasons:
            if evaluation.criterion.says not in said:
                sentences.append(self._guideline(evaluation, before, cited))
                cited += 1
            before = evaluation.references[0]
            said.add(evaluation.criterion.says)
            facts = [self._facts[index] for index in dict.fromkeys(evaluation.facts)]
            told = [
                RationaleSentence(sentence=s.sentence, record=s.sources)
                for s in evidence.tell(facts)
            ]
            sentences += told
            sentences += self._applied(evaluation, question, weighed, said, told)
        if weighed.verdict is Verdict.OPEN and any(e.decides for e in reasons):
            sentences += self._not_deciding(question, weighed)
        if ground is not None:
            sentences.append(self._answered(ground, question, weighed))
        sentences.append(self._conclusion(question, weighed, reasons))
        if topic.weaning and weighed.verdict is Verdict.NOT_NECESSARY:
            sentences += self._taper(question, weighed, reasons)
        return tuple(self._distinct(_flowing(sentences)))

    def _other_words(self, question: Question) -> tuple[str, ...]:
        """The words that name the other treatments of the dispute."""
        others = {companion.topic for companion in question.companions} - {question.topic.id}
        return tuple(w for t in self._pack.topics if t.id in others for w in t.words)

    def _refused(self, ground: Ground, question: Question) -> RationaleSentence:
        """The ground of utilization review, which the rationale has to answer."""
        name = name_of(question)
        self._turn += 1
        did, what = "refused", name
        if question.certified and question.asked:
            units = f"{number(question.asked)} {question.topic.course}"
            did, what = "allowed", f"{number(question.certified)} of the {units} of {name}"
        first = f"Utilization review {did} {what} on this ground: {ground.words}."
        other = f"The ground on which utilization review {did} {what} was this: {ground.words}."
        plain = f"Utilization review gave this ground: {ground.words}."
        wordings = (first, plain) if self._turn % 2 else (other, plain)
        return self._first_borne(wordings, ground, question)

    def _first_borne(
        self, wordings: Sequence[str], ground: Ground, question: Question
    ) -> RationaleSentence:
        """The first wording that the ground bears, alone or with the request; else the last."""
        for words in wordings:
            for places in ((ground.place,), (ground.place, *question.sources)):
                quotes = [self._teller.dates.words_at(place) for place in places]
                if not unsupported(words, quotes):
                    return RationaleSentence(sentence=words, record=places)
        return RationaleSentence(sentence=wordings[-1], record=(ground.place,))

    def _answered(self, ground: Ground, question: Question, weighed: Weighed) -> RationaleSentence:
        """Whether the ground of utilization review holds on the complete record."""
        name = name_of(question)
        words = {
            Verdict.NECESSARY: "The facts set out here outweigh that ground",
            Verdict.NOT_NECESSARY: "On the complete record the result is the same",
            Verdict.OPEN: "The complete record leaves the question of utilization review open",
        }[weighed.verdict]
        return self._first_borne((f"{words} for {name}.", f"{words}."), ground, question)

    def _guideline(
        self, evaluation: Evaluation, before: Reference | None, told: int
    ) -> RationaleSentence:
        """What the guideline says, named in full the first time in a row."""
        first = evaluation.references[0]
        title = self._pack.guideline(first.guideline).title
        where = f"{first.section}{_pages(first)}"
        says = _lower(evaluation.criterion.says)
        if first == before:
            sentence = f"{('The same section adds', 'It also says')[told % 2]} that {says}"
        elif before is not None and first.guideline == before.guideline:
            leads = (
                "The same guideline ({}) adds that {}",
                "The same guideline further states ({}) that {}",
            )
            sentence = leads[told % 2].format(where, says)
        elif title == "Labor Code":
            sentence = f"According to Labor Code ({where}), {says}"
        elif title.startswith("other "):
            sentence = f"According to an{title} ({where}), {says}"
        else:
            sentence = f"According to the {title} ({where}), {says}"
        places = self._places(evaluation)
        return RationaleSentence(sentence=sentence, guideline=places, opens=True)

    def _applied(
        self,
        evaluation: Evaluation,
        question: Question,
        weighed: Weighed,
        said: set[str],
        told: Sequence[RationaleSentence],
    ) -> list[RationaleSentence]:
        applied = application_of(evaluation, question, weighed.course)
        if applied is None or applied in said:
            return []
        if applied.startswith("This shows"):
            shown = applied.removeprefix("This shows").strip(" .")
            if any(shown in one.sentence for one in told):
                return []
            applied = applied if told else applied.replace("This", "The record", 1)
        said.add(applied)
        record = question.sources + self._spans(evaluation.facts)
        record += tuple(passage.place for passage in evaluation.nearest[:2])
        borne = bearing(applied, evaluation, tuple(dict.fromkeys(record)), self._teller.dates)
        if borne is None:
            return []
        places = self._places(evaluation)
        return [RationaleSentence(sentence=applied, record=borne, guideline=places)]

    def _not_deciding(self, question: Question, weighed: Weighed) -> list[RationaleSentence]:
        """Criteria beside the open ones that are not verified and therefore do not decide."""
        criteria = unverified_criteria(question, weighed)
        if not criteria:
            return []
        sentence = f"Not verified against the guideline, and therefore not deciding, is {criteria}."
        own = [e for e in weighed.evaluations if e.criterion.verified is Verified.UNVERIFIED]
        places = dict.fromkeys(place for e in own for place in self._places(e))
        return [RationaleSentence(sentence=sentence, guideline=tuple(places), opens=True)]

    def _undecided(self, question: Question, weighed: Weighed) -> tuple[RationaleSentence, ...]:
        """Why a request stays open that would be judged one way at first and another later."""
        own = [e for e in weighed.evaluations if e.criterion.phase is not Phase.UNKNOWN]
        if not own or weighed.course.phase is not Phase.UNKNOWN:
            return ()
        places = dict.fromkeys(place for e in own for place in self._places(e))
        sentence = (
            f"The record does not tell whether {name_of(question)} is asked for the first time or "
            "to be continued, and the guideline judges the two by different criteria."
        )
        return (
            RationaleSentence(sentence=sentence, guideline=tuple(places)),
            RationaleSentence(sentence=either_way(question, weighed), guideline=tuple(places)),
            self._conclusion(question, weighed, own),
        )

    def _not_verified(self, question: Question, reasons: Sequence[Evaluation]) -> RationaleSentence:
        """Why nothing decides where the pack's criteria are not checked against the guideline."""
        sentence = (
            f"The criteria on {name_of(question)} that follow have not been verified against the "
            "text of the guideline, so that they inform the reviewer and do not decide."
        )
        places = dict.fromkeys(place for e in reasons for place in self._places(e))
        return RationaleSentence(sentence=sentence, guideline=tuple(places), opens=True)

    def _taper(
        self, question: Question, weighed: Weighed, reasons: Sequence[Evaluation]
    ) -> list[RationaleSentence]:
        """A refused drug in use is not to be stopped at once."""
        if weighed.course.phase is Phase.FIRST:
            return []
        sentence = (
            "This finding is on medical necessity as prescribed and is no advice to stop "
            f"{name_of(question)} abruptly; how to taper it safely is for the treating physician "
            "to plan."
        )
        places = dict.fromkeys(place for e in reasons for place in self._places(e))
        return [RationaleSentence(sentence=sentence, guideline=tuple(places), opens=True)]

    def _distinct(self, sentences: Iterable[RationaleSentence]) -> Iterator[RationaleSentence]:
        """What an earlier rationale of the letter said word for word is only recalled."""
        for repeated, run in groupby(sentences, key=self._only_repeats):
            for one in _together(list(run)) if repeated else run:
                words = one.sentence
                if words in self._written and words.startswith("Therefore, "):
                    words = words.replace("Therefore, the", "For the same reasons, the further", 1)
                for again in _AGAIN if repeated or words in self._written else ():
                    words = f"{again} {_lower(one.sentence)}"
                    if words not in self._written:
                        break
                self._written.add(words)
                yield msgspec.structs.replace(one, sentence=words)

    def _only_repeats(self, one: RationaleSentence) -> bool:
        """Whether a sentence tells facts that an earlier rationale told in the same words."""
        return one.sentence in self._written and not one.guideline

    def _conclusion(
        self, question: Question, weighed: Weighed, reasons: Sequence[Evaluation]
    ) -> RationaleSentence:
        refused = weighed.verdict is Verdict.NOT_NECESSARY
        against = [e for e in reasons if refused and speaks_against(e)]
        deciding = against or [e for e in reasons if e.decides] or reasons
        places = dict.fromkeys(place for e in deciding for place in self._places(e))
        name = request_of(question)
        words = {
            Verdict.NECESSARY: f"Therefore, the request for {name} is medically necessary.",
            Verdict.NOT_NECESSARY: f"Therefore, the request for {name} is not medically necessary.",
            Verdict.OPEN: f"On this record the request for {name} can be neither granted nor "
            "refused.",
        }
        record = question.sources + tuple(p for e in deciding for p in self._spans(e.facts))
        quotes = [self._teller.dates.words_at(place) for place in record]
        if unsupported(words[weighed.verdict], quotes, derived=[question.asked or 0]):
            record = ()
        return RationaleSentence(
            sentence=words[weighed.verdict],
            record=tuple(dict.fromkeys(record)),
            guideline=tuple(places),
            opens=True,
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
        if one.opens:
            flow.paragraph()
        words = flow.next(one.sentence)
        if words is not None:
            flowing.append(msgspec.structs.replace(one, sentence=words))
    return tuple(flowing)


def _together(run: Sequence[RationaleSentence]) -> list[RationaleSentence]:
    """Facts that are only recalled, in one sentence."""
    clauses = [run[0].sentence, *(_lower(one.sentence) for one in run[1:])]
    told = "; ".join(clause.rstrip(".") for clause in clauses)
    places = dict.fromkeys(place for one in run for place in one.record)
    return [RationaleSentence(sentence=f"{told}.", record=tuple(places))]


def _lower(sentence: str) -> str:
    """A sentence as it goes on after a few words; names keep their capitals."""
    first = sentence.split(" ", 1)[0]
    keeps = re.match(r"[A-Z]+[A-Z0-9-]", first) is not None
    return sentence if keeps else f"{sentence[0].lower()}{sentence[1:]}"


def _first_page(pages: str) -> int:
    """The number that a page or range begins with, for their order."""
    found = re.match(r"\d+", pages)
    return int(found[0]) if found else 0


def _pages(reference: Reference) -> str:
    if not reference.pages:
        return ""
    many = len(reference.pages) > 1 or "-" in reference.pages[0]
    return f", page{'s' if many else ''} {' and '.join(reference.pages)}"

"""The draft rationale: the guideline, this worker's facts, how one applies to the other."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

import msgspec

from openimr.guidelines.criteria.trace import number
from openimr.guidelines.criterion import Outcome, Phase, Reference, Verified
from openimr.guidelines.engine import Verdict, Weighed, speaks_against
from openimr.guidelines.model import Evaluation, Pack
from openimr.guidelines.question import Question, drugs_asked
from openimr.review.applying import application_of
from openimr.review.asking import drug_of, name_of, request_of
from openimr.review.bearing import bearing
from openimr.review.citing import guideline_says, places_of
from openimr.review.dating import in_words
from openimr.review.evidence import Evidence
from openimr.review.evidence_weighed import tell_evidence
from openimr.review.flow import Flow
from openimr.review.missing import either_way, unverified_criteria
from openimr.review.model import RationaleSentence
from openimr.review.reasons import reasons_of
from openimr.review.support import unsupported
from openimr.review.telling import Teller
from openimr.review.ur_ground import Ground, Grounds
from openimr.vocabulary.fact import Assertion, Fact, FactKind
from openimr.vocabulary.places import PageSpan

_MOST_FACTS = 8
"""Facts named for one criterion: enough to carry it, few enough to read."""

_SHOWS = ("The record thus shows", "This shows", "So the record shows")
_AGAIN = ("As noted above for {},", "As for {},")
"""How a later rationale of a letter begins what it shares with an earlier one's treatment."""


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
        self._written: dict[str, str] = {}
        self._asked: dict[str, tuple[PageSpan, ...]] = {}
        self._turn = self._shown = 0

    def write(self, question: Question, weighed: Weighed) -> tuple[RationaleSentence, ...]:
        """The rationale of one weighed treatment: the ground of refusal, criteria, conclusion."""
        self._teller.voice = "rationale"
        reasons = reasons_of(weighed)
        if not reasons:
            return self._undecided(question, weighed)
        ground = self._ground_of(question)
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
        sentences += self._evidence(question, weighed, reasons)
        if ground is not None:
            sentences.append(self._answered(ground, question, weighed))
        sentences.append(self._conclusion(question, weighed, reasons))
        if topic.weaning and weighed.concluded is Verdict.NOT_NECESSARY:
            sentences += self._taper(question, weighed, reasons)
        return tuple(self._distinct(_flowing(sentences), question))

    def _evidence(
        self, question: Question, weighed: Weighed, reasons: Sequence[Evaluation]
    ) -> tuple[RationaleSentence, ...]:
        """How studies entered and other guidelines are weighed against the governing one."""
        if weighed.evidence is None:
            return ()
        places = tuple(dict.fromkeys(p for e in reasons for p in places_of(e, self._pack)))
        return tell_evidence(weighed.evidence, name_of(question), places)

    def _ground_of(self, question: Question) -> Ground | None:
        """What utilization review gave as its ground on this treatment."""
        others = tuple(companion.text for companion in question.companions)
        words = self._other_words(question)
        return self._grounds.of(question.topic.words, words, question.text, others)

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
            Verdict.NECESSARY: (
                f"The facts set out here outweigh the objection of utilization review to {name}.",
                "The facts set out here outweigh that ground.",
            ),
            Verdict.NOT_NECESSARY: (
                f"The complete record does not lead to another result for {name}.",
                "The complete record leads to the same result.",
            ),
            Verdict.OPEN: (
                f"The complete record leaves the question on {name} open.",
                "The complete record leaves that question open.",
            ),
        }[weighed.concluded]
        return self._first_borne(words, ground, question)

    def _guideline(
        self, evaluation: Evaluation, before: Reference | None, told: int
    ) -> RationaleSentence:
        """What the guideline says, named in full the first time in a row."""
        first = evaluation.references[0]
        title = self._pack.guideline(first.guideline).title
        sentence = guideline_says(_lower(evaluation.criterion.says), first, title, before, told)
        places = places_of(evaluation, self._pack)
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
        if applied is None:
            return []
        if applied in said:
            return self._applied_again(evaluation)
        if applied.startswith("This shows"):
            shown = applied.removeprefix("This shows").strip(" .")
            if any(shown in one.sentence for one in told):
                return []
            said.add(applied)
            applied = self._shows(applied) if told else applied.replace("This", "The record", 1)
        said.add(applied)
        record = question.sources + self._spans(evaluation.facts)
        record += tuple(passage.place for passage in evaluation.nearest[:2])
        borne = bearing(applied, evaluation, tuple(dict.fromkeys(record)), self._teller.dates)
        if borne is None:
            return []
        places = places_of(evaluation, self._pack)
        return [RationaleSentence(sentence=applied, record=borne, guideline=places)]

    def _shows(self, applied: str) -> str:
        """What facts show, led in differently from one criterion to the next."""
        self._shown += 1
        return applied.replace("This shows", _SHOWS[self._shown % len(_SHOWS)], 1)

    def _applied_again(self, evaluation: Evaluation) -> list[RationaleSentence]:
        """What was said of an earlier criterion in the same words, pointed to in a few."""
        words = {
            Outcome.MET: "What is set out above answers this as well.",
            Outcome.NOT_MET: "What is set out above speaks against the request here as well.",
            Outcome.NOT_DOCUMENTED: "This, too, is not documented.",
        }[evaluation.outcome]
        places = places_of(evaluation, self._pack)
        return [RationaleSentence(sentence=words, guideline=places)]

    def _not_deciding(self, question: Question, weighed: Weighed) -> list[RationaleSentence]:
        """Criteria beside the open ones that are not verified and therefore do not decide."""
        criteria = unverified_criteria(question, weighed)
        if not criteria:
            return []
        sentence = f"Not verified against the guideline, and therefore not deciding, is {criteria}."
        own = [e for e in weighed.evaluations if e.criterion.verified is Verified.UNVERIFIED]
        places = dict.fromkeys(place for e in own for place in places_of(e, self._pack))
        return [RationaleSentence(sentence=sentence, guideline=tuple(places), opens=True)]

    def _undecided(self, question: Question, weighed: Weighed) -> tuple[RationaleSentence, ...]:
        """Why a request stays open that would be judged one way at first and another later."""
        own = [e for e in weighed.evaluations if e.criterion.phase is not Phase.UNKNOWN]
        if not weighed.evaluations:
            return (self._nothing_in_force(question),)
        if not own or weighed.course.phase is not Phase.UNKNOWN:
            return ()
        places = dict.fromkeys(place for e in own for place in places_of(e, self._pack))
        sentence = (
            f"The record does not tell whether {name_of(question)} is asked for the first time or "
            "to be continued, and the guideline judges the two by different criteria."
        )
        return (
            RationaleSentence(sentence=sentence, guideline=tuple(places)),
            RationaleSentence(sentence=either_way(question, weighed), guideline=tuple(places)),
            self._conclusion(question, weighed, own),
        )

    def _nothing_in_force(self, question: Question) -> RationaleSentence:
        """Why nothing can be weighed on a day on which no edition speaks of the treatment."""
        sentence = (
            f"On {in_words(question.asked_on)}, the day of the request, no guideline of the pack "
            f"was in force that speaks of {name_of(question)}, so that there is no criterion to "
            "weigh it by."
        )
        return RationaleSentence(sentence=sentence, record=question.sources)

    def _not_verified(self, question: Question, reasons: Sequence[Evaluation]) -> RationaleSentence:
        """Why nothing decides where the pack's criteria are not checked against the guideline."""
        sentence = (
            f"The criteria on {name_of(question)} that follow have not been verified against the "
            "text of the guideline, so that they inform the reviewer and do not decide."
        )
        places = dict.fromkeys(place for e in reasons for place in places_of(e, self._pack))
        return RationaleSentence(sentence=sentence, guideline=tuple(places), opens=True)

    def _taper(
        self, question: Question, weighed: Weighed, reasons: Sequence[Evaluation]
    ) -> list[RationaleSentence]:
        """A refused drug in use is not to be stopped at once."""
        if weighed.course.phase is Phase.FIRST and not self._taken(question):
            return []
        drug = drug_of(question) or "the medication"
        sentence = (
            "This finding is on medical necessity as prescribed and is no advice to stop "
            f"{drug} abruptly; how to taper it safely is for the treating physician to plan."
        )
        places = dict.fromkeys(place for e in reasons for place in places_of(e, self._pack))
        return [RationaleSentence(sentence=sentence, guideline=tuple(places), opens=True)]

    @staticmethod
    def _taken(question: Question) -> bool:
        """Whether the record says that the drug asked for is taken."""
        drugs = drugs_asked(question)
        return any(
            fact.concept in drugs and fact.assertion is Assertion.PRESENT
            for fact in question.facts
            if fact.kind is FactKind.MEDICATION
        )

    def _distinct(
        self, sentences: Iterable[RationaleSentence], question: Question
    ) -> Iterator[RationaleSentence]:
        """What an earlier rationale of the letter said word for word is only recalled."""
        recalled, name = 0, name_of(question)
        self._asked.setdefault(name, question.sources)
        for repeated, run in groupby(sentences, key=self._only_repeats):
            for one in _together(list(run)) if repeated else run:
                words = one.sentence
                if repeated or words in self._written:
                    words = self._recalled(words, run_of=recalled, name=name)
                    recalled += 1
                self._written[one.sentence] = name
                self._written[words] = name
                yield msgspec.structs.replace(one, sentence=words, record=self._borne(one, words))

    def _borne(self, one: RationaleSentence, words: str) -> tuple[PageSpan, ...]:
        """The places of a sentence, with the request it recalls where its words name that."""
        quotes = [self._teller.dates.words_at(place) for place in one.record]
        if not one.record or words == one.sentence or not unsupported(words, quotes):
            return one.record
        named = (place for name, asked in self._asked.items() if name in words for place in asked)
        return tuple(dict.fromkeys((*one.record, *named)))

    def _recalled(self, words: str, run_of: int, name: str) -> str:
        """A sentence of an earlier rationale, with the treatment whose rationale has it."""
        if words.startswith("Therefore, "):
            return words.replace("Therefore, the", "For the same reasons, the further", 1)
        first = re.split(r"(?<=[a-z\d)\u201d]); ", words)[0].rstrip(".")
        of = self._written.get(words) or self._written.get(f"{first}.", "")
        if not of or of == name:
            return f"As noted above, {_lower(words)}"
        return f"{_AGAIN[run_of % 2].format(of)} {_lower(words)}"

    def _only_repeats(self, one: RationaleSentence) -> bool:
        """Whether a sentence tells facts that an earlier rationale told in the same words."""
        return one.sentence in self._written and not one.guideline

    def _conclusion(
        self, question: Question, weighed: Weighed, reasons: Sequence[Evaluation]
    ) -> RationaleSentence:
        refused = weighed.verdict is Verdict.NOT_NECESSARY
        against = [e for e in reasons if refused and speaks_against(e)]
        deciding = against or [e for e in reasons if e.decides] or reasons
        places = dict.fromkeys(place for e in deciding for place in places_of(e, self._pack))
        name = request_of(question)
        words = {
            Verdict.NECESSARY: f"Therefore, the request for {name} is medically necessary.",
            Verdict.NOT_NECESSARY: f"Therefore, the request for {name} is not medically necessary.",
            Verdict.OPEN: f"On this record the request for {name} can be neither granted nor "
            "refused.",
        }[weighed.concluded]
        record = question.sources + tuple(p for e in deciding for p in self._spans(e.facts))
        quotes = [self._teller.dates.words_at(place) for place in record]
        if unsupported(words, quotes, derived=[question.asked or 0]):
            record = ()
        return RationaleSentence(
            sentence=words,
            record=tuple(dict.fromkeys(record)),
            guideline=tuple(places),
            opens=True,
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

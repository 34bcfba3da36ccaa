"""What the engine suggests for each disputed treatment: a proposal, for the reviewer to decide."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from openimr.application.model import Application, DisputedTreatment, UrAction
from openimr.guidelines.circumstances import Circumstances
from openimr.guidelines.criterion import Ground
from openimr.guidelines.engine import Verdict, Weighed, weigh
from openimr.guidelines.kinds import DependsOn
from openimr.guidelines.match import match_topics
from openimr.guidelines.model import Evaluation, Pack, Topic
from openimr.guidelines.question import Companion, Question, Search, names_surgery, visits_of
from openimr.guidelines.unnamed import left_out
from openimr.review.asking import name_of
from openimr.review.by_studies import propose_by_studies
from openimr.review.citing import citations_of
from openimr.review.dating import in_words
from openimr.review.evidence_weighed import cited_studies, to_weigh
from openimr.review.missing import missing_facts
from openimr.review.model import Proposal, ProposedDecision
from openimr.review.rationale import RationaleWriter
from openimr.review.reasons import reasons_of
from openimr.vocabulary.body import find_body_parts, overlap
from openimr.vocabulary.citation import Citation
from openimr.vocabulary.fact import Fact, FactKind

_NO_TOPIC = "a guideline topic for this treatment: the guideline pack has none"
_DECISION = {
    Verdict.NECESSARY: ProposedDecision.OVERTURNED,
    Verdict.NOT_NECESSARY: ProposedDecision.UPHELD,
    Verdict.OPEN: ProposedDecision.UNDETERMINED,
}
_STRICTEST = (
    ProposedDecision.UPHELD,
    ProposedDecision.UNDETERMINED,
    ProposedDecision.OVERTURNED,
)
_NECESSARY = {ProposedDecision.OVERTURNED: True, ProposedDecision.UPHELD: False}


def propose(  # noqa: PLR0913
    application: Application,
    facts: Sequence[Fact],
    pack: Pack,
    search: Search,
    writer: RationaleWriter,
    *,
    age: int | None = None,
) -> tuple[Proposal, ...]:
    """One proposal for each disputed treatment of an application, in its order.

    Args:
        application: the disputed treatments and the dates of request and decision.
        facts: every usable fact of the case file; evaluations point into this list.
        pack: the guidelines.
        search: finds the nearest passages where the record is silent.
        writer: writes the rationale of a weighed treatment.
        age: of the employee on the day of the request, in years; None when unknown.
    """
    case = _Case(application, facts, pack, search, writer, age=age)
    topics = [case.topics_of(treatment) for treatment in application.treatments]
    proposed: dict[int, Proposal] = {}
    for index in sorted(range(len(topics)), key=lambda i: _depends(topics[i])):
        companions = tuple(
            companion
            for other, treatment in enumerate(application.treatments)
            if other != index
            for companion in _companions(
                treatment, topics[other], proposed[other].decision if other in proposed else None
            )
        )
        proposed[index] = case.judged(application.treatments[index], topics[index], companions)
    return tuple(proposed[index] for index in range(len(topics)))


def grounds_in_question(application: Application, pack: Pack) -> tuple[Ground, ...]:
    """What the guidelines on the disputed treatments look for in the sentences of the record.

    The facts are not yet known here, so the topics that a treatment may come under by its
    circumstances count too.
    """
    worded = {
        topic.id: topic
        for treatment in application.treatments
        for topic in match_topics(treatment.text, pack)
    }
    meant = [t for t in pack.topics if t.when and worded.keys() & set(t.when.instead_of)]
    grounds = [ground for topic in (*worded.values(), *meant) for ground in topic.grounds]
    return tuple({ground.code: ground for ground in grounds if ground.words}.values())


def _depends(topics: Sequence[Topic]) -> bool:
    """Whether a treatment stands and falls with another one, which is then judged before it."""
    return any(isinstance(c, DependsOn) for topic in topics for c in topic.criteria)


_Judged = Proposal | tuple[Question, Weighed]
"""A treatment weighed by one topic; a proposal where the topic cannot weigh it."""


class _Case:
    """What every treatment of one application is judged on."""

    def __init__(  # noqa: PLR0913
        self,
        application: Application,
        facts: Sequence[Fact],
        pack: Pack,
        search: Search,
        writer: RationaleWriter,
        *,
        age: int | None,
    ) -> None:
        self._application = application
        self._facts = tuple(facts)
        self._pack = pack
        self._search = search
        self._writer = writer
        self._age = age
        self._day = judged_on(application) or _newest(facts)

    def topics_of(self, treatment: DisputedTreatment) -> tuple[Topic, ...]:
        """The topics of a treatment by its wording and the days that it falls between."""
        return match_topics(treatment.text, self._pack, self._circumstances(treatment))

    def judged(
        self,
        treatment: DisputedTreatment,
        topics: Sequence[Topic],
        companions: tuple[Companion, ...],
    ) -> Proposal:
        """The proposal for a treatment; of several topics the one with the strictest verdict.

        A request for studies of two regions is one treatment to the letter, and is necessary
        only where each of them is.
        """
        if not topics:
            missing = left_out(treatment.text) or _NO_TOPIC
            studied = propose_by_studies(treatment, None, self._day, self._pack)
            return studied or _open(treatment, missing)
        judged: list[_Judged] = []
        beside = companions
        for topic in sorted(topics, key=lambda topic: _depends((topic,))):
            judged.append(self._by_topic(treatment, topic, beside))
            beside = (*beside, *_companions(treatment, (topic,), _decision(judged[-1])))
        chosen = min(judged, key=_strictness)
        if isinstance(chosen, Proposal):
            return chosen
        question, weighed = chosen
        return _proposal(treatment, question, weighed, self._pack, self._writer)

    def _by_topic(
        self, treatment: DisputedTreatment, topic: Topic, companions: tuple[Companion, ...]
    ) -> _Judged:
        day, injured = self._day, self._application.date_of_injury
        if day is None:
            missing = "the date of the request or of the utilization review decision"
            return _open(treatment, missing, topic)
        if not self._pack.governs(topic, day):
            missing = (
                f"a guideline edition in force on {in_words(day)}: the guideline pack has none"
            )
            studied = propose_by_studies(treatment, topic, day, self._pack)
            return studied or _open(treatment, missing, topic)
        question = Question(
            topic=topic,
            text=treatment.text,
            request=treatment.request,
            asked_on=day,
            certified=treatment.ur_certified_quantity,
            approved=treatment.ur_decision is UrAction.APPROVED,
            date_of_injury=injured.value if injured else None,
            age=self._age,
            facts=self._facts,
            companions=companions,
            sources=treatment.sources,
        )
        return question, weigh(question, self._pack, self._search)

    def _circumstances(self, treatment: DisputedTreatment) -> Circumstances | None:
        if self._day is None:
            return None
        injured = self._application.date_of_injury
        return Circumstances(
            asked_on=self._day,
            injured_on=injured.value if injured else None,
            operated_on=_operated_on(treatment, self._facts, self._day),
        )


def _strictness(judged: _Judged) -> int:
    """0 for a refusal, then what stays open, then what is found necessary."""
    return _STRICTEST.index(_decision(judged))


def _decision(judged: _Judged) -> ProposedDecision:
    return judged.decision if isinstance(judged, Proposal) else _DECISION[judged[1].concluded]


def _operated_on(
    treatment: DisputedTreatment, facts: Sequence[Fact], day: dt.date
) -> dt.date | None:
    """The last day before the request on which the part asked for was operated on."""
    asked = [m.region for m in find_body_parts(treatment.text)]
    days = [
        fact.date
        for fact in facts
        if fact.kind is FactKind.SURGERY
        and fact.date is not None
        and fact.date <= day
        and _on_part(fact, asked)
    ]
    return max(days, default=None)


def _on_part(surgery: Fact, regions: Sequence[str]) -> bool:
    """Whether an operation may be on one of the regions: it names one of them, or no part."""
    told = f"{(surgery.concept or '').replace('-', ' ')} {surgery.quote}"
    named = [mention.region for mention in find_body_parts(told, structures=True)]
    if not named or not regions:
        return True
    return any(overlap(one, other) for one in named for other in regions)


def _proposal(
    treatment: DisputedTreatment,
    question: Question,
    weighed: Weighed,
    pack: Pack,
    writer: RationaleWriter,
) -> Proposal:
    reasons = reasons_of(weighed)
    return Proposal(
        treatment=treatment,
        decision=_DECISION[weighed.concluded],
        topic=question.topic.id,
        edition=_edition(weighed.evaluations, pack),
        judged_on=question.asked_on,
        missing=missing_facts(question, weighed) or _to_weigh(question, weighed),
        arithmetic=_arithmetic(weighed, reasons),
        evaluations=weighed.evaluations,
        reasons=reasons,
        rationale=writer.write(question, weighed),
        citations=(*citations_of(reasons, pack), *_studies(weighed)),
        trail=weighed.trail,
        evidence=weighed.evidence,
    )


def _to_weigh(question: Question, weighed: Weighed) -> tuple[str, ...]:
    """What the levels of evidence leave to the reviewer."""
    open_ = weighed.evidence is not None and weighed.concluded is Verdict.OPEN
    return (to_weigh(weighed.evidence, name_of(question)),) if open_ and weighed.evidence else ()


def _studies(weighed: Weighed) -> tuple[Citation, ...]:
    return cited_studies(weighed.evidence) if weighed.evidence else ()


def judged_on(application: Application) -> dt.date | None:
    """The day whose guideline edition governs: of the request, else of the UR decision."""
    for dated in (application.rfa_date, application.ur_date, application.signed):
        if dated is not None:
            return dated.value
    return None


def _newest(facts: Sequence[Fact]) -> dt.date | None:
    """The newest day of the record, where the papers of the dispute carry no date."""
    return max((fact.date for fact in facts if fact.date is not None), default=None)


def _companions(
    treatment: DisputedTreatment, topics: Sequence[Topic], decision: ProposedDecision | None
) -> tuple[Companion, ...]:
    """The treatment as another one sees it: once for each topic, once for surgery of no topic."""
    known: list[tuple[str | None, str]] = [(topic.id, topic.category) for topic in topics]
    if not topics and names_surgery(treatment.text):
        known = [(None, "surgery")]
    return tuple(
        Companion(
            topic=topic,
            category=category,
            text=treatment.text,
            asked=visits_of(treatment.request),
            certified=treatment.ur_certified_quantity,
            approved=treatment.ur_decision is UrAction.APPROVED,
            necessary=_NECESSARY.get(decision) if decision else None,
            sources=treatment.sources,
        )
        for topic, category in known
    )


def _open(treatment: DisputedTreatment, missing: str, topic: Topic | None = None) -> Proposal:
    return Proposal(
        treatment=treatment,
        decision=ProposedDecision.UNDETERMINED,
        topic=topic.id if topic else None,
        missing=(missing,),
    )


def _edition(evaluations: Sequence[Evaluation], pack: Pack) -> str | None:
    for evaluation in evaluations:
        guideline = pack.guideline(evaluation.references[0].guideline)
        return f"{guideline.source} ({guideline.law}, {guideline.edition})"
    return None


def _arithmetic(weighed: Weighed, reasons: Sequence[Evaluation]) -> str | None:
    """The sums behind the reasons, else any sum made; each once."""
    sums = [e.arithmetic for e in reasons if e.arithmetic and e.decides]
    sums = sums or [e.arithmetic for e in weighed.evaluations if e.arithmetic]
    return "; ".join(dict.fromkeys(sums)) or None

"""What the engine suggests for each disputed treatment: a proposal, for the reviewer to decide."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from openimr.application.model import Application, DisputedTreatment, UrAction
from openimr.guidelines.criterion import Ground
from openimr.guidelines.engine import Verdict, Weighed, weigh
from openimr.guidelines.kinds import DependsOn
from openimr.guidelines.match import match_topic
from openimr.guidelines.model import Evaluation, Pack, Topic
from openimr.guidelines.question import Companion, Question, Search, visits_of
from openimr.review.dating import in_words
from openimr.review.model import Proposal, ProposedDecision
from openimr.review.rationale import RationaleWriter, citations_of, reasons_of
from openimr.vocabulary.fact import Fact

_DECISION = {
    Verdict.NECESSARY: ProposedDecision.OVERTURNED,
    Verdict.NOT_NECESSARY: ProposedDecision.UPHELD,
    Verdict.OPEN: ProposedDecision.UNDETERMINED,
}
_NECESSARY = {ProposedDecision.OVERTURNED: True, ProposedDecision.UPHELD: False}


def propose(
    application: Application,
    facts: Sequence[Fact],
    pack: Pack,
    search: Search,
    writer: RationaleWriter,
) -> tuple[Proposal, ...]:
    """One proposal for each disputed treatment of an application, in its order.

    Args:
        application: the disputed treatments and the dates of request and decision.
        facts: every usable fact of the case file; evaluations point into this list.
        pack: the guidelines.
        search: finds the nearest passages where the record is silent.
        writer: writes the rationale of a weighed treatment.
    """
    topics = [match_topic(treatment.text, pack) for treatment in application.treatments]
    proposed: dict[int, Proposal] = {}
    for index in sorted(range(len(topics)), key=lambda i: _depends(topics[i])):
        companions = tuple(
            _companion(application.treatments[other], topic, proposed.get(other))
            for other, topic in enumerate(topics)
            if other != index and topic is not None
        )
        proposed[index] = _propose_one(
            application,
            application.treatments[index],
            topics[index],
            companions,
            facts,
            pack,
            search,
            writer,
        )
    return tuple(proposed[index] for index in range(len(topics)))


def grounds_in_question(application: Application, pack: Pack) -> tuple[Ground, ...]:
    """What the guidelines on the disputed treatments look for in the sentences of the record."""
    matched = [match_topic(treatment.text, pack) for treatment in application.treatments]
    grounds = [ground for topic in matched if topic is not None for ground in topic.grounds]
    return tuple({ground.code: ground for ground in grounds if ground.words}.values())


def _depends(topic: Topic | None) -> bool:
    """Whether a treatment stands and falls with another one, which is then judged before it."""
    return topic is not None and any(isinstance(c, DependsOn) for c in topic.criteria)


def _propose_one(  # noqa: PLR0913, PLR0917
    application: Application,
    treatment: DisputedTreatment,
    topic: Topic | None,
    companions: tuple[Companion, ...],
    facts: Sequence[Fact],
    pack: Pack,
    search: Search,
    writer: RationaleWriter,
) -> Proposal:
    day = judged_on(application) or _newest(facts)
    if topic is None:
        return _open(treatment, "a guideline topic for this treatment: the guideline pack has none")
    if day is None:
        missing = "the date of the request or of the utilization review decision"
        return _open(treatment, missing, topic)
    if not pack.governs(topic, day):
        missing = f"a guideline edition in force on {in_words(day)}: the guideline pack has none"
        return _open(treatment, missing, topic)
    question = Question(
        topic=topic,
        text=treatment.text,
        request=treatment.request,
        asked_on=day,
        certified=treatment.ur_certified_quantity,
        approved=treatment.ur_decision is UrAction.APPROVED,
        date_of_injury=application.date_of_injury.value if application.date_of_injury else None,
        facts=tuple(facts),
        companions=companions,
        sources=treatment.sources,
    )
    weighed = weigh(question, pack, search)
    return _proposal(treatment, question, weighed, pack, writer)


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
        decision=_DECISION[weighed.verdict],
        topic=question.topic.id,
        edition=_edition(weighed.evaluations, pack),
        judged_on=question.asked_on,
        missing=weighed.missing,
        arithmetic=_arithmetic(weighed, reasons),
        evaluations=weighed.evaluations,
        reasons=reasons,
        rationale=writer.write(question, weighed),
        citations=citations_of(reasons, pack),
    )


def judged_on(application: Application) -> dt.date | None:
    """The day whose guideline edition governs: of the request, else of the UR decision."""
    for dated in (application.rfa_date, application.ur_date, application.signed):
        if dated is not None:
            return dated.value
    return None


def _newest(facts: Sequence[Fact]) -> dt.date | None:
    """The newest day of the record, where the papers of the dispute carry no date."""
    return max((fact.date for fact in facts if fact.date is not None), default=None)


def _companion(treatment: DisputedTreatment, topic: Topic, proposal: Proposal | None) -> Companion:
    decision = proposal.decision if proposal else None
    return Companion(
        topic=topic.id,
        asked=visits_of(treatment.request),
        certified=treatment.ur_certified_quantity,
        necessary=_NECESSARY.get(decision) if decision else None,
        sources=treatment.sources,
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

"""A treatment that no guideline of the pack addresses, by the studies that the reviewer entered."""

from __future__ import annotations

import datetime as dt

from openimr.application.model import DisputedTreatment
from openimr.guidelines.model import Pack, Topic
from openimr.guidelines.recommendations import by_themselves, studies_on
from openimr.guidelines.sequence import search_sequence, studies_step
from openimr.guidelines.weigh_evidence import Weighing, weigh_evidence
from openimr.review.dispute import as_prose
from openimr.review.evidence_weighed import cited_studies, tell_evidence, to_weigh
from openimr.review.model import Proposal, ProposedDecision, RationaleSentence

_CONCLUDED = {
    ProposedDecision.OVERTURNED: "Therefore, the request for {name} is medically necessary.",
    ProposedDecision.UPHELD: "Therefore, the request for {name} is not medically necessary.",
    ProposedDecision.UNDETERMINED: "On this evidence the request for {name} can be neither granted "
    "nor refused.",
}


def propose_by_studies(
    treatment: DisputedTreatment, topic: Topic | None, day: dt.date | None, pack: Pack
) -> Proposal | None:
    """A proposal by the studies entered; None where none is on this treatment.

    Args:
        treatment: in dispute.
        topic: of the pack, where it has one without an edition in force.
        day: of the request.
        pack: with the studies.
    """
    studies = studies_on(pack, topic.id if topic else None, treatment.text)
    weighing = weigh_evidence(tuple(by_themselves(studies)))
    if weighing is None or day is None:
        return None
    name = topic.name if topic else as_prose(treatment.text)
    decision = _decision(weighing)
    open_ = decision is ProposedDecision.UNDETERMINED
    told = tell_evidence(weighing, name)
    concluded = RationaleSentence(
        sentence=_CONCLUDED[decision].format(name=name), guideline=told[0].guideline, opens=True
    )
    return Proposal(
        treatment=treatment,
        decision=decision,
        topic=topic.id if topic else None,
        judged_on=day,
        missing=(to_weigh(weighing, name),) if open_ else (),
        rationale=(*told, concluded),
        citations=cited_studies(weighing),
        trail=search_sequence(topic, pack, day, studies)
        if topic
        else (studies_step("this treatment", studies, day, ends=True),),
        evidence=weighing,
    )


def _decision(weighing: Weighing) -> ProposedDecision:
    if weighing.follows is None:
        return ProposedDecision.UNDETERMINED
    supports = weighing.follows.supports
    return ProposedDecision.OVERTURNED if supports else ProposedDecision.UPHELD

"""How judged facts and second opinions change a case."""

from __future__ import annotations

import datetime as dt

from openimr.case.events.judging import FactJudged, SecondOpinionRecorded
from openimr.case.evolving.change import Changes, changed, sat, with_seat
from openimr.case.model import Case, SecondOpinion


def _judged(case: Case, event: FactJudged, at: dt.datetime) -> Case:
    name = event.fact.fact_sha256
    others = [one for one in sat(case, event.seat).judged if one.fact_sha256 != name]
    return with_seat(case, event.seat, judged=(*others, event.fact))


def _second(case: Case, event: SecondOpinionRecorded, at: dt.datetime) -> Case:
    opinion = SecondOpinion(treatment=event.treatment, by=event.by, decision=event.decision)
    return changed(case, second_opinions=(*case.second_opinions, opinion))


CHANGES: Changes = {FactJudged: _judged, SecondOpinionRecorded: _second}

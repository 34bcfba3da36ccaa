"""What each guideline and each study entered says of one request: the sides of a conflict."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from openimr.guidelines.criterion import Absence, Level, Outcome
from openimr.guidelines.evidence_level import Direction, Study
from openimr.guidelines.model import Evaluation, Pack
from openimr.guidelines.sequence import ORDER
from openimr.guidelines.studies import MTUS
from openimr.guidelines.weigh_evidence import Recommendation


def studies_on(pack: Pack, topic_id: str | None, text: str) -> tuple[Study, ...]:
    """The studies entered on a topic, or on requests of such wording."""
    return tuple(
        study
        for study in pack.studies
        if (study.topic and study.topic == topic_id) or _asked_so(study, text)
    )


def recommendations_on(
    evaluations: Sequence[Evaluation],
    supports: bool,
    level: Level,
    studies: Sequence[Study],
    pack: Pack,
) -> tuple[Recommendation, ...]:
    """Every recommendation on a request that a guideline answers, the governing one first.

    Args:
        evaluations: the criteria in force, with their outcomes.
        supports: what those that decide say of the request.
        level: where the search sequence ended.
        studies: those entered on the treatment.
        pack: the guidelines that the criteria cite.
    """
    behind, alone = _behind(studies, level, supports, pack)
    governing = Recommendation(
        source=_sources(_speaking(evaluations, supports), level, pack),
        supports=supports,
        presumed=level is Level.MTUS,
        governs=True,
        studies=tuple(behind),
    )
    lower = [
        Recommendation(source=_sources(evaluations, below, pack), supports=said)
        for below in ORDER[ORDER.index(level) + 1 :]
        if (said := _says(evaluations, below, pack)) is not None
    ]
    return (governing, *(one for one in lower if one.supports != supports), *by_themselves(alone))


def by_themselves(studies: Sequence[Study]) -> Iterator[Recommendation]:
    """Each study as a recommendation of its own."""
    for study in studies:
        supports = study.outcome is Direction.FOR
        yield Recommendation(source=study.citation, supports=supports, studies=(study,))


def _asked_so(study: Study, text: str) -> bool:
    words = r"\s+".join(map(re.escape, study.request.split()))
    return bool(words) and re.search(rf"\b{words}\b", text, re.IGNORECASE) is not None


def _behind(
    studies: Sequence[Study], level: Level, supports: bool, pack: Pack
) -> tuple[list[Study], list[Study]]:
    """Studies that carry the governing recommendation, and those that stand by themselves."""
    own = {guideline.id for guideline in pack.guidelines if guideline.level is level}
    own |= {MTUS} if level is Level.MTUS else set()
    behind = [s for s in studies if s.behind in own and (s.outcome is Direction.FOR) is supports]
    return behind, [study for study in studies if study not in behind]


def _speaking(evaluations: Sequence[Evaluation], supports: bool) -> Sequence[Evaluation]:
    """The deciding criteria that make a guideline speak for or against a request."""
    deciding = [e for e in evaluations if e.decides]
    own = [e for e in deciding if (e.outcome is Outcome.MET if supports else _refuses(e))]
    return own or evaluations


def _sources(evaluations: Sequence[Evaluation], level: Level, pack: Pack) -> str:
    """The editions of a level that the criteria cite."""
    editions = (pack.guideline(r.guideline) for e in evaluations for r in e.references)
    named = [g.source for g in editions if g.level is level and g.named]
    return "; ".join(dict.fromkeys(named))


def _says(evaluations: Sequence[Evaluation], level: Level, pack: Pack) -> bool | None:
    """What the verified criteria of a lower guideline say by themselves; None where nothing.

    It speaks against a request by a criterion of its own, and for it only where none of its
    criteria, shared ones included, speaks against.
    """
    shared = [e for e in evaluations if level in _levels(e, pack) and e.criterion.deciding]
    own = [e for e in shared if _levels(e, pack) == {level} and not e.decides]
    if any(_refuses(e) for e in own):
        return False
    carried = any(e.outcome is Outcome.MET and _required(e) for e in own)
    return True if carried and not any(_refuses(e) for e in shared) else None


def _levels(evaluation: Evaluation, pack: Pack) -> set[Level]:
    return {pack.guideline(reference.guideline).level for reference in evaluation.references}


def _refuses(evaluation: Evaluation) -> bool:
    silent = evaluation.criterion.absence is Absence.UPHOLDS
    return evaluation.outcome is Outcome.NOT_MET or (
        evaluation.outcome is Outcome.NOT_DOCUMENTED and silent
    )


def _required(evaluation: Evaluation) -> bool:
    return evaluation.criterion.absence is not Absence.NOTHING

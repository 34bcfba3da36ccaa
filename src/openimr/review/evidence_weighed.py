"""Recommendations at variance and studies entered, told in plain words with their citations."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from openimr.guidelines.evidence_level import Study, graded, level_of
from openimr.guidelines.weigh_evidence import Recommendation, Settled, Weighing
from openimr.review.model import GuidelinePlace, RationaleSentence
from openimr.vocabulary.citation import Citation

_METHOD = "8 CCR 9792.25.1"
_PRESUMPTION = "Labor Code 4604.5(a), 8 CCR 9792.21(d)"
_SEQUENCE = "8 CCR 9792.21.1"


def tell_evidence(
    weighing: Weighing, name: str, places: Sequence[GuidelinePlace] = ()
) -> tuple[RationaleSentence, ...]:
    """What is at variance, how each side is graded, which prevails and why.

    Args:
        weighing: the recommendations with their levels.
        name: of the treatment, as it stands in a sentence.
        places: where the governing guideline says what it says; none where no guideline does.
    """
    told = [*_sides(weighing, f"{name} as requested"), *_left_out(weighing)]
    method = GuidelinePlace(guideline="8 CCR", section="9792.25.1")
    applying = [study for study in _studies(weighing) if study.applies]
    cited = (*places, *map(_place, applying))
    sentences = [
        *(
            RationaleSentence(sentence=words, guideline=_cited(s, places, method))
            for words, s in told
        ),
        RationaleSentence(sentence=why_settled(weighing, name), guideline=cited or (method,)),
    ]
    return (msgspec.structs.replace(sentences[0], opens=True), *sentences[1:])


def _cited(
    study: Study | None, places: Sequence[GuidelinePlace], method: GuidelinePlace
) -> tuple[GuidelinePlace, ...]:
    """What one sentence rests on: its study, else the governing guideline."""
    return (_place(study),) if study is not None else tuple(places) or (method,)


def cited_studies(weighing: Weighing) -> tuple[Citation, ...]:
    """The studies that the guideline line names: of what is followed, else of all sides."""
    follows = weighing.follows
    sides = [one for one in weighing.recommendations if follows is None or one == follows]
    studies = dict.fromkeys(s for one in sides for s in one.studies if s.applies)
    return tuple(Citation(source=study.citation.rstrip(".")) for study in studies)


def to_weigh(weighing: Weighing, name: str) -> str:
    """What only the reviewer can settle, as it follows on "missing is"."""
    governing = weighing.recommendations[0]
    if not weighing.at_variance:
        source = _named_study(governing) or _called(governing)
        return f"the reviewer's own judgement of {source} on {name}"
    against = next(r for r in weighing.recommendations if r.supports != governing.supports)
    other = _named_study(against) or _called(against)
    return f"the reviewer's own weighing of {_called(governing)} against {other} on {name}"


def why_settled(weighing: Weighing, name: str) -> str:
    """Which recommendation prevails and why, in one sentence."""
    return _WHY[weighing.settled](weighing, f"{name} as requested")


def told_in_short(weighing: Weighing) -> str:
    """A conflict on one line: how many recommendations, and which is followed."""
    count = len(weighing.recommendations)
    follows = weighing.follows
    if follows is None:
        ending = "they are for the reviewer to weigh"
    else:
        named = _named_study(follows) or _called(follows)
        ending = f"{named.rstrip(',')} is followed and speaks {_for(follows)} it"
    return f"{count} recommendations at variance (8 CCR 9792.25.1): {ending}"


_Told = tuple[str, Study | None]
"""A sentence, and the study that it is about."""


def _sides(weighing: Weighing, name: str) -> Iterator[_Told]:
    governing, *others = weighing.recommendations
    guided = governing.governs
    for one in others if guided else weighing.recommendations:
        if one.studies:
            study = one.studies[0]
            if not study.applies:
                continue
            opening = _opening(one, governing if guided else None, name)
            yield f"{opening}: {study.citation}", study
            yield _graded(study), study
        elif one.supports != governing.supports:
            yield (
                f"The {one.source}, which stands lower in the search sequence ({_SEQUENCE}), "
                f"speaks {_for(one)} {name}.",
                None,
            )
    for study in governing.studies if guided else ():
        if study.applies:
            yield f"Behind {_called(governing)} stands this study: {study.citation}", study
            yield _graded(study), study


def _opening(study: Recommendation, governing: Recommendation | None, name: str) -> str:
    if governing is None:
        return f"No guideline of the search sequence answers; a study speaks {_for(study)} {name}"
    if study.supports == governing.supports:
        return f"A study that the reviewer entered speaks {_for(study)} {name} as well"
    if governing.presumed:
        return (
            f"The presumption that the MTUS is correct ({_PRESUMPTION}) is challenged by a study "
            f"that speaks {_for(study)} {name}"
        )
    return (
        f"What {_called(governing)} says is challenged by a study that speaks {_for(study)} {name}"
    )


def _graded(study: Study) -> str:
    note = " ".join(study.note.split()).rstrip(".")
    told = f"; the reviewer notes: \u201c{note}\u201d" if note else ""
    return f"It is {graded(study)}{told}."


def _left_out(weighing: Weighing) -> Iterator[_Told]:
    for study in weighing.left_out:
        why = " ".join(study.why.split()).rstrip(".")
        cited = study.citation.rstrip(".")
        yield (
            f"Left out, because it does not apply to this worker, is {cited}; the reviewer's "
            f"reason: \u201c{why}\u201d.",
            study,
        )


def _better(weighing: Weighing, name: str) -> str:
    follows = weighing.follows
    if follows is None:
        return _same_level(weighing, name)
    own = _level(weighing, supports=follows.supports)
    other = _level(weighing, supports=not follows.supports)
    above = f"Level {own} stands above level {other} ({_METHOD}), so that the better evidence"
    if follows.governs:
        return f"{above} bears out {_called(follows)}, which is followed."
    if weighing.rebutted:
        return f"{above} speaks {_for(follows)} {name}; it rebuts the presumption and is followed."
    return f"{above} speaks {_for(follows)} {name} and is followed."


def _same_level(weighing: Weighing, name: str) -> str:
    level = _level(weighing, supports=True)
    return (
        f"The best study on either side is of level {level}, so that the levels of evidence "
        f"({_METHOD}) do not settle it: the reviewer has to weigh them."
    )


def _not_graded(weighing: Weighing, name: str) -> str:
    governing = weighing.recommendations[0]
    if weighing.at_variance and governing.governs and not governing.studies:
        because = f"no study behind {_called(governing)} is entered"
    else:
        because = "the level of a study that may be the best cannot be told"
    return (
        f"The levels of evidence ({_METHOD}) do not settle it, because {because}: the reviewer "
        "has to weigh them."
    )


def _not_verified(weighing: Weighing, name: str) -> str:
    return (
        "The best study stands below the levels that were verified against the regulation "
        f"({_METHOD}), so that they do not settle it: the reviewer has to judge it."
    )


def _presumed(weighing: Weighing, name: str) -> str:
    return (
        "No study that applies to this worker is entered against the MTUS, which is presumed "
        f"correct ({_PRESUMPTION}) and is followed."
    )


def _first_in_sequence(weighing: Weighing, name: str) -> str:
    first = weighing.recommendations[0]
    return (
        f"No study that applies to this worker is entered against {_called(first)}, which comes "
        f"first in the search sequence ({_SEQUENCE}) and is followed."
    )


def _agreed(weighing: Weighing, name: str) -> str:
    first = weighing.recommendations[0]
    if first.governs:
        return f"What applies to this worker contradicts {_called(first)} in nothing."
    speaks = f"speaks {_for(first)} {name}"
    return f"What applies to this worker {speaks}, and the best of it is verified evidence."


def _nothing_applies(weighing: Weighing, name: str) -> str:
    return f"No study that applies to this worker is entered on {name}."


_WHY = {
    Settled.AGREEMENT: _agreed,
    Settled.BETTER_EVIDENCE: _better,
    Settled.PRESUMPTION: _presumed,
    Settled.SEQUENCE: _first_in_sequence,
    Settled.SAME_LEVEL: _same_level,
    Settled.NOT_GRADED: _not_graded,
    Settled.NOT_VERIFIED: _not_verified,
    Settled.NOTHING_APPLIES: _nothing_applies,
}


def _called(one: Recommendation) -> str:
    """A recommendation by its short name inside a sentence."""
    if one.presumed:
        return "the MTUS recommendation"
    return f"the {one.source}" if one.governs else one.source.rstrip(".")


def _named_study(one: Recommendation) -> str | None:
    """A study that stands by itself, by author and year."""
    if one.governs or not one.studies:
        return None
    study = one.studies[0]
    return f"the study of {study.lead_author}, {study.year},"


def _for(one: Recommendation) -> str:
    return "for" if one.supports else "against"


def _level(weighing: Weighing, *, supports: bool) -> str:
    """The best level of one side."""
    pairs = zip(weighing.recommendations, weighing.levels, strict=True)
    known = [level for one, level in pairs if one.supports is supports and level is not None]
    return min(known, key=lambda level: level.rank).value


def _studies(weighing: Weighing) -> list[Study]:
    return [study for one in weighing.recommendations for study in one.studies]


def _place(study: Study) -> GuidelinePlace:
    level = level_of(study)
    said = f"level of evidence {level.value}" if level else "level of evidence not told"
    return GuidelinePlace(guideline=study.citation.rstrip("."), section=f"{said} ({_METHOD})")

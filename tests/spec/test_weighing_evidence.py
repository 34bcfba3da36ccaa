"""Recommendations at variance are weighed by their studies (8 CCR 9792.25.1)."""

import itertools

import pytest

from openimr.guidelines.evidence_level import Design, Direction, EvidenceLevel, Study
from openimr.guidelines.weigh_evidence import Recommendation, Settled, weigh_evidence

REVIEW, TRIAL, SERIES = Design.SYSTEMATIC_REVIEW, Design.RANDOMIZED_TRIAL, Design.CASE_SERIES
CASE_CONTROL, OPINION = Design.CASE_CONTROL, Design.EXPERT_OPINION


def study(design=TRIAL, supports=True, *, low_bias=True, **more):
    return Study(
        lead_author="Alder Q",
        title="Heat for sore backs",
        journal="J Invented Res",
        year=2011,
        design=design,
        outcome=Direction.FOR if supports else Direction.AGAINST,
        low_bias=low_bias,
        topic="heat-cold-applications",
        **more,
    )


def mtus(*studies, supports=False):
    return Recommendation(
        source="MTUS Low Back Complaints 2004",
        supports=supports,
        presumed=True,
        governs=True,
        studies=studies,
    )


def odg(*studies, supports=True, governs=False):
    return Recommendation(source="ODG", supports=supports, governs=governs, studies=studies)


def alone(design=TRIAL, supports=True, **more):
    own = study(design, supports, **more)
    return Recommendation(source=own.citation, supports=supports, studies=(own,))


def test_nothing_entered_is_nothing_to_weigh():
    assert weigh_evidence([]) is None


def test_a_study_that_agrees_with_the_mtus_changes_nothing():
    weighed = weigh_evidence([mtus(), alone(supports=False)])
    assert not weighed.at_variance
    assert (weighed.follows.presumed, weighed.settled) == (True, Settled.AGREEMENT)


def test_a_better_study_rebuts_the_presumption():
    weighed = weigh_evidence([mtus(study(CASE_CONTROL, supports=False)), alone(TRIAL)])
    assert weighed.follows.supports
    assert weighed.rebutted
    assert weighed.settled is Settled.BETTER_EVIDENCE
    assert weighed.levels == (EvidenceLevel.L3, EvidenceLevel.L1B)


def test_a_weaker_study_does_not():
    weighed = weigh_evidence([mtus(study(REVIEW, supports=False)), alone(TRIAL)])
    assert weighed.follows.presumed
    assert not weighed.rebutted
    assert weighed.settled is Settled.BETTER_EVIDENCE


def test_the_best_study_decides_and_not_their_number():
    many = [alone(SERIES), alone(SERIES), alone(CASE_CONTROL)]
    weighed = weigh_evidence([mtus(study(TRIAL, supports=False)), *many])
    assert weighed.follows.presumed


def test_studies_that_stand_by_themselves_may_bear_out_the_mtus():
    weighed = weigh_evidence([mtus(), alone(REVIEW, supports=False), alone(TRIAL)])
    assert weighed.settled is Settled.BETTER_EVIDENCE
    assert not weighed.follows.supports


def test_the_same_level_on_both_sides_leaves_it_to_the_reviewer():
    weighed = weigh_evidence([mtus(study(TRIAL, supports=False)), alone(TRIAL)])
    assert (weighed.follows, weighed.settled) == (None, Settled.SAME_LEVEL)


def test_a_challenge_without_the_studies_behind_the_mtus_leaves_it_to_the_reviewer():
    weighed = weigh_evidence([mtus(), alone(REVIEW)])
    assert (weighed.follows, weighed.settled) == (None, Settled.NOT_GRADED)


@pytest.mark.parametrize("unknown", [{"design": Design.OTHER}, {"low_bias": None}])
def test_a_study_whose_level_cannot_be_told_leaves_it_to_the_reviewer(unknown):
    parts = {"design": TRIAL} | unknown
    weighed = weigh_evidence([mtus(study(TRIAL, supports=False)), alone(**parts)])
    assert (weighed.follows, weighed.settled) == (None, Settled.NOT_GRADED)


def test_a_study_of_no_known_level_may_be_the_best_of_the_losing_side():
    losing = [alone(SERIES), alone(Design.OTHER)]
    weighed = weigh_evidence([mtus(study(TRIAL, supports=False)), *losing])
    assert (weighed.follows, weighed.settled) == (None, Settled.NOT_GRADED)


def test_levels_that_were_not_verified_decide_nothing():
    weighed = weigh_evidence([mtus(study(OPINION, supports=False)), alone(SERIES)])
    assert (weighed.follows, weighed.settled) == (None, Settled.NOT_VERIFIED)


def test_a_study_of_other_patients_is_left_out_with_its_reason():
    elsewhere = alone(REVIEW, applies=False, why="The patients were children.")
    weighed = weigh_evidence([mtus(study(TRIAL, supports=False)), elsewhere])
    assert weighed.follows.presumed
    assert weighed.left_out == elsewhere.studies
    bare = weigh_evidence([mtus(), elsewhere])
    assert (bare.follows.presumed, bare.left_out) == (True, elsewhere.studies)


def test_guidelines_alone_follow_presumption_and_sequence():
    weighed = weigh_evidence([mtus(), odg()])
    assert (weighed.follows.presumed, weighed.settled) == (True, Settled.PRESUMPTION)
    lower = Recommendation(source="other", supports=False)
    weighed = weigh_evidence([odg(governs=True), lower])
    assert (weighed.follows.source, weighed.settled) == ("ODG", Settled.SEQUENCE)


def test_studies_alone_carry_a_treatment_that_no_guideline_addresses():
    weighed = weigh_evidence([alone(TRIAL), alone(SERIES)])
    assert (weighed.follows.supports, weighed.settled) == (True, Settled.AGREEMENT)
    assert weigh_evidence([alone(OPINION)]).settled is Settled.NOT_VERIFIED
    assert weigh_evidence([alone(Design.OTHER)]).settled is Settled.NOT_GRADED
    assert weigh_evidence([alone(TRIAL), alone(REVIEW, supports=False)]).follows.supports is False
    aside = alone(TRIAL, applies=False, why="Other dose.")
    assert weigh_evidence([aside]).settled is Settled.NOTHING_APPLIES


SIDES = [
    *(alone(design, supports) for design in (REVIEW, TRIAL, OPINION) for supports in (True, False)),
    alone(Design.OTHER),
    alone(TRIAL, low_bias=None, supports=False),
    alone(REVIEW, applies=False, why="Other dose."),
]


@pytest.mark.parametrize("backing", [(), (study(TRIAL, supports=False),)])
def test_order_of_studies_never_matters_and_silence_never_rebuts(backing):
    for three in itertools.combinations(SIDES, 3):
        outcomes = set()
        for order in itertools.permutations(three):
            weighed = weigh_evidence([mtus(*backing), *order])
            outcomes.add((weighed.settled, weighed.follows and weighed.follows.supports))
            applying = [s for r in order for s in r.studies if s.applies and r.supports]
            assert applying or not weighed.rebutted
        assert len(outcomes) == 1

"""Conflicting recommendations are weighed by their studies (8 CCR 9792.25.1)."""

import pytest

from openimr.guidelines.evidence_level import (
    ClinicalQuestion,
    Design,
    EvidenceLevel,
    Recommendation,
    Study,
    level_of,
    weigh_evidence,
)

BENEFIT, TEST = ClinicalQuestion.TREATMENT_BENEFIT, ClinicalQuestion.DIAGNOSTIC_TEST
PROGNOSIS, HARM = ClinicalQuestion.PROGNOSIS, ClinicalQuestion.TREATMENT_HARM
REVIEW, TRIAL = Design.SYSTEMATIC_REVIEW, Design.RANDOMIZED_TRIAL
PROSPECTIVE, INCEPTION = Design.PROSPECTIVE_COHORT, Design.INCEPTION_COHORT
CONTROLLED, CASE_CONTROL = Design.NON_RANDOMIZED_COHORT, Design.CASE_CONTROL
SERIES, UNCONTROLLED = Design.CASE_SERIES, Design.UNCONTROLLED
OPINION, SNAPSHOT = Design.EXPERT_OPINION, Design.CROSS_SECTIONAL


def study(design=TRIAL, question=BENEFIT, *, low_bias=True, **more):
    return Study(
        lead_author="Alder Q",
        title="Heat for sore backs",
        journal="J Invented Res",
        year=2011,
        question=question,
        design=design,
        low_bias=low_bias,
        **more,
    )


def recommendation(*studies, supports):
    return Recommendation(source="a guideline", supports=supports, studies=studies)


@pytest.mark.parametrize(
    ("question", "design", "low_bias", "level"),
    [
        (BENEFIT, REVIEW, True, "1a"),
        (BENEFIT, REVIEW, False, "1c"),
        (BENEFIT, TRIAL, True, "1b"),
        (BENEFIT, TRIAL, False, "1c"),
        (BENEFIT, CONTROLLED, True, "2"),
        (BENEFIT, CASE_CONTROL, True, "3"),
        (BENEFIT, UNCONTROLLED, True, "4"),
        (BENEFIT, OPINION, True, "5"),
        (TEST, REVIEW, True, "1a"),
        (TEST, PROSPECTIVE, True, "1b"),
        (TEST, TRIAL, True, "1b"),
        (TEST, SNAPSHOT, False, "1c"),
        (TEST, CASE_CONTROL, True, "2"),
        (TEST, CASE_CONTROL, False, "3"),
        (PROGNOSIS, REVIEW, True, "1a"),
        (PROGNOSIS, INCEPTION, True, "1b"),
        (PROGNOSIS, TRIAL, True, "1b"),
        (PROGNOSIS, TRIAL, False, "1c"),
        (PROGNOSIS, PROSPECTIVE, True, "1c"),
        (PROGNOSIS, SERIES, True, "2"),
        (PROGNOSIS, CASE_CONTROL, True, "2"),
        (HARM, REVIEW, True, "1a"),
        (HARM, TRIAL, True, "1b"),
        (HARM, PROSPECTIVE, True, "1c"),
        (HARM, TRIAL, False, "2"),
        (HARM, CONTROLLED, True, "3"),
        (HARM, OPINION, False, "5"),
    ],
)
def test_the_table_of_the_regulation(question, design, low_bias, level):
    assert level_of(study(design, question, low_bias=low_bias)) is EvidenceLevel(level)


@pytest.mark.parametrize("question", ClinicalQuestion)
@pytest.mark.parametrize("design", Design)
def test_bias_never_raises_a_level(question, design):
    biased = level_of(study(design, question, low_bias=False))
    assert level_of(study(design, question)).rank <= biased.rank


@pytest.mark.parametrize("question", ClinicalQuestion)
def test_a_review_of_biased_trials_stands_no_higher_than_they(question):
    review = level_of(study(REVIEW, question, low_bias=False))
    assert review.rank >= level_of(study(TRIAL, question, low_bias=False)).rank


def test_levels_run_from_best_to_weakest():
    assert [level.value for level in sorted(EvidenceLevel, key=lambda level: level.rank)] == [
        "1a",
        "1b",
        "1c",
        "2",
        "3",
        "4",
        "5",
    ]


def test_recommendations_that_agree_are_not_weighed():
    one, other = recommendation(study(), supports=True), recommendation(supports=True)
    assert weigh_evidence([one, other]) is None
    assert weigh_evidence([]) is None


def test_the_best_applicable_study_decides_not_the_number_of_them():
    yes = recommendation(study(SERIES), study(SERIES), study(OPINION), supports=True)
    no = recommendation(study(TRIAL), supports=False)
    weighed = weigh_evidence([yes, no])
    assert weighed.follows is no
    assert weighed.levels == (EvidenceLevel.L4, EvidenceLevel.L1B)


def test_a_study_of_other_patients_is_left_out_with_its_reason():
    elsewhere = study(REVIEW, applies=False, why="The patients were children.")
    yes = recommendation(elsewhere, study(SERIES), supports=True)
    no = recommendation(study(CASE_CONTROL), supports=False)
    weighed = weigh_evidence([yes, no])
    assert weighed.follows is no
    assert weighed.left_out == (elsewhere,)


def test_the_same_level_on_both_sides_leaves_it_to_the_reviewer():
    yes, no = recommendation(study(), supports=True), recommendation(study(), supports=False)
    assert weigh_evidence([yes, no]).follows is None


def test_two_of_three_with_the_best_level_that_agree_are_followed():
    first, second = recommendation(study(), supports=True), recommendation(study(), supports=True)
    against = recommendation(study(OPINION), supports=False)
    assert weigh_evidence([first, against, second]).follows is first


def test_without_an_applicable_study_there_is_nothing_to_follow():
    weighed = weigh_evidence([recommendation(supports=True), recommendation(supports=False)])
    assert weighed.follows is None
    assert weighed.levels == (None, None)


def test_a_study_set_aside_needs_a_reason_and_a_study_a_citation():
    with pytest.raises(ValueError, match="does not apply"):
        study(applies=False)
    with pytest.raises(ValueError, match="author, a title"):
        Study(
            lead_author=" ",
            title="Heat",
            journal="J",
            year=2011,
            question=BENEFIT,
            design=TRIAL,
            low_bias=True,
        )


def test_a_study_is_cited_with_volume_and_pages_where_it_has_them():
    assert study().citation == "Alder Q. Heat for sore backs. J Invented Res, 2011."
    paged = study(volume="12", pages="34-40")
    assert paged.citation == "Alder Q. Heat for sore backs. J Invented Res, 2011;12:34-40."

"""The level of a study, by what it answers and how it was made (8 CCR 9792.25.1)."""

import pytest

from openimr.guidelines.evidence_level import (
    ClinicalQuestion,
    Design,
    Direction,
    EvidenceLevel,
    Study,
    graded,
    level_of,
)

BENEFIT, TEST = ClinicalQuestion.TREATMENT_BENEFIT, ClinicalQuestion.DIAGNOSTIC_TEST
PROGNOSIS, HARM = ClinicalQuestion.PROGNOSIS, ClinicalQuestion.TREATMENT_HARM
REVIEW, TRIAL = Design.SYSTEMATIC_REVIEW, Design.RANDOMIZED_TRIAL
PROSPECTIVE, INCEPTION = Design.PROSPECTIVE_COHORT, Design.INCEPTION_COHORT
CONTROLLED, CASE_CONTROL = Design.NON_RANDOMIZED_COHORT, Design.CASE_CONTROL
SERIES, UNCONTROLLED = Design.CASE_SERIES, Design.UNCONTROLLED
OPINION, SNAPSHOT = Design.EXPERT_OPINION, Design.CROSS_SECTIONAL


def study(design=TRIAL, question=BENEFIT, *, low_bias=True, **more):
    parts = {
        "lead_author": "Alder Q",
        "title": "Heat for sore backs",
        "journal": "J Invented Res",
        "year": 2011,
        "outcome": Direction.FOR,
        "topic": "heat-cold-applications",
    }
    return Study(design=design, question=question, low_bias=low_bias, **(parts | more))


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
@pytest.mark.parametrize("design", [d for d in Design if d is not Design.OTHER])
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


def test_the_levels_1a_to_3_are_those_checked_against_the_table():
    assert [level.value for level in EvidenceLevel if level.verified] == [
        "1a",
        "1b",
        "1c",
        "2",
        "3",
    ]


def test_a_design_without_a_place_in_the_table_has_no_level():
    assert level_of(study(Design.OTHER)) is None


def test_a_risk_of_bias_that_was_not_judged_leaves_the_level_open_where_it_turns_on_it():
    assert level_of(study(TRIAL, low_bias=None)) is None
    assert level_of(study(CONTROLLED, low_bias=None)) is EvidenceLevel.L2
    assert level_of(study(OPINION, low_bias=None)) is EvidenceLevel.L5


@pytest.mark.parametrize(
    ("graded_study", "words"),
    [
        (study(), "a randomized trial with a low risk of bias, level 1b"),
        (study(REVIEW, low_bias=False), "a systematic review with a risk of bias, level 1c"),
        (study(TRIAL, low_bias=None), "a randomized trial, of a level that cannot be told"),
        (study(CASE_CONTROL, low_bias=None), "a case-control study, level 3"),
        (study(OPINION, low_bias=None), "an expert opinion, level 5"),
        (study(SERIES, low_bias=None), "a case series, level 4"),
        (study(UNCONTROLLED, low_bias=None), "an uncontrolled study, level 4"),
        (
            study(Design.OTHER, low_bias=None),
            "a study of another design, of a level that cannot be told",
        ),
    ],
)
def test_a_study_is_told_with_design_bias_and_level(graded_study, words):
    assert graded(graded_study) == words


def test_a_study_set_aside_needs_a_reason_and_a_study_a_citation():
    with pytest.raises(ValueError, match="why it does not apply"):
        study(applies=False)
    with pytest.raises(ValueError, match="author, a title"):
        study(lead_author=" ")


@pytest.mark.parametrize("about", [{"topic": ""}, {"request": "heat wrap"}])
def test_a_study_is_about_a_topic_or_about_a_wording(about):
    with pytest.raises(ValueError, match="either 'topic:' or 'request:'"):
        study(**about)


def test_a_study_is_cited_with_volume_and_pages_where_it_has_them():
    assert study().citation == "Alder Q. Heat for sore backs. J Invented Res, 2011."
    paged = study(volume="12", pages="34-40")
    assert paged.citation == "Alder Q. Heat for sore backs. J Invented Res, 2011;12:34-40."

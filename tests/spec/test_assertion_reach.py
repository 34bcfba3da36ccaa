"""How far a cue reaches: contrast media, commas before a cue, reasons given for a request."""

from __future__ import annotations

import pytest

from openimr.casefile.assertion import read_context
from openimr.vocabulary.fact import Assertion


def assertion_of(sentence: str, words: str) -> Assertion:
    start = sentence.index(words)
    return read_context(sentence, start, start + len(words)).assertion


@pytest.mark.parametrize(
    "study",
    [
        "MRI without contrast",
        "MRI w/o contrast",
        "MRI with and without contrast",
        "CT w/o dye",
        "MRI w/ and w/o gadolinium",
        "Non-contrast CT",
    ],
)
def test_a_study_without_contrast_still_shows_what_it_shows(study: str) -> None:
    assert assertion_of(f"{study} shows a tear of the tendon.", "tear") is Assertion.PRESENT


def test_a_hyphenated_non_denies_its_own_word_only() -> None:
    assert assertion_of("Non-tender over a palpable lump.", "tender") is Assertion.ABSENT
    assert assertion_of("Non-tender over a palpable lump.", "lump") is Assertion.PRESENT


@pytest.mark.parametrize(
    ("sentence", "words", "assertion"),
    [
        ("Reduced sensation left S1, straight leg raise negative.", "sensation", "PRESENT"),
        ("Reduced sensation left S1, straight leg raise negative.", "straight leg", "ABSENT"),
        ("Grip weak on the right, reflexes equal, Hoffman negative.", "Grip weak", "PRESENT"),
        ("Knee effusion, crepitus with motion, a tear suspected.", "effusion", "PRESENT"),
        ("Swelling, redness and warmth absent.", "Swelling", "ABSENT"),
        ("Swelling, redness, warmth absent.", "Swelling", "ABSENT"),
        ("Fever, chills, night sweats: denied.", "Fever", "ABSENT"),
        ("Swelling, stiffness, McMurray negative.", "Swelling", "PRESENT"),
        ("Hot packs, traction and an MRI are requested.", "Hot packs", "PLANNED"),
        ("A discectomy, then a fusion in the past.", "discectomy", "HISTORICAL"),
    ],
)
def test_a_cue_behind_its_words_reaches_over_commas_only_in_a_list(
    sentence: str, words: str, assertion: str
) -> None:
    assert assertion_of(sentence, words) is Assertion[assertion]


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("Requesting an MRI as he has failed therapy.", "failed therapy"),
        ("Requesting an MRI as the patient still has numbness.", "numbness"),
        ("I recommend an injection given her leg pain.", "leg pain"),
        ("Given the complete tear, a repair is recommended.", "complete tear"),
        ("Given failure of conservative care, we recommend surgery.", "failure"),
        ("Will order an MRI despite normal films.", "normal films"),
        ("Refer to pain management in light of the weakness.", "weakness"),
        ("We request an injection for persistent leg pain.", "leg pain"),
        ("Needs an MRI to rule out a tear as there is weakness.", "weakness"),
        ("To be scheduled for surgery, has a complete tear.", "complete tear"),
    ],
)
def test_the_reason_for_a_request_is_not_itself_planned(sentence: str, words: str) -> None:
    assert assertion_of(sentence, words) is Assertion.PRESENT


def test_what_is_to_be_given_is_planned_and_what_was_not_given_is_denied() -> None:
    assert assertion_of("She will be given an injection.", "injection") is Assertion.PLANNED
    assert assertion_of("She was not given an injection.", "injection") is Assertion.ABSENT


@pytest.mark.parametrize(
    ("sentence", "words", "assertion"),
    [
        ("Denies bladder changes, numbness of the foot persists.", "numbness", "PRESENT"),
        ("No fever, had chills.", "chills", "PRESENT"),
        ("Return if he has numbness.", "numbness", "PLANNED"),
        ("No weakness, numbness, bowel changes or fevers.", "fevers", "ABSENT"),
    ],
)
def test_a_new_clause_ends_a_denial_and_a_condition_keeps_what_it_supposes(
    sentence: str, words: str, assertion: str
) -> None:
    assert assertion_of(sentence, words) is Assertion[assertion]

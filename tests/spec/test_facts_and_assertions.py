"""Chapter gather: how a sentence asserts what it names."""

from __future__ import annotations

import pytest

from openimr.casefile.assertion import read_context
from openimr.vocabulary.fact import Assertion


def assertion_of(sentence: str, words: str) -> Assertion:
    start = sentence.index(words)
    return read_context(sentence, start, start + len(words)).assertion


@pytest.mark.parametrize(
    ("sentence", "words", "assertion"),
    [
        ("She denies numbness or tingling.", "tingling", Assertion.ABSENT),
        ("No fever, chills or cough.", "cough", Assertion.ABSENT),
        ("Denies fever but has nausea.", "nausea", Assertion.PRESENT),
        ("Rotator cuff tear was ruled out.", "Rotator cuff tear", Assertion.ABSENT),
        ("MRI to rule out rotator cuff tear.", "rotator cuff tear", Assertion.POSSIBLE),
        ("A tear cannot be excluded.", "tear", Assertion.POSSIBLE),
        ("No increase in pain.", "pain", Assertion.PRESENT),
        ("Not only pain but also weakness.", "pain", Assertion.PRESENT),
        ("History of migraine.", "migraine", Assertion.HISTORICAL),
        ("No history of migraine.", "migraine", Assertion.ABSENT),
        ("Request acupuncture.", "acupuncture", Assertion.PLANNED),
        ("He is depressed.", "depressed", Assertion.PRESENT),
        ("Spurling negative; Tinel positive.", "Tinel", Assertion.PRESENT),
        ("Psych: denies anxiety.", "anxiety", Assertion.ABSENT),
    ],
)
def test_a_cue_governs_its_scope_and_no_more(
    sentence: str, words: str, assertion: Assertion
) -> None:
    assert assertion_of(sentence, words) is assertion


def test_the_family_is_somebody_else() -> None:
    sentence = "Family history of depression in an aunt."
    start = sentence.index("depression")
    assert read_context(sentence, start, start + 10).other_person


def test_a_wife_who_tells_is_not_the_patient_who_has() -> None:
    sentence = "His wife says he has headaches."
    start = sentence.index("headaches")
    assert not read_context(sentence, start, start + 9).other_person

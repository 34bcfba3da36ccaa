"""Findings of examination and imaging keep their place, side and size; deficits their limb."""

from __future__ import annotations

import datetime as dt

import pytest

from openimr.casefile.concepts import NERVE_DEFICIT_ARM, NERVE_DEFICIT_LEG
from openimr.casefile.facts import find_facts
from openimr.casefile.model import CaseFile, Document, DocumentType, Page
from openimr.vocabulary.fact import Assertion, Fact, FactKind

EXAM, STUDIES = "OBJECTIVE FINDINGS", "DIAGNOSTIC STUDIES"


def facts_of(words: str, heading: str = "") -> list[Fact]:
    page = Page(file="note.pdf", number=1, text=f"{heading}:\n{words}" if heading else words)
    kind = DocumentType.PROGRESS_REPORT
    document = Document(file="note.pdf", pages=(1, 1), type=kind, date=dt.date(2016, 9, 1))
    return list(find_facts(CaseFile(pages=(page,), documents=(document,))))


def found(words: str, heading: str, concept: str) -> Fact:
    return next(f for f in facts_of(words, heading) if f.concept == concept)


@pytest.mark.parametrize(
    ("words", "concept", "about", "value"),
    [
        ("MRI lumbar spine: L4-5 disc protrusion 4 mm.", "disc-protrusion", "L4-L5", 4),
        ("MRI: L5/S1 HNP, 6mm, with stenosis.", "disc-herniation", "L5-S1", 6),
        (
            "MRI: 3 mm disc bulge at C5-C6 with right neural foraminal narrowing.",
            "stenosis",
            "C5-C6, right",
            None,
        ),
        (
            "MRI right shoulder: full-thickness tear of the supraspinatus measuring 1.2 cm.",
            "rotator-cuff-tear",
            "shoulder, right",
            12,
        ),
        ("EMG/NCS: chronic left L5 radiculopathy.", "radiculopathy", "L5, left", None),
        (
            "CT: degenerative changes at C4-5 and C5-6, no fracture.",
            "degeneration",
            "C4-C5 and C5-C6",
            None,
        ),
        ("CT: degenerative changes at C4-5 and C5-6, no fracture.", "fracture", None, None),
        ("X-ray of the right wrist: healed radius fracture.", "fracture", "wrist, right", None),
        (
            "MRI 1/2/14: At L3-4 there is a bulge. There is left foraminal stenosis.",
            "stenosis",
            "left",
            None,
        ),
    ],
)
def test_a_study_finding_keeps_level_side_and_size(
    words: str, concept: str, about: str | None, value: int | None
) -> None:
    fact = found(words, STUDIES, concept)
    assert (fact.about, fact.value) == (about, value)
    assert fact.unit == ("mm" if value else None)


@pytest.mark.parametrize(
    ("words", "concept", "about"),
    [
        ("Positive Spurling's to the right.", "spurling", "right"),
        ("+SLR at 40 degrees on the left.", "straight-leg-raise", "left"),
        ("Tinel's positive at the right elbow.", "tinel", "elbow, right"),
        ("Hawkins and Neer positive on the left shoulder.", "hawkins", "shoulder, left"),
        ("McMurray's positive, right knee; no effusion.", "mcmurray", "knee, right"),
        ("Left shoulder: abduction 100, Neer's +.", "neer", "shoulder, left"),
        ("RIGHT KNEE: effusion present. McMurray positive.", "mcmurray", "knee, right"),
        ("Decreased C5 and C6 dermatome sensation.", "sensation-decreased", "C5 and C6"),
        ("EHL strength graded at 4/5 bilaterally.", "motor-weakness", "bilateral"),
        ("The right Achilles reflex could not be elicited.", "reflex-decreased", "ankle, right"),
    ],
)
def test_an_examination_finding_keeps_its_place_and_side(
    words: str, concept: str, about: str
) -> None:
    assert found(words, EXAM, concept).about == about


def limbs(words: str, heading: str = EXAM) -> set[tuple[str | None, Assertion]]:
    return {(f.concept, f.assertion) for f in facts_of(words, heading) if _of_limb(f)}


def _of_limb(fact: Fact) -> bool:
    deficits = (NERVE_DEFICIT_ARM, NERVE_DEFICIT_LEG)
    return fact.kind is FactKind.OBSERVATION and fact.concept in deficits


@pytest.mark.parametrize(
    ("words", "limb"),
    [
        ("Decreased C5 and C6 dermatome sensation.", NERVE_DEFICIT_ARM),
        ("Sensation is decreased over the ulnar fingers on the right.", NERVE_DEFICIT_ARM),
        ("Sensory: decreased to LT in the right thumb.", NERVE_DEFICIT_ARM),
        ("Two-point discrimination is 8 mm in the index finger.", NERVE_DEFICIT_ARM),
        ("Wrist extensors 4 plus out of 5 on the left.", NERVE_DEFICIT_ARM),
        ("Weakness of right grip.", NERVE_DEFICIT_ARM),
        ("DTRs: biceps 2+, triceps 1+ left, 2+ right.", NERVE_DEFICIT_ARM),
        ("Hypoesthesia in the L5 distribution.", NERVE_DEFICIT_LEG),
        ("4/5 EHL on the left.", NERVE_DEFICIT_LEG),
        ("Absent left Achilles reflex.", NERVE_DEFICIT_LEG),
        ("Ankle jerk 0 on the right, 2+ on the left.", NERVE_DEFICIT_LEG),
        ("Light touch is dull along the lateral border of the foot.", NERVE_DEFICIT_LEG),
        ("Sensation is intact except over the left L5 dermatome.", NERVE_DEFICIT_LEG),
        ("He cannot heel walk on the right.", NERVE_DEFICIT_LEG),
        ("There is atrophy of the left calf.", NERVE_DEFICIT_LEG),
    ],
)
def test_loss_of_sensation_strength_or_reflex_is_a_deficit_of_its_limb(
    words: str, limb: str
) -> None:
    assert limbs(words) == {(limb, Assertion.PRESENT)}


@pytest.mark.parametrize(
    "words",
    [
        "Sensation intact to light touch in all dermatomes of the legs.",
        "Strength 5/5 throughout bilateral upper extremities.",
        "Reflexes are 2+ and symmetric at the knees and ankles.",
        "Neurovascularly intact distally.",
    ],
)
def test_a_normal_examination_shows_none(words: str) -> None:
    assert limbs(words) == set()


def test_a_deficit_that_is_denied_is_absent() -> None:
    assert limbs("No sensory deficit in the lower extremities.") == {
        (NERVE_DEFICIT_LEG, Assertion.ABSENT)
    }


def test_what_is_only_complained_of_was_not_found() -> None:
    words = "The patient complained of weakness and numbness in the right hand."
    assert limbs(words, heading="") == set()
    assert not any(f.kind is FactKind.EXAM_FINDING for f in facts_of(words))


@pytest.mark.parametrize(
    ("words", "concept", "about"),
    [
        ("Spurling + R. Left grip 4/5.", "motor-weakness", "left"),
        ("Sens dec C6 R. Shoulder flex 130 abd 120.", "range-of-motion-reduced", "shoulder"),
        ("Sensation dull to LT in the digits bilat.", "sensation-decreased", "bilateral"),
        ("C-spine: TTP traps R>L.", "tenderness", "cervical spine, bilateral"),
        ("Gait antalgic, uses a cane in the right hand.", "gait-abnormal", None),
    ],
)
def test_a_place_does_not_run_on_into_the_next_sentence(
    words: str, concept: str, about: str | None
) -> None:
    assert found(words, EXAM, concept).about == about


def test_two_limbs_in_one_list_are_both_affected() -> None:
    assert limbs("Sens dec L C6 patch, R L5 patch.") == {
        (NERVE_DEFICIT_ARM, Assertion.PRESENT),
        (NERVE_DEFICIT_LEG, Assertion.PRESENT),
    }

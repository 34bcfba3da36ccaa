"""Sentences of notes that look like a finding, a gain or a count, and are something else."""

from __future__ import annotations

import datetime as dt

import pytest

from openimr.casefile.facts import find_facts
from openimr.casefile.model import CaseFile, Document, DocumentType, Page
from openimr.vocabulary.fact import Assertion, Fact, FactKind


def facts_of(words: str, heading: str = "SUBJECTIVE COMPLAINTS") -> list[Fact]:
    page = Page(file="note.pdf", number=1, text=f"{heading}:\n{words}" if heading else words)
    kind = DocumentType.PROGRESS_REPORT
    document = Document(file="note.pdf", pages=(1, 1), type=kind, date=dt.date(2016, 9, 1))
    return list(find_facts(CaseFile(pages=(page,), documents=(document,))))


def concepts(words: str, heading: str = "SUBJECTIVE COMPLAINTS") -> set[str | None]:
    return {f.concept for f in facts_of(words, heading) if f.assertion is not Assertion.ABSENT}


@pytest.mark.parametrize(
    ("words", "sign"),
    [
        ("Patient: Winifred Hawkins   DOB 09/09/1977", "hawkins"),
        ("Client: A. Abiodun-Clarke\nReviewed the thought record.", "patellar-grind"),
        ("Mr. Patrick walks without a limp.", "faber"),
        ("Seen with Dr. Lachman today.", "lachman"),
    ],
)
def test_the_name_of_a_person_is_no_sign(words: str, sign: str) -> None:
    assert sign not in {f.concept for f in facts_of(words, "")}


def test_the_sign_itself_is_one() -> None:
    assert "hawkins" in concepts("Hawkins positive. Patrick's test negative.", "OBJECTIVE")


@pytest.mark.parametrize(
    ("words", "concept"),
    [
        ("He is afraid that lifting will hurt him again.", "daily-activities-gain"),
        ("Stopped naproxen d/t GI upset.", "medication-reduced"),
        ("She cut tramadol from four to two because it made her drowsy.", "medication-reduced"),
        ("After PT a Medrol pack helped 3 days.", "subjective-improvement"),
        ("A cortisone injection helped for two weeks only.", "subjective-improvement"),
        ("Tried physical therapy and gabapentin: partial or no relief.", "subjective-improvement"),
        ("With physical therapy he has not reached a plateau.", "no-functional-change"),
        ("She continues to work six hours a day, seated.", "working-full"),
    ],
)
def test_what_is_no_gain_no_loss_and_no_full_duty(words: str, concept: str) -> None:
    assert concept not in {f.concept for f in facts_of(words)}


@pytest.mark.parametrize(
    "words",
    [
        "He has gone back to the loading dock half days as of August 11.",
        "She has been back at the bakery four hours a day since May.",
    ],
)
def test_part_of_the_day_at_the_old_place_is_a_return_to_work(words: str) -> None:
    assert "returned-to-work" in concepts(words)


def test_an_employer_without_such_work_leaves_the_worker_off_work() -> None:
    words = "Modified duty, no lifting over 5 lb. Employer has no such work; he is therefore home."
    assert "off-work" in concepts(words, "WORK STATUS")


@pytest.mark.parametrize(
    ("words", "concept", "score"),
    [
        ("When he came his BDI-II was 29; on August 19 it was 17.", "bdi-ii", 17),
        ("PHQ-9 was 21 at intake, and by June it had dropped to 9.", "phq-9", 9),
        ("LEFS 38/80 at d/c (31 initial).", "lefs", 38),
        ("Oswestry  48%  30%", "odi", 30),
    ],
)
def test_the_later_of_two_scores_is_the_score(words: str, concept: str, score: int) -> None:
    [found] = [f for f in facts_of(words) if f.kind is FactKind.TEST_SCORE]
    assert (found.concept, found.value) == (concept, score)


def test_a_strength_beside_the_name_of_a_scale_is_no_score() -> None:
    assert not [f for f in facts_of("QuickDASH  3/5  64") if f.value == 3]


@pytest.mark.parametrize(
    "words",
    [
        "Last UDT 8/4/2016 consistent with tramadol, no aberrant behavior.",
        "Urine drug screen 11/06/2014 positive for hydrocodone only: consistent.",
    ],
)
def test_a_drug_test_that_fits_is_consistent(words: str) -> None:
    assert [f.unit for f in facts_of(words) if f.concept == "urine-drug-screen"] == ["consistent"]


def test_visits_of_therapy_are_not_those_of_an_injection_in_the_sentence() -> None:
    words = "She had 24 visits of therapy, wore a brace, and a cortisone injection helped little."
    [injection] = [
        f
        for f in facts_of(words)
        if f.kind is FactKind.TREATMENT_RECEIVED and f.concept == "joint-injection"
    ]
    assert injection.value is None


def test_what_was_injected_is_no_medicine_taken() -> None:
    words = "Takes Tylenol. A cortisone shot in August took the edge off."
    assert "cortisone" not in {f.concept for f in facts_of(words) if f.kind is FactKind.MEDICATION}


def test_a_narrow_joint_is_no_narrow_canal() -> None:
    words = "XR knee: moderate patellofemoral narrowing, joint space narrowing."
    assert "stenosis" not in concepts(words, "FINDINGS")

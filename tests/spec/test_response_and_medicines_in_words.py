"""Home programmes, gains, fewer medicines, new prescriptions, injuries: as offices write them."""

from __future__ import annotations

import datetime as dt

import pytest

from openimr.casefile.facts import find_facts
from openimr.casefile.model import CaseFile, Document, DocumentType, Page
from openimr.vocabulary.fact import Assertion, Fact, FactKind

SUBJECTIVE, PLAN, MEDICATIONS = "SUBJECTIVE COMPLAINTS", "TREATMENT PLAN", "CURRENT MEDICATIONS"


def facts_of(words: str, heading: str = SUBJECTIVE) -> list[Fact]:
    page = Page(file="note.pdf", number=1, text=f"{heading}:\n{words}" if heading else words)
    kind = DocumentType.PROGRESS_REPORT
    document = Document(file="note.pdf", pages=(1, 1), type=kind, date=dt.date(2016, 9, 1))
    return list(find_facts(CaseFile(pages=(page,), documents=(document,))))


def concepts(words: str, heading: str = SUBJECTIVE) -> set[str | None]:
    present = (Assertion.PRESENT, Assertion.HISTORICAL, Assertion.PLANNED)
    return {f.concept for f in facts_of(words, heading) if f.assertion in present}


@pytest.mark.parametrize(
    "words",
    [
        "Continues with HEP.",
        "He goes to the gym on his own three times a week.",
        "Doing stretches at home daily as taught by the therapist.",
        "He is compliant with the home exercise program.",
        "Patient has transitioned to a self-directed exercise program.",
    ],
)
def test_exercise_carried_on_alone(words: str) -> None:
    assert "independent-home-exercise" in concepts(words)


@pytest.mark.parametrize(
    "words",
    [
        "She has not been doing her home exercises.",
        "Needs supervision; unable to do the home program on her own.",
        "The patient was given a HEP handout but has not started it.",
    ],
)
def test_exercise_that_is_not_carried_on(words: str) -> None:
    assert "independent-home-exercise" not in concepts(words)


@pytest.mark.parametrize(
    ("words", "concept"),
    [
        ("PT: walking tolerance went from 10 to 30 minutes.", "daily-activities-gain"),
        ("Driving tolerance has doubled with chiropractic.", "daily-activities-gain"),
        (
            "After acupuncture she dresses alone, which she could not do before.",
            "daily-activities-gain",
        ),
        ("Therapy has allowed her to cook and do laundry again.", "daily-activities-gain"),
        ("Lumbar flexion increased from 40 to 60 degrees after 6 PT visits.", "measured-change"),
        ("Pain decreased from 8 to 4 with chiropractic.", "subjective-improvement"),
        ("He decreased Norco from 4 to 2 per day.", "medication-reduced"),
        ("She went from six Norco a day to two.", "medication-reduced"),
        ("Norco use is down to one tablet a day from four.", "medication-reduced"),
        ("Ibuprofen now only as needed, previously three times a day.", "medication-reduced"),
        ("She was able to stop her Norco after the fourth session.", "medication-reduced"),
        ("Off all opioids since April.", "medication-reduced"),
        ("She has not been able to reduce her medication.", "medication-unchanged"),
    ],
)
def test_what_treatment_changed(words: str, concept: str) -> None:
    assert concept in concepts(words)


@pytest.mark.parametrize(
    ("words", "concept"),
    [
        ("He stopped naproxen because of stomach upset.", "medication-reduced"),
        ("Requires more Norco than before.", "medication-reduced"),
        ("Pain with lifting went from 8 to 5.", "daily-activities-gain"),
        ("Goal: increase walking to 30 minutes.", "daily-activities-gain"),
    ],
)
def test_what_is_no_gain(words: str, concept: str) -> None:
    assert concept not in concepts(words)


def medicines(words: str, heading: str) -> dict[str | None, Assertion]:
    return {
        f.concept: f.assertion for f in facts_of(words, heading) if f.kind is FactKind.MEDICATION
    }


@pytest.mark.parametrize(
    ("words", "heading", "generic", "assertion"),
    [
        ("Will start omeprazole 20 mg daily.", PLAN, "omeprazole", Assertion.PLANNED),
        ("Rx: omeprazole 20 mg #30.", PLAN, "omeprazole", Assertion.PLANNED),
        ("Begin Cymbalta 30 mg daily.", PLAN, "duloxetine", Assertion.PLANNED),
        ("If no better consider adding gabapentin.", PLAN, "gabapentin", Assertion.PLANNED),
        (
            "I would like to try her on nortriptyline.",
            SUBJECTIVE,
            "nortriptyline",
            Assertion.PLANNED,
        ),
        (
            "She will continue ibuprofen and start cyclobenzaprine 10 mg.",
            PLAN,
            "cyclobenzaprine",
            Assertion.PLANNED,
        ),
        (
            "She will continue ibuprofen and start cyclobenzaprine 10 mg.",
            PLAN,
            "ibuprofen",
            Assertion.PRESENT,
        ),
        ("Refill tramadol 50 mg #60.", PLAN, "tramadol", Assertion.PRESENT),
        ("Omeprazole 20 mg daily.", MEDICATIONS, "omeprazole", Assertion.PRESENT),
        (
            "Has used cyclobenzaprine for the past 6 months.",
            SUBJECTIVE,
            "cyclobenzaprine",
            Assertion.PRESENT,
        ),
    ],
)
def test_a_medicine_that_is_only_now_prescribed_was_not_had(
    words: str, heading: str, generic: str, assertion: Assertion
) -> None:
    assert medicines(words, heading)[generic] is assertion


def test_a_time_said_once_behind_a_list_belongs_to_every_medicine_of_it() -> None:
    told = facts_of("Takes Norco, Soma and ibuprofen since March 2014.")
    quotes = [fact.quote for fact in told if fact.kind is FactKind.MEDICATION]
    assert len(quotes) == 3
    assert all("since March 2014" in quote for quote in quotes)


@pytest.mark.parametrize(
    "words",
    [
        "The patient is a 44 year old worker who strained his low back lifting a pallet.",
        "She was injured when a shelf collapsed onto her shoulder.",
        "Onset of pain while reaching for a box on a high shelf.",
        "Mechanism of injury: repetitive keyboarding over 8 years.",
        "The claimant developed low back pain after stacking cases for ten hours.",
        "A forklift backed into him, pinning his leg.",
        "She states she was rear ended while driving the company van.",
    ],
)
def test_how_the_injury_came_about(words: str) -> None:
    assert "injury" in concepts(words, heading="")


def test_no_new_injury_is_none() -> None:
    assert "injury" not in concepts("No new injuries since the last visit when he fell.")


@pytest.mark.parametrize(
    ("words", "kind", "value"),
    [
        ("The form shows that 6 sessions of acupuncture were requested.", "PLANNED_TREATMENT", 6),
        (
            "Eight additional sessions of acupuncture were sought as pain went on.",
            "PLANNED_TREATMENT",
            8,
        ),
        ("S/p 12 acupuncture w/o benefit.", "TREATMENT_RECEIVED", 12),
        ("She received 4 recent sessions of acupuncture.", "TREATMENT_RECEIVED", 4),
        ("Treatment has included chiropractic; acupuncture.", "TREATMENT_RECEIVED", None),
        ("There is no documentation of any prior acupuncture.", "TREATMENT_RECEIVED", 0),
    ],
)
def test_what_was_asked_for_and_what_was_had(words: str, kind: str, value: int | None) -> None:
    told = [f for f in facts_of(words, heading="") if f.kind is not FactKind.HISTORY]
    (fact,) = [f for f in told if f.concept == "acupuncture"]
    assert (fact.kind, fact.value) == (FactKind[kind], value)


@pytest.mark.parametrize(
    "words",
    [
        "UR denied the MRI because there was no numbness, weakness or spasm.",
        "The request was deemed not medically necessary given there was no numbness.",
    ],
)
def test_a_payers_reasons_are_no_findings(words: str) -> None:
    assert facts_of(words, heading="") == []

"""Conservative care without lasting benefit: read once for all guidelines that ask about it."""

from __future__ import annotations

import datetime as dt

import pytest

from openimr.casefile.concepts import CARE_WITHOUT_LASTING_BENEFIT
from openimr.casefile.facts import find_facts
from openimr.casefile.model import CaseFile, Document, DocumentType, Page
from openimr.vocabulary.fact import Assertion, Fact

HISTORY, PLAN = "HISTORY OF PRESENT ILLNESS", "TREATMENT PLAN"


def observed(words: str, heading: str = HISTORY) -> list[Fact]:
    page = Page(file="note.pdf", number=1, text=f"{heading}:\n{words}")
    kind = DocumentType.PROGRESS_REPORT
    document = Document(file="note.pdf", pages=(1, 1), type=kind, date=dt.date(2016, 9, 1))
    facts = find_facts(CaseFile(pages=(page,), documents=(document,)))
    return [fact for fact in facts if fact.concept == CARE_WITHOUT_LASTING_BENEFIT]


@pytest.mark.parametrize(
    "words",
    [
        "He has had PT, TENS and chiropractic with ongoing pain.",
        "Despite six weeks of physical therapy the shoulder remains painful.",
        "She completed 12 visits of PT without lasting relief.",
        "All conservative measures have been exhausted.",
        "The patient got temporary relief only from the acupuncture.",
        "Has tried and failed naproxen, Flexeril, and tramadol.",
        "Her back pain has been refractory to therapy and medications.",
        "S/p 12 PT w/o benefit.",
        "Chiropractic care helped for a day or two at a time, then the pain returned.",
        "Cortisone shot x 2, each lasting about a week.",
        "Non-operative management has not been successful.",
        "PT did nothing for him.",
        "He was treated conservatively with medications, but the pain never went away.",
        "He has been through PT and two epidurals and still cannot stand.",
        "The IW had an adequate course of physio with no appreciable change in her symptoms.",
    ],
)
def test_offices_say_in_many_ways_that_care_failed(words: str) -> None:
    assert [fact.assertion for fact in observed(words)] == [Assertion.PRESENT]


@pytest.mark.parametrize(
    "words",
    [
        "Treatment to date has included therapy and Motrin. She continues to rate her pain 7/10.",
        "Treatments: PT x 6, chiro x 4, NSAIDs. Still c/o numbness in the right hand.",
        "Had 10 visits of chiropractic. Relief lasted only hours.",
        "Completed 6/6 PT visits. Pain is unchanged.",
    ],
)
def test_the_complaint_may_go_on_in_the_next_sentence(words: str) -> None:
    assert [fact.assertion for fact in observed(words)] == [Assertion.PRESENT]


@pytest.mark.parametrize(
    "words",
    [
        "Physical therapy has helped a great deal and the pain has resolved.",
        "Pain is improving with therapy and she sleeps through the night.",
        "Her mother's back pain failed conservative care.",
        "He has been off work since; no change in medications.",
        "The claims administrator failed to approve 8 sessions of chiropractic care.",
        "UR denied the MRI because there was no documentation that therapy had failed.",
    ],
)
def test_care_that_helps_or_is_argued_about_has_not_failed(words: str) -> None:
    assert observed(words) == []


@pytest.mark.parametrize(
    "words",
    [
        "If he fails conservative treatment we will consider an MRI.",
        "Should PT fail to help, an injection will be considered.",
        "Start physical therapy 2x3 for persistent low back pain.",
        "Continue medications for ongoing pain.",
    ],
)
def test_a_plan_supposes_and_does_not_report(words: str) -> None:
    assert observed(words, PLAN) == []


def test_care_that_was_never_tried_is_told_as_absent() -> None:
    (fact,) = observed("No conservative treatment has been given to date.")
    assert fact.assertion is Assertion.ABSENT


def test_the_one_treatment_that_failed_is_named() -> None:
    (fact,) = observed("PT was of no benefit.")
    assert fact.about == "physical-medicine"

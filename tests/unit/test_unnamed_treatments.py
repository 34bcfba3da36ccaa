"""What a request that names no treatment leaves out."""

import pytest

from openimr.guidelines.unnamed import left_out


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("continue meds", "medication"),
        ("Continue current medications", "medication"),
        ("Refill medications x 3 months", "medication"),
        ("All medications as prescribed", "medication"),
        ("Pain meds #60", "medication"),
        ("Pain cream 120", "medication"),
        ("Prescription refills", "medication"),
        ("Injections", "injection"),
        ("Steroid injection", "injection"),
        ("MRI", "study"),
        ("X-rays", "study"),
        ("Diagnostic testing", "study"),
        ("Labs", "laboratory"),
        ("Blood work", "laboratory"),
        ("Therapy", "treatment"),
        ("Further treatment", "treatment"),
        ("Surgery", "operation"),
        ("Medical supplies", "equipment"),
        ("Pain management", "consultation"),
    ],
)
def test_a_kind_of_treatment_without_its_name_tells_what_is_missing(text, word):
    assert word in (left_out(text) or "")


@pytest.mark.parametrize(
    "text",
    [
        "Norco 10/325 #60",
        "MRI of the lumbar spine",
        "Physical therapy 2x6",
        "Right knee arthroscopy",
        "Wheelchair rental",
        "Botulinum toxin",
    ],
)
def test_a_treatment_by_its_name_leaves_nothing_out(text):
    assert left_out(text) is None

"""Treatments that a form lists line by line in one box, and that reading ran into one line."""

import pytest

from openimr.application.run_together import run_together

NAMED = ("Norco 10/325 mg", "Gabapentin 600 mg", "Flurbiprofen 20%/Lidocaine 5% cream 120 gm")


def cut(text, known=()):
    return [text[start:end] for start, end in run_together(text, known)]


def test_each_treatment_that_another_paper_names_stands_alone():
    text = (
        "Norco 10/325mg #120 Gabapentin 600mg #90 Compound: Flurbiprofen 20%/Lidocaine 5%, 120 gm"
    )
    assert cut(text, NAMED) == [
        "Norco 10/325mg #120",
        "Gabapentin 600mg #90",
        "Compound: Flurbiprofen 20%/Lidocaine 5%, 120 gm",
    ]


def test_different_drugs_with_their_own_numbers_need_no_other_paper():
    assert cut("Naproxen 550 mg #60 Omeprazole 20 mg #60") == [
        "Naproxen 550 mg #60",
        "Omeprazole 20 mg #60",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Flurbiprofen 20%/Cyclobenzaprine 4%/Lidocaine 5%, 180 gm",
        "Physical therapy 2 times a week for 6 weeks, Right shoulder",
        "Norco 10/325 mg #120 Norco 10/325 mg #60",
        "Left shoulder arthroscopy with Subacromial decompression",
    ],
)
def test_one_treatment_stays_one(text):
    assert cut(text, NAMED) == []

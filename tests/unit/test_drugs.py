"""The drug vocabulary."""

import pytest

from openimr.vocabulary.drugs import all_drugs, find_drugs, misread_drug


def test_every_name_stands_for_one_drug_only():
    names = [name for drug in all_drugs() for name in (drug.generic, *drug.brands)]
    assert len(names) == len(set(names)) > 1000


@pytest.mark.parametrize(
    ("written", "generic", "opioid"),
    [
        ("Norco", "hydrocodone/acetaminophen", True),
        ("Hydrocodone / APAP 10/325", "hydrocodone/acetaminophen", True),
        ("MS-Contin ER", "morphine", True),
        ("Tylenol #3", "acetaminophen/codeine", True),
        ("Tylenol 500 mg", "acetaminophen", False),
        ("naproxen sodium", "naproxen", False),
        ("LIDODERM patch", "lidocaine", False),
    ],
)
def test_brands_and_short_forms_mean_their_generic(written, generic, opioid):
    drug = find_drugs(written)[0].drug
    assert (drug.generic, drug.opioid) == (generic, opioid)


def test_mentions_keep_their_place_and_the_longest_name_wins():
    text = "stop Medrol dose pack, start baclofen"
    assert [text[m.start : m.end] for m in find_drugs(text)] == ["Medrol dose pack", "baclofen"]


def test_a_misread_name_is_mended_and_other_words_are_left_alone():
    assert misread_drug("cyclobenzapr1ne") == "cyclobenzaprine"
    assert misread_drug("gabapentln") == "gabapentin"
    assert misread_drug("session") is None
    assert find_drugs("left shoulder") == ()

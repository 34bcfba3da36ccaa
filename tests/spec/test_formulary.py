"""The formulary's structure: which drug, given how and when, needs review before it is given."""

import datetime as dt

import msgspec
import pytest

from openimr.guidelines.formulary import Dispensing, ListedDrug, review_needed, shipped_formulary

INJURED = dt.date(2019, 5, 1)
FORMULARY = msgspec.structs.replace(
    shipped_formulary(),
    drugs=(
        ListedDrug(generic="ibuprofen", status="exempt"),
        ListedDrug(generic="cyclobenzaprine", status="non_exempt", special_fill_days=4),
        ListedDrug(generic="oxycodone", status="non_exempt", perioperative_fill_days=4),
    ),
)


def answer(generic, *, given=dt.date(2019, 5, 4), days=4, **more):
    dispensing = Dispensing(generic=generic, given=given, days=days, injured=INJURED, **more)
    return review_needed(FORMULARY, dispensing)


@pytest.mark.parametrize(
    ("drug", "how", "needed", "rule"),
    [
        ("ibuprofen", {}, False, "exempt"),
        ("ibuprofen", {"days": 90}, False, "exempt"),
        ("ibuprofen", {"by_physician": True, "first_visit": True, "days": 7}, False, "exempt"),
        ("ibuprofen", {"by_physician": True, "first_visit": True, "days": 8}, True, None),
        ("ibuprofen", {"by_physician": True, "days": 7}, True, "dispensed-by-physician"),
        ("ibuprofen", {"brand_with_generic": True}, True, "brand-for-generic"),
        ("cyclobenzaprine", {}, True, "non_exempt"),
        ("cyclobenzaprine", {"first_visit": True}, False, "special-fill"),
        ("cyclobenzaprine", {"first_visit": True, "days": 5}, True, "non_exempt"),
        ("cyclobenzaprine", {"first_visit": True, "given": dt.date(2019, 5, 9)}, True, None),
        ("oxycodone", {"operated": dt.date(2019, 5, 8)}, False, "perioperative-fill"),
        ("oxycodone", {"operated": dt.date(2019, 5, 9)}, True, "non_exempt"),
        ("oxycodone", {"first_visit": True}, True, "non_exempt"),
        ("glucosamine", {}, True, "unlisted"),
        ("gabapentin", {"compounded": True}, True, "compounded"),
    ],
)
def test_what_a_drug_needs_depends_on_status_day_and_supply(drug, how, needed, rule):
    said = answer(drug, **how)
    assert said.prospective_review is needed
    assert rule in (None, said.rule)
    assert said.law.startswith("8 CCR 9792.27.1")


def test_before_2018_there_was_no_formulary():
    assert answer("ibuprofen", given=dt.date(2017, 12, 31)) is None
    assert answer("ibuprofen", given=dt.date(2018, 1, 1)) is not None


def test_a_drug_with_a_status_that_the_formulary_does_not_know_is_no_formulary():
    wrong = (ListedDrug(generic="ibuprofen", status="perhaps"),)
    with pytest.raises(ValueError, match="use the statuses named"):
        msgspec.structs.replace(FORMULARY, drugs=wrong)

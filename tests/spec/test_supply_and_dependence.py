"""Amounts of medication, times in days, dependence on another treatment, conditions for some."""

import datetime as dt

import msgspec
import pytest

from openimr.application.request import parse_request
from openimr.guidelines.criterion import Ground, Outcome, Reference, Verified
from openimr.guidelines.engine import weigh
from openimr.guidelines.kinds import (
    DefiniteRequest,
    DependsOn,
    DurationLimit,
    Indication,
    SinceInjury,
)
from openimr.guidelines.load import shipped_pack
from openimr.guidelines.match import match_topic
from openimr.guidelines.question import Companion, Question, names_surgery
from openimr.guidelines.record import Record
from openimr.guidelines.supply import weeks_supplied
from openimr.vocabulary.fact import Assertion, Fact, FactKind
from openimr.vocabulary.places import PageSpan

ASKED = dt.date(2015, 10, 8)
CITED = {
    "id": "tried",
    "statement": "the condition holds",
    "says": "It is a condition.",
    "references": (Reference(guideline="cpmtg-2009", section="Somewhere"),),
    "verified": Verified.LETTER,
}


def question(text, *criteria, **more):
    topic = msgspec.structs.replace(match_topic(text, shipped_pack()), criteria=criteria)
    return Question(topic=topic, text=text, request=parse_request(text), asked_on=ASKED, **more)


def evaluated(text, *criteria, **more):
    asked = question(text, *criteria, **more)
    return weigh(asked, shipped_pack(), lambda words: ()).evaluations


def outcome(text, criterion, **more):
    return evaluated(text, criterion, **more)[0].outcome


def medicine(quote, concept, day):
    return Fact(
        kind=FactKind.MEDICATION,
        concept=concept,
        statement=quote,
        quote=quote,
        assertion=Assertion.PRESENT,
        place=PageSpan(file="notes.pdf", page=1, start=0, end=len(quote)),
        date=day,
    )


@pytest.mark.parametrize(
    ("text", "weeks"),
    [
        ("Cyclobenzaprine 7.5 mg for seven days", 1),
        ("Cyclobenzaprine 7.5 mg, 14-day supply", 2),
        ("Cyclobenzaprine 7.5 mg x 2 weeks", 2),
        ("Cyclobenzaprine 7.5 mg, one month supply with two refills", 12.9),
        ("Cyclobenzaprine 7.5 mg, 7 day supply, no refills", 1),
        ("Cyclobenzaprine 7.5 mg, 7 day supply, refills: 3", 4),
        ("Cyclobenzaprine 7.5 mg #60", None),
        ("Botox injection every 12 weeks", None),
    ],
)
def test_the_length_of_a_supply_counts_its_refills(text, weeks):
    assert weeks_supplied(question(text)) == weeks


def test_a_supply_without_refills_is_as_long_as_it_says():
    criterion = DurationLimit(**CITED, weeks=3)
    assert outcome("Cyclobenzaprine 7.5 mg for fourteen days", criterion) is Outcome.MET
    assert outcome("Cyclobenzaprine, 14 day supply, 1 refill", criterion) is Outcome.NOT_MET


@pytest.mark.parametrize(
    "text",
    [
        "Norco 5/325, 60 tablets prn",
        "Percocet thirty tablets prn",
        "Norco 5/325 #60",
        "Norco as needed, 30-day supply",
    ],
)
def test_tablets_or_days_make_a_request_for_a_drug_definite(text):
    assert outcome(text, DefiniteRequest(**CITED)) is Outcome.MET


def test_a_drug_without_number_or_length_is_not_definite():
    assert outcome("Norco 5/325 1 tablet every 6 hours prn", DefiniteRequest(**CITED)) is (
        Outcome.NOT_MET
    )
    assert outcome("Norco 5/325 prn", DefiniteRequest(**CITED)) is Outcome.NOT_MET


@pytest.mark.parametrize(("injured", "met"), [(ASKED - dt.timedelta(10), True), (None, None)])
def test_a_limit_in_days_counts_from_the_injury(injured, met):
    criterion = SinceInjury(**CITED, at_most_days=14)
    expected = Outcome.MET if met else Outcome.NOT_DOCUMENTED
    assert outcome("Norco 5/325 #20", criterion, date_of_injury=injured) is expected


def test_a_day_too_late_is_too_late():
    criterion = SinceInjury(**CITED, at_most_days=14)
    [late] = evaluated("Norco #20", criterion, date_of_injury=ASKED - dt.timedelta(15))
    assert late.outcome is Outcome.NOT_MET
    assert (
        late.arithmetic
        == "asked 15 days after the injury, guideline at most 14 days: after 14 days"
    )


def test_a_condition_of_some_requests_is_not_looked_at_for_others():
    ground = Ground(name="heart disease", words=("heart",))
    criterion = Indication(**CITED, any_of=(ground,), asked=(r"\bECG\b",))
    assert len(evaluated("Preoperative ECG", criterion)) == 1
    assert evaluated("Preoperative chest x-ray", criterion) == ()


def test_what_goes_with_an_operation_that_was_allowed_stands():
    criterion = DependsOn(**CITED, named="the surgery", categories=("surgery",))
    allowed = Companion(topic=None, category="surgery", approved=True)
    denied = Companion(topic=None, category="surgery", necessary=False)
    other = Companion(topic="acupuncture", category="therapy", approved=True)
    whole = Companion(topic="carpal-tunnel-release", category="surgery", asked=1, certified=1)
    text = "Cold therapy unit"
    assert outcome(text, criterion, companions=(allowed,)) is Outcome.MET
    assert outcome(text, criterion, companions=(whole,)) is Outcome.MET
    assert outcome(text, criterion, companions=(denied,)) is Outcome.NOT_MET
    assert outcome(text, criterion, companions=(other,)) is Outcome.NOT_DOCUMENTED


def test_of_two_operations_the_one_on_the_same_part_carries():
    criterion = DependsOn(**CITED, named="the surgery", categories=("surgery",))
    knee = Companion(topic=None, category="surgery", text="Left knee arthroscopy", approved=True)
    shoulder = Companion(
        topic=None, category="surgery", text="Right shoulder labral repair", necessary=False
    )
    both = (knee, shoulder)
    assert outcome("Cold therapy unit, shoulder", criterion, companions=both) is Outcome.NOT_MET
    assert outcome("Cold therapy unit, knee", criterion, companions=both) is Outcome.MET


def test_what_goes_with_an_operation_may_be_for_another_part():
    criterion = DependsOn(**CITED, named="the surgery", categories=("surgery",))
    denied = Companion(
        topic=None, category="surgery", text="Right shoulder labral repair", necessary=False
    )
    wraps = "Postoperative cold therapy unit with leg wraps"
    assert outcome(wraps, criterion, companions=(denied,)) is Outcome.NOT_MET


def test_a_dependence_names_topics_or_categories():
    with pytest.raises(ValueError, match="topics or categories"):
        DependsOn(**CITED, named="the surgery")


@pytest.mark.parametrize(
    ("text", "surgery"),
    [
        ("Right hip arthroscopy with labral repair", True),
        ("ORIF left clavicle", True),
        ("Left elbow ulnar nerve transposition", True),
        ("Post-operative sling", False),
        ("Physical therapy after knee arthroscopy", False),
        ("Surgical consultation", False),
    ],
)
def test_an_operation_is_told_from_what_goes_with_it(text, surgery):
    assert names_surgery(text) is surgery


def test_a_cream_is_no_use_of_the_tablet():
    topic = match_topic("Diclofenac 75 mg #60", shipped_pack())
    cream = medicine("Voltaren 1% gel to the knee", "diclofenac", ASKED)
    tablet = medicine("Diclofenac 75 mg BID, lidocaine patch", "diclofenac", ASKED)
    assert Record([cream]).used(topic) == ()
    assert Record([cream, tablet]).used(topic) == (1,)


def test_another_drug_of_the_class_is_a_new_start():
    naproxen = medicine("Naproxen 550 mg BID", "naproxen", dt.date(2015, 6, 1))
    anew = weigh(question("Meloxicam 15 mg #30", facts=(naproxen,)), shipped_pack(), lambda w: ())
    more = weigh(question("Naproxen 550 mg #60", facts=(naproxen,)), shipped_pack(), lambda w: ())
    assert anew.course.visits == 0
    assert more.course.facts == (0,)

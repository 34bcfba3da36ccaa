"""How each kind of criterion is applied, in one sentence, and how a request is named."""

import datetime as dt

import pytest

from openimr.application.request import parse_request
from openimr.guidelines.course import Course
from openimr.guidelines.criterion import Ground, Outcome, Phase, Reference, Verified
from openimr.guidelines.kinds import (
    Contraindication,
    DependsOn,
    DoseLimit,
    DurationLimit,
    EarlierStudy,
    Indication,
    NotRecommended,
    QuantityLimit,
    RequestForm,
    Response,
    SinceInjury,
)
from openimr.guidelines.load import shipped_pack
from openimr.guidelines.match import match_topic
from openimr.guidelines.model import Evaluation
from openimr.guidelines.question import Question
from openimr.review.applying import application_of
from openimr.review.asking import name_of, request_of

RELIEF = Ground(name="measured relief", words=("relief",))
GAIN = Ground(name="a gain in function", words=("gain",))
COURSE = Course(phase=Phase.FURTHER)


def question(text):
    topic = match_topic(text, shipped_pack())
    assert topic is not None
    return Question(
        topic=topic, text=text, request=parse_request(text), asked_on=dt.date(2015, 5, 6)
    )


def applied(kind, outcome, finding="", *, facts=(), arithmetic=None, **values):
    criterion = kind(
        id="one",
        statement=values.pop("statement", "relief is documented"),
        says="It says so.",
        references=(Reference(guideline="cpmtg-2009", section="Opioids"),),
        verified=Verified.LETTER,
        **values,
    )
    evaluation = Evaluation(
        criterion=criterion,
        outcome=outcome,
        finding=finding or "so",
        references=criterion.references,
        facts=facts,
        arithmetic=arithmetic,
    )
    return application_of(evaluation, question("Norco 10/325 mg #90"), COURSE)


@pytest.mark.parametrize(
    ("text", "name", "asked"),
    [
        ("NAPROXEN 550MG #60", "naproxen", "naproxen 550 mg #60"),
        ("Norco 10/325 mg, 90 tablets", "Norco", "90 tablets of Norco 10/325 mg"),
        ("MRI lumbar spine", "the MRI of the lumbar spine", "an MRI of the lumbar spine"),
        (
            "Paraffin bath unit purchase",
            "the paraffin bath unit",
            "purchase of a paraffin bath unit",
        ),
        (
            "Occupational therapy, 4 visits",
            "occupational therapy",
            "4 visits of occupational therapy",
        ),
        ("Gym membership, 12 months", "a gym membership", "a gym membership for 12 months"),
        ("Lidoderm patches 5% #30", "Lidoderm", "30 patches of Lidoderm 5%"),
        ("Cervical pillow", "the cervical pillow", "a cervical pillow"),
        ("Physical therapy 2 x 6", "physical therapy", "12 visits of physical therapy"),
        (
            "Right knee arthroscopy with meniscectomy",
            "the right knee arthroscopy with meniscectomy",
            "right knee arthroscopy with meniscectomy",
        ),
    ],
)
def test_a_request_is_named_as_a_sentence_needs_it(text, name, asked):
    assert name_of(question(text)) == name
    assert request_of(question(text)) == asked


def test_several_drugs_in_one_mixture_go_by_the_name_of_the_topic():
    mixture = question("Flurbiprofen 20%/Cyclobenzaprine 4% cream")
    assert name_of(mixture) == "a compounded topical analgesic"


@pytest.mark.parametrize(
    ("statement", "told"),
    [
        ("relief is documented", "The record does not document relief."),
        ("he was treated first", "The record does not show that he was treated first."),
        (
            "a trial is asked for, or one was made",
            "The record shows neither that a trial is asked for nor that one was made.",
        ),
        ("it brought relief", "The record does not show that Norco brought relief."),
    ],
)
def test_silence_of_the_record(statement, told):
    missing = Outcome.NOT_DOCUMENTED
    assert applied(Indication, missing, any_of=(RELIEF,), statement=statement) == told


def test_grounds_that_hold_are_named():
    finding = "on record: measured relief, a gain in function"
    told = applied(Indication, Outcome.MET, finding, facts=(0,), any_of=(RELIEF, GAIN))
    assert told == "This shows measured relief and a gain in function."


def test_what_earlier_use_should_have_brought():
    told = applied(Response, Outcome.NOT_DOCUMENTED, any_of=(RELIEF, GAIN))
    assert told == "The record does not document measured relief or a gain in function."


def test_exceptions_and_what_speaks_against():
    assert applied(NotRecommended, Outcome.NOT_MET, unless=(RELIEF,)) == (
        "The record does not document the exception: measured relief."
    )
    finding = "on record against it: measured relief"
    assert applied(Contraindication, Outcome.NOT_MET, finding, facts=(0,), any_of=(RELIEF,)) == (
        "The record shows measured relief, which speaks against Norco."
    )


def test_an_earlier_study_without_a_change():
    told = applied(EarlierStudy, Outcome.NOT_MET, facts=(0,), study=RELIEF, unless=(GAIN,))
    assert told == (
        "The record thus shows measured relief, but does not document a gain in function."
    )


def test_what_depends_on_another_treatment():
    values = {"topics": ("surgery",), "named": "the surgery"}
    told = applied(DependsOn, Outcome.NOT_MET, **values)
    assert told.startswith("In this determination the surgery is found not medically necessary")
    statement = "the surgery is necessary, allowed or done"
    told = applied(DependsOn, Outcome.NOT_DOCUMENTED, statement=statement, **values)
    assert told == "The record does not show that the surgery is necessary, allowed or done."


def test_sums_of_time_and_number():
    weeks = "asked 16 weeks after the injury, guideline at most 13 weeks: after 13 weeks"
    assert applied(SinceInjury, Outcome.NOT_MET, arithmetic=weeks, at_most_weeks=13) == (
        "The request came 16 weeks after the injury, later than the guideline names."
    )
    use = "used 12 weeks, asked 4.3, guideline 3: 16.3 exceeds 3"
    assert applied(DurationLimit, Outcome.NOT_MET, arithmetic=use, weeks=3) == (
        "Norco had been in use for 12 weeks; the 30 days now asked for make about 16 weeks in all, "
        "beyond the time named."
    )
    number = "asked 90, guideline 59 tablets: 90 exceeds 59"
    assert applied(
        QuantityLimit, Outcome.NOT_MET, arithmetic=number, at_most=59, unit="tablets"
    ) == ("The request is for 90 tablets, which goes beyond that number.")
    dose = "daily dose 120 mg, guideline 80 mg: 120 exceeds 80"
    assert applied(DoseLimit, Outcome.NOT_MET, arithmetic=dose, mg_per_day=80) == (
        "The daily dose of 120 mg of morphine equivalent exceeds the 80 mg named."
    )


def test_the_requests_own_wording():
    finding = "the request names \u201c2 refills\u201d, which the guideline does not support"
    assert applied(RequestForm, Outcome.NOT_MET, finding) == (
        "The request names \u201c2 refills\u201d, which goes against this."
    )
    asked = "a number of tablets is asked for"
    assert applied(RequestForm, Outcome.NOT_DOCUMENTED, statement=asked) == (
        "The request does not state a number of tablets."
    )

"""How long a drug had been in use before the request, and how long the request supplies it."""

import datetime as dt

import pytest

from openimr.application.request import parse_request
from openimr.casefile.facts import find_facts
from openimr.casefile.model import CaseFile, Document, DocumentType, Page
from openimr.guidelines.criterion import Outcome
from openimr.guidelines.engine import weigh
from openimr.guidelines.load import shipped_pack
from openimr.guidelines.match import match_topic
from openimr.guidelines.question import Question
from openimr.guidelines.record import Record
from openimr.guidelines.supply import weeks_supplied
from openimr.guidelines.time_of_use import use_before

VISIT = dt.date(2016, 10, 3)
ASKED = dt.date(2016, 10, 10)
INJURED = dt.date(2015, 10, 12)


def asked(request, *notes, **more):
    """A request on a record of notes: texts of one visit, or (day, text)."""
    dated = [(VISIT, note) if isinstance(note, str) else note for note in notes]
    topic = match_topic(request, shipped_pack())
    reports = [
        Document(file=f"{n}.pdf", pages=(1, 1), type=DocumentType.PROGRESS_REPORT, date=day)
        for n, (day, _) in enumerate(dated)
    ]
    pages = [Page(file=f"{n}.pdf", number=1, text=text) for n, (_, text) in enumerate(dated)]
    case_file = CaseFile(pages=tuple(pages), documents=tuple(reports))
    return Question(
        topic=topic,
        text=request,
        request=parse_request(request),
        asked_on=ASKED,
        facts=find_facts(case_file, topic.grounds),
        date_of_injury=INJURED,
        **more,
    )


def weeks(request, *notes):
    question = asked(request, *notes)
    return use_before(question, Record(question.facts)).weeks


def outcome(request, criterion, *notes):
    weighed = weigh(asked(request, *notes), shipped_pack(), lambda words: ())
    return next(e.outcome for e in weighed.evaluations if e.criterion.id == criterion)


@pytest.mark.parametrize(
    ("note", "least"),
    [
        ("She has been taking Flexeril since June 2016.", 14),
        ("Cyclobenzaprine 7.5 mg TID since 06/2016.", 14),
        ("He has used Flexeril for the past 3 months.", 13),
        ("On cyclobenzaprine for over six months.", 26),
        ("Has been on Flexeril 10 mg at bedtime for several months.", 9),
        ("Flexeril was started on 7/5/2016 and she continues it.", 13),
        ("Chronic use of cyclobenzaprine is noted.", 14),
        ("He takes Flexeril on a long-term basis.", 14),
        ("She has taken Flexeril nightly since the injury.", 52),
        ("Currently using Flexeril, prescribed since 2014.", 90),
        ("Cyclobenzaprine 7.5 mg, taking it for two years.", 104),
        ("Flexeril 10 mg BID for the last eight weeks with some relief.", 9),
        ("Flexeril 10 mg at bedtime, chronic.", 14),
        ("Flexeril - taking x 18 months.", 70),
        ("Refilled Flexeril, 6th refill.", 20),
        ("Continues on Flexeril, now in its ninth month.", 30),
        ("Flexeril: duration of use 14 months.", 60),
        ("Has been taking Flexeril for at least half a year.", 26),
        ("Flexeril started Feb 2016.", 30),
        ("Flexeril 10 mg x several years", 104),
    ],
)
def test_a_note_says_in_words_how_long_a_drug_was_in_use(note, least):
    assert weeks("Cyclobenzaprine 7.5 mg #20", note) >= least
    assert outcome("Cyclobenzaprine 7.5 mg #20", "two-to-three-weeks", note) is Outcome.NOT_MET


@pytest.mark.parametrize(
    "note",
    [
        "Start Flexeril 10 mg for two weeks.",
        "Flexeril 10 mg at bedtime, 14 day supply.",
        "Prescribed Flexeril today for chronic low back pain.",
        "Trial of Flexeril for the next 2 weeks.",
        "Low back pain for the past six months. Flexeril 10 mg started today.",
    ],
)
def test_what_is_to_be_taken_is_no_earlier_use(note):
    assert (weeks("Cyclobenzaprine 10 mg #14", note) or 0) <= 1


def test_refills_from_visit_to_visit_add_up():
    notes = [(dt.date(2016, month, 4), "Refilled Norco 10/325 #90.") for month in (6, 7, 8, 9)]
    assert weeks("Norco 10/325 #90", *notes) == 18


def test_only_the_drug_asked_for_counts():
    notes = [(dt.date(2016, 2, 1), "Tizanidine 4 mg at bedtime."), "Robaxin 500 mg TID started."]
    assert weeks("Robaxin 500 mg #30", *notes) == 1
    assert weeks("Tizanidine 4 mg #30", *notes) == 36


def test_a_drug_stopped_long_ago_is_not_in_use():
    notes = [(dt.date(2016, 1, 4), "Past medications: Flexeril 10 mg, stopped, no help.")]
    assert weeks("Flexeril 10 mg #14", *notes) is None


@pytest.mark.parametrize(
    ("request_", "supplied"),
    [
        ("Cyclobenzaprine 7.5 mg #60, 1 tab BID", 4.3),
        ("Flexeril 10 mg #30 qhs", 4.3),
        ("Norco 10/325 #120, 1 tablet every 6 hours", 4.3),
        ("Norco 5/325 #60 1-2 tabs q4-6h prn", 0.7),
        ("Soma 350 mg #90 TID with 2 refills", 12.9),
        ("Tizanidine 4 mg #60 with two refills", 12.9),
        ("Flexeril 10 mg #21, three times a day", 1),
        ("Cyclobenzaprine 7.5 mg #60", None),
    ],
)
def test_tablets_last_as_long_as_the_directions_say(request_, supplied):
    assert weeks_supplied(asked(request_)) == supplied

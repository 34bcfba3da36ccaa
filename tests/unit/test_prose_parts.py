"""The parts that prose is made of: names of diagnoses, scores, work, the story, the ground."""

import datetime as dt
import re

import pytest

from openimr.application.model import Application, CitedDate
from openimr.casefile.model import CaseFile, Document, DocumentType, Page
from openimr.review.cutting import cut
from openimr.review.dispute import as_prose, short_name
from openimr.review.employee import employee_of
from openimr.review.mechanism import mechanism_of
from openimr.review.naming import diagnoses_of
from openimr.review.quoting import Quoter
from openimr.review.scores import trends_of
from openimr.review.speakers import Speakers
from openimr.review.story import occupation_of
from openimr.review.ur_ground import Grounds
from openimr.review.work_history import statuses
from openimr.vocabulary.fact import Assertion, Fact, FactKind
from openimr.vocabulary.places import PageSpan

INJURED = dt.date(2014, 3, 5)


def fact(kind, quote, concept=None, *, day=dt.date(2015, 5, 6), value=None, page=1, **more):
    return Fact(
        kind=FactKind(kind),
        statement=quote,
        assertion=more.pop("assertion", Assertion.PRESENT),
        place=PageSpan(file="a.pdf", page=page, start=0, end=len(quote)),
        quote=quote,
        concept=concept,
        value=value,
        date=day,
        **more,
    )


def papers(text, kind=DocumentType.PROGRESS_REPORT, author=None):
    document = Document(file="a.pdf", pages=(1, 1), type=kind, author=author)
    return CaseFile(pages=(Page(file="a.pdf", number=1, text=text),), documents=(document,))


@pytest.mark.parametrize(
    ("quote", "code", "words"),
    [
        ("Lumbar sprain/strain, 847.2", "847.2", "lumbar sprain/strain (847.2)"),
        ("724.2 Low back pain.", "724.2", "low back pain (724.2)"),
        ("ADJUSTMENT DISORDER  309.28  CBT x 6", "309.28", "adjustment disorder (309.28)"),
        ("Neuritis (per Dr. Marigold), 723.4", "723.4", "neuritis (723.4)"),
    ],
)
def test_a_diagnosis_is_named_in_the_records_own_words(quote, code, words):
    (named,) = diagnoses_of([fact("diagnosis", quote, "lumbago", value=code)])
    assert named.words == words


def test_two_coding_systems_of_one_diagnosis_are_named_once():
    old = fact("diagnosis", "Lumbar strain 847.2", "lumbar-strain", value="847.2")
    new = fact("diagnosis", "Lumbar strain, initial S39.012A", "lumbar-strain", value="S39.012A")
    (named,) = diagnoses_of([old, new])
    assert set(named.codes) == {"847.2", "S39.012A"}


def test_no_name_of_a_person_becomes_a_diagnosis():
    told = fact("diagnosis", "Marigold  300.00", "anxiety-disorder", value="300.00")
    assert diagnoses_of([told])[0].name == "anxiety disorder"


@pytest.mark.parametrize(
    ("quote", "value", "words"),
    [
        ("BDI-II fell from 31 to 18", 18, "BDI-II fell from 31 to 18"),
        ("BDI-II 18 (initial 31)", 18, "BDI-II fell from 31 to 18"),
        ("BDI-II 18, was 12", 18, "BDI-II rose from 12 to 18"),
    ],
)
def test_a_score_with_the_one_before_it_is_a_trend(quote, value, words):
    (trend,) = trends_of([fact("test_score", quote, "bdi-ii", value=value)])
    assert trend.words == words


def test_two_days_of_a_scale_make_a_trend_and_one_makes_none():
    first = fact("test_score", "PHQ-9: 16", "phq-9", value=16, day=dt.date(2015, 3, 1))
    last = fact("test_score", "PHQ-9: 9", "phq-9", value=9)
    assert trends_of([last]) == []
    (trend,) = trends_of([last, first])
    assert (trend.first.day, trend.words) == (dt.date(2015, 3, 1), "PHQ-9 fell from 16 to 9")


def test_a_status_begins_on_the_day_its_words_name():
    told = fact("work_status", "Back at modified duty since 4/20/2015.", "working-modified")
    (status,) = statuses([told])
    assert (status.state, status.day) == ("modified", dt.date(2015, 4, 20))


def test_a_past_status_never_stands_as_the_present_one():
    past = fact("work_status", "Light duty was tried for three weeks.", "working-modified")
    hoped = fact("work_status", "Six more sessions to secure full duty.", "working-full")
    assert statuses([past, hoped]) == []


def test_a_status_that_goes_on_is_told_once():
    first = fact("work_status", "TTD.", "off-work", day=dt.date(2015, 2, 1))
    again = fact("work_status", "Remains TTD.", "off-work", page=2)
    (status,) = statuses([again, first])
    assert (status.day, status.last.date) == (dt.date(2015, 2, 1), dt.date(2015, 5, 6))


@pytest.mark.parametrize(
    ("text", "job"),
    [
        ("A 44-year-old right-handed male roofer who fell on 3/5/2014.", "roofer"),
        ("She works as a dental assistant for the county.", "dental assistant"),
        ("Occupation: Line cook\nEmployer: Rosehip Diner", "line cook"),
        ("Occupation (specific job title): Registered Nurse\nShift: day", "registered nurse"),
        ("Patient is a 45 y/o M plumber who twisted his knee.", "plumber"),
        ("61-year-old press operator developed hearing loss.", "press operator"),
        ("52 y/o Hispanic male tile setter burned by grout.", "tile setter"),
        ("He has been employed by Tern Valley Foods as a meat cutter since 2004.", "meat cutter"),
        ("She can return to work as soon as her doctor agrees.", None),
    ],
)
def test_the_occupation_is_read_from_other_offices_words(text, job):
    told = occupation_of(papers(text), Quoter([]))
    assert (told.words if told else None) == job


@pytest.mark.parametrize(
    ("text", "how"),
    [
        ("He was injured on 3/5/2014 when a pallet fell on his foot.", "when a pallet fell on"),
        ("Injured on 3/5/2014 while lifting a crate of jars.", "while lifting a crate of jars"),
        ("On March 5, 2014 she slipped on a wet ramp and twisted her knee.", "when she slipped"),
        ("On March 5, 2014 she was seen by her doctor.", None),
        (
            "She is a cook who strained her back lifting a stock pot on 3/5/2014.",
            "when the employee strained her back lifting a stock pot",
        ),
        (
            "A painter who fell from a scaffold on 03/05/2014 while reaching for a brush.",
            "when the employee fell from a scaffold while reaching for a brush",
        ),
        ("40-year-old welder burned by slag on 3/5/14.", "when the employee was burned by slag"),
        (
            "She was held at gunpoint during a robbery on March 5, 2014.",
            "when she was held at gunpoint during a robbery",
        ),
        (
            "55-year-old typist developed wrist pain from years of typing; DOI 3/5/2014.",
            ", having developed wrist pain from years of typing",
        ),
        (
            "45 y/o plumber who twisted his L knee on 3/5/14 stepping off a curb.",
            "when the employee twisted his left knee stepping off a curb",
        ),
        ("Wrist pain since 3/5/2014 from prolonged typing at work.", ", from prolonged typing"),
        ("Mechanism of injury: Slipped on wet tiles.", "when the employee slipped on wet tiles"),
        ("52 y/o driver who hurt his knee in 2009 stepping off a dock.", None),
    ],
)
def test_the_mechanism_goes_on_from_the_day_of_injury(text, how):
    told = mechanism_of(papers(text), [], INJURED, Quoter([]))
    assert told is None if how is None else told.words.startswith(how)


def test_the_ground_of_utilization_review_is_told_for_its_own_treatment():
    decision = papers(
        "Determination and rationale\n"
        "1. Physical therapy: DENIED. Measures of function were not provided with the request.\n"
        "2. Acupuncture: DENIED. No evidence of reduced medication was submitted.",
        DocumentType.UR_DECISION,
    )
    grounds = Grounds(decision, Quoter([]))
    ground = grounds.of(["acupuncture"], ["physical therapy"])
    assert ground is not None
    assert ground.words == "\u201cNo evidence of reduced medication was submitted\u201d"


@pytest.mark.parametrize(
    ("kind", "author", "role"),
    [
        (DocumentType.PROGRESS_REPORT, "A. Marigold, MD", "the treating physician"),
        (DocumentType.PROGRESS_REPORT, "A. Marigold, PsyD", "the psychologist"),
        (DocumentType.PHYSICAL_THERAPY_NOTE, None, "the physical therapist"),
        (DocumentType.OTHER, None, None),
    ],
)
def test_a_speaker_is_named_by_role(kind, author, role):
    place = PageSpan(file="a.pdf", page=1, start=0, end=1)
    assert Speakers(papers("words", kind, author)).of(place) == role


def test_a_quotation_holds_the_clause_that_carries_the_fact():
    passage = "He was seen for his back, took the bus; he now cooks dinner for the whole family."
    assert cut(passage, re.compile("cooks")) == "he now cooks dinner for the whole family"


@pytest.mark.parametrize(
    "words",
    [
        "Are you working?  Yes  ONO",
        "Beck Depression Inventory  26  15",
        "\u2610 Modified duty \u2612 Off work",
        "RETURN TO MODIFIED DUTY NOW",
        "Address: 4 Elm Lane, phone 555-0100",
    ],
)
def test_forms_and_private_particulars_are_never_quoted(words):
    assert Quoter([]).quoted(words) is None


@pytest.mark.parametrize(
    ("text", "prose", "name"),
    [
        ("PHYSICAL THERAPY 2X6", "physical therapy 2x6", "physical therapy"),
        ("Continue Psychotherapy, weekly", "continued psychotherapy, weekly", "psychotherapy"),
        ("Additional CBT, 6 sessions", "additional CBT, 6 sessions", "CBT"),
        ("Six sessions of Acupuncture", "six sessions of acupuncture", "acupuncture"),
        ("Norco 10/325 Tablets #90", "Norco 10/325 tablets #90", "Norco"),
    ],
)
def test_a_request_reads_inside_a_sentence(text, prose, name):
    assert (as_prose(text), short_name(text)) == (prose, name)


@pytest.mark.parametrize(("born", "age"), [(1970, 45), (1815, None), (2013, None)])
def test_a_date_of_birth_that_no_worker_can_have_gives_no_age(born, age):
    place = PageSpan(file="a.pdf", page=1, start=0, end=4)
    application = Application(date_of_birth=CitedDate(value=dt.date(born, 1, 2), place=place))
    employee = employee_of(application, papers("No age here."), dt.date(2015, 5, 6))
    assert employee.age == age
    assert (employee.age_source is None) == (age is None)

"""Findings, drugs, names and times as a letter words them."""

import datetime as dt

import pytest

from openimr.casefile.model import CaseFile, Document, DocumentType, Page
from openimr.guidelines.criterion import Reference
from openimr.review.amounts import sums_told, time_of
from openimr.review.asking import article
from openimr.review.citing import guideline_says
from openimr.review.dispute import as_prose, short_name
from openimr.review.phrases import told
from openimr.review.picking import in_each_place
from openimr.review.proper_names import from_capitals
from openimr.review.quoting import Quoter
from openimr.review.support import unsupported
from openimr.review.ur_ground import Grounds
from openimr.review.whereabouts import shared_part
from openimr.vocabulary.fact import Assertion, Fact, FactKind
from openimr.vocabulary.places import PageSpan


def finding(concept, about=None, *, kind="exam_finding", quote="Found.", absent=False, **values):
    return Fact(
        kind=FactKind(kind),
        statement=quote,
        quote=quote,
        place=PageSpan(file="a.pdf", page=1, start=0, end=len(quote)),
        assertion=Assertion.ABSENT if absent else Assertion.PRESENT,
        concept=concept,
        about=about,
        **values,
    )


@pytest.mark.parametrize(
    ("concept", "about", "words"),
    [
        ("sensation-decreased", "L5, left", "decreased sensation in the left L5 dermatome"),
        ("motor-weakness", "ankle, right", "motor weakness of the right ankle"),
        ("tenderness", "L4-L5, right", "tenderness at L4-L5 on the right"),
        ("tenderness", "knee, bilateral", "tenderness of both knees"),
        ("spurling", "neck, right", "a positive Spurling test on the right"),
        ("tenderness", None, "tenderness"),
    ],
)
def test_a_finding_is_told_with_its_place(concept, about, words):
    assert told([finding(concept, about)]) == words


def test_one_finding_in_two_places_is_named_once():
    bulges = [
        finding("disc-bulge", "L3-L4", kind="imaging_finding"),
        finding("disc-bulge", "L4-L5", kind="imaging_finding"),
    ]
    assert told(bulges) == "disc bulge at L3-L4 and L4-L5"


def test_two_findings_of_one_place_share_it():
    stiff = [
        finding("tenderness", "wrist, left"),
        finding("range-of-motion-reduced", "wrist, left"),
    ]
    assert told(stiff) == "tenderness and reduced range of motion of the left wrist"


def test_size_and_degree_stand_before_the_finding():
    tear = finding(
        "rotator-cuff-tear",
        kind="imaging_finding",
        quote="A full-thickness tear of the cuff, 8 mm.",
        value=8,
        unit="mm",
    )
    assert told([tear]) == "an 8 mm full-thickness rotator cuff tear"


def test_a_place_told_less_exactly_is_the_same_place():
    exact, loose = finding("tenderness", "wrist, left"), finding("tenderness", "wrist")
    other = finding("tenderness", "elbow")
    assert in_each_place([loose, exact, other]) == [exact, other]


def test_a_study_is_named_by_the_part_that_its_findings_share():
    levels = [finding("disc-bulge", "C4-C5"), finding("stenosis", "C5-C6, left")]
    assert shared_part(levels) == "of the cervical spine"
    assert shared_part([finding("effusion", "knee, left")]) == "of the left knee"
    assert shared_part([finding("effusion", "knee"), finding("effusion", "hip")]) == ""


@pytest.mark.parametrize(
    ("quote", "concept", "words"),
    [
        ("Mobic 15 mg daily", "meloxicam", "Mobic (meloxicam)"),
        ("OXYCONTIN 20 mg", "oxycodone", "Oxycontin (oxycodone)"),
        ("oxycodone 5 mg", "oxycodone", "oxycodone"),
        ("Takes her pain pill", "tramadol", "tramadol"),
    ],
)
def test_a_drug_goes_by_the_name_that_the_record_gives_it(quote, concept, words):
    assert told([finding(concept, kind="medication", quote=quote)]) == words


@pytest.mark.parametrize(
    ("request_", "prose"),
    [
        ("Left Shoulder Bankart Repair", "left shoulder Bankart repair"),
        ("MRI LEFT KNEE", "MRI left knee"),
        ("Associated surgical service: Walker", "walker"),
        ("R hip x-rays", "right hip x-rays"),
        ("De Quervain Release", "de Quervain release"),
    ],
)
def test_names_and_short_forms_keep_their_capitals(request_, prose):
    assert as_prose(request_) == prose


def test_a_request_in_capitals_is_read_word_by_word():
    assert from_capitals("NORCO 5/325 AND L4-5 ESI") == "Norco 5/325 and L4-5 ESI"


def test_the_short_name_of_a_request_has_no_numbers():
    assert short_name("Baker's cyst aspiration x 1") == "Baker's cyst aspiration"


@pytest.mark.parametrize(
    ("words", "which"),
    [
        ("MRI of the hip", "an"),
        ("unit", "a"),
        ("x-ray", "an"),
        ("urine test", "a"),
        ("STAT CT", "a"),
    ],
)
def test_the_article_follows_the_sound(words, which):
    assert article(words) == which


@pytest.mark.parametrize(
    ("days", "words"),
    [(1, "1 day"), (10, "10 days"), (42, "6 weeks"), (30, "30 days"), (238, "8 months")],
)
def test_times_are_told_in_the_unit_a_reader_counts_in(days, words):
    assert time_of(days) == words


def test_numbers_formed_out_of_a_sum_are_borne_by_it():
    assert 18.0 in sums_told("asked 12, had 6, guideline 10 in all: 18 exceeds 10")
    assert 8.0 in sums_told("asked 34 weeks after the injury, guideline not before 4 weeks")


def test_levels_written_otherwise_bear_each_other():
    assert unsupported("a bulge at L4-L5", ["Bulge at L4/5."]) == ()
    assert unsupported("a bulge at L4-L5", ["Bulge at L3-4."]) != ()


def says(section, title, *, before=None, pages=()):
    reference = Reference(guideline="a", section=section, pages=pages)
    return guideline_says("rest helps.", reference, title, before, 0)


def test_a_guideline_is_cited_without_brackets_in_brackets():
    assert says("Rest (R)", "Back chapter (ACOEM chapter 12)", pages=("3", "5-6", "9")) == (
        "According to the Back chapter (ACOEM chapter 12, Rest, pages 3, 5-6 and 9), rest helps."
    )
    assert says("4610(a)", "Labor Code") == (
        "According to section 4610(a) of the Labor Code, rest helps."
    )


def refusing(text):
    page = Page(file="ur.pdf", number=1, text=text)
    paper = Document(
        file="ur.pdf", pages=(1, 1), type=DocumentType.UR_DECISION, date=dt.date(2016, 1, 4)
    )
    return Grounds(CaseFile(pages=(page,), documents=(paper,)), Quoter([]))


def test_each_of_two_drugs_of_one_kind_has_its_own_ground():
    grounds = refusing(
        "Rationale\n1. Opana 10 mg: The daily dose exceeds the threshold.\n"
        "2. Norco 10/325 mg: Two opioids are given without explanation.\n"
    )
    told_of = [
        grounds.of(("opioid",), (), own, (other,))
        for own, other in (("Opana 10 mg", "Norco 10/325 mg"), ("Norco 10/325 mg", "Opana 10 mg"))
    ]
    assert [one and one.words for one in told_of] == [
        "\u201cThe daily dose exceeds the threshold\u201d",
        "\u201cTwo opioids are given without explanation\u201d",
    ]

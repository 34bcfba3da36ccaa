"""Which topic a treatment title belongs to: titles as many offices write them, and their slips."""

import datetime as dt
import functools
import random
import re
from pathlib import Path

import pytest
import yaml

from openimr.guidelines.circumstances import Circumstances
from openimr.guidelines.load import shipped_pack
from openimr.guidelines.match import match_topics, nearly_matched
from openimr.guidelines.several import stands_beside
from openimr.guidelines.spelling import spelt_right

TITLES = yaml.load(
    Path(__file__).with_name("treatment_titles.yaml").read_text("utf-8"), Loader=yaml.CSafeLoader
)
OF_THOSE_MISSPELT = 0.93
SHARE_OF_TYPING_SLIPS = 7


@functools.cache
def topics(title: str) -> frozenset[str]:
    return frozenset(topic.id for topic in match_topics(title, shipped_pack()))


def test_every_topic_of_the_shipped_pack_has_titles():
    assert TITLES["topics"].keys() == {topic.id for topic in shipped_pack().topics}


@pytest.mark.parametrize("topic", TITLES["topics"])
def test_titles_belong_to_their_topic_and_to_no_other(topic):
    found = {title: topics(title) for title in TITLES["topics"][topic]}
    assert {title: ids for title, ids in found.items() if ids != {topic}} == {}


def test_treatments_that_no_guideline_is_about_belong_to_none():
    assert {title: topics(title) for title in TITLES["none"] if topics(title)} == {}


@pytest.mark.parametrize("row", TITLES["several"], ids=lambda row: row["title"])
def test_a_title_of_several_treatments_belongs_to_the_topic_of_each(row):
    assert topics(row["title"]) == set(row["topics"])


@pytest.mark.parametrize(
    "title",
    [
        "Physical therapy with ultrasound, e-stim and massage",
        "Chiropractic 2x4 with e-stim, hot packs and myofascial release",
        "Functional restoration program (PT, CBT, and biofeedback)",
        "Functional restoration program including physical therapy and psychotherapy",
        "Consultation with a spine surgeon for lumbar fusion and ESI",
        "Right shoulder injection with Kenalog and lidocaine",
        "Lumbar ESI with IV sedation and fluoroscopy",
        "Home health for PT, OT, and wound care",
        "Pre-op testing (CBC, CMP, PTT, PT, UA, EKG and chest X-ray)",
        "Left knee arthroscopy, meniscectomy, chondroplasty and synovectomy",
        "Shoulder arthroscopy with lysis of adhesions",
        "Duexis (ibuprofen and famotidine) 800/26.6mg #90",
        "Fioricet with codeine #30",
        "Psychological evaluation and testing",
        "TENS unit with electrodes and batteries",
    ],
)
def test_what_a_treatment_consists_of_is_no_treatment_beside_it(title):
    assert len(topics(title)) == 1


def test_what_is_asked_for_together_with_an_operation_follows_it():
    title = "Right shoulder arthroscopy, sling, and physical therapy x 12"
    assert topics(title) == {
        "shoulder-rotator-cuff-surgery",
        "postop-sling-brace-wraps",
        "postsurgical-physical-medicine",
    }


def test_tests_and_drugs_asked_for_with_an_operation_are_those_of_the_operation():
    title = "Right knee arthroscopy; pre-op labs; EKG; Norco 10/325 #60, and crutches"
    assert topics(title) == {
        "knee-arthroscopy-meniscectomy",
        "preoperative-testing",
        "opioids-postoperative",
        "durable-medical-equipment",
    }


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        (
            "Follow-up visit, urine drug screen, and refill of Norco",
            {"office-visits-follow-up", "urine-drug-testing", "opioids-chronic"},
        ),
        (
            "Consultation with neurologist and EMG/NCV of the arms",
            {"specialist-consultation-referral", "electrodiagnostic-upper-extremity"},
        ),
        ("Initial evaluation, occupational therapy", {"office-visits-follow-up"}),
        (
            "L5-S1 TFESI and follow-up visit 2 weeks post injection",
            {"epidural-steroid-injection", "office-visits-follow-up"},
        ),
    ],
)
def test_an_evaluation_keeps_what_it_is_about_and_leaves_what_stands_beside_it(title, expected):
    assert topics(title) == expected


def test_what_is_left_of_a_request_in_part_allowed_is_in_dispute():
    title = (
        "Norco 10/325mg #90 and Soma 350mg #30 was the original request. Norco 10/325mg #90 was "
        "authorized by the Claims Administrator. The remaining IMR eligible portion of the "
        "original request, Soma 350mg #30 is"
    )
    assert topics(title) == {"carisoprodol"}


def test_what_is_left_without_its_name_is_told_by_the_whole_request():
    title = (
        "Acupuncture, 12 visits was the original request. 6 visits were authorized. The remaining "
        "IMR eligible portion of the original request, 6 visits is"
    )
    assert topics(title) == {"acupuncture"}


@pytest.mark.parametrize(
    "around",
    [
        "Retrospective: {} (DOS: 03/04/2014)",
        "Prospective request for 1 {}",
        "{} QTY: 1.00",
        "{} between 1/14/2014 and 3/30/2014",
        "{}, outpatient, for submitted diagnosis lumbar strain",
        "{} as related to the left shoulder injury",
        "Unknown {} per 12/07/2016 order",
        "RFA: {}",
        "Medication: {} and supplies.",
        "{}, right",
    ],
)
def test_what_offices_put_around_a_title_changes_nothing(around):
    titles = [titles[0] for titles in TITLES["topics"].values()] + TITLES["none"][::3]
    changed = [title for title in titles if topics(around.format(title)) != topics(title)]
    assert changed == []


def test_titles_with_a_slip_of_the_pen_mostly_find_their_topic():
    chance = random.Random(20161101)
    slips = [
        (topic, slipped)
        for topic, titles in TITLES["topics"].items()
        for number, title in enumerate(titles)
        if number % SHARE_OF_TYPING_SLIPS == 0 and (slipped := _slip(title, chance)) is not None
    ]
    found = sum(topics(title) == {topic} for topic, title in slips)
    assert len(slips) > 200
    assert found / len(slips) >= OF_THOSE_MISSPELT


def _slip(title: str, chance: random.Random) -> str | None:
    """The title with two letters of one longer word changed over, or one letter left out."""
    words = list(re.finditer(r"[A-Za-z]{7,}", title))
    if not words:
        return None
    word = chance.choice(words)
    at = chance.randrange(word.start() + 1, word.end() - 2)
    if chance.random() < 0.5 or title[at] == title[at + 1]:
        return title[:at] + title[at + 1 :]
    return title[:at] + title[at + 1] + title[at] + title[at + 2 :]


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("Chiropratic treatment 2x4", "chiropractic treatment 2x4"),
        ("Cyclobenazprine 7.5mg #60", "cyclobenzaprine 7.5mg #60"),
        ("0meprazo1e 20mg #60", "omeprazole 20mg #60"),
        ("Epidurla steriod injection", "epidural steroid injection"),
    ],
)
def test_a_slip_of_the_pen_is_put_right_from_the_words_of_requests(text, right):
    assert spelt_right(text, shipped_pack()) == right


@pytest.mark.parametrize(
    "text", ["Tooth extraction", "Losartan 50mg", "Pulmonary function test", "Neurostim device"]
)
def test_words_that_only_resemble_those_of_treatments_are_left_as_they_are(text):
    assert spelt_right(text, shipped_pack()) == text


def test_the_topics_most_like_a_treatment_of_no_topic_are_named():
    pack = shipped_pack()
    assert match_topics("Genicular nerve block, left", pack) == ()
    assert "sympathetic-blocks" in nearly_matched("Genicular nerve block, left", pack)


def test_the_place_of_a_further_treatment_counts():
    pack = {topic.id: topic for topic in shipped_pack().topics}
    therapy, unit = pack["physical-medicine"], pack["tens-electrical-stimulation"]
    assert stands_beside(therapy, unit, "TENS unit purchase", 0)
    assert not stands_beside(therapy, unit, "e-stim", 0)
    assert not stands_beside(unit, therapy, "for use before physical therapy", 15)


def test_the_days_decide_between_topics_of_one_wording():
    asked = dt.date(2017, 3, 1)
    pack = shipped_pack()
    soon = Circumstances(asked_on=asked, operated_on=dt.date(2017, 2, 1))
    late = Circumstances(asked_on=asked, injured_on=dt.date(2012, 2, 1))
    title = "Physical therapy 2x6 and Norco 10/325mg #60"
    assert [topic.id for topic in match_topics(title, pack, soon)] == [
        "postsurgical-physical-medicine",
        "opioids-postoperative",
    ]
    assert [topic.id for topic in match_topics(title, pack, late)] == [
        "physical-medicine",
        "opioids-chronic",
    ]

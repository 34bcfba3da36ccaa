"""Which topics a request belongs to: several in one request, and the topics meant for a time."""

import datetime as dt

import pytest

from openimr.guidelines.circumstances import Circumstances, When
from openimr.guidelines.load import shipped_pack
from openimr.guidelines.match import match_topic, match_topics

ASKED = dt.date(2017, 3, 1)


def topics(text, **days):
    given = Circumstances(asked_on=ASKED, **days) if days else None
    return [topic.id for topic in match_topics(text, shipped_pack(), given)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("MRI of the neck and left wrist", ["mri-cervical-spine", "mri-wrist-hand"]),
        ("MRI right shoulder & lumbar spine", ["mri-shoulder", "mri-lumbar-spine"]),
        (
            "NCV/EMG of the upper and lower extremities",
            ["electrodiagnostic-upper-extremity", "electrodiagnostic-lower-extremity"],
        ),
        ("Tramadol 50 mg #60 and Soma 350 mg #30", ["opioids-chronic", "carisoprodol"]),
        ("Acupuncture and physical therapy, 6 visits each", ["acupuncture", "physical-medicine"]),
    ],
)
def test_a_request_that_names_several_things_belongs_to_several_topics(text, expected):
    assert topics(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "MRI of the lumbar spine with and without contrast",
        "MRI of the lumbar spine for back and leg pain",
        "CT of the abdomen and pelvis",
        "Physical therapy for the neck and shoulder, 2x6",
        "Chiropractic with heat and electrical stimulation",
        "Hydrocodone/acetaminophen 10/325 mg #60",
        "Cream of gabapentin 6%, ketoprofen 10% and lidocaine 2%",
    ],
)
def test_one_treatment_in_many_words_belongs_to_one_topic(text):
    assert len(topics(text)) == 1


def test_the_first_of_several_topics_is_the_one_that_the_wording_leads_with():
    pack = shipped_pack()
    for topic in pack.topics:
        for alias in topic.aliases:
            assert match_topics(alias, pack)[0] is match_topic(alias, pack)


def test_an_unknown_day_fits_no_bound_and_a_day_after_the_request_neither():
    soon = When(instead_of=("physical-medicine",), weeks_since_surgery=26)
    assert not Circumstances(asked_on=ASKED).fit(soon)
    assert not Circumstances(asked_on=ASKED, operated_on=dt.date(2017, 4, 1)).fit(soon)
    assert Circumstances(asked_on=ASKED, operated_on=dt.date(2017, 1, 3)).fit(soon)


def test_circumstances_say_since_when_and_from_which_topics():
    with pytest.raises(ValueError, match="most weeks"):
        When(instead_of=("opioids-chronic",))
    with pytest.raises(ValueError, match="which topics"):
        When(instead_of=(), weeks_since_injury=12)


@pytest.mark.parametrize(
    ("text", "days", "topic"),
    [
        ("Oxycodone 5 mg #30", {"injured_on": dt.date(2017, 1, 20)}, "opioids-acute-subacute"),
        ("Oxycodone 5 mg #30", {"injured_on": dt.date(2014, 1, 20)}, "opioids-chronic"),
        (
            "Oxycodone 5 mg #30",
            {"injured_on": dt.date(2014, 1, 20), "operated_on": dt.date(2017, 2, 14)},
            "opioids-postoperative",
        ),
        (
            "Hand therapy 2x6",
            {"operated_on": dt.date(2016, 12, 1)},
            "postsurgical-physical-medicine",
        ),
        ("Hand therapy 2x6", {"operated_on": dt.date(2015, 12, 1)}, "physical-medicine"),
        ("Acupuncture 2x6", {"operated_on": dt.date(2016, 12, 1)}, "acupuncture"),
    ],
)
def test_a_topic_meant_for_a_time_takes_the_request_over(text, days, topic):
    assert topics(text, **days) == [topic]


def test_a_topic_without_an_edition_in_force_takes_nothing_over():
    day = dt.date(2015, 3, 1)
    soon = Circumstances(asked_on=day, injured_on=dt.date(2015, 2, 1))
    assert match_topic("Oxycodone 5 mg #30", shipped_pack(), soon).id == "opioids-chronic"

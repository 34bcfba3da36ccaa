"""What is taken out before a determination is published, and what stands in its place."""

from __future__ import annotations

import pytest

from openimr.publication.redaction.identifiers import Identifier, Kind, KnownCase
from openimr.publication.redaction.redact import redact

KNOWN = KnownCase(
    identifiers=(
        Identifier(kind=Kind.EMPLOYEE, value="María Hernández-Long"),
        Identifier(kind=Kind.PHYSICIAN, value="Young, Ruth K., M.D."),
        Identifier(kind=Kind.EMPLOYER, value="Ironbridge Freight Services, LLC"),
        Identifier(kind=Kind.FACILITY, value="Valley Medical Group"),
        Identifier(kind=Kind.CLAIM_NUMBER, value="0312-WC-4471"),
        Identifier(kind=Kind.DATE_OF_BIRTH, value="1971-03-14"),
        Identifier(kind=Kind.ADDRESS, value="1420 Alder Creek Road, Apt 5, Millbrook, CA 95555"),
        Identifier(kind=Kind.TELEPHONE, value="(415) 555-0132"),
    ),
    own_numbers=("CM16-0213037",),
)


@pytest.mark.parametrize(
    ("text", "published"),
    [
        ("Ms. Hernandez-\nLong was seen.", "Ms. [employee] was seen."),
        ("HERNÁNDEZ reported pain.", "[employee] reported pain."),
        ("Hernández's pain", "[employee]'s pain"),
        ("Hern4ndez and Mar1a Hernandes", "[employee] and [employee]"),
        ("seen by Dr. Young. Young agreed.", "seen by Dr. [physician 1]. [physician 1] agreed."),
        ("Ironbridge, not IFS", "[employer], not [employer]"),
        ("at the Valley Medical Group", "at the [facility 1]"),
        ("claim 03l2WC4471", "claim [claim number]"),
        ("born March 14, 1971", "born [date of birth]"),
        ("3/14/71 and 2/3/2013", "[date of birth] and 2/3/2013"),
        ("1420 Alder Creek Rd.,\nApt. 5, Millbrook, CA", "[address], CA"),
        ("call 415.555.0132 now", "call [telephone] now"),
        ("write to m.h@example.org.", "write to [e-mail]."),
        ("a 93-year-old woman", "a [90 or older] woman"),
        ("an 88-year-old woman", "an 88-year-old woman"),
        ("works as a lion tamer", "works as a [occupation]"),
        ("works as a truck driver", "works as a truck driver"),
        ("CM16-0213037 is cited", "CM16-0213037 is cited"),
    ],
)
def test_what_says_who_somebody_is_becomes_a_placeholder(text: str, published: str) -> None:
    assert redact(text, KNOWN).text == published


@pytest.mark.parametrize(
    "text",
    [
        "Long-term use of Norco; young patients.",
        "Spurling's, Phalen's and Waddell signs were absent.",
        "Smith et al. (2010) and Van Tulder disagree.",
        "In May 2015 the dose was 10/325 mg, #90; L4-5, M54.5, CPT 97110.",
        "The American College of Occupational and Environmental Medicine says so.",
        "State(s) of Licensure: Texas, New York, California",
    ],
)
def test_what_is_nobody_of_the_case_stays(text: str) -> None:
    assert redact(text, KNOWN).text == text


def test_each_redaction_says_its_place_its_kind_and_how_it_was_found() -> None:
    text = "María Hernández-Long, DOB 3/14/71"
    found = redact(text, KNOWN).redactions
    assert [(text[one.start : one.end], one.kind, one.how.value) for one in found] == [
        ("María Hernández-Long", Kind.EMPLOYEE, "known"),
        ("3/14/71", Kind.DATE_OF_BIRTH, "known"),
    ]


@pytest.mark.parametrize(
    ("name", "text", "published"),
    [
        (
            "Weathervane Utilization Review",
            "Utilization review refused. WEATHERVANE UTILIZATION REVIEW, per Weathervane",
            "Utilization review refused. [facility 1], per [facility 1]",
        ),
        (
            "Whitcombe Behavioral Health",
            "Cognitive behavioral therapy at Whitcombe",
            "Cognitive behavioral therapy at [facility 1]",
        ),
    ],
)
def test_words_that_many_facilities_have_say_nothing_of_one(
    name: str, text: str, published: str
) -> None:
    known = KnownCase(identifiers=(Identifier(kind=Kind.FACILITY, value=name),))
    assert redact(text, known).text == published


@pytest.mark.parametrize(
    ("name", "text", "published"),
    [
        ("T.J. Hooks", "T.J. Hooks and T.J.'s gait", "[employee] and [employee]'s gait"),
        ("Art Banks", "Banks v. the State", "[employee] v. the State"),
        ("Mei Head", "ATTN HEAD, and head pain", "ATTN [employee], and head pain"),
        ("Rose R. Rose", "- Rose R. Rose, neck pain", "- [employee], neck pain"),
        ("Jesús Lundgren", "RE: LUNDGREN, JESUS A.", "RE: [employee]"),
    ],
)
def test_a_name_that_is_a_word_goes_where_its_place_says_a_name(
    name: str, text: str, published: str
) -> None:
    known = KnownCase(identifiers=(Identifier(kind=Kind.EMPLOYEE, value=name),))
    assert redact(text, known).text == published

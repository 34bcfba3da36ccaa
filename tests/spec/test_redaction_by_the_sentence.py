"""Names that are words as well, told by the sentence; occupations that are no common ones."""

from __future__ import annotations

import pytest

from openimr.publication.redaction.identifiers import Identifier, Kind, KnownCase
from openimr.publication.redaction.redact import redact


@pytest.mark.parametrize(
    ("text", "published"),
    [
        ("clearance by Swift is on file", "clearance by [person 1] is on file"),
        ("As he testified, Sharp shouted", "As he testified, [person 1] shouted"),
        ("release; Hand, who reviewed it", "release; [person 1], who reviewed it"),
        ("Strong, the utilization reviewer,", "[person 1], the utilization reviewer,"),
        ("Denied by UR (Noble). Upheld.", "Denied by UR ([person 1]). Upheld."),
        ("trial (B. To): denied", "trial ([person 1]): denied"),
        ("Aide 4 h/day: Faith already helps", "Aide 4 h/day: [person 1] already helps"),
        ("Q. What did Young order? A.", "Q. What did [person 1] order? A."),
        ("He left. Major wrote that it fails.", "He left. [person 1] wrote that it fails."),
        ("Objection letter; reply Stock\nOther", "Objection letter; reply [person 1]\nOther"),
        (
            "Letter of Swift to Her, May 13, 2017",
            "Letter of [person 1] to [person 2], May 13, 2017",
        ),
        ("Job analysis, Power, Gail V., 4/14/2021", "Job analysis, [person 1], 4/14/2021"),
        ("scribe: Her, Gail V.", "scribe: [person 1]"),
        ("Email Dusty L. Page to the clinic", "Email [person 1] to the clinic"),
        ("with Rhonda Page, who left", "with [person 1], who left"),
        ("named Pa Houa Thao and left", "named [person 1] and left"),
        ("seen by Ana Ruiz or Bolt.", "seen by [person 1] or [person 2]."),
        ("Dela Cruz notes; NCM de León notes", "[person 1] notes; NCM [person 2] notes"),
        ("MALACHI STRAND, M.D., DENIED IT", "[physician 1], M.D., DENIED IT"),
        ("INJECTED BY DR. HER TODAY", "INJECTED BY DR. [physician 1] TODAY"),
        ("at University of Ironwood Hospital", "at [company 1]"),
        ("NOTES OF LAS BRISAS HOTEL", "NOTES OF [company 1]"),
    ],
)
def test_a_name_that_is_a_word_goes_where_nothing_else_can_be_meant(
    text: str, published: str
) -> None:
    assert redact(text, KnownCase()).text == published


@pytest.mark.parametrize(
    "text",
    [
        "Treated by Physical Therapy, who discharged him, and with Heat.",
        "UR Denial Date: 12/09/2016",
        "12 Sessions for Follow-Up: Upheld",
        "First, the treating physician asks. However, the reviewer denies.",
        "discussed in the literature by Bridwell and colleagues",
        "Pain, Speed and Strength. Low Back with Pain and Spasm.",
        "Return in May. Diagnosis: Tear, Rotator Cuff",
        "with Rest and Ice; by Fax on 6/5; for Work",
        "Hand, Wrist and Forearm; Page 2 of 7",
    ],
)
def test_words_that_are_names_as_well_stay_where_they_are_words(text: str) -> None:
    assert redact(text, KnownCase()).text == text


def _known(kind: Kind, value: str) -> KnownCase:
    return KnownCase(identifiers=(Identifier(kind=kind, value=value),))


@pytest.mark.parametrize(
    ("value", "text", "left"),
    [
        ("Ji-hoon Vance", "On 9/9 Ji-hoon called in tears", "On 9/9 [physician 1] called in tears"),
        ("Garry Hand", "injected by GT Hand today", "injected by [physician 1] today"),
        ("Xiu Ying So", "have been Xiu Ying A. So, here", "have been [physician 1], here"),
        ("Ann Page", "Page, the primary treater, asks", "[physician 1], the primary treater, asks"),
        ("Ann Page", "Page 2 of 7", "Page 2 of 7"),
        ("Jo Sharp", "Subject: RFA Sharp / SIF 17", "Subject: RFA [physician 1] / SIF 17"),
        ("Al Noble", "reply Noble\nNext", "reply [physician 1]\nNext"),
        ("Lee Price", "Price testified.", "[physician 1] testified."),
        ("Lee Price", "Price rose.", "Price rose."),
    ],
)
def test_whom_the_case_knows_goes_in_every_form(value: str, text: str, left: str) -> None:
    assert redact(text, _known(Kind.PHYSICIAN, value)).text == left


def test_a_name_of_three_capitals_is_known_and_other_capitals_stay() -> None:
    known = _known(Kind.EMPLOYER, "QVX")
    assert redact("Duty at QVX ended; MRI done", known).text == "Duty at [employer] ended; MRI done"


@pytest.mark.parametrize(
    ("text", "published"),
    [
        ("a retired lion tamer, has", "a retired [occupation], has"),
        ("Retired lion tamer. Claim", "Retired [occupation]. Claim"),
        (
            "She is a 5-month-out juggler who was hurt",
            "She is a 5-month-out [occupation] who was hurt",
        ),
        ("A 61-YEAR-OLD JUGGLER WITH PAIN", "A 61-YEAR-OLD [occupation] WITH PAIN"),
        ("He is a pearl diver by trade", "He is a [occupation] by trade"),
        ("worked nine years as a juggler", "worked nine years as a [occupation]"),
        ("hired as a juggler. The juggler fell", "hired as a [occupation]. The [occupation] fell"),
        (
            "a right-handed 40-year-old male snake milker",
            "a right-handed 40-year-old male [occupation]",
        ),
    ],
)
def test_an_uncommon_occupation_goes(text: str, published: str) -> None:
    assert redact(text, KnownCase()).text == published


@pytest.mark.parametrize(
    "text",
    [
        "a retired police officer; worked as a warehouse worker and as a cook",
        "a 48-year-old school bus driver; a 54 year old retired teacher",
        "this 45-year-old right-hand-dominant female with pain",
        "He is a poor historian. She is a former smoker who quit.",
        "She is a candidate for surgery. He retired in 2019 as a result.",
        "Occupation: forklift operator",
    ],
)
def test_common_occupations_and_other_words_for_people_stay(text: str) -> None:
    assert redact(text, KnownCase()).text == text


@pytest.mark.parametrize(
    ("text", "published"),
    [
        ("hearing set for 1/22 in Lost\nHills.", "hearing set for 1/22 in [town]."),
        ("COALINGA, CALIFORNIA 94564, NOW", "[town], CALIFORNIA [address], NOW"),
        ("at 5943 AVENIDA DE LAS FLORES, STE. A, in", "at [address], in"),
        ("at 5452 W. 14TH ST. #117, in", "at [address], in"),
        ("10 via Oral route", "10 via Oral route"),
        ("policy WCP\n0298237.", "policy [policy number]."),
        ("paid by Alta Group dba Hotel Mercy.", "paid by [company 1] [company 2]."),
    ],
)
def test_addresses_in_capitals_and_what_a_line_end_breaks_go(text: str, published: str) -> None:
    assert redact(text, KnownCase()).text == published

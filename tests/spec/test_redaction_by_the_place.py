"""Firms, towns and people whom no list knows, told by the place where they stand."""

from __future__ import annotations

import pytest

from openimr.publication.redaction.identifiers import KnownCase
from openimr.publication.redaction.redact import redact


@pytest.mark.parametrize(
    ("text", "published"),
    [
        ("Defense counsel Ana Ruiz of Tweedy Frost objects", "of [company 1] objects"),
        ("Ana Ruiz, Esq., Rush Vance\nNext", "Esq., [company 1]\nNext"),
        ("COUNSEL ANA RUIZ OF PAYNE, YANG & RUIZ OBJECTS", "OF [company 1] OBJECTS"),
        ("truly yours,\nRuiz, van der Meer & Das LLP\nBy", "yours,\n[company 1]\nBy"),
        ("Wage statement, KRTQ\nNext", "Wage statement, [company 1]\nNext"),
        ("while unloading at KRTQ, he fell", "while unloading at [company 1], he fell"),
        ("The scan was read by Corral Chiropractic.", "was read by [facility 1]."),
        ("Labs at Her Chiropractic were normal.", "Labs at [facility 1] were normal."),
        ("she runs a loom at Tessier Woolen Mills daily", "a loom at [company 1] daily"),
        ("He attends Trinity Lutheran Church here.", "He attends [company 1] here."),
        ("Staff called Ruggles Hauling twice.", "Staff called [company 1] twice."),
        ("the owner of Kruse Tree Care paid", "the owner of [company 1] paid"),
        ("State Fund denied it.", "[company 1] denied it."),
        ("A hearing is set in Needles.", "A hearing is set in [town]."),
        ("at 410 Capitol Mall, Suite 1900 he", "at [address] he"),
        ("5717 Avenida de las Flores Space 14 is", "[address] is"),
        ("a license (lic. C\n75034), cites", "a license (lic. [identifying number]), cites"),
        ("sending Ana Ruiz,\n90, a retired teacher", "\n[90 or older], a retired teacher"),
    ],
)
def test_what_no_list_knows_goes_by_its_place(text: str, published: str) -> None:
    assert published in redact(text, KnownCase()).text


@pytest.mark.parametrize(
    ("text", "published"),
    [
        ("clearance by Stock is on file", "clearance by [person 1] is on file"),
        ("Consult report — Sterling Winter — 8/25/17", "report — [person 1] — 8/25/17"),
        ("Email to Sterling Stock October 15, 2026", "Email to [person 1] October 15, 2026"),
        ("COWORKER HUONG DO SAW THE FALL", "COWORKER [person 1] SAW THE FALL"),
        ("EMAIL TO LANCE STOCK — 2/2/22", "EMAIL TO [person 1] — 2/2/22"),
        ("seen with Quillwen, who drove", "seen with [person 1], who drove"),
        ("Second opinion: Speed (neurosurgery)", "opinion: [person 1] (neurosurgery)"),
        ("report (surgeon Hand; closed)", "report (surgeon [person 1]; closed)"),
        ("PCP: To\n\nMedication", "PCP: [person 1]\n\nMedication"),
        ("obtained from April at Ruiz Claims Management", "obtained from [person 1] at"),
        ("her nephew Beto swims here", "her nephew [person 1] swims here"),
        ("a physician, Yevgenia Markov, left", "a physician, [person 1], left"),
        ("Ordering MD Okafor agrees", "Ordering MD [person 1] agrees"),
        ("Dr. Wu left. Then Wu was told.", "Then [physician 1] was told."),
        ("Lance Nail Sr., MA. Next", "[person 1], MA. Next"),
        ("seen by Mason St. John here", "seen by [person 1] here"),
        ("2011-2014 oyster shucker at sea", "2011-2014 [occupation]"),
        ("a 5-month-out farrier who fell", "a 5-month-out [occupation] who fell"),
    ],
)
def test_a_name_goes_where_its_place_tells_it(text: str, published: str) -> None:
    assert published in redact(text, KnownCase()).text


@pytest.mark.parametrize(
    "text",
    [
        "Family history: mother Diabetes, father Hypertension. Brother Asthma.",
        "tender at Gerdy Tubercle and at Guyon Canal; at Maximum Medical Improvement",
        "PT TO DO THE EXERCISES, WILL HOLD MEDS. LOW BACK PAIN TO RIGHT LEG.",
        "Request for Her Physical Therapy and for Additional Chiropractic.",
        "Thompson, Simmonds and Homans signs are absent.",
        "Treated by Medicare, who paid.",
        "Gym membership at the YMCA. Fear & Avoidance; Heat & Ice.",
    ],
)
def test_words_that_look_like_these_stay(text: str) -> None:
    assert redact(text, KnownCase()).text == text

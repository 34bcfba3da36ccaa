"""Words of a page that say where somebody is reached, and words that only look like it."""

from __future__ import annotations

import pytest

from openimr.casefile.documents.contacts import (
    COVER,
    contact_boxes,
    contact_spans,
    covered_page,
    covered_text,
)
from openimr.casefile.model import Page, Word


def reached(text: str) -> list[str]:
    return [text[start:end].strip(" ,") for start, end in contact_spans(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Tel (209) 555-0110 Fax 209-555-0111", ["(209) 555-0110", "209-555-0111"]),
        ("06/22/2015 10:14 FAX 12095550111 P.02", ["FAX 12095550111"]),
        ("write to rfa@millpond.example today", ["rfa@millpond.example"]),
        ("P.O. Box 2255, Larkspur Bend, CA 90098", ["P.O. Box 2255", "Larkspur Bend, CA 90098"]),
        ("12 Ferry Lane", ["12 Ferry Lane"]),
        ("1100 Mill Pond Road, Suite 8", ["1100 Mill Pond Road, Suite 8"]),
        (
            "77 Pepperwood Row, Apt 4, Larkspur Bend, CA 90099",
            ["77 Pepperwood Row, Apt 4", "Larkspur Bend, CA 90099"],
        ),
    ],
)
def test_where_somebody_is_reached_is_found(text: str, found: list[str]) -> None:
    assert reached(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "Date of injury 11/03/2014, claim BH-14-330871",
        "CPT 90834, 45 min; ICD 309.28; NDC 12345-678-9012",
        "naproxen 550 mg #60, 2x week x 6 weeks, 12 visits",
        "12 visits of physical therapy from 01/20/2015 to 02/13/2015",
        "straight leg raise 80/90, flexion 40, extension 10",
        "10 Seated Row, 3 sets; 4 Lateral Step Ups",
        "MTUS Chronic Pain Medical Treatment Guidelines, pages 58-60",
        "Seen in California in 2015",
    ],
)
def test_what_a_record_says_of_treatment_stays(text: str) -> None:
    assert reached(text) == []


def test_every_character_keeps_its_place() -> None:
    text = "Fax (209) 555-0111,\nplan: CBT x 6"
    covered = covered_text(text)
    assert len(covered) == len(text)
    assert covered == f"Fax {COVER * 5} {COVER * 8},\nplan: CBT x 6"


def test_words_are_covered_where_they_stand() -> None:
    page = Page(
        file="a.pdf",
        number=1,
        text="Fax (209) 555-0111 today",
        words=(
            Word(start=0, end=3, box=(0.1, 0.1, 0.2, 0.2)),
            Word(start=4, end=9, box=(0.2, 0.1, 0.3, 0.2)),
            Word(start=10, end=18, box=(0.3, 0.1, 0.4, 0.2)),
            Word(start=19, end=24, box=(0.4, 0.1, 0.5, 0.2)),
        ),
    )
    assert contact_boxes(page) == ((0.2, 0.1, 0.3, 0.2), (0.3, 0.1, 0.4, 0.2))
    assert covered_page(page).text.split()[0::3] == ["Fax", "today"]
    assert covered_page(page).words == page.words

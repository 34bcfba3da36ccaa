"""Letters of other offices: misspelt headings, sources without the usual words, page breaks."""

from __future__ import annotations

import pytest

from openimr.determination.guideline_line import parse_guideline_line
from openimr.determination.model import Basis
from openimr.determination.read import read_letter_text

LETTER = """HOW THE IMR FINAL DETERMINATION WAS MADE
An expert reviewer was given the complete case file.
The Expert Reviewer has the following credentials:
State(s) of Licensure: Washington, D.C.
Certification(s)/Specialty: Podiatry

CLINICAL CASE SUMMARY
The employee is a 79 year old male usher who twisted his left ankle on the stairs of a theatre.

IMR ISSUES, DECISIONS AND RATIONALES
The Final Determination was based on decisions for the disputed items/services set forth below:

Ankle brace, left: Upheld

Claims Administrator guideline: None.

MAXIMUS guideline: Decision based on MTUS Ankle and Foot Complaints 2004, Section(s): Summary.

Decision rationale: The ligaments are firm and he walks without a limp on every visit, as the notes
of the last three months tell. The request is not medically necessary.

Shock wave treatment
(ESWT) x 3, left heel: Overturned

Claims Administrator guideline: Not applicable.

MAXIMUS guideline: Decision based on MTUS Ankle and Foot Complaints 2004, Section(s): Summary.

Decision rationale: A year of stretching and an insole did not help. It is medically necessary.
"""
FIRST_FORM = """IMR DECISION(S) AND RATIONALE(S)

1. Left heel cup is not medically necessary and appropriate.

The Claims Administrator did not cite any evidence-based guidelines for its decision.
The Physician Reviewer based his/her decision on the Ankle Complaints (2004), which is part of the
MTUS.
The Physician Reviewer's decision rationale:
The heel has not been painful since spring and the worker stands all day without one. As
such, this request is not medically necessary and appropriate.

2. Ankle radiographs is medically necessary and appropriate.

The Claims Administrator did not cite any evidence-based guidelines for its decision.
The Physician Reviewer based his/her decision on the Ankle Complaints (2004), which is part of the
MTUS.
The Physician Reviewer's decision rationale:
The ankle bone is tender to touch.

The requested item is medically necessary and appropriate.
"""


def pages(text: str) -> list[str]:
    return text.split("\f")


@pytest.mark.parametrize(
    ("heading", "misspelt"),
    [
        ("CLINICAL CASE SUMMARY", "CLINCAL CASE SUMMARY"),
        ("CLINICAL CASE SUMMARY", "CLINICAL CSE SUMMARY:"),
        ("HOW THE IMR FINAL DETERMINATION WAS MADE", "HOW TEH IMR FINAL DETERMINATION WAS MADE"),
    ],
)
def test_a_misspelt_heading_still_heads_its_section(heading: str, misspelt: str) -> None:
    expected = read_letter_text(pages(LETTER), "letter.txt").determination
    got = read_letter_text(pages(LETTER.replace(heading, misspelt)), "letter.txt").determination
    assert got == expected
    assert expected.patient.age == 79


def test_a_heading_goes_on_after_a_page_break() -> None:
    letter = LETTER.replace("treatment\n(ESWT)", "treatment\n\n\f\n(ESWT)")
    findings = read_letter_text(pages(letter), "letter.txt").determination.findings
    assert findings[1].disputed_treatment == "Shock wave treatment (ESWT) x 3, left heel"
    assert (findings[0].rationale or "").endswith("not medically necessary.")


def test_a_district_keeps_its_full_stop() -> None:
    reviewer = read_letter_text(pages(LETTER), "letter.txt").determination.reviewer
    assert reviewer.licensure == ("Washington", "D.C.")


def test_a_conclusion_on_its_own_line_is_no_disputed_treatment() -> None:
    findings = read_letter_text(pages(FIRST_FORM), "letter.txt").determination.findings
    assert [finding.disputed_treatment for finding in findings] == [
        "Left heel cup",
        "Ankle radiographs",
    ]


@pytest.mark.parametrize(
    "line", ["None", "Not applicable.", "N/A", "None stated.", "The decision cites no guideline."]
)
def test_a_line_that_cites_nothing_says_so(line: str) -> None:
    assert parse_guideline_line(line).basis is Basis.NONE_CITED


@pytest.mark.parametrize(
    "line",
    [
        "Medical Treatment Utilization Schedule (MTUS) Elbow Complaints 2007, Section(s): Splints.",
        "Decision based on the Medical Treatment Utilisation Schedule, Elbow Complaints 2007, "
        "Section(s): Splints.",
    ],
)
def test_the_full_name_of_the_mtus_is_the_mtus(line: str) -> None:
    read = parse_guideline_line(line)
    assert read.basis is Basis.MTUS
    assert read.text == line
    (cited,) = read.citations
    assert cited.sections == ("Splints",)
    assert cited.source == "MTUS Elbow Complaints 2007"


def test_a_bare_source_is_a_citation() -> None:
    read = parse_guideline_line("ODG, Ankle & Foot Chapter")
    assert read.basis is Basis.NON_MTUS
    assert [cited.source for cited in read.citations] == ["ODG, Ankle & Foot Chapter"]


def test_a_bullet_before_a_heading_is_no_part_of_the_treatment() -> None:
    letter = LETTER.replace("Ankle brace, left", "\u2022 Ankle brace, left")
    findings = read_letter_text(pages(letter), "letter.txt").determination.findings
    assert findings[0].disputed_treatment == "Ankle brace, left"


def test_a_double_spaced_letter_of_2013_keeps_its_wrapped_treatments() -> None:
    letter = FIRST_FORM.replace(
        "Ankle radiographs",
        "Radiographs of the left ankle and of the left foot, both taken while\nstanding,",
    ).replace("\n", " \n\n")
    findings = read_letter_text(pages(letter), "letter.txt").determination.findings
    assert [finding.disputed_treatment for finding in findings] == [
        "Left heel cup",
        "Radiographs of the left ankle and of the left foot, both taken while standing",
    ]


def test_headings_of_the_second_form_of_2013_may_be_in_small_letters() -> None:
    letter = """Medical Professional Review

Issue at Dispute

Left ankle brace

Case Summary

The employee is a 41 year old male cook who slipped.

Medical Treatment Guideline(s) Relied Upon by Professional Reviewer and Why

MTUS Ankle and Foot Complaints 2004, Section(s): Summary.

Rationale for why the requested treatment/service is/was not medically necessary

The ankle is firm.
"""
    reading = read_letter_text(pages(letter), "letter.txt")
    (finding,) = reading.determination.findings
    assert reading.layout == "medical-professional-2013"
    assert finding.disputed_treatment == "Left ankle brace"
    assert finding.rationale == "The ankle is firm."

"""Letters of 2014 to 2017: what is read, whatever the extractor and the office did to the page."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from tests.words_of_letters import folded

from openimr.determination.letter_text import LetterText
from openimr.determination.model import Basis, Decision, Priority, Sex
from openimr.determination.read import read_letter_text
from openimr.determination.reading import LetterReading, Status
from openimr.determination.reading_json import as_json

HEADER = """Case Number: CM16-0777001
Date Assigned: 01/09/2017 Date of Injury: 10/11/2016
Decision Date: 02/01/2017 UR Denial Date: 12/19/2016
Priority: Standard Application
Received:
01/03/2017
"""
METHOD = """HOW THE IMR FINAL DETERMINATION WAS MADE
An expert reviewer was given the complete case file. He/she has no tie to any party and
practises every week.
The Expert Reviewer has the following credentials:
State(s) of Licensure: Oregon,New Mexico
Certification(s)/Specialty: Physical Medicine & Rehabilitation, Pain Management, Occupational
Medicine
"""
SUMMARY = """CLINICAL CASE SUMMARY
The expert reviewer developed the following clinical case summary based on a review of the
case file, including all medical records:
The employee is a 52 year old female baker whose left wrist was caught in a mixer. She
had six visits of hand therapy and takes naproxen for a follow-up complaint.
"""
LEAD = """IMR ISSUES, DECISIONS AND RATIONALES
The Final Determination was based on decisions for the disputed items/services set forth below:
"""
FIRST = """Associated service: night splint for the left wrist, quantity: 2: Upheld
Claims Administrator guideline: Decision based on MTUS Forearm, Wrist, and Hand Complaints
2004, Section(s): Initial Care. Decision based on Non-MTUS Citation Official Disability
Guidelines (ODG), Carpal Tunnel Chapter, Splinting.
MAXIMUS guideline: Decision based on MTUS Forearm, Wrist, and Hand Complaints 2004,
Section(s): Initial Care, and Chronic Pain Medical Treatment 2016, Section(s): NSAIDs, GI
symptoms & cardiovascular risk, TENS, chronic pain (electrical).
Decision rationale: One splint is worn at night; a second one has no stated purpose. The request
is not medically necessary.
"""
SECOND = """Hand therapy 12 visits was the original request. Hand therapy 6 visits was authorized by
the Claims Administrator. The remaining IMR eligible portion of the original request, hand
therapy 6 visits is: Overturned
Claims Administrator guideline: The Claims Administrator did not cite any medical evidence
for its decision.
MAXIMUS guideline: The Expert Reviewer based their decision on recommendation(s) outside
of the MTUS Guidelines. Decision based on Non-MTUS Citation Bakers' Hands, a review, 2015.
Decision rationale: The hand gains strength with each visit. Therefore, the request is medically
necessary.
"""
LETTER = HEADER + METHOD + SUMMARY + LEAD + FIRST + SECOND
SECOND_TITLE = (
    "Hand therapy 12 visits was the original request. Hand therapy 6 visits was authorized by "
    "the Claims Administrator. The remaining IMR eligible portion of the original request, hand "
    "therapy 6 visits is"
)


def read(text: str) -> LetterReading:
    return read_letter_text(text.split("\f"), "letter.txt")


def essence(reading: LetterReading) -> tuple[object, ...]:
    """What must not change when only the look of a letter changes."""
    said = reading.determination
    return (
        said.case_number,
        said.date_assigned,
        said.decision_date,
        said.date_of_injury,
        said.ur_denial_date,
        said.application_received,
        said.priority,
        said.reviewer.licensure,
        said.reviewer.specialties,
        said.patient,
        said.clinical_case_summary,
        said.findings,
    )


class TestAPlainLetter:
    reading = read(LETTER)

    def test_it_is_read_in_full(self) -> None:
        assert self.reading.problems == ()
        assert self.reading.status is Status.FULL
        assert self.reading.layout == "california-2016"

    def test_the_header(self) -> None:
        said = self.reading.determination
        assert said.case_number == "CM16-0777001"
        assert said.date_assigned == dt.date(2017, 1, 9)
        assert said.decision_date == dt.date(2017, 2, 1)
        assert said.date_of_injury == dt.date(2016, 10, 11)
        assert said.ur_denial_date == dt.date(2016, 12, 19)
        assert said.application_received == dt.date(2017, 1, 3)
        assert said.priority is Priority.STANDARD

    def test_the_reviewer(self) -> None:
        reviewer = self.reading.determination.reviewer
        assert reviewer.licensure == ("Oregon", "New Mexico")
        assert reviewer.specialties == (
            "Physical Medicine & Rehabilitation",
            "Pain Management",
            "Occupational Medicine",
        )

    def test_the_employee(self) -> None:
        patient = self.reading.determination.patient
        assert (patient.age, patient.sex) == (52, Sex.FEMALE)

    def test_a_heading_may_hold_colons_and_numbers(self) -> None:
        first = self.reading.determination.findings[0]
        assert first.disputed_treatment == (
            "Associated service: night splint for the left wrist, quantity: 2"
        )
        assert first.decision is Decision.UPHELD

    def test_a_partly_authorised_request_is_one_heading_of_whole_sentences(self) -> None:
        second = self.reading.determination.findings[1]
        assert second.disputed_treatment == SECOND_TITLE
        assert second.decision is Decision.OVERTURNED
        assert second.request.quantity == 6

    def test_chapters_and_topics_with_commas_stay_whole(self) -> None:
        cited = self.reading.determination.findings[0].reviewer_guideline.citations
        assert [(one.source, one.sections) for one in cited] == [
            ("MTUS Forearm, Wrist, and Hand Complaints 2004", ("Initial Care",)),
            (
                "MTUS Chronic Pain Medical Treatment 2016",
                ("NSAIDs, GI symptoms & cardiovascular risk", "TENS, chronic pain (electrical)"),
            ),
        ]

    def test_the_basis_follows_the_words_of_the_line(self) -> None:
        first, second = self.reading.determination.findings
        assert first.claims_administrator_guideline.basis is Basis.BOTH
        assert first.reviewer_guideline.basis is Basis.MTUS
        assert second.claims_administrator_guideline.basis is Basis.NONE_CITED
        assert second.reviewer_guideline.basis is Basis.NON_MTUS

    def test_every_span_quotes_its_field(self) -> None:
        letter = LetterText([LETTER])
        said = self.reading.determination
        spans = self.reading.spans
        assert folded(letter, spans["findings.1.disputed_treatment"]) == SECOND_TITLE
        assert folded(letter, spans["findings.1.decision"]) == "Overturned"
        assert folded(letter, spans["case_number"]) == "CM16-0777001"
        assert folded(letter, spans["findings.0.rationale"]) == said.findings[0].rationale


def _labels_first(text: str) -> str:
    header = """Case Number:
Date Assigned:
Decision Date:
Priority:

CM16-0777001
01/09/2017
02/01/2017
Standard

Date of Injury:
UR Denial Date:
Application
Received:

10/11/2016
12/19/2016
01/03/2017
"""
    return text.replace(HEADER, header)


def _columns(text: str) -> str:
    header = """Case Number:          CM16-0777001
Date Assigned:        01/09/2017        Date of Injury:      10/11/2016
Decision Date:        02/01/2017        UR Denial Date:      12/19/2016
Priority:             Standard          Application          01/03/2017
                                        Received:
"""
    return text.replace(HEADER, header)


def _running_heads(text: str) -> str:
    return (
        text.replace("HOW THE IMR", "\fCM16-0777001 2\nHOW THE IMR")
        .replace(
            "the Claims Administrator. The rem",
            "the\n\nPage 2 of 4\n\fClaims Administrator. The rem",
        )
        .replace("is worn at night", "is worn\n3\n\f at night")
        .replace(
            "of the MTUS Guidelines",
            "of the\nFinal Determination Letter for IMR Case Number CM16-0777001\n4\n\f"
            "MTUS Guidelines",
        )
    )


SAME_WORDS: dict[str, Callable[[str], str]] = {
    "lines end in CR LF": lambda text: text.replace("\n", "\r\n"),
    "lines end in blanks": lambda text: text.replace("\n", "  \n"),
    "double-spaced": lambda text: text.replace("\n", " \n \n"),
    "blank lines between parts": lambda text: text.replace(
        "\nDecision rationale", "\n\nDecision rationale"
    ).replace("\nHand therapy 12", "\n\n\nHand therapy 12"),
    "indented": lambda text: text.replace("\n", "\n      "),
    "labels first, values after": _labels_first,
    "columns": _columns,
    "running heads and page numbers": _running_heads,
    "page breaks anywhere": lambda text: text.replace(
        "12 visits was", "12 visits\n\f\nwas"
    ).replace("quantity: 2: Upheld", "quantity: 2: Upheld\n\f"),
    "decision on the next line": lambda text: text.replace(": Upheld", ":\nUpheld").replace(
        "is: Overturned", "is:\n\fOverturned"
    ),
    "decision in capitals": lambda text: text.replace("Upheld", "UPHELD").replace(
        "Overturned", "OVERTURNED"
    ),
    "typos in section headings": lambda text: text.replace(
        "DECISIONS AND RATIONALES", "DECISONS AND RATIONALE"
    ).replace("CASE SUMMARY", "CASE SUMARY"),
    "typos in labels": lambda text: text.replace("Decision rationale", "Decison rational"),
    "labels in capitals": lambda text: text.replace("guideline:", "Guideline:").replace(
        "MAXIMUS", "Maximus"
    ),
    "other organisation's labels": lambda text: text.replace(
        "MAXIMUS guideline", "Expert Reviewer guideline"
    ),
    "IMR guideline": lambda text: text.replace("MAXIMUS guideline", "IMR guideline"),
    "space before the colon": lambda text: text.replace("guideline:", "guideline :").replace(
        ": Upheld", " : Upheld"
    ),
    "dash before the decision": lambda text: text.replace(": Upheld", " \u2013 Upheld"),
    "numbered headings": lambda text: text.replace(
        "Associated service", "1. Associated service"
    ).replace("Hand therapy 12", "2. Hand therapy 12"),
    "hyphen of a line end as U+FFFE": lambda text: text.replace("follow-up", "follow\ufffeup"),
    "hyphen of a line end as a control character": lambda text: text.replace(
        "follow-up", "follow\x02up"
    ),
    "hyphen at a line end": lambda text: text.replace("follow-up", "follow-\nup"),
    "a word broken at a line end": lambda text: text.replace("naproxen", "napro\ufffexen"),
    "ligatures": lambda text: text.replace("Certification", "Certi\ufb01cation"),
    "non-breaking spaces": lambda text: text.replace("left wrist", "left\u00a0wrist"),
    "section heading runs on": lambda text: text.replace("SUMMARY\nThe", "SUMMARY The").replace(
        "RATIONALES\nThe", "RATIONALES: The"
    ),
    "labels damaged by OCR": lambda text: text.replace(
        "Decision rationale", "Decislon rationa1e"
    ).replace("Claims Administrator guideline", "Cla1ms Adminlstrator guide1ine"),
    "decision damaged by OCR": lambda text: text.replace("Upheld", "Uphe1d").replace(
        "Overturned", "Overtumed"
    ),
    "labels run on": lambda text: text.replace("\nMAXIMUS", " MAXIMUS").replace(
        "\nDecision rationale", " Decision rationale"
    ),
}


@pytest.mark.parametrize("change", SAME_WORDS)
def test_the_look_of_a_letter_does_not_change_what_it_says(change: str) -> None:
    reading = read(SAME_WORDS[change](LETTER))
    assert reading.problems == ()
    assert essence(reading) == essence(TestAPlainLetter.reading)


def test_the_header_takes_dates_in_words_and_an_expedited_priority() -> None:
    text = LETTER.replace("01/09/2017", "January 9, 2017").replace("Standard", "Expedited")
    said = read(text).determination
    assert said.date_assigned == dt.date(2017, 1, 9)
    assert said.priority is Priority.EXPEDITED


def test_a_rationale_without_its_last_full_stop_still_ends() -> None:
    text = LETTER.replace("is not medically necessary.\nHand", "is not medically necessary\nHand")
    assert read(text).determination.findings[1].disputed_treatment == SECOND_TITLE


def test_a_heading_in_small_letters_starts_behind_a_conclusion() -> None:
    text = LETTER.replace(SECOND.split(": Overturned", maxsplit=1)[0], "naproxen 500 mg #60")
    assert read(text).determination.findings[1].disputed_treatment == "naproxen 500 mg #60"


def test_a_letter_without_header_is_read_in_part() -> None:
    reading = read(METHOD + SUMMARY + LEAD + FIRST)
    assert reading.status is Status.PARTIAL
    assert [one.field for one in reading.problems] == ["case_number"]
    assert reading.layout == "california-2014-labelled"


def test_an_unreadable_date_is_reported_with_its_place() -> None:
    reading = read(LETTER.replace("12/19/2016", "13/45/2016"))
    (problem,) = reading.problems
    assert problem.field == "ur_denial_date"
    assert problem.page == 1
    assert reading.determination.ur_denial_date is None
    assert reading.determination.application_received == dt.date(2017, 1, 3)


def test_a_missing_decision_is_reported_and_never_guessed() -> None:
    reading = read(LETTER.replace("quantity: 2: Upheld", "quantity: 2"))
    (problem,) = reading.problems
    assert problem.field == "findings.0.decision"
    assert reading.determination.findings[0].decision is None


@pytest.mark.parametrize(
    ("label", "field"),
    [
        ("Claims Administrator guideline", "findings.0.claims_administrator_guideline.text"),
        ("MAXIMUS guideline", "findings.0.reviewer_guideline.text"),
        ("Decision rationale", "findings.0.rationale"),
    ],
)
def test_a_missing_part_is_reported(label: str, field: str) -> None:
    start = FIRST.index(label)
    rest = [FIRST.find(name, start + 1) for name in ("MAXIMUS g", "Decision rat")]
    end = min([at for at in rest if at > 0], default=len(FIRST))
    reading = read(LETTER.replace(FIRST, FIRST[:start] + FIRST[end:]))
    assert [one.field for one in reading.problems] == [field]
    assert len(reading.determination.findings) == 2


def test_a_finding_without_heading_leaves_the_places_of_the_next_one_right() -> None:
    lost = FIRST[FIRST.index("Claims Administrator guideline") :]
    reading = read(LETTER.replace(FIRST, lost))
    (finding,) = reading.determination.findings
    assert finding.disputed_treatment == SECOND_TITLE
    assert reading.status is Status.PARTIAL
    assert as_json(reading)["findings"][0]["spans"]["rationale"]


def test_a_guideline_line_without_usual_words_is_reported() -> None:
    text = LETTER.replace(
        "The Claims Administrator did not cite any medical evidence\nfor its decision.",
        "See above.",
    )
    (problem,) = read(text).problems
    assert problem.field == "findings.1.claims_administrator_guideline.basis"


class TestCredentialsInASentence:
    @pytest.mark.parametrize(
        ("sentence", "specialties", "states"),
        [
            (
                "is Board Certified in Family Medicine, and is licensed to practice in Ohio.",
                ("Family Medicine",),
                ("Ohio",),
            ),
            (
                "is licensed in Psychology, has a subspecialty in Health Psychology and Pain and is"
                " licensed to practice in Texas, Utah and Maine.",
                ("Psychology", "Health Psychology and Pain"),
                ("Texas", "Utah", "Maine"),
            ),
            (
                "is Board Certified in Physical Medicine and Rehabilitation, has a subspecialty in"
                " Interventional Spine and is licensed to practice in California.",
                ("Physical Medicine and Rehabilitation", "Interventional Spine"),
                ("California",),
            ),
            (
                "is a licensed Chiropractor, has a subspecialty in Acupuncture, and is licensed to"
                " practice in California.",
                ("Chiropractor", "Acupuncture"),
                ("California",),
            ),
        ],
    )
    def test_they_are_found(
        self, sentence: str, specialties: tuple[str, ...], states: tuple[str, ...]
    ) -> None:
        start = METHOD.index("The Expert Reviewer has")
        method = METHOD[:start] + f"The expert reviewer {sentence} He/she practises.\n"
        reading = read(LETTER.replace(METHOD, method))
        assert reading.determination.reviewer.specialties == specialties
        assert reading.determination.reviewer.licensure == states
        assert reading.layout == "california-2014-sentence"

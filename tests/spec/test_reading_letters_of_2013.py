"""Letters of 2013 state decisions and guidelines in whole sentences."""

from __future__ import annotations

import datetime as dt

import pytest

from openimr.determination.model import Basis, Decision, Sex
from openimr.determination.read import read_letter_text
from openimr.determination.reading import LetterReading, Status

FIRST_FORM = """MAXIMUS FEDERAL SERVICES, INC.
Independent Medical Review
P.O. Box 1, Sometown, CA

Notice of Independent Medical Review Determination
Dated: 11/20/2013
IMR Case Number: CM13-0099001 Date of Injury: 03/12/2011
Claims Number: 000 UR Denial Date: 07/22/2013
Priority: Standard Application Received: 08/01/2013
Date Assigned: 09/03/2013

HOW THE IMR FINAL DETERMINATION WAS MADE
MAXIMUS Federal Services sent the complete case file to a physician reviewer. He/she has no
affiliation with the parties. The physician reviewer is Board Certified in Orthopedic Surgery
and is licensed to practice in Oregon and Texas. He/she practises every week.

DOCUMENTS REVIEWED
The following relevant documents received from the interested parties and the documents
provided with the application were reviewed and considered. These documents included:
\u2022 Application of Independent Medical Review
\u2022 Utilization Review Determination of
  07/22/2013
\u2022 Medical Records from the provider

CLINICAL CASE SUMMARY
The physician reviewer developed the following clinical case summary based on a review of the
case file, including all medical records:
The patient is a 44-year-old woman who hurt her left knee when a pallet slid.

IMR DECISION(S) AND RATIONALE(S)
The Final Determination was based on decisions for the disputed items/services set forth below:

1. Hydrotherapy 2 x 4 for the left knee is not medically necessary and appropriate.

The Claims Administrator based its decision on the Chronic Pain Medical Treatment Guidelines,
Aquatic therapy, page 22, which is part of the MTUS.
The Physician Reviewer based his/her decision on the Official Disability Guidelines (ODG), Knee
Chapter, which is not part of the MTUS.
The Physician Reviewer's decision rationale:
Swimming in a pool asks for a reason why land-based therapy fails. None is given.

2. A left knee brace, purchase is medically necessary and appropriate.

The Claims Administrator did not cite any evidence-based guidelines for its decision.
The Physician Reviewer based his/her decision on the Knee Complaints (ACOEM Practice Guidelines,
2nd Edition (2004), Chapter 13), which is part of the MTUS.
The Physician Reviewer's decision rationale:
The ligament is torn and the knee gives way.
"""

NOTICE = """MAXIMUS Federal Services, Inc.
Independent Medical Review

Notice of Independent Medical Review Determination
Dated: 12/02/2013

Employee:
Claim Number:
Date of UR Decision: 7/30/2013
Date of Injury: 5/5/2010
IMR Application Received: 8/9/2013
MAXIMUS Case Number: CM13-0099002

1) MAXIMUS Federal Services, Inc. has determined the request for eight sessions of aquatic
therapy is not medically necessary and appropriate.

2) MAXIMUS Federal Services, Inc. has determined the request for Prilosec 20mg #30 is
medically necessary and appropriate.

INDEPENDENT MEDICAL REVIEW DECISION AND RATIONALE
An application for Independent Medical Review was filed on 8/9/2013. A decision has been made
for each of the treatments that were in dispute:

1) MAXIMUS Federal Services, Inc. has determined the request for eight sessions of aquatic
therapy is not medically necessary and appropriate.

2) MAXIMUS Federal Services, Inc. has determined the request for Prilosec 20mg #30 is
medically necessary and appropriate.

Medical Qualifications of the Expert Reviewer:
The independent Medical Doctor who made the decision has no affiliation with the parties. The
physician reviewer is Board Certified in Internal Medicine, has a subspecialty in Rheumatology
and is licensed to practice in Nevada.

Expert Reviewer Case Summary:
The employee is a 51 year old male truck loader with heartburn under naproxen.

Documents Reviewed for Determination:
The following relevant documents received from the interested parties and the documents
provided with the application were reviewed and considered. These documents included:
- Application for Independent Medical Review
- Utilization Review Determination

1) Regarding the request for eight sessions of aquatic therapy:

Section of the Medical Treatment Utilization Schedule Relied Upon by the Expert Reviewer to
Make His/Her Decision
The Claims Administrator based its decision on the Chronic Pain Medical Treatment Guidelines
(2009), Aquatic therapy, which is a part of the MTUS. The Expert Reviewer found the guidelines
used by the Claims Administrator relevant and appropriate.

Rationale for the Decision:
No reason is given why exercise on land would fail.

2) Regarding the request for Prilosec 20mg #30:

Section of the Medical Treatment Utilization Schedule Relied Upon by the Expert Reviewer to
Make His/Her Decision
The Claims Administrator did not cite any evidence basis for its decision. The Expert Reviewer
based his/her decision on the Chronic Pain Medical Treatment Guidelines, NSAIDs, GI symptoms &
cardiovascular risk, pages 68-69, which is part of the MTUS.

Rationale for the Decision:
Heartburn under an NSAID at this dose is a risk.
"""

SECOND_FORM = """MEDICAL PROFESSIONAL REVIEW

Case Number: CM13-0099003
Date of Injury: 02/02/2012
Date of UR Decision: 08/08/2013

ISSUE AT DISPUTE
Whether the request for a functional capacity evaluation is medically necessary.

CASE SUMMARY
The claimant is a 37 year old male carpenter with a healed wrist fracture.

DOCUMENTS REVIEWED FOR DETERMINATION
1. Application for Independent Medical Review
2. Progress report of 07/01/2013

MEDICAL TREATMENT GUIDELINE(S) RELIED UPON BY PROFESSIONAL REVIEWER AND WHY
Official Disability Guidelines (ODG), Fitness for Duty Chapter. The MTUS does not address it.

RATIONALE FOR WHY THE REQUESTED TREATMENT/SERVICE IS/WAS NOT MEDICALLY NECESSARY
No return to work has been tried or planned.

MEDICAL REVIEWER QUALIFICATIONS
The reviewer is board certified in Occupational Medicine and is licensed to practice in Idaho.
"""


def read(text: str) -> LetterReading:
    return read_letter_text(text.split("\f"), "letter.txt")


@pytest.fixture(scope="module")
def first_form() -> LetterReading:
    return read(FIRST_FORM)


@pytest.fixture(scope="module")
def notice() -> LetterReading:
    return read(NOTICE)


@pytest.fixture(scope="module")
def second_form() -> LetterReading:
    return read(SECOND_FORM)


class TestTheFirstForm:
    def test_it_is_recognised_and_read_in_full(self, first_form: LetterReading) -> None:
        assert first_form.layout == "california-2013"
        assert first_form.problems == ()
        assert first_form.status is Status.FULL

    def test_the_header_gives_case_and_dates(self, first_form: LetterReading) -> None:
        said = first_form.determination
        assert said.case_number == "CM13-0099001"
        assert said.decision_date == dt.date(2013, 11, 20)
        assert said.ur_denial_date == dt.date(2013, 7, 22)
        assert said.application_received == dt.date(2013, 8, 1)

    def test_the_reviewer_is_described_in_a_sentence(self, first_form: LetterReading) -> None:
        reviewer = first_form.determination.reviewer
        assert reviewer.specialties == ("Orthopedic Surgery",)
        assert reviewer.licensure == ("Oregon", "Texas")

    def test_bulleted_documents_may_wrap(self, first_form: LetterReading) -> None:
        assert [one.title for one in first_form.determination.documents_reviewed] == [
            "Application of Independent Medical Review",
            "Utilization Review Determination of 07/22/2013",
            "Medical Records from the provider",
        ]

    def test_not_medically_necessary_means_upheld(self, first_form: LetterReading) -> None:
        findings = first_form.determination.findings
        assert [(one.disputed_treatment, one.decision) for one in findings] == [
            ("Hydrotherapy 2 x 4 for the left knee", Decision.UPHELD),
            ("A left knee brace, purchase", Decision.OVERTURNED),
        ]

    def test_sentences_say_the_basis_and_the_source(self, first_form: LetterReading) -> None:
        first, second = first_form.determination.findings
        assert first.claims_administrator_guideline.basis is Basis.MTUS
        (cited,) = first.claims_administrator_guideline.citations
        assert cited.source == "MTUS Chronic Pain Medical Treatment Guidelines"
        assert (cited.sections, cited.pages) == (("Aquatic therapy",), ("22",))
        assert first.reviewer_guideline.basis is Basis.NON_MTUS
        assert second.claims_administrator_guideline.basis is Basis.NONE_CITED
        assert second.reviewer_guideline.basis is Basis.MTUS

    def test_the_rationale_ends_where_the_next_treatment_starts(
        self, first_form: LetterReading
    ) -> None:
        first, second = first_form.determination.findings
        assert first.rationale is not None
        assert first.rationale.startswith("Swimming in a pool")
        assert first.rationale.endswith("None is given.")
        assert second.rationale == "The ligament is torn and the knee gives way."

    def test_age_and_sex_come_from_the_summary(self, first_form: LetterReading) -> None:
        patient = first_form.determination.patient
        assert (patient.age, patient.sex) == (44, Sex.FEMALE)


class TestTheNotice:
    def test_each_treatment_counts_once_although_it_is_listed_twice(
        self, notice: LetterReading
    ) -> None:
        assert notice.layout == "california-2013-notice"
        assert [
            (one.disputed_treatment, one.decision) for one in notice.determination.findings
        ] == [
            ("eight sessions of aquatic therapy", Decision.UPHELD),
            ("Prilosec 20mg #30", Decision.OVERTURNED),
        ]

    def test_what_the_notice_does_not_show_is_reported(self, notice: LetterReading) -> None:
        assert notice.status is Status.PARTIAL
        assert {one.field for one in notice.problems} == {"date_assigned", "priority"}

    def test_dates_stand_under_other_labels(self, notice: LetterReading) -> None:
        said = notice.determination
        assert said.ur_denial_date == dt.date(2013, 7, 30)
        assert said.application_received == dt.date(2013, 8, 9)
        assert said.decision_date == dt.date(2013, 12, 2)
        assert said.case_number == "CM13-0099002"

    def test_a_reviewer_who_follows_the_other_side_has_its_basis(
        self, notice: LetterReading
    ) -> None:
        first, second = notice.determination.findings
        assert first.reviewer_guideline.basis is Basis.MTUS
        assert first.reviewer_guideline.citations == first.claims_administrator_guideline.citations
        (cited,) = second.reviewer_guideline.citations
        assert cited.pages == ("68-69",)

    def test_rationales_stand_under_regarding_the_request(self, notice: LetterReading) -> None:
        assert [one.rationale for one in notice.determination.findings] == [
            "No reason is given why exercise on land would fail.",
            "Heartburn under an NSAID at this dose is a risk.",
        ]

    def test_case_summary_and_qualifications_are_read(self, notice: LetterReading) -> None:
        said = notice.determination
        assert said.reviewer.specialties == ("Internal Medicine", "Rheumatology")
        assert (said.patient.age, said.patient.sex) == (51, Sex.MALE)
        assert len(said.documents_reviewed) == 2


class TestTheSecondForm:
    def test_the_heading_of_the_rationale_is_the_decision(self, second_form: LetterReading) -> None:
        (finding,) = second_form.determination.findings
        assert second_form.layout == "medical-professional-2013"
        assert finding.disputed_treatment == "a functional capacity evaluation"
        assert finding.decision is Decision.UPHELD
        assert finding.rationale == "No return to work has been tried or planned."

    def test_the_other_heading_overturns(self) -> None:
        text = SECOND_FORM.replace("IS/WAS NOT MEDICALLY", "IS/WAS MEDICALLY")
        (finding,) = read(text).determination.findings
        assert finding.decision is Decision.OVERTURNED

    def test_several_issues_share_one_rationale(self) -> None:
        text = SECOND_FORM.replace(
            "Whether the request for a functional capacity evaluation is medically necessary.",
            "1. Functional capacity evaluation\n2. Work conditioning, 10 visits",
        )
        findings = read(text).determination.findings
        assert [one.disputed_treatment for one in findings] == [
            "Functional capacity evaluation",
            "Work conditioning, 10 visits",
        ]
        assert findings[0].rationale == findings[1].rationale

    def test_guidelines_qualifications_and_documents_are_read(
        self, second_form: LetterReading
    ) -> None:
        said = second_form.determination
        assert said.findings[0].reviewer_guideline.basis is Basis.NON_MTUS
        assert said.reviewer.specialties == ("Occupational Medicine",)
        assert said.reviewer.licensure == ("Idaho",)
        assert [one.title for one in said.documents_reviewed] == [
            "Application for Independent Medical Review",
            "Progress report of 07/01/2013",
        ]

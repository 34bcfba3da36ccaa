"""Papers of offices without titles, addresses or page numbers: cut and named all the same."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.papers import plain, typeset

from openimr.adapters.page_reader import read_page
from openimr.casefile.documents.find import find_documents
from openimr.casefile.documents.page_view import PageView
from openimr.casefile.model import Document, Page
from openimr.casefile.model import DocumentType as T

VISIT = """Marigold Physiatry
Date of service: 03/14/2017   Re: Ludmila Farthing
HISTORY: Neck pain runs into the left arm. She was hurt on 09/02/2016.
EXAM: Spurling positive on the left. Return on 04/11/2017.
PLAN: MRI of the cervical spine.
Tamsin Okello, MD"""
NEXT_VISIT = """Marigold Physiatry
Date of service: 05/09/2017   Re: Ludmila Farthing
HISTORY: The arm is weaker.
EXAM: Biceps 4/5.
Tamsin Okello, MD"""
SAME_VISIT = """Marigold Physiatry
Date of service: 03/14/2017   Re: Ludmila Farthing
The work restrictions go on, and I will see her again after the study.
She understands what was said and agrees with it.
Tamsin Okello, MD"""
LABORATORY = """TIDEWATER TOXICOLOGY
Patient: Farthing, Ludmila   Collected: 02/20/2017
Hydrocodone: detected (prescribed). Benzodiazepines: not detected.
Laboratory director: Anselm Birk, PhD"""
LABELLED_ON_ONE_LINE = """Cloverdale Physical Therapy - daily note 01/12/2017 - Visit 8
Pt: Ludmila Farthing. S: arm tingles, 6/10. O: rotation 50.
A: not responding. P: see the physician.
Q. Verity PT"""
STUDY = """Hillside Radiology Associates
Patient: Farthing, Ludmila. Date of exam: 03/20/2017. MRI cervical spine w/o contrast.
C5-6: left protrusion that touches the C6 root.
Impression: Left C5-6 protrusion.
Dictated by Roland Pell, MD"""
ENCOUNTER = """LARCH STREET CLINIC   chart printout
Encounter: 01/30/2017 09:10 Provider: Odile Brandt, MD Patient: Farthing, Ludmila
S: neck pain, arm tingles.
O: Spurling +.
A: neck strain.
P: therapy 2x4."""
UR_WITHOUT_TITLE = """Harrow Mutual Insurance UR Department
Date: 04/03/2017
Patient: Ludmila Farthing / HM-2017-88 / DOI 09/02/2016
Determination: NOT CERTIFIED
Item 1: MRI of the cervical spine. Not certified.
Ignatius Frome, MD"""
UR_AS_A_LETTER = """HARROW MUTUAL - MEDICAL MANAGEMENT
4/3/2017
RE: Ludmila Farthing   DOI: 9/2/2016
Dear Dr. Okello: We looked at your request together with our physician advisor.
What follows is what was found, and on which grounds, for every treatment that you asked for.
MRI cervical spine   Non-certified   MTUS Neck 2004, p. 178"""


@pytest.fixture
def found(tmp_path: Path):
    def documents(*texts: str) -> tuple[Document, ...]:
        place = tmp_path / "papers.pdf"
        place.write_bytes(typeset([plain(text) for text in texts]))
        return find_documents(
            [read_page(str(place), place.name, number + 1) for number in range(len(texts))]
        )

    return documents


def test_a_page_with_the_patient_and_another_day_begins_another_paper(found) -> None:
    assert [d.pages for d in found(VISIT, NEXT_VISIT)] == [(1, 1), (2, 2)]


def test_a_page_that_repeats_patient_and_day_goes_on(found) -> None:
    assert [d.pages for d in found(VISIT, SAME_VISIT)] == [(1, 2)]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (LABORATORY, T.LAB_REPORT),
        (LABELLED_ON_ONE_LINE, T.PHYSICAL_THERAPY_NOTE),
        (STUDY, T.IMAGING_REPORT),
        (ENCOUNTER, T.PROGRESS_REPORT),
        (UR_WITHOUT_TITLE, T.UR_DECISION),
        (UR_AS_A_LETTER, T.UR_DECISION),
    ],
)
def test_an_untitled_paper_is_known_behind_any_other(found, text: str, kind: T) -> None:
    documents = found(VISIT, text)
    assert [(d.pages, d.type) for d in documents] == [
        ((1, 1), T.PROGRESS_REPORT),
        ((2, 2), kind),
    ]


def test_a_decision_is_by_its_reviewer_and_not_by_the_physician_who_asked(found) -> None:
    text = """HARROW MUTUAL
Your physician, Tamsin Okello MD, asked for the treatment below.
Utilization review decision: denied
MRI cervical spine   Denied
Physician reviewer: Ignatius Frome, MD"""
    [document] = found(text)
    assert document.author is not None
    assert document.author.startswith("Ignatius Frome, MD")


def test_a_badly_read_line_of_the_fax_machine_is_no_letterhead() -> None:
    page = Page(
        file="fax.pdf",
        number=1,
        text="O751/2015 0914 TAX 9163550122 HARROW EPA B0G2010\nMarigold Physiatry\nPatient: L. F.",
    )
    assert PageView(page).lines[0].text == "Marigold Physiatry"


def test_a_visit_that_an_earlier_plan_mentions_and_names_without_label_begin_papers(found) -> None:
    plan = """Marigold Physiatry
Visit: 05/20/2017   Patient: Ludmila Farthing
HISTORY: back pain.
She lifted a tub.
Sitting is limited.
EXAM: flexion 70.
She walks well.
No deficit.
PLAN: program per the evaluation of 05/09/2017.
T. Okello, MD"""
    evaluation = """NORTHERN RESTORATION CENTER
Date of evaluation: 05/09/2017
Patient: Ludmila Farthing
Medical: has failed therapy. Physical therapy: lifts 15 lb.
Recommendation: two weeks."""
    note = """Backbone Chiropractic
4/18/2017 Visit 6 of 6 Farthing L.
S: 3/10. O: flexion 68. A: responding.
C. Duarte, DC"""
    group = """MARIGOLD PHYSIATRY GROUP Progress note 03/27/2017
Ludmila Farthing. Leg burns since the fall from the roof 09/02/2016.
PE: S1 sensation less. Plan: stimulation.
T. Okello, MD"""
    documents = found(plan, evaluation, note, group)
    assert [d.pages for d in documents] == [(1, 1), (2, 2), (3, 3), (4, 4)]
    assert documents[3].type is T.PROGRESS_REPORT

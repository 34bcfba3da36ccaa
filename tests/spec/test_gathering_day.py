"""Gathering, dates: the day a paper calls its own beats every day told in its prose."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from tests.papers import plain, typeset

from openimr.adapters.page_reader import read_page
from openimr.casefile.documents.find import find_documents
from openimr.casefile.model import Document
from openimr.casefile.model import DocumentType as T

OWN = dt.date(2018, 5, 14)
TOLD = """Interval history: she finished nine visits of therapy on 3/30/18, paid between
01/12/2018 and 03/30/2018. Her limit was raised from 5 to 15 pounds on 04/02/2018.
Plan: continue the exercises at home.
Gaspard Lindqvist, DO"""


def documents_of(tmp_path: Path, *texts: str) -> tuple[Document, ...]:
    place = tmp_path / "papers.pdf"
    place.write_bytes(typeset([plain(text) for text in texts]))
    return find_documents([read_page(str(place), "papers.pdf", n + 1) for n in range(len(texts))])


@pytest.mark.parametrize(
    "head",
    [
        "Patient: Rosalba Quintanar DOB: 4/2/71 DOI: 9/8/17 Date of Service: 05/14/2018 Claim: Q1",
        "Pt: R. Quintanar   DOB: 4/2/71   DOI: 9/8/17   DOS: 5/14/18   Claim: QX-1",
        "RE: Rosalba Quintanar, DOB 4/2/71, exam date 05/14/2018",
        "Date of injury 09/08/2017. Date of exam 05/14/2018.",
        "DOI 9/8/17, date of examination May 14, 2018",
        "Patient: Rosalba Quintanar. Date of treatment: 05/14/2018. Visit 3 of 9.",
        "Follow-up visit 05/14/2018. Rosalba Quintanar. DOB 4/2/1971.",
        "Name: Rosalba Quintanar DOB 4/2/71 Visit date 5-14-18",
        "Rosalba Quintanar born 4/2/71 seen on 5/14/18 for the back",
        "Name: Rosalba Quintanar   D.O.I. 9/8/17   Date: 05/14/2018",
    ],
)
def test_a_labelled_day_beats_the_days_of_birth_of_injury_and_of_the_prose(
    tmp_path: Path, head: str
) -> None:
    (report,) = documents_of(tmp_path, f"Lindqvist Spine Clinic\nOFFICE VISIT\n{head}\n{TOLD}")
    assert report.date == OWN


@pytest.mark.parametrize("own", ["DOB: 4/2/71, 4/2/1971", "DOI/DOB: 9/8/17 and 4/2/71"])
def test_joined_days_share_their_label_and_date_nothing(tmp_path: Path, own: str) -> None:
    (report,) = documents_of(tmp_path, f"Lindqvist Spine Clinic\nOFFICE VISIT\n{own}\nBack pain.")
    assert report.date is None


@pytest.mark.parametrize(
    "signed",
    [
        "Employee Signature: R. Quintanar Date: 05/14/2018",
        "Signed: R. Quintanar 05/14/2018",
        "Signature: Rosalba Quintanar 5/14/18",
        "Signature of employee: R Quintanar   Date signed: 5-14-18",
    ],
)
@pytest.mark.parametrize("label", ["Date of UR determination", "Denial dated", "UR decision date:"])
def test_an_application_is_dated_by_its_signature_not_by_the_decision_it_disputes(
    tmp_path: Path, signed: str, label: str
) -> None:
    text = f"""APPLICATION FOR INDEPENDENT MEDICAL REVIEW
Employee name: Rosalba Quintanar   Date of birth: 04/02/1971
Date of injury: 09/08/2017   Claim number: QX-1
{label} 05/02/2018   Diagnosis: M54.5
Treatment in dispute: massage, four visits
{signed}"""
    (application,) = documents_of(tmp_path, text)
    assert application.date == OWN


LAST_PAGE = "REQUEST FOR AUTHORIZATION\nEmployee: Rosalba Quintanar\nMassage x 4\nSigned 05/16/2018"
BARE_NOTE = """Patient: R. Quintanar. Date of treatment: 05/14/2018. Visit 3 of 9.
Pain 4/10. She carries the shopping again."""


@pytest.mark.parametrize(
    ("practice", "by", "type_"),
    [
        ("Willow Gate Acupuncture", "Ines Okafor, L.Ac.", T.ACUPUNCTURE_NOTE),
        ("Willow Gate Chiropractic", "Ines Okafor, D.C.", T.CHIROPRACTIC_NOTE),
        ("Willow Gate Physical Therapy", "Ines Okafor, PT, DPT", T.PHYSICAL_THERAPY_NOTE),
    ],
)
def test_another_practice_over_patient_and_day_begins_its_own_note(
    tmp_path: Path, practice: str, by: str, type_: T
) -> None:
    found = documents_of(tmp_path, LAST_PAGE, f"{practice}\n{BARE_NOTE}\n{by}")
    assert [(d.pages, d.type) for d in found] == [((1, 1), T.RFA), ((2, 2), type_)]
    assert found[1].date == OWN


def test_the_running_head_of_the_same_practice_goes_on_with_its_report(tmp_path: Path) -> None:
    first = f"Willow Gate Spine Clinic\nOFFICE VISIT\nPatient: R. Quintanar\nDOS: 5/14/18\n{TOLD}"
    second = (
        "Willow Gate Spine Clinic\nPatient: R. Quintanar\nDOS: 5/14/18\nShe may lift ten pounds."
    )
    assert [d.pages for d in documents_of(tmp_path, first, second)] == [(1, 2)]


def test_an_urgent_care_page_behind_a_consultation_is_its_own_document(tmp_path: Path) -> None:
    report = """Granary Lane Orthopaedics
INITIAL CONSULTATION
PATIENT: Rosalba Quintanar
DATE: May 30, 2018
HISTORY: She fell from a ladder. EXAM: Left knee effusion. PLAN: Therapy."""
    walk_in = """Corner Street Urgent Care
Visit date: 05/14/2018 Patient: Rosalba Quintanar DOB: 1/2/1970
CC: left knee pain. HX: none. PE: effusion. DX: knee sprain. RX: ice.
Tamsin Orr, PA-C"""
    found = documents_of(tmp_path, report, walk_in)
    assert [(d.pages, d.type, d.date) for d in found] == [
        ((1, 1), T.PROGRESS_REPORT, dt.date(2018, 5, 30)),
        ((2, 2), T.PROGRESS_REPORT, OWN),
    ]


def test_a_practice_that_shares_its_line_with_a_title_gives_its_name_only(tmp_path: Path) -> None:
    (note,) = documents_of(
        tmp_path,
        "Willow Gate Behavioral Health - PSYCHOTHERAPY SESSION NOTES\nPatient: R. Quintanar\n"
        "05/14/2018 Session 3 of 4. Mood brighter. She drove alone.",
    )
    assert note.author == "Willow Gate Behavioral Health"


def test_a_printed_record_of_two_visits_is_two_documents_for_all_its_page_numbers(
    tmp_path: Path,
) -> None:
    head = "Quintanar, Rosalba MRN 4711 DOB 1/2/1970\nVisit Summary\nEncounter date: "
    body = "Provider: Tamsin Orr, MD\nHPI\nKnee pain 4/10.\nPlan\nRecheck."
    found = documents_of(
        tmp_path,
        f"{head}05/14/2018\n{body}\nPage 1 of 2",
        f"{head}04/02/2018\n{body}\nPage 2 of 2",
    )
    assert [(d.pages, d.date) for d in found] == [((1, 1), OWN), ((2, 2), dt.date(2018, 4, 2))]


def test_a_physicians_note_that_tells_of_acupuncture_is_no_acupuncture_note(tmp_path: Path) -> None:
    (note,) = documents_of(
        tmp_path,
        "ORR PAIN MEDICINE\nName: Rosalba Quintanar  Visit date: 05/14/2018\nCC: knee pain.\n"
        "HPI: s/p 8 visits of acupuncture.\nPlan: Recheck.\nTamsin Orr, MD",
    )
    assert note.type is T.PROGRESS_REPORT


def test_a_psychologists_note_without_title_is_a_therapy_note(tmp_path: Path) -> None:
    (note,) = documents_of(
        tmp_path,
        "Ines Okafor, PsyD\ntherapy summary, 5-14-18\nClient: Rosalba Quintanar\n"
        "Seen for six meetings.\nShe shops alone again.\nI. Okafor, PsyD",
    )
    assert (note.type, note.date) == (T.THERAPY_NOTE, OWN)


def test_a_notes_last_section_does_not_name_the_note(tmp_path: Path) -> None:
    (note,) = documents_of(
        tmp_path,
        "Quintanar, Rosalba DOB 1/2/1970 DOS 05/14/2018\nSUBJECTIVE\nKnee pain.\nOBJECTIVE\n"
        "No effusion.\nASSESSMENT\nKnee strain.\nPLAN\nRecheck.\nWORK STATUS\nFull duty.\n"
        "Tamsin Orr, MD",
    )
    assert note.type is T.PROGRESS_REPORT


def test_a_physician_who_orders_pt_is_no_physical_therapist(tmp_path: Path) -> None:
    (note,) = documents_of(
        tmp_path,
        "Quintanar, Rosalba DOB 1/2/1970 DOS 05/14/2018\nSUBJECTIVE\nKnee pain.\nOBJECTIVE\n"
        "No effusion.\nASSESSMENT\nKnee strain.\nPLAN\nPT x 4 more to finish strengthening.\n"
        "Tamsin Orr, DO\nOrr Rehab Medicine",
    )
    assert note.type is T.PROGRESS_REPORT

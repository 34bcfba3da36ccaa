"""Ten filed applications of invented people as PDFs: each a form with its UR decision."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from tests.papers import plain, typeset


class Filed(NamedTuple):
    """What is particular to one application."""

    employee: str
    physician: str
    administrator: str
    treatment: str
    diagnosis: str = "M54.50 Low back pain"
    expedited: bool = False


TEN = (
    Filed("Amparo Quill", "Helen Okafor, M.D.", "Gray Otter Claims", "Physical therapy, 12 visits"),
    Filed("Bram Tolliver", "Sunniva Dahl, M.D.", "Heron Lake Claims", "Tramadol 50 mg #60"),
    Filed("Cosima Vale", "Raj Venkatraman, M.D.", "Larkspur Mutual", "MRI of the lumbar spine"),
    Filed("Dov Ashgrove", "Ines Barrow, M.D.", "Redwood Indemnity Co.", "Acupuncture, 6 visits"),
    Filed(
        "Edda Fenwick", "Tobias Crane, M.D.", "Quarry Hill Claims", "Norco 10/325 mg #90",
        expedited=True,
    ),
    Filed("Fenno Marlowe", "Wim Castell, M.D.", "Saltmarsh Mutual", "TENS unit, purchase"),
    Filed("Gesine Porter", "Lale Demir, M.D.", "Thistledown Claims", "Gabapentin 300 mg #90"),
    Filed("Hollis Ravn", "Odile Brandt, M.D.", "Umber Valley Claims", "Lumbar epidural injection"),
    Filed("Ilse Novak", "Perry Lund, M.D.", "Willow Bend Claims", "Chiropractic, 8 visits"),
    Filed(
        "Jonna Keats", "Rufus Amory, M.D.", "Yarrow Claims", "Cataract surgery, left eye",
        diagnosis="H25.12 Age-related nuclear cataract, left eye",
    ),
)  # fmt: skip
"""Nobody of the example panel reviews the eye, so that the last one is left over."""


def papers(one: Filed, number: int, folder: Path) -> Path:
    """The folder of one application's papers, made."""
    folder.mkdir(parents=True)
    form = f"""
APPLICATION FOR INDEPENDENT MEDICAL REVIEW
DWC Form IMR
Type of Utilization Review:  {"Expedited" if one.expedited else "Regular"}
Employee Name: {one.employee}    Date of Birth: 02/{number + 10}/1980
Claim Number: QT-25-00{number:03}    Date of Injury: 06/{number + 10}/2025
Employer: Paper Lantern Press {number}, Inc.
Requesting Physician Name: {one.physician}  Specialty: Family Medicine
Claims Administrator: {one.administrator}
Primary Diagnosis: {one.diagnosis}
Date of UR Decision: 11/03/2026
List each specific requested medical service, good or item that was denied or modified:
1. {one.treatment}
I request an independent medical review of the above treatment.
Employee Signature: {one.employee}    Date: 11/10/2026
"""
    decision = f"""
Northgate Medical Review Services
UTILIZATION REVIEW DETERMINATION
Review Type: {"Expedited" if one.expedited else "Standard"}
November 3, 2026
{one.physician}
55 Elm Street
Re: {one.employee}
Claim No.: QT-25-00{number:03}
Dear {one.physician}:
Based on the clinical information submitted, the decision is as follows:
The requested {one.treatment} is denied as not medically necessary.
Sincerely,
Raymond Ito, MD
PROOF OF SERVICE
I served this determination by mail on November 4, 2026.
"""
    (folder / "form.pdf").write_bytes(typeset([plain(form)]))
    (folder / "decision.pdf").write_bytes(typeset([plain(decision)]))
    return folder

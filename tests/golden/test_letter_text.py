"""The plain-text letter, word for word; look at the difference, then copy the new text over.

The marks (typographic spaces) are shown as plain spaces in the golden file.
"""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

from openimr.bootstrap import letter_file
from openimr.determination.guideline_line import compose_guideline_line
from openimr.determination.model import (
    Basis,
    Decision,
    Determination,
    DocumentReviewed,
    Finding,
    GuidelineLine,
    Patient,
    Priority,
    Reviewer,
    Sex,
)
from openimr.vocabulary.citation import Citation
from openimr.vocabulary.request import TreatmentRequest

GOLDEN = Path(__file__).with_name("letter.txt")
DETERMINATION = Determination(
    case_number="CM26-0000123",
    date_assigned=dt.date(2026, 9, 1),
    date_of_injury=dt.date(2024, 11, 30),
    ur_denial_date=dt.date(2026, 8, 5),
    application_received=dt.date(2026, 8, 20),
    priority=Priority.STANDARD,
    reviewer=Reviewer(licensure=("California",), specialties=("Occupational Medicine",)),
    patient=Patient(age=38, sex=Sex.FEMALE),
    clinical_case_summary=(
        "The employee slipped on a wet floor and hurt her right wrist [1:1]. A splint and six "
        "visits of occupational therapy were given [2:3].\nIn July she typed for an hour without "
        "pain and worked without restrictions [2:4]."
    ),
    documents_reviewed=(
        DocumentReviewed(
            title="Doctor's first report",
            type="progress report",
            date=dt.date(2024, 12, 2),
            author="Žofia Okoro, M.D.",
            pages="02-reports.pdf, pages 1-2",
        ),
        DocumentReviewed(title="Therapy notes"),
    ),
    findings=(
        Finding(
            disputed_treatment="Occupational therapy, right wrist: 2 x 6",
            decision=Decision.OVERTURNED,
            claims_administrator_guideline=GuidelineLine(
                text="ODG, forearm chapter.",
                basis=Basis.NON_MTUS,
                citations=(Citation(source="ODG, forearm chapter"),),
            ),
            reviewer_guideline=compose_guideline_line(
                Basis.MTUS,
                [Citation(source="MTUS Forearm, Wrist, and Hand Complaints 2004", pages=("264",))],
            ),
            rationale="Therapy led to gains in work and daily life [2:4].\nMore of it is needed.",
            request=TreatmentRequest(
                quantity=12, unit="visits", per_week=2, weeks=6, body_parts=("right wrist",)
            ),
        ),
        Finding(disputed_treatment="Wrist brace", decision=None),
    ),
    draft=True,
)


def test_the_text_letter_reads_as_agreed() -> None:
    letter = letter_file(DETERMINATION, ".txt", dt.date(2026, 11, 21)).decode()
    shown = re.sub("[\u2004-\u2007\u202f]+", " ", letter)
    assert "\n".join(line.strip() for line in shown.split("\n")) == GOLDEN.read_text()

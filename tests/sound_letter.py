"""A sound letter about an invented worker, and ways to change one thing in it."""

from __future__ import annotations

import datetime as dt

import msgspec

from openimr.determination.check import check_letter
from openimr.determination.checks.model import CheckFinding
from openimr.determination.guideline_line import parse_guideline_line
from openimr.determination.model import (
    Decision,
    Determination,
    Finding,
    Patient,
    Reviewer,
    Sex,
)
from openimr.determination.reading import LetterReading, Status

CHRONIC_2016 = "Decision based on MTUS Chronic Pain Medical Treatment 2016"
SUMMARY = (
    "The worker is a 44-year-old female who was injured on 10/03/2016 when she slipped on a wet "
    "floor. She is treated for a right knee strain and low back pain. On 11/09/2016 she reported "
    "right knee pain and low back pain. The right knee showed an effusion and a positive McMurray "
    "test. Strength and sensation of the legs were normal. Treatment to date has included six "
    "visits of physical therapy and naproxen. She was born on 02/11/1972. The request for "
    "authorization is dated 11/14/2016. On 11/21/2016 utilization review denied the requests."
)
MRI = Finding(
    disputed_treatment="MRI of the right knee",
    decision=Decision.UPHELD,
    claims_administrator_guideline=parse_guideline_line(
        "Decision based on MTUS Knee Complaints 2004, Section(s): Special Studies."
    ),
    reviewer_guideline=parse_guideline_line(
        "Decision based on MTUS Knee Complaints 2004, Section(s): Special Studies."
    ),
    rationale=(
        "The guideline asks for a course of conservative care before imaging of the knee. The "
        "worker has had six visits and is better after each. She can bear weight and flexes the "
        "right knee past 90 degrees. Surgery is not planned. Therefore, the request for an MRI of "
        "the right knee is not medically necessary."
    ),
)
THERAPY = Finding(
    disputed_treatment="Physical therapy 2 times a week for 3 weeks (6 sessions), low back",
    decision=Decision.OVERTURNED,
    claims_administrator_guideline=parse_guideline_line(
        f"{CHRONIC_2016}, Section(s): Physical medicine treatment."
    ),
    reviewer_guideline=parse_guideline_line(
        f"{CHRONIC_2016}, Section(s): Physical medicine treatment."
    ),
    rationale=(
        "The guideline allows up to ten visits. With the six sessions asked for, the total stays "
        "near it, and motion has improved after the visits so far. The request for 6 sessions of "
        "physical therapy is medically necessary."
    ),
)
NAPROXEN = Finding(
    disputed_treatment="Naproxen 500mg #60",
    decision=Decision.UPHELD,
    claims_administrator_guideline=parse_guideline_line(
        "The Claims Administrator did not cite any medical evidence for its decision."
    ),
    reviewer_guideline=parse_guideline_line(
        f"{CHRONIC_2016}, Section(s): NSAIDs (non-steroidal anti-inflammatory drugs)."
    ),
    rationale=(
        "Anti-inflammatory drugs are meant for short use at the lowest dose. Relief from naproxen "
        "was not measured at any visit. The request for Naproxen 500mg #60 is not medically "
        "necessary."
    ),
)
SOUND = Determination(
    case_number="CM17-0000001",
    date_of_injury=dt.date(2016, 10, 3),
    ur_denial_date=dt.date(2016, 11, 21),
    application_received=dt.date(2016, 12, 1),
    date_assigned=dt.date(2016, 12, 12),
    decision_date=dt.date(2017, 1, 4),
    patient=Patient(age=44, sex=Sex.FEMALE),
    reviewer=Reviewer(licensure=("California",), specialties=("Family Practice",)),
    clinical_case_summary=SUMMARY,
    findings=(MRI, THERAPY, NAPROXEN),
)


def checked(determination: Determination) -> tuple[CheckFinding, ...]:
    return check_letter(
        LetterReading(
            source="letter.pdf", layout=None, status=Status.FULL, determination=determination
        )
    )


def rules_of(determination: Determination) -> list[tuple[str, int | None]]:
    return [(finding.rule, finding.issue) for finding in checked(determination)]


def summary(old: str, new: str) -> Determination:
    assert old in SUMMARY
    return msgspec.structs.replace(SOUND, clinical_case_summary=SUMMARY.replace(old, new))


def issue(number: int, **changes: object) -> Determination:
    findings = list(SOUND.findings)
    findings[number - 1] = msgspec.structs.replace(findings[number - 1], **changes)
    return msgspec.structs.replace(SOUND, findings=tuple(findings))


def reasons(number: int, old: str, new: str) -> Determination:
    text = SOUND.findings[number - 1].rationale
    assert text is not None and old in text
    return issue(number, rationale=text.replace(old, new))


def cites(number: int, line: str) -> Determination:
    return issue(number, reviewer_guideline=parse_guideline_line(line))

"""A case file of an invented worker, Rosalba Quintanar, as many offices would send it.

Each paper says what it should be found as. The words are written for the tests.
"""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from openimr.casefile.model import DocumentType as T


class Paper(NamedTuple):
    """One paper: its pages as plain text and what it is."""

    pages: tuple[str, ...]
    type: T
    date: dt.date | None
    author: str | None = None
    other: bool = False


APPLICATION = Paper(
    (
        """Application for Independent Medical Review
DWC Form IMR
Employee Name: Quintanar, Rosalba T.
Date of Birth: 04/12/1971      Date of Injury: 06/03/2018
Claim Number: WX-2018-55102      Employer: Tidewater Cannery
Primary diagnosis: M54.16
Treatment denied: Aquatic therapy 2 x 6
Employee Signature: R. Quintanar      Date: 01/22/2020""",
    ),
    T.APPLICATION,
    dt.date(2020, 1, 22),
    "Rosalba T. Quintanar (employee)",
)
UR = Paper(
    (
        """MERIDIAN PEAK REVIEW, LLC
4100 Basalt Way, Redding, CA 96001
January 6, 2020
Gaspard Lindqvist, DO
RE: Rosalba Quintanar      Claim: WX-2018-55102
NOTICE OF ADVERSE DETERMINATION
Dear Dr. Lindqvist:
Aquatic therapy, 12 sessions, is not certified. The guideline supports land based exercise.
Reviewed by: Cordelia Abernathy, MD, Occupational Medicine""",
        """Rosalba Quintanar      WX-2018-55102
You may ask for independent medical review within 30 days of this decision.
Proof of service: mailed on January 6, 2020 to the persons named above.""",
    ),
    T.UR_DECISION,
    dt.date(2020, 1, 6),
)
PR2 = Paper(
    (
        """Lindqvist Spine and Joint Clinic
77 Pine Hollow Rd, Chico, CA 95926   (530) 555-0170
Primary Treating Physician's Progress Report
Patient: Rosalba Quintanar      Date of Service: 12/18/2019
DOB: 04/12/1971      Claim #: WX-2018-55102
Subjective: Low back pain 6/10 with numbness of the left leg after standing at the line.
Objective: Tender over L4 to S1. Straight leg raise positive on the left at 50 degrees.
Assessment: Lumbar radiculopathy.
Plan: Aquatic therapy twice a week for six weeks, because land exercise was not tolerated.
Work status: modified duty, no lifting over 15 pounds.
Gaspard Lindqvist, DO""",
    ),
    T.PROGRESS_REPORT,
    dt.date(2019, 12, 18),
    "Gaspard Lindqvist, DO",
)
PT_DAILY = Paper(
    (
        """NORTH VALLEY PHYSICAL THERAPY
12 Mill St, Chico, CA 95928   530-555-0181
DAILY NOTE
Patient: Quintanar, Rosalba      DOS: 10/02/2019
S: Back 5/10 this morning. O: Bridges 3x10, treadmill 8 min. A: Guarded gait. P: Continue.
Imre Solberg, DPT""",
    ),
    T.PHYSICAL_THERAPY_NOTE,
    dt.date(2019, 10, 2),
    "Imre Solberg, DPT",
)
MRI = Paper(
    (
        """Sundial Diagnostic Imaging
900 Harvest Ave, Chico, CA 95926
MRI LUMBAR SPINE WITHOUT CONTRAST
Patient: QUINTANAR, ROSALBA      DOB: 04/12/1971
Date of Exam: 09/14/2018      Referring: G. Lindqvist, DO
TECHNIQUE: Sagittal and axial T1 and T2.
FINDINGS: At L4-5 a 4 mm left paracentral protrusion touches the left L5 root.
IMPRESSION: Left paracentral protrusion at L4-5.
Electronically signed by Beatrix Holloway, MD""",
    ),
    T.IMAGING_REPORT,
    dt.date(2018, 9, 14),
    "Beatrix Holloway, MD",
)
LAB_OTHER = Paper(
    (
        """CLEARBROOK CLINICAL LABORATORY
CLIA 05D7777777
LABORATORY REPORT
PATIENT: MARCHETTI, DORIAN      DOB: 11/30/1984
COLLECTED: 12/11/2019      REPORTED: 12/13/2019
TEST      RESULT      REFERENCE RANGE
SODIUM      140      135-145
POTASSIUM      4.1      3.5-5.1""",
    ),
    T.LAB_REPORT,
    dt.date(2019, 12, 13),
    other=True,
)
WORK_SLIP = Paper(
    (
        """Lindqvist Spine and Joint Clinic
77 Pine Hollow Rd, Chico, CA 95926   (530) 555-0170
RETURN TO WORK / OFF WORK ORDER
Name: Rosalba Quintanar      Date: 12/18/2019
May return to modified work. No lifting over 15 pounds. No stooping.
Gaspard Lindqvist, DO""",
    ),
    T.WORK_STATUS,
    dt.date(2019, 12, 18),
)
PSYCH = Paper(
    (
        """Amaranth Behavioral Health
PSYCHOLOGICAL ASSESSMENT
Client: Rosalba Quintanar      Date of evaluation: May 7, 2019
Reason for referral: mood after a work injury. Beck Depression Inventory 19.
Diagnosis: Adjustment disorder with depressed mood.
Page 1 of 2""",
        """Recommendations: six sessions of cognitive behavioral therapy.
Thank you for this referral.
Theodora Vance, Psy.D.
Page 2 of 2""",
    ),
    T.PSYCHOLOGICAL_EVALUATION,
    dt.date(2019, 5, 7),
    "Theodora Vance, PsyD",
)
THERAPY = Paper(
    (
        """Amaranth Behavioral Health
Individual Psychotherapy - Session Note
Client: Rosalba Quintanar      Date of service: 06/11/2019
Session 2 of 6. Breathing practice reviewed. Sleeps five hours. No thoughts of self harm.
Theodora Vance, Psy.D.""",
    ),
    T.THERAPY_NOTE,
    dt.date(2019, 6, 11),
)
OPERATIVE = Paper(
    (
        """Harvest Moon Surgery Center
PROCEDURE REPORT
Patient: Rosalba Quintanar      Date of Procedure: 03/05/2019
Preoperative diagnosis: Lumbar radiculopathy.
Procedure: Left L5 transforaminal epidural steroid injection under fluoroscopy.
Complications: none. Estimated blood loss: none.
Osgood Farrell, MD""",
    ),
    T.OPERATIVE_REPORT,
    dt.date(2019, 3, 5),
    "Osgood Farrell, MD",
)
QME = Paper(
    (
        """PHILOMENA ARCHER, M.D.
Orthopaedic Surgery, Qualified Medical Evaluator
5 Plaza Court, Redding, CA 96001
August 20, 2019
RE: Rosalba Quintanar v. Tidewater Cannery
PANEL QUALIFIED MEDICAL EVALUATION
I saw the applicant on this day. Face to face time was 50 minutes.
Apportionment: none. Permanent and stationary status is not reached.
Philomena Archer, M.D.""",
    ),
    T.MEDICAL_LEGAL_REPORT,
    dt.date(2019, 8, 20),
    "Philomena Archer, MD",
)
LETTER = Paper(
    (
        """Tidewater Mutual Insurance Company
P.O. Box 90, Sacramento, CA 95812
November 4, 2019
Lindqvist Spine and Joint Clinic
Re: Rosalba Quintanar, claim WX-2018-55102
Dear Doctor:
We have paid your bill of October. Kindly send the chart notes that belong to it.
Sincerely,
Fergus Whitlock
Senior Claims Examiner""",
    ),
    T.CORRESPONDENCE,
    dt.date(2019, 11, 4),
    "Fergus Whitlock, Tidewater Mutual Insurance Company",
)
FAX_COVER = Paper(
    (
        """FAX TRANSMITTAL
TO: Meridian Peak Review      FROM: Lindqvist clinic, front desk
DATE: 12/20/2019      PAGES: 3
Please see the attached request.""",
    ),
    T.CORRESPONDENCE,
    dt.date(2019, 12, 20),
)
QUESTIONNAIRE = Paper(
    (
        """PATIENT HEALTH QUESTIONNAIRE
Please answer every question. Name: Rosalba Quintanar      Date: 12/18/2019
How often were you bothered by little interest? Circle one: 0 1 2 3
What makes the pain worse? standing, the cold room""",
    ),
    T.QUESTIONNAIRE,
    dt.date(2019, 12, 18),
)
MEDICATIONS = Paper(
    (
        """Corner Drug Pharmacy
PRESCRIPTION PROFILE
Patient: Quintanar, Rosalba      Printed: 12/30/2019
Drug      Qty      Refills      Prescriber
naproxen 500 mg      60      1      Lindqvist
gabapentin 300 mg      90      0      Lindqvist""",
    ),
    T.MEDICATION_LIST,
    dt.date(2019, 12, 30),
)
EMG = Paper(
    (
        """Nerve Conduction Study and Electromyography
Patient: Rosalba Quintanar      Date of Study: 02/11/2019
Needle exam of the left leg: fibrillations in the left L5 muscles.
Impression: Active left L5 radiculopathy.
Hideo Marsden, M.D.""",
    ),
    T.ELECTRODIAGNOSTIC_REPORT,
    dt.date(2019, 2, 11),
    "Hideo Marsden, MD",
)
CHIRO = Paper(
    (
        """Keystone Chiropractic
8 Oak Rd, Chico, CA 95928
SOAP NOTE
Patient: Rosalba Quintanar      Date: 7/9/2019
S: Low back 6/10. O: Spasm L3 to L5. A: Slow. P: Flexion distraction, return Friday.
Percy Nakagawa, D.C.""",
    ),
    T.CHIROPRACTIC_NOTE,
    dt.date(2019, 7, 9),
    "Percy Nakagawa, DC",
)
ACUPUNCTURE = Paper(
    (
        """Willow Gate Acupuncture
Treatment Record
Patient name: Rosalba Quintanar      Visit date: 08/01/2019
Points: BL23, BL25, GB30. Needles kept for 25 minutes. Pain 6 before, 4 after.
Mei Castellanos, L.Ac.""",
    ),
    T.ACUPUNCTURE_NOTE,
    dt.date(2019, 8, 1),
    "Mei Castellanos, L.Ac.",
)
RFA = Paper(
    (
        """State of California
REQUEST FOR AUTHORIZATION
DWC Form RFA
Employee Name: Quintanar, Rosalba      Date of Injury: 06/03/2018
Diagnosis: Lumbar radiculopathy      ICD: M54.16
Service: Aquatic therapy 2 x 6
Requesting Physician Signature: G. Lindqvist      Date: 12/19/2019""",
    ),
    T.RFA,
    dt.date(2019, 12, 19),
)
FIRST_REPORT = Paper(
    (
        """DOCTOR'S FIRST REPORT OF OCCUPATIONAL INJURY OR ILLNESS
Patient name: Rosalba Quintanar      Date of exam: 06/04/2018
How it happened: lifted a crate of tins and felt a pull in the low back.
Odalys Prewett, PA-C""",
    ),
    T.PROGRESS_REPORT,
    dt.date(2018, 6, 4),
    "Odalys Prewett, PA-C",
)
JOB = Paper(
    (
        """JOB DESCRIPTION
Tidewater Cannery      Line packer
Employee: Rosalba Quintanar
Stands eight hours. Lifts up to 40 pounds, twenty times an hour.""",
    ),
    T.OTHER,
    None,
)

PAPERS = (
    APPLICATION,
    UR,
    RFA,
    FAX_COVER,
    PR2,
    WORK_SLIP,
    MEDICATIONS,
    QUESTIONNAIRE,
    PSYCH,
    THERAPY,
    PT_DAILY,
    CHIRO,
    ACUPUNCTURE,
    MRI,
    EMG,
    OPERATIVE,
    QME,
    LAB_OTHER,
    LETTER,
    FIRST_REPORT,
    JOB,
)
"""The whole case file as one bundle: nothing but the pages tells the papers apart."""

"""The fixed words of our own letters.

Headings and labels are the official ones where the posted letters and 8 CCR 9792.10.6(d)
have them; the sentences are written for OpenIMR. ``layouts.openimr`` reads by these labels.
"""

from __future__ import annotations

from typing import Final

TITLE: Final = "Independent Medical Review Final Determination"
HOW_MADE: Final = "HOW THE IMR FINAL DETERMINATION WAS MADE"
SUMMARY: Final = "CLINICAL CASE SUMMARY"
DOCUMENTS: Final = "DOCUMENTS REVIEWED"
ISSUES: Final = "IMR ISSUES, DECISIONS AND RATIONALES"
SIGNATURE: Final = "SIGNATURE"

CASE_NUMBER: Final = "Case Number:"
PRIORITY: Final = "Priority:"
DATE_ASSIGNED: Final = "Date Assigned:"
DECISION_DATE: Final = "Decision Date:"
DATE_OF_INJURY: Final = "Date of Injury:"
UR_DENIAL_DATE: Final = "UR Denial Date:"
APPLICATION_RECEIVED: Final = "Application Received:"
EMPLOYEE: Final = "Employee:"
HEADER_ROWS: Final = (
    (CASE_NUMBER, PRIORITY, DATE_ASSIGNED, DECISION_DATE),
    (DATE_OF_INJURY, UR_DENIAL_DATE, APPLICATION_RECEIVED, EMPLOYEE),
)

GENERATED: Final = "Generated wording:"
STATEMENT: Final = "Reviewer and selection:"
CREDENTIALS: Final = "The Expert Reviewer has the following credentials:"
LICENSURE: Final = "State(s) of Licensure:"
SPECIALTIES: Final = "Certification(s)/Specialty:"
DOCUMENT_COLUMNS: Final = ("No.", "Date", "Document and type", "Author", "Pages")

CLAIMS_ADMINISTRATOR_GUIDELINE: Final = "Claims Administrator guideline:"
REVIEWER_GUIDELINE: Final = "Expert reviewer guideline:"
RATIONALE: Final = "Decision rationale:"
REQUEST: Final = "Request in numbers:"
QUANTITY, UNIT, PER_WEEK, WEEKS, BODY_PART, DRUG, STRENGTH = (
    "quantity:",
    "counted in:",
    "times a week:",
    "weeks:",
    "body part:",
    "drug:",
    "strength:",
)
RECORDED: Final = "Recorded as:"
SIGNED: Final = "Signed for the review organization by:"
BASIS, SOURCE, SECTION, PAGE = "basis:", "source:", "section:", "page:"

UPHELD: Final = "Upheld"
OVERTURNED: Final = "Overturned"
AWAITING: Final = "Decision: awaiting the reviewer"
NO_DECISION: Final = "Decision: not stated"

NOT_STATED: Final = "not stated"
TYPE_NOT_STATED: Final = "type not stated"
DATE_NOT_STATED: Final = "date not stated"
AUTHOR_NOT_STATED: Final = "author not stated"
PAGES_NOT_STATED: Final = "pages not stated"

DRAFT: Final = "DRAFT"
DRAFT_NOTICE: Final = (
    "DRAFT. This is a working paper for the expert reviewer and decides nothing. It becomes a "
    "determination only when the reviewer has made and signed off every finding."
)
DRAFT_RUNNING: Final = "DRAFT \u00b7 not a determination \u00b7 awaiting the expert reviewer"
MADE_BY_REVIEWER: Final = (
    "An independent physician, the expert reviewer, decides each disputed treatment on the "
    "medical evidence in the complete case file. The reviewer has no tie to the employer, the "
    "employee, the treating providers or the claims administrator, and stays unnamed by law."
)
HOW_TO_READ: Final = (
    "Each disputed treatment is answered separately. \u201cUpheld\u201d means that the "
    "utilization review decision stands; \u201cOverturned\u201d means that the treatment is "
    "medically necessary. A reference such as [4:2] points to the record: document 4 of the "
    "list of documents reviewed, its page 2."
)
NO_DOCUMENTS: Final = "The determination lists no documents."
NO_ISSUES: Final = "The determination answers no disputed treatment."
EACH_ISSUE: Final = "The expert reviewer was asked to decide:"

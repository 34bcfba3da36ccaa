"""Receiving: form, RFA and UR decision of different offices become one Application.

The papers are written here, with invented people; two spaces separate columns of a line, as in
every page text.
"""

import datetime as dt

import pytest

from openimr.application import policies
from openimr.application.model import Application, UrAction
from openimr.application.papers import Papers
from openimr.application.read import read_application
from openimr.vocabulary.errors import Refused
from openimr.vocabulary.places import PageSpan, PageText
from openimr.workflow.draft import notes_on

NONE_CITED = "The Claims Administrator did not cite any medical evidence for its decision."


def paper(name, *pages):
    return tuple(
        PageText(file=name, number=number, text=text.strip("\n"))
        for number, text in enumerate(pages, start=1)
    )


def received(form=None, rfa=None, decision=None, others=()):
    return Papers(
        applications=(form,) if form else (),
        rfas=(rfa,) if rfa else (),
        ur_decisions=(decision,) if decision else (),
        others=others,
    )


FORM_WITHOUT_LIST = paper(
    "form.pdf",
    """
APPLICATION FOR INDEPENDENT MEDICAL REVIEW
Type of Utilization Review:  [X] Regular  [ ] Expedited
Employee Name: Reyes-Ortiz, Daniel    Date of Birth: 11/30/78
Claim Number: 2014-CA-88123    Date of Injury: 06/02/2014
Employer: Central Valley Packing, Inc.
Requesting Physician Name: Helen Okafor, M.D.  Specialty: Orthopedic Surgery
Claims Administrator: Pacific Crest Mutual  Adjuster: Lee Wong
Primary Diagnosis: 717.3 Derangement of medial meniscus
Date of UR Decision: 3/3/15
List each specific requested medical service, good or item that was denied or modified:
See attached UR denial
I request an independent medical review of the above treatment.
Employee Signature: D. Reyes    Date: 3/20/15
""",
)
RFA = paper(
    "rfa.pdf",
    """
REQUEST FOR AUTHORIZATION
Name: Daniel Reyes-Ortiz  Date of Injury: 6/2/14
Diagnosis  ICD-Code  Service/Good Requested  CPT/HCPCS  Other Information
Knee pain, left  719.46  MRI left knee w/o contrast  73721  x1
Derangement medial meniscus  717.3  Physical therapy left knee  97110  2x/wk x 6 wks
Chronic pain  338.4  Norco 10/325mg    1 po q6h prn #90
Requesting Physician Signature: H Okafor MD  Date: 2/24/15
""",
)
DECISION_IN_SENTENCES = paper(
    "ur.pdf",
    """
Northgate Medical Review Services
March 3, 2015
Dr. Helen Okafor
55 Elm Street
Re: Daniel Reyes-Ortiz
Claim No.: 2014-CA-88123
Dear Dr. Okafor:
Based on the clinical information submitted, the decision is as follows:
The requested MRI of the left knee without contrast is not medically necessary. ACOEM Practice
Guidelines, Chapter 13, Knee Complaints, pages 341-343 recommends special studies only after
conservative care. Mr. Reyes-Ortiz has had none.
The request for Norco 10/325 mg #90 is modified to Norco 10/325 mg #60 for weaning. The MTUS
Chronic Pain Medical Treatment Guidelines, Opioids section, pages 78-80, ask for monitoring.
The request for physical therapy for the left knee is partially certified for 6 visits. The MTUS
does not address this body part. ODG Knee chapter, physical therapy, recommends 9 visits.
Sincerely,
Raymond Ito, MD
""",
)


@pytest.fixture
def filed():
    return read_application(received(FORM_WITHOUT_LIST, RFA, DECISION_IN_SENTENCES))


def test_the_head_of_the_form_is_read_by_its_labels(filed):
    assert filed.employee.value == "Daniel Reyes-Ortiz"
    assert filed.claim_number.value == "2014-CA-88123"
    assert filed.employer.value == "Central Valley Packing, Inc."
    assert filed.claims_administrator.value == "Pacific Crest Mutual"
    assert filed.requesting_physician.value == "Helen Okafor, M.D."
    assert filed.physician_specialty.value == "Orthopedic Surgery"
    assert filed.priority.value == "Standard"
    assert filed.sex.value == "male"


def test_each_date_is_the_date_of_its_own_paper(filed):
    assert filed.date_of_birth.value == dt.date(1978, 11, 30)
    assert filed.date_of_injury.value == dt.date(2014, 6, 2)
    assert filed.rfa_date.value == dt.date(2015, 2, 24)
    assert filed.ur_date.value == dt.date(2015, 3, 3)
    assert filed.signed.value == dt.date(2015, 3, 20)


def words_at(place: PageSpan, pages: tuple[PageText, ...]) -> str:
    (page,) = (one for one in pages if (one.file, one.number) == (place.file, place.page))
    return page.quote(place.start, place.end)


def test_every_value_stands_at_its_place(filed):
    assert words_at(filed.signed.place, FORM_WITHOUT_LIST) == "3/20/15"
    assert words_at(filed.rfa_date.place, RFA) == "2/24/15"
    assert words_at(filed.employer.place, FORM_WITHOUT_LIST) == "Central Valley Packing, Inc."


def test_a_form_that_points_to_the_decision_disputes_what_was_denied_or_modified(filed):
    mri, norco, therapy = filed.treatments
    assert mri.text == "MRI of the left knee without contrast"
    assert (mri.ur_decision, mri.ur_certified_quantity) == (UrAction.DENIED, None)
    assert (norco.ur_decision, norco.ur_certified_quantity) == (UrAction.MODIFIED, 60)
    assert (therapy.ur_decision, therapy.ur_certified_quantity) == (UrAction.MODIFIED, 6)


def test_a_request_is_completed_from_the_rfa(filed):
    mri, norco, therapy = (treatment.request for treatment in filed.treatments)
    assert mri.quantity == 1
    assert (norco.drug, norco.strength, norco.quantity) == ("norco", "10/325 mg", 90)
    assert (therapy.per_week, therapy.weeks) == (2, 6)
    assert therapy.body_parts == ("left knee",)


def test_the_guideline_cited_is_worded_like_a_letters_line(filed):
    assert [treatment.ca_citation for treatment in filed.treatments] == [
        "Decision based on MTUS Knee Complaints 2004 Page(s): 341-343.",
        "Decision based on MTUS Chronic Pain Treatment Guidelines Opioids Page(s): 78-80.",
        "Decision based on Non-MTUS Citation ODG Knee chapter, physical therapy.",
    ]


FORM_IN_CELLS = paper(
    "form.pdf",
    """
DWC Form IMR
Type of Utilization Review: ☐ Regular ☒ Expedited
Employee Information
Employee name (First, MI, Last)
Susan P. Whitfield
Date of birth (MM/DD/YYYY)  Date of injury
04/09/1961  01/15/2016
Requesting Physician Information
Name
Marco Bianchi, DC
Claims Administrator Information
Name
Union Shield Insurance Co.
Date of Utilization Review determination letter
08/14/2016
Is the Claims Administrator disputing liability for the requested medical treatment?
☐ Yes ☒ No
List each specific requested medical services, goods, or items in the space below.
1. Acupuncture x 8, low back
2.
Chiro 2x6 L/S (UR approved
6)
3.
Request for Review and Consent to Obtain Medical Records
Signature of Employee
Susan Whitfield  09/01/2016
RECEIVED
SEP 06 2016
""",
)
DECISION_IN_A_TABLE = paper(
    "ur.pdf",
    """
CALPEAK UTILIZATION REVIEW
Date of Notice: 08/14/2016
Claimant:  Susan P. Whitfield  Claim #:  WC-77-1203
#  Treatment Requested  Qty Requested  Determination  Qty Approved
1  Chiropractic manipulation, lumbar spine,  12  Approved with modification  6
2 times per week for 6 weeks
2  Acupuncture, lumbar spine  8  Non-Certified  0
3  Lumbar support brace  1  Approved  1
CLINICAL RATIONALE
1. Chiropractic manipulation, lumbar spine: Per MTUS Chronic Pain guidelines p. 58, a trial of
6 visits over 2 weeks is recommended.
2. Acupuncture, lumbar spine: No evidence of functional improvement from the prior 6 visits.
3. Lumbar support brace: approved.
Reviewer: Ann Cole, DC
""",
)


@pytest.fixture
def expedited():
    return read_application(received(FORM_IN_CELLS, decision=DECISION_IN_A_TABLE))


def test_values_below_their_labels_and_names_by_section_are_read(expedited):
    assert expedited.employee.value == "Susan P. Whitfield"
    assert expedited.requesting_physician.value == "Marco Bianchi, DC"
    assert expedited.claims_administrator.value == "Union Shield Insurance Co."
    assert expedited.date_of_birth.value == dt.date(1961, 4, 9)
    assert expedited.date_of_injury.value == dt.date(2016, 1, 15)
    assert expedited.priority.value == "Expedited"
    assert expedited.received.value == dt.date(2016, 9, 6)
    assert not expedited.liability_disputed


def test_treatments_numbered_differently_on_form_and_decision_are_matched_by_wording(expedited):
    acupuncture, chiropractic = expedited.treatments
    assert acupuncture.text == "Acupuncture x 8, low back"
    assert acupuncture.ur_decision is UrAction.DENIED
    assert acupuncture.ca_citation == NONE_CITED
    assert chiropractic.text == "Chiro 2x6 L/S"
    assert (chiropractic.ur_decision, chiropractic.ur_certified_quantity) == (UrAction.MODIFIED, 6)
    assert "Chronic Pain Treatment Guidelines Page(s): 58" in chiropractic.ca_citation


def test_a_typed_form_with_several_labels_a_line_and_lettered_treatments_is_read():
    form = paper(
        "form.pdf",
        """
Employee Name: Doe, Jane Q. Date of Birth: 01/02/1970 Claim Number: AB-12345
Employer: ____Acme Widgets, LLC____ EAMS Case Number: ADJ123456
Physician Name: ___Paul Xu, M.D.___ Physician Specialty: Pain Management Phone: (555) 555-1234
List of disputed treatments:
a. L4-5 epidural steroid injection
b. Norco 10/325mg #120 - modified to #60
Signature: Jane Doe Date: May 20, 2014
Filed: 05/23/2014
""",
    )
    application = read_application(received(form))
    assert application.employee.value == "Jane Q. Doe"
    assert application.claim_number.value == "AB-12345"
    assert application.employer.value == "Acme Widgets, LLC"
    assert application.physician_specialty.value == "Pain Management"
    assert application.signed.value == dt.date(2014, 5, 20)
    assert application.received.value == dt.date(2014, 5, 23)
    injection, norco = application.treatments
    assert injection.text == "L4-5 epidural steroid injection"
    assert (norco.text, norco.ur_certified_quantity) == ("Norco 10/325mg #120", 60)


def decided(*lines):
    return [
        (t.text, t.ur_decision.value, t.ur_certified_quantity)
        for t in read_application(received(decision=paper("ur.pdf", "\n".join(lines)))).treatments
    ]


@pytest.mark.parametrize(
    ("line", "expedited"),
    [
        ("Review Type: Expedited", True),
        ("Type of Utilization Review:   [x] Expedited  [ ] Standard", True),
        ("EXPEDITED UTILIZATION REVIEW DETERMINATION", True),
        ("Review Type: Standard", False),
        ("Type of Review: Expedited / Standard", False),
        ("If the threat is imminent you may ask for an expedited review.", False),
        ("An application from an expedited utilization review decision is filed at once.", False),
    ],
)
def test_a_decision_is_expedited_where_its_own_paper_says_so(line, expedited):
    decision = paper("ur.pdf", f"UTILIZATION REVIEW DECISION\n{line}\nAcupuncture x 6: DENIED.")
    assert read_application(received(decision=decision)).ur_expedited is expedited


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (
            ["Request 1: Cervical epidural steroid injection C5-6", "Decision: Denied",
             "Request 2: Cyclobenzaprine 7.5mg #90",
             "Decision: Modified - Certified cyclobenzaprine 7.5mg #20",
             "Request 3: Follow up visit in 4 weeks", "Decision: Certified"],
            [("Cervical epidural steroid injection C5-6", "denied", None),
             ("Cyclobenzaprine 7.5mg #90", "modified", 20)],
        ),
        (
            ["The following treatment is NOT CERTIFIED:", "- Twelve sessions of work conditioning",
             "- TENS unit purchase", "The following treatment is CERTIFIED:",
             "- Naproxen 550mg #60"],
            [("Twelve sessions of work conditioning", "denied", None),
             ("TENS unit purchase", "denied", None)],
        ),
        (
            ["We are unable to authorize the following treatment requested by Dr. Silvia Roth:",
             "1. Custom orthotics, bilateral feet", "2. Podiatry follow up visits x 3"],
            [("Custom orthotics, bilateral feet", "denied", None),
             ("Podiatry follow up visits x 3", "denied", None)],
        ),
        (
            ["This letter is to inform you that your request for left knee arthroscopy has been",
             "denied. The request for crutches has been approved."],
            [("left knee arthroscopy", "denied", None)],
        ),
        (
            ["Service Description  Frequency  Units Requested  Units Approved  Determination",
             "Physical Therapy, right shoulder  2x week x 4 weeks  8  4  Modify",
             "Omeprazole 20mg    30  30  Approve"],
            [("Physical Therapy, right shoulder", "modified", 4)],
        ),
        (
            ["Request 1 of 2: Chiropractic 12 visits, cervical spine",
             "Outcome: Partially Certified – 6 visits",
             "Request 2 of 2: Aquatic therapy 8 sessions", "Outcome: Denied"],
            [("Chiropractic 12 visits, cervical spine", "modified", 6),
             ("Aquatic therapy 8 sessions", "denied", None)],
        ),
        (
            ["1) CBT 12 sessions", "Decision: MODIFIED. Certify 4 sessions",
             "The additional visits are therefore not certified."],
            [("CBT 12 sessions", "modified", 4)],
        ),
        (
            ["CPT Code  Description  Requested  Approved  From  Through  Status",
             "97124  Massage therapy, neck  8  4  05/01/2015  07/01/2015  Modified"],
            [("Massage therapy, neck", "modified", 4)],
        ),
        (
            ["After review, we are approving 6 of the 12 requested physical therapy visits for the",
             "right hip. Gym membership for 6 months is not approved."],
            [("12 physical therapy visits for the right hip", "modified", 6),
             ("Gym membership for 6 months", "denied", None)],
        ),
        (
            ["Request  Recommendation",
             "1) Massage therapy 1x/week for 6 weeks  Recommend modified certification: 3 visits"],
            [("Massage therapy 1x/week for 6 weeks", "modified", 3)],
        ),
    ],
)  # fmt: skip
def test_offices_tell_their_decisions_in_many_ways(lines, expected):
    assert decided(*lines) == expected


def test_of_two_decisions_on_one_treatment_the_later_counts():
    first = paper("a.pdf", "March 1, 2015\nThe request for six visits of massage is denied.")
    second = paper(
        "b.pdf", "May 4, 2015\nThe request for massage, six visits is modified to 2 visits."
    )
    papers = Papers(ur_decisions=(first, second))
    (massage,) = read_application(papers).treatments
    assert (massage.ur_decision, massage.ur_certified_quantity) == (UrAction.MODIFIED, 2)


def test_the_decision_that_the_form_names_by_its_date_is_the_contested_one():
    form = paper(
        "f.pdf", "Date of UR Decision: 03/01/2015\nRequested treatments in dispute:\n1. Massage x 6"
    )
    first = paper("a.pdf", "March 1, 2015\nThe request for massage x 6 is denied.")
    second = paper("b.pdf", "May 4, 2015\nThe request for massage x 6 is approved.")
    papers = Papers(applications=(form,), ur_decisions=(first, second))
    assert [t.ur_decision for t in read_application(papers).treatments] == [UrAction.DENIED]


def test_reasons_below_all_treatments_hold_for_each_of_them():
    decision = paper(
        "ur.pdf",
        """
Ten sessions of acupuncture for the neck - PARTIALLY CERTIFIED: four (4) sessions certified.
Follow-up with orthopedic surgeon - DENIED
Clinical rationale:
Acupuncture Medical Treatment Guidelines allow 3 to 6 treatments.
""",
    )
    treatments = read_application(received(decision=decision)).treatments
    assert {t.ca_citation for t in treatments} == {
        "Decision based on MTUS Acupuncture Treatment Guidelines."
    }


def test_rfa_cells_that_a_scan_puts_below_each_other_are_told_apart():
    rfa = paper(
        "rfa.pdf",
        """
Diagnosis (Required)
ICD-Code
Service/Good Requested (Required)
CPT/HCPCS
Code (If known)
Other Information: (Frequency,
Duration, Quantity, etc.)
Sprain of the
ankle, left
|845.00,
845.01
Physical therapy to the left
ankle
97110,
97140
2 x wk, 1 month, qty 8
Pain in limb
729.5
Compression stocking
|A6530
1 pair
See report.
""",
    )
    therapy, stocking = read_application(received(rfa=rfa)).treatments
    assert therapy.text == "Physical therapy to the left ankle"
    assert (therapy.request.per_week, therapy.request.quantity) == (2, 8)
    assert therapy.request.weeks == 4
    assert stocking.text == "Compression stocking"


@pytest.mark.parametrize(
    "lines",
    [
        ["Diagnosis: Cervical sprain 847.0", "Requested Treatment: Massage to the neck",
         "Frequency: 2 times a week  Duration: 4 weeks  Quantity: 8"],
        ["Procedure Requested  CPT Code  Frequency  Duration  Quantity",
         "Massage to the neck  97124  2x/week  4 weeks  8"],
        ["Diagnosis  ICD-Code  Service/Good Requested  Other Information",
         "Cervical sprain  847.0  Massage to the neck  2 x wk x 4 wks, qty 8"],
    ],
)  # fmt: skip
def test_an_rfa_tells_frequency_duration_and_quantity_in_columns_or_lines(lines):
    (massage,) = read_application(received(rfa=paper("rfa.pdf", "\n".join(lines)))).treatments
    assert massage.text == "Massage to the neck"
    request = massage.request
    assert (request.per_week, request.weeks, request.quantity) == (2, 4, 8)
    assert (request.unit, request.body_parts) == ("sessions", ("neck",))


def test_entries_that_share_a_line_are_told_apart_by_their_numbers():
    form = paper(
        "form.pdf",
        "Requested medical services:\n1) CBT 1x/week x 10; 2) Massage x 4\nSignature of Employee",
    )
    texts = [treatment.text for treatment in read_application(received(form)).treatments]
    assert texts == ["CBT 1x/week x 10", "Massage x 4"]


def test_a_complete_application_passes_every_check(filed):
    for check in policies.CHECKS:
        check(filed)


@pytest.mark.parametrize(
    ("papers", "rule"),
    [
        (received(rfa=RFA), "application-signed"),
        (received(FORM_WITHOUT_LIST, RFA), "ur-decision-attached"),
        (
            received(
                FORM_WITHOUT_LIST,
                decision=paper(
                    "ur.pdf",
                    "The request for 6 visits of massage is conditionally non-certified due to "
                    "lack of requested information.",
                ),
            ),
            "ur-decision-on-medical-necessity",
        ),
    ],
)
def test_an_incomplete_application_is_refused_with_its_rule_and_law(papers, rule):
    application = read_application(papers)
    with pytest.raises(Refused) as refusal:
        for check in policies.CHECKS:
            check(application)
    assert refusal.value.rule == rule
    assert refusal.value.citation
    assert refusal.value.remedy


def test_a_draft_notes_everything_that_stands_in_the_way_of_a_decision(filed):
    assert notes_on(filed) == ()
    signature, decision, disputed = notes_on(Application())
    assert "signature" in signature
    assert "utilization review decision" in decision
    assert "No treatment that utilization review denied" in disputed


def test_a_review_never_rests_on_utilization_review_information_alone():
    with pytest.raises(Refused, match="no records besides"):
        policies.check_records_beyond_ur(received(FORM_WITHOUT_LIST, RFA, DECISION_IN_SENTENCES))
    policies.check_records_beyond_ur(received(others=(paper("note.pdf", "Knee is sore."),)))


@pytest.mark.parametrize(
    "signed",
    [
        "Consent to obtain records ... Employee Signature: A. Tamm   Date: 04/05/2016",
        "Signed: A. Tamm 04/05/2016",
        "Emplovee signature: A Tamm Date: 4-5-16",
    ],
)
def test_a_list_of_treatments_ends_at_the_signature_and_its_date_counts(signed):
    form = paper(
        "form.pdf",
        f"""
APPLICATION FOR INDEPENDENT MEDICAL REVIEW
Employee Name: Aino Tamm
Treatment denied or modified:
(1) Massage therapy for the neck, 6 visits
(2) Acupuncture for the neck, 4 visits
{signed}
QR-000017
""",
    )
    application = read_application(received(form))
    assert application.signed.value == dt.date(2016, 4, 5)
    assert [t.text for t in application.treatments] == [
        "Massage therapy for the neck, 6 visits",
        "Acupuncture for the neck, 4 visits",
    ]


def test_a_request_in_the_middle_of_a_line_of_the_rfa_completes_the_form():
    form = paper("form.pdf", "DWC Form IMR\nTreatments denied: Acupuncture x 4 visits, neck")
    rfa = paper(
        "rfa.pdf",
        "REQUEST FOR AUTHORIZATION\nEmployee Tamm; Diagnosis Neck pain 723.1;"
        " Requested: Acupuncture, 1x/week x 4\nweeks. Ida Roos MD 03/04/2016",
    )
    (treatment,) = read_application(received(form, rfa)).treatments
    request = treatment.request
    assert (request.quantity, request.per_week, request.weeks) == (4, 1, 4)


SHARED_REASONS = paper(
    "ur.pdf",
    """
Northgate Medical Review Services
May 4, 2016
The request for massage therapy, 6 sessions for the neck, is denied. The request for 12 visits of
aquatic therapy for the low back is denied.
Rationale. Massage: the MTUS Chronic Pain Medical Treatment Guidelines, page 60, ask for proof of
benefit. Aquatic therapy: per ODG Low Back chapter, land-based exercise has to be tried first.
Reviewed by: Raymond Ito, MD
""",
)


def test_each_treatment_rests_on_its_own_part_of_a_shared_paragraph():
    massage, pool = read_application(received(decision=SHARED_REASONS)).treatments
    assert "Chronic Pain" in massage.ca_citation
    assert "ODG" not in massage.ca_citation
    assert "ODG Low Back chapter" in pool.ca_citation
    assert "MTUS Chronic" not in pool.ca_citation


def test_a_row_of_a_form_lists_treatments_without_a_colon():
    form = paper(
        "form.pdf",
        """
DWC Form IMR
Employee Name  Vale, Sabina
Disputed treatment   1) Massage, four sessions 2) Traction unit (6 weeks) for the neck
Date of decision  May 4, 2016
Signed: S. Vale 5/20/2016
""",
    )
    listed = read_application(received(form, decision=SHARED_REASONS)).treatments
    assert [t.text for t in listed] == [
        "Massage, four sessions",
        "Traction unit (6 weeks) for the neck",
    ]


def test_a_decision_labelled_behind_its_request_is_read():
    found = decided("Item 1: Massage for the neck, 4 visits. Decision: DENY. Reason: no notes.")
    assert found == [("Massage for the neck, 4 visits", "denied", None)]


@pytest.mark.parametrize(
    ("boxes", "disputed"),
    [
        ("[X] Yes [ ] No", True),
        ("K] Yes  O No", True),
        ("O Yes  K] No", False),
        ("Yes ONO", False),
        ("[ ] Yes [x No", False),
    ],
)
def test_a_crossed_box_counts_as_a_scan_shows_it(boxes, disputed):
    form = paper(
        "form.pdf",
        f"""
DWC Form IMR
Employee Name: Sabina Vale
Is the claims administrator disputing liability? {boxes}
Disputed treatment: massage
""",
    )
    assert read_application(received(form)).liability_disputed is disputed


def test_reasons_numbered_like_the_requests_hold_for_their_own_request():
    decision = paper(
        "ur.pdf",
        """
Northgate Medical Review Services
May 4, 2016
#  Service requested  Qty requested  Determination  Qty approved
1  Massage therapy 1x4  4  NON-CERTIFIED  0
2  Aquatic therapy  6  PARTIALLY CERTIFIED  3
Rationale #1: The MTUS Chronic Pain guidelines, Massage, page 60, were considered.
Rationale #2: Per ODG Low Back chapter a trial comes first.
Physician reviewer: Raymond Ito, MD
""",
    )
    massage, pool = read_application(received(decision=decision)).treatments
    assert (pool.ur_decision, pool.ur_certified_quantity) == (UrAction.MODIFIED, 3)
    assert "ODG" not in massage.ca_citation
    assert "Page(s): 60" not in pool.ca_citation


def test_the_title_of_a_forms_section_is_no_list_and_a_label_over_the_entries_is_one():
    titled = paper(
        "form.pdf",
        """
DWC Form IMR
Disputed Medical Treatment
Primary Diagnosis: Low back pain
List each specific requested medical service that was denied or modified in the space below. Use
additional pages if the space is
insufficient.
1. Massage, four sessions
Employee Signature: S. Vale Date: 5/20/2016
""",
    )
    labelled = paper(
        "form.pdf",
        "DWC Form IMR\nDisputed Treatment\n1. Massage, four sessions\nSignatuce: S. Vale",
    )
    for form in (titled, labelled):
        listed = read_application(received(form)).treatments
        assert [t.text for t in listed] == ["Massage, four sessions"]


def test_the_day_of_birth_under_an_rfas_title_is_not_the_day_of_the_request():
    rfa = paper(
        "rfa.pdf",
        """
REQUEST FOR AUTHORIZATION (DWC Form RFA)
Sabina Vale, DOB 12/03/1988, DOI 01/20/2015, claim 4471-Q-22
Requested: Massage x 4 visits
Physician signature: Raymond Ito MD, 07/02/2015
""",
    )
    assert read_application(received(rfa=rfa)).rfa_date.value == dt.date(2015, 7, 2)


def test_a_column_of_reasons_holds_for_its_row():
    decision = paper(
        "ur.pdf",
        """
UTILIZATION REVIEW
July 14, 2015
Treatment  UR decision  Basis
Massage for the neck, 4 visits  Denied  MTUS Chronic Pain, Massage, p. 60
Traction unit for the neck  Denied  ODG Neck chapter
Reviewer: Raymond Ito, MD
""",
    )
    massage, traction = read_application(received(decision=decision)).treatments
    assert "ODG" not in massage.ca_citation
    assert massage.ca_citation.endswith("Page(s): 60.")
    assert traction.ca_citation == "Decision based on Non-MTUS Citation ODG Neck chapter."
    assert (massage.ur_decision, massage.ur_certified_quantity) == (UrAction.DENIED, None)


def test_a_list_ends_where_the_employee_signs():
    form = paper(
        "form.pdf",
        "DWC Form IMR\nDisputed treatment: (1) Massage, 4 visits (2) Traction unit\n"
        "Signed by employee: S. Vale on 07/30/2015",
    )
    application = read_application(received(form))
    assert [t.text for t in application.treatments] == ["Massage, 4 visits", "Traction unit"]
    assert application.signed.value == dt.date(2015, 7, 30)


def test_a_birth_or_a_request_on_an_impossible_day_is_not_believed():
    form = paper(
        "form.pdf",
        "DWC Form IMR\nEmployee: Sabina Vale\nDate of birth: 01/20/2015\nDOI: 01/20/2015\n"
        "Disputed treatment: massage",
    )
    rfa = paper(
        "rfa.pdf", "DWC Form RFA\nRequested: Massage\nPhysician signature: R. Ito 07/02/2005"
    )
    application = read_application(received(form, rfa=rfa))
    assert application.date_of_birth is None
    assert application.rfa_date is None


NUMBERED_UR = paper(
    "ur.pdf",
    """
Harrow Mutual Insurance UR Department
Date: 10/03/2016
Determination: NOT CERTIFIED
Item 1: Lumbar epidural steroid injection L5-S1. MTUS Chronic Pain 2016, Epidural steroid
injections (ESIs). How long the relief lasted is not clear. Not certified.
Item 2: Cyclobenzaprine 7.5 mg #60. MTUS Chronic Pain 2016, Muscle relaxants. Long-term use is not
supported. Not certified.
Leonie Bascom, MD
""",
)
TABLED_UR = paper(
    "ur.pdf",
    """
HARROW MUTUAL - MEDICAL MANAGEMENT
10/3/2016
Dear Dr. Okafor: We received your request for authorization on 9/28/2016 and reviewed it.
Treatment  Decision  Basis
Lumbar ESI L5-S1  Non- certified  MTUS Chronic Pain 2016, Epidural steroid injections (ESIs)
Cyclobenzaprine 7.5 mg #60  Non- certified  MTUS Chronic Pain 2016, Muscle relaxants
""",
)


@pytest.mark.parametrize("decision", [NUMBERED_UR, TABLED_UR])
def test_each_item_of_a_decision_is_denied_on_its_own_guideline(decision):
    injection, relaxant = read_application(received(decision=decision)).treatments
    assert {injection.ur_decision, relaxant.ur_decision} == {UrAction.DENIED}
    assert injection.ca_citation.endswith("Epidural steroid injections (ESIs).")
    assert relaxant.ca_citation.endswith("Muscle relaxants.")

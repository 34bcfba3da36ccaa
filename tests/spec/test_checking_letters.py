"""Checking letters: what a quality reviewer would stop at, rule by rule.

A sound letter about an invented worker gives no finding; each example changes one thing in it.
"""

from __future__ import annotations

import datetime as dt

import msgspec
import pytest
from tests.sound_letter import (
    CHRONIC_2016,
    MRI,
    SOUND,
    checked,
    cites,
    issue,
    reasons,
    rules_of,
    summary,
)

from openimr.determination.check import needs_attention
from openimr.determination.checks.model import Severity
from openimr.determination.checks.registry import RULES
from openimr.determination.guideline_line import parse_guideline_line
from openimr.determination.model import Decision, Determination, Reviewer


def test_a_sound_letter_is_left_alone() -> None:
    assert checked(SOUND) == ()
    assert not needs_attention(())


OUTSIDE = (
    "The Expert Reviewer based their decision on recommendation(s) outside of the MTUS Guidelines."
)
EXAMPLES = [
    # the conclusion
    ("conclusion-against-heading", 1, issue(1, decision=Decision.OVERTURNED)),
    ("conclusion-against-heading", 2, reasons(2, "is medically", "cannot be called medically")),
    (
        "conclusion-missing",
        3,
        reasons(3, "The request for Naproxen 500mg #60 is not medically necessary.", ""),
    ),
    (
        "text-after-conclusion",
        2,
        reasons(
            2,
            "is medically necessary.",
            "is medically necessary. The guideline further recommends that visits fade with time.",
        ),
    ),
    # body part and side
    (
        "body-part-mismatch",
        1,
        reasons(1, "MRI of the right knee is not", "MRI of the shoulder is not"),
    ),
    ("side-mismatch", 1, reasons(1, "MRI of the right knee is not", "MRI of the left knee is not")),
    ("side-mismatch", 1, reasons(1, "flexes the right knee", "flexes the left knee")),
    ("side-not-in-record", 1, issue(1, disputed_treatment="MRI of the left knee")),
    (
        "body-part-not-in-summary",
        2,
        reasons(2, "motion has improved", "motion of her shoulder has improved"),
    ),
    (
        "side-contradiction",
        None,
        summary(
            "she reported right knee pain and low back pain. The right knee showed",
            "she complained of left knee pain. The joint showed",
        ),
    ),
    # the treatment
    (
        "wrong-treatment-named",
        1,
        reasons(1, "request for an MRI of the right knee", "request for acupuncture"),
    ),
    (
        "wrong-treatment-named",
        3,
        reasons(3, "request for Naproxen 500mg #60", "request for tramadol"),
    ),
    ("request-not-in-record", 1, issue(1, disputed_treatment="MRI of the right elbow")),
    # quantities
    ("quantity-mismatch", 2, reasons(2, "request for 6 sessions", "request for 12 sessions")),
    (
        "quantity-arithmetic",
        2,
        issue(
            2,
            disputed_treatment="Physical therapy 2 times a week for 3 weeks (9 sessions), low back",
        ),
    ),
    ("strength-mismatch", 3, reasons(3, "Naproxen 500mg #60 is", "Naproxen 250mg #60 is")),
    (
        "remaining-portion",
        2,
        issue(
            2,
            disputed_treatment=(
                "Physical therapy 12 sessions, low back was the original request. Physical "
                "therapy 4 sessions, low back was authorized by the Claims Administrator. The "
                "remaining IMR eligible portion of the original request, Physical therapy 6 "
                "sessions, low back"
            ),
        ),
    ),
    (
        "partial-endorsement",
        3,
        reasons(
            3, "Relief from", "A last supply of 30 tablets is medically appropriate. Relief from"
        ),
    ),
    # dates
    (
        "header-date-order",
        None,
        msgspec.structs.replace(SOUND, application_received=dt.date(2016, 11, 20)),
    ),
    ("header-text-date", None, summary("On 11/21/2016 utilization", "On 11/18/2016 utilization")),
    ("header-text-date", None, summary("injured on 10/03/2016", "injured on 10/05/2016")),
    ("date-before-injury", None, summary("On 11/09/2016 she", "On 09/09/2016 she")),
    ("date-after-decision", None, summary("On 11/09/2016 she", "On 11/09/2018 she")),
    ("date-order", None, summary("dated 11/14/2016", "dated 11/28/2016")),
    ("impossible-date", None, summary("On 11/09/2016 she", "On 11/31/2016 she")),
    ("impossible-date", None, summary("On 11/09/2016 she", "In November 20166 she")),
    (
        "duration-impossible",
        None,
        summary("reported right knee pain", "reported right knee pain for 3 years"),
    ),
    # the person
    ("sex-contradiction", 1, reasons(1, "She can bear", "He can bear")),
    (
        "age-contradiction",
        2,
        reasons(2, "The guideline allows", "For this 61-year-old worker the guideline allows"),
    ),
    ("age-contradiction", None, summary("02/11/1972", "02/11/1952")),
    ("birth-dates-differ", None, summary("born on 02/11/1972", "born on 02/11/1972 or 02/11/1973")),
    # the guideline
    (
        "wrong-guideline-chapter",
        1,
        cites(1, "Decision based on MTUS Shoulder Complaints 2004, Section(s): Special Studies."),
    ),
    (
        "mtus-silent-claim",
        1,
        reasons(1, "The guideline asks", "The MTUS does not address this test. The guideline asks"),
    ),
    (
        "superseded-edition",
        2,
        cites(
            2,
            f"{CHRONIC_2016.replace('2016', '2009')}, Section(s): Physical Medicine.",
        ),
    ),
    (
        "unknown-edition",
        1,
        cites(1, "Decision based on MTUS Knee Complaints 2011, Section(s): Special Studies."),
    ),
    ("bad-citation", 1, cites(1, "Decision based on MTUS Knee Complaints 2004, Section(s): 341.")),
    ("bad-citation", 1, cites(1, "Decision based on MTUS Knee Complaints 2004.")),
    (
        "basis-contradiction",
        1,
        cites(
            1,
            f"{OUTSIDE} Decision based on Non-MTUS Citation MTUS Knee Complaints 2004.",
        ),
    ),
    (
        "no-evidence-cited",
        1,
        cites(1, "The Expert Reviewer did not cite any medical evidence for its decision."),
    ),
    (
        "wrong-guideline-section",
        2,
        cites(
            2,
            f"{CHRONIC_2016}, Section(s): Epidural steroid injections (ESIs).",
        ),
    ),
    (
        "topical-section-for-oral-drug",
        3,
        cites(
            3,
            f"{CHRONIC_2016}, Section(s): Topical analgesics.",
        ),
    ),
    (
        "wrong-body-part-criterion",
        1,
        reasons(
            1,
            "Surgery is not planned.",
            "The guidelines ask for objective signs of specific nerve root compromise first.",
        ),
    ),
    (
        "postsurgical-guideline-not-used",
        2,
        summary(
            "Treatment to date",
            "She underwent a lumbar discectomy on 10/20/2016. Treatment to date",
        ),
    ),
    # the record
    (
        "absence-contradicted",
        1,
        reasons(1, "Surgery is not planned.", "There is no effusion. Surgery is not planned."),
    ),
    (
        "absence-contradicted",
        2,
        reasons(
            2, "The guideline allows", "She has not had any physical therapy. The guideline allows"
        ),
    ),
    (
        "claim-not-in-summary",
        2,
        reasons(
            2,
            "The guideline allows",
            "There is documentation of neurological deficits. The guideline allows",
        ),
    ),
    ("cloned-rationale", 1, issue(3, rationale=MRI.rationale)),
    # required parts
    ("missing-part", 2, issue(2, rationale=None)),
    ("missing-part", 1, cites(1, "")),
    ("missing-part", None, msgspec.structs.replace(SOUND, clinical_case_summary=None)),
    ("missing-part", None, msgspec.structs.replace(SOUND, reviewer=Reviewer())),
    ("missing-part", None, msgspec.structs.replace(SOUND, findings=())),
]


@pytest.mark.parametrize(("rule", "number", "letter"), EXAMPLES)
def test_one_slip_is_found_where_it_is(
    rule: str, number: int | None, letter: Determination
) -> None:
    assert (rule, number) in rules_of(letter)


def test_every_finding_belongs_to_a_rule_that_is_explained() -> None:
    for _, _, letter in EXAMPLES:
        for finding in checked(letter):
            assert finding.rule in RULES
            assert finding.remedy and finding.message


def test_nerve_tests_refused_without_a_word_on_the_signs() -> None:
    letter = summary(
        "positive McMurray test.",
        "positive McMurray test. Tinel's sign was positive at the right ankle.",
    )
    nerve_test = msgspec.structs.replace(
        MRI,
        disputed_treatment="NCV of the right lower extremity",
        rationale=(
            "Conservative care has not been completed. The request for NCV of the right lower "
            "extremity is not medically necessary."
        ),
    )
    letter = msgspec.structs.replace(letter, findings=(nerve_test,))
    assert ("finding-not-weighed", 1) in rules_of(letter)


def test_a_treatment_that_falls_with_a_refused_surgery_may_share_its_sentence() -> None:
    sentence = "As the surgery is not medically necessary, this service is not medically necessary."
    ancillaries = tuple(
        msgspec.structs.replace(
            MRI,
            disputed_treatment=name,
            rationale=sentence,
            reviewer_guideline=parse_guideline_line(
                "The Expert Reviewer did not cite any medical evidence for its decision."
            ),
        )
        for name in ("Post-operative sling", "Pre-operative blood count", "Assistant surgeon")
    )
    findings = checked(msgspec.structs.replace(SOUND, findings=ancillaries))
    assert {(f.rule, f.severity) for f in findings} == {("cloned-rationale", Severity.LOW)}


@pytest.mark.parametrize(
    "letter",
    [
        summary(
            "On 11/09/2016 she",
            "She had a left knee arthroscopy on 05/02/2009, before the injury. On 11/09/2016 she",
        ),
        summary("She was born", "Her father has diabetes. He is well. She was born"),
        summary(
            "On 11/09/2016 she", "On 11/09/2016 Dr. North saw her. He recommended an MRI. There she"
        ),
        summary("The right knee showed", "The left knee is normal. The right knee showed"),
        reasons(
            1,
            "Surgery is not planned.",
            "Results of such tests in patients over 50 years old mislead.",
        ),
        reasons(
            2,
            "The guideline allows",
            "A study of patients with neck pain supports exercise. The guideline allows",
        ),
        reasons(
            3,
            "is not medically necessary.",
            "is not medically necessary. The treating physician is advised to wean with care.",
        ),
    ],
)
def test_legitimate_wording_raises_no_alarm(letter: Determination) -> None:
    assert not needs_attention(checked(letter))

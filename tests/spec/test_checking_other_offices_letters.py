"""Checks in the words of other offices: what must be found, and what must be left alone."""

from __future__ import annotations

import time

import msgspec
import pytest
from tests.sound_letter import MRI, SOUND, cites, issue, reasons, rules_of, summary

from openimr.determination.model import Decision, Determination

END_1 = "Therefore, the request for an MRI of the right knee is not medically necessary."
END_2 = "The request for 6 sessions of physical therapy is medically necessary."
END_3 = "The request for Naproxen 500mg #60 is not medically necessary."


def both(first: Determination, second: Determination) -> Determination:
    """The first letter with the second one's summary."""
    return msgspec.structs.replace(first, clinical_case_summary=second.clinical_case_summary)


@pytest.mark.parametrize(
    ("number", "usual", "other"),
    [
        (1, END_1, "I would approve the study."),
        (1, END_1, "The scan ought to be performed."),
        (1, END_1, "I disagree with the denial of the scan."),
        (2, END_2, "The therapy was properly denied."),
        (2, END_2, "More visits cannot be justified."),
        (2, END_2, "There is no medical need for more therapy."),
        (2, END_2, "I agree with the non-certification of the visits."),
        (2, END_2, "Nothing suggests that the visits are medically necessary."),
        (3, END_3, "Naproxen is warranted and should be supplied."),
        (3, END_3, "Certification is recommended."),
        (2, END_2, "The visits are thus deemed inappropriate."),
        (2, END_2, "The adverse determination stands."),
    ],
)
def test_a_conclusion_in_other_words_is_held_against_the_heading(
    number: int, usual: str, other: str
) -> None:
    assert ("conclusion-against-heading", number) in rules_of(reasons(number, usual, other))


@pytest.mark.parametrize(
    ("number", "usual", "other"),
    [
        (1, END_1, "The scan cannot be endorsed at present."),
        (
            3,
            END_3,
            "There is not enough support in the notes to find naproxen medically necessary.",
        ),
        (
            3,
            END_3,
            f"The visits, which UR certified as medically necessary, stay out of it. {END_3}",
        ),
        (1, END_1, "The scan fails to meet the criteria of the guideline."),
        (2, END_2, "It would be hard to argue that the visits are not medically necessary."),
        (2, END_2, "I do not find that the visits are not medically necessary."),
        (
            2,
            END_2,
            "The claims administrator found the visits not medically necessary, and the "
            "reasons given do not persuade; the visits are medically necessary.",
        ),
        (
            2,
            END_2,
            "Contrary to utilization review, which held them not medically necessary, I "
            "find the visits medically necessary.",
        ),
        (
            1,
            END_1,
            "While a scan could well be medically necessary if locking set in, this one is "
            "not medically necessary.",
        ),
        (
            3,
            END_3,
            "A drug that does not help and that has risks is not supported, and the request "
            "is not medically necessary.",
        ),
    ],
)
def test_a_conclusion_that_agrees_is_left_alone(number: int, usual: str, other: str) -> None:
    assert rules_of(reasons(number, usual, other)) == []


@pytest.mark.parametrize(
    ("rule", "letter"),
    [
        ("absence-contradicted", reasons(2, "near it,", "no physical therapy is on file,")),
        (
            "absence-contradicted",
            reasons(2, "near it,", "near it, it is unclear whether physical therapy was attended,"),
        ),
        (
            "absence-contradicted",
            both(
                reasons(1, "Surgery is not planned.", "No injection has been tried."),
                summary("Strength and", "A cortisone injection gave relief. Strength and"),
            ),
        ),
        (
            "absence-contradicted",
            reasons(1, "Surgery is not planned.", "The McMurray test was negative."),
        ),
        (
            "absence-contradicted",
            both(
                reasons(1, "Surgery is not planned.", "Films that show arthritis are not on file: "
                        "there is no radiographic evidence of arthritis."),
                summary("Strength and", "Radiographs of the right knee revealed osteoarthritis. "
                        "Strength and"),
            ),
        ),
        (
            "claim-not-in-summary",
            reasons(1, "Surgery is not planned.", "The worker has reduced sensation in the leg."),
        ),
        (
            "claim-not-in-summary",
            both(
                reasons(3, "Relief from", "She suffers from heartburn. Relief from"),
                summary("Strength and", "She denied heartburn or nausea. Strength and"),
            ),
        ),
        (
            "quantity-mismatch",
            issue(
                2,
                disputed_treatment="Home exercise kit, rental for 2 weeks, low back",
                rationale="A kit helps. The request for rental for 8 weeks is medically necessary.",
            ),
        ),
        (
            "quantity-arithmetic",
            issue(2, disputed_treatment="Physical therapy 3 x week x 4 weeks (4 visits), low back"),
        ),
        (
            "postsurgical-guideline-not-used",
            issue(2, disputed_treatment="Post-operative physical therapy, 6 sessions, low back"),
        ),
        (
            "conclusion-missing",
            issue(
                2,
                disputed_treatment="Bedside commode",
                rationale="Aids help while walking is hard. The surgery was found necessary.",
            ),
        ),
        (
            "side-contradiction",
            summary(
                "She is treated for a right knee strain and low back pain. On 11/09/2016 she "
                "reported right knee pain and low back pain. The right knee showed",
                "She tore the meniscus of the left knee. On 11/09/2016 the right knee showed",
            ),
        ),
        ("bad-citation", cites(1, "Decision based on Non-MTUS Citation.")),
        ("header-text-date", summary("who was injured on 10/03/2016 when she slipped",
                                     "who slipped on 10/05/2016 and hurt her knee; she fell")),
        ("header-text-date", summary("On 11/21/2016 utilization review denied the requests.",
                                     "They were not certified on 11/25/2016.")),
        (
            "wrong-treatment-named",
            issue(
                2,
                disputed_treatment="Trigger point injections, low back",
                rationale="A twitch response is asked for. The epidural steroid injections are "
                "medically necessary.",
            ),
        ),
        ("side-mismatch", issue(1, disputed_treatment="Right total knee replacement",
                                rationale="Nothing else helped. The left total knee replacement is "
                                "not medically necessary.")),
    ],
)  # fmt: skip
def test_an_oddity_in_other_words_is_found(rule: str, letter: Determination) -> None:
    assert rule in [found for found, _ in rules_of(letter)]


@pytest.mark.parametrize(
    "letter",
    [
        reasons(3, "Relief from", "She has no stomach complaints. Relief from"),
        reasons(1, "Surgery is not planned.", "Unlike a sprained ankle, a knee has its own rules."),
        reasons(1, "Surgery is not planned.", "She carries a cane in the left hand."),
        summary("Strength and", "She broke her left wrist at age 9. Strength and"),
        reasons(1, "Surgery is not planned.", "The cervical spine is not at issue."),
        reasons(1, "Surgery is not planned.", "It lags behind the left knee by five degrees."),
        reasons(2, END_2, f"UR's view that no visit is medically necessary does not hold. {END_2}"),
        summary("Strength and", "The left hip was replaced in May 2009, before this job. "
                "Strength and"),
        issue(
            1,
            disputed_treatment="Hyaluronic acid injection of the right knee",
            rationale="The MTUS is silent on viscosupplements. There is no arthritis. The request "
            "is not medically necessary.",
        ),
        issue(
            3,
            disputed_treatment="Ketoprofen 10%/lidocaine 5% cream 120gm",
            rationale="A compound is not recommended when one part of it is not. The compounded "
            "cream is not medically necessary.",
        ),
    ],
)  # fmt: skip
def test_what_only_looks_odd_is_left_alone(letter: Determination) -> None:
    grave = {
        "conclusion-against-heading",
        "conclusions-disagree",
        "mtus-silent-claim",
        "wrong-treatment-named",
        "body-part-mismatch",
        "side-mismatch",
    }
    found = {rule for rule, _ in rules_of(letter)}
    assert not found & (
        grave | {"body-part-not-in-summary", "age-contradiction", "date-before-injury"}
    )


@pytest.mark.parametrize(
    "words",
    [
        "the request for physical therapy of the right knee and ",
        "is not medically necessary because the worker has not ",
        "MRI of the shoulder showed positive McMurray ",
        "no evidence of any documented or clear ",
        "he was seen on 10/12/2016 for pain and ",
    ],
)
def test_an_endless_sentence_costs_no_more_than_its_length(words: str) -> None:
    text = words * (20_000 // len(words))
    letter = issue(1, rationale=f"{text} so the request is not medically necessary.")
    started = time.process_time()
    rules_of(msgspec.structs.replace(letter, clinical_case_summary=text))
    assert time.process_time() - started < 2.5


def test_a_refused_injection_does_not_depend_on_itself() -> None:
    letter = issue(
        1,
        disputed_treatment="Trigger point injection",
        decision=Decision.UPHELD,
        reviewer_guideline=MRI.reviewer_guideline,
        rationale="The injection is not medically necessary. The knee MRI is not medically needed.",
    )
    assert "no-evidence-cited" not in [rule for rule, _ in rules_of(letter)]
    assert SOUND.findings[0] != letter.findings[0]

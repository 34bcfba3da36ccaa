"""From the reviewer's findings to the letter: all required parts, or no letter."""

import datetime as dt

import msgspec
import pytest

from openimr.application.model import DisputedTreatment
from openimr.bootstrap import letter_file
from openimr.determination.model import (
    Basis,
    Decision,
    Determination,
    DocumentReviewed,
    Finding,
    Reviewer,
)
from openimr.determination.read import read_letter_text
from openimr.review.model import Proposal, ProposedDecision
from openimr.review.reviewer_path import ReviewerFinding
from openimr.review.reviewing import (
    begin_review,
    record_finding,
    record_first_opinion,
    show_proposal,
)
from openimr.vocabulary.citation import Citation
from openimr.vocabulary.errors import Refused
from openimr.vocabulary.request import TreatmentRequest
from openimr.workflow.issuing import issue

NOW = dt.datetime(2026, 3, 2, 9, 30, tzinfo=dt.UTC)
LATER = NOW + dt.timedelta(hours=1)
UPHELD, OVERTURNED = ProposedDecision.UPHELD, ProposedDecision.OVERTURNED
MTUS = Citation(source="MTUS Chronic Pain Medical Treatment 2016", sections=("Acupuncture",))
STUDY = Citation(source="Alder Q. Needles for sore backs. J Invented Res, 2011;12:34-40")
EXPERT = Reviewer(licensure=("California",), specialties=("Occupational Medicine",))
DRAFT = Determination(
    clinical_case_summary="The employee is a 43-year-old cook with low back pain [1:1].",
    documents_reviewed=(DocumentReviewed(title="Progress report", date=dt.date(2016, 5, 4)),),
    findings=(
        Finding(
            disputed_treatment="Acupuncture, 6 visits",
            decision=Decision.OVERTURNED,
            rationale="As drafted.",
        ),
    ),
    draft=True,
)


def reviewed(**more):
    treatment = DisputedTreatment(text="Acupuncture, 6 visits", request=TreatmentRequest())
    review = begin_review("Dr. Ysolde Marsh", [Proposal(treatment=treatment, decision=OVERTURNED)])
    review = record_first_opinion(review, 1, UPHELD, "no gain in function", NOW)
    review, _ = show_proposal(review, 1, NOW)
    parts = {"decision": UPHELD, "rationale": "No gain is on record [1:1].", "citations": (MTUS,)}
    return record_finding(review, 1, ReviewerFinding(**(parts | more), at=NOW))


def issued(draft=DRAFT, review=None, reviewer=EXPERT, number="CM26-0000001", now=LATER):
    return issue(draft, review or reviewed(), reviewer, number, now)


def refusal(**given):
    with pytest.raises(Refused) as refused:
        issued(**given)
    assert refused.value.citation
    return refused.value


def test_the_letter_says_what_the_reviewer_found_and_not_what_was_drafted():
    letter, closed = issued()
    [finding] = letter.findings
    assert (finding.decision, finding.rationale) == (Decision.UPHELD, "No gain is on record [1:1].")
    assert finding.reviewer_guideline.citations == (MTUS,)
    assert (letter.draft, letter.case_number) == (False, "CM26-0000001")
    assert letter.decision_date == LATER.date()
    assert letter.reviewer == EXPERT
    assert closed.issued_at == LATER


def test_the_issued_letter_reads_back_and_is_no_draft():
    letter, _ = issued(review=reviewed(citations=(MTUS, STUDY)))
    text = letter_file(letter, ".txt", LATER.date()).decode()
    assert "DRAFT" not in text
    assert read_letter_text([text], "letter.txt").determination == letter
    assert letter.findings[0].reviewer_guideline.basis is Basis.BOTH


def test_a_finding_without_a_citation_says_why():
    because = "It falls with the operation that it belongs to."
    letter, _ = issued(review=reviewed(citations=(), none_cited_because=because))
    assert letter.findings[0].rationale.endswith(because)
    assert letter.findings[0].reviewer_guideline.basis is Basis.NONE_CITED


def test_everything_that_is_missing_is_named_at_once():
    bare = Determination(draft=True)
    told = refusal(
        draft=bare,
        review=reviewed(rationale=" ", citations=()),
        reviewer=Reviewer(),
        number=" ",
    )
    assert told.rule == "all-required-parts"
    for part in (
        "treatment 1: the rationale",
        "treatment 1: a cited guideline or study",
        "the case number",
        "the clinical case summary",
        "the list of documents reviewed",
        "the reviewer's licensure and specialties",
        "a draft with the treatments of this review",
    ):
        assert part in told.reason


def test_a_page_reference_leads_to_a_listed_document():
    told = refusal(review=reviewed(rationale="No gain is on record [2:1] [0:3]."))
    assert "a listed document for the reference [2:1]" in told.reason
    assert "[0:3]" in told.reason


def test_generated_wording_is_disclosed_or_the_letter_stays():
    assert "disclosure of generated wording" in refusal(review=reviewed(assisted=True)).reason
    disclosed = msgspec.structs.replace(DRAFT, generated_wording="An assistant worded some of it.")
    letter, _ = issued(draft=disclosed, review=reviewed(assisted=True))
    assert letter.generated_wording == "An assistant worded some of it."


@pytest.mark.parametrize(
    "words",
    [
        "Reviewed by dr. Ysolde Marsh, alone.",
        "I, Dr. Marsh, find no gain.",
        "No gain is on record. Y. Marsh, MD",
    ],
)
def test_the_letter_never_names_the_reviewer(words):
    signed = msgspec.structs.replace(EXPERT, statement=words)
    assert refusal(reviewer=signed).rule == "reviewer-unnamed"
    assert refusal(review=reviewed(rationale=words)).rule == "reviewer-unnamed"


@pytest.mark.parametrize("identifier", ["reviewer-7", "7", "M2", "R"])
def test_an_identifier_that_is_no_name_stands_in_no_way(identifier):
    review = msgspec.structs.replace(reviewed(), reviewer=identifier)
    assert issued(review=review)[1].reviewer == identifier


def test_the_marsh_where_somebody_fell_is_no_reviewer():
    fell = msgspec.structs.replace(DRAFT, clinical_case_summary="She fell into a marsh [1:1].")
    assert issued(draft=fell)[0].clinical_case_summary == fell.clinical_case_summary


def test_a_letter_is_issued_once_and_not_before_its_findings():
    _, closed = issued()
    assert refusal(review=closed).rule == "issued-stays"
    assert refusal(now=NOW - dt.timedelta(minutes=1)).rule == "time-runs-on"

"""What is told before a letter goes on: to quality review, and to be signed."""

from __future__ import annotations

import datetime as dt

import msgspec
import pytest
from tests.invented_dispute import digest
from tests.sound_letter import MRI, SUMMARY, THERAPY

from openimr.case.events.judging import JudgedFact, Judgement
from openimr.determination.checks.model import Severity
from openimr.determination.model import (
    Decision,
    Determination,
    DocumentReviewed,
    Finding,
    Patient,
    Reviewer,
    Sex,
)
from openimr.vocabulary.errors import Refused
from openimr.vocabulary.places import Span
from openimr.workflow.before_signing import (
    JudgedPassage,
    Sentence,
    Signing,
    Warned,
    before_signing,
    check_nothing_grave,
    repetition,
    sentences_without_page,
)
from openimr.workflow.before_signing_repeated import OtherText, repeated, shared
from openimr.workflow.desk_parts import DraftedFact, DraftedPlace
from openimr.workflow.desk_parts_listed import ReviewedDocument, SummarySentence

PAPER = DraftedPlace(file="04-report.pdf", page=2, span=(100, 140))
FOREIGN = ReviewedDocument(
    file="11-carrier.pdf",
    pages=(2, 3),
    type="progress_report",
    date=None,
    title=None,
    other_patient=True,
)
REASONS = (
    "By May 19, 2015 the Beck score had fallen from 26 to 15 after four sessions [9:1]. "
    "She went back to modified work and cooks dinner most nights [4:1]."
)


def letter(*findings: Finding) -> Determination:
    return Determination(
        case_number="CM26-0000001",
        decision_date=dt.date(2016, 12, 20),
        date_of_injury=dt.date(2016, 10, 3),
        ur_denial_date=dt.date(2016, 11, 21),
        application_received=dt.date(2016, 12, 1),
        reviewer=Reviewer(licensure=("California",), specialties=("Psychology",)),
        patient=Patient(age=44, sex=Sex.FEMALE),
        clinical_case_summary=SUMMARY,
        documents_reviewed=(DocumentReviewed(title="Progress report"),),
        findings=findings,
        draft=True,
    )


def signing(*findings: Finding, **more: object) -> Signing:
    numbers = tuple(range(1, len(findings) + 1))
    return Signing(**{"letter": letter(*findings), "numbers": numbers, **more})  # type: ignore[arg-type]


def summed(text: str, *findings: Finding, **more: object) -> Signing:
    """What is looked at where the letter has this case summary."""
    said = msgspec.structs.replace(letter(*findings), clinical_case_summary=text)
    return signing(*findings, letter=said, **more)


def worded(rationale: str, base: Finding = MRI) -> Finding:
    return msgspec.structs.replace(base, rationale=rationale)


def rules(found: tuple[Warned, ...]) -> set[str]:
    return {one.rule for one in found}


def judged(judgement: Judgement, quote: str = "She finished the four sessions") -> JudgedPassage:
    fact = DraftedFact(
        file=PAPER.file,
        page=PAPER.page,
        span=PAPER.span,
        quote=quote,
        statement=quote,
        assertion="historical",
        date=None,
        confidence=0.9,
    )
    made = JudgedFact(
        fact_sha256=digest("fact"),
        paper_sha256=digest("paper"),
        place=Span(page=2, start=100, end=140),
        judgement=judgement,
        reason="another paper says otherwise",
        correction="three sessions" if judgement is Judgement.CORRECTED else "",
    )
    return JudgedPassage(fact, made)


class TestTheLetterItself:
    def test_what_letter_check_finds_is_told_with_the_records_number_of_the_treatment(self) -> None:
        other_side = worded(MRI.rationale.replace("right knee", "left knee"))  # type: ignore[union-attr]
        found = before_signing(signing(other_side, numbers=(7,)))
        assert [(one.rule, one.treatment) for one in found if "side" in one.rule] == [
            ("side-mismatch", 7)
        ]

    def test_a_grave_finding_keeps_the_letter_back_and_says_what_it_is(self) -> None:
        contrary = msgspec.structs.replace(MRI, decision=Decision.OVERTURNED)
        found = before_signing(signing(contrary))
        assert found[0].severity is Severity.HIGH, "the gravest come first"
        with pytest.raises(Refused, match="letter is not ready") as refused:
            check_nothing_grave(found)
        assert refused.value.rule == "nothing-grave-in-the-letter"

    def test_a_sound_letter_may_go_on(self) -> None:
        check_nothing_grave(before_signing(signing(MRI, THERAPY)))

    def test_what_is_not_decided_yet_is_missing_and_no_fault(self) -> None:
        open_still = Finding(disputed_treatment="Acupuncture x 8", decision=None)
        assert all(one.treatment != 2 for one in before_signing(signing(MRI, open_still)))


class TestASummarySaidBefore:
    OWN = "The employee hurt her back lifting a crate of plates at work in June of 2015 [1:1]."

    def test_is_compared_with_the_reviewers_other_summaries_and_with_nothing_else(self) -> None:
        others = (OtherText("CM26-0000002", None, self.OWN), OtherText("CM26-0000003", 1, self.OWN))
        looked_at = summed(self.OWN, MRI, others=others)
        (told,) = [one for number, one in repetition(looked_at) if number is None]
        assert told.share == 1.0
        assert told.in_words.endswith("compared with 1 case summary of 1 other case.")
        (warned,) = [one for one in before_signing(looked_at) if one.rule == "said-elsewhere"]
        assert warned.treatment is None

    def test_is_not_told_of_who_wrote_no_other(self) -> None:
        assert [number for number, _ in repetition(summed(self.OWN, MRI))] == [1]


class TestTextSaidBefore:
    def test_the_share_is_told_with_what_it_was_compared_with(self) -> None:
        others = (OtherText("CM26-0000002", 1, REASONS), OtherText("CM26-0000003", 2, "Other."))
        ((number, found),) = repetition(signing(worded(REASONS), others=others))
        assert number == 1 and found.share > 0.95
        assert found.most_like == others[0]
        assert "compared with 2 findings of 2 other cases" in found.in_words

    def test_nothing_to_compare_with_is_said_so(self) -> None:
        assert "Compared with nothing" in repeated(REASONS, ()).in_words

    def test_a_text_that_stands_elsewhere_is_warned_of_and_an_own_one_is_not(self) -> None:
        others = (OtherText("CM26-0000002", 1, REASONS),)
        assert "said-elsewhere" in rules(before_signing(signing(worded(REASONS), others=others)))
        assert "said-elsewhere" not in rules(before_signing(signing(MRI, others=others)))

    def test_page_marks_do_not_make_a_text_another(self) -> None:
        assert shared(REASONS, REASONS.replace("[9:1]", "[12:3]")) == 1.0

    def test_a_closing_formula_alone_is_little(self) -> None:
        end = " Therefore, the request is not medically necessary."
        assert shared("The left knee was examined and it was found stable" + end, "X." + end) < 0.5

    def test_one_rationale_on_two_treatments_is_told(self) -> None:
        twins = signing(worded(REASONS), worded(REASONS, THERAPY))
        told = [one for one in before_signing(twins) if one.rule == "same-rationale"]
        assert [(one.treatment, "treatment 1" in one.words) for one in told] == [(2, True)]


class TestFactsThatWereNotAccepted:
    def test_a_drafted_sentence_on_a_rejected_fact_keeps_the_letter_back(self) -> None:
        sentence = "She had received 4 sessions of psychotherapy by June 9, 2015."
        taken = worded(f"{sentence[:-1]} [4:2]. The request is not medically necessary.")
        more = {"drafted": {1: (Sentence(sentence, (PAPER,)),)}}
        found = before_signing(signing(taken, judged=(judged(Judgement.REJECTED),), **more))
        (told,) = [one for one in found if one.rule == "fact-not-accepted"]
        assert told.severity is Severity.HIGH and "rejected" in told.words

    def test_a_corrected_one_is_to_be_looked_at(self) -> None:
        words = worded("She finished the four sessions [4:2]. It is not medically necessary.")
        found = before_signing(signing(words, judged=(judged(Judgement.CORRECTED),)))
        (told,) = [one for one in found if one.rule == "fact-not-accepted"]
        assert told.severity is Severity.MEDIUM

    def test_the_summary_is_marked_where_it_rests_on_one(self) -> None:
        summary = (SummarySentence(sentence="She completed four sessions.", sources=(PAPER,)),)
        more = {"summary": summary, "judged": (judged(Judgement.REJECTED),)}
        found = before_signing(summed("A cook. She completed four sessions [4:2].", MRI, **more))
        (told,) = [one for one in found if one.rule == "fact-not-accepted"]
        assert told.treatment is None and told.quotes == ("She completed four sessions.",)
        rewritten = before_signing(summed("She completed three sessions [4:2].", MRI, **more))
        assert "fact-not-accepted" not in rules(rewritten)

    def test_the_summary_is_marked_where_the_reviewer_repeats_its_words(self) -> None:
        own = "The note says: she finished the four sessions [4:2]."
        found = before_signing(summed(own, MRI, judged=(judged(Judgement.REJECTED),)))
        (told,) = [one for one in found if one.rule == "fact-not-accepted"]
        assert told.treatment is None and told.words.startswith("The case summary rests")

    def test_a_rationale_without_it_is_not_warned_of(self) -> None:
        found = before_signing(signing(MRI, judged=(judged(Judgement.REJECTED),)))
        assert "fact-not-accepted" not in rules(found)


def test_a_paper_of_another_patient_keeps_the_letter_back() -> None:
    place = DraftedPlace(file=FOREIGN.file, page=3, span=(0, 9))
    summary = (SummarySentence(sentence="An operation was done.", sources=(place,)),)
    said = "An operation was done [3:1]."
    found = before_signing(summed(said, MRI, summary=summary, others_papers=(FOREIGN,)))
    assert (found[0].rule, found[0].severity) == ("other-patient", Severity.HIGH)
    fine = (SummarySentence(sentence="An operation was done.", sources=(PAPER,)),)
    assert "other-patient" not in rules(
        before_signing(summed(said, MRI, summary=fine, others_papers=(FOREIGN,)))
    )
    taken_out = summed("A cook [3:1].", MRI, summary=summary, others_papers=(FOREIGN,))
    assert "other-patient" not in rules(before_signing(taken_out))


def test_sentences_that_name_neither_page_nor_guideline_are_told() -> None:
    text = (
        "She improved after four sessions of therapy. The MTUS recommends six to ten visits. "
        "Work was resumed in May 2015 [4:1]. The request is therefore medically necessary."
    )
    assert sentences_without_page(text) == ("She improved after four sessions of therapy.",)
    (told,) = [
        one for one in before_signing(signing(worded(text))) if one.rule == "sentence-without-page"
    ]
    assert told.severity is Severity.LOW and told.words.startswith("1 sentence names")

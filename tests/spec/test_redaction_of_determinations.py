"""A whole determination redacted, and the second look at what is about to be published."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

import msgspec
import pytest

from openimr.determination.model import (
    Decision,
    Determination,
    DocumentReviewed,
    Finding,
    GuidelineLine,
    Patient,
    Sex,
)
from openimr.publication.redaction.determinations import redact_determination
from openimr.publication.redaction.found import Found
from openimr.publication.redaction.identifiers import Identifier, Kind, KnownCase
from openimr.publication.redaction.leftover import leftovers
from openimr.publication.redaction.redact import redact
from openimr.vocabulary.citation import Citation
from openimr.workflow.publishing_known import learned_from

KNOWN = KnownCase(
    identifiers=(
        Identifier(kind=Kind.EMPLOYEE, value="Ottilie Brandvold"),
        Identifier(kind=Kind.PHYSICIAN, value="Kenji Marlowe, M.D."),
        Identifier(kind=Kind.PHYSICIAN, value="Ruth Strong, D.O."),
        Identifier(kind=Kind.EMPLOYER, value="Quillfeather Paper Co."),
        Identifier(kind=Kind.ATTORNEY, value="Law Offices of Tessaro & Lunt, APC"),
        Identifier(kind=Kind.CLAIM_NUMBER, value="QF-2213-88104"),
    )
)
DETERMINATION = Determination(
    case_number="CM16-0213037",
    date_of_injury=dt.date(2014, 3, 2),
    patient=Patient(age=93, sex=Sex.FEMALE),
    clinical_case_summary=(
        "Ms. Brandvold is a 93-year-old woman hurt at Quillfeather on 3/2/2014. Dr. Strong referred"
        " her to Dr. Marlowe. Case CM16-0213037, claim QF221388104."
    ),
    documents_reviewed=(
        DocumentReviewed(
            title="Report of Dr. Marlowe", author="K. Marlowe", pages="brandvold_1.pdf"
        ),
        DocumentReviewed(title="UR decision", author="Claims administrator"),
        DocumentReviewed(title="Letter of Tessaro & Lunt", author="Quorl Vexnath"),
    ),
    findings=(
        Finding(
            disputed_treatment="MRI requested by R. Strong for Brandvold",
            decision=Decision.UPHELD,
            reviewer_guideline=GuidelineLine(
                text="Smith et al., per Dr. Marlowe",
                citations=(Citation(source="Chou R, 2011", sections=("Spurling's test",)),),
            ),
            rationale="Dr. Marlowe's note says that Ms. Brandvold improved.\nStrong pain is noted.",
        ),
    ),
    signed_by="Amity Forsgate, M.D., Medical Director",
)


def test_every_text_of_a_determination_is_redacted_with_the_same_placeholders() -> None:
    done = redact_determination(DETERMINATION, KNOWN)
    told = done.determination
    assert told.clinical_case_summary == (
        "Ms. [employee] is a [90 or older] woman hurt at [employer] on 3/2/2014. Dr. [physician 1]"
        " referred her to Dr. [physician 2]. Case CM16-0213037, claim [claim number]."
    )
    assert [(one.title, one.author, one.pages) for one in told.documents_reviewed] == [
        ("Report of Dr. [physician 2]", "[physician 2]", "[employee]_1.pdf"),
        ("UR decision", "Claims administrator", None),
        ("Letter of [attorney 1]", "[person]", None),
    ]
    finding = told.findings[0]
    assert finding.disputed_treatment == "MRI requested by [physician 1] for [employee]"
    assert finding.reviewer_guideline.text == "Smith et al., per Dr. [physician 2]"
    assert finding.reviewer_guideline.citations[0].source == "Chou R, 2011"
    assert finding.rationale == (
        "Dr. [physician 2]'s note says that Ms. [employee] improved.\nStrong pain is noted."
    )


def test_each_text_is_searched_once_however_many_strangers_are_met() -> None:
    engine = _Counting()
    told = msgspec.structs.replace(DETERMINATION, generated_wording="Dr. Zorbek agrees.")
    redact_determination(told, KNOWN, engine=engine)
    assert len(engine.asked) == len(set(engine.asked))
    assert "Dr. Zorbek agrees." in engine.asked


class _Counting:
    def __init__(self) -> None:
        self.asked: list[str] = []

    def find(self, text: str) -> Iterable[Found]:
        self.asked.append(text)
        return ()


def test_sex_dates_and_the_citable_number_stay_and_an_age_over_89_goes() -> None:
    done = redact_determination(DETERMINATION, KNOWN)
    told = done.determination
    assert (told.patient.age, told.patient.sex, done.over_89) == (None, Sex.FEMALE, True)
    assert (told.case_number, told.date_of_injury) == ("CM16-0213037", dt.date(2014, 3, 2))
    assert told.signed_by == "[signer]"


def test_every_redaction_says_in_which_field_it_is() -> None:
    fields = {one.field for one in redact_determination(DETERMINATION, KNOWN).redactions}
    assert {
        "clinical_case_summary",
        "documents_reviewed.1.pages",
        "findings.1.disputed_treatment",
        "findings.1.rationale",
        "signed_by",
    } <= fields


def test_nothing_that_the_case_knows_is_left_in_a_redacted_text() -> None:
    redacted = redact(DETERMINATION.clinical_case_summary or "", KNOWN).text
    assert leftovers([redacted], KnownCase(identifiers=KNOWN.identifiers)) == ((),)


@pytest.mark.parametrize(
    ("text", "kind", "certain"),
    [
        ("Author: ottilie brandvold", Kind.EMPLOYEE, True),
        ("BRAND-\nVOLD was seen", Kind.EMPLOYEE, True),
        ("scan-of-mybrandvoldfile.pdf", Kind.EMPLOYEE, False),
        ("QF 2213 88104", Kind.CLAIM_NUMBER, True),
        ("dr. marlowe", Kind.PHYSICIAN, True),
        ("call 213-555-0188", Kind.TELEPHONE, False),
    ],
)
def test_the_second_look_says_what_is_left(text: str, kind: Kind, certain: bool) -> None:
    ((left,),) = leftovers([text], KNOWN)
    assert (left.kind, left.certain) == (kind, certain)


def test_the_second_look_finds_whom_another_page_names() -> None:
    before, after = leftovers(["The plan is Zorbek's.", "Seen by Dr. Zorbek."], KNOWN)
    assert [(one.kind, one.certain) for one in (*before, *after)] == [(Kind.PHYSICIAN, False)] * 2


def test_the_second_look_reads_letters_drawn_as_one() -> None:
    text = "A note of Griﬃth Brandvold"
    ((left,),) = leftovers([text], KNOWN)
    assert text[left.start : left.end].endswith("Brandvold")


def test_a_word_that_every_letter_has_is_learned_as_no_name() -> None:
    told = Determination(
        clinical_case_summary="Six visits with He are asked for. He reported pain to Dr. Zorbek."
    )
    done = redact_determination(told, KNOWN)
    assert (done.determination.clinical_case_summary or "").startswith("Six visits with [")
    assert [one.value for one in learned_from(done)] == ["Zorbek"]

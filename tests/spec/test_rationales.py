"""Rationales on treatments of every kind, drafted from notes of an invented worker."""

import datetime as dt
import re

import pytest

from openimr.application.model import Application, Cited, CitedDate, DisputedTreatment, UrAction
from openimr.application.request import parse_request
from openimr.casefile.facts import find_facts
from openimr.casefile.model import CaseFile, Document, DocumentType, Page
from openimr.determination.model import Basis
from openimr.guidelines.load import shipped_pack
from openimr.review.propose import grounds_in_question
from openimr.review.support import unsupported
from openimr.vocabulary.fact import FactKind
from openimr.workflow.draft import decide
from openimr.workflow.draft_lists import proposal_shape

FIRST = """Progress report
Date of visit: 02/11/2015
Mr. Larkspur has low back pain 6/10 since he lifted crates. No radiation to the legs.
Naproxen 550 mg BID helps some. Cyclobenzaprine 7.5 mg TID for spasm. Soma 350 mg BID.
Exam: lumbar tenderness. Motor 5/5, sensation intact, straight leg raise negative.
Work: modified duty.
"""
SECOND = """Progress report
Date of visit: 05/04/2015
Low back pain 7/10, now radiating to the left leg.
Weakness of left great toe extension 4/5. Decreased sensation over the left L5 dermatome.
He completed 12 visits of physical therapy and takes naproxen 550 mg without enough relief.
Cyclobenzaprine 7.5 mg TID. Soma 350 mg BID. He needs help with cooking at home.
Assessment: lumbar radiculopathy 724.4. Work status: off work.
"""
ASKED = """Request for authorization of 05/06/2015
Date of injury 01/10/2015
"""


def drafted(*texts):
    """The draft on some treatments, out of the notes."""
    rfa, places = ASKED, []
    for text in texts:
        places.append((len(rfa), len(rfa) + len(text)))
        rfa += f"{text}\n"
    pages = [
        Page(file=f"{number}.pdf", number=1, text=text)
        for number, text in enumerate((rfa, FIRST, SECOND))
    ]
    kinds = (DocumentType.RFA, DocumentType.PROGRESS_REPORT, DocumentType.PROGRESS_REPORT)
    days = (dt.date(2015, 5, 6), dt.date(2015, 2, 11), dt.date(2015, 5, 4))
    case_file = CaseFile(
        pages=tuple(pages),
        documents=tuple(
            Document(file=page.file, pages=(1, 1), type=kind, date=day)
            for page, kind, day in zip(pages, kinds, days, strict=True)
        ),
    )
    application = on_paper(pages[0].as_text(), texts, places)
    pack = shipped_pack()
    facts = find_facts(case_file, grounds_in_question(application, pack))
    return decide(case_file, application, facts, pack)


def on_paper(page, texts, places):
    head = page.span(0, len(ASKED))
    return Application(
        employee=Cited(value="Basil Larkspur", place=head),
        date_of_injury=CitedDate(value=dt.date(2015, 1, 10), place=head),
        rfa_date=CitedDate(value=dt.date(2015, 5, 6), place=head),
        treatments=tuple(
            DisputedTreatment(
                text=text,
                request=parse_request(text),
                ur_decision=UrAction.DENIED,
                sources=(page.span(start, end),),
            )
            for text, (start, end) in zip(texts, places, strict=True)
        ),
    )


def rationale(text):
    return " ".join(s.sentence for s in drafted(text).proposals[0].rationale)


MANY = (
    "MRI lumbar spine",
    "Naproxen 550 mg #60",
    "Omeprazole 20 mg #60",
    "Cyclobenzaprine 7.5 mg #90",
    "Soma 350 mg #60",
    "TENS unit purchase for the low back",
    "Left L4-5 transforaminal epidural steroid injection",
    "Flurbiprofen 20%/Cyclobenzaprine 4% cream 180 gm",
    "Functional capacity evaluation",
    "Home health aide 4 hours a day, 3 days a week for 6 weeks",
    "Gym membership, 12 months",
    "Extracorporeal shock wave therapy, 6 sessions",
    "Right knee arthroscopy with partial medial meniscectomy",
    "Post-op cold therapy unit, 14 day rental",
    "Spinal cord stimulator trial",
    "Lumbar support brace",
)


@pytest.fixture(scope="module")
def many():
    return drafted(*MANY)


def test_every_sentence_rests_on_the_record_or_a_guideline(many):
    for proposal in many.proposals:
        assert proposal.rationale
        assert all(step.record or step.guideline for step in proposal.rationale)


def test_no_sentence_on_the_record_says_more_than_its_places(many):
    pages = {page.file: page.text for page in many.case_file.pages}
    for step in (s for p in many.proposals for s in p.rationale if s.record and not s.guideline):
        quotes = [pages[place.file][place.start : place.end] for place in step.record]
        assert not unsupported(step.sentence, quotes), step.sentence


def test_quotations_have_at_most_twelve_words_that_stand_in_the_record(many):
    read = " ".join(" ".join(page.text.split()) for page in many.case_file.pages)
    quoted = [
        words
        for proposal in many.proposals
        for step in proposal.rationale
        for words in re.findall(r"\u201c([^\u201d]*)\u201d", step.sentence)
    ]
    assert quoted
    for words in quoted:
        assert len(words.replace("...", "").split()) <= 12
        assert all(piece.strip() in read for piece in words.split("...") if piece.strip())


def test_codes_of_observations_are_never_told(many):
    codes = {f.concept for f in many.facts if f.kind is FactKind.OBSERVATION and f.concept}
    told = " ".join(s.sentence for p in many.proposals for s in p.rationale)
    told += " ".join(s.sentence for s in many.summary.sentences)
    assert codes
    assert not [code for code in codes if code in told]


def test_an_observation_is_told_with_author_day_and_words():
    told = rationale("MRI lumbar spine")
    assert re.search(
        r"The treating physician (wrote|noted|recorded) on May 4, 2015: "
        r"\u201cWeakness of left great toe extension 4/5\u201d",
        told,
    )
    assert told.endswith("the request for an MRI of the lumbar spine is medically necessary.")


def test_use_is_told_from_first_to_last_day_with_the_sum():
    told = rationale("Cyclobenzaprine 7.5 mg #90")
    assert "on record from February 11, 2015 to May 4, 2015" in told
    assert "beyond the time named" in told
    assert "the request for cyclobenzaprine 7.5 mg #90 is not medically necessary" in told


def test_a_refused_drug_in_use_is_not_to_be_stopped_at_once():
    told = rationale("Cyclobenzaprine 7.5 mg #90")
    assert "no advice to stop cyclobenzaprine abruptly" in told
    assert told.endswith("for the treating physician to plan.")


def test_what_is_silent_in_the_record_is_said_in_plain_words():
    told = rationale("Gym membership, 12 months")
    assert "The record does not show that there is a need for equipment" in told
    assert "a gym membership for 12 months" in told


def test_what_belongs_to_a_refused_treatment_falls_with_it_in_a_few_words():
    proposals = drafted("Naproxen 550 mg #60", "Omeprazole 20 mg #60").proposals
    told = [step.sentence for step in proposals[1].rationale]
    assert len(told) == 3
    assert "is found not medically necessary, so that there is nothing for omeprazole" in told[1]


def test_unverified_criteria_are_told_as_such_and_named_as_missing():
    (proposal,) = drafted("Spinal cord stimulator trial").proposals
    assert "not verified, and therefore not deciding, is whether" in proposal.missing[0]
    assert "have not been verified" in proposal.rationale[0].sentence


def test_a_course_that_may_be_the_first_or_a_further_one_is_weighed_both_ways():
    (proposal,) = drafted("Acupuncture 6 visits, low back").proposals
    told = [step.sentence for step in proposal.rationale]
    assert proposal.missing[0].startswith("whether acupuncture was given before")
    assert "for the first time or to be continued" in told[0]
    assert re.search(
        r"As a first course it would .*; as a further one it would have to show", told[1]
    )


def test_a_guideline_below_the_mtus_is_named_as_such_in_the_letter():
    (finding,) = drafted("Gym membership, 12 months").determination.findings
    assert finding.reviewer_guideline.basis is Basis.NON_MTUS
    assert "Gym memberships" in finding.reviewer_guideline.text


def test_the_search_is_written_step_by_step_with_each_criterions_verification():
    (proposal,) = drafted("Gym membership, 12 months").proposals
    written = proposal_shape(proposal, shipped_pack())
    levels = [step["level"] for step in written["search"]]
    assert levels == ["mtus", "acoem_odg"]
    assert [step["applies"] for step in written["search"]] == [False, True]
    assert written["search"][1]["found"]
    assert all("verified" in criterion for criterion in written["criteria"])


def test_what_two_drugs_share_is_recalled_by_the_name_of_the_first():
    first, second = (
        [step.sentence for step in proposal.rationale]
        for proposal in drafted("Norco 10/325 mg #60", "Percocet 5/325 mg #60").proposals
    )
    assert not set(first) & set(second)
    assert any(re.match(r"As (?:noted above )?for Norco, ", sentence) for sentence in second)

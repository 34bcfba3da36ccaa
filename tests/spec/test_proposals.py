"""Summary and rationale: plain prose out of facts, every sentence with the places it rests on."""

import datetime as dt

import pytest

from openimr.application.model import Application, Cited, CitedDate, DisputedTreatment, UrAction
from openimr.casefile.model import CaseFile, Document, DocumentType, Page
from openimr.guidelines.load import shipped_pack
from openimr.guidelines.model import Passage
from openimr.review.dating import PrintedDates
from openimr.review.employee import Employee
from openimr.review.model import ProposedDecision
from openimr.review.propose import propose
from openimr.review.quoting import Quoter
from openimr.review.rationale import RationaleWriter
from openimr.review.summarise import summarise
from openimr.review.telling import Teller
from openimr.vocabulary.fact import Assertion, Fact, FactKind
from openimr.vocabulary.request import TreatmentRequest

CBT = "cognitive-behavioral-psychotherapy"
NOTE = """Progress report of 05/06/2015
Mr. Larkspur feels better, cooks again and drives since the 4 CBT sessions.
He works modified duty.
Takes Neurontin 300 mg TID. Neurontin was tried and failed.
Depressed mood. Adjustment disorder 309.28.
Has had 4 sessions of cognitive behavioral therapy.
No SI.
"""
PAGE = Page(file="note.pdf", number=1, text=NOTE)
CASE = CaseFile(
    pages=(PAGE,),
    documents=(Document(file="note.pdf", pages=(1, 1), type=DocumentType.PROGRESS_REPORT),),
)


def stated(words, kind, concept, assertion="present", **more):
    start = NOTE.index(words)
    return Fact(
        kind=FactKind(kind),
        concept=concept,
        statement=words,
        quote=words,
        assertion=Assertion(assertion),
        place=PAGE.as_text().span(start, start + len(words)),
        date=dt.date(2015, 5, 6),
        **more,
    )


FACTS = (
    stated(
        "Mr. Larkspur feels better, cooks again and drives since the 4 CBT sessions.",
        "functional_improvement",
        "daily-activities-gain",
        about=CBT,
    ),
    stated("He works modified duty.", "work_status", "working-modified"),
    stated("Takes Neurontin 300 mg TID.", "medication", "gabapentin", value=300, unit="mg TID"),
    stated("Neurontin was tried and failed.", "medication", "gabapentin", "historical"),
    stated("Depressed mood.", "symptom", "depression"),
    stated("Adjustment disorder 309.28.", "diagnosis", "adjustment-disorder", value="309.28"),
    stated(
        "Has had 4 sessions of cognitive behavioral therapy.",
        "treatment_received",
        CBT,
        "historical",
        value=4,
        unit="sessions",
    ),
    stated("No SI.", "symptom", "suicidal-ideation", "absent"),
)


def application(*texts):
    place = PAGE.as_text().span(0, 15)
    return Application(
        employee=Cited(value="Basil Larkspur", place=place),
        rfa_date=CitedDate(value=dt.date(2015, 5, 7), place=place),
        ur_date=CitedDate(value=dt.date(2015, 5, 6), place=PAGE.as_text().span(19, 29)),
        treatments=tuple(
            DisputedTreatment(
                text=text,
                request=TreatmentRequest(quantity=6, unit="sessions"),
                ur_decision=UrAction.DENIED,
                sources=(place,),
            )
            for text in texts
        ),
    )


@pytest.fixture
def teller():
    return Teller(PrintedDates(CASE), Quoter(["Basil Larkspur"], CASE), "he")


def proposals(teller, *texts):
    pack = shipped_pack()
    nearest = Passage(place=FACTS[0].place, quote=FACTS[0].quote)
    writer = RationaleWriter(pack, FACTS, teller)
    return propose(application(*texts), FACTS, pack, lambda words: (nearest,), writer)


def said(sentences):
    return " ".join(sentence.sentence for sentence in sentences)


def test_a_rationale_goes_from_guideline_to_facts_to_conclusion(teller):
    (proposal,) = proposals(teller, "Additional CBT, 6 sessions")
    told = said(proposal.rationale)
    assert proposal.decision is ProposedDecision.OVERTURNED
    assert "page 23" in told
    assert "When last reported on May 6, 2015, he was working modified duty." in told
    assert "6 sessions requested, after 4 earlier ones," in told
    assert told.endswith(
        "Therefore, the request for 6 sessions of psychotherapy is medically necessary."
    )


def test_every_sentence_of_a_rationale_rests_on_the_record_or_a_guideline(teller):
    (proposal,) = proposals(teller, "Additional CBT, 6 sessions")
    assert all(step.record or step.guideline for step in proposal.rationale)


def test_what_one_rationale_told_the_next_only_recalls(teller):
    first, second = proposals(teller, "Additional CBT, 6 sessions", "More psychotherapy x 6")
    assert "As noted above, when last reported on May 6, 2015, he was working" in said(
        second.rationale
    )
    assert "As noted above" not in said(first.rationale)


def test_a_treatment_of_no_topic_is_left_to_the_reviewer(teller):
    (proposal,) = proposals(teller, "Hyperbaric oxygen chamber, 10 dives")
    assert proposal.decision is ProposedDecision.UNDETERMINED
    assert proposal.missing


def test_the_employee_is_never_named(teller):
    (proposal,) = proposals(teller, "Additional CBT, 6 sessions")
    told = said(proposal.rationale)
    assert "Larkspur" not in told
    assert "\u201c[the employee] feels better, cooks again\u201d" in told


def summary(teller):
    who = Employee(sex="male", sex_source=PAGE.as_text().span(30, 33))
    return summarise(application("Additional CBT, 6 sessions"), who, FACTS, teller, [CBT])


def test_a_summary_says_who_saw_the_employee_and_when(teller):
    told = said(summary(teller).sentences)
    assert (
        "When seen by the treating physician on May 6, 2015, he reported depressed mood and "
        "denied suicidal ideation." in told
    )


def test_a_course_is_told_with_its_count_and_what_came_of_it(teller):
    told = said(summary(teller).sentences)
    assert "He had received 4 sessions of psychotherapy by May 6, 2015." in told
    assert "a gain in daily activities after psychotherapy on May 6, 2015" in told


def test_a_contradiction_of_the_record_is_named(teller):
    told = said(summary(teller).sentences).lower()
    assert "gabapentin is listed as used before and also as still taken" in told


def test_what_was_asked_and_what_utilization_review_did_close_the_summary(teller):
    asked, decided = [s.sentence for s in summary(teller).sentences[-2:]]
    assert asked == "In dispute is additional CBT, 6 sessions."
    assert decided == "Utilization review denied the CBT on May 6, 2015."


def test_what_its_words_do_not_bear_is_dropped_and_counted(teller):
    wrong = stated("Depressed mood.", "test_score", "phq-9", value=18, unit="of 27")
    told = summarise(application(), Employee(), (wrong,), teller, [])
    assert told.dropped
    assert "18" not in said(told.sentences)

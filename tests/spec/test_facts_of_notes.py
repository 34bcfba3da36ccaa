"""Chapter gather: what clinicians write becomes facts with value, date, assertion and place."""

from __future__ import annotations

import datetime as dt

import pytest

from openimr.casefile.facts import find_facts
from openimr.casefile.model import CaseFile, Document, DocumentType, Page
from openimr.vocabulary.fact import Assertion, Fact, FactKind

VISIT = dt.date(2016, 3, 4)


def note(text: str, kind: DocumentType = DocumentType.PROGRESS_REPORT) -> CaseFile:
    page = Page(file="note.pdf", number=1, text=text)
    document = Document(file="note.pdf", pages=(1, 1), type=kind, date=VISIT)
    return CaseFile(pages=(page,), documents=(document,))


def facts_of(
    text: str, kind: DocumentType = DocumentType.PROGRESS_REPORT, of: FactKind | None = None
) -> list[Fact]:
    return [fact for fact in find_facts(note(text, kind)) if of in (None, fact.kind)]


def only(
    text: str, of: FactKind, concept: str, kind: DocumentType = DocumentType.PROGRESS_REPORT
) -> Fact:
    found = [fact for fact in facts_of(text, kind, of) if fact.concept == concept]
    assert found, f"no {of.value} {concept}"
    return found[0]


@pytest.mark.parametrize(
    ("words", "topic", "number"),
    [
        ("He has completed 24 sessions of physical therapy.", "physical-medicine", 24),
        ("PT x 12 done last spring.", "physical-medicine", 12),
        ("Post-op PT 12/12 done.", "physical-medicine", 12),
        ("Finished 8 of 12 PT visits.", "physical-medicine", 8),
        ("She did 5 visits with Dr. Moss (DC) in May.", "manual-therapy-manipulation", 5),
        ("Attended eight (8) sessions of psychotherapy.", "cognitive-behavioral-psychotherapy", 8),
        ("Acupuncture was tried for several months.", "acupuncture", None),
        ("Had chiropractic 2 or 3 times.", "manual-therapy-manipulation", None),
    ],
)
def test_treatments_received_are_counted(words: str, topic: str, number: int | None) -> None:
    fact = only(f"Subjective:\n{words}", FactKind.TREATMENT_RECEIVED, topic)
    assert (fact.value, fact.assertion) == (number, Assertion.HISTORICAL)


def test_a_treatment_never_had_counts_zero_and_is_history_too() -> None:
    text = "History:\nHe has not had acupuncture."
    received = only(text, FactKind.TREATMENT_RECEIVED, "acupuncture")
    assert (received.value, received.assertion) == (0, Assertion.ABSENT)
    assert only(text, FactKind.HISTORY, "never-treated").about == "acupuncture"


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("Request physical therapy 2 times per week for 6 weeks.", 12),
        ("Physical therapy 2x/wk x 1 mo.", 8),
        ("RFA: PT, 6 additional visits.", 6),
        ("Cont PT 2x6.", 12),
    ],
)
def test_a_plan_is_multiplied_out(words: str, number: int) -> None:
    fact = only(f"Plan:\n1. {words}", FactKind.PLANNED_TREATMENT, "physical-medicine")
    assert (fact.value, fact.assertion) == (number, Assertion.PLANNED)


def test_the_dates_of_visits_are_not_a_fraction() -> None:
    text = "HPI:\nHe had 3 sessions of CBT with Dr. Roe (4/4, 4/11, 4/18)."
    concept = "cognitive-behavioral-psychotherapy"
    assert only(text, FactKind.TREATMENT_RECEIVED, concept).value == 3


def test_a_letter_that_authorises_counts_what_is_allowed() -> None:
    text = "This confirms authorization of twelve (12) physical therapy visits."
    kind = DocumentType.CORRESPONDENCE
    fact = only(text, FactKind.TREATMENT_RECEIVED, "physical-medicine", kind)
    assert (fact.value, fact.unit) == (12, "sessions authorized")


def test_a_treatment_log_tells_visit_and_day() -> None:
    text = "TREATMENT LOG:\n1 1/5/16 7 / 5 cupping\n2 1/12/16 6 / 4 same points"
    found = facts_of(text, DocumentType.ACUPUNCTURE_NOTE, FactKind.TREATMENT_RECEIVED)
    assert [(f.value, f.date) for f in found] == [
        (1, dt.date(2016, 1, 5)),
        (2, dt.date(2016, 1, 12)),
    ]


@pytest.mark.parametrize(
    ("words", "drug", "value", "unit"),
    [
        ("Gabapentin 600 mg t.i.d.", "gabapentin", 600, "mg TID"),
        ("tizanidine 4 mg qhs #30", "tizanidine", 4, "mg qhs"),
        ("Norco 10/325 mg, one tablet p.o. q6h prn pain, #120", None, 120, "tablets"),
        ("MS Contin 30 mg BID", "morphine", 30, "mg BID"),
        ("MEDD is 135 mg per day", "morphine-equivalent-dose", 135, "mg/day"),
    ],
)
def test_medications_have_strength_and_frequency(
    words: str, drug: str | None, value: int, unit: str
) -> None:
    fact = only(
        f"Current medications:\n{words}",
        FactKind.MEDICATION,
        drug or "hydrocodone/acetaminophen",
    )
    assert (fact.value, fact.unit, fact.assertion) == (value, unit, Assertion.PRESENT)


def test_a_table_of_medications_is_read_by_rows() -> None:
    text = "MEDICATION LIST\nDrug  Dose  Sig  Qty\nDuloxetine DR  60 mg  daily  30\nPrior: Soma"
    kind = DocumentType.MEDICATION_LIST
    assert only(text, FactKind.MEDICATION, "duloxetine", kind).value == 60
    stopped = only(text, FactKind.MEDICATION, "carisoprodol", kind)
    assert stopped.assertion is Assertion.HISTORICAL


@pytest.mark.parametrize(
    ("words", "concept"),
    [
        ("Temporarily totally disabled until 4/15/2016.", "off-work"),
        ("Not working.", "off-work"),
        ("Continue modified duty.", "working-modified"),
        ("RTW full duty 3/14/16 without restrictions.", "working-full"),
        ("P&S.", "permanent-and-stationary"),
        ("Not yet permanent and stationary.", "not-permanent-and-stationary"),
        ("Retired.", "retired"),
        ("Restrictions were reduced from 10 lb to 25 lb.", "restrictions-reduced"),
        ("Same limits as before.", "restrictions-unchanged"),
    ],
)
def test_work_status_has_a_code(words: str, concept: str) -> None:
    fact = only(f"Work status:\n{words}", FactKind.WORK_STATUS, concept)
    assert fact.assertion is Assertion.PRESENT


def test_only_ticked_boxes_state_something() -> None:
    text = (
        "Work Status:\n[ ] Remain off-work until ____\n"
        "[X] Return to modified work, no lifting > 5 lbs"
    )
    found = {fact.concept for fact in facts_of(text, of=FactKind.WORK_STATUS)}
    assert "working-modified" in found
    assert "off-work" not in found


@pytest.mark.parametrize(
    ("words", "concept", "about"),
    [
        ("With acupuncture she is able to do her laundry again.", "daily-activities-gain", None),
        ("PT ended without significant functional improvement.", "no-functional-change", None),
        ("Since chiropractic he cut Norco in half.", None, None),
        ("After CBT he returned to work.", "returned-to-work", None),
        ("Physical therapy brought temporary relief.", "subjective-improvement", None),
    ],
)
def test_functional_change_names_the_treatment(
    words: str, concept: str | None, about: str | None
) -> None:
    found = facts_of(f"Subjective:\n{words}", of=FactKind.FUNCTIONAL_IMPROVEMENT)
    assert any(fact.about for fact in found)
    assert concept is None or concept in {fact.concept for fact in found}


@pytest.mark.parametrize(
    ("words", "instrument", "score"),
    [
        ("BDI-II decreased from 31 to 18.", "bdi-ii", 18),
        ("PHQ-9 score: 16/27", "phq-9", 16),
        ("Oswestry 54%", "odi", 54),
        ("GAF: 55.", "gaf", 55),
        ("Beck Anxiety Inventory  28  severe (26 and up)", "bai", 28),
    ],
)
def test_scores_are_read_with_their_instrument(words: str, instrument: str, score: int) -> None:
    assert only(f"Testing:\n{words}", FactKind.TEST_SCORE, instrument).value == score


def test_a_scale_that_was_not_given_is_a_fact_too() -> None:
    fact = only("Tests:\nNo PHQ was given today.", FactKind.TEST_SCORE, "no-measure")
    assert fact.assertion is Assertion.ABSENT


@pytest.mark.parametrize(
    ("words", "finding", "assertion"),
    [
        ("Spurling neg bilat.", "spurling", Assertion.ABSENT),
        ("+ Hawkins, + Neer, neg drop arm.", "neer", Assertion.PRESENT),
        ("+ Hawkins, + Neer, neg drop arm.", "drop-arm", Assertion.ABSENT),
        ("Straight leg raise is positive at 45 degrees.", "straight-leg-raise", Assertion.PRESENT),
        ("No atrophy.", "atrophy", Assertion.ABSENT),
        ("Motor strength 5/5 throughout.", "motor-normal", Assertion.PRESENT),
    ],
)
def test_examination_tests_are_positive_or_negative(
    words: str, finding: str, assertion: Assertion
) -> None:
    assert only(f"Objective:\n{words}", FactKind.EXAM_FINDING, finding).assertion is assertion


def test_diagnoses_carry_code_system_and_doubt() -> None:
    text = (
        "Diagnoses:\n1. M54.16 Radiculopathy, lumbar region\n"
        "2. Rule out facet syndrome\n3. 724.2 Lumbago"
    )
    found = {
        (f.concept, f.value, f.unit, f.assertion) for f in facts_of(text, of=FactKind.DIAGNOSIS)
    }
    assert ("facet-syndrome", None, None, Assertion.POSSIBLE) in found
    assert {v for _, v, _, _ in found} == {"M54.16", "724.2", None}
    assert {u for _, v, u, _ in found if v} == {"ICD-10", "ICD-9"}


def test_an_impression_lists_findings_and_exclusions() -> None:
    text = "IMPRESSION:\n1. Complex tear of posterior horn medial meniscus.\n2. No fracture."
    kind = DocumentType.IMAGING_REPORT
    assert only(text, FactKind.IMAGING_FINDING, "meniscal-tear", kind)
    assert only(text, FactKind.IMAGING_FINDING, "fracture", kind).assertion is Assertion.ABSENT


def test_an_operation_is_dated_by_its_report() -> None:
    text = "OPERATIVE REPORT\nOPERATION:\nRIGHT TOTAL KNEE ARTHROPLASTY."
    kind = DocumentType.OPERATIVE_REPORT
    assert only(text, FactKind.SURGERY, "total-knee-replacement", kind).date == VISIT


def test_an_old_operation_without_its_day_is_not_dated_by_the_note() -> None:
    assert only("PSH:\nKnee arthroscopy 2009.", FactKind.SURGERY, "knee-arthroscopy").date is None


def test_symptoms_of_the_family_are_not_the_patients() -> None:
    assert not facts_of("FH: mother depression, father headaches.", of=FactKind.SYMPTOM)


def test_denied_symptoms_are_absent() -> None:
    text = "ROS: Psych: denies depression, anxiety, SI."
    found = facts_of(text, of=FactKind.SYMPTOM)
    assert {f.concept for f in found} == {"depression", "anxiety", "suicidal-ideation"}
    assert {f.assertion for f in found} == {Assertion.ABSENT}


def test_the_injury_takes_its_own_date() -> None:
    text = "History of injury:\nOn June 4, 2014 he twisted his knee while unloading a truck."
    assert only(text, FactKind.HISTORY, "injury").date == dt.date(2014, 6, 4)


def test_pages_of_another_patient_and_repetitions_state_nothing() -> None:
    page = Page(file="a.pdf", number=1, text="Work status:\nNot working.")
    other = Document(
        file="a.pdf", pages=(1, 1), type=DocumentType.PROGRESS_REPORT, other_patient=True
    )
    assert find_facts(CaseFile(pages=(page,), documents=(other,))) == ()


def test_a_list_of_treatments_gives_each_its_own_count() -> None:
    text = "Prior treatment: PT (24 visits), chiropractic (10 sessions), acupuncture - none."
    found = {f.concept: f.value for f in facts_of(text, of=FactKind.TREATMENT_RECEIVED)}
    assert found == {
        "physical-medicine": 24,
        "manual-therapy-manipulation": 10,
        "acupuncture": 0,
    }


def test_visits_allowed_are_not_visits_had() -> None:
    text = "HPI:\nHe has been authorized for 6 sessions of PT but has not started."
    fact = only(text, FactKind.TREATMENT_RECEIVED, "physical-medicine")
    assert fact.unit == "sessions authorized"


def test_a_benefit_that_is_denied_is_no_improvement() -> None:
    text = "HPI:\nHe had 16 chiropractic visits with no lasting benefit."
    found = facts_of(text, of=FactKind.FUNCTIONAL_IMPROVEMENT)
    assert [(f.concept, f.assertion) for f in found] == [("no-functional-change", Assertion.ABSENT)]


def test_letters_misread_by_ocr_do_not_hide_a_fact_and_stay_in_its_quote() -> None:
    text = "Subjective: lowback pain 6/1O. Completed physica1 therapy x8."
    page = Page(file="fax.pdf", number=1, text=text, scanned=True)
    document = Document(file="fax.pdf", pages=(1, 1), type=DocumentType.PROGRESS_REPORT)
    found = find_facts(CaseFile(pages=(page,), documents=(document,)))
    assert {(f.concept, f.value) for f in found} >= {("low-back-pain", 6), ("physical-medicine", 8)}
    assert all(text[f.place.start : f.place.end] == f.quote for f in found)


def test_signatures_letterheads_and_page_feet_state_nothing() -> None:
    text = (
        "Harbor Chiropractic, 12 Main St, Fresno, CA 93700\n(559) 555-0100\n"
        "Subjective:\nFeels well.\nAnn Poe, PT  A. Poe  Date  3/4/16\nHarbor Chiropractic Page 1/2"
    )
    assert not facts_of(text, DocumentType.CHIROPRACTIC_NOTE, FactKind.TREATMENT_RECEIVED)


def test_a_plan_in_one_line_is_taken_apart() -> None:
    text = "P: 1) Acup 2x/wk x3wks 2) Refill tramadol 50mg #60 3) Recheck\nW/S: TTD x 6 wks"
    assert only(text, FactKind.PLANNED_TREATMENT, "acupuncture").value == 6
    assert only(text, FactKind.MEDICATION, "tramadol").value == 50
    assert only(text, FactKind.WORK_STATUS, "off-work").quote == "TTD x 6 wks"


def test_none_of_these_means_each_of_the_treatments_told_before() -> None:
    text = "History: He had PT and acupuncture. None of these brought lasting improvement."
    found = facts_of(text, of=FactKind.FUNCTIONAL_IMPROVEMENT)
    assert {(f.about, f.assertion) for f in found} == {
        ("physical-medicine", Assertion.ABSENT),
        ("acupuncture", Assertion.ABSENT),
    }


def test_a_form_question_is_answered_by_its_box() -> None:
    text = "Are you currently working?  [ ] Yes  [X] No\nTrouble sleeping?  [ ] Yes  [X] No"
    kind = DocumentType.QUESTIONNAIRE
    assert only(text, FactKind.WORK_STATUS, "off-work", kind)
    assert only(text, FactKind.SYMPTOM, "sleep-disturbance", kind).assertion is Assertion.ABSENT


def test_a_negative_test_does_not_deny_the_findings_listed_before_it() -> None:
    text = "Exam:\nR knee: trace effusion, quad atrophy 1 cm, McMurray neg, Lachman neg."
    found = {f.concept: f.assertion for f in facts_of(text, of=FactKind.EXAM_FINDING)}
    assert (found["effusion"], found["atrophy"]) == (Assertion.PRESENT, Assertion.PRESENT)
    assert (found["mcmurray"], found["lachman"]) == (Assertion.ABSENT, Assertion.ABSENT)


def test_what_the_husband_has_is_no_fact_of_the_patient() -> None:
    assert not facts_of("Subjective: Her husband has back pain and takes Norco.")


def test_a_return_to_work_that_is_not_documented_is_none() -> None:
    text = "Discussion: There is no documentation of return to work after therapy."
    found = {f.concept for f in facts_of(text, of=FactKind.FUNCTIONAL_IMPROVEMENT)}
    assert "returned-to-work" not in found


@pytest.mark.parametrize(
    "words",
    [
        "5 more sessions of CBT, every other week, to hold the gains.",
        "Biofeedback, 7 sessions, with Dr. Moor at the hospital.",
        "9 further visits, one a week.",
    ],
)
def test_what_a_therapist_recommends_was_not_received(words: str) -> None:
    text = f"Psychotherapy note\nRecommendation: {words}"
    kind = DocumentType.THERAPY_NOTE
    assert not facts_of(text, kind, FactKind.TREATMENT_RECEIVED)


def test_time_off_before_the_return_to_work_is_history() -> None:
    text = (
        "Psychotherapy note\nShe went back to work, three hours per day, after being off work"
        " since May 2014. Zoloft was lowered from 100 mg to 50 mg."
    )
    kind = DocumentType.THERAPY_NOTE
    assert only(text, FactKind.WORK_STATUS, "off-work", kind).assertion is Assertion.HISTORICAL
    now = only(text, FactKind.WORK_STATUS, "working-modified", kind)
    assert now.assertion is Assertion.PRESENT
    for change in ("returned-to-work", "medication-reduced"):
        fact = only(text, FactKind.FUNCTIONAL_IMPROVEMENT, change, kind)
        assert fact.about == "cognitive-behavioral-psychotherapy"


@pytest.mark.parametrize(
    "words",
    [
        "Six more visits to consolidate return to full duty.",
        "The goal is full duty by June.",
        "He hopes to be back at work in May.",
        "Anticipated return to work without restrictions in six weeks.",
    ],
)
def test_a_status_that_is_hoped_for_is_none(words: str) -> None:
    found = facts_of(f"Work status:\n{words}", of=FactKind.WORK_STATUS)
    assert "working-full" not in {fact.concept for fact in found}


@pytest.mark.parametrize(
    "words",
    [
        "She was off work since October.",
        "Driving was hard after being off work since the fall.",
        "He had been off work for six weeks.",
    ],
)
def test_time_off_told_in_the_past_is_history(words: str) -> None:
    fact = only(f"History:\n{words}", FactKind.WORK_STATUS, "off-work")
    assert fact.assertion is Assertion.HISTORICAL


def test_time_off_that_goes_on_is_present() -> None:
    fact = only("History:\nHe has been off work since May.", FactKind.WORK_STATUS, "off-work")
    assert fact.assertion is Assertion.PRESENT


@pytest.mark.parametrize(
    "words", ["She is working modified duty.", "Still working with restrictions, 4 hours."]
)
def test_who_works_with_limits_does_not_work_in_full(words: str) -> None:
    found = facts_of(f"Work status:\n{words}", of=FactKind.WORK_STATUS)
    assert {fact.concept for fact in found} == {"working-modified"}


def test_no_change_in_a_therapists_note_is_about_the_therapy() -> None:
    text = "Assessment:\nIndependent with HEP. Minimal functional change."
    kind = DocumentType.PHYSICAL_THERAPY_NOTE
    fact = only(text, FactKind.FUNCTIONAL_IMPROVEMENT, "no-functional-change", kind)
    assert fact.about == "physical-medicine"


@pytest.mark.parametrize(
    "words",
    [
        "He went back to his regular warehouse job on 2/27/16.",
        "Back at the bakery since March 2, full days.",
        "She returned to her cashier position in February.",
        "Resumed full duty on 2/1/16.",
    ],
)
def test_a_return_to_work_in_other_words(words: str) -> None:
    text = f"Subjective:\nHe attended six of six chiro visits. Pain 3/10. {words}"
    fact = only(text, FactKind.FUNCTIONAL_IMPROVEMENT, "returned-to-work")
    assert fact.about == "manual-therapy-manipulation"


@pytest.mark.parametrize(
    ("words", "score"),
    [
        ("PHQ-9 19 at start, 9 now.", 9),
        ("BDI-II was 31 at intake and is now 18.", 18),
        ("GAD-7 15 initially, 6 today.", 6),
    ],
)
def test_of_two_scores_told_in_a_sentence_the_present_one_counts(words: str, score: int) -> None:
    kind = DocumentType.THERAPY_NOTE
    (fact,) = facts_of(words, kind, FactKind.TEST_SCORE)
    assert fact.value == score


def test_a_medicine_that_was_stopped_is_less_medication_unless_it_was_not_tolerated() -> None:
    stopped = facts_of("Subjective:\nNorco stopped.", of=FactKind.FUNCTIONAL_IMPROVEMENT)
    assert [fact.concept for fact in stopped] == ["medication-reduced"]
    upset = "Subjective:\nNaproxen stopped because of nausea."
    assert facts_of(upset, of=FactKind.FUNCTIONAL_IMPROVEMENT) == []


def test_a_day_of_relief_without_lasting_benefit_is_no_change() -> None:
    text = "History:\nEight acupuncture treatments gave a day of relief and no lasting benefit."
    found = facts_of(text, of=FactKind.FUNCTIONAL_IMPROVEMENT)
    assert {fact.concept for fact in found} == {"no-functional-change"}


def test_what_an_assessment_and_plan_asks_for_is_planned() -> None:
    text = "A&P\n1) Wrist sprain S63.501A\n2) OT 3x4 incl. HEP\n3) Acupuncture x6\n4) RTC 4 wk"
    found = facts_of(text, of=FactKind.PLANNED_TREATMENT)
    assert {(f.concept, f.value) for f in found} == {("physical-medicine", 12), ("acupuncture", 6)}


def test_the_therapy_of_the_patients_mother_is_not_counted() -> None:
    text = "Family Psychiatric Hx\nMother attended 20 sessions of psychotherapy."
    assert facts_of(text, DocumentType.THERAPY_NOTE, FactKind.TREATMENT_RECEIVED) == []


def test_a_service_on_a_form_takes_its_number_from_the_labelled_line_below() -> None:
    text = "Service requested: Acupuncture, left knee.\nFrequency/duration: 2 x week x 4 weeks."
    fact = only(text, FactKind.PLANNED_TREATMENT, "acupuncture", DocumentType.RFA)
    assert fact.value == 8


def test_a_therapist_is_known_by_the_papers_signed() -> None:
    told = "History:\nTherapy with Dr. Oyelowo helped; she has used six of six sessions."
    pages = (
        Page(file="a.pdf", number=1, text="Mood better."),
        Page(file="a.pdf", number=2, text=told),
    )
    kinds = (DocumentType.THERAPY_NOTE, DocumentType.PROGRESS_REPORT)
    documents = tuple(
        Document(file="a.pdf", pages=(n, n), type=kind, date=VISIT, author=author)
        for n, kind, author in zip((1, 2), kinds, ("Ada Oyelowo, PsyD", "Lee Ham, MD"), strict=True)
    )
    found = find_facts(CaseFile(pages=pages, documents=documents))
    had = [f for f in found if f.kind is FactKind.TREATMENT_RECEIVED and f.place.page == 2]
    assert [(f.concept, f.value) for f in had] == [("cognitive-behavioral-psychotherapy", 6)]


def test_a_frequency_that_a_scan_shows_as_letters_is_multiplied_out() -> None:
    text = "Diagnosis  Service\nMDD  Cognitive behavioral therapy  lxiweek x 4 weeks"
    page = Page(file="rfa.pdf", number=1, text=text, scanned=True)
    document = Document(file="rfa.pdf", pages=(1, 1), type=DocumentType.RFA, date=VISIT)
    found = find_facts(CaseFile(pages=(page,), documents=(document,)))
    assert [f.value for f in found if f.kind is FactKind.PLANNED_TREATMENT] == [4]


def test_a_running_head_on_the_next_page_is_no_event() -> None:
    pages = (
        Page(file="q.pdf", number=1, text="HISTORY OF INJURY\nShe slipped on a wet floor at work."),
        Page(file="q.pdf", number=2, text="RE: Ada Quist QME February 11, 2016 Page 2\nDISCUSSION"),
    )
    kind = DocumentType.MEDICAL_LEGAL_REPORT
    document = Document(file="q.pdf", pages=(1, 2), type=kind, date=VISIT)
    found = find_facts(CaseFile(pages=pages, documents=(document,)))
    assert {fact.place.page for fact in found if fact.kind is FactKind.HISTORY} == {1}


def test_the_same_medicine_is_unchanged_and_no_answer_to_the_treatment_before() -> None:
    text = "Subjective:\nHad 8 visits of acupuncture. Using the same tramadol 50 mg TID."
    found = facts_of(text, of=FactKind.FUNCTIONAL_IMPROVEMENT)
    assert [fact.concept for fact in found] == ["medication-unchanged"]


@pytest.mark.parametrize(
    ("words", "concept"),
    [
        ("Modified duty, 25 lb limit, reduced from 10 lb restriction.", "restrictions-reduced"),
        ("Lifting limit was raised from 10 to 25 pounds.", "restrictions-reduced"),
    ],
)
def test_a_limit_that_was_eased_is_reduced(words: str, concept: str) -> None:
    assert only(f"Work status:\n{words}", FactKind.WORK_STATUS, concept)


def test_a_row_of_a_request_form_takes_its_quantity_from_the_last_column() -> None:
    text = "Neck pain  M54.2  Chiropractic  98940  2/week  3 weeks  6"
    fact = only(text, FactKind.PLANNED_TREATMENT, "manual-therapy-manipulation", DocumentType.RFA)
    assert fact.value == 6


def test_a_discharge_summary_counts_what_was_attended_and_the_last_score() -> None:
    text = "Attended 8/8. NDI 34% at eval, 32% at D/C."
    kind = DocumentType.PHYSICAL_THERAPY_NOTE
    assert only(text, FactKind.TREATMENT_RECEIVED, "physical-medicine", kind).value == 8
    assert only(text, FactKind.TEST_SCORE, "ndi", kind).value == 32


def test_a_medicine_that_cannot_be_taken_is_not_tolerated() -> None:
    text = "Subjective:\nShe cannot take NSAIDs because of a gastric ulcer."
    assert only(text, FactKind.HISTORY, "medication-intolerance")

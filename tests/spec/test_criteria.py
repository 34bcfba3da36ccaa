"""How the criteria of a treatment are weighed: met, not met, or not documented."""

import datetime as dt

import pytest

from openimr.guidelines.criterion import Outcome, Phase
from openimr.guidelines.engine import Verdict, Weighed, weigh
from openimr.guidelines.load import shipped_pack
from openimr.guidelines.match import match_topic
from openimr.guidelines.model import Passage
from openimr.guidelines.question import Companion, Question
from openimr.vocabulary.fact import Assertion, Fact, FactKind
from openimr.vocabulary.places import PageSpan
from openimr.vocabulary.request import TreatmentRequest

ASKED_ON = dt.date(2015, 10, 8)
CBT = "cognitive-behavioral-psychotherapy"
CHIRO = "manual-therapy-manipulation"
PT = "physical-medicine"


def fact(kind, concept=None, **more):
    words = more.pop("quote", f"{kind} {concept}")
    return Fact(
        kind=FactKind(kind),
        concept=concept,
        statement=words,
        quote=words,
        assertion=Assertion(more.pop("assertion", "present")),
        place=PageSpan(file="notes.pdf", page=1, start=0, end=len(words)),
        date=more.pop("date", dt.date(2015, 10, 1)),
        **more,
    )


def given(topic, sessions, **more):
    if "quote" not in more and sessions:
        more["quote"] = f"completed {sessions} sessions"
    return fact("treatment_received", topic, value=sessions, unit="sessions", **more)


AT_WORK = fact("work_status", "working-modified")
OFF_WORK = fact("work_status", "off-work")
UNCHANGED = fact("work_status", "restrictions-unchanged")
DEPRESSED = fact("symptom", "depression", quote="depressed mood")


def gain(topic):
    return fact("functional_improvement", "daily-activities-gain", about=topic)


def no_gain(topic):
    return fact("functional_improvement", "no-functional-change", about=topic)


def ask(text, facts=(), *, asked=None, on=ASKED_ON, nearest=(), **more) -> Weighed:
    pack = shipped_pack()
    question = Question(
        topic=match_topic(text, pack),
        text=text,
        request=TreatmentRequest(
            quantity=asked, unit="sessions", body_parts=more.pop("body_parts", ())
        ),
        asked_on=on,
        facts=tuple(facts),
        **more,
    )
    return weigh(question, pack, lambda words: nearest)


def outcome(weighed, criterion):
    return next(e.outcome for e in weighed.evaluations if e.criterion.id == criterion)


def evaluation(weighed, criterion):
    return next(e for e in weighed.evaluations if e.criterion.id == criterion)


# --- Psychotherapy -------------------------------------------------------------------------


def test_a_first_course_of_psychotherapy_within_the_trial_is_necessary():
    weighed = ask("Initial psychotherapy, 4 sessions", [DEPRESSED], asked=4)
    assert weighed.verdict is Verdict.NECESSARY


def test_a_first_course_beyond_the_trial_is_not_necessary_and_the_sum_says_why():
    never = given(CBT, 0, assertion="absent")
    weighed = ask("Psychotherapy x 12", [DEPRESSED, never], asked=12, certified=4)
    assert weighed.verdict is Verdict.NOT_NECESSARY
    assert evaluation(weighed, "initial-trial").arithmetic == (
        "asked 12 (utilization review allowed 4), had 0, guideline 3 to 4 for a first course: "
        "12 exceeds 4"
    )


def test_an_open_ended_request_is_not_necessary():
    weighed = ask("Continue psychotherapy until permanent and stationary", [DEPRESSED])
    assert outcome(weighed, "quantity-and-duration") is Outcome.NOT_MET
    assert weighed.verdict is Verdict.NOT_NECESSARY


def test_work_kept_and_daily_activities_regained_are_functional_improvement():
    facts = [DEPRESSED, given(CBT, 4), gain(CBT), AT_WORK]
    weighed = ask("Additional CBT, 8 sessions", facts, asked=8)
    assert outcome(weighed, "functional-improvement") is Outcome.MET
    assert "8 lies within 10, 12 in all" in evaluation(weighed, "visits-after-trial").arithmetic
    assert weighed.verdict is Verdict.NECESSARY


def test_feeling_better_without_a_measure_is_not_documented_improvement():
    better = fact("functional_improvement", "subjective-improvement", about=CBT)
    facts = [DEPRESSED, given(CBT, 6), better, AT_WORK]
    passage = Passage(place=better.place, quote=better.quote)
    weighed = ask("CBT, 6 more sessions", facts, asked=6, nearest=(passage,))
    answer = evaluation(weighed, "functional-improvement")
    assert answer.outcome is Outcome.NOT_DOCUMENTED
    assert answer.searched
    assert answer.nearest == (passage,)
    assert weighed.verdict is Verdict.NOT_NECESSARY


@pytest.mark.parametrize(("asked", "had", "fits"), [(8, 4, True), (12, 4, False), (6, 10, False)])
def test_sessions_after_the_trial_are_counted_against_six_to_ten(asked, had, fits):
    facts = [DEPRESSED, given(CBT, had), gain(CBT), AT_WORK]
    weighed = ask("Additional CBT", facts, asked=asked)
    assert (weighed.verdict is Verdict.NECESSARY) is fits


def test_a_gain_told_just_after_a_treatment_answers_to_it():
    treated = given(CBT, 6, quote="Completed 6 sessions of psychotherapy.")
    cooking = fact("functional_improvement", "daily-activities-gain", quote="He cooks again.")
    weighed = ask("Additional CBT, 6 sessions", [DEPRESSED, treated, cooking, AT_WORK], asked=6)
    assert outcome(weighed, "functional-improvement") is Outcome.MET


def test_the_figures_of_a_day_count_no_visits():
    ended = given("acupuncture", 6, quote="Acupuncture ended 6/25, relief wore off.")
    weighed = ask("Acupuncture, 8 more", [ended, OFF_WORK], asked=8)
    assert weighed.course.visits is None
    assert outcome(weighed, "prior-visits-known") is Outcome.NOT_DOCUMENTED


def test_care_denied_or_only_asked_for_is_not_care_given():
    not_yet = fact("treatment_received", CBT, quote="Has not yet tried psychotherapy.")
    asked_for = given(CBT, 6, quote="Six more sessions of CBT are recommended.")
    weighed = ask("Psychotherapy x 12", [DEPRESSED, not_yet, asked_for], asked=12)
    assert weighed.course.phase is Phase.FIRST


# --- Biofeedback ---------------------------------------------------------------------------


def test_biofeedback_stands_inside_a_program_of_therapy_and_matches_its_sessions():
    companion = Companion(topic=CBT, asked=12, certified=6)
    never = given("biofeedback", 0, assertion="absent")
    weighed = ask("Biofeedback x 6", [never], asked=6, certified=4, companions=(companion,))
    assert weighed.verdict is Verdict.NECESSARY
    assert "6 matches 6" in evaluation(weighed, "within-cbt-programme").arithmetic


def test_an_unverified_value_is_shown_but_never_decides():
    companion = Companion(topic=CBT, asked=12, certified=6)
    never = given("biofeedback", 0, assertion="absent")
    weighed = ask("Biofeedback x 6", [never], asked=6, companions=(companion,))
    trial = evaluation(weighed, "initial-trial")
    assert trial.outcome is Outcome.NOT_MET
    assert not trial.criterion.deciding
    assert weighed.verdict is Verdict.NECESSARY


def test_biofeedback_alone_is_not_necessary():
    never = given("biofeedback", 0, assertion="absent")
    assert ask("Biofeedback x 6", [never], asked=6).verdict is Verdict.NOT_NECESSARY


def test_more_biofeedback_than_therapy_is_not_necessary():
    allowed = fact("treatment_received", CBT, value=4, unit="sessions authorized")
    never = given("biofeedback", 0, assertion="absent")
    assert ask("Biofeedback x 8", [never, allowed], asked=8).verdict is Verdict.NOT_NECESSARY


# --- Manual therapy ------------------------------------------------------------------------


def test_back_at_work_with_home_exercises_known_means_self_directed_care():
    facts = [
        given(CHIRO, 6),
        no_gain(CHIRO),
        AT_WORK,
        fact("functional_status", "independent-home-exercise"),
        fact("exam_finding", "motor-normal"),
        fact("diagnosis", "myalgia", value="M79.1", quote="myalgia"),
    ]
    weighed = ask("Chiropractic, additional 8 visits", facts, asked=8, body_parts=("neck",))
    assert outcome(weighed, "supervised-care-still-needed") is Outcome.NOT_MET
    assert outcome(weighed, "flare-up") is Outcome.NOT_MET
    assert "14 exceeds 10" in evaluation(weighed, "visits-for-diagnosis").arithmetic
    assert weighed.verdict is Verdict.NOT_NECESSARY


def test_measured_gain_and_work_carry_a_further_course_within_eighteen_visits():
    facts = [given(CHIRO, 6), gain(CHIRO), AT_WORK]
    weighed = ask("Additional chiropractic 6 visits", facts, asked=6, body_parts=("low back",))
    assert weighed.verdict is Verdict.NECESSARY


def test_manipulation_of_the_knee_is_not_recommended():
    weighed = ask("Initial chiropractic x 6", asked=6, body_parts=("left knee",))
    assert outcome(weighed, "body-part-covered") is Outcome.NOT_MET


def test_off_work_with_unchanged_restrictions_is_no_functional_improvement():
    facts = [given(CHIRO, None), OFF_WORK, UNCHANGED]
    weighed = ask("Chiropractic 2x/week for 1 month", facts, asked=8, body_parts=("low back",))
    assert outcome(weighed, "functional-improvement") is Outcome.NOT_MET
    assert outcome(weighed, "return-to-work") is Outcome.NOT_MET
    assert outcome(weighed, "prior-visits-known") is Outcome.NOT_DOCUMENTED


# --- Physical medicine ---------------------------------------------------------------------


def test_a_first_course_of_six_visits_is_necessary():
    never = given(PT, 0, assertion="absent")
    weighed = ask("Physical therapy 3 x 2", [never], asked=6, on=dt.date(2017, 1, 9))
    assert weighed.verdict is Verdict.NECESSARY


def test_prior_and_requested_visits_are_added_against_the_diagnosis():
    facts = [given(PT, 8), gain(PT), AT_WORK, fact("diagnosis", value="729.1", quote="myalgia")]
    weighed = ask("PT x 6", facts, asked=6)
    assert "14 exceeds 10" in evaluation(weighed, "visits-for-diagnosis").arithmetic


@pytest.mark.parametrize(("day", "visits"), [("2015-05-01", 24), ("2017-01-05", 26)])
def test_the_edition_of_the_day_gives_the_number(day, visits):
    crps = fact("diagnosis", quote="CRPS of the right hand")
    facts = [given(PT, 2), crps]
    weighed = ask("Additional physical therapy", facts, asked=8, on=dt.date.fromisoformat(day))
    assert f"guideline {visits} over 16 weeks" in (
        evaluation(weighed, "visits-for-diagnosis").arithmetic
    )


def test_the_statute_caps_visits_for_injuries_from_2004_on():
    facts = [given(PT, 20), gain(PT), AT_WORK]
    recent = ask("Additional PT", facts, asked=6, date_of_injury=dt.date(2010, 1, 1))
    old = ask("Additional PT", facts, asked=6, date_of_injury=dt.date(1999, 1, 1))
    assert outcome(recent, "statutory-cap") is Outcome.NOT_MET
    assert all(e.criterion.id != "statutory-cap" for e in old.evaluations)


# --- Acupuncture ---------------------------------------------------------------------------


def test_a_first_course_of_acupuncture_beside_physical_therapy_is_necessary():
    never = given("acupuncture", 0, assertion="absent")
    therapy = given(PT, 4)
    assert ask("Acupuncture 3x2", [never, therapy], asked=6).verdict is Verdict.NECESSARY


def test_a_first_course_without_a_recognized_use_is_not_necessary():
    never = given("acupuncture", 0, assertion="absent")
    weighed = ask("Acupuncture 6", [never], asked=6)
    assert outcome(weighed, "recognized-use") is Outcome.NOT_DOCUMENTED
    assert weighed.verdict is Verdict.NOT_NECESSARY


def test_reduced_work_restrictions_extend_acupuncture():
    reduced = fact("functional_improvement", "work-restrictions-reduced", about="acupuncture")
    facts = [given("acupuncture", 4), reduced, AT_WORK]
    assert ask("Acupuncture, 6 more", facts, asked=6).verdict is Verdict.NECESSARY


# --- What came before ----------------------------------------------------------------------


def test_an_unknown_earlier_course_leaves_a_small_request_open_and_says_what_is_missing():
    weighed = ask("Psychotherapy, 4 sessions", [DEPRESSED], asked=4)
    assert weighed.course.phase is Phase.UNKNOWN
    assert weighed.verdict is Verdict.OPEN
    assert "given before" in weighed.missing[0]


def test_an_unknown_earlier_course_does_not_matter_when_both_ways_refuse():
    weighed = ask("Psychotherapy, 12 sessions", [DEPRESSED], asked=12)
    assert weighed.verdict is Verdict.NOT_NECESSARY


def test_authorised_sessions_are_not_sessions_given():
    allowed = fact("treatment_received", CBT, value=6, unit="sessions authorized")
    weighed = ask("Psychotherapy, 4 sessions", [DEPRESSED, allowed], asked=4)
    assert weighed.course.phase is Phase.UNKNOWN


def test_authorised_sessions_that_the_record_answers_to_were_given():
    allowed = fact(
        "treatment_received", CBT, value=4, unit="sessions authorized", quote="4 visits approved"
    )
    weighed = ask("Psychotherapy, 6 sessions", [DEPRESSED, allowed, gain(CBT), AT_WORK], asked=6)
    assert weighed.course.visits == 4
    assert weighed.verdict is Verdict.NECESSARY


def test_sessions_after_the_request_do_not_count_as_earlier_ones():
    later = given(CBT, 6, date=dt.date(2015, 11, 2))
    earlier = given(CBT, 4, date=dt.date(2015, 9, 30))
    weighed = ask("Additional CBT", [DEPRESSED, earlier, later], asked=6)
    assert weighed.course.visits == 4


def test_the_remaining_part_of_a_request_is_counted_with_what_was_allowed():
    never = given(CBT, 0, assertion="absent")
    weighed = ask("Remaining psychotherapy, 6 sessions", [DEPRESSED, never], asked=6, certified=6)
    assert "asked 12" in evaluation(weighed, "initial-trial").arithmetic
    assert weighed.verdict is Verdict.NOT_NECESSARY


# --- Which topic ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("Chiropractic PT Additional 8 Sessions Qty 8", CHIRO),
        ("Outpatient chiro manipulative tx w/ modalities 2x4", CHIRO),
        ("PT 2x6 lumbar spine", PT),
        ("Occupational/hand therapy 12 visits", PT),
        ("Counseling sessions for coping skills", CBT),
        ("COGNITIVE BEHAVIOURAL THERAPY X 12", CBT),
        ("Individual psychotherapy with biofeedback", CBT),
        ("EMG biofeedback six sessions", "biofeedback"),
        ("Electro-acupuncture 2 x 3", "acupuncture"),
        ("MRI lumbar spine after physical therapy", "mri-lumbar-spine"),
        ("TENS unit for use with physical therapy", "tens-electrical-stimulation"),
        ("Post-operative physical therapy 12 visits", "postsurgical-physical-medicine"),
        ("Norco 10/325 mg #90", "opioids-chronic"),
        ("Hyperbaric oxygen, 10 sessions", None),
    ],
)
def test_the_treatment_asked_for_finds_its_topic(text, topic):
    found = match_topic(text, shipped_pack())
    assert (found.id if found else None) == topic


def test_the_number_for_a_diagnosis_is_that_of_the_body_part_asked_for():
    neck = fact("diagnosis", "cervical-strain", quote="Neck sprain", value="847.0")
    shoulder = fact("diagnosis", "myositis", quote="Myositis, right shoulder", value="729.1")
    weighed = ask("PT right shoulder", [neck, shoulder], asked=6, body_parts=("right shoulder",))
    sums = [e.arithmetic for e in weighed.evaluations if e.arithmetic]
    assert any("myalgia and myositis" in one for one in sums)
    assert not any("neck" in one for one in sums)

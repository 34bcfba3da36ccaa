"""Where a request stands in the course of its treatment: what was had before, by the record."""

import datetime as dt
from pathlib import Path

import pytest
import yaml

from openimr.application.request import parse_request
from openimr.casefile.facts import find_facts
from openimr.casefile.model import CaseFile, Document, DocumentType, Page
from openimr.guidelines import packs
from openimr.guidelines.course import course_of
from openimr.guidelines.criterion import Outcome, Phase
from openimr.guidelines.engine import weigh
from openimr.guidelines.load import shipped_pack
from openimr.guidelines.match import match_topic
from openimr.guidelines.question import Question
from openimr.guidelines.record import Record

VISIT = dt.date(2015, 9, 14)
ASKED = dt.date(2015, 9, 21)
SELF_CARE = {"home-exercise"}
"""What a worker does alone is asked of nobody."""
LOOKED_FOR_BY_GROUNDS = {"imaging", "surgery"}
"""Earlier studies and operations are looked for by the grounds of each topic."""


def noted(note, request, **more):
    """A request on a record of one progress report."""
    pack = shipped_pack()
    topic = match_topic(request, pack)
    report = Document(file="n.pdf", pages=(1, 1), type=DocumentType.PROGRESS_REPORT, date=VISIT)
    page = Page(file="n.pdf", number=1, text=note)
    facts = find_facts(CaseFile(pages=(page,), documents=(report,)), topic.grounds)
    return Question(
        topic=topic,
        text=request,
        request=parse_request(request),
        asked_on=more.pop("on", ASKED),
        facts=facts,
        **more,
    )


def course(note, request, **more):
    question = noted(note, request, **more)
    return course_of(question, Record(question.facts))


def judged(note, request, **more):
    return weigh(noted(note, request, **more), shipped_pack(), lambda words: ())


# --- One name for one treatment ------------------------------------------------------------


def test_every_treatment_that_facts_name_belongs_to_a_topic():
    """The facts' own words for treatments, and those that a topic says the record uses."""
    folder = Path(packs.__path__[0]).parents[1] / "casefile" / "vocabularies"
    codes = set(yaml.safe_load((folder / "treatments.yaml").read_text(encoding="utf-8")))
    topics = shipped_pack().topics
    known = {t.id for t in topics} | {r.treatment for t in topics for r in t.recorded_as}
    assert codes - known == SELF_CARE | LOOKED_FOR_BY_GROUNDS
    assert {r.treatment for t in topics for r in t.recorded_as} <= codes


@pytest.mark.parametrize(
    ("note", "request_", "visits"),
    [
        ("He completed 10 sessions of work hardening.", "Work conditioning 10 more sessions", 10),
        ("She attended 12 sessions of massage therapy.", "Massage therapy x 6", 12),
        ("Received 3 trigger point injections on 8/1/15.", "Trigger point injections x 4", None),
        ("She had a cortisone injection in March.", "Cortisone injection", None),
        ("He received a series of Synvisc injections in 2014.", "Synvisc injection", None),
        ("He had 3 sessions of ESWT.", "Extracorporeal shockwave therapy, 3 sessions", 3),
        ("She underwent a stellate ganglion block on 7/2/15.", "Stellate ganglion block", None),
        ("He completed a functional restoration program in 2014.", "Functional restoration", None),
        ("Underwent medial branch blocks in May.", "Medial branch block L4-5 L5-S1", None),
        ("She used a TENS unit in therapy, which helped.", "TENS unit purchase", None),
        ("He had an H-wave unit for 30 days at home.", "H-wave unit purchase", None),
        ("She has had psychological testing in 2014.", "Psychological evaluation", None),
    ],
)
def test_an_earlier_course_is_seen_by_the_name_the_record_gives_it(note, request_, visits):
    found = course(note, request_)
    assert found.phase is Phase.FURTHER
    assert found.visits == visits


@pytest.mark.parametrize(
    ("note", "request_"),
    [
        ("He had an H-wave unit for 30 days at home.", "TENS unit purchase"),
        ("She had a cortisone injection in March.", "Synvisc injection"),
        ("He received Synvisc injections in 2014.", "PRP injection, elbow"),
        ("She underwent an occipital nerve block.", "Stellate ganglion block"),
        ("He has used a knee brace since May.", "Lumbar support brace"),
    ],
)
def test_a_like_treatment_of_another_topic_is_no_earlier_course(note, request_):
    assert course(note, request_).phase is not Phase.FURTHER


def test_what_a_treatment_brought_is_seen_by_the_name_the_record_gives_it():
    note = "After 10 sessions of work hardening he lifts 40 pounds again and is back to full duty."
    question = noted(note, "Work hardening, 10 more sessions")
    assert Record(question.facts).responses(question.topic)


def test_therapy_after_an_operation_counts_visits_since_then():
    note = "Before surgery he had 8 PT visits. He has completed 6 post-operative PT visits."
    found = course(note, "Post-op physical therapy 2x6, right shoulder")
    assert found.visits == 6


# --- No treatment before -------------------------------------------------------------------


@pytest.mark.parametrize(
    "note",
    [
        "No therapy so far.",
        "She has had no treatment to date.",
        "The applicant has not received any treatment yet.",
        "He has not had any conservative care for this injury.",
        "To date there has been no treatment.",
        "He denies any prior treatment.",
        "So far he has received no care.",
        "She has never had any physical treatment.",
        "No prior treatment.",
        "Therapy has not been started.",
    ],
)
@pytest.mark.parametrize("request_", ["Acupuncture x 6", "Chiropractic 6 visits, neck", "PT 2x3"])
def test_a_record_of_no_treatment_at_all_tells_a_first_course(note, request_):
    found = course(note, request_)
    assert (found.phase, found.visits) == (Phase.FIRST, 0)


@pytest.mark.parametrize(
    "note",
    [
        "No treatment was given today.",
        "No therapy notes were available.",
        "No further treatment is planned.",
        "She has had no treatment of the left knee so far.",
    ],
)
def test_other_words_on_no_treatment_tell_nothing_of_the_course(note):
    assert course(note, "Acupuncture 6 visits, neck").phase is Phase.UNKNOWN


@pytest.mark.parametrize(
    "note",
    [
        "He has not been to therapy.",
        "She has had zero physical therapy visits.",
        "Treated with rest, ice and ibuprofen only.",
        "Conservative treatment so far: medications only.",
        "There has been no formal PT.",
        "No PT to date.",
        "PT: none",
        "This will be his first course of PT.",
        "He did not receive any therapy after the accident.",
        "Physical therapy was ordered but never attended.",
        "No history of physical therapy for this injury.",
        "No rehab so far.",
    ],
)
def test_a_record_that_denies_the_treatment_asked_for_tells_a_first_course(note):
    found = course(note, "Physical therapy 2x3, low back")
    assert (found.phase, found.visits) == (Phase.FIRST, 0)


@pytest.mark.parametrize(
    ("request_", "note"),
    [
        ("Acupuncture x 6", "He has never tried acupuncture."),
        ("Chiropractic x 6", "This would be her first trial of chiropractic care."),
        ("Psychotherapy x 4", "There has been no counseling or psychotherapy to date."),
        ("Biofeedback x 6", "Biofeedback has not been tried."),
        ("Aquatic therapy x 6", "No prior aquatic therapy."),
        ("Massage therapy x 4", "She has not had any massage."),
    ],
)
def test_every_treatment_had_in_visits_can_be_denied(request_, note):
    assert course(note, request_).phase is Phase.FIRST


@pytest.mark.parametrize(
    "note",
    [
        "No physical therapy today because of the holiday. He completed 6 PT visits in July.",
        "No PT notes were available. He attended PT in July.",
    ],
)
def test_a_visit_left_out_or_notes_that_lack_deny_nothing(note):
    assert course(note, "Physical therapy 2x3, low back").phase is Phase.FURTHER


def test_a_list_of_the_treatment_denies_what_it_leaves_out():
    note = "Relevant treatments have included: physical therapy, work restrictions and medications."
    assert course(note, "Acupuncture 3x2, neck").phase is Phase.FIRST
    assert course(note, "Physical therapy 2x3, neck").phase is Phase.FURTHER


def test_a_course_on_record_outweighs_a_general_denial():
    note = "No treatment so far has lasted. She completed 6 acupuncture visits in July."
    assert course(note, "Acupuncture x 6").phase is Phase.FURTHER


# --- By body part --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("note", "request_"),
    [
        ("He completed 12 chiropractic visits for the knee.", "Chiropractic 6 visits, neck"),
        ("12 visits of PT to the right shoulder were completed.", "PT 6 visits, low back"),
        ("She attended 8 acupuncture sessions for the wrist.", "Acupuncture x 6, cervical spine"),
        ("He completed 10 PT visits for the left knee.", "PT 2x3, right knee"),
        ("She had a lumbar epidural injection in 2014.", "Cervical epidural injection C5-6"),
    ],
)
def test_care_of_another_part_is_no_earlier_course_of_this_one(note, request_):
    found = course(note, request_)
    assert (found.phase, found.visits) == (Phase.FIRST, 0)


@pytest.mark.parametrize(
    ("note", "request_", "visits"),
    [
        ("She completed 12 visits of PT.", "PT 6 visits, low back", 12),
        ("Completed 8 PT visits for neck and low back.", "PT 6 visits, L/S", 8),
        ("Completed 8 visits of hand therapy.", "Occupational therapy 2x3, right wrist", 8),
        ("Completed 6 chiropractic visits for C/S.", "Chiro 6 visits neck", 6),
        ("He had 9 PT visits for sciatica.", "PT lumbar 1x6", 9),
    ],
)
def test_care_of_the_same_part_by_any_name_counts(note, request_, visits):
    assert course(note, request_).visits == visits


def test_the_statute_counts_visits_for_every_part():
    note = "He completed 20 chiropractic visits for the knee."
    weighed = judged(note, "Chiropractic 6 visits, neck", date_of_injury=dt.date(2014, 1, 5))
    cap = next(e for e in weighed.evaluations if e.criterion.id == "statutory-cap")
    assert cap.outcome is Outcome.NOT_MET
    assert "20 elsewhere" in cap.arithmetic
    assert cap.facts

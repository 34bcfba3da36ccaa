"""Partly certified, retrospective, duplicate, open-ended, vague and compound requests."""

import datetime as dt

import msgspec
import pytest

from openimr.application.request import parse_request
from openimr.casefile.facts import find_facts
from openimr.casefile.model import CaseFile, Document, DocumentType, Page
from openimr.guidelines.course import course_of
from openimr.guidelines.criterion import Outcome, Phase
from openimr.guidelines.engine import Verdict, weigh
from openimr.guidelines.load import shipped_pack
from openimr.guidelines.match import match_topic
from openimr.guidelines.question import Companion, Question
from openimr.guidelines.record import Record

ASKED = dt.date(2015, 10, 8)


def asked(text, *notes, kind=DocumentType.PROGRESS_REPORT, **more):
    """A request on notes, each text or (day, text)."""
    dated = [(dt.date(2015, 10, 1), note) if isinstance(note, str) else note for note in notes]
    topic = match_topic(text, shipped_pack())
    reports = [
        Document(file=f"{n}.pdf", pages=(1, 1), type=kind, date=day)
        for n, (day, _) in enumerate(dated)
    ]
    pages = [Page(file=f"{n}.pdf", number=1, text=note) for n, (_, note) in enumerate(dated)]
    case_file = CaseFile(pages=tuple(pages), documents=tuple(reports))
    return Question(
        topic=topic,
        text=text,
        request=parse_request(text),
        asked_on=more.pop("on", ASKED),
        facts=find_facts(case_file, topic.grounds),
        **more,
    )


def judged(text, *notes, **more):
    return weigh(asked(text, *notes, **more), shipped_pack(), lambda words: ())


def evaluation(weighed, criterion):
    return next(e for e in weighed.evaluations if e.criterion.id == criterion)


# --- Partly certified ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "certified", "whole"),
    [
        ("Physical therapy, 12 visits, low back", 6, 12),
        ("Physical therapy: remaining 6 visits of the 12 requested", 6, 12),
        ("PT 6 visits, the balance of the request", 6, 12),
        ("Acupuncture, 4 visits not certified", 4, 8),
        (
            "Physical therapy 2 times a week for 6 weeks (12) was the original request. 4 visits "
            "were authorized by the Claims Administrator. The remaining IMR eligible portion of "
            "the original request, physical therapy 8 visits is",
            None,
            12,
        ),
        (
            "Physical therapy 12 visits was the original request. The Claims Administrator "
            "authorized 6 visits, leaving the original request IMR eligible. The original "
            "request, physical therapy 12 visits is",
            6,
            12,
        ),
    ],
)
def test_the_whole_course_counts_whether_all_of_it_or_the_rest_is_in_dispute(
    text, certified, whole
):
    assert asked(text, certified=certified).asked == whole


def test_the_rest_of_a_first_course_beyond_the_trial_is_not_necessary():
    weighed = judged("Acupuncture, remaining 6 visits", "No acupuncture so far.", certified=6)
    trial = evaluation(weighed, "initial-trial")
    assert trial.outcome is Outcome.NOT_MET
    assert "asked 12" in trial.arithmetic


def test_the_rest_of_a_supply_counts_with_what_was_allowed():
    text = "Cyclobenzaprine 7.5 mg #18, the remaining portion"
    assert asked(text, certified=42).quantity == 60


# --- Retrospective -------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "Retrospective acupuncture x 6 (DOS 7/6/15)",
        "Retro request: acupuncture 6 visits, date of service 07/06/2015",
        "Acupuncture 6 visits performed 7/6/2015 - retrospective",
        "Retrospective acupuncture, 6 visits, per 7/6/2015 order",
        "Retrospective review of acupuncture x6, dates of service: 07/06/15 - 08/03/15",
    ],
)
def test_a_retrospective_request_looks_back_from_the_day_of_service(text):
    note = (dt.date(2015, 9, 1), "She completed 6 acupuncture visits.")
    question = asked(text, note)
    assert question.day_of_care == dt.date(2015, 7, 6)
    assert course_of(question, Record(question.facts)).phase is not Phase.FIRST
    earlier = asked(text, (dt.date(2015, 5, 1), "She completed 4 acupuncture visits."))
    assert course_of(earlier, Record(earlier.facts)).visits == 4


def test_a_request_for_the_future_has_no_day_of_service():
    assert asked("Acupuncture x 6, last seen on 7/6/15").day_of_care == ASKED


def test_days_since_the_injury_are_those_to_the_service():
    text = "Retrospective Norco 5/325 #20 for acute fracture, dispensed 8/3/2016"
    question = asked(text, on=dt.date(2017, 2, 1), date_of_injury=dt.date(2016, 8, 1))
    weighed = weigh(question, shipped_pack(), lambda words: ())
    assert evaluation(weighed, "within-three-months").outcome is Outcome.MET


# --- Already allowed -----------------------------------------------------------------------

LETTER = "We authorize 6 visits of acupuncture for the low back."


def duplicate(text, *notes, **more):
    return evaluation(judged(text, *notes, **more), "not-already-authorized").outcome


def test_what_the_payer_allowed_lately_and_was_not_used_is_a_duplicate():
    letter = (dt.date(2015, 9, 20), LETTER)
    kind = DocumentType.CORRESPONDENCE
    assert duplicate("Acupuncture x 6, low back", letter, kind=kind) is Outcome.NOT_MET
    assert duplicate("Acupuncture x 8, low back", letter, kind=kind) is Outcome.MET
    assert duplicate("Acupuncture, 6 more visits", letter, kind=kind) is Outcome.MET
    old = (dt.date(2015, 2, 20), LETTER)
    assert duplicate("Acupuncture x 6, low back", old, kind=kind) is Outcome.MET
    assert duplicate("Acupuncture x 6, right shoulder", letter, kind=kind) is Outcome.MET


def test_what_was_allowed_and_not_begun_is_a_duplicate_by_a_note_too():
    letter = "Physical therapy 6 visits for the right shoulder is authorized."
    question = asked("PT 2x3, right shoulder", letter, kind=DocumentType.CORRESPONDENCE)
    begun = asked("PT 2x3, right shoulder", "Right shoulder sprain. PT not started.")
    both = msgspec.structs.replace(question, facts=(*question.facts, *begun.facts))
    weighed = weigh(both, shipped_pack(), lambda words: ())
    assert weighed.verdict is Verdict.NOT_NECESSARY


def test_one_request_twice_of_which_one_was_allowed_is_a_duplicate():
    allowed = Companion(topic="acupuncture", text="ACUPUNCTURE X 6.", approved=True)
    other = Companion(topic="acupuncture", text="Acupuncture x 8", approved=True)
    assert duplicate("Acupuncture x 6", companions=(allowed,)) is Outcome.NOT_MET
    assert duplicate("Acupuncture x 6", companions=(other,)) is Outcome.MET


# --- Open-ended and vague ------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "physical therapy",
        "PT evaluate and treat",
        "Physical therapy eval & tx, low back",
        "Chiropractic care until P&S",
        "Acupuncture as needed",
        "Ongoing psychotherapy",
        "CBT weekly",
        "PT 3x/wk",
        "Chiro 2 x/week for the neck",
        "Physical therapy x 1 year",
        "Acupuncture 1x/month ongoing",
        "Massage therapy, indefinitely",
        "Continue chiropractic",
    ],
)
def test_a_request_without_a_number_is_not_definite(text):
    weighed = judged(text)
    assert evaluation(weighed, "quantity-and-duration").outcome is Outcome.NOT_MET


def test_a_vague_request_for_therapy_is_not_necessary_as_worded():
    assert judged("PT evaluate and treat").verdict is Verdict.NOT_NECESSARY


@pytest.mark.parametrize(
    ("text", "most"),
    [
        ("PT 2-3x/week x 4-6 weeks", 18),
        ("12-18 PT sessions", 18),
        ("Acupuncture 1 to 2 times a week for 4 to 6 weeks", 12),
        ("Chiropractic 6 to 8 visits", 8),
        ("Physical therapy two to three times per week for six weeks", 18),
        ("PT 1-2 x week x 1 month", 8),
    ],
)
def test_of_a_range_the_most_counts(text, most):
    assert asked(text).asked == most
    weighed = judged(text)
    assert evaluation(weighed, "quantity-and-duration").outcome is Outcome.MET


@pytest.mark.parametrize(
    ("text", "visits"),
    [
        ("Chiropractic 6 more, low back", 6),
        ("Acupuncture, six additional", 6),
        ("PT 4 more", 4),
        ("Physical therapy, 2 more weeks", None),
    ],
)
def test_so_many_more_are_visits(text, visits):
    assert asked(text).asked == visits


# --- Compounds -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "FCL (flurbiprofen 20%, cyclobenzaprine 2%, lidocaine 5%) 240 g",
        "Ketoprofen/gabapentin cream 120 gm",
        "Gabapentin 10% amitriptyline 10% bupivacaine 5% in cream base 240 gms",
        "Topical compound: baclofen 2%, diclofenac 3%",
        "Cyclobenzaprine 10% cream",
        "HNPC1 (amitriptyline/gabapentin/bupivacaine) 240 g",
    ],
)
def test_a_mixture_falls_with_one_drug_that_is_not_supported(text):
    weighed = judged(text, "Naproxen and gabapentin by mouth failed.")
    assert evaluation(weighed, "no-unsupported-ingredient").outcome is Outcome.NOT_MET
    assert weighed.verdict is Verdict.NOT_NECESSARY

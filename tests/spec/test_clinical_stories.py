"""Whole stories: a note, a request, and what a reviewing physician would propose."""

import datetime as dt

import pytest

from openimr.application.model import Application, Cited, CitedDate, DisputedTreatment, UrAction
from openimr.application.request import parse_request
from openimr.casefile.facts import find_facts
from openimr.casefile.model import CaseFile, Document, DocumentType, Page
from openimr.guidelines.load import shipped_pack
from openimr.review.propose import grounds_in_question, propose
from openimr.vocabulary.places import PageSpan

PLACE = PageSpan(file="papers.pdf", page=1, start=0, end=9)
ASKED = dt.date(2015, 9, 21)
VISIT = dt.date(2015, 9, 14)


class Silent:
    """A writer of rationales for tests that look at the decision alone."""

    def write(self, question, weighed):
        return ()


def decided(request, note, injured):
    application = Application(
        employee=Cited(value="Basil Larkspur", place=PLACE),
        date_of_injury=CitedDate(value=injured, place=PLACE),
        rfa_date=CitedDate(value=ASKED, place=PLACE),
        treatments=(
            DisputedTreatment(
                text=request,
                request=parse_request(request),
                ur_decision=UrAction.DENIED,
                sources=(PLACE,),
            ),
        ),
    )
    report = Document(file="n.pdf", pages=(1, 1), type=DocumentType.PROGRESS_REPORT, date=VISIT)
    case_file = CaseFile(pages=(Page(file="n.pdf", number=1, text=note),), documents=(report,))
    pack = shipped_pack()
    facts = find_facts(case_file, grounds_in_question(application, pack))
    [proposal] = propose(application, facts, pack, lambda words: (), Silent())
    return proposal.decision.value


OVERTURNED = [
    (
        "Physical therapy 2x3, right shoulder",
        "Right shoulder pain 5/10 since he slipped off a ladder. No therapy has been provided yet. "
        "Flexion 120. Positive Hawkins. Right shoulder sprain. Begin physical therapy 2x3.",
    ),
    (
        "Acupuncture 1x6 lumbar spine",
        "She cannot tolerate ibuprofen because of stomach upset and has cut back on it. Low back "
        "pain 6/10. No previous acupuncture.",
    ),
    (
        "Acupuncture 2x3 for the knee",
        "Treatment to date has included medications and physical therapy, which is ongoing. Knee "
        "pain 5/10. Prefers to cut down on ibuprofen.",
    ),
    (
        "Acupuncture, 6 additional sessions, neck",
        "She completed six acupuncture treatments in July and August. After acupuncture she "
        "returned to full duty and is able to drive for an hour, previously 20 minutes. She has "
        "stopped taking tramadol.",
    ),
    (
        "Acupuncture 6 more visits low back",
        "Completed 6 sessions of acupuncture with benefit; lifting restriction raised from 10 to "
        "25 lbs and he stopped Norco. Working modified duty.",
    ),
    (
        "Chiropractic manipulation 6 visits L/S",
        "Lumbar strain, spasm of paraspinals. She has never seen a chiropractor. Home exercises "
        "daily. Request chiropractic 2 times a week for 3 weeks.",
    ),
    (
        "MRI of the lumbar spine",
        "Three months of low back pain with radiation to the left foot. He has failed 6 weeks of "
        "physical therapy and naproxen. Exam: left EHL 4/5, decreased sensation over the left L5 "
        "dermatome, positive SLR at 40 degrees. No prior MRI. Considering surgery or epidural.",
    ),
    (
        "MRI C/S",
        "Progressive weakness of the right arm, triceps 3/5, C7 numbness; 2 months of PT, NSAIDs "
        "without improvement. Hoffmann positive. No previous MRI.",
    ),
    (
        "MRI of the left knee",
        "Left knee pain after a twisting injury with locking, giving way and swelling. PT and "
        "NSAIDs for 6 weeks failed. McMurray positive, effusion, medial joint line tenderness. "
        "X-rays negative. No prior MRI.",
    ),
    (
        "C5-6 cervical epidural steroid injection",
        "Neck pain radiating to right arm. Failed PT, HEP, NSAIDs, Flexeril. Decreased biceps "
        "reflex on the right, weakness right biceps 4/5, decreased sensation C6. MRI 4/2/15 C5-6 "
        "herniation with right C6 root compression.",
    ),
    (
        "Cognitive behavioral therapy 4 sessions",
        "Depressed mood and anxiety since the injury. PHQ-9 17. No previous psychotherapy.",
    ),
    (
        "CBT 6 additional sessions",
        "He attended 4 sessions of CBT. PHQ-9 fell from 18 to 9 and he returned to modified work "
        "in August; he cut sertraline to 50 mg.",
    ),
    (
        "Right shoulder arthroscopic rotator cuff repair",
        "Failed 4 months of PT, NSAIDs and a subacromial injection. Weakness of abduction 3/5, "
        "positive drop arm, Hawkins. MRI 6/1/15: full-thickness supraspinatus tear with "
        "retraction.",
    ),
    (
        "Post-op physical therapy 2x6 right shoulder",
        "S/p right shoulder rotator cuff repair on 8/24/2015. Incisions healed. Start "
        "post-operative therapy.",
    ),
]
UPHELD = [
    (
        "Additional PT 12 visits lumbar spine",
        "Mr. Oakes has completed 18 sessions of physical therapy for his low back. He reports pain "
        "is unchanged at 6/10. He remains TTD. Continue Norco and Soma.",
    ),
    (
        "PT 2x4 left knee",
        "Left knee chondromalacia. Had 24 visits of PT in 2014 for the right shoulder. Has not had "
        "therapy for the knee. Start PT 2x4.",
    ),
    ("PT evaluate and treat", "Low back strain. No therapy so far."),
    (
        "Acupuncture 2x6",
        "Never had acupuncture. Wishes to reduce her pain pills. PT is ongoing.",
    ),
    (
        "Acupuncture, 8 additional sessions",
        "She has had 8 acupuncture visits with temporary relief lasting a day. Pain 7/10. Remains "
        "off work. Medications unchanged: Norco, Flexeril.",
    ),
    ("Chiropractic 6 visits for the right knee", "Right knee pain. No prior chiropractic."),
    (
        "MRI lumbar spine without contrast",
        "Low back pain with numbness of the left leg, unchanged. MRI of the lumbar spine in 2014 "
        "showed L4-5 bulge. PT x12 and NSAIDs failed. Decreased sensation left L5, EHL 4/5.",
    ),
    (
        "MRI of the cervical spine",
        "Neck pain 4/10, full range of motion, normal strength of arms. Low back: left EHL 4/5, "
        "decreased sensation left L5, SLR positive. PT failed for the low back.",
    ),
    (
        "MRI of the right wrist",
        "Right shoulder weakness and positive Neer. Wrist exam normal.",
    ),
    (
        "Repeat L5-S1 epidural steroid injection",
        "He underwent L5-S1 epidural in June with 30% relief for one week. Positive SLR, decreased "
        "S1 sensation, absent ankle jerk. MRI: L5-S1 herniation. Failed PT and meds.",
    ),
    (
        "Cyclobenzaprine 7.5 mg #90",
        "He has been on Flexeril since March 2015. Spasm noted. Refill Flexeril.",
    ),
    ("Massage therapy 24 sessions", "Chronic neck pain. Request massage."),
    ("Flurbiprofen 20%/baclofen 5% cream 180 g", "Neuropathic pain; oral gabapentin failed."),
    ("Gym membership 6 months", "Low back pain. Wants to swim."),
]


@pytest.mark.parametrize(("request_", "note"), OVERTURNED)
def test_a_record_that_meets_the_guideline_carries_the_treatment(request_, note):
    assert decided(request_, note, dt.date(2015, 5, 20)) == "overturned"


@pytest.mark.parametrize(("request_", "note"), UPHELD)
def test_a_record_that_does_not_meet_the_guideline_does_not(request_, note):
    assert decided(request_, note, dt.date(2014, 3, 3)) == "upheld"

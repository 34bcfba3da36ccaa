"""Findings, studies and programmes count for the part of the body that treatment is asked for."""

import datetime as dt

import pytest

from openimr.application.request import parse_request
from openimr.casefile.facts import find_facts
from openimr.casefile.model import CaseFile, Document, DocumentType, Page
from openimr.guidelines.criterion import Outcome
from openimr.guidelines.engine import weigh
from openimr.guidelines.load import shipped_pack
from openimr.guidelines.match import match_topic
from openimr.guidelines.question import Question
from openimr.guidelines.regions import parts_asked, unrelated

VISIT = dt.date(2016, 5, 9)
ASKED = dt.date(2016, 5, 16)


def asked(request, *notes):
    topic = match_topic(request, shipped_pack())
    reports = [
        Document(file=f"{n}.pdf", pages=(1, 1), type=DocumentType.PROGRESS_REPORT, date=VISIT)
        for n, _ in enumerate(notes)
    ]
    pages = [Page(file=f"{n}.pdf", number=1, text=text) for n, text in enumerate(notes)]
    facts = find_facts(CaseFile(pages=tuple(pages), documents=tuple(reports)), topic.grounds)
    return Question(
        topic=topic,
        text=request,
        request=parse_request(request),
        asked_on=ASKED,
        date_of_injury=dt.date(2015, 11, 2),
        facts=facts,
    )


def outcomes(request, *notes):
    weighed = weigh(asked(request, *notes), shipped_pack(), lambda words: ())
    return {e.criterion.id: e.outcome for e in weighed.evaluations}


@pytest.mark.parametrize(
    ("request_", "finding", "counts"),
    [
        ("MRI of the cervical spine", "Positive Spurling's on the right.", True),
        ("MRI of the cervical spine", "Weakness of the right hand grip.", True),
        ("MRI of the cervical spine", "Straight leg raise is positive on the left.", False),
        ("MRI C/S w/o contrast", "Sensation is decreased in the left L5 dermatome.", False),
        ("MRI of the lumbar spine", "Pain radiates into the left foot.", True),
        ("MRI of the lumbar spine", "Neck pain with numbness of both hands.", False),
        ("MRI right shoulder", "Positive Hawkins and Neer signs.", True),
        ("MRI right shoulder", "Phalen's is positive at the wrist.", False),
        ("MRI right wrist", "Right shoulder impingement with a painful arc.", False),
        ("MRI right wrist", "Grip is weak in the right hand.", True),
        ("MRI left knee", "Right knee locks and gives way.", False),
        ("MRI left knee", "Both knees are swollen.", True),
        ("MRI left knee", "Medial joint line tenderness.", True),
        ("EMG/NCV bilateral upper extremities", "Cervical radiculopathy is suspected.", True),
        ("EMG/NCV BLE", "Pain from the low back into the leg.", True),
        ("EMG/NCV BLE", "Numb fingers at night.", False),
        ("PT 2x6 T/S", "Lumbar strain.", False),
        ("Chiro L/S 6 visits", "Lower back spasm.", True),
        ("Acupuncture for the neck", "The ankle is swollen.", False),
        ("Acupuncture x 6", "The ankle is swollen.", True),
    ],
)
def test_words_on_another_part_of_the_body_have_no_bearing(request_, finding, counts):
    assert unrelated(finding, asked(request_)) is not counts


@pytest.mark.parametrize(
    ("request_", "regions"),
    [
        ("MRI c/s", {"neck"}),
        ("CT C/S w/o contrast", {"neck"}),
        ("X-ray T/S 2 views", {"thoracic spine"}),
        ("Physical therapy 2x6 C/S, T/S and L/S", {"neck", "thoracic spine", "low back"}),
        ("Chiropractic to the L-S spine x 6", {"low back"}),
        ("X-ray T-spine", {"thoracic spine"}),
        ("Left meniscectomy", {"knee"}),
        ("Carpal tunnel release, right", {"wrist"}),
        ("PT for the neck", {"neck"}),
        ("CT of the pelvis", set()),
        ("Acupuncture 6 sessions", set()),
    ],
)
def test_the_parts_asked_for_are_read_in_the_words_of_offices(request_, regions):
    assert {part.region for part in parts_asked(asked(request_))} == regions


LUMBAR = (
    "Low back pain radiates down the left leg with numbness of the foot. Sensation is decreased "
    "over the left L5 dermatome and great toe extension is 4/5. He failed three months of "
    "physical therapy and NSAIDs for the low back."
)


def test_a_lumbar_root_deficit_carries_no_cervical_study():
    lumbar = outcomes("MRI of the lumbar spine", LUMBAR)
    cervical = outcomes("MRI of the cervical spine", LUMBAR)
    assert lumbar["nerve-compromise"] is Outcome.MET
    assert cervical["neurologic-or-procedure"] is not Outcome.MET
    assert cervical["care-tried"] is not Outcome.MET


def test_an_earlier_study_of_another_part_is_no_repeat():
    note = "MRI of the right knee dated 3/2/2015 showed a meniscal tear."
    assert outcomes("MRI of the left knee", note)["no-repeat"] is Outcome.MET
    assert outcomes("MRI of the right knee", note)["no-repeat"] is Outcome.NOT_MET


KNEE_HOME_PROGRAM = (
    "RIGHT KNEE\nCompleted 8 visits of physical therapy for the right knee. Independent with her "
    "home exercise program.\nWORK STATUS\nWorking full duty."
)
CHIRO = "Completed 6 chiropractic visits for the neck with less pain.\nWorking full duty."


def test_a_home_program_for_another_part_does_not_end_supervised_care():
    chiropractic = "Additional chiropractic 6 visits, neck"
    other = outcomes(chiropractic, CHIRO, KNEE_HOME_PROGRAM)
    own = outcomes(chiropractic, CHIRO + "\nIndependent with home exercise program.")
    assert other["supervised-care-still-needed"] is Outcome.NOT_DOCUMENTED
    assert own["supervised-care-still-needed"] is Outcome.NOT_MET


def test_odg_numbers_for_the_neck_are_for_the_neck():
    assert "odg-neck-trial" in outcomes("Initial chiropractic 6 visits, C/S")
    assert "odg-neck-trial" not in outcomes("Initial chiropractic 6 visits, low back")

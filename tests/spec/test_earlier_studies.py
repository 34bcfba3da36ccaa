"""Studies and injections that were done before are seen in the words of many offices."""

import datetime as dt

import pytest

from openimr.application.request import parse_request
from openimr.casefile.facts import find_facts
from openimr.casefile.model import CaseFile, Document, DocumentType, Page
from openimr.guidelines.engine import weigh
from openimr.guidelines.kinds import EarlierStudy
from openimr.guidelines.load import shipped_pack
from openimr.guidelines.match import match_topic
from openimr.guidelines.question import Question

VISIT = dt.date(2015, 9, 14)
ASKED = dt.date(2015, 9, 21)
LUMBAR, CERVICAL = "MRI of the lumbar spine", "MRI of the cervical spine"
ARMS, LEGS = "EMG/NCV bilateral upper extremities", "EMG/NCV bilateral lower extremities"
EPIDURAL = "Lumbar epidural steroid injection L4-5"


def seen(request, note, day=VISIT):
    """Whether any criterion on repeats rests on an earlier study."""
    topic = match_topic(request, shipped_pack())
    report = Document(file="n.pdf", pages=(1, 1), type=DocumentType.PROGRESS_REPORT, date=day)
    page = Page(file="n.pdf", number=1, text=note)
    question = Question(
        topic=topic,
        text=request,
        request=parse_request(request),
        asked_on=ASKED,
        facts=find_facts(CaseFile(pages=(page,), documents=(report,)), topic.grounds),
        date_of_injury=dt.date(2014, 3, 3),
    )
    weighed = weigh(question, shipped_pack(), lambda words: ())
    repeats = [e for e in weighed.evaluations if isinstance(e.criterion, EarlierStudy)]
    assert repeats, f"{topic.id} has no criterion on repeats"
    return any(evaluation.facts for evaluation in repeats)


@pytest.mark.parametrize(
    ("request_", "note"),
    [
        (LUMBAR, "MRI of 2015 showed a disc bulge at L4-5 of the lumbar spine."),
        (LUMBAR, "Imaging: MRI lumbar spine (2014): multilevel disc disease."),
        (LUMBAR, "An MRI done last year showed an L4-5 disc herniation."),
        (LUMBAR, "Previous MRI revealed L5-S1 stenosis."),
        (LUMBAR, "2014 MRI: L4-5 HNP."),
        (LUMBAR, "MRI from 6/14 with facet arthropathy L4-S1."),
        (LUMBAR, "L-spine MRI (+) for L5-S1 herniation."),
        (LUMBAR, "Diagnostic studies: MRI 5/6/15 L5-S1 protrusion."),
        (CERVICAL, "Cervical spine MRI from last year: C5-6 bulge."),
        (CERVICAL, "MRI C/S 2014 - foraminal narrowing C6-7."),
        ("MRI of the right knee", "Right knee MRI 2/2015: chondromalacia."),
        ("MRI of the right knee", "He had an MRI of the knee after the injury."),
        ("MRI of the left shoulder", "MR arthrogram in 2013 showed a SLAP tear."),
        (ARMS, "EMG of 2014 showed bilateral carpal tunnel syndrome."),
        (ARMS, "She had nerve testing of both arms last year which was normal."),
        (ARMS, "EMG/NCV 2/3/15 revealed C6 radiculopathy."),
        (LEGS, "Nerve conduction study 2013: peripheral neuropathy."),
        (EPIDURAL, "Epidural last year: minimal benefit."),
        (EPIDURAL, "L4-5 TFESI 3/2/15 gave no relief."),
        ("X-rays of the lumbar spine", "X-rays of 2014 showed degenerative disc disease L5-S1."),
        ("Trigger point injections", "Had TPIs in June with relief for three days."),
        ("Cortisone injection right shoulder", "Subacromial injection in May helped for two days."),
    ],
)
def test_a_study_done_before_is_seen(request_, note):
    assert seen(request_, note)


@pytest.mark.parametrize(
    ("request_", "note"),
    [
        (LUMBAR, "Request MRI of the lumbar spine to rule out disc herniation."),
        (LUMBAR, "No MRI has been done."),
        (LUMBAR, "No prior MRI."),
        (LUMBAR, "He denies any previous MRI of the back."),
        (ARMS, "No previous EMG."),
        ("MRI of the right knee", "There is no prior MRI of the knee."),
        (LUMBAR, "Will order MRI of the low back if symptoms persist."),
        (LUMBAR, "MRI of the lumbar spine was denied on 9/1/15."),
        (LUMBAR, "MRI was approved for the lumbar spine."),
        (LUMBAR, "Prior MRI of the cervical spine showed C5-6 bulge."),
        (LUMBAR, "X-rays of the lumbar spine showed degeneration."),
        ("MRI of the right knee", "MRI of the left knee in 2014 showed a tear."),
        (ARMS, "EMG of the legs in 2014 was normal."),
        (ARMS, "EMG/NCS to rule out radiculopathy versus carpal tunnel."),
        (EPIDURAL, "Cervical epidural in 2014 gave relief."),
        (EPIDURAL, "He is a candidate for epidural injection."),
    ],
)
def test_a_study_asked_for_refused_or_of_another_part_is_none(request_, note):
    assert not seen(request_, note)


def test_a_study_done_after_the_request_is_no_earlier_one():
    later = dt.date(2015, 11, 2)
    assert not seen(LUMBAR, "Lumbar MRI showed an L4-5 bulge.", later)
    assert seen(LUMBAR, "Lumbar MRI of 3/2015 showed an L4-5 bulge.", later)

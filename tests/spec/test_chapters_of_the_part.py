"""A rationale cites the chapter on the part of the body that a treatment is asked for."""

import datetime as dt

import pytest

from openimr.application.request import parse_request
from openimr.guidelines.engine import weigh
from openimr.guidelines.load import shipped_pack
from openimr.guidelines.match import match_topic
from openimr.guidelines.question import Question

ASKED = dt.date(2016, 10, 3)
INJURED = dt.date(2016, 3, 1)


def weighed(request, **given):
    pack = shipped_pack()
    question = Question(
        topic=match_topic(request, pack),
        text=request,
        request=parse_request(request),
        asked_on=ASKED,
        date_of_injury=INJURED,
        facts=(),
        **given,
    )
    return weigh(question, pack, lambda words: ())


def chapters(request):
    cited = {r.guideline for e in weighed(request).evaluations for r in e.references}
    return {guideline for guideline in cited if guideline.startswith("acoem")}


@pytest.mark.parametrize(
    ("request_", "cited"),
    [
        ("Right knee x-rays, 3 views", {"acoem-knee-2004"}),
        ("X-ray left shoulder", {"acoem-shoulder-2004"}),
        ("L-spine x-rays", {"acoem-low-back-2004"}),
        ("C-spine x-rays", {"acoem-neck-2004"}),
        ("CT neck without contrast", {"acoem-neck-2004"}),
        ("Cortisone injection left knee", {"acoem-knee-2004"}),
        ("Right wrist splint", {"acoem-forearm-2004"}),
        ("Thumb spica splint #1", {"acoem-forearm-2004"}),
    ],
)
def test_only_the_chapter_on_the_part_asked_for_is_cited(request_, cited):
    assert chapters(request_) == cited


def test_a_condition_of_two_chapters_cites_the_one_on_the_part():
    told = {e.criterion.id: e for e in weighed("Right subacromial steroid injection").evaluations}
    cited = [r.guideline for r in told["reason-for-injection"].references]
    assert cited == ["acoem-shoulder-2004"]


def test_a_study_of_the_nerves_of_the_arm_is_a_matter_of_the_neck_too():
    cited = chapters("EMG/NCV of the left hand and wrist")
    assert {"acoem-forearm-2004", "acoem-neck-2004"} <= cited
    assert not {"acoem-shoulder-2004", "acoem-elbow-2007"} & cited


def test_without_a_part_in_the_request_every_chapter_of_the_criterion_is_cited():
    assert {"acoem-shoulder-2004", "acoem-knee-2004"} <= chapters("Steroid injection")


def test_a_criterion_whose_only_chapter_is_on_another_part_still_cites_it():
    needs = next(e for e in weighed("Left ankle MRI").evaluations)
    assert needs.references


def test_the_outcome_does_not_hang_on_what_is_cited():
    with_part, without = weighed("Bone scan of the left hand"), weighed("Bone scan")
    assert with_part.verdict is without.verdict
    assert [e.decides for e in with_part.evaluations] == [e.decides for e in without.evaluations]

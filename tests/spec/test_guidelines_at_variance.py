"""Guideline against guideline: the one that governs is followed, and the other is shown."""

import datetime as dt

import msgspec
import pytest

from openimr.application.request import parse_request
from openimr.guidelines.criterion import Level, Reference, Verified
from openimr.guidelines.engine import Verdict, weigh
from openimr.guidelines.evidence_level import Design, Direction, Study
from openimr.guidelines.kinds import DefiniteRequest, NotRecommended
from openimr.guidelines.model import Guideline, Pack, Topic
from openimr.guidelines.question import Question
from openimr.guidelines.weigh_evidence import Settled
from openimr.vocabulary.places import PageSpan

DAY = dt.date(2015, 6, 1)


def guideline(name, level):
    return Guideline(
        id=name,
        source=name.upper(),
        title=name,
        law="a regulation",
        edition="2010",
        level=level,
    )


def definite(name, **more):
    return DefiniteRequest(
        id=f"number-by-{name}",
        statement="the request states a number",
        says="A number is needed.",
        references=(Reference(guideline=name, section="Leeches"),),
        **({"verified": Verified.LETTER} | more),
    )


def refused(name):
    return NotRecommended(
        id=f"stance-of-{name}",
        statement="it is recommended",
        says="It is not recommended.",
        references=(Reference(guideline=name, section="Leeches"),),
        verified=Verified.LETTER,
    )


def weighed(*criteria, studies=(), asked="Leeches, 6 visits"):
    topic = Topic(
        id="leeches",
        name="leeches",
        category="therapy",
        course="visits",
        rank=1,
        words=("leech",),
        evidence_words=("leech",),
        criteria=criteria,
    )
    guidelines = (guideline("mtus", Level.MTUS), guideline("odg", Level.ACOEM_ODG))
    pack = Pack(title="A pack", guidelines=guidelines, topics=(topic,), studies=studies)
    question = Question(
        topic=topic,
        text=asked,
        request=parse_request(asked),
        asked_on=DAY,
        facts=(),
        sources=(PageSpan(file="rfa.pdf", page=1, start=0, end=5),),
    )
    return weigh(question, pack, lambda words: ())


SUPPORTS = definite("mtus")


def test_a_lower_guideline_that_refuses_is_shown_and_the_mtus_followed():
    found = weighed(SUPPORTS, refused("odg"))
    assert found.concluded is found.verdict is Verdict.NECESSARY
    assert found.evidence.at_variance
    assert [one.source for one in found.evidence.recommendations] == ["MTUS", "ODG"]
    assert found.evidence.settled is Settled.PRESUMPTION


def test_a_lower_guideline_that_supports_is_shown_and_the_mtus_followed():
    found = weighed(refused("mtus"), definite("odg"))
    assert found.concluded is Verdict.NOT_NECESSARY
    assert [one.supports for one in found.evidence.recommendations] == [False, True]


def test_guidelines_that_agree_are_no_conflict():
    assert weighed(SUPPORTS, definite("odg")).evidence is None


@pytest.mark.parametrize("silent", [{"verified": Verified.UNVERIFIED}, {"decides": False}])
def test_what_never_decides_is_no_conflict(silent):
    aside = msgspec.structs.replace(refused("odg"), **silent)
    assert weighed(SUPPORTS, aside).evidence is None


def test_a_better_study_prevails_over_both_guidelines():
    study = Study(
        lead_author="Alder Q",
        title="Leeches again",
        journal="J Invented Res",
        year=2011,
        design=Design.RANDOMIZED_TRIAL,
        low_bias=True,
        outcome=Direction.FOR,
        topic="leeches",
    )
    weaker = msgspec.structs.replace(
        study, design=Design.CASE_CONTROL, outcome=Direction.AGAINST, behind="mtus"
    )
    found = weighed(refused("mtus"), studies=(study, weaker))
    assert found.verdict is Verdict.NOT_NECESSARY
    assert found.concluded is Verdict.NECESSARY
    assert found.evidence.rebutted

"""Proposals where treatments hang together, or one request belongs to several topics."""

import datetime as dt

import pytest

from openimr.application.model import Application, Cited, CitedDate, DisputedTreatment, UrAction
from openimr.application.request import parse_request
from openimr.guidelines.kinds import DependsOn
from openimr.guidelines.load import shipped_pack
from openimr.review.model import ProposedDecision
from openimr.review.propose import grounds_in_question, propose
from openimr.vocabulary.fact import Assertion, Fact, FactKind
from openimr.vocabulary.places import PageSpan

PLACE = PageSpan(file="papers.pdf", page=1, start=0, end=9)


class Silent:
    """A writer of rationales for tests that look at the decision alone."""

    def write(self, question, weighed):
        return ()


def application(*treatments):
    return Application(
        employee=Cited(value="Basil Larkspur", place=PLACE),
        date_of_injury=CitedDate(value=dt.date(2014, 3, 3), place=PLACE),
        rfa_date=CitedDate(value=dt.date(2016, 10, 3), place=PLACE),
        treatments=tuple(
            DisputedTreatment(
                text=text, request=parse_request(text), ur_decision=decided, sources=(PLACE,)
            )
            for text, decided in treatments
        ),
    )


def operated(day, quote="s/p right shoulder arthroscopy"):
    return Fact(
        kind=FactKind.SURGERY,
        concept="shoulder-arthroscopy",
        statement=quote,
        quote=quote,
        assertion=Assertion.HISTORICAL,
        place=PageSpan(file="notes.pdf", page=1, start=0, end=len(quote)),
        date=day,
    )


def proposals(*treatments, facts=()):
    return propose(application(*treatments), facts, shipped_pack(), lambda words: (), Silent())


def test_the_stricter_of_two_topics_stands_and_only_one_proposal_is_made():
    [both] = proposals(("MRI of the neck and right hand", UrAction.DENIED))
    alone = [
        proposals((text, UrAction.DENIED))[0]
        for text in ("MRI of the neck", "MRI of the right hand")
    ]
    strict = next(
        decision
        for decision in (ProposedDecision.UPHELD, ProposedDecision.UNDETERMINED)
        if decision in {proposal.decision for proposal in alone}
    )
    assert both.decision is strict
    assert both.topic in {proposal.topic for proposal in alone if proposal.decision is strict}


def test_what_is_asked_for_with_an_operation_in_one_request_knows_of_the_operation():
    [both] = proposals(("Right shoulder arthroscopy, SLAP repair, and sling", UrAction.DENIED))
    [sling] = proposals(("Shoulder sling", UrAction.DENIED))
    assert both.topic == "shoulder-slap-labral-surgery"
    assert both.decision is ProposedDecision.UPHELD
    assert sling.decision is ProposedDecision.UNDETERMINED


@pytest.mark.parametrize(
    ("day", "topic"),
    [
        (dt.date(2016, 8, 1), "postsurgical-physical-medicine"),
        (dt.date(2015, 8, 1), "physical-medicine"),
        (None, "physical-medicine"),
    ],
)
def test_therapy_soon_after_an_operation_comes_under_the_postsurgical_guidelines(day, topic):
    text = "Physical therapy 2x6 for the right shoulder"
    [proposal] = proposals((text, UrAction.DENIED), facts=(operated(day),))
    assert proposal.topic == topic


def test_an_operation_on_another_part_changes_nothing():
    text = "Physical therapy 2x6 for the low back"
    facts = (operated(dt.date(2016, 8, 1)),)
    [proposal] = proposals((text, UrAction.DENIED), facts=facts)
    assert proposal.topic == "physical-medicine"


def test_what_goes_with_an_allowed_operation_of_no_topic_is_carried_by_it():
    surgery = "Right elbow ulnar nerve transposition"
    unit = "Postoperative cold therapy unit, 7 day rental"
    allowed = proposals((surgery, UrAction.APPROVED), (unit, UrAction.DENIED))[1]
    denied = proposals((surgery, UrAction.DENIED), (unit, UrAction.DENIED))[1]
    [belongs] = [e for e in allowed.evaluations if isinstance(e.criterion, DependsOn)]
    assert belongs.finding == "the surgery: allowed by utilization review"
    assert denied.decision is not ProposedDecision.OVERTURNED


def test_what_is_looked_for_covers_the_topics_of_other_circumstances():
    asked = application(("Physical therapy 2x6", UrAction.DENIED))
    looked_for = {ground.code for ground in grounds_in_question(asked, shipped_pack())}
    meant = next(t for t in shipped_pack().topics if t.id == "postsurgical-physical-medicine")
    assert {ground.code for ground in meant.grounds if ground.words} <= looked_for


@pytest.mark.parametrize(
    ("request_", "missing"),
    [
        ("Continue current medications", "which medication is asked for"),
        ("MRI", "of which part of the body"),
        ("Injections", "which injection is asked for"),
        ("Kangaroo leather", "a guideline topic for this treatment"),
    ],
)
def test_a_request_that_names_no_treatment_stays_open_and_tells_what_it_leaves_out(
    request_, missing
):
    [proposal] = proposals((request_, UrAction.DENIED))
    assert proposal.decision is ProposedDecision.UNDETERMINED
    assert missing in proposal.missing[0]

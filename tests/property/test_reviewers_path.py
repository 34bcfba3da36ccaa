"""Whatever is called in whatever order, the reviewer's path keeps its order and its records."""

import datetime as dt

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from openimr.application.model import DisputedTreatment
from openimr.review.model import Proposal, ProposedDecision
from openimr.review.policies import missing_parts, refuse_for_missing
from openimr.review.reviewer_path import Review, ReviewerFinding
from openimr.review.reviewing import (
    begin_review,
    change_rate,
    record_finding,
    record_first_opinion,
    show_proposal,
)
from openimr.vocabulary.citation import Citation
from openimr.vocabulary.errors import OpenIMRError, Refused
from openimr.vocabulary.request import TreatmentRequest

START = dt.datetime(2026, 3, 2, 9, 0, tzinfo=dt.UTC)
MTUS = Citation(source="MTUS Chronic Pain Medical Treatment 2016")
DECISIONS = st.sampled_from(ProposedDecision)
FINDINGS = st.sampled_from([ProposedDecision.UPHELD, ProposedDecision.OVERTURNED])
NUMBERS = st.integers(0, 4)
MINUTES = st.integers(-5, 60)
CALLS = st.lists(
    st.one_of(
        st.tuples(st.just("opinion"), NUMBERS, MINUTES, DECISIONS, st.sampled_from(["so", " "])),
        st.tuples(st.just("show"), NUMBERS, MINUTES),
        st.tuples(
            st.just("finding"),
            NUMBERS,
            MINUTES,
            FINDINGS,
            st.booleans(),
            st.sampled_from(["", "r"]),
        ),
    ),
    max_size=40,
)


def proposal(decision):
    treatment = DisputedTreatment(text="Acupuncture x 6", request=TreatmentRequest())
    missing = ("a day",) if decision is ProposedDecision.UNDETERMINED else ()
    return Proposal(treatment=treatment, decision=decision, missing=missing)


def called(review, call):
    name, number, minutes, *rest = call
    at = START + dt.timedelta(minutes=minutes)
    if name == "opinion":
        return record_first_opinion(review, number, rest[0], rest[1], at)
    if name == "show":
        return show_proposal(review, number, at)[0]
    decision, cited, rationale = rest
    citations = (MTUS,) if cited else ()
    answer = ReviewerFinding(decision=decision, rationale=rationale, citations=citations, at=at)
    return record_finding(review, number, answer)


@settings(max_examples=200, deadline=None, derandomize=True)
@given(proposed=st.lists(DECISIONS, max_size=3), calls=CALLS)
def test_any_order_of_calls_leaves_a_review_in_order(proposed, calls):
    review = begin_review("reviewer-7", [proposal(decision) for decision in proposed])
    for call in calls:
        before = review
        try:
            review = called(review, call)
        except OpenIMRError:
            assert review == before
        for old, new in zip(before.treatments, review.treatments, strict=True):
            assert old.opinion is None or new.opinion == old.opinion
            assert old.shown_at is None or new.shown_at == old.shown_at
            assert old.finding is None or new.finding is not None
            assert new.proposal == old.proposal
        for treatment in review.treatments:
            if treatment.finding is not None:
                assert treatment.opinion.at <= treatment.shown_at <= treatment.finding.at
            if treatment.shown_at is not None:
                assert treatment.opinion is not None
    assert_issues_only_when_complete(review)
    assert_rate_adds_up(review)
    assert msgspec.json.decode(msgspec.json.encode(review), type=Review) == review


def assert_issues_only_when_complete(review):
    complete = bool(review.treatments) and all(
        t.finding and t.finding.rationale and t.finding.citations for t in review.treatments
    )
    assert complete == (not list(missing_parts(review.findings)))
    try:
        refuse_for_missing(list(missing_parts(review.findings)))
    except Refused as refused:
        assert not complete
        assert refused.rule == "all-required-parts"
    else:
        assert complete


def assert_rate_adds_up(review):
    rate = change_rate([review, review])
    decided = [
        t
        for t in review.treatments
        if t.finding and t.opinion.decision is not ProposedDecision.UNDETERMINED
    ]
    assert rate.decided == 2 * len(decided)
    assert rate.changed == 2 * sum(t.answer is not t.first for t in decided)
    assert 0 <= rate.towards_proposal <= rate.changed <= rate.decided
    assert (rate.share_changed is None) == (rate.decided == 0)

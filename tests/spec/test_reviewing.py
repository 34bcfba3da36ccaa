"""The reviewer's path: own opinion, then the proposal, then the finding; all parts or no letter."""

import datetime as dt

import msgspec
import pytest

from openimr.application.model import DisputedTreatment, UrAction
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
from openimr.vocabulary.errors import BadInput, Refused
from openimr.vocabulary.request import TreatmentRequest

NOW = dt.datetime(2026, 3, 2, 9, 30, tzinfo=dt.UTC)
LATER = NOW + dt.timedelta(minutes=20)
UPHELD, OVERTURNED = ProposedDecision.UPHELD, ProposedDecision.OVERTURNED
OPEN = ProposedDecision.UNDETERMINED
MTUS = Citation(source="MTUS Chronic Pain Medical Treatment 2016", sections=("Acupuncture",))


def proposal(decision=UPHELD):
    treatment = DisputedTreatment(
        text="Acupuncture x 6", request=TreatmentRequest(quantity=6), ur_decision=UrAction.DENIED
    )
    missing = ("the number of earlier visits",) if decision is OPEN else ()
    return Proposal(treatment=treatment, decision=decision, missing=missing)


def finding(decision=UPHELD, **more):
    parts = {"rationale": "The trial was not exceeded.", "citations": (MTUS,), "at": LATER}
    return ReviewerFinding(decision=decision, **(parts | more))


def begun(*decisions):
    return begin_review("reviewer-7", [proposal(decision) for decision in decisions])


def found(first, proposed, final):
    review = record_first_opinion(begun(proposed), 1, first, "as I read it", NOW)
    review, _ = show_proposal(review, 1, NOW)
    return record_finding(review, 1, finding(final))


def test_the_proposal_stays_closed_until_a_first_opinion_is_recorded():
    with pytest.raises(Refused) as refused:
        show_proposal(begun(UPHELD), 1, NOW)
    assert refused.value.rule == "first-opinion-first"


def test_a_first_opinion_is_recorded_once_and_stays():
    review = record_first_opinion(begun(UPHELD), 1, OVERTURNED, "function improved", NOW)
    with pytest.raises(Refused, match="recorded once"):
        record_first_opinion(review, 1, UPHELD, "on reflection", LATER)
    assert review.treatments[0].first is OVERTURNED


def test_the_time_at_which_a_proposal_was_first_seen_is_kept():
    review = record_first_opinion(begun(UPHELD), 1, OPEN, "cannot say yet", NOW)
    review, shown = show_proposal(review, 1, NOW)
    review, _ = show_proposal(review, 1, LATER)
    assert shown.decision is UPHELD
    assert review.treatments[0].shown_at == NOW


def test_no_finding_before_the_proposal_was_seen():
    review = record_first_opinion(begun(UPHELD), 1, UPHELD, "no gain in function", NOW)
    with pytest.raises(Refused) as refused:
        record_finding(review, 1, finding())
    assert refused.value.rule == "proposal-shown"


def test_a_finding_is_upheld_or_overturned_and_nothing_else():
    with pytest.raises(ValueError, match="upheld or overturned"):
        finding(OPEN)


def test_a_later_finding_replaces_the_earlier_one():
    review = record_finding(found(UPHELD, UPHELD, UPHELD), 1, finding(OVERTURNED))
    assert review.treatments[0].answer is OVERTURNED


def test_a_treatment_that_is_not_there_says_which_are():
    with pytest.raises(BadInput, match="Choose 1 to 2"):
        record_first_opinion(begun(UPHELD, OPEN), 3, UPHELD, "why not", NOW)


def test_a_first_opinion_has_a_reason_and_a_time_with_its_zone():
    with pytest.raises(BadInput, match="no reason"):
        record_first_opinion(begun(UPHELD), 1, UPHELD, " ", NOW)
    with pytest.raises(BadInput, match="no zone"):
        record_first_opinion(begun(UPHELD), 1, UPHELD, "as I read it", NOW.replace(tzinfo=None))


def test_no_step_is_dated_before_the_one_it_follows():
    review = record_first_opinion(begun(UPHELD), 1, UPHELD, "as I read it", LATER)
    with pytest.raises(Refused) as refused:
        show_proposal(review, 1, NOW)
    assert refused.value.rule == "time-runs-on"
    review, _ = show_proposal(review, 1, LATER)
    with pytest.raises(Refused, match="dated before"):
        record_finding(review, 1, finding(at=NOW))


def test_a_refusal_leaves_the_review_as_it_was():
    review = begun(UPHELD)
    with pytest.raises(Refused):
        record_finding(review, 1, finding())
    assert review == begun(UPHELD)


def test_every_refusal_has_a_reason_a_rule_and_what_it_rests_on():
    opined = record_first_opinion(begun(UPHELD), 1, UPHELD, "as I read it", LATER)
    shown, _ = show_proposal(opined, 1, LATER)
    issued = msgspec.structs.replace(found(UPHELD, UPHELD, UPHELD), issued_at=LATER)
    refusals = {
        "reviewer-named": lambda: begin_review(" ", []),
        "first-opinion-first": lambda: show_proposal(begun(UPHELD), 1, NOW),
        "proposal-shown": lambda: record_finding(opined, 1, finding()),
        "first-opinion-once": lambda: record_first_opinion(opined, 1, UPHELD, "again", LATER),
        "time-runs-on": lambda: record_finding(shown, 1, finding(at=NOW)),
        "all-required-parts": lambda: refuse_for_missing(list(missing_parts(opined.findings))),
        "issued-stays": lambda: record_finding(issued, 1, finding(OVERTURNED)),
    }
    for rule, call in refusals.items():
        with pytest.raises(Refused) as refused:
            call()
        assert refused.value.rule == rule
        assert refused.value.reason
        assert refused.value.citation
        assert refused.value.remedy


def test_nothing_changes_once_the_letter_is_issued():
    issued = msgspec.structs.replace(found(UPHELD, UPHELD, UPHELD), issued_at=LATER)
    for call in (
        lambda: record_first_opinion(issued, 1, UPHELD, "again", LATER),
        lambda: show_proposal(issued, 1, LATER),
        lambda: record_finding(issued, 1, finding(OVERTURNED)),
    ):
        with pytest.raises(Refused, match="is issued"):
            call()


def test_a_review_is_kept_as_json_and_comes_back_the_same():
    review = found(UPHELD, OVERTURNED, UPHELD)
    assert msgspec.json.decode(msgspec.json.encode(review), type=Review) == review


def test_a_review_belongs_to_a_named_reviewer():
    with pytest.raises(Refused, match="No reviewer is named"):
        begin_review("  ", [proposal()])


def test_the_letter_needs_every_part_and_the_refusal_names_all_that_lack():
    review = found(UPHELD, UPHELD, UPHELD)
    refuse_for_missing(list(missing_parts(review.findings)))
    bare = record_finding(review, 1, finding(rationale=" ", citations=()))
    with pytest.raises(Refused) as refused:
        refuse_for_missing(list(missing_parts(bare.findings)))
    assert "treatment 1: the rationale" in refused.value.reason
    assert "or the reason why none is cited" in refused.value.reason
    with pytest.raises(Refused, match="treatment 2: the finding"):
        refuse_for_missing(list(missing_parts(begun(UPHELD, UPHELD).findings)))
    with pytest.raises(Refused, match="a treatment in dispute"):
        refuse_for_missing(list(missing_parts(begun().findings)))


def test_a_dependent_treatment_may_cite_nothing_when_it_says_why():
    review = found(UPHELD, UPHELD, UPHELD)
    review = record_finding(
        review, 1, finding(citations=(), none_cited_because="it falls with the surgery")
    )
    refuse_for_missing(list(missing_parts(review.findings)))


def test_the_change_rate_tells_who_was_moved_and_where_to():
    reviews = [
        found(UPHELD, UPHELD, UPHELD),
        found(UPHELD, OVERTURNED, OVERTURNED),
        found(OVERTURNED, UPHELD, OVERTURNED),
        found(OPEN, UPHELD, UPHELD),
        begun(UPHELD),
    ]
    rate = change_rate(reviews)
    assert (rate.decided, rate.changed, rate.towards_proposal, rate.against_proposal) == (
        3,
        1,
        1,
        1,
    )
    assert rate.share_changed == pytest.approx(1 / 3)
    assert change_rate([]).share_changed is None
    assert rate.in_words.startswith(
        "Findings compared with first opinions: 3; changed: 1 (33%), of these to what was "
        "proposed: 1."
    )
    assert change_rate([]).in_words.startswith("No finding yet")

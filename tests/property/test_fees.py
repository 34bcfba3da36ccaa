"""Every review has one fee at every time, or none where the text of its day has none."""

from __future__ import annotations

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from openimr.law.fees import ReviewDone, fees_for
from openimr.law.load import load_law
from openimr.vocabulary.filing import Priority

LAW = load_law()
reviews = st.builds(
    ReviewDone,
    priority=st.sampled_from(list(Priority)),
    pharmacy_only=st.booleans(),
    reviewers=st.integers(1, 2),
    physician=st.booleans(),
    ended=st.sampled_from(["", "before", "after"]),
)


@given(st.dates(dt.date(2014, 4, 1), dt.date(2030, 12, 31)), reviews)
def test_one_fee_fits_every_review_since_april_2014(on: dt.date, review: ReviewDone) -> None:
    assert len(fees_for(LAW, on, review)) == 1


@given(st.dates(dt.date(2013, 1, 1), dt.date(2014, 3, 31)), reviews)
def test_the_text_of_2013_has_no_fee_for_a_review_that_ended_early(
    on: dt.date, review: ReviewDone
) -> None:
    assert len(fees_for(LAW, on, review)) == (0 if review.ended else 1)


@given(st.dates(dt.date(2000, 1, 1), dt.date(2012, 12, 31)), reviews)
def test_nothing_was_paid_before_there_were_reviews(on: dt.date, review: ReviewDone) -> None:
    assert fees_for(LAW, on, review) == ()

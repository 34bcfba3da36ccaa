"""Shares: the interval holds the share, and narrows with more cases."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openimr.vocabulary.shares import Share

shares = st.integers(1, 5_000).flatmap(
    lambda whole: st.builds(Share, part=st.integers(0, whole), whole=st.just(whole))
)


@given(shares)
def test_the_interval_holds_the_share(share: Share) -> None:
    assert share.value is not None
    assert share.interval is not None
    low, high = share.interval
    assert 0 <= low <= share.value + 1e-12
    assert share.value - 1e-12 <= high <= 1


@given(shares, st.integers(2, 50))
def test_more_of_the_same_says_more(share: Share, times: int) -> None:
    more = Share(part=share.part * times, whole=share.whole * times)
    assert share.interval is not None
    assert more.interval is not None
    width = share.interval[1] - share.interval[0]
    assert more.interval[1] - more.interval[0] < width


def test_wilsons_own_kind_of_numbers() -> None:
    """0 of 10 and 5 of 10, by the formula computed by hand."""
    none, half = Share(part=0, whole=10).interval, Share(part=5, whole=10).interval
    assert none == pytest.approx((0.0, 0.2775), abs=1e-4)
    assert half == pytest.approx((0.2366, 0.7634), abs=1e-4)


def test_of_nothing_nothing_is_said() -> None:
    empty = Share(part=0, whole=0)
    assert empty.value is None
    assert empty.interval is None


@pytest.mark.parametrize(("part", "whole"), [(2, 1), (-1, 3)])
def test_a_part_is_no_more_than_the_whole(part: int, whole: int) -> None:
    with pytest.raises(ValueError, match="no more than the whole"):
        Share(part=part, whole=whole)

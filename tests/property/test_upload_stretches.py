"""Whatever parts arrive, in whatever order: what is there and what is missing make the whole."""

from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from openimr.workflow.papers import Stretch, gaps, joined

STRETCHES = st.lists(
    st.tuples(st.integers(0, 60), st.integers(1, 20)).map(
        lambda pair: Stretch(start=pair[0], end=pair[0] + pair[1])
    )
)


def covered(stretches: tuple[Stretch, ...] | list[Stretch]) -> set[int]:
    return {at for one in stretches for at in range(one.start, one.end)}


@given(STRETCHES)
def test_joined_stretches_cover_the_same_and_lie_apart(stretches: list[Stretch]) -> None:
    together = joined(stretches)
    assert covered(together) == covered(stretches)
    assert all(a.end < b.start for a, b in itertools.pairwise(together))


@given(STRETCHES, st.integers(0, 60), st.integers(1, 40))
def test_gaps_are_all_that_is_missing(stretches: list[Stretch], start: int, length: int) -> None:
    within = Stretch(start=start, end=start + length)
    missing = gaps(stretches, within)
    assert covered(missing) == covered([within]) - covered(stretches)
    assert sum(one.end - one.start for one in missing) == len(covered(missing))

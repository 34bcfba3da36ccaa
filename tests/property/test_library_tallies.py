"""Statistics of the library: tallies of a whole are those of its parts, and counts agree."""

from __future__ import annotations

import msgspec
from hypothesis import given
from hypothesis import strategies as st
from tests.published_determinations import invented

from openimr.determination.model import Decision
from openimr.publication.statistics.concentration import gini
from openimr.publication.statistics.days import days_within
from openimr.publication.statistics.dimensions import DIMENSIONS
from openimr.publication.statistics.rates import decided_by, overall
from openimr.publication.statistics.tallies import DETERMINATIONS, Tallies, merged, tally
from openimr.publication.statistics.trimmed import OTHERS, trimmed
from openimr.vocabulary.shares import Share

MANY = list(invented(60))
SOME = st.lists(st.sampled_from(MANY), unique_by=lambda one: one.id)
SHARES = st.tuples(st.integers(0, 500), st.integers(0, 500)).map(
    lambda pair: Share(part=min(pair), whole=max(pair))
)


@given(SOME, st.integers(1, 5))
def test_tallies_of_a_whole_are_those_of_its_parts_merged(found: list, parts: int) -> None:
    assert merged(tally(found[n::parts]) for n in range(parts)) == tally(found)


@given(SOME)
def test_merging_in_another_order_changes_nothing(found: list) -> None:
    alone = [tally([one]) for one in found]
    assert merged(alone) == merged(reversed(alone))


@given(SOME)
def test_tallies_come_back_from_their_bytes(found: list) -> None:
    counted = tally(found)
    assert msgspec.msgpack.decode(msgspec.msgpack.encode(counted), type=Tallies) == counted


@given(SOME)
def test_every_way_counts_every_finding_at_least_once(found: list) -> None:
    counted = tally(found)
    findings = sum(len(one.findings) for one in found)
    assert counted.total(DETERMINATIONS) == len(found)
    assert sum(overall(counted)) == findings
    for name, way in DIMENSIONS.items():
        rows = sum(map(sum, decided_by(counted, name).values()))
        assert rows >= findings if way.several else rows == findings


@given(SOME)
def test_overturned_findings_are_those_that_say_so(found: list) -> None:
    said = [finding.decision for one in found for finding in one.findings]
    decided = overall(tally(found))
    assert decided.overturned == said.count(Decision.OVERTURNED)
    assert decided.unread == said.count(None)


@given(SHARES.filter(lambda share: share.whole))
def test_the_other_outcome_has_the_mirrored_interval(share: Share) -> None:
    other = Share(part=share.whole - share.part, whole=share.whole)
    (low, high), (lower, higher) = share.interval, other.interval
    assert abs(low - (1 - higher)) < 1e-9
    assert abs(high - (1 - lower)) < 1e-9


@given(st.lists(st.integers(0, 400), min_size=1))
def test_days_within_are_the_days_of_some_determination(days: list[int]) -> None:
    counts = {one: days.count(one) for one in days}
    for share in (0.25, 0.5, 0.9, 1.0):
        found = days_within(counts, share)
        assert found in counts
        assert sum(one <= found for one in days) >= share * len(days)
        assert sum(one < found for one in days) < share * len(days)


@given(st.lists(st.integers(1, 50), min_size=1))
def test_gini_lies_between_equal_shares_and_one_for_all(counts: list[int]) -> None:
    assert -1e-9 <= gini(counts) < 1
    assert abs(gini([7] * len(counts))) < 1e-9


@given(SOME, st.integers(1, 30))
def test_trimmed_tallies_lose_names_and_no_findings(found: list, most: int) -> None:
    whole = tally(found)
    small = trimmed(whole, most)
    for name in DIMENSIONS:
        assert small.total(name) == whole.total(name)
    kept = decided_by(small, "section")
    assert len(kept) <= most + 1
    every = decided_by(whole, "section")
    assert all(kept[key] == every[key] for key in kept if key != OTHERS)


@given(SOME)
def test_tallies_with_few_keys_stay_as_they_are(found: list) -> None:
    assert trimmed(tally(found)) == tally(found)

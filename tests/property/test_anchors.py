"""A day's root fixes every head of the day, and every root before it."""

from __future__ import annotations

import datetime as dt
import hashlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.recorded_cases import DIGESTS, recorded_cases

from openimr.case.anchor import DailyAnchor, Head, Tree, anchor, anchors_until, heads_of, prove
from openimr.case.record import RecordedEvent

unhurried = settings(max_examples=50, deadline=None)
DAY = dt.date(2026, 11, 20)
BEFORE = DailyAnchor(day=dt.date(2026, 11, 19), heads=0, previous="1" * 64, root="2" * 64)


def heads_on(day: dt.date, digests: list[str]) -> list[Head]:
    return [
        Head(case=f"CM26-{number:07}", day=day, number=1, digest=digest)
        for number, digest in enumerate(digests)
    ]


HEADS = st.lists(DIGESTS, max_size=20).map(lambda digests: heads_on(DAY, digests))


def of_rfc_6962(leaves: list[bytes]) -> bytes:
    """The tree as section 2.1 defines it, by recursion."""
    if len(leaves) == 0:
        return hashlib.sha256().digest()
    if len(leaves) == 1:
        return hashlib.sha256(b"\x00" + leaves[0]).digest()
    half = 1
    while half * 2 < len(leaves):
        half *= 2
    return hashlib.sha256(
        b"\x01" + of_rfc_6962(leaves[:half]) + of_rfc_6962(leaves[half:])
    ).digest()


@unhurried
@given(st.lists(st.binary(max_size=4), max_size=40))
def test_the_tree_is_that_of_rfc_6962(leaves: list[bytes]) -> None:
    tree = Tree()
    for content in leaves:
        tree.add(content)
    assert tree.root() == of_rfc_6962(leaves)


@unhurried
@given(HEADS.filter(bool), st.data())
def test_every_head_is_proven_against_the_published_root(
    heads: list[Head], data: st.DataObject
) -> None:
    anchored = anchor(DAY, heads, after=BEFORE)
    head = data.draw(st.sampled_from(heads))
    proof = prove(anchored, heads, head.case)
    assert proof.head == head
    assert proof.root() == anchored.root
    assert len(proof.steps) <= 1 + len(heads).bit_length()


@unhurried
@given(HEADS.filter(bool), DIGESTS, st.data())
def test_another_digest_anywhere_is_another_root(
    heads: list[Head], digest: str, data: st.DataObject
) -> None:
    place = data.draw(st.integers(0, len(heads) - 1))
    forged = [*heads]
    forged[place] = Head(case=heads[place].case, day=DAY, number=1, digest=digest)
    if forged != heads:
        assert anchor(DAY, forged, after=BEFORE) != anchor(DAY, heads, after=BEFORE)
        proof = prove(anchor(DAY, heads, after=BEFORE), heads, heads[place].case)
        assert type(proof)(head=forged[place], steps=proof.steps).root() != proof.root()


def test_a_root_fixes_the_roots_before_it() -> None:
    other = DailyAnchor(day=BEFORE.day, heads=0, previous="1" * 64, root="3" * 64)
    assert anchor(DAY, [], after=BEFORE).root != anchor(DAY, [], after=other).root


def test_every_day_is_anchored_also_one_on_which_nothing_happened() -> None:
    heads = {DAY: heads_on(DAY, ["a" * 64])}
    until = DAY + dt.timedelta(days=2)
    made = list(anchors_until(until, lambda day: heads.get(day, []), after=BEFORE, first=DAY))
    assert [anchored.heads for anchored in made] == [1, 0, 0]
    assert [anchored.previous for anchored in made[1:]] == [one.root for one in made[:2]]


def test_a_day_left_out_is_no_anchor() -> None:
    with pytest.raises(ValueError, match="no day"):
        anchor(dt.date(2026, 11, 22), [], after=BEFORE)


@unhurried
@given(recorded_cases())
def test_the_head_of_a_day_is_its_last_event(record: tuple[RecordedEvent, ...]) -> None:
    last_of_day = {recorded.at.date(): recorded for recorded in record}
    assert [(head.day, head.number, head.digest) for head in heads_of(record)] == [
        (day, recorded.number, recorded.digest) for day, recorded in last_of_day.items()
    ]

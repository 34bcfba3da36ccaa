"""What finds texts that are alike: parts joined give what the whole gives, each time the same."""

from __future__ import annotations

import msgspec
import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from tests.published_determinations import invented

from openimr.publication.statistics.cloned import cloned
from openimr.publication.statistics.folded import HASHES, sentences_of, signature_of, words_of
from openimr.publication.statistics.pairs import candidates
from openimr.publication.statistics.prints import Prints, joined, prints_of
from openimr.publication.statistics.sentences import (
    boilerplate_by,
    boilerplate_of,
    counted_sentences,
    merged_sentences,
)
from openimr.publication.statistics.taken import merged_takings, take

MANY = [*invented(40, seed=2), *invented(80, seed=3)]
UNIQUE = list({one.id: one for one in MANY}.values())
SOME = st.lists(st.sampled_from(UNIQUE), unique_by=lambda one: one.id, max_size=30)
WORDS = st.lists(st.sampled_from(["pain", "knee", "therapy", "six", "weeks", "not"]), max_size=60)


@given(SOME, st.integers(1, 4), st.sampled_from([5, 40, 10_000]))
def test_sentences_of_a_whole_are_those_of_its_parts(found: list, parts: int, most: int) -> None:
    counted = [counted_sentences(found[n::parts], most) for n in range(parts)]
    assert merged_sentences(counted, most) == counted_sentences(found, most)


@given(SOME)
def test_sentences_that_are_all_kept_are_counted_exactly(found: list) -> None:
    each = [
        {s for finding in one.findings for s in sentences_of(finding.rationale or "")}
        for one in found
    ]
    repeated = [
        sum(any(s in other for other in each[:n] + each[n + 1 :]) for s in mine)
        for n, mine in enumerate(each)
    ]
    share = boilerplate_by(counted_sentences(found)).get("all", {}).get("")
    assert (share.part, share.whole) if share else (sum(repeated), sum(map(len, each))) == (0, 0)


@given(SOME)
def test_a_rationale_told_twice_is_boilerplate_as_a_whole(found: list) -> None:
    for one in found[:3]:
        twice = counted_sentences([one, msgspec.structs.replace(one, id="ca-wc/CM99-9999999")])
        for finding in one.findings:
            share = boilerplate_of(finding.rationale, twice.repeated())
            assert share.part == share.whole > 0


@given(SOME, st.integers(1, 4))
def test_groups_and_pairs_of_parts_joined_are_those_of_the_whole(found: list, parts: int) -> None:
    whole = prints_of(found)
    apart = joined(prints_of(found[n::parts]) for n in range(parts))
    assert sorted(apart.ids) == sorted(whole.ids)
    assert cloned(apart) == cloned(whole)
    assert candidates(apart) == candidates(whole)


@given(SOME)
def test_one_pass_takes_what_each_takes(found: list) -> None:
    taken = take(found)
    assert taken.prints == prints_of(found)
    assert taken.sentences == counted_sentences(found)
    assert merged_takings([taken]) == taken


@given(SOME)
def test_prints_come_back_from_their_bytes(found: list) -> None:
    prints = prints_of(found)
    assert msgspec.msgpack.decode(msgspec.msgpack.encode(prints), type=Prints) == prints


@given(WORDS, WORDS)
def test_signatures_agree_about_as_much_as_the_texts(one: list, other: list) -> None:
    first, second = signature_of(one), signature_of(other)
    if shingles(one) == shingles(other):
        assert (first == second).all()
    if not shingles(one) & shingles(other) and shingles(one) | shingles(other):
        assert (first == second).sum() <= 1
    assert first.shape == (HASHES,)
    assert first.dtype == np.uint32


def shingles(words: list) -> set:
    return {tuple(words[n : n + 3]) for n in range(len(words) - 2)}


@given(st.text())
def test_folding_folded_words_changes_nothing(text: str) -> None:
    words = words_of(text)
    assert words_of(" ".join(words)) == words

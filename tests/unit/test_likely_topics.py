"""Leaving topics out by their words leaves out none that a text belongs to."""

from __future__ import annotations

import random

import pytest

from openimr.guidelines.likely_topics import WORTH, likely_topics
from openimr.guidelines.load import shipped_pack
from openimr.guidelines.patterns import first_likely_match, first_match
from openimr.vocabulary.drugs import find_drugs

PACK = shipped_pack()
CHANCE = random.Random(1)
NAMES = [name for topic in PACK.topics for name in (topic.name, *topic.aliases)]
TEXTS = [*CHANCE.sample(NAMES, 60), *(f"{one} and an MRI" for one in CHANCE.sample(NAMES, 20))]


@pytest.fixture(autouse=True)
def asked_often() -> None:
    for _ in range(WORTH):
        likely_topics("MRI of the knee", (), PACK)


def test_every_topic_whose_words_or_drugs_a_text_holds_is_likely() -> None:
    for text in TEXTS:
        drugs = [mention.drug.generic for mention in find_drugs(text)]
        likely = [topic.id for topic in likely_topics(text, drugs, PACK)]
        held = [
            topic.id
            for topic in sorted(PACK.topics, key=lambda one: one.rank)
            if first_likely_match(topic.words, text) or {*drugs} & {*topic.drugs}
        ]
        assert [one for one in likely if one in held] == held, text


def test_a_pattern_is_passed_over_only_where_it_does_not_match() -> None:
    words = [topic.words for topic in CHANCE.sample(PACK.topics, 25)]
    for text in TEXTS[:40]:
        for patterns in words:
            likely, found = first_likely_match(patterns, text), first_match(patterns, text)
            assert (likely and likely.span()) == (found and found.span()), text


def test_few_topics_are_likely() -> None:
    counts = [len(list(likely_topics(text, (), PACK))) for text in TEXTS]
    assert sum(counts) / len(counts) < len(PACK.topics) / 3

"""Which topic of a pack a request belongs to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from rapidfuzz import fuzz, process

from openimr.guidelines.model import Pack, Topic
from openimr.guidelines.patterns import first_match
from openimr.vocabulary.drugs import find_drugs


def match_topic(text: str, pack: Pack) -> Topic | None:
    """The topic whose words stand first in the request, or None.

    The thing asked for stands before what it is given with ("chiropractic with PT modalities"),
    so the earliest words decide; of two at one place the topic of lower rank does. A request
    that first names a treatment of no topic ("MRI after physical therapy") has none.

    Args:
        text: the request as worded.
        pack: the pack to look in.
    """
    folded = " ".join(text.split())
    named = {mention.drug.generic: mention.start for mention in reversed(find_drugs(folded))}
    starts = [
        (start, topic.rank, topic)
        for topic in pack.topics
        if (start := _start(topic, folded, named)) is not None
        and _first(topic.not_words, folded) is None
    ]
    if not starts:
        return None
    start, _rank, topic = min(starts, key=lambda found: found[:2])
    other = _first(pack.others, folded)
    return None if other is not None and other < start else topic


def _start(topic: Topic, text: str, drugs: Mapping[str, int]) -> int | None:
    """Where the first of a topic's words or drugs stands."""
    found = [drugs[drug] for drug in topic.drugs if drug in drugs]
    worded = _first(topic.words, text)
    return min(found if worded is None else [*found, worded], default=None)


def _first(words: Iterable[str], text: str) -> int | None:
    found = first_match(words, text)
    return found.start() if found else None


def nearly_matched(text: str, pack: Pack, most: int = 3) -> tuple[str, ...]:
    """Ids of the topics whose names and aliases are most like a text, best first."""
    wordings = {
        wording: topic.id
        for topic in pack.topics
        for wording in (topic.id.replace("-", " "), topic.name, *topic.aliases)
    }
    found = process.extract(
        text, wordings.keys(), scorer=fuzz.token_set_ratio, limit=12, score_cutoff=60
    )
    return tuple(dict.fromkeys(wordings[wording] for wording, _, _ in found))[:most]

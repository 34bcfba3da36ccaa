"""Which topic of a pack a request belongs to."""

from __future__ import annotations

import re
from collections.abc import Iterable

from openimr.guidelines.model import Pack, Topic


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
    starts = [
        (start, topic.rank, topic)
        for topic in pack.topics
        if (start := _first(topic.words, folded)) is not None
        and _first(topic.not_words, folded) is None
    ]
    if not starts:
        return None
    start, _rank, topic = min(starts, key=lambda found: found[:2])
    other = _first(pack.others, folded)
    return None if other is not None and other < start else topic


def _first(words: Iterable[str], text: str) -> int | None:
    found = [match.start() for word in words if (match := re.search(word, text, re.IGNORECASE))]
    return min(found, default=None)

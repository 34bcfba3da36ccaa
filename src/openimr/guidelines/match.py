"""Which topics of a pack a request belongs to."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from rapidfuzz import fuzz, process, utils

from openimr.guidelines.circumstances import Circumstances
from openimr.guidelines.likely_topics import likely_topics
from openimr.guidelines.model import Pack, Topic
from openimr.guidelines.patterns import first_likely_match
from openimr.guidelines.several import kind, of_one_kind, of_other_kinds, stands_beside
from openimr.guidelines.spelling import spelt_right
from openimr.vocabulary.drugs import find_drugs

_DISPUTED = re.compile(
    r"\b(?:remaining\b.{0,40}?\bportion\b(?: of the original request)?|the original request)\s*,\s*"
    r"(?P<left>.+?)(?:\s+(?:is|are))?\W*$",
    re.I,
)
"""Utilization review allowed a part: what is in dispute stands at the end of the heading."""
_DIAGNOSIS = re.compile(
    r"[\s,;(-]*\b(?:(?:as |is |if )?related to"
    r"|for (?:the )?(?:submitted |listed |following )?diagnos[ei]s)\b.*$",
    re.I,
)
"""What a treatment is for may name another part of the body than the one treated."""
_WITH_SURGERY = "Associated surgical service: "
_NO_TREATMENT = re.compile(
    r"\S*\d\S*|\b(?:right|left|bilateral|x|mg|days?|weeks?|retrospective|request)\b", re.I
)
"""What requests for quite different treatments share."""


def match_topic(text: str, pack: Pack, circumstances: Circumstances | None = None) -> Topic | None:
    """The topic whose words stand first in the request, or None.

    The thing asked for stands before what it is given with ("chiropractic with PT modalities"),
    so the earliest words decide; of two at one place the topic of lower rank does. A request
    that first names a treatment of no topic ("MRI after physical therapy") has none.

    Args:
        text: the request as worded.
        pack: the pack to look in.
        circumstances: when it is asked for; a topic that is meant for them takes the request
            over ("PT" soon after an operation). Without them the wording alone decides.
    """
    lead = _lead(text, pack, circumstances)
    return lead[1] if lead else None


def match_topics(
    text: str, pack: Pack, circumstances: Circumstances | None = None
) -> tuple[Topic, ...]:
    """Every topic that a request belongs to: the first is the one that `match_topic` finds.

    "MRI of the neck and right hand" names two studies, "Norco and Soma" two drugs, "physical
    therapy and a TENS unit" two treatments of different kinds; each stands on its own rules.
    """
    lead = _lead(text, pack, circumstances)
    if lead is None:
        return ()
    asked, first = lead
    topics = (first, *_further(asked, first, pack, circumstances))
    return tuple({topic.id: topic for topic in topics}.values())


def _lead(text: str, pack: Pack, circumstances: Circumstances | None) -> tuple[str, Topic] | None:
    """The wording that is in dispute, and the topic that it begins with."""
    folded = " ".join(text.split())
    disputed = _DISPUTED.search(folded) if "original request" in folded.lower() else None
    whole = (*([disputed["left"]] if disputed else []), folded)
    wordings = [_DIAGNOSIS.sub("", wording) or wording for wording in whole]
    for asked in (*(spelt_right(wording, pack) for wording in wordings), *wordings):
        found = _found(asked, pack, circumstances)
        if found is not None:
            return asked, found[1]
    return None


def _further(
    text: str, first: Topic, pack: Pack, circumstances: Circumstances | None
) -> Iterator[Topic]:
    """The topics of the other treatments that a request names beside the first."""
    for part in of_one_kind(text, first):
        found = _found(part, pack, circumstances)
        if found is not None and kind(found[1]) == kind(first):
            yield found[1]
    for part in of_other_kinds(text, first):
        found = _found_beside(part, first, pack, circumstances)
        if found is not None and stands_beside(first, found[1], part, found[0]):
            yield found[1]


def _found_beside(
    part: str, first: Topic, pack: Pack, circumstances: Circumstances | None
) -> tuple[int, Topic] | None:
    """As `_found`; what is asked for together with an operation belongs to the operation."""
    if first.category == "surgery":
        found = _found(_WITH_SURGERY + part, pack, circumstances)
        if found is not None:
            return max(0, found[0] - len(_WITH_SURGERY)), found[1]
    return _found(part, pack, circumstances)


def _found(text: str, pack: Pack, circumstances: Circumstances | None) -> tuple[int, Topic] | None:
    """Where the words of a text's topic begin, and the topic in its circumstances."""
    worded = _worded(text, pack)
    if worded is None or circumstances is None:
        return worded
    start, topic = worded
    return start, _taken_over(topic, text, pack, circumstances) or topic


def _worded(text: str, pack: Pack) -> tuple[int, Topic] | None:
    """The topic by the wording alone.

    Patterns are compiled when first tried, which takes longer than all else: the topics are
    tried by rank, and none behind one that the text begins with.
    """
    named = {mention.drug.generic: mention.start for mention in reversed(find_drugs(text))}
    start, topic = len(text), None
    for candidate in likely_topics(text, named, pack):
        found = _start(candidate, text, named)
        if found is not None and found < start and _first(candidate.not_words, text) is None:
            start, topic = found, candidate
        if start == 0:
            break
    if topic is None:
        return None
    other = _first(pack.others, text)
    return None if other is not None and other < start else (start, topic)


def _taken_over(worded: Topic, text: str, pack: Pack, circumstances: Circumstances) -> Topic | None:
    """The topic of lowest rank that is meant for the circumstances instead of the worded one."""
    meant = [
        topic
        for topic in pack.topics
        if topic.when is not None
        and worded.id in topic.when.instead_of
        and circumstances.fit(topic.when)
        and _first(topic.not_words, text) is None
        and pack.governs(topic, circumstances.asked_on)
    ]
    return min(meant, key=lambda topic: topic.rank, default=None)


def _start(topic: Topic, text: str, drugs: Mapping[str, int]) -> int | None:
    """Where the first of a topic's words or drugs stands."""
    found = [drugs[drug] for drug in topic.drugs if drug in drugs]
    worded = _first(topic.words, text)
    return min(found if worded is None else [*found, worded], default=None)


def _first(words: tuple[str, ...], text: str) -> int | None:
    found = first_likely_match(words, text)
    return found.start() if found else None


def nearly_matched(text: str, pack: Pack, most: int = 3) -> tuple[str, ...]:
    """Ids of the topics whose names and aliases are most like a text, best first."""
    wordings = {
        wording: topic.id
        for topic in pack.topics
        for wording in (topic.id.replace("-", " "), topic.name, *topic.aliases)
    }
    asked = " ".join(_NO_TREATMENT.sub(" ", text).split())
    found = process.extract(
        asked,
        wordings.keys(),
        scorer=fuzz.token_set_ratio,
        processor=utils.default_process,
        limit=12,
        score_cutoff=62,
    )
    return tuple(dict.fromkeys(wordings[wording] for wording, _, _ in found))[:most]

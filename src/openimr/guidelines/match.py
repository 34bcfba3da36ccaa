"""Which topics of a pack a request belongs to."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Mapping

from rapidfuzz import fuzz, process

from openimr.guidelines.circumstances import Circumstances
from openimr.guidelines.model import Pack, Topic
from openimr.guidelines.patterns import first_match
from openimr.vocabulary.body import find_body_parts
from openimr.vocabulary.drugs import find_drugs

_JOINED = re.compile(
    r"\s*(?:,|;|\+|(?<!\b\w)/|/(?!\w\b)|&|\b(?:and|plus)\b|(?<=\b[BLR][UL]E)\s(?=[BLR][UL]E\b))\s*",
    re.I,
)
_ADDED = re.compile(r"\s*(?:;|\+|&|\b(?:and|plus)\b)\s*", re.I)
"""A course of care keeps what a comma adds to it ("physical therapy, aquatic")."""
_BESIDE = re.compile(r"\bwith\b|\bw/|\(|\bs/p\b|\b(?:status post|after|following)\b", re.I)
"""What a course is given with, or after, is none of its own."""
_COMPLAINT = re.compile(
    r"\b(?:pain|aches?|numb\w*|weak\w*|strain|sprain|radicul\w+|syndrome|injur\w+|symptoms?"
    r"|complaints?|due to|secondary to|because|to evaluate|for evaluation|rule out|r/o"
    r"|diagnos\w+)\b",
    re.I,
)
_REGION = re.compile(
    r"\b(?:bilat(?:eral)?|both|left|right|upper|lower|cervical|thoracic|lumbar|neck|low back)\b",
    re.I,
)
_LAST_WORD = re.compile(r"\b(?:spine|extremit(?:y|ies)|limbs?)\b", re.I)
_ONE_STUDY = re.compile(r"\b(?:abdomen|pelvis)\s*(?:and|&|/|,)\s*(?:abdomen|pelvis)\b", re.I)
_STUDIES = "diagnostic"
_COURSES = frozenset({"therapy", "behavioral", "evaluation"})
_DRUGS = "medication"
_MIXED = re.compile(
    r"\bcompound|\bcream of\b|\bmixture\b|\d\s*%.*\d\s*%|\btopical (?:cream|gel)\b", re.I
)
"""What is mixed into one cream is one drug, judged as the mixture."""


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
    folded = " ".join(text.split())
    worded = _worded(folded, pack)
    if worded is None or circumstances is None:
        return worded
    return _taken_over(worded, folded, pack, circumstances) or worded


def match_topics(
    text: str, pack: Pack, circumstances: Circumstances | None = None
) -> tuple[Topic, ...]:
    """Every topic that a request belongs to: the first is the one that `match_topic` finds.

    "MRI of the neck and right hand" and "EMG/NCS of the arms and legs" name several studies,
    "Norco and Soma" two drugs; each stands on its own rules. Only topics of the same kind as
    the first count: a brace beside a surgery is not part of it.
    """
    first = match_topic(text, pack, circumstances)
    if first is None:
        return ()
    found = [first]
    for part in _parts(" ".join(text.split()), first):
        other = match_topic(part, pack, circumstances)
        if other is not None and _kind(other) == _kind(first):
            found.append(other)
    return tuple({topic.id: topic for topic in found}.values())


def _kind(topic: Topic) -> str:
    """The part of a category that topics of one kind share."""
    return topic.category.split("-", maxsplit=1)[0]


def _parts(text: str, first: Topic) -> Iterator[str]:
    """The request's wording for each thing that it may name besides the first."""
    kind = _kind(first)
    if kind == _DRUGS:
        yield from () if _MIXED.search(text) else _drugs(text)
    elif kind == _STUDIES:
        studies = _ONE_STUDY.sub("abdomen", text)
        yield from _listed(studies, _JOINED.split(studies), skipped=0)
    elif kind in _COURSES:
        alone = _BESIDE.search(text)
        own = text[: alone.start()] if alone else text
        yield from _listed(own, _ADDED.split(own), skipped=1)


def _drugs(text: str) -> Iterator[str]:
    """The words on each further drug; the parts of a combination ("a/b", "a-b") are one."""
    mentions = find_drugs(text)
    starts = [
        mention.start
        for before, mention in itertools.pairwise(mentions)
        if text[before.end : mention.start].strip(" -/")
    ]
    ends = [*starts[1:], len(text)]
    yield from (text[start:end] for start, end in zip(starts, ends, strict=False))


def _listed(text: str, pieces: Iterable[str], *, skipped: int) -> Iterator[str]:
    """Each piece of a list of regions or tests with the words before the list and behind it.

    Args:
        text: the request.
        pieces: its parts between commas and conjunctions.
        skipped: how many of the first are known already.
    """
    begins = _first_region(text)
    last = _LAST_WORD.search(text)
    for number, piece in enumerate(piece for piece in pieces if piece.strip()):
        if _COMPLAINT.search(piece):
            return
        if number < skipped:
            continue
        if begins is None:
            yield piece
        elif _first_region(piece) is None:
            yield f"{piece} {text[begins:]}"
        else:
            words = piece if number == 0 else f"{text[:begins]}{piece}"
            yield from (piece, words)
            if last:
                yield f"{words} {last[0]}"


def _first_region(text: str) -> int | None:
    """Where the first body part, or a side or end of one, is named."""
    named = find_body_parts(text)
    sided = _REGION.search(text)
    starts = [*(mention.start for mention in named[:1]), *([sided.start()] if sided else [])]
    return min(starts, default=None)


def _worded(text: str, pack: Pack) -> Topic | None:
    """The topic by the wording alone.

    Patterns are compiled when first tried, which takes longer than all else: the topics are
    tried by rank, and none behind one that the text begins with.
    """
    named = {mention.drug.generic: mention.start for mention in reversed(find_drugs(text))}
    start, topic = len(text), None
    for candidate in sorted(pack.topics, key=lambda one: one.rank):
        found = _start(candidate, text, named)
        if found is not None and found < start and _first(candidate.not_words, text) is None:
            start, topic = found, candidate
        if start == 0:
            break
    if topic is None:
        return None
    other = _first(pack.others, text)
    return None if other is not None and other < start else topic


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

"""The wordings of a request that may each name a treatment of its own.

"MRI of the neck and right hand", "Norco and Soma", "physical therapy and a TENS unit": a request
is one text, and what stands between its conjunctions is only a treatment where the pack has a
topic for it.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator

from openimr.guidelines.model import Topic
from openimr.vocabulary.body import find_body_parts
from openimr.vocabulary.drugs import DrugMention, find_drugs

_JOINED = re.compile(
    r"\s*(?:,|;|\+|(?<!\b\w)/|/(?!\w\b)|&|\b(?:and|plus)\b|(?<=\b[BLR][UL]E)\s(?=[BLR][UL]E\b))\s*",
    re.I,
)
_ADDED = re.compile(r"\s*(?:;|\+|&|\b(?:and|plus)\b)\s*", re.I)
"""A course of care keeps what a comma adds to it ("physical therapy, aquatic")."""
_ENUMERATED = re.compile(
    r"(?<!\bhot)(?<!\bhot )(?<!\bheat)(?<!\bheat )(?<!\bcold)(?<!\bcold )(?<!\bice)(?<!\bice )"
    r"\s*(?:[;+&]|,(?!\d{3})|\b(?:and|plus|as well as|along with)\b)\s*",
    re.I,
)
"""A "hot and cold" pack is one."""
_WITH_IT = re.compile(_ENUMERATED.pattern + r"|\s*(?:\bwith\b|\bw/)\s*", re.I)
"""A surgery's assistant, brace or therapy comes "with" it."""
_BESIDE = re.compile(
    r"\bwith\b|\bw/|\(|\binclud\w+|\bs/p\b|\b(?:status post|after|following)\b", re.I
)
"""What a course is given with, or after, is none of its own."""
_PARTS_OF_IT = re.compile(
    r"\bwith\b|\bw/|\(|\bfor\b|\bto\b|:|\binclud\w+|\bconsist\w+|\bprior\b|\bbefore\b", re.I
)
_QUESTION = re.compile(r"\bfor\b|\bto\b|:|\bregarding\b|\bre:|\bprior\b|\bbefore\b", re.I)
_WHAT_IT_IS_ABOUT = {
    "evaluation": _QUESTION,
    "behavioral": _PARTS_OF_IT,
    "services": _PARTS_OF_IT,
}
"""Behind these words stands what a consultation is about, or what a programme consists of."""
_SEPARATORS = {"surgery": _WITH_IT, "behavioral": _ADDED, "services": _ADDED}
_LEADS_AWAY = re.compile(
    r"\b(?:for|to|from|with|without|w/o?|no|not|prior|before|after|following|during|until|while"
    r"|status|s/p|per|due|via|using|by|in|at|on|than|as)\b|\bw/",
    re.I,
)
"""Between a conjunction and a treatment these tell that it is not asked for by itself."""
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
_SIDE_ALONE = re.compile(r"\W*(?:left|right|both|bilat(?:eral)?|[LR])(?: sides?)?\W*", re.I)
_LAST_WORD = re.compile(r"\b(?:spine|extremit(?:y|ies)|limbs?)\b", re.I)
_ONE_STUDY = re.compile(r"\b(?:abdomen|pelvis)\s*(?:and|&|/|,)\s*(?:abdomen|pelvis)\b", re.I)
_OWN_THING = re.compile(
    r"\b(?:units?|devices?|machines?|purchase|rental|suppl(?:y|ies)|sessions?|visits?"
    r"|x\s?(?!1\b)\d+|\d+\s?x(?:\s?\d+)?)\b",
    re.I,
)
_MIXED = re.compile(
    r"\bcompound|\bcream of\b|\bmixture\b|\bpowder\b|\d\s*%.*\d\s*%|\btopical (?:cream|gel)\b"
    r"|\b(?:cream|gel|ointment|lotion|patch(?:es)?)\s*\(",
    re.I,
)
"""What is mixed into one cream is one drug, judged as the mixture."""
_ONE_DRUG = re.compile(r"[\s/-]*|\s*(?:with|w/)\s*|\s*[a-z]{2,12}\.?\s*/\s*", re.I)
"""What stands between the parts of a combination ("a/b", "a-b", "a with b", "a bitartrate/b")."""
_BY_MOUTH = re.compile(r"\d\s*m(?:c?g|illigrams?)\b|\b\d+/\d+\b|\btab|\bcap(?:s|let)", re.I)
_MOST_WORDS_BEFORE = 6
_MOST_WORDS_OF_A_NAME = 3
_STUDIES = "diagnostic"
_COURSES = frozenset({"therapy", "behavioral", "evaluation", "procedure"})
_DRUGS = "medication"
_THINGS = frozenset({"surgery-ancillary", "equipment", "services"})
"""Several of these in one request are several; several operations at once are one surgery."""
_IN_ONE = frozenset(
    {
        (_STUDIES, _STUDIES),
        (_DRUGS, _DRUGS),
        ("procedure", _DRUGS),
        ("surgery", "procedure"),
    }
)
"""What an injection holds, or an operation takes in, is part of it; studies and drugs beside
each other are told apart by their own lists."""


def kind(topic: Topic) -> str:
    """The part of a category that topics of one kind share."""
    return topic.category.split("-", maxsplit=1)[0]


def of_one_kind(text: str, first: Topic) -> Iterator[str]:
    """The request's wording for each thing that it may name of the same kind as the first."""
    shared = kind(first)
    if shared == _DRUGS:
        yield from _beside_a_mixture(text) if _MIXED.search(text) else _drugs(text)
    elif shared == _STUDIES:
        studies = _ONE_STUDY.sub("abdomen", text)
        yield from _listed(studies, _JOINED.split(studies))
    elif shared in _COURSES:
        alone = _BESIDE.search(text)
        own = text[: alone.start()] if alone else text
        pieces = _ENUMERATED.split(own)
        named_only = all(_is_a_name(piece) for piece in pieces[:-1])
        named = pieces if named_only else _ADDED.split(own)
        yield from itertools.takewhile(lambda piece: not _COMPLAINT.search(piece), named[1:])


def of_other_kinds(text: str, first: Topic) -> Iterator[str]:
    """What stands behind each conjunction of a request, as far as it may be asked for by itself."""
    about = _WHAT_IT_IS_ABOUT.get(kind(first))
    cut = about.search(text) if about else None
    own = text[: cut.start()] if cut else text
    separators = _SEPARATORS.get(first.category, _ENUMERATED)
    yield from (piece for piece in separators.split(own)[1:] if piece.strip())


def stands_beside(first: Topic, other: Topic, piece: str, start: int) -> bool:
    """Whether a treatment found behind a conjunction is one of its own beside the first.

    Args:
        first: the topic that the request leads with.
        other: the topic of the piece.
        piece: the wording behind the conjunction.
        start: where in it the other topic's words begin.
    """
    before = piece[:start]
    if len(before.split()) > _MOST_WORDS_BEFORE or _LEADS_AWAY.search(before):
        return False
    if _COMPLAINT.search(before):
        return False
    if _may_be_part(first, other):
        return _OWN_THING.search(piece) is not None
    if (kind(first), kind(other)) in _IN_ONE:
        return False
    return first.category != other.category or first.category in _THINGS


def _may_be_part(first: Topic, other: Topic) -> bool:
    """Whether a treatment is part of the first unless it is a thing of its own, or is counted.

    Heat or electricity go with a therapy, an examination with the tests before an operation, and
    the therapy behind an evaluation may be what is evaluated.
    """
    if first.category == "surgery-ancillary":
        return kind(other) in {"diagnostic", "evaluation", "therapy"}
    if first.category == "evaluation":
        return kind(other) == "therapy"
    return first.category == "therapy" and other.category == "therapy-device"


def _is_a_name(piece: str) -> bool:
    """Whether a piece between commas is short enough to be a treatment's name and no code."""
    return 0 < len(piece.split()) <= _MOST_WORDS_OF_A_NAME and not piece.strip().isdigit()


def _drugs(text: str) -> Iterator[str]:
    """The words on each further drug; the parts of a combination are one drug."""
    mentions = _outside_brackets(find_drugs(text), text)
    starts = [
        mention.start
        for before, mention in itertools.pairwise(mentions)
        if not _ONE_DRUG.fullmatch(text, before.end, mention.start)
    ]
    ends = [*starts[1:], len(text)]
    yield from (text[start:end] for start, end in zip(starts, ends, strict=False))


def _beside_a_mixture(text: str) -> Iterator[str]:
    """What is swallowed, named behind a cream of several drugs."""
    for piece in _ADDED.split(text)[1:]:
        if "%" not in piece and _BY_MOUTH.search(piece):
            yield piece


def _outside_brackets(mentions: Iterable[DrugMention], text: str) -> list[DrugMention]:
    """Without the drugs in brackets behind another, which tell what that one is made of."""
    kept: list[DrugMention] = []
    for mention in mentions:
        opened = text.rfind("(", 0, mention.start)
        inside = opened > text.rfind(")", 0, mention.start)
        if not (inside and any(before.start < opened for before in kept)):
            kept.append(mention)
    return kept


def _listed(text: str, pieces: Iterable[str]) -> Iterator[str]:
    """Each piece of a list of regions or tests with the words before the list and behind it.

    Args:
        text: the request.
        pieces: its parts between commas and conjunctions.
    """
    begins = _first_region(text)
    last = _LAST_WORD.search(text)
    for number, piece in enumerate(piece for piece in pieces if piece.strip()):
        if _COMPLAINT.search(piece):
            return
        if _SIDE_ALONE.fullmatch(piece):
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

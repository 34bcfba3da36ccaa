"""Reasons given for several treatments in one paragraph, told apart by the treatments they name.

A reviewer writes "Acupuncture: the MTUS ... . Physical therapy: per ODG ..." under one heading;
each treatment rests on its own part only.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from openimr.application.papers import Flow
from openimr.application.treatment_words import likeness
from openimr.application.ur_citation import cites_anything
from openimr.vocabulary.places import PageSpan

Reasons = tuple[str, tuple[PageSpan, ...]]
"""The words that give the reasons, and where they stand."""

_HEADED = re.compile(
    r"(?:^|(?<=[.;:!?)\]])\s+|[•·▪]\s*)"
    r"(?:(?:(?:clinical\s+)?(?:rationale|reasons?|discussion|basis|explanation|conclusion|item|request|treatment|issue)\s*"
    r"(?:for\s+)?(?:item|request|treatment|issue)?\s*(?:#|no\.?|number)?\s*(?P<number>\d{1,2})\s*[-:.)])"
    r"|(?:\(?\d{1,2}[.)]\s*|(?:item|request|issue)\s*#?\s*\d{1,2}\s*[-:.)]\s*)?"
    r"(?:(?:as\s+(?:for|to)|for|regarding|concerning|with\s+(?:regard|respect)\s+to|in\s+regards?\s+to)\s+"
    r"(?:the\s+)?(?:request(?:ed)?\s+(?:for\s+)?)?(?P<led>[A-Za-z][^.:;,]{2,70}?)\s*[:,]"
    r"|(?P<head>[A-Z][^.:;]{2,70}?)\s*(?::|\s[-–—])\s))",
    re.IGNORECASE,
)
_LIKE_ENOUGH = 80
_MOST_WORDS = 4


def shared_reasons(flow: Flow, treatments: Sequence[str]) -> Mapping[str, Reasons]:
    """For each treatment named at the head of its part of a text: that part.

    Empty unless the text has parts for two treatments or more and one of them cites a source.

    Args:
        flow: a paragraph, or all general reasons of the letter.
        treatments: the treatments that the letter decides, as it names them.
    """
    heads = [
        (match.start(), named)
        for match in _HEADED.finditer(flow.text)
        if (named := _meant(match, treatments)) is not None
    ]
    if len({named for _, named in heads}) < 2:
        return {}
    heads = sorted([*heads, *_left_over(flow, heads, treatments)])
    ends = [*(start for start, _ in heads[1:]), len(flow.text)]
    parts: dict[str, Reasons] = {}
    for (start, named), end in zip(heads, ends, strict=True):
        text, places = parts.get(named, ("", ()))
        parts[named] = f"{text} {flow.text[start:end]}".strip(), (*places, *flow.places(start, end))
    return parts if any(cites_anything(text) for text, _ in parts.values()) else {}


def _left_over(
    flow: Flow, heads: Sequence[tuple[int, str]], treatments: Sequence[str]
) -> list[tuple[int, str]]:
    """The one part headed by a word of its own ("Compound: ..."), for the one treatment left."""
    left = [text for text in treatments if text not in {named for _, named in heads}]
    known = {start for start, _ in heads}
    own = [
        match.start()
        for match in _HEADED.finditer(flow.text)
        if match.start() not in known and _short_head(match, flow.text)
    ]
    return [(own[0], left[0])] if len(own) == len(left) == 1 else []


def _short_head(match: re.Match[str], text: str) -> bool:
    """Whether few words head a sentence that names its source at once."""
    head = match["head"] or ""
    sentence = text[match.end() : match.end() + 80]
    return 0 < len(head.split()) <= _MOST_WORDS and cites_anything(sentence)


def _meant(match: re.Match[str], treatments: Sequence[str]) -> str | None:
    """The treatment that a part is headed by: by its number in the letter, or by its name."""
    if match["number"]:
        number = int(match["number"])
        return treatments[number - 1] if 0 < number <= len(treatments) else None
    return _named(match["led"] or match["head"], treatments)


def _named(head: str, treatments: Sequence[str]) -> str | None:
    """The one treatment that a head names, or None."""
    scores = sorted(((likeness(head, text), text) for text in treatments), reverse=True)
    if not scores or scores[0][0] < _LIKE_ENOUGH:
        return None
    if len(scores) > 1 and scores[1][0] == scores[0][0]:
        return None
    return scores[0][1]

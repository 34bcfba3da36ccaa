"""The passages of a case file nearest to a question, for what the record does not document.

"No documentation of X" is itself a result: it names the searches made and the nearest passages.
Ranking is BM25 over the passages of the usable documents; a word that OCR misread by a letter
still counts, a little less.
"""

from __future__ import annotations

import functools
import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence

import rapidfuzz

from openimr.casefile.facts.passages import Passage, passages_of
from openimr.casefile.facts.vocabulary import vocabulary
from openimr.casefile.model import CaseFile, DocumentType
from openimr.vocabulary.places import PageSpan
from openimr.vocabulary.value import Value, require

_WORD = re.compile(r"[a-z0-9]+(?:[-/'][a-z0-9]+)*")
_COMMON = frozenset(
    {"a", "an", "and", "are", "as", "at", "be", "by", "for", "from", "had", "has", "have", "he"}
    | {"her", "his", "in", "is", "it", "its", "of", "on", "or", "patient", "pt", "she", "that"}
    | {"the", "their", "this", "to", "was", "were", "will", "with"}
)
_K, _B = 1.2, 0.75
_LIKENESS = 86
_LEAST_LETTERS_TO_GUESS = 6
_REVIEWERS = 0.6
"""What a utilization reviewer says of the record is not the record."""
_FORMS = frozenset({DocumentType.APPLICATION})


class Nearest(Value, frozen=True, kw_only=True):
    """One passage near a question. ``score`` only ranks passages of the same search."""

    place: PageSpan
    quote: str
    score: float

    def __post_init__(self) -> None:
        require(self.score > 0, "a passage that shares no word with the question is not near it")


def search(case_file: CaseFile, terms: Iterable[str], *, most: int = 3) -> tuple[Nearest, ...]:
    """The passages nearest to the terms, best first; () when none shares a word with them.

    Args:
        case_file: only its usable documents are searched, and not the filed form itself.
        terms: words or phrases, or the topic slug of a treatment, which stands for all its names.
        most: the largest number of passages.
    """
    terms = tuple(terms)
    asked = list(dict.fromkeys(word for term in terms for word in _words(term)))
    topics = {term for term in terms if term in vocabulary("treatments").concepts}
    index = _index(case_file)
    if not index or not (asked or topics):
        return ()
    scores = _scores(index, asked, topics)
    ranked = sorted(range(len(index)), key=lambda n: (-scores[n], n))
    return tuple(_nearest(index[n], scores[n]) for n in ranked[:most] if scores[n] > 0)


def _nearest(passage: Passage, score: float) -> Nearest:
    quote = passage.page.text[passage.start : passage.end]
    place = PageSpan(
        file=passage.page.file, page=passage.page.number, start=passage.start, end=passage.end
    )
    return Nearest(place=place, quote=quote, score=round(score, 4))


@functools.lru_cache(maxsize=4)
def _index(case_file: CaseFile) -> tuple[Passage, ...]:
    return tuple(
        passage
        for document in case_file.usable()
        if document.type not in _FORMS
        for passage in passages_of(document, case_file.pages_of(document))
        if len(passage.text) > 3
    )


def _scores(index: Sequence[Passage], asked: Sequence[str], topics: set[str]) -> list[float]:
    bags = [Counter(_words(passage.text)) for passage in index]
    known = {word for bag in bags for word in bag}
    spellings = {word: _spellings(word, known) for word in asked}
    average = sum(sum(bag.values()) for bag in bags) / len(bags) or 1.0
    scores = [_bonus(passage, topics) for passage in index]
    for word in asked:
        holding = sum(any(s in bag for s in spellings[word]) for bag in bags)
        rarity = math.log(1 + (len(bags) - holding + 0.5) / (holding + 0.5))
        for number, bag in enumerate(bags):
            count = max((bag[s] * weight for s, weight in spellings[word].items()), default=0.0)
            long = _K * (1 - _B + _B * sum(bag.values()) / average)
            weight = _REVIEWERS if index[number].document.type is DocumentType.UR_DECISION else 1.0
            scores[number] += weight * rarity * count * (_K + 1) / (count + long)
    return scores


def _bonus(passage: Passage, topics: set[str]) -> float:
    """A passage that names the treatment by any of its names is near it."""
    if not topics:
        return 0.0
    named = {mention.concept for mention in vocabulary("treatments").find(passage.text)}
    return 4.0 * len(named & topics)


def _spellings(word: str, known: set[str]) -> dict[str, float]:
    """The word itself, its plural or stem, and misread forms, each with its weight."""
    stem = word.rstrip("s")
    found = {w: 1.0 for w in (word, stem, stem + "s") if w in known}
    if len(word) >= _LEAST_LETTERS_TO_GUESS:
        for other in known:
            if other not in found and abs(len(other) - len(word)) <= 2:
                likeness = rapidfuzz.fuzz.ratio(word, other)
                if likeness >= _LIKENESS:
                    found[other] = likeness / 120
    return found


def _words(text: str) -> list[str]:
    words = []
    for word in _WORD.findall(text.lower()):
        parts = word.split("-") if not any(c.isdigit() for c in word) else [word]
        words += [part for part in parts if part not in _COMMON and len(part) > 1]
    return words

"""What a finding says, as terms that are compared: words, pairs of words, one name for one thing.

"PT", "physical therapy" and "physiotherapy" are one term, and so are a brand and its drug. Every
term knows where it stands, so that what made two findings alike can be quoted.
"""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple, TypeAlias

from openimr.publication.model import PublishedDetermination, PublishedFinding
from openimr.publication.search.synonyms import Name, other_names
from openimr.vocabulary.value import Value

SHARES: Final = (0.4, 0.5, 0.1)
"""What treatment, reasons and summary count beside each other, however long each of them is.

The words of the treatment are few and say what it is about: counted together with those of the
reasons they would drown. Shares near these do nearly as well.
"""

OF_A_PAIR: Final = 0.5
"""What a pair of words counts beside a word: its words are counted already."""

OF_SUMMARY: Final = 300
"""Characters of the case summary that are compared: who the patient is, what was injured."""

LONGEST: Final = 20_000
"""Characters of a text that are compared."""

_WORD: Final = re.compile(r"[^\W_]+")
_BETWEEN: Final = frozenset(".;:!?\n")
"""What ends a phrase: words on both sides of it are no pair."""

_TOKEN: Final = re.compile(r"[^\W_]+|[.;:!?\n]")

_NEAR: Final = 3
"""Tokens from a word to its pair at most: "range of motion", and little more."""

STOP: Final = frozenset(
    _WORD.findall(
        """
        a about after all also although am an and any are as at be because been before being
        both but by can could did do does done due during each either else etc for from further
        had has have he her here hers him his how however i if in into is it its itself may me
        might more most must my neither no nor not now of off on only or other our out over own
        per same shall she should since so some such than that the their them then there
        therefore these they this those though through thus to too under until up upon us very
        was we were what when where whether which while who whom why will with within would you
        your mr ms mrs dr patient worker employee injured year old male female date provided
        states documented report treatment medically necessary necessity appropriate request
        requested requests applicant claimant individual provider attending physician claims
        administrator guideline guidelines mtus acoem odg ca california chapter table page pages
        section question noted note notes dated indicated recommended recommend january february
        march april june july august september october november december
        """
    )
)
"""Words that tell nothing of a case, those of every letter among them."""


Counts: TypeAlias = tuple[Mapping[str, int], ...]
"""How often each term stands in each of the fields that `SHARES` weighs."""


class AlikeText(Value, frozen=True, kw_only=True):
    """What is compared of a finding, or of a case that has none yet.

    Attributes:
        treatment: as worded; empty where it is not told apart.
        reasons: the rationale, or whatever else tells of the case.
        summary: the beginning of the case summary.
    """

    treatment: str = ""
    reasons: str = ""
    summary: str = ""


class Term(NamedTuple):
    """A term where it stands in a text.

    Attributes:
        name: one for all names of the same thing; of a pair both with a blank between.
        start, end: offsets.
    """

    name: str
    start: int
    end: int


def text_of(said: PublishedDetermination, finding: PublishedFinding) -> AlikeText:
    """What is compared of a published finding."""
    return AlikeText(
        treatment=finding.treatment,
        reasons=(finding.rationale or "")[:LONGEST],
        summary=(said.summary or "")[:OF_SUMMARY],
    )


@functools.lru_cache(maxsize=64)
def counts_of(text: AlikeText) -> Counts:
    """How often each term stands in treatment, reasons and summary."""
    fields = (text.treatment, text.reasons, text.summary)
    return tuple(
        Counter(name for name, _, _ in _named(_TOKEN.findall(one.lower()))) for one in fields
    )


def terms_of(text: str) -> Iterator[Term]:
    """The terms of a text: each word that tells something, and each two that follow each other."""
    places = [match.span() for match in _TOKEN.finditer(text)]
    for name, first, last in _named([text[start:end].lower() for start, end in places]):
        yield Term(name, places[first][0], places[last][1])


def surface(text: str, term: Term) -> Name:
    """The words of a term as they stand in the text, lower case."""
    return tuple(_WORD.findall(text[term.start : term.end].lower()))


def _named(tokens: Sequence[str]) -> Iterator[tuple[str, int, int]]:
    """Terms with the places of their first and last token; pairs come before their second word.

    One name stands for one thing; numbers and what tells nothing are passed over.
    """
    names, lengths = _names(), _lengths()
    before, started, ends = "", 0, -_NEAR - 1
    at, many = 0, len(tokens)
    while at < many:
        word = tokens[at]
        last, name = at, word
        if word in lengths:
            for length in lengths[word]:
                found = names.get(tuple(tokens[at : at + length]))
                if found is not None and at + length <= many:
                    last, name = at + length - 1, found
                    break
        if last == at and name is word and (word in STOP or len(word) < 2 or word.isdecimal()):
            if word in _BETWEEN:
                ends = -_NEAR - 1
        else:
            if at - ends <= _NEAR:
                yield f"{before} {name}", started, last
            yield name, at, last
            before, started, ends = name, at, last
        at = last + 1


@functools.cache
def _names() -> Mapping[Name, str]:
    """The one name of each name that is one of several of a thing, words joined by a hyphen."""
    return {name: "-".join(min(name, *others)) for name, others in other_names().items() if others}


@functools.cache
def _lengths() -> Mapping[str, tuple[int, ...]]:
    """How many words the names that begin with a word have, the longest first."""
    lengths: dict[str, set[int]] = {}
    for name in _names():
        lengths.setdefault(name[0], set()).add(len(name))
    return {word: tuple(sorted(them, reverse=True)) for word, them in lengths.items()}

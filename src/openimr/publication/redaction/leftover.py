"""Looks once more through what is about to be published, and says what is left.

The text is what anybody would get out of the published paper: pages, metadata, names of embedded
files. Besides what redaction itself would find, every name and number is looked for anywhere,
inside other words too: here a person decides, so one false alarm more costs less than one name.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from openimr.publication.redaction.found import Found, How
from openimr.publication.redaction.identifiers import NUMBERS, Identifier, Kind, KnownCase
from openimr.publication.redaction.organizations import joined_names
from openimr.publication.redaction.persons import compacted
from openimr.publication.redaction.ports import PatternEngine
from openimr.publication.redaction.search import (
    Searched,
    everybody_met,
    named_in,
    organizations_of,
    persons_of,
    searched,
)
from openimr.publication.redaction.settled import settled
from openimr.publication.redaction.variants import person_parts
from openimr.publication.redaction.words import ordinary_among
from openimr.vocabulary.value import Value

_LEAST_LETTERS = 5
_LEAST_DIGITS = 6


class Leftover(Value, frozen=True, kw_only=True):
    """Something that still stands in a text.

    Attributes:
        kind: of what.
        start, end: characters of the text.
        how: it was found.
        certain: whether the case knows it and it stands as itself; else a person looks.
    """

    kind: Kind
    start: int
    end: int
    how: How
    certain: bool


def leftovers(
    texts: Sequence[str], known: KnownCase, *, engine: PatternEngine | None = None
) -> tuple[tuple[Leftover, ...], ...]:
    """What is left in each of these texts, in order; nothing stands twice.

    They belong together, as the pages of a paper do: whom one of them names is looked for in all.
    """
    several = [searched(text, known, engine) for text in texts]
    met = everybody_met(several)
    return tuple(_left_in(done, known, met) for done in several)


def _left_in(
    done: Searched, known: KnownCase, met: Mapping[str, Identifier]
) -> tuple[Leftover, ...]:
    text = done.read.text
    sure = settled(done.known, text, known)
    looks = settled([*named_in(done, met), *done.formed], text, known)
    found = [_left(one, certain=True) for one in done.placed(sure)]
    hidden = _hidden(done, known)
    found += [_left(one, certain=False) for one in done.placed((*hidden, *looks))]
    kept: list[Leftover] = []
    for one in found:
        if not any(one.start < other.end and other.start < one.end for other in kept):
            kept.append(one)
    return tuple(sorted(kept, key=lambda one: one.start))


def _left(one: Found, *, certain: bool) -> Leftover:
    return Leftover(kind=one.kind, start=one.start, end=one.end, how=one.how, certain=certain)


def _hidden(done: Searched, known: KnownCase) -> Iterator[Found]:
    """Names and numbers inside other words, or with anything between their signs."""
    text = done.read.text
    letters, places = compacted(done.read.tokens, text)
    for who, form in _forms(known):
        at = letters.find(form)
        while at >= 0:
            start, end = places[at], places[at + len(form) - 1] + 1
            if not _own(text[start:end], known):
                yield Found(start, end, who.kind, who.owner, How.VARIANT)
            at = letters.find(form, at + 1)


def _forms(known: KnownCase) -> Iterator[tuple[Identifier, str]]:
    for who in persons_of(known):
        for name in person_parts(who.value).joined:
            if len(name) >= _LEAST_LETTERS and not ordinary_among(name, ()):
                yield who, name
    yield from joined_names(organizations_of(known))
    for who in known.of(*NUMBERS):
        signs = "".join(filter(str.isalnum, who.value)).lower()
        if len(signs) >= _LEAST_DIGITS:
            yield who, signs


def _own(written: str, known: KnownCase) -> bool:
    return any(written in number for number in known.own_numbers)

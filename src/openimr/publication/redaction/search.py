"""Looks for everything in a text that says who somebody is, and remembers whom it met.

A text is searched once. Whom one text of a determination names is looked for in all of them
afterwards, by name alone: so one way of looking serves redaction and the second look.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from openimr.publication.redaction.addresses import addresses_in, places_of, towns_in
from openimr.publication.redaction.ages import ages_in
from openimr.publication.redaction.births import births_in
from openimr.publication.redaction.companies import companies_in
from openimr.publication.redaction.cues import beside_in, cued_in, initialed_in
from openimr.publication.redaction.firm_names import tells
from openimr.publication.redaction.found import Found, How
from openimr.publication.redaction.identifiers import (
    EITHER,
    NUMBERS,
    ORGANIZATIONS,
    PERSONS,
    Identifier,
    Kind,
    KnownCase,
)
from openimr.publication.redaction.name_lists import all_names, given_names
from openimr.publication.redaction.numbers import digits_of, numbers_in
from openimr.publication.redaction.occupations import occupations_in
from openimr.publication.redaction.organizations import joined_names, organizations_in
from openimr.publication.redaction.patterns import forms_in, is_public_source
from openimr.publication.redaction.persons import broken_in, compacted, persons_in
from openimr.publication.redaction.places import places_in
from openimr.publication.redaction.ports import PatternEngine
from openimr.publication.redaction.standing import Text, text_of
from openimr.publication.redaction.strangers import strangers_in
from openimr.publication.redaction.tokens import (
    folded_word,
    plain_signs,
    spelled_out,
    tokens_of,
)
from openimr.publication.redaction.variants import person_parts
from openimr.publication.redaction.whole_names import whole_names_in
from openimr.publication.redaction.words import ordinary_among, redaction_words


class _Split(NamedTuple):
    """What a case knows, by the way in which it is looked for."""

    persons: tuple[Identifier, ...]
    organizations: tuple[Identifier, ...]
    numbers: tuple[Identifier, ...]
    addresses: tuple[Identifier, ...]
    towns: tuple[Identifier, ...]
    births: tuple[Identifier, ...]
    words: tuple[Identifier, ...]


def _by_way(known: KnownCase) -> _Split:
    addresses = known.of(Kind.ADDRESS)
    return _Split(
        persons=persons_of(known),
        organizations=organizations_of(known),
        numbers=known.of(*NUMBERS),
        addresses=addresses,
        towns=(*known.of(Kind.TOWN), *places_of(addresses)),
        births=known.of(Kind.DATE_OF_BIRTH),
        words=known.of(Kind.EMAIL, Kind.WEB_ADDRESS, Kind.OCCUPATION, Kind.PASSAGE),
    )


def persons_of(known: KnownCase) -> tuple[Identifier, ...]:
    """Values that are names of persons, and not of the firm that a person is in."""
    return tuple(
        one
        for one in known.of(*PERSONS)
        if not (
            one.kind in EITHER and _called_organization(one.value) and not _may_be_law(one.value)
        )
    )


def organizations_of(known: KnownCase) -> tuple[Identifier, ...]:
    """Values that are names of organizations, law firms and groups of physicians among them."""
    firms = (one for one in known.of(*EITHER) if _called_organization(one.value))
    return (*known.of(*ORGANIZATIONS), *firms)


def _may_be_law(name: str) -> bool:
    """Whether "Law" alone makes a firm of it: it is a family name, too, and both are looked for."""
    return not _called_organization(re.sub(r"\blaw\b", "", name, flags=re.IGNORECASE))


def _called_organization(name: str) -> bool:
    firms = {"law", "llp", "offices", "firm", "&", "group", "inc", "llc", "apc", "associates"}
    return not firms.isdisjoint(name.casefold().replace(",", " ").replace(".", "").split())


def read_for(text: str, known: KnownCase) -> Text:
    """The text as names are looked for in it."""
    plain = plain_signs(text)
    return text_of(plain, tokens_of(plain), persons_of(known))


def known_in(text: str, known: KnownCase) -> Iterator[Found]:
    """Every mention of what the case knows."""
    yield from _known_in(read_for(text, known), known)


def _known_in(read: Text, known: KnownCase) -> Iterator[Found]:
    text, tokens, ways = read.text, read.tokens, _by_way(known)
    yield from persons_in(read, ways.persons)
    yield from organizations_in(read, ways.organizations)
    names = [(who, name) for who in ways.persons for name in person_parts(who.value).joined]
    yield from broken_in(read, compacted(tokens, text), [*names, *joined_names(ways.organizations)])
    yield from numbers_in(text, digits_of(text), ways.numbers)
    yield from addresses_in(read, ways.addresses)
    yield from towns_in(read, ways.towns)
    yield from births_in(text, ways.births)
    for one in ways.words:
        yield from _words_in(text, one)


def _words_in(text: str, one: Identifier) -> Iterator[Found]:
    low, value = text.lower(), one.value.lower()
    at = low.find(value) if len(low) == len(text) else text.find(one.value)
    while at >= 0:
        yield Found(at, at + len(value), one.kind, one.owner, How.KNOWN)
        at = low.find(value, at + len(value))


class Searched(NamedTuple):
    """A text that was searched, before it is known whom the other texts name.

    Attributes:
        read: the text with its words, two letters for each ligature.
        places: of its signs in the text as it was given; None where they are the same.
        known: what the case knows, as it stands here.
        formed: what gives itself away by its form or by a rule.
    """

    read: Text
    places: list[int] | None
    known: tuple[Found, ...]
    formed: tuple[Found, ...]

    def placed(self, found: Iterable[Found]) -> list[Found]:
        """The same finds where they stand in the text as it was given."""
        places = self.places
        if places is None:
            return list(found)
        return [one._replace(start=places[one.start], end=places[one.end - 1] + 1) for one in found]


def searched(
    text: str,
    known: KnownCase,
    engine: PatternEngine | None = None,
    before: Searched | None = None,
) -> Searched:
    """Look for everything in a text but for persons whom only other texts name.

    Args:
        text: any text.
        known: what the case knows.
        engine: a library's patterns besides our own.
        before: the same text searched with that engine when the case knew others: what gives
            itself away by its form does so again, unless the text reads otherwise now.
    """
    spelled, places = spelled_out(text)
    read = read_for(spelled, known)
    same = before is not None and before.read == read
    formed = before.formed if before and same else tuple(_formed_in(read, engine))
    return Searched(read, places, tuple(_known_in(read, known)), formed)


class Searches:
    """Searches texts, and goes through one anew only for what the case knows by then.

    Args:
        engine: a library's patterns besides our own.
    """

    def __init__(self, engine: PatternEngine | None = None) -> None:
        self._engine = engine
        self._done: dict[str, Searched] = {}

    def searched(self, text: str, known: KnownCase) -> Searched:
        """As the function of that name."""
        done = searched(text, known, self._engine, self._done.get(text))
        self._done[text] = done
        return done


def _formed_in(read: Text, engine: PatternEngine | None) -> Iterator[Found]:
    for one in _all_formed_in(read, engine):
        written = read.text[one.start : one.end]
        if one.kind is not Kind.WEB_ADDRESS or not is_public_source(written):
            yield one


def _all_formed_in(read: Text, engine: PatternEngine | None) -> Iterator[Found]:
    text = read.text
    strangers = [*strangers_in(read), *cued_in(read), *initialed_in(read), *whole_names_in(read)]
    yield from strangers
    yield from beside_in(read, strangers)
    yield from forms_in(text)
    yield from births_in(text, ())
    yield from companies_in(read)
    yield from ages_in(text)
    yield from places_in(text)
    yield from occupations_in(text)
    if engine is not None:
        yield from engine.find(text)


def _firm_named(text: str, who: Identifier) -> Iterator[Found]:
    """Mentions of an organization by the whole name, in capitals too."""
    words = who.value.split()
    if words[0].casefold() not in text.casefold():
        return
    for found in re.finditer(r"\b" + r"\s+".join(map(re.escape, words)), text, re.IGNORECASE):
        if found[0][0].isupper():
            yield Found(*found.span(), who.kind, who.owner, How.PATTERN, sure=False)


def everybody_met(
    several: Iterable[Searched], before: Mapping[str, Identifier] | None = None
) -> dict[str, Identifier]:
    """Persons and firms unknown to the case that these texts name, with those met before."""
    met = dict(before or {})
    for done in several:
        for name, who in _met_in(done):
            met.setdefault(name, who)
    return met


def _met_in(done: Searched) -> Iterator[tuple[str, Identifier]]:
    """The strangers of whom enough is said here that other mentions can be looked for."""
    for one in done.formed:
        if one.kind in ORGANIZATIONS:
            yield from _firm_met(one, done.read)
        if one.kind not in PERSONS or not (one.sure or _tells_whom(one, done.read)):
            continue
        name = " ".join(done.read.text[one.start : one.end].replace("-\n", "-").split())
        words = re.findall(r"[^\W\d_]+", name)
        if any(len(word) > 2 for word in words) or (one.sure and _short_family(words)):
            yield name.casefold(), Identifier(kind=one.kind, value=name, party=one.owner)


def _short_family(words: list[str]) -> bool:
    """Whether the last of these words is a family name of two letters and no word."""
    table, last = redaction_words(), folded_word(words[-1]) if words else ""
    return last in table.short_families and last not in table.ordinary


def _firm_met(one: Found, read: Text) -> Iterator[tuple[str, Identifier]]:
    """An organization by its whole name, where a word of it is none of everybody's."""
    name = " ".join(read.text[one.start : one.end].split())
    words = [folded_word(word) for word in re.findall(r"[^\W\d_]{3,}", name)]
    own = [word for word in words if tells(word) and word not in redaction_words().joining]
    if len(words) > 1 and own and name[0].isupper():
        yield name.casefold(), Identifier(kind=one.kind, value=name, party=one.owner)


def _tells_whom(one: Found, read: Text) -> bool:
    """Whether a name that its place alone gives away can be looked for elsewhere."""
    words = [
        folded_word(word) for word in re.findall(r"[^\W\d_]{3,}", read.text[one.start : one.end])
    ]
    table = redaction_words()
    if any(word in table.joining or word in table.clinical - table.ordinary for word in words):
        return False
    if len(words) == 1 and words[0] in given_names() and words[0] not in table.complaints:
        return True
    own = [word for word in words if not ordinary_among(word, read.small)]
    several = len(words) > 1 or re.match(r"[^\W\d_]\.", read.text[one.start : one.end])
    return any(word in all_names() for word in own) or bool(own and several)


def named_in(done: Searched, met: Mapping[str, Identifier]) -> Iterator[Found]:
    """Mentions of persons and firms that some text of the determination names."""
    for who in met.values():
        if who.kind in ORGANIZATIONS:
            yield from _firm_named(done.read.text, who)
    persons = [who for who in met.values() if who.kind in PERSONS]
    for one in persons_in(done.read, persons, spelled=True):
        if not done.read.text[one.start : one.end].islower():
            yield one._replace(how=How.PATTERN, sure=False)

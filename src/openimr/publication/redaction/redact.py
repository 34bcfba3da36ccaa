"""Takes out of a text, and out of a whole determination, what says who somebody is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from openimr.publication.redaction.addresses import addresses_in, places_of, towns_in
from openimr.publication.redaction.ages import ages_in
from openimr.publication.redaction.births import births_in
from openimr.publication.redaction.companies import companies_in
from openimr.publication.redaction.found import STRENGTH, Found, How
from openimr.publication.redaction.identifiers import (
    EITHER,
    NUMBERS,
    ORGANIZATIONS,
    PERSONS,
    Identifier,
    Kind,
    KnownCase,
)
from openimr.publication.redaction.numbers import digits_of, numbers_in
from openimr.publication.redaction.occupations import occupations_in
from openimr.publication.redaction.organizations import joined_names, organizations_in
from openimr.publication.redaction.patterns import forms_in, is_public_source
from openimr.publication.redaction.persons import broken_in, compacted, persons_in
from openimr.publication.redaction.placeholders import Placeholders
from openimr.publication.redaction.places import places_in
from openimr.publication.redaction.ports import PatternEngine
from openimr.publication.redaction.standing import Text, text_of
from openimr.publication.redaction.strangers import strangers_in
from openimr.publication.redaction.tokens import plain_signs, spelled_out, tokens_of
from openimr.publication.redaction.variants import person_parts
from openimr.vocabulary.value import Value


class Redaction(Value, frozen=True, kw_only=True):
    """One thing taken out.

    Attributes:
        kind: of what.
        placeholder: what stands there now.
        start, end: characters of the old text.
        how: it was found.
        field: of the determination, as a path ("findings.2.rationale"); "" for a text alone.
    """

    kind: Kind
    placeholder: str
    start: int
    end: int
    how: How
    field: str = ""


class Redacted(Value, frozen=True, kw_only=True):
    """A text without what was taken out, and the list of it."""

    text: str
    redactions: tuple[Redaction, ...]


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


def formed_in(text: str, engine: PatternEngine | None = None) -> Iterator[Found]:
    """Everything that gives itself away by its form or by a rule."""
    yield from _formed_in(read_for(text, KnownCase()), engine, {})


def _formed_in(
    read: Text, engine: PatternEngine | None, met: dict[str, Identifier]
) -> Iterator[Found]:
    for one in _all_formed_in(read, engine, met):
        written = read.text[one.start : one.end]
        if one.kind is not Kind.WEB_ADDRESS or not is_public_source(written):
            yield one


def _all_formed_in(
    read: Text, engine: PatternEngine | None, met: dict[str, Identifier]
) -> Iterator[Found]:
    text = read.text
    strangers = list(strangers_in(read))
    for name, who in _met(strangers, text):
        met.setdefault(name, who)
    for one in persons_in(read, list(met.values()), spelled=True):
        if not text[one.start : one.end].islower():
            yield one._replace(how=How.PATTERN, sure=False)
    yield from strangers
    yield from forms_in(text)
    yield from births_in(text, ())
    yield from companies_in(read)
    yield from ages_in(text)
    yield from places_in(text)
    yield from occupations_in(text)
    if engine is not None:
        yield from engine.find(text)


def _met(strangers: Iterable[Found], text: str) -> Iterator[tuple[str, Identifier]]:
    """The strangers of whom enough is said that other mentions of them can be looked for."""
    for one in strangers:
        name = " ".join(text[one.start : one.end].replace("-\n", "-").split())
        if one.sure and any(len(word) > 2 for word in re.findall(r"[^\W\d_]+", name)):
            yield name.casefold(), Identifier(kind=one.kind, value=name, party=one.owner)


def settled(found: Iterable[Found], text: str, known: KnownCase) -> list[Found]:
    """What was found in order, without overlaps: the known before the guessed, then the longer."""
    own = [span for number in known.own_numbers for span in _spans_of(number, text)]
    ranked = sorted(found, key=lambda one: (-_rank(one), one.start - one.end, one.start))
    kept: list[Found] = []
    for one in ranked:
        if any(start <= one.start and one.end <= end for start, end in own):
            continue
        over = [other for other in kept if one.start < other.end and other.start < one.end]
        if not one.sure and any(_told(one, other, text) for other in over):
            continue
        kept.extend(part for part in _remaining(one, over, text) if not _opens(part, one, text))
    return sorted(kept)


def _told(name: Found, known: Found, text: str) -> bool:
    """Whether what only looks like a name is a known name with words that are none of it."""
    words = text[known.start : known.end]
    if name.kind in ORGANIZATIONS:
        return False
    return known.start <= name.start and re.search(r"\s|_|,|[a-z][A-Z]", words) is not None


def _opens(part: Found, whole: Found, text: str) -> bool:
    """Whether what is left of an organization's name only opens it ("Law Offices of")."""
    if part.kind not in ORGANIZATIONS or part[:2] == whole[:2]:
        return False
    return text[part.start : part.end].casefold().endswith(" of")


def _rank(one: Found) -> int:
    """An e-mail address or a telephone number goes whole, also where a known name stands in it."""
    whole = one.kind in {Kind.EMAIL, Kind.WEB_ADDRESS, Kind.TELEPHONE, Kind.FAX}
    return 100 if whole else STRENGTH[one.how] if one.how not in {How.VARIANT, How.SLIP} else 5


def _remaining(one: Found, over: Sequence[Found], text: str) -> Iterator[Found]:
    """The stretches of a find that no stronger one covers, as far as they say something."""
    at = one.start
    for other in sorted(over):
        if other.start > at:
            yield from _trimmed(one, at, other.start, text)
        at = max(at, other.end)
    if at < one.end:
        yield from _trimmed(one, at, one.end, text)


def _trimmed(one: Found, start: int, end: int, text: str) -> Iterator[Found]:
    while start < end and not text[start].isalnum() and text[start] not in "(+[":
        start += 1
    while end > start and not text[end - 1].isalnum() and text[end - 1] not in ".)]":
        end -= 1
    whole = (start, end) == (one.start, one.end)
    initial = one.sure and one.kind in PERSONS and text[start:end].isupper()
    if start < end and (whole or initial or sum(map(str.isalnum, text[start:end])) > 1):
        yield one._replace(start=start, end=end)


def _closed(one: Found, text: str) -> Found:
    """With the parenthesis that ends what was opened in it: "Brandvold (Ottilie)" goes whole."""
    inside = text[one.start : one.end]
    open_yet = inside.count("(") > inside.count(")") and text[one.end : one.end + 1] == ")"
    return one._replace(end=one.end + 1) if open_yet else one


def _spans_of(value: str, text: str) -> Iterator[tuple[int, int]]:
    at = text.find(value)
    while at >= 0 and value:
        yield at, at + len(value)
        at = text.find(value, at + 1)


def _found_in(
    text: str, known: KnownCase, engine: PatternEngine | None, names: Placeholders
) -> list[Found]:
    """What goes out of the text, in order and without overlaps."""
    spelled, places = spelled_out(text)
    read = read_for(spelled, known)
    formed = _formed_in(read, engine, names.met)
    found = settled([*_known_in(read, known), *formed], spelled, known)
    whole = [_closed(one, spelled) for one in found]
    if places is None:
        return whole
    return [one._replace(start=places[one.start], end=places[one.end - 1] + 1) for one in whole]


def redact(
    text: str,
    known: KnownCase,
    *,
    engine: PatternEngine | None = None,
    placeholders: Placeholders | None = None,
    field: str = "",
) -> Redacted:
    """The text with placeholders for all that says who somebody is.

    Args:
        text: any text; line ends stay.
        known: what the case knows.
        engine: a library's patterns besides our own.
        placeholders: those of the determination that the text belongs to.
        field: where the text stands, for the list.
    """
    names = placeholders if placeholders is not None else Placeholders()
    found = _found_in(text, known, engine, names)
    out: list[str] = []
    noted: list[Redaction] = []
    at = 0
    for one in found:
        placeholder = names.for_(one)
        out += [text[at : one.start], placeholder]
        noted.append(
            Redaction(
                kind=one.kind,
                placeholder=placeholder,
                start=one.start,
                end=one.end,
                how=one.how,
                field=field,
            )
        )
        at = one.end
    return Redacted(text="".join([*out, text[at:]]), redactions=tuple(noted))

"""Persons whom the case knows, found in a text.

Each word of a name is marked where it stands. A word that can be nothing else counts at once; one
that is also a word of the language, or too short, counts beside another word of the same name or
where the place says that a name stands there. What stands together becomes one.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Container, Iterable, Iterator, Sequence
from typing import NamedTuple

from openimr.assignment.name_words import name_words
from openimr.publication.redaction.found import Found, How
from openimr.publication.redaction.identifiers import PERSONS, Identifier
from openimr.publication.redaction.standing import (
    Mark,
    Text,
    counts,
    ends,
    is_initial,
    reports,
)
from openimr.publication.redaction.tokens import Token, between, folded_word
from openimr.publication.redaction.variants import (
    Part,
    PersonParts,
    initials_of,
    is_slip,
    person_parts,
)
from openimr.publication.redaction.words import is_no_name, ordinary_among, redaction_words

_JOINT = re.compile(r"[\s.,\-‐‑'’\u00ad\ufffe\x02\u200b_/()\"“”，．（）]{0,6}")
_BEHIND = re.compile(
    r"(?:[ \u00a0,]+[A-Z](?:(?<!V)\.(?!\w)|(?=\s*(?:[,;)\]\n]|$))))?"
    r"(?:[ \u00a0,]+(?:Jr|Sr|JR|SR|II|III|IV)\b\.?)?"
)
"""A middle initial behind a name, and what tells father and son apart."""
_MIDDLE = re.compile(
    r"[ \u00a0]+([^\W\d_](?!\w)(?!\.\w)\.?"
    r"|[^\W\d_](?:[^\W\d_]|\u200b){2,}(?:[ \u00a0-][^\W\d_a-z]{3,})?"
    r"(?=[.,;)\n]|$|[ ][^A-Z]))"
)
"""A middle name or initial behind "Family, Given"."""
_LETTERS = re.compile(r"(?:\b[^\W\d_a-z][\w'’-]+[.,]?|[\w.],)\s+((?:[A-Z]\.?\s?)*)$")
_ABBREVIATION = re.compile(
    r"(?:D\.?\s?O\.?\s?[BI]|M\.?\s?D|D\.?\s?[OC]|P\.?\s?A|N\.?\s?P|R\.?\s?N|F\.\s?A(?:\.\s?[A-Z])*"
    r"|Ph\.?\s?D|L\.?\s?Ac)\b"
)
_INITIALS = re.compile(
    r"\b(?:initials|(?:dictated|typed|signed)\s+by|mr\.?|ms\.?|mrs\.?)\s*:?\s*$", re.I
)
_DOTTED = re.compile(r"(?<![\w.])(?P<it>(?:[^\W\d_a-z]\.\s?){1,3}[^\W\d_a-z]\.)(?!\s?\w\.)")
_MEANS_ELSE = frozenset({"MD", "DO", "DC", "PA", "NP", "RN", "PT", "AM", "PM", "US", "PO"})
"""Two letters with full stops that are a degree, an hour or a country."""


def persons_in(
    text: Text, known: Iterable[Identifier], *, spelled: bool = False
) -> Iterator[Found]:
    """Every mention of these persons; of names "spelled" as here only those."""
    for who in known:
        parts = person_parts(who.value)
        if spelled and text.places.keys().isdisjoint(parts.words):
            continue
        marks = sorted(_marks(text, who, parts, spelled=spelled))
        words = [mark for mark in marks if not is_initial(text, mark)]
        counting = [mark for mark in words if counts(text, mark, words)]
        letters = [
            mark
            for mark in marks
            if is_initial(text, mark) and any(_beside(text, mark, one) for one in counting)
        ]
        yield from _merged(text, sorted([*counting, *letters]), parts)
        if who.kind in PERSONS and not spelled:
            yield from _initials(text, who, parts)


def _marks(text: Text, who: Identifier, parts: PersonParts, *, spelled: bool) -> Iterator[Mark]:
    taken: set[int] = set()
    for place in {place for word in parts.words for place in _written(text, word)}:
        mark = _exact(text, place, who, parts)
        if mark is not None:
            taken.add(place)
            yield mark
    for written, places in () if spelled else text.doubtful.items():
        slip = _slip_of(written, who.value)
        if slip is not None:
            new = [place for place in places if place not in taken]
            taken.update(new)
            yield from (_slipped(text, place, who, slip) for place in new)
    for letter in dict.fromkeys(parts.initials):
        for place in text.places.get(letter, ()):
            if place not in taken and _is_initial(text, text.tokens[place]):
                yield Mark(place, who, Part.MIDDLE, How.VARIANT, False)


def _is_initial(text: Text, token: Token) -> bool:
    """Whether a letter may be an initial: a capital alone, of no abbreviation."""
    owned = text.text[token.start - 1 : token.start] in {"'", "’"}
    alone = len(token.raw) == 1 and token.capital and not owned
    return alone and not _of_abbreviation(text.text, token)


def _written(text: Text, word: str) -> Iterator[int]:
    """Places of the words that are read as this one: itself, and with an s behind it."""
    yield from text.places.get(word, ())
    yield from text.places.get(f"{word}s", ())


def _of_abbreviation(text: str, token: Token) -> bool:
    """Whether a letter behind a word is one of "M.D." or "D.O.B."."""
    before = _LETTERS.search(text[max(0, token.start - 24) : token.start])
    if before is None:
        return False
    start = token.start - len(before[1])
    return _ABBREVIATION.match(text, start) is not None


def _exact(text: Text, place: int, who: Identifier, parts: PersonParts) -> Mark | None:
    token = text.tokens[place]
    word = token.folded
    if word not in parts.words and not is_no_name(word):
        word = word.removesuffix("s")
    part = parts.words.get(word)
    if part is None or len(word) < 2:
        return None
    written = token.capital or len(word) > 4 or _behind_own_hyphen(text, place, parts)
    sure = not ordinary_among(word, text.small) and written
    if part is Part.NICK:
        sure = False
    if part is Part.GIVEN and who.kind not in PERSONS:
        sure = False
    how = How.KNOWN if word == token.folded and part is not Part.NICK else How.VARIANT
    return Mark(place, who, part, how, sure)


def _behind_own_hyphen(text: Text, place: int, parts: PersonParts) -> bool:
    """Whether a word in small letters ends a name of two parts ("Ji-hoon")."""
    if not place or between(text.text, text.tokens[place - 1], text.tokens[place]) != "-":
        return False
    return text.tokens[place - 1].capital and text.tokens[place - 1].folded in parts.words


class _Slip(NamedTuple):
    """The word of a name that somebody meant, its part, and whether more than one slip is in it."""

    meant: str
    part: Part
    loose: bool


@functools.lru_cache(maxsize=200_000)
def _slip_of(word: str, name: str) -> _Slip | None:
    """Which word of a name a written word is but for slips; None where it is none."""
    for known, part in person_parts(name).words.items():
        if part is Part.NICK or len(known) < (6 if part is Part.MIDDLE else 3):
            continue
        if abs(len(word) - len(known)) > 3:
            continue
        if is_slip(word, known):
            return _Slip(known, part, loose=False)
        if is_slip(word, known, loose=True):
            return _Slip(known, part, loose=True)
    return None


def _slipped(text: Text, place: int, who: Identifier, slip: _Slip) -> Mark:
    sure = not slip.loose and not ordinary_among(slip.meant, text.small)
    return Mark(place, who, slip.part, How.SLIP, sure)


def _merged(text: Text, marks: Sequence[Mark], parts: PersonParts) -> Iterator[Found]:
    """Marks that stand together as one find, with the particles before a family name."""
    runs: list[list[Mark]] = []
    for mark in marks:
        if runs and _joined(text, runs[-1][-1], mark):
            runs[-1].append(mark)
        else:
            runs.append([mark])
    for run in runs:
        first = _with_particles(text, run[0].place, parts)
        first -= _two_initials(text, first, parts)
        worst = max((mark.how for mark in run), key=list(How).index)
        start, end = text.tokens[first].start, text.tokens[run[-1].place].end
        behind = _BEHIND.match(text.text, end)
        end = behind.end() if behind else end
        if "," in text.text[start:end] or "，" in text.text[start:end]:
            end = _with_middle(text, start, end)
        yield Found(start, end, run[0].who.kind, run[0].who.owner, worst)


def _with_middle(text: Text, start: int, end: int) -> int:
    """Where "Family, Given" ends with the middle name that the case does not know."""
    middle = _MIDDLE.match(text.text, end)
    if middle is None or not middle[1].isupper():
        return end
    words = middle[1].split()
    if len(words[0]) < 3:
        article = words[0] in {"A", "I"} and re.match(r"[ ]\w", text.text[middle.end() :])
        return end if article else middle.end()
    loud = text.text[start:end].isupper()
    names = not any(is_no_name(word) or word in text.small for word in map(folded_word, words))
    return middle.end() if loud and names else end


def _joined(text: Text, one: Mark, other: Mark) -> bool:
    gap = text.text[text.tokens[one.place].end : text.tokens[other.place].start]
    if other.place - one.place == 1:
        return _JOINT.fullmatch(gap) is not None and not ends(text, one.place, gap)
    between_names = name_words().particles | name_words().generations
    inner = text.tokens[one.place + 1 : other.place]
    return (
        len(inner) < 3
        and all(
            token.folded in between_names
            or (len(token.raw) == 1 and token.capital and token.raw != "V")
            or _called(text, token)
            for token in inner
        )
        and len(gap) < 16
    )


def _called(text: Text, token: Token) -> bool:
    """Whether a word stands in brackets or quotes inside a name: what somebody is called."""
    signs = text.text[token.start - 1 : token.start] + text.text[token.end : token.end + 1]
    return signs in {"()", '""', "“”"} and token.capital


def _beside(text: Text, one: Mark, other: Mark) -> bool:
    return _joined(text, *sorted((one, other)))


def _with_particles(text: Text, place: int, parts: PersonParts) -> int:
    particles = name_words().particles
    while (
        place
        and text.tokens[place - 1].folded in particles
        and (
            text.tokens[place - 1].folded in parts.words
            and _JOINT.fullmatch(between(text.text, text.tokens[place - 1], text.tokens[place]))
        )
    ):
        place -= 1
    return place


def _two_initials(text: Text, place: int, parts: PersonParts) -> bool:
    """Whether two capitals written together, the first an initial, stand before the name."""
    if not place or between(text.text, text.tokens[place - 1], text.tokens[place]) != " ":
        return False
    one, table = text.tokens[place - 1], redaction_words()
    if len(one.raw) != 2 or not one.raw.isupper() or one.folded[0] not in parts.initials:
        return False
    return one.folded not in table.acronyms | name_words().degrees | table.ordinary


def _initials(text: Text, who: Identifier, parts: PersonParts) -> Iterator[Found]:
    """Initials with full stops ("M.G.", "M. R. G."), and without where the place says so."""
    forms = initials_of(parts)
    for found in _DOTTED.finditer(text.text) if forms else ():
        letters = folded_word("".join(filter(str.isalpha, found[0]))).upper()
        if letters in forms and letters not in _MEANS_ELSE:
            yield Found(*found.span("it"), who.kind, who.owner, How.VARIANT)
    for token in text.tokens:
        if token.raw.isupper() and token.folded.upper() in forms and _means_person(text, token):
            yield Found(token.start, token.end, who.kind, who.owner, How.VARIANT)


def _means_person(text: Text, token: Token) -> bool:
    """Whether capitals stand for a person: behind "initials" or a title, or before a verb."""
    before = text.text[max(0, token.start - 24) : token.start]
    if _INITIALS.search(before):
        return True
    return token.folded not in redaction_words().acronyms and reports(text, token)


def broken_in(
    text: Text, compact: tuple[str, Sequence[int]], names: Iterable[tuple[Identifier, str]]
) -> Iterator[Found]:
    """Names broken by spaces, line ends or signs, or written together with another word."""
    letters, places = compact
    starts = {token.start: token for token in text.tokens}
    lasts = {token.end for token in text.tokens}
    for who, name in names:
        ordinary = ordinary_among(name, text.small)
        if len(name) < 5 or (ordinary and len(name) < 6):
            continue
        single = who.kind in PERSONS and name in person_parts(who.value).words
        for at in _all_of(letters, name):
            start, end = places[at], places[at + len(name) - 1] + 1
            if ordinary and start in starts and starts[start].end == end:
                continue
            split = single and text.text[start].isupper() and " " in text.text[start:end]
            if ordinary and len(name) < 9 and not split:
                continue
            if _edge(text.text, start, starts) and _edge(text.text, end, lasts):
                behind = _BEHIND.match(text.text, end)
                end = behind.end() if behind else end
                yield Found(start, end, who.kind, who.owner, How.VARIANT)


def _all_of(letters: str, name: str) -> Iterator[int]:
    at = letters.find(name)
    while at >= 0:
        yield at
        at = letters.find(name, at + 1)


def _edge(text: str, place: int, edges: Container[int]) -> bool:
    """Whether a name may begin or end here: at an edge, or where the kind of letter changes."""
    if place in edges or not 0 < place < len(text):
        return True
    before, after = text[place - 1], text[place]
    if not before.isalnum() or not after.isalnum():
        return True
    return (before.islower() and after.isupper()) or before.isdigit() != after.isdigit()


def compacted(tokens: Sequence[Token], text: str) -> tuple[str, list[int]]:
    """Letters and digits of a text without anything between them, and where each stands."""
    letters: list[str] = []
    places: list[int] = []
    for token in tokens:
        if len(token.folded) == len(token.raw):
            letters.append(token.folded)
            places.extend(range(token.start, token.end))
            continue
        share = max(1, len(token.raw)) / max(1, len(token.folded))
        letters.append(token.folded)
        places.extend(token.start + int(at * share) for at in range(len(token.folded)))
        if token.folded:
            places[-1] = token.end - 1
    return "".join(letters), places

"""Persons whom the case knows, found in a text.

Each word of a name is marked where it stands. A word that can be nothing else counts at once; one
that is also a word of the language, or too short, counts beside another word of the same name or
where the place says that a name stands there. What stands together becomes one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from openimr.assignment.name_words import name_words
from openimr.publication.redaction.found import Found, How
from openimr.publication.redaction.identifiers import PERSONS, Identifier
from openimr.publication.redaction.tokens import Token, begins_sentence, between
from openimr.publication.redaction.variants import Part, PersonParts, is_slip, person_parts
from openimr.publication.redaction.words import is_no_name, ordinary_among, redaction_words

_TITLE = re.compile(
    r"(?:\b(?:mr|mrs|ms|miss|mx|dr|doctor|prof|professor|judge|hon|nurse|attorney|sr|sra|señor|señora)"
    r"\.?\s*)$",
    re.IGNORECASE,
)
_DEGREE = re.compile(
    r"\s*,?\s*(?:M\.?\s?D|D\.?\s?O|D\.?\s?C|PA-?C|N\.?P|R\.?N|Ph\.?\s?D|Psy\.?D|Esq|DPM|L\.?Ac)\b"
)
_TO_OR_BY = re.compile(r"\b(?:attn|attention|cc|by)\.?\s+$", re.IGNORECASE)
_AGAINST = re.compile(r":|\s+vs?\.\s")
_JOINT = re.compile(r"[\s.,\-‐‑'’\u00ad\ufffe\x02_/()\"“”]{0,6}")
_MONTH_AFTER = re.compile(r"\s+(?:\d|of\s+\d{4})")


_BEHIND = re.compile(r"(?:[ ,]+[A-Z]\.(?!\w))?(?:[ ,]+(?:Jr|Sr|JR|SR|II|III|IV)\b\.?)?")
"""A middle initial behind a name, and what tells father and son apart."""


class Mark(NamedTuple):
    """A word of a name at one token."""

    place: int
    who: Identifier
    part: Part
    how: How
    sure: bool


class Text(NamedTuple):
    """A text with its words, and the words it uses in small letters."""

    text: str
    tokens: Sequence[Token]
    small: frozenset[str]


def persons_in(text: Text, known: Iterable[Identifier]) -> Iterator[Found]:
    """Every mention of these persons."""
    for who in known:
        parts = person_parts(who.value)
        marks = sorted(_marks(text, who, parts))
        words = [mark for mark in marks if not _initial(text, mark)]
        counting = [mark for mark in words if _counts(text, mark, words)]
        letters = [
            mark
            for mark in marks
            if _initial(text, mark) and any(_beside(text, mark, one) for one in counting)
        ]
        yield from _merged(text, sorted([*counting, *letters]), parts)
        if who.kind in PERSONS:
            yield from _initials(text, who, parts)


def _marks(text: Text, who: Identifier, parts: PersonParts) -> Iterator[Mark]:
    for place, token in enumerate(text.tokens):
        mark = _exact(text, place, who, parts) or _slipped(text, place, who, parts)
        if mark is not None:
            yield mark
        elif (
            len(token.raw) == 1
            and token.capital
            and token.folded in parts.initials
            and not (place and _DEGREE.match(text.text, text.tokens[place - 1].end))
        ):
            yield Mark(place, who, Part.MIDDLE, How.VARIANT, False)


def _exact(text: Text, place: int, who: Identifier, parts: PersonParts) -> Mark | None:
    token = text.tokens[place]
    word = token.folded
    if word not in parts.words and not is_no_name(word):
        word = word.removesuffix("s")
    part = parts.words.get(word)
    if part is None or len(word) < 2:
        return None
    sure = not ordinary_among(word, text.small) and (token.capital or len(word) > 4)
    if part is Part.NICK:
        sure = False
    if part is Part.GIVEN and who.kind not in PERSONS:
        sure = False
    how = How.KNOWN if word == token.folded and part is not Part.NICK else How.VARIANT
    return Mark(place, who, part, how, sure)


def _slipped(text: Text, place: int, who: Identifier, parts: PersonParts) -> Mark | None:
    token = text.tokens[place]
    word = token.folded
    if len(word) < 3 or not any(letter.isalpha() for letter in word) or word in text.small:
        return None
    if is_no_name(word) or word in redaction_words().ordinary:
        return None
    looks = token.raw != token.raw.lower() or any(map(str.isdigit, word)) or word[0] == "l"
    looks = looks or text.text[token.start - 1 : token.start] == "-"
    if not looks:
        return None
    for known, part in parts.words.items():
        if part in {Part.NICK, Part.MIDDLE} or len(known) < 3:
            continue
        if is_slip(word, known):
            return Mark(place, who, part, How.SLIP, not ordinary_among(known, text.small))
        if is_slip(word, known, loose=True):
            return Mark(place, who, part, How.SLIP, False)
    return None


def _initial(text: Text, mark: Mark) -> bool:
    return len(text.tokens[mark.place].raw) == 1


def _counts(text: Text, mark: Mark, marks: Sequence[Mark]) -> bool:
    """Whether a mark counts: for itself, by its neighbours or by its place."""
    if mark.sure:
        return True
    token = text.tokens[mark.place]
    if any(_supports(text, one, mark) for one in marks):
        return True
    if not token.capital:
        return _TITLE.search(text.text[max(0, token.start - 12) : token.start]) is not None
    return (
        _place_says_name(text, token)
        or _initialled(text, token, mark.who)
        or _stands_as_name(text, mark)
    )


def _supports(text: Text, one: Mark, mark: Mark) -> bool:
    """Whether another word of the same name stands beside it, both like names."""
    if one.place == mark.place or one.part is Part.MIDDLE or not _near(text, one, mark):
        return False
    apart = one.part is not mark.part or one.part is Part.FAMILY
    capitals = text.tokens[one.place].capital and text.tokens[mark.place].capital
    return one.sure or (apart and capitals)


def _near(text: Text, one: Mark, other: Mark) -> bool:
    """Whether two marks stand together, at most a middle name or initial between them."""
    first, last = sorted((one.place, other.place))
    inner = text.tokens[first + 1 : last]
    small = all(len(token.raw) == 1 or token.folded in name_words().particles for token in inner)
    if not 0 < last - first <= (4 if small else 2):
        return False
    gap = text.text[text.tokens[first].end : text.tokens[last].start]
    return (
        len(gap) <= 16
        and not _ends(text, first, gap)
        and re.fullmatch(r"[\w\s.,'’\"“”()\-‐]*", gap) is not None
        and not (
            last - first == 2
            and text.tokens[first + 1].raw.islower()
            and len(text.tokens[first + 1].raw) > 3
        )
    )


def _initialled(text: Text, token: Token, who: Identifier) -> bool:
    """Whether an initial of the same name stands before the word, or behind it and a comma."""
    letters = "".join(letter.upper() for letter in person_parts(who.value).initials)
    before = text.text[max(0, token.start - 8) : token.start]
    behind = text.text[token.end : token.end + 5]
    return (
        re.search(rf"(?<![^\W_])[{letters}](?:\.\s{{0,2}}|\s)(?:[A-Z]\.\s{{0,2}})?$", before)
        is not None
        or re.match(rf",\s?[{letters}]\.", behind) is not None
    )


def _place_says_name(text: Text, token: Token) -> bool:
    """Whether a title, a label or a degree stands beside the word."""
    before = text.text[max(0, token.start - 40) : token.start]
    if _TITLE.search(before) or _DEGREE.match(text.text, token.end) or _TO_OR_BY.search(before):
        return True
    if _AGAINST.match(text.text, token.end) and not is_no_name(token.folded):
        return True
    label = re.search(r"([A-Za-z’' ]+?)\s*[:#]\s*$", before)
    return label is not None and label[1].strip().lower() in redaction_words().labels


def _stands_as_name(text: Text, mark: Mark) -> bool:
    """Whether a word that is also a name stands as one: a capital where no capital must be."""
    token = text.tokens[mark.place]
    if mark.how is How.SLIP or mark.part in {Part.NICK, Part.MIDDLE} or len(token.raw) < 2:
        return mark.part is Part.NICK and _nick_alone(text, token)
    if text.text[token.end : token.end + 2] in {"'s", "’s"}:
        return not is_no_name(token.folded) or mark.part is Part.FAMILY
    after = text.tokens[mark.place + 1] if mark.place + 1 < len(text.tokens) else None
    gap = "" if after is None else between(text.text, token, after)
    verb = after is not None and gap.isspace() and _verb(after.raw)
    if verb and not _MONTH_AFTER.match(text.text, token.end):
        return True
    if begins_sentence(text.text, token.start) or token.all_capitals:
        return False
    if _MONTH_AFTER.match(text.text, token.end) or is_no_name(token.folded):
        return False
    return after is None or not gap.isspace() or after.raw.islower()


def _verb(word: str) -> bool:
    """Whether a word is one that follows the name of somebody who did something."""
    low = word.lower()
    return low in redaction_words().verbs or (word.islower() and len(low) > 4 and low[-2:] == "ed")


def _nick_alone(text: Text, token: Token) -> bool:
    return (
        len(token.folded) > 3
        and token.raw[0].isupper()
        and not ordinary_among(token.folded, text.small)
    )


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
        worst = max((mark.how for mark in run), key=list(How).index)
        start, end = text.tokens[first].start, text.tokens[run[-1].place].end
        behind = _BEHIND.match(text.text, end)
        end = behind.end() if behind else end
        yield Found(start, end, run[0].who.kind, run[0].who.owner, worst)


def _joined(text: Text, one: Mark, other: Mark) -> bool:
    gap = text.text[text.tokens[one.place].end : text.tokens[other.place].start]
    if other.place - one.place == 1:
        return _JOINT.fullmatch(gap) is not None and not _ends(text, one.place, gap)
    particles = name_words().particles
    inner = text.tokens[one.place + 1 : other.place]
    return (
        len(inner) < 3
        and all(token.folded in particles or len(token.raw) == 1 for token in inner)
        and len(gap) < 16
    )


def _beside(text: Text, one: Mark, other: Mark) -> bool:
    return _joined(text, *sorted((one, other)))


def _ends(text: Text, place: int, gap: str) -> bool:
    """Whether a sentence ends behind this word: a full stop that is none of an abbreviation."""
    return len(text.tokens[place].raw) > 2 and re.match(r"\.\s", gap) is not None


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


def _initials(text: Text, who: Identifier, parts: PersonParts) -> Iterator[Found]:
    """Initials with full stops ("M.G.", "M. R. G."); only those of all the names."""
    letters = [letter.upper() for letter in parts.initials]
    if len(letters) < 2:
        return
    forms = {tuple(letters), *((letters[0], one) for one in letters[1:])}
    any_form = "|".join(
        r"\.\s?".join(map(re.escape, form)) + r"\." for form in sorted(forms, key=len, reverse=True)
    )
    for found in re.finditer(rf"(?<![\w.])(?:{any_form})(?!\s?\w\.)", text.text):
        if "".join(filter(str.isalpha, found[0])) in {
            "MD",
            "DO",
            "DC",
            "PA",
            "NP",
            "RN",
            "PT",
            "AM",
            "PM",
            "US",
        }:
            continue
        yield Found(found.start(), found.end(), who.kind, who.owner, How.VARIANT)


def broken_in(
    text: Text, compact: tuple[str, Sequence[int]], names: Iterable[tuple[Identifier, str]]
) -> Iterator[Found]:
    """Names broken by spaces, line ends or signs, or written together with another word."""
    letters, places = compact
    starts = {token.start for token in text.tokens}
    ends = {token.end for token in text.tokens}
    for who, name in names:
        if len(name) < 5 or (ordinary_among(name, text.small) and len(name) < 9):
            continue
        for at in _all_of(letters, name):
            start, end = places[at], places[at + len(name) - 1] + 1
            if _edge(text.text, start, starts) and _edge(text.text, end, ends):
                yield Found(start, end, who.kind, who.owner, How.VARIANT)


def _all_of(letters: str, name: str) -> Iterator[int]:
    at = letters.find(name)
    while at >= 0:
        yield at
        at = letters.find(name, at + 1)


def _edge(text: str, place: int, edges: set[int]) -> bool:
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

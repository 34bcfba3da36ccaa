"""Persons whom the case does not know, found by the words their names are made of.

Where a word stands that is a name and nothing else, the capitalized words beside it belong to the
name: a given name, an initial, a second family name. Alone it counts where a sentence leaves it no
other meaning. Authors in citations and people after whom tests are called stay.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from openimr.assignment.name_words import name_words
from openimr.publication.redaction.found import Found, How
from openimr.publication.redaction.identifiers import Kind
from openimr.publication.redaction.name_lists import (
    all_names,
    family_names,
    given_names,
    worded_names,
)
from openimr.publication.redaction.name_neighbours import (
    BRIDGE,
    CELL,
    CITED,
    NAME_ENDS,
    NameWords,
    beside,
    is_free,
    may_be_of_name,
    name_ends,
    whole_name,
)
from openimr.publication.redaction.standing import CALLED, Text, is_verb
from openimr.publication.redaction.stranger_forms import DEGREE_HERE
from openimr.publication.redaction.tokens import Token, begins_sentence, between
from openimr.publication.redaction.words import is_no_name, ordinary_among, redaction_words

_AND_ANOTHER = re.compile(
    r"(?:,?\s+(?:and|or|AND|OR)\s+|,\s+|/)[A-Z]\w+(?:['’][sS])?\s+"
    r"(?i:tests?|signs?|maneuvers?|scores?|criteria|scales?|were\s+(?:positive|negative))\b"
)
"""The last of several tests: "Watson and Finkelstein tests"."""
_INITIAL = re.compile(
    r"(?<![\w.&'’-])(?!U\.\s?S\.)[A-Z]\.[ ]?(?:[A-Z]\.[ ]?)?"
    r"(?=(?:(?:van|von|de|del|der|la|dos|da|el|al|bin|ter)[ -]){0,2}[A-Z])"
)
_MIDDLE = re.compile(r"[ ][A-Z]\b\.?(?=[ ]*(?:[-–—(|/\t\n]|,[ ]|$))")
_ADVERBS = frozenset(
    {"already", "always", "also", "never", "still", "often", "now", "then", "helps", "cannot"}
)


def runs_in(text: Text) -> Iterator[Found]:
    """Every name that has a word in it which is nothing but a name, or an initial before it."""
    words = _words(text)
    done = -1
    for place in sorted(place for word in words.sure for place in text.places[word]):
        token = text.tokens[place]
        if place <= done or not token.capital or DEGREE_HERE.match(text.text, token.start):
            continue
        first, last = whole_name(text, words, place)
        if first == last and not _alone(text, place):
            continue
        if not _means_else(text, last, turned=_turned(text, first, last)):
            done = last
            yield _person(text, first, last, sure=first < last)
    yield from _ordinary(text, words)
    yield from _initialled(text, words)


def _words(text: Text) -> NameWords:
    names = [word for word in text.places if word in all_names()]
    return NameWords(
        frozenset(word for word in names if not ordinary_among(word, text.small) and is_free(word)),
        frozenset(word for word in names if word in given_names()),
    )


def _person(text: Text, first: int, last: int, *, sure: bool) -> Found:
    """The person; the family name, first with a comma or last, tells other mentions of it."""
    start, end = text.tokens[first].start, text.tokens[last].end
    family = text.tokens[first if _turned(text, first, last) else last].folded
    return Found(start, end, Kind.PERSON, f"~{family}", How.PATTERN, sure)


def _turned(text: Text, first: int, last: int) -> bool:
    """Whether the family name stands first, with a comma."""
    return first < last and "," in between(text.text, text.tokens[first], text.tokens[first + 1])


def _ordinary(text: Text, words: NameWords) -> Iterator[Found]:
    """A given name and a family name that are both words, in the midst of a sentence."""
    table = redaction_words()
    for word in sorted(words.given - words.sure):
        if word in table.things or not is_free(word):
            continue
        for place in text.places[word]:
            last = place + 1
            if last < len(text.tokens) - 1 and len(text.tokens[last].raw) == 1:
                last += 1
            if all(beside(text, at, at + 1) for at in range(place, last)) and _both(
                text, place, last
            ):
                yield _person(text, place, last, sure=True)


def _both(text: Text, first: int, last: int) -> bool:
    """Whether two words that are names as well stand as the name of one person."""
    token, family = text.tokens[first], text.tokens[last]
    before = text.text[max(0, token.start - 12) : token.start]
    placed = BRIDGE.search(before) or CELL.search(before) or last > first + 1
    known = family.folded in worded_names() or family.folded in family_names()
    if not (placed and known and len(family.raw) > 2 and may_be_of_name(text, family)):
        return False
    return name_ends(text, family) and not _means_else(text, last)


def _initialled(text: Text, words: NameWords) -> Iterator[Found]:
    """An initial and a capitalized word, in the midst of a sentence or of an entry."""
    starts = {token.start: place for place, token in enumerate(text.tokens)}
    for found in _INITIAL.finditer(text.text):
        place = starts.get(found.end(), len(text.tokens))
        while place < len(text.tokens) and not text.tokens[place].capital:
            place += 1
        opens = begins_sentence(text.text, found.start()) or _against(text, found.start())
        if place == len(text.tokens) or opens or text.text[: found.start()].endswith(", "):
            continue
        token = text.tokens[place]
        if len(token.raw) < 3 or not may_be_of_name(text, token) or token.raw.isupper():
            continue
        if not _means_else(text, place):
            first, _ = whole_name(text, words, place)
            start = min(found.start(), text.tokens[first].start)
            yield Found(start, token.end, Kind.PERSON, f"~{token.folded}", How.PATTERN, False)


def _against(text: Text, start: int) -> bool:
    """Whether a V. stands between two parties."""
    return re.search(r"[A-Z][\w'’-]*[ ]$", text.text[max(0, start - 24) : start]) is not None and (
        text.text[start] == "V"
    )


def _means_else(text: Text, last: int, *, turned: bool = False) -> bool:
    """Whether words that end here are of a citation, a test or an organization.

    Initials behind a family name are an author's; behind "Family, Given" they are of the name.
    """
    end = text.tokens[last].end
    own = turned and _MIDDLE.match(text.text, end) is not None
    if any(sign.match(text.text, end) for sign in (CALLED, _AND_ANOTHER)):
        return True
    if not own and CITED.match(text.text, end):
        return True
    if last + 1 == len(text.tokens):
        return False
    after = text.tokens[last + 1]
    gap = between(text.text, text.tokens[last], after)
    if gap.strip() == "&" or (gap == "-" and is_no_name(after.folded)):
        return True
    several = after.folded in redaction_words().shared or after.folded in name_words().common
    return gap == " " and after.capital and several and not after.raw.isupper()


def _alone(text: Text, place: int) -> bool:
    """Whether a name that stands alone can only mean a person."""
    token = text.tokens[place]
    if len(token.raw) < 3 or (token.all_capitals and token.folded in redaction_words().acronyms):
        return False
    after = text.text[token.end : token.end + 24]
    follows = re.match(r"\s+([^\W\d_]+)", after)
    if follows is not None and (is_verb(follows[1]) or follows[1].lower() in _ADVERBS):
        return True
    if re.match(r"['’][sS]\b", after):
        return True
    before = text.text[max(0, token.start - 12) : token.start]
    if token.raw.isupper():
        return before.endswith(" ") and _bridged(before) and NAME_ENDS.match(after) is not None
    return _within(text, token, before, follows)


def _bridged(before: str) -> bool:
    return BRIDGE.search(before) is not None


def _within(text: Text, token: Token, before: str, follows: re.Match[str] | None) -> bool:
    """Whether a word has its capital in the midst of a sentence, small words on either side."""
    if begins_sentence(text.text, token.start) or not _bridged(before):
        return False
    hyphened = text.text[token.end : token.end + 1] == "-"
    return not hyphened and (follows is None or follows[1].islower())

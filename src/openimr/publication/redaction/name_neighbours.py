"""Words beside a word that is surely a name: which of them are of the same name.

A name is a given name, initials, one or two family names and the particles between them, or the
family name first with a comma. In a line all in capitals a word counts only where it is in a list
of names, or where a sign, a degree or a verb shows that the name ends with it.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from openimr.assignment.name_words import name_words
from openimr.publication.redaction.name_lists import (
    all_names,
    family_names,
    given_names,
    worded_names,
)
from openimr.publication.redaction.standing import DEGREE, Text, is_verb
from openimr.publication.redaction.stranger_forms import DEGREES
from openimr.publication.redaction.tokens import Token, begins_sentence, between, in_one_line
from openimr.publication.redaction.words import is_no_name, redaction_words

CITED = re.compile(
    r"\s*(?:,?\s+(?i:et\s+al)|,?\s+\(?(?:19|20)\d\d"
    r"|,?[ ](?!DR|MD|DO|DC|PA|NP|RN|PT|OT|MS|MA|MR|II|IV|JR|SR)"
    r"[A-Z]{1,2}\b(?:,|\.(?!\s?[A-Z][a-z]))"
    r"|,?[ ][A-Z]\.[,\s]\s?(?:[A-Z]\.|\(|&)"
    r"|\s+(?i:and\s+colleagues)|\s+(?:&|and)\s+[A-Z][\w'’-]+,?\s+\(?(?:19|20)\d\d)"
)
"""What follows an author in a citation."""
CELL = re.compile(r"(?:^|\n|\t|[:;(|•*-]|[ ]{2}|\d)[ ]*$")
"""What stands before the beginning of a line, of a cell, of an entry."""
BRIDGE = re.compile(
    r"\b(?:by|with|to|of|from|for|and|or|per|named|late|reply|says|said|writes|asked|see|via|Drs?\.?)\s+$"
    r"|[(/]\s?$",
    re.IGNORECASE,
)
"""What stands before a name in a sentence."""
NAME_ENDS = re.compile(r"\s*(?:[.,;:)\]\n]|$|['’]s\b)")
_TITLE = re.compile(r"\b(?:drs?|mrs?|ms)\.?\s+$", re.IGNORECASE)
_JOINT = re.compile(r"[ \u00a0]|-|\.[ ]?\n?|[ \u00a0]?\n[ ]?")
_COMMA = re.compile(r"[ ]?,[ \u00a0\n]?")
_ENTRY_ENDS = re.compile(
    r"(?:[ ][A-Z]\b\.?)?"
    r"(?:[ ]+[-–—|/(]|[ ]{2}|[ ]*\n|[ ]*$|[ ]\d|[ ]on[ ]\d|,\s\d)"
)
_MOST = 5
"""Words of the longest name."""
_BEHIND_NAMES = frozenset(
    {"and", "or", "for", "on", "at", "in", "of", "to", "from", "with", "who", "that", "by", "as"}
)


class NameWords(NamedTuple):
    """The words of a text that are names.

    Attributes:
        sure: names and nothing else.
        given: given names, also those with another meaning.
    """

    sure: frozenset[str]
    given: frozenset[str]


def whole_name(text: Text, words: NameWords, place: int) -> tuple[int, int]:
    """The first and the last word of the name around this one."""
    first = last = place
    while last - first < _MOST and (step := _left(text, words, first)):
        first -= step
    while last - first < _MOST and (step := _right(text, words, last)):
        last += step
    return _turned(text, words, first, last)


def beside(text: Text, left: int, right: int) -> bool:
    """Whether two words stand beside each other as those of a name do, in capitals both or not."""
    if left < 0 or right >= len(text.tokens):
        return False
    one, other = text.tokens[left], text.tokens[right]
    gap = between(text.text, one, other)
    if not _JOINT.fullmatch(gap) or (gap.startswith(".") and len(one.raw) > 1 and one.raw != "St"):
        return False
    if "\n" in gap and not _wrapped(text, one, other):
        return False
    return one.capital and other.capital and _alike(one, other)


def may_be_of_name(text: Text, token: Token) -> bool:
    """Whether a capitalized word may be of a name: no word of medicine, of an office or a state."""
    word, words = token.folded, redaction_words()
    if _short_given(text, token):
        return True
    if word in text.small or is_no_name(word) or not is_free(word) or word in words.things:
        return False
    if token.all_capitals and word in words.acronyms | name_words().degrees:
        return False
    everybody = word in words.shared or word in name_words().common or word in name_words().forms
    return not everybody and word not in name_words().titles and word.isalpha()


def _short_given(text: Text, token: Token) -> bool:
    """Whether two letters are a given name ("Pa Houa", "My Linh") and no word or degree."""
    titled = len(token.raw) == 2 and token.raw.istitle() and token.folded in given_names()
    return titled and (not begins_sentence(text.text, token.start) or _name_behind(text, token))


def _name_behind(text: Text, token: Token) -> bool:
    """Whether a name that is no word stands right behind ("Pa Houa Lor")."""
    behind = re.match(r"[ ]([A-Z][a-z]{2,})\b", text.text[token.end : token.end + 24])
    return behind is not None and behind[1].lower() in all_names()


def is_free(word: str) -> bool:
    """Whether a word is no verb, no state and of no body that makes guidelines."""
    words = redaction_words()
    return word not in words.bodies and word not in words.states and word not in words.verbs


def name_ends(text: Text, token: Token) -> bool:
    """Whether a name ends with this word: a sign, a degree, a small word or a verb follows."""
    after = text.text[token.end : token.end + 40]
    follows = re.match(r"\s+(\w+)", after)
    return (
        NAME_ENDS.match(after) is not None
        or DEGREE.match(after) is not None
        or (follows is not None and (is_verb(follows[1]) or follows[1].lower() in _BEHIND_NAMES))
    )


def _wrapped(text: Text, one: Token, other: Token) -> bool:
    """Whether a long line was wrapped behind a given name or an initial."""
    if one.folded not in given_names() and len(one.raw) > 1:
        return False
    return in_one_line(text.text, one.start, other.end)


def _alike(one: Token, other: Token) -> bool:
    short = len(one.raw) == 1 or len(other.raw) == 1
    return short or one.raw.isupper() == other.raw.isupper()


def _left(text: Text, words: NameWords, place: int) -> int:
    """How many words before this one belong to the name."""
    before = place - 1
    if before > 0 and _hyphened(text, before, place):
        return 2
    if before >= 0 and _two_initials(text, before, place):
        return 1
    if before < 0 or not beside(text, before, place):
        return _particles(text, words, place)
    token = text.tokens[before]
    if len(token.raw) == 1:
        return int(_initial_before(text, words, before))
    if token.folded in words.sure or token.folded in name_words().particles:
        return 1
    may = may_be_of_name(text, token)
    return int(may and (token.folded in words.given or _unknown_before(text, token)))


def _initial_before(text: Text, words: NameWords, place: int) -> bool:
    """Whether a letter is an initial: no article, and not the V. between two parties."""
    token = text.tokens[place]
    if token.raw == "V" and place and text.tokens[place - 1].folded in words.sure:
        return False
    return token.raw not in "AI" or text.text[token.end :].startswith(".")


def _unknown_before(text: Text, token: Token) -> bool:
    """Whether a word in no list, before a name, is of it: no word of the language, no label."""
    before = text.text[max(0, token.start - 12) : token.start]
    placed = BRIDGE.search(before) is not None
    if token.raw.isupper():
        return placed or CELL.search(before) is not None
    if token.folded in redaction_words().occupations:
        return False
    if token.folded in redaction_words().ordinary:
        return placed
    return text.text[token.start - 1] != "\n" or placed


def _hyphened(text: Text, before: int, place: int) -> bool:
    """Whether a name of two parts, the second in small letters, stands before ("Ji-hoon Paik")."""
    first, second = text.tokens[before - 1], text.tokens[before]
    return (
        second.raw.islower()
        and between(text.text, first, second) == "-"
        and between(text.text, second, text.tokens[place]) == " "
        and first.capital
        and len(first.raw) > 1
        and may_be_of_name(text, first)
        and second.folded not in redaction_words().clinical
        and not begins_sentence(text.text, first.start)
    )


def _two_initials(text: Text, before: int, place: int) -> bool:
    """Whether two capitals written together stand before a name ("JR Ortega")."""
    one, other = text.tokens[before], text.tokens[place]
    if len(one.raw) != 2 or not one.raw.isupper() or other.raw.isupper():
        return False
    if between(text.text, one, other) != " ":
        return False
    return one.folded not in redaction_words().acronyms | name_words().degrees


def _particles(text: Text, words: NameWords, place: int) -> int:
    """How many small particles, and the name before them, belong to a name ("Ana de la Cruz")."""
    at, small = place - 1, 0
    while at >= 0 and text.tokens[at].folded in name_words().particles and small < 3:
        gap = between(text.text, text.tokens[at], text.tokens[at + 1])
        if not gap.isspace() or len(gap) > 1:
            return 0
        at, small = at - 1, small + 1
    gap = "" if at < 0 else between(text.text, text.tokens[at], text.tokens[at + 1])
    if small and at >= 0 and text.tokens[at].folded in words.given and gap.isspace():
        return small + 1
    return small if text.tokens[at + 1].raw.islower() else 0


def _right(text: Text, words: NameWords, place: int) -> int:
    """How many words behind this one belong to the name."""
    after = place + 1
    if after >= len(text.tokens):
        return 0
    ahead, small = after, 0
    particles = name_words().particles
    while ahead < len(text.tokens) - 1 and text.tokens[ahead].folded in particles and small < 3:
        ahead, small = ahead + 1, small + 1
    if small and _particled(text, words, place, ahead):
        return ahead - place
    token = text.tokens[after]
    gap = between(text.text, text.tokens[place], token)
    generation = token.folded in name_words().generations and token.capital
    if generation and len(token.raw) > 1 and gap in {" ", ", "}:
        return 1
    if not beside(text, place, after) or DEGREES.match(text.text, text.tokens[place].end):
        return 0
    if len(token.raw) == 1:
        article = token.raw in "AI" and text.text[token.end : token.end + 1] != "."
        return int(not article and _right(text, words, after) > 0)
    return int(token.folded in words.sure or _unlisted_behind(text, words, place))


def _unlisted_behind(text: Text, words: NameWords, place: int) -> bool:
    """Whether the word behind a name, itself in no list of names, is of it."""
    here, token = text.tokens[place], text.tokens[place + 1]
    table = redaction_words()
    if DEGREES.match(text.text, here.end):
        return False
    worded = token.folded in worded_names() and token.folded not in table.joining
    worded = worded and token.folded not in name_words().titles
    worded = worded or token.folded in table.short_families
    paired = worded and here.folded in words.given and token.raw.istitle()
    if paired and "\n\n" not in text.text[here.end : token.start]:
        return name_ends(text, token)
    if here.folded not in words.given and len(here.raw) > 1:
        second = token.folded in worded_names() and may_be_of_name(text, token)
        return second and "\n" not in text.text[here.end : token.start] and name_ends(text, token)
    thing = token.folded in table.things and token.folded not in text.small
    if not (may_be_of_name(text, token) or token.folded in table.eponyms or thing):
        return False
    barred = token.folded in table.bodies | table.clinical | table.verbs
    shown = name_ends(text, token)
    return not barred and (shown or not (thing or token.raw.isupper()))


def _particled(text: Text, words: NameWords, place: int, ahead: int) -> bool:
    """Whether particles and the word behind them go on with the name ("Ana de la Cruz")."""
    gaps = text.text[text.tokens[place].end : text.tokens[ahead].start]
    here, token = text.tokens[place], text.tokens[ahead]
    given = here.folded in words.given or here.folded in words.sure or len(here.raw) == 1
    if not given or "\n\n" in gaps or len(gaps) > 16:
        return False
    plain = re.fullmatch(r"[\w\s.'’-]+", gaps) is not None
    return plain and token.capital and len(token.raw) > 1 and may_be_of_name(text, token)


def _turned(text: Text, words: NameWords, first: int, last: int) -> tuple[int, int]:
    """With what stands behind or before a comma, where it is "Family, Given"."""
    if last + 1 < len(text.tokens) and _comma(text, last):
        if _given_behind(text, words, last):
            while step := _right(text, words, last + 1):
                last += step
            return first, last + 1
        if _entry(text, first, last) and may_be_of_name(text, text.tokens[last + 1]):
            return first, last + 1
    if first and _comma(text, first - 1) and _family_before(text, words, first):
        return first - 1, last
    return first, last


def _given_behind(text: Text, words: NameWords, last: int) -> bool:
    """Whether a given name or an initial stands behind the comma: no degree, month or author."""
    one, token = text.tokens[last], text.tokens[last + 1]
    titled = _TITLE.search(text.text[max(0, one.start - 8) : one.start]) is not None
    if not token.capital or titled or DEGREES.match(text.text, one.end):
        return False
    if len(token.raw) == 1:
        return CITED.match(text.text, one.end) is None
    month = re.match(r"\s+\d", text.text[token.end :]) is not None
    return token.folded in words.given and _alike(one, token) and not month


def _family_before(text: Text, words: NameWords, first: int) -> bool:
    """Whether the word before the comma is the family name of whom the next word names."""
    token, given = text.tokens[first - 1], text.tokens[first].folded in words.given
    begins = CELL.search(text.text[max(0, token.start - 6) : token.start]) is not None
    listed = token.folded in worded_names() or token.folded in family_names()
    titled = _TITLE.search(text.text[max(0, token.start - 8) : token.start]) is not None
    if len(token.raw) < 2 or titled or not (begins or (listed and given)):
        return False
    may = may_be_of_name(text, token) or (begins and token.folded in redaction_words().things)
    return token.capital and may and _alike(token, text.tokens[first])


def _entry(text: Text, first: int, last: int) -> bool:
    """Whether "Family, Word" is an entry of its own: it begins a cell, and a sign ends it."""
    one, other = text.tokens[first], text.tokens[last + 1]
    if not CELL.search(text.text[max(0, one.start - 6) : one.start]) or not _alike(one, other):
        return False
    ends = _ENTRY_ENDS.match(text.text[other.end :]) is not None
    return ends and other.capital and DEGREES.match(text.text, text.tokens[last].end) is None


def _comma(text: Text, left: int) -> bool:
    gap = between(text.text, text.tokens[left], text.tokens[left + 1])
    return _COMMA.fullmatch(gap) is not None

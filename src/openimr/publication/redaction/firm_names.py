"""How far the name of an unknown organization goes: the words before and behind what it is."""

from __future__ import annotations

import functools
import re
from typing import NamedTuple

from openimr.assignment.name_words import name_words
from openimr.publication.redaction.identifiers import Kind
from openimr.publication.redaction.name_lists import all_names, worded_names
from openimr.publication.redaction.standing import Text
from openimr.publication.redaction.tokens import Token, between, in_one_line
from openimr.publication.redaction.words import is_no_name, redaction_words

_JOINT = re.compile(
    r"['’]|[ \u00a0]|-|[ \u00a0]?\n|['’][sS]?[ ]|[ \n]?&[ \n]?|\.[ ]",
)
_TITLE = re.compile(r"\b(?:Drs?|Mr|Mrs|Ms|DRS?|MR|MRS|MS)\.?\s+$")
_DESCRIBES = re.compile(r"(?:al|ed|ent|ant|ive|ic|ous|ary|ing|able|ly|tion|ment|ology)$")
"""Ends of words that say what a treatment is like ("Additional", "Supervised")."""
_MOST = 6
"""Words of the longest name before what the organization is."""
_JOINING = frozenset({"and", "of", "the", "for"})
_ARTICLES = frozenset({"de", "del", "la", "las", "los"})
"""Of Spanish names: joining words in small letters, parts of a name with a capital."""
_FAMILY_PARTICLES = frozenset({"de", "del", "dela", "la", "los", "las", "von", "van", "der"})
"""What stands in small letters before the family name with which a firm's name begins."""
_LEGAL = frozenset({"professional", "medical", "california", "law"})
"""Words before "corporation", behind an article ("A Professional Corporation")."""
_SHORTENED = frozenset(
    {"st", "mt", "ft", "bros", "co", "inc", "corp", "jr", "sr", "ctr", "med", "grp", "assoc"}
)


_PRONOUNS = frozenset({"he", "her", "so", "an"})
_PRONOUN_PLACED = re.compile(r"(?:\b(?:at|from|by)|;|\()\s$")
"""What stands before a firm called after somebody whose name is such a word."""


class Head(NamedTuple):
    """Words for what an organization is, its kind; strong, if hardly anything else is so called."""

    words: tuple[str, ...]
    kind: Kind
    strong: bool


@functools.cache
def heads() -> dict[str, list[Head]]:
    """The phrases of ``words.yaml`` by their last word, the longest first."""
    words = redaction_words()
    by_last: dict[str, list[Head]] = {}
    for several, kind, strong in (
        (words.company_heads, Kind.COMPANY, True),
        (words.facility_heads, Kind.FACILITY, True),
        (words.weak_heads, Kind.FACILITY, False),
        (words.weak_company_heads, Kind.COMPANY, False),
    ):
        for phrase in sorted(several - words.bodies):
            parts = tuple(phrase.split("-"))
            by_last.setdefault(parts[-1], []).append(Head(parts, kind, strong))
    for phrases in by_last.values():
        phrases.sort(key=lambda one: (-len(one.words), not one.strong))
    return by_last


def name_begins(text: Text, head: int) -> int:
    """The first word of the name before these words for what it is."""
    first, stepped = head, -1
    article = head > 1 and text.tokens[head - 1].raw in {"A", "a"}
    if article and text.tokens[head].folded in _LEGAL:
        first = stepped = head - 1
    while first and head - first < _MOST and _belongs(text, first, head, stepped):
        first -= 1
    while first < head and _joins(text.tokens[first]) and not _named_article(text, first):
        first += 1
    while first and text.tokens[first - 1].folded in _FAMILY_PARTICLES:
        if between(text.text, text.tokens[first - 1], text.tokens[first]) != " ":
            break
        first -= 1
    return first


def _belongs(text: Text, first: int, head: int, stepped: int) -> bool:
    """Whether the word before the first one of a name, so far, is of it as well."""
    token, after = text.tokens[first - 1], text.tokens[first]
    gap = between(text.text, token, after)
    legal = (first == head and after.folded in name_words().forms) or first == stepped
    listed = gap == ", " and (legal or "&" in text.text[after.start : text.tokens[head - 1].end])
    if not (_JOINT.fullmatch(gap) or listed) or not _goes_on(text, token, after, gap):
        return False
    return not _joins(token) or (first > 1 and _connects(text.tokens[first - 2], token))


def _named_article(text: Text, place: int) -> bool:
    """Whether "LAS" in capitals begins a name ("LAS PALMAS HOTEL")."""
    token, after = text.tokens[place], text.tokens[place + 1]
    article = token.folded in {"la", "las", "los", "el"} and token.raw.isupper()
    return article and after.raw.isupper() and between(text.text, token, after) == " "


def name_goes(text: Text, last: int) -> int:
    """The last word of a name that goes on with a place, "&" or more words of what it is."""
    while last + 1 < len(text.tokens):
        token = text.tokens[last + 1]
        gap = between(text.text, text.tokens[last], token)
        if token.folded == "of" and gap == " " and (after := _place_behind(text, last + 2)):
            return after
        more = gap in {" & ", " "} and token.capital and token.folded not in small_words()
        if not more or (gap == " " and not _is_trade(token.folded)):
            break
        last += 1
    return last


def name_from(text: Text, place: int) -> int:
    """The last word of a name that begins here, in capitalized words; less where none does."""
    last = place - 1
    while last + 1 < len(text.tokens) and last - place < _MOST:
        token = text.tokens[last + 1]
        gap = between(text.text, text.tokens[last], token) if last >= place else " "
        joined = _JOINT.fullmatch(gap) and _goes_on(text, text.tokens[max(last, place)], token, gap)
        known_else = token.folded in small_words() or is_no_name(token.folded)
        known_else = known_else or _acronym(token)
        if not joined or known_else or not (token.capital or _joins(token)):
            break
        last += 1
    while last >= place and not text.tokens[last].capital:
        last -= 1
    return last


def capitals_from(text: Text, place: int) -> int:
    """The last of the capitalized words that begin here, "of" and "&" between them."""
    last = place
    while last + 1 < len(text.tokens) and last - place < _MOST:
        token, gap = (
            text.tokens[last + 1],
            between(text.text, text.tokens[last], text.tokens[last + 1]),
        )
        named = token.capital and token.folded not in small_words() and not _acronym(token)
        if not (_JOINT.fullmatch(gap) and named) or "." in gap:
            break
        last += 1
    return last


def _acronym(token: Token) -> bool:
    """Whether capitals mean something that is no name of its own ("Camp Merritt YMCA")."""
    return token.all_capitals and token.folded in redaction_words().acronyms


def opens_heading(text: Text, place: int) -> bool:
    """Whether the words before stand with capitals as well, or a title or number begins here."""
    first = text.tokens[place]
    word, names = first.folded, name_words()
    if word in names.titles or word in names.degrees or word in small_words():
        return True
    if first.all_capitals or place < 2:
        return True
    before = text.tokens[max(0, place - 4) : place]
    return sum(token.raw[0].isupper() for token in before) > 1


def tells(word: str) -> bool:
    """Whether a word is an organization's own: no form, field or body that makes guidelines."""
    words = redaction_words()
    if len(word) == 2 and word in words.short_families:
        return word not in words.ordinary
    if len(word) < 3 or word in name_words().degrees or word.isdigit():
        return False
    if word in words.clinical or word in words.shared or word in words.bodies:
        return False
    joining = word in _JOINING or word in _ARTICLES
    return not joining and word not in name_words().common and word not in name_words().forms


def describes(word: str, text: Text) -> bool:
    """Whether a word says what a treatment is like, or the text uses it in small letters."""
    if word in text.small:
        return True
    if word in redaction_words().firm_words or word in worded_names() or word in all_names():
        return False
    return _DESCRIBES.search(word) is not None


def begins_with_pronoun(text: Text, token: Token) -> bool:
    """Whether "Her" is the family name with which a firm's name begins ("at Her Concrete")."""
    if token.folded not in _PRONOUNS or not token.raw.istitle():
        return False
    return _PRONOUN_PLACED.search(text.text[max(0, token.start - 6) : token.start]) is not None


def small_words() -> frozenset[str]:
    """Words that stand before a name and are none of it, also where all are in capitals."""
    return redaction_words().before_firms


def _place_behind(text: Text, place: int) -> int:
    """The last word of the place behind "Law Center of"; 0 where there is none."""
    last = 0
    for at in range(place, min(place + 3, len(text.tokens))):
        token = text.tokens[at]
        gap = between(text.text, text.tokens[at - 1], token)
        if gap not in {" ", "\n"} or not token.capital or token.folded in small_words():
            break
        if not in_one_line(text.text, text.tokens[at - 1].start, token.end):
            break
        last = at
    return last


def _is_trade(word: str) -> bool:
    forms = name_words().forms - _JOINING
    return word in heads() or word in redaction_words().shared or word in forms


def _joins(token: Token) -> bool:
    """Whether a word stands between others and begins no name ("of", and not "Las")."""
    return token.folded in _JOINING or (token.folded in _ARTICLES and not token.raw.istitle())


def _goes_on(text: Text, token: Token, after: Token, gap: str) -> bool:
    """Whether a word before others of a name belongs to it."""
    initial = len(token.raw) == 1 and token.raw.isalpha()
    if "." in gap and not (token.folded in _SHORTENED or initial):
        return False
    if "\n" in gap and not in_one_line(text.text, token.start, after.end):
        return False
    if _joins(token):
        return token.raw.islower() or after.raw.isupper()
    if token.raw in {"s", "S"} and text.text[token.start - 1 : token.start] in {"'", "’"}:
        return True
    return _named_word(text, token, after) and not _titled(text, token, gap)


def _titled(text: Text, token: Token, gap: str) -> bool:
    """Whether a word is a person's name, behind a title, and none of a firm of that name."""
    if not _TITLE.search(text.text[max(0, token.start - 6) : token.start]):
        return False
    return "'" not in gap and "’" not in gap and gap != " "


def _named_word(text: Text, token: Token, after: Token) -> bool:
    """Whether a word can be of an organization's name: a capital, a short number."""
    words = redaction_words()
    of_date = text.text[token.start - 1 : token.start] in {"/", "-"}
    if not token.capital and (not token.raw.isdigit() or len(token.raw) > 3 or of_date):
        return False
    heading = token.folded in words.acronyms and token.raw.istitle()
    small = token.folded in small_words() and not heading and not begins_with_pronoun(text, token)
    if small or token.folded in name_words().titles:
        return False
    spoken = token.folded in words.verbs and token.folded not in words.ordinary
    if spoken and after.folded != "workers":
        return False
    return not (token.all_capitals and token.folded in words.acronyms)


def _connects(before: Token, token: Token) -> bool:
    """Whether "of" or "and" stands inside a name."""
    if not before.capital or before.folded in small_words():
        return False
    if token.folded in {"of", "for"}:
        return before.folded in redaction_words().of_heads
    if token.folded in {"and", "the"}:
        return not is_no_name(before.folded) and token.raw.islower()
    return True

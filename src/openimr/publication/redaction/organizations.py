"""Organizations that the case knows, found in a text by the words that are their own.

"Ironbridge Freight Services, LLC" is found as "Ironbridge", "IRONBRIDGE FREIGHT", "Ironbridge
Freight Svcs." and "IFS"; "Valley Medical Group" only with two of its words, because each alone is
everybody's.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from openimr.assignment.name_words import folded, name_words
from openimr.assignment.organization_names import initials_in, surely_organization
from openimr.publication.redaction.found import Found, How
from openimr.publication.redaction.identifiers import Identifier
from openimr.publication.redaction.standing import Text
from openimr.publication.redaction.variants import is_slip, other_spellings
from openimr.publication.redaction.words import ordinary_among, redaction_words

_SPLIT = re.compile(r"[^\W_]+(?:['’‘`´][^\W_]+)*")
_JOINT = re.compile(r"[\s.,&\-‐‑/()\u00ad\ufffe\x02]{0,5}|\s*[-–—]\s*|\s+\d{1,5}\s+")
_FORM = re.compile(
    r"[\s,]*\b(?:inc(?:orporated)?|l\.?l\.?[cp]\.?|ltd|corp(?:oration)?|co(?:mpany)?|p\.?\s?c|a\.?p\.?c|l\.?p|pllc)\b\.?",
    re.IGNORECASE,
)


class OrganizationWords(NamedTuple):
    """An organization's words: each spelling, those that are its own, and its initials."""

    words: frozenset[str]
    own: frozenset[str]
    acronyms: frozenset[str]
    size: int


@functools.lru_cache(maxsize=10_000)
def organization_words(name: str) -> OrganizationWords:
    """The words of a name, abbreviations beside what they stand for."""
    words: set[str] = set()
    own: set[str] = set()
    written = _SPLIT.findall(name)
    if "&" in name:
        words.add("and")
    for one in written:
        spelled = other_spellings(one)
        words |= spelled
        for word in spelled:
            words |= _abbreviated(word)
            if len(word) > 1 and not _shared(word):
                own.add(word)
    bare = _FORM.sub("", name)
    acronyms = {initials_in(name), initials_in(bare)}
    told = {one for one in acronyms if len(one) > 2 and one not in redaction_words().acronyms}
    return OrganizationWords(frozenset(words), frozenset(own), frozenset(told), len(written))


def _shared(word: str) -> bool:
    """Whether many organizations have this word."""
    table, words = name_words(), redaction_words()
    if word in words.clinical or word in words.shared:
        return True
    return word in table.forms or table.short.get(word, word) in table.common


def _abbreviated(word: str) -> set[str]:
    short = name_words().short
    whole = set(short.get(word, "").split())
    return whole | {abbreviation for abbreviation, meant in short.items() if meant == word}


def organizations_in(text: Text, known: Iterable[Identifier]) -> Iterator[Found]:
    """Every mention of these organizations."""
    for who in known:
        words = organization_words(who.value)
        for run in _runs(text, words):
            if (how := _how(text, run, words, who)) is not None:
                start, end = text.tokens[run[0]].start, text.tokens[run[-1]].end
                form = _FORM.match(text.text, end)
                end = form.end() if form and run else end
                yield Found(start, end, who.kind, who.owner, how)
        yield from _acronyms(text, words, who)


def _runs(text: Text, words: OrganizationWords) -> Iterator[list[int]]:
    """Stretches of the organization's words, signs and company forms between them."""
    run: list[int] = []
    members = {word for word in text.places if _member(word, words)}
    for place, token in enumerate(text.tokens):
        member = token.folded in members
        if run and token.raw in {"s", "S"} and text.text[token.start - 1] in "'’":
            run.append(place)
            continue
        if run:
            member = member or _misread(token.folded, words)
            gap = text.text[text.tokens[run[-1]].end : token.start]
            if member and place == run[-1] + 1 and _JOINT.fullmatch(gap):
                run.append(place)
                continue
            yield _trimmed(text, run)
            run = []
        if member and token.folded not in name_words().forms:
            run = [place]
    if run:
        yield _trimmed(text, run)


def _trimmed(text: Text, run: list[int]) -> list[int]:
    """A stretch without "the", "of", "and" at its end."""
    while len(run) > 1 and text.tokens[run[-1]].folded in {"the", "of", "and", "a", "no", "s"}:
        run = run[:-1]
    return run


def _member(word: str, words: OrganizationWords) -> bool:
    if _spelled(word, words):
        return True
    return len(word) > 4 and any(is_slip(word, one) for one in words.own if len(one) > 4)


def _misread(word: str, words: OrganizationWords) -> bool:
    """Whether a word beside others of the name is one of its long words but for slips."""
    return len(word) > 4 and any(is_slip(word, one) for one in words.words if len(one) > 4)


def _of_another(text: Text, first: int) -> bool:
    """Whether a name that is none of this organization's stands right before: another one's."""
    if not first:
        return False
    before, token = text.tokens[first - 1], text.tokens[first]
    gap = text.text[before.end : token.start]
    if gap not in {" ", "'s ", "’s "} or not before.raw[0].isupper():
        return False
    return not (_shared(before.folded) or ordinary_among(before.folded, text.small))


def _how(text: Text, run: list[int], words: OrganizationWords, who: Identifier) -> How | None:
    """How a stretch means the organization; None where it does not."""
    tokens = [text.tokens[place] for place in run]
    capitals = sum(token.capital for token in tokens)
    own = [token for token in tokens if _own(token.folded, words)]
    if not own and (len(tokens) < max(2, words.size - 1) or _of_another(text, run[0])):
        return None
    lone = [one for one in own if one.capital and _telling(one.folded, text)]
    lone += [one for one in own if words.size == 1 and one.all_capitals and one.raw in who.value]
    several = len(tokens) > 1 and capitals > 1 and (bool(own) or len(tokens) == words.size)
    whole = len(tokens) >= words.size > 1
    if not (lone or several or whole):
        return None
    exact = text.text[tokens[0].start : tokens[-1].end].casefold() == who.value.casefold()
    slip = any(not _spelled(one.folded, words) for one in own)
    return How.SLIP if slip else How.KNOWN if exact else How.VARIANT


def _own(word: str, words: OrganizationWords) -> bool:
    return word in words.own or (len(word) > 4 and word not in words.words and _member(word, words))


def _spelled(word: str, words: OrganizationWords) -> bool:
    return word in words.words or word.removesuffix("s") in words.own or f"{word}s" in words.own


def _telling(word: str, text: Text) -> bool:
    """Whether a word alone says which organization."""
    return len(word) > 3 and not ordinary_among(word, text.small) and not surely_organization(word)


def _acronyms(text: Text, words: OrganizationWords, who: Identifier) -> Iterator[Found]:
    for token in text.tokens:
        if token.all_capitals and token.folded in words.acronyms:
            yield Found(token.start, token.end, who.kind, who.owner, How.VARIANT)


def joined_names(known: Iterable[Identifier]) -> Iterator[tuple[Identifier, str]]:
    """Long names and own words without gaps, for names broken by line ends or written together."""
    for who in known:
        for word in organization_words(who.value).own:
            if len(word) > 5:
                yield who, word
        whole = "".join(filter(str.isalnum, folded(_FORM.sub("", who.value))))
        if len(whole) > 8:
            yield who, whole

"""Addresses and towns that the case knows, as people write them."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator

from openimr.publication.redaction.found import Found, How
from openimr.publication.redaction.identifiers import Identifier, Kind
from openimr.publication.redaction.standing import Text
from openimr.publication.redaction.variants import is_slip, other_spellings
from openimr.publication.redaction.words import ordinary_among

KINDS_OF_STREETS = {
    "street": ("st", "str"),
    "avenue": ("ave", "av"),
    "boulevard": ("blvd", "boul"),
    "road": ("rd",),
    "drive": ("dr", "drv"),
    "lane": ("ln",),
    "court": ("ct", "crt"),
    "place": ("pl",),
    "circle": ("cir",),
    "highway": ("hwy", "hiway"),
    "parkway": ("pkwy", "pky"),
    "terrace": ("ter", "terr"),
    "way": ("wy",),
    "trail": ("trl",),
    "square": ("sq",),
    "mall": (),
    "plaza": ("plz",),
    "loop": (),
    "alley": ("aly",),
    "suite": ("ste",),
    "apartment": ("apt",),
    "building": ("bldg",),
    "floor": ("fl",),
    "north": ("n", "no"),
    "south": ("s", "so"),
    "east": ("e",),
    "west": ("w",),
    "saint": ("st",),
    "fort": ("ft",),
    "mount": ("mt",),
}
_LONG = {short: long for long, shorts in KINDS_OF_STREETS.items() for short in shorts}
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_GAP = re.compile(r"[\s.,;#\-‐‑'’/\u00ad\ufffe\x02]{0,5}")
_UNIT = re.compile(
    r"\s+(?:#|(?:apt|apartment|unit|suite|ste|space|spc|room|floor)\b)", re.IGNORECASE
)
"""Where the street ends and what is in the house begins."""
_UNITS = {"suite", "apartment", "unit", "building", "floor", "room", "space"}


@functools.lru_cache(maxsize=50_000)
def _spelled(word: str) -> str:
    """A word of an address in full, folded."""
    bare = min(other_spellings(word), key=len, default="")
    return _LONG.get(bare, bare)


def addresses_in(text: Text, known: Iterable[Identifier]) -> Iterator[Found]:
    """Every mention of these addresses: whole, by number and street, or by the street's name."""
    spelled = [_spelled(token.folded) for token in text.tokens]
    for one in known:
        lines = [list(map(_spelled, _WORD.findall(part))) for part in re.split(r"[,\n]", one.value)]
        words = [word for line in lines for word in line if word not in {"ca", "california"}]
        street = list(
            map(_spelled, _WORD.findall(_UNIT.split(re.split(r"[,\n]", one.value)[0])[0]))
        )
        for start, end in _matches(text, spelled, street):
            last = _onward(text, spelled, end, words)
            yield _found(text, start, last, one)
        named = street[1:] if street and street[0].isdigit() else []
        if len(named) > 1 and any(len(word) > 3 and word not in KINDS_OF_STREETS for word in named):
            for start, end in _matches(text, spelled, named):
                first = start - 1 if start and text.tokens[start - 1].raw[:1].isdigit() else start
                if text.tokens[start].capital:
                    yield _found(text, first, _onward(text, spelled, end, words), one)


def _found(text: Text, start: int, end: int, one: Identifier) -> Found:
    first, last = text.tokens[start].start, text.tokens[end - 1].end
    exact = text.text[first:last] in one.value
    return Found(first, last, one.kind, one.owner, How.KNOWN if exact else How.VARIANT)


def _matches(text: Text, spelled: list[str], words: list[str]) -> Iterator[tuple[int, int]]:
    """Places where these words stand one after another, but for slips."""
    for start in range(len(spelled) - len(words) + 1):
        if not words or not _like(spelled[start], words[0]):
            continue
        if all(
            _like(spelled[start + at], word)
            and (not at or _GAP.fullmatch(_between(text, start + at - 1)))
            for at, word in enumerate(words)
        ):
            yield start, start + len(words)


def _between(text: Text, place: int) -> str:
    return text.text[text.tokens[place].end : text.tokens[place + 1].start]


def _like(written: str, known: str) -> bool:
    return written == known or (not known.isdigit() and len(known) > 4 and is_slip(written, known))


def _onward(text: Text, spelled: list[str], end: int, words: list[str]) -> int:
    """How far the rest of the address, and a suite, go on behind the street."""
    while end < len(spelled) and _GAP.fullmatch(_between(text, end - 1)):
        unit = spelled[end - 1] in _UNITS and len(spelled[end]) < 6
        if spelled[end] not in words and spelled[end] not in _UNITS and not unit:
            break
        end += 1
    return end


def towns_in(text: Text, known: Iterable[Identifier]) -> Iterator[Found]:
    """Every mention of these towns; one that is also a word only where words say a place."""
    spelled = [_spelled(token.folded) for token in text.tokens]
    for one in known:
        words = list(map(_spelled, _WORD.findall(one.value)))
        for start, end in _matches(text, spelled, words):
            tokens = text.tokens[start:end]
            plain = len(words) == 1 and ordinary_among(words[0], text.small)
            if all(token.capital for token in tokens) and not (plain and not _placed(text, start)):
                yield _found(text, start, end, one)


def _placed(text: Text, place: int) -> bool:
    """Whether the words around say that a place stands here ("in Rice", "Rice, CA")."""
    token = text.tokens[place]
    before = text.text[max(0, token.start - 12) : token.start]
    return (
        re.search(r"\b(?:in|of|from|near|to|at)\s+$", before) is not None
        or re.match(r",?\s+(?:CA|California|Calif)\b", text.text[token.end : token.end + 14])
        is not None
    )


def places_of(known: Iterable[Identifier]) -> Iterator[Identifier]:
    """Towns that stand in known addresses ("12 Oak Way, Millbrook, CA 95555" names Millbrook)."""
    for one in known:
        found = re.search(
            r"[,\n]\s*([^,\n\d]+?),?\s+(?:CA|California|[A-Z]{2})\b[.\s]*(?:\d{5}|$)", one.value
        )
        if found:
            yield Identifier(kind=Kind.TOWN, value=found[1].strip(), party=one.party)

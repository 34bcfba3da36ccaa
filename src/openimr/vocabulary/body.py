"""Body regions: their words, sides, spine segments and which region is part of which.

The words follow clinical usage in requests, reports and letters: plain names, Latin names,
abbreviations and spine levels. What depends on a rule (which chapter covers a region) lives
with that rule, not here.
"""

from __future__ import annotations

import bisect
import enum
import functools
import itertools
import re
from collections.abc import Iterable, Iterator

import msgspec

from openimr.vocabulary.body_words import ABBREVIATED_LIMBS, PARENTS, STRUCTURES, TERMS
from openimr.vocabulary.lower_case import lowered
from openimr.vocabulary.value import Value, require


class Side(enum.Enum):
    """Which side of the body."""

    LEFT = "left"
    RIGHT = "right"
    BILATERAL = "bilateral"


class BodyMention(Value, frozen=True, kw_only=True):
    """One body part named in a text.

    Attributes:
        region: the region in the hierarchy ("neck" for neck and cervical spine alike).
        name: the usual name of the part as worded, singular ("cervical spine", "neck").
        side: the side said with it, or None.
        start: offset of the first character, the side's words included when they come first.
        end: offset after the last character, the side's words included when they come last.
        words: the part's own words as they stand in the text, without the side.
        implied: True for a structure, disease or test that belongs to one region
            ("rotator cuff": shoulder) rather than a name of the region.
    """

    region: str
    name: str
    side: Side | None = None
    start: int
    end: int
    words: str
    implied: bool = False

    def __post_init__(self) -> None:
        require(self.region in PARENTS, "a mention belongs to a region of the hierarchy")


_SIDE_WORDS = {
    "left": Side.LEFT,
    "lt": Side.LEFT,
    "l": Side.LEFT,
    "right": Side.RIGHT,
    "rt": Side.RIGHT,
    "r": Side.RIGHT,
    "bilateral": Side.BILATERAL,
    "bilat": Side.BILATERAL,
    "both": Side.BILATERAL,
    "b": Side.BILATERAL,
    "bl": Side.BILATERAL,
    "b/l": Side.BILATERAL,
}

_SIDE = r"(?:left|right|bilateral(?:ly)?|bilat|both|lt|rt|b/l|\([lrb]\)|(?-i:[LR]))"
_BETWEEN = (
    r"(?:(?:[\s.-]+|sided?\b|the|his|her|dominant|nondominant|non-dominant|injured|affected|"
    r"lateral|medial|anterior|posterior|anterolateral|dorsal|volar|distal|proximal|upper|lower|"
    r"mid|inner|outer|major|minor|long|total|partial|complete|reverse|paraspinal|index|middle|"
    r"ring|small|little)[\s.-]*)*"
)
_BEFORE = re.compile(
    rf"(?<![\w/])(?P<first>{_SIDE})(?:\s*(?:and/or|and|or|&|/|greater than|more than|>)\s*"
    rf"(?P<second>{_SIDE}))?\b[\s.)-]*{_BETWEEN}$",
    re.IGNORECASE,
)
_AFTER = re.compile(
    r"(?:\s+(?:brace|splint|sleeve|support|mri|x-?rays?|injection|arthroscopy|replacement|joint))?"
    r"\s*(?:,\s*|\(|-\s*)?"
    r"(?P<side>left|right|bilateral(?:ly)?|bilat|both sides|lt|rt|b/l|[lrb](?=\)))\b"
    r"(?!\s+(?:\w+\s+)?(?:shoulder|elbow|wrist|hand|finger|thumb|hip|knee|ankle|foot|leg|arm|"
    r"thigh|toe|heel|side|upper|lower|forearm|lateral|medial|great|big|calf|eye|ear|groin))",
    re.IGNORECASE,
)
_JOINED = re.compile(r"\s*(?:and|&|/|and/or)\s*", re.IGNORECASE)
_LEVEL = re.compile(
    r"(?<![\w-])(?P<part>[CTDLS])(?P<number>1[0-2]|[1-9])"
    r"(?P<second>\s?(?:-|–|/|to|through)\s?(?P<lower>[CTDLS])?(?:1[0-2]|[1-9])\b)?(?![\w%])"
    r"(?P<use>\s*(?:level|disc|disk|vertebra|nerve|root|dermatom|myotom|radiculo|distribution|"
    r"compression|fracture|facet|foramin|sensation|strength|weakness|innervat))?",
)
_LEVEL_REGIONS = {
    "C": ("cervical spine", "neck", 8),
    "T": ("thoracic spine", "thoracic spine", 12),
    "D": ("thoracic spine", "thoracic spine", 12),
    "L": ("lumbar spine", "low back", 6),
    "S": ("lumbosacral spine", "low back", 5),
}


def _compile(terms: Iterable[tuple[str, str, str]]) -> re.Pattern[str]:
    """A pattern of all terms, for text in lower case; an empty group behind each tells which.

    The group stands behind so that its term's first letter is compared before all else.
    """
    parts = [f"(?:{pattern})(?P<t{number}>)" for number, (pattern, _, _) in enumerate(terms)]
    return re.compile(rf"(?<!\w)(?:{'|'.join(parts)})(?!\w)")


@functools.cache
def _terms() -> re.Pattern[str]:
    """Compiled when first sought for: it takes longer than to import all else here."""
    return _compile(TERMS)


@functools.cache
def _structures() -> re.Pattern[str]:
    return _compile(STRUCTURES)


_LIMB_PATTERN = re.compile(
    rf"(?<![\w-])(?P<side>[LRB])(?P<limb>{'|'.join(ABBREVIATED_LIMBS)})s?(?!\w)"
)


def find_body_parts(text: str, *, structures: bool = False) -> tuple[BodyMention, ...]:
    """The body parts named in a text, in order, each with its side where one is said.

    A side said once for two joined parts ("left hip and knee") counts for both; it does not
    run through a longer list, where writers often mean only the first part.

    Args:
        text: a request, a heading or running text; white space may include line breaks.
        structures: also report structures, diseases and tests that belong to one region
            ("carpal tunnel", "meniscus", "Spurling's").
    """
    found = [*_named(text), *_limbs(text), *_levels(text)]
    if structures:
        taken = sorted((mention.start, mention.end) for mention in found)
        starts = [start for start, _ in taken]
        ends = list(itertools.accumulate((end for _, end in taken), max))
        for mention in _matches(text, _structures(), STRUCTURES, implied=True):
            before = bisect.bisect_left(starts, mention.end)
            if not before or ends[before - 1] <= mention.start:
                found.append(mention)
    return tuple(_carry_sides(text, sorted(found, key=lambda mention: mention.start)))


@functools.cache
def ancestors(region: str) -> frozenset[str]:
    """The region itself and everything it is part of; KeyError for an unknown region."""
    known = {region}
    for parent in PARENTS[region]:
        known |= ancestors(parent)
    return frozenset(known)


def overlap(one: str, other: str) -> bool:
    """Whether two regions are the same or one is part of the other."""
    return one in ancestors(other) or other in ancestors(one)


def _named(text: str) -> Iterator[BodyMention]:
    return _matches(text, _terms(), TERMS, implied=False)


def _matches(
    text: str,
    pattern: re.Pattern[str],
    terms: tuple[tuple[str, str, str], ...],
    *,
    implied: bool,
) -> Iterator[BodyMention]:
    for match in pattern.finditer(lowered(text)):
        _, name, region = terms[int((match.lastgroup or "t0")[1:])]
        side, start, end = _side_around(text, match.start(), match.end())
        yield BodyMention(
            region=region,
            name=name,
            side=side,
            start=start,
            end=end,
            words=text[match.start() : match.end()],
            implied=implied,
        )


def _side_around(text: str, start: int, end: int) -> tuple[Side | None, int, int]:
    """The side said right before or right after the words between two offsets."""
    before = _BEFORE.search(text, max(0, start - 60), start)
    if before:
        first = _side(before["first"])
        if before["second"] and _side(before["second"]) is not first:
            first = Side.BILATERAL
        return first, before.start(), end
    after = _AFTER.match(text, end)
    if after:
        return _side(after["side"]), start, after.end()
    return None, start, end


def _side(word: str) -> Side:
    cleaned = word.lower().strip("().").removesuffix("ly").removesuffix(" sides")
    return _SIDE_WORDS[cleaned]


def _limbs(text: str) -> Iterator[BodyMention]:
    if not any(limb in text for limb in ABBREVIATED_LIMBS):
        return
    for match in _LIMB_PATTERN.finditer(text):
        name, region = ABBREVIATED_LIMBS[match["limb"]]
        yield BodyMention(
            region=region,
            name=name,
            side=_side(match["side"]),
            start=match.start(),
            end=match.end(),
            words=match.group(),
        )


def _levels(text: str) -> Iterator[BodyMention]:
    """Spine levels; a lone "T1" may be an imaging weighting, so it needs its use beside it."""
    for match in _LEVEL.finditer(text):
        name, region, highest = _LEVEL_REGIONS[match["part"]]
        lone = match["second"] is None and match["use"] is None
        if int(match["number"]) > highest or (lone and match["part"] in "TDS"):
            continue
        if match["second"] is None and text[match.end() :].startswith((":", "=")):
            continue
        end = match.end("second") if match["second"] else match.end("number")
        yield BodyMention(
            region=region,
            name=name,
            start=match.start(),
            end=end,
            words=text[match.start() : end],
        )


def _paired(region: str) -> bool:
    """Whether the body has the region twice, left and right."""
    return not ancestors(region) & {"spine", "head", "trunk"}


def _carry_sides(text: str, mentions: list[BodyMention]) -> Iterator[BodyMention]:
    """Give the second of two joined parts the side said before the first."""
    last: BodyMention | None = None
    for mention in mentions:
        carried = mention
        if (
            last is not None
            and mention.side is None
            and last.side is not None
            and _paired(mention.region)
            and _paired(last.region)
            and _JOINED.fullmatch(text, last.end, mention.start)
        ):
            carried = msgspec.structs.replace(mention, side=last.side)
        yield carried
        last = carried

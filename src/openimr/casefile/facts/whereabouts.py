"""Where a finding is: its spine level or part of the body, its side, its size in millimetres."""

from __future__ import annotations

import functools
import re

from openimr.casefile.facts.passages import Passage
from openimr.vocabulary.body import BodyMention, Side, find_body_parts
from openimr.vocabulary.numbers import Number, parse_number, whole
from openimr.vocabulary.value import Value

_PARTED = re.compile(
    r";\s|[.,:]\s+|\s(?:with|but|plus|causing|resulting in|vs\.?|versus|while)\s"
    r"|\s(?:and|&)\s(?!(?-i:[A-Z])|\S+\s(?:positive|negative|pos|neg)\b)",
    re.I,
)
_ONE = r"(?:C[1-8]|[TD](?:1[0-2]|[1-9])|L[1-6]|S[1-5])"
_JOINED = r"\s?(?:[-–—/,]|\bto\b|\bthrough\b|\band\b|&)\s?"
_LEVEL = re.compile(
    rf"(?<![\w-]){_ONE}(?:{_JOINED}(?:{_ONE}|(?:1[0-2]|[1-8])(?![\d/%]|\.\d|\s?(?:mm|cm)\b)))*"
    r"(?!\w)(?!\s?(?:spinous|transverse)\b)"
)
_SIDE = re.compile(
    r"(?<![\w-])(?:(?P<both>bilateral(?:ly)?|bilat\.?|both|b/l"
    r"|(?-i:L\s?[>&+]\s?R|R\s?[>&+]\s?L)|(?:left|right)\s(?:greater|more|worse)\sthan)"
    r"|(?P<left>left|(?<!to )lt\.?(?!\s(?:dec|dull|intact|dim|in|touch|sens))"
    r"|\([Ll]\)|(?-i:L(?=\.?(?:\s(?!spine)|[,;)]|$)))|(?-i:LLE|LUE))"
    r"|(?P<right>(?:right|rt\.?)(?![\s-]*(?:hand(?:ed)?[\s-]*domin|away|now|handed))"
    r"|\([Rr]\)|(?-i:R(?=\.?(?:\s|[,;)]|$)))|(?-i:RLE|RUE)))(?!\w)",
    re.I,
)
_SIZE = re.compile(
    r"(?<![\d.])(?P<n>\d{1,2}(?:\.\d{1,2})?)(?:\s?(?:-|–|to|x)\s?\d{1,2}(?:\.\d+)?)?[\s-]?"
    r"(?P<unit>mm|millimet\w+|cm|centimet\w+)\b",
    re.I,
)
_DIGITS = re.compile(r"\d+")


class Part(Value, frozen=True, kw_only=True):
    """A stretch of text between two joints of a sentence."""

    start: int
    end: int


@functools.lru_cache(maxsize=1024)
def body_parts(text: str) -> tuple[BodyMention, ...]:
    """Parts of the body that a passage names, the structures of a region included."""
    return find_body_parts(text, structures=True)


def part_around(text: str, start: int, end: int) -> Part:
    """The stretch between joints ("with", "and", commas) in which a mention stands."""
    left, right = 0, len(text)
    for joint in _PARTED.finditer(text):
        if joint.end() <= start:
            left = joint.end()
        elif joint.start() >= end:
            right = joint.start()
            break
    return Part(start=left, end=right)


def where(  # noqa: PLR0913
    text: str,
    start: int,
    end: int,
    *,
    spine_side: bool = True,
    alone: bool = False,
    heading: int = 0,
) -> str | None:
    """Level or part of the body with the side: "L4-L5, left", "knee, right", "left"; or None.

    What the mention's own stretch leaves out is taken from the stretches before it, as a list
    under one heading is written; then from the one behind ("McMurray's positive, right knee").

    Args:
        text: the passage.
        start: where the finding's words begin.
        end: where they end.
        spine_side: whether a side said earlier also holds where a spine level is told; of
            the several findings of one disc it belongs to the one that it stands with.
        heading: length of the heading that stands before the text and holds for every sentence.
        alone: whether only the mention's own stretch counts, as for what is denied.
    """
    cut = max(text.rfind(". ", 0, start), text.rfind("; ", 0, start)) + 2
    if cut > max(heading, 1):
        text = text[:heading] + text[cut:]
        start, end = start - cut + heading, end - cut + heading
    own = part_around(text, start, end)
    if alone:
        start, end = start - own.start, end - own.start
        text, own = text[own.start : own.end], Part(start=0, end=own.end - own.start)
    level = _level(text, own)
    region = None if level else _region(text, own, range(start, end))
    side = _side(text, own.start, own.end)
    if side is None and (spine_side or not level):
        side = _only_side(text[: own.start]) or _following_side(text, own)
    told = level or region
    return ", ".join(word for word in (told, side) if word) or None


def place(passage: Passage, start: int, end: int) -> str | None:
    """Where a finding at an offset of a passage is, what its heading says included."""
    shift = len(passage.headed) - len(passage.text)
    return where(passage.headed, start + shift, end + shift, heading=shift)


def size(text: str, start: int, end: int) -> Number | None:
    """The size in millimetres told in a mention's own stretch or right behind it, or None."""
    own = part_around(text, start, end)
    found = _SIZE.search(text, own.start, own.end) or _SIZE.match(text, min(own.end + 2, len(text)))
    number = parse_number(found["n"]) if found else None
    if found is None or number is None:
        return None
    return whole(number * 10 if found["unit"].lower().startswith("c") else number)


def _level(text: str, own: Part) -> str | None:
    here = _LEVEL.search(text, own.start, own.end) or _across(text, own)
    if here is None and not _SIDE.search(text, own.start, own.end):
        before = [m for m in _LEVEL.finditer(text, 0, own.start)]
        here = before[-1] if before else None
    elif here is None:
        before = [m for m in _LEVEL.finditer(text, 0, own.start)]
        here = before[-1] if before and not _limb_named(text, own) else None
    return _spelled(here[0]) if here else None


def _across(text: str, own: Part) -> re.Match[str] | None:
    """A row of levels that a joint ran through ("C5 and C6 dermatome")."""
    return next(
        (m for m in _LEVEL.finditer(text) if m.start() < own.end and m.end() > own.start), None
    )


def _limb_named(text: str, own: Part) -> bool:
    return any(own.start <= m.start < own.end for m in body_parts(text))


def _spelled(level: str) -> str:
    """Levels in one spelling: "L4-5" and "L4/L5" as "L4-L5", a row of them joined with "and"."""
    letter, words = level[0].upper(), ""
    for number, piece in enumerate(re.findall(r"[CTDLS]?\d{1,2}|,|and|&|[-–—/]|to|through", level)):
        if piece[-1].isdigit():
            letter = piece[0] if piece[0].isalpha() else letter
            words += f"{letter}{_DIGITS.findall(piece)[0]}"
        elif number:
            words += " and " if piece in (",", "and", "&") else "-"
    return re.sub(r"(?: and )+", " and ", words)


def _region(text: str, own: Part, said: range) -> str | None:
    """The part of the body near a mention; what its own name implies tells nothing."""
    parts = [
        m for m in body_parts(text) if m.start < own.end and not (m.implied and m.start in said)
    ]
    here = [m for m in parts if m.end > own.start]
    named = here or [m for m in parts if not m.implied][-1:] or parts[-1:] or _following(text, own)
    return named[0].name if named else None


def _following(text: str, own: Part) -> list[BodyMention]:
    behind = text[own.end : own.end + 1] in (",", ";")
    return [m for m in body_parts(text) if behind and 0 <= m.start - own.end <= 3][:1]


def _side(text: str, start: int, end: int) -> str | None:
    found = {_named(m) for m in _SIDE.finditer(text, start, end)}
    if len(found) == 1:
        return found.pop()
    if Side.BILATERAL.value in found or len(found) > 1:
        first = _SIDE.search(text, start, end)
        return _named(first) if first else None
    return None


def _only_side(before: str) -> str | None:
    found = {_named(m) for m in _SIDE.finditer(before)}
    return found.pop() if len(found) == 1 else None


def _following_side(text: str, own: Part) -> str | None:
    if text[own.end : own.end + 1] != ",":
        return None
    found = _SIDE.match(text, min(own.end + 2, len(text)))
    return _named(found) if found else None


def _named(found: re.Match[str]) -> str:
    if found["both"]:
        return Side.BILATERAL.value
    return Side.LEFT.value if found["left"] else Side.RIGHT.value

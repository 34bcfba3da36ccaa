"""How often and for how long: `2x6`, `3 times a week for 4 weeks`, `once weekly x 8`."""

from __future__ import annotations

import re

from openimr.vocabulary.numbers import ADVERB, NUMBER, Number, parse_number
from openimr.vocabulary.value import Value

THERAPY = re.compile(
    r"\b(?:therap\w*|psychotherap\w*|physiotherap\w*|hydrotherap\w*|acupuncture|acupressure|"
    r"electro-?acupuncture|chiro\w*|manipulati\w+|massage\w*|counsel\w*|biofeedback|rehab\w*|"
    r"physical\s+medicine|manual\s+medicine|osteopath\w*|aquatic\w*|pool|cbt|pt|ot|p\.t\.|o\.t\.|"
    r"cmt|omt|hypnosis|hypnotherap\w*|relaxation|conditioning|hardening|exercise\w*|training|"
    r"modalit\w+|eswt|shock\s?wave|traction|decompression|dialysis|sessions?|visits?)\b",
)
"""Words for treatment given in sessions, in lower case."""


class Frequency(Value, frozen=True, kw_only=True):
    """Times a week and number of weeks, with the spans their words take up in the text."""

    per_week: Number | None = None
    weeks: Number | None = None
    spans: tuple[tuple[int, int], ...] = ()

    @property
    def stated(self) -> bool:
        """Whether the text says how often or how long."""
        return bool(self.spans)

    def covers(self, start: int, end: int) -> bool:
        """Whether characters ``start`` to ``end`` belong to the words of the frequency."""
        return any(start < last and first < end for first, last in self.spans)


_RANGE = rf"(?:{NUMBER})\s*(?:-|to|or)\s*(?:{NUMBER})"
_COUNT = rf"(?:{_RANGE}|{ADVERB}|{NUMBER})"
_BRACKET = r"(?:\s*\(\s*\d+\s*x?\s*\))?"
_WEEK = r"(?:week|wkly|wk|w(?=\b|x))(?!s)\.?"
_TIMES = r"(?:x|times?a?|sessions?|visits?|treatments?|tx|days?|appointments?|classes)"

_EVERY_OTHER = re.compile(
    r"\b(?:every\s+(?:other|2nd|second)\s+(?:week|wk)|every\s+(?:2|two)\s+(?:weeks|wks))\b",
)
_PER_WEEK = re.compile(
    rf"""(?<![\w.,/-])(?P<count>{_COUNT}){_BRACKET}\s*
    (?: {_TIMES}\b\.?[\s-]*(?:an?\b|per\b|each\b|every\b|/|in\s+a\b|p/)?[\s-]*(?:weekly|{_WEEK})
      | x\s*(?:/|a\b|p/)?\s*(?:weekly|{_WEEK})
      | (?:a\b|per\b|each\b|every\b|/|p/)\s*{_WEEK}
      | [\s-]*(?:weekly|wkly)\b
    )""",
    re.VERBOSE,
)
_WEEKLY = re.compile(r"\b(?:weekly|every\s+week|each\s+week|q\.?\s?(?:week|wk|w)|qw)\b")
_LATIN = re.compile(r"\b(?P<word>biw|tiw)\b")
_WEEKS = re.compile(
    rf"""(?<![\w.,/-])(?<!every\ )(?<!each\ )(?<!within\ )(?<!\bin\ )(?<!after\ )
    (?:x\s*)?(?P<count>{_RANGE}|{NUMBER}){_BRACKET}[\s-]*
    (?:more\s+|additional\s+|consecutive\s+|total\s+)*
    (?:weeks?|wks?)\b\.?(?!\s*(?:post|after|following|status|s/p|ago|later|prior|follow|old|of\s+age))""",
    re.VERBOSE,
)
_PAIR = re.compile(
    r"(?<![\w.,/#-])(?P<times>(?:[1-7]\s?-\s?)?[1-7])\s?(?:x|\*|by|times)\s?(?P<weeks>[1-9]\d?)"
    r"(?![\d.%]|\s*(?:mg|mcg|g\b|gm|ml|cm|mm|in\b|inch|sessions?|visits?|treatments?|months?|mos?\b|"
    r"days?|tab|cap|patch|tube|hours?|minutes?|x\b))",
)
_BARE_WEEKS = re.compile(
    rf"\s*[,;]?\s*(?:x|times|for)\s*(?P<count>{_RANGE}|{NUMBER})(?![\w.%/-]|\s*(?:[-/%x(]|sess|vis|"
    r"treat|tx|mo|day|yr|year|min|h(?:ou)?rs?\b|unit|more|additional|total|week|wk|of\b|mg|physical|\d))",
)


def find_frequency(text: str) -> Frequency:
    """Times a week and weeks as stated; a range or a month states neither in weeks.

    Args:
        text: the request in lower case, as ``lowered`` gives it.
    """
    if "w" not in text:
        return _pair(text)
    rate = _rate(text)
    weeks = _weeks(text, rate)
    if rate is None and (weeks is None or _pair(text).weeks == weeks[0]):
        return _pair(text)
    spans = tuple((start, end) for _, start, end in filter(None, (rate, weeks)))
    return Frequency(
        per_week=rate[0] if rate else None, weeks=weeks[0] if weeks else None, spans=spans
    )


_Found = tuple[Number | None, int, int]


def _rate(text: str) -> _Found | None:
    other = _EVERY_OTHER.search(text)
    if other:
        return 0.5, other.start(), other.end()
    match = _PER_WEEK.search(text)
    if match:
        return _stated(match["count"]), match.start(), match.end()
    latin = _LATIN.search(text)
    if latin:
        return (2 if latin["word"] == "biw" else 3), latin.start(), latin.end()
    weekly = _WEEKLY.search(text)
    return (1, weekly.start(), weekly.end()) if weekly else None


def _weeks(text: str, rate: _Found | None) -> _Found | None:
    for match in _WEEKS.finditer(text):
        if rate is None or match.end() <= rate[1] or match.start() >= rate[2]:
            return _stated(match["count"]), match.start(), match.end()
    bare = _BARE_WEEKS.match(text, rate[2]) if rate else None
    return (_stated(bare["count"]), bare.start(), bare.end()) if bare else None


def _pair(text: str) -> Frequency:
    """Twice a week for six weeks, which is what `2x6` means beside a therapy."""
    match = _PAIR.search(text)
    if match is None or not THERAPY.search(text):
        return Frequency()
    return Frequency(
        per_week=_stated(match["times"]), weeks=int(match["weeks"]), spans=(match.span(),)
    )


def _stated(count: str) -> Number | None:
    """The number, or None for a range, which leaves it open."""
    return None if re.fullmatch(_RANGE, count) else parse_number(count)

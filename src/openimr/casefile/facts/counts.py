"""How many sessions a passage says: had, of how many, times a week for so many weeks."""

from __future__ import annotations

import re

from openimr.vocabulary.numbers import NUMBER, Number, parse_number

_VISITS = (
    r"(?:(?:more|additional|add['’]?(?:tn)?l|addt['’]?l|further|follow-?up|individual|weekly|initial|completed|authorized"
    r"|total|office|recent|prior|previous|earlier|past|formal|supervised|outpatient|consecutive"
    r"|hand|occupational|manipulative|chiropractic|aquatic|massage|"
    r"PT|OT|CBT|chiro\w*|acupuncture|physical therapy|therapy|psychotherapy|counseling|treatment"
    r"|biofeedback|post-?op\w*)\s+){0,3}"
    r"(?:sessions?|visits?|treatments?|tx|appointments?|sess\b|txs)"
)
_OF = re.compile(
    rf"#?\s*(?P<n>{NUMBER})\s*(?:of|out of)\s*(?:(?:the|his|her|these|those)\s+)?"
    rf"(?P<all>{NUMBER})(?!\s*(?:/|\d|mg|lb|%|days?|kg))",
    re.I,
)
_OF_SLASH = re.compile(
    r"(?<![\d/.(,])(?<!, )(?P<n>\d{1,2})\s*(?:attended\s*)?/\s*(?P<all>\d{1,2})(?![\d/]|\.\d|,\s*\d"
    r"|\s*(?:mg|%|days?|kg|nl))",
    re.I,
)
_BARE = re.compile(
    r"(?<![/\d.\-])(?P<n>\d{1,2})\s+(?:(?-i:PT|OT|CBT)\b|chiro\w*|acup\w*|physical\s+therapy)"
    r"(?!\s*(?:weeks?|min|month|per\b|/))",
    re.I,
)
"""A number right before the treatment, without a word for its visits ("s/p 12 PT")."""
_BRACKETED = re.compile(r"(?:visits?|sessions?|treatments?)\b[^.;(]{0,30}\((?P<n>\d{1,2})\)", re.I)
_COUNT = re.compile(rf"(?P<n>{NUMBER})\s*(?:-\s*)?{_VISITS}", re.I)
_TIMES = re.compile(
    r"(?<![\w.])(?:x|×)\s*(?P<n>\d{1,3})\b(?!\s*(?:wk|week|mo|month|day|d\b|yr|year|min|h\b|hr"
    r"|mg|lb|cm|mm|\d|%|/|prn))",
    re.I,
)
_VISITS_FIRST = re.compile(
    rf"(?:visits?|sessions?|treatments?)\s*(?:attended|completed|to date|used|seen|so far|#"
    rf"|no\.?|number|given)?\s*[:#]?\s+(?P<n>{NUMBER})(?!\s*(?:[-/]\d|mg|%|min|h\b|hr|hour|week"
    rf"|month|day|am\b|pm\b|years?))",
    re.I,
)
_ORDINAL = re.compile(
    r"(?:session|visit|CBT|treatment|tx|PT|acu\w*|chiro\w*)\s*#\s*(?P<n>\d{1,3})", re.I
)
_WEEKLY = re.compile(
    rf"(?P<per>{NUMBER}|once|twice|thrice)\s*(?:-\s*\d+\s*)?(?:(?:x|×|times?|visits?"
    rf"|sessions?)\s*)?(?:/|a|per|every|each|x|times a)?\s*(?:wk|week|w\b|weekly)\w*\.?\s*,?\s*"
    rf"(?:(?:x|×|for|times|over|during)\s*)+(?P<weeks>{NUMBER}|a|one)\s*(?P<unit>w(?:ee)?ks?|wk"
    rf"|mo(?:nth)?s?)",
    re.I,
)
_SHORT = re.compile(
    r"(?<![\d/.])(?P<per>[1-5])\s*[x×]\s*(?P<weeks>\d{1,2})(?![\d/])(?:\s*(?:wks?|weeks?))?", re.I
)
_SO_MANY_MORE = re.compile(
    rf"(?P<n>{NUMBER})\s+(?:more|additional|further)\b"
    r"(?!\s*(?:weeks?|wks?|months?|mos?|days?|minutes?|min|lbs?|pounds|mg|degrees))",
    re.I,
)
_ABOUT_VISITS = re.compile(
    r"visit|session|treatment|completed|attended|done|authori[sz]|\bPT\b|\bCBT\b|chiro|acupun"
    r"|therapy|#",
    re.I,
)
_ABOUT_ELSE = re.compile(
    r"\bpain|goals|words|/10|\bROM\b|grip|strength|motor|score|page|recalled|days|PHQ|NRS|VAS|ppd",
    re.I,
)
_UNLIKELY = 200


def sessions_had(text: str) -> Number | None:
    """The number of sessions, visits or treatments that a text states, or None.

    "8 of 12 visits" counts 8; "session 4 of 6" counts 4. A range ("2 or 3") is no number.
    """
    ordinal = _ORDINAL.search(text)
    if ordinal:
        return parse_number(ordinal["n"])
    for pattern in (_OF, _COUNT, _BRACKETED, _OF_SLASH, _VISITS_FIRST, _TIMES, _BARE):
        for match in pattern.finditer(text):
            number = _sane(match["n"])
            if number is not None and not _ranged(text, match) and _fits(pattern, text, match):
                return number
    return None


def sessions_asked(text: str) -> Number | None:
    """The number of sessions that a request asks for, multiplied out of frequency and weeks."""
    counted = [
        number
        for match in _COUNT.finditer(text)
        if not _ranged(text, match)
        and not _per_time(text, match.end())
        and (number := _sane(match["n"])) is not None
    ]
    if counted:
        return max(counted)
    weekly = _WEEKLY.search(text)
    if weekly:
        return _product(weekly)
    short = _SHORT.search(text)
    if short:
        return int(short["per"]) * int(short["weeks"])
    had = sessions_had(text)
    more = _SO_MANY_MORE.search(text) if had is None else None
    return _sane(more["n"]) if more else had


def _product(match: re.Match[str]) -> Number | None:
    per, weeks = (
        parse_number(match["per"]),
        parse_number(match["weeks"].replace("a", "1") if match["weeks"] == "a" else match["weeks"]),
    )
    if per is None or weeks is None:
        return None
    return per * weeks * (4 if match["unit"].lower().startswith("mo") else 1)


def _per_time(text: str, end: int) -> bool:
    """Whether the count is a frequency ("2 visits a week")."""
    return bool(
        re.match(
            r"\s*(?:/|per|a|each|every|weekly)\s*(?:wk|week|month|day)?", text[end : end + 12], re.I
        )
        and re.match(
            r"\s*(?:/|per\b|a\s+(?:week|month)|each\b|every\b|weekly)", text[end : end + 12], re.I
        )
    )


def _ranged(text: str, match: re.Match[str]) -> bool:
    before = text[max(0, match.start() - 8) : match.start()]
    after = text[match.end("n") : match.end("n") + 8]
    return bool(
        re.search(r"\d\s*(?:-|–|to|or|/)\s*$", before) or re.match(r"\s*(?:-|–|to|or)\s*\d", after)
    )


def _fits(pattern: re.Pattern[str], text: str, match: re.Match[str]) -> bool:
    """Whether a fraction speaks of visits and not of pain, strength, dates or goals."""
    if pattern not in (_OF, _OF_SLASH):
        return True
    had, whole = parse_number(match["n"]), parse_number(match["all"])
    if had is None or whole is None or had > whole or not 1 <= whole <= _UNLIKELY:
        return False
    left = max(text.rfind(mark, 0, match.start()) for mark in ",;.")
    ends = [at for at in (text.find(mark, match.end()) for mark in ",;.") if at >= 0]
    part = text[left + 1 : min(ends, default=len(text))]
    around = text[max(0, match.start() - 40) : match.end() + 40]
    return bool(_ABOUT_VISITS.search(around)) and not _ABOUT_ELSE.search(part)


def _sane(words: str) -> Number | None:
    number = parse_number(words)
    return number if number is not None and 0 < number <= _UNLIKELY else None

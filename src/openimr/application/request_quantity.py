"""How many of what is in dispute: `12 sessions`, `#60`, `QTY: 2`, `additional eight (8) visits`."""

from __future__ import annotations

import re

from openimr.application.request_drug import Medication, grams_of
from openimr.application.request_frequency import THERAPY, Frequency
from openimr.vocabulary.drugs import DOSE_FORMS
from openimr.vocabulary.numbers import NUMBER, Number, parse_number, whole

Quantity = tuple[Number | None, str | None]

_SESSIONS = {
    r"sessions?|sess": "sessions",
    r"visits?|vis": "visits",
    r"treatments?|tx": "treatments",
    r"appointments?|appts?": "appointments",
    r"classes|class": "classes",
}
_COUNTED = {
    **_SESSIONS,
    r"injections?": "injections",
    r"blocks?": "blocks",
    r"refills?": "refills",
    r"(?:hours?|hrs)(?!\s*(?:an?|per|each|/|x)?\s*(?:day|week|wk|dai|visit|session))": "hours",
    r"units?": "units",
    r"pairs?": "pairs",
    r"follow[- ]?ups?": "visits",
    r"evaluations?|consultations?|consults?": "evaluations",
}
_FORM_PATTERN = "|".join(
    rf"{re.escape(form)}(?:s|es|ies)?\b\.?" for form in sorted(DOSE_FORMS, key=len, reverse=True)
)
_NOT_BETWEEN = (
    r"(?:weeks?|wks?|months?|days?|times|mg|per|for|of|with|minutes?|mins?|and|x|qty|quantity)"
)
_BETWEEN = rf"(?:[\s,-]+(?!{_NOT_BETWEEN}\b)[a-z/'()&.-]*[a-z)]){{0,5}}?"
_SOME_COUNTED = re.compile(
    r"ses|vis|treat|tx|app|class|inj|block|refill|h(?:ou)?rs?|unit|pair|follow|eval|consult",
    re.IGNORECASE,
)
"""What all names of countable things have in common, for a quick look."""
_SOME_NUMBER = re.compile(rf"\d|{NUMBER}", re.IGNORECASE)
"""Looked for first: many headings name no number at all."""
_RANGE = rf"(?:{NUMBER})\s*(?:-|to)\s*(?:{NUMBER})"


def _counting(pattern: str) -> re.Pattern[str]:
    return re.compile(
        rf"(?<![\w.,#/%-])(?:x\s*)?(?P<count>{_RANGE}|{NUMBER}){_BETWEEN}[\s-]*(?:\b|(?<=\d))"
        rf"(?:{pattern})(?:\(s\))?(?!\w)(?!\s*(?:/|per\b|each\b|every\b|an?\s+week))",
        re.IGNORECASE,
    )


_SESSION_COUNT = [(_counting(pattern), unit) for pattern, unit in _SESSIONS.items()]
_OTHER_COUNT = [
    (_counting(pattern), unit) for pattern, unit in _COUNTED.items() if pattern not in _SESSIONS
]
_FORM_COUNT = re.compile(
    rf"(?<![\w.,#/%-])(?P<count>{NUMBER})[\s-]*(?P<form>{_FORM_PATTERN})"
    r"(?!\s*(?:\(?s\)?\s*)?(?:po|p\.o|by\s+mouth|orally|daily|bid|tid|qid|qd|qhs|q\d|q\s|every|each|"
    r"per|a\s+day|at\s|once|twice|three\s+times|prn|as\s+needed|to\s+(?:affected|skin)))",
    re.IGNORECASE,
)
_TAKE = re.compile(r"(?:take|takes|apply|use|sig:?|one\s+po|inhale)\s*$", re.IGNORECASE)
_NUMBERED = re.compile(
    rf"(?:#\s*|\bno\.\s*(?=\d)|\b(?:qty|quantity|quanity|count|disp(?:ense)?|amount|total(?:\s+of|ing)?)"
    rf"\b\s*(?:of\s+|requested\s*)?[:.=#-]*\s*[#(]?\s*)(?P<count>{NUMBER})(?![\w%]|\s?%)"
    rf"(?!\s*-\s*\d)(?:\s*(?P<form>{_FORM_PATTERN}))?",
    re.IGNORECASE,
)
_TOTAL_BEHIND = re.compile(rf"(?<![\w.,#/-])(?P<count>{NUMBER})\s+(?:in\s+)?total\b", re.IGNORECASE)
_REFILLS_OF = re.compile(rf"^\W*(?P<count>{NUMBER})\s+refills?\s+(?:of|for|on)\b", re.IGNORECASE)
_BRACKETED = re.compile(r"[(=\[]\s*(?P<count>\d{1,3})\s*(?:total)?\s*(?:[)\]]|$)")
_SUM_BEHIND = re.compile(r"\s*\((?P<count>\d{1,3})\)")
_TIMES_BEHIND = re.compile(
    rf"\bx\s*(?P<count>{NUMBER})(?![\w%.]|\s*(?:-|x)\s*\w)(?!\s*{_NOT_BETWEEN}\b)", re.IGNORECASE
)
_LAST = re.compile(r"[,;]\s*(?P<count>\d{1,3})\s*[.]?$")
_LEADING = re.compile(
    rf"^(?:[^:]*:\s*)?(?P<count>{NUMBER})\s+(?:[a-z-]+\s+){{0,3}}?(?P<noun>[a-z]{{3,}}s)\W*$",
    re.IGNORECASE,
)
_THERAPY_LEADING = re.compile(
    rf"(?P<count>{NUMBER})(?!\d)\s+(?:more\s+|additional\s+|extra\s+)?(?!x\b|{_NOT_BETWEEN}\b)[a-z]{{2}}",
    re.IGNORECASE,
)
_SPAN = re.compile(
    rf"(?<![\w.,#/-])(?P<count>{NUMBER})[\s-]*(?P<unit>months?|mos?|days?|years?|yrs?)\b\.?"
    r"(?!\s*(?:post|after|following|status|s/p|ago|later|prior|follow|old|supply))",
    re.IGNORECASE,
)
_SUPPLY = re.compile(
    rf"(?<![\w.,#/-])(?P<count>{NUMBER})[\s-]*(?P<unit>day|month|week)s?'?[\s-]*supply",
    re.IGNORECASE,
)
_MILLILITRES = re.compile(r"(?<![\w./])(?P<count>\d+(?:\.\d+)?)\s?ml\b", re.IGNORECASE)
_LONG_SPANS = {"m": "months", "d": "days", "y": "years"}


def find_quantity(text: str, frequency: Frequency, medication: Medication) -> Quantity:
    """What is asked for, as printed, with its unit; (None, None) when the words state none."""
    refills = _REFILLS_OF.search(text)
    if refills:
        return parse_number(refills["count"]), "refills"
    if medication.drug and not THERAPY.search(text):
        return _of_medication(text)
    return _of_service(text, frequency)


def _of_medication(text: str) -> Quantity:
    grams, numbered = grams_of(text), _NUMBERED.search(text)
    count = parse_number(numbered["count"]) if numbered else None
    if numbered and not (grams and count == 1):
        return count, _form_unit(numbered["form"]) or _form_named(text)
    if grams is not None:
        return whole(grams), "grams"
    counted = _counted(text, Frequency(), _OTHER_COUNT)
    if counted and counted[1] == "injections":
        return counted
    forms = [m for m in _FORM_COUNT.finditer(text) if not _TAKE.search(text, 0, m.start())]
    if forms:
        most = max(forms, key=lambda m: parse_number(m["count"]) or 0)
        return parse_number(most["count"]), _form_unit(most["form"])
    times = _times_behind(text)
    if times is not None:
        return times, _form_named(text)
    return _volume(text) or _length_of_time(text) or (None, None)


def _of_service(text: str, frequency: Frequency) -> Quantity:
    therapy = bool(THERAPY.search(text))
    counted = _counted(text, frequency, _SESSION_COUNT)
    if counted:
        return counted
    number = _numbered(text) or _total(text) or (_bracketed(text) if therapy else None)
    if number is None and (counted := _counted(text, frequency, _OTHER_COUNT)):
        return counted
    if number is None and not frequency.stated:
        number = _times_behind(text) or _last(text)
    if number is None and therapy:
        number = _before_a_therapy(text, frequency)
    if number is not None:
        return number, _unit_named(text) or ("sessions" if therapy else None)
    if frequency.stated:
        return None, None
    return _length_of_time(text) or _leading(text) or (None, None)


def _counted(
    text: str, frequency: Frequency, patterns: list[tuple[re.Pattern[str], str]]
) -> Quantity | None:
    """The first count of sessions, visits, ...; a range answers (None, None)."""
    if not (_SOME_COUNTED.search(text) and _SOME_NUMBER.search(text)):
        return None
    found = [
        (match, unit)
        for pattern, unit in patterns
        for match in pattern.finditer(text)
        if not frequency.covers(*match.span("count"))
    ]
    if not found:
        return None
    match, unit = min(found, key=lambda each: each[0].start())
    if re.fullmatch(_RANGE, match["count"], re.IGNORECASE):
        return None, None
    sum_behind = _SUM_BEHIND.match(text, match.end())
    return parse_number((sum_behind or match)["count"]), unit


def _numbered(text: str) -> Number | None:
    match = _NUMBERED.search(text)
    return parse_number(match["count"]) if match else None


def _total(text: str) -> Number | None:
    match = _TOTAL_BEHIND.search(text)
    return parse_number(match["count"]) if match else None


def _bracketed(text: str) -> Number | None:
    """A number alone in brackets, unless it repeats the number word in front of it."""
    for match in _BRACKETED.finditer(text):
        before = re.search(rf"(?P<word>{NUMBER})\s*$", text[: match.start()])
        if before is None or parse_number(before["word"]) != int(match["count"]):
            return int(match["count"])
    return None


def _times_behind(text: str) -> Number | None:
    match = _TIMES_BEHIND.search(text)
    return parse_number(match["count"]) if match else None


def _last(text: str) -> Number | None:
    match = _LAST.search(text)
    return int(match["count"]) if match else None


def _before_a_therapy(text: str, frequency: Frequency) -> Number | None:
    """The number of "6 CBT" or "12 PT, left knee"."""
    match = _THERAPY_LEADING.match(text)
    if match is None or frequency.covers(*match.span("count")):
        return None
    return parse_number(match["count"])


def _leading(text: str) -> Quantity | None:
    match = _LEADING.search(text)
    return (parse_number(match["count"]), match["noun"].lower()) if match else None


def _volume(text: str) -> Quantity | None:
    match = _MILLILITRES.search(text)
    return (whole(float(match["count"])), "ml") if match else None


def _length_of_time(text: str) -> Quantity | None:
    match = _SPAN.search(text)
    if match:
        return parse_number(match["count"]), _LONG_SPANS[match["unit"][0].lower()]
    supply = _SUPPLY.search(text)
    return (parse_number(supply["count"]), supply["unit"].lower() + "s") if supply else None


def _unit_named(text: str) -> str | None:
    """The word for sessions that a text uses, wherever the number stands."""
    for pattern, unit in _SESSIONS.items():
        if re.search(rf"\b(?:{pattern})\b", text, re.IGNORECASE):
            return unit
    return None


def _form_named(text: str) -> str | None:
    match = re.search(rf"\b(?:{_FORM_PATTERN})", text, re.IGNORECASE)
    return _form_unit(match[0]) if match else None


def _form_unit(word: str | None) -> str | None:
    if not word:
        return None
    form = word.lower().rstrip(".")
    for candidate in (form, form.removesuffix("s"), form.removesuffix("es"), form[:-3] + "y"):
        if candidate in DOSE_FORMS:
            return DOSE_FORMS[candidate]
    return None

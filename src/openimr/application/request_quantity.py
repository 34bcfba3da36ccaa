"""How many of what is in dispute: `12 sessions`, `#60`, `QTY: 2`, `additional eight (8) visits`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from openimr.application.request_drug import Medication, grams_of
from openimr.application.request_frequency import THERAPY, Frequency
from openimr.vocabulary.drugs import DOSE_FORMS
from openimr.vocabulary.numbers import NUMBER, Number, parse_number, whole

Quantity = tuple[Number | None, str | None]

_FORM_PATTERN = "|".join(
    rf"{re.escape(form)}(?:s|es|ies)?\b\.?" for form in sorted(DOSE_FORMS, key=len, reverse=True)
)
_NOT_BETWEEN = (
    r"(?:weeks?|wks?|months?|days?|times|mg|per|for|of|with|minutes?|mins?|and|x|qty|quantity)"
)
_BETWEEN = rf"(?:[\s,-]+(?!{_NOT_BETWEEN}\b)[a-z/'()&.-]*[a-z)]){{0,5}}?"
_SOME_NUMBER = re.compile(rf"\d|{NUMBER}")
"""Looked for first: many headings name no number at all."""
_RANGE = rf"(?:{NUMBER})\s*(?:-|to)\s*(?:{NUMBER})"


class _Counted(NamedTuple):
    """Something that requests count.

    Attributes:
        unit: what its number is a number of.
        names: a pattern of its names.
        stems: what its names have in common, for a quick look whether one can be in a text.
        pattern: its number with the words up to its name.
    """

    unit: str
    names: re.Pattern[str]
    stems: tuple[str, ...]
    pattern: re.Pattern[str]

    def may_be_in(self, text: str) -> bool:
        """Whether any of its names can stand in a text; never wrongly denied."""
        return any(stem in text for stem in self.stems)


def _counted_as(unit: str, names: str, *stems: str) -> _Counted:
    pattern = re.compile(
        rf"(?<![\w.,#/%-])(?:x\s*)?(?P<count>{_RANGE}|{NUMBER}){_BETWEEN}[\s-]*(?:\b|(?<=\d))"
        rf"(?:{names})(?:\(s\))?(?!\w)(?!\s*(?:/|per\b|each\b|every\b|an?\s+week))"
    )
    return _Counted(unit, re.compile(rf"\b(?:{names})\b"), stems, pattern)


_SESSIONS = (
    _counted_as("sessions", r"sessions?|sess", "sess"),
    _counted_as("visits", r"visits?|vis", "vis"),
    _counted_as("treatments", r"treatments?|tx", "treatment", "tx"),
    _counted_as("appointments", r"appointments?|appts?", "app"),
    _counted_as("classes", r"classes|class", "class"),
)
_HOURS = r"(?:hours?|hrs)(?!\s*(?:an?|per|each|/|x)?\s*(?:day|week|wk|dai|visit|session))"
_OTHERS = (
    _counted_as("injections", r"injections?", "injection"),
    _counted_as("blocks", r"blocks?", "block"),
    _counted_as("refills", r"refills?", "refill"),
    _counted_as("hours", _HOURS, "hour", "hrs"),
    _counted_as("units", r"units?", "unit"),
    _counted_as("pairs", r"pairs?", "pair"),
    _counted_as("visits", r"follow[- ]?ups?", "follow"),
    _counted_as("evaluations", r"evaluations?|consultations?|consults?", "evaluation", "consult"),
)
_FORM_COUNT = re.compile(
    rf"(?<![\w.,#/%-])(?P<count>{NUMBER})[\s-]*(?P<form>{_FORM_PATTERN})"
    r"(?!\s*(?:\(?s\)?\s*)?(?:po|p\.o|by\s+mouth|orally|daily|bid|tid|qid|qd|qhs|q\d|q\s|every|each|"
    r"per|a\s+day|at\s|once|twice|three\s+times|prn|as\s+needed|to\s+(?:affected|skin)))",
)
_TAKE = re.compile(r"(?:take|takes|apply|use|sig:?|one\s+po|inhale)\s*$")
_NUMBERED = re.compile(
    rf"(?:#\s*|\bno\.\s*(?=\d)|\b(?:qty|quantity|quanity|count|disp(?:ense)?|amount|total(?:\s+of|ing)?)"
    rf"\b\s*(?:of\s+|requested\s*)?[:.=#-]*\s*[#(]?\s*)(?P<count>{NUMBER})(?![\w%]|\s?%)"
    rf"(?!\s*-\s*\d)(?:\s*(?P<form>{_FORM_PATTERN}))?",
)
_TOTAL_BEHIND = re.compile(rf"(?<![\w.,#/-])(?P<count>{NUMBER})\s+(?:in\s+)?total\b")
_REFILLS_OF = re.compile(rf"^\W*(?P<count>{NUMBER})\s+refills?\s+(?:of|for|on)\b")
_BRACKETED = re.compile(r"[(=\[]\s*(?P<count>\d{1,3})\s*(?:total)?\s*(?:[)\]]|$)")
_NUMBER_BEFORE = re.compile(rf"(?P<word>{NUMBER})\s*\Z")
_NOTHING_COUNTED = re.compile(r"\s*(?:[,;.)\]]|\Z)")
_SUM_BEHIND = re.compile(r"\s*\((?P<count>\d{1,3})\)")
_TIMES_BEHIND = re.compile(
    rf"\bx\s*(?P<count>{NUMBER})(?![\w%.]|\s*(?:-|x)\s*\w)(?!\s*{_NOT_BETWEEN}\b)"
)
_LAST = re.compile(r"[,;]\s*(?P<count>\d{1,3})\s*[.]?$")
_LEADING = re.compile(
    rf"^(?:[^:]*:\s*)?(?P<count>{NUMBER})\s+(?:[a-z-]+\s+){{0,3}}?(?P<noun>[a-z]{{3,}}s)\W*$",
)
_THERAPY_LEADING = re.compile(
    rf"(?P<count>{NUMBER})(?!\d)\s+(?:more\s+|additional\s+|extra\s+)?(?!x\b|{_NOT_BETWEEN}\b)[a-z]{{2}}",
)
_SPAN = re.compile(
    rf"(?<![\w.,#/-])(?P<count>{NUMBER})[\s-]*(?P<unit>months?|mos?|days?|years?|yrs?)\b\.?"
    r"(?!\s*(?:post|after|following|status|s/p|ago|later|prior|follow|old|supply))",
)
_SUPPLY = re.compile(
    rf"(?<![\w.,#/-])(?P<count>{NUMBER})[\s-]*(?P<unit>day|month|week)s?'?[\s-]*supply",
)
_MILLILITRES = re.compile(r"(?<![\w./])(?P<count>\d+(?:\.\d+)?)\s?ml\b")
_LONG_SPANS = {"m": "months", "d": "days", "y": "years"}


def find_quantity(text: str, frequency: Frequency, medication: Medication) -> Quantity:
    """What is asked for, as printed, with its unit; (None, None) when the words state none.

    Args:
        text: the request in lower case, as ``lowered`` gives it.
        frequency: what ``find_frequency`` finds in it.
        medication: what ``find_medication`` finds in it.
    """
    if not _SOME_NUMBER.search(text):
        return None, None
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
    counted = _counted(text, Frequency(), _OTHERS)
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
    counted = _counted(text, frequency, _SESSIONS)
    if counted:
        return counted
    number = _numbered(text) or _total(text) or (_bracketed(text, frequency) if therapy else None)
    if number is None and (counted := _counted(text, frequency, _OTHERS)):
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


def _counted(text: str, frequency: Frequency, countable: Sequence[_Counted]) -> Quantity | None:
    """The first count of sessions, visits, ...; a range answers (None, None)."""
    named = [each for each in countable if each.may_be_in(text)]
    found = [
        (match, each.unit)
        for each in named
        for match in each.pattern.finditer(text)
        if not frequency.covers(*match.span("count"))
    ]
    if not found:
        return None
    match, unit = min(found, key=lambda each: each[0].start())
    if re.fullmatch(_RANGE, match["count"]):
        return None, None
    sum_behind = _SUM_BEHIND.match(text, match.end())
    return parse_number((sum_behind or match)["count"]), unit


def _numbered(text: str) -> Number | None:
    match = _NUMBERED.search(text)
    return parse_number(match["count"]) if match else None


def _total(text: str) -> Number | None:
    match = _TOTAL_BEHIND.search(text)
    return parse_number(match["count"]) if match else None


def _bracketed(text: str, frequency: Frequency) -> Number | None:
    """A number alone in brackets; one that repeats a number word only where that stands alone.

    "Two (2) times a week" and "three (3) months" count no sessions, "twelve (12), left knee" does.
    """
    for match in _BRACKETED.finditer(text):
        before = _NUMBER_BEFORE.search(text, 0, match.start())
        if before is None or parse_number(before["word"]) != int(match["count"]):
            return int(match["count"])
        alone = _NOTHING_COUNTED.match(text, match.end())
        if alone and not frequency.covers(*match.span("count")):
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
    return (parse_number(match["count"]), match["noun"]) if match else None


def _volume(text: str) -> Quantity | None:
    match = _MILLILITRES.search(text)
    return (whole(float(match["count"])), "ml") if match else None


def _length_of_time(text: str) -> Quantity | None:
    match = _SPAN.search(text)
    if match:
        return parse_number(match["count"]), _LONG_SPANS[match["unit"][0]]
    supply = _SUPPLY.search(text)
    return (parse_number(supply["count"]), supply["unit"] + "s") if supply else None


def _unit_named(text: str) -> str | None:
    """The word for sessions that a text uses, wherever the number stands."""
    return next((each.unit for each in _SESSIONS if each.names.search(text)), None)


def _form_named(text: str) -> str | None:
    match = re.search(rf"\b(?:{_FORM_PATTERN})", text)
    return _form_unit(match[0]) if match else None


def _form_unit(word: str | None) -> str | None:
    if not word:
        return None
    form = word.rstrip(".")
    for candidate in (form, form.removesuffix("s"), form.removesuffix("es"), form[:-3] + "y"):
        if candidate in DOSE_FORMS:
            return DOSE_FORMS[candidate]
    return None

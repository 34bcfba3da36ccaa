"""The employee's age and sex, where the clinical case summary states them.

An age counts when it is said of a person who is not a relative; sex comes from a noun beside
the age or the patient, and from pronouns only when all are of one sex and one of them stands
in a sentence about the patient. Otherwise both stay unknown.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from openimr.determination.model import Patient, Sex
from openimr.determination.transcript import Transcript
from openimr.vocabulary.numbers import parse_number

_PERSON = (
    r"(?:injured\s+workers?|workers?|employees?|patients?|applicants?|claimants?|individual|person"
    r"|IW|members?)"
)
_SEX = r"(?:fe?male|females?|males?|man|woman|gentleman|lady)"
_NUMBER_WORDS = (
    r"(?:(?:twenty|thirty|forty|fifty|sixty|seventy|eighty)(?:[-\s](?:one|two|three|four|five|six"
    r"|seven|eight|nine))?|eighteen|nineteen)"
)
_YEARS_OLD = re.compile(
    r"y(?:(?:ears?|rs?)[-–.\s]*(?:olds?\b|of\s+age\b|(?=(?:fe)?male\b))|[./]?\s?o\b\.?)"
    r"|aged?\b|Aged?\b"
)
_YEARS_BEFORE = re.compile(
    rf"(?<![\d./-])(?P<years>\d{{2}}|\b{_NUMBER_WORDS})[-–\s]*\Z", re.IGNORECASE
)
_YEARS_AFTER = re.compile(
    r"(?:\s+(?:is|of)|\s*:)?\s+(?P<years>\d{2})\b(?!\s*(?:[%/-]|percent|weeks|months|days|to))"
)
_NOW = re.compile(r"\b(?:now|currently|presently)\s+(?:an?\s+)?\Z", re.IGNORECASE)
_NOWS = ("now", "currently", "presently")
_NOW_AGED = re.compile(r"(?:now|currently|presently)\s+(?:an?\s+)?\d\d")
_YOUNGEST, _OLDEST = 14, 99
_RELATIVE_BEFORE = re.compile(
    r"\b(?:his|her|their|wife|husband|son|daughter|child|mother|father|brother|sister|boyfriend"
    r"|girlfriend|history|at|when|since|until|smok\w*|for)\W+(?:\w+\W+){0,2}\Z",
    re.IGNORECASE,
)
_NOT_A_PERSON_AFTER = re.compile(
    rf"\W+(?:(?!{_SEX}\b|{_PERSON}\b)\w+\W+){{0,2}}?(?:son|daughter|child|baby|grand\w+|mother|father|brother|sister|nephew|niece"
    r"|injury|accident|vehicle|car|truck|fracture|surgery|history|scar|building|study|report|MRI)\b",
    re.IGNORECASE,
)
_SEX_AFTER = re.compile(rf"[\s,()]*(?:[\w'’/-]+[\s,()]+){{0,5}}?(?P<sex>{_SEX})\b", re.IGNORECASE)
_SEX_BEFORE = re.compile(rf"\b(?P<sex>{_SEX})\b[\s,]*(?:\w+[\s,]+){{0,3}}\Z", re.IGNORECASE)
_SEX_OF_PATIENT = re.compile(
    rf"\b(?:(?:{_PERSON})\s+(?:is|was)\s+(?:an?\s*(?:\(n\))?\s+)?(?:[\w'’-]+[\s,]+){{0,4}}?"
    rf"|this\s+is\s+an?\s*(?:\(n\))?\s+(?:[\w'’-]+[\s,]+){{0,4}}?"
    rf"|(?:involves|concerns)\s+an?\s+(?:[\w'’-]+[\s,]+){{0,3}}?)(?P<sex>{_SEX})\b"
    rf"|\b(?P<sex2>{_SEX})[\s,]+(?:{_PERSON})\b",
    re.IGNORECASE,
)
_PRONOUN = re.compile(
    r"(?<![/\w])(?:(?P<she>she|hers?|herself)|(?P<he>he|his|him|himself))(?![/\w])", re.IGNORECASE
)
_PERSON_WORD = re.compile(rf"\b{_PERSON}\b", re.IGNORECASE)
_FEMALE = frozenset({"female", "females", "woman", "lady"})


class _Age(NamedTuple):
    years: int
    start: int
    end: int


def read_patient(transcript: Transcript, start: int, end: int) -> Patient:
    """Age and sex of the employee from the clinical case summary between two offsets."""
    text = transcript.letter.text[start:end]
    age = _age(text)
    if age:
        transcript.mark("patient.age", start + age.start, start + age.end)
    sex = _sex(text, age)
    if sex:
        transcript.mark("patient.sex", start + sex[1], start + sex[2])
    return Patient(age=age.years if age else None, sex=sex[0] if sex else None)


def _age(text: str) -> _Age | None:
    """The first age of the patient; one that the letter calls today's goes first."""
    first = None
    for match in _YEARS_OLD.finditer(text):
        age = _age_at(text, match)
        if age is None:
            continue
        if _NOW.search(text, max(0, age.start - 20), age.start):
            return age
        if first is None:
            first = age
            now = any(text.find(word, age.end) >= 0 for word in _NOWS)
            if not (now and _NOW_AGED.search(text, age.end)):
                return first
    return first


def _age_at(text: str, match: re.Match[str]) -> _Age | None:
    """The age that the words "year old" or "aged" state, when it is the patient's."""
    if match[0][0] in "Aa":
        number = _YEARS_AFTER.match(text, match.end())
        start, end = match.start(), number.end() if number else 0
    else:
        number = _YEARS_BEFORE.search(text, max(0, match.start() - 20), match.start())
        start, end = number.start() if number else 0, match.end()
    years = parse_number(" ".join(number["years"].split())) if number else None
    if not isinstance(years, int) or not _YOUNGEST <= years <= _OLDEST:
        return None
    if _RELATIVE_BEFORE.search(text, max(0, start - 40), start):
        return None
    return None if _NOT_A_PERSON_AFTER.match(text, end) else _Age(years, start, end)


def _sex(text: str, age: _Age | None) -> tuple[Sex, int, int] | None:
    """Sex with the offsets of the word that says it."""
    if age:
        beside = _SEX_AFTER.match(text, age.end) or _SEX_BEFORE.search(
            text, max(0, age.start - 60), age.start
        )
        if beside:
            return _named(beside["sex"], *beside.span("sex"))
    if stated := _SEX_OF_PATIENT.search(text):
        group = "sex" if stated["sex"] else "sex2"
        return _named(stated[group], *stated.span(group))
    return _sex_of_pronouns(text)


def _named(word: str, start: int, end: int) -> tuple[Sex, int, int]:
    return (Sex.FEMALE if word.lower() in _FEMALE else Sex.MALE), start, end


def _sex_of_pronouns(text: str) -> tuple[Sex, int, int] | None:
    """Sex by pronouns that are all of one kind, one of them in a sentence about the patient."""
    pronouns = list(_PRONOUN.finditer(text))
    if not pronouns or len({match.lastgroup for match in pronouns}) > 1:
        return None
    for match in pronouns:
        sentence_start = max(
            text.rfind(". ", 0, match.start()), text.rfind(".\n", 0, match.start())
        )
        if _PERSON_WORD.search(text, max(0, sentence_start), match.start()):
            sex = Sex.FEMALE if match.lastgroup == "she" else Sex.MALE
            return sex, match.start(), match.end()
    return None

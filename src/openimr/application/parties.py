"""Names and credentials of people, and a patient's sex from the words of the record."""

from __future__ import annotations

import re
from collections.abc import Iterable

from openimr.application.model import Cited
from openimr.vocabulary.places import PageText

CREDENTIAL = (
    r"(?:M\.?D\.?|D\.?O\.?|Ph\.?\s?D\.?|Psy\.?\s?D\.?|D\.?C\.?|D\.?P\.?M\.?|D\.?D\.?S\.?|D\.?M\.?D\.?|O\.?D\.?|"
    r"L\.?\s?Ac\.?|A\.?P\.?R\.?N\.?|N\.?P\.?|FNP(?:-?B?C)?|P\.?A\.?-?C?\.?|R\.?N\.?|D?\.?P\.?T\.?|O\.?T\.?R?\.?|LCSW|LMFT|MFT|"
    r"Ed\.?D\.?|Pharm\.?\s?D\.?|M\.?P\.?H\.?|M\.?S\.?|M\.?A\.?|FAAOS|FACS|FAAPMR|FACOEM|QME|AME|DABPM|DAOM|O\.?M\.?D\.?)"
)
"""A pattern for one credential behind a name."""

_LAST_CREDENTIAL = re.compile(
    rf"(?P<comma>,?)\s+(?P<word>{CREDENTIAL})(?![A-Za-z])[\s,]*$", re.IGNORECASE
)
_SURNAMES = frozenset({"do", "ma", "pa"})
"""Credentials that are family names too, when they stand without stops."""
_USUAL = {
    word.lower(): word
    for word in (
        "MD",
        "DO",
        "PhD",
        "PsyD",
        "DC",
        "DPM",
        "DDS",
        "LAc",
        "NP",
        "PA-C",
        "PharmD",
        "EdD",
    )
}
_TITLE = re.compile(r"^(?:Mr|Mrs|Ms|Miss|Dr|Doctor)\.?\s+", re.IGNORECASE)
_SUFFIX = re.compile(r"^(?:Jr|Sr|II|III|IV|Esq)\.?$", re.IGNORECASE)
_NUMBER_WORDS = (
    r"(?:\d{1,3}|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty)(?:[-\s](?:one|two|three|four|five|"
    r"six|seven|eight|nine))?)"
)
_FEMALE = r"female|woman|lady|girl"
_MALE = r"male|man|gentleman|boy"
_AGED = re.compile(
    rf"\b{_NUMBER_WORDS}[-\s]*(?:years?|yrs?|y)\.?[-\s/]*(?:old|o|of\s+age)\b\.?,?\s*(?:(?!{_FEMALE}|{_MALE})[\w-]+,?\s+){{0,4}}?"
    rf"(?:(?P<female>{_FEMALE})|(?P<male>{_MALE}))\b|\b\d{{2}}\s?(?:y/?o|yo)\s+(?:(?P<f>F)|(?P<m>M))\b",
    re.IGNORECASE,
)
_STATED = re.compile(
    r"\b(?:sex|gender)\s*[:\s]\s*(?:(?P<female>female|f)|(?P<male>male|m))\b", re.IGNORECASE
)
_PRONOUN = re.compile(
    r"\b(?:(?P<female>she|her|hers|herself)|(?P<male>he|his|him|himself))\b", re.IGNORECASE
)
_CLEAR_MAJORITY = 3
"""Pronouns of one sex must outnumber the other's so many times: physicians have pronouns too."""


def natural_name(written: str) -> str:
    """A name in natural order: "Hartwell, Ruth, A." on a form is "Ruth A. Hartwell"."""
    name = " ".join(written.replace(";", ",").split()).strip(" ,")
    end = _end_of_name(name)
    tail = _as_usual(name[end:].strip(" ,"))
    core = _TITLE.sub("", name[:end])
    parts = [part.strip() for part in core.split(",") if part.strip()]
    suffixes = [part for part in parts[1:] if _SUFFIX.match(part)]
    given = [part for part in parts[1:] if not _SUFFIX.match(part)]
    natural = " ".join([*given, parts[0]]) if parts else ""
    return ", ".join(part for part in (natural, *suffixes, tail) if part)


def _end_of_name(written: str) -> int:
    """Where the name ends and its credentials begin."""
    end = len(written)
    while last := _LAST_CREDENTIAL.search(written, 0, end):
        if _is_surname(last, written[: last.start()]):
            break
        end = last.start()
    return end


def _is_surname(last: re.Match[str], before: str) -> bool:
    """Whether "Do", "Ma" or "Pa" is the family name: behind nothing but given names.

    Behind a comma it is a credential; behind a first and a last name it is one unless it is
    written as a name is.
    """
    if last["comma"] or last["word"].lower() not in _SURNAMES:
        return False
    names = re.findall(r"[^\W\d_]{2,}", _TITLE.sub("", before))
    return len(names) < 2 or last["word"].istitle()


def _as_usual(credentials: str) -> str:
    """Credentials in their usual capitals; scans and typists lose them."""
    return re.sub(r"[\w-]+", lambda word: _USUAL.get(word[0].lower(), word[0]), credentials)


def surname_of(name: str) -> str:
    """The surname of a name in natural order, without suffix and credentials."""
    words = name[: _end_of_name(name)].replace(",", " ").split()
    plain = [word for word in words if not _SUFFIX.match(word)]
    return plain[-1] if plain else name


def has_credential(name: str) -> bool:
    """Whether a name ends in a professional credential (MD, PhD, DC, LAc, ...)."""
    name = name.strip()
    return _end_of_name(name) < len(name)


def find_sex(pages: Iterable[PageText], surname: str | None) -> Cited | None:
    """The patient's sex, "female" or "male", from the words of the record, or None.

    A stated sex counts first, then "46-year-old woman", then Mr. or Ms. before the surname,
    then a clear majority of pronouns.
    """
    pages = tuple(pages)
    titled = (
        re.compile(
            rf"\b(?:(?P<female>Mrs|Ms|Miss)|(?P<male>Mr))\.?\s+(?:\w+\s+)?{re.escape(surname)}\b",
            re.IGNORECASE,
        )
        if surname
        else None
    )
    for pattern in filter(None, (_STATED, _AGED, titled)):
        for page in pages:
            if match := pattern.search(page.text):
                return Cited(value=_sex(match), place=page.span(*match.span()))
    return _by_pronouns(pages)


def _sex(match: re.Match[str]) -> str:
    groups = match.groupdict()
    return "female" if groups.get("female") or groups.get("f") else "male"


def _by_pronouns(pages: tuple[PageText, ...]) -> Cited | None:
    found = [(match, page) for page in pages for match in _PRONOUN.finditer(page.text)]
    for sex, other in (("female", "male"), ("male", "female")):
        mine = [each for each in found if each[0][sex]]
        others = sum(1 for match, _ in found if match[other])
        if mine and len(mine) >= _CLEAR_MAJORITY * max(others, 1 / _CLEAR_MAJORITY):
            match, page = mine[0]
            return Cited(value=sex, place=page.span(*match.span()))
    return None

"""Places by rule: a town beside its state or ZIP code, the town somebody lives in, listed towns.

No sizes of towns are shipped, so size decides nothing here: every town that is known from the
case's addresses, that is listed or stands in one of these forms goes, large or small. A state
stays.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator

from openimr.assignment.name_words import name_words
from openimr.publication.redaction.found import Found, How
from openimr.publication.redaction.identifiers import Kind
from openimr.publication.redaction.words import redaction_words

_TOWN = r"(?P<town>(?:(?:San|Santa|St\.?|Los|Las|El|La|De|Del)\s+)?"
_TOWN += r"[A-Z](?:[^\W\d_]|['’-]|\.(?=\w))+(?:\s+[A-Z](?:[^\W\d_]|['’-])+){0,2}?)"
_FORMS = (
    re.compile(
        rf"\b{_TOWN},?\s+(?:CA|Calif|California|CALIF|CALIFORNIA)\b\.?(?P<zip>[\s,]+\d{{5}}(?:-\d{{4}})?)?"
    ),
    re.compile(
        r"\b(?i:liv(?:es|ed|ing)|resid(?:es|ed|ing|ent|ence)|born(?:\s+\S+){0,4}?|raised|moved|relocated|commut(?:es|ed|ing)|drives|travels)"
        r"\s+(?i:in|to|of|near|from)\s+" + _TOWN.replace("{0,2}?", "{0,2}").replace("\\s", "[ \\n]")
    ),
    re.compile(
        r"\b(?:[Cc]ity|[Tt]own|[Vv]illage|[Cc]ounty)\s+of\s+"
        + _TOWN.replace("{0,2}?", "{0,2}").replace("\\s", "[ ]")
    ),
    re.compile(_TOWN + r"\s+[Cc]ounty\b"),
    re.compile(
        r"\b(?:City|CITY|Town)\s*:\s*" + _TOWN.replace("{0,2}?", "{0,2}").replace("\\s+", "[ ]")
    ),
)


@functools.cache
def _named_towns() -> re.Pattern[str]:
    """A listed town behind a word that says where, or in an entry of its own."""
    spaced = (
        town.replace("-", " ") for town in sorted(redaction_words().towns, key=len, reverse=True)
    )
    forms = (form for town in spaced for form in (town.title(), town.upper()))
    several = "|".join(form.replace(" ", r"[ \n]") for form in forms)
    return re.compile(
        r"(?:\b(?i:in|at|near|from|to|of|outside|around|hearing|venue|office)[:,]?[ \n]|,[ ]|\|[ ])"
        rf"(?P<town>{several})\b(?![ ](?:[A-Z][a-z]|&))"
    )


@functools.cache
def _worded_towns() -> re.Pattern[str]:
    """A town that is a word as well, in the midst of a sentence behind a word that says where."""
    several = "|".join(town.title() for town in sorted(redaction_words().word_towns))
    return re.compile(
        r"\b(?:in|near|outside)[ \n]"
        rf"(?P<town>{several})(?=[.,;:)]|\s*$|\s+[a-z(])"
        rf"|\bIN[ ](?P<loud>{several.upper()})(?=[.,;])"
    )


def places_in(text: str) -> Iterator[Found]:
    """Every town or county that stands in such a form, and the ZIP code behind it."""
    for found in _named_towns().finditer(text):
        yield Found(*found.span("town"), Kind.TOWN, found["town"].casefold(), How.RULE)
    for found in _worded_towns().finditer(text):
        span = found.span("town" if found["town"] else "loud")
        yield Found(*span, Kind.TOWN, text[slice(*span)].casefold(), How.RULE)
    for form in _FORMS:
        for found in form.finditer(text):
            lives = form is _FORMS[1]
            town = _without_words_behind(found["town"]) if lives else found["town"]
            if town and _is_place(town):
                start = found.start("town")
                yield Found(start, start + len(town), Kind.TOWN, town.casefold(), How.RULE)
            if found.groupdict().get("zip"):
                start, end = found.span("zip")
                first = start + len(found["zip"]) - len(found["zip"].lstrip(" ,\n\r\t"))
                yield Found(first, end, Kind.ADDRESS, "", How.RULE)


def _without_words_behind(town: str) -> str:
    """The town without the words that follow it in a line all in capitals ("LOS BANOS IN")."""
    words = list(re.finditer(r"\S+", town))
    while words and town.isupper() and words[-1][0].lower() in redaction_words().clinical:
        words.pop()
    return town[: words[-1].end()] if words else ""


def _is_place(town: str) -> bool:
    words = redaction_words()
    written = [word.lower() for word in re.findall(r"[^\W\d_]+", town)]
    if town.isupper() and len(town) < 7 and " " not in town:
        return False
    if written and "".join(written) in name_words().degrees:
        return False
    if any(word in words.bodies or word in words.clinical for word in written):
        return False
    return not set(written) <= words.states

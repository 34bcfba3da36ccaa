"""Checked values of labelled fields: a name must look like a name, a date must be one.

Each function answers None when the words beside a label cannot be such a value, so that the
next paper is asked.
"""

from __future__ import annotations

import datetime as dt
import re

from openimr.application.forms.dates_on_forms import first_date
from openimr.application.labels import Field, Labelled, label_of
from openimr.application.model import Cited, CitedDate
from openimr.application.papers import Pages, lines_of
from openimr.application.parties import CREDENTIAL, has_credential, natural_name
from openimr.vocabulary.dates import find_dates
from openimr.vocabulary.places import PageSpan

_NAME_WORDS = re.compile(r"^[^\W\d_][\w.'’-]*(?:[\s,]+[^\W\d_][\w.'’-]*){1,6}$")
_NOT_IN_NAMES = re.compile(
    r"\b(?:information|determination|decision|quantity|qty|request|requested|treatment|service|form|review|certified|"
    r"the|and|of|is|was|name|date|please|not|applicable|none|unknown|self|represented)\b",
    re.IGNORECASE,
)
_TAIL = re.compile(
    r"\s*(?:[;|(].*|\b(?:DOB|DOI|claim)\b.*|,\s*(?:claim|file|fax|phone|tel|attn)\b.*)$",
    re.IGNORECASE,
)
_FULL_STOP = re.compile(r"(?<=[a-z]{3})\.$")
_CREDENTIALED = re.compile(
    rf"^(?P<name>(?:Dr\.?\s+)?[A-Z][^,\d;]{{2,50}}(?:,\s*[A-Z]\w*\.?){{0,2}}?,?\s*{CREDENTIAL}(?:,\s*{CREDENTIAL})*)"
    r"(?:\s*[,;(|–-].*|\s+(?:fax|tel|phone|via)\b.*)?$",
    re.DOTALL,
)
_CLAIM = re.compile(r"(?=[\w/.-]*\d)[A-Za-z0-9][\w/.-]*(?:\s[\w/.-]*\d[\w/.-]*)*")
_EMPTY = re.compile(
    r"^\W*(?:n/?a|none|unknown|see\s+attached|same|not\s+applicable|-+)?\W*$", re.IGNORECASE
)
_LETTER_HEAD_LINES = 14
_NOT_THE_LETTERS_DATE = re.compile(
    r"\b(?:birth|dob|injury|doi|loss|rfa|received|request|valid|service|fax(?:ed)?|printed)\b",
    re.IGNORECASE,
)
_OF_BIRTH_OR_INJURY = re.compile(
    r"\b(?:d\.?\s?o\.?\s?[bil]\b\.?|d/i|birth|born|injur\w+|loss)\W*(?:date|on|:)?\W*$",
    re.IGNORECASE,
)
"""What stands before a date that is the day of birth or of injury, whatever label came first."""
_LONGEST_TEXT = 160
_DEAR = re.compile(
    r"^\W*Dear\s+(?:Dr|Doctor|Mr|Ms|Mrs)?\.?\s*(?:[A-Z]\w*\.?\s+){0,2}?(?P<surname>[A-Z][\w'’-]+)\s*[:,.]?\s*$"
)
_ASKED_BY = re.compile(
    rf"\b(?:requested|prescribed|ordered|submitted)\s+by\s+(?P<name>(?:Dr\.?\s+)?[A-Z][\w'’-]+(?:\s+[A-Z][\w'’.-]*){{0,3}}"
    rf"(?:,\s*{CREDENTIAL})*)"
)
_DATED_REQUEST = re.compile(
    r"\b(?:RFA|requests?\s+for\s+authorization|your\s+request|requested\s+by\s+[^,]{3,40}(?:,\s*\w[\w.]*)?\s+on)\b\W*(?:form\W+)?"
    r"(?:(?:is\s+)?(?:dated|signed|of|from|submitted)\W*(?:on\s+)?)?",
    re.IGNORECASE,
)
_NEAR = 3


def as_person(label: Labelled) -> Cited | None:
    """A person's name in natural order, credentials kept; None for anything else."""
    text = _FULL_STOP.sub("", _TAIL.sub("", label.text).strip(" ,:;"))
    bare = re.sub(r"\b(?:Esq|Jr|Sr)\.?$", "", text)
    if not _NAME_WORDS.match(bare.strip(" ,.")) or _NOT_IN_NAMES.search(text) or label_of(text):
        return None
    return Cited(value=natural_name(text), place=_place(label))


def as_physician(label: Labelled) -> Cited | None:
    """A physician's name: natural order, or with its credential."""
    credentialed = _CREDENTIALED.match(label.text)
    if credentialed and not _NOT_IN_NAMES.search(credentialed["name"]):
        return Cited(value=natural_name(credentialed["name"]), place=_place(label))
    name = as_person(label)
    if name is not None:
        return name
    text = re.split(r"\s{2,}|;|\||\s[–-]\s", label.text)[0]
    cut = re.match(r"^(?P<name>[^\d;(]+?)(?:,\s+(?:[A-Z][a-z]+\s+){1,4}.*)?$", text)
    if cut and has_credential(cut["name"]) and not _NOT_IN_NAMES.search(cut["name"]):
        return Cited(value=natural_name(cut["name"]), place=_place(label))
    return None


def as_company(label: Labelled) -> Cited | None:
    """A company's name as written, without the claim number or contact behind it."""
    text = re.sub(
        r",?\s*\b(?:claim|file)\s*(?:no\.?|number|#)?\s*:?\s*\S*\d.*$",
        "",
        label.text,
        flags=re.IGNORECASE,
    )
    text = re.sub(r"\s+(?=[),.])", "", text.strip(" ,;:"))
    if _EMPTY.match(text) or label_of(text) or len(text) > _LONGEST_TEXT or not text[:1].isalnum():
        return None
    return Cited(value=text, place=_place(label))


def as_claim_number(label: Labelled) -> Cited | None:
    """A claim number: letters, digits and dashes with at least one digit."""
    match = _CLAIM.search(label.text)
    if match is None or find_dates(match[0]) or sum(c.isdigit() for c in match[0]) < 2:
        return None
    return Cited(value=match[0].strip(".-/"), place=_place(label))


def as_text(label: Labelled) -> Cited | None:
    """Words as written (specialty, diagnosis); None when the field says nothing."""
    text = label.text.strip()
    if (
        _EMPTY.match(text)
        or len(text) > _LONGEST_TEXT
        or label_of(text)
        or text.endswith("(Required)")
    ):
        return None
    return Cited(value=text, place=_place(label))


def as_sex(label: Labelled) -> Cited | None:
    """Female or male, of a field that says F, Female, M or Male."""
    match = re.match(r"^\W*(?:(f|female)|(m|male))\b", label.text, re.IGNORECASE)
    return Cited(value="female" if match[1] else "male", place=_place(label)) if match else None


def as_date(label: Labelled, not_after: dt.date | None = None) -> CitedDate | None:
    """The first date of the field; two-digit years count back from ``not_after``."""
    own = label.field in (Field.DATE_OF_BIRTH, Field.DATE_OF_INJURY)
    for part in label.parts:
        for day, start, end in find_dates(part.text, not_after=not_after):
            if own or not _OF_BIRTH_OR_INJURY.search(part.text[:start]):
                return CitedDate(value=day, place=part.part(start, end).place)
    return None


def addressed_physician(pages: Pages) -> Cited | None:
    """The requesting physician of a UR letter without such a label: whom the letter addresses.

    The name with its credential in the letter's head whose surname the salutation repeats, or
    "requested by Dr. ...".
    """
    lines = lines_of(pages)
    greeted = next((m for line in lines if (m := _DEAR.match(line.text))), None)
    if greeted is not None:
        for line in lines[:_LETTER_HEAD_LINES]:
            for column in line.columns:
                match = _CREDENTIALED.match(re.sub(r"^[A-Za-z ]{2,12}:\s*", "", column.text))
                if match and greeted["surname"].lower() in match["name"].lower():
                    return Cited(value=natural_name(match["name"]), place=column.place)
    for line in lines:
        for column in line.columns:
            asked = _ASKED_BY.search(column.text)
            if asked:
                place = column.part(*asked.span("name")).place
                return Cited(value=natural_name(asked["name"]), place=place)
    return None


def dated_request(pages: Pages) -> CitedDate | None:
    """The date of the RFA where a letter tells it in running words."""
    for line in lines_of(pages):
        for column in line.columns:
            named = _DATED_REQUEST.search(column.text)
            dates = find_dates(column.text[named.end() :]) if named else []
            if named and dates and dates[0][1] <= _NEAR:
                day, start, end = dates[0]
                place = column.part(named.end() + start, named.end() + end).place
                return CitedDate(value=day, place=place)
    return None


def letter_date(pages: Pages) -> CitedDate | None:
    """The date at the head of a letter: the first that is not labelled as something else."""
    lines = lines_of(pages)
    for number, line in enumerate(lines[:_LETTER_HEAD_LINES]):
        above = lines[number - 1].text if number else ""
        label = "" if any(c.isdigit() for c in above) else above[-40:]
        if _NOT_THE_LETTERS_DATE.search(line.text) or _NOT_THE_LETTERS_DATE.search(label):
            continue
        if found := first_date(line):
            return found
    return None


def _place(label: Labelled) -> PageSpan:
    """From the first to the last part of a value; parts on one page make one span."""
    first, last = label.parts[0], label.parts[-1]
    if first.page is last.page or first.page.number == last.page.number:
        return first.page.span(first.start, max(first.end, last.end))
    return first.place

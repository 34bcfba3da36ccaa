"""What is asked, as a sentence names it: "60 tablets of naproxen 550 mg", "an MRI of the knee"."""

from __future__ import annotations

import re

from openimr.guidelines.criteria.trace import number
from openimr.guidelines.question import Question
from openimr.review.dispute import as_prose, short_name
from openimr.vocabulary.drugs import DOSE_FORMS, DrugMention, find_drugs

_MEDICATION = "medication"
_COUNTED = frozenset({"sessions", "visits", "treatments"})
"""Courses that a request counts; equipment and studies are named without a number."""
_TIME = re.compile(r"day|week|month|year", re.IGNORECASE)
_THINGS = ("equipment", "surgery-ancillary", "diagnostic")
_MOST_WORDS = 10
_ODD = re.compile(r"[;:#?\[\]]|\b\d{5}\b|\bw/|\b(?:[lr]t|eval|unknown)\b|\bx\s?\d", re.IGNORECASE)
"""Signs of a form in a request's wording, which reads badly inside a sentence."""
_FORMS = frozenset({*DOSE_FORMS, "patche"})
_ARTICLE = re.compile(r"an? ")


def name_of(question: Question) -> str:
    """The treatment by its shortest name: the drug as the request calls it, else the topic."""
    drug = drug_of(question)
    if drug is not None:
        return drug
    short = short_name(question.text)
    return short if _by_own_words(question, short) else question.topic.name


def named_in(statement: str, question: Question) -> str:
    """A criterion's statement with the treatment's name where it begins with "it"."""
    name = name_of(question)
    the = "the " if name == short_name(question.text) and name != question.topic.name else ""
    return re.sub(r"^it\b", f"{the if drug_of(question) is None else ''}{name}", statement)


def request_of(question: Question) -> str:
    """The treatment with its number and strength, as it stands behind "the request for"."""
    drug = drug_of(question)
    if drug is not None:
        return _supply(drug, question)
    worded = as_prose(question.text)
    if _by_own_words(question, worded):
        return f"{_article(question, worded)}{worded}"
    if _ARTICLE.match(question.topic.name):
        return f"{question.topic.name}{_for_a_time(question)}"
    return _course(question)


def _for_a_time(question: Question) -> str:
    """How long a thing is asked for ("for 12 months"), where the request says so."""
    request = question.request
    if not request.quantity or not request.unit or not _TIME.match(request.unit):
        return ""
    return f" for {number(request.quantity)} {_unit(request.quantity, request.unit)}"


def _course(question: Question) -> str:
    """What is had many times, with its number."""
    name, course, asked = question.topic.name, question.topic.course, question.asked
    if not asked or asked == 1:
        return name
    if name.endswith(course):
        return f"{number(asked)} {name}"
    return f"{number(asked)} {course} of {name}" if course in _COUNTED else name


def _by_own_words(question: Question, worded: str) -> bool:
    """Whether a request names one thing of a topic that covers several ("arthroscopy or ...")."""
    several = " or " in question.topic.name and not question.text.isupper()
    return several and len(worded.split()) <= _MOST_WORDS and not _ODD.search(worded)


def _article(question: Question, worded: str) -> str:
    """The article before one device or study; operations and injections go without."""
    one = not worded.endswith(("s", "ing")) and not re.match(r"an? |the |\d", worded)
    if not question.topic.category.startswith(_THINGS) or not one:
        return ""
    return "an " if worded[:1] in "aeiou" else "a "


def _supply(drug: str, question: Question) -> str:
    request = question.request
    named = f"{drug} {request.strength}" if request.strength else drug
    if not request.quantity:
        return named
    if request.unit is not None and _TIME.match(request.unit):
        return f"{named}{_for_a_time(question)}"
    if request.unit is None:
        return f"{named} #{number(request.quantity)}"
    return f"{number(request.quantity)} {_unit(request.quantity, request.unit)} of {named}"


def _unit(count: float, unit: str) -> str:
    return unit.removesuffix("s") if count == 1 else unit


def drug_of(question: Question) -> str | None:
    """The one drug of a request for medication as it is written there, None for a mixture."""
    if not question.topic.category.startswith(_MEDICATION):
        return None
    found = find_drugs(question.text)
    if len({mention.drug.generic for mention in found}) != 1:
        return None
    return _written(found[0], question.text)


def _written(mention: DrugMention, text: str) -> str:
    """Generic names in small letters, brand names with a capital."""
    words = text[mention.start : mention.end].split()
    while len(words) > 1 and words[-1].lower().rstrip("s") in _FORMS:
        words.pop()
    written = " ".join(words)
    generic = mention.drug.generic.split("/", maxsplit=1)[0]
    if mention.name.startswith(generic):
        return f"{written[0].lower()}{written[1:]}" if not written.isupper() else written.lower()
    return written.title() if written.isupper() or written.islower() else written

"""What is asked, as a sentence names it: "60 tablets of naproxen 550 mg", "an MRI of the knee"."""

from __future__ import annotations

import re

from openimr.guidelines.criteria.trace import number
from openimr.guidelines.question import Question
from openimr.review.dispute import as_prose, short_name
from openimr.review.proper_names import with_names
from openimr.vocabulary.drugs import DOSE_FORMS, DrugMention, find_drugs

_MEDICATION = "medication"
_COUNTED = frozenset({"sessions", "visits", "treatments"})
"""Courses that a request counts; equipment and studies are named without a number."""
_TIME = re.compile(r"day|week|month|year", re.IGNORECASE)
_THINGS = ("equipment", "surgery-ancillary", "diagnostic")
_PLACED = ("procedure", "surgery", "diagnostic", "equipment", "therapy-device")
"""Categories in which level, side and kind make the request, so that its own words are kept."""
_MOST_WORDS, _MOST_IN_NAME = 10, 7
_OCCUPATIONAL = re.compile(r"\boccupational therap|\bOT\b|\bhand therap", re.IGNORECASE)
_ODD = re.compile(
    r"[;:#?\[\]]|\b\d{5}\b|\bw/|\b(?:[lr]t|[lrb][lu]e|eval|unknown)\b|\bx\s?\d", re.IGNORECASE
)
"""Signs of a form in a request's wording, which reads badly inside a sentence."""
_FORMS = frozenset({*DOSE_FORMS, "patche"})
_ARTICLE = re.compile(r"^an? ")
_HEAD_ENDS = re.compile(
    r",|\(|\s(?:for|of|to|with|without|prior|after|before|in|on|and|left|right|bilateral)\b|\sx\s?\d|\s\d"
)
"""Where the head of a request's wording ends."""
_THING_WORDS = """
    bath bed brace cane chair clearance collar consultation cushion device evaluation fixator
    garment glove kit machine mattress membership monitor orthosis pad pillow program pump purchase
    referral rental scooter sling splint stimulator study test unit visit walker wheelchair
    workstation wrap
    """
_ONE_OF = frozenset(_THING_WORDS.split())
"""Things and services that a request names one of."""
_STUDY = re.compile(
    r"\b(MRI|MRA|CT(?: scan)?|MR arthrogram|x-?rays?|ultrasound|EMG/NC[SV]|EMG|NC[SV]|SSEP|TPBS"
    r"|scan|radiographs?)\s+(?:the )?(?P<both>(?:both|bilateral) )?(?!(?:of|with|without|scan|and"
    r"|or|for|to|studies|study|tests?|testing|exam|arthrogram|myelogram|guid\w+|therapy|treatment|unit"
    r"|films?|reports?)\b)(?=[a-z])"
)
"""A study right in front of what it is of."""
_MANY = re.compile(r"\b(?:labs|films|radiographs|x-rays|views|aids|testing|tests|studies)\b")
_SAID_AS_WORDS = frozenset({"LASIK", "LINT", "MARS", "RAST", "REBT", "SAD", "SPECT", "STAT"})
_VOWEL_SOUND = re.compile(r"(?!uni|us[ei]|ur[io]|eu|one\b)[aeiou]|hour|honest|heir")
_PURCHASED = re.compile(
    r"^(?P<thing>[^,(]{3,60}?)\s*[,(-]?\s*\b(?P<how>purchase|rental)\b\)?(?P<rest>(?:\s*,|\s+for\b|\s+\d).*)?$",
    re.IGNORECASE,
)


def name_of(question: Question) -> str:
    """The treatment by its shortest name: the drug as the request calls it, else the topic."""
    drug = drug_of(question)
    if drug is not None:
        return drug
    if "physical therapy" in question.topic.name and _OCCUPATIONAL.search(question.text):
        return question.topic.name.replace("physical therapy", "occupational therapy")
    short = _of_a_part(short_name(question.text))
    if not _by_own_words(question, short):
        return question.topic.name
    bought = _PURCHASED.match(short)
    thing = _ARTICLE.sub("", bought["thing"].strip(" ,-") if bought else short, count=1)
    head = thing if len(thing.split()) <= _MOST_IN_NAME else re.split(r"\swith\s", thing)[0]
    return f"the {head}"


def named_in(statement: str, question: Question) -> str:
    """A criterion's statement with the treatment's name where it begins with "it"."""
    return re.sub(r"^it\b|\bit$", name_of(question), statement)


def request_of(question: Question) -> str:
    """The treatment with its number and strength, as it stands behind "the request for"."""
    drug = drug_of(question)
    if drug is not None:
        return _supply(drug, question)
    worded = _of_a_part(as_prose(question.text))
    if _by_own_words(question, worded):
        return _acquired(question, worded) or f"{_article(question, worded)}{worded}"
    if _ARTICLE.match(question.topic.name):
        return f"{question.topic.name}{_for_a_time(question)}"
    return _course(question)


def _of_a_part(worded: str) -> str:
    """A study with its part behind "of": "MRI lumbar spine" as "MRI of the lumbar spine"."""
    return _STUDY.sub(
        lambda found: f"{found[1]} of {'both ' if found['both'] else 'the '}", worded, count=1
    )


def _acquired(question: Question, worded: str) -> str | None:
    """A device to be bought or rented: "purchase of a paraffin bath unit"."""
    found = _PURCHASED.match(worded)
    if found is None:
        return None
    thing, rest = found["thing"].strip(" ,-"), (found["rest"] or "").replace(",", " for", 1)
    rest = re.sub(r"^\s+(?=\d)", " for ", rest)
    rest = rest if re.match(r"\s+for \d", rest) else ""
    return f"{found['how'].lower()} of {_article(question, thing)}{thing}{rest}"


def _for_a_time(question: Question) -> str:
    """How long a thing is asked for ("for 12 months"), where the request says so."""
    request = question.request
    if not request.quantity or not request.unit or not _TIME.match(request.unit):
        return ""
    return f" for {number(request.quantity)} {_unit(request.quantity, request.unit)}"


def _course(question: Question) -> str:
    """What is had many times, with its number."""
    name, course, asked = name_of(question), question.topic.course, question.asked
    name = name if not name.startswith("the ") else question.topic.name
    if not asked or asked == 1:
        return name
    if name.endswith(course):
        return f"{number(asked)} {name}"
    return f"{number(asked)} {course} of {name}" if course in _COUNTED else name


def _by_own_words(question: Question, worded: str) -> bool:
    """Whether a request names one thing of a topic that covers several ("arthroscopy or ...")."""
    several = " or " in question.topic.name or question.topic.category.startswith(_PLACED)
    return several and len(worded.split()) <= _MOST_WORDS and not _ODD.search(worded)


def _article(question: Question, worded: str) -> str:
    """The article before one device, study or service; operations and injections go without."""
    head = _HEAD_ENDS.split(worded)[0].rstrip(" ,")
    last = head.rsplit(" ", 1)[-1].rsplit("/", 1)[-1]
    many = (last.endswith("s") and not last.endswith("ss")) or _MANY.search(worded)
    one = not many and not re.match(r"an? |the |\d", worded)
    thing = question.topic.category.startswith(_THINGS) and not last.endswith("ing")
    if not one or not (thing or last in _ONE_OF):
        return ""
    return f"{article(worded)} "


def article(words: str) -> str:
    """The indefinite article before words, by their sound: an MRI, a unit, an x-ray."""
    first = words.split(" ", 1)[0]
    spelled = re.match(r"[A-Z]{2,5}(?![a-z])|[A-Z](?![a-z])|x-", first)
    if spelled:
        return "an" if first[0] in "AEFHILMNORSXx" and first not in _SAID_AS_WORDS else "a"
    return "an" if _VOWEL_SOUND.match(first.lower()) else "a"


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
        small = f"{written[0].lower()}{written[1:]}" if not written.isupper() else written.lower()
        return with_names(small)
    return written.title() if written.isupper() or written.islower() else written

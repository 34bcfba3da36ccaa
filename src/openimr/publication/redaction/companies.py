"""Companies and facilities that the case does not know, by their legal form or what they are."""

from __future__ import annotations

import re
from collections.abc import Iterator

from openimr.assignment.name_words import folded, name_words
from openimr.publication.redaction.found import Found, How
from openimr.publication.redaction.identifiers import Kind
from openimr.publication.redaction.standing import Text
from openimr.publication.redaction.tokens import in_one_line
from openimr.publication.redaction.words import redaction_words

_OWN = r"(?:St\.[ ])?[A-Z][\w'’&-]*"
_GAP = r"(?:[ \u00a0]+|[ ]?\n)"
_MORE = rf"(?:{_GAP}(?:&|and|of|[A-Z][\w'’&-]*))"
_REST = r"(?:(?:[ ](?:and|&))?[ ][A-Z][\w'’&-]*){0,4}"
_LEGAL = (
    r"(?:Inc\b\.?|Incorporated\b|L\.?L\.?C\b\.?|L\.?L\.?P\b\.?|L\.P\.|Ltd\b\.?|Corp\b\.?"
    r"|Corporation\b|Company\b|Co\.)"
)
_COMPANY = re.compile(
    rf"\b(?P<name>{_OWN}{_MORE}{{0,5}}?),?\s+"
    rf"(?:{_LEGAL}|(?:Insurance|Indemnity|Mutual|Casualty|Assurance)\b(?:[ ]+{_LEGAL})?"
    r"|(?:(?:Unified[ ]|Union[ ]|High[ ]|Elementary[ ])*School\s+District|Farms|Staffing"
    r"|Logistics|Trucking|Freight|Foods|Brothers|Hotels?(?:[ ]&[ ]Resorts)?|Industries"
    rf"|Enterprises)\b(?:{_REST},?[ ]{_LEGAL}|{_REST}))"
)
_FACILITY = re.compile(
    rf"\b(?P<name>{_OWN}{_MORE}{{0,5}}?{_GAP}"
    r"(?:Medical\s+(?:Center|Group|Clinic|Associates)|Hospital|Clinic|Surg(?:ery|ical)\s+(?:Center|Institute)"
    r"|Imaging(?:\s+Center)?|Urgent\s+Care|Orthopa?edics?\s+(?:Group|Institute|Associates)|Health\s+(?:Center|System)"
    r"|Pharmacy|Rehab(?:ilitation)?(?:\s+(?:Center|Institute))?|(?:Spine|Pain|Joint|Pain\s+Management)\s+(?:Center|Institute)"
    r"|(?:Skilled\s+)?Nursing\s+(?:Facility|Home)))\b"
    rf"(?:,?[ ]{_LEGAL})?"
)
_WEAK = re.compile(
    rf"(?:\b(?:at|from|by|to|of|notes|records)[ \n]|@[ ]?|[,:][ ])"
    rf"(?P<name>{_OWN}{_MORE}{{0,4}}?{_GAP}"
    r"(?:(?:Physical|Hand|Occupational)\s+Therapy(?:\s+(?:&|and)\s+Sports\s+Medicine)?|(?:Advanced\s+)?MRI|Radiology"
    r"|Chiropractic|Institute|Specialists|Laborator(?:y|ies)|Occupational\s+Health))\b"
)
"""What is a treatment as well: a facility only behind a word that says where."""
_TITLED = re.compile(r"\b(?:Drs?|Mr|Mrs|Ms)\.?\s+$")
_DESCRIBES = re.compile(r"(?:al|ed|ent|ant|ive|ic|ous|ary|ing|able|ly|tion|ment|ology)$")
"""Ends of words that say what a treatment is like ("Additional", "Supervised")."""


def companies_in(text: Text) -> Iterator[Found]:
    """Unknown companies by their legal form, and facilities by what they call themselves."""
    for form, kind in (
        (_COMPANY, Kind.COMPANY),
        (_FACILITY, Kind.FACILITY),
        (_WEAK, Kind.FACILITY),
    ):
        for found in form.finditer(text.text):
            written = re.findall(r"[^\W_]+", found["name"])
            own = [one for one in map(folded, written) if _tells(one)]
            if form is _WEAK:
                own = [one for one in own if not _describes(one, text)]
            if not own and re.match(r"[A-Z]&[A-Z]\b", found["name"]):
                own = [found["name"][:3]]
            if own and in_one_line(text.text, *found.span()):
                start = found.start("name") + _leading(text.text, found)
                owner = f"~{' '.join(own)}"
                yield Found(start, found.end(), kind, owner, How.PATTERN, sure=False)


def _leading(text: str, found: re.Match[str]) -> int:
    """How many characters before the organization's name belong to somebody or something else."""
    name = found["name"]
    first = re.match(r"(?:(?:The|At|From|By|In|Of|To)\s+)+", name)
    person = re.match(r"(?:[A-Z][\w'’-]*\s+){1,2}of\s+(?=[A-Z])", name)
    if person and _TITLED.search(text[max(0, found.start() - 8) : found.start("name")]):
        return person.end()
    return first.end() if first else 0


def _describes(word: str, text: Text) -> bool:
    return _DESCRIBES.search(word) is not None or word in text.small


def _tells(word: str) -> bool:
    """Whether a word is an organization's own: no form, field or body that makes guidelines."""
    words = redaction_words()
    if len(word) < 3 or word in name_words().degrees:
        return False
    if word in words.clinical or word in words.shared or word in words.bodies:
        return False
    return word not in name_words().common and word not in name_words().forms

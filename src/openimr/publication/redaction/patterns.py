"""What no list knows, found by its form: where somebody is reached, numbers beside their names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from openimr.publication.redaction.addresses import KINDS_OF_STREETS
from openimr.publication.redaction.found import Found, How
from openimr.publication.redaction.identifiers import Kind
from openimr.publication.redaction.words import redaction_words

_D = r"[0-9OoIl]"
_DASH = r"[-–‐‑]"
_NUMBER = r"(?:numbers?|no|num|nbr|id|#)"
_SIGN = r"\s*(?:\.|:|#|\||is|was|-|–|\s){0,4}\s*"
_CODE = (
    r"(?P<it>(?:[A-Za-z]{0,6}[-./ ]?|[A-Z]{1,2}\n)(?=[\w-]*\d)[A-Za-z0-9]+"
    r"(?:(?:[-./–](?=\w)|[-/–]\s{1,2}(?=[A-Za-z]{0,3}\d)|(?<=\d)[ \u00a0](?=\d))[A-Za-z0-9]+){0,5})"
)
_NO_STREETS = {"suite", "apartment", "building", "floor", "saint", "fort", "mount"} | {
    "north",
    "south",
    "east",
    "west",
}


def _streets() -> str:
    """Kinds of streets, whole and short, with a capital and in capitals."""
    kinds = [kind for kind in KINDS_OF_STREETS if kind not in _NO_STREETS]
    words = [word for kind in kinds for word in (kind, *KINDS_OF_STREETS[kind])]
    return "|".join(form for word in words for form in (word.capitalize(), word.upper()))


_SPANISH = "Calle|Camino|Via|Avenida|Paseo|Rancho|Highway|Hwy|Avenue|Plaza"
"""Words with which names of streets begin."""
_ROOMS = "Suite|Ste|Apt|Apartment|Unit|Floor|Fl|Room|Rm|Bldg|Building|Space|Spc|Sp|Lot|Trlr"
_UNIT = (
    rf"(?:,?\s+(?:(?:{_ROOMS}|{_ROOMS.upper()})\b\.?\s*#?\s*|#\s*)"
    r"(?=\w{0,4}\d|[A-Z]\b)[A-Z0-9][\w-]{0,5}(?:,?\s+(?:\d{1,2}(?:st|nd|rd|th)\s+)?(?:Floor|Fl)\b\.?)?)?"
)
_DIGITS_APART = rf"(?P<it>\+?(?:{_D}[-–‐.() \n]{{0,2}}){{6,10}}{_D}\b)"
_DOMAIN = r"\w[\w-]*(?:-\n\w+)?(?:\.[\w-]+)*"
_TLD = r"(?:com|org|net|edu|gov|us|test|example)"

FORMS: Final = (
    (
        Kind.EMAIL,
        rf"[\w.+'-]+\s?@\s?{_DOMAIN}(?:\.[A-Za-z]{{2,}}\b|\s?\.\s?{_TLD}\b)",
        r"\b[\w.+-]+\s*[\[(]\s*(?i:at)\s*[\])]\s*[\w-]+"
        r"(?:(?:\.|\s*[\[(]\s*(?i:dot)\s*[\])]\s*)[\w-]+)+",
        rf"\b[\w.+-]+\s(?i:at\s[\w-]+(?:\sdot\s[\w-]+)*?\sdot\s{_TLD})\b(?!\sdot\s)",
    ),
    (
        Kind.WEB_ADDRESS,
        r"(?i:\b(?:https?://|www\.)[^\s<>()\[\]]+[\w/])",
        r"(?<![@\w.-])(?:[A-Za-z][\w-]+\.)+(?:com|org|net|edu|gov|example)\b(?!@)(?:/[^\s<>()\[\]]*[\w/])?",
    ),
    (
        Kind.TELEPHONE,
        r"(?<![\w.-])(?:\+?1[-.\s]{0,2})?(?:\(\s?\d{3}\s?\)|\d{3}\s?[-./–‐‑·\s])\s{0,2}"
        r"\d{3}\s?[-./–‐‑·\s]\s?\d{4}(?!\d)(?:,?\s*(?i:ext|x|extension)\.?\s*\d{1,6})?",
        rf"\({_D}{{3}}\)\s?{_D}{{3}}\s?{_DASH}\s?{_D}{{4}}\b",
        r"(?i:\b(?:tel|telephone|phone|ph|cell|mobile|voice|call(?:ed)?(?:\s+at)?|pager))\b"
        rf"[\s:.#()]{{0,4}}(?:(?i:is|number|no)[\s:.#]{{1,3}})?{_DIGITS_APART}",
    ),
    (
        Kind.FAX,
        r"(?i:\b(?:fax(?:ed)?|facsimile))\b[\s:.#()]{0,4}(?:(?i:number|no|to|at)[\s:.#]{1,3})?"
        + _DIGITS_APART,
    ),
    (
        Kind.IDENTIFYING_NUMBER,
        rf"(?<![\w-])(?:{_D}{{3}}|[xX*#]{{3}})\s?{_DASH}\s?(?:{_D}{{2}}|[xX*#]{{2}})\s?{_DASH}\s?"
        rf"{_D}{{4}}(?![\w-])",
        rf"(?i:\b(?:ssn|social\s+security(?:\s+{_NUMBER})?|ss\s?#)){_SIGN}"
        r"(?:(?i:ending\s+(?:in|with)|last\s+four)\s*:?\s*)?(?P<it>(?:[\dxX*][-– ]?){3,8}\d)\b",
        r"(?i:\b(?:m\.?r\.?n\.?|(?:med(?:ical)?\.?\s+rec(?:ord)?|chart|patient|member"
        rf"|medicare|medi-?cal|medicaid|invoice|prescription|rx|account)\s*{_NUMBER}"
        r"|acct|account|invoice|rx)"
        rf"(?!\w)){_SIGN}{_CODE}",
        r"(?i:\binvoice\b)[^\n;.]{0,60}?[,#:]\s*(?P<it>\d[\d-]{4,}\d)\b",
        rf"(?i:\b(?:cert(?:ificat(?:e|ion))?|commission|csr|badge|permit|accession|encounter|requisition|confirmation|tracking|specimen|chart|job|bill|visit"
        rf"|med(?:ical)?\.?\s+rec(?:ord)?|member|subscriber|group|employee|order|control|reference|ref|transaction|document|fein|medi-?cal)\.?"
        rf"\s*(?:{_NUMBER})?)(?!\w){_SIGN}(?=[\w-]*\d{{4}}){_CODE}",
        r"(?<!CPT )(?<!CPT)(?i:\b(?:no|number|id)\.?|#)\s?[:#]?\s?"
        r"(?P<it>[A-Z]{0,3}-?\d{5,}(?:-\d+)*)\b",
        r"(?<=[a-zA-Z.])\s{1,2}\((?P<it>\d{6,8})\)",
        r"(?<![\w-])x(?P<it>\d{6,})\b",
        r"(?<![\w./-])(?<!NDC )(?<!NDC: )(?P<it>\d{9,14})(?![\w/-])",
        r"(?i:\b(?:npi|dea|(?:medical\s+|state\s+|driver'?s\s+)?lic(?:en[sc]e)?|tax\s+id|tin|ein|upin"
        rf"|(?:state\s+)?bar|(?:license\s+)?plate|qme)\b)(?:\s*(?i:{_NUMBER}))?{_SIGN}{_CODE}",
    ),
    (
        Kind.CLAIM_NUMBER,
        rf"(?i:\b(?:claim|clm|file)\s*(?:{_NUMBER})){_SIGN}{_CODE}",
        rf"(?i:\b(?:our|your)\s+(?:file|ref(?:erence)?)){_SIGN}{_CODE}",
        rf"(?i:\bclaim){_SIGN}(?P<it>(?=[\w-]*\d[\w-]*\d[\w-]*\d)[A-Z0-9]+(?:-[A-Z0-9]+)+)",
        r"(?i:\bclaim)\s*,?\s*(?P<it>\d{4}[- ]\d{4}[- ]\d{4})\b",
    ),
    (
        Kind.POLICY_NUMBER,
        rf"(?i:\bpolicy(?:\s*{_NUMBER})){_SIGN}{_CODE}",
        r"(?i:\bpolicy)\s*[:|]?\s+"
        r"(?P<it>(?:[A-Z]{1,4}[- ]?)?\d{2,}(?:[-. ]\d{2,})+|[A-Z]{1,4}[- \n]?\d{4,})\b",
    ),
    (
        Kind.CASE_NUMBER,
        rf"(?i:\b(?:wcab|eams|docket)(?:\s+(?:case|file))?(?:\s*{_NUMBER})?){_SIGN}{_CODE}",
        rf"\bADJ\s?-?{_D}{{5,9}}\b",
    ),
    (
        Kind.ADDRESS,
        r"(?i:\b(?:(?:p\.?\s?o\.?|post\s+office)|(?:rr|rural\s+route|star\s+route)\s*\d*,?)\s+box\s+#?\s*\d+)",
        r"\b(?:One|Two|Three|Four|Five|Six|Seven|Eight|Nine|Ten)(?:\s+[A-Z][\w'’]+){1,2}\s+"
        rf"(?:Plaza|Center|{_streets()})\b",
        r"(?<![\w/.-])\d{1,6}(?:\s1/2|-[A-Z])?\s+"
        rf"(?:{_SPANISH}|{_SPANISH.upper().replace('VIA|', '')}|(?i:County\s+Road))"
        r"(?:\s+(?i:de\s+las?|de\s+los|del|de|la|las|los|el))?\s+(?:[A-Z][\w'’]+"
        rf"(?:\s(?!(?:{_ROOMS})\b)[A-Z][\w'’]+)?"
        r"(?:\s[NSEW]\b\.?)?|\d{1,4}[A-Z]?)\b" + _UNIT,
        r"(?<![\w/.-])\d{2,6}\s+(?:[NSEW]\.?|North|South|East|West)\s+[A-Z][a-z]+"
        + rf"(?:{_UNIT}(?=,\s+[A-Z]|\n[A-Z])|{_UNIT[:-1]})",
        r"(?<![\w/.-])\d{1,6}\s+(?:[NSEW]\.?\s+)?(?i:The\s+(?:Alameda|Embarcadero)|El\s+Camino\s+Real|Broadway|Embarcadero)\b"
        + _UNIT,
        r"(?<![\w/.-])\d{1,6}(?:-\w+|\s1/2)?(?=[ ](?!Per\b|By\b|Drs?\b|The\b|See\b))"
        r"(?:\s+[NSEW]\.?|\s+(?:North|South|East|West))?"
        rf"(?:\s+(?:\d+(?i:st|nd|rd|th)|[A-Z][\w'’.-]*)){{1,4}}?\s+(?:{_streets()})\b\.?{_UNIT}",
    ),
)
"""Kind and its forms; where a group "it" stands, that goes, and the words before it stay."""

_COMPILED = tuple((kind, re.compile(form)) for kind, *forms in FORMS for form in forms)
_LEAST_DIGITS = {
    Kind.CLAIM_NUMBER: 3,
    Kind.CASE_NUMBER: 3,
    Kind.POLICY_NUMBER: 3,
    Kind.IDENTIFYING_NUMBER: 3,
}


_DATE = re.compile(r"\d{1,2}[-/.]\d{1,2}[-/.](?:\d{2}|(?:19|20)\d{2})")
"""A day; where a number is looked for, none of somebody's numbers."""


def is_public_source(address: str) -> bool:
    """Whether a web address is one where guidelines, studies and drug labels stand."""
    host = re.sub(r"^\w+://|^www\.", "", address.lower()).partition("/")[0]
    return any(host.endswith(end) for end in redaction_words().sources)


def forms_in(text: str) -> Iterator[Found]:
    """Everything that has one of these forms."""
    for kind, form in _COMPILED:
        for found in form.finditer(text):
            group = "it" if "it" in form.groupindex else 0
            written = found[group]
            numbered = kind in _LEAST_DIGITS
            if numbered and _DATE.fullmatch(written):
                continue
            if sum(sign.isdigit() for sign in written) >= _LEAST_DIGITS.get(kind, 0):
                start, end = found.span(group)
                yield Found(start, end, kind, kind.value, How.PATTERN)

"""Ages over 89 in every wording (45 CFR 164.514(b)(2)(i)(C): one category, 90 or older)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from openimr.publication.redaction.found import Found, How
from openimr.publication.redaction.identifiers import Kind

_ONES = r"(?:one|two|three|four|five|six|seven|eight|nine)"
_ORDINAL = r"(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)"
_ABOVE = rf"(?:\s+(?:and\s+)?(?:\w+teen|ten|eleven|twelve|{_ONES}))?"
_WORDS = rf"(?:ninety(?:[-\s]+{_ONES})?|(?:one|a)\s+hundred{_ABOVE})"
_AGE = rf"(?:9[0-9]|1[01][0-9]|{_WORDS})"
_GAP = r"(?:\s*[-‐‑–]\s*|\s+|-\s*\n\s*)"
_FORMS = (
    rf"\b{_AGE}{_GAP}(?:years?|yrs?\.?)(?:{_GAP}olds?|{_GAP}of{_GAP}age|(?=\s+(?:female|male|man|woman|wom|gentleman|lady)))",
    rf"\b{_AGE}\s*[-‐]?\s*y\s*[./-]?\s*o\b\.?",
    rf"\b{_AGE}\s*[-‐]?\s*(?=(?:f|m)\b)(?<=\d)",
    rf"(?<=\bage )(?:of |is |was )?{_AGE}\b|(?<=\bage: ){_AGE}\b|(?<=\bage:){_AGE}\b",
    rf"(?<=\baged ){_AGE}\b",
    rf"(?<=\bage\n){_AGE}\b|(?<=\baged\n){_AGE}\b|(?<=\bages ){_AGE}\b",
    rf"\b{_AGE}\b(?=,?\s+(?:years?|yrs?)\b(?!\s+(?:ago|later|of\s+(?!age)|history|post|experience)))",
    rf"\b(?:9\d(?:st|nd|rd|th)|ninety[-\s]+{_ORDINAL}|ninetieth|hundredth|1[01]\d(?:st|nd|rd|th))(?=\s+(?:birthday|year))",
    r"\b(?:nonagenarian|centenarian)\b",
    r"(?<=\bin (?:his|her) )(?:(?:early|mid|late)[-\s]+)?(?:nineties|90'?s)\b",
    r"(?<=\bin their )(?:(?:early|mid|late)[-\s]+)?(?:nineties|90'?s)\b",
    rf"(?<=\bturned ){_AGE}\b(?!\s*(?:degrees|°|%|mg))",
    rf"(?<=,[ \n]){_AGE}\b(?=,\s+(?:an?|who|is|was|has|with|male|female)\b)",
    rf"(?<=\bis now ){_AGE}\b(?=\s*[.,;])",
)
_AGES = re.compile("|".join(_FORMS), re.IGNORECASE)


def ages_in(text: str) -> Iterator[Found]:
    """Every age over 89, with the words that make it one."""
    for found in _AGES.finditer(text):
        yield Found(found.start(), found.end(), Kind.AGE, "", How.RULE)

"""Occupations that few people have: a person in a small place is known by one.

What may stay is data: the words of common occupations. An occupation with any other word goes.
Being rare is not measured; no count of people by occupation is shipped.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from openimr.publication.redaction.found import Found, How
from openimr.publication.redaction.identifiers import Kind
from openimr.publication.redaction.words import redaction_words

_SAID = re.compile(
    r"(?:\b(?:work(?:s|ed|ing)?|employ(?:ed|ment)|serv(?:es|ed|ing)|hired|job|career|duties|profession|occupation)"
    r"\s+as\s+(?:an?|the)\s+|\b(?:occupation|job\s+title|position)\s*(?::|is|was)\s*(?:that\s+of\s+)?(?:an?\s+|the\s+)?"
    r"|\b(?:is|was)\s+(?:an?|the)\s+(?=(?:[\w-]+\s+){1,4}by\s+(?:occupation|profession|trade))"
    r"|\bby\s+(?:occupation|profession|trade),?\s+(?:an?|the)\s+)",
    re.IGNORECASE,
)
_PHRASE = re.compile(r"[^\W\d_][\w'’/-]*(?:\s+[^\W\d_][\w'’/-]*){0,6}")
_STOPS = re.compile(
    r"\b(?:by|for|at|with|who|when|where|while|since|until|and|on|by|in|from|that|which|is|was|has|had|the|his|her|he|she"
    r"|until|before|after|during|full|part|prior|but)\b|\n\s*\n",
    re.IGNORECASE,
)


_WHERE = re.compile(r"\s+(?:at|of|for|in)\s+(?:the|an?)\s+[^\W\d_]+")
"""Where somebody works says as much as what they do."""


def occupations_in(text: str) -> Iterator[Found]:
    """Every stated occupation that is not made of common words alone."""
    for said in _SAID.finditer(text):
        phrase = _PHRASE.match(text, said.end())
        if phrase is None:
            continue
        written = re.split(r"\n(?![a-z])", phrase[0])[0] if ":" in said[0] else phrase[0]
        words = _STOPS.split(written, maxsplit=1)[0].rstrip()
        if words and not _common(words):
            end = said.end() + len(words)
            where = _WHERE.match(text, end)
            yield Found(said.end(), where.end() if where else end, Kind.OCCUPATION, "", How.RULE)


def _common(words: str) -> bool:
    known = redaction_words().occupations
    return all(
        word in known or word.removesuffix("s") in known
        for word in re.findall(r"[\w'’-]+", words.lower().replace("’", "'"))
    )

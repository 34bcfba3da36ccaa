"""Occupations that few people have: a person in a small place is known by one.

What may stay is data: the words of common occupations, as statistics of the work force name them.
An occupation with any other word goes. Being rare is not measured; no count of people by
occupation is shipped. Some words say that an occupation follows ("worked as a"); behind others it
may ("she is a"), and there a word counts that looks like one or did what workers do.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from openimr.publication.redaction.found import Found, How
from openimr.publication.redaction.identifiers import Kind
from openimr.publication.redaction.words import redaction_words

_TRADE = r"(?:occupation|profession|trade)"
_SAID = re.compile(
    r"\b(?:work(?:s|ed|ing)?|employ(?:ed|ment)|serv(?:es|ed|ing)|hired(?:\s+on)?|jobs?|careers?|dut(?:y|ies)|profession"
    r"|occupation|position|living|trained|apprenticed)\s+as\s+(?:an?|the)\s+"
    r"|\b(?:occupation|job\s+title|position|profession)\s*(?::|is|was)\s*(?:that\s+of\s+)?(?:an?\s+|the\s+)?"
    r"|\b(?:former|prior|previous|last|usual|current)\s+job\s*:\s*(?:an?\s+)?"
    rf"|\bby\s+{_TRADE},?\s+(?:an?|the)\s+"
    r"|(?:\b(?:an?|the|his|her|their|old)\s+|[,:;.(]\s+|^)retired\s+",
    re.IGNORECASE | re.MULTILINE,
)
"""Words behind which an occupation stands."""
_MAYBE = re.compile(
    r"(?:\b\d{1,3}|\b[a-z]+ty(?:[- ][a-z]+)?)[- ](?:years?|yrs?)[- ]old,?\s+|\b\d{2}\s?y/?o,?\s+"
    r"|\b(?:he|she|who|patient|claimant|applicant|employee|worker|examinee"
    r"|(?:mr|ms|mrs)\.?(?:\s+[^\W\d_][\w'’-]+){1,4})\s+(?:is|was|(?:has|had|having)\s+been|used\s+to\s+be)\s+(?:also\s+|once\s+)?an?\s+"
    r"|\b(?:19|20)\d\d\s?(?:-|–|to)\s?(?:(?:19|20)\d\d|present),?:?\s+(?:an?\s+)?"
    r"|\b\d{1,2}-(?:weeks?|months?|years?)-out\s+|\b(?:he|she|who)['’]d\s+been\s+an?\s+|\bjob\s+(?:description|analysis)[,:]\s+(?:for\s+)?(?:an?\s+)?"
    r"|\b(?:patient|claimant|applicant|employee|worker)['’]s\s+(?=(?:[\w-]+\s){1,3}(?:duties|tasks)\b)"
    r"|\bthis\s+(?:very\s+|most\s+)?pleasant\s+"
    r"|\b(?:patient|claimant|applicant|employee|worker|examinee),\s+an?\s+"
    r"|\bI(?:\s+am|['’]m|\s+was)\s+(?:an?|the)\s+|\b(?:formerly|previously|once|now)\s+an?\s+|\b(?:former|professional|self-employed)\s+"
    r"|\bwork(?:s|ed|ing)?(?:\s+[\w-]+){1,4}\s+as\s+an?\s+|\b(?:years?|months?|decades?|stint|time)\s+as\s+an?\s+",
    re.IGNORECASE,
)
"""Words behind which one may stand."""
_BY_TRADE = re.compile(
    rf"\b(?:an?|the)\s+(?P<it>[^\W\d_][\w'’/-]*(?:\s+[^\W\d_][\w'’/-]*){{0,3}}?),?\s+by\s+{_TRADE}\b",
    re.IGNORECASE,
)
_PHRASE = re.compile(r"(?:\d[\w-]*\s+)?(?P<it>[^\W\d_][\w'’/-]*(?:\s+[^\W\d_][\w'’/-]*){0,6})")
_STOPS = re.compile(
    r"\b(?:by|for|at|with|who|when|where|while|since|until|and|on|in|from|that|which|is|was|has|had|the|his|her|he|she"
    r"|before|after|during|full|part|prior|but|as|to|of|whose|because|due|under|they|their|this|a|an|if|or|then|so"
    r"|duties|tasks|reports?|reported|states?|stated|presents?|presented|sustained|suffered|complains?|complaining|injured|hurt)\b"
    r"|\n\s*\n",
    re.IGNORECASE,
)
_LOOKS = re.compile(r"(?:er|or|ist|ian|m[ae]n|smith|wright|herd|hand|eur|euse|ess)s?$")
"""Ends of words for people who do something."""
_DOES_WORK = re.compile(
    r"\s+who\s+(?:was|sustained|suffered|slipped|fell|injured|hurt|worked|works|tripped|strained"
    r"|twisted|lifted|developed)\b",
    re.IGNORECASE,
)
_WHERE = re.compile(r"\s+(?:at|of|for|in)\s+(?:the|an?)\s+[^\W\d_]+")
"""Where somebody works says as much as what they do."""


class _Work(NamedTuple):
    """What may be an occupation: its place and words."""

    start: int
    end: int
    words: str


def occupations_in(text: str) -> Iterator[Found]:
    """Every stated occupation that is not made of common words alone, wherever it stands again."""
    told: set[str] = set()
    for work in _stated(text):
        where = _WHERE.match(text, work.end)
        yield _found(work.start, where.end() if where else work.end)
        told.add(" ".join(work.words.split()))
    for words in told:
        again = r"\s+".join(map(re.escape, words.split()))
        for found in re.finditer(rf"\b{again}\b", text, re.IGNORECASE):
            yield _found(*found.span())


def _found(start: int, end: int) -> Found:
    return Found(start, end, Kind.OCCUPATION, "", How.RULE)


def _stated(text: str) -> Iterator[_Work]:
    for said in _SAID.finditer(text):
        work = _at(text, said.end(), label=":" in said[0])
        if work is not None and not _common(work.words) and not _no_work(work.words):
            yield work
    for said in _BY_TRADE.finditer(text):
        if not _common(said["it"]):
            yield _Work(*said.span("it"), said["it"])
    for said in _MAYBE.finditer(text):
        work = _at(text, said.end(), label=False)
        if work is None or _common(work.words) or _no_work(work.words):
            continue
        if _LOOKS.search(work.words.lower()) or _DOES_WORK.match(text, work.end):
            yield work


def _at(text: str, place: int, *, label: bool) -> _Work | None:
    """The words of what may be an occupation here, without those for what somebody is besides."""
    phrase = _PHRASE.match(text, place)
    if phrase is None:
        return None
    written = re.split(r"\n(?![a-z])", phrase["it"])[0] if label else phrase["it"]
    words = _STOPS.split(written, maxsplit=1)[0].rstrip()
    ends = phrase.start("it") + len(words)
    besides = redaction_words().besides
    while words and (first := words.split()[0]).lower() in besides:
        words = words[len(first) :].lstrip()
    return _Work(ends - len(words), ends, words) if words else None


def _common(words: str) -> bool:
    known = redaction_words().occupations | redaction_words().trades
    return all(
        word in known or word.removesuffix("s") in known
        for word in re.findall(r"[\w'’-]+", words.lower().replace("’", "'"))
    )


def _no_work(words: str) -> bool:
    """Whether the last word is for somebody or something else than a worker."""
    last = words.lower().split()[-1]
    table = redaction_words()
    return last in table.no_work or last.rpartition("-")[2] in table.no_work

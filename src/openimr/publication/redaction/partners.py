"""Firms that are called after people only: "Ruiz & Vance", "counsel Ana Ruiz of Vance Moreno"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from openimr.assignment.name_words import name_words
from openimr.publication.redaction.firm_names import small_words, tells
from openimr.publication.redaction.name_lists import all_names, family_names, worded_names
from openimr.publication.redaction.stranger_forms import CAPITAL
from openimr.publication.redaction.tokens import folded_word
from openimr.publication.redaction.words import redaction_words

_PARTICLE = r"(?:(?i:de[ ]l[ao]s?|del|dela|de|la|van[ ]de[rn]?|van|von|el|al|ter|st\.)[ -])?"
_PARTNER = rf"{_PARTICLE}(?:{CAPITAL}[\w’'-]+[ -])?{CAPITAL}[\w’'-]+"
_PARTNERS = re.compile(
    rf"\b(?:{_PARTNER},[ ])*{_PARTNER}[ ]&[ \n]{_PARTICLE}{CAPITAL}[\w’'-]+"
    r"(?![\w-]|[ ](?!LL[CP]\b|A\.?P\.?C\b|P\.?C\b|Inc\b)[A-Z])"
)
"""Names with "&" between them: a firm."""
_LOUD = rf"{_PARTICLE}{CAPITAL}(?:(?![a-z])[\w’'-])+"
_LOUD_PARTNERS = re.compile(rf"\b(?:{_LOUD},[ ])*{_LOUD}[ ]&[ \n]{_LOUD}(?![\w-])")
"""The same in capitals, where the next word tells nothing."""
_BEFORE_LOUD = re.compile(rf"(?<!\w)({CAPITAL}(?:(?![a-z])[\w’'-])+)[ ]$")
_DEGREE_FIRST = re.compile(r"(?i:esq(?:uire)?|m\.?d|ph\.?d)\.?,\s")
_ONE = rf"{_PARTICLE}{CAPITAL}[\w’'-]*[a-z][\w’'-]*"
_FIRM = rf"(?P<firm>{_ONE}(?:(?:,[ \n]|[ \n]&[ \n]|[ \n]and[ \n]|[ ]){_ONE}){{1,3}})"
_COUNSEL = (
    re.compile(
        rf"\b(?i:counsel|attorney|lawyer),?\s(?:{CAPITAL}[\w.’'-]*\s|(?i:de|del|la|los|van|von|der)\s){{1,6}}"
        rf"(?:of|with|from|at)\s{_FIRM}"
    ),
    re.compile(rf"\bEsq(?:uire)?\.?,[ ]{_FIRM}(?=[ ]*(?:\n|$|;))"),
    re.compile(rf"\b[Tt]aken\s(?:on\s[\w/., ]{{6,18}}\s)?at\s(?:the\soffices?\sof\s)?{_FIRM}"),
)
"""Where the firm of a lawyer stands, with or without "&"."""


def partners_in(text: str) -> Iterator[tuple[int, int, list[str]]]:
    """Firms called after people: where they stand, and their words."""
    for start, end in _spans(text):
        words = _words(text[start:end])
        listed = [word in family_names() for word in words]
        if any(listed) and all(
            one or tells(word) or len(word) == 2 or word in worded_names()
            for one, word in zip(listed, words, strict=True)
        ):
            yield start, end, words
    for form in _COUNSEL:
        for found in form.finditer(text):
            words = _words(found["firm"])
            if _of_people(words):
                yield *found.span("firm"), words


def _words(name: str) -> list[str]:
    words = [folded_word(word) for word in re.findall(r"[^\W\d_]{2,}", name)]
    return [word for word in words if word not in name_words().particles]


def _of_people(words: list[str]) -> bool:
    """Whether several words are all names or in no list, and one is a name."""
    table = redaction_words()
    barred = table.bodies | table.states | table.shared | name_words().common | name_words().forms
    named = [word in all_names() or word in worded_names() for word in words]
    free = all(one or tells(word) for one, word in zip(named, words, strict=True))
    return len(words) > 1 and any(named) and free and barred.isdisjoint(words)


def _spans(text: str) -> Iterator[tuple[int, int]]:
    """Names with "&" between them, without a degree or a small word before the first."""
    if "&" not in text:
        return
    for found in _PARTNERS.finditer(text):
        degree = _DEGREE_FIRST.search(found[0])
        whole = found if degree is None else _PARTNERS.match(text, found.start() + degree.end())
        if whole is not None and not whole[0].isupper():
            yield whole.span()
    for found in _LOUD_PARTNERS.finditer(text):
        start = found.start()
        while before := _BEFORE_LOUD.search(text[max(0, start - 30) : start]):
            word = folded_word(before[1])
            if word not in family_names() or word in small_words():
                break
            start -= len(before[0])
        yield start, found.end()

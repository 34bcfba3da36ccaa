"""Persons and organizations that the case does not know, found by what stands beside them.

A title, a degree, a label of a form or a signature says that a name stands there. A given name
before a capitalized word says so too. Authors in citations, people after whom signs and tests are
called, and organizations that make guidelines are nobody of the case and stay.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator

from openimr.assignment.name_words import folded, name_words
from openimr.publication.redaction.found import Found, How
from openimr.publication.redaction.identifiers import Kind
from openimr.publication.redaction.persons import Text
from openimr.publication.redaction.words import is_no_name, ordinary_among, redaction_words

_PARTICLE = (
    r"(?:(?:[Dd]e(?:l|\s+la|\s+los)?|[Vv]an(?:\s+de[rn]?)?|[Vv]on|[Dd]i|[Dd]a|[Ll]a|[Ll]e|[Aa]l"
    r"|[Ss]t\.?)[\s-]+)"
)
_PIECE = r"(?:[A-ZÀ-Þ]|[Oo0dD]['’])[\w’'`À-ɏ]*(?:[-‐‑]\s?\n?[A-ZÀ-Þ][\w’']*)*"
_INITIAL = r"[A-Z]\."
_NAME = (
    rf"(?:{_INITIAL}\s?)*{_PARTICLE}?{_PIECE}"
    rf"(?:[ \t]*\n?[ \t]*(?:{_INITIAL}\s?|{_PARTICLE}?{_PIECE})){{0,3}}"
)
_TITLED = re.compile(
    r"\b(?P<title>(?:Dr|DR|Doctor|Drs|Prof|Professor|Mr|MR|Mrs|MRS|Ms|MS|Miss|Mx|Nurse|Therapist|Attorney|Interpreter|Judge|Officer))(?:\.\s*|\s+|(?<=[a-z])(?=[A-Z][a-z]))"
    rf"(?P<name>{_NAME})"
)
_DEGREED = re.compile(
    rf"(?P<name>(?:{_PIECE}|{_INITIAL})(?:[ \n](?:{_INITIAL}|{_PARTICLE}?{_PIECE})){{1,3}})\s?,\s*"
    r"(?:M\.?\s?D\b|D\.?O\b|D\.C\b|DC\b|PA-?C\b|P\.?A\.-C|N\.?P\b|R\.?N\b|Ph\.?\s?D\b|Psy\.?D\b|Esq\b|DPM\b|L\.?Ac\b|DPT\b|P\.?T\.?\b|"
    r"LCSW\b|M\.?S\.?W?\b|FAAOS\b|D\.?D\.?S\b)"
)
_ONE_LINE = _NAME.replace("[ \\t]*\\n?[ \\t]*", "[ \\t]*").replace("\\s?\\n?", "")
_SIGNED = re.compile(
    rf"(?:(?:[Ee]lectronically\s+|[Dd]igitally\s+)?[Ss]igned\s+(?:by|BY)\s*:?|/s/|[Dd]ictated\s+by\s*:?|[Ss]incerely\s*,|[Rr]espectfully\s*,)\s*"
    rf"(?P<name>{_ONE_LINE})"
)
_SECOND = re.compile(rf"(?:,?\s+(?:and|&)\s+)(?P<name>{_NAME})")
_PAIR = re.compile(
    rf"\b(?P<given>[A-ZÀ-Þ][a-zà-ÿ]+)[ \n](?P<rest>(?:[A-Z]\.?[ ])?{_PARTICLE}?{_PIECE})"
)
_ET_AL = re.compile(r"\s*,?\s+et\s+al\b")
_CITED = re.compile(
    r"\s*(?:,?\s+et\s+al|,?\s+\(?(?:19|20)\d\d|,?\s+[A-Z]{1,2}\b,|\s+and\s+colleagues)"
)
_COMPANY = re.compile(
    r"\b(?P<name>[A-Z][\w'’&-]*(?:\s+(?:&|and|of|[A-Z][\w'’&-]*)){0,4}?),?\s+"
    r"(?P<form>Inc\b\.?|Incorporated\b|L\.?L\.?C\b\.?|L\.?L\.?P\b\.?|Ltd\b\.?|Corp\b\.?|Corporation\b|Company\b|Co\.|Insurance\b|Indemnity\b|Mutual\b)"
)
_FACILITY = re.compile(
    r"\b(?P<name>[A-Z][\w'’-]+(?:\s+(?:[A-Z][\w'’-]*|of|and|&)){0,3}?\s+"
    r"(?:Medical\s+(?:Center|Group|Clinic)|Hospital|Clinic|Surgery\s+Center|Surgical\s+Center|Imaging(?:\s+Center)?|Urgent\s+Care|"
    r"Orthop(?:a)?edics?(?:\s+Group|\s+Institute|\s+Associates)|Health\s+(?:Center|System)|Pharmacy))\b"
)


@functools.cache
def _stated() -> re.Pattern[str]:
    """A label of a form and the name behind it."""
    labels = "|".join(map(re.escape, redaction_words().labels))
    return re.compile(rf"\b(?i:{labels})\s*[:#]\s*(?P<name>{_ONE_LINE})")


def strangers_in(text: Text) -> Iterator[Found]:
    """Everybody unknown whom the words around give away."""
    for found in _TITLED.finditer(text.text):
        kind = Kind.PHYSICIAN if found["title"].lower()[:1] in {"d", "p"} else Kind.PERSON
        yield from _named(text, found.span("name"), kind, sure=True)
        second = _SECOND.match(text.text, found.end()) if found["title"] == "Drs" else None
        if second:
            yield from _named(text, second.span("name"), kind, sure=True)
    for form in (_DEGREED, _SIGNED):
        for found in form.finditer(text.text):
            yield from _named(text, found.span("name"), Kind.PHYSICIAN, sure=form is _DEGREED)
    for found in _stated().finditer(text.text):
        yield from _named(text, found.span("name"), Kind.PERSON)
    yield from _pairs(text)


def _named(text: Text, span: tuple[int, int], kind: Kind, *, sure: bool = False) -> Iterator[Found]:
    """The name at this place, cut before the first word that belongs to no name."""
    start, end = span
    words = [
        (w.start() + start, w.end() + start, w[0])
        for w in re.finditer(r"[^\W_](?:[\w'’`]|[-‐‑]\s?\n?(?=\w))*", text.text[start:end])
    ]
    kept = 0
    for place, (_, _, word) in enumerate(words):
        bare = folded(word.removesuffix("'s").removesuffix("’s"))
        stops = (
            bare in redaction_words().clinical or bare in redaction_words().verbs or _degree(word)
        )
        if stops and not (sure and bare in redaction_words().ordinary and not word.isupper()):
            break
        kept = place + 1
        if word.endswith(("'s", "’s")):
            break
    cited = _ET_AL if sure else _CITED
    if not kept or cited.match(text.text, words[kept - 1][1]):
        return
    last = words[kept - 1]
    cut = 2 if last[2].endswith(("'s", "’s")) else 0
    if len(last[2]) - cut < 2 and kept == 1:
        return
    family = folded(last[2][: len(last[2]) - cut]).replace("-", "")
    yield Found(words[0][0], last[1] - cut, kind, f"~{family}", How.PATTERN, sure)


def _degree(word: str) -> bool:
    return word.isupper() and folded(word) in name_words().degrees and len(word) > 1


def _pairs(text: Text) -> Iterator[Found]:
    """A given name that is no other word, and the capitalized word behind it."""
    names = name_words().known
    for found in _PAIR.finditer(text.text):
        given = folded(found["given"])
        rest = folded(re.split(r"[\s.]+", found["rest"])[-1])
        if given not in names or ordinary_among(given, text.small) or found["rest"].isupper():
            continue
        if is_no_name(rest) or rest in redaction_words().bodies or rest in redaction_words().verbs:
            continue
        yield from _named(text, found.span(), Kind.PERSON)


def companies_in(text: Text) -> Iterator[Found]:
    """Unknown companies by their legal form, and facilities by what they call themselves."""
    for form, kind in ((_COMPANY, Kind.COMPANY), (_FACILITY, Kind.FACILITY)):
        for found in form.finditer(text.text):
            words = [folded(word) for word in re.findall(r"[^\W_]+", found["name"])]
            own = [word for word in words if not _everybody_s(word)]
            if own and not any(word in redaction_words().bodies for word in words):
                owner = f"~{' '.join(own)}"
                yield Found(found.start("name"), found.end(), kind, owner, How.PATTERN, sure=False)


def _everybody_s(word: str) -> bool:
    words = redaction_words()
    return word in words.clinical or word in name_words().common or word in name_words().forms

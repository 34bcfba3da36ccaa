"""Whose papers they are: the subject of the case file, and papers of somebody else."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from rapidfuzz import fuzz

from openimr.casefile.documents.page_view import PageView
from openimr.casefile.model import DocumentType as T
from openimr.vocabulary.dates import find_dates
from openimr.vocabulary.value import Value

_LABEL = re.compile(
    r"(?:^|\s\s|[|;.,]\s*|\b(?:re|regarding)\b[\s:.]*)(?:(?:patient|employee|claimant|applicant|examinee|"
    r"injured\s+(?:worker|employee)|client|insured|member)(?:'?s)?(?:\s+name)?|name\s+of\s+patient|"
    r"(?:patient\s+)?name|pt\.?(?:\s+name)?|re|regarding)\s*(?:\([^)]*\))?\s*(?:[:#.]\s*|\s\s|\s(?=[A-Z])|\s*$)",
    re.IGNORECASE,
)
_NAME = re.compile(r"[A-Z][A-Za-z'’.-]*(?:,?\s[A-Z][A-Za-z'’.-]*,?){1,3}")
_BIRTH = re.compile(
    r"\bd\.?\s?o\.?\s?b\b\.?|date\s+of\s+birth|birth\s*date|\bborn\b|birthday", re.I
)
_CLAIM = re.compile(
    r"\b(?:claim|file|wcab|wc|case)\s*(?:no|num(?:ber)?|#)?\s*[.:#]*\s+#?\s*"
    r"([A-Z0-9]*\d[A-Z0-9]*(?:-[A-Z0-9]+)*)",
    re.I,
)
_STOP = {
    "date",
    "dob",
    "claim",
    "doi",
    "employer",
    "address",
    "phone",
    "sex",
    "age",
    "dos",
    "mrn",
    "visit",
    "dx",
    "referring",
    "exam",
    "acc",
    "allergies",
    "insurance",
    "form",
    "height",
    "date:",
    "mr",
    "dob:",
    "diagnosis",
}


SURE = 0.85
"""Confidence of OCR from which a name counts as read without doubt."""


class Identity(Value, frozen=True, kw_only=True):
    """What a paper says about whose it is.

    Attributes:
        names: labelled names as word lists in lower case, given and family in any order.
        births: dates labelled as birth.
        claims: claim numbers, letters and digits only.
        printed: the first labelled name as printed, or None.
    """

    names: tuple[tuple[str, ...], ...] = ()
    births: tuple[dt.date, ...] = ()
    claims: tuple[str, ...] = ()
    printed: str | None = None


def identity_of(views: Sequence[PageView]) -> Identity:
    """Whose a document says it is, from the labels in the heads of its pages."""
    names = [name for view in views for name in _names(view)]
    return Identity(
        names=tuple(tuple(_words(name)) for name in names if len(_words(name)) >= 2),
        births=tuple(day for view in views for day in _births(view)),
        claims=tuple(_plain(m[1]) for view in views for m in _CLAIM.finditer(view.text)),
        printed=names[0] if names else None,
    )


def subject_of(identities: Sequence[Identity], types: Sequence[T]) -> Identity:
    """The subject of the case file: as the application says, else as most papers say.

    Birth dates and claim numbers are taken from every paper that names the subject: one of them
    is often misread.
    """
    one = _named_subject(identities, types)
    if one is None:
        return Identity()
    own = [i for i in identities if any(_alike(name, one.names[0]) for name in i.names)]
    return Identity(
        names=one.names[:1],
        births=tuple(dict.fromkeys(day for i in (one, *own) for day in i.births)),
        claims=tuple(dict.fromkeys(claim for i in (one, *own) for claim in i.claims)),
        printed=one.printed,
    )


def _named_subject(identities: Sequence[Identity], types: Sequence[T]) -> Identity | None:
    applied = [i for i, kind in zip(identities, types, strict=True) if kind is T.APPLICATION]
    filed = next((i for i in applied if i.names), None)
    votes = Counter(frozenset(name) for identity in identities for name in identity.names[:1])
    if filed is not None or not votes:
        return filed
    usual = votes.most_common(1)[0][0]
    return next(i for i in identities if i.names and frozenset(i.names[0]) == usual)


def concerns_another(identity: Identity, subject: Identity, text: str, *, clear: bool) -> bool:
    """Whether a document is solidly somebody else's.

    A name alone convicts only where it was read without doubt, and never when the subject's own
    family name, birth date or claim number stands in the document: names change, are misspelt
    and are misread.
    """
    if not subject.names or not identity.names:
        return False
    if any(_alike(name, own) for name in identity.names for own in subject.names):
        return False
    if set(identity.births) & set(subject.births) or _same_claim(identity, subject):
        return False
    if _mentions(text, subject):
        return False
    born_otherwise = bool(identity.births) and bool(subject.births)
    return born_otherwise or clear


def clearly_read(views: Sequence[PageView], identity: Identity) -> bool:
    """Whether the first labelled name is typed, or OCR was sure of each word of it."""
    if not identity.names:
        return False
    name = set(identity.names[0])
    words = [
        word.confidence
        for view in views
        for word in view.page.words
        if view.text[word.start : word.end].lower().strip(".,:") in name
    ]
    return bool(words) and min(words[: len(name)]) >= SURE


def _alike(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether two names may be one person's: they share a long part, spelt alike or cut short."""
    full = [(a, b) for a in one for b in other if len(a) > 2 and len(b) > 2]
    shared = sum(
        fuzz.ratio(a, b) >= 72 or a.startswith(b[:4]) or b.startswith(a[:4]) for a, b in full
    )
    return shared >= 1


def _same_claim(identity: Identity, subject: Identity) -> bool:
    return any(
        len(a) >= 5 and fuzz.ratio(a, b) >= 85 for a in identity.claims for b in subject.claims
    )


def _mentions(text: str, subject: Identity) -> bool:
    """Whether the subject's family name, or a word very like it, stands in the text."""
    words = {w for w in re.findall(r"[a-z][a-z'’-]{3,}", text.lower())}
    family = {max(name, key=len) for name in subject.names}
    parts = {part for name in subject.names for part in name if len(part) >= 5} | family
    return any(fuzz.ratio(word, part) >= 88 for word in words for part in parts)


def _names(view: PageView) -> Iterator[str]:
    for n, line in enumerate(view.lines[:40]):
        for match in _LABEL.finditer(line.text):
            rest = line.text[match.end() :].strip()
            if not rest and n + 1 < len(view.lines):
                rest = view.lines[n + 1].text.strip()
            if name := _clip(rest.split("  ")[0]):
                yield name


def _clip(text: str) -> str | None:
    found = _NAME.match(text)
    if not found:
        return None
    words: list[str] = []
    for word in found[0].split():
        if word.lower().strip(",.:") in _STOP:
            break
        words.append(word)
    return " ".join(words).strip(" ,.") if len(words) >= 2 else None


def _words(name: str) -> list[str]:
    return [w for w in re.split(r"[^a-z'’-]+", name.lower()) if w]


def _births(view: PageView) -> Iterator[dt.date]:
    for n, line in enumerate(view.lines):
        for match in _BIRTH.finditer(line.text):
            rest = line.text[match.end() : match.end() + 34]
            days = find_dates(rest, not_after=dt.date(2020, 1, 1))
            if not days and n + 1 < len(view.lines) and len(line.text) - match.end() < 16:
                days = find_dates(view.lines[n + 1].text[:24], not_after=dt.date(2020, 1, 1))
            yield from (day for day, _, _ in days[:1])


def _plain(number: str) -> str:
    return re.sub(r"[^A-Z0-9]", "", number.upper())


def readable(identity: Identity) -> str | None:
    """The subject's name in the order given, middle, family."""
    name = identity.printed
    if name and "," in name:
        family, *given = [part.strip() for part in name.split(",")]
        name = " ".join([*given, family])
    if name is None:
        return None
    return " ".join(f"{w}." if len(w) == 1 else w for w in name.split())


def all_text(views: Iterable[PageView]) -> str:
    """The document's pages as one text."""
    return "\n".join(view.text for view in views)

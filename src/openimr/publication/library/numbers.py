"""Identifiers of the library, and what a case number tells."""

from __future__ import annotations

import hashlib
import re
from typing import Final

from openimr.publication.model import Programme, PublishedDetermination

_OTHERS: Final = re.compile(r"[^A-Za-z0-9._-]+")
_DASHES: Final = re.compile("[\u00ad\u2010-\u2015\u2212]")
_AROUND: Final = re.compile(r"^[\W_]+|[\W_]+$")
_YEAR: Final = re.compile(r"[A-Z]{2}(?P<year>\d\d)-\d")
_NO_WORD: Final = re.compile(r"[\W_]+")
_NO_ASCII_WORD: Final = bytes(code for code in range(128) if not chr(code).isalnum())
_LONGEST: Final = 63
_APART: Final = 8
"""Digits that tell a number with other signs in it from one that reads alike without them."""

_DIGITS: Final = 20
"""Of a digest in an identifier: 80 bits, for which no two of a hundred million meet."""


def identifier(programme: Programme, number: str | None, digest: str) -> str:
    """The citable identifier: the number as printed without blanks, else one from the words.

    A number with signs in it that no identifier has ("EI16/1") is told apart from the number that
    it would else become ("EI16-1"); what stands around a number ("(EI16-1)") is none of it.

    Args:
        programme: its first part.
        number: of the case, or None.
        digest: of the words: a determination without a number keeps its identifier wherever
            it is read from.
    """
    printed = _AROUND.sub("", _DASHES.sub("-", "".join((number or "").split())))
    told = _OTHERS.sub("-", printed).strip("-._")
    if told and told != printed:
        digest_of_number = hashlib.sha256(printed.encode(errors="replace")).hexdigest()
        told = f"{told}-{digest_of_number[:_APART]}"
    if not told or len(told) > _LONGEST:
        told = f"unnumbered-{digest[:_DIGITS]}"
    return f"{programme.value}/{told}"


def year_of_number(number: str | None) -> int | None:
    """The year that a case number names ("CM16-0213037": 2016), or None."""
    found = _YEAR.match(number or "")
    return 2000 + int(found["year"]) if found else None


def words_digest(said: PublishedDetermination) -> str:
    """A digest that copies of one determination share, whatever they were read from.

    Of the day, the summary and every finding only letters and digits count, in lower case: two
    readers of one letter differ in white space, hyphens and quotation marks. A row of a table is
    read in one way alone, and what it says beside them counts too.
    """
    parts = [str(said.decision_date or ""), folded(said.summary)]
    if said.provenance.row is not None:
        beside = beside_the_words(said)
        parts.append(folded(" ".join(f"{name} {' '.join(texts)}" for name, texts in beside)))
    for finding in said.findings:
        decision = finding.decision.value if finding.decision else ""
        parts += [folded(finding.treatment), decision, folded(finding.rationale)]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def beside_the_words(said: PublishedDetermination) -> list[tuple[str, tuple[str, ...]]]:
    """What a row of a table says beside day, summary and finding: names with texts."""
    told: tuple[tuple[str, tuple[object, ...]], ...] = (
        ("year", (said.year,)),
        ("priority", (said.priority and said.priority.value,)),
        ("age_band", (said.age_band,)),
        ("sex", (said.sex and said.sex.value,)),
        ("documents", said.documents),
        ("diagnoses", said.diagnoses),
        ("review_type", (said.review_type,)),
        ("health_plan", (said.health_plan,)),
        ("coverage", (said.coverage,)),
        ("organization", (said.organization,)),
        ("rest", tuple(sorted(said.provenance.rest))),
    )
    kept = ((name, tuple(str(one) for one in texts if one)) for name, texts in told)
    return [(name, texts) for name, texts in kept if texts]


def folded(text: str | None) -> str:
    """A text by its letters and digits alone, in lower case."""
    if not text:
        return ""
    if text.isascii():  # as nearly all are, and ten times as quick
        return text.lower().encode("ascii").translate(None, _NO_ASCII_WORD).decode("ascii")
    return _NO_WORD.sub("", text.lower())

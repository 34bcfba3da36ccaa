"""How a published determination lies in the index of the library.

One index document is one determination, because a page lists determinations, and AND, NOT and
the count speak of determinations. What is said of a finding must not get lost in it, though:
each finding is one position of the field ``findings``, where its decision, topics, drugs, body
regions, guidelines and sections stand on top of one another. A phrase whose words all have
offset 0 then asks for one finding that has them all.

The alternative, one index document per finding, was set aside: it repeats each summary, makes an
AND over two findings of a letter fail, and can only estimate how many determinations there are.
"""

from __future__ import annotations

import datetime as dt
import functools
import hashlib
import re
import zlib
from collections.abc import Sequence
from typing import Final

import msgspec
import tantivy

from openimr.adapters.library_index_columns import OVER, columns, filled
from openimr.adapters.library_index_parts import PART, parts_of
from openimr.adapters.library_index_words import (
    ANALYSIS,
    AS_JOINED,
    OPEN_FIELDS,
    Words,
    pairs_in,
    words_in,
)
from openimr.publication.model import PublishedDetermination
from openimr.publication.search.facets import (
    Values,
    facet_values,
    filed_under,
    finding_values,
    sections_named,
)
from openimr.publication.search.query import Facet, Field

_FORM: Final = "11"
"""Changes with the schema and with the analysis of words."""

LAYOUT: Final = (
    f"{_FORM}-{zlib.crc32(repr(msgspec.json.schema(PublishedDetermination)).encode()):08x}"
)
"""What an index must have been made with to be read: the form, and the schema of what it keeps."""

_WORD: Final = re.compile(r"[^\W_]+")

_SPREAD: Final = 2**20
"""Determinations of one day are told apart by so many places: a total order, whatever the
index has merged."""

_LATEST: Final = 4_000_000
"""A day beyond the calendar's: undated determinations come last."""


def schema() -> tantivy.Schema:
    """The fields of the index."""
    builder = tantivy.SchemaBuilder()
    for field in Field:
        builder.add_text_field(words_in(field), tokenizer_name=ANALYSIS)
    for field in OPEN_FIELDS:
        builder.add_text_field(pairs_in(field), tokenizer_name=AS_JOINED, index_option="freq")
    builder.add_text_field("findings", tokenizer_name="raw")
    for facet in Facet:
        builder.add_text_field(value_of(facet), tokenizer_name="raw", index_option="basic")
    for column in columns():
        builder.add_text_field(column, tokenizer_name="raw", index_option="basic", fast=True)
    for mark in (OVER, PART):
        builder.add_text_field(mark, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("id", tokenizer_name="raw", index_option="basic")
    for name in ("version", "newest", "oldest", "year_number"):
        builder.add_integer_field(name, indexed=name == "year_number", fast=True)
    builder.add_bytes_field("kept", stored=True)
    return builder.build()


@functools.cache
def value_of(facet: Facet) -> str:
    """The index field of a facet."""
    return f"is_{facet.value}"


def in_finding(facet: Facet, value: str) -> str:
    """The word of ``findings`` that says that a finding has a value."""
    return f"{facet.value}={value}"


def document(
    determination: PublishedDetermination, encoder: msgspec.msgpack.Encoder, words: Words
) -> tantivy.Document:
    """What the index keeps of a determination."""
    made = tantivy.Document()
    for field, text in _words(determination):
        made.add_text(words_in(field), text)
        if field in OPEN_FIELDS:
            made.add_text(pairs_in(field), words.told_in_pairs(text))
    of_findings = [finding_values(finding) for finding in determination.findings]
    made.add_pre_tokenized_text("findings", _positions(of_findings))
    for facet, values in facet_values(determination, of_findings).items():
        for value in values:
            made.add_text(value_of(facet), value)
    for column, held in filled(determination, of_findings):
        made.add_text(column, held)
    for part in parts_of(determination.id):
        made.add_text(PART, part)
    made.add_text("id", determination.id)
    for name, number in _numbers(determination).items():
        made.add_integer(name, number)
    made.add_bytes("kept", encoder.encode(determination))
    return made


def _words(determination: PublishedDetermination) -> list[tuple[Field, str]]:
    words = [(Field.SPECIALTY, one) for one in determination.specialties]
    words += [(Field.FILED, one) for one in determination.diagnoses]
    if determination.summary:
        words.append((Field.SUMMARY, determination.summary))
    for finding in determination.findings:
        words.append((Field.TREATMENT, finding.treatment))
        words.append((Field.FILED, filed_under(finding)))
        if finding.rationale:
            words.append((Field.RATIONALE, finding.rationale))
        for cited in finding.citations:
            words.append((Field.GUIDELINE, cited.source))
            words += [(Field.SECTION, section) for section in sections_named(cited)]
    return words


def words_of(determination: PublishedDetermination) -> list[str]:
    """Every word that a determination is found by, lower case."""
    return [word for _, text in _words(determination) for word in _WORD.findall(text.lower())]


def _positions(of_findings: Sequence[Values]) -> tantivy.PreTokenizedString:
    tokens = [
        tantivy.Token(in_finding(facet, value), position, 0, 0)
        for position, of_finding in enumerate(of_findings)
        for facet, values in of_finding.items()
        for value in values
    ]
    return tantivy.PreTokenizedString("", tokens)


def _numbers(determination: PublishedDetermination) -> dict[str, int]:
    day = determination.decision_date.toordinal() if determination.decision_date else None
    if day is None and determination.year:
        day = dt.date(determination.year, 1, 1).toordinal()
    digest = hashlib.blake2b(determination.id.encode(), digest_size=4).digest()
    place = int.from_bytes(digest) % _SPREAD
    numbers = {
        "version": determination.version,
        "newest": (0 if day is None else day) * _SPREAD + place,
        "oldest": (_LATEST if day is None else day) * _SPREAD + place,
    }
    return numbers | ({"year_number": determination.year} if determination.year else {})

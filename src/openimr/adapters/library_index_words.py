"""Words of the library as they are compared, and words that follow one another."""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Iterator, Sequence
from typing import Final

import tantivy

from openimr.publication.search.query import Field

ANALYSIS: Final = "en"
"""The index's name for how words are compared."""

AS_JOINED: Final = "as-joined"
"""The index's name for terms that are taken as they were joined, between spaces."""

OPEN_FIELDS: Final = {
    Field.TREATMENT: 2.0,
    Field.FILED: 1.0,
    Field.RATIONALE: 1.0,
    Field.SUMMARY: 0.7,
}
"""Where words without a field are looked for, with the weight of each; their pairs are kept. Two
words in quotation marks are one term among the pairs, where a phrase looked for by the places of
its words costs twenty times as much if both are frequent."""

_PLAIN: Final = re.compile("[0-9A-Za-z]+")
_KNOWN: Final = 200_000


class Words:
    """Words as they are compared: lower case, no accents, English stems."""

    def __init__(self) -> None:
        self._analyzer = (
            tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
            .filter(tantivy.Filter.lowercase())
            .filter(tantivy.Filter.ascii_fold())
            .filter(tantivy.Filter.stemmer("english"))
            .build()
        )
        self.stem = functools.lru_cache(maxsize=_KNOWN)(self._stem)

    def teach(self, index: tantivy.Index) -> None:
        """Let an index compare so, and know pairs."""
        index.register_tokenizer(ANALYSIS, self._analyzer)
        pairs = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build()
        index.register_tokenizer(AS_JOINED, pairs)

    def _stem(self, word: str) -> str:
        return "".join(self._analyzer.analyze(word)) or word

    def compared(self, text: str) -> list[str]:
        """The words of a text as they are compared, in their order."""
        if text.isascii():
            return list(map(self.stem, _PLAIN.findall(text)))
        return self._analyzer.analyze(text)

    def told_in_pairs(self, text: str) -> str:
        """The pairs of a text between spaces."""
        return " ".join(pairs_of(self.compared(text)))


def pairs_of(stems: Sequence[str]) -> Iterator[str]:
    """The terms of compared words that follow one another."""
    return map("_".join, itertools.pairwise(stems))


def words_in(field: Field) -> str:
    """The index field of words."""
    return f"words_{field.value}"


def pairs_in(field: Field) -> str:
    """The index field of words that follow one another, of `OPEN_FIELDS`."""
    return f"pairs_{field.value}"

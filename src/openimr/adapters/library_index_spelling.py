"""Words of the index spelled nearly as one that it does not have.

The index keeps words as they are compared, without their endings; how they are spelled is read
in a few of the determinations that have them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from typing import Final

import tantivy
from rapidfuzz.distance import OSA

from openimr.adapters.library_index_queries import Queries
from openimr.adapters.library_index_words import words_in
from openimr.publication.search.query import Field
from openimr.publication.search.spelling import FAR_MORE, nearest, slips

_BEGINNING: Final = 2
"""Letters that are mostly typed rightly."""

_ENDING: Final = 5
"""Letters that an ending may have."""

_SHORTEST: Final = 4
_MOST_WORDS: Final = 5_000
"""Words of one beginning that are looked at, the most frequent."""

_MOST_STEMS: Final = 6
_READ: Final = 3
"""Determinations read for the spellings of one word."""

_READ_ANYHOW: Final = 20


class Spelling:
    """Looks for near words.

    Args:
        searcher: of the index.
        queries: of the index.
        words_at: every word of the determination at an address.
    """

    def __init__(
        self,
        searcher: tantivy.Searcher,
        queries: Queries,
        words_at: Callable[[tantivy.DocAddress], list[str]],
    ) -> None:
        self._searcher = searcher
        self._queries = queries
        self._words_at = words_at

    def near(self, word: str) -> tuple[str, ...]:
        """See `SearchIndex`: first words that begin as the typed one, else any."""
        least = FAR_MORE * self._count(word)
        if not slips(word) or least > self._searcher.num_docs:
            return ()
        often = self._often(word)
        spelled: Counter[str] = Counter()
        for stem in self._near_stems(word, often):
            if often[stem] >= least:
                spelled.update(self._spellings(self._queries.with_stem(stem), _READ))
        spelled = Counter(
            {one: often.get(self._queries.stem(one), count) for one, count in spelled.items()}
        )
        if least:
            frequent = {one: count for one, count in spelled.items() if count >= least}
            return nearest(word, frequent, self._queries.stem, most_slips=1)
        return nearest(word, spelled, self._queries.stem) or self._begun_wrongly(word)

    def _count(self, word: str) -> int:
        """In how many determinations a word stands, at least."""
        stem = self._queries.stem(word)
        return max(self._searcher.doc_freq(words_in(field), stem) for field in Field)

    def _begun_wrongly(self, word: str) -> tuple[str, ...]:
        spelled = Counter(self._spellings(self._queries.one_slip(word), _READ_ANYHOW))
        return nearest(word, spelled, self._queries.stem)

    def _often(self, word: str) -> Counter[str]:
        """Words as compared that begin as the typed one, with how often they stand there."""
        often: Counter[str] = Counter()
        for field in Field:
            terms = self._searcher.terms_with_prefix(
                words_in(field), word[:_BEGINNING], limit=_MOST_WORDS
            )
            for stem, count in terms:
                often[stem] = max(often[stem], count)
        return often

    def _near_stems(self, word: str, often: Counter[str]) -> list[str]:
        allowed, root = slips(word), self._queries.stem(word)
        ranked = []
        for stem, count in often.items():
            if len(stem) < _SHORTEST or not -allowed <= len(word) - len(stem) <= _ENDING:
                continue
            far = min(
                OSA.distance(stem, root, score_cutoff=allowed),
                OSA.distance(stem, word[: len(stem)], score_cutoff=allowed),
            )
            if far <= allowed:
                ranked.append((far, -count, stem))
        return [stem for *_, stem in sorted(ranked)[:_MOST_STEMS]]

    def _spellings(self, query: tantivy.Query, most: int) -> Iterator[str]:
        for _, address in self._searcher.search(query, limit=most, count=False).hits:
            yield from self._words_at(address)

"""The index of the library on Tantivy: full text, facets, passages.

The folder holds one generation of the index; what is written appears by one commit. An index of
another layout is never read: `TantivyIndex` tells so, and a new one takes its place when it is
built.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from pathlib import Path
from typing import Final, TypeVar

import msgspec
import tantivy

from openimr.adapters.file_names import shown_name
from openimr.adapters.library_index_counts import COUNTED_WHOLE, FacetCounter
from openimr.adapters.library_index_layout import (
    LAYOUT,
    document,
    schema,
    words_of,
)
from openimr.adapters.library_index_queries import Queries, count_of
from openimr.adapters.library_index_spelling import Spelling
from openimr.adapters.library_index_words import Words, words_in
from openimr.publication.model import PublishedDetermination
from openimr.publication.search.passages import passages_of
from openimr.publication.search.ports import Found, Hit, Written
from openimr.publication.search.query import Field, Search, Sort
from openimr.vocabulary.errors import BadInput, Refused

_T = TypeVar("_T")

_LAYOUT_FILE: Final = "openimr-layout"
_HEAP: Final = 128 * 2**20
"""Bytes of memory that a writing gathers before it writes a segment."""

_ANEW: Final = (
    "If it may be written to, `openimr library build` makes a damaged one anew from the "
    "determinations; nothing of them is lost."
)

_SURELY: Final = 1_000
"""Determinations with a word, of which not all were withdrawn."""


class TantivyIndex:
    """A `SearchIndex` in a folder.

    Args:
        folder: of the index.
        counted_whole: of more hits than these, facets are counted on a part.
        gone: identifiers and versions that are found no more, though they stand in it still.

    Raises:
        BadInput: where the folder holds an index of another layout, or a damaged one, or may not
            be written to: who reads takes a lock there.
    """

    def __init__(
        self,
        folder: Path,
        counted_whole: int = COUNTED_WHOLE,
        gone: Collection[tuple[str, int]] = (),
    ) -> None:
        self._schema = schema()
        self._gone = gone
        self._counted_whole = counted_whole
        self._words = Words()
        self._queries = Queries(self._schema, self._words.stem)
        self._encoder = msgspec.msgpack.Encoder()
        self._decoder = msgspec.msgpack.Decoder(PublishedDetermination)
        try:
            self._index = _opened(folder, self._schema)
            self._index.config_reader("manual")
            self._words.teach(self._index)
            self.refresh()
        except ValueError as error:  # what Tantivy says of whatever it cannot open
            raise BadInput(shown_name(folder), "cannot be opened as an index", _ANEW) from error

    def refresh(self) -> None:
        """Look at the index as it is now; another process may have written to it."""
        self._index.reload()
        self._searcher = self._index.searcher()
        self._queries.leave_out(
            [id for id, version in self._gone if self._version(self._searcher, id) == version]
        )
        self._counter = FacetCounter(self._searcher, self._queries, self._counted_whole)

    @property
    def count(self) -> int:
        """How many determinations it holds, of each the latest version."""
        return int(self._searcher.num_docs)

    def write(self, determinations: Iterable[PublishedDetermination]) -> Written:
        """See `SearchIndex`."""
        return self._change(lambda writer: self._add(writer, determinations))

    def delete(self, identifiers: Iterable[str]) -> None:
        """See `SearchIndex`.

        What stands in one segment with them is written again, so that the segment goes and their
        words leave the disk: a segment keeps what was deleted from it until it is merged.
        """
        gone = frozenset(identifiers)

        def take_out(writer: tantivy.IndexWriter) -> None:
            for one in self._in_segments_of(gone):
                writer.delete_documents_by_term("id", one.id)
                if one.id not in gone:
                    writer.add_document(document(one, self._encoder, self._words))

        self._change(take_out)

    def _in_segments_of(self, identifiers: Iterable[str]) -> Iterator[PublishedDetermination]:
        """Everything in the segments that hold some of these."""
        self.refresh()
        searcher = self._searcher
        named = (tantivy.Query.term_query(self._schema, "id", one, "basic") for one in identifiers)
        hits = (hit for query in named for hit in searcher.search(query, limit=1).hits)
        segments = {address.segment_ord for _, address in hits}
        if segments:
            every = searcher.search(tantivy.Query.all_query(), limit=searcher.num_docs).hits
            for _, address in every:
                if address.segment_ord in segments:
                    yield self._kept_at(searcher, address)

    def search(self, wanted: Search) -> Found:
        """See `SearchIndex`."""
        searcher = self._searcher
        query = self._queries.of(wanted)
        order = {Sort.NEWEST: "newest", Sort.OLDEST: "oldest"}.get(wanted.order)
        result = searcher.search(
            query,
            limit=wanted.per_page,
            offset=(wanted.page - 1) * wanted.per_page,
            order_by_field=order,
            order=tantivy.Order.Asc if wanted.order is Sort.OLDEST else tantivy.Order.Desc,
        )
        hits = tuple(self._hit(searcher, address, wanted) for _, address in result.hits)
        total = count_of(result)
        counts = self._counter.counts(query, total, wanted) if wanted.facets else ()
        return Found(total=total, hits=hits, facets=counts)

    def knows(self, word: str) -> bool:
        """See `SearchIndex`."""
        stem = self._queries.stem(word.lower())
        return any(self._stands(field, stem) for field in Field)

    def _stands(self, field: Field, stem: str) -> bool:
        """Whether a determination that can be found has a word.

        The number that the index keeps counts what was withdrawn until its files are written anew.
        """
        kept = self._searcher.doc_freq(words_in(field), stem)
        if not 0 < kept < _SURELY:
            return bool(kept)
        query = self._queries.with_stem(stem, [field])
        return bool(self._searcher.search(query, limit=1).hits)

    def near(self, word: str) -> tuple[str, ...]:
        """See `SearchIndex`."""

        def words_at(address: tantivy.DocAddress) -> list[str]:
            return words_of(self._kept_at(self._searcher, address))

        return Spelling(self._searcher, self._queries, words_at).near(word.lower())

    def _kept_at(
        self, searcher: tantivy.Searcher, address: tantivy.DocAddress
    ) -> PublishedDetermination:
        return self._decoder.decode(bytes(searcher.doc(address)["kept"][0]))

    def _hit(self, searcher: tantivy.Searcher, address: tantivy.DocAddress, wanted: Search) -> Hit:
        determination = self._kept_at(searcher, address)
        if not wanted.passages:
            return Hit(determination=determination)
        passages = passages_of(determination, wanted.asked, self._queries.stem)
        return Hit(determination=determination, passages=passages)

    def _add(
        self, writer: tantivy.IndexWriter, determinations: Iterable[PublishedDetermination]
    ) -> Written:
        self.refresh()
        searcher = self._searcher
        before = searcher if searcher.num_docs else None
        later: dict[str, int] = {}
        written = older = 0
        for one in determinations:
            known = max(later.get(one.id, 0), self._version(before, one.id) if before else 0)
            if one.version < known:
                older += 1
                continue
            if one.version > 1:
                later[one.id] = one.version
            writer.delete_documents_by_term("id", one.id)
            writer.add_document(document(one, self._encoder, self._words))
            written += 1
        return Written(written=written, older=older)

    def _version(self, searcher: tantivy.Searcher, identifier: str) -> int:
        query = tantivy.Query.term_query(self._schema, "id", identifier, "basic")
        found = searcher.search(query, limit=1, order_by_field="version").hits
        return int(found[0][0]) if found else 0

    def _change(self, change: Callable[[tantivy.IndexWriter], _T]) -> _T:
        """One change, committed whole or not at all."""
        try:
            writer = self._index.writer(_HEAP)
        except ValueError as error:
            raise Refused(
                "The index of the library is being written by somebody else.",
                rule="one writing at a time",
                remedy="Wait until it is done and run this again.",
            ) from error
        try:
            changed = change(writer)
            writer.commit()
        except BaseException:
            writer.rollback()
            raise
        finally:
            writer.wait_merging_threads()
        self.refresh()
        return changed


def layout_of(folder: Path) -> str | None:
    """The layout of the index in a folder; None where there is no index."""
    note = folder / _LAYOUT_FILE
    return note.read_text(encoding="utf-8").strip() if note.is_file() else None


def _opened(folder: Path, wanted: tantivy.Schema) -> tantivy.Index:
    found = layout_of(folder)
    if found not in {None, LAYOUT}:
        raise BadInput(
            folder.name,
            f"an index of layout {found}; this version reads layout {LAYOUT}",
            "Run `openimr library build` to make it anew.",
        )
    if found is not None:  # nothing is written to what is only read
        return tantivy.Index(wanted, path=str(folder))
    folder.mkdir(parents=True, exist_ok=True)
    index = tantivy.Index(wanted, path=str(folder))
    (folder / _LAYOUT_FILE).write_text(LAYOUT + "\n", encoding="utf-8")
    return index

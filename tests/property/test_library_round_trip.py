"""`read(write(d)) == d` for the library on disk, whatever is written and however it is joined."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.library_strategies import DETERMINATIONS

from openimr.adapters.library_columns import as_table, determinations_of
from openimr.adapters.library_store import LibraryStore
from openimr.publication.library.numbers import words_digest
from openimr.publication.library.schema import WORDS
from openimr.publication.model import PublishedDetermination, cited_as, read_citation

MANY = st.lists(DETERMINATIONS, max_size=3)


@settings(max_examples=40)
@given(MANY)
def test_columns_say_what_the_determinations_say(said: list[PublishedDetermination]) -> None:
    table = as_table(said)
    assert list(determinations_of(table)) == said
    assert table.column(WORDS.name).to_pylist() == [words_digest(one) for one in said]


@settings(max_examples=25)
@given(st.lists(MANY, max_size=4))
def test_the_library_says_what_was_written(parts: list[list[PublishedDetermination]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        store = LibraryStore(Path(folder))
        with store.writing():
            for part in parts:
                store.add(part)
            store.join_small_parts(many=2)
        written = sorted((one for part in parts for one in part), key=repr)
        again = LibraryStore(Path(folder))
        assert sorted(again.all(), key=repr) == written
        assert again.count == len(written)
        for one in written:
            assert one in again.versions(one.id)


@given(DETERMINATIONS)
def test_a_citation_says_identifier_and_version_again(said: PublishedDetermination) -> None:
    version = None if said.version == 1 else said.version
    assert read_citation(said.citation) == (said.id, version)


@given(st.text(max_size=40))
def test_what_is_no_citation_is_an_identifier_that_no_library_has(text: str) -> None:
    id, version = read_citation(text)
    assert (id, version) == (text, None) or cited_as(id, version or 1) == text

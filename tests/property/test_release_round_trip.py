"""`read(write(d)) == d` for releases: lines and Parquet give back what the library has."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pyarrow.parquet as pq
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.library_strategies import DETERMINATIONS

from openimr.adapters.library_columns import determinations_of
from openimr.adapters.library_store import LibraryStore
from openimr.adapters.open_data_reader import OpenedRelease
from openimr.adapters.open_data_writer import write_release
from openimr.publication.model import PublishedDetermination
from openimr.publication.open_data.release import checked_terms

PARTS = st.lists(
    st.lists(DETERMINATIONS, max_size=3), max_size=3
)  # one determination may stand in several parts


@settings(max_examples=15)
@given(PARTS)
def test_a_release_says_what_the_library_says(parts: list[list[PublishedDetermination]]) -> None:
    with tempfile.TemporaryDirectory() as home:
        store = LibraryStore(Path(home, "library"))
        with store.writing():
            for part in parts:
                store.add(part)
        terms = checked_terms("a", None, None)
        folder = write_release(store, Path(home), terms, version="1", compressed=True)
        opened = OpenedRelease(folder)
        read = list(opened.in_order())
        assert sorted(read, key=repr) == sorted((one for part in parts for one in part), key=repr)
        assert list(determinations_of(pq.read_table(folder / "determinations.parquet"))) == read
        assert opened.faults() == []

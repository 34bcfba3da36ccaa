"""What must not be public does not wait for a building of the library, which may take hours."""

from __future__ import annotations

import json
import threading
from pathlib import Path

import pytest
from tests.library_letters import changed_mind, letter, put
from tests.spec.test_withdrawing_from_the_library import (
    ID,
    NOW,
    OTHER,
    SLIPPED,
    WORD,
    run,
    told_in,
)

from openimr.adapters import library_writing
from openimr.adapters.library_index_kept import index_of
from openimr.adapters.library_own import OwnShelf
from openimr.adapters.library_shelf import LibraryShelf
from openimr.adapters.library_statistics import LibraryStatistics
from openimr.adapters.library_store import LibraryStore
from openimr.adapters.library_withdrawn import hide
from openimr.adapters.library_withdrawn_list import note, taken_off
from openimr.publication.library.withdrawn import Withdrawn
from openimr.publication.search.find import find
from openimr.publication.search.newly import newly_found
from openimr.publication.search.query import Search
from openimr.workflow.publishing_jobs import Busy


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    folder = tmp_path / "letters"
    put(folder, "one.json", SLIPPED)
    put(folder, "two.json", letter("CM16-0000002"))
    return folder


@pytest.fixture
def library(sources: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(library_writing, "_TRIES", 1)
    run("build", sources, "--library", tmp_path / "library")
    return tmp_path / "library"


def files_with_the_word(library: Path) -> list[str]:
    every = (one for one in library.rglob("*") if one.is_file())
    return [one.name for one in every if WORD.lower().encode() in one.read_bytes().lower()]


def test_from_now_on_nobody_is_shown_it(library: Path) -> None:
    shelf = LibraryShelf(library)
    assert shelf.index is not None and shelf.newest(ID) is not None
    assert shelf.compared_figures
    with LibraryStore(library).writing():
        done = run("withdraw", ID, "--why", "sealed", "--library", library)
    assert (done.exit_code, "Nobody is shown it any more" in done.output) == (0, True)
    assert files_with_the_word(library), "they are the other run's"
    assert shelf.newest(ID) is None and shelf.store.versions(ID) == ()
    assert list(shelf.store.identifiers(0, 10)) == [OTHER]
    store = shelf.store
    assert WORD not in repr([*store.all(), *store.in_order()])
    assert not shelf.compared_figures, "they quote determinations"
    shown = shelf.taken_off.found(ID)
    assert shown is not None and shown.why == "sealed"


def test_searches_and_feeds_find_it_no_more_nor_count_it(library: Path) -> None:
    wanted = Search()
    every = find(index_of(library), "", wanted).found
    with LibraryStore(library).writing():
        run("withdraw", ID, "--why", "sealed", "--library", library)
    index = index_of(library)
    left = find(index, "", wanted).found
    assert (every.total, left.total) == (2, 1)
    assert {one.facet: sum(c.determinations for c in one.counts) for one in left.facets} == {
        one.facet: sum(c.determinations for c in one.counts) // 2 for one in every.facets
    }
    assert not index.knows(WORD.lower()) and WORD.lower() not in index.near("zebulonika")
    for text in (WORD, ID, "CM16-0000001"):
        assert not any(hit.determination.id == ID for hit in find(index, text, wanted).found.hits)
    news = newly_found(index, "", wanted, LibraryShelf(library).arrived)
    assert [one.said.id for one in news] == [OTHER]


def test_a_build_takes_the_words_off_the_disk_before_it_ends(
    library: Path, sources: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    count, counted = LibraryStatistics.prepare, []

    def prepare(statistics: LibraryStatistics) -> None:
        count(statistics)
        if not counted:  # a withdrawal when the build has looked at the list
            store = LibraryStore(library)
            hide(store, store.versions(ID), NOW)
        counted.append(WORD.encode() in told_in(library))

    monkeypatch.setattr(LibraryStatistics, "prepare", prepare)
    put(sources, "three.json", letter("CM16-0000003"))
    assert run("build", sources, "--library", library).exit_code == 0
    assert len(counted) == 2
    assert not files_with_the_word(library)
    assert not LibraryStore(library).holds_withdrawn()
    assert index_of(library).count == LibraryStore(library).count == 2


def test_what_a_case_published_waits_for_nobody_either(library: Path) -> None:
    digest = LibraryStore(library).versions(ID)[0].provenance.sha256
    with LibraryStore(library).writing():
        for _ in range(2):
            with pytest.raises(Busy):
                OwnShelf(library).take_off(ID, digest, NOW)
        assert LibraryStore(library).versions(ID) == ()
    assert OwnShelf(library).on_shelf(ID).versions == 1
    OwnShelf(library).take_off(ID, digest, NOW)
    assert not files_with_the_word(library)
    assert [one.citation for one in taken_off(library).told] == [ID]


def test_another_version_stands_and_one_that_follows_is_found(library: Path, sources: Path) -> None:
    with LibraryStore(library).writing():
        done = run("withdraw", ID, "--why", "sealed", "--library", library, "--json")
    assert [one["written_out"] for one in json.loads(done.output)] == [False]
    put(sources, "corrected.json", changed_mind())
    run("build", sources, "--library", library)
    assert [one.citation for one in LibraryStore(library).versions(ID)] == [f"{ID}/v2"]
    assert find(index_of(library), ID, Search()).found.total == 1


def test_two_who_withdraw_at_once_are_both_noted(tmp_path: Path) -> None:
    told = [Withdrawn(id=f"ca-wc/CM16-{n:07}", version=1, at=NOW, sources=()) for n in range(20)]
    both = [threading.Thread(target=note, args=(tmp_path, [one])) for one in told]
    for one in both:
        one.start()
    for one in both:
        one.join()
    assert {one.id for one in taken_off(tmp_path).told} == {one.id for one in told}

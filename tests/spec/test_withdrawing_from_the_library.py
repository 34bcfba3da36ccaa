"""A determination that must not be public any more is taken off, and does not come back."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from tests.library_letters import changed_mind, letter, put
from tests.published_determinations import determination, invented
from tests.sound_letter import MRI

from openimr.adapters.library_alike import kept_in
from openimr.adapters.library_index_kept import bring_up_to_date, index_of
from openimr.adapters.library_shelf import LibraryShelf
from openimr.adapters.library_statistics import LibraryStatistics
from openimr.adapters.library_store import LibraryStore
from openimr.adapters.library_withdrawn import hide, leave_out
from openimr.adapters.library_withdrawn_list import WITHDRAWN, taken_off
from openimr.adapters.open_data_offered import RELEASES, OfferedReleases
from openimr.cli import openimr
from openimr.publication.library.later import Happened, LaterEvent
from openimr.publication.statistics.tallies import tally

NOW = dt.datetime(2026, 11, 22, 20, tzinfo=dt.UTC)
ID, OTHER = "ca-wc/CM16-0000001", "ca-wc/CM16-0000002"
WORD = "Zebulonica"
"""A name that slipped through."""

SLIPPED = letter(clinical_case_summary=f"{WORD} was hurt at the knee.")


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(openimr, ["library", *map(str, words)])


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    folder = tmp_path / "letters"
    put(folder, "one.json", SLIPPED)
    put(folder, "two.json", letter("CM16-0000002"))
    return folder


@pytest.fixture
def library(sources: Path, tmp_path: Path) -> Path:
    folder = tmp_path / "library"
    run("build", sources, "--library", folder)
    assert WORD.encode() in told_in(folder)
    done = run("withdraw", ID, "--why", "A name slipped through.", "--library", folder)
    assert done.exit_code == 0 and f"Withdrawn: {ID}" in done.output
    return folder


def told_in(folder: Path) -> bytes:
    """Every word of the determinations that anybody is told."""
    store = LibraryStore(folder)
    return repr([*store.all(), *store.in_order(), list(store.columns("summary"))]).encode()


def test_it_is_nowhere_any_more(library: Path) -> None:
    store = LibraryStore(library)
    assert [one.id for one in store.all()] == [OTHER]
    assert store.count == 1
    assert store.get(ID) is None and store.versions(ID) == ()
    assert not index_of(library).knows(WORD.lower())
    assert index_of(library).count == 1
    assert LibraryStatistics(store).tallies() == tally(store.all())
    assert WORD.encode() not in told_in(library)


def test_its_words_are_in_no_file_any_more(sources: Path, tmp_path: Path) -> None:
    folder = tmp_path / "library"

    def files() -> list[str]:
        every = (one for one in folder.rglob("*") if one.is_file())
        return [one.name for one in every if WORD.lower().encode() in one.read_bytes().lower()]

    run("build", sources, "--library", folder)
    assert files()
    run("withdraw", ID, "--why", "sealed", "--library", folder)
    assert not files()
    assert index_of(folder).count == 1
    assert kept_in(folder) is not None, "the other one's findings are compared"


def test_what_is_too_little_to_compare_leaves_nothing_of_what_was(
    library: Path, sources: Path
) -> None:
    one = letter("CM16-0000003", findings=(MRI,))
    put(sources, "three.json", one)
    run("build", sources, "--library", library)
    run("withdraw", OTHER, "--why", "sealed", "--library", library)
    assert LibraryStore(library).count == 1 and kept_in(library) is None
    assert run("build", sources, "--library", library).exit_code == 0


def test_the_list_has_its_digests_and_none_of_its_words(library: Path) -> None:
    (told,) = taken_off(library).told
    assert (told.id, told.version, told.why) == (ID, 1, "A name slipped through.")
    assert WORD.encode() not in (library / WITHDRAWN).read_bytes()
    missing = run("show", ID, "--library", library)
    assert missing.exit_code != 0


def test_what_became_of_it_later_is_told_no_more(library: Path, sources: Path) -> None:
    store = LibraryStore(library)
    events = [
        LaterEvent(id=id, happened=Happened.REVERSED, citation=f"{WORD} v. Invented Insurance")
        for id in (ID, OTHER, "ca-wc/CM16-0000009")
    ]
    store.add_events(events)
    assert [one.id for one in store.later_events()] == [OTHER, "ca-wc/CM16-0000009"]
    assert store.later_events(ID) == ()
    assert store.became([ID, OTHER, OTHER]) == {OTHER: events[1]}
    put(sources, "corrected.json", changed_mind())
    run("build", sources, "--library", library)
    assert len(LibraryStore(library).later_events(ID)) == 1, "its next version stands"


def test_the_same_source_and_another_of_the_same_words_do_not_bring_it_back(
    library: Path, sources: Path
) -> None:
    copy = put(sources / "more", "copy.pdf", SLIPPED)
    again = run("build", sources, copy, "--library", library)
    assert [one.id for one in LibraryStore(library).all()] == [OTHER]
    assert "withdrawn; left out" in again.output
    quiet = run("build", sources, copy, "--library", library)
    assert "withdrawn" not in quiet.output


def test_a_library_made_anew_of_the_same_sources_leaves_it_out(
    library: Path, sources: Path
) -> None:
    for part in (library / "determinations").glob("*"):
        part.unlink()
    run("build", sources, "--library", library)
    assert [one.id for one in LibraryStore(library).all()] == [OTHER]


def test_what_follows_has_the_next_number(library: Path, sources: Path) -> None:
    put(sources, "corrected.json", changed_mind())
    run("build", sources, "--library", library)
    assert [one.citation for one in LibraryStore(library).versions(ID)] == [f"{ID}/v2"]
    assert index_of(library).count == 2


def test_of_two_versions_the_other_one_stands(library: Path, sources: Path) -> None:
    put(sources, "corrected.json", changed_mind("CM16-0000002"))
    run("build", sources, "--library", library)
    run("withdraw", f"{OTHER}/v2", "--why", "sealed", "--library", library)
    assert [one.citation for one in LibraryStore(library).all()] == [OTHER]
    assert index_of(library).count == 1
    segments = sorted((library / "index").rglob("*.store"))
    run("build", sources, "--library", library)
    assert sorted((library / "index").rglob("*.store")) == segments, "it is not done twice"
    run("withdraw", OTHER, "--why", "sealed", "--library", library)
    assert LibraryStore(library).count == index_of(library).count == 0


def test_a_release_that_was_made_before_is_offered_no_more_and_told_to_hold_it(
    sources: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "library"
    releases, offered = folder / RELEASES, OfferedReleases(folder)
    run("build", sources, "--library", folder)
    run("release", releases, "--name", "old", "--library", folder)
    verify = ("release", "--verify", releases / "old", "--library", folder)
    assert "As it was written" in run(*verify).output
    assert offered.get("old") is not None
    run("withdraw", ID, "--why", "sealed", "--library", folder)
    told = run(*verify)
    assert f"{ID}: was withdrawn since" in told.output
    assert offered.get("old") is None and offered.file("old", "README.md") is None
    assert offered.held_back() == ("old",)
    run("build", releases / "old", "--library", folder)
    assert [one.id for one in LibraryStore(folder).all()] == [OTHER]
    run("release", releases, "--name", "new", "--library", folder)
    told = run("release", "--verify", releases / "new", "--library", folder)
    assert "As it was written" in told.output
    assert [one.folder.name for one in offered.all()] == ["new"]


def test_of_many_only_the_part_that_held_it_is_written_anew(tmp_path: Path) -> None:
    said = list(invented(60))
    store = LibraryStore(tmp_path)
    with store.writing():
        store.add(said[:30])
        store.add(said[30:])
    shelf = LibraryShelf(tmp_path)
    assert shelf.store.count == 60
    LibraryStatistics(store).prepare()
    bring_up_to_date(tmp_path, store)
    first, second = store.parts()
    with store.writing():
        hide(store, [said[40]], NOW)
        leave_out(store)
    assert first in store.parts() and second not in store.parts()
    rest = [one for one in said if one != said[40]]
    assert shelf.store.count == 59 and shelf.store.get(said[40].id) is None
    assert shelf.tallies == tally(rest)
    assert shelf.taken_off.found(said[40].id) is not None
    placed = kept_in(tmp_path)
    assert placed is None or set(placed.read) == set(store.parts())


def test_a_number_that_was_never_there_is_refused(library: Path) -> None:
    none = run("withdraw", determination(9).id, "--why", "sealed", "--library", library)
    assert none.exit_code != 0 and "is not in the library" in str(none.exception)


def test_who_asks_for_what_was_withdrawn_is_told_so(library: Path) -> None:
    for cited in (ID, f"{ID}/v1"):
        none = run("show", cited, "--library", library)
        assert none.exit_code != 0 and "was withdrawn on 20" in str(none.exception)


def test_a_withdrawal_that_broke_off_is_made_up_for_by_the_next(library: Path) -> None:
    store = LibraryStore(library)
    hide(store, store.versions(OTHER), NOW)
    assert store.holds_withdrawn()
    again = run("withdraw", OTHER, "--why", "sealed", "--library", library)
    assert again.exit_code == 0 and f"Withdrawn before: {OTHER}" in again.output
    assert not LibraryStore(library).holds_withdrawn()

"""Statistics of a library on disk: taken once, kept, true when the library grows; the command."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from tests.published_determinations import determination, finding, invented

from openimr.adapters.library_statistics import FOLDER, LibraryStatistics
from openimr.adapters.library_store import LibraryStore
from openimr.cli import openimr
from openimr.cli.library_stats import SECTIONS, WAYS
from openimr.publication.model import PublishedDetermination
from openimr.publication.statistics.cloned import cloned
from openimr.publication.statistics.dimensions import DIMENSIONS
from openimr.publication.statistics.pairs import candidates, side_by_side
from openimr.publication.statistics.prints import prints_of
from openimr.publication.statistics.sentences import counted_sentences
from openimr.publication.statistics.tallies import DETERMINATIONS, tally
from openimr.vocabulary.errors import BadInput

SAID = list(invented(90))


def library(folder: Path, *parts: Sequence[PublishedDetermination]) -> LibraryStore:
    store = LibraryStore(folder)
    with store.writing():
        for part in parts:
            store.add(part)
    return LibraryStore(folder)


@pytest.mark.parametrize("workers", [1, 2])
def test_what_is_taken_of_parts_is_that_of_the_whole(tmp_path: Path, workers: int) -> None:
    store = library(tmp_path, SAID[:40], SAID[40:70], SAID[70:])
    found = LibraryStatistics(store, workers)
    assert found.tallies() == tally(SAID)
    assert found.sentences() == counted_sentences(SAID)
    assert found.cloned() == cloned(prints_of(SAID))
    by_id = {one.id: one for one in SAID}
    assert found.pairs() == side_by_side(candidates(prints_of(SAID)), by_id.get)


def test_what_is_kept_is_not_taken_again(tmp_path: Path) -> None:
    store = library(tmp_path, SAID)
    assert not LibraryStatistics(store).ready
    LibraryStatistics(store).prepare()
    assert LibraryStatistics(store).ready
    before = {path: path.stat().st_mtime_ns for path in kept(tmp_path)}
    LibraryStatistics(store).prepare()
    assert {path: path.stat().st_mtime_ns for path in kept(tmp_path)} == before


def test_what_a_killed_run_left_unfinished_is_removed(tmp_path: Path) -> None:
    store = library(tmp_path, SAID)
    (tmp_path / FOLDER).mkdir()
    unfinished = tmp_path / FOLDER / ".0123.tallies.0123abcd"
    unfinished.write_bytes(b"half")
    LibraryStatistics(store).prepare()
    assert not unfinished.exists()


def test_of_a_library_that_grows_the_new_part_alone_is_taken(tmp_path: Path) -> None:
    LibraryStatistics(library(tmp_path, SAID[:50])).prepare()
    before = {path.name: path.stat().st_mtime_ns for path in kept(tmp_path) if is_of_part(path)}
    LibraryStatistics(library(tmp_path, SAID[50:])).prepare()
    after = {path.name: path.stat().st_mtime_ns for path in kept(tmp_path) if is_of_part(path)}
    assert before.items() <= after.items()
    assert len(after) == 2 * len(before)
    assert LibraryStatistics(LibraryStore(tmp_path)).tallies() == tally(SAID)


def test_what_no_longer_holds_is_removed(tmp_path: Path) -> None:
    store = library(tmp_path, SAID[:50])
    LibraryStatistics(store).prepare()
    number = len(kept(tmp_path))
    with store.writing():
        store.add(SAID[50:])
        store.join_small_parts(2)
    joined = LibraryStatistics(LibraryStore(tmp_path))
    joined.prepare()
    assert len(kept(tmp_path)) == number
    assert joined.tallies() == tally(SAID)


def test_a_corrected_determination_counts_in_its_newest_version(tmp_path: Path) -> None:
    first, corrected = determination(1, sex=None), determination(1, version=2, year=2017)
    LibraryStatistics(library(tmp_path, [first, determination(2)])).prepare()
    found = LibraryStatistics(library(tmp_path, [corrected]))
    assert found.tallies() == tally([corrected, determination(2)])
    assert found.get("ca-wc/CM16-0000001") == corrected
    assert [one.version for one in found.determinations()] == [1, 2]


def test_what_is_kept_and_broken_is_taken_again(tmp_path: Path) -> None:
    store = library(tmp_path, SAID)
    LibraryStatistics(store).prepare()
    for path in kept(tmp_path):
        path.write_bytes(path.read_bytes()[:-3])
    assert LibraryStatistics(store).tallies() == tally(SAID)


def test_a_library_that_cannot_be_written_to_is_counted_all_the_same(tmp_path: Path) -> None:
    store = library(tmp_path, SAID[:40], SAID[40:])
    (tmp_path / FOLDER).write_text("in the way", encoding="utf-8")
    found = LibraryStatistics(store, 2)
    assert found.tallies() == tally(SAID)
    assert found.sentences() == counted_sentences(SAID)


def test_an_empty_library_counts_nothing(tmp_path: Path) -> None:
    found = LibraryStatistics(LibraryStore(tmp_path / "none"))
    assert found.tallies().total(DETERMINATIONS) == 0
    assert found.pairs() == ()


def kept(folder: Path) -> list[Path]:
    return sorted((folder / FOLDER).iterdir())


def is_of_part(path: Path) -> bool:
    return "whole" not in path.name


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("library")
    library(folder, SAID)
    return folder


def stats(folder: Path, *words: str) -> Result:
    command = ["library", "stats", *words, "--library", str(folder)]
    settings = {"COLUMNS": "100", "NO_COLOR": "1"}
    return CliRunner(env=settings).invoke(openimr, command, standalone_mode=False)


def printed(folder: Path, *words: str) -> str:
    result = stats(folder, *words)
    assert result.exception is None, result.exception
    return result.output


def as_json(folder: Path, *words: str) -> list:
    return json.loads(printed(folder, *words, "--json"))


def test_every_way_to_count_can_be_typed() -> None:
    assert set(WAYS) == set(DIMENSIONS)


def test_help_lists_the_sections(shelf: Path) -> None:
    said = CliRunner().invoke(openimr, ["library", "stats", "--help"]).output
    assert all(f"{name} " in said for name in SECTIONS)


@pytest.mark.parametrize("section", SECTIONS)
def test_every_section_is_shown_as_table_json_and_csv(shelf: Path, section: str) -> None:
    figures = as_json(shelf, section)
    shown = printed(shelf, section)
    tables = printed(shelf, section, "--csv").split("\n\n")
    assert len(tables) == len(figures) > 0
    for figure, table in zip(figures, tables, strict=True):
        assert figure["title"] in shown
        rows = list(csv.reader(io.StringIO(table)))
        assert len(rows) == 1 + len(figure["rows"])
        assert {len(row) for row in rows} == {len(rows[0])}
        names = list(figure["rows"][0]) if figure["rows"] else []
        assert len(names) == len(set(names))


@pytest.mark.parametrize("way", WAYS)
def test_rates_by_every_way_tell_number_share_and_interval(shelf: Path, way: str) -> None:
    (figure,) = as_json(shelf, "rates", "--by", way)
    every = figure["rows"][0]
    share = every["Share overturned"]
    assert share["n"] == every["Decided"]
    assert share["k"] == every["Overturned"]
    assert share["low"] < share["value"] < share["high"]


def test_conditions_narrow_what_is_counted(shelf: Path) -> None:
    years = sorted({one.year for one in SAID})
    (of_year, *_) = as_json(shelf, "volumes", "--where", f"year={years[0]}")
    assert [row["Year"] for row in of_year["rows"]] == [str(years[0])]
    (figure,) = as_json(shelf, "rates", "--by", "region", "--where", "region=KNEE")
    assert [row["Body region"] for row in figure["rows"]] == ["All findings", "knee"]
    assert as_json(shelf, "cloned", "--where", "sex=female")
    assert as_json(shelf, "pairs", "--where", "year=1999")[0]["rows"] == []


def test_so_many_rows_are_shown_as_were_asked_for(shelf: Path) -> None:
    (figure,) = as_json(shelf, "rates", "--most", "2")
    assert len(figure["rows"]) == 3
    assert "left out" in figure["says"]


def test_a_condition_that_is_none_is_one_clear_line(shelf: Path) -> None:
    error = stats(shelf, "--where", "colour=red").exception
    assert isinstance(error, BadInput)
    assert "NAME=VALUE" in str(error)


def test_json_and_csv_exclude_each_other(shelf: Path) -> None:
    assert "Either --json or --csv" in str(stats(shelf, "--json", "--csv").exception)


def test_words_that_a_table_program_would_take_for_a_formula_are_plain(tmp_path: Path) -> None:
    told = finding(drugs=("=1+1",))
    library(tmp_path, [determination(1, told)])
    assert "\n'=1+1," in printed(tmp_path, "rates", "--by", "drug", "--csv")

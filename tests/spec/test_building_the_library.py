"""`openimr library build` and `show`: letters and tables in, determinations to cite out."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest
from click.testing import CliRunner
from tests.library_letters import DMHC_ROWS, changed_mind, letter, put, put_dmhc, put_many

from openimr.adapters.library_store import LibraryStore
from openimr.cli import openimr
from openimr.vocabulary.errors import BadInput


class Ran(NamedTuple):
    """How a verb ended, and what it printed."""

    returncode: int
    stdout: str
    stderr: str


Run = Callable[..., Ran]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """``openimr library`` with words, in a data folder of its own."""
    kept = {"OPENIMR_DATA": str(tmp_path / "kept")}

    def ran(*words: object) -> Ran:
        typed = ["library", *map(str, words)]
        ended = CliRunner(env=kept).invoke(openimr, typed, standalone_mode=False)
        if ended.exception is not None:
            assert isinstance(ended.exception, BadInput), ended.exception
            return Ran(2, ended.stdout, str(ended.exception))
        return Ran(ended.return_value, ended.stdout, ended.stderr)

    return ran


def test_letters_in_any_format_are_taken_in(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "letters"
    for number, ending in enumerate((".pdf", ".docx", ".txt", ".json"), start=1):
        put(folder, f"one{ending}", letter(f"CM16-000000{number}"))
    built = run("build", folder)
    assert built.returncode == 0, built.stderr
    assert "Taken in: 4 determinations" in built.stdout
    assert "holds 4 determinations" in built.stdout


def test_what_was_read_before_is_left_out(run: Run, tmp_path: Path) -> None:
    folder = put_many(tmp_path / "letters", 3)
    run("build", folder)
    put(folder, "new.json", letter("CM16-0000099"))
    again = run("build", folder)
    assert again.returncode == 0
    assert "Taken in: 1 determination\n" in again.stdout
    assert "3 sources or rows left out: read before" in again.stdout


def test_a_file_that_lies_there_twice_is_read_once(run: Run, tmp_path: Path) -> None:
    first = put(tmp_path / "letters", "one.json", letter())
    shutil.copy(first, tmp_path / "letters" / "two.json")
    built = run("build", tmp_path / "letters")
    assert "Taken in: 1 determination\n" in built.stdout
    assert "1 source or row left out: read before" in built.stdout


def test_a_letter_from_two_sources_is_linked_and_not_repeated(run: Run, tmp_path: Path) -> None:
    put(tmp_path / "letters", "a.pdf", letter())
    put(tmp_path / "letters", "b.txt", letter())
    built = run("build", tmp_path / "letters")
    assert "Taken in: 1 determination\n" in built.stdout
    assert "1 copy of" in built.stdout
    assert "b.txt: says what ca-wc/CM16-0000001 says" in built.stderr
    assert "Says the same: b.txt" in run("show", "ca-wc/CM16-0000001").stdout
    assert "2 sources or rows left out" in run("build", tmp_path / "letters").stdout


def test_a_letter_of_which_less_was_read_is_a_copy(run: Run, tmp_path: Path) -> None:
    put(tmp_path / "letters", "a.json", letter())
    put(tmp_path / "letters", "b.json", letter(clinical_case_summary=None, decision_date=None))
    assert "1 copy of" in run("build", tmp_path / "letters").stdout


def test_a_corrected_letter_is_kept_beside_the_first(run: Run, tmp_path: Path) -> None:
    put(tmp_path / "letters", "a.json", letter())
    put(tmp_path / "letters", "b.json", changed_mind())
    built = run("build", tmp_path / "letters")
    assert "1 of them corrected versions" in built.stdout
    assert "kept beside it as ca-wc/CM16-0000001/v2" in built.stderr
    newest = run("show", "ca-wc/CM16-0000001").stdout
    assert "1. MRI of the right knee: overturned" in newest
    assert "Another version: ca-wc/CM16-0000001, from a.json" in newest
    first = run("show", "ca-wc/CM16-0000001", "--version", "1").stdout
    assert "1. MRI of the right knee: upheld" in first
    assert run("show", "ca-wc/CM16-0000001/v1").stdout == first
    assert run("show", "ca-wc/CM16-0000001/v2").stdout == newest


def test_what_cannot_be_read_is_told_and_tried_again(run: Run, tmp_path: Path) -> None:
    folder = put_many(tmp_path / "letters", 1)
    (folder / "note.txt").write_text("Milk, bread and eggs.")
    put(folder, "draft.json", letter("CM16-0000005", draft=True))
    built = run("build", folder, tmp_path / "nowhere")
    assert built.returncode == 1
    assert "3 sources or rows that could not be read" in built.stdout
    assert "note.txt: it is not a determination letter of any known layout" in built.stderr
    assert "draft.json" in built.stderr
    assert "nowhere" in built.stderr
    assert "note.txt" in run("build", folder).stderr


def test_nothing_readable_fails(run: Run, tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_text("Milk, bread and eggs.")
    assert run("build", tmp_path / "note.txt").returncode == 2
    (tmp_path / "empty").mkdir()
    assert run("build", tmp_path / "empty").returncode == 2


def test_tables_lie_beside_letters(run: Run, tmp_path: Path) -> None:
    folder = put_many(tmp_path / "sources", 2)
    put_dmhc(folder, *DMHC_ROWS)
    built = run("build", folder)
    assert built.returncode == 0, built.stderr
    assert "2 from exports of California's DMHC" in built.stdout
    again = run("build", folder)
    assert "3 sources or rows left out: read before" in again.stdout, "two letters and one table"


def test_a_longer_edition_of_a_table_adds_its_new_rows(run: Run, tmp_path: Path) -> None:
    run("build", put_dmhc(tmp_path, DMHC_ROWS[0]))
    built = run("build", put_dmhc(tmp_path, *DMHC_ROWS))
    assert "1 from exports" in built.stdout
    assert "1 source or row left out: read before" in built.stdout


def test_a_bad_row_ends_nothing_and_is_told(run: Run, tmp_path: Path) -> None:
    built = run("build", put_dmhc(tmp_path, "ZZ16-1,2016", DMHC_ROWS[0]))
    assert built.returncode == 1
    assert "dmhc.csv, row 1: has 2 cells" in built.stderr
    assert "1 from exports" in built.stdout


@pytest.mark.parametrize("name", ["later.csv", "later.yaml"])
def test_what_happened_later_is_linked(run: Run, tmp_path: Path, name: str) -> None:
    table = (
        "id,happened,date,by,citation\n"
        "ca-wc/CM16-0000001,new review ordered,2018-03-04,Appeals Board,2018 Example 3\n"
    )
    listed = (
        "- id: ca-wc/CM16-0000001\n  happened: new review ordered\n  date: 2018-03-04\n"
        "  by: Appeals Board\n  citation: 2018 Example 3\n"
    )
    put(tmp_path / "letters", "a.json", letter())
    (tmp_path / name).write_text(listed if name.endswith("yaml") else table)
    built = run("build", tmp_path / "letters", tmp_path / name)
    assert built.returncode == 0, built.stderr
    assert "1 later event" in built.stdout
    shown = run("show", "ca-wc/CM16-0000001").stdout
    assert "Later new review ordered: 2018-03-04, Appeals Board, 2018 Example 3" in shown
    assert "later event" not in run("build", tmp_path / name).stdout


def test_show_prints_json_for_programs(run: Run, tmp_path: Path) -> None:
    run("build", put(tmp_path, "a.json", letter()))
    said = json.loads(run("show", "ca-wc/CM16-0000001", "--json").stdout)
    assert said["findings"][0]["topics"] == ["mri-knee"]


def test_show_says_what_is_not_there(run: Run) -> None:
    missing = run("show", "ca-wc/CM16-0000001")
    assert missing.returncode == 2
    assert "is not in the library" in missing.stderr


def test_another_folder_may_hold_the_library(run: Run, tmp_path: Path) -> None:
    run("build", put_many(tmp_path / "letters", 2), "--library", tmp_path / "mine")
    assert LibraryStore(tmp_path / "mine").count == 2


def test_libraries_built_apart_are_joined_into_one(run: Run, tmp_path: Path) -> None:
    shares = tmp_path / "share-1", tmp_path / "share-2"
    put(shares[0], "a.json", letter())
    put(shares[0], "b.txt", letter())
    put(shares[1], "c.pdf", letter())
    put(shares[1], "d.json", changed_mind())
    put(shares[1], "e.json", letter("CM16-0000002"))
    (shares[1] / "later.csv").write_text(
        "id,happened,citation\nca-wc/CM16-0000002,affirmed,2018 Example 4\n"
    )
    libraries = tmp_path / "library-1", tmp_path / "library-2"
    for share, library in zip(shares, libraries, strict=True):
        run("build", share, "--library", library)
    joined = run("build", *libraries)
    assert joined.returncode == 0, joined.stderr
    assert "Taken in: 3 determinations" in joined.stdout
    shown = run("show", "ca-wc/CM16-0000001", "--version", "1").stdout
    assert "Says the same: b.txt" in shown
    assert "Says the same: c.pdf" in shown
    assert "/v2" in run("show", "ca-wc/CM16-0000001").stdout
    assert "Later affirmed" in run("show", "ca-wc/CM16-0000002").stdout
    again = run("build", *libraries, *shares)
    assert "Taken in: 0 determinations" in again.stdout


def test_a_library_is_not_joined_to_itself(run: Run, tmp_path: Path) -> None:
    run("build", put_many(tmp_path / "letters", 1), "--library", tmp_path / "mine")
    again = run("build", tmp_path / "mine", "--library", tmp_path / "mine")
    assert again.returncode == 2
    assert "is the library that is being built" in again.stderr

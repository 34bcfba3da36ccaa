"""Releases: the library as files for everybody, the same bytes for the same library."""

from __future__ import annotations

import csv
import datetime as dt
import fcntl
import gzip
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import jsonschema
import msgspec
import pytest
from click.testing import CliRunner
from tests.library_letters import DMHC_ROWS, changed_mind, letter, put, put_dmhc

from openimr.adapters.library_build import build
from openimr.adapters.library_sources import find_sources
from openimr.adapters.library_store import LibraryStore
from openimr.adapters.open_data_files import digest_of
from openimr.adapters.open_data_offered import OfferedReleases
from openimr.adapters.open_data_reader import Lines, OpenedRelease, is_release
from openimr.adapters.open_data_writer import write_release
from openimr.cli import openimr
from openimr.publication.library.later import Happened, LaterEvent
from openimr.publication.open_data.release import LICENSE_UNSTATED, checked_terms
from openimr.vocabulary.errors import BadInput

EVENT = LaterEvent(
    id="ca-wc/CM16-0000001",
    happened=Happened.REVERSED,
    date=dt.date(2017, 5, 4),
    by="=an invented board",
    citation="an invented order",
)


class Quiet:
    def advanced(self, done: int, total: int | None) -> None: ...

    def told(self, message: str) -> None: ...


def made(folder: Path, *sources: Path) -> LibraryStore:
    store = LibraryStore(folder)
    with store.writing():
        for source in sources:  # a part each
            build(store, [source], Quiet(), workers=1)
    return store


@pytest.fixture(scope="module")
def sources(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, ...]:
    home = tmp_path_factory.mktemp("sources")
    return (
        put(home, "2.json", letter("CM16-0000002")),
        put(home, "1.json", letter("CM16-0000001")),
        put(home, "1-again.json", changed_mind("CM16-0000001")),
        put_dmhc(home, *DMHC_ROWS),
    )


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory, sources: tuple[Path, ...]) -> LibraryStore:
    store = made(tmp_path_factory.mktemp("library"), *sources)
    store.add_events([EVENT])
    return store


@pytest.fixture
def released(library: LibraryStore, tmp_path: Path) -> Callable[..., Path]:
    def write(name: str = "2026-11", *, compressed: bool = False, **terms: str) -> Path:
        said = checked_terms(name, terms.get("publisher"), terms.get("license"))
        return write_release(library, tmp_path, said, version="9", compressed=compressed)

    return write


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_a_release_counts_what_it_holds(released: Callable[..., Path]) -> None:
    counts = OpenedRelease(released()).release.counts
    assert (counts.determinations, counts.versions, counts.later_events) == (4, 5, 1)
    assert counts.programmes == {"ca-dmhc": 2, "ca-wc": 3}
    assert (counts.first_year, counts.last_year) == (2016, 2017)


def test_lines_give_back_every_determination_in_order(
    released: Callable[..., Path], library: LibraryStore
) -> None:
    said = list(OpenedRelease(released()).in_order())
    assert [one.citation for one in said] == [
        "ca-dmhc/ZZ16-10001",
        "ca-dmhc/ZZ16-10002",
        "ca-wc/CM16-0000001",
        "ca-wc/CM16-0000001/v2",
        "ca-wc/CM16-0000002",
    ]
    assert sorted(said, key=repr) == sorted(library.all(), key=repr)


def test_a_library_is_built_of_a_release_again(
    released: Callable[..., Path], library: LibraryStore, tmp_path: Path
) -> None:
    again = made(tmp_path / "again", released(compressed=True))
    assert sorted(again.all(), key=repr) == sorted(library.all(), key=repr)
    assert again.later_events() == library.later_events()


def test_a_release_inside_a_folder_stands_for_what_it_holds(
    released: Callable[..., Path], tmp_path: Path
) -> None:
    letter_beside = put(tmp_path / "papers", "9.json", letter("CM16-0000009"))
    folder = tmp_path / "papers" / "downloads" / "2026-11"
    shutil.copytree(released(), folder)
    found, messages = find_sources([tmp_path / "papers"])
    assert (found, messages) == ([letter_beside, folder], [])
    table = folder / "later-events.csv"
    assert find_sources([table]) == ([table], [])


@pytest.mark.parametrize(
    "beyond",
    [
        {"year": 70_000},
        {"year": 0},
        {"findings": [{"number": 70_000, "treatment": "MRI"}]},
        {"provenance": {"kind": "letter", "name": "a.pdf", "sha256": "0" * 64, "row": 2**40}},
    ],
    ids=str,
)
def test_a_number_beyond_what_can_be_kept_costs_its_line_alone(
    tmp_path: Path, beyond: dict[str, object]
) -> None:
    sound = {
        "id": "ca-wc/CM16-0000001",
        "programme": "ca-wc",
        "provenance": {"kind": "letter", "name": "a.pdf", "sha256": "1" * 64},
    }
    lines = tmp_path / "lines.jsonl"
    lines.write_text(f"{json.dumps(sound | beyond)}\n{json.dumps(sound)}\n")
    store = made(tmp_path / "library", lines)
    assert [one.id for one in store.all()] == ["ca-wc/CM16-0000001"]


def test_a_line_that_is_none_is_told_by_its_place_and_not_in_its_words(tmp_path: Path) -> None:
    finding = {"number": 1, "treatment": "MRI", "decision": "perhaps"}
    source = {"kind": "letter", "name": "a.pdf", "sha256": "1" * 64}
    said = {"id": "ca-wc/1", "programme": "ca-wc", "provenance": source, "findings": [finding]}
    (tmp_path / "lines.jsonl").write_text(json.dumps(said))
    [told] = map(str, Lines(tmp_path / "lines.jsonl").in_order())
    assert "lines.jsonl, line 1" in told and "$.findings[0].decision" in told
    assert "perhaps" not in told


def test_a_library_is_built_of_lines_alone_and_a_broken_one_ends_nothing(
    released: Callable[..., Path], tmp_path: Path
) -> None:
    lines = (released() / "determinations.jsonl").read_bytes().splitlines()
    some = tmp_path / "some.jsonl"
    some.write_bytes(b"\n".join([lines[0], b'{"id": "no', lines[4]]))
    store = LibraryStore(tmp_path / "again")
    with store.writing():
        tally = build(store, [some], Quiet(), workers=1)
    assert (store.count, tally.unreadable) == (2, 1)


def test_the_same_library_gives_the_same_bytes_however_it_was_built(
    released: Callable[..., Path], sources: tuple[Path, ...], tmp_path: Path
) -> None:
    other = made(tmp_path / "other", *reversed(sources[:2]), *sources[2:])
    other.add_events([EVENT])
    again = write_release(other, tmp_path / "b", checked_terms("2026-11", None, None), version="9")
    for path in released().iterdir():
        assert (again / path.name).read_bytes() == path.read_bytes(), path.name


def test_packed_tables_hold_the_same(released: Callable[..., Path]) -> None:
    plain, packed = released("plain"), released("packed", compressed=True)
    for name in ("determinations.jsonl", "findings.csv"):
        assert gzip.decompress((packed / f"{name}.gz").read_bytes()) == (plain / name).read_bytes()


def test_rows_of_the_flat_tables_belong_together(released: Callable[..., Path]) -> None:
    folder = released()
    said = {(one["id"], one["version"]) for one in rows_of(folder / "determinations.csv")}
    findings = rows_of(folder / "findings.csv")
    known = {(one["id"], one["version"], one["number"]) for one in findings}
    assert len(said) == 5
    assert {key[:2] for key in known} == said
    assert len(known) == len(findings)
    for one in rows_of(folder / "citations.csv"):
        assert (one["id"], one["version"], one["number"]) in known
        assert one["cited_by"] in {"reviewer", "claims administrator"}


def test_no_cell_is_a_formula(released: Callable[..., Path]) -> None:
    [event] = rows_of(released() / "later-events.csv")
    assert event["by"] == "'=an invented board"


def test_the_description_names_every_column_and_fits_every_line(
    released: Callable[..., Path],
) -> None:
    folder = released()
    package = json.loads((folder / "datapackage.json").read_text())
    for resource in package["resources"]:
        if "schema" in resource:
            with (folder / resource["path"]).open(encoding="utf-8", newline="") as file:
                names = next(csv.reader(file))
            assert [one["name"] for one in resource["schema"]["fields"]] == names
            assert set(resource["schema"].get("primaryKey", ())) <= set(names)
    schema = json.loads((folder / "dictionary.json").read_text())
    for line in (folder / "determinations.jsonl").read_text().splitlines():
        jsonschema.validate(json.loads(line), schema)


def test_the_dictionary_explains_every_column_of_every_table_and_every_code(
    released: Callable[..., Path],
) -> None:
    folder = released()
    told = {(one["file"], one["column"]): one for one in rows_of(folder / "dictionary.csv")}
    for table in folder.glob("*.csv"):
        with table.open(encoding="utf-8", newline="") as file:
            names = next(csv.reader(file))
        if table.name != "dictionary.csv":
            assert {(table.name, name) for name in names} <= told.keys(), table.name
    assert "reversed (an appeal set it aside)" in told["later-events.csv", "happened"]["meaning"]
    codes = [(word, one) for one in told.values() for word in one["one of"].split(" | ") if word]
    plain = {"female", "male", "claims administrator", "reviewer"}
    assert {word for word, one in codes if f"{word} (" not in one["meaning"]} == plain


def test_a_release_tells_how_it_is_read_without_counting_twice(
    released: Callable[..., Path],
) -> None:
    page = (released() / "README.md").read_text()
    for words in ("highest `version`", "`later-events.jsonl` alone", "65001", "keep_default_na"):
        assert words in page


def test_a_release_says_its_terms_and_how_it_is_cited(released: Callable[..., Path]) -> None:
    release = OpenedRelease(released(publisher="Invented Reviews", license="CC0-1.0")).release
    assert release.cite.startswith("Invented Reviews. Library of determinations")
    assert "release 2026-11" in release.cite
    assert "4 determinations of 2016 to 2017" in release.cite
    alone = msgspec.structs.replace(release.counts, determinations=1)
    assert "1 determination of 2016" in msgspec.structs.replace(release, counts=alone).cite
    assert release.terms.license == "CC0-1.0"
    assert OpenedRelease(released("other")).release.terms.license == LICENSE_UNSTATED


def test_a_release_never_changes(released: Callable[..., Path]) -> None:
    released()
    with pytest.raises(BadInput, match="is there already"):
        released()


def test_what_a_killed_run_left_is_no_release_and_is_cleared_away(
    released: Callable[..., Path], library: LibraryStore, tmp_path: Path
) -> None:
    left = tmp_path / ".2026-11.unfinished"
    left.mkdir()
    (left / "determinations.jsonl").write_text("half a line")
    assert not is_release(left)
    assert OpenedRelease(released()).faults() == []
    assert not left.exists()


def test_a_disk_that_refuses_leaves_nothing_that_looks_like_a_release(
    library: LibraryStore, tmp_path: Path
) -> None:
    asked = f"release '{tmp_path}' --name a --library '{library.folder}'"
    limited = f"ulimit -f 8; '{sys.executable}' -m openimr library {asked}"  # 8 kB a file
    run = subprocess.run(["bash", "-c", limited], capture_output=True, text=True, check=False)
    assert run.returncode == 2
    assert "cannot be written (File too large)" in run.stderr
    assert not (tmp_path / "a").exists()


def test_one_run_writes_at_a_time(released: Callable[..., Path], tmp_path: Path) -> None:
    lock = os.open(tmp_path / ".writing", os.O_CREAT | os.O_RDWR)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with pytest.raises(BadInput, match="another run writes there"):
            released()
    finally:
        os.close(lock)


def test_a_description_that_leads_out_of_its_folder_is_refused(
    released: Callable[..., Path],
) -> None:
    folder = released()
    told = json.loads((folder / "datapackage.json").read_text())
    told["resources"][0]["path"] = "../secret"
    (folder / "datapackage.json").write_bytes(msgspec.json.encode(told))
    with pytest.raises(BadInput, match="does not describe a release"):
        OpenedRelease(folder)
    shutil.copytree(folder, folder.parent / "releases" / "2026-11")
    assert OfferedReleases(folder.parent).all() == ()


@pytest.mark.parametrize("name", ["", "..", "a/b", ".hidden", "x" * 70])
def test_a_release_has_a_name_that_any_folder_can_have(name: str) -> None:
    with pytest.raises(BadInput, match="cannot be one"):
        checked_terms(name, None, None)


def test_a_whole_release_has_no_fault(released: Callable[..., Path]) -> None:
    assert OpenedRelease(released(compressed=True)).faults() == []


def test_every_change_is_told(released: Callable[..., Path]) -> None:
    folder = released()
    (folder / "findings.csv").write_bytes(b"changed")
    (folder / "citations.csv").unlink()
    (folder / "more.txt").write_text("more")
    assert OpenedRelease(folder).faults() == [
        "citations.csv: is missing",
        "more.txt: is not in SHA256SUMS",
        "findings.csv: its bytes are others than SHA256SUMS says",
    ]


def test_counts_are_checked_even_where_the_sums_were_made_anew(
    released: Callable[..., Path],
) -> None:
    folder = released()
    told = json.loads((folder / "datapackage.json").read_text())
    told["openimr"]["counts"]["findings"] += 1
    next(one for one in told["resources"] if one["path"] == "findings.csv")["rows"] += 1
    (folder / "datapackage.json").write_bytes(msgspec.json.encode(told))
    sums = "".join(
        f"{digest_of(path)}  {path.name}\n"
        for path in sorted(folder.iterdir())
        if path.name != "SHA256SUMS"
    )
    (folder / "SHA256SUMS").write_text(sums)
    faults = OpenedRelease(folder).faults()
    assert faults[0].startswith("findings.csv: has ")
    assert "says other counts" in faults[1]


def test_a_license_is_told_to_programs_by_its_short_name_or_in_words(
    released: Callable[..., Path],
) -> None:
    short, words = released("a", license="CC0-1.0"), released("b", license="Ask us")
    told = [
        json.loads((one / "datapackage.json").read_text())["licenses"] for one in (short, words)
    ]
    assert told == [[{"name": "CC0-1.0"}], [{"title": "Ask us", "path": "README.md"}]]
    assert "Ask us" in (words / "README.md").read_text()


def test_an_empty_library_is_not_released_by_mistake(tmp_path: Path) -> None:
    asked = ["library", "release", "--library", str(tmp_path / "mistyped")]
    with pytest.raises(BadInput, match="holds no determination"):
        CliRunner().invoke(openimr, asked, standalone_mode=False, catch_exceptions=False)
    assert not (tmp_path / "mistyped").exists()


def test_by_the_verb_it_is_written_and_checked(library: LibraryStore, tmp_path: Path) -> None:
    run = CliRunner()
    asked = ["library", "release", str(tmp_path), "--name", "x", "--library", str(library.folder)]
    told = run.invoke(openimr, asked, standalone_mode=False)
    assert told.return_value == 0
    assert "findings.csv" in told.output
    checking = ["library", "release", "--verify", str(tmp_path / "x")]
    assert run.invoke(openimr, checking, standalone_mode=False).return_value == 0
    (tmp_path / "x" / "README.md").write_text("other")
    assert run.invoke(openimr, checking, standalone_mode=False).return_value == 2

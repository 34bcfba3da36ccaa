"""`openimr library build` from what people really have: told in full, and nothing lost."""

from __future__ import annotations

import gzip
import io
import zipfile
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner, Result
from tests.library_letters import DMHC_HEADER, DMHC_ROWS, TODAY, letter, put, put_dmhc, put_many
from tests.workbooks import put_workbook

from openimr.adapters.library_store import LibraryStore
from openimr.bootstrap import letter_file
from openimr.cli import openimr
from openimr.cli.library_output import ALIKE, TOLD
from openimr.publication.model import PublishedDetermination

ID = "ca-dmhc/ZZ16-10001"


def build(folder: Path, *sources: Path) -> Result:
    typed = ["library", "build", *map(str, sources), "--library", str(folder)]
    return CliRunner().invoke(openimr, typed, standalone_mode=False)


def versions(folder: Path) -> tuple[PublishedDetermination, ...]:
    return LibraryStore(folder).versions(ID)


@pytest.mark.parametrize(
    ("was", "becomes"),
    [
        ("Upheld Decision of Health Plan", "Overturned in Part"),
        ("Orthopedic,Knee", "Orthopedic,Hip"),
        (",2016,", ",2017,"),
        ("41-50", "51-64"),
        (",Female,", ",,Not sure,"),
    ],
)
def test_a_row_that_says_something_else_is_another_version(
    tmp_path: Path, was: str, becomes: str
) -> None:
    header = DMHC_HEADER.replace("Patient Gender", "Patient Gender,Gender")
    row = DMHC_ROWS[0].replace(",Female,", ",Female,,")
    changed = row.replace(was, becomes) if was != ",Female," else row.replace(",Female,,", becomes)
    path = tmp_path / "dmhc.csv"
    path.write_text("\n".join((header, row, changed, row)))
    assert build(tmp_path / "library", path).return_value in {0, 1}
    first, second = versions(tmp_path / "library")
    assert first.provenance.sha256 != second.provenance.sha256


def test_an_edition_with_fewer_columns_says_nothing_new(tmp_path: Path) -> None:
    library = tmp_path / "library"
    build(library, put_dmhc(tmp_path, DMHC_ROWS[0]))
    header, row = (line.split(",") for line in (DMHC_HEADER, DMHC_ROWS[0]))
    fewer = tmp_path / "fewer.csv"
    fewer.write_text("\n".join(",".join((*line[:8], *line[9:])) for line in (header, row)))
    assert "1 copy of what the library has" in build(library, fewer).stdout
    assert len(versions(library)) == 1


def test_a_damaged_workbook_is_not_taken_in_part(tmp_path: Path) -> None:
    cells = [tuple(DMHC_ROWS[0].replace('"', "").split(",")) for _ in range(40)]
    rows = [(f"ZZ{n}", *row[1:]) for n, row in enumerate(cells)]
    whole = put_workbook(tmp_path / "whole.xlsx", [tuple(DMHC_HEADER.split(",")), *rows])
    cut, library = tmp_path / "cut.xlsx", tmp_path / "library"
    with zipfile.ZipFile(whole) as old, zipfile.ZipFile(cut, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, content[: len(content) // 2] if "sheet1" in name else content)
    broken = build(library, cut)
    assert "cut.xlsx: is a workbook that is damaged" in broken.stderr
    assert broken.return_value == 2
    assert LibraryStore(library).count == 0
    assert build(library, whole).return_value == 0
    assert LibraryStore(library).count == 40


def test_what_is_damaged_is_told_by_name_and_the_rest_is_read(tmp_path: Path) -> None:
    folder = put_many(tmp_path / "letters", 1)
    table = put_dmhc(folder, *DMHC_ROWS, name="sound.csv").read_bytes()
    word = letter_file(letter("CM16-0000009"), ".docx", TODAY)
    packed = gzip.compress(table)
    damaged = {
        "cut.csv.gz": (packed[: len(packed) // 2], "is a packed file that is damaged or cut off"),
        "sum.csv.gz": (changed(packed, -6), "is a packed file that is damaged or cut off"),
        "middle.csv.gz": (changed(packed, len(packed) // 2), "is a packed file that is damaged"),
        "cut.xlsx": (b"PK\x03\x04" + bytes(100), "is a packed file that is damaged or cut off"),
        "middle.docx": (broken_stream(word), "is not a readable Word file"),
    }
    for name, (content, _) in damaged.items():
        (folder / name).write_bytes(content)
    told = build(tmp_path / "library", folder)
    assert told.return_value == 1
    for name, (_, says) in damaged.items():
        assert f"{name}: {says}" in told.stderr
    assert LibraryStore(tmp_path / "library").count == 3
    assert "5 sources or rows that could not be read" in told.stdout


def changed(content: bytes, at: int) -> bytes:
    """A file with one byte turned round."""
    turned = bytearray(content)
    turned[at] ^= 0xFF
    return bytes(turned)


def broken_stream(word: bytes) -> bytes:
    """A Word file whose words cannot be unpacked."""
    with zipfile.ZipFile(io.BytesIO(word)) as package:
        at = package.getinfo("word/document.xml")
        start = at.header_offset + 30 + len(at.filename)
    broken = bytes((0xFF,)) * 40  # no packed stream begins so
    return word[:start] + broken + word[start + 40 :]


def test_what_a_folder_holds_besides_is_told_by_its_kinds(tmp_path: Path) -> None:
    folder = put_many(tmp_path / "letters", 1)
    for name in ("a.doc", "b.DOC", "c.tiff", "LICENSE", ".hidden.doc"):
        (folder / name).write_bytes(b"")
    (folder / "loop").symlink_to(folder)
    told = build(tmp_path / "library", folder)
    assert told.return_value == 0
    assert "5 files or links in the folders left out" in told.stderr
    assert ".doc 2" in told.stderr
    assert "links to folders 1" in told.stderr


def test_a_library_in_a_folder_of_letters_is_no_letter(tmp_path: Path) -> None:
    folder = put_many(tmp_path / "letters", 2)
    (folder / "later.csv").write_text("id,happened,citation\nca-wc/CM16-0000001,Affirmed,2018\n")
    library = folder / "library"
    for _ in range(2):
        told = build(library, folder)
        assert (told.return_value, told.stderr) == (0, "")
    assert LibraryStore(library).count == 2
    build(tmp_path / "other", folder)
    assert LibraryStore(tmp_path / "other").count == 2


def test_of_many_lines_that_are_alike_few_are_shown_and_all_are_kept(tmp_path: Path) -> None:
    rows = [f"ZZ{n},2016" for n in range(ALIKE + 30)]
    told = build(tmp_path / "library", put_dmhc(tmp_path, *rows, DMHC_ROWS[0]))
    assert told.stderr.count("has 2 cells") == ALIKE + 1
    assert "30 more like: " in told.stderr
    kept = tmp_path / "library" / TOLD
    assert len(kept.read_text().splitlines()) == ALIKE + 30
    assert f"Every source that needs a word: {kept}" in told.stdout
    again = build(tmp_path / "library", put(tmp_path, "a.json", letter()))
    assert "Every source" not in again.stdout
    assert not kept.exists()


def test_a_table_without_rows_is_told(tmp_path: Path) -> None:
    assert "has no row" in build(tmp_path / "library", put_dmhc(tmp_path)).stderr


def test_an_enrollee_is_no_employee(tmp_path: Path) -> None:
    build(tmp_path / "library", put_dmhc(tmp_path, DMHC_ROWS[0]))
    typed = ["library", "show", ID, "--library", str(tmp_path / "library")]
    shown = CliRunner().invoke(openimr, typed, standalone_mode=False).stdout
    assert "Enrollee:               41 to 50, female" in shown
    assert "Employee" not in shown


def test_later_events_are_understood_as_people_write_them(tmp_path: Path) -> None:
    table = tmp_path / "later.csv"
    table.write_text(
        "ID;Happened;Date;Citation\n"
        "ca-wc/CM16-0000001;New review  ordered;3/4/2018;2018 Example 3\n"
        "ca-wc/CM16-0000001;affirmed;4/31/2018;2018 Example 4\n"
    )
    library = tmp_path / "library"
    told = build(library, put(tmp_path, "a.json", letter()), table)
    assert "row 2: is no later event" in told.stderr
    assert "date: 2018-03-04" in told.stderr
    (event,) = LibraryStore(library).later_events()
    assert str(event.date) == "2018-03-04"


def without_rest(part: Path) -> None:
    """Write a part as it was before rows kept what has no column."""
    table = pq.read_table(part)
    kept = table.column("provenance").combine_chunks()
    names = [field.name for field in kept.type if field.name != "rest"]
    fields = [kept.type.field(name) for name in names]
    older = pa.StructArray.from_arrays([kept.field(name) for name in names], fields=fields)
    place = table.schema.get_field_index("provenance")
    field = pa.field("provenance", older.type, nullable=False)
    pq.write_table(table.set_column(place, field, older), part)


def test_a_library_of_before_rows_kept_their_rest_is_read_and_goes_on(tmp_path: Path) -> None:
    library = tmp_path / "library"
    build(library, put(tmp_path, "a.json", letter()))
    (part,) = (library / "determinations").glob("part-*.parquet")
    without_rest(part)
    odd = DMHC_ROWS[0].replace("Female", "Other")
    assert build(library, put_dmhc(tmp_path, odd)).return_value == 1, "of one a field is not read"
    store = LibraryStore(library)
    store.join_small_parts(many=1)
    assert {said.provenance.rest for said in store.all()} == {(), ("Patient Gender: Other",)}

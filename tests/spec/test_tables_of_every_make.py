"""Tables as programs and people really write them: what is whole is read, what is not is told."""

from __future__ import annotations

import gzip
import os
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.library_letters import DMHC_HEADER, DMHC_ROWS, put_dmhc
from tests.workbooks import Cell, day, put_open_document, put_workbook

from openimr.adapters.library_exports import determinations_in, export_in, table_at
from openimr.adapters.library_reading import deriving
from openimr.determination.model import Decision
from openimr.publication.library.days import day_told, year_told
from openimr.publication.model import PublishedDetermination
from openimr.vocabulary.errors import BadInput

WHOLE = f"{DMHC_HEADER}\n{DMHC_ROWS[0]}\n"
NEW_YORK: tuple[Cell, ...] = (
    *("Case Number", "Decision Year", "Decision Date", "Health Plan", "Appeal Agent", "Diagnosis"),
    *("Treatment", "Appeal Decision", "Denial Reason", "Coverage Type", "Summary 1", "Summary 2"),
)
APPEAL: tuple[Cell, ...] = (
    *(202001123, 2020, day(43904), "Example Health", "Example Agent", "[Back pain][Gout]"),
    *("[Physical therapy]", "Overturned in Part", "Medical necessity", None),
    *("The first physician found a need.", "The second did not."),
)


def read(path: Path) -> list[PublishedDetermination | BadInput]:
    table = table_at(path)
    return list(determinations_in(table, export_in(table), deriving()))


def one(path: Path) -> PublishedDetermination:
    (said,) = read(path)
    assert isinstance(said, PublishedDetermination), said
    return said


def put(folder: Path, content: str | bytes, name: str = "table.csv") -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def dmhc(number: str, **changed: str) -> str:
    """A row that says so much and no more, with some cells of its own."""
    cells = {
        "Reference ID": number,
        "Report Year": "2016",
        "Treatment Sub Category": "Knee brace",
        "Determination": "Upheld Decision of Health Plan",
        **{name.replace("_", " "): cell for name, cell in changed.items()},
    }
    return ",".join(cells.get(name, "") for name in DMHC_HEADER.split(","))


def test_a_workbook_of_new_york_is_read_with_every_summary(tmp_path: Path) -> None:
    said = one(put_workbook(tmp_path / "appeals.xlsx", [("Notes",)], [NEW_YORK, APPEAL]))
    assert (said.id, said.year, str(said.decision_date)) == (
        "ny-dfs/202001123",
        2020,
        "2020-03-14",
    )
    assert (said.diagnoses, said.findings[0].treatment) == (
        ("Back pain", "Gout"),
        "Physical therapy",
    )
    assert said.findings[0].rationale == "The first physician found a need.\nThe second did not."
    assert said.coverage is None


def test_a_workbook_of_opendocument_is_read_like_one_of_excel(tmp_path: Path) -> None:
    rows = [line.split(",") for line in (DMHC_HEADER, dmhc("ZZ1"))]
    said = one(put_open_document(tmp_path / "decisions.csv", rows))
    assert (said.id, said.findings[0].decision) == ("ca-dmhc/ZZ1", Decision.UPHELD)


def test_what_is_neither_upheld_nor_overturned_stays_in_its_words(tmp_path: Path) -> None:
    said = one(put_workbook(tmp_path / "appeals.xlsx", [NEW_YORK, APPEAL]))
    assert said.findings[0].decision is None
    assert said.provenance.unread == ("findings.0.decision",)
    assert said.provenance.rest == ("Appeal Decision: Overturned in Part",)


@pytest.mark.parametrize(
    ("words", "decision"),
    [
        ("Upheld", Decision.UPHELD),
        ("Overturned Decision of Health Plan", Decision.OVERTURNED),
        ("Overturned by the Department", Decision.OVERTURNED),
        ("Not upheld", None),
        ("Upheld/Overturned", None),
        ("Overturned (1 of 2)", None),
        ("Partially Overturned", None),
        ("Withdrawn", None),
    ],
)
def test_a_decision_is_never_guessed(tmp_path: Path, words: str, decision: Decision | None) -> None:
    said = one(put_dmhc(tmp_path, dmhc("ZZ1", Determination=words)))
    assert said.findings[0].decision is decision
    assert said.provenance.rest == (() if decision else (f"Determination: {words}",))


def test_what_has_no_column_here_is_kept_in_words(tmp_path: Path) -> None:
    header = f"{DMHC_HEADER},Days To Review,IMR Type"
    odd = dmhc("ZZ1", Patient_Gender="Other", Age_Range="of age", Report_Year="2016-17")
    said = one(put(tmp_path, f"{header}\n{odd},12,Urgent\n"))
    assert (said.year, said.sex, said.age_band, said.priority) == (None, None, None, None)
    assert set(said.provenance.rest) == {
        *("Days To Review: 12", "IMR Type: Urgent", "Patient Gender: Other"),
        *("Age Range: of age", "Report Year: 2016-17"),
    }


def test_a_word_for_no_treatment_is_a_treatment_as_worded(tmp_path: Path) -> None:
    row = dmhc("ZZ1", Treatment_Sub_Category="", Treatment_Category="Not Applicable")
    assert one(put_dmhc(tmp_path, row)).findings[0].treatment == "Not Applicable"


def test_a_number_that_a_spreadsheet_rounded_is_refused(tmp_path: Path) -> None:
    rounded, whole = read(put_dmhc(tmp_path, dmhc("2.01801E+11"), dmhc("201801123.0")))
    assert "row 1: has a number that a spreadsheet has rounded" in str(rounded)
    assert isinstance(whole, PublishedDetermination)
    assert whole.case_number == "201801123"


def test_a_table_that_was_cut_off_ends_in_no_half_sentence(tmp_path: Path) -> None:
    whole = f"{DMHC_HEADER}\n{DMHC_ROWS[0]}\n{DMHC_ROWS[1]}"
    first, cut = read(put(tmp_path, whole[:-20]))
    assert isinstance(first, PublishedDetermination)
    assert "row 2: opens a quotation mark that is never closed" in str(cut)
    assert "(line 3 of the file)" in str(cut)


def test_a_mark_that_nobody_closed_takes_no_row_with_it(tmp_path: Path) -> None:
    open_mark = f'{dmhc("ZZ1")}"open'
    rows = [open_mark, dmhc("ZZ2"), f'{dmhc("ZZ3")}"said"', dmhc("ZZ4")]
    broken, *others = read(put_dmhc(tmp_path, *rows))
    assert isinstance(broken, BadInput)
    assert [said.case_number for said in others] == ["ZZ2", "ZZ3", "ZZ4"]


def test_marks_that_nobody_doubled_and_blank_cells_behind_are_no_fault(tmp_path: Path) -> None:
    sloppy, wide = read(put_dmhc(tmp_path, f'{dmhc("ZZ1")}"a "plain" need"', f"{dmhc('ZZ2')},, "))
    assert isinstance(sloppy, PublishedDetermination)
    assert "plain" in (sloppy.findings[0].rationale or "")
    assert isinstance(wide, PublishedDetermination)


@pytest.mark.parametrize("delimiter", ",;\t|")
def test_titles_may_stand_above_the_names_of_columns(tmp_path: Path, delimiter: str) -> None:
    rows = [DMHC_HEADER, dmhc("ZZ1")]
    lines = ["sep=x", "", "Decisions, as of today; all of them", *rows]
    table = "\r\n".join(line.replace(",", delimiter) for line in lines)
    assert one(put(tmp_path, table)).provenance.row == 1


def packed(folder: Path) -> Path:
    with zipfile.ZipFile(folder / "table.zip", "w") as package:
        package.writestr("dmhc.csv", WHOLE)
        package.writestr("__MACOSX/._dmhc.csv", "")
    return folder / "table.zip"


@pytest.mark.parametrize(
    "make",
    [
        lambda folder: put(folder, gzip.compress(WHOLE.encode()), "table.csv.gz"),
        packed,
        lambda folder: put(folder, WHOLE.encode("utf-16-le")),
    ],
    ids=["gzip", "zip", "utf-16 without mark"],
)
def test_a_table_in_another_wrapping_is_the_same(
    tmp_path: Path, make: Callable[[Path], Path]
) -> None:
    assert one(make(tmp_path)).case_number == "ZZ16-10001"


def test_one_damaged_character_does_not_change_all_others(tmp_path: Path) -> None:
    rows = [dmhc(f"ZZ{n}", Treatment_Sub_Category="Orthèse") for n in range(3)]
    content = "\n".join([DMHC_HEADER, *rows]).encode()
    path = put(tmp_path, content + b"\n" + dmhc("ZZ9").encode() + b"\xe9\n")
    table = table_at(path)
    assert table.damaged == 1
    first, *_, last = read(path)
    assert isinstance(first, PublishedDetermination)
    assert first.findings[0].treatment == "Orthèse"
    assert isinstance(last, PublishedDetermination)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "is empty, a table of no kind"),
        (b"Reference ID,Findings\n1,x\n", "it lacks a column that tells decision and treatment"),
        (b"<!DOCTYPE html><p>Sorry", "is no table but a page"),
        (b"%PDF-1.7", "is no table but a page"),
        (b"\xd0\xcf\x11\xe0\xa1", "is a workbook that is damaged"),
        (gzip.compress(WHOLE.encode())[:-9], "is a packed file that is damaged or cut off"),
        (b"PK\x03\x04 no zip", "is a packed file that is damaged or cut off"),
    ],
)
def test_what_is_no_table_is_told_as_what_it_is(tmp_path: Path, content: bytes, says: str) -> None:
    with pytest.raises(BadInput, match=says):
        read(put(tmp_path, content))


def test_a_zip_of_several_tables_and_a_pipe_are_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "two.zip", "w") as package:
        package.writestr("a.csv", WHOLE)
        package.writestr("b.csv", WHOLE)
    with pytest.raises(BadInput, match="is a zip file with 2 tables"):
        table_at(tmp_path / "two.zip")
    os.mkfifo(tmp_path / "pipe.csv")
    with pytest.raises(BadInput, match="is not a file"):
        table_at(tmp_path / "pipe.csv")


@pytest.mark.parametrize("broken", ["xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"])
def test_a_broken_workbook_is_refused(tmp_path: Path, broken: str) -> None:
    sound = put_workbook(tmp_path / "sound.xlsx", [NEW_YORK, APPEAL])
    path = tmp_path / "broken.xlsx"
    with zipfile.ZipFile(sound) as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name)[: 150 if name == broken else None])
    with pytest.raises(BadInput, match="is a workbook that is damaged"):
        read(path)


@pytest.mark.parametrize(
    ("text", "day", "year"),
    [
        ("3/14/2019", "2019-03-14", 2019),
        ("2019-03-14 00:00:00", "2019-03-14", 2019),
        ("March 14, 2019", "2019-03-14", 2019),
        ("14-Mar-2019", "2019-03-14", 2019),
        ("14/3/2019", None, None),
        ("2016.0", None, 2016),
        ("FY 2016", None, 2016),
        ("2016-17", None, None),
        ("2015 or 2016", None, None),
    ],
)
def test_days_and_years(text: str, day: str | None, year: int | None) -> None:
    told = day_told(text)
    assert (told and told.isoformat(), year_told(text)) == (day, year)

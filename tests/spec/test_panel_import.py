"""The panel comes from a spreadsheet: every fault is named by row, column and remedy."""

from __future__ import annotations

import codecs
import datetime as dt
from pathlib import Path

import pytest

from openimr.assignment.model import LicenseKind, PanelMember
from openimr.assignment.panel_file import PanelFault, read_panel, write_panel

EXAMPLE = Path(__file__).parents[2] / "examples" / "panel.csv"
HEADING = (
    "id,given names,family name,capacity,qme,license 1 state,license 1 type,license 1 number,"
    "license 1 expires,license 1 status,license 1 discipline"
)
SOUND = "R-1,Helena,Marsh,10,no,CA,MD,A 1,2027-05-31,active,none"


def csv(*rows: str, heading: str = HEADING) -> bytes:
    return "\r\n".join([heading, *rows, ""]).encode()


def fault_of(*rows: str, heading: str = HEADING) -> PanelFault:
    read = read_panel(csv(*rows, heading=heading))
    assert len(read.faults) == 1, read.faults
    return read.faults[0]


def member_from(content: bytes) -> PanelMember:
    read = read_panel(content)
    assert read.faults == ()
    return read.panel.members[0]


def sound_but(place: int, cell: str) -> str:
    cells = SOUND.split(",")
    cells[place] = cell
    return ",".join(cells)


def test_the_example_is_sound_and_comes_back_as_it_was() -> None:
    content = EXAMPLE.read_bytes()
    read = read_panel(content)
    assert read.faults == ()
    assert len(read.panel.members) == 13
    assert write_panel(read.panel) == content


@pytest.mark.parametrize(
    "encoded",
    [
        lambda text: text.encode(),
        lambda text: codecs.BOM_UTF8 + text.encode(),
        lambda text: text.encode("utf-16"),
        lambda text: codecs.BOM_UTF16_BE + text.encode("utf-16-be"),
        lambda text: text.encode("cp1252"),
    ],
    ids=["UTF-8", "UTF-8 with mark", "UTF-16", "UTF-16 BE", "Windows-1252"],
)
def test_names_with_accents_come_through_in_any_usual_encoding(encoded: object) -> None:
    text = f"{HEADING}\r\n{SOUND.replace('Marsh', 'Kästner-Peña')}\r\n"
    assert member_from(encoded(text)).family_name == "Kästner-Peña"  # type: ignore[operator]


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_cells_may_be_parted_by_any_usual_sign(separator: str) -> None:
    content = csv(SOUND).decode().replace(",", separator).encode()
    assert member_from(content).id == "R-1"
    assert member_from(b"sep=" + separator.encode() + b"\r\n" + content).id == "R-1"


@pytest.mark.parametrize(
    "written",
    [
        "2027-05-31",
        "5/31/2027",
        "05/31/2027",
        "5/31/27",
        "31-May-27",
        "31 May 2027",
        '"May 31, 2027"',
        "2027-05-31 00:00:00",
    ],
)
def test_days_may_be_written_in_several_ways(written: str) -> None:
    assert member_from(csv(sound_but(8, written))).licenses[0].expires == dt.date(2027, 5, 31)


def test_a_day_before_its_month_is_never_guessed() -> None:
    fault = fault_of(sound_but(8, "31/05/2027"))
    assert (fault.row, fault.column) == (2, "license 1 expires")
    assert "month first" in fault.remedy


@pytest.mark.parametrize(
    ("place", "cell", "column", "found", "remedy"),
    [
        (8, "46173", "license 1 expires", "'46173' is no day", "2027-05-31"),
        (8, "soon", "license 1 expires", "'soon' is no day", "2027-05-31"),
        (8, "", "license 1 expires", "blank", "its last day"),
        (5, "Calif", "license 1 state", "two letters", "correct"),
        (6, "MDD", "license 1 type", "'MDD' is not known", "did you mean MD?"),
        (9, "actve", "license 1 status", "'actve' is not known", "did you mean active?"),
        (10, "", "license 1 discipline", "blank", "none, pending or taken"),
        (10, "maybe", "license 1 discipline", "'maybe' is not known", "none, pending, taken"),
        (3, "many", "capacity", "'many' is no whole number", "a number like 12"),
        (4, "?", "qme", "'?' is neither yes nor no", "yes or no"),
        (4, "", "qme", "blank", "yes or no"),
        (0, "", "id", "blank", "identifier"),
    ],
)
def test_every_fault_names_its_row_its_column_and_what_would_be_right(
    place: int, cell: str, column: str, found: str, remedy: str
) -> None:
    fault = fault_of(SOUND.replace("R-1,", "R-0,").replace("A 1", "A 0"), sound_but(place, cell))
    assert (fault.row, fault.column) == (3, column)
    assert found in fault.found
    assert remedy in fault.remedy


def test_all_faults_are_named_at_once() -> None:
    rows = (sound_but(8, "never"), sound_but(4, ""), "R-3")
    assert {fault.row for fault in read_panel(csv(*rows)).faults} == {2, 3, 4}


@pytest.mark.parametrize("cell", ["=HYPERLINK(A1)", "+1+1", "-2+3", "@SUM(A1)", "\t=1", "＝1+1"])
def test_a_cell_that_a_spreadsheet_would_run_is_not_let_in(cell: str) -> None:
    fault = fault_of(sound_but(2, cell))
    assert (fault.column, "formula" in fault.found) == ("family name", True)


def test_a_name_that_begins_like_a_formula_is_written_behind_an_apostrophe() -> None:
    read = read_panel(csv(sound_but(2, "'-Marsh")))
    assert read.panel.members[0].family_name == "-Marsh"
    assert b"'-Marsh" in write_panel(read.panel)


@pytest.mark.parametrize(
    ("second", "column", "found"),
    [
        (SOUND, "id", "the same id as in row 2"),
        (sound_but(7, "B 2"), "id", "the same id as in row 2"),
        (sound_but(0, "r-1"), "id", "the same id as in row 2"),
        (sound_but(0, "R-2"), "license 1 number", "the same license as in row 2"),
    ],
)
def test_nobody_stands_in_two_rows(second: str, column: str, found: str) -> None:
    fault = fault_of(SOUND, second)
    assert (fault.row, fault.column, fault.found) == (3, column, found)


def test_columns_are_named_in_any_case_and_an_unknown_one_gets_the_nearest() -> None:
    assert member_from(csv(SOUND, heading=HEADING.upper().replace(" ", "_"))).id == "R-1"
    fault = fault_of(SOUND, heading=HEADING.replace("license 1 expires", "license 1 expiry"))
    assert (fault.row, fault.found) == (1, "no known column")
    assert "license 1 expires" in fault.remedy


def test_a_missing_column_and_one_that_stands_twice_are_faults_of_the_heading() -> None:
    assert fault_of(SOUND, heading=HEADING.replace("qme,", ",")).column == "qme"
    assert fault_of(SOUND + ",x", heading=HEADING + ",id").found == "stands twice"


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (b"", "nothing in it"),
        (b"\r\n , \r\n", "nothing in it"),
        (b"PK\x03\x04 and so on", "a workbook"),
        (b"\x81\x8d\x8f\x90", "no text in a known encoding"),
        (HEADING.encode() + b'\r\n"R-1,Helena', "cannot be parted into cells"),
    ],
)
def test_a_file_that_is_no_table_is_one_fault_of_the_whole(content: bytes, found: str) -> None:
    read = read_panel(content)
    assert [fault.row for fault in read.faults] == [0]
    assert found in read.faults[0].found


def test_rows_with_more_cells_than_columns_are_not_guessed_at() -> None:
    assert fault_of(SOUND + ",and more").remedy == "put cells with commas in quotation marks"


def test_parts_of_what_belongs_together_are_asked_for() -> None:
    heading = HEADING + ",license 1 verified,practice since,away 1 from,away 1 to"
    row = SOUND + ",2026-10-12,2009-07-01,2026-12-31,2026-12-01"
    faults = read_panel(csv(row, heading=heading)).faults
    assert [fault.column for fault in faults] == [
        "license 1 state",
        "away 1 from",
        "practice since",
    ]
    assert faults[0].found == "a verification has a day, a source and who looked"


def test_words_of_other_offices_for_a_profession_are_understood() -> None:
    assert member_from(csv(sound_but(6, "M.D."))).licenses[0].kind is LicenseKind.MD
    assert member_from(csv(sound_but(6, "PsyD"))).licenses[0].kind is LicenseKind.PSYCHOLOGIST

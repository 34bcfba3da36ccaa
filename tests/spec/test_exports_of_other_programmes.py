"""Tables that other programmes publish, read row by row into the library's schema."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.library_letters import DMHC_HEADER, DMHC_ROWS, put_dmhc

from openimr.adapters.library_exports import determinations_in, events_in, export_in, table_at
from openimr.adapters.library_reading import deriving
from openimr.determination.model import Decision, Priority, Sex
from openimr.publication.model import PublishedDetermination, SourceKind
from openimr.vocabulary.errors import BadInput

NY_HEADER = (
    "Case Number,Year,Health Plan,Agent,Diagnosis,Treatment,Decision,Denial Reason,Gender,"
    "Age Range,Coverage Type,Summary"
)
NY_ROW = (
    "202001-1,2020,Example Health,Example Agent,Back pain,Physical therapy,Overturned,"
    "Medical necessity,Female,40-49,HMO,The patient may profit."
)


def read(path: Path) -> list[PublishedDetermination | BadInput]:
    table = table_at(path)
    return list(determinations_in(table, export_in(table), deriving()))


def one(path: Path) -> PublishedDetermination:
    (said,) = read(path)
    assert isinstance(said, PublishedDetermination)
    return said


def table(folder: Path, *lines: str, encoding: str = "utf-8") -> Path:
    path = folder / "table.csv"
    path.write_bytes("\n".join(lines).encode(encoding))
    return path


def test_a_decision_of_the_dmhc(tmp_path: Path) -> None:
    said = one(put_dmhc(tmp_path, DMHC_ROWS[0]))
    assert said.id == "ca-dmhc/ZZ16-10001"
    assert (said.year, said.age_band, said.sex) == (2016, "41 to 50", Sex.FEMALE)
    assert said.diagnoses == ("Orthopedic: Knee",)
    assert said.review_type == "Medical Necessity"
    (finding,) = said.findings
    assert finding.decision is Decision.UPHELD
    assert finding.treatment == "Diagnostic Imaging: MRI of the knee"
    assert finding.topics == ("mri-knee",)
    assert finding.rationale == "The reviewer found no instability of the knee."
    assert said.provenance.kind is SourceKind.DMHC
    assert (said.provenance.name, said.provenance.row) == ("dmhc.csv", 1)


def test_the_case_and_the_findings_are_parted_where_a_row_has_both(tmp_path: Path) -> None:
    said = one(put_dmhc(tmp_path, DMHC_ROWS[1]))
    assert said.summary == "An enrollee asked for a drug."
    assert said.findings[0].rationale == "It was found to be needed."
    assert said.age_band == "65 and over"


def test_columns_are_known_in_any_order_and_spelling(tmp_path: Path) -> None:
    said = one(
        table(
            tmp_path,
            "FINDINGS;agerange;IMRType;DaysToReview;Determination;treatment_category;ReferenceID",
            "No need.;11_20;Expedited;3;Upheld Decision of Health Plan;Surgery;ZZ20-1",
        )
    )
    assert (said.id, said.age_band, said.priority) == (
        "ca-dmhc/ZZ20-1",
        "11 to 20",
        Priority.EXPEDITED,
    )


def test_a_digest_of_a_row_does_not_depend_on_the_order_of_columns(tmp_path: Path) -> None:
    rows = ("Reference ID,Determination,Treatment Category", "1,Upheld,Surgery")
    turned = [",".join(reversed(row.split(","))) for row in rows]
    first = one(table(tmp_path, *rows)).provenance.sha256
    assert one(table(tmp_path, *turned)).provenance.sha256 == first


def test_columns_that_are_not_known_are_told(tmp_path: Path) -> None:
    path = table(tmp_path, f"{DMHC_HEADER},Shoe  size", f"{DMHC_ROWS[0]},9")
    assert export_in(table_at(path)).unknown == ("Shoe size",)


def test_a_row_that_cannot_be_read_is_told_by_its_number(tmp_path: Path) -> None:
    nameless = "ZZ16-3,2016,,,,,Upheld Decision of Health Plan,,,,"
    numberless = ",2016,,,Surgery,Knee,Upheld Decision of Health Plan,,,,"
    broken, none, unnumbered, sound = read(
        put_dmhc(tmp_path, "ZZ16-2,2016", "", nameless, numberless, DMHC_ROWS[0])
    )
    assert "row 1: has 2 cells where the header has 11" in str(broken)
    assert "row 3: names no treatment" in str(none)
    assert "row 4: has no number" in str(unnumbered)
    assert isinstance(sound, PublishedDetermination)


def test_a_row_with_characters_that_no_page_shows_is_told(tmp_path: Path) -> None:
    (read_row,) = read(put_dmhc(tmp_path, DMHC_ROWS[0].replace("no instability", "no \x07")))
    assert "row 1: holds characters that cannot be shown" in str(read_row)


def test_a_cell_without_end_is_told_and_ends_nothing_else(tmp_path: Path) -> None:
    long = DMHC_ROWS[0].replace("no instability", "x" * 1_100_000)
    first, *_ = read(put_dmhc(tmp_path, long, DMHC_ROWS[1]))
    assert "row 1: is no row of a table" in str(first)


def test_what_a_cell_says_and_nobody_understands_is_named_as_unread(tmp_path: Path) -> None:
    odd = "ZZ16-9,soon,,,Surgery,Knee,Perhaps,,of age,X,Words."
    said = one(put_dmhc(tmp_path, odd))
    assert said.provenance.unread == ("findings.0.decision", "year", "age_band", "sex")


def test_an_appeal_of_new_york(tmp_path: Path) -> None:
    said = one(table(tmp_path, NY_HEADER, NY_ROW))
    assert (said.id, said.year, said.sex) == ("ny-dfs/202001-1", 2020, Sex.FEMALE)
    assert (said.health_plan, said.organization) == ("Example Health", "Example Agent")
    assert (said.coverage, said.review_type) == ("HMO", "Medical necessity")
    assert said.findings[0].decision is Decision.OVERTURNED
    assert said.findings[0].rationale == "The patient may profit."


def test_a_decision_overturned_in_part_is_neither_and_named(tmp_path: Path) -> None:
    part = NY_ROW.replace(",Overturned,", ",Overturned in Part,")
    said = one(table(tmp_path, NY_HEADER, part))
    assert said.findings[0].decision is None
    assert said.provenance.unread == ("findings.0.decision",)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1252", "utf-16"])
def test_tables_are_read_in_the_encodings_that_spreadsheets_write(
    tmp_path: Path, encoding: str
) -> None:
    named = NY_ROW.replace("Example Health", "Salud Niño")
    assert one(table(tmp_path, NY_HEADER, named, encoding=encoding)).health_plan == "Salud Niño"


@pytest.mark.parametrize("lines", [("",), ("name,color", "a,b"), ("Reference ID,Determination",)])
def test_a_table_of_another_kind_is_refused(tmp_path: Path, lines: tuple[str, ...]) -> None:
    with pytest.raises(BadInput, match="of no kind that is known"):
        export_in(table_at(table(tmp_path, *lines)))


def test_a_list_of_later_events(tmp_path: Path) -> None:
    path = table(
        tmp_path,
        "id,happened,date,by,citation",
        "ca-wc/CM16-0000001,new review ordered,2018-03-04,Appeals Board,2018 Example 3",
        "ca-wc/CM16-0000001,forgotten,,,2018 Example 4",
    )
    told = events_in(table_at(path))
    assert told is not None
    event, wrong = told
    assert not isinstance(event, BadInput)
    assert (event.id, event.happened.value) == ("ca-wc/CM16-0000001", "new review ordered")
    assert "row 2" in str(wrong)

"""``openimr letter read`` as people and programs call it."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import jsonschema
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner, Result

from openimr.adapters.letter_reader import read_letter_at
from openimr.cli.letter_read import read
from openimr.determination.reading_json import as_json
from openimr.determination.reading_schema import reading_schema
from openimr.vocabulary.errors import BadInput

LETTER = """Case Number: CM15-0555001
Date Assigned: 04/01/2015 Date of Injury: 02/03/2014
Decision Date: 05/02/2015 UR Denial Date: 03/04/2015
Priority: Standard Application Received: 03/20/2015
HOW THE IMR FINAL DETERMINATION WAS MADE
A reviewer was chosen.
State(s) of Licensure: Nevada
Certification(s)/Specialty: Neurology
CLINICAL CASE SUMMARY
The patient is a 40 year old male.
IMR ISSUES, DECISIONS AND RATIONALES
Walking boot, left: Upheld
Claims Administrator guideline: Decision based on MTUS Knee Complaints 2004.
MAXIMUS guideline: Decision based on MTUS Chronic Pain Treatment Guidelines Exercise Page(s): 46.
Decision rationale: Nothing is broken.
Aspirin 81 mg #30: Overturned
Claims Administrator guideline: The Claims Administrator did not cite any evidence.
MAXIMUS guideline: Decision based on Non-MTUS Citation A Heart Journal, 2014.
Decision rationale: It helps, "as is known".
"""


@pytest.fixture
def letter(tmp_path: Path) -> Path:
    path = tmp_path / "letters" / "one.txt"
    path.parent.mkdir()
    path.write_text(LETTER)
    return path


def run(*arguments: str | Path) -> Result:
    result = CliRunner().invoke(read, list(map(str, arguments)), standalone_mode=False)
    assert result.exception is None
    return result


def test_json_of_one_letter_is_one_object_that_fits_the_schema(letter: Path) -> None:
    shown = json.loads(run(letter, "--json").stdout)
    jsonschema.validate(shown, reading_schema())
    assert shown["findings"][0]["reviewer_guideline"]["citations"] == [
        {
            "source": "MTUS Chronic Pain Treatment Guidelines",
            "sections": ["Exercise"],
            "pages": ["46"],
        }
    ]


def test_spans_stand_beside_the_fields_and_count_in_the_page(letter: Path) -> None:
    finding = json.loads(run(letter, "--json").stdout)["findings"][1]
    (span,) = finding["spans"]["disputed_treatment"]
    assert LETTER[span["start"] : span["end"]] == "Aspirin 81 mg #30"
    (span,) = finding["reviewer_guideline"]["spans"]["text"]
    assert LETTER[span["start"] : span["end"]] == finding["reviewer_guideline"]["text"]


def test_json_of_a_folder_is_an_array_in_the_order_of_names(letter: Path) -> None:
    for number in range(5):
        (letter.parent / f"a{number}.txt").write_text(LETTER)
    names = [Path(one["source"]).name for one in json.loads(run(letter.parent, "--json").stdout)]
    assert names == ["a0.txt", "a1.txt", "a2.txt", "a3.txt", "a4.txt", "one.txt"]


def test_json_lines_have_a_letter_each(letter: Path) -> None:
    (letter.parent / "empty.txt").write_text("")
    result = run(letter.parent, "--jsonl")
    statuses = [json.loads(line)["status"] for line in result.stdout.splitlines()]
    assert statuses == ["failed", "full"]
    assert result.return_value == 1
    assert "empty.txt: is empty" in result.stderr


def test_csv_has_a_row_for_each_finding(letter: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(run(letter, "--csv").stdout)))
    assert [row["decision"] for row in rows] == ["upheld", "overturned"]
    assert rows[1]["rationale"] == 'It helps, "as is known".'
    assert rows[1]["drug"] == "aspirin"


def test_parquet_has_typed_columns(letter: Path, tmp_path: Path) -> None:
    target = tmp_path / "letters.parquet"
    assert run(letter, "--parquet", target).stdout == ""
    table = pq.read_table(target)
    assert table.num_rows == 2
    assert str(table.schema.field("decision_date").type) == "date32[day]"
    assert table.column("body_parts").to_pylist()[0] is not None


def test_the_table_fits_a_hundred_columns(letter: Path) -> None:
    many = run(letter.parent).stdout
    alone = run(letter).stdout
    assert "Walking boot, left" in many
    assert "CM15-0555001" in alone
    assert max(map(len, (many + alone).splitlines())) <= 100


def test_the_schema_can_be_printed() -> None:
    schema = json.loads(run("--schema").stdout)
    jsonschema.Draft202012Validator.check_schema(schema)


def test_json_that_was_printed_is_read_back_with_places_and_problems(letter: Path) -> None:
    letter.write_text(LETTER.replace("Priority: Standard ", ""))
    printed = letter.parent / "printed.json"
    printed.write_text(run(letter, "--json").stdout)
    again = as_json(read_letter_at(printed))
    first = as_json(read_letter_at(letter))
    assert {**again, "source": ""} == {**first, "source": ""}
    assert again["status"] == "partial"


def test_wrong_json_is_refused_with_the_field(letter: Path) -> None:
    shown = json.loads(run(letter, "--json").stdout)
    shown["findings"][1]["decision"] = "maybe"
    wrong = letter.parent / "wrong.json"
    wrong.write_text(json.dumps(shown))
    with pytest.raises(BadInput, match=r"findings\[1\]\.decision"):
        read_letter_at(wrong)


def test_messages_never_quote_the_letter(letter: Path) -> None:
    letter.write_text(LETTER.replace("Walking boot, left: Upheld", "Walking boot, left"))
    result = run(letter, "--json")
    assert json.loads(result.stdout)["problems"][0]["found"] == "Walking boot, left"
    assert "Walking" not in result.stderr

"""The main job on the demo case file: what a visitor sees first has to be right."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import msgspec
import pytest

import openimr

ROOT = Path(__file__).parents[2]


class DemoDraft:
    """The drafted folder and what its lists say."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.drafted = openimr.draft(ROOT / "examples" / "case-file", folder)

    def entries(self, name: str) -> list[dict[str, Any]]:
        return json.loads((self.folder / f"{name}.json").read_text(encoding="utf-8"))

    def page_text(self, file: str, number: int) -> str:
        pages = self.drafted.case_file.pages
        return next(p.text for p in pages if (p.file, p.number) == (file, number))


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> DemoDraft:
    return DemoDraft(tmp_path_factory.mktemp("demo") / "out")


def test_every_file_that_draft_promises_is_written(demo: DemoDraft) -> None:
    promised = {
        "documents.json",
        "facts.json",
        "disputed_treatments.json",
        "proposals.json",
        "summary.json",
        "determination.json",
        "determination.pdf",
        "review.html",
    }
    assert promised <= {path.name for path in demo.folder.iterdir()}


def test_the_documents_are_found_with_type_and_pages(demo: DemoDraft) -> None:
    found = [(d["file"][:2], d["pages"], d["type"]) for d in demo.entries("documents")]
    for expected in [
        ("01", [1, 2], "application"),
        ("02", [1, 2], "ur_decision"),
        ("03", [1, 1], "rfa"),
        ("04", [1, 2], "progress_report"),
        ("05", [1, 1], "progress_report"),
        ("05", [2, 2], "progress_report"),
        ("06", [1, 2], "psychological_evaluation"),
        ("08", [1, 1], "questionnaire"),
        ("09", [1, 1], "physical_therapy_note"),
        ("09", [2, 2], "imaging_report"),
        ("10", [1, 2], "progress_report"),
        ("11", [1, 1], "correspondence"),
    ]:
        assert expected in found


def test_the_second_fax_is_a_copy_and_the_misfiled_page_another_persons(demo: DemoDraft) -> None:
    documents = demo.entries("documents")
    copies = [d["file"][:2] for d in documents if d["duplicate_of"] is not None]
    foreign = [(d["file"][:2], d["pages"]) for d in documents if d["other_patient"]]
    assert (copies, foreign) == (["10"], [("11", [2, 2])])


def test_no_fact_comes_from_another_persons_page(demo: DemoDraft) -> None:
    assert [f for f in demo.entries("facts") if f["file"][:2] == "11" and f["page"] == 2] == []


def test_every_quote_is_what_stands_at_its_place(demo: DemoDraft) -> None:
    for fact in demo.entries("facts"):
        start, end = fact["span"]
        assert demo.page_text(fact["file"], fact["page"])[start:end] == fact["quote"]


def test_the_disputed_treatments_are_as_requested_and_as_decided_by_ur(demo: DemoDraft) -> None:
    therapy, manipulation = demo.entries("disputed_treatments")
    assert (therapy["quantity"], therapy["ur_decision"]) == (6, "denied")
    assert (manipulation["ur_decision"], manipulation["ur_certified_quantity"]) == ("modified", 6)
    assert (manipulation["per_week"], manipulation["weeks"]) == (2, 6)


def test_therapy_that_brought_her_back_to_work_is_proposed_to_go_on(demo: DemoDraft) -> None:
    therapy = demo.entries("proposals")[0]
    assert therapy["decision"] == "overturned"
    assert "had 4" in therapy["arithmetic"]


def test_more_than_a_first_trial_of_manipulation_is_proposed_to_stay_refused(
    demo: DemoDraft,
) -> None:
    manipulation = demo.entries("proposals")[1]
    assert manipulation["decision"] == "upheld"
    outcomes = {c["id"]: c["outcome"] for c in manipulation["criteria"]}
    assert any("trial" in name and found == "not_met" for name, found in outcomes.items()), outcomes


def test_the_letter_reads_back_as_the_determination_that_was_drafted(demo: DemoDraft) -> None:
    read = openimr.read_letter(demo.folder / "determination.pdf")
    assert read.determination == demo.drafted.determination


def test_a_second_run_writes_the_same_lists(demo: DemoDraft, tmp_path: Path) -> None:
    before = {path.name: path.read_bytes() for path in demo.folder.glob("*.json")}
    again = openimr.draft(ROOT / "examples" / "case-file", demo.folder)
    assert {path.name: path.read_bytes() for path in demo.folder.glob("*.json")} == before
    assert msgspec.json.encode(again.determination) == msgspec.json.encode(
        demo.drafted.determination
    )

"""Papers for many cases: the case is the number in the file's name, and nothing is guessed."""

from __future__ import annotations

import pytest

from openimr.workflow.papers import Announced, Upload, WholePaper
from openimr.workflow.records_checklist_many import Matched, matched

OWN = ("CM26-0000001", "CM26-0000002")


def paper(name: str, digest: str = "a", *, whole: bool = True) -> Upload:
    there = WholePaper(sha256=digest * 64, size=9, pages=2) if whole else None
    return Upload(id=name, announced=Announced(name=name, size=9), paper=there)


def one(name: str, **fields: bool) -> Matched:
    (found,) = matched([paper(name, **fields)], OWN, lambda _: "")
    return found


@pytest.mark.parametrize(
    "name",
    [
        "CM26-0000001 report.pdf",
        "report_CM26-0000001.pdf",
        "cm26-0000001.pdf",
        "CM26-0000001-CM26-0000001.pdf",
    ],
)
def test_the_number_in_the_name_is_the_case(name: str) -> None:
    assert (one(name).case, one(name).fault) == ("CM26-0000001", "")


@pytest.mark.parametrize(
    ("name", "word"),
    [
        ("report.pdf", "No case number"),
        ("CM26-00000012.pdf", "No case number"),
        ("XCM26-0000001.pdf", "No case number"),
        ("CM26-0000001 CM26-0000002.pdf", "Several"),
        ("CM26-0000009.pdf", "not among your cases"),
    ],
)
def test_any_other_name_is_told_and_goes_nowhere(name: str, word: str) -> None:
    assert one(name).case == ""
    assert word in one(name).fault


def test_what_did_not_arrive_as_a_whole_waits() -> None:
    assert "did not arrive" in one("CM26-0000001.pdf", whole=False).fault


def test_the_case_itself_says_why_not_and_is_asked_once() -> None:
    asked: list[str] = []

    def fault_in(case: str) -> str:
        asked.append(case)
        return "It is closed."

    papers = [paper("CM26-0000001 a.pdf"), paper("CM26-0000001 b.pdf", "b")]
    assert [each.fault for each in matched(papers, OWN, fault_in)] == ["It is closed."] * 2
    assert asked == ["CM26-0000001"]


def test_the_same_file_goes_once_to_a_case_and_may_go_to_two() -> None:
    papers = [paper("CM26-0000001 a.pdf"), paper("CM26-0000001 b.pdf"), paper("CM26-0000002.pdf")]
    assert [bool(each.fault) for each in matched(papers, OWN, lambda _: "")] == [
        False,
        True,
        False,
    ]

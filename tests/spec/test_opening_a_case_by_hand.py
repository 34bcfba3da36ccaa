"""An application that a person reads and enters takes the same way as one that was read."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import msgspec
import pytest
from tests.filed_applications import papers_read
from tests.invented_dispute import INTAKE
from tests.verbs_on_cases import DEMO, House, Said

from openimr.workflow.receive import Filing

MONDAY = dt.datetime(2026, 3, 2, 18, 0, tzinfo=dt.UTC)
FORM = (
    "employee=Idris Okonkwo-Lund",
    "date-of-birth=1980-02-11",
    "date-of-injury=2025-06-01",
    "claim-number=QT-25-00871",
    "employer=Paper Lantern Press, Inc.",
    "claims-administrator=Gray Otter Claims",
    "requesting-physician=Marguerite Vance, MD",
    "decided=2026-02-17",
    "served=2026-02-18",
    "signed=2026-02-25",
    "attached=yes",
    "treatments=Acupuncture, 6 visits, lumbar spine",
    "treatments=Tramadol 50 mg #60",
)
"""The application of ``filed_applications.WHOLE``, as a clerk types it."""


@pytest.fixture
def house(tmp_path: Path) -> House:
    return House(tmp_path / "house", MONDAY)


def opened(house: House, *words: str | Path) -> Said:
    return house.say("case", "open", *words)


def test_what_was_entered_is_screened_and_eligible(house: House) -> None:
    said = opened(house, *FORM)
    assert said.code == 0, said.out + said.err
    assert "Case CM26-0000001, received 03/02/2026, filed by the employee" in said.out
    assert "entered by hand" in said.out
    assert "Eligible for review" in said.out


def test_names_go_beside_the_record_and_not_into_it(house: House) -> None:
    opened(house, *FORM)
    office = house.office()
    case = office.case("CM26-0000001")
    names = office.book.named([party.id for party in case.parties])
    assert "Gray Otter Claims" in names.values()
    record = msgspec.json.encode(office.store.load("CM26-0000001"))
    assert b"Okonkwo" not in record
    assert b"Otter" not in record


def test_the_same_command_again_records_nothing_twice(house: House) -> None:
    opened(house, *FORM)
    again = opened(house, *FORM)
    assert again.code == 0
    assert "nothing was recorded twice" in again.out
    assert list(house.office().store.numbers()) == ["CM26-0000001"]


def test_an_application_that_was_read_before_makes_it_a_duplicate(house: House) -> None:
    house.office().intake.take(papers_read(), Filing(), INTAKE, "the filing")
    said = opened(house, *FORM)
    assert said.code == 1
    assert "A duplicate: the same dispute is in case CM26-0000001" in said.out


def test_little_known_is_little_entered_and_the_rest_stays_open(house: House) -> None:
    words = ("employee=Ona Bright", "treatments=MRI of the knee")
    said = opened(house, *words)
    assert said.code == 1
    assert "date of the decision" in said.out
    assert "too little was entered to compare" in said.out
    assert "Not eligible" in said.out
    opened(house, *words)
    assert list(house.office().store.numbers()) == ["CM26-0000001"], "still one filing"


def test_papers_are_kept_with_their_receipt_and_not_read(house: House, tmp_path: Path) -> None:
    scan = tmp_path / "scan.pdf"
    scan.write_bytes((DEMO / "04-Ravenscroft-PR2-060915.pdf").read_bytes())
    said = opened(house, *FORM, "--paper", scan, "--json")
    assert said.code == 0, said.err
    (paper,) = house.office().case("CM26-0000001").papers
    assert paper.pages == said.fields["papers"][0]["pages"] == 2
    assert (house.data / "cases" / "CM26-0000001" / "papers" / "scan.pdf").is_file()


def test_the_same_papers_in_another_filing_are_refused_unless_filed_again(
    house: House, tmp_path: Path
) -> None:
    scan = tmp_path / "scan.pdf"
    scan.write_bytes((DEMO / "04-Ravenscroft-PR2-060915.pdf").read_bytes())
    opened(house, *FORM, "--paper", scan)
    refused = opened(house, *FORM, "--paper", scan, "by=fax")
    assert refused.code == 2
    assert "received-already" in refused.err
    assert opened(house, *FORM, "--paper", scan, "by=fax", "--again").code == 1


def test_fields_may_come_as_json(house: House, tmp_path: Path) -> None:
    file = tmp_path / "form.json"
    file.write_text('{"employee": "Ona Bright", "treatments": ["MRI of the knee"], "given": true}')
    assert opened(house, "--from", file, "priority=expedited").code == 1
    case = house.office().case("CM26-0000001")
    assert case.priority.value == "expedited"
    assert case.treatments[0].given


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("employee=Ona Bright",), "also needs: treatments"),
        ((*FORM, "by=pigeon"), "mail | fax | electronic | in person"),
        ((*FORM, "emploier=X"), "Did you mean 'employer'?"),
        ((*FORM, "decided=soon"), "soon"),
        (("employee= ", "treatments=MRI"), "the employee has a name"),
    ],
)
def test_a_slip_is_told_with_what_would_be_right(
    house: House, words: tuple[str, ...], told: str
) -> None:
    said = opened(house, *words)
    assert said.code == 64
    assert told in said.err
    assert list(house.office().store.numbers()) == []


def test_only_those_who_take_in_applications_open_cases(house: House) -> None:
    said = opened(house, *FORM, "--as", "reviewer:R-1")
    assert said.code == 2
    assert list(house.office().store.numbers()) == []

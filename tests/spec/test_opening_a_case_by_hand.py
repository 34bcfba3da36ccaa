"""An application that a person reads and enters takes the same way as one that was read."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import msgspec
import pytest
from tests.filed_applications import papers_read
from tests.invented_dispute import INTAKE
from tests.verbs_on_cases import DEMO, House, Said

from openimr.case.model import State
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
    assert "A person decides" in said.out
    opened(house, *words)
    assert list(house.office().store.numbers()) == ["CM26-0000001"], "still one filing"


def test_papers_of_which_little_was_entered_open_one_case_on_whatever_day_they_come_again(
    house: House, tmp_path: Path
) -> None:
    scan = tmp_path / "scan.pdf"
    scan.write_bytes((DEMO / "04-Ravenscroft-PR2-060915.pdf").read_bytes())
    words = ("employee=Ona Bright", "treatments=MRI of the knee", "--paper", scan)
    opened(house, *words)
    house.later(days=3)
    assert "These papers opened case CM26-0000001 already" in opened(house, *words).out
    refused = opened(house, *words, "by=fax")
    assert "These papers were received on 03/02/2026 as case CM26-0000001." in refused.err
    assert list(house.office().store.numbers()) == ["CM26-0000001"]


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
    assert opened(house, *FORM, "--paper", scan, "by=fax", "--again", "by fax too").code == 1


def test_fields_may_come_as_json(house: House, tmp_path: Path) -> None:
    file = tmp_path / "form.json"
    file.write_text('{"employee": "Ona Bright", "treatments": ["MRI of the knee"], "given": true}')
    assert opened(house, "--from", file, "priority=expedited").code == 1
    case = house.office().case("CM26-0000001")
    assert case.priority.value == "expedited"
    assert case.treatments[0].given


def without(*fields: str) -> list[str]:
    return [word for word in FORM if word.partition("=")[0] not in fields]


class TestWhatNobodySaid:
    """That a clerk left a field out does not make the paper lack it."""

    @pytest.mark.parametrize(
        ("field", "rule"),
        [("signed", "signature-not-read"), ("attached", "ur-decision-not-seen")],
    )
    def test_a_person_is_asked_what_the_clerk_left_out(
        self, house: House, field: str, rule: str
    ) -> None:
        said = opened(house, *without(field))
        assert said.code == 1
        case = house.office().case("CM26-0000001")
        assert (case.state, [lack.rule for lack in case.lacks]) == (State.REFERRED, [rule])

    @pytest.mark.parametrize(
        ("field", "rule"), [("signed", "unsigned"), ("attached", "ur-decision-missing")]
    )
    def test_what_the_clerk_says_is_lacking_is_lacking(
        self, house: House, field: str, rule: str
    ) -> None:
        opened(house, *without(field), f"{field}=no")
        case = house.office().case("CM26-0000001")
        assert (case.state, [lack.rule for lack in case.lacks]) == (State.INELIGIBLE, [rule])

    def test_a_signature_may_have_no_day(self, house: House) -> None:
        assert opened(house, *without("signed"), "signed=yes").code == 0

    def test_that_the_decision_is_there_is_said_in_a_correction(self, house: House) -> None:
        opened(house, *without("attached"))
        words = ("reason=it was among the papers", "decision.attached=yes")
        house.say("case", "do", "CM26-0000001", "correct-application", *words)
        said = house.say("case", "do", "CM26-0000001", "screen")
        assert said.code == 0, said.err
        assert house.office().case("CM26-0000001").state is State.ELIGIBLE


class TestAnExpeditedReview:
    """It rests on a certification or on expedited utilization review (8 CCR 9792.10.1(b)(3))."""

    def test_asked_for_with_nothing_behind_it_is_a_question_for_a_person(
        self, house: House
    ) -> None:
        opened(house, *FORM, "priority=expedited")
        case = house.office().case("CM26-0000001")
        assert case.state is State.REFERRED
        assert [lack.rule for lack in case.lacks] == ["expedited-not-certified"]

    @pytest.mark.parametrize("backed", ["certified=yes", "ur-expedited=yes"])
    def test_certified_or_expedited_in_utilization_review_it_is_eligible(
        self, house: House, backed: str
    ) -> None:
        assert opened(house, *FORM, "priority=expedited", backed).code == 0


def test_when_the_request_and_the_notice_on_liability_came_is_entered(house: House) -> None:
    opened(house, *FORM, "asked=2026-02-12", "liability-resolved=2026-02-20")
    decision = house.office().case("CM26-0000001").decision
    assert decision.asked == dt.date(2026, 2, 12)
    assert decision.liability_resolved == dt.date(2026, 2, 20)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("employee=Ona Bright",), "also needs: treatments"),
        ((*FORM, "by=pigeon"), "mail | fax | electronic | in person"),
        ((*FORM, "emploier=X"), "Did you mean 'employer'?"),
        ((*FORM, "decided=soon"), "soon"),
        (("employee= ", "treatments=MRI"), "'employee' must say something"),
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

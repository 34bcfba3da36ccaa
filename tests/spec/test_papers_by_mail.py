"""Papers by mail: what a person leaves keeps its place, what they write is entered by hand."""

from __future__ import annotations

import datetime as dt

import msgspec
from tests.filed_applications import FORM, WHOLE, papers_read
from tests.filing_house import FilingHouse

from openimr.case.model import State
from openimr.guidelines.load import shipped_pack
from openimr.vocabulary.actor import Actor, Role
from openimr.vocabulary.filing import PartyRole, Priority
from openimr.workflow.filing import Answers, Signature
from openimr.workflow.filing_mail import (
    answers_of,
    corrected,
    doubts_of,
    reading_of,
    tray_mark,
    unread,
    where_read,
)
from openimr.workflow.open_by_hand import BY_HAND
from openimr.workflow.papers import Announced, Upload, WholePaper
from openimr.workflow.receive import Filing
from openimr.workflow.receive_reading import PapersRead, Question

PACK = shipped_pack()
INTAKE = Actor(role=Role.INTAKE, id="mara")


def as_corrected(read: PapersRead, **fields: object) -> PapersRead:
    answers = msgspec.structs.replace(answers_of(read), **fields)
    return corrected(read, answers, PACK)


def test_what_nobody_changes_stays_as_it_was_read() -> None:
    read = papers_read()
    assert as_corrected(read).application == WHOLE
    assert as_corrected(read).topics == read.topics


def test_what_a_person_writes_stands_as_entered_by_hand() -> None:
    again = as_corrected(papers_read(), employer="Gray Heron Bindery", served=None)
    employer = again.application.employer
    assert employer is not None
    assert (employer.value, employer.place.file) == ("Gray Heron Bindery", BY_HAND)
    assert again.application.ur_served is None
    assert again.application.claim_number == WHOLE.claim_number


def test_a_signature_that_is_none_is_taken_out() -> None:
    again = as_corrected(papers_read(), signature=Signature.NOT_SIGNED)
    assert (again.application.signed, again.looked.signed) == (None, False)


def test_it_takes_the_same_way_as_on_the_command_line() -> None:
    house = FilingHouse()
    taken = house.intake.take(as_corrected(papers_read()), Filing(), INTAKE, "mail-1")
    assert taken.case.state is State.ELIGIBLE
    assert house.intake.take(papers_read(), Filing(), INTAKE, "mail-1").case.number == (
        taken.case.number
    )


def test_where_a_field_was_read_and_what_is_doubtful_stand_beside_it() -> None:
    questions = (
        Question(what="regular or expedited", says="not read on any paper"),
        Question(what="page", says="is about another person and was set aside"),
    )
    read = msgspec.structs.replace(papers_read(), questions=questions)
    by_field, others = doubts_of(read)
    assert where_read(read)["employee"] == FORM
    assert [one.says for one in by_field["priority"]] == ["not read on any paper"]
    assert [one.what for one in others] == ["page"]


def test_papers_that_nobody_read_are_entered_by_hand() -> None:
    upload = Upload(
        id="1" * 32,
        announced=Announced(name="scan.pdf", size=9),
        paper=WholePaper(sha256="a" * 64, size=9, pages=2),
    )
    answers = Answers(
        filer=PartyRole.EMPLOYEE,
        employee="Ona Bright",
        treatments="MRI of the knee",
        decided=dt.date(2026, 2, 17),
        priority=Priority.STANDARD,
    )
    taken = corrected(unread([upload]), answers, PACK)
    case = FilingHouse().intake.take(taken, Filing(), INTAKE, "mail-2").case
    assert [paper.pages for paper in case.papers] == [2]
    assert case.state is State.REFERRED


def test_the_same_papers_of_a_tray_are_one_job_and_one_filing() -> None:
    whole = WholePaper(sha256="a" * 64, size=9, pages=2)
    first, second = (
        Upload(id=name * 32, announced=Announced(name=name, size=9), paper=whole) for name in "ab"
    )
    assert tray_mark([first, second]) == tray_mark([second, first])
    assert tray_mark([first]) != tray_mark([first, second])
    assert reading_of("mail-1", [first]).key.startswith("read-filed-papers:mail-1:")

"""Reading people's names and labels: a family name is no credential, a heading is no label."""

from __future__ import annotations

import datetime as dt

import pytest
from tests.spec.test_application_from_papers import FORM_WITHOUT_LIST, paper, received

from openimr.application.labels import Field, label_of
from openimr.application.parties import has_credential, natural_name, surname_of
from openimr.application.read import read_application


@pytest.mark.parametrize(
    ("written", "name", "surname"),
    [
        ("Linda Do", "Linda Do", "Do"),
        ("LINDA DO", "LINDA DO", "DO"),
        ("Do, Linda", "Linda Do", "Do"),
        ("Ma, Kevin T.", "Kevin T. Ma", "Ma"),
        ("Dr. Kevin Ma", "Kevin Ma", "Ma"),
        ("Pham Van Do", "Pham Van Do", "Do"),
        ("Tran Do MD", "Tran Do, MD", "Do"),
        ("Linda Do, D.O.", "Linda Do, D.O.", "Do"),
        ("Maria Ma MA", "Maria Ma, MA", "Ma"),
        ("Do, Linda, MD", "Linda Do, MD", "Do"),
        ("Ruth Hartwell DO", "Ruth Hartwell, DO", "Hartwell"),
        ("RUTH HARTWELL DO", "RUTH HARTWELL, DO", "HARTWELL"),
        ("Hartwell, DO", "Hartwell, DO", "Hartwell"),
        ("Ruth Hartwell D.O.", "Ruth Hartwell, D.O.", "Hartwell"),
    ],
)
def test_do_and_ma_are_family_names_where_nothing_else_is(
    written: str, name: str, surname: str
) -> None:
    assert natural_name(written) == name
    assert surname_of(name) == surname


def test_a_family_name_is_not_taken_for_a_credential() -> None:
    assert not has_credential("Linda Do")
    assert has_credential("Ruth Hartwell, DO")


@pytest.mark.parametrize(
    "heading",
    [
        "NOTICE OF UTILIZATION REVIEW DETERMINATION",
        "Notice of Utilization Review Decision",
        "Utilization Review Determination",
    ],
)
def test_the_heading_of_a_decision_is_not_the_label_of_its_date(heading: str) -> None:
    assert label_of(heading) is None


@pytest.mark.parametrize(
    "label",
    [
        "Date of Utilization Review Determination",
        "Oate of Utiiization Review Decision",
        "D4te of Utilization Review Determination",
    ],
)
def test_a_badly_scanned_label_of_a_date_still_is_one(label: str) -> None:
    assert label_of(label) is Field.UR_DATE


def test_the_date_below_such_a_heading_is_not_the_day_of_the_decision() -> None:
    decision = paper(
        "decision.pdf",
        """
Golden Coast Utilization Review
NOTICE OF UTILIZATION REVIEW DETERMINATION
Date of injury 06/02/2014
Determination Date: 03/03/2015
Employee: Daniel Reyes-Ortiz
Request: Knee arthroscopy
Determination: NOT CERTIFIED
""",
    )
    form = paper("form.pdf", FORM_WITHOUT_LIST[0].text.replace("Date of UR Decision: 3/3/15\n", ""))
    read = read_application(received(form=form, decision=decision))
    assert read.ur_date
    assert read.ur_date.value == dt.date(2015, 3, 3)


def test_the_day_on_which_the_request_came_is_read_from_the_decision() -> None:
    decision = paper(
        "decision.pdf",
        """
Golden Coast Utilization Review
Employee: Daniel Reyes-Ortiz  Date RFA Received: 02/25/2015
Determination Date: 03/03/2015
Request: Knee arthroscopy
Determination: NOT CERTIFIED
""",
    )
    read = read_application(received(form=FORM_WITHOUT_LIST, decision=decision))
    assert read.rfa_received
    assert read.rfa_received.value == dt.date(2015, 2, 25)
    assert read.rfa_date is None

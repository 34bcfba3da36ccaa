"""Stage 1, receive: when the decision was served, who signed, and what was given already."""

from __future__ import annotations

import datetime as dt

import pytest

from openimr.application.designation import designated_attorney
from openimr.application.filer import filer_of
from openimr.application.model import CitedDate
from openimr.application.papers import Papers
from openimr.application.read import read_application
from openimr.application.retrospective import is_retrospective
from openimr.application.ur_service import read_service
from openimr.vocabulary.filing import PartyRole
from openimr.vocabulary.places import PageText

DECIDED = dt.date(2026, 2, 17)
LETTER = "February 17, 2026\n\nNOTICE OF UTILIZATION REVIEW DETERMINATION\n\n{}\n"


def page(text: str, file: str = "decision.pdf") -> tuple[PageText, ...]:
    return (PageText(file=file, number=1, text=text),)


def served(words: str) -> dt.date | None:
    papers = Papers(ur_decisions=(page(LETTER.format(words)),))
    found = read_service(papers, DECIDED)
    return found.value if found else None


@pytest.mark.parametrize(
    "words",
    [
        "Proof of service. On 02/18/2026 I mailed this letter to the worker.",
        "PROOF OF SERVICE BY MAIL\nI am of age. On February 18, 2026 I placed it in the mail.",
        "Certificate of mailing: 2/18/26",
        "Date mailed: 02/18/2026",
        "This decision was served on 02/18/2026 by fax and mail.",
        "Mailed on February 18, 2026 to all parties.",
    ],
)
def test_a_paper_that_states_service_is_read(words: str) -> None:
    assert served(words) == dt.date(2026, 2, 18)


@pytest.mark.parametrize(
    "words",
    [
        "Date of service: 01/12/2026",
        "The request for authorization was faxed on 02/10/2026.",
        "Records were mailed on 02/20/2026.",
        "The chart would be faxed on 02/19/2026.",
        "Proof of service. On 02/11/2026 I mailed this letter.",
        "It must be mailed within 30 days of 03/01/2026.",
        "Sincerely, the reviewer",
    ],
)
def test_other_dates_are_no_service(words: str) -> None:
    assert served(words) is None


def test_two_days_of_service_are_left_to_a_person() -> None:
    assert served("Mailed on 02/18/2026.\nDate served: 02/19/2026") is None


def test_service_of_another_decision_is_not_taken() -> None:
    other = "January 5, 2026\n\nNOTICE OF DETERMINATION\n\nMailed on 02/18/2026."
    assert read_service(Papers(ur_decisions=(page(other),)), DECIDED) is None


def test_the_place_of_the_service_is_its_date() -> None:
    text = LETTER.format("Proof of service. On 02/18/2026 I mailed this letter.")
    found = read_service(Papers(ur_decisions=(page(text),)), DECIDED)
    assert found is not None
    assert text[found.place.start : found.place.end] == "02/18/2026"


FORM = "APPLICATION FOR INDEPENDENT MEDICAL REVIEW\n{}\nRECEIVED\nMAR 02 2026\n"


@pytest.mark.parametrize(
    ("lines", "filer"),
    [
        ("R. Applewhite  2/25/26\nEmployee signature  Date", PartyRole.EMPLOYEE),
        ("B. Cloverdale  2/25/26\nAttorney signature  Date", PartyRole.EMPLOYEE_ATTORNEY),
        ("X  2/25/26\nSignature of employee or attorney  Date", None),
    ],
)
def test_whose_signature_it_is_stands_beside_it(lines: str, filer: PartyRole | None) -> None:
    form = page(FORM.format(lines), "form.pdf")
    read = read_application(Papers(applications=(form,)))
    assert read.signed is not None
    assert read.signed.value == dt.date(2026, 2, 25)
    assert read.filer is filer


def test_a_stamp_is_no_signature() -> None:
    form = page(FORM.format("\nEmployee signature  Date"), "form.pdf")
    assert read_application(Papers(applications=(form,))).signed is None


def test_without_a_signature_nobody_signed() -> None:
    assert filer_of(Papers(), None) is None
    elsewhere = CitedDate(value=DECIDED, place=page("x")[0].span(0, 1))
    assert filer_of(Papers(applications=(page("no lines here", "form.pdf"),)), elsewhere) is None


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("I designate Beatrix Cloverdale, Esq., Cloverdale & Finch LLP.", "Beatrix Cloverdale"),
        ("I wish to designate Anselm Q. Reed, attorney at law.", "Anselm Q. Reed"),
        ("I designate Rufus Applewhite, my brother.", None),
        ("I designate nobody.", None),
    ],
)
def test_an_attorney_designated_in_a_sentence_is_a_party(words: str, name: str | None) -> None:
    found = designated_attorney(page(words))
    assert (found.value if found else None) == name


@pytest.mark.parametrize(
    ("words", "given"),
    [
        ("Type of review: Retrospective", True),
        ("NOTICE OF RETROSPECTIVE REVIEW DETERMINATION", True),
        ("[ ] Prospective [ ] Concurrent [ ] Retrospective", False),
        ("A retrospective study of 40 patients", False),
    ],
)
def test_a_decision_says_itself_that_it_looked_back(words: str, given: bool) -> None:
    assert is_retrospective([words]) is given

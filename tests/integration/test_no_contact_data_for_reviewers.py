"""A reviewer tries every way to where the parties of their case are reached."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator
from pathlib import Path

import cv2
import numpy as np
import pypdfium2
import pytest
from tests.api_visitor import Program, token
from tests.attacked import bytes_of, every_address, filled, words_of
from tests.desk_demo import OPTIONAL, DeskDemo, desk_demo
from tests.made_demo import CASE_FILE
from tests.served import Served, serving
from tests.signed_in import Visitor

APPLICATION, CARRIER = 1, 11
"""Papers of the demo's case file: the application's form, and what the carrier sent."""

ONLY_ON_THE_FORM = ("77 Pepperwood", "555-0147", "9 Assembly Walk", "555-0164", "555-0165")
"""The home of the worker and the office of the attorney, which no medical record names."""

REQUEST = 3
"""The request for authorization, whose form asks where physician and administrator are reached."""

REACHED = re.compile(r"\(\d{3}\) \d{3}-\d{4}|@millpond|P\.O\. Box \d|\d+ Mill Pond Road|CA 90\d{3}")

OF_THE_CARRIERS_LETTER = ("To whom it may concern", "in our possession")


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> DeskDemo:
    return desk_demo(tmp_path_factory, "contacts")


@pytest.fixture(scope="module")
def served(demo: DeskDemo) -> Iterator[Served]:
    with serving(demo.data, "--no-jobs", **OPTIONAL) as running:
        yield running


@pytest.fixture(scope="module")
def reviewer(served: Served, demo: DeskDemo) -> Visitor:
    visitor = Visitor(served)
    assert visitor.sign_in(demo.drafted.login).status == 302
    return visitor


@pytest.fixture(scope="module")
def manager(served: Served) -> Visitor:
    visitor = Visitor(served)
    assert visitor.sign_in("manager").status == 302
    return visitor


@pytest.fixture(scope="module")
def file(demo: DeskDemo) -> str:
    return f"/cases/{demo.drafted.case}/file"


def pages() -> list[tuple[int, int]]:
    """Paper and page of every page of the case file."""
    found = []
    for paper, path in enumerate(sorted(Path(CASE_FILE).glob("*.pdf")), 1):
        with contextlib.closing(pypdfium2.PdfDocument(path)) as pdf:
            found += [(paper, page) for page in range(1, len(pdf) + 1)]
    return found


def test_the_form_says_what_is_looked_for(manager: Visitor, file: str) -> None:
    said = "".join(manager.get(f"{file}/{APPLICATION}/{page}").body for page in (1, 2))
    assert [one for one in ONLY_ON_THE_FORM if one not in said] == []


def test_no_page_of_the_file_says_where_worker_and_attorney_are_reached(
    reviewer: Visitor, file: str
) -> None:
    for paper, page in pages():
        for asked in ("", "?show=1", "?at=0-4000", "?order=date", "?type=application"):
            said = reviewer.get(f"{file}/{paper}/{page}{asked}").body
            told = [one for one in (*ONLY_ON_THE_FORM, *OF_THE_CARRIERS_LETTER) if one in said]
            assert told == [], (paper, page, asked)


def test_no_page_says_a_telephone_number_an_e_mail_or_an_address(
    reviewer: Visitor, manager: Visitor, file: str
) -> None:
    whole = covered = 0
    for paper, page in pages():
        said, staff = (one.get(f"{file}/{paper}/{page}").body for one in (reviewer, manager))
        assert REACHED.findall(said) == [], (paper, page)
        whole += bool(REACHED.search(staff))
        covered += "Gray covers where people" in said
    assert whole >= covered >= 8


def test_what_is_covered_in_words_is_covered_in_the_picture(
    reviewer: Visitor, manager: Visitor, file: str
) -> None:
    address = f"{file}/{REQUEST}/1/image/100"
    theirs, whole = (bytes_of(one, address) for one in (reviewer, manager))
    seen, there = (
        cv2.imdecode(np.frombuffer(one, np.uint8), cv2.IMREAD_GRAYSCALE) for one in (theirs, whole)
    )
    changed = seen != there
    assert changed.any()
    assert set(np.unique(seen[changed])) == {190}


def test_a_hit_beside_a_telephone_number_does_not_say_it(reviewer: Visitor, file: str) -> None:
    found = reviewer.send(f"{file}/search", reviewer.get(file), words="Mill Pond Occupational")
    assert 'casefile-hits">' in found.body
    assert REACHED.findall(found.body) == []


@pytest.mark.parametrize(("paper", "page"), [(APPLICATION, 1), (APPLICATION, 2), (CARRIER, 1)])
def test_no_picture_is_drawn_of_what_was_filed_for_the_procedure(
    reviewer: Visitor, manager: Visitor, file: str, paper: int, page: int
) -> None:
    shown = reviewer.get(f"{file}/{paper}/{page}").body
    assert "not shown to reviewers" in shown
    assert "<img" not in shown and "<tspan" not in shown
    anothers = re.search(r'<img src="([^"]+)"', manager.get(f"{file}/{paper}/{page}").body)
    assert anothers
    for zoom in (50, 100, 300):
        assert reviewer.get(f"{file}/{paper}/{page}/image/{zoom}").status == 409
    own = re.search(r'<img src="[^"]*noted=([^"]+)"', reviewer.get(f"{file}/4/1").body)
    assert own
    for address in (anothers[1], f"{file}/{paper}/{page}/image/100?noted={own[1]}"):
        assert not bytes_of(reviewer, address.replace("&amp;", "&")).startswith(b"\x89PNG")
    assert bytes_of(manager, anothers[1].replace("&amp;", "&")).startswith(b"\x89PNG")


@pytest.mark.parametrize(
    "words", ["Pepperwood", "555-0147", '"Assembly Walk"', "possession", "EAMS"]
)
def test_words_of_such_pages_are_not_found(
    reviewer: Visitor, manager: Visitor, file: str, words: str
) -> None:
    found = reviewer.send(f"{file}/search", reviewer.get(file), words=words).body
    assert "No page holds all of these words" in found
    assert 'casefile-hits">' in manager.send(f"{file}/search", manager.get(file), words=words).body


def test_the_list_names_what_is_withheld_and_neither_its_author_nor_its_title(
    reviewer: Visitor, file: str
) -> None:
    listed = reviewer.get(file).body
    assert "Application for independent medical review" in listed
    assert listed.count("Not shown</span>") == 2
    assert "(employee)" not in listed
    assert "Jasper Nightingale" not in listed


def test_the_file_begins_with_a_page_that_is_shown(reviewer: Visitor, file: str) -> None:
    assert "Page 1 of 2 of 02-UR-determination" in reviewer.get(file).body


def test_the_desk_opens_the_request_and_not_the_application(
    reviewer: Visitor, demo: DeskDemo
) -> None:
    desk = reviewer.get(f"/desk/{demo.drafted.case}/treatment/1").body
    assert "03-RFA-060915.pdf" in desk
    assert "01-DWC-form-IMR.pdf" not in desk


def test_no_address_of_the_web_tells_it(reviewer: Visitor, served: Served, demo: DeskDemo) -> None:
    number, form = demo.drafted.case, reviewer.get("/account")
    asked = [one for one in every_address(demo.data) if "<str:number>" in one]
    assert len(asked) > 40
    for route in asked:
        said = words_of(bytes_of(reviewer, filled(route, number)))
        assert [one for one in ONLY_ON_THE_FORM if one in said] == [], route
    assert form.status == 200


def test_the_program_interface_tells_it_neither(served: Served, demo: DeskDemo) -> None:
    scopes = ("cases:read", "papers:read", "papers:write", "letters:read")
    program = Program(served, token(demo.data, demo.drafted.login, *scopes))
    number = demo.drafted.case
    for part in ("", "/documents", "/papers", "/events", "/letters", "/commands", "/deadlines"):
        said = program.get(f"/cases/{number}{part}").body
        assert [one for one in ONLY_ON_THE_FORM if one in said] == [], part
    assert '"type":"application"' in program.get(f"/cases/{number}/documents").body

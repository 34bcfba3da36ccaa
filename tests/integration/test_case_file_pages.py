"""The pages of case files over HTTP: who sees them, what is noted, what they hold."""

from __future__ import annotations

import contextlib
import http.client
import re
import sqlite3
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.served import GRACE, PATIENCE, Served, serving
from tests.signed_in import Visitor
from tests.viewed_cases import BARE, READY, UNINDEXED, UNREAD, make_viewed_cases

FILE = f"/cases/{READY}/file"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    data = tmp_path_factory.mktemp("case-file") / "data"
    make_viewed_cases(data)
    return data


@pytest.fixture(scope="module")
def served(home: Path) -> Iterator[Served]:
    with serving(home, "--no-jobs") as running:
        yield running


@pytest.fixture(scope="module")
def manager(served: Served) -> Visitor:
    return signed_in(served, "rivera")


def signed_in(served: Served, login: str) -> Visitor:
    visitor = Visitor(served)
    assert visitor.sign_in(login).status == 302
    return visitor


def image(visitor: Visitor, path: str) -> tuple[int, str, bytes]:
    """Status, type and bytes of what an address of an image answers."""
    connection = http.client.HTTPConnection("127.0.0.1", visitor.served.port, timeout=PATIENCE)
    cookies = "; ".join(f"{name}={value}" for name, value in visitor.cookies.items())
    with contextlib.closing(connection):
        connection.request("GET", path.replace("&amp;", "&"), headers={"Cookie": cookies})
        answer = connection.getresponse()
        return answer.status, answer.headers["Content-Type"], answer.read()


def looks(home: Path, case: str = READY) -> list[str]:
    """What was looked at in a case, as it was noted."""
    with contextlib.closing(sqlite3.connect(home / "record.sqlite3")) as record:
        noted = record.execute(
            'SELECT what FROM openimr_access WHERE "case" = ? ORDER BY id', (case,)
        )
        return [what for (what,) in noted]


def first_image(body: str) -> str:
    found = re.search(r'<img src="([^"]+)"', body)
    assert found, body
    return found[1]


def test_documents_stand_beside_the_page(manager: Visitor) -> None:
    body = manager.get(FILE).body
    assert "12 documents, 60 pages" in body
    assert re.search(r"\d cop(y|ies) folded", body)
    assert "1 about another person" in body
    assert "Page 1 of 30 of 01-records.pdf" in body
    assert "<tspan" in body


def test_nothing_on_the_page_needs_a_script_or_a_style_of_its_own(manager: Visitor) -> None:
    answer = manager.get(f"{FILE}/1/7?at=3-20&zoom=200")
    assert " style=" not in answer.body
    assert not re.search(r"<(script)(?![^>]*src=)|<style|\son\w+=", answer.body)
    assert "script-src 'self'" in answer.headers["content-security-policy"]


def test_a_page_is_drawn_for_who_may_see_it_alone(served: Served, manager: Visitor) -> None:
    address = first_image(manager.get(f"{FILE}/1/2").body)
    status, kind, content = image(manager, address)
    assert (status, kind, content[:4]) == (200, "image/png", b"\x89PNG")
    assert image(Visitor(served), address)[0] == 302
    assert image(signed_in(served, "lind"), address)[0] == 409
    assert image(signed_in(served, "worker"), address)[0] == 409


def test_a_page_that_is_not_shown_was_not_looked_at(home: Path, served: Served) -> None:
    shown = signed_in(served, "okafor").get(f"{FILE}/1/2").body
    assert "Application for independent medical review: not shown to reviewers" in shown
    assert looks(home)[-1] == "its file"


@pytest.mark.parametrize(
    ("login", "status"), [("okafor", 200), ("lind", 409), ("worker", 409), ("audit", 200)]
)
def test_a_reviewer_sees_the_file_while_they_sit_in_the_case_and_a_party_not(
    served: Served, login: str, status: int
) -> None:
    visitor = signed_in(served, login)
    for path in (FILE, f"{FILE}/1/12", f"{FILE}/1/12/image/100", f"{FILE}/document/2"):
        answered = image(visitor, path)[0]
        assert answered == status or (answered == 302 and "document" in path and status == 200)


def test_whoever_may_not_see_a_case_is_not_told_what_it_holds(served: Served) -> None:
    stranger = signed_in(served, "lind")
    there, not_there = stranger.get(f"{FILE}/1/2"), stranger.get(f"{FILE}/9/999")
    strip = lambda text: re.sub(r'value="\w+"', "", text)  # noqa: E731 - the token of a form
    assert strip(there.body) == strip(not_there.body)


def test_each_page_shown_is_noted_once_and_so_is_an_image_asked_for_alone(
    home: Path, manager: Visitor
) -> None:
    before = len(looks(home))
    body = manager.get(f"{FILE}/2/11").body
    assert image(manager, first_image(body))[0] == 200
    assert image(manager, f"{FILE}/2/12/image/100")[0] == 200
    assert image(manager, first_image(body).replace("/11/", "/13/"))[0] == 200
    new = [what for what in looks(home)[before:] if what.startswith("page")]
    assert new == [f"page {page} of paper 2 of its file" for page in (11, 12, 13)]


def test_a_passage_is_marked_on_the_image_and_in_the_text(manager: Visitor) -> None:
    body = manager.get(f"{FILE}/1/12?at=10-40").body
    assert 'class="mark"' in body
    assert "<mark>" in body


def test_words_are_looked_up_and_a_hit_opens_its_page_marked(manager: Visitor) -> None:
    page = manager.get(FILE)
    found = manager.send(f"{FILE}/search", page, words="cognitive behavioral")
    assert "pages found" in found.body
    hit = re.search(r'casefile-hits">\s*<li><a href="([^"]+)"', found.body)
    assert hit
    assert "cognitive" not in hit[1]
    assert 'class="mark"' in manager.get(hit[1].replace("&amp;", "&")).body


@pytest.mark.parametrize(
    ("words", "says"), [("zyzzyva", "No page holds"), ("!!", "hold no letter")]
)
def test_a_search_that_finds_nothing_says_so(manager: Visitor, words: str, says: str) -> None:
    assert says in manager.send(f"{FILE}/search", manager.get(FILE), words=words).body


def test_a_search_is_no_address(manager: Visitor) -> None:
    assert manager.get(f"{FILE}/search?words=knee").status == 405


def test_a_page_about_another_person_is_covered_until_it_is_asked_for(
    home: Path, manager: Visitor
) -> None:
    covered = manager.get(f"{FILE}/1/6").body
    assert "concerns another person" in covered
    assert "<img" not in covered
    assert looks(home)[-1] == "its file"
    way = re.search(r'<a href="([^"]+)"[^>]*>Show it to check', covered)
    assert way
    assert "<img" in manager.get(way[1].replace("&amp;", "&")).body
    assert looks(home)[-1] == "page 6 of paper 1 of its file"


def test_documents_are_chosen_by_type_and_year_and_put_in_order_of_time(manager: Visitor) -> None:
    chosen = manager.get(f"{FILE}?year=2009&order=date").body
    days = re.findall(
        r'<li[^>]*><a [^>]*><span class="casefile-when"><time datetime="([^"]+)"', chosen
    )
    assert days == sorted(days)
    assert {day[:4] for day in days} == {"2009"}
    assert "No document is of this type and year" in manager.get(f"{FILE}?type=rfa&year=1999").body


@pytest.mark.parametrize(
    "words", ["?paper=x&page=-3", "?zoom=17", "?at=abc", "?type=none&year=soon", "?part=99999"]
)
def test_an_address_that_cannot_be_understood_shows_the_beginning(
    manager: Visitor, words: str
) -> None:
    assert manager.get(f"{FILE}{words}").status == 200


@pytest.mark.parametrize("path", ["/1/31", "/9/1", "/1/2/image/17", "/1/99/image/100"])
def test_what_is_not_there_is_told(manager: Visitor, path: str) -> None:
    assert image(manager, f"{FILE}{path}")[0] in {400, 404}


def test_a_document_is_found_by_its_number(manager: Visitor) -> None:
    assert manager.get(f"{FILE}/document/3").headers["location"] == f"{FILE}/1/11"
    assert manager.get(f"{FILE}/document/99").status == 404


@pytest.mark.parametrize(
    ("case", "says"),
    [
        (BARE, "No papers have come in"),
        (UNREAD, "have not been read yet"),
        (UNINDEXED, "their index is not made yet"),
    ],
)
def test_a_file_that_is_not_ready_says_what_is_missing(
    manager: Visitor, case: str, says: str
) -> None:
    assert says in manager.get(f"/cases/{case}/file").body
    assert image(manager, f"/cases/{case}/file/1/1/image/100")[0] == 400


def test_a_hostile_paper_does_not_take_the_web_with_it(home: Path, manager: Visitor) -> None:
    paper = next((home / "cases" / READY / "papers").glob("02*"))
    whole = paper.read_bytes()
    paper.write_bytes(b"%PDF-1.7 and nothing of it is true")
    try:
        assert image(manager, f"{FILE}/2/29/image/300")[0] == 400
        assert manager.get(f"{FILE}/2/29").status == 200
        assert image(manager, f"{FILE}/1/29/image/300")[0] == 200
    finally:
        paper.write_bytes(whole)


def test_the_script_gets_the_viewer_alone_with_ways_back_to_its_own_page(manager: Visitor) -> None:
    manager.headers["X-OpenIMR-Viewer"] = "/desk/somewhere"
    try:
        part = manager.get(f"{FILE}/1/2?zoom=150").body
    finally:
        manager.headers.clear()
    assert part.lstrip().startswith('<div class="casefile"')
    assert 'href="/desk/somewhere?paper=1&amp;page=3&amp;zoom=150"' in part
    assert f'data-passage="{FILE}/1/3?zoom=150"' in part


def test_no_way_leads_out_of_the_house(manager: Visitor) -> None:
    manager.headers["X-OpenIMR-Viewer"] = "//elsewhere.example/"
    try:
        assert "elsewhere" not in manager.get(f"{FILE}/1/2").body
    finally:
        manager.headers.clear()


def test_workers_that_draw_do_not_keep_the_web_from_stopping(
    served: Served, manager: Visitor
) -> None:
    """The last of these tests: it stops the web that the others look at."""
    assert image(manager, f"{FILE}/1/3/image/100")[0] == 200
    began = time.monotonic()
    assert served.stop() == 0
    assert time.monotonic() - began < GRACE, "it waited until its grace was over"

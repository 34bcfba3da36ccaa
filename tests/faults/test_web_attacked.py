"""Whoever is let in tries what is not theirs, and whoever is not tries everything."""

from __future__ import annotations

import contextlib
import http.client
import re
import socket
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from tests.api_visitor import Program, token
from tests.attacked import alike, bytes_of, every_address, filled, told, words_of
from tests.made_demo import PASSWORD, made_demo
from tests.served import Answer, Served, serving
from tests.signed_in import Visitor, user

from openimr.adapters.web_address import Address
from openimr.web.settings import web_settings

ALL = ("moreau", "ruiz", "lindgren", "hale", "voss", "reviewer", "worker", "adjuster")
OUTSIDERS = ("reviewer", "worker", "adjuster")
NOWHERE = "CM26-9999999"
CLOSED = {403, 404, 405, 409}
HOSTILE = "<script>alert(1)</script>"
FORMULA = '=HYPERLINK("https://evil.example")'


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made_demo(tmp_path_factory, "attacked")


@pytest.fixture(scope="module")
def served(data: Path) -> Iterator[Served]:
    with serving(data, "--no-jobs", OPENIMR_SECOND_OPINIONS="100") as running:
        yield running


@pytest.fixture(scope="module")
def people(served: Served) -> dict[str, Visitor]:
    """Everybody of the demo, signed in."""
    found = {}
    for login in ALL:
        found[login] = Visitor(served)
        assert found[login].sign_in(login, PASSWORD).status == 302
    return found


@pytest.fixture(scope="module")
def routes(data: Path) -> tuple[str, ...]:
    """Every address of the web, with what stands in it."""
    return every_address(data)


@pytest.mark.parametrize("login", OUTSIDERS)
def test_a_case_of_others_is_answered_like_one_that_does_not_exist(
    login: str, people: dict[str, Visitor], routes: tuple[str, ...], data: Path
) -> None:
    own = set(re.findall(r"CM26-\d+", people[login].get("/cases").body))
    other = next(one for one in told(data, 'SELECT "case" FROM openimr_case') if one not in own)
    form = people[login].get("/account")
    asked = [one for one in routes if "<str:number>" in one and not one.startswith("api/")]
    assert own
    assert len(asked) > 40
    for route in asked:
        for send in (False, True):
            theirs, none = (
                people[login].send(filled(route, number), form)
                if send
                else people[login].get(filled(route, number))
                for number in (other, NOWHERE)
            )
            assert theirs.status in CLOSED, (route, send)
            assert (theirs.status, alike(theirs, other)) == (none.status, alike(none, NOWHERE))


@pytest.mark.parametrize("login", ["reviewer", "worker"])
def test_a_token_opens_no_more_than_its_account(
    login: str, served: Served, people: dict[str, Visitor], routes: tuple[str, ...], data: Path
) -> None:
    scopes = ("cases:read", "cases:write", "papers:read", "papers:write", "letters:read")
    program = Program(served, token(data, login, *scopes))
    own = set(re.findall(r"CM26-\d+", people[login].get("/cases").body))
    other = next(one for one in told(data, 'SELECT "case" FROM openimr_case') if one not in own)
    asked = {one.removeprefix("api/v1") for one in routes if "api/v1" in one and "number" in one}
    asked = {re.sub(r"<\w+:number>|<number>|\{number\}", "NUMBER", one) for one in asked}
    assert len(asked) > 20
    for route in sorted(asked):
        path = re.sub(r"<[^>]+>", "0" * 32, route).replace("//", "/")
        for method, body in (("GET", b""), ("POST", b"{}")):
            key = {"Idempotency-Key": "an-invented-key", "Content-Type": "application/json"}
            theirs, none = (
                program.ask(method, path.replace("NUMBER", number), body, **key)
                for number in (other, NOWHERE)
            )
            assert theirs.status in {*CLOSED, 422}, (path, method, theirs.body)
            assert theirs.body.replace(other, "") == none.body.replace(NOWHERE, "")


def test_whoever_decides_blind_gets_the_case_by_no_other_way(
    people: dict[str, Visitor], served: Served, data: Path
) -> None:
    """Neither in pages nor in files nor over the interface is a finding's word told before."""
    number = _in_quality_review(people["hale"], data)
    whole = people["hale"].get(f"/cases/{number}/record.jsonl").body
    words = set(re.findall(r'"rationale":"([^"\\]{30,80})', whole))
    assert words
    refused = people["lindgren"].get(f"/cases/{number}/record.jsonl")
    assert refused.status == 409
    assert "second opinions" in refused.body
    program = Program(served, token(data, "lindgren", "cases:read"))
    seen = {part: people["lindgren"].get(f"/cases/{number}{part}").body for part in _PARTS}
    for part in ("", "/events", "/commands", "/deadlines"):
        seen[f"api {part}"] = program.get(f"/cases/{number}{part}").body
    assert not [part for part, said in seen.items() if any(word in said for word in words)]


_PARTS = (
    "",
    "/record",
    "/quality",
    "/letter",
    "/letter/draft.txt",
    "/letter/draft.json",
    "/letter/next.json",
    "/documents",
    "/notices",
    "/do/return-to-reviewer",
)


def _in_quality_review(reader: Visitor, data: Path) -> str:
    """A case with findings of which none was returned yet, and none decided a second time."""
    asked = "SELECT \"case\" FROM openimr_case WHERE state = 'in quality review'"
    for number in told(data, asked):
        whole = reader.get(f"/cases/{number}/record.jsonl").body
        if '"rationale"' in whole and not re.search(r"returned|second-opinion-recorded", whole):
            return number
    raise AssertionError


def test_nothing_that_a_party_gets_names_a_reviewer(
    people: dict[str, Visitor], routes: tuple[str, ...], data: Path
) -> None:
    """No page, no letter in any form, and nothing that a file says of itself."""
    reviewers = set(told(data, "SELECT reviewer FROM openimr_seat"))
    panel = people["hale"].get("/panel").body
    reviewers |= set(re.findall(r'/panel/reviewer/[^"]+">([^<]+)<', panel))
    own = sorted(set(re.findall(r"CM26-\d+", people["adjuster"].get("/cases").body)))
    issued = told(
        data, "SELECT CAST(body AS TEXT) FROM openimr_event WHERE kind = 'determination-issued'"
    )
    letters = [
        (one["case"], one["event"]["letter_sha256"])
        for one in map(msgspec.json.decode, issued)
        if one["case"] in own
    ]
    assert letters
    assert len(reviewers) > 15
    asked = [
        f"/cases/{number}/letter/{sha256}.{ending}"
        for number, sha256 in letters[:3]
        for ending in ("pdf", "docx", "txt", "json")
    ]
    asked += [
        filled(route, number)
        for number, _ in letters[:3]
        for route in routes
        if "<str:number>" in route and not route.startswith("api/")
    ]
    said = {path: words_of(bytes_of(people["adjuster"], path)) for path in asked}
    named = "|".join(map(re.escape, sorted(reviewers)))
    assert not [path for path, words in said.items() if re.search(rf"\b({named})\b", words)]


def test_what_stands_in_parties_tabs_reaches_no_reviewer(
    people: dict[str, Visitor], routes: tuple[str, ...], data: Path
) -> None:
    """Neither an e-mail address nor a street of a party."""
    kept = told(data, "SELECT email FROM openimr_address WHERE email <> ''")
    kept += [one.splitlines()[0] for one in told(data, "SELECT postal FROM openimr_address") if one]
    own = set(re.findall(r"CM26-\d+", people["reviewer"].get("/cases").body))
    assert kept
    for number in own:
        for route in routes:
            if "<str:number>" in route and not route.startswith("api/"):
                words = words_of(bytes_of(people["reviewer"], filled(route, number)))
                assert not [one for one in kept if one in words], route


def test_by_https_every_cookie_is_the_hosts_own() -> None:
    found = web_settings(Address(host="imr.example.org", secure=True))
    for kind in ("SESSION", "CSRF"):
        assert found[f"{kind}_COOKIE_NAME"].startswith("__Host-")
        assert found[f"{kind}_COOKIE_SECURE"]
        assert found[f"{kind}_COOKIE_HTTPONLY"]


NO_COOKIE = ("api/", "library/api/", "library/alerts/stop/")
"""What looks at no cookie, which another site could make a browser send: keys of programs, what
is everybody's and changes nothing, and a link that is a secret itself."""


def test_no_form_is_taken_without_the_secret_of_a_page(
    people: dict[str, Visitor], routes: tuple[str, ...], data: Path
) -> None:
    before = told(data, "SELECT count(*) FROM openimr_event")
    sender = people["ruiz"]
    empty = Answer(200, {}, "")
    for route in routes:
        if not route.startswith(NO_COOKIE):
            answer = sender.send(filled(route, "CM26-0000012"), empty, key="0" * 32)
            assert answer.status in {403, 404}, route
    assert told(data, "SELECT count(*) FROM openimr_event") == before


def test_an_auditor_writes_nothing_into_a_case(
    people: dict[str, Visitor], routes: tuple[str, ...], data: Path
) -> None:
    """But evidence packs, which audits draw."""
    before = told(data, "SELECT count(*) FROM openimr_event")
    form = people["voss"].get("/account")
    for number in told(data, 'SELECT max("case") FROM openimr_case GROUP BY state')[:6]:
        for route in routes:
            if "<str:number>" in route and "evidence" not in route:
                answer = people["voss"].send(filled(route, number), form, key="0" * 32)
                assert answer.status in {*CLOSED, 200}, route
    assert told(data, "SELECT count(*) FROM openimr_event") == before


@pytest.mark.parametrize(
    "wanted",
    [
        "https://evil.example/",
        "//evil.example/",
        "///evil.example",
        "/\\evil.example",
        "https:evil.example",
        "javascript:alert(1)",
        "\thttps://evil.example",
        "http://127.0.0.1:1@evil.example/",
    ],
)
def test_signing_in_leads_to_pages_of_ours_alone(served: Served, wanted: str) -> None:
    answer = Visitor(served).sign_in("voss", PASSWORD, next=wanted)
    assert answer.headers["location"] == "/work"


@pytest.mark.parametrize(
    "path",
    [
        "/cases/..%2f..%2fetc%2fpasswd/file",
        "/cases/../record.jsonl",
        "/cases/%2e%2e/file",
        "/cases/%2e%2e/record.jsonl",
        "/cases/CM26-0000012%0d%0aSet-Cookie:%20x=y/record.jsonl",
        "/cases/CM26-0000012%00/file",
        "/cases/CM26-0000012/file/99999999999999999999/1",
        "/cases/CM26-0000012/file/1/99999999999999999999/image/100",
        f"/cases/CM26-0000012/record?from={'9' * 5000}",
        "/quality/report?last=0001-01-01",
        f"/law/holidays/{'9' * 30}",
        "/uploads/case-..%2f..%2fx/",
        "/uploads/case-%2e%2e/",
        f"/static/{'0' * 12}/../../settings.py",
        "/.git/config",
        "/panel/reviewer/%2e%2e",
    ],
)
def test_an_address_made_to_break_something_breaks_nothing(
    people: dict[str, Visitor], path: str
) -> None:
    answer = people["hale"].get(path)
    assert answer.status < 500, answer.body
    assert "x=y" not in answer.headers.get("set-cookie", "")
    assert "root:" not in answer.body


def test_what_is_typed_as_a_name_is_shown_and_never_run(
    people: dict[str, Visitor], data: Path
) -> None:
    number = told(data, 'SELECT max("case") FROM openimr_case')[0]
    page = people["moreau"].get(f"/cases/{number}/parties")
    place = re.search(rf'href="(/cases/{number}/parties/claims[^"]+)"', page.body)
    assert place is not None
    name = FORMULA + HOSTILE
    form = people["moreau"].get(place[1])
    assert people["moreau"].send(place[1], form, name=name, email="", postal="").status == 302
    for path in ("", "/parties", "/notices", "/record", "/do/close"):
        assert HOSTILE not in people["ruiz"].get(f"/cases/{number}{path}").body
    assert HOSTILE not in people["ruiz"].get("/cases").body
    table = people["ruiz"].get("/cases.csv").body
    assert "HYPERLINK" in table
    assert not re.search(r'(^|,)"?=', table, re.MULTILINE)


@pytest.mark.parametrize(
    "path", ["/cases.csv", "/cases/CM26-0000012/record.jsonl", "/management", "/work", "/nothing"]
)
def test_nothing_that_may_name_somebody_is_kept_by_browsers_or_proxies(
    people: dict[str, Visitor], path: str
) -> None:
    assert people["hale"].get(path).headers["cache-control"] == "no-store"


def test_signing_out_clears_what_the_browser_kept(served: Served) -> None:
    leaver = Visitor(served)
    leaver.sign_in("voss", PASSWORD)
    gone = leaver.send("/sign-out", leaver.get("/account"))
    assert gone.headers["clear-site-data"] == '"cache", "storage"'


def test_codes_of_applications_are_not_guessed(served: Served) -> None:
    guesser = Visitor(served)
    page = guesser.get("/file/resume")
    for tries in range(42):
        answer = guesser.send("/file/resume", page, code=f"2345-6789-CDFG-HJ{tries:02}K")
        if answer.status != 400:
            break
    assert 20 <= tries <= 40, "twenty, and twenty more where an hour ends between them"
    assert answer.status == 409


def test_a_form_sent_byte_by_byte_keeps_nobody_else_waiting(served: Served) -> None:
    slow = Visitor(served)
    slow.get("/sign-in")
    cookies = "; ".join(f"{name}={value}" for name, value in slow.cookies.items())
    head = (
        "POST /sign-in HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100000\r\n"
        f"Cookie: {cookies}\r\nContent-Type: application/x-www-form-urlencoded\r\n\r\na="
    )
    with contextlib.ExitStack() as held:
        for _ in range(5):
            there = held.enter_context(socket.create_connection(("127.0.0.1", served.port)))
            there.sendall(head.encode())
        assert Visitor(served).get("/sign-in").status == 200


@pytest.mark.parametrize("octets", [3_000_000, 99_999_999_999])
def test_of_a_body_that_is_too_large_nothing_is_taken(served: Served, octets: int) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", served.port, timeout=60)
    with contextlib.closing(connection):
        connection.putrequest("POST", "/api/v1/cases/CM26-0000012/commands/close")
        connection.putheader("Content-Length", str(octets))
        connection.putheader("Content-Type", "application/json")
        connection.endheaders()
        with contextlib.suppress(OSError):
            connection.send(b" " * min(octets, 3_000_000))
        assert connection.getresponse().status == 413


def test_who_is_disabled_has_neither_session_nor_token(served: Served, data: Path) -> None:
    assert user(data, "add", "leaver", "intake").returncode == 0
    leaver, program = Visitor(served), Program(served, token(data, "leaver", "cases:read"))
    leaver.sign_in("leaver")
    assert (leaver.get("/cases").status, program.get("/cases").status) == (200, 200)
    assert user(data, "disable", "leaver").returncode == 0
    assert leaver.get("/cases").status == 302
    assert program.get("/cases").status == 401


def test_after_all_of_this_the_log_names_nobody(served: Served, data: Path) -> None:
    """The last test here: what was asked, typed and stored stands in no line of the log."""
    logged = served.words()
    names = told(data, "SELECT name FROM openimr_party")
    assert not [one for one in (*names, HOSTILE, "HYPERLINK", "CM26-") if one and one in logged]

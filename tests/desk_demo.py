"""The demo's organization with one drafted case, and accounts of its reviewers."""

from __future__ import annotations

import contextlib
import os
import re
import sqlite3
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from tests.made_demo import CASE_FILE, made_demo
from tests.quick_verbs import run_verb
from tests.served import Answer, Served
from tests.signed_in import Visitor, user

OPTIONAL = {"OPENIMR_SECOND_FACTOR": "optional"}


class Sitting(NamedTuple):
    """A case and the login of who sits in its first seat."""

    case: str
    login: str


class DeskDemo(NamedTuple):
    """An installation of the demo; a reviewer's login is their identifier in small letters."""

    data: Path
    drafted: Sitting
    many: Sitting
    waiting: Sitting
    late: Sitting
    returned: Sitting


def desk_demo(factory: pytest.TempPathFactory, name: str) -> DeskDemo:
    """A copy of the demo of one's own, with accounts of who sits in its cases."""
    data = made_demo(factory, name, "--case-file", str(CASE_FILE), furnish=_with_accounts)
    return DeskDemo(data, *_sittings(data))


def _with_accounts(data: Path) -> None:
    """Let those sign in who sit in the cases of the tests, another reviewer and a manager."""
    for login in {one.login for one in _sittings(data)}:
        assert user(data, "add", login, f"reviewer:{login.upper()}").returncode == 0
    assert user(data, "add", "r-other", "reviewer:R-999").returncode == 0
    assert user(data, "add", "manager", "case manager").returncode == 0


def _sittings(data: Path) -> list[Sitting]:
    """Cases as ``DeskDemo`` names them, each with who sits in its first seat."""
    (drafted,) = (place.parent.name for place in (data / "cases").glob("*/papers"))
    appointed, reviewing = _standing(data, "appointed"), _standing(data, "in review")
    treatments = _treatments(data)
    many = next(case for case in reviewing if treatments[case] == 21)
    asked = 'SELECT "case" FROM openimr_event WHERE kind = ?'
    back = {case for (case,) in _rows(data, asked, "quality-returned")}
    returned = next(case for case in reviewing if case in back)
    plain = [case for case in reviewing if treatments[case] < 21 and case not in {drafted, *back}]
    cases = (drafted, many, next(iter(appointed)), plain[0], returned)
    seats = appointed | reviewing
    return [Sitting(case, seats[case].lower()) for case in cases]


def _standing(data: Path, state: str) -> dict[str, str]:
    """Who sits in the first seat of each case in a state, the oldest case first."""
    asked = """SELECT openimr_case."case", reviewer FROM openimr_case JOIN openimr_seat
        ON openimr_seat."case" = openimr_case."case" AND seat = 1 WHERE state = ? ORDER BY 1"""
    return dict(_rows(data, asked, state))


def _treatments(data: Path) -> dict[str, int]:
    """How many treatments the application of each case lists."""
    asked = 'SELECT "case", body FROM openimr_event WHERE number = 1 AND kind = ?'
    rows = _rows(data, asked, "application-received")
    return {case: bytes(body).count(b'"text":') for case, body in rows}


def _rows(data: Path, asked: str, word: str) -> list[tuple[Any, ...]]:
    with contextlib.closing(sqlite3.connect(data / "record.sqlite3")) as database:
        return database.execute(asked, (word,)).fetchall()


def run(data: Path, *words: str) -> bytes:
    done = run_verb(*words, environment={**os.environ, "OPENIMR_DATA": str(data)})
    done.check_returncode()
    return done.stdout.encode()


class AtTheDesk:
    """A reviewer at the desk of a case, without a screen."""

    def __init__(self, served: Served, sitting: Sitting, login: str = "") -> None:
        self.case = sitting.case
        self.visitor = Visitor(served)
        answer = self.visitor.sign_in(login or sitting.login)
        assert answer.status == 302, answer.status

    def see(self, *path: object) -> Answer:
        """A page of the desk; what it leads to where it leads on."""
        answer = self.visitor.get("/".join(("/desk", self.case, *map(str, path))))
        if answer.status == 302:
            return self.visitor.get(answer.headers["location"])
        return answer

    def treatment(self, number: int) -> Answer:
        """The page of a treatment."""
        return self.see("treatment", number)

    def do(self, page: Answer, *path: object, **fields: str) -> Answer:
        """Send a form that stands on a page."""
        key = re.search(r'name="key" value="(desk-[0-9a-f]{24})', page.body)
        given = {"key": key[1] if key else "", "view": "", **fields}
        return self.visitor.send("/".join(("/desk", self.case, *map(str, path))), page, **given)

    def on(self, number: int, step: str, **fields: str) -> Answer:
        """Send a form that stands on the page of a treatment."""
        return self.do(self.treatment(number), "treatment", number, step, **fields)

    def opened(self, number: int, opinion: str = "not yet") -> Answer:
        """The page of a treatment after first opinion and proposal."""
        assert self.on(number, "opinion", opinion=opinion, reason="As far as I read.").status == 302
        assert self.on(number, "proposal").status == 302
        return self.treatment(number)

    def write(self, number: int, step: str = "finding", **fields: str) -> Answer:
        """Send the editor of a finding."""
        page = self.treatment(number)
        version = re.search(r'name="version" value="(\d+)"', page.body)
        given = {"version": version[1] if version else "0", "decision": "", "rationale": ""}
        return self.do(page, "treatment", number, step, **{**given, **fields})

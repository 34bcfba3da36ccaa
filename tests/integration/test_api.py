"""Programs ask as people do: by token, within a role, refused in the same words."""

from __future__ import annotations

import hashlib
import os
import re
import sqlite3
from typing import Any

import pytest
from tests.api_visitor import Program, a_case, cases, new_key, token
from tests.quick_verbs import run_verb
from tests.served import PATIENCE, Answer, until
from tests.signed_in import Visitor, user

REVIEWER = re.compile(r"\bR-0\d\d\b")
"""A reviewer's identifier in the invented organization."""

Office = Any


@pytest.fixture(scope="module")
def manager(api_office: Office) -> Program:
    return api_office.as_("api.manager")


@pytest.fixture(scope="module")
def seated(api_office: Office, manager: Program) -> tuple[Program, dict[str, Any]]:
    """A reviewer, and a case in which they sit."""
    case = a_case(manager, "in review")
    reviewer = case["reviewers"][0]
    assert user(api_office.data, "add", "api.reviewer", f"reviewer:{reviewer}").returncode == 0
    return api_office.as_("api.reviewer"), case


@pytest.fixture(scope="module")
def worker(api_office: Office, manager: Program) -> tuple[Program, str]:
    """The injured worker of a case whose determination was served."""
    number = a_case(manager, "served")["number"]
    parties = manager.get(f"/cases/{number}").fields["parties"]
    mine = next(one["id"] for one in parties if one["role"] == "employee")
    made = user(api_office.data, "add", "api.worker", f"party:{mine}", "--case", number)
    assert made.returncode == 0, made.stderr
    return api_office.as_("api.worker"), number


class TestWhoAsks:
    def test_without_a_token_nothing_but_health_is_told(self, manager: Program) -> None:
        nobody = Program(manager.served)
        for path in ("/cases", "/token", "/agenda", "/law/values", "/guidelines/topics"):
            answer = nobody.get(path)
            assert (answer.status, answer.headers["www-authenticate"]) == (401, "Bearer")
            assert answer.headers["content-type"] == "application/problem+json"
        assert nobody.get("/health").status == 200

    @pytest.mark.parametrize("bearer", ["openimr_wrong", "x", "openimr_" + "a" * 200, "\xe9"])
    def test_what_is_no_token_opens_nothing(self, manager: Program, bearer: str) -> None:
        assert Program(manager.served, bearer).get("/cases").status == 401

    def test_a_session_of_the_pages_opens_nothing_here(
        self, api_office: Office, worker: tuple[Program, str]
    ) -> None:
        visitor = Visitor(api_office.served)
        visitor.sign_in("api.worker")
        assert visitor.cookies
        assert visitor.get("/api/v1/cases").status == 401

    def test_a_revoked_token_opens_nothing_at_once(self, api_office: Office) -> None:
        data = api_office.data
        program = Program(api_office.served, token(data, "api.manager", "cases:read"))
        kept = program.get("/token")
        assert kept.fields["scopes"] == ["cases:read"]
        environment = {**os.environ, "OPENIMR_DATA": str(data)}
        listed = run_verb("token", "list", environment=environment)
        mine = max(
            int(line.split()[0]) for line in listed.stdout.splitlines() if " api.manager " in line
        )
        run_verb("token", "revoke", str(mine), environment=environment).check_returncode()
        assert program.get("/token").status == 401

    def test_a_token_is_for_its_scopes_alone(self, api_office: Office, manager: Program) -> None:
        narrow = Program(api_office.served, token(api_office.data, "api.manager", "agenda:read"))
        assert narrow.get("/agenda").status == 200
        number = a_case(manager, "served")["number"]
        for path in (
            "/cases",
            f"/cases/{number}/letters",
            "/law/values",
            f"/cases/{number}/papers",
        ):
            assert narrow.get(path).fields["rule"] == "not-in-scope"
        command = f"/cases/{number}/commands/close"
        assert narrow.send(command, {"reason": "x"}, new_key()).status == 403

    def test_who_is_disabled_has_no_tokens(self, api_office: Office) -> None:
        data = api_office.data
        assert user(data, "add", "api.leaver", "auditor").returncode == 0
        program = api_office.as_("api.leaver")
        assert program.get("/token").status == 200
        assert user(data, "disable", "api.leaver").returncode == 0
        assert program.get("/token").status == 401


class TestLists:
    def test_every_case_is_on_one_page(self, manager: Program) -> None:
        found = [one["number"] for one in cases(manager)]
        assert len(found) == len(set(found)) > 60

    def test_a_list_is_narrowed_by_priority_and_time_of_receipt(self, manager: Program) -> None:
        fast = list(cases(manager, "&priority=expedited"))
        assert {one["priority"] for one in fast} == {"expedited"}
        middle = sorted(one["received"] for one in cases(manager))[30]
        late = [one["received"] for one in cases(manager, f"&received_from={middle}")]
        assert late == sorted(late)
        assert late[0] == middle

    def test_a_cursor_is_for_its_list_and_its_token(
        self, api_office: Office, manager: Program
    ) -> None:
        cursor = manager.get("/cases?limit=2").fields["next"]
        assert manager.get(f"/cases?limit=5&cursor={cursor}").status == 200
        assert manager.get(f"/cases?state=closed&cursor={cursor}").status == 400
        assert manager.get(f"/cases?cursor={cursor[:-1]}x").status == 400
        assert api_office.as_("api.auditor").get(f"/cases?cursor={cursor}").status == 400

    @pytest.mark.parametrize(
        "query", ["limit=0", "limit=201", "state=unheard", "due_before=2026-01-01", "sate=closed"]
    )
    def test_what_cannot_be_asked_is_said(self, manager: Program, query: str) -> None:
        answer = manager.get(f"/cases?{query}")
        assert answer.status == 422
        assert answer.fields["errors"]

    def test_the_agenda_is_the_roles(self, manager: Program) -> None:
        day = manager.get("/agenda?days=30").fields
        assert {one["role"] for one in day["overdue"]} == {"case manager"}


class TestReviewers:
    def test_a_reviewer_lists_and_opens_the_cases_they_sit_in(
        self, seated: tuple[Program, dict[str, Any]]
    ) -> None:
        program, case = seated
        mine = list(cases(program))
        assert case["number"] in {one["number"] for one in mine}
        assert {tuple(one["reviewers"]) for one in mine} == {(case["reviewers"][0],)}
        assert program.get(f"/cases/{case['number']}").status == 200

    def test_of_other_cases_not_even_that_they_are_there_is_told(
        self, manager: Program, seated: tuple[Program, dict[str, Any]]
    ) -> None:
        program, case = seated
        other = next(
            one["number"]
            for one in cases(manager, "&state=closed")
            if case["reviewers"][0] not in one["reviewers"]
        )
        for path in ("", "/events", "/deadlines", "/commands", "/letters", "/documents", "/papers"):
            told = [program.get(f"/cases/{one}{path}") for one in (other, "CM26-9999999")]
            assert [one.status for one in told] == [403, 403]
            assert told[0].body == told[1].body

    def test_a_reviewer_is_told_no_other_reviewer_and_no_address(
        self, seated: tuple[Program, dict[str, Any]]
    ) -> None:
        program, case = seated
        for path in ("", "/events", "/commands"):
            body = program.get(f"/cases/{case['number']}{path}").body
            assert set(REVIEWER.findall(body)) <= {case["reviewers"][0]}
            assert not {'"postal"', '"email"', '"address"'} & set(re.findall(r'"\w+"', body))

    def test_whose_cases_another_reviews_is_not_told(
        self, seated: tuple[Program, dict[str, Any]]
    ) -> None:
        program, _ = seated
        assert program.get("/cases?reviewer=R-001x").fields["rule"] == "reviewers-are-not-told"

    def test_a_reviewers_day_is_of_their_cases(
        self, seated: tuple[Program, dict[str, Any]]
    ) -> None:
        program, _ = seated
        mine = {one["number"] for one in cases(program)}
        day = program.get("/agenda?days=60").fields
        told = {one["case"] for part in ("overdue", "today", "soon") for one in day[part]}
        assert told <= mine


class TestParties:
    def test_a_party_sees_its_own_case_and_no_reviewer_in_it(
        self, worker: tuple[Program, str]
    ) -> None:
        program, number = worker
        assert [one["number"] for one in cases(program)] == [number]
        for path in ("", "/events", "/deadlines", "/commands", "/letters"):
            answer = program.get(f"/cases/{number}{path}")
            assert answer.status == 200, answer.body
            assert not REVIEWER.search(answer.body)
        kinds = {one["kind"] for one in program.get(f"/cases/{number}/events").fields["events"]}
        assert {"withheld", "determination-issued", "treatment-decided"} <= kinds

    def test_another_partys_case_is_closed_to_it(
        self, manager: Program, worker: tuple[Program, str]
    ) -> None:
        program, number = worker
        other = next(one["number"] for one in cases(manager) if one["number"] != number)
        assert program.get(f"/cases/{other}").fields["rule"] == "case-is-not-yours"
        refused = program.send(f"/cases/{other}/commands/withdraw", {"reason": "x"}, new_key())
        assert refused.status == 403

    def test_a_party_asks_what_its_role_may(self, worker: tuple[Program, str]) -> None:
        program, number = worker
        told = program.get(f"/cases/{number}/commands").fields["commands"]
        offered = {one["name"] for one in told if one["refused"] is None}
        assert "file-appeal" in offered
        assert "correct" not in offered
        wrong = program.send(f"/cases/{number}/commands/close", {"reason": "because"}, new_key())
        assert (wrong.status, wrong.fields["rule"]) == (409, "not-your-step")


class TestLetters:
    def test_an_issued_letter_is_the_very_file_of_its_digest(
        self, worker: tuple[Program, str]
    ) -> None:
        program, number = worker
        letter = program.get(f"/cases/{number}/letters").fields["letters"][-1]
        place = f"/cases/{number}/letters/{letter['sha256']}"
        pdf = program.download(f"{place}/pdf")
        assert hashlib.sha256(pdf).hexdigest() == letter["sha256"]
        assert program.download(f"{place}/docx").startswith(b"PK")
        assert number in program.download(f"{place}/json").decode()
        assert not REVIEWER.search(program.download(f"{place}/json").decode())

    def test_only_letters_of_the_case_are_handed_out(self, worker: tuple[Program, str]) -> None:
        program, number = worker
        other = program.get(f"/cases/{number}/letters/{'0' * 64}/pdf")
        assert (other.status, other.fields["rule"]) == (404, "no-such-letter")
        assert program.get(f"/cases/{number}/letters/{'0' * 64}/exe").status == 422


class TestRates:
    def test_who_asked_too_often_waits(self, api_office: Office) -> None:
        program = Program(api_office.served, token(api_office.data, "api.auditor", "law:read"))
        told = program.get("/token").headers
        assert told["ratelimit-limit"] == "600"
        assert int(told["ratelimit-remaining"]) <= 599
        found = _record(api_office)
        answers: list[Answer] = []

        def refused() -> bool:  # the minute may turn between the two
            with sqlite3.connect(found, timeout=PATIENCE) as record:
                record.execute(
                    "UPDATE openimr_try_count SET count = 600 WHERE name = 'api requests'"
                )
            answers.append(program.get("/token"))
            return answers[-1].status == 429

        until(refused, "it is too often")
        answer = answers[-1]
        assert answer.headers["ratelimit-remaining"] == "0"
        assert 1 <= int(answer.headers["retry-after"]) <= 60
        with sqlite3.connect(found) as record:
            record.execute("UPDATE openimr_try_count SET count = 1 WHERE name = 'api requests'")


def _record(api_office: Office) -> Any:
    """The database of the served organization."""
    return next(one for one in api_office.data.glob("*.sqlite3") if not one.name.startswith("jobs"))


class TestLibrary:
    def test_every_value_of_the_law_says_how_it_is_known(self, manager: Program) -> None:
        values = manager.get("/law/values").fields["values"]
        assert all(one["citation"] and one["evidence"] for one in values)
        only = manager.get("/law/values?kind=fees").fields["values"]
        assert {one["kind"] for one in only} == {"fees"}
        same = manager.get(f"/law/values/{only[0]['id']}").fields["values"]
        assert only[0] in same
        assert manager.get("/law/values/unheard-of").status == 404

    def test_topics_are_listed(self, manager: Program) -> None:
        assert len(manager.get("/guidelines/topics").fields["topics"]) > 20

    def test_the_description_names_only_what_there_is(self, manager: Program) -> None:
        page = manager.get("/docs")
        assert page.status == 200
        ids = set(re.findall(r'id="([^"]+)"', page.body))
        assert set(re.findall(r'href="#([^"]+)"', page.body)) <= ids
        assert "<script" not in page.body
        assert "style=" not in page.body


class TestLooks:
    def test_every_look_is_noted_as_the_accounts(
        self, api_office: Office, manager: Program
    ) -> None:
        number = a_case(manager, "closed")["number"]
        manager.get(f"/cases/{number}")
        environment = {**os.environ, "OPENIMR_DATA": str(api_office.data)}
        noted = run_verb("case", "accesses", number, "--as", "auditor", environment=environment)
        assert "api.manager" in noted.stdout

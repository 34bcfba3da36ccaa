"""Work on cases over real HTTP: lists, the case page, steps by forms, many cases at once."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.served import Answer, Served, serving
from tests.signed_in import Visitor
from tests.verbs_on_cases import DEMO
from tests.worked_cases import (
    APPOINTED,
    AWAITING,
    AWAITING_TOO,
    ELIGIBLE,
    IN_REVIEW,
    ISSUED,
    NAMES,
    RECEIVED,
    REVIEWER,
    SERVED,
    SETTINGS,
)

NOTICE = (DEMO / "04-Ravenscroft-PR2-060915.pdf").read_bytes()


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    data = tmp_path_factory.mktemp("worked") / "data"
    # in a process of its own: this one keeps no database open
    subprocess.run([sys.executable, "-m", "tests.worked_cases", str(data)], check=True)
    return data


@pytest.fixture(scope="module")
def served(data: Path) -> Iterator[Served]:
    with serving(data, "--no-jobs", **SETTINGS) as running:
        yield running


@pytest.fixture(scope="module")
def people(served: Served) -> dict[str, Visitor]:
    found: dict[str, Visitor] = {}
    for login in ("rivera", "moreau", "okafor", "lind", "audit", "chief", "worker"):
        found[login] = Visitor(served)
        assert found[login].sign_in(login).status == 302
    return found


@pytest.fixture(scope="module")
def rivera(people: dict[str, Visitor]) -> Visitor:
    return people["rivera"]


def key_on(page: Answer) -> str:
    found = re.search(r'name="key" value="([0-9a-f]{32})"', page.body)
    assert found is not None, page.body
    return found[1]


def do(visitor: Visitor, case: str, step: str) -> str:
    return f"/cases/{case}/do/{step}"


def led_to(visitor: Visitor, typed: str) -> str:
    """Where the form leads that finds a case by its number."""
    sent = visitor.send("/cases-by-number", visitor.get("/cases"), number=typed)
    return sent.headers["location"]


class TestLists:
    def test_the_list_has_what_is_due_first_with_rule_and_law(self, rivera: Visitor) -> None:
        page = rivera.get("/cases")
        assert page.status == 200
        assert "8 CCR 9792.10" in page.body
        assert "Tamarack Claims" in page.body
        assert page.body.index(ELIGIBLE) < page.body.index(SERVED) or "overdue" in page.body

    def test_filters_narrow_it(self, rivera: Visitor) -> None:
        page = rivera.get("/cases?state=awaiting+records")
        assert {AWAITING, AWAITING_TOO} <= set(re.findall(r"CM26-\d{7}", page.body))
        assert IN_REVIEW not in page.body
        assert IN_REVIEW in rivera.get(f"/cases?reviewer={REVIEWER}").body
        assert "No case is as you asked" in rivera.get("/cases?priority=expedited").body

    def test_a_case_is_found_by_its_number_or_by_its_figures(self, rivera: Visitor) -> None:
        assert led_to(rivera, "cm26-0000002") == f"/cases/{ELIGIBLE}"
        assert led_to(rivera, "2").endswith("-0000002")
        assert led_to(rivera, "<x>") == "/cases"

    def test_what_is_typed_to_find_a_case_stands_in_no_address(self, rivera: Visitor) -> None:
        assert rivera.get("/cases-by-number?number=2").status == 405
        assert led_to(rivera, "Rowena Applewhite") == "/cases"

    def test_a_view_is_kept_under_a_name_and_shared_with_the_role(
        self, people: dict[str, Visitor]
    ) -> None:
        rivera, moreau = people["rivera"], people["moreau"]
        page = rivera.get("/cases?state=issued")
        sent = rivera.send("/cases-kept", page, name="To be served", state="issued")
        assert sent.headers["location"] == "/cases?state=issued"
        assert "To be served" in rivera.get("/cases").body
        assert "To be served" in rivera.get("/work").body
        assert "To be served" not in moreau.get("/cases").body
        rivera.send("/cases-dropped", page, name="To be served")
        assert "To be served" not in rivera.get("/cases").body

    def test_the_list_goes_into_a_spreadsheet(self, rivera: Visitor) -> None:
        answer = rivera.get("/cases.csv?state=issued")
        assert answer.headers["content-type"].startswith("text/csv")
        heads, row = answer.body.splitlines()
        assert heads.startswith("case,state,with,priority,received,due,rule,citation")
        assert row.startswith(f"{ISSUED},issued,case manager,standard,")

    def test_a_reviewer_sees_seats_with_what_is_missing_and_no_other_case(
        self, people: dict[str, Visitor]
    ) -> None:
        work = people["okafor"].get("/work")
        assert "Your answer to the appointment" in work.body
        assert "First opinion on every treatment" in work.body
        listed = people["okafor"].get("/cases").body
        assert IN_REVIEW in listed
        assert ELIGIBLE not in listed
        assert "Tamarack" not in listed
        assert "There is no case of yours yet" in people["lind"].get("/cases").body

    def test_a_claims_administrator_is_found_by_a_part_of_its_name(
        self, rivera: Visitor, people: dict[str, Visitor]
    ) -> None:
        page = rivera.get("/cases?state=issued")
        found = rivera.send("/cases-by-administrator", page, name="oSprEy", state="issued")
        assert found.status == 302
        address = found.headers["location"]
        assert address == "/cases?state=issued&administrator=claims-administrator-0"
        assert "Osprey Insurance</option>" in rivera.get(address).body
        several = rivera.send("/cases-by-administrator", page, name="heron")
        assert several.body.count('<li><a href="/cases?administrator=claims-administrator-') == 2
        none = rivera.send("/cases-by-administrator", page, name="Nobody & Sons")
        assert none.status == 200 and "No claims administrator has these letters" in none.body
        assert rivera.get("/cases-by-administrator?name=x").status == 405
        okafor = people["okafor"]
        assert okafor.send("/cases-by-administrator", okafor.get("/cases"), name="a").status == 409

    def test_the_list_and_its_csv_are_reached_before_the_filters(self, rivera: Visitor) -> None:
        body = rivera.get("/cases").body
        assert body.index("This list as CSV") < body.index("<details")
        assert body.index('href="#listed"') < body.index("<details")

    def test_a_party_sees_its_own_cases_and_what_is_asked(self, people: dict[str, Visitor]) -> None:
        work = people["worker"].get("/work")
        assert f"Case {SERVED}" in work.body
        own = work.body.partition(f"Case {SERVED}")[2].partition("</section>")[0]
        assert "Nothing is asked of you at the moment" in own
        assert "you must" not in own.partition("For others to do")[2]
        assert AWAITING not in people["worker"].get("/cases").body


class TestTheCasePage:
    def test_it_tells_where_the_case_stands_and_what_may_be_asked(self, rivera: Visitor) -> None:
        page = rivera.get(f"/cases/{AWAITING}")
        for words in (
            "records from the claims administrator",
            NAMES[0],
            "Acupuncture x 8",
            "8 CCR 9792.10.5(a)(1)",
            "Notice of assignment sent",
        ):
            assert words in page.body, words
        assert f'href="/cases/{AWAITING}/do/request-records"' in page.body

    def test_a_step_that_is_refused_says_what_the_policy_says(self, rivera: Visitor) -> None:
        page = rivera.get(f"/cases/{AWAITING}")
        assert "The file holds nothing but the utilization review decision" in page.body
        assert f'href="/cases/{AWAITING}/do/close-records"' not in page.body
        answer = rivera.get(f"/cases/{AWAITING}/do/close-records")
        assert answer.status == 409
        assert "records-beyond-ur" in answer.body

    def test_a_party_learns_nothing_of_the_reviewer(self, people: dict[str, Visitor]) -> None:
        for part in ("", "/parties", "/record", "/deadlines", "/documents", "/notices"):
            page = people["worker"].get(f"/cases/{IN_REVIEW}{part}")
            assert page.status == 200
            assert not re.search(rf"(?<!pseudonym of ){REVIEWER}\b", page.body)
        assert people["worker"].get(f"/cases/{AWAITING}").status == 409
        assert people["lind"].get(f"/cases/{IN_REVIEW}").status == 409
        assert people["worker"].get(f"/cases/{IN_REVIEW}/record.jsonl").status == 409

    @pytest.mark.parametrize("part", ["parties", "documents", "deadlines", "notices", "record"])
    def test_its_parts_are_there_for_staff_and_reviewer(
        self, people: dict[str, Visitor], part: str
    ) -> None:
        for login in ("rivera", "okafor", "audit"):
            assert people[login].get(f"/cases/{IN_REVIEW}/{part}").status == 200, login

    def test_deadlines_tell_how_they_are_counted(self, rivera: Visitor) -> None:
        page = rivera.get(f"/cases/{SERVED}/deadlines")
        for words in ("How it is counted", "calendar days", "text seen", "Started by"):
            assert words in page.body

    def test_who_looked_is_for_those_who_audit(self, people: dict[str, Visitor]) -> None:
        people["rivera"].get(f"/cases/{ELIGIBLE}")
        page = people["audit"].get(f"/cases/{ELIGIBLE}/accesses")
        assert page.status == 200
        assert "reviewer reviewer-a" not in page.body
        assert "case manager rivera" in page.body
        assert people["rivera"].get(f"/cases/{ELIGIBLE}/accesses").status == 409

    def test_the_events_come_out_as_they_were_recorded(self, rivera: Visitor) -> None:
        lines = rivera.get(f"/cases/{ELIGIBLE}/record.jsonl").body.splitlines()
        assert lines
        assert all(f'"case":"{ELIGIBLE}"' in line for line in lines)

    def test_where_parties_are_reached_is_for_those_who_write_to_them(
        self, people: dict[str, Visitor]
    ) -> None:
        rivera = people["rivera"]
        path = f"/cases/{ELIGIBLE}/parties/administrator-1"
        page = rivera.get(path)
        bad = rivera.send(path, page, name=NAMES[1], email="no address", postal="")
        assert (bad.status, "no address" in bad.body) == (422, True), "what was typed stays"
        fields = {"name": NAMES[1], "email": "claims@example.org", "postal": "1 Main St\nFresno"}
        assert rivera.send(path, page, **fields).status == 302
        assert "claims@example.org" in rivera.get(f"/cases/{ELIGIBLE}/parties").body
        assert "claims@example.org" not in people["worker"].get(f"/cases/{ELIGIBLE}/parties").body
        assert people["okafor"].get(path).status == 409


class TestSteps:
    def test_a_form_that_lacks_something_comes_back_with_what_was_typed(
        self, rivera: Visitor
    ) -> None:
        path = f"/cases/{AWAITING}/do/request-records"
        page = rivera.get(path)
        answer = rivera.send(path, page, key=key_on(page), what="Notes of the knee")
        assert answer.status == 422
        assert "Asked of: this is needed." in answer.body
        assert "Notes of the knee" in answer.body
        assert "Error: " in answer.body

    def test_a_double_click_records_once_and_the_case_says_what(self, rivera: Visitor) -> None:
        path = f"/cases/{AWAITING}/do/request-records"
        page = rivera.get(path)
        fields = {"key": key_on(page), "of": "requesting physician", "what": "Notes", "by": "fax"}
        first, second = (rivera.send(path, page, **fields) for _ in range(2))
        assert first.status == 302
        assert first.headers["location"] == second.headers["location"]
        shown = rivera.get(first.headers["location"])
        assert "Records requested" in shown.body
        assert shown.body.count("<summary>Records requested") == 1

    def test_a_notice_with_its_paper_moves_the_case_on(self, data: Path, rivera: Visitor) -> None:
        path = f"/cases/{ELIGIBLE}/do/send-notice-of-assignment"
        page = rivera.get(path)
        fields = {"key": key_on(page), "sent.all": "mail"}
        answer = rivera.send_file(path, page, "sha256.file", NOTICE, "notice.pdf", **fields)
        assert answer.status == 302, answer.body
        assert "awaiting records" in rivera.get(f"/cases/{ELIGIBLE}").body
        kept = list((data / "cases" / ELIGIBLE / "other-papers").glob("*"))
        assert len(kept) == 1
        assert not list((data / "being-sent" / ELIGIBLE).glob("*/paper.pdf"))

    def test_a_paper_that_is_none_is_told_at_its_field(self, rivera: Visitor) -> None:
        path = f"/cases/{AWAITING}/do/receive-records"
        page = rivera.get(path)
        fields = {"key": key_on(page), "receipt.sender": "employee", "beyond_ur": "yes"}
        answer = rivera.send_file(path, page, "receipt.file", b"a picture", "a.pdf", **fields)
        assert answer.status == 422
        assert "not a PDF" in answer.body

    def test_a_paper_stays_when_something_else_must_be_mended(self, rivera: Visitor) -> None:
        path = f"/cases/{AWAITING_TOO}/do/receive-records"
        page = rivera.get(path)
        fields = {"key": key_on(page), "receipt.sender": "employee"}
        back = rivera.send_file(path, page, "receipt.file", NOTICE, "records.pdf", **fields)
        assert back.status == 422
        assert "it is here already" in back.body
        upload = re.search(r'name="receipt.upload" value="([^"]+)"', back.body)
        assert upload is not None
        fields |= {"receipt.upload": upload[1], "beyond_ur": "yes"}
        assert rivera.send(path, back, **fields).status == 302
        assert "records.pdf" not in rivera.get(f"/cases/{AWAITING_TOO}/documents").body
        assert ">paper<" in rivera.get(f"/cases/{AWAITING_TOO}/documents").body

    def test_what_is_grave_is_asked_about_once_more(self, people: dict[str, Visitor]) -> None:
        moreau = people["moreau"]
        path = f"/cases/{RECEIVED}/do/withdraw"
        page = moreau.get(path)
        fields = {"key": key_on(page), "reason": "The worker asked for it."}
        asked = moreau.send(path, page, **fields)
        assert asked.status == 200
        assert "This cannot be taken back" in asked.body
        assert "The worker asked for it." in asked.body
        assert "received" in moreau.get(f"/cases/{RECEIVED}").body, "nothing is done yet"
        assert moreau.send(path, asked, **fields, confirmed="yes").status == 302
        assert "withdrawn" in moreau.get(f"/cases/{RECEIVED}").body

    def test_what_the_desk_refuses_comes_back_into_the_form(self, rivera: Visitor) -> None:
        path = f"/cases/{APPOINTED}/do/convert-to-expedited"
        page = rivera.get(path)
        answer = rivera.send(path, page, key=key_on(page), certified_by="Dr. Ashgrove")
        assert answer.status == 409
        assert "certification-with-documents" in answer.body
        assert "Dr. Ashgrove" in answer.body

    def test_another_roles_step_is_refused_with_the_policys_words(
        self, people: dict[str, Visitor]
    ) -> None:
        answer = people["worker"].get(f"/cases/{IN_REVIEW}/do/request-records")
        assert answer.status == 409
        assert "is not one for the role" in answer.body
        assert people["rivera"].get(f"/cases/{IN_REVIEW}/do/make-coffee").status == 404
        assert people["rivera"].get(f"/cases/{IN_REVIEW}/do/show-proposal").status == 404

    def test_many_cases_are_answered_one_by_one(self, rivera: Visitor) -> None:
        page = rivera.get("/cases")
        form = rivera.send("/cases-together", page, step="serve", case=[ISSUED, IN_REVIEW])
        assert "Serve in 2 cases" in form.body
        fields = {"key": key_on(form), "step": "serve", "sent.all": "electronic"}
        answer = rivera.send("/cases-together", form, **fields, case=[ISSUED, IN_REVIEW])
        assert "Serve: 1 of 2 cases" in answer.body
        assert "Determination served" in answer.body
        assert "not-in-this-state" in answer.body
        again = rivera.send("/cases-together", form, **fields, case=[ISSUED, IN_REVIEW])
        assert "Serve: 1 of 2 cases" in again.body, "the same again is done once"

    def test_nobody_ticks_another_roles_step(self, people: dict[str, Visitor]) -> None:
        page = people["audit"].get("/cases")
        assert "With the ticked cases" not in page.body
        answer = people["audit"].send("/cases-together", page, step="serve", case=[ISSUED])
        assert answer.status == 409

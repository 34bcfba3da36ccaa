"""What programs send: papers, commands and applications, done once and refused in words."""

from __future__ import annotations

import hashlib
from typing import Any

import pytest
from tests.api_visitor import Program, a_case, new_key
from tests.papers import typeset

Office = Any


@pytest.fixture(scope="module")
def manager(api_office: Office) -> Program:
    return api_office.as_("api.manager")


def sent(program: Program, number: str, content: bytes) -> dict[str, Any]:
    """A paper sent in two parts and finished; its receipt."""
    sha256 = hashlib.sha256(content).hexdigest()
    begun = program.send(
        f"/cases/{number}/papers", {"name": "notes.pdf", "size": len(content), "sha256": sha256}
    )
    assert begun.status == 200, begun.body
    place, half = f"/cases/{number}/papers/{begun.fields['id']}", len(content) // 2
    kind = {"Content-Type": "application/octet-stream"}
    program.ask("PUT", f"{place}?offset={half}", content[half:], **kind)
    partly = program.get(place).fields
    assert partly["missing"] == [{"start": 0, "end": half}]
    program.ask("PUT", place, content[:half], **kind)
    finished = program.send(f"{place}/finish", b"")
    assert finished.status == 200, finished.body
    paper: dict[str, Any] = finished.fields["paper"]
    return paper


@pytest.fixture(scope="module")
def awaiting(manager: Program) -> str:
    """A case that waits for records."""
    return str(a_case(manager, "awaiting records")["number"])


class TestCommands:
    def receive(self, sha256: str, title: str = "notes.pdf") -> dict[str, Any]:
        return {
            "receipt": {
                "sender": "claims administrator",
                "title": title,
                "pages": 9,
                "sha256": sha256,
                "at": "2026-11-01T17:00:00Z",
            },
            "beyond_ur": True,
        }

    def test_records_are_sent_taken_and_answered_alike_when_asked_again(
        self, api_office: Office, manager: Program, awaiting: str
    ) -> None:
        paper = sent(manager, awaiting, typeset(["Notes", "of a visit"]))
        assert paper["pages"] == 2
        place, key = f"/cases/{awaiting}/commands/receive-records", new_key()
        first = manager.send(place, self.receive(paper["sha256"]), key)
        assert first.status == 200, first.body
        (event,) = first.fields["events"]
        assert event["kind"] == "records-received"
        assert event["fields"]["receipt"]["pages"] == 2, "as counted, not as sent"
        assert event["by"] == "api.manager"
        assert manager.get(f"/cases/{awaiting}/papers").fields["papers"] == []
        again = manager.send(place, self.receive(paper["sha256"]), key)
        assert again.body == first.body
        events = manager.get(f"/cases/{awaiting}/events").fields["events"]
        assert sum(one["kind"] == "records-received" for one in events) == 1
        folder = api_office.data / "cases" / awaiting / "papers"
        assert any(folder.iterdir())

    def test_the_same_key_with_something_else_is_told(
        self, manager: Program, awaiting: str
    ) -> None:
        paper = sent(manager, awaiting, typeset(["Other notes"]))
        place, key = f"/cases/{awaiting}/commands/receive-records", new_key()
        assert manager.send(place, self.receive(paper["sha256"]), key).status == 200
        other = manager.send(place, self.receive(paper["sha256"], "other"), key)
        assert (other.status, other.fields["rule"]) == (409, "key-names-one-command")

    def test_a_paper_that_did_not_come_cannot_be_named(
        self, manager: Program, awaiting: str
    ) -> None:
        place = f"/cases/{awaiting}/commands/receive-records"
        answer = manager.send(place, self.receive("0" * 64), new_key())
        assert (answer.status, answer.fields["rule"]) == (409, "papers-come-first")

    def test_a_refusal_says_reason_rule_law_and_remedy(
        self, manager: Program, awaiting: str
    ) -> None:
        answer = manager.send(f"/cases/{awaiting}/commands/serve", {"sent": []}, new_key())
        assert answer.status == 409
        told = answer.fields
        assert told["rule"] == "not-in-this-state"
        assert told["detail"]
        assert told["citation"]
        assert told["remedy"]

    @pytest.mark.parametrize(
        ("body", "where"),
        [
            ({}, "$"),
            ({"reason": 7}, "$.reason"),
            ({"reason": "a", "patient": "b"}, "$"),
            ({"reason": "a\0b"}, "$.reason"),
            ([], "$"),
        ],
    )
    def test_a_body_is_as_described_and_never_repeated(
        self, manager: Program, awaiting: str, body: Any, where: str
    ) -> None:
        answer = manager.send(f"/cases/{awaiting}/commands/withdraw", body, new_key())
        assert answer.status == 422
        assert [one["where"] for one in answer.fields["errors"]] == [where]

    def test_without_a_key_nothing_is_done(self, manager: Program, awaiting: str) -> None:
        answer = manager.send(f"/cases/{awaiting}/commands/withdraw", {"reason": "a"})
        assert answer.status == 422
        assert answer.fields["errors"][0]["where"] == "Idempotency-Key"

    def test_no_program_signs_a_letter(self, manager: Program) -> None:
        number = a_case(manager, "decided")["number"]
        assert manager.send(f"/cases/{number}/commands/sign-letter", {}, new_key()).status == 404

    def test_a_standing_comes_from_the_panel(self, manager: Program) -> None:
        number = a_case(manager, "ready to appoint")["number"]
        body = {"seat": 1, "reviewer": "R-001", "reason": "x", "standing": {}}
        answer = manager.send(f"/cases/{number}/commands/appoint-reviewer", body, new_key())
        assert answer.fields["rule"] == "standing-from-the-panel"

    def test_a_case_that_is_not_there_is_told_to_staff(self, manager: Program) -> None:
        assert manager.get("/cases/CM26-9999999").status == 404


class TestWhatIsSent:
    @pytest.mark.parametrize("body", [b"{", b"", b"\xff", b'{"reason":"\\ud800"}'])
    def test_what_is_no_json_is_told(self, manager: Program, body: bytes) -> None:
        number = a_case(manager, "eligible")["number"]
        answer = manager.send(f"/cases/{number}/commands/withdraw", body, new_key())
        assert answer.status in {400, 422}
        assert answer.headers["content-type"] == "application/problem+json"

    def test_a_form_is_no_json(self, manager: Program) -> None:
        form = {"Content-Type": "application/x-www-form-urlencoded"}
        answer = manager.ask("POST", "/cases/CM26-0000001/commands/withdraw", b"reason=a", **form)
        assert answer.status == 415

    def test_a_huge_body_is_refused_before_it_is_read(self, manager: Program) -> None:
        body = b'{"reason":"' + b"a" * 2_100_000 + b'"}'
        place = "/cases/CM26-0000001/commands/withdraw"
        assert manager.send(place, body, new_key()).status == 413

    def test_other_methods_and_addresses_are_told_as_problems(self, manager: Program) -> None:
        wrong = manager.ask("DELETE", "/cases", b"")
        assert (wrong.status, wrong.headers["allow"]) == (405, "GET")
        assert manager.get("/nothing/here").headers["content-type"] == "application/problem+json"

    def test_answers_are_kept_by_nobody(self, manager: Program) -> None:
        assert manager.get("/cases").headers["cache-control"] == "no-store"


class TestApplications:
    ANSWERS = {  # noqa: RUF012
        "filer": "employee",
        "employee": "Dana Applewhite",
        "date_of_injury": "2026-02-03",
        "claim_number": "WC-774411",
        "employer": "Harbor Freight Lines",
        "claims_administrator": "Golden State Adjusting",
        "decided": "2026-11-01",
        "served": "2026-11-03",
        "requesting_physician": "Lee Okonkwo, MD",
        "treatments": "Acupuncture, 6 visits, right knee",
        "liability_disputed": False,
        "signature": "signed",
    }

    def test_an_application_is_answered_sent_checked_and_filed_once(
        self, api_office: Office
    ) -> None:
        clerk = api_office.as_("api.intake")
        begun = clerk.send("/applications", b"").fields
        place = f"/applications/{begun['code']}"
        assert not begun["fit_to_file"]
        assert clerk.send(f"{place}/file", b"").fields["rule"] == "enough-for-a-case"
        answered = clerk.send(f"{place}/answers", self.ANSWERS)
        assert answered.status == 200, answered.body
        assert answered.fields["fit_to_file"]
        content = typeset(["Utilization review decision"])
        paper = clerk.send(
            f"{place}/papers/decision", {"name": "decision.pdf", "size": len(content)}
        ).fields
        kind = {"Content-Type": "application/octet-stream"}
        part = f"{place}/papers/decision/{paper['id']}"
        assert clerk.ask("PUT", f"{part}?offset=0", content, **kind).status == 200
        assert clerk.send(f"{part}/finish", b"").fields["paper"]["pages"] == 1
        assert clerk.get(f"{place}/checks").status == 200
        filed = clerk.send(f"{place}/file", b"")
        assert filed.status == 200, filed.body
        assert [one["pages"] for one in filed.fields["papers"]] == [1]
        assert clerk.send(f"{place}/file", b"").fields["case"] == filed.fields["case"]
        assert clerk.send(f"{place}/answers", self.ANSWERS).fields["rule"] == "filed-once"

    def test_who_files_no_applications_begins_none(self, manager: Program) -> None:
        assert manager.send("/applications", b"").fields["rule"] == "not-your-step"

    def test_a_code_that_is_none_opens_nothing(self, api_office: Office) -> None:
        assert api_office.as_("api.intake").get("/applications/2345678923456789").status == 404

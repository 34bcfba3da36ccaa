"""Records over real HTTP: a party sends to its own cases, each paper is recorded once."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.integration.test_filing_served import DECISION, FORM, PAPERS, WORKER, Filer
from tests.served import Answer, Served, serving
from tests.signed_in import user

from openimr.bootstrap import record_store
from openimr.case.evolve import case_of
from openimr.case.model import Case, State
from openimr.law.calendar import PACIFIC
from openimr.vocabulary.filing import PartyRole

REPORT = PAPERS / "04-Ravenscroft-PR2-060915.pdf"


class Party(Filer):
    """Somebody of the claims administrator."""

    def _token(self) -> str:
        found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', self.get(self.page).body)
        assert found
        return found[1]

    def send_to(self, where: str, page: str, name: str, content: bytes) -> str:
        """A paper that arrived at a place, by its upload."""
        self.page = page
        body = f"name={name}&size={len(content)}".encode()
        form = "application/x-www-form-urlencoded"
        begun = self.asked(f"/uploads/{where}/begin", body, kind=form).fields
        upload = str(begun["id"])
        self.asked(f"/uploads/{where}/{upload}/part", content, Upload_Offset="0")
        done = self.asked(f"/uploads/{where}/{upload}/finish", b"")
        assert done.status == 200, done.body
        return upload


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("records") / "data"


@pytest.fixture(scope="module")
def served(data: Path) -> Iterator[Served]:
    with serving(data, "--no-jobs") as running:
        yield running


@pytest.fixture(scope="module")
def number(served: Served) -> str:
    """An eligible case that a worker filed."""
    filer = Filer(served).begin()
    claim = {**WORKER["claim"], "claims_administrator": "Tamarack Claims"}
    day = (dt.datetime.now(tz=PACIFIC) - dt.timedelta(days=10)).date().isoformat()
    decision = {"decided": day, "served": day}
    signed = {"signature": "signed", "signed_on": day}
    filer.answer(**{**WORKER, "claim": claim, "decision": decision, "papers": signed})
    filer.send_paper(FORM, "form")
    filer.send_paper(DECISION, "decision")
    filer.submit()
    found = re.search(r"CM\d\d-\d{7}", filer.get("/file/receipt").body)
    assert found
    return found[0]


def case(data: Path, number: str) -> Case:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("OPENIMR_DATA", str(data))
        return case_of(record_store().load(number))


@pytest.fixture(scope="module")
def party(served: Served, data: Path, number: str) -> Party:
    there = case(data, number)
    administrator = next(
        one.id for one in there.parties if one.role is PartyRole.CLAIMS_ADMINISTRATOR
    )
    added = user(data, "add", "tamarack", f"party:{administrator}", "--case", number)
    assert added.returncode == 0, added.stderr
    visitor = Party(served)
    assert visitor.sign_in("tamarack").status == 302
    return visitor


def records(data: Path, number: str) -> list[str]:
    return [one.receipt.title for one in case(data, number).records]


def test_a_paper_becomes_a_receipt_of_its_class_with_the_list_beside_it(
    party: Party, data: Path, number: str
) -> None:
    page = f"/cases/{number}/send-records"
    assert case(data, number).state is State.ELIGIBLE
    upload = party.send_to(f"case-{number}", page, "report.pdf", REPORT.read_bytes())
    unsaid = party.send(page, party.get(page))
    assert (unsaid.status, "Say what report.pdf is." in unsaid.body) == (400, True)
    stated = {f"class-{upload}": "reports", "none-told": "yes", "reason-told": "Nothing was sent."}
    first = party.send(page, party.get(page), **stated)
    assert first.headers["location"] == f"{page}/receipt"
    again: Answer = party.send(page, party.get(page), **stated)
    assert again.status in {302, 400}, "sent twice, it is recorded once"
    assert records(data, number).count("physician reports of six months") == 1
    receipt = party.get(f"{page}/receipt").body
    assert "Physician reports of six months" in receipt
    assert "there is none" in receipt
    assert "Nothing was sent." not in receipt


def test_papers_of_many_cases_go_where_their_names_say(
    party: Party, data: Path, number: str
) -> None:
    page = "/send-records"
    content = (PAPERS / "07-Whitcombe-session-notes.pdf").read_bytes()
    party.send_to("many", page, f"{number} notes.pdf", content)
    party.send_to("many", page, "CM99-0000001 notes.pdf", content)
    preview = party.get(page).body
    assert "not among your cases" in preview
    filed = party.send(page, party.get(page), **{"class": "submitted"})
    assert filed.headers["location"] == "/send-records/receipts"
    assert "materials that employee or provider submitted" in records(data, number)
    table = party.get("/send-records/receipts.csv").body.splitlines()
    assert table[0] == "case,received,papers,pages,late,sha256"
    assert any(line.startswith(f"{number},") and "submitted" in line for line in table)
    assert "CM99-0000001 notes.pdf" in party.get(page).body, "what goes nowhere waits"


def test_in_one_round_papers_are_of_different_kinds_and_of_some_there_are_none(
    party: Party, data: Path, number: str
) -> None:
    page = "/send-records"
    names = ("05-Ravenscroft-PR2s.pdf", "06-Whitcombe-evaluation.pdf")
    one, two = (
        party.send_to(
            "many", page, f"{number} {name}", next(PAPERS.glob(f"{name[:2]}-*")).read_bytes()
        )
        for name in names
    )
    form = f"{number}-form"
    both = {f"class-{one}": "relied", f"class-{two}": "form", f"none-{form}": "yes"}
    unreasoned = party.send(page, party.get(page), **both)
    assert (unreasoned.status, "Say why there is none: DWC Form IMR." in unreasoned.body) == (
        400,
        True,
    )
    both[f"reason-{form}"] = "Kept by another office."
    told = party.send(page, party.get(page), **both).body
    assert f"Case {number}: you send papers and say there are none." in told
    both[f"class-{two}"] = "later"
    listed = {**both, f"list-{number}": "yes"}
    assert party.send(page, party.get(page), **listed).status == 302
    now = records(data, number)
    assert "other material relied on" in now
    assert any(title.endswith("none: DWC Form IMR") for title in now)
    assert case(data, number).records[-1].list_sent
    assert names[1] in party.get(page).body, "what is not filed now waits"
    assert f"none-{form}" not in party.get(page).body, "it was said"


def test_a_party_reaches_no_other_case_and_no_page_of_the_house(party: Party, number: str) -> None:
    other = number[:-1] + ("2" if number[-1] != "2" else "3")
    for path in (
        f"/cases/{other}/send-records",
        f"/cases/{other}/send-records/receipt",
        f"/uploads/case-{other}/",
        "/intake/mail",
        "/uploads/mail/",
    ):
        assert party.get(path).status == 409, path

"""The panel over real HTTP: credentials looked up, files taken in, cases given out."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from tests.made_demo import made_demo
from tests.served import Served, serving
from tests.signed_in import Visitor

NEVER_VERIFIED = "R-020"


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    data = made_demo(tmp_path_factory, "panel")
    with serving(data, "--no-jobs", OPENIMR_SECOND_FACTOR="optional") as running:
        yield running


def visitor(served: Served, login: str) -> Visitor:
    found = Visitor(served)
    found.sign_in(login)
    return found


@pytest.fixture(scope="module")
def manager(served: Served) -> Visitor:
    return visitor(served, "ruiz")


def row_of(page: str, reviewer: str) -> str:
    found = re.search(rf"<tr><td><a href=\"/panel/reviewer/{reviewer}\".*?</tr>", page)
    assert found is not None
    return found[0]


class TestTheList:
    def test_whose_verification_ends_first_comes_first(self, manager: Visitor) -> None:
        page = manager.get("/panel").body
        assert re.findall(r"/panel/reviewer/(R-\d+)", page)[0] == NEVER_VERIFIED
        assert "17 of 20 reviewers may be given a case" in page

    def test_only_those_who_may_not_be_given_a_case(self, manager: Visitor) -> None:
        page = manager.send("/panel", manager.get("/panel"), fit="no").body
        assert len(re.findall(r"<tr><td><a", page)) == 3

    def test_an_auditor_looks_and_keeps_nothing(self, served: Served) -> None:
        auditor = visitor(served, "voss")
        page = auditor.get(f"/panel/reviewer/{NEVER_VERIFIED}")
        assert page.status == 200
        assert "I looked it up" not in page.body
        sent = auditor.send(f"/panel/reviewer/{NEVER_VERIFIED}/away", page, first="", last="")
        assert sent.status == 409

    def test_reviewers_do_not_see_the_panel(self, served: Served) -> None:
        assert visitor(served, "reviewer").get("/panel").status == 409


class TestLookingACredentialUp:
    def test_what_was_seen_is_kept_with_day_source_and_who_looked(self, manager: Visitor) -> None:
        path = f"/panel/reviewer/{NEVER_VERIFIED}"
        page = manager.get(path)
        for number in ("0", "1"):
            sent = {
                "credential": number,
                "on": "2026-11-02",
                "source": "the board's own page",
                "status": "active" if number == "0" else "",
                "discipline": "none" if number == "0" else "",
                "expires": "2030-01-31" if number == "0" else "",
            }
            assert manager.send(f"{path}/verify", page, **sent).status == 302
        after = manager.get(path).body
        assert "11/02/2026, the board&#x27;s own page, by manager.ruiz" in after
        assert after.count("Changed: ") == 2
        assert ">yes<" in row_of(manager.get("/panel").body, NEVER_VERIFIED)

    @pytest.mark.parametrize(
        ("fields", "told"),
        [
            ({"on": "2031-01-01"}, "lies ahead"),
            ({"source": " "}, "Name the board&#x27;s page"),
            ({"credential": "9"}, "none of the member&#x27;s"),
            ({"status": "splendid"}, "is not a valid"),
            ({"expires": ""}, "needs its last day"),
        ],
    )
    def test_what_cannot_be_is_told_on_the_page(
        self, manager: Visitor, fields: dict[str, str], told: str
    ) -> None:
        path = "/panel/reviewer/R-003"
        sent = {
            "credential": "0", "on": "2026-11-02", "source": "the board", "status": "active",
            "discipline": "none", "expires": "2030-01-31",
        }  # fmt: skip
        answer = manager.send(f"{path}/verify", manager.get(path), **{**sent, **fields})
        assert answer.status == 422
        assert told in answer.body

    def test_days_away_take_a_member_out_of_the_draw(self, manager: Visitor) -> None:
        path = "/panel/reviewer/R-004"
        page = manager.get(path)
        days = {"first": "2026-01-01", "last": "2035-01-01"}
        assert manager.send(f"{path}/away", page, **days).status == 302
        assert "away on that day" in row_of(manager.get("/panel").body, "R-004")
        wrong = manager.send(f"{path}/away", page, first="2026-02-02", last="2026-02-01")
        assert wrong.status == 422


class TestGivingCasesOut:
    def test_the_round_is_shown_first_and_done_as_it_was_shown(self, manager: Visitor) -> None:
        first, again = manager.get("/panel/appoint"), manager.get("/panel/appoint")
        seed = re.search(r'name="seed" value="([0-9a-f]+)"', first.body)
        assert seed is not None
        assert seed[0] in again.body
        shown = set(re.findall(r"<tr><td><a href=\"/cases/([^\"]+)", first.body))
        done = manager.send("/panel/appoint", first, seed=seed[1])
        assert "<strong>Done.</strong>" in done.body
        assert shown <= set(re.findall(r"<tr><td><a href=\"/cases/([^\"]+)", done.body))
        late = manager.send("/panel/appoint", first, seed=seed[1])
        assert "have changed since the round was shown" in late.body

    def test_possible_ties_are_a_page_even_when_none_waits(self, manager: Visitor) -> None:
        assert manager.get("/panel/ties").status == 200


class TestTakingAFileIn:
    def sent(self, manager: Visitor, content: bytes, do: str) -> str:
        page = manager.get("/panel/file")
        return manager.send_file("/panel/file", page, "panel", content, "panel.csv", do=do).body

    def test_faults_are_told_by_row_and_column_and_nothing_is_kept(self, manager: Visitor) -> None:
        body = self.sent(manager, b"id,given names\nR-900,Ann\n", "keep")
        assert "nothing was kept" in body
        assert manager.get("/panel/reviewer/R-900").status == 400

    def test_it_is_looked_at_before_it_is_kept(self, manager: Visitor) -> None:
        content = b"id,given names,family name,capacity,qme\nR-900,Ann,Tulliver-Okon,3,no\n"
        assert "1 new: R-900" in self.sent(manager, content, "look")
        assert manager.get("/panel/reviewer/R-900").status == 400
        assert "Kept." in self.sent(manager, content, "keep")
        assert "Ann Tulliver-Okon" in manager.get("/panel/reviewer/R-900").body

    def test_an_identifier_never_passes_to_another_physician(self, manager: Visitor) -> None:
        content = b"id,given names,family name,capacity,qme\nR-001,Zed,Other,3,no\n"
        assert "another physician" in self.sent(manager, content, "keep")

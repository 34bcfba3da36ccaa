"""The law and the guidelines as staff look them up, over real HTTP."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from tests.served import Served, serving
from tests.signed_in import Visitor, user


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    data = tmp_path_factory.mktemp("lookups") / "data"
    assert user(data, "add", "ruiz", "case manager").returncode == 0
    assert user(data, "add", "worker", "party:employee-1", "--case", "CM26-0000001").returncode == 0
    with serving(data, "--no-jobs", OPENIMR_SECOND_FACTOR="optional") as running:
        yield running


@pytest.fixture(scope="module")
def manager(served: Served) -> Visitor:
    visitor = Visitor(served)
    visitor.sign_in("ruiz")
    return visitor


class TestTheLaw:
    def test_every_value_has_its_citation_and_how_it_is_known(self, manager: Visitor) -> None:
        page = manager.get("/law")
        assert page.status == 200
        rows = re.findall(r"<tr><td><a href=\"/law/.*?</tr>", page.body)
        assert len(rows) > 100
        assert all(
            re.search(r"text seen|observed in determinations|not verified|own rule", row)
            for row in rows
        )

    def test_only_what_is_in_force_on_a_day_and_was_not_seen(self, manager: Visitor) -> None:
        everything = manager.get("/law").body.count("<tr><td>")
        some = manager.get("/law?on=2016-05-02&unseen=1").body
        assert 0 < some.count("<tr><td>") < everything
        assert "text seen</span>" not in some

    def test_a_value_shows_all_its_versions_that_in_force_first(self, manager: Visitor) -> None:
        page = manager.get("/law/ur-decision?on=2016-05-02").body
        marks = re.findall(r">(in force|not in force) on 05/02/2016<", page)
        assert marks[0] == "in force"
        assert "not in force" in marks

    def test_a_day_that_is_none_is_told_what_to_write(self, manager: Visitor) -> None:
        answer = manager.get("/law?on=yesterday")
        assert answer.status == 400
        assert "Write it like 2026-03-09" in answer.body

    def test_holidays_of_a_year(self, manager: Visitor) -> None:
        assert "Independence Day" in manager.get("/law/holidays/2026").body
        assert manager.get("/law/holidays/1888").status == 400


class TestTheGuidelines:
    def test_a_topic_on_a_day_has_search_criteria_and_places(self, manager: Visitor) -> None:
        page = manager.get("/guidelines/topic/acupuncture?on=2015-06-01").body
        assert "8 CCR 9792.21.1, for a request of 06/01/2015" in page
        assert "MTUS Acupuncture Medical Treatment 2007" in page

    def test_a_requests_wording_leads_to_its_topic(self, manager: Visitor) -> None:
        page = manager.get("/guidelines?words=needling+of+the+lumbar+spine+with+acupuncture").body
        assert 'href="/guidelines/topic/acupuncture"' in page

    def test_no_topic_is_page_not_found(self, manager: Visitor) -> None:
        assert manager.get("/guidelines/topic/moonbathing").status == 404

    def test_what_changes_between_editions(self, manager: Visitor) -> None:
        page = manager.get("/guidelines/editions?before=cpmtg-2009&after=cpmtg-2016").body
        assert re.search(r"\d+ criteria differ", page)
        assert manager.get("/guidelines/editions?before=cpmtg-2009&after=none").status == 400

    def test_trying_a_request_weighs_it_and_puts_nothing_into_the_address(
        self, manager: Visitor
    ) -> None:
        form = manager.get("/guidelines/try")
        typed = {
            "request": "Acupuncture, 24 sessions, lumbar spine",
            "note": "The employee has had no acupuncture so far. Pain is rated 6/10.",
            "on": "2015-06-01",
            "injured": "",
        }
        answer = manager.send("/guidelines/try", form, **typed)
        assert answer.status == 200
        assert "NOT MET" in answer.body
        assert "asked" in answer.body
        assert 'method="post"' in answer.body

    def test_an_empty_request_comes_back_with_what_to_write(self, manager: Visitor) -> None:
        form = manager.get("/guidelines/try")
        answer = manager.send("/guidelines/try", form, request="", note="Pain.", on="", injured="")
        assert "Write the treatment that is asked for." in answer.body
        assert "Pain." in answer.body

    def test_parties_are_told_whose_page_it_is(self, served: Served) -> None:
        worker = Visitor(served)
        worker.sign_in("worker")
        assert worker.get("/guidelines").status == 409
        assert worker.get("/law").status == 200

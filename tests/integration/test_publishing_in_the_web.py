"""A determination is published over real HTTP: seen, marked, approved; then everybody has it."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from tests.published_cases import PublishingHouse, publishing_house
from tests.served import Answer, Served, serving
from tests.signed_in import Visitor

from openimr.adapters.publishing_wired import shelving_on
from openimr.bootstrap import case_folders, record_store
from openimr.vocabulary.filing import PartyRole


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> PublishingHouse:
    made = publishing_house(tmp_path_factory, "publishing-web")
    employee = made.name(PartyRole.EMPLOYEE)
    made.say(
        clinical_case_summary=(
            f"{employee} was hurt. Zebulon Tarkington drove. The note of Harbor Imaging Center is"
            " normal. The wedding of the mayor was on that day."
        )
    )
    return made


@pytest.fixture(scope="module")
def served(house: PublishingHouse) -> Iterator[Served]:
    with serving(house.house.data, "--no-jobs") as running:
        yield running


@pytest.fixture(scope="module")
def ruiz(served: Served) -> Visitor:
    return signed_in(served, "ruiz")


def signed_in(served: Served, login: str) -> Visitor:
    visitor = Visitor(served)
    visitor.sign_in(login)
    return visitor


def place(house: PublishingHouse, part: str = "") -> str:
    return f"/cases/{house.number}/publishing{part}"


def hidden(page: Answer, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', page.body)
    assert found is not None, page.body
    return found[1]


def test_the_page_shows_each_thing_that_is_taken_out_and_why(
    ruiz: Visitor, house: PublishingHouse
) -> None:
    page = ruiz.get(place(house))
    assert page.status == 200
    assert ">[employee]</mark>" in page.body
    assert house.name(PartyRole.EMPLOYEE) in page.body  # in the list, to the staff alone
    assert "the case knows it" in page.body
    assert f'href="{place(house)}"' in ruiz.get(f"/cases/{house.number}/letter").body
    assert place(house) in ruiz.get(f"/cases/{house.number}").body


@pytest.mark.parametrize("login", ["reviewer", "worker", "adjuster", "moreau"])
def test_nobody_else_sees_it(served: Served, house: PublishingHouse, login: str) -> None:
    visitor = signed_in(served, login)
    for part in ("", "/preview.pdf"):
        page = visitor.get(place(house, part))
        assert page.status in {403, 409}
        assert house.name(PartyRole.EMPLOYEE) not in page.body


def test_marks_are_made_and_taken_back_on_the_page(ruiz: Visitor, house: PublishingHouse) -> None:
    page = ruiz.get(place(house))
    before = hidden(page, "before")
    name = {"as": "name", "words": "Zebulon Tarkington", "kind": "PERSON"}
    ruiz.send(place(house, "/mark"), page, before=before, **name)
    page = ruiz.get(place(house))
    assert "Zebulon Tarkington</strong> goes as person" in page.body
    late = ruiz.send(place(house, "/mark"), page, before=before, **name)
    assert late.status == 409 and "someone-was-faster" in late.body
    passage = {"as": "left-out", "words": "The wedding of the mayor was on that day."}
    ruiz.send(place(house, "/mark"), page, before=hidden(page, "before"), **passage)
    page = ruiz.get(place(house))
    assert "[left out]" in page.body
    ruiz.send(place(house, "/unmark"), page, before=hidden(page, "before"), mark="2")
    page = ruiz.get(place(house))
    assert "[left out]" not in page.body
    none = ruiz.send(
        place(house, "/mark"), page, before=hidden(page, "before"), words="Harbor", **{"as": "kept"}
    )
    assert none.status == 400 and "the reason" in none.body.lower()


def test_what_was_seen_is_published_and_everybody_gets_it_without_names(
    ruiz: Visitor, served: Served, house: PublishingHouse
) -> None:
    waiting = "/cases?publication=waits"
    assert waiting in ruiz.get("/work").body
    assert f"/cases/{house.number}" in ruiz.get(waiting).body
    page = ruiz.get(place(house))
    stale = ruiz.send(place(house, "/approve"), page, seen="0" * 64)
    assert stale.status == 409 and "published-as-seen" in stale.body
    ruiz.send(place(house, "/approve"), page, seen=hidden(page, "seen"))
    citation = f"ca-wc/{house.number}"
    assert "A job puts it into the library" in ruiz.get(place(house)).body
    assert f'Published as <a href="/library/{citation}/v1">' in ruiz.get(place(house)).body
    assert f"/cases/{house.number}" not in ruiz.get(waiting).body
    with house.house.inside():
        store = record_store()
        number = store.load(house.number)[-1].number
        shelving_on(store, store.alias, case_folders()).shelve(house.number, number)
    assert "A job puts it into the library" not in ruiz.get(place(house)).body
    shown = served.ask(f"/library/{citation}")
    assert f"/library/{citation}/v1.pdf" in shown.body
    names = (house.name(PartyRole.EMPLOYEE), "Tarkington", "Lindgren")
    assert not [name for name in names if name in shown.body]


def test_the_published_pdf_may_be_kept_and_is_asked_for_by_its_digest(
    served: Served, house: PublishingHouse
) -> None:
    for form in (
        f"/library/ca-wc/{house.number}/v1.pdf",
        f"/library/ca-wc/{house.number}?form=json",
    ):
        head = served.ask(form, method="HEAD")
        assert (head.status, head.headers["cache-control"]) == (200, "public, max-age=300")
        again = served.ask(form, method="HEAD", If_None_Match=head.headers["etag"])
        assert again.status == 304
    assert served.ask(f"/library/ca-wc/{house.number}/v9.pdf").status == 404


def test_what_is_withdrawn_is_gone_for_everybody_who_is_told_so(
    ruiz: Visitor, served: Served, house: PublishingHouse
) -> None:
    page, citation = ruiz.get(place(house)), f"ca-wc/{house.number}"
    form = {"publication": citation, "because": "A name slipped through."}
    assert ruiz.send(place(house, "/withdraw"), page, **{**form, "because": " "}).status == 400
    quality = signed_in(served, "moreau")
    assert quality.send(place(house, "/withdraw"), page, **form).status == 403
    ruiz.send(place(house, "/withdraw"), page, **form)
    shown = ruiz.get(place(house)).body
    assert f"Withdrawn: {citation}" in shown and "A name slipped through." in shown
    assert "A job takes it out of the library" in shown
    assert f"/cases/{house.number}" in ruiz.get("/cases?publication=waits").body
    assert "Approve and publish" in shown  # the corrected one is the next version
    with house.house.inside():
        store = record_store()
        number = store.load(house.number)[-1].number
        shelving_on(store, store.alias, case_folders()).take_off(house.number, number)
    assert "It is out of the library" in ruiz.get(place(house)).body
    gone = f"{citation}, version 1, was withdrawn on"
    for address in (citation, f"{citation}/v1", f"{citation}/v1.pdf", f"{citation}?form=json"):
        answer = served.ask(f"/library/{address}")
        assert (answer.status, gone in answer.body) == (410, True), address
        assert "hurt" not in answer.body and "slipped" not in answer.body
    for part in ("", "/history", "/fhir", "/similar"):
        answer = served.ask(f"/library/api/v1/determinations/{citation}{part}")
        assert (answer.status, gone in answer.body) == (410, True), part
    assert f"{citation}/v2" in shown

"""The public library over real HTTP: found without sign-in, kept by whoever is between, cited."""

from __future__ import annotations

import contextlib
import datetime as dt
import html
import http.client
import os
import re
import sqlite3
import subprocess
import sys
import urllib.parse
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import msgspec
import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import GenerationMode
from tests.integration.test_api_schema import CHECKS
from tests.library_letters import changed_mind, letter, put
from tests.published_determinations import determination, finding, invented
from tests.served import PATIENCE, Answer, Served, serving, until
from tests.signed_in import Visitor, user

from openimr.adapters.fhir_bundles import read_bundle
from openimr.adapters.library_audit import Looked, Wanted, audited_findings
from openimr.adapters.library_audit_file import keep
from openimr.adapters.library_index_kept import bring_up_to_date
from openimr.adapters.library_store import LibraryStore
from openimr.adapters.library_withdrawn import hide, leave_out
from openimr.adapters.open_data_writer import write_release
from openimr.determination.model import Decision
from openimr.publication.alerts.links import Link, signed
from openimr.publication.alerts.model import Alert, Reached
from openimr.publication.audit.published import audited
from openimr.publication.library.later import Happened, LaterEvent
from openimr.publication.library.links import Seen
from openimr.publication.library.schema import each_column
from openimr.publication.model import Provenance, SourceKind
from openimr.publication.open_data.release import checked_terms

FIRST = "/library/ca-wc/CM16-0000001"


def build(data: Path, letters: Path) -> None:
    subprocess.run(
        [sys.executable, "-m", "openimr", "library", "build", letters],
        env={**os.environ, "OPENIMR_DATA": str(data)},
        capture_output=True,
        check=True,
    )


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    home = tmp_path_factory.mktemp("library")
    put(home / "letters", "1.json", letter("CM16-0000001"))
    put(home / "letters", "2.json", letter("CM16-0000002"))
    build(home / "data", home / "letters")
    user(home / "data", "add", "manager", "case manager")
    with serving(home / "data", "--no-jobs") as running:
        yield running


@pytest.fixture
def manager(served: Served) -> Visitor:
    visitor = Visitor(served)
    assert visitor.sign_in("manager").status == 302
    return visitor


def test_everybody_finds_determinations_and_what_is_between_may_keep_the_page(
    served: Served,
) -> None:
    page = served.ask("/library?q=mri")
    assert page.status == 200
    assert "2 determinations found" in page.body
    assert "<mark>MRI</mark>" in page.body
    assert page.headers["cache-control"] == "public, max-age=300"
    assert "set-cookie" not in page.headers


def test_a_search_is_narrowed_and_the_value_let_go_of_again(served: Served) -> None:
    page = served.ask("/library?q=mri")
    [narrower] = re.findall(
        r'<a href="(/library[^"]+decision=upheld[^"]*)" rel="nofollow">Upheld', page.body
    )
    page = served.ask(narrower.replace("&amp;", "&"))
    assert page.status == 200
    assert re.search(
        r'<a href="/library\?q=mri" rel="nofollow" aria-current="true">Upheld', page.body
    )


LEAFING = """
import json, re, sys
from openimr.web.wsgi import application
application()
from django.test import RequestFactory
from openimr.publication.search.find import Answer
from openimr.publication.search.ports import Found
from openimr.web.library import views

def found(index, text, wanted, really=views.find):
    hits = really(index, text, type(wanted)()).found.hits
    return Answer(found=Found(total=20_005, hits=hits), search=wanted)

views.find = found
for page in (1, 1000, 1001):
    asked = RequestFactory().get("/library", {"page": page}, HTTP_HOST="127.0.0.1")
    shown = views.search(asked).content.decode()
    print(json.dumps([re.sub(r"<[^>]+>", "", shown), re.findall(r"[?&;]page=([0-9]+)", shown)]))
"""


def test_of_very_many_pages_those_are_told_that_can_be_shown(served: Served) -> None:
    data = str(served.told.parent / "data")
    run = subprocess.run(
        [sys.executable, "-c", LEAFING],
        env={**os.environ, "OPENIMR_DATA": data},
        capture_output=True,
        text=True,
        check=True,
    )
    pages = map(msgspec.json.decode, run.stdout.splitlines())
    (first, near), (last, before), (beyond, none) = pages
    assert "20,005 determinations found, page 1 of the first 1,000\n" in first
    assert "The first 1,000 pages can be leafed through: to see others, narrow the search." in first
    assert "page 1,000 of the first 1,000\n" in last
    assert (near, before, none) == (["2"], ["999"], [])
    assert "lies beyond determination 10,000" in beyond


MANY = "&".join(f"topic=topic-{number}" for number in range(21))


@pytest.mark.parametrize(
    "asked",
    ["q=year%3A(", "q=%22", "q=(knee", "q=color:red", "decision=perhaps", "page=99999", MANY],
)
def test_what_cannot_be_asked_is_told_on_the_page(served: Served, asked: str) -> None:
    page = served.ask(f"/library?{asked}")
    assert page.status == 400
    assert '<input id="q"' in page.body and 'role="alert"' in page.body
    assert "public" not in page.headers.get("cache-control", "")


@pytest.mark.parametrize("asked", ["sort=sideways", "page=x"])
def test_an_order_or_a_page_that_makes_no_sense_is_left_out(served: Served, asked: str) -> None:
    page = served.ask(f"/library?{asked}")
    assert page.status == 200
    assert 'role="alert"' not in page.body


def test_more_values_of_a_facet_than_anybody_chooses_are_refused(served: Served) -> None:
    assert "more than 20 values of it" in served.ask(f"/library?{MANY}").body


def test_a_page_beyond_the_last_one_leads_back_to_it(served: Served) -> None:
    page = served.ask("/library?q=mri&page=9").body
    assert "2 determinations found</h2>" in page
    assert 'There is no page 9 of it. <a href="/library?q=mri" rel="nofollow">' in page
    none = served.ask("/library?q=zzzzqqq&decision=overturned").body
    assert "Nothing is as you asked" in none
    assert '<a href="/library?q=zzzzqqq" rel="nofollow">Decision: overturned</a>' in none
    assert "A number says" not in none


def test_a_library_that_cannot_be_read_is_nobody_elses_fault(served: Served) -> None:
    index = served.told.parent / "data" / "library" / "index"
    with moved_away(index / "current"):
        for address in ("/library?q=mri", "/library/feed", "/library/api/v1/determinations"):
            answer = served.ask(address)
            assert (answer.status, answer.headers["retry-after"]) == (503, "30"), address
            assert answer.headers["cache-control"] == "no-store"
        assert served.ask(FIRST).status == 200, "what is read without it stands"
    assert served.ask("/library?q=mri").status == 200


@contextlib.contextmanager
def moved_away(path: Path) -> Iterator[None]:
    aside = path.rename(path.with_name("aside"))
    try:
        yield
    finally:
        aside.rename(path)


def test_a_determination_has_an_address_of_its_own_for_people_and_programs(served: Served) -> None:
    page = served.ask(FIRST)
    assert page.status == 200
    assert "Determination ca-wc/CM16-0000001" in page.body
    said = msgspec.json.decode(served.ask(f"{FIRST}/v1?form=json").body)
    assert said["id"] == "ca-wc/CM16-0000001"


@pytest.mark.parametrize(
    "section", ["", "/rates", "/days", "/guidelines", "/reviewers", "/reasons", "/pairs"]
)
def test_what_they_say_together_is_told_as_chart_table_and_file(
    served: Served, section: str
) -> None:
    page = served.ask(f"/library/statistics{section}")
    assert page.status == 200
    assert page.headers["cache-control"] == "public, max-age=300"
    for address in re.findall(r'href="(/library/statistics/[^"]+\.csv[^"]*)"', page.body):
        assert served.ask(address).headers["content-type"] == "text/csv; charset=utf-8"


def test_what_became_of_determinations_is_told_once_something_was_entered(served: Served) -> None:
    assert served.ask("/library/statistics/later").status == 404
    told = LaterEvent(
        id="ca-wc/CM16-0000001", happened=Happened.REVERSED, citation="ADJ1, findings and order"
    )
    LibraryStore(served.told.parent / "data" / "library").add_events([told])
    page = served.ask("/library/statistics/later")
    assert "ADJ1, findings and order" in page.body
    assert "What became of them" in served.ask("/library/statistics").body
    for lists in ("/library", "/library?q=mri", "/library/ca-wc/CM16-0000002/alike"):
        found = served.ask(lists).body
        assert found.count("later reversed") == found.count(">ca-wc/CM16-0000001")


def test_an_address_with_a_slash_behind_it_is_sent_on_for_good(served: Served) -> None:
    first = served.ask("/library").body
    for address in (
        *("/library", "/library/topics", "/library/statistics", "/library/data", "/library/api"),
        *("/library/ca-wc/CM16-0000001", "/library/ca-wc/CM16-0000001/v1", "/library/feed"),
        *("/guidelines", "/law", "/file"),
    ):
        sent = served.ask(f"{address}/?q=a%20%22b")
        assert (sent.status, sent.headers["location"]) == (301, f"{address}?q=a%20%22b"), address
    assert served.ask("/library//").headers["location"] == "/library"
    for nothing in (
        "/nothing/",
        "//example.org/",
        "//example.org//library/",
        "/library/topics/x/y/",
    ):
        assert served.ask(nothing).status == 404, nothing
    assert served.ask("/library/", method="POST").status in {403, 404}
    assert served.ask("/library").body == first


def test_the_order_box_says_what_comes_first(served: Served) -> None:
    chosen = re.compile(r'<option value="([a-z]+)" selected>([^<]+)<')
    for address, order in {
        "/library": ("relevance", "newest first; with words, best match first"),
        "/library?q=decision:upheld": ("relevance", "newest first; with words, best match first"),
        "/library?q=mri": ("relevance", "best match first"),
        "/library?sort=oldest": ("oldest", "oldest first"),
    }.items():
        assert chosen.findall(served.ask(address).body) == [order], address


def test_statistics_are_told_for_some_years(served: Served) -> None:
    years = re.compile(r'<th scope="row"><span>(20\d\d)</span></th>')
    page = served.ask("/library/statistics")
    assert set(years.findall(page.body)) == {"2017"}
    assert not years.findall(served.ask("/library/statistics?first=2018").body)
    assert served.ask("/library/statistics?first=2018&last=2014").status == 400
    assert served.ask("/library/statistics?first=soon").status == 400


def test_programs_get_what_people_see(served: Served) -> None:
    sent = served.ask("/library?q=mri&decision=upheld&form=json")
    assert sent.status == 302
    told = served.ask(sent.headers["location"]).fields
    assert told["total"] == 2
    assert {"hits", "facets", "notes", "also", "page"} < set(told)


NEW = "/library/api/v1"


def test_programs_find_determinations_page_by_page(served: Served) -> None:
    first = served.ask(f"{NEW}/determinations?q=mri&per_page=1&facets=false")
    assert first.status == 200
    assert first.headers["access-control-allow-origin"] == "*"
    assert first.headers["cache-control"] == "public, max-age=300"
    assert int(first.headers["ratelimit-remaining"]) < int(first.headers["ratelimit-limit"])
    second = served.ask(str(first.fields["next"])).fields
    assert (second["page"], second["next"]) == (2, None)
    hits = [*first.fields["hits"], *second["hits"]]
    assert {one["determination"]["id"] for one in hits} >= {"ca-wc/CM16-0000001"}


def test_an_answer_that_did_not_change_is_not_sent_again(served: Served) -> None:
    address = f"{NEW}/determinations/ca-wc/CM16-0000001"
    told = served.ask(address)
    assert served.ask(address, If_None_Match=told.headers["etag"]).status == 304


def test_a_determination_has_a_history_and_a_bundle_of_fhir(served: Served) -> None:
    address = f"{NEW}/determinations/ca-wc/CM16-0000002"
    history = served.ask(f"{address}/history").fields
    assert [one["cite"] for one in history["versions"]] == ["ca-wc/CM16-0000002"]
    bundle = served.ask(f"{address}/fhir?version=1")
    assert bundle.headers["content-type"] == "application/fhir+json"
    assert read_bundle(bundle.body.encode(), "it").id == "ca-wc/CM16-0000002"
    page = "/library/ca-wc/CM16-0000002?form=fhir"
    again = served.ask(page)
    assert again.body == bundle.body
    assert served.ask(page, If_None_Match=again.headers["etag"]).status == 304


def test_programs_find_similar_findings_and_why(served: Served) -> None:
    address = f"{NEW}/determinations/ca-wc/CM16-0000001/similar"
    [similar, *_] = served.ask(f"{address}?finding=1&most=5").fields["similar"]
    assert similar["id"] == "ca-wc/CM16-0000002"
    assert similar["shares"]
    assert served.ask(f"{address}?finding=99").status == 404


def test_programs_get_the_figures_of_the_statistics(served: Served) -> None:
    told = served.ask(f"{NEW}/statistics/years?first=2017&last=2017").fields
    assert [row[0] for row in told["figures"][0]["rows"]] == ["2017"]


@pytest.mark.parametrize(
    ("asked", "status", "kind"),
    [
        ("/determinations?q=%22", 400, "bad-input"),
        ("/determinations?sort=sideways", 422, "not-as-described"),
        ("/determinations?decison=upheld", 422, "not-as-described"),
        ("/determinations?page=200&per_page=100", 400, "bad-input"),
        ("/determinations/ca-wc/CM99-1", 404, "not-found"),
        ("/determinations/ca-wc/CM16-0000001?version=9", 404, "not-found"),
        ("/statistics/years?first=2018&last=2014", 400, "bad-input"),
        ("/nothing", 404, "not-found"),
    ],
)
def test_what_programs_cannot_ask_is_told_as_a_problem(
    served: Served, asked: str, status: int, kind: str
) -> None:
    told = served.ask(f"{NEW}{asked}")
    assert (told.status, told.fields["type"]) == (status, f"/library/api#{kind}")
    assert told.headers["content-type"] == "application/problem+json"
    assert told.headers["access-control-allow-origin"] == "*"


def test_the_interface_is_for_reading_alone(served: Served) -> None:
    assert served.ask(f"{NEW}/releases", method="POST").status == 405
    assert served.ask(f"{NEW}/releases", method="HEAD").status == 200
    preflight = served.ask(f"{NEW}/releases", method="OPTIONS")
    assert (preflight.status, preflight.headers["access-control-allow-origin"]) == (204, "*")


def test_an_address_that_asks_too_often_is_told_when_to_go_on(served: Served) -> None:
    far = http.client.HTTPConnection(
        "127.0.0.1", served.port, timeout=PATIENCE, source_address=("127.0.0.2", 0)
    )
    told: list[http.client.HTTPResponse] = []

    def counted(many: int) -> None:
        record = served.told.parent / "data" / "record.sqlite3"
        said = "UPDATE openimr_try_count SET count = ? WHERE name = 'library requests'"
        with contextlib.closing(sqlite3.connect(record, timeout=PATIENCE)) as database:
            database.execute(said, (many,))
            database.commit()

    def ask() -> int:
        far.request("GET", f"{NEW}/nothing")
        told.append(far.getresponse())
        told[-1].read()
        return told[-1].status

    def refused() -> bool:  # the minute may turn between the last one and the one too many
        counted(120 - 1)
        return (ask(), ask()) == (404, 429)

    with contextlib.closing(far):
        ask()
        until(refused, "it is one too many")
    assert int(str(told[-1].getheader("Retry-After"))) <= 60
    counted(1)
    assert served.ask(f"{NEW}/releases").status == 200


@pytest.mark.parametrize("mode", list(GenerationMode), ids=lambda mode: mode.value)
def test_the_interface_of_the_library_answers_as_it_describes_itself(
    served: Served, mode: GenerationMode
) -> None:
    schema = schemathesis.openapi.from_dict(served.ask("/library/api/openapi.json").fields)
    schema.config.update(base_url=f"http://127.0.0.1:{served.port}", request_timeout=PATIENCE)
    for found in schema.get_all_operations():
        operation = found.ok()
        if mode is GenerationMode.NEGATIVE and not operation.query:
            continue

        @given(case=operation.as_strategy(generation_mode=mode))
        @settings(
            max_examples=2,
            deadline=None,
            derandomize=True,
            database=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        def answers(case: Any) -> None:
            case.call_and_validate(checks=CHECKS)

        answers()


def test_a_release_is_offered_with_its_files_which_can_be_fetched_in_parts(
    served: Served,
) -> None:
    assert "No release is offered here yet" in served.ask("/library/data").body
    library = served.told.parent / "data" / "library"
    terms = checked_terms("2026-11", "Invented Reviews", "CC0-1.0")
    folder = write_release(LibraryStore(library), library / "releases", terms, version="1")
    page = served.ask("/library/data").body
    assert "Invented Reviews. Library of determinations" in page
    assert "both (the schedule and others)" in page
    assert all(column.meaning in html.unescape(page) for _, column in each_column())
    [release] = served.ask(f"{NEW}/releases").fields["releases"]
    for file in release["files"]:
        assert f'href="{file["address"]}"' in page
        answer = served.ask(file["address"], method="HEAD")
        assert answer.headers["etag"] == f'"{file["sha256"]}"'
    whole = (folder / "findings.csv").read_text("utf-8")
    address = "/library/data/2026-11/findings.csv"
    part = served.ask(address, Range="bytes=10-19")
    assert (part.status, part.body) == (206, whole[10:20])
    other = served.ask(address, Range="bytes=10-19", If_Range='"other"')
    assert (other.status, len(other.body.encode())) == (
        200,
        (folder / "findings.csv").stat().st_size,
    )
    assert served.ask(address, If_None_Match=part.headers["etag"]).status == 304


@pytest.mark.parametrize(
    "path",
    [
        "2026-11/.writing",
        "2026-11/..%2f..%2frecord.sqlite3",
        "..%2f/x",
        "none/README.md",
        ".x/y",
        f"{'x' * 300}/README.md",
        "x%00/README.md",
    ],
)
def test_nothing_but_files_of_releases_is_given_out(served: Served, path: str) -> None:
    assert served.ask(f"/library/data/{path}").status == 404


def test_the_interface_is_described_on_a_page(served: Served) -> None:
    page = served.ask("/library/api")
    assert page.status == 200
    assert "Find determinations" in page.body
    assert 'id="value-PublishedFinding"' in page.body
    assert page.headers["cache-control"] == "public, max-age=300"
    described = served.ask("/library/api/openapi.json")
    assert described.fields["openapi"].startswith("3.1")
    assert described.headers["access-control-allow-origin"] == "*"


def test_a_search_can_be_followed_as_a_feed(served: Served) -> None:
    page = served.ask("/library?q=mri&decision=upheld")
    [link] = re.findall(r'type="application/atom\+xml"[^>]+href="([^"]+)"', page.body)
    answer = served.ask(link.replace("&amp;", "&"))
    assert answer.headers["content-type"].startswith("application/atom+xml")
    again = served.ask(link.replace("&amp;", "&"), If_None_Match=answer.headers["etag"])
    assert again.status == 304
    feed = ElementTree.fromstring(answer.body)
    atom = {"atom": "http://www.w3.org/2005/Atom"}
    entries = feed.findall("atom:entry", atom)
    assert {one.findtext("atom:title", "", atom) for one in entries} == {
        "ca-wc/CM16-0000001",
        "ca-wc/CM16-0000002",
    }
    assert all(one.findtext("atom:updated", "", atom) for one in entries)
    assert feed.findtext("atom:author/atom:name", "", atom), "a feed has an author (RFC 4287, 4.1)"
    odd = served.ask("/library/feed?q=mri%01%EF%BF%BF+knee")
    assert odd.status == 200
    assert ElementTree.fromstring(odd.body).findtext("atom:title", "", atom).endswith("mri knee")


@pytest.mark.parametrize("path", [f"{FIRST}/v7", "/library/ca-wc/CM99-0000000", "/library/x/y"])
def test_what_was_never_published_is_not_found(served: Served, path: str) -> None:
    assert served.ask(path).status == 404


def test_what_comes_into_the_library_is_there_at_the_next_look(
    served: Served, tmp_path: Path
) -> None:
    data = served.told.parent / "data"
    put(tmp_path, "3.json", letter("CM16-0000003"))
    put(tmp_path, "1.json", changed_mind("CM16-0000001"))
    build(data, tmp_path)
    assert "3 determinations found" in served.ask("/library?q=mri").body
    page = served.ask(FIRST)
    assert "<strong>Version 2</strong>" in page.body
    assert f'<a href="{FIRST}/v1">Version 1</a>' in page.body
    first = served.ask(f"{FIRST}/v1")
    assert first.status == 200
    assert f'the newest is <a href="{FIRST}">ca-wc/CM16-0000001/v2</a>' in first.body
    assert "There is a newer version" not in page.body


def test_an_installation_without_a_library_says_so(tmp_path: Path) -> None:
    address = "http://localhost:1"  # another than the one asked: a proxy stands between
    with serving(tmp_path / "data", "--no-jobs", OPENIMR_URL=address) as running:
        assert "No determination is published here yet" in running.ask("/library").body
        feed = running.ask("/library/feed?q=mri")
    assert f'href="{address}/library?q=mri' in feed.body
    assert f'href="{address}/library/feed?q=mri"' in feed.body
    assert "127.0.0.1" not in feed.body


def test_what_is_similar_is_told_with_the_reason_and_the_words_quoted(served: Served) -> None:
    page = served.ask(f"{FIRST}/alike?finding=2")
    assert page.status == 200
    assert page.headers["cache-control"] == "public, max-age=300"
    assert "ca-wc/CM16-0000002, finding 2" in page.body
    assert "<strong>Both:</strong>" in page.body
    assert f"{FIRST}/alike?finding=2" in served.ask(FIRST).body
    told = msgspec.json.decode(served.ask(f"{FIRST}/alike?form=json").body)
    assert "ca-wc/CM16-0000002" in {one["id"] for one in told["similar"]}


@pytest.mark.parametrize("path", [f"{FIRST}/alike?finding=9", "/library/ca-wc/CM16-9999999/alike"])
def test_a_finding_that_is_not_there_has_nothing_similar(served: Served, path: str) -> None:
    assert served.ask(path).status == 404


def test_a_guideline_topic_is_open_to_everybody_with_what_was_published_on_it(
    served: Served,
) -> None:
    assert "/library/topics/mri-lumbar-spine" in served.ask("/library/topics?words=lumbar").body
    page = served.ask("/library/topics/mri-lumbar-spine?on=2016-05-02")
    assert page.status == 200
    assert page.headers["cache-control"] == "public, max-age=300"
    assert "Editions" in page.body
    assert "For requests of" in page.body
    assert served.ask("/library/topics/no-such-topic").status == 404


def test_the_outcomes_of_a_topic_are_a_file_too(served: Served) -> None:
    told = msgspec.json.decode(served.ask(f"{FIRST}?form=json").body)
    [topic, *_] = [name for one in told["findings"] for name in one["topics"]]
    page = served.ask(f"/library/topics/{topic}")
    assert "Decided last" in page.body
    assert "ca-wc/CM16-0000002" in page.body
    file = served.ask(f"/library/topics/{topic}/outcomes.csv").body
    assert file.splitlines()[1].startswith("All years,")


def test_the_last_audit_is_a_part_of_the_statistics_once_one_was_kept(served: Served) -> None:
    assert served.ask("/library/statistics/audit").status == 404
    assert "/library/statistics/audit" not in served.ask("/library/statistics").body
    decided = (one for said in invented(120) for one in audited(said))
    found = audited_findings(list(decided), Looked(120), Wanted(dt.date(2026, 11, 22)))
    keep(served.told.parent / "data" / "library", found)
    page = served.ask("/library/statistics/audit")
    assert page.status == 200
    assert "Where outcomes differ from alike cases" in page.body
    assert "is never shown for a case" in page.body
    assert "/library/statistics/audit" in served.ask("/library/statistics").body
    file = served.ask("/library/statistics/audit/audit-models.csv").body
    assert file.splitlines()[0].startswith("Model,Accuracy")


def saved(manager: Visitor, search: str, **typed: str) -> Answer:
    """Save the search of a page as an alert, as the page's form does."""
    page = manager.get(f"/library/alerts?{search}")
    [kept] = re.findall(r'name="search" value="([^"]*)"', page.body)
    fields = {"search": html.unescape(kept), "name": "Mine", "email": "", **typed}
    return manager.send("/library/alerts/save", page, **fields)


def test_an_account_holder_saves_a_search_and_removes_it(served: Served, manager: Visitor) -> None:
    [way] = re.findall(r'href="(/library/alerts[^"]*)"', served.ask("/library?q=mri&page=2").body)
    assert html.unescape(way) == "/library/alerts?q=mri"
    assert saved(manager, "q=mri&decision=upheld", name="Upheld MRI").status == 302
    page = manager.get("/library/alerts")
    assert "/library?q=mri&amp;decision=upheld" in page.body
    assert "No e-mail; follow the feed" in page.body
    [id] = re.findall(r'name="id" value="(\d+)"', page.body)
    assert manager.send("/library/alerts/remove", page, id=id).status == 302
    assert "You saved none" in manager.get("/library/alerts").body


@pytest.mark.parametrize("typed", [{"name": " "}, {"email": "nowhere"}])
def test_an_alert_that_cannot_be_kept_says_why_and_loses_nothing(
    manager: Visitor, typed: dict[str, str]
) -> None:
    answer = saved(manager, "q=mri", **typed)
    assert answer.status == 400
    assert 'value="q=mri"' in answer.body


def test_alerts_are_for_account_holders(served: Served) -> None:
    assert served.ask("/library/alerts?q=mri").status == 302


def test_whoever_signs_in_to_be_told_comes_back_to_the_search(served: Served) -> None:
    visitor = Visitor(served)
    asked = "/library/alerts?q=mri&decision=upheld"
    sent = visitor.get(asked).headers["location"]
    assert urllib.parse.parse_qs(urllib.parse.urlsplit(sent).query) == {"next": [asked]}


def test_a_link_of_a_message_works_without_signing_in_and_only_when_it_is_ours(
    served: Served, manager: Visitor
) -> None:
    assert saved(manager, "q=mri", email="manager@example.org").status == 302
    page = manager.get("/library/alerts")
    [id] = re.findall(r'name="id" value="(\d+)"', page.body)
    assert served.ask(f"/library/alerts/confirm/{id}-{'x' * 24}").status == 404
    made_up = [served.ask(f"/library/alerts/stop/{it}-{'x' * 24}") for it in (id, "99")]
    assert len({(it.status, it.body) for it in made_up}) == 1, "what alerts there are is not told"
    confirm, stop = (linked(served, int(id), link) for link in (Link.CONFIRM, Link.STOP))
    assert "Yes, this is my address" in served.ask(confirm).body
    assert alert_of(served, int(id)).reached is Reached.UNCONFIRMED, "opening it does nothing"
    assert manager.send(confirm, manager.get(confirm)).status == 200
    assert alert_of(served, int(id)).reached is Reached.CONFIRMED
    assert "this installation sends no e-mail" in manager.get("/library/alerts").body
    assert served.ask(stop).headers["cache-control"] == "no-store"
    assert "You saved none" not in manager.get("/library/alerts").body
    told = served.ask(stop, method="POST")
    assert "The alert is removed" in told.body
    assert "You saved none" in manager.get("/library/alerts").body
    assert "The alert is removed" in served.ask(stop).body, "whoever comes again is told so"


def linked(served: Served, id: int, link: Link) -> str:
    """The address of a link, as a message has it."""
    asked = "SELECT content FROM openimr_secret WHERE name = 'library-alerts'"
    [(key,)] = kept_rows(served, asked)
    return f"/library/alerts/{link.value}/{signed(bytes(key), link, alert_of(served, id))}"


def alert_of(served: Served, id: int) -> Alert:
    """An alert as it is kept."""
    asked = "SELECT login, name, email, reached FROM openimr_library_alert WHERE id = ?"
    [(login, name, email, reached)] = kept_rows(served, asked, id)
    return Alert(id=id, login=login, name=name, email=email, reached=Reached(reached))


def kept_rows(served: Served, asked: str, *words: object) -> list[tuple[object, ...]]:
    record = served.told.parent / "data" / "record.sqlite3"
    with contextlib.closing(sqlite3.connect(record)) as database:
        return database.execute(asked, words).fetchall()


ODD = 'Gel <3 % & "<b>more</b>"'


@pytest.fixture
def taken_in(served: Served) -> LibraryStore:
    """A few more, put there as `library build` puts them: odd words, no year, no PDF, a copy."""
    store = LibraryStore(served.told.parent / "data" / "library")
    own = Provenance(kind=SourceKind.OWN, name="ca-wc-CM15-1.pdf", sha256="1" * 64)
    told = finding(treatment=ODD, decision=Decision.UPHELD)
    said = determination("CM15-1", told, provenance=own, published=dt.date(2026, 11, 20))
    other = msgspec.structs.replace(own, sha256="3" * 64)
    second = msgspec.structs.replace(said, version=2, provenance=other, summary="Otherwise.")
    copy = Seen(
        sha256="2" * 64, kind=SourceKind.LETTER, name="copy.pdf", id="ca-wc/CM15-1", version=1
    )
    if store.get("ca-wc/CM15-1") is None:
        with store.writing():
            store.add([said, second], [copy])
            bring_up_to_date(store.folder, store)
    return store


def test_words_of_a_determination_are_words_in_a_feed_too(
    served: Served, taken_in: LibraryStore
) -> None:
    feed = ElementTree.fromstring(served.ask("/library/feed?q=gel").body)
    [summary] = feed.findall(".//{http://www.w3.org/2005/Atom}summary")
    assert summary.get("type") == "html"
    assert html.unescape(summary.text or "") == f"{ODD}: upheld"
    assert "<b>" not in (summary.text or "")


def test_a_pdf_that_is_not_here_is_not_offered(served: Served, taken_in: LibraryStore) -> None:
    page = served.ask("/library/ca-wc/CM15-1").body
    assert "Published 11/20/2026 without names" in page
    assert "as PDF" not in page


def test_what_tells_no_year_is_in_no_span_of_years(served: Served, taken_in: LibraryStore) -> None:
    assert "Not told" in served.ask("/library/statistics").body
    assert "Not told" not in served.ask("/library/statistics?last=2999").body


def test_nothing_is_told_of_the_sources_of_a_version_that_was_withdrawn(
    served: Served, taken_in: LibraryStore
) -> None:
    address = f"{NEW}/determinations/ca-wc/CM15-1/history"
    assert [one["name"] for one in served.ask(address).fields["copies"]] == ["copy.pdf"]
    terms = checked_terms("2026-10", None, None)
    write_release(taken_in, taken_in.folder / "releases", terms, version="1")
    assert served.ask("/library/data/2026-10/README.md").status == 200
    [first, _] = taken_in.versions("ca-wc/CM15-1")
    with taken_in.writing():
        hide(taken_in, [first], dt.datetime(2026, 11, 22, tzinfo=dt.UTC))
        leave_out(taken_in)
    told = served.ask(address).fields
    assert [one["version"] for one in told["versions"]] == [2]
    assert told["copies"] == []
    assert served.ask("/library/data/2026-10/README.md").status == 410, "it holds what is withdrawn"
    assert served.ask("/library/data/2026-09/README.md").status == 404

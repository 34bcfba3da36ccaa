"""The public library for very many readers: programs that follow links, slow downloads, feeds."""

from __future__ import annotations

import contextlib
import datetime as dt
import http.client
import os
import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest
from tests.integration.test_library_in_the_web import build
from tests.library_letters import changed_mind, letter, put
from tests.published_determinations import determination, finding
from tests.served import PATIENCE, Answer, Served, serving, until

from openimr.adapters.library_index_kept import bring_up_to_date
from openimr.adapters.library_store import LibraryStore
from openimr.adapters.open_data_writer import write_release
from openimr.publication.model import Provenance, SourceKind
from openimr.publication.open_data.release import checked_terms
from openimr.web.library.opened import PAGES

FIRST = "/library/ca-wc/CM16-0000001"
FILE = "/library/data/2026-11/findings.csv"
LARGE = 64_000_000
ATOM = {"": "http://www.w3.org/2005/Atom"}


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    home = tmp_path_factory.mktemp("many-readers")
    put(home / "letters", "1.json", letter("CM16-0000001"))
    put(home / "letters", "2.json", changed_mind("CM16-0000002"))
    build(home / "data", home / "letters")
    store = LibraryStore(home / "data" / "library")
    terms = checked_terms("2026-11", "Invented Reviews", "CC0-1.0")
    write_release(store, store.folder / "releases", terms, version="1")
    with serving(home / "data", "--no-jobs") as running:
        yield running


def library_of(served: Served) -> Path:
    return served.told.parent / "data" / "library"


def asked(served: Served, source: str, path: str, **headers: str) -> Answer:
    """What another address of this machine is answered."""
    far = http.client.HTTPConnection(
        "127.0.0.1", served.port, timeout=PATIENCE, source_address=(source, 0)
    )
    with contextlib.closing(far):
        far.request("GET", path, headers={one.replace("_", "-"): it for one, it in headers.items()})
        answer = far.getresponse()
        named = {name.lower(): value for name, value in answer.getheaders()}
        return Answer(answer.status, named, answer.read().decode())


@contextlib.contextmanager
def counters(served: Served) -> Iterator[sqlite3.Connection]:
    record = served.told.parent / "data" / "record.sqlite3"
    with contextlib.closing(sqlite3.connect(record, timeout=PATIENCE)) as database:
        yield database
        database.commit()


def test_who_asks_for_pages_too_often_waits_and_nobody_else(served: Served) -> None:
    many, others = "127.0.0.7", "127.0.0.8"
    page = asked(served, many, FIRST)
    answers: list[Answer] = []

    def refused() -> bool:  # the minute may turn between the two
        with counters(served) as database:
            of_pages = (PAGES.most, PAGES.name)
            database.execute("UPDATE openimr_try_count SET count = ? WHERE name = ?", of_pages)
        answers.append(asked(served, many, FIRST))
        return answers[-1].status == 429

    until(refused, "it is too often")
    answer = answers[-1]
    assert 0 < int(answer.headers["retry-after"]) <= 60
    assert answer.headers["cache-control"] == "no-store"
    assert "<h1>Please wait a minute</h1>" in answer.body
    again = asked(served, many, FIRST, If_None_Match=page.headers["etag"])
    assert again.status == 304, "who has it is told so all the same"
    assert asked(served, others, FIRST).status == 200
    with counters(served) as database:
        kept = database.execute("SELECT who FROM openimr_try_count WHERE name = ?", (PAGES.name,))
        assert not [who for (who,) in kept if "127.0.0" in who], "no address of a reader is kept"
        database.execute("DELETE FROM openimr_try_count")


@pytest.mark.parametrize(
    "path", ["/library?q=mri", "/library/feed?q=mri", FIRST, "/library/statistics", "/library/data"]
)
def test_a_page_is_known_again_until_the_library_changes(served: Served, path: str) -> None:
    page = served.ask(path)
    again = served.ask(path, If_None_Match=page.headers["etag"])
    assert (again.status, again.headers["cache-control"]) == (304, "public, max-age=300")
    os.utime(library_of(served) / "determinations")
    assert served.ask(path, If_None_Match=page.headers["etag"]).status == 200


@pytest.mark.parametrize(
    "path",
    [
        FIRST,
        f"{FIRST}/alike",
        "/library/ca-wc/CM16-7777777",
        f"{FIRST}/v1.pdf",
        "/library/topics",
        "/library/topics/mri-knee",
        "/library/statistics",
        "/library/statistics/pairs",
        "/library/data",
        FILE,
        "/library/api/v1/statistics/years",
    ],
)
def test_a_list_of_what_was_withdrawn_that_cannot_be_read_is_nobodys_mistake(
    served: Served, path: str
) -> None:
    withdrawn = library_of(served) / "withdrawn.jsonl"
    withdrawn.write_text("no list\n", encoding="utf-8")
    try:
        answer = served.ask(path)
    finally:
        withdrawn.unlink()
    assert (answer.status, answer.headers["retry-after"]) == (503, "30")
    assert answer.headers["cache-control"] == "no-store"
    assert "etag" not in answer.headers or "/api/" in path


def test_programs_that_follow_links_find_what_is_published_and_no_endless_searches(
    served: Served,
) -> None:
    robots = served.ask("/robots.txt").body
    assert "Disallow: /library*?\n" in robots
    base = f"http://127.0.0.1:{served.port}"
    [index] = re.findall(r"Sitemap: (\S+)", robots)
    found = re.findall("<loc>([^<]+)</loc>", served.ask(index.removeprefix(base)).body)
    pages, determinations = (
        re.findall("<loc>([^<]+)</loc>", served.ask(one.removeprefix(base)).body) for one in found
    )
    assert determinations == [f"{base}/library/ca-wc/CM16-000000{n}" for n in (1, 2)]
    assert f"{base}/library/topics/mri-knee" in pages
    assert served.ask("/library/sitemap-2.xml").status == 404
    for one in (*pages[:6], *determinations):
        page = served.ask(one.removeprefix(base))
        assert page.status == 200
        assert "noindex" not in page.body
        links = re.findall(r'<a [^>]*href="/library[^"]*\?[^>]*>', page.body)
        assert all("nofollow" in link for link in links), one
        assert one == f"{base}/" or f'<link rel="canonical" href="{one}">' in page.body
    narrowed = served.ask("/library?topic=mri-knee").body
    assert '<meta name="robots" content="noindex, nofollow">' in narrowed
    assert "canonical" not in narrowed


def test_one_page_under_several_addresses_says_which_is_the_one(served: Served) -> None:
    for path in ("/library/statistics/years", "/library/statistics?first=2017&last=2017"):
        assert '/library/statistics">' in served.ask(path).body.partition("canonical")[2][:80]
    assert f'{FIRST}">' in served.ask(f"{FIRST}/v1").body.partition("canonical")[2][:80]


def test_what_was_published_last_comes_first_in_a_feed_however_old_it_is(served: Served) -> None:
    before = ElementTree.fromstring(served.ask("/library/feed").body)
    store = LibraryStore(library_of(served))
    old = Provenance(kind=SourceKind.LETTER, name="old.pdf", sha256="7" * 64)
    long_ago = dt.date(2003, 2, 3)
    said = determination("CM03-1", finding(), provenance=old, decision_date=long_ago, year=2003)
    with store.writing():
        store.add([said])
        bring_up_to_date(store.folder, store)
    feed = ElementTree.fromstring(served.ask("/library/feed").body)
    titles = [one.text for one in feed.findall("entry/title", ATOM)]
    assert titles[0] == "ca-wc/CM03-1"
    assert titles[1:] == [one.text for one in before.findall("entry/title", ATOM)]
    first = feed.find("entry", ATOM)
    assert first is not None
    for told in ("updated", "published"):
        at = dt.datetime.fromisoformat(first.findtext(told, "", ATOM))
        assert abs(dt.datetime.now(tz=dt.UTC) - at) < dt.timedelta(minutes=10)
    assert feed.findtext("updated", "", ATOM) == first.findtext("updated", "", ATOM)
    (store.folder / "arrived.jsonl").unlink()
    by_decision = ElementTree.fromstring(served.ask("/library/feed").body)
    assert [one.text for one in by_decision.findall("entry/title", ATOM)][-1] == "ca-wc/CM03-1"


def test_findings_that_are_compared_lead_to_their_determinations(served: Served) -> None:
    page = served.ask("/library/statistics/pairs").body
    assert f'<a href="{FIRST}#finding-1">ca-wc/CM16-0000001, 1</a>' in page
    assert 'id="finding-1"' in served.ask(FIRST).body


@pytest.fixture
def large(served: Served) -> Iterator[Path]:
    """A file of a release that is larger than what lies between a server and whoever is slow."""
    path = library_of(served) / "releases" / "2026-11" / "findings.csv"
    content = path.read_bytes()
    os.truncate(path, LARGE)
    yield path
    path.write_bytes(content)


def memory(served: Served) -> int:
    """Bytes that the processes of the web hold."""
    web = served.programs("web")
    held = 0
    for place in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            parent = int((place / "stat").read_text().rpartition(")")[2].split()[1])
            told = re.search(r"VmRSS:\s+(\d+)", (place / "status").read_text())
            held += int(told[1]) * 1024 if parent in web and told else 0
    return held


def test_slow_downloads_hold_no_memory_and_leave_room_for_pages(
    served: Served, large: Path
) -> None:
    before, content = memory(served), large.read_bytes()
    assert before > 0
    with contextlib.ExitStack() as open_ones:
        slow = []
        for _ in range(4):
            one = http.client.HTTPConnection("127.0.0.1", served.port, timeout=PATIENCE)
            open_ones.callback(one.close)
            one.request("GET", FILE)
            slow.append(one.getresponse())
            assert slow[-1].getheader("Content-Length") == str(LARGE)
            assert slow[-1].read(1000) == content[:1000]
        assert memory(served) - before < LARGE / 2
        assert served.ask(FIRST).status == 200
        fifth = served.ask(FILE)
        assert (fifth.status, fifth.headers["retry-after"]) == (429, "60")
        assert asked(served, "127.0.0.9", FILE, Range="bytes=-1").status == 206
        assert slow[0].read() == content[1000:]
    until(lambda: served.ask(FILE, Range="bytes=0-0").status == 206, "there is room again")


@pytest.mark.parametrize(
    ("named", "tags", "status"),
    [
        ("If-None-Match", '"other", {tag}', 304),
        ("If-None-Match", "{strong}", 304),
        ("If-None-Match", "*", 304),
        ("If-None-Match", "W/{longer}", 200),
        ("If-None-Match", "no tag at all", 200),
        ("If-Match", "*", 200),
        ("If-Match", "{tag}", 412),
    ],
)
def test_tags_of_a_page_are_compared_as_http_says(
    served: Served, named: str, tags: str, status: int
) -> None:
    tag = served.ask(FIRST).headers["etag"]
    strong = tag.removeprefix("W/")
    header = tags.format(tag=tag, strong=strong, longer=f'"x{strong[1:]}')
    assert served.ask(FIRST, **{named: header}).status == status


@pytest.mark.parametrize("named", ["If-None-Match", "If-Match"])
def test_whatever_is_asked_of_tags_what_is_not_there_is_not_found(
    served: Served, named: str
) -> None:
    assert served.ask("/library/ca-wc/CM16-7777777", **{named: "*"}).status == 404


def test_tags_of_a_file_are_compared_before_it_is_sent(served: Served) -> None:
    tag = served.ask(FILE, method="HEAD").headers["etag"]
    assert served.ask(FILE, If_None_Match="*").status == 304
    assert served.ask(FILE, If_Match=tag, Range="bytes=0-0").status == 206
    assert served.ask(FILE, If_Match='"other"', Range="bytes=0-0").status == 412
    assert served.ask(FILE, If_Range=f"W/{tag}", Range="bytes=0-0").status == 200
    assert served.ask(FILE, If_Range=tag, If_None_Match=tag, Range="bytes=0-0").status == 304


def test_a_download_that_broke_off_goes_on_where_it_was(served: Served) -> None:
    whole = served.ask(FILE)
    size, tag = len(whole.body.encode()), whole.headers["etag"]
    assert whole.headers["content-length"] == str(size)
    assert whole.headers["content-type"] == "text/csv"
    assert whole.headers["repr-digest"].startswith("sha-256=:")
    last = served.ask(FILE, Range=f"bytes={size - 1}-", If_Range=tag)
    assert (last.status, last.body) == (206, whole.body[-1])
    assert last.headers["content-range"] == f"bytes {size - 1}-{size - 1}/{size}"
    beyond = served.ask(FILE, Range=f"bytes={size}-", If_Range=tag)
    assert (beyond.status, beyond.headers["content-range"]) == (416, f"bytes */{size}")
    head = served.ask(FILE, method="HEAD")
    assert (head.status, head.headers["content-length"]) == (200, str(size))
